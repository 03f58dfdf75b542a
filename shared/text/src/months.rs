//! The names of the months in the eight languages, folded.

use crate::lexicon::lines;

/// One line a month, January first; names and short forms as they stand after a day.
pub const NAMES: &str = lines![
    "january jan januar janner janvier enero gennaio janeiro januari stycznia styczen styczniu",
    "february feb februar fevrier fevr febrero febbraio fevereiro fev februari lutego luty lutym",
    "march mar marz mars marzo marco maart mrt marca marzec marcu",
    "april apr avril avr abril abr aprile kwietnia kwiecien kwietniu",
    "may mai mayo maggio maio mei maja maj maju",
    "june jun juni juin junio giugno junho czerwca czerwiec czerwcu",
    "july jul juli juillet juil julio luglio julho lipca lipiec lipcu",
    "august aug aout agosto augustus sierpnia sierpien sierpniu",
    "september sep sept septembre septiembre settembre setembro wrzesnia wrzesien wrzesniu",
    "october oct oktober okt octobre octubre ottobre outubro pazdziernika pazdziernik pazdzierniku",
    "november nov novembre noviembre novembro listopada listopad listopadzie",
    "december dec dezember dez decembre diciembre dicembre dezembro grudnia grudzien grudniu",
];

/// Whether a folded word names a month.
pub fn is_month(word: &str) -> bool {
    NAMES.split_whitespace().any(|name| name == word)
}
