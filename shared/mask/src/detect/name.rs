//! Person names: after an introduction, in fields, salutations and sign-offs, after titles, and by
//! a given name people bear.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// "My name is …": the next words are a name in any case.
const STRONG_INTROS: [&[&str]; 26] = [
    &["my", "name", "is"],
    &["my", "name's"],
    &["my", "full", "name", "is"],
    &["name", "is"],
    &["they", "call", "me"],
    &["my", "names"],
    &["ich", "heisse"],
    &["mein", "name", "ist"],
    &["mein", "name", "lautet"],
    &["je", "m'appelle"],
    &["mon", "nom", "est"],
    &["moi", "c'est"],
    &["me", "llamo"],
    &["mi", "nombre", "es"],
    &["mi", "chiamo"],
    &["il", "mio", "nome", "e"],
    &["meu", "nome", "e"],
    &["eu", "me", "chamo"],
    &["me", "chamo"],
    &["o", "meu", "nome", "e"],
    &["mijn", "naam", "is"],
    &["ik", "heet"],
    &["nazywam", "sie"],
    &["mam", "na", "imie"],
    &["moje", "imie", "to"],
    &["my", "first", "name", "is"],
];

/// "I'm …": a name only if it is written like one.
const WEAK_INTROS: [&[&str]; 24] = [
    &["i'm"],
    &["im"],
    &["i", "am"],
    &["this", "is"],
    &["it", "is"],
    &["it's"],
    &["myself"],
    &["ich", "bin"],
    &["hier", "ist"],
    &["hier", "spricht"],
    &["hier", "schreibt"],
    &["je", "suis"],
    &["c'est"],
    &["ici"],
    &["soy"],
    &["yo", "soy"],
    &["sono"],
    &["io", "sono"],
    &["sou"],
    &["eu", "sou"],
    &["aqui", "e"],
    &["ik", "ben"],
    &["jestem"],
    &["z", "tej", "strony"],
];

/// Brands that are names of people.
const BRANDS: [(&str, &str); 18] = [
    ("calvin", "klein"),
    ("michael", "kors"),
    ("ralph", "lauren"),
    ("tommy", "hilfiger"),
    ("hugo", "boss"),
    ("marc", "jacobs"),
    ("jimmy", "choo"),
    ("kate", "spade"),
    ("tom", "ford"),
    ("paul", "smith"),
    ("jack", "wolfskin"),
    ("jack", "daniels"),
    ("victoria", "secret"),
    ("tom", "tailor"),
    ("air", "jordan"),
    ("christian", "dior"),
    ("christian", "louboutin"),
    ("stella", "mccartney"),
];

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let before = found.len();
    for at in 0..scan.tokens.len() {
        scan.step();
        let token = &scan.tokens[at];
        if !token.is_word() {
            continue;
        }
        let hit = introduction(scan, at)
            .or_else(|| field(scan, at))
            .or_else(|| salutation(scan, at))
            .or_else(|| sign_off(scan, at))
            .or_else(|| titled(scan, at))
            .or_else(|| recipient(scan, at))
            .or_else(|| full_name(scan, at));
        found.extend(hit);
    }
    if found.len() == before {
        found.extend(answer(scan).or_else(|| before_own_number(scan)));
    }
}

fn hit(scan: &Scan<'_>, first: usize, last: usize, score: u8, rule: &'static str) -> Option<Found> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some(Found {
        start,
        end,
        kind: Kind::Name,
        score,
        rule,
    })
}

