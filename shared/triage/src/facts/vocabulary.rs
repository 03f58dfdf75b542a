//! Months, weekdays, units of time, currencies and number words of the eight languages, folded.

use std::{collections::HashMap, sync::LazyLock};

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<u8> {
    static BY_NAME: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| by_name((1..).zip(MONTHS)));
    BY_NAME.get(word).copied()
}

pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// A month name that is not also an everyday word, so that it states a date alone.
pub(super) fn is_plain_month(word: &str) -> bool {
    word.len() > 3
        && ![
            "march", "mars", "marca", "mayo", "augustus", "marz", "luty", "sept",
        ]
        .contains(&word)
}

const MONTHS: [&str; 12] = [
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

/// 0 (Monday) to 6.
pub(super) fn weekday(word: &str) -> Option<u8> {
    static BY_NAME: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| by_name((0..).zip(WEEKDAYS)));
    BY_NAME.get(word).copied()
}

/// Portuguese names most weekdays by a number word; only with "feira" are they days.
pub(super) fn weekday_with_feira(word: &str) -> Option<u8> {
    ["segunda", "terca", "quarta", "quinta", "sexta"]
        .iter()
        .position(|name| *name == word)
        .and_then(|at| u8::try_from(at).ok())
}

const WEEKDAYS: [&str; 7] = [
    "monday mondays montag montags lundi lundis lunes lunedi maandag maandags poniedzialek poniedzialku poniedzialki",
    "tuesday tuesdays dienstag dienstags mardi mardis martes martedi dinsdag dinsdags wtorek wtorku wtorki",
    "wednesday wednesdays mittwoch mittwochs mercredi mercredis miercoles mercoledi woensdag woensdags sroda srode srody",
    "thursday thursdays donnerstag donnerstags jeudi jeudis jueves giovedi donderdag donderdags czwartek czwartku czwartki",
    "friday fridays freitag freitags vendredi vendredis viernes venerdi vrijdag vrijdags piatek piatku piatki",
    "saturday saturdays samstag samstags sonnabend samedi samedis sabado sabados sabato zaterdag zaterdags sobota sobote soboty",
    "sunday sundays sonntag sonntags dimanche dimanches domingo domingos domenica zondag zondags niedziela niedziele niedzieli",
];

/// The canonical unit of time.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| by_name(UNITS.iter().copied()));
    BY_NAME.get(word).copied()
}

const UNITS: &[(&str, &str)] = &[
    (
        "second",
        "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi segundos seconden sekund sekundy",
    ),
    (
        "minute",
        "minute minutes min mins minuten minuto minutos minuti minuut minut minuty",
    ),
    (
        "hour",
        "hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur uren godzin godziny godzina godz",
    ),
    (
        "day",
        "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dni dzien dnia",
    ),
    (
        "workday",
        "workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen",
    ),
    (
        "week",
        "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken tydzien tygodni tygodnie tygodniu",
    ),
    (
        "month",
        "month months monat monate monaten mois mes meses mese mesi maand maanden miesiac miesiace miesiecy",
    ),
    (
        "year",
        "year years yr yrs jahr jahre jahren an ans annee annees ano anos anni anno jaar jaren rok lata lat roku",
    ),
];

/// Words between number and unit, or after the unit, that make days working days.
pub(super) fn is_working(word: &str) -> bool {
    [
        "business",
        "working",
        "work",
        "ouvres",
        "ouvrables",
        "ouvre",
        "ouvrable",
        "habiles",
        "habil",
        "laborables",
        "laborable",
        "lavorativi",
        "lavorativo",
        "uteis",
        "util",
        "robocze",
        "roboczych",
        "roboczy",
        "werk",
    ]
    .contains(&word)
}

/// Words between number and unit that change nothing.
pub(super) fn is_filler(word: &str) -> bool {
    [
        "calendar",
        "full",
        "consecutive",
        "more",
        "whole",
        "kalender",
        "volle",
        "ganze",
        "calendaires",
        "naturales",
        "solari",
        "corridos",
        "kalendarzowych",
        "pelne",
        "volledige",
        "additional",
        "extra",
    ]
    .contains(&word)
}

/// The canonical currency of a symbol or word. `$` stands for any dollar.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| by_name(CURRENCIES.iter().copied()));
    BY_NAME.get(word).copied()
}

const CURRENCIES: &[(&str, &str)] = &[
    (
        "$",
        "$ dollar dollars dolar dolares dollari dolary dolarow bucks buck",
    ),
    ("USD", "usd us$"),
    ("CAD", "cad ca$ c$"),
    ("AUD", "aud au$ a$"),
    ("EUR", "€ eur euro euros euri"),
    ("GBP", "£ gbp pound pounds quid"),
    ("CHF", "chf sfr franken"),
    ("PLN", "zł zl pln zloty zlotych zlote"),
    ("JPY", "¥ jpy yen"),
    ("INR", "₹ inr rupees rupee"),
    ("BRL", "r$ brl reais"),
    ("MXN", "mxn mx$ pesos peso"),
    ("KR", "kr sek nok dkk"),
    ("CZK", "czk kč kc"),
    (
        "¢",
        "¢ cent cents centimes centavos centesimi centen groszy",
    ),
    ("KRW", "₩ krw won"),
    ("RUB", "₽ rub"),
    ("TRY", "₺"),
    ("UAH", "₴ uah"),
    ("ILS", "₪ ils"),
    ("THB", "฿ thb baht"),
    ("VND", "₫ vnd"),
    ("BTC", "₿ btc bitcoin bitcoins"),
];

