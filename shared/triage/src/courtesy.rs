//! A message that is a greeting, thanks or "Who are you?" and nothing else.
//!
//! For: answering it in kind, since no help page has an answer to "Hello", and who is there is told the same by every
//! model (invariant 3). The whole message has to be courtesy: one
//! word that could ask for something, deny or complain, and it is a question like any other.
//! Not for: greetings before a question.

use std::sync::LazyLock;

use handrail_text::{
    lang::Lang,
    lexicon::{Lexicon, Span},
    words::{Word, words},
};

#[path = "courtesy_lexicon.rs"]
mod lexicon;

use lexicon::{EVERYWHERE, GROUPS, ROWS, Row};

/// More words than a courtesy has.
const MAX_WORDS: usize = 24;

/// What a courteous message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courtesy {
    /// It says hello.
    Greeting,
    /// It says thanks or goodbye.
    Thanks,
    /// It asks whom it is talking to, or whether that is a person.
    Who,
}

impl Courtesy {
    /// The short reply of this assistant: no exclamation, no feelings.
    pub fn reply(self, lang: Lang, assistant: &str) -> String {
        let row = ROWS.iter().find(|row| row.lang == lang);
        row.map_or_else(String::new, |row| match self {
            Courtesy::Greeting => row.to_greeting.to_owned(),
            Courtesy::Thanks => row.to_thanks.to_owned(),
            Courtesy::Who => row.to_who.join(assistant),
        })
    }
}

/// What `text`, masked, is a courtesy for, with the language to answer in: `panel` where its words are of it, else the
/// first that has them all. `assistant` is the name that may be addressed.
pub fn courtesy(text: &str, panel: Lang, assistant: &str) -> Option<(Courtesy, Lang)> {
    let text = words(text);
    if text.len() > MAX_WORDS {
        return None;
    }
    let mut spans = Vec::new();
    LEXICON.find(&text, &mut |span| {
        spans.push(span);
        false
    });
    let assistant = words(assistant);
    [panel]
        .into_iter()
        .chain(ROWS.iter().map(|row| row.lang))
        .find_map(|lang| Some((courtesy_in(&text, &spans, lang, &assistant)?, lang)))
}

/// The longest courtesies of one language, one behind the other over the whole text.
fn courtesy_in(text: &[Word], spans: &[Span], lang: Lang, assistant: &[Word]) -> Option<Courtesy> {
    let (mut said, mut at) = (None, 0);
    while at < text.len() {
        let here = spans
            .iter()
            .filter(|span| span.first == at && span.lang == lang);
        // Of equally long ones the first: a greeting before thanks before asking who is there before what stands beside them.
        let longest = here.rev().max_by_key(|span| span.end);
        let (end, tag) = match longest {
            Some(span) => (span.end, span.tag),
            None if is_named(&text[at..], assistant) => (at + assistant.len(), BESIDE),
            None => return None,
        };
        said = match tag {
            WHO => Some(Courtesy::Who),
            // Who says hello and thanks has been helped.
            THANKS if said != Some(Courtesy::Who) => Some(Courtesy::Thanks),
            GREETING => said.or(Some(Courtesy::Greeting)),
            _ => said,
        };
        at = end;
    }
    said
}

fn is_named(text: &[Word], name: &[Word]) -> bool {
    !name.is_empty()
        && text.len() >= name.len()
        && text.iter().zip(name).all(|(a, b)| a.text == b.text)
}