fn introduction(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::INTRO) {
        return None;
    }
    let after = |intros: &[&[&str]]| {
        intros
            .iter()
            .filter(|words| scan.phrase(at, words))
            .map(|words| at + words.len())
            .max()
    };
    let skip = |from: usize| {
        if scan
            .token(from)
            .is_some_and(|t| t.is_mark(':') || t.is_mark('"') || t.is_mark(','))
        {
            from + 1
        } else {
            from
        }
    };
    if let Some(from) = after(&STRONG_INTROS) {
        let about_a_thing = scan.word(at) == "name" && names_a_thing(scan, at);
        let last = if about_a_thing {
            None
        } else {
            any_case(scan, skip(from))
        };
        return last.and_then(|last| hit(scan, skip(from), last, 88, "name_introduced"));
    }
    let from = after(&WEAK_INTROS)?;
    let nouns_are_capitalized = matches!(scan.word(at), "ich" | "hier");
    let first = scan.token(from)?;
    if scan.is_title_case(from) && !is_shouted(scan, at) {
        let last = title_case(scan, from, false)?;
        let told = first.meaning.has(Meaning::GIVEN) || last > from || !nouns_are_capitalized;
        return if told {
            hit(scan, from, last, 80, "name_introduced")
        } else {
            None
        };
    }
    if !first.meaning.has(Meaning::GIVEN)
        || first.meaning.has(Meaning::STOP)
        || (first.meaning.has(Meaning::EVERYDAY_NAME) && !scan.ends_clause(from))
    {
        return None;
    }
    hit(scan, from, any_case(scan, from)?, 74, "name_introduced")
}

/// "Name: …", "first name - …", "name raji".
fn field(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::NAME) || names_a_thing(scan, at) {
        return None;
    }
    let next = scan.token(at + 1)?;
    let mut from = at + 1;
    let mut stated = false;
    while from <= at + 3
        && scan.token(from).is_some_and(|t| {
            matches!(t.class, Class::Mark(':' | '=' | '-' | '*' | '"' | '>'))
                || t.meaning.has(Meaning::IS)
        })
    {
        stated = true;
        from += 1;
    }
    let last = any_case(scan, from)?;
    // "name kavi", "first name thindal last name sasi": chat without punctuation.
    let own = scan.starts_clause(at)
        || matches!(
            scan.word(at - 1),
            "first" | "last" | "full" | "sur" | "my" | "and" | "family" | "is"
        );
    let ends = scan.ends_clause(last)
        || scan.token(last + 1).is_some_and(|t| {
            t.is_number()
                || t.meaning.has(
                    Meaning::SSN
                        | Meaning::ACCOUNT
                        | Meaning::PASSWORD
                        | Meaning::CARD
                        | Meaning::PHONE
                        | Meaning::EMAIL
                        | Meaning::ADDRESS,
                )
                || matches!(scan.word(last + 1), "and" | "last")
        });
    let plain =
        own && ends && next.meaning.and(Meaning::LINK | Meaning::REFERENCE) == Meaning::NONE;
    if !stated && !next.meaning.has(Meaning::GIVEN) && !plain {
        return None;
    }
    hit(scan, from, last, 84, "name_field")
}

fn names_a_thing(scan: &Scan<'_>, at: usize) -> bool {
    let things = Meaning::REFERENCE | Meaning::STREET | Meaning::ACCOUNT.and(Meaning::REFERENCE);
    let before = at.checked_sub(1);
    before.is_some_and(|b| {
        scan.tokens[b].meaning.has(things)
            || matches!(
                scan.word(b),
                "company"
                    | "brand"
                    | "file"
                    | "domain"
                    | "business"
                    | "shop"
                    | "store"
                    | "host"
                    | "event"
                    | "city"
                    | "town"
                    | "bank"
                    | "project"
                    | "app"
                    | "team"
                    | "site"
                    | "plan"
                    | "model"
                    | "its"
                    | "hotel"
                    | "airline"
                    | "school"
                    | "village"
                    | "county"
                    | "state"
                    | "street"
            )
    })
}

/// "Hi Sarah,", "Dear Mr. Miller".
fn salutation(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::GREETING)
        || !(scan.starts_clause(at)
            || scan
                .before(at)
                .is_some_and(|t| t.meaning.has(Meaning::GREETING | Meaning::STOP)))
    {
        return None;
    }
    let from = at + 1;
    let first = scan.token(from)?;
    if first.meaning.has(Meaning::GREETING | Meaning::TITLE) {
        return None;
    }
    if scan.is_title_case(from) {
        let last = title_case(scan, from, false)?;
        let addressed = first.meaning.has(Meaning::GIVEN) || scan.ends_clause(last) || last > from;
        return if addressed {
            hit(scan, from, last, 76, "name_greeted")
        } else {
            None
        };
    }
    let known = first.meaning.has(Meaning::GIVEN)
        && !first.meaning.has(Meaning::EVERYDAY_NAME | Meaning::STOP)
        && scan.ends_clause(from);
    if known {
        hit(scan, from, from, 70, "name_greeted")
    } else {
        None
    }
}

