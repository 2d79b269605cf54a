//! Languages in Latin script.

use super::Language;

pub(super) const LANGUAGES: &[Language] = &[ENGLISH, SPANISH, GERMAN, FRENCH, ITALIAN, PORTUGUESE, DUTCH, OTHERS];

const ENGLISH: Language = Language {
    calls: "hey, hi, hello, yo, hiya, heya, howdy, oi, dear, thanks, thank you, thx, ty, cheers, good morning, good \
        evening, good afternoon, good night, morning, sorry, welcome, please, pls",
    fillers: "ok, okay, oh, ah, alright, well, so, and, but, now, yes, no, yeah",
    strong: "hey",
    you: "you, u, your, yours, ur, yourself",
    asks: "help, tell, show, explain, summarize, summarise, translate, write, list, give, make, find, check, look, \
        calculate, compare, draft, suggest, remind, describe, fix, convert, rewrite, say, let, let's, lets, count, \
        plan, pick, choose, search, recommend, answer, define, continue, try, generate, create, draw, keep, stop, \
        wait, don't, dont, do, add, ignore, remember, proofread, simplify, shorten, expand, clarify, review, \
        estimate, solve, tldr, recap, google, read, turn, organise, organize",
    please: "please, pls, plz, plox",
    questions: "what, what's, whats, when, when's, where, where's, why, why's, how, how's, hows, which, whose, any",
    marked_questions: "who, who's, whos",
    auxiliaries: "can, could, would, will, do, does, did, are, is, have, should, shall, may, might, were, was, has, can't, \
        couldn't, won't, wouldn't, don't, didn't, aren't, isn't, haven't",
    we: "i, we, it, there, this, that, he, she, they, anyone, someone",
    me: "me, us",
    third: "said, says, is, isn't, was, wasn't, has, hasn't, had, did, didn't, does, doesn't, will, won't, would, can, \
        can't, could, thinks, thought, told, tells, wrote, writes, gave, gives, made, makes, got, gets, answered, \
        replied, and, or, just, also, already, never, always, might, should, went, knows, knew, suggested, \
        recommended, seems, works, keeps",
    and: "and, or, &, n",
    think: "think, reckon, say, suggest, recommend",
    open: "and, or, but, because, cause, the, a, an, to, with, for, of, if, which, from, my, your, our, between",
    wait: "wait, one sec, one second, hold on, hang on, 1 sec, sec, a sec, one moment, brb, let me type",
    ..Language::NONE
};

const SPANISH: Language = Language {
    calls: "oye, oiga, hola, ey, eh, buenas, buenos días, buenas tardes, buenas noches, gracias, muchas gracias, \
        perdona, perdón, disculpa, querida, querido, por favor, porfa",
    fillers: "venga, bueno, vale, mira, y, pues",
    strong: "oye",
    you: "tú, usted, ustedes, vos, contigo, ti",
    you_verbs: "puedes, podrías, sabes, crees, piensas, tienes, quieres, debes, eres, opinas, conoces, recuerdas, \
        entiendes, dices, estás, podés, sabés, querés, recomiendas, sugieres, puedas",
    asks: "dime, dinos, decime, ayúdame, ayúdanos, ayudame, explícame, explícanos, explicame, dame, danos, cuéntame, \
        cuéntanos, hazme, haznos, haz, hacé, pon, escríbeme, escríbenos, muéstrame, muéstranos, búscame, búscanos, \
        tradúceme, tradúcenos, resúmeme, resúmenos, recuérdame, recuérdanos, recomiéndame, recomiéndanos, propón, \
        mándame, pásame",
    maybe_asks: "explica, ayuda, escribe, traduce, resume, busca, calcula, compara, muestra, prepara, haga, cuenta, \
        propone, lista, redacta, recomienda, sugiere",
    me: "me, nos, mí",
    please: "por favor, porfa, porfavor, porfi, plis",
    questions: "cuál, cuáles, cuánto, cuánta, cuántos, cuántas",
    marked_questions: "qué, cuándo, dónde, cómo, quién, quiénes, hay, por",
    third: "dijo, dice, está, fue, ha, había, tiene, sabe, puede, escribió, respondió, me dijo, nos dijo",
    and: "y, e, o",
    think: "crees, opinas, piensas, dices, pensás, decís",
    open: "y, o, pero, porque, el, la, los, las, un, una, de, del, con, para, que, si, mi, por, en, al",
    wait: "espera, un momento, un segundo, un seg, espérame, un momentito, esperá",
    ..Language::NONE
};

