//! Judgement: when an assistant speaks and what it is shown. Pure functions over plain structs: no clock, no I/O, no
//! randomness, so that every stage can be replayed, measured and used alone.
//!
//! - [`gate`] hears explicit calls and decides how long to wait for their author to finish.
//! - [`transcript`] makes the exact prompt for a model, and says what it was made from.
//! - [`cleaning`] takes out of a streamed answer what is no part of it.
//!
//! ```
//! use tertulia_mind::gate::{Action, Message, Pace, Table, burst, decide};
//! use tertulia_mind::roster::{Kind, Mode, Participant, known_aliases};
//! use tertulia_mind::transcript::{self, Ask, Ending, Group, Persona, Room, Scene};
//! use uuid::Uuid;
//!
//! let (ana, tulia) = (Uuid::from_u128(1), Uuid::from_u128(2));
//! let person = |id, username: &str, name: &str| Participant {
//!     id,
//!     username: username.into(),
//!     name: name.into(),
//!     kind: Kind::Person,
//! };
//! let assistant = Kind::Assistant { mode: Mode::Auto, aliases: known_aliases("Tulia") };
//! let present = vec![person(ana, "ana", "Ana"), Participant { kind: assistant, ..person(tulia, "tulia", "Tulia") }];
//!
//! // Is anybody called? Once the pause has passed, who answers?
//! let said = Message {
//!     id: Uuid::from_u128(10),
//!     author: ana,
//!     at_ms: 1_795_356_331_000,
//!     text: "Tulia, how deep is the lake?".into(),
//!     mentions: vec![],
//!     reply_to: None,
//!     forwarded: false,
//! };
//! let table = Table::new(&present);
//! let thread = [said];
//! let decision = decide(&table, &burst(&table, thread.iter()), &Pace { since_last_ms: 500, ..Pace::default() });
//! assert_eq!((decision.action, decision.targets), (Action::Respond, vec![tulia]));
//!
//! // What is the model shown?
//! let persona = Persona { id: tulia, username: "tulia".into(), name: "Tulia".into(), instructions: String::new() };
//! let group = Group { name: "Lake weekend".into(), present, former: vec![] };
//! let shown = [transcript::Message {
//!     id: thread[0].id,
//!     n: 1,
//!     at_ms: thread[0].at_ms,
//!     author: ana,
//!     reply_to: None,
//!     text: Some(thread[0].text.clone()),
//!     forwarded: false,
//!     ending: Ending::Whole,
//! }];
//! let prompt = transcript::prompt(&Scene {
//!     persona: &persona,
//!     group: &group,
//!     thread: &shown,
//!     ask: Ask::Answer { asker: ana, call: &[thread[0].id] },
//!     now_ms: thread[0].at_ms + 500,
//!     room: Room { window: 8_192, answer: 2_048 },
//! });
//! assert_eq!(prompt.seen, [thread[0].id]);
//! ```

pub mod cleaning;
pub mod gate;
pub mod roster;
pub mod transcript;
