//! Who sits at the table: the people and assistants of one group, as judgement needs to know them.

use uuid::Uuid;

/// How the names of well-known assistants are written in other scripts.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "tulia",
        &[
            "튤리아",
            "툴리아",
            "チューリア",
            "トゥリア",
            "トゥーリア",
            "图莉亚",
            "圖莉亞",
            "توليا",
            "तूलिया",
            "ट्यूलिया",
            "Тулия",
            "Тулія",
            "Τούλια",
            "טוליה",
        ],
    ),
    ("claude", &["클로드", "クロード", "克劳德", "كلود", "क्लॉड", "क्लाउड", "Клод", "קלוד"]),
    ("gemini", &["제미나이", "제미니", "ジェミニ", "جيميني", "जेमिनी", "जैमिनी", "Джемини", "ג'מיני"]),
    ("chatgpt", &["챗GPT", "챗지피티", "チャットGPT", "チャッピー", "شات جي بي تي", "चैटजीपीटी", "ЧатГПТ", "Чатгпт"]),
];

/// Transliterations of a well-known assistant's name, to start its aliases from. Empty for other names.
pub fn known_aliases(name: &str) -> Vec<String> {
    let known = KNOWN.iter().find(|(latin, _)| latin.eq_ignore_ascii_case(name.trim()));
    known.map(|(_, aliases)| aliases.iter().map(|alias| (*alias).to_owned()).collect()).unwrap_or_default()
}

/// One participant of a group, present or former.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The profile's id.
    pub id: Uuid,
    /// Unique handle without `@`: 3 to 30 characters of `a-z 0-9 _ .`.
    pub username: String,
    /// Display name as the participant wrote it, up to 50 characters of any script.
    pub name: String,
    /// Person or assistant.
    pub kind: Kind,
}

/// What a participant is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A human being.
    Person,
    /// An AI participant.
    Assistant {
        /// When it may speak in this group.
        mode: Mode,
        /// Further names it answers to: short forms, transliterations.
        aliases: Vec<String>,
    },
}

/// Participation mode of one assistant in one group (AST-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Follows the conversation. Until the judgement of uncalled messages exists it answers explicit calls only.
    Auto,
    /// Answers explicit calls only.
    WhenMentioned,
    /// Never answers.
    Off,
}

impl Participant {
    /// Whether this is an AI participant.
    pub fn is_assistant(&self) -> bool {
        matches!(self.kind, Kind::Assistant { .. })
    }
}
