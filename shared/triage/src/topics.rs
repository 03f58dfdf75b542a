//! Topics a site names in `always_person` and `declines`, recognised in a message.
//!
//! For: the built-in topics with lexicons of their own, and any other phrase by its own stemmed words.
//! Not for: what the assistant may answer, which the knowledge decides.

use std::sync::LazyLock;

use handrail_text::{
    lang::Lang,
    lexicon::{Lexicon, Span},
    words::{Word, stem, words},
};

#[path = "topics_lexicon.rs"]
mod lexicon;

/// A topic of a site file, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    name: String,
    told: Told,
}

/// What a topic is told by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Lexicon(Builtin),
    /// All of these stems, in any order.
    Stems(Vec<String>),
}

impl Topic {
    /// The topic of this name: a built-in one, or any other phrase by its own words of weight.
    pub fn new(name: &str) -> Self {
        let words = words(name);
        let told = match Builtin::named(&words) {
            Some(builtin) => Told::Lexicon(builtin),
            None => Told::Stems(
                words
                    .iter()
                    .filter(|word| word.text.len() > 2 && !SMALL.contains(&word.text.as_str()))
                    .map(|word| stem(&word.text).to_owned())
                    .collect(),
            ),
        };
        Self {
            name: name.to_owned(),
            told,
        }
    }

    /// As the site file writes it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A configured topic that a message touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMatch {
    /// As the site file writes it.
    pub topic: String,
    /// The words that matched, folded.
    pub phrase: String,
    /// The language of the built-in lexicon; `None` when the topic's own words matched.
    pub lang: Option<Lang>,
}

/// Built-in topics, by the name the site file uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
enum Builtin {
    PaymentDispute,
    AccountSecurity,
    LegalThreat,
    PersonalSafety,
    LegalAdvice,
    MedicalAdvice,
    Competitors,
}

impl Builtin {
    const COUNT: usize = Builtin::Competitors as usize + 1;

    fn named(words: &[Word]) -> Option<Builtin> {
        let stems: Vec<&str> = words.iter().map(|word| stem(&word.text)).collect();
        Some(match stems.join(" ").as_str() {
            name if name == stemmed("payment dispute") => Builtin::PaymentDispute,
            name if name == stemmed("account security") => Builtin::AccountSecurity,
            name if name == stemmed("legal threat") => Builtin::LegalThreat,
            name if name == stemmed("personal safety") => Builtin::PersonalSafety,
            name if name == stemmed("legal advice") => Builtin::LegalAdvice,
            name if name == stemmed("medical advice") => Builtin::MedicalAdvice,
            name if name == stemmed("competitors") => Builtin::Competitors,
            _ => return None,
        })
    }
}

/// What of the topics can be seen in a message.
pub(crate) struct Touched<'a> {
    words: &'a [Word],
    /// The first words of each built-in topic.
    builtin: [Option<Span>; Builtin::COUNT],
}

impl<'a> Touched<'a> {
    pub(crate) fn by(words: &'a [Word]) -> Self {
        let mut builtin = [None; Builtin::COUNT];
        LEXICON.find(words, &mut |span| {
            builtin[span.tag].get_or_insert(span);
            false
        });
        Self { words, builtin }
    }

    /// The topics of `configured` among them, in that order.
    pub(crate) fn among(&self, configured: &[Topic]) -> Vec<TopicMatch> {
        configured
            .iter()
            .filter_map(|topic| {
                let (phrase, lang) = match &topic.told {
                    Told::Lexicon(builtin) => {
                        let found = self.builtin[*builtin as usize]?.matched(self.words);
                        (found.phrase, Some(found.lang))
                    }
                    Told::Stems(stems) => (self.own_words(stems)?, None),
                };
                Some(TopicMatch {
                    topic: topic.name.clone(),
                    phrase,
                    lang,
                })
            })
            .collect()
    }

    /// All of a topic's words, in any order and form.
    fn own_words(&self, stems: &[String]) -> Option<String> {
        if stems.is_empty() {
            return None;
        }
        let mut phrase: Vec<&str> = Vec::new();
        for wanted in stems {
            let mut words = self.words.iter();
            phrase.push(&words.find(|word| stem(&word.text) == wanted)?.text);
        }
        Some(phrase.join(" "))
    }
}

/// Words that carry no topic in the phrases people configure.
const SMALL: &[&str] = &[
    "the", "and", "for", "with", "about", "any", "our", "your", "der", "die", "das", "und", "fur",
    "mit", "les", "des", "une", "pour", "avec", "los", "las", "del", "para", "con", "per", "uma",
    "com", "het", "een", "van", "voor", "met",
];

