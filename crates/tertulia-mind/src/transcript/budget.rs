//! The budget: which messages go into a prompt, and how much of each.

use super::line::{Line, Seat, to_line};
use super::{Ask, Message, Scene, policy, visible_text};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// How far the chain of replies above a call is followed.
const CHAIN_DEPTH: usize = 6;
/// What a turn costs beside its text, in tokens.
const TURN_TOKENS: u32 = 6;
/// What the tail costs, in tokens, whatever is asked.
const TAIL_TOKENS: u32 = 90;
/// Fewest tokens of a call's message that are shown, however small the window.
const LEAST_TOKENS: u32 = 48;

/// The chosen content of a prompt.
pub(super) struct Plan<'a> {
    pub system: String,
    pub card: String,
    /// Messages with their visible text, in the order of the prompt.
    pub chosen: Vec<(&'a Message, String)>,
    pub shortened: Vec<Uuid>,
    pub tokens: u32,
}

/// Estimated tokens of a text: 3.2 characters a token in Latin script, 1.1 in Chinese, Japanese and Korean, 2 in
/// Arabic, Devanagari and the others, half an emoji.
pub fn estimate_tokens(text: &str) -> u32 {
    let units: u64 = text.chars().map(weight).sum();
    u32::try_from(units.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

/// Chooses: the call first, then the chain of replies above it, then the newest that fit.
pub(super) fn plan<'a>(scene: &Scene<'a>) -> Plan<'a> {
    let system = policy::system(scene.persona);
    let room = scene.room.window - scene.room.answer.min(scene.room.window / 2);
    let card = card(scene, room / 4);
    let fixed = estimate_tokens(&system) + estimate_tokens(&card) + TAIL_TOKENS + 2 * TURN_TOKENS;
    let budget = room.saturating_sub(fixed);
    let mut purse = Purse { left: budget, taken: BTreeMap::new(), shortened: HashSet::new(), scene };
    let asked = asked(scene);
    for (index, at) in asked.iter().rev().enumerate() {
        // A giant call leaves room for what it is about; the messages of one burst share.
        let share = (budget * 3 / 4) / u32::try_from(index + 1).unwrap_or(1);
        purse.must(*at, share.min(purse.left).max(LEAST_TOKENS));
    }
    for at in chain(scene, &asked) {
        purse.may(at, budget / 4);
    }
    let mut newest = Vec::new();
    for at in (0..scene.thread.len()).rev() {
        let is_new = !purse.taken.contains_key(&at);
        if !purse.may(at, budget / 4) {
            newest.reverse();
            purse.put_back(&newest[..unsteady(scene, &newest)]);
            break;
        }
        if is_new && purse.taken.contains_key(&at) {
            newest.push(at);
        }
    }
    let Purse { left, taken, shortened, .. } = purse;
    let mut chosen: Vec<(&Message, String)> = taken.into_iter().map(|(at, text)| (&scene.thread[at], text)).collect();
    if let Ask::Continue { partial, .. } = scene.ask {
        // The model goes on from its last turn, so the answer to be continued is that turn.
        chosen.sort_by_key(|(message, _)| message.id == partial);
    }
    let shortened = chosen.iter().map(|(message, _)| message.id).filter(|id| shortened.contains(id)).collect();
    Plan { system, card, chosen, shortened, tokens: fixed + (budget - left) }
}

/// How many of the oldest of these places are better left out, so that the next prompts begin like this one. A prompt that
/// begins one message later than the last is new to a provider's cache from there on, and reading it anew is what a small
/// machine takes longest for. So the beginning moves in steps of about a quarter of what fits.
fn unsteady(scene: &Scene, newest: &[usize]) -> usize {
    let number = |at: usize| scene.thread[at].n;
    let (Some(first), Some(last)) = (newest.first(), newest.last()) else { return 0 };
    let quarter = number(*last).saturating_sub(number(*first)) / 4;
    // A power of two stays the same while lengths vary.
    let Some(step) = quarter.checked_ilog2().map(|power| 1u64 << power) else { return 0 };
    let begins_step = |at: usize| at == 0 || number(at - 1) / step != number(at) / step;
    newest.iter().position(|at| begins_step(*at)).unwrap_or(0)
}

/// Places of the messages that are asked about, oldest first.
fn asked(scene: &Scene) -> Vec<usize> {
    let mut places: Vec<usize> = match scene.ask {
        Ask::Answer { call, .. } => call.iter().filter_map(|id| scene.position(*id)).collect(),
        Ask::Continue { partial, .. } => scene.position(partial).into_iter().collect(),
    };
    places.sort_unstable();
    places.dedup();
    places
}

