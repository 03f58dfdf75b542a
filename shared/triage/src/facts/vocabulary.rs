//! Months, weekdays, units of time and measure and currencies of the eight languages, folded.

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

/// Any other month name states a date after such a word, and with a capital where its language writes one.
pub(super) fn leads_to_month(word: &str) -> bool {
    [
        "in", "until", "till", "by", "since", "from", "before", "after", "through", "during", "im",
        "bis", "seit", "ab", "en", "depuis", "avant", "jusqu", "hasta", "desde", "fino", "dal",
        "em", "ate", "tot", "sinds", "vanaf", "w", "do", "od",
    ]
    .contains(&word)
}

/// Month names written small.
pub(super) fn is_small_month(word: &str) -> bool {
    [
        "mai", "mars", "mei", "mayo", "maj", "marca", "augustus", "luty",
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

/// A weekday's abbreviation; only beside another weekday or a time of day is it one.
pub(super) fn weekday_short(word: &str) -> Option<u8> {
    static BY_NAME: LazyLock<HashMap<&str, u8>> =
        LazyLock::new(|| by_name((0..).zip(WEEKDAYS_SHORT)));
    BY_NAME.get(word).copied()
}

const WEEKDAYS_SHORT: [&str; 7] = [
    "mon mo lun seg ma pon pn",
    "tue tues di mar ter wt",
    "wed weds mi mer mie qua wo sr",
    "thu thur thurs do jeu jue gio qui czw",
    "fri fr ven vie sex vr pt",
    "sat sa sam sab za sob",
    "sun so dim dom zo nd ndz",
];

/// Days told from today. German "Morgen" and Spanish "la mañana" are mornings.
pub(super) fn relative_day(word: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| by_name(RELATIVE_DAYS.iter().copied()));
    BY_NAME.get(word).copied()
}

const RELATIVE_DAYS: &[(&str, &str)] = &[
    (
        "today",
        "today tonight heute aujourd hoy oggi hoje vandaag dzis dzisiaj",
    ),
    (
        "tomorrow",
        "tomorrow morgen demain manana domani amanha jutro",
    ),
    ("overmorrow", "ubermorgen overmorgen pojutrze dopodomani"),
];

/// Words before "today" that promise something for it; "how can I help you today" states nothing.
pub(super) fn promises_day(word: &str) -> bool {
    [
        "by",
        "until",
        "till",
        "before",
        "later",
        "end",
        "ends",
        "expire",
        "expires",
        "arrive",
        "arrives",
        "ship",
        "ships",
        "shipped",
        "sent",
        "deliver",
        "delivered",
        "start",
        "starts",
        "close",
        "closes",
        "closed",
        "open",
        "valid",
        "only",
        "bis",
        "noch",
        "ab",
        "d",
        "hasta",
        "desde",
        "entro",
        "fino",
        "ate",
        "tot",
        "nog",
        "do",
        "jeszcze",
    ]
    .contains(&word)
}

/// Words before "morgen" and "mañana" that make a morning of it.
pub(super) fn makes_morning(word: &str) -> bool {
    [
        "heute", "guten", "jeden", "am", "la", "una", "cada", "esta", "de", "goede", "elke",
        "iedere",
    ]
    .contains(&word)
}

/// "next" before or after a unit of time.
pub(super) fn is_next(word: &str) -> bool {
    [
        "next",
        "nachste",
        "nachsten",
        "nachster",
        "nachstes",
        "kommende",
        "kommenden",
        "prochain",
        "prochaine",
        "proximo",
        "proxima",
        "prossimo",
        "prossima",
        "volgende",
        "przyszly",
        "przyszlym",
        "nastepny",
        "nastepnym",
    ]
    .contains(&word)
}

/// Noon and midnight, in minutes since midnight.
pub(super) fn named_hour(word: &str) -> Option<u16> {
    Some(match word {
        "noon" | "midday" | "mittags" | "mediodia" | "mezzogiorno" => 12 * 60,
        "midnight" | "mitternacht" | "minuit" | "medianoche" | "mezzanotte" | "middernacht" => 0,
        _ => return None,
    })
}

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
    ("fortnight", "fortnight fortnights"),
    ("decade", "decade decades"),
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

/// The canonical unit of measure; [`is_count`] ones count things.
pub(super) fn measure(word: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| by_name(MEASURES.iter().copied()));
    BY_NAME.get(word).copied()
}

