//! The contract of the ports: each behaviour is one test over `Arc<dyn Store>`, which every database has to pass.

mod credentials;
mod groups;
mod invites;
mod journal;
mod memberships;
mod models;
mod people;
mod replay;
mod runs;
mod search;
pub(crate) mod tale;
mod threads;

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
            threads: [
                pages_go_through_a_thread_in_both_directions,
                a_page_around_a_place_has_half_on_each_side,
                a_page_does_not_reach_before_what_is_seen,
                a_page_tells_the_head,
                a_page_of_no_group_is_not_found,
                versions_are_kept_until_the_message_is_deleted,
                the_last_message_is_one_that_stands,
                the_nth_newest_message_has_a_place,
                reactions_keep_their_order,
                an_answer_is_known_by_its_call_and_by_what_follows_it,
            ];
            groups: [
                a_person_has_the_groups_they_are_in,
                peers_are_people_of_the_same_groups,
                the_attention_cursor_moves_forwards_only,
                a_group_is_erased_when_deleted_or_left_by_all,
                an_erased_group_leaves_nothing_behind,
                erasing_one_group_leaves_the_others,
            ];
            people: [
                a_profile_and_its_account_are_kept,
                a_username_is_taken_once,
                a_profile_is_made_once,
                a_profile_can_be_changed,
                what_does_not_exist_cannot_be_changed,
                a_guest_becomes_a_person_with_a_password,
                the_first_assistant_comes_first,
                people_are_counted_without_assistants,
                a_suspended_administrator_is_none,
                being_seen_only_moves_forwards,
            ];
            credentials: [
                a_session_is_found_by_its_secret,
                sessions_end_one_by_one_and_all_others_at_once,
                ended_sessions_are_forgotten,
                a_token_is_found_by_its_secret_until_revoked,
                a_newer_setup_link_closes_the_older,
                a_setup_link_makes_one_administrator,
                a_taken_username_leaves_the_setup_link_open,
            ];
            invites: [
                an_invite_is_found_by_its_secret,
                a_reset_invite_has_another_secret,
                changing_an_invite_keeps_the_uses_counted,
                requests_and_additions_wait_once_and_in_order,
                instance_settings_are_kept,
                blob_records_are_kept,
            ];
            memberships: [
                read_positions_move_forwards_only,
                only_members_have_read_positions,
                a_read_position_does_not_pass_the_journal,
                unread_counts_what_others_said,
                unread_begins_where_the_member_sees,
                mentions_and_replies_are_counted,
                unread_stops_counting_at_a_thousand,
                preferences_are_kept_for_each_member,
            ];
            runs: [
                a_run_is_open_from_beginning_to_end,
                a_checkpoint_after_the_end_changes_nothing,
            ];
            models: [
                providers_and_models_keep_their_order,
                models_stand_where_they_are_put,
                one_enabled_model_is_the_default,
                removing_a_provider_removes_its_models,
                a_sealed_key_is_kept_as_it_is,
            ];
            search: [
                two_characters_find_their_message_in_every_script,
                hits_come_newest_first_and_go_on,
                all_words_have_to_be_found,
                only_the_given_groups_are_searched,
                nothing_before_what_is_seen_is_found,
                author_and_date_restrict,
                nothing_typed_is_an_operator,
                an_edit_replaces_and_a_deletion_erases,
                answers_are_found_when_they_have_ended,
            ];
            replay: [
                projections_equal_the_journal_after_every_append,
            ];
        }
    };
}

mod sqlite {
    every_behaviour!(crate::sqlite::scratch::open);
}

mod postgres {
    every_behaviour!(crate::postgres::scratch::open);
}
