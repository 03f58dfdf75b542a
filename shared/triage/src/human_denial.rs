//! Whether a "not" before a request turns it around.
//!
//! "I don't want a person" asks for none; "that did not help I want a person" asks for one, without a comma to part
//! the two. A "not" is settled before the request when its own phrase ends there ("not helping", "why can't I") or when
//! a new start of asking stands between them ("I want", "get me").

use std::sync::LazyLock;

use handrail_text::{
    lang::Lang,
    lexicon::{Lexicon, Span, lines},
    words::Word,
};

/// How many words before a request a "not" still reaches it.
const REACH: usize = 5;

/// Whether a word of denial in the same clause governs `request`, which is part of a phrase that begins at `phrase`.
pub(super) fn is_denied(words: &[Word], phrase: usize, request: Span) -> bool {
    let clause = words[request.first].clause;
    // The clause as far as it matters, so that a long message is not read again for each request in it.
    let from = (phrase.saturating_sub(4 * REACH)..request.first)
        .find(|&at| words[at].clause == clause)
        .unwrap_or(request.first);
    let phrase = phrase.max(from) - from;
    let first = request.first - from;
    let words = &words[from..words.len().min(request.first + 2 * REACH)];
    let denial = Denial::of(request.lang);
    (phrase.saturating_sub(REACH)..first)
        .filter(|&at| denial.has_not(&words[at]))
        .any(|not| {
            let settles = &mut |span: Span| {
                if span.tag == CLOSED {
                    return (span.first..span.end).contains(&not);
                }
                let ahead = span.first.checked_sub(1).map(|ahead| &words[ahead]);
                let goes_on = ahead.is_some_and(|ahead| {
                    denial.leans(ahead) || (span.tag == BOUND && denial.has_not(ahead))
                });
                (not + 1..=first).contains(&span.first) && !goes_on
            };
            SETTLERS.find(words, settles).is_none()
        })
}

/// The words of one language; lists are parted by `|`.
struct Denial {
    lang: Lang,
    not: &'static str,
    /// Words after which a start goes on with what was denied: "I don't think I need …".
    lean: &'static str,
    /// Phrases with a "not" that are complete in themselves.
    closed: &'static str,
    /// Starts that no "not" before them reaches, as they have their subject or an order of words of their own.
    free: &'static str,
    /// Starts that a "not" right before them turns around.
    bound: &'static str,
}

impl Denial {
    fn of(lang: Lang) -> &'static Denial {
        DENIALS
            .iter()
            .find(|denial| denial.lang == lang)
            .unwrap_or(&DENIALS[0])
    }

    fn has_not(&self, word: &Word) -> bool {
        self.not.split('|').any(|not| not == word.text)
    }

    fn leans(&self, word: &Word) -> bool {
        self.lean.split('|').any(|lean| lean == word.text)
    }
}

const CLOSED: usize = 0;
const FREE: usize = 1;
const BOUND: usize = 2;

static SETTLERS: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for denial in DENIALS {
        let not = [("not", denial.not)];
        lexicon.add(denial.lang, CLOSED, &not, denial.closed);
        lexicon.add(denial.lang, FREE, &not, denial.free);
        lexicon.add(denial.lang, BOUND, &not, denial.bound);
    }
    lexicon
});