const GERMAN: Language = Language {
    calls: "hallo, he, ey, moin, servus, grüezi, guten morgen, guten abend, guten tag, gute nacht, danke, vielen dank, \
        danke dir, liebe, lieber, sag mal, du, entschuldige, hör mal, bitte",
    fillers: "na, also, und, tja",
    you: "du, dir, dich, dein, deine, deinen, euch",
    you_verbs: "kannst, könntest, weißt, hast, bist, willst, magst, machst, meinst, denkst, würdest, sollst, kennst, \
        findest, glaubst, möchtest, hättest, wärst, darfst",
    asks: "sag, erkläre, erklär, hilf, zeig, zeige, schreib, schreibe, gib, mach, such, suche, übersetz, übersetze, \
        fass, fasse, erzähl, erzähle, liste, rechne, vergleich, vergleiche, prüf, prüfe, nenn, nenne, schau, guck, \
        lies, erinnere, schlag, empfiehl, korrigiere, kürze, plane, finde, antworte",
    please: "bitte",
    questions: "warum, wieso, weshalb, wann, welche, welcher, welches, welchen, wieviel, wieviele, woher, wohin",
    marked_questions: "was, wie, wo, wer, wen, wem, gibt, ist, sind, soll, sollen",
    me: "mir, mich, uns",
    we: "ich, wir, es",
    third: "sagt, sagte, ist, war, hat, hatte, meinte, meint, kann, konnte, wird, würde, weiß, schreibt, hat's",
    and: "und, oder",
    think: "meinst, denkst, sagst, findest, glaubst",
    open: "und, oder, aber, weil, der, die, das, ein, eine, einen, mit, für, von, wenn, dass, zu, zum, zur, im, in, \
        mein, meine, ob",
    wait: "warte, moment, sekunde, einen moment, moment mal, warte mal, eine sekunde",
    ..Language::NONE
};

const FRENCH: Language = Language {
    calls: "dis, hé, eh, salut, bonjour, bonsoir, coucou, merci, merci beaucoup, pardon, chère, cher, dis donc, dis \
        moi, s'il te plaît, stp, svp, ohé",
    fillers: "alors, bon, et",
    strong: "ohé",
    you: "tu, vous, toi, ton, tes, votre, t'es, t'as",
    you_verbs: "peux, pourrais, penses, crois, connais, veux, pouvez, pourriez, sais, savez, pensez, voudrais",
    asks: "dis, fais, écris, traduis, dites, faites, écrivez, traduisez, expliquez, résumez, aidez, donnez, montrez",
    maybe_asks: "explique, aide, résume, donne, trouve, cherche, propose, montre, compare, calcule, raconte, corrige, liste",
    me: "moi, nous, me",
    please: "s'il te plaît, s'il vous plaît, stp, svp",
    questions: "pourquoi, comment, combien, quel, quelle, quels, quelles, qu'est-ce, est-ce, c'est quoi, quoi",
    marked_questions: "quand, où, qui, c'est",
    we: "je, on, j'ai",
    third: "dit, est, a, était, sait, peut, pense, fait, avait, n'a, m'a, nous a, vient",
    and: "et, ou",
    think: "penses, dis, pensez, crois",
    open: "et, ou, mais, parce, le, la, les, un, une, de, des, du, avec, pour, que, si, mon, ma, à, au",
    wait: "attends, attendez, une seconde, deux secondes, un instant, un moment",
    ..Language::NONE
};

const ITALIAN: Language = Language {
    calls: "ehi, ciao, senti, scusa, grazie, grazie mille, buongiorno, buonasera, buonanotte, salve, ascolta, cara, \
        caro, per favore, perdonami",
    fillers: "allora",
    strong: "ehi",
    you: "tu, te, voi, tuo, tua, secondo te",
    you_verbs: "puoi, potresti, sai, credi, pensi, hai, vuoi, dici, conosci, ricordi, riesci, sapresti, consigli, \
        suggerisci",
    asks: "dimmi, dicci, aiutami, aiutaci, spiegami, spiegaci, scrivi, scrivimi, traduci, riassumi, fai, fammi, \
        facci, dammi, dacci, mostrami, mostraci, leggi, trovami, trovaci, cercami, raccontaci, raccontami, \
        proponi, ricordami, ricordaci",
    maybe_asks: "spiega, aiuta, cerca, trova, calcola, confronta, mostra, elenca, racconta, consiglia, prepara",
    me: "mi, ci, me, noi",
    please: "per favore, per piacere, perfavore",
    questions: "cosa, quale, quali, quanto, quanti, quante, cos'è, com'è, qual",
    marked_questions: "che, chi, quando, dove, come, perché, c'è, ci",
    third: "ha, è, dice, ha detto, disse, era, può, sa, pensa, aveva, scrive",
    and: "e, ed, o",
    think: "pensi, dici, credi",
    open: "e, o, ma, perché, il, lo, la, i, gli, le, un, una, di, del, della, con, per, che, se, mio, mia",
    wait: "aspetta, un attimo, un secondo, un momento, aspettate",
    ..Language::NONE
};

