//! Messages: posting, changing and reading them.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tertulia_core::ports::{MessagePage, Page, Version};
use tertulia_core::{Body, Command, Denial, Emoji, Error, GroupId, Message, MessageId, ProfileId, Result};

use crate::actor::Committed;
use crate::{Access, Engine};

/// The most messages of one page.
pub const PAGE_MAX: u32 = 200;

/// A message that a member wants to post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMessage {
    pub id: MessageId,
    pub reply_to: Option<MessageId>,
    pub content: Content,
}

/// What it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    Written(Body),
    Forwarded(ForwardFrom),
}

/// A message to copy from a group that the caller is a member of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForwardFrom {
    pub group: GroupId,
    pub message: MessageId,
}

/// The abuse brake: far above human typing, per person (MOD-3).
pub(crate) struct Brake {
    limiter: DefaultKeyedRateLimiter<ProfileId>,
}

impl Brake {
    pub fn new(posts_per_ten_seconds: u32) -> Brake {
        let burst = NonZeroU32::new(posts_per_ten_seconds).unwrap_or(NonZeroU32::MIN);
        let period = Duration::from_secs(10) / burst.get();
        let quota = Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        Brake { limiter: RateLimiter::keyed(quota) }
    }

    /// # Errors
    /// `TooMany` with the time to wait.
    pub fn check(&self, profile: ProfileId) -> Result<()> {
        self.limiter.check_key(&profile).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Error::TooMany(wait)
        })
    }

    pub fn forget_the_quiet(&self) {
        self.limiter.retain_recent();
    }
}

impl Engine {
    /// Posts a message. A retry with the same id changes nothing and gives the same place.
    ///
    /// # Errors
    /// `TooMany` with the time to wait, `NotFound` where the message to forward is not the caller's to see, and as
    /// [`Engine::submit`].
    pub async fn post(&self, access: &Access, message: NewMessage) -> Result<Committed> {
        let (body, forwarded) = match message.content {
            Content::Written(body) => (body, false),
            Content::Forwarded(from) => {
                // What was forwarded may be gone when a retry comes; the message that was made of it stays.
                let known = self.parts.store.message(access.group_id(), message.id).await?;
                if let Some(known) = known.filter(|m| m.author == access.profile()) {
                    return Ok(Committed { seq: known.seq, events: Vec::new() });
                }
                (self.body_to_forward(access, from).await?, true)
            }
        };
        let command = Command::Post { message: message.id, reply_to: message.reply_to, forwarded, body };
        let committed = self.submit(access, command).await?;
        self.set_typing((access.group_id(), access.profile()), false);
        Ok(committed)
    }

    /// Mentions stay behind: they would call people who are elsewhere.
    async fn body_to_forward(&self, access: &Access, from: ForwardFrom) -> Result<Body> {
        let source = self.enter(access.caller(), from.group).await?;
        let message = self.message(&source, from.message).await?;
        match message.body {
            Some(body) => Ok(Body::plain(body.text)),
            None if message.is_running() => Err(Denial::StillRunning.into()),
            None if message.deleted.is_some() => Err(Denial::MessageDeleted.into()),
            // An answer that failed before its first word.
            None => Err(Denial::EmptyText.into()),
        }
    }

    /// Changes what one's own message says.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn edit(&self, access: &Access, message: MessageId, body: Body) -> Result<Committed> {
        self.submit(access, Command::Edit { message, body }).await
    }

    /// Deletes a message and erases what it said.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn delete(&self, access: &Access, message: MessageId) -> Result<Committed> {
        self.submit(access, Command::Delete { message }).await
    }

    /// Adds or takes back a reaction.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn react(&self, access: &Access, message: MessageId, emoji: Emoji, on: bool) -> Result<Committed> {
        let command = if on { Command::React { message, emoji } } else { Command::Unreact { message, emoji } };
        self.submit(access, command).await
    }

    /// Pins or unpins a message.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn pin(&self, access: &Access, message: MessageId, on: bool) -> Result<Committed> {
        let command = if on { Command::Pin { message } } else { Command::Unpin { message } };
        self.submit(access, command).await
    }

    /// One message that the member may see.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn message(&self, access: &Access, message: MessageId) -> Result<Message> {
        let found = self.parts.store.message(access.group_id(), message).await?;
        found.filter(|m| m.seq >= access.sees_from()).ok_or(Error::NotFound)
    }

    /// A part of the thread; at most 200 messages.
    ///
    /// # Errors
    /// What the store says.
    pub async fn page(&self, access: &Access, page: Page, limit: u32) -> Result<MessagePage> {
        let limit = limit.clamp(1, PAGE_MAX);
        self.parts.store.page(access.group_id(), page, access.sees_from(), limit).await
    }

    /// What a message said before it was edited, oldest first.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn versions(&self, access: &Access, message: MessageId) -> Result<Vec<Version>> {
        let message = self.message(access, message).await?;
        self.parts.store.versions(access.group_id(), message.id).await
    }

    /// The pinned messages that the member may see, in the order of pinning.
    ///
    /// # Errors
    /// What the store says.
    pub async fn pinned(&self, access: &Access) -> Result<Vec<Message>> {
        let mut messages = Vec::new();
        for pin in &access.group().pins {
            match self.message(access, pin.message).await {
                Ok(message) => messages.push(message),
                // Before the place from which this member sees.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(messages)
    }

    /// Profiles of whoever these messages name and the group's view does not: authors and reactors who have left.
    ///
    /// # Errors
    /// What the store says.
    pub async fn profiles_in(&self, messages: &[Message]) -> Result<Vec<tertulia_core::profile::Profile>> {
        let mut ids = std::collections::BTreeSet::new();
        for message in messages {
            ids.insert(message.author);
            ids.extend(message.reactions.values().flatten());
            ids.extend(message.body.iter().flat_map(|b| &b.mentions).map(|m| m.profile));
            ids.extend(message.deleted.map(|d| d.by));
        }
        let ids: Vec<ProfileId> = ids.into_iter().collect();
        self.parts.store.profiles(&ids).await
    }

    pub(crate) fn spawn_brake_keeper(&self) {
        let engine = self.clone();
        let stopping = self.tasks.stopping();
        self.tasks.spawn("brake keeper", async move {
            while stopping.run_until_cancelled(tokio::time::sleep(Duration::from_secs(60))).await.is_some() {
                engine.brake.forget_the_quiet();
            }
        });
    }
}