const GREETING: usize = 0;
const THANKS: usize = 1;
const BESIDE: usize = 2;
const WHO: usize = 3;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    let mut add = |lang: Lang, row: &Row| {
        lexicon.add(lang, GREETING, GROUPS, row.greeting);
        lexicon.add(lang, THANKS, GROUPS, row.thanks);
        lexicon.add(lang, WHO, GROUPS, row.who);
        lexicon.add(lang, BESIDE, GROUPS, row.beside);
    };
    for row in ROWS {
        add(row.lang, row);
        add(row.lang, &EVERYWHERE);
    }
    lexicon
});

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Courtesy, Lang)> {
        courtesy(text, Lang::En, "Mira")
    }

    #[test]
    fn greetings_are_read_in_each_language() {
        for (text, lang) in [
            ("Hello", Lang::En),
            ("hi", Lang::En),
            ("HELLO???", Lang::En),
            ("heyyyy", Lang::En),
            ("Hi there 👋", Lang::En),
            ("Hi Mira,", Lang::En),
            ("Hello, Mira. How are you doing today?", Lang::En),
            ("Good morning everyone!", Lang::En),
            ("Hello, my name is [NAME_1]", Lang::En),
            ("hey team, I'm [NAME_12]. Nice to meet you", Lang::En),
            ("Hi [NAME_1]", Lang::En),
            ("Hallo, ich heiße [NAME_1]", Lang::De),
            ("Guten Tag zusammen", Lang::De),
            ("Moin moin", Lang::De),
            ("Hallo, wie geht es Ihnen?", Lang::De),
            ("Bonjour, je m'appelle [NAME_1].", Lang::Fr),
            ("Bonsoir à tous, comment ça va ?", Lang::Fr),
            ("¡Hola! ¿Qué tal?", Lang::Es),
            ("Buenos días, soy [NAME_1]", Lang::Es),
            ("Buongiorno, mi chiamo [NAME_1]", Lang::It),
            ("Ciao a tutti", Lang::It),
            ("Olá, bom dia, tudo bem?", Lang::Pt),
            ("Oi, meu nome é [NAME_1]", Lang::Pt),
            ("Goedemiddag, mijn naam is [NAME_1]", Lang::Nl),
            ("Hoi, hoe gaat het?", Lang::Nl),
            ("Dzień dobry, nazywam się [NAME_1]", Lang::Pl),
            ("Cześć!", Lang::Pl),
        ] {
            assert_eq!(read(text), Some((Courtesy::Greeting, lang)), "{text}");
        }
    }

    #[test]
    fn thanks_are_read_in_each_language() {
        for (text, lang) in [
            ("Thanks!", Lang::En),
            ("ok thank you", Lang::En),
            ("Thank you so much for your quick help 🙏", Lang::En),
            ("thanks a lot, that helped", Lang::En),
            ("Great, thanks again Mira", Lang::En),
            ("Perfect.", Lang::En),
            ("Hi, thanks for everything", Lang::En),
            ("That's all, bye", Lang::En),
            ("Have a nice day!", Lang::En),
            ("Vielen Dank für Ihre schnelle Hilfe", Lang::De),
            ("Thanks, I will try that", Lang::En),
            ("Ok, danke schön", Lang::De),
            ("Super, das hat mir geholfen. Schönen Tag noch!", Lang::De),
            ("Merci beaucoup pour votre aide", Lang::Fr),
            ("D'accord, merci. Bonne journée", Lang::Fr),
            ("Muchas gracias por su ayuda", Lang::Es),
            ("Vale, gracias. Hasta luego", Lang::Es),
            ("Grazie mille, buona giornata", Lang::It),
            ("Perfetto, grazie per l'aiuto", Lang::It),
            ("Muito obrigada pela ajuda!", Lang::Pt),
            ("Ok obrigado, até logo", Lang::Pt),
            ("Hartelijk dank voor de snelle reactie", Lang::Nl),
            ("Dank u wel, fijne dag nog", Lang::Nl),
            ("Dziękuję bardzo za pomoc", Lang::Pl),
            ("Super, dzięki. Miłego dnia", Lang::Pl),
        ] {
            assert_eq!(read(text), Some((Courtesy::Thanks, lang)), "{text}");
        }
    }

    #[test]
    fn who_is_there_is_asked_in_each_language() {
        for (text, lang) in [
            ("Who are you?", Lang::En),
            ("Hi Mira, are you a bot?", Lang::En),
            ("Are you a real person", Lang::En),
            ("am I talking to a human being?", Lang::En),
            ("Hello, what's your name? Thanks", Lang::En),
            ("Wer bist du?", Lang::De),
            ("Hallo, mit wem spreche ich gerade?", Lang::De),
            ("Sind Sie ein echter Mensch?", Lang::De),
            ("Qui êtes-vous ?", Lang::Fr),
            ("Bonjour, est-ce que vous êtes un robot ?", Lang::Fr),
            ("¿Con quién hablo?", Lang::Es),
            ("¿Eres una persona real?", Lang::Es),
            ("Chi sei?", Lang::It),
            ("Sto parlando con una persona vera?", Lang::It),
            ("Quem é você?", Lang::Pt),
            ("Você é um robô?", Lang::Pt),
            ("Wie ben je?", Lang::Nl),
            ("Ben je een echt mens?", Lang::Nl),
            ("Z kim rozmawiam?", Lang::Pl),
            ("Czy jesteś botem?", Lang::Pl),
        ] {
            assert_eq!(read(text), Some((Courtesy::Who, lang)), "{text}");
        }
    }

    #[test]
    fn whatever_asks_more_is_no_courtesy() {
        for text in [
            "are you a person I can talk to",
            "Are you open?",
            "who are you owned by",
            "is this a return",
            "are you human? I need to return shoes",
            "what is your name and address",
            "",
            "🙂",
            "ok",
            "Ok.",
            "yes",
            "[NAME_1]",
            "my name is [NAME_1]",
            "hi, where is my parcel",
            "Hello, my name is [NAME_1] and my parcel is late",
            "Hello, my name is misspelled",
            "hi my email is [EMAIL_1]",
            "thanks but it still does not work",
            "Thanks for nothing",
            "no thanks",
            "No, thank you",
            "that did not help, thanks",
            "not great",
            "great, and how long does it take?",
            "thanks, and to Canada?",
            "hello is anyone there",
            "hello human please",
            "hello 4711",
            "hi, help",
            "Thanks. It is broken.",
            "Hallo, wo ist mein Paket?",
            "Nein danke",
            "danke, aber das hilft nicht",
            "Wann bekomme ich das? Danke",
            "Bonjour, où est mon colis",
            "non merci",
            "gracias pero no funciona",
            "no, gracias",
            "grazie ma non funziona",
            "não, obrigado",
            "nee bedankt",
            "nie, dziękuję",
            "dzień dobry, gdzie jest paczka",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_panels_language_answers_where_the_words_are_of_it() {
        for (text, panel, lang) in [
            ("Hi", Lang::De, Lang::De),
            ("Hallo", Lang::Nl, Lang::Nl),
            ("Hallo", Lang::Fr, Lang::De),
            ("Merci", Lang::De, Lang::De),
            ("Super, merci", Lang::En, Lang::Fr),
            ("Ciao", Lang::En, Lang::It),
            ("Super", Lang::En, Lang::En),
            ("Super", Lang::Pl, Lang::Pl),
            ("Thank you", Lang::De, Lang::En),
        ] {
            let read = courtesy(text, panel, "");
            assert_eq!(read.map(|(_, lang)| lang), Some(lang), "{text}");
        }
    }

    #[test]
    fn every_language_has_a_calm_reply() {
        for lang in Lang::ALL {
            // A greeting asks what is wanted; thanks are not asked back to, or "no" would be the answer.
            for (courtesy, end) in [
                (Courtesy::Greeting, '?'),
                (Courtesy::Thanks, '.'),
                (Courtesy::Who, '.'),
            ] {
                let reply = courtesy.reply(lang, "Mira");
                assert!(reply.ends_with(end) && !reply.contains('!'), "{lang:?}");
                assert_eq!(reply.contains("Mira"), courtesy == Courtesy::Who);
            }
        }
    }
}