const PORTUGUESE: Language = Language {
    calls: "oi, olá, ei, opa, bom dia, boa tarde, boa noite, obrigado, obrigada, valeu, desculpa, escuta, querida, \
        querido, por favor",
    fillers: "então",
    you: "você, vc, vocês, tu, contigo, seu, sua",
    you_verbs: "podes, sabes, achas, consegues, poderias, podias, queres, conheces, lembras",
    asks: "diga, explique, ajude, escreva, traduza, resuma, faça, mostre, calcule, compare, procure, sugira, \
        recomende, diz-me, diz-nos, explica-me, ajuda-me, ajuda-nos, faz-me, dá-me, conta-nos, mostra-nos",
    maybe_asks: "explica, ajuda, escreve, traduz, resume, faz, mostra, diz, conta, pode, poderia, consegue, manda, calcula, \
        fala, dá, sugere",
    me: "me, nos, mim, gente",
    please: "por favor, pfv, pf, por gentileza",
    questions: "qual, quais, quanto, quantos, quantas",
    marked_questions: "que, onde, quem, como, quando, tem",
    third: "disse, diz, é, está, foi, tem, falou, sabe, acha, respondeu, escreveu",
    and: "e, ou",
    think: "acha, achas, pensa, diz, achou",
    open: "e, ou, mas, porque, o, a, os, as, um, uma, de, do, da, com, para, pra, que, se, meu, minha",
    wait: "espera, espere, um momento, um segundo, pera, peraí, só um minuto",
    ..Language::NONE
};

const DUTCH: Language = Language {
    calls: "hé, hoi, hallo, dag, zeg, bedankt, dank je, dankjewel, goedemorgen, goedenavond, goedemiddag, sorry, lieve",
    fillers: "nou",
    you: "je, jij, jou, jouw, jullie",
    you_verbs: "kun, vind",
    asks: "vertel, zeg, leg, geef, maak, schrijf, zoek, vertaal, vat, laat, kijk, help, noem, bereken, vergelijk, \
        controleer, herinner, stel, toon, doe",
    please: "alsjeblieft, aub, alstublieft, graag",
    questions: "wat, waarom, wanneer, hoe, welke, welk, hoeveel, waar",
    marked_questions: "wie, is, zijn",
    auxiliaries: "kan, wil, heb, weet, ben, zou, moet, mag",
    we: "ik, wij, we, het",
    me: "mij, ons, me",
    third: "zei, zegt, heeft, was, had, vindt, denkt, schreef, gaat, weet, kan",
    and: "en, of",
    think: "ervan, denk, vind",
    open: "en, of, maar, omdat, de, het, een, met, voor, van, als, dat, om, te, mijn",
    wait: "wacht, momentje, even wachten, een momentje, wacht even",
    ..Language::NONE
};

/// Polish, Swedish, Danish, Norwegian, Finnish, Indonesian, Vietnamese, Romanian, Czech: the commonest calls.
const OTHERS: Language = Language {
    calls: "hej, cześć, hejka, dzięki, dziękuję, dzień dobry, hejsan, tjena, tack, tak, takk, hei, moi, terve, kiitos, \
        hai, halo, terima kasih, selamat pagi, này, chào, xin chào, cảm ơn, salut, bună, ahoj, dobrý den, díky",
    strong: "này",
    suffixes: "ơi, jan, joon, ji",
    you: "ty, ci, kamu, anda, bạn, sinä, dig, din",
    you_verbs: "możesz, mógłbyś, mogłabyś, wiesz, myślisz, bisakah, bisa, voitko, můžeš, poți, sądzisz",
    asks: "powiedz, pomóż, napisz, wyjaśnij, przetłumacz, podaj, pokaż, berätta, hjälp, skriv, förklara, visa, ge, \
        bantu, jelaskan, tuliskan, terjemahkan, kerro, auta, giúp, hãy, řekni, pomoz, spune, ajută-mă, fortæl, \
        hjælp",
    please: "proszę, tolong, snälla, làm ơn, prosím, te rog, venligst, vær så snill",
    questions: "dlaczego, kiedy, ile, czy, varför, hur, vad, hvorfor, hvordan, hvad, apa, bagaimana, kenapa, mengapa, \
        miksi, proč",
    auxiliaries: "kan, vill, kunde, skulle, vil",
    third: "powiedział, powiedziała, sa, sade, sagde, bilang, sanoi, jest, är, er",
    and: "och, og, dan, và, ja, a, i, și",
    think: "myślisz, sądzisz, tycker, synes",
    open: "och, og, dan, và, ale, że, att, men, tapi, karena, untuk, yang",
    wait: "czekaj, chwila, vänta, tunggu, sebentar, chờ chút, odota, počkej, vent",
    ..Language::NONE
};
