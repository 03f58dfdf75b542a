//! Plain words of someone who may hurt themselves.
//!
//! For: bringing a person at once, with a careful text. Recall before precision, yet everyday exaggeration
//! ("this app is killing me") stays a support question.
//! Not for: judging how great the danger is.

use std::sync::LazyLock;

use handrail_text::{
    lang::Lang,
    lexicon::{Lexicon, Match, lines},
    words::{Word, words},
};

/// The key of the careful text in catalogues of interface texts.
pub const TEXT_KEY: &str = "self_harm";

/// The first plain words of danger to oneself, if any.
pub fn self_harm(text: &str) -> Option<Match> {
    self_harm_in(&words(text))
}

/// What the visitor reads while a person is brought, in the name of the site, whoever has the
/// conversation: no promise, no diagnosis.
pub fn careful_text(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "This sounds serious, so we've asked a person from our team to come in. If you might be in danger now, please call your local emergency number or someone you trust."
        }
        Lang::De => {
            "Das klingt ernst. Wir haben jemanden aus unserem Team dazugebeten. Wenn Sie jetzt in Gefahr sein könnten, rufen Sie bitte den örtlichen Notruf an oder jemanden, dem Sie vertrauen."
        }
        Lang::Fr => {
            "Ce que vous écrivez est sérieux. Nous avons demandé à une personne de notre équipe de venir. Si vous êtes peut-être en danger maintenant, appelez le numéro d'urgence local ou quelqu'un de confiance."
        }
        Lang::Es => {
            "Esto suena serio, así que hemos pedido a una persona de nuestro equipo que venga. Si puede estar en peligro ahora, llame al número de emergencias local o a alguien de confianza."
        }
        Lang::It => {
            "Sembra una cosa seria, quindi abbiamo chiesto a una persona del nostro team di intervenire. Se potrebbe essere in pericolo adesso, chiami il numero di emergenza locale o qualcuno di cui si fida."
        }
        Lang::Pt => {
            "Isto parece sério, por isso pedimos a uma pessoa da nossa equipa que venha. Se pode estar em perigo agora, ligue para o número de emergência local ou para alguém de confiança."
        }
        Lang::Nl => {
            "Dit klinkt ernstig, dus we hebben iemand van ons team gevraagd erbij te komen. Bent u nu misschien in gevaar, bel dan het plaatselijke alarmnummer of iemand die u vertrouwt."
        }
        Lang::Pl => {
            "To brzmi poważnie, więc poprosiliśmy osobę z naszego zespołu o pomoc. Jeśli coś może Ci teraz grozić, zadzwoń pod lokalny numer alarmowy lub do kogoś, komu ufasz."
        }
    }
}

pub(crate) fn self_harm_in(words: &[Word]) -> Option<Match> {
    let found = LEXICON.find(words, &mut |span| {
        // What tells of a mishap begins with the match or a word before it.
        let around = &words[span.first.saturating_sub(1)..words.len().min(span.end + 8)];
        span.tag == SURE
            || MISHAPS
                .find(around, &mut |_| true)
                .is_none_or(|mishap| mishap.first > 1)
    });
    found.map(|span| span.matched(words))
}

const SURE: usize = 0;
const UNLESS_MISHAP: usize = 1;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, patterns) in TABLES {
        lexicon.add(*lang, SURE, &[], patterns);
    }
    lexicon.add(Lang::En, UNLESS_MISHAP, &[], EN_UNLESS_MISHAP);
    lexicon
});

static MISHAPS: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    lexicon.add(Lang::En, 0, &[], EN_MISHAPS);
    lexicon
});

/// Words that are danger alone, and none where they tell of a product.
const EN_UNLESS_MISHAP: &str = lines!["[hurt|harm|cut] myself", "[end|ending|take|taking] my life"];

/// What tells of a product or an accident with it.
const EN_MISHAPS: &str = lines![
    "[hurt|harm|cut] myself [badly|quite badly|slightly]? [on|against] [the|your|a|an|this|that|these|its|it|one|some]",
    "[hurt|harm|cut] myself [badly|quite badly|slightly]? [when|while|whilst|as]? [i was|i tried to|trying to]? [assembl*|opening|open|unpack*|unbox*|install*|mounting|cleaning|building|removing|carrying|lifting|putting it|putting together|putting the|using the|using your|using this|using it]",
    "accidentally [hurt|harm|cut] myself",
    "[hurt|harm|cut] myself [by accident|accidentally]",
    "[end|ending|take|taking] my life [insurance|assurance|jacket|jackets|vest|savings|policy|cover|membership]",
];