/// Whether a measure counts things, which a source may name by another word or by none.
pub(super) fn is_count(measure: &str) -> bool {
    ["item", "point", "star", "person", "time"].contains(&measure)
}

const MEASURES: &[(&str, &str)] = &[
    ("mg", "mg"),
    (
        "g",
        "g gr gram grams gramme grammes gramm gramos grammi gramas gramow",
    ),
    (
        "kg",
        "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos chili kilogramow",
    ),
    ("t", "ton tons tonne tonnes tonnen"),
    ("lb", "lb lbs"),
    ("oz", "oz ounce ounces"),
    ("mm", "mm millimetres millimeters millimeter"),
    (
        "cm",
        "cm centimetre centimetres centimeter centimeters zentimeter centimetros centimetri centymetrow",
    ),
    (
        "m",
        "m metre metres meter meters metern metros metri metrow",
    ),
    (
        "km",
        "km kilometre kilometres kilometer kilometers kilometros chilometri kilometrow",
    ),
    (
        "in",
        "inch inches zoll pouces pulgadas pollici polegadas cali",
    ),
    ("ft", "ft foot feet"),
    ("yd", "yd yards"),
    ("mi", "mile miles meilen"),
    ("ml", "ml millilitres milliliters"),
    ("cl", "cl"),
    ("l", "l litre litres liter liters litros litri litrow"),
    ("w", "watt watts"),
    ("kwh", "kwh"),
    ("v", "volt volts"),
    ("mah", "mah"),
    ("mb", "mb megabytes"),
    ("gb", "gb gigabytes"),
    ("tb", "tb terabytes"),
    (
        "degree",
        "degrees grad degres grados gradi graus graden stopni",
    ),
    (
        "item",
        "item items piece pieces pcs product products article articles unit units pair pairs artikel artikeln stuck stucke produkte produkten teile paar produits paires articulos piezas productos unidades pares articoli pezzi prodotti paia artigos pecas produtos unidades stuk stuks producten sztuk sztuki produktow produkty par pary",
    ),
    (
        "point",
        "point points punkt punkte punkten puntos punti pontos punten punktow punkty pkt",
    ),
    (
        "star",
        "star stars sterne sternen etoiles estrellas stelle estrelas sterren gwiazdek",
    ),
    (
        "person",
        "person persons people personen leute personnes personas persone pessoas mensen osob osoby",
    ),
    ("time", "times mal fois veces volte vezes keer razy"),
];

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
    ("GBp", "pence penny pennies"),
    (
        "CHF",
        "chf sfr franken franc francs franchi francos frankow",
    ),
    ("PLN", "zł zl pln zloty zlotych zlote"),
    ("JPY", "¥ jpy yen"),
    ("INR", "₹ inr rupees rupee"),
    ("BRL", "r$ brl reais"),
    ("MXN", "mxn mx$ pesos peso"),
    ("KR", "kr sek nok dkk kroner kronor kronen krona krone"),
    ("CZK", "czk kč kc"),
    (
        "¢",
        "¢ cent cents centimes centavos centesimi centen groszy grosze",
    ),
    ("KRW", "₩ krw won"),
    ("RUB", "₽ rub"),
    ("TRY", "₺ lira"),
    ("UAH", "₴ uah"),
    ("ILS", "₪ ils"),
    ("THB", "฿ thb baht"),
    ("VND", "₫ vnd"),
    ("BTC", "₿ btc bitcoin bitcoins"),
    ("CNY", "cny rmb yuan"),
    ("HUF", "huf forint"),
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
        "x",
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
