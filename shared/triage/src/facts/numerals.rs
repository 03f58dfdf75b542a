//! Numbers in words: "two hundred", "fünfunddreißig", "quatre-vingt-dix", "half an hour", "within a year".

use std::{collections::HashMap, sync::LazyLock};

use super::{read::Reader, tokens::canonical, vocabulary as words};

impl Reader<'_> {
    /// A figure or a number in words at `at`: its canonical value and the token after it.
    pub(super) fn operand(&self, at: usize) -> Option<(String, usize)> {
        if let Some(figure) = self.figure(at) {
            let mut end = at + 1;
            end += usize::from(self.ordinal(end));
            let value = self.with_magnitude(canonical(figure), &mut end);
            return Some((value, end));
        }
        self.half(at).or_else(|| {
            self.numeral(at)
                .map(|(value, end)| (value.to_string(), end))
        })
    }

    /// "half a", "a half", "demi".
    fn half(&self, at: usize) -> Option<(String, usize)> {
        let is_article = |at| matches!(self.word(at), Some("a" | "an"));
        let at = if is_article(at) && self.word(at + 1) == Some("half") {
            at + 1
        } else {
            at
        };
        let value = fraction(self.word(at)?)?;
        Some((value.to_owned(), at + 1 + usize::from(is_article(at + 1))))
    }

    /// "twenty-five", "soixante et onze", "two hundred and ten".
    pub(super) fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let times = |at| self.value(at).filter(|times| [100, 1000].contains(times));
        let (mut value, mut end) = self.below_hundred(at)?;
        if value < 100
            && let Some(times) = times(end)
        {
            value *= times;
            end += 1;
        }
        if value >= 100
            && value % 100 == 0
            && let Some((rest, after)) = self.below_hundred(self.after_joint(end))
            // "one hundred and two hundred" are two numbers.
            && rest < 100
            && times(after).is_none()
        {
            return Some((value + rest, after));
        }
        Some((value, end))
    }

    fn below_hundred(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.word(at)?;
        let mut value = self.value(at)?;
        let mut end = at + 1;
        let after_dash = |at| at + usize::from(self.is_sign(at, '-'));
        // French counts on in twenties and tens.
        let eighty =
            word == "quatre" && matches!(self.word(after_dash(end)), Some("vingt" | "vingts"));
        if eighty {
            value = 80;
            end = after_dash(end) + 1;
        }
        let ones = match value {
            10 if word == "dix" => 7..10,
            60 if word == "soixante" => 1..20,
            80 if eighty => 1..20,
            20..100 if value % 10 == 0 => 1..10,
            _ => return Some((value, end)),
        };
        let next = self.after_joint(end);
        let rest = if ones.end == 20 && self.word(next) == Some("dix") {
            self.below_hundred(next)
        } else {
            self.value(next).map(|rest| (rest, next + 1))
        };
        Some(match rest.filter(|(rest, _)| ones.contains(rest)) {
            Some((rest, after)) => (value + rest, after),
            None => (value, end),
        })
    }

    fn value(&self, at: usize) -> Option<u32> {
        numeral(self.word(at)?).map(u32::from)
    }

    /// Past the dash or the "and" inside a number.
    fn after_joint(&self, at: usize) -> usize {
        let joins = self.is_sign(at, '-')
            || matches!(self.word(at), Some("and" | "und" | "et" | "y" | "e"));
        at + usize::from(joins)
    }

    /// "within a year": the unit and the token after it, unless it is a rate ("$5 a month", "an e-mail a week").
    pub(super) fn one_of_time(&self, at: usize) -> Option<(&'static str, usize)> {
        if !matches!(self.word(at)?, "a" | "an") {
            return None;
        }
        let (unit, end) = self.time_unit(at + 1)?;
        if !ONE_OF_TIME.contains(&self.word(end - 1)?) {
            return None;
        }
        let counted = |at: Option<usize>| {
            at.is_some_and(|at| self.figure(at).is_some() || self.value(at).is_some())
        };
        let before = at.checked_sub(1);
        let earlier = at.checked_sub(2);
        if counted(before) {
            return None;
        }
        let Some(word) = before.and_then(|before| self.word(before)) else {
            return Some((unit, end));
        };
        let is_rate = ["once", "twice", "times", "thrice"].contains(&word)
            || words::unit(word).is_some()
            || words::currency(word).is_some()
            || (!TAKES_TIME.contains(&word)
                && (word.ends_with('s')
                    || counted(earlier)
                    || earlier.is_some_and(|at| matches!(self.word(at), Some("a" | "an")))));
        (!is_rate).then_some((unit, end))
    }
}

/// Units that state a length of time after "a". "Just a second" and "in a minute" state none.
const ONE_OF_TIME: [&str; 7] = [
    "hour",
    "day",
    "week",
    "fortnight",
    "month",
    "year",
    "decade",
];