const TABLES: &[(Lang, &str)] = &[
    (
        Lang::En,
        lines![
            "[kill|killing|hurting|harming|cutting|hang|hanging|shoot|drown] myself",
            "[want to|wanna|wanted to|going to|gonna|about to|plan to|planning to|urge to|need to|feel like] [just]? [hurt|harm|cut] myself",
            "[hurt|harm|cut] myself ..2 [arm|arms|wrist|wrists|thigh|thighs|purpose]",
            "[suicide|suicidal]",
            "[end|ending|take|taking] my own life",
            "end it all",
            "[want|wanna|wanted|going|ready|rather|wish|wishing] [to]? [i]? [just]? [could]? [die|be dead|was dead|were dead]",
            "wish i [was|were] [dead|never born|not alive]",
            "[dont|do not] [really|even]? [want to|wanna] [be alive|wake up|exist|go on|be here any more|be here anymore]",
            "[dont|do not] [really|even]? [want to|wanna] live [$|any more|anymore|like this|in this world|no more|now|and|because|if]",
            "[no|not any|any] [reason|point|point in] [to|in]? [live|living|go on living|being alive]",
            "[cant|cannot|can not] [go on|live] [living|like this|any more|anymore]",
            "better off [dead|without me]",
            "[self harm*|selfharm*|self injur*]",
            "[kms|unalive myself]",
            "[jump|throw myself] [off|from|in front of] [a|the] [bridge|roof|building|train]",
            "[life|living] [is not|isnt|not] worth [living|it]",
            "[thinking|think|thought] [about|of] [dying|ending it|killing myself|suicide]",
        ],
    ),
    (
        Lang::De,
        lines![
            "[selbstmord*|suizid*|selbstverletz*]",
            "[mich|mir] ..3 [umbring*|umzubringen|toten|erhang*|erschiess*|ritz*|das leben nehm*|das leben zu nehmen|etwas antun|was antun|etwas anzutun|was anzutun]",
            "[bring|bringe] mich [jetzt|heute|gleich|noch]? um",
            "[will|mochte|mag|kann] ..2 nicht mehr leben",
            "[will|mochte|wollte|wurde] [einfach|nur|lieber|jetzt]? [sterben|tot sein]",
            "ware [ich]? [lieber|besser]? tot",
            "[leben|dasein] ..2 [beenden|ein ende setzen|keinen sinn mehr]",
            "keinen [grund|sinn] ..2 [zu leben|leben]",
            "[lebensmude|nicht mehr leben]",
        ],
    ),
    (
        Lang::Fr,
        lines![
            "[suicide|suicider|suicidaire|suicidaires]",
            "me [tuer|suicider|pendre|faire du mal|scarifier|foutre en l air]",
            "[mettre fin|en finir] ..1 [mes jours|ma vie|avec la vie]",
            "[veux|voudrais|envie de|prefere] [mourir|crever|etre mort|etre morte]",
            "[ne]? [veux|peux] plus vivre",
            "[plus|aucune] [envie|raison] de vivre",
            "[automutil*|auto mutil*]",
            "mieux si j etais [mort|morte]",
        ],
    ),
    (
        Lang::Es,
        lines![
            "[suicidio|suicidar|suicidarme|suicida|suicidarse|suicidas]",
            "[matarme|ahorcarme|cortarme las venas|hacerme dano|lastimarme|autolesion*]",
            "me [quiero|voy a|voy] [a]? [matar|suicidar|morir]",
            "[quitarme la vida|acabar con mi vida|terminar con mi vida|quitar la vida]",
            "[quiero|quisiera|prefiero|ganas de] [morir|morirme|estar muert*]",
            "no quiero [seguir]? [vivir|viviendo] [mas]?",
            "[sin|ninguna|no tengo] [ganas|razon|razones|motivos] ..1 [de|para] [vivir|seguir viviendo]",
        ],
    ),
    (
        Lang::It,
        lines![
            "[suicidio|suicidarmi|suicida|suicidarsi]",
            "[uccidermi|ammazzarmi|impiccarmi|farmi del male|farmi fuori|tagliarmi le vene|autolesion*]",
            "mi [voglio|vorrei] [uccidere|ammazzare|suicidare]",
            "mi [ammazzo|uccido|suicido]",
            "[togliermi la vita|farla finita|porre fine alla mia vita]",
            "[voglio|vorrei|preferirei|voglia di] [solo]? [morire|essere mort*]",
            "non [voglio|vorrei|riesco] [piu]? [a]? vivere [piu]?",
            "[nessun|nessuna|senza] [motivo|ragione] [per|di] vivere",
        ],
    ),
    (
        Lang::Pt,
        lines![
            "[suicidio|suicidar|suicida|suicidarme]",
            "me [matar|suicidar|enforcar|machucar|cortar os pulsos|ferir]",
            "[matar me|suicidar me|enforcar me|magoar me|automutil*]",
            "[tirar|acabar com|por fim|terminar com|por termo] [a]? minha [propria]? vida",
            "[quero|queria|vontade de|prefiro] [so]? [morrer|estar morto|estar morta]",
            "nao [quero|aguento] [mais]? [viver|continuar vivo|continuar viva] [mais]?",
            "[sem|nenhuma|nenhum] [motivo|razao|vontade] [para|de|pra] viver",
        ],
    ),
    (
        Lang::Nl,
        lines![
            "[zelfmoord*|suicide|suicidaal|suicidale|zelfbeschadig*|zelfdoding]",
            "[mezelf|mijzelf|me zelf|mij zelf] ..3 [doden|ombrengen|verhangen|pijn doen|iets aandoen|wat aandoen|snijden|van kant maken|van het leven beroven|te doden]",
            "[maak|maken|wil] ..3 einde [aan|maken aan] [mijn leven|het leven|maken]",
            "[wil|wou|zou] ..2 [dood|doodgaan|sterven|dood zijn]",
            "[wil|kan|hoef] ..2 niet [meer|langer] [leven|verder leven]",
            "geen [reden|zin] [meer]? [om|in] [te|het]? leven",
            "uit het leven stappen",
        ],
    ),
    (
        Lang::Pl,
        lines![
            "[samoboj*|samookalecz*]",
            "[zabic|powiesic|skrzywdzic|okaleczyc|pociac|okaleczam|zabije|powiesze] sie",
            "sie [zabic|powiesic|zabije|powiesze|potne]",
            "[odebrac|odbiore] sobie zycie",
            "[skonczyc|skoncze] ze soba",
            "[zrobic|zrobie] sobie [krzywde|cos zlego|cos]",
            "[chce|chcialbym|chcialabym|wole] [juz|po prostu]? [umrzec|nie zyc|byc martw*]",
            "nie chce [mi]? [sie]? [juz]? [dluzej]? zyc",
            "nie mam [po co|dla kogo|powodu|sily] ..1 zyc",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_statements_are_seen() {
        for text in [
            "I want to kill myself",
            "i'm going to kill myself because of this",
            "I don't want to live anymore",
            "I dont wanna be alive any more",
            "I want to die",
            "I just want to die",
            "thinking about suicide",
            "I feel suicidal",
            "I am going to end my life",
            "there's no reason to live",
            "everyone would be better off without me",
            "I've been cutting myself",
            "I cut myself",
            "I cut myself when I am sad",
            "I hurt myself on purpose",
            "I cut myself on the arm",
            "I cut myself on my wrists",
            "I want to hurt myself using your knife",
            "I want to end my life",
            "I want to end my own life",
            "I might take my life",
            "I wish I was dead",
            "Ich will mich umbringen",
            "ich bringe mich um",
            "Ich möchte nicht mehr leben",
            "ich denke an Selbstmord",
            "Ich will einfach sterben",
            "Je veux mourir",
            "je vais me suicider",
            "J'ai envie d'en finir avec la vie",
            "je ne veux plus vivre",
            "quiero morir",
            "me quiero matar",
            "No quiero vivir más",
            "pienso en el suicidio",
            "voglio morire",
            "voglio uccidermi",
            "non voglio più vivere",
            "penso al suicidio",
            "quero morrer",
            "vou me matar",
            "não quero mais viver",
            "ik wil dood",
            "ik wil zelfmoord plegen",
            "ik wil niet meer leven",
            "ik ga mezelf pijn doen",
            "chcę umrzeć",
            "chcę się zabić",
            "nie chcę już żyć",
            "myślę o samobójstwie",
        ] {
            assert!(self_harm(text).is_some(), "{text}");
        }
    }

    #[test]
    fn exaggeration_and_things_are_not() {
        for text in [
            "this app is killing me",
            "the battery is dead",
            "my phone died",
            "I'm dying to know when it ships",
            "the wait is killing me",
            "can I kill the subscription",
            "deadline for returns",
            "I cut the cable myself",
            "I want to end my life insurance",
            "can I take my life jacket on the plane",
            "I cut myself on the box",
            "I cut myself badly on your packaging",
            "I hurt myself assembling the chair",
            "I hurt myself while opening the parcel",
            "I accidentally cut myself",
            "could I hurt myself when I was unpacking it",
            "Ich habe mich am Karton geschnitten",
            "Ich möchte meine Lebensversicherung beenden",
            "Je me suis coupé avec la boîte",
            "me corté con la caja",
            "mi sono tagliato con la scatola",
            "cortei-me na caixa",
            "ik heb mezelf gesneden aan de doos",
            "skaleczyłem się o pudełko",
            "I want to live chat",
            "I don't want to live with this sofa",
            "do you sell shoes to die for",
            "die Batterie ist tot",
            "wann will die Lieferung ankommen",
            "ik wil die tas",
            "Das bringt mich um den Verstand",
            "le chargeur est mort",
            "me muero por verlo",
            "la batteria è morta",
            "a bateria morreu",
            "de accu is dood",
            "bateria padła",
            "I want to cancel",
        ] {
            assert_eq!(self_harm(text), None, "{text}");
        }
    }

    #[test]
    fn the_careful_text_is_of_no_ai_and_promises_nothing() {
        for lang in Lang::ALL {
            let text = careful_text(lang);
            assert!(
                (100..300).contains(&text.len()) && !text.contains('!'),
                "{lang:?}"
            );
            let names_ai = text
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| ["AI", "KI", "IA"].contains(&word));
            assert!(!names_ai, "{lang:?}");
        }
        assert!(careful_text(Lang::En).contains("emergency number"));
    }
}
