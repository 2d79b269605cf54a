//! Names in a sentence: whose they are, and how sure a name is a name.

use super::clause::{By, Item, Sentence, is_word};
use super::fold::fold;
use super::words::entries;
use crate::roster::{Kind, Participant};
use std::collections::HashMap;
use uuid::Uuid;

/// Names that are also everyday words. They call only as a mention, a reply, or at a clause's start with a comma.
const WORD_NAMES: &str = "will, sol, nova, grace, hope, joy, may, june, april, mark, bill, rose, art, max, echo, sage, iris, luna, \
    star, sky, faith, dawn, eve, ray, rob, jack, pat, sue, drew, dean, chase, frank, grant, guy, miles, pearl, \
    ruby, penny, violet, lily, daisy, heather, ivy, olive, ginger, amber, crystal, angel, summer, autumn, \
    winter, storm, river, lane, brook, cliff, glen, heath, reed, ash, basil, bob, buddy, chip, clay, cole, dale, \
    earnest, ernest, forest, gene, hunter, jade, king, prince, duke, major, melody, harmony, destiny, genie, \
    sunny, robin, martin, victor, mar, luz, paz, rosa, blanca, alba, aurora, gloria, dolores, pilar, mercedes, \
    esperanza, fe, sole, stella, viola, perla, assistant, ai, bot, helper, gpt, ki, ia, asistente, assistent, \
    assistente, aria, mira, elif, deniz, umut, güneş, вера, надежда, любовь, роза, лев, नूर, आशा, ज्योति, نور, \
    أمل, سلام, 愛, 光, 希望, 하늘, 사랑";

/// Romanised honorifics tied to a name by a hyphen.
const HYPHEN_HONORIFICS: &[&str] = &["-san", "-chan", "-kun", "-sama", "-ssi", "-nim", "-ya", "-ah"];

/// Shortest name a typing slip is forgiven in, in characters.
const SHORTEST_TYPO: usize = 5;
/// Largest number of slips (insertions, deletions, substitutions, swaps) in an @name.
const MOST_SLIPS: usize = 2;

/// The names of everybody at the table, prepared for many messages. Make it anew when somebody joins, leaves or is renamed.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) seats: Vec<Participant>,
    by_id: HashMap<Uuid, usize>,
    /// First word of a name to the full word lists that begin with it, longest first.
    spaced: HashMap<String, Vec<Spelling>>,
    /// Names in scripts without spaces, longest first, to be looked for inside a run of text.
    run: Vec<(String, Vec<usize>)>,
    words: Vec<String>,
}

#[derive(Clone, Debug)]
struct Spelling {
    words: Vec<String>,
    seats: Vec<usize>,
}

