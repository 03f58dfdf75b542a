//! What holds for every text, as functions that panic where it does not.
//!
//! For: the deterministic run beside this file, and the fuzz targets in `shared/mask/fuzz`, which
//! call the same functions with texts of their own. Not for: examples; those are in the tables.

use std::collections::BTreeSet;

use handrail_mask::{
    BareNumbers, Context, CustomName, Entry, Kind, Lens, Masker, Masking, Placeholder, Published,
    Restore, UnmaskState, Vault,
};

const LENSES: [Lens; 3] = [Lens::VisitorOfAi, Lens::ToolArguments, Lens::PersonWritten];

/// The longest placeholder in any spelling, in characters.
const HELD_MAX: usize = 48;

/// Everything on, and everything shown.
fn masker() -> Masker {
    Masker::builder()
        .restore_all(Restore::Full)
        .bare_numbers(BareNumbers::Mask)
        .build()
        .expect("nothing is switched off")
}

fn mask(masker: &Masker, text: &str, vault: &mut Vault) -> Masking {
    masker
        .mask(text, &Context::default(), vault)
        .expect("the text is short and the vault has room")
}

/// Masked and unmasked, a text is what it was, each value in the spelling first seen.
pub(crate) fn mask_round_trip(text: &str) {
    let masker = masker();
    let mut vault = Vault::new();
    let masking = mask(&masker, text, &mut vault);
    let points: Vec<char> = text.chars().collect();
    let (mut expected, mut from) = (String::new(), 0);
    for span in &masking.spans {
        expected.extend(&points[from..span.start]);
        let entry = vault.get(&span.placeholder).expect("the vault knows it");
        expected.push_str(entry.value());
        from = span.end;
    }
    expected.extend(&points[from..]);
    let back = masker.unmask(&masking.masked, &vault, Lens::PersonWritten);
    assert_eq!(back, expected);
    if vault.len() == masking.spans.len() {
        assert_eq!(back, text, "each value stands once");
    }
    let restored = Vault::restore(vault.entries().cloned()).expect("no two entries conflict");
    let again = masker.unmask(&masking.masked, &restored, Lens::PersonWritten);
    assert_eq!(again, back);
}

/// Offsets lie on character boundaries, in order, apart and inside the text.
pub(crate) fn detect_offsets(text: &str) {
    let asked = ["What are your card number, PIN, date of birth and name?"];
    for previous in [&[][..], &asked[..]] {
        let context = Context {
            previous,
            ..Context::default()
        };
        let masker = masker();
        let mut end = 0;
        for span in masker.detect(text, &context) {
            assert!(span.start >= end, "{span:?} lies in the one before");
            assert!(span.start < span.end, "{span:?} is empty");
            assert!(text.get(span.start..span.end).is_some(), "{span:?} cuts");
            assert!((1..=100).contains(&span.score), "{span:?}");
            end = span.end;
        }
        let mut vault = Vault::new();
        let masking = masker
            .mask(text, &context, &mut vault)
            .expect("the text is short and the vault has room");
        let mut end = 0;
        for span in &masking.spans {
            assert!(span.start >= end && span.start < span.end, "{span:?}");
            end = span.end;
        }
        assert!(end <= text.chars().count());
        assert_eq!(masking.new_entries.len(), vault.len());
    }
}

/// Any cut of a stream gives the same; what is held is short and may become a placeholder; JSON
/// stays JSON.
pub(crate) fn unmask_chunks(text: &str) {
    let masker = masker();
    let vault = vault_about(text, &BTreeSet::new());
    let json = serde_json::to_string(text).expect("text has a form in JSON");
    for (lens, text) in LENSES
        .into_iter()
        .map(|lens| (lens, text))
        .chain([(Lens::ToolArguments, json.as_str())])
    {
        let whole = masker.unmask(text, &vault, lens);
        let mut cuts = Random::of(text);
        for _ in 0..3 {
            let mut state = UnmaskState::new(lens);
            let mut streamed = String::new();
            let mut rest = text;
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at(cuts.boundary(rest));
                streamed.push_str(&state.push(&masker, &vault, chunk));
                check_held(&held(&masker, &state), lens);
                rest = after;
            }
            streamed.push_str(&state.finish(&masker, &vault));
            assert_eq!(streamed, whole, "{lens:?} {text:?}");
        }
        if lens == Lens::ToolArguments && is_json(text) {
            assert!(is_json(&whole), "{text:?} became {whole:?}");
            assert_eq!(between_strings(&whole), between_strings(text));
        }
    }
    let nothing = Vault::new();
    for lens in LENSES {
        assert_eq!(masker.unmask(text, &nothing, lens), text);
    }
}

