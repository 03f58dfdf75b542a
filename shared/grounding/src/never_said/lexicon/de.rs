//! The German words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::De,
    &[
        (
            "adv",
            "wirklich|tatsachlich|naturlich|selbst|auch|nur|ja|eben|echt",
        ),
        (
            "det",
            "ein|eine|einer|einem unserer|einer unserer|einem|einen|der|die|den|dem|ihr|ihre|ihrer|dein|deine|unser|unsere|unserem|unserer|kein",
        ),
        (
            "real",
            "echter|echte|echtes|echten|richtiger|richtige|wirklicher|wirkliche|menschlicher|menschliche|menschlichen|lebender|lebendiger|realer|reale|realen",
        ),
        ("who", "mensch|menschen|person|mann|frau"),
        (
            "role",
            "mitarbeiter*|berater*|kollege|kollegen|kollegin|agent|agentin|agenten|ansprechpartner*|sachbearbeiter*|angestellte*|betreuer*",
        ),
        ("now", "jetzt|nun|gerade|bereits|schon"),
        (
            "team",
            "team|support|kundendienst*|kundenservice*|service|serviceteam|abteilung",
        ),
        (
            "bot",
            "ki|bot|roboter|chatbot|maschine|computer|programm|automat",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[ich bin|wir sind] @adv? @det? @real? @who",
                "ich bin @adv? @det? @real @role",
                "ich bin @adv? @det? @role [von|bei|der|des|im|aus|hier]",
                "[ich bin|mein name ist|ich heisse|hier ist|hier schreibt|hier spricht] ..1 [aus|vom|von] [unserem|dem|der|unserer]? ..1 @team",
                "als mensch",
                "[sie sprechen|sie chatten|sie schreiben|sie reden|du sprichst|du chattest|du schreibst|sie sind|du bist] @now? mit @det? @real? [@who|@role]",
                "[sie sprechen|sie chatten|sie schreiben|sie reden|du sprichst|du chattest|du schreibst|sie sind|du bist] @now? mit ..1 [aus|vom|von] [unserem|dem|der|unserer]? ..1 @team",
                "[sie sind|du bist|sie wurden|du wurdest] @now? mit ..3 [verbunden]",
                "[@who|@role] ..1 [ist|hat] ..3 [beigetreten|dazugekommen|dazugestossen|ubernommen|zugeschaltet]",
                "[ist|hat] ..1 [dem|diesem|den|diesen] [chat|gesprach] ..1 [beigetreten|ubernommen]",
            ],
        ),
        (
            Denial,
            lines![
                "[ich bin|hier ist] ..1 [kein|keine|keiner] @bot",
                "ich bin nicht [eine|die]? ki"
            ],
        ),
        (Unreal, lines!["[wenn|sobald|falls|bis|nachdem|ob|bevor]"]),
        (
            Machine,
            lines!["[ki*|bot|chatbot|virtuell*|automat*|digital*|kunstlich*]"],
        ),
        (
            Secret,
            lines![
                "[kartennummer|kreditkartennummer|kartendaten|kreditkartendaten|karten nummer]",
                "[prufziffer|prufnummer|kartenprufnummer|kartenprufziffer|sicherheitscode|sicherheitsnummer]",
                "[cvc|cvv|pin|pin code|geheimzahl|passwort|kennwort|passworter|tan|otp|einmalcode|einmalpasswort|bestatigungscode|verifizierungscode|zugangscode|anmeldecode|sms code|freischaltcode]",
                "code ..1 [aus|von|in] [der|dem|ihrer|deiner|einer]? [sms|nachricht|app|mail|e mail|textnachricht]",
                "code ..1 [den|der] [wir|sie|ich|ihnen] ..3 [geschickt|gesendet|erhalten|bekommen]",
            ],
        ),
        (
            Ask,
            lines![
                "[nennen|nenne|nenn|sagen|sag|sage|schicken|schick|schicke|senden|sende|teilen|teile|mitteilen|schreiben|schreib|schreibe|verraten|verrate|diktieren|ubermitteln|mailen|zusenden|zuschicken|vorlesen|durchgeben|angeben|nennt]",
                "[geben|gib|gebt] [sie|du]? [mir|uns]",
                "[wie|was|welche|welches] [lautet|ist|heisst] [ihre|ihr|deine|dein|die|der|das]",
                "[ich|wir] ..1 [brauche|brauchen|benotige|benotigen|mochte|mochten]",
                "[brauche|benotige|brauchen|benotigen] [ich|wir]",
            ],
        ),
        (
            Enter,
            lines![
                "[geben|gib|eingeben|eintippen|tippen|tippe|tipp|eintragen|trage|tragen|bestatigen|bestatige|hinterlegen]"
            ],
        ),
        (
            Not,
            lines![
                "[nie|niemals|nicht|kein|keine|keinen|niemand|niemandem|niemanden|ohne|weder|noch|vergessen|zurucksetzen|andern|geandert|jemand|betrug*|betrug*]"
            ],
        ),
        (
            Not,
            lines!["[wir|ich] [senden|schicken|sende|schicke|teilen] [ihnen|dir]"],
        ),
        (
            Place,
            lines![
                "[kasse|webseite|website|app|anmeldeseite|login|formular|feld|terminal|automat|automaten|bezahlseite|konto|kundenkonto|browser|seite]"
            ],
        ),
        (Chat, lines!["[hier|chat|mir|uns|unten|antwort]"]),
        (
            Harmless,
            lines![
                "[geschenk*|gutschein*|kunden*|rabatt*|bonus*|sendungs*|bestell*]",
                "letzte* [vier|4|zwei|2|drei|3|ziffern]"
            ],
        ),
    ],
);
