//! Chinese, Japanese, Korean and Thai: what stands before, behind and glued to a name where words have no spaces.

use super::Language;

pub(super) const LANGUAGES: &[Language] = &[CHINESE, JAPANESE, KOREAN, THAI];

const CHINESE: Language = Language {
    calls: "嘿, 喂, 你好, 您好, 嗨, 哈喽, 哈囉, 请问, 請問, 早, 早安, 早上好, 晚上好, 晚安, 谢谢, 謝謝, 多谢, 麻烦, 麻煩, 亲爱的, 親愛的, 欸, 诶, 哎, 哎呀, 辛苦了, 请, \
        請, 拜托, 拜託",
    fillers: "好的, 那, 对了, 對了",
    strong: "嘿, 喂, 请问, 請問",
    and: "和, 跟, 与, 與, 或",
    wait: "等等, 等一下, 稍等, 等下, 等我一下",
    ..Language::NONE
};

const JAPANESE: Language = Language {
    calls: "ねえ, ねぇ, ねー, ねえねえ, おい, あの, あのさ, あのー, こんにちは, こんばんは, おはよう, おはようございます, すみません, ありがとう, ありがとうございます, ちょっと, やあ, へい, \
        ヘイ, ハイ, もしもし, ごめん",
    fillers: "じゃあ, では, で, えっと, さて",
    strong: "ねえ, ねぇ, ねー, おい, ヘイ",
    and: "と, や",
    wait: "ちょっと待って, 待って, まって, 少々お待ちください",
    ..Language::NONE
};

const KOREAN: Language = Language {
    calls: "저기, 저기요, 안녕, 안녕하세요, 여보세요, 이봐, 헤이, 고마워, 고마워요, 감사합니다, 있잖아, 얘, 미안, 좋은 아침",
    fillers: "자, 그럼, 아",
    strong: "저기, 이봐, 헤이",
    and: "와, 과, 랑, 하고",
    wait: "잠깐, 잠깐만, 잠시만, 기다려, 잠시만요",
    ..Language::NONE
};

const THAI: Language = Language {
    calls: "เฮ้, นี่, สวัสดี, หวัดดี, ขอบคุณ, คุณ, น้อง",
    strong: "เฮ้",
    suffixes: "จ๋า, จ้ะ, ครับ, ค่ะ, คะ",
    please: "ช่วย, กรุณา, หน่อย",
    wait: "เดี๋ยว, รอแป๊บ",
    ..Language::NONE
};

/// Glued to a Hangul or Latin name, at a word's end: the vocative case.
pub(crate) const HANGUL_VOCATIVES: &[&str] = &["야", "아", "이야", "여", "이여"];

/// Honorifics that need a further sign of address after them.
pub(crate) const HANGUL_HONORIFICS: &[&str] = &["님", "씨", "쌤"];

/// Endings of a request or of a question put to the listener.
pub(crate) const HANGUL_REQUEST_ENDS: &[&str] = &[
    "줘",
    "줘요",
    "주세요",
    "줄래",
    "줄래요",
    "주라",
    "줄 수 있어",
    "줄 수 있니",
    "줄 수 있나요",
    "줄 수 있을까",
    "봐",
    "봐요",
    "봐줘",
    "부탁해",
    "부탁해요",
    "부탁드려요",
    "어때",
    "어떻게 생각해",
    "어때요",
    "생각해",
    "뭐야",
    "뭐예요",
    "까요",
    "알아",
    "아니",
    "십시오",
    "하자",
    "해라",
    "좀",
];

/// Japanese honorifics and endearments glued to a name.
pub(crate) const KANA_HONORIFICS: &[&str] = &["さん", "ちゃん", "くん", "さま", "たん", "様", "君", "先生"];

/// Particles that make the name before them a part of the sentence.
pub(crate) const KANA_PARTICLES: &[&str] = &[
    "は",
    "が",
    "を",
    "に",
    "の",
    "と",
    "も",
    "へ",
    "で",
    "って",
    "から",
    "まで",
    "より",
    "や",
    "なら",
    "だ",
    "じゃ",
    "みたい",
    "らしい",
    "には",
    "とか",
    "しか",
    "ばかり",
];

/// Endings of a request or of a question put to the listener.
pub(crate) const KANA_REQUEST_ENDS: &[&str] = &[
    "て",
    "てね",
    "てよ",
    "ください",
    "下さい",
    "お願い",
    "おねがい",
    "お願いします",
    "おねがいします",
    "くれ",
    "くれる",
    "くれない",
    "ちょうだい",
    "頂戴",
    "もらえる",
    "もらえますか",
    "くれますか",
    "ますか",
    "ですか",
    "どう思う",
    "かな",
    "なに",
    "何",
    "どう",
    "いい",
];

/// What follows a name without a space when it is addressed in Chinese.
pub(crate) const HAN_ADDRESS_STARTS: &[&str] = &[
    "你",
    "您",
    "妳",
    "请",
    "請",
    "帮",
    "幫",
    "给我",
    "給我",
    "给大家",
    "給大家",
    "告诉我",
    "告訴我",
    "告诉大家",
    "麻烦",
    "麻煩",
    "能不能",
    "可不可以",
    "可否",
    "能否",
    "翻译",
    "翻譯",
    "总结",
    "總結",
    "解释一下",
    "解釋一下",
    "推荐",
    "推薦",
    "查一下",
    "查查",
    "看看",
    "算一下",
    "算算",
    "列出",
    "列一下",
    "写一",
    "寫一",
    "说说",
    "說說",
    "讲讲",
    "講講",
    "为什么",
    "為什麼",
    "怎么",
    "怎麼",
    "什么是",
    "什麼是",
    "什么叫",
    "如何",
    "介绍",
    "介紹",
    "比较一下",
    "比較一下",
    "提醒",
    "来",
    "來",
    "想想",
];

/// What follows a name that is spoken about in Chinese.
pub(crate) const HAN_THIRD_PERSON_STARTS: &[&str] = &[
    "说", "說", "是", "会", "會", "在", "的", "和", "也", "又", "都", "呢", "跟", "就", "把", "给", "給", "有", "没",
    "沒", "不", "能", "可以", "刚", "剛", "真", "很", "与", "與", "已", "想", "要", "去", "这", "這", "那",
];

/// Interjections glued to a name in address; a comma must follow.
pub(crate) const HAN_VOCATIVE_SUFFIXES: &[&str] = &["啊", "呀", "哎", "哪", "吖"];

/// What a Chinese question ends with when it has no question mark.
pub(crate) const HAN_QUESTION_ENDS: &[&str] =
    &["吗", "嗎", "呢", "么", "麼", "怎么样", "怎麼樣", "如何", "什么", "什麼", "多少", "哪里", "哪裡"];

/// What an unfinished line ends with in scripts without spaces: conjunctions and connecting forms.
pub(crate) const OPEN_ENDINGS: &[&str] = &[
    "和",
    "或者",
    "但是",
    "可是",
    "因为",
    "因為",
    "所以",
    "然后",
    "然後",
    "还有",
    "還有",
    "如果",
    "比如",
    "けど",
    "から",
    "ので",
    "それと",
    "あと",
    "それで",
    "でも",
    "とか",
    "たら",
    "그리고",
    "근데",
    "그런데",
    "하지만",
    "그래서",
    "왜냐하면",
    "는데",
    "인데",
    "하고",
];
