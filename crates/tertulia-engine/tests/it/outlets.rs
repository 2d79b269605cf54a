//! What goes straight to a connection's outlet, and what must not.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tertulia_engine::{Caller, Connection, Outgoing, Outlet};

use crate::house::{House, hears, next};

/// Remembers what was written straight to it.
#[derive(Default)]
struct Paper(Mutex<Vec<String>>);

impl Outlet for Paper {
    fn send(&self, frame: &Bytes) -> bool {
        self.0.lock().unwrap().push(String::from_utf8(frame.to_vec()).unwrap());
        true
    }
}

impl Paper {
    /// What was written about messages.
    fn posts(&self) -> Vec<String> {
        let written = self.0.lock().unwrap();
        written.iter().filter(|frame| frame.starts_with("event message_posted")).cloned().collect()
    }

    fn holds(&self, text: &str) -> bool {
        self.0.lock().unwrap().iter().any(|frame| frame.contains(text))
    }
}

/// A connection with an outlet, of which nobody takes anything yet.
async fn connect(house: &House, caller: Caller) -> (Connection, Arc<Paper>) {
    let paper = Arc::new(Paper::default());
    let mut connection = house.engine.connect(caller, Some(paper.clone())).await.unwrap();
    connection.resume(&[]).await.unwrap();
    (connection, paper)
}

/// Takes all there is.
async fn drain(connection: &mut Connection) -> Vec<Outgoing> {
    let mut taken = Vec::new();
    while let Some(outgoing) = connection.try_next().await.unwrap() {
        taken.push(outgoing);
    }
    taken
}

#[tokio::test]
async fn who_has_caught_up_is_written_to_without_being_woken() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let (mut of_ben, paper) = connect(&house, ben).await;
    // Until it has caught up, all waits in order behind the view.
    house.post(&access, "early").await;
    assert_eq!(paper.posts().len(), 0);
    let taken = drain(&mut of_ben).await;
    let [Outgoing::View(view), Outgoing::CaughtUp(Some((_, seq))), .., Outgoing::CaughtUp(None)] = &taken[..] else {
        panic!("a view, and no gap: {taken:?}");
    };
    assert_eq!(view.group.head, *seq);
    for n in 0..50 {
        house.post(&access, &format!("message {n}.")).await;
    }
    // Whoever posts has been answered when all others have been written to.
    let posts = paper.posts();
    assert_eq!(posts.len(), 50);
    for (n, post) in posts.iter().enumerate() {
        assert!(post.contains(&format!("message {n}.")), "{n}: {post}");
    }
    assert!(!of_ben.has_more());
}

#[tokio::test]
async fn who_is_removed_is_written_nothing_of_the_group_afterwards() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let (mut of_ben, paper) = connect(&house, ben).await;
    drain(&mut of_ben).await;
    house.post(&access, "before").await;
    house.engine.remove_member(&access, ben.profile).await.unwrap();
    house.post(&access, "after").await;
    assert!(paper.holds("before") && !paper.holds("after"));
    hears(&mut of_ben, "signal Gone").await;
    assert!(!drain(&mut of_ben).await.iter().any(|o| matches!(o, Outgoing::Frame(f) if f.starts_with(b"event"))));
    house.post(&access, "later").await;
    assert!(!paper.holds("later") && !of_ben.has_more());
}

#[tokio::test]
async fn who_is_signed_out_is_written_nothing_more() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana, ben]).await;
    let (mut of_ben, paper) = connect(&house, ben).await;
    drain(&mut of_ben).await;
    house.engine.sign_out(ben).await.unwrap();
    house.post(&access, "after").await;
    assert!(!paper.holds("after"));
    assert!(matches!(next(&mut of_ben).await, Outgoing::Close(_)));
    drop(of_ben);
    assert_eq!(Arc::strong_count(&paper), 1, "nobody holds the line open");
}

#[tokio::test]
async fn a_new_member_is_given_the_group_first_and_then_written_to() {
    let house = House::new().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let access = house.group_of(&[ana]).await;
    let (mut of_ben, paper) = connect(&house, ben).await;
    drain(&mut of_ben).await;
    let secret = house.secret(&access, Default::default()).await;
    house.engine.redeem_invite(ben, &secret).await.unwrap();
    house.post(&access, "meanwhile").await;
    assert!(!paper.holds("meanwhile"), "nothing before the group is known");
    let taken = drain(&mut of_ben).await;
    assert!(taken.iter().any(|outgoing| matches!(outgoing, Outgoing::View(_))), "{taken:?}");
    house.post(&access, "afterwards").await;
    assert!(paper.holds("afterwards"));
}
