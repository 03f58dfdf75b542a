//! What can be read from a message and its conversation before anything is looked up.
//!
//! For: facts that [`crate::escalation`] weighs. Not for: deciding.

use std::{collections::HashSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    human::human_request_in,
    lang::Lang,
    pattern::{Lexicon, Match},
    self_harm::self_harm_in,
    topics::{self, TopicMatch},
    words::{Word, stem, words},
};

/// What frustration weighs towards the `signals` threshold.
pub const FRUSTRATION_WEIGHT: f32 = 1.0;
/// What a wish to leave weighs.
pub const CANCEL_WEIGHT: f32 = 1.0;
/// What asking the same again weighs.
pub const REPEAT_WEIGHT: f32 = 1.0;
/// Two questions at least this alike (0 to 1) are the same question.
pub const REPEAT_SIMILARITY: f32 = 0.6;

/// The conversation so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct History<'a> {
    /// The visitor's earlier messages, masked.
    pub earlier_questions: &'a [&'a str],
    /// Answers that did not help, counted by the conversation.
    pub failed_answers: u32,
}

/// The site's topics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy<'a> {
    /// `always_person` of the site file.
    pub always_person: &'a [String],
    /// `declines` of the site file.
    pub declines: &'a [String],
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Words of someone in danger.
    pub self_harm: Option<Match>,
    /// A request for a person in words.
    pub human_request: Option<Match>,
    /// Topics that belong to people.
    pub always_person: Vec<TopicMatch>,
    /// Topics the assistant does not help with.
    pub declines: Vec<TopicMatch>,
    /// Strength of frustration, 0 to 2.
    pub frustration: f32,
    /// The words of a wish to leave or cancel the relation.
    pub cancel: Option<Match>,
    /// Likeness to the most similar earlier question, 0 to 1.
    pub repetition: f32,
    /// Answers that did not help.
    pub failed_answers: u32,
}

impl Signals {
    /// Reads one masked message.
    pub fn read(text: &str, history: &History<'_>, policy: &Policy<'_>) -> Signals {
        let words = words(text);
        Signals {
            self_harm: self_harm_in(&words),
            human_request: human_request_in(&words),
            always_person: topics::classify_in(&words, policy.always_person),
            declines: topics::classify_in(&words, policy.declines),
            frustration: frustration(text, &words),
            cancel: first(Sign::Cancel, &words),
            repetition: history
                .earlier_questions
                .iter()
                .map(|earlier| similarity(text, earlier))
                .fold(0.0, f32::max),
            failed_answers: history.failed_answers,
        }
    }

    /// The weighted sum that is held against the `signals` threshold.
    pub fn score(&self) -> f32 {
        let cancel = if self.cancel.is_some() {
            CANCEL_WEIGHT
        } else {
            0.0
        };
        let repeat = if self.repetition >= REPEAT_SIMILARITY {
            REPEAT_WEIGHT
        } else {
            0.0
        };
        self.frustration * FRUSTRATION_WEIGHT + cancel + repeat
    }
}

/// How alike two questions are, 0 to 1, by their stemmed words (Dice's coefficient).
pub fn similarity(a: &str, b: &str) -> f32 {
    let (a, b) = (words(a), words(b));
    let (a, b) = (stems(&a), stems(&b));
    if a.len() < 2 || b.len() < 2 {
        return if !a.is_empty() && a == b { 1.0 } else { 0.0 };
    }
    let shared = a.intersection(&b).count();
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

fn stems(words: &[Word]) -> HashSet<&str> {
    words.iter().map(|word| stem(&word.text)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Frustration,
    Anger,
    Cancel,
}

fn first(sign: Sign, words: &[Word]) -> Option<Match> {
    LEXICON
        .matches(words)
        .find(|span| span.tag == sign as usize)
        .map(|span| span.matched(words))
}

/// 1 for words of frustration or shouting, 2 for anger or both.
fn frustration(text: &str, words: &[Word]) -> f32 {
    if first(Sign::Anger, words).is_some() {
        return 2.0;
    }
    let mut strength = 0.0;
    if first(Sign::Frustration, words).is_some() {
        strength += 1.0;
    }
    if is_shouting(text) {
        strength += 1.0;
    }
    strength
}

/// Most letters are capitals over several words, or the marks pile up.
fn is_shouting(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let spaces = text.split_whitespace().count();
    (upper >= 12 && spaces >= 3 && upper > 4 * lower)
        || ["!!!", "???", "?!?", "!?!"]
            .iter()
            .any(|marks| text.contains(marks))
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, frustration, anger, cancel) in TABLES {
        lexicon.add(*lang, Sign::Frustration as usize, &[], frustration);
        lexicon.add(*lang, Sign::Anger as usize, &[], anger);
        lexicon.add(*lang, Sign::Cancel as usize, &[], cancel);
    }
    lexicon
});