fn stemmed(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').map(stem).collect();
    words.join(" ")
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (topic, lang, patterns) in lexicon::TOPICS {
        lexicon.add(*lang, *topic as usize, &[], patterns);
    }
    lexicon
});

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Topic> {
        [
            "payment dispute",
            "account security",
            "legal threat",
            "personal safety",
            "legal advice",
            "medical advice",
            "competitors",
            "gift cards for schools",
        ]
        .map(Topic::new)
        .to_vec()
    }

    fn topics(text: &str) -> Vec<String> {
        Touched::by(&words(text))
            .among(&all())
            .into_iter()
            .map(|found| found.topic)
            .collect()
    }

    #[test]
    fn built_in_topics_are_recognised_in_each_language() {
        let cases = [
            ("I was charged twice for my order", "payment dispute"),
            (
                "there's a charge on my card I don't recognize",
                "payment dispute",
            ),
            ("I will open a chargeback with my bank", "payment dispute"),
            ("ihr habt mir zweimal abgebucht", "payment dispute"),
            ("unberechtigte Abbuchung", "payment dispute"),
            ("j'ai été débité deux fois", "payment dispute"),
            ("me cobraron dos veces", "payment dispute"),
            ("mi avete addebitato due volte", "payment dispute"),
            ("fui cobrado duas vezes", "payment dispute"),
            ("er is twee keer afgeschreven", "payment dispute"),
            ("pobrano opłatę dwa razy", "payment dispute"),
            ("my account was hacked", "account security"),
            ("someone logged into my account", "account security"),
            ("I got a phishing mail from you", "account security"),
            ("Mein Konto wurde gehackt", "account security"),
            ("mon compte a été piraté", "account security"),
            ("hackearon mi cuenta", "account security"),
            ("hanno hackerato il mio account", "account security"),
            ("minha conta foi hackeada", "account security"),
            ("mijn account is gehackt", "account security"),
            ("ktoś włamał się na moje konto", "account security"),
            ("my lawyer will contact you", "legal threat"),
            ("I'm going to sue you", "legal threat"),
            ("see you in court", "legal threat"),
            ("Ich schalte meinen Anwalt ein", "legal threat"),
            ("je vais porter plainte", "legal threat"),
            ("voy a demandarlos", "legal threat"),
            ("vi faccio causa", "legal threat"),
            ("vou processar vocês", "legal threat"),
            ("ik schakel mijn advocaat in", "legal threat"),
            ("pozwę was do sądu", "legal threat"),
            ("I paid twice for my order", "payment dispute"),
            (
                "why do I have to pay for this order twice",
                "payment dispute",
            ),
            ("you charged me again", "payment dispute"),
            ("you won't refund me", "payment dispute"),
            ("they refuse to refund my money", "payment dispute"),
            ("you never refunded me", "payment dispute"),
            ("they will not give me my money back", "payment dispute"),
            ("the charger caught fire", "personal safety"),
            ("the plug melted", "personal safety"),
            ("your driver followed me home", "personal safety"),
            ("a man from your team followed me", "personal safety"),
            ("I cut myself on the box", "personal safety"),
            ("I hurt myself assembling the chair", "personal safety"),
            ("it gave me an electric shock", "personal safety"),
            ("your courier threatened me", "personal safety"),
            ("das Ladegerät hat Feuer gefangen", "personal safety"),
            ("le chargeur a pris feu", "personal safety"),
            ("el cargador se incendió", "personal safety"),
            ("il caricatore ha preso fuoco", "personal safety"),
            ("o carregador pegou fogo", "personal safety"),
            ("de lader vloog in brand", "personal safety"),
            ("ładowarka się zapaliła", "personal safety"),
            ("can you give me legal advice", "legal advice"),
            ("Is it legal to resell these?", "legal advice"),
            ("will this cream cure my eczema", "medical advice"),
            ("is it safe during pregnancy", "medical advice"),
            ("are you cheaper than other shops", "competitors"),
            ("do schools get gift cards", "gift cards for schools"),
        ];
        for (text, expected) in cases {
            assert!(
                topics(text).iter().any(|topic| topic == expected),
                "{text}: {:?}",
                topics(text)
            );
        }
    }

    #[test]
    fn ordinary_questions_touch_none() {
        for text in [
            "Where is my order?",
            "Can I pay in two instalments?",
            "How do I charge the lamp?",
            "Which charger do I need?",
            "I forgot my password",
            "How do I change my password?",
            "How do I close my account?",
            "What payment methods do you take?",
            "Is my payment safe?",
            "Do you ship to court street?",
            "Does it suit me?",
            "fire pit delivery",
            "do you sell gift cards",
            "Are sale items not refundable?",
            "Is shipping never refunded?",
            "Which items are not refunded?",
            "Which fees will not be refunded?",
            "Do I have to pay for shipping again if I exchange?",
            "Can I pay twice with two gift cards?",
            "I paid for shipping, will I pay again?",
            "I followed my tracking link but it is empty",
            "I followed us to your page on Instagram",
            "you followed me on Instagram",
            "the chocolate melted",
            "my candle melted in the sun",
            "Die Schokolade ist geschmolzen",
            "Muss ich den Versand noch einmal bezahlen?",
            "Dois-je payer deux fois les frais de port ?",
            "¿Tengo que pagar el envío dos veces?",
            "Devo pagare due volte la spedizione?",
            "Tenho de pagar o envio duas vezes?",
            "Moet ik twee keer verzendkosten betalen?",
            "Czy muszę zapłacić za wysyłkę dwa razy?",
            "Wie lange dauert der Versand?",
            "Comment retourner un article ?",
            "¿Cuánto cuesta el envío?",
            "Quanto costa la spedizione?",
            "Como faço uma devolução?",
            "Hoe kan ik betalen?",
            "Jak zwrócić buty?",
        ] {
            assert_eq!(topics(text), Vec::<String>::new(), "{text}");
        }
    }
}
