//! What follows from a command.

use crate::command::Facts;
use crate::event::{
    GroupDeleted, GroupPhotoChanged, GroupRenamed, InviteReset, LocalModelsOnlyChanged, MessageDeleted, MessageEdited,
    MessagePinned, MessagePosted, MessageUnpinned, NewcomersChanged, ReactionAdded, ReactionRemoved, SeatChanged,
    SettingsRightChanged,
};
use crate::group::{Group, PINS_MAX};
use crate::member::Member;
use crate::message::{Message, REACTIONS_MAX};
use crate::settings::{NEWCOMERS_LAST_MAX, Newcomers, SettingsRight};
use crate::{Body, Command, Denial, EventKind, ProfileId, Timestamp};

/// The events that follow; none where the command asks for what is already so.
pub type Decision = Result<Vec<EventKind>, Denial>;

impl Group {
    /// Decides what follows from `command` by `author` at `now`. Changes nothing.
    ///
    /// # Errors
    /// The [`Denial`] that says why nothing may follow.
    pub fn decide(&self, now: Timestamp, author: ProfileId, command: Command, facts: &Facts) -> Decision {
        let ends_run = matches!(command, Command::EndRun { .. });
        if self.deleted_at.is_some() && !ends_run {
            return Err(Denial::GroupDeleted);
        }
        match command {
            Command::Join { via, sees_from, member_limit } => {
                return self.decide_join(author, via, sees_from, member_limit);
            }
            Command::BeginRun { run } => return self.decide_begin_run(author, run, facts),
            Command::EndRun { message, body, end } => {
                return self.decide_end_run(author, message, body, end, facts);
            }
            _ => {}
        }
        let member = self.member(author).ok_or(Denial::NotAMember)?;
        match command {
            Command::Post { message, reply_to, forwarded, body } => {
                if reply_to.is_some() {
                    visible(member, facts)?;
                }
                body.check()?;
                let body = self.without_strangers(body, None);
                one(EventKind::MessagePosted(MessagePosted { message, reply_to, forwarded, body: Some(body) }))
            }
            Command::Edit { message, body } => {
                let subject = standing(member, facts)?;
                if subject.author != author || subject.answer.is_some() {
                    return Err(Denial::NotYours);
                }
                body.check()?;
                let body = self.without_strangers(body, subject.body.as_ref());
                if subject.body.as_ref() == Some(&body) {
                    return none();
                }
                let (message_seq, version) = (subject.seq, subject.version + 1);
                one(EventKind::MessageEdited(MessageEdited { message, message_seq, version, body: Some(body) }))
            }
            Command::Delete { message } => self.decide_delete(member, message, facts),
            Command::React { message, emoji } => {
                let subject = standing(member, facts)?;
                if subject.has_reaction(author, &emoji) {
                    return none();
                }
                if !subject.reactions.contains_key(&emoji) && subject.reactions.len() >= REACTIONS_MAX {
                    return Err(Denial::TooManyReactions);
                }
                one(EventKind::ReactionAdded(ReactionAdded { message, message_seq: subject.seq, emoji }))
            }
            Command::Unreact { message, emoji } => {
                let subject = visible(member, facts)?;
                if !subject.has_reaction(author, &emoji) {
                    return none();
                }
                one(EventKind::ReactionRemoved(ReactionRemoved { message, message_seq: subject.seq, emoji }))
            }
            Command::Pin { message } => {
                let subject = standing(member, facts)?;
                if self.is_pinned(message) {
                    return none();
                }
                if self.pins.len() >= PINS_MAX {
                    return Err(Denial::TooManyPins);
                }
                one(EventKind::MessagePinned(MessagePinned { message, message_seq: subject.seq }))
            }
            Command::Unpin { message } => {
                let subject = visible(member, facts)?;
                if !self.is_pinned(message) {
                    return none();
                }
                one(EventKind::MessageUnpinned(MessageUnpinned { message, message_seq: subject.seq }))
            }
            Command::Leave => self.decide_leave(author),
            Command::Remove { member } => self.decide_remove(author, member),
            Command::UndoRemoval { member, member_limit } => {
                self.decide_undo_removal(now, author, member, member_limit)
            }
            Command::LiftRemoval { member } => self.decide_lift_removal(member),
            Command::Rename { name } => {
                self.may_change_settings(author)?;
                if name == self.name { none() } else { one(EventKind::GroupRenamed(GroupRenamed { name })) }
            }
            Command::ChangePhoto { photo } => {
                self.may_change_settings(author)?;
                if photo == self.photo {
                    return none();
                }
                one(EventKind::GroupPhotoChanged(GroupPhotoChanged { photo }))
            }
            Command::ChangeLocalModelsOnly { on } => {
                self.may_change_settings(author)?;
                if on == self.local_models_only {
                    return none();
                }
                one(EventKind::LocalModelsOnlyChanged(LocalModelsOnlyChanged { on }))
            }
            Command::ChangeNewcomers { newcomers } => {
                self.may_change_settings(author)?;
                check_newcomers(newcomers)?;
                if newcomers == self.newcomers {
                    return none();
                }
                one(EventKind::NewcomersChanged(NewcomersChanged { newcomers }))
            }
            Command::ChangeSettingsRight { right } => {
                if author != self.creator {
                    return Err(Denial::NotTheCreator);
                }
                if right == self.settings_right {
                    return none();
                }
                one(EventKind::SettingsRightChanged(SettingsRightChanged { right }))
            }
            Command::ChangeSeat { assistant, mode, model } => {
                self.may_change_settings(author)?;
                let seat = self.seat(assistant).ok_or(Denial::NoSuchAssistant)?;
                if (seat.mode, seat.model) == (mode, model) {
                    return none();
                }
                one(EventKind::SeatChanged(SeatChanged { assistant, mode, model }))
            }
            Command::ResetInvite { invite } => one(EventKind::InviteReset(InviteReset { invite })),
            Command::DeleteGroup => {
                if author != self.creator {
                    return Err(Denial::NotTheCreator);
                }
                one(EventKind::GroupDeleted(GroupDeleted {}))
            }
            Command::Join { .. } | Command::BeginRun { .. } | Command::EndRun { .. } => Err(Denial::NotAMember),
        }
    }