/// Currencies as they stand before an amount: signs and codes, not words.
pub(super) fn currency_before(word: &str) -> Option<&'static str> {
    let sign_or_code =
        !word.is_ascii() || word.contains('$') || word.len() == 3 || ["kr", "zl"].contains(&word);
    currency(word).filter(|_| sign_or_code && word != "yen" && word != "won")
}

pub(super) fn is_percent(word: &str) -> bool {
    [
        "percent",
        "percents",
        "prozent",
        "procent",
        "procenten",
        "procenta",
        "pct",
    ]
    .contains(&word)
}

/// What a number word is worth, where it is unambiguous before a unit.
pub(super) fn numeral(word: &str) -> Option<u16> {
    static BY_NAME: LazyLock<HashMap<&str, u16>> =
        LazyLock::new(|| by_name(NUMERALS.iter().copied()));
    BY_NAME.get(word).copied()
}

const NUMERALS: &[(u16, &str)] = &[
    (
        1,
        "one eins ein eine einen einem einer un une una uno uma um een jeden jedna jedno jednego",
    ),
    (2, "two zwei deux dos due dois duas twee dwa dwie dwoch"),
    (3, "three drei trois tres tre drie trzy trzech"),
    (4, "four vier quatre cuatro quattro quatro cztery czterech"),
    (5, "five funf cinq cinco cinque vijf piec pieciu"),
    (6, "six sechs seis sei zes szesc szesciu"),
    (7, "seven sieben sept siete sette sete zeven siedem siedmiu"),
    (8, "eight acht huit ocho otto oito osiem osmiu"),
    (9, "nine neun neuf nueve nove negen dziewiec dziewieciu"),
    (10, "ten zehn dix diez dieci dez tien dziesiec dziesieciu"),
    (11, "eleven elf onze once undici jedenascie"),
    (
        12,
        "twelve zwolf douze doce dodici doze twaalf dwanascie dwunastu",
    ),
    (
        13,
        "thirteen dreizehn treize trece tredici treze dertien trzynascie",
    ),
    (
        14,
        "fourteen vierzehn quatorze catorce quattordici catorze veertien czternascie czternastu",
    ),
    (
        15,
        "fifteen funfzehn quinze quince quindici vijftien pietnascie",
    ),
    (
        16,
        "sixteen sechzehn seize dieciseis sedici dezesseis zestien",
    ),
    (18, "eighteen achtzehn diciotto dieciocho dezoito achttien"),
    (
        20,
        "twenty zwanzig vingt veinte venti vinte twintig dwadziescia",
    ),
    (21, "twentyone einundzwanzig veintiuno ventuno eenentwintig"),
    (24, "vierundzwanzig ventiquattro veinticuatro vierentwintig"),
    (25, "funfundzwanzig veinticinco venticinque vijfentwintig"),
    (28, "achtundzwanzig ventotto veintiocho achtentwintig"),
    (
        30,
        "thirty dreissig trente treinta trenta trinta dertig trzydziesci trzydziestu",
    ),
    (
        40,
        "forty vierzig quarante cuarenta quaranta quarenta veertig czterdziesci",
    ),
    (45, "funfundvierzig quarantacinque vijfenveertig"),
    (48, "achtundvierzig quarantotto achtenveertig"),
    (
        50,
        "fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig piecdziesiat",
    ),
    (
        60,
        "sixty sechzig soixante sesenta sessanta sessenta zestig szescdziesiat",
    ),
    (70, "seventy siebzig setenta settanta zeventig"),
    (80, "eighty achtzig ochenta ottanta oitenta tachtig"),
    (
        90,
        "ninety neunzig noventa novanta negentig dziewiecdziesiat",
    ),
    (100, "hundred hundert cent cien cento cem honderd sto"),
    (1000, "thousand tausend mille mil duizend tysiac"),
];

/// A multiplier that may follow a figure.
pub(super) fn magnitude(word: &str) -> Option<&'static str> {
    Some(match word {
        "thousand" | "k" | "tausend" | "tsd" | "mille" | "mil" | "mila" | "duizend" | "tys"
        | "tysiecy" => "e3",
        "million" | "millions" | "millionen" | "mio" | "millones" | "milioni" | "milhoes"
        | "miljoen" | "mln" | "milionow" => "e6",
        "billion" | "billions" | "milliarden" | "mrd" | "milliards" | "miliardi" | "miljard"
        | "mld" => "e9",
        _ => return None,
    })
}

/// Words that join two figures of one range.
pub(super) fn joins_range(word: &str) -> bool {
    [
        "-", "to", "and", "or", "until", "till", "through", "thru", "bis", "und", "oder", "a",
        "au", "et", "ou", "y", "o", "al", "e", "ate", "tot", "en", "of", "t", "do", "i", "lub",
    ]
    .contains(&word)
}

/// A table by each of its names; the first to claim a name keeps it.
fn by_name<T: Copy>(table: impl Iterator<Item = (T, &'static str)>) -> HashMap<&'static str, T> {
    let mut out = HashMap::new();
    for (value, names) in table {
        for name in names.split(' ') {
            out.entry(name).or_insert(value);
        }
    }
    out
}
