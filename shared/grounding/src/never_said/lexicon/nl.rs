//! The Dutch words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::Nl,
    &[
        ("adv", "echt|werkelijk|ook|gewoon|zelf|wel"),
        ("det", "een van onze|een|de|het|je|jouw|uw|ons|onze|n"),
        (
            "real",
            "echt|echte|levend|levende|menselijk|menselijke|werkelijke",
        ),
        ("who", "mens|mensen|persoon|man|vrouw"),
        (
            "role",
            "medewerker|medewerkster|collega|agent|adviseur|vertegenwoordiger|teamlid|klantenservicemedewerker",
        ),
        ("now", "nu|inmiddels|momenteel|al"),
        (
            "team",
            "team|klantenservice|support|service|afdeling|klantendienst",
        ),
        ("bot", "ai|robot|bot|chatbot|machine|computer|programma"),
    ],
    &[
        (
            Claim,
            lines![
                "[ik ben|wij zijn|we zijn] @adv? @det? @real? @who",
                "ik ben @adv? @det? @real @role",
                "ik ben @adv? @det? @role [van|bij|hier]",
                "[ik ben|mijn naam is|ik heet|dit is] ..1 [van|uit|bij] [ons|het|onze|de] ..1 @team",
                "als mens",
                "[je spreekt|u spreekt|jij spreekt|je praat|u praat|je chat|u chat|je schrijft|u schrijft|je bent|u bent] @now? met @det? @real? [@who|@role]",
                "[je spreekt|u spreekt|jij spreekt|je praat|u praat|je chat|u chat|je bent|u bent] @now? met ..1 [van|uit] [ons|het|onze|de] ..1 @team",
                "[@who|@role] ..1 [is|heeft] ..2 [toegetreden|overgenomen|erbij gekomen|aangesloten|bijgekomen]",
            ],
        ),
        (
            Denial,
            lines![
                "ik ben ..1 geen @bot",
                "[u|je] [spreekt|praat|chat] niet met @det? @bot"
            ],
        ),
        (
            Unreal,
            lines!["[als|wanneer|zodra|totdat|tot|nadat|voordat|indien]"],
        ),
        (
            Machine,
            lines!["[ai|robot|bot|chatbot|virtue*|automat*|digita*|kunstmatig*]"],
        ),
        (
            Secret,
            lines![
                "[kaartnummer|creditcardnummer|kaartgegevens|creditcardgegevens|pasnummer]",
                "[cvc|cvv|pin|pincode|wachtwoord|wachtwoorden|beveiligingscode|verificatiecode|controlegetal|inlogcode|toegangscode|eenmalige code|otp|sms code|tan]",
                "code ..1 [uit|in|van] [de|het|je|uw|een]? [sms|bericht|app|mail|e mail|sms bericht]",
                "code die ..3 [gestuurd|verstuurd|ontvangen|gekregen|stuurden]",
            ],
        ),
        (
            Ask,
            lines![
                "[geef|geeft|noem|noemt|stuur|stuurt|vertel|vertelt|deel|deelt|mail|zeg|zegt|meld|lees] [me|mij|ons|u|je|eens|alsjeblieft|uw|jouw|de|het]",
                "[geven|sturen|vertellen|delen|noemen|doorgeven|zeggen|mailen]",
                "[wat|welke] [is|zijn] [je|jouw|uw|de|het]",
                "[ik|wij|we] ..1 [heb|hebben|wil|willen] ..4 nodig?",
                "[heb|hebben] [ik|we|wij]",
            ],
        ),
        (
            Enter,
            lines!["[typ|type|typt|voer|voert|vul|vult|tik|bevestig|invoeren|intypen|invullen]"],
        ),
        (
            Not,
            lines![
                "[nooit|niet|geen|niemand|zonder|noch|vermijd|vergeten|herstellen|wijzigen|iemand]"
            ],
        ),
        (Not, lines!["[wij|we|ik] [sturen|stuur] [je|u|jou]"]),
        (
            Place,
            lines![
                "[kassa|website|site|pagina|app|formulier|account|terminal|scherm|veld|automaat|browser]"
            ],
        ),
        (
            Chat,
            lines!["[hier|chat|mij|ons|hieronder|antwoord|gesprek]"],
        ),
        (
            Harmless,
            lines![
                "[cadeau*|klanten*|korting*|spaar*|post*|track*|bestel*]",
                "laatste ..1 cijfers"
            ],
        ),
    ],
);