fn held(masker: &Masker, state: &UnmaskState) -> String {
    state.clone().finish(masker, &Vault::new())
}

fn check_held(held: &str, lens: Lens) {
    // The longest escape of a character is `\u005B`, and one may be cut off.
    let longest = match lens {
        Lens::ToolArguments => (HELD_MAX + 1) * 6,
        _ => HELD_MAX,
    };
    assert!(held.chars().count() <= longest, "{held:?} is held");
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A JSON document without what its strings hold.
fn between_strings(json: &str) -> String {
    let (mut between, mut in_string, mut escaped) = (String::new(), false, false);
    for c in json.chars() {
        if !in_string || c == '"' && !escaped {
            between.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    between
}

/// Nothing that was typed or stands in an article resolves, whatever is known.
pub(crate) fn look_alikes(text: &str) {
    let masker = masker();
    let mut taken = BTreeSet::new();
    let reviewed = Published::reviewed(text);
    let vault = vault_about(text, &taken);
    for (lens, text) in [
        (Lens::VisitorOfAi, reviewed.as_str()),
        (Lens::PersonWritten, reviewed.as_str()),
        (
            Lens::ToolArguments,
            &serde_json::to_string(reviewed.as_str()).expect("text has a form in JSON"),
        ),
    ] {
        assert_eq!(masker.unmask(text, &vault, lens), text, "{lens:?}");
    }
    assert_eq!(Published::reviewed(reviewed.as_str()), reviewed);

    // A masked text resolves where the masker put something, and nowhere else: with these
    // placeholders unknown, nothing is left to resolve.
    let masking = mask(&masker, text, &mut Vault::new());
    let points: Vec<char> = text.chars().collect();
    let (mut masked, mut from) = (String::new(), 0);
    for (index, span) in masking.spans.iter().enumerate() {
        let number = 3_000_000_000 + u32::try_from(index).expect("the text is short");
        taken.insert(number);
        masked.extend(&points[from..span.start]);
        masked.push_str(&format!("[TEXT_{number}]"));
        from = span.end;
    }
    masked.extend(&points[from..]);
    let vault = vault_about(text, &taken);
    for lens in [Lens::VisitorOfAi, Lens::PersonWritten] {
        assert_eq!(
            masker.unmask(&masked, &vault, lens),
            masked,
            "{lens:?} {text:?}"
        );
    }
}

/// A vault that knows every placeholder a text may name: our kinds and, as kinds of a site's own,
/// its words, with low numbers and its own.
fn vault_about(text: &str, but: &BTreeSet<u32>) -> Vault {
    let mut numbers = BTreeSet::from([1, 2, 3, 10, 12, 99, 100, 4242, u32::MAX]);
    let digits = text.split(|c: char| !c.is_ascii_digit());
    numbers.extend(
        digits
            .filter_map(|n| n.parse::<u32>().ok())
            .filter(|n| *n > 0)
            .take(20),
    );
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    let own: BTreeSet<CustomName> = words
        .chain(["loyalty", "shoe", "karte"])
        .filter_map(|word| CustomName::new(&word.to_ascii_lowercase()).ok())
        .take(20)
        .collect();
    let kinds = Kind::ALL
        .into_iter()
        .chain(own.into_iter().map(Kind::Custom));
    let entries = kinds.flat_map(|kind| {
        numbers.difference(but).map(move |number| {
            let placeholder: Placeholder = format!("[{}_{number}]", kind.label())
                .parse()
                .expect("label and number are plain");
            Entry::new(placeholder, format!("{VALUE} \"{number}\\"))
        })
    });
    Vault::restore(entries).expect("each placeholder stands once")
}

const VALUE: &str = "✓ value";

/// A fixed sequence of numbers per text or seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn of(text: &str) -> Self {
        Self::new(text.bytes().fold(14_695_981_039_346_656_037, |hash, b| {
            (hash ^ u64::from(b)).wrapping_mul(1_099_511_628_211)
        }))
    }

    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `limit`, which is not zero. (xorshift64*, Vigna 2016.)
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(2_685_821_657_736_338_717) >> 33;
        usize::try_from(high).unwrap_or_default() % limit
    }

    /// A character boundary of a text that is not empty, mostly near, never zero.
    pub(crate) fn boundary(&mut self, text: &str) -> usize {
        let mut at = 1 + self.below(9).min(text.len() - 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}
