//! Problems of the rules: one for each denial.

use tertulia_core::Denial;

use super::{Entry, entry};

/// Every denial there is.
pub(super) const ALL: &[Denial] = &[
    Denial::NotAMember,
    Denial::NotYours,
    Denial::NotTheCreator,
    Denial::SettingsAreTheCreators,
    Denial::CreatorStays,
    Denial::LeaveInstead,
    Denial::GroupFull,
    Denial::AlreadyAMember,
    Denial::RemovedFromGroup,
    Denial::NotRemoved,
    Denial::UndoTooLate,
    Denial::GroupDeleted,
    Denial::NoSuchMessage,
    Denial::MessageDeleted,
    Denial::StillRunning,
    Denial::NotAnAnswer,
    Denial::AlreadyAnswering,
    Denial::NoSuchAssistant,
    Denial::EmptyText,
    Denial::TextTooLong,
    Denial::MentionsInvalid,
    Denial::NotAnEmoji,
    Denial::TooManyReactions,
    Denial::TooManyPins,
    Denial::NameInvalid,
    Denial::NameImpersonates,
    Denial::UsernameInvalid,
    Denial::UsernameTaken,
    Denial::PasswordUnfit,
    Denial::OutOfRange,
];

/// What is said of a denial.
pub(super) fn entry_of(denial: Denial) -> Entry {
    match denial {
        Denial::NotAMember => entry("not-a-member", 404, "Not a member", "There is no such member in this group."),
        Denial::NotYours => entry("not-yours", 403, "Not yours", "Only whoever wrote or did this can change it."),
        Denial::NotTheCreator => {
            entry("not-the-creator", 403, "Not the creator", "Only the group's creator can do this.")
        }
        Denial::SettingsAreTheCreators => entry(
            "settings-are-the-creators",
            403,
            "Settings are the creator's",
            "In this group only the creator can change settings.",
        ),
        Denial::CreatorStays => entry(
            "creator-stays",
            403,
            "Creator stays",
            "The creator cannot be removed; they can only leave themselves.",
        ),
        Denial::LeaveInstead => entry("leave-instead", 409, "Leave instead", "To go yourself, leave the group."),
        Denial::GroupFull => entry("group-full", 409, "Group full", "This group is full."),
        Denial::AlreadyAMember => entry("already-a-member", 409, "Already a member", "They are in this group already."),
        Denial::RemovedFromGroup => entry(
            "removed-from-group",
            403,
            "Removed from group",
            "You were removed from this group; a member has to lift that before you can join again.",
        ),
        Denial::NotRemoved => entry("not-removed", 409, "Not removed", "There is no such removal any more."),
        Denial::UndoTooLate => entry(
            "undo-too-late",
            409,
            "Undo too late",
            "A removal can be undone for ten seconds only; lift it in the list of removed people instead.",
        ),
        Denial::GroupDeleted => entry("group-deleted", 410, "Group deleted", "This group has been deleted."),
        Denial::NoSuchMessage => {
            entry("no-such-message", 404, "No such message", "There is no such message here, or none that you can see.")
        }
        Denial::MessageDeleted => entry("message-deleted", 410, "Message deleted", "This message has been deleted."),
        Denial::StillRunning => {
            entry("still-running", 409, "Still running", "This answer is still being written; stop it first.")
        }
        Denial::NotAnAnswer => {
            entry("not-an-answer", 409, "Not an answer", "This is not an answer that this can be done with.")
        }
        Denial::AlreadyAnswering => {
            entry("already-answering", 409, "Already answering", "An answer to this is under way already.")
        }
        Denial::NoSuchAssistant => entry(
            "no-such-assistant",
            404,
            "No such assistant",
            "There is no such assistant in this group, or it is switched off.",
        ),
        Denial::EmptyText => entry("empty-text", 422, "Empty text", "There is nothing to send but white space."),
        Denial::TextTooLong => entry(
            "text-too-long",
            422,
            "Text too long",
            "This is longer than 32,000 characters; shorten it or send it in parts.",
        ),
        Denial::MentionsInvalid => entry(
            "mentions-invalid",
            422,
            "Mentions invalid",
            "A mention does not fit its place in the text; write it again.",
        ),
        Denial::NotAnEmoji => entry("not-an-emoji", 422, "Not an emoji", "A reaction is exactly one emoji."),
        Denial::TooManyReactions => entry(
            "too-many-reactions",
            409,
            "Too many reactions",
            "This message has as many different reactions as it may have.",
        ),
        Denial::TooManyPins => entry(
            "too-many-pins",
            409,
            "Too many pins",
            "This group has as many pinned messages as it may have; unpin one first.",
        ),
        Denial::NameInvalid => entry(
            "name-invalid",
            422,
            "Name invalid",
            "This name is empty, too long, or holds characters that names may not hold.",
        ),
        Denial::NameImpersonates => entry(
            "name-impersonates",
            422,
            "Name impersonates",
            "This name looks too much like an assistant's; choose another.",
        ),
        Denial::UsernameInvalid => entry(
            "username-invalid",
            422,
            "Username invalid",
            "A username is 3 to 30 letters a to z, digits, underscores or single dots.",
        ),
        Denial::UsernameTaken => {
            entry("username-taken", 409, "Username taken", "Somebody else has this username; choose another.")
        }
        Denial::PasswordUnfit => entry("password-unfit", 422, "Password unfit", "A password has 10 to 200 characters."),
        Denial::OutOfRange => entry("out-of-range", 422, "Out of range", "A number is out of its range."),
    }
}