const DENIALS: &[Denial] = &[
    Denial {
        lang: Lang::En,
        not: "no|not|dont|without|never|wont|didnt|havent|wouldnt|neednt",
        lean: "think|thought|believe|if|whether|sure|say|said|saying|mean|suppose|feel|why|when|until|unless|really|even|actually|necessarily|ever|just|them|to",
        closed: lines![
            "why ..4 @not",
            "[can|could|may] [i|we] not",
            "[not|dont|didnt|wont|havent] [really|even|very|at all]? [help|helping|helpful|helped|work|working|useful|understand|understanding|understood|good|enough|right|correct|true|acceptable|funny|answer|answering|answered|solve|solved|get it|get me it|what i [asked|want|need|meant|mean] [for]?]",
            "no [help|good|use|idea|answer|luck|thanks|thank you|way]",
            "never mind",
            "^ no [please]? [get|give|find|bring|connect|transfer|put|let|pass|send] me",
        ],
        free: lines![
            "[i|we] [just|really|still|now|only|do|actually|would|really just]? [want|need|wanna|prefer|demand|require|like|d like|d prefer|d rather|have to|must|gotta|wish to|am asking|m asking]",
            "id [like|prefer|rather]",
            "[can|could|may|would|will] [i|we|you|someone|somebody|anyone|anybody|a|an]",
            "[is|are] [there|anyone|someone|any]",
            "lemme",
        ],
        bound: lines![
            "[get|give|find|bring|connect|transfer|put|let|pass|send|redirect|forward|switch] [me|us]",
        ],
    },
    Denial {
        lang: Lang::De,
        not: "kein|keine|keinen|keinem|keiner|nicht|ohne|nie|niemals",
        lean: "ob|dass|weil|wenn|damit",
        closed: lines![
            "[warum|wieso|weshalb] ..4 @not",
            "[kann|konnte|darf] [ich|man] nicht",
            "[hilft|geht|klappt|funktioniert|stimmt|verstehe|versteh|verstehst|verstehen|passt] [mir|mich|das|es|sie|du|leider|immer noch]? nicht",
            "keine [hilfe|ahnung|antwort]",
            "nicht [hilfreich|richtig|verstanden|geholfen|weiter]",
        ],
        free: lines![
            "ich [will|mochte|brauche|brauch|hatte|wunsche|verlange|wurde|muss|benotige|bitte]",
            "[will|mochte|kann|konnte|darf|durfte] [ich|mich|mir]",
            "[verbinde|verbinden|verbind|leiten|leite|stellen|stell|geben|gib] [sie]? [mich|mir|uns]",
            "[gibt es|konnen sie|kannst du|konnten sie]",
        ],
        bound: "",
    },
    Denial {
        lang: Lang::Fr,
        not: "ne|n|sans|jamais|pas|aucun|aucune|ni",
        lean: "que|qu|si|quand|parce",
        closed: lines![
            "pourquoi ..4 [ne|n]",
            "pourquoi ..5 pas",
            "[ne|n] ..2 [aide|aidez|marche|fonctionne|comprends|comprenez|suffit|repond|repondez|va] [pas|rien|plus]?",
            "[ca|cela]? [m]? [aide|aidez|marche|fonctionne|comprends|comprenez|suffit|repond|repondez|va] pas",
            "pas [utile|clair|vrai|bon|possible|compris]",
        ],
        free: lines![
            "je [veux|voudrais|souhaite|souhaiterais|prefere|prefererais|demande|dois|peux|pourrais|exige]",
            "j [ai besoin|aimerais|exige]",
            "[puis|pourrais|peux] je",
            "[pouvez|pourriez|peux|pourrais] [vous|tu]",
            "est ce [que|qu]",
            "[passez|mettez|transferez|connectez|dirigez|redirigez|donnez|passe] [moi|nous]",
            "[il me faut|y a t il]",
        ],
        bound: "",
    },
    Denial {
        lang: Lang::Es,
        not: "no|sin|nunca|tampoco|ni|jamas",
        lean: "que|si|porque|cuando",
        closed: lines![
            "por que ..2 no",
            "no [me|te|se|lo|nos]? [ayuda|ayudas|ayudo|sirve|funciona|entiendo|entiende|entiendes|comprendo|responde|es util]",
        ],
        free: lines![
            "yo [quiero|necesito|quisiera|prefiero]",
            "[pasame|paseme|comunicame|comuniqueme|conectame|conecteme|transfiereme|transfierame|derivame|deriveme|ponme|pongame|dame|deme]",
        ],
        bound: lines![
            "[quiero|necesito|quisiera|prefiero|exijo|deseo|puedo|podria|me gustaria|me puede|me puedes|me pueden|me podria|hay]",
        ],
    },
    Denial {
        lang: Lang::It,
        not: "non|senza|mai|nessun|nessuna",
        lean: "che|se|quando",
        closed: lines![
            "^ perche ..2 non",
            "non [mi|ti|si|lo|e]? [aiuta|aiuti|aiutato|serve|funziona|capisco|capisce|capisci|risponde|utile|va bene]",
        ],
        free: lines![
            "io [voglio|vorrei|preferisco]",
            "[passami|passatemi|mettimi|mettetemi|trasferiscimi|collegami|dammi]",
        ],
        bound: lines![
            "[voglio|vorrei|ho bisogno|mi serve|preferisco|preferirei|pretendo|posso|potrei|devo|mi passi|mi metta|mi colleghi|mi trasferisca|puo|puoi|c e]",
        ],
    },
    Denial {
        lang: Lang::Pt,
        not: "nao|sem|nunca|nem",
        lean: "que|se|quando",
        closed: lines![
            "^ [por que|porque] ..2 nao",
            "nao [me|te|esta|foi]? [ajuda|ajudou|ajudando|serve|serviu|funciona|funcionou|funcionando|entendo|entendi|entende|entendeu|resolve|resolveu|responde|util]",
        ],
        free: lines!["eu [so]? [quero|preciso|gostaria|queria|prefiro]"],
        bound: lines![
            "[quero|preciso|gostaria|queria|prefiro|exijo|posso|poderia|me passe|me passa|me transfira|me transfere|me conecte|me ligue|me liga|me encaminhe|passe me|transfira me|ligue me]",
        ],
    },
    Denial {
        lang: Lang::Nl,
        not: "geen|niet|zonder|nooit",
        lean: "dat|of|als|omdat",
        closed: lines![
            "waarom ..4 @not",
            "[kan|mag] ik niet",
            "[helpt|werkt|begrijp|begrijpt|snap|snapt|klopt|lukt] [me|mij|het|dit|dat|je|u]? niet",
            "geen [hulp|idee|antwoord]",
            "niet [nuttig|goed|duidelijk|geholpen]",
        ],
        free: lines![
            "ik [wil|wou|zou|heb|moet|wens|kan|mag]",
            "[kan|mag|wil] ik",
            "[verbind|verbindt|schakel|geef|zet] [me|mij|ons]",
            "[kunt u|kun je|kan je|is er]",
        ],
        bound: "",
    },
    Denial {
        lang: Lang::Pl,
        not: "nie|bez|nigdy",
        lean: "ze|zeby|aby|bo",
        closed: lines![
            "[dlaczego|czemu] ..3 nie",
            "nie [mi|mnie]? [dziala|pomaga|pomoglo|rozumiem|rozumie|rozumiesz|odpowiada|pomogles|pomoglas]",
        ],
        free: lines![
            "ja [chce|potrzebuje|wole]",
            "czy [moge|moglbym|moglabym|jest]",
        ],
        bound: lines![
            "[chce|potrzebuje|poprosze|prosze|wole|zadam|chcialbym|chcialabym|moge|polacz|polaczcie|przelacz|przelaczcie|przekieruj]",
        ],
    },
];
