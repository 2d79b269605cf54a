//! Denials: why the rules say no.

/// A reason for which a command is refused. Each has one problem type on the wire and one sentence in the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denial {
    /// The author is not a member.
    NotAMember,
    /// Only the message's author (or the creator, for deleting) may do this.
    NotYours,
    /// Only the creator may do this.
    NotTheCreator,
    /// The group allows only its creator to change settings.
    SettingsAreTheCreators,
    /// The creator cannot be removed, only leave (GRP-7, GRP-8).
    CreatorStays,
    /// Nobody removes themselves; they leave.
    LeaveInstead,
    /// The group has as many members as it may have (GRP-2).
    GroupFull,
    /// A member already.
    AlreadyAMember,
    /// Removed from this group; a member has to lift that first (GRP-7).
    RemovedFromGroup,
    /// There is no such removal to undo or lift.
    NotRemoved,
    /// A removal can be undone by its remover for ten seconds only.
    UndoTooLate,
    /// The group has been deleted.
    GroupDeleted,
    /// No such message, or not one that this member may see.
    NoSuchMessage,
    /// The message has been deleted.
    MessageDeleted,
    /// The answer is still being written; stop it first.
    StillRunning,
    /// This is not an answer, or not one in the state that this needs.
    NotAnAnswer,
    /// An answer to this is already under way.
    AlreadyAnswering,
    /// There is no such assistant in this group, or it is off.
    NoSuchAssistant,
    /// Nothing but white space.
    EmptyText,
    /// More than 32,000 characters.
    TextTooLong,
    /// A mention lies outside the text, overlaps another or splits a character.
    MentionsInvalid,
    /// Not exactly one emoji.
    NotAnEmoji,
    /// The message has as many different reactions as it may have.
    TooManyReactions,
    /// The group has as many pinned messages as it may have.
    TooManyPins,
    /// A name is empty, too long, or holds characters that names may not hold (ACC-3, ACC-4).
    NameInvalid,
    /// A name looks like an assistant's (ACC-4).
    NameImpersonates,
    /// A username is not 3 to 30 of `a-z 0-9 _ .` (ACC-3).
    UsernameInvalid,
    /// Somebody else has this username.
    UsernameTaken,
    /// A password is shorter than 10 or longer than 200 characters.
    PasswordUnfit,
    /// A number is out of its range.
    OutOfRange,
}