    /// Mentions of participants stay, and with them those that the message had `before`, of people who left meanwhile. Any
    /// other would make known who a stranger is. What was typed stays as text.
    fn without_strangers(&self, body: Body, before: Option<&Body>) -> Body {
        let mut body = body.without_null();
        let had = |profile| before.is_some_and(|b| b.mentions.iter().any(|m| m.profile == profile));
        let is_known = |profile| self.member(profile).is_some() || self.seat(profile).is_some() || had(profile);
        body.mentions.retain(|mention| is_known(mention.profile));
        body
    }

    /// People delete their own messages, the creator any, and the person answered the answer.
    fn decide_delete(&self, member: &Member, message: crate::MessageId, facts: &Facts) -> Decision {
        let subject = visible(member, facts)?;
        if subject.deleted.is_some() {
            return none();
        }
        let answered = subject.answer.as_ref().is_some_and(|a| a.run.answers == member.profile);
        if subject.author != member.profile && member.profile != self.creator && !answered {
            return Err(Denial::NotYours);
        }
        if subject.is_running() {
            return Err(Denial::StillRunning);
        }
        one(EventKind::MessageDeleted(MessageDeleted { message, message_seq: subject.seq }))
    }

    fn may_change_settings(&self, author: ProfileId) -> Result<(), Denial> {
        match self.settings_right {
            SettingsRight::AnyMember => Ok(()),
            SettingsRight::CreatorOnly if author == self.creator => Ok(()),
            SettingsRight::CreatorOnly => Err(Denial::SettingsAreTheCreators),
        }
    }
}

/// Checks a setting that a group or a link carries.
///
/// # Errors
/// `OutOfRange` where "the last n" is 0 or above 10,000.
pub fn check_newcomers(newcomers: Newcomers) -> Result<(), Denial> {
    match newcomers {
        Newcomers::Last { count } if count == 0 || count > NEWCOMERS_LAST_MAX => Err(Denial::OutOfRange),
        Newcomers::Everything | Newcomers::FromJoining | Newcomers::Last { .. } => Ok(()),
    }
}

pub(super) fn one(kind: EventKind) -> Decision {
    Ok(vec![kind])
}

pub(super) fn none() -> Decision {
    Ok(Vec::new())
}

/// The message that the command is about, if `member` may see it.
fn visible<'f>(member: &Member, facts: &'f Facts) -> Result<&'f Message, Denial> {
    facts.message.as_ref().filter(|m| m.seq >= member.sees_from).ok_or(Denial::NoSuchMessage)
}

/// The same, if it has not been deleted.
fn standing<'f>(member: &Member, facts: &'f Facts) -> Result<&'f Message, Denial> {
    let message = visible(member, facts)?;
    if message.deleted.is_some() { Err(Denial::MessageDeleted) } else { Ok(message) }
}