type Table = (
    Lang,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const TABLES: &[Table] = &[
    (
        Lang::En,
        &[
            "[so|very|really|extremely|getting]? frustrat*",
            "[this|that|it|you|youre|bot|chat|site|app|service|thats|still]? [is|s|are|re]? ..1 [useless|ridiculous|unacceptable|pathetic|infuriating|hopeless|unbelievable]",
            "[doesnt|didnt|does not|did not|not|isnt|wasnt] [help*|work* at all|answer* my question|what i asked|understand*]",
            "you [dont|do not] understand",
            "[waste|wasting] [of|my] time",
            "[same|this] [answer|question|thing] [again|over and over]",
            "i [already|just] [told|said|asked|answered]",
            "[keep|kept|keeps] [saying|asking|telling|repeating|getting the same]",
            "how many times",
            "[fed up|sick of|tired of|had enough|ive had it]",
            "[for the] [second|third|fourth|fifth|tenth|hundredth] time",
            "[going|go] [round|around] in circles",
            "[angry|annoyed|annoying|furious|disappointed|upset]",
            "[terrible|horrible|awful|worst] [service|support|experience|company|chat|bot|help]",
        ],
        &[
            "[fuck*|wtf|bullshit|stfu]",
            "[worst|shittiest] [company|service|support|bot|experience] ..3 ever",
            "[you|this] [is|are|s|re] ..2 [scam*|liar*|fraud*|thie*]",
            "[stupid|dumb|idiot*|damn|bloody|shit|shitty|crap] [bot|chatbot|robot|machine|ai|assistant|thing|chat|service|company]",
        ],
        &[
            "cancel [my|the|our|this]? [account|subscription|membership|contract|plan|service]",
            "[close|delete|deactivate|terminate] [my|our|this] [account|subscription|membership|contract]",
            "[switch|switching|move|moving|going] to [a|another|your|the]? [competitor*|different company|other company|provider]",
            "[never|not] [buy*|order*|shop*|use|using] ..3 [again|anymore]",
            "[lost|losing|lose] [me|a customer] ..2 customer?",
            "take my business elsewhere",
            "unsubscribe me",
        ],
    ),
    (
        Lang::De,
        &[
            "[frustrier*|nervt|nervig|argerlich|enttausch*|unverschamt*|lacherlich|sauer]",
            "[hilft|bringt|klappt|funktioniert] ..2 [nicht|nichts] [weiter|mehr]?",
            "[nutzlos|unbrauchbar|sinnlos|zeitverschwendung]",
            "[schon|bereits] [gesagt|gefragt|geschrieben|beantwortet]",
            "[immer|schon] wieder [das|die] [gleiche|selbe|dasselbe]",
            "[zum] [zweiten|dritten|vierten|funften|x ten] mal",
            "[verstehst|verstehen] [du|sie|mich] ..2 nicht",
            "ich [habe|hab] [es|die nase|genug] [satt|voll|davon]",
            "[schlechter|schrecklicher|miserabler] [service|support|kundendienst]",
        ],
        &[
            "[scheiss*|verdammt*|verarsch*|beschissen*]",
            "[bloder|dummer|dammlicher] [bot|roboter|chat*]",
            "[betruger|abzocke|saftladen]",
        ],
        &[
            "[konto|abo|abonnement|vertrag|mitgliedschaft] ..2 [kundig*|losch*|schliess*|beend*]",
            "[kundige|kundigen|losche|loschen] ..3 [konto|abo|abonnement|vertrag|mitgliedschaft]",
            "nie wieder ..2 [bestell*|kauf*]",
            "[zur konkurrenz|anbieter wechseln]",
        ],
    ),
    (
        Lang::Fr,
        &[
            "[frustr*|enerv*|agace*|inadmissible|inacceptable|ridicule|decu|decue|marre]",
            "[ca|cela|ce] ne [m]? [aide|repond|marche|sert] [pas|a rien]",
            "[inutile|perte de temps]",
            "[deja] [dit|demande|repondu|explique]",
            "[toujours|encore] la meme [chose|reponse|question]",
            "[vous|tu] ne [comprenez|comprends] [pas|rien]",
            "pour la [deuxieme|troisieme|quatrieme|enieme] fois",
        ],
        &[
            "[putain|merde|connerie*]",
            "[bot|robot] [stupide|debile|de merde]",
            "[escroc*|arnaque*|voleurs]",
        ],
        &[
            "[annuler|resilier|supprimer|fermer|cloturer] [mon|ma|le|l|cet]? [compte|abonnement|contrat|adhesion]",
            "[resiliation|desabonne*]",
            "[plus jamais] ..2 [commander*|acheter*]",
        ],
    ),
    (
        Lang::Es,
        &[
            "[frustrad*|frustrante|indignante|inaceptable|ridiculo|decepcionad*|harto|harta|molesto|molesta]",
            "[no] [me]? [ayuda|ayudas|sirve|sirves|funciona]",
            "[inutil|perdida de tiempo]",
            "[ya] [te|se|lo|les]? [lo]? [dije|he dicho|pregunte|conteste]",
            "[siempre|otra vez] [lo mismo|la misma]",
            "no [me]? [entiendes|entiende|entendes]",
            "por [segunda|tercera|cuarta|enesima] vez",
            "[pesimo|horrible|terrible|mal] [servicio|soporte|atencion]",
        ],
        &[
            "[mierda|joder|puta|carajo]",
            "[bot|robot] [estupido|tonto|inutil]",
            "[estafa|estafadores|ladrones]",
        ],
        &[
            "[cancelar|cerrar|eliminar|borrar|dar de baja] [mi|la|el|de]? [cuenta|suscripcion|contrato|membresia]",
            "darme de baja",
            "[nunca mas|no volvere a] ..2 [comprar*|pedir*]",
        ],
    ),
    (
        Lang::It,
        &[
            "[frustrat*|frustrante|inaccettabile|ridicol*|delus*|arrabbiat*|stufo|stufa]",
            "non [mi]? [aiuta|aiuti|serve a niente|funziona|risponde*]",
            "[inutile|perdita di tempo]",
            "[gia] [detto|chiesto|scritto|risposto]",
            "[sempre|ancora] la stessa [cosa|risposta|domanda]",
            "non [mi]? [capisci|capisce|capite]",
            "per la [seconda|terza|quarta|ennesima] volta",
            "[pessimo|terribile|orribile] [servizio|supporto|assistenza]",
        ],
        &[
            "[merda|cazzo|vaffanculo]",
            "[bot|robot] [stupido|idiota]",
            "[truffa|truffatori|ladri]",
        ],
        &[
            "[cancellare|chiudere|eliminare|disdire] [il|la|l|mio|mia]? [mio|mia]? [account|conto|abbonamento|contratto]",
            "[disdetta|disdico]",
            "mai piu ..2 [compr*|ordin*]",
        ],
    ),
    (
        Lang::Pt,
        &[
            "[frustrad*|frustrante|inaceitavel|ridiculo|decepcionad*|irritad*|farto|farta|cansado disso]",
            "nao [me]? [ajuda|ajudou|serve|funciona|adianta|resolve|resolveu]",
            "[inutil|perda de tempo]",
            "[ja] [disse|falei|perguntei|respondi]",
            "[sempre|de novo] [a mesma|o mesmo]",
            "[voce]? nao [me]? [entende|entendeu]",
            "pela [segunda|terceira|quarta|enesima] vez",
            "[pessimo|horrivel|terrivel] [servico|atendimento|suporte]",
        ],
        &[
            "[merda|porra|caralho]",
            "[bot|robo] [burro|estupido|idiota]",
            "[golpe|golpistas|ladroes]",
        ],
        &[
            "[cancelar|encerrar|fechar|excluir|apagar] [a|o|minha|meu]? [minha|meu]? [conta|assinatura|contrato|plano]",
            "nunca mais ..2 [compr*|ped*]",
        ],
    ),
    (
        Lang::Nl,
        &[
            "[gefrustreerd|frustrerend|belachelijk|onacceptabel|teleurgesteld|irritant|boos|zat]",
            "[helpt|werkt] ..2 niet",
            "[nutteloos|waardeloos|tijdverspilling]",
            "[al|net] [gezegd|gevraagd|verteld|geantwoord]",
            "[steeds|weer|altijd] hetzelfde",
            "[begrijpt|begrijp|snapt|snap] [je|u|me|mij] ..2 niet",
            "voor de [tweede|derde|vierde|zoveelste] keer",
            "[slechte|vreselijke|belabberde] [service|klantenservice]",
        ],
        &[
            "[kut*|godverdomme|klote*]",
            "[stomme|domme] [bot|robot|chatbot]",
            "[oplichters|oplichting|dieven]",
        ],
        &[
            "[account|abonnement|contract|lidmaatschap] ..2 [opzeg*|annuler*|verwijder*|beeindig*]",
            "[opzeggen|annuleer|verwijder] ..2 [account|abonnement|contract|lidmaatschap]",
            "nooit meer ..2 [bestel*|koop|kopen]",
        ],
    ),
    (
        Lang::Pl,
        &[
            "[sfrustrowan*|frustruj*|niedopuszczaln*|smieszne|rozczarowan*|zdenerwowan*|wkurz*]",
            "[to]? nie [pomaga|pomogl*|dziala]",
            "[bezuzyteczn*|strata czasu]",
            "juz [mowilem|mowilam|pisalem|pisalam|pytalem|pytalam]",
            "[ciagle|znowu|wciaz] to samo",
            "nie rozumie*",
            "po raz [drugi|trzeci|czwarty|kolejny]",
            "[fatalna|okropna|najgorsza] [obsluga|firma]",
        ],
        &[
            "[kurwa|cholera|gowno]",
            "[glupi|durny] [bot|robot]",
            "[oszusci|zlodzieje|oszustwo]",
        ],
        &[
            "[usunac|zamknac|skasowac|anulowac|zrezygnowac] [z]? [moje|swoje|mojego|moja]? [konto|konta|subskrypcje|subskrypcji|umowe|umowy|abonament|abonamentu]",
            "[rezygnuje|wypowiadam]",
            "nigdy wiecej ..2 [kup*|zamow*]",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Signals {
        Signals::read(text, &History::default(), &Policy::default())
    }

    #[test]
    fn frustration_is_read_in_each_language() {
        let cases = [
            ("This is so frustrating", 1.0),
            ("you don't understand me", 1.0),
            ("I already told you that", 1.0),
            ("THIS IS TAKING FOREVER HELLO", 1.0),
            ("stupid bot", 2.0),
            ("Das hilft mir nicht weiter", 1.0),
            ("Dummer Bot", 2.0),
            ("Cela ne m'aide pas", 1.0),
            ("no me ayuda", 1.0),
            ("Non mi aiuta", 1.0),
            ("isso não ajuda", 1.0),
            ("dit helpt me niet", 1.0),
            ("to nie pomaga", 1.0),
            ("Where is my order?", 0.0),
            ("Wo ist meine Bestellung?", 0.0),
            ("Où est ma commande ?", 0.0),
            ("USPS or UPS?", 0.0),
            ("Can I return shoes?", 0.0),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).frustration, expected, "{text}");
        }
    }

    #[test]
    fn a_wish_to_leave_is_read() {
        for text in [
            "Please cancel my subscription",
            "close my account",
            "Ich möchte mein Konto löschen",
            "je veux résilier mon abonnement",
            "quiero cancelar mi cuenta",
            "voglio chiudere il mio account",
            "quero cancelar minha conta",
            "mijn abonnement opzeggen",
            "chcę usunąć konto",
        ] {
            assert!(read(text).cancel.is_some(), "{text}");
        }
        for text in [
            "Can I cancel my order?",
            "How do I open an account?",
            "Bestellung stornieren",
        ] {
            assert!(read(text).cancel.is_none(), "{text}");
        }
    }

    #[test]
    fn the_same_question_again_is_seen() {
        let cases = [
            ("Where is my order?", "where is my order", true),
            ("where's my orders??", "Where is my order?", true),
            (
                "How long is the warranty?",
                "How long does the warranty last?",
                true,
            ),
            ("Can I return shoes?", "Where is my order?", false),
            ("yes", "yes", true),
            ("", "", false),
        ];
        for (a, b, expected) in cases {
            let likeness = similarity(a, b);
            assert_eq!(
                likeness >= REPEAT_SIMILARITY,
                expected,
                "{a} / {b}: {likeness}"
            );
        }
    }
}
