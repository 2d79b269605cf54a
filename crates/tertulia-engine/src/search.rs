//! Search: within a group and across the caller's groups, from the place on that the caller sees (MSG-6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tertulia_core::name::GroupName;
use tertulia_core::ports::SearchQuery;
use tertulia_core::profile::Profile;
use tertulia_core::{Denial, Error, GroupId, Message, MessageId, ProfileId, Result, Timestamp};
use uuid::Uuid;

use crate::{Access, Caller, Engine};

/// The most characters of a query.
pub const QUERY_MAX_CHARS: usize = 200;
/// Hits of one page, where the caller does not say.
const PAGE: u32 = 20;
const PAGE_MAX: u32 = 100;

/// What somebody looks for. Everything given has to hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SearchFor {
    /// May be empty where an author or a date is given.
    pub text: String,
    /// All the caller's groups, where absent.
    pub group: Option<GroupId>,
    pub author: Option<ProfileId>,
    pub from: Option<Timestamp>,
    /// Exclusive.
    pub until: Option<Timestamp>,
    /// From [`Found::cursor`], to go on.
    pub cursor: Option<String>,
    /// 1 to 100.
    pub limit: Option<u32>,
}

/// What was found, newest first.
#[derive(Clone, Debug)]
pub struct Found {
    pub hits: Vec<FoundMessage>,
    /// Of everybody whom the messages name.
    pub profiles: Vec<Profile>,
    /// Where there is more.
    pub cursor: Option<String>,
}

/// A message that was found.
#[derive(Clone, Debug)]
pub struct FoundMessage {
    pub group: GroupId,
    pub group_name: GroupName,
    pub message: Message,
}

impl Engine {
    /// Searches the caller's groups.
    ///
    /// # Errors
    /// `NotFound` for a group that the caller is no member of; `Denied` with `EmptyText` where nothing is looked for, or
    /// `OutOfRange` for a query above 200 characters, a limit out of range, or a cursor that is none.
    pub async fn search(&self, caller: Caller, wanted: SearchFor) -> Result<Found> {
        let before = wanted.cursor.as_deref().map(|c| read_cursor(c).ok_or(Denial::OutOfRange)).transpose()?;
        let limit = wanted.limit.unwrap_or(PAGE);
        check(&wanted, limit)?;
        let places = self.places(caller, wanted.group).await?;
        if places.is_empty() {
            return Ok(Found { hits: Vec::new(), profiles: Vec::new(), cursor: None });
        }
        let query = SearchQuery {
            text: wanted.text,
            groups: places.iter().map(|p| (p.group_id(), p.sees_from())).collect(),
            author: wanted.author,
            from: wanted.from,
            until: wanted.until,
            before,
            limit,
        };
        let found = self.parts.store.search(query).await?;
        let is_full = found.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
        let cursor = found.last().filter(|_| is_full).map(|last| write_cursor(last.at, last.message));
        let mut hits = Vec::with_capacity(found.len());
        for hit in found {
            let Some(access) = places.iter().find(|p| p.group_id() == hit.group) else { continue };
            match self.message(access, hit.message).await {
                Ok(message) if message.deleted.is_none() => {
                    let group_name = access.group().name.clone();
                    hits.push(FoundMessage { group: hit.group, group_name, message });
                }
                // Deleted between the two reads.
                Ok(_) | Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let messages: Vec<Message> = hits.iter().map(|h| h.message.clone()).collect();
        Ok(Found { profiles: self.profiles_in(&messages).await?, hits, cursor })
    }

    /// Where the caller may search: the one group that was asked for, or all.
    async fn places(&self, caller: Caller, group: Option<GroupId>) -> Result<Vec<Access>> {
        if let Some(group) = group {
            return Ok(vec![self.enter(caller, group).await?]);
        }
        let mut places = Vec::new();
        for group in self.parts.store.groups_of(caller.profile).await? {
            match self.enter(caller, group).await {
                Ok(access) => places.push(access),
                // Left or removed between the two reads.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(places)
    }
}

fn check(wanted: &SearchFor, limit: u32) -> Result<(), Denial> {
    if wanted.text.chars().count() > QUERY_MAX_CHARS || limit == 0 || limit > PAGE_MAX {
        return Err(Denial::OutOfRange);
    }
    let looks_for_nothing =
        wanted.text.trim().is_empty() && wanted.author.is_none() && wanted.from.is_none() && wanted.until.is_none();
    if looks_for_nothing { Err(Denial::EmptyText) } else { Ok(()) }
}

fn write_cursor(at: Timestamp, message: MessageId) -> String {
    URL_SAFE_NO_PAD.encode([at.0.to_be_bytes().as_slice(), message.0.as_bytes()].concat())
}

fn read_cursor(text: &str) -> Option<(Timestamp, MessageId)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (at, id) = bytes.split_first_chunk::<8>()?;
    let id: [u8; 16] = id.try_into().ok()?;
    Some((Timestamp(i64::from_be_bytes(*at)), MessageId(Uuid::from_bytes(id))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text_and_others_are_none() {
        let place = (Timestamp(1_700_000_000_123), MessageId(Uuid::from_u128(42)));
        assert_eq!(read_cursor(&write_cursor(place.0, place.1)), Some(place));
        for text in ["", "a", "null", "AAAA", &"A".repeat(100)] {
            assert_eq!(read_cursor(text), None, "{text}");
        }
    }

    #[test]
    fn looking_for_nothing_is_refused() {
        let nothing = SearchFor { text: " \n".into(), ..SearchFor::default() };
        assert_eq!(check(&nothing, 20), Err(Denial::EmptyText));
        let by_author = SearchFor { author: Some(ProfileId(Uuid::from_u128(1))), ..nothing.clone() };
        assert_eq!(check(&by_author, 20), Ok(()));
        let long = SearchFor { text: "語".repeat(201), ..SearchFor::default() };
        assert_eq!(check(&long, 20), Err(Denial::OutOfRange));
        let word = SearchFor { text: "hi".into(), ..SearchFor::default() };
        assert_eq!(check(&word, 0), Err(Denial::OutOfRange));
        assert_eq!(check(&word, 101), Err(Denial::OutOfRange));
    }
}