impl Table {
    /// Prepares the names of `participants` (present members and assistants, in join order).
    pub fn new(participants: &[Participant]) -> Table {
        let mut table = Table {
            seats: participants.to_vec(),
            by_id: participants.iter().enumerate().map(|(seat, p)| (p.id, seat)).collect(),
            spaced: HashMap::new(),
            run: Vec::new(),
            words: entries(WORD_NAMES).map(fold).collect(),
        };
        for (seat, participant) in participants.iter().enumerate() {
            table.add(&participant.username, seat);
            table.add(&participant.name, seat);
            if let Some((first, _)) = participant.name.split_once(char::is_whitespace)
                && first.chars().count() > 1
            {
                table.add(first, seat);
            }
            if let Kind::Assistant { aliases, .. } = &participant.kind {
                for alias in aliases {
                    table.add(alias, seat);
                }
            }
        }
        for spellings in table.spaced.values_mut() {
            spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.words.len()));
        }
        table.run.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        table
    }

    /// The seat of the participant, if at the table.
    pub(super) fn seat(&self, id: Uuid) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// Whether the participant is an assistant at this table.
    pub fn is_assistant(&self, id: Uuid) -> bool {
        self.seat(id).is_some_and(|seat| self.seats[seat].is_assistant())
    }

    /// Turns the words that are names into [`Item::Name`].
    pub(super) fn mark(&self, sentence: &mut Sentence) {
        let mut marked = Vec::with_capacity(sentence.items.len() + 2);
        let mut items = std::mem::take(&mut sentence.items);
        let mut i = 0;
        while i < items.len() {
            let (by, from) = match &items[i] {
                Item::Word { text, .. } if text == "@" => (By::At, i + 1),
                // A hashtag is a topic, whatever it names.
                Item::Word { text, .. } if text == "#" => {
                    marked.extend(items[i..items.len().min(i + 2)].iter().cloned());
                    i += 2;
                    continue;
                }
                _ => (By::Word, i),
            };
            if let Some((length, bearers)) = self.spelled(&items[from..]) {
                marked.push(Item::Name { bearers, by });
                i = from + length;
            } else if let Some((before, bearers, after)) = self.inside(items.get(from)) {
                marked.extend(before.map(|text| Item::Word { text, glued: true }));
                marked.push(Item::Name { bearers, by });
                i = from + 1;
                if let Some(text) = after {
                    // What follows the name may hold another name, so it is read again.
                    i -= 1;
                    items[i] = Item::Word { text, glued: true };
                }
            } else if by == By::At {
                let handle = items.get(from).and_then(word).unwrap_or_default();
                marked.push(match self.slip(handle) {
                    Some(seat) => Item::Name { bearers: vec![seat], by: By::Slip },
                    None => Item::Word { text: format!("@{handle}"), glued: false },
                });
                i = from + 1;
            } else {
                marked.push(items[i].clone());
                i += 1;
            }
        }
        sentence.items = marked;
    }

    /// Whether one of the bearers is a person.
    pub(super) fn is_shared(&self, bearers: &[usize]) -> bool {
        bearers.iter().any(|seat| !self.seats[*seat].is_assistant())
    }

    /// Whether the name is an everyday word.
    pub(super) fn is_word(&self, bearers: &[usize]) -> bool {
        bearers.iter().any(|seat| self.words.contains(&fold(&self.seats[*seat].name)))
    }

    fn add(&mut self, name: &str, seat: usize) {
        let words: Vec<String> = fold(name).split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        if words.len() == 1 && first.chars().next().is_some_and(in_run) {
            // One character of Han is a syllable of a hundred words.
            if first.chars().count() > 1 {
                match self.run.iter_mut().find(|(name, _)| *name == first) {
                    Some((_, seats)) => push_new(seats, seat),
                    None => self.run.push((first, vec![seat])),
                }
            }
            return;
        }
        let spellings = self.spaced.entry(first).or_default();
        match spellings.iter_mut().find(|spelling| spelling.words == words) {
            Some(spelling) => push_new(&mut spelling.seats, seat),
            None => spellings.push(Spelling { words, seats: vec![seat] }),
        }
    }

    /// The longest name that the items begin with: how many items it takes and whose it is.
    fn spelled(&self, items: &[Item]) -> Option<(usize, Vec<usize>)> {
        let first = word(items.first()?)?;
        let stem = HYPHEN_HONORIFICS.iter().find_map(|honorific| first.strip_suffix(honorific));
        let spellings = self.spaced.get(first).or_else(|| self.spaced.get(stem?))?;
        let fits = |spelling: &&Spelling| {
            spelling.words.len() == 1
                || spelling.words[1..].iter().zip(&items[1..]).filter(|(a, b)| word(b) == Some(a.as_str())).count()
                    == spelling.words.len() - 1
        };
        spellings.iter().find(fits).map(|spelling| (spelling.words.len(), spelling.seats.clone()))
    }

    /// A name inside a run of text without spaces: what stands before it, whose it is, what stands behind.
    fn inside(&self, item: Option<&Item>) -> Option<(Option<String>, Vec<usize>, Option<String>)> {
        let text = word(item?)?;
        let first = text.chars().next()?;
        if !in_run(first) {
            // Arabic writes the vocative particle without a space as well.
            let name = text.strip_prefix("يا")?;
            let spelling = self.spaced.get(name)?.iter().find(|spelling| spelling.words.len() == 1)?;
            return Some((Some("يا".into()), spelling.seats.clone(), None));
        }
        self.run.iter().find_map(|(name, seats)| {
            // Hangul and kana inflect behind a name; only Han runs words together before it.
            let at = if is_han(name.chars().next()?) {
                text.find(name.as_str())?
            } else {
                text.starts_with(name.as_str()).then_some(0)?
            };
            let after = &text[at + name.len()..];
            let part = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            Some((part(&text[..at]), seats.clone(), part(after)))
        })
    }

    /// The assistant that a mistyped @handle means, if nobody else is as near.
    fn slip(&self, handle: &str) -> Option<usize> {
        let handle: Vec<char> = handle.trim_end_matches(['.', '-']).chars().collect();
        if handle.len() < SHORTEST_TYPO {
            return None;
        }
        let mut best: Option<(usize, usize)> = None;
        let mut nearest_person = usize::MAX;
        for spelling in self.spaced.values().flatten().filter(|spelling| spelling.words.len() == 1) {
            let name: Vec<char> = spelling.words[0].chars().collect();
            for seat in &spelling.seats {
                if !self.seats[*seat].is_assistant() {
                    nearest_person = nearest_person.min(slips(&handle, &name));
                    continue;
                }
                // A handle that goes on after the assistant's name is a person's; and people rarely miss the first letter.
                let first = name.len() >= SHORTEST_TYPO
                    && (handle[0] == name[0] || (handle[0] == name[1] && handle[1] == name[0]));
                if handle.starts_with(&name) || !first {
                    continue;
                }
                let distance = slips(&handle, &name);
                if distance <= MOST_SLIPS && best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, *seat));
                }
            }
        }
        best.filter(|(distance, _)| *distance < nearest_person).map(|(_, seat)| seat)
    }
}

fn word(item: &Item) -> Option<&str> {
    match item {
        Item::Word { text, .. } => Some(text),
        Item::Name { .. } | Item::Pause(_) => None,
    }
}

fn push_new(seats: &mut Vec<usize>, seat: usize) {
    if !seats.contains(&seat) {
        seats.push(seat);
    }
}

/// Scripts in which a name does not end at a space.
fn in_run(c: char) -> bool {
    is_word(c)
        && matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{1100}'..='\u{11FF}' | '\u{3005}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
fn slips(a: &[char], b: &[char]) -> usize {
    if a.len().abs_diff(b.len()) > MOST_SLIPS + 1 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = substituted.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}