/// The messages that the asked ones reply to, nearest first.
fn chain(scene: &Scene, asked: &[usize]) -> Vec<usize> {
    let places: HashMap<Uuid, usize> = scene.thread.iter().enumerate().map(|(at, message)| (message.id, at)).collect();
    let above = |at: usize| scene.thread[at].reply_to.and_then(|id| places.get(&id)).copied();
    let mut chain = Vec::new();
    for at in asked {
        chain.extend(std::iter::successors(above(*at), |at| above(*at)).take(CHAIN_DEPTH));
    }
    chain
}

/// The card, with as many members as a quarter of the room holds.
fn card(scene: &Scene, room: u32) -> String {
    let mut seats = scene.group.present.len();
    loop {
        let card = to_line(&scene.card(seats));
        if seats == 0 || estimate_tokens(&card) <= room {
            return card;
        }
        seats = seats * 3 / 4;
    }
}

/// Tokens to spend, and what they were spent on.
struct Purse<'s, 'a> {
    left: u32,
    taken: BTreeMap<usize, String>,
    shortened: HashSet<Uuid>,
    scene: &'s Scene<'a>,
}

impl Purse<'_, '_> {
    /// Takes the message in, shortened to `most` tokens.
    fn must(&mut self, at: usize, most: u32) {
        let message = &self.scene.thread[at];
        if self.taken.contains_key(&at) || !self.scene.is_shown(message) {
            return;
        }
        let text = visible_text(message.text.as_deref().unwrap_or_default());
        let frame = self.cost(message, "");
        let (text, cut) = shorten(text, most.saturating_sub(frame).max(LEAST_TOKENS / 2));
        if cut {
            self.shortened.insert(message.id);
        }
        self.left = self.left.saturating_sub(self.cost(message, &text));
        self.taken.insert(at, text);
    }

    /// Takes the message in if it fits, shortened to `most` tokens. `false` once the purse is empty.
    fn may(&mut self, at: usize, most: u32) -> bool {
        let message = &self.scene.thread[at];
        if self.taken.contains_key(&at) || !self.scene.is_shown(message) {
            return true;
        }
        let frame = self.cost(message, "");
        let (text, cut) =
            shorten(visible_text(message.text.as_deref().unwrap_or_default()), most.saturating_sub(frame));
        let cost = self.cost(message, &text);
        if cost > self.left || text.is_empty() {
            return false;
        }
        if cut {
            self.shortened.insert(message.id);
        }
        self.left -= cost;
        self.taken.insert(at, text);
        true
    }

    /// Leaves out what was taken in.
    fn put_back(&mut self, places: &[usize]) {
        for at in places {
            if let Some(text) = self.taken.remove(at) {
                self.left += self.cost(&self.scene.thread[*at], &text);
                self.shortened.remove(&self.scene.thread[*at].id);
            }
        }
    }

    /// What the message costs with this text: its line, and a turn of its own if it is the assistant's.
    fn cost(&self, message: &Message, text: &str) -> u32 {
        let speaker = Seat::of(self.scene.participant(message.author));
        let line = to_line(&Line::of(message, &speaker, message.reply_to.map(|_| message.n), text));
        // The marker of a gap may stand before any message.
        estimate_tokens(&line) + 2 * TURN_TOKENS
    }
}

/// Cuts the text so that it costs at most `most` tokens, and says so in its place.
fn shorten(text: String, most: u32) -> (String, bool) {
    if estimate_tokens(&text) <= most {
        return (text, false);
    }
    let mark = 16 * UNIT; // "[cut: 31,000 characters not shown]"
    let most = (u64::from(most) * UNIT).saturating_sub(mark);
    let mut spent = 0;
    let kept = text
        .char_indices()
        .find(|(_, c)| {
            spent += weight(*c);
            spent > most
        })
        .map_or(text.len(), |(at, _)| at);
    let missing = text[kept..].chars().count();
    (format!("{} [cut: {missing} characters not shown]", text[..kept].trim_end()), true)
}

/// Units of a token that keep the ratios whole numbers.
const UNIT: u64 = 352;

fn weight(c: char) -> u64 {
    match c {
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}' => 320,
        '\u{0000}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2000}'..='\u{206F}' => 110,
        '\u{1F000}'..='\u{1FAFF}' => 704,
        _ => 176,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_estimated_by_script() {
        assert_eq!(estimate_tokens(""), 0);
        assert_eq!(estimate_tokens(&"a".repeat(32)), 10);
        assert_eq!(estimate_tokens(&"語".repeat(11)), 10);
        assert_eq!(estimate_tokens(&"م".repeat(20)), 10);
        assert_eq!(estimate_tokens(&"ह".repeat(20)), 10);
        assert_eq!(estimate_tokens("🎉"), 2);
    }

    #[test]
    fn a_shortened_text_says_what_is_missing_and_fits() {
        let (text, cut) = shorten("word ".repeat(1_000), 100);
        assert!(cut && text.ends_with("characters not shown]"), "{text}");
        assert!(estimate_tokens(&text) <= 100, "{}", estimate_tokens(&text));
        assert_eq!(shorten("short".into(), 100), ("short".into(), false));
    }
}
