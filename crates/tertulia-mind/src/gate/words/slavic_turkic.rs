//! Languages in Cyrillic and Greek script, and Turkish, where the verb often ends the sentence.

use super::Language;

pub(super) const LANGUAGES: &[Language] = &[RUSSIAN, UKRAINIAN, TURKISH, GREEK];

const RUSSIAN: Language = Language {
    calls: "эй, привет, здравствуй, здравствуйте, слушай, слушайте, слышь, спасибо, доброе утро, добрый день, добрый \
        вечер, дорогая, дорогой, пожалуйста, извини, хей",
    fillers: "ну, ну что, а, и, так, ок, окей",
    strong: "эй",
    you: "ты, вы, тебе, тебя, твой, твоя, твое, вам, вас, ваш",
    you_verbs: "можешь, знаешь, думаешь, хочешь, считаешь, сможешь, помнишь, можете, знаете, думаете, видишь, умеешь",
    asks: "скажи, помоги, напиши, объясни, переведи, подскажи, расскажи, покажи, сделай, дай, найди, посчитай, \
        сравни, составь, предложи, проверь, ответь, напомни, посоветуй, скажите, помогите, напишите, объясните, \
        переведите, подскажите, расскажите, покажите, сделайте, дайте, найдите, посчитайте, сравните, резюмируй, \
        перечисли, исправь",
    please: "пожалуйста, плиз, плз",
    questions: "почему, зачем, сколько, какой, какая, какие, какое, где, куда, откуда",
    marked_questions: "что, когда, как, кто, есть",
    me: "мне, нам",
    third: "сказала, сказал, говорит, думает, знает, ответила, ответил, написала, была, был, может, считает, умеет",
    and: "и, или",
    think: "думаешь, считаешь, скажешь, думаете",
    open: "и, или, но, потому, что, чтобы, с, со, в, во, на, для, если, по, от, к, мой, моя",
    wait: "подожди, погоди, секунду, минутку, сек, щас, подождите, одну секунду",
    ..Language::NONE
};

const UKRAINIAN: Language = Language {
    calls: "гей, привіт, вітаю, слухай, дякую, добрий день, доброго ранку, будь ласка",
    strong: "гей",
    you: "ти, ви, тобі, твій",
    you_verbs: "можеш, знаєш, думаєш, хочеш, вважаєш",
    asks: "скажи, допоможи, напиши, поясни, переклади, розкажи, покажи, зроби, дай, знайди, порахуй, підкажи",
    please: "будь ласка",
    questions: "чому, навіщо, скільки, який, яка, які, де",
    marked_questions: "що, коли, як, хто",
    third: "сказав, каже, думає, відповіла",
    and: "і, та, й, або",
    think: "думаєш, скажеш",
    open: "і, та, або, але, бо, щоб, з, у, на, для, якщо",
    wait: "зачекай, почекай, хвилинку, секунду",
    ..Language::NONE
};

const TURKISH: Language = Language {
    verb_final: true,
    calls: "merhaba, selam, alo, teşekkürler, teşekkür ederim, sağol, sağ ol, günaydın, iyi akşamlar, iyi günler, \
        lütfen",
    fillers: "ya, bak, peki",
    you: "sen, sence, senin, sana, siz, sizce, seni",
    you_verbs: "misin, mısın, musun, müsün, miydin, biliyorsun, düşünüyorsun, dersin, önerirsin",
    asks: "söyle, yaz, anlat, açıkla, özetle, çevir, göster, bul, hesapla, karşılaştır, listele, öner, anlatsana, \
        söylesene, yazsana, yardım et, versene, yapsana, bakar, söyler",
    please: "lütfen, rica etsem",
    questions: "neden, nasıl, hangi, nerede, niye, kaç, nedir",
    marked_questions: "ne, kim",
    me: "bana, bize",
    third: "dedi, diyor, söyledi, yazdı, biliyor, düşünüyor",
    and: "ve, ile, veya",
    think: "düşünüyorsun, dersin",
    open: "ve, veya, ama, çünkü, için, bir, ile, eğer, ki",
    wait: "bekle, bir saniye, bir dakika, dur, bi dakika",
    ..Language::NONE
};

const GREEK: Language = Language {
    calls: "γεια, γεια σου, έι, ε, καλημέρα, καλησπέρα, ευχαριστώ, άκου, ρε",
    strong: "ρε",
    you: "εσύ, σου, σε",
    you_verbs: "μπορείς, ξέρεις, πιστεύεις, θέλεις, νομίζεις",
    asks: "πες, βοήθησε, γράψε, εξήγησε, μετάφρασε, δείξε, βρες, κάνε, δώσε",
    please: "παρακαλώ, σε παρακαλώ",
    questions: "γιατί, πόσο, πόσα, ποιο, ποια",
    marked_questions: "τι, πού, πώς, πότε",
    me: "μου, μας",
    third: "είπε, λέει, είναι, ξέρει",
    and: "και, ή",
    think: "λες, πιστεύεις",
    open: "και, ή, αλλά, γιατί, με, για, αν, να, το, η, ο",
    wait: "περίμενε, ένα λεπτό, μισό",
    ..Language::NONE
};
