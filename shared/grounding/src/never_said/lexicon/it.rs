//! The Italian words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::It,
    &[
        ("adv", "davvero|veramente|anche|proprio|solo"),
        (
            "det",
            "un nostro|una nostra|un|uno|una|il|la|l|lo|tuo|suo|nostro|nostra|altro|altra",
        ),
        ("real", "vero|vera|reale|umano|umana|autentico"),
        ("who", "umano|umana|umani|persona|uomo|donna|essere umano"),
        (
            "role",
            "operatore|operatrice|agente|consulente|dipendente|collega|addetto|addetta|membro",
        ),
        ("now", "ora|adesso|gia|attualmente"),
        ("team", "team|servizio|assistenza|supporto|reparto"),
        (
            "bot",
            "ia|ai|robot|bot|chatbot|macchina|computer|programma|intelligenza artificiale",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[io sono|sono|siamo] @adv? @det? @real? @who @real?",
                "sono @adv? @det? @role [umano|umana|reale|vero|vera|del|della|di]",
                "sono @adv? @det? @real @role",
                "[sono|mi chiamo|qui e|il mio nome e] ..2 [del|dal|della|dell] [nostro]? ..1 @team",
                "come [essere umano|persona] [io]?",
                "[sta|stai] @now? [parlando|chattando|scrivendo] @now? con @det? @real? [@who|@role]",
                "[sta|stai] @now? [parlando|chattando|scrivendo] @now? con ..1 [del|dal|della] [nostro]? ..1 @team",
                "[@who|@role] ..1 [si e unito|si e unita|e entrato|e entrata|ha preso|e subentrato]",
                "si e [unito|unita] [alla|a questa] [chat|conversazione]",
            ],
        ),
        (
            Denial,
            lines![
                "non sono @det? @bot",
                "non [sta|stai] [parlando|chattando] con @det? @bot"
            ],
        ),
        (
            Unreal,
            lines!["[se|quando|finche|dopo|prima|appena|una volta]"],
        ),
        (
            Machine,
            lines!["[ia|ai|robot|bot|chatbot|virtual*|automat*|digitale|artificiale]"],
        ),
        (
            Secret,
            lines![
                "[numero|numeri|dati] [della|di] [sua|tua]? carta",
                "[cvc|cvv|pin|codice pin|password|parola d ordine|otp]",
                "codice [di sicurezza|di verifica|di conferma|monouso|di accesso|segreto|sms]",
                "codice ..1 [del|nel|via|dal|dall] [suo|tuo]? [sms|messaggio|e mail|mail|app]",
                "codice che ..3 [inviato|ricevuto|mandato]",
            ],
        ),
        (
            Ask,
            lines![
                "[mi dica|dimmi|ci dica|dicci|mi dia|dammi|ci dia|dacci|mi invii|inviami|ci invii|inviaci|mandami|mi mandi|condivida|condividi|comunichi|comunicami|indichi|indicami|fornisca|forniscimi|mi comunichi|dirmi|darmi|inviarmi|comunicarmi|indicarmi|scrivimi|mi scriva|invii|invia]",
                "qual [e|era] [il|la] [suo|sua|tuo|tua]?",
                "[ho bisogno|abbiamo bisogno|mi serve|ci serve]",
            ],
        ),
        (
            Enter,
            lines![
                "[scriva|scrivi|digiti|digita|inserisca|inserisci|immetta|immetti|confermi|conferma|inserire|digitare]"
            ],
        ),
        (
            Not,
            lines![
                "[non|mai|nessuno|senza|ne|eviti|evita|dimenticato|reimpostare|cambiare|qualcuno]"
            ],
        ),
        (Not, lines!["[le|ti] [inviamo|invieremo|mandiamo|inviero]"]),
        (
            Place,
            lines![
                "[cassa|sito|pagina|app|modulo|account|terminale|schermata|campo|bancomat|browser]"
            ],
        ),
        (
            Chat,
            lines!["[qui|chat|a me|a noi|sotto|risposta|conversazione]"],
        ),
        (
            Harmless,
            lines![
                "[regalo|fedelta|sconto|promozionale|postale|tracciamento|ordine|socio]",
                "ultime ..1 cifre"
            ],
        ),
    ],
);