/// "Thanks,\nSarah Miller" at the end of the text or of a line.
fn sign_off(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::SIGNOFF) {
        return None;
    }
    let mut from = at + 1;
    let mut separated = false;
    while from <= at + 6 {
        let token = scan.token(from)?;
        let filler = token.meaning.has(Meaning::SIGNOFF)
            || matches!(
                scan.word(from),
                "you"
                    | "and"
                    | "so"
                    | "much"
                    | "again"
                    | "kind"
                    | "und"
                    | "et"
                    | "e"
                    | "y"
                    | "very"
                    | "many"
                    | "best"
                    | "all"
                    | "freundlichen"
                    | "freundliche"
                    | "mit"
                    | "viele"
                    | "liebe"
                    | "met"
                    | "vriendelijke"
                    | "z"
                    | "distinti"
                    | "advance"
                    | "in"
                    | "a"
                    | "lot"
            );
        let marks = matches!(
            token.class,
            Class::Mark(',' | '!' | '.' | '-' | '\n' | ';' | '~')
        );
        separated |= marks;
        if !filler && !marks {
            break;
        }
        from += 1;
    }
    let first = scan.token(from)?;
    let last = if scan.is_title_case(from) {
        title_case(scan, from, false)?
    } else if first.meaning.has(Meaning::GIVEN) && !first.meaning.has(Meaning::STOP) {
        any_case(scan, from)?
    } else {
        return None;
    };
    let ends = (last + 1..=last + 2).find_map(|i| match scan.token(i) {
        None => Some(true),
        Some(t) if t.is_line_break() => Some(true),
        Some(t) if matches!(t.class, Class::Mark('.' | '!' | ')')) => None,
        Some(_) => Some(false),
    });
    let known = first.meaning.has(Meaning::GIVEN);
    if ends == Some(true) && (separated || known) {
        hit(scan, from, last, 78, "name_signed")
    } else {
        None
    }
}

