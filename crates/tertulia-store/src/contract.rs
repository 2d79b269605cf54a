//! The contract of the ports: each behaviour is one test over `Arc<dyn Store>`, which every database has to pass.

mod journal;
mod tale;

/// Writes one test for each behaviour, for the database that `open` makes a fresh store of.
macro_rules! contract {
    ($open:path; $($area:ident: [$($behaviour:ident),* $(,)?];)*) => {
        $(mod $area {
            $(#[tokio::test]
            async fn $behaviour() {
                let scratch = $open().await;
                crate::contract::$area::$behaviour(scratch.store()).await;
                scratch.close().await;
            })*
        })*
    };
}

/// Every behaviour, once. A database calls this with what opens a fresh store.
macro_rules! every_behaviour {
    ($open:path) => {
        contract! {
            $open;
            journal: [
                an_append_is_numbered_and_read_back,
                a_group_that_exists_is_stale,
                a_group_that_does_not_exist_is_not_found,
                of_two_with_one_head_one_is_stale,
                a_message_cannot_be_posted_twice,
                events_that_are_numbered_wrongly_are_refused,
                events_are_read_in_pieces,
                several_events_are_all_or_nothing,
                many_groups_append_at_once,
                one_group_appended_to_at_once_stays_gapless,
                the_last_use_of_an_invite_is_given_once,
                an_invite_that_is_closed_or_gone_is_spent,
                joining_takes_request_and_addition_away,
                deleting_erases_every_version,
                a_group_is_loaded_as_it_is,
            ];
        }
    };
}

mod sqlite {
    every_behaviour!(crate::sqlite::scratch::open);
}