/// Words before "a year" that make it a length of time although they end like things that are counted.
const TAKES_TIME: [&str; 20] = [
    "is", "was", "has", "takes", "lasts", "gets", "needs", "requires", "gives", "offers",
    "includes", "means", "plus", "adds", "within", "in", "for", "after", "of", "over",
];

fn fraction(word: &str) -> Option<&'static str> {
    Some(match word {
        "half" | "halbe" | "halbes" | "halben" | "halber" | "demi" | "demie" | "media"
        | "medio" | "mezza" | "mezzo" | "meia" | "meio" | "halve" | "pol" => "0.5",
        "anderthalb" | "eineinhalb" | "anderhalf" | "anderhalve" | "poltora" | "poltorej" => "1.5",
        _ => return None,
    })
}

/// What a number word is worth, where it is unambiguous before a unit.
fn numeral(word: &str) -> Option<u16> {
    static BY_NAME: LazyLock<HashMap<String, u16>> = LazyLock::new(|| {
        let mut names: HashMap<String, u16> = HashMap::new();
        for (value, list) in NUMERALS {
            for name in list.split(' ') {
                names.entry(name.to_owned()).or_insert(*value);
            }
        }
        for (tens, joint, ones, hundred) in COMPOUNDS {
            for (one, ones) in (1..).zip(ones.split(' ')) {
                for (ten, tens) in (2..).zip(tens.split(' ')) {
                    let name = match *joint {
                        // Italian drops a vowel before another: "trentuno".
                        "" if ones.starts_with(['u', 'o']) && !tens.ends_with('y') => {
                            format!("{}{ones}", &tens[..tens.len() - 1])
                        }
                        "" => format!("{tens}{ones}"),
                        joint => format!("{ones}{joint}{tens}"),
                    };
                    names.insert(name, ten * 10 + one);
                }
                names.insert(format!("{ones}{hundred}"), one * 100);
            }
        }
        names
    });
    BY_NAME.get(word).copied()
}

/// What makes one word of tens and ones: tens from 20, what stands between (then the ones come first), ones, hundred.
const COMPOUNDS: &[(&str, &str, &str, &str)] = &[
    (
        "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
        "und",
        "ein zwei drei vier funf sechs sieben acht neun",
        "hundert",
    ),
    (
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        "en",
        "een twee drie vier vijf zes zeven acht negen",
        "honderd",
    ),
    (
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "",
        "uno due tre quattro cinque sei sette otto nove",
        "cento",
    ),
    (
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "",
        "one two three four five six seven eight nine",
        "hundred",
    ),
    (
        "veinti",
        "",
        "un dos tres cuatro cinco seis siete ocho nueve",
        "cientos",
    ),
];

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
    (11, "eleven elf onze once undici jedenascie jedenastu"),
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
        "fifteen funfzehn quinze quince quindici vijftien pietnascie pietnastu",
    ),
    (
        16,
        "sixteen sechzehn seize dieciseis sedici dezesseis dezasseis zestien szesnascie",
    ),
    (
        17,
        "seventeen siebzehn diecisiete diciassette dezessete dezassete zeventien siedemnascie",
    ),
    (
        18,
        "eighteen achtzehn diciotto dieciocho dezoito achttien osiemnascie",
    ),
    (
        19,
        "nineteen neunzehn diecinueve diciannove dezenove dezanove negentien dziewietnascie",
    ),
    (
        20,
        "twenty zwanzig vingt veinte venti vinte twintig dwadziescia dwudziestu",
    ),
    (21, "veintiuno ventun"),
    (
        30,
        "thirty dreissig trente treinta trenta trinta dertig trzydziesci trzydziestu",
    ),
    (
        40,
        "forty vierzig quarante cuarenta quaranta quarenta veertig czterdziesci",
    ),
    (
        50,
        "fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig piecdziesiat",
    ),
    (
        60,
        "sixty sechzig soixante sesenta sessanta sessenta zestig szescdziesiat",
    ),
    (
        70,
        "seventy siebzig septante setenta settanta zeventig siedemdziesiat",
    ),
    (
        80,
        "eighty achtzig huitante ochenta ottanta oitenta tachtig osiemdziesiat",
    ),
    (
        90,
        "ninety neunzig nonante noventa novanta negentig dziewiecdziesiat",
    ),
    (
        100,
        "hundred hundert cent cien ciento cento cem honderd sto",
    ),
    (200, "doscientos doscientas duzentos duzentas dwiescie"),
    (300, "trescientos trescientas trezentos trezentas trzysta"),
    (400, "quatrocentos quatrocentas czterysta"),
    (500, "quinientos quinientas quinhentos quinhentas piecset"),
    (600, "seiscentos seiscentas szescset"),
    (700, "setecientos setecientas setecentos siedemset"),
    (800, "oitocentos oitocentas osiemset"),
    (900, "novecientos novecientas novecentos dziewiecset"),
    (1000, "thousand tausend mille mil duizend tysiac"),
];