/// "Mr. Miller", "Frau Schmidt", "dr house".
fn titled(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    if !token.meaning.has(Meaning::TITLE) {
        return None;
    }
    let abbreviation = matches!(
        scan.word(at),
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "mme"
            | "mlle"
            | "prof"
            | "herr"
            | "frau"
            | "monsieur"
            | "madame"
            | "senor"
            | "senora"
            | "signor"
            | "signora"
            | "meneer"
            | "mevrouw"
            | "pani"
    );
    if !abbreviation && (!scan.is_title_case(at) || matches!(scan.word(at), "sir" | "madam")) {
        return None;
    }
    let dotted = scan.token(at + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(at + 1);
    let from = if dotted { at + 2 } else { at + 1 };
    if scan.token(from)?.meaning.has(Meaning::TITLE) {
        return None;
    }
    let last = if scan.is_title_case(from) {
        title_case(scan, from, true)?
    } else if abbreviation
        && scan.tokens[from].meaning.and(Meaning::STOP | Meaning::LINK) == Meaning::NONE
    {
        any_case(scan, from)?
    } else {
        return None;
    };
    hit(scan, from, last, 82, "name_titled")
}

/// "ship to Sarah Miller", "attn: Sarah Miller", "cardholder: …".
fn recipient(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let word = scan.word(at);
    let colon = scan.token(at + 1).is_some_and(|t| t.is_mark(':'));
    if colon
        && matches!(
            word,
            "attn"
                | "attention"
                | "recipient"
                | "beneficiary"
                | "cardholder"
                | "holder"
                | "passenger"
                | "guest"
                | "traveler"
                | "contact"
                | "empfanger"
                | "inhaber"
                | "karteninhaber"
                | "kontoinhaber"
                | "destinataire"
                | "titulaire"
                | "destinatario"
                | "titular"
                | "intestatario"
                | "ontvanger"
                | "odbiorca"
                | "customer"
                | "kunde"
                | "client"
                | "cliente"
                | "klant"
                | "klient"
                | "from"
                | "sender"
        )
    {
        return hit(
            scan,
            at + 2,
            title_case(scan, at + 2, true)?,
            78,
            "name_recipient",
        );
    }
    if !matches!(
        word,
        "to" | "an" | "a" | "para" | "pour" | "naar" | "aan" | "do" | "dla" | "for" | "fur"
    ) || scan.token(at)?.len() > 4
    {
        return None;
    }
    let sends = (at.saturating_sub(4)..at).any(|i| scan.tokens[i].meaning.has(Meaning::PLACE));
    let last = if sends && scan.is_title_case(at + 1) {
        title_case(scan, at + 1, false)?
    } else {
        return None;
    };
    let place = (at + 1..=last).any(|i| {
        scan.tokens[i]
            .meaning
            .has(Meaning::COUNTRY | Meaning::STREET | Meaning::ROAD)
    });
    let address_follows = scan.token(last + 1).is_some_and(|t| t.is_mark(','))
        && scan.token(last + 2).is_some_and(|t| t.is_number());
    let known = scan.tokens[at + 1].meaning.has(Meaning::GIVEN);
    if !place && (known || (address_follows && last > at + 1)) {
        hit(scan, at + 1, last, 76, "name_recipient")
    } else {
        None
    }
}

/// A common given name and a word written like a surname.
fn full_name(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    if !token.meaning.has(Meaning::GIVEN)
        || !scan.is_title_case(at)
        || scan
            .before(at)
            .is_some_and(|t| t.meaning.has(Meaning::TITLE))
    {
        return None;
    }
    let last = title_case(scan, at, false)?;
    if last == at {
        return given_name_alone(scan, at);
    }
    let surname = scan.tokens[last].meaning;
    let ordinary = Meaning::STOP
        | Meaning::STREET
        | Meaning::ROAD
        | Meaning::MONTH
        | Meaning::CARD
        | Meaning::COUNTRY
        | Meaning::REFERENCE
        | Meaning::STATE;
    let everyday = token.meaning.has(Meaning::EVERYDAY_NAME | Meaning::MONTH)
        && !surname.has(Meaning::GIVEN)
        && scan.starts_clause(at);
    let brand = BRANDS.contains(&(scan.word(at), scan.word(at + 1)));
    let next_is_street = scan
        .token(last + 1)
        .is_some_and(|t| t.meaning.has(Meaning::STREET) && scan.is_title_case(last + 1));
    if surname.has(ordinary) || everyday || brand || next_is_street || is_shouted(scan, at) {
        return None;
    }
    hit(scan, at, last, 68, "name_full")
}

/// "please ask Klaus": a given name that is nothing else, where a capital tells.
fn given_name_alone(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    let other = Meaning::EVERYDAY_NAME
        | Meaning::STOP
        | Meaning::MONTH
        | Meaning::COUNTRY
        | Meaning::STATE
        | Meaning::STREET
        | Meaning::ROAD
        | Meaning::TITLE
        | Meaning::CARD;
    let capital_before = at > 0 && scan.is_title_case(at - 1) && !scan.starts_clause(at - 1);
    let capital_after = scan.is_title_case(at + 1) && scan.gap(at + 1) == " ";
    if token.meaning.has(other)
        || token.len() < 4
        || capital_before
        || capital_after
        || is_shouted(scan, at)
    {
        return None;
    }
    hit(scan, at, at, 58, "name_given")
}

/// "edison ssn 4589", "gerald keith and pin 2944": a message that opens with a name and goes on
/// with a number of that person.
fn before_own_number(scan: &Scan<'_>) -> Option<Found> {
    let no_name = Meaning::STOP
        | Meaning::STATUS
        | Meaning::LINK
        | Meaning::ASK
        | Meaning::GREETING
        | Meaning::CARD
        | Meaning::ACCOUNT
        | Meaning::PHONE
        | Meaning::EMAIL
        | Meaning::REFERENCE
        | Meaning::SSN
        | Meaning::PASSWORD
        | Meaning::NAME
        | Meaning::PLACE
        | Meaning::MONEY
        | Meaning::COUNTRY
        | Meaning::CVV
        | Meaning::ADDRESS
        | Meaning::ZIP
        | Meaning::SECRET
        | Meaning::ONE_TIME
        | Meaning::CODE
        | Meaning::MONTH;
    let fits = |t: &crate::scan::Token| {
        t.is_word() && t.len() > 2 && (!t.meaning.has(no_name) || t.meaning.has(Meaning::GIVEN))
    };
    let words = scan.tokens.iter().take(4).take_while(|t| fits(t)).count();
    if words == 0 || words > 3 || describes(scan.word(words - 1)) {
        return None;
    }
    let next = if scan.word(words) == "and" {
        words + 1
    } else {
        words
    };
    let own = scan
        .token(next)?
        .meaning
        .has(Meaning::SSN | Meaning::ACCOUNT | Meaning::PASSWORD);
    let number = (next + 1..next + 5).any(|i| scan.token(i).is_some_and(|t| t.is_number()));
    let known =
        scan.tokens[0].meaning.has(Meaning::GIVEN) || scan.tokens[next].meaning.has(Meaning::SSN);
    if own && number && (known || words == 1 || next > words) {
        hit(scan, 0, words - 1, 62, "name_before_number")
    } else {
        None
    }
}

/// A message that is a name, alone or before a number, when asked for one or when it is well known.
fn answer(scan: &Scan<'_>) -> Option<Found> {
    let first = scan.tokens.first().filter(|t| t.is_word())?;
    let asked = scan.asked.has(Meaning::NAME);
    let words = scan.tokens.iter().take_while(|t| t.is_word()).count();
    let rest = &scan.tokens[words..];
    let only_numbers = rest
        .iter()
        .all(|t| t.is_number() || matches!(t.class, Class::Mark('.' | '-' | '!' | '\n')));
    let known = first.meaning.has(Meaning::GIVEN)
        && (words > 1 || !first.meaning.has(Meaning::EVERYDAY_NAME));
    if words > 4 || rest.len() > 4 || !only_numbers || !(asked || known) {
        return None;
    }
    let ordinary = |index: usize| {
        let meaning = scan.tokens[index].meaning;
        meaning.has(
            Meaning::GREETING
                | Meaning::SIGNOFF
                | Meaning::ASK
                | Meaning::CARD
                | Meaning::PHONE
                | Meaning::REFERENCE
                | Meaning::COUNTRY,
        ) || (meaning.has(Meaning::STOP | Meaning::STATUS) && !meaning.has(Meaning::GIVEN))
    };
    if (0..words).any(ordinary) || first.meaning.has(Meaning::STOP) && !asked {
        return None;
    }
    hit(
        scan,
        0,
        words - 1,
        if asked { 78 } else { 66 },
        "name_answer",
    )
}

/// Whether the words around are all in capitals, so that capitals say nothing.
fn is_shouted(scan: &Scan<'_>, at: usize) -> bool {
    let from = at.saturating_sub(3);
    let mut words = 0;
    let mut upper = 0;
    for token in scan
        .tokens
        .iter()
        .skip(from)
        .take(8)
        .filter(|t| t.is_word() && t.len() > 1)
    {
        words += 1;
        upper += usize::from(!scan.str(token).chars().any(char::is_lowercase));
    }
    words >= 4 && upper == words
}

/// Most words a name has.
const MOST_WORDS: usize = 6;

/// The last token of the name written with capitals from `from` on.
fn title_case(scan: &Scan<'_>, from: usize, after_strong_cue: bool) -> Option<usize> {
    let first = scan.token(from)?;
    let ordinary = Meaning::STOP
        | Meaning::STATUS
        | Meaning::COUNTRY
        | Meaning::MONTH
        | Meaning::CARD
        | Meaning::REFERENCE;
    let may_be_name = first.meaning.has(Meaning::EVERYDAY_NAME)
        && (after_strong_cue || first.meaning.has(Meaning::GIVEN))
        || first.meaning.has(Meaning::GIVEN);
    if !first.is_word()
        || !scan.is_title_case(from)
        || (first.meaning.has(ordinary) && !may_be_name)
        || scan.word(from).contains('\'') && first.len() < 5 && !scan.str(first).starts_with("O'")
    {
        return None;
    }
    let mut last = from;
    let mut at = from;
    for _ in 0..MOST_WORDS {
        let Some(next) = following_word(scan, at) else {
            break;
        };
        let token = scan.token(next)?;
        let initial = token.len() == 1 && scan.is_title_case(next) && scan.word(next) != "i";
        if scan.is_title_case(next)
            && (initial
                || !token
                    .meaning
                    .has(Meaning::STOP | Meaning::COUNTRY | Meaning::STATUS)
                || token.meaning.has(Meaning::GIVEN))
        {
            last = next;
        } else if !token.meaning.has(Meaning::PARTICLE) {
            break;
        }
        at = next;
    }
    Some(last)
}

/// The next word of a name: after one space, a hyphen, an apostrophe, or the dot of an initial.
fn following_word(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let next = scan.token(at + 1)?;
    let near =
        |index: usize| scan.token(index).is_some_and(|t| t.is_word()) && scan.gap(index).len() <= 2;
    match next.class {
        Class::Word if near(at + 1) => Some(at + 1),
        Class::Mark('-' | '\'') if scan.glued(at + 1) && scan.glued(at + 2) && near(at + 2) => {
            Some(at + 2)
        }
        Class::Mark('.') if scan.glued(at + 1) && scan.tokens[at].len() <= 2 && near(at + 2) => {
            Some(at + 2)
        }
        _ => None,
    }
}

/// The last token of the name from `from` on, in any case, after a cue that leaves no doubt.
fn any_case(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let first = scan.token(from)?;
    if scan.is_title_case(from) && !is_shouted(scan, from) {
        return title_case(scan, from, true);
    }
    let no_name = Meaning::STOP
        | Meaning::STATUS
        | Meaning::CARD
        | Meaning::SSN
        | Meaning::PHONE
        | Meaning::PASSWORD
        | Meaning::EMAIL
        | Meaning::ADDRESS
        | Meaning::REFERENCE
        | Meaning::ACCOUNT
        | Meaning::IS
        | Meaning::CVV
        | Meaning::ZIP
        | Meaning::GREETING
        | Meaning::SIGNOFF
        | Meaning::NAME;
    let fits = |at: usize| {
        let Some(t) = scan.token(at) else {
            return false;
        };
        t.is_word()
            && (t.meaning.has(Meaning::GIVEN)
                || t.meaning.has(Meaning::EVERYDAY_NAME)
                    && at == from
                    && scan.word(at).len() > 2
                    && !t.meaning.has(Meaning::STOP.and(Meaning::IS))
                || !t.meaning.has(no_name))
            && !describes(scan.word(at))
    };
    if !first.is_word() || !fits(from) {
        return None;
    }
    let mut last = from;
    let mut at = from;
    for _ in 0..2 {
        let Some(next) = following_word(scan, at) else {
            break;
        };
        let particle =
            scan.tokens[next].meaning.has(Meaning::PARTICLE) && scan.word(next).len() <= 3;
        if !fits(next) && !particle {
            break;
        }
        at = next;
        last = if particle && !fits(next) { last } else { next };
    }
    Some(last)
}

/// Participles and adverbs tell about a name ("misspelled"); they are none.
fn describes(word: &str) -> bool {
    word.len() > 5
        && [
            "ing", "elled", "ssed", "tten", "cted", "ated", "ally", "ered", "tered", "nged",
        ]
        .iter()
        .any(|end| word.ends_with(end))
}
