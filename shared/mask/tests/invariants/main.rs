//! The invariants of the crate over seeded mutations of telling pieces; the fuzz targets in
//! `shared/mask/fuzz` check the same over whatever a fuzzer comes up with.

#![allow(clippy::unwrap_used)]

mod checks;

use checks::Random;
use handrail_mask::{Entry, Lens, Masker, UnmaskState, Vault};

const PIECES: &[&str] = &[
    "4242 4242 4242 4242",
    "4242424242424242",
    "4242",
    "219-09-9998",
    "ann@example.com",
    "+49 170 1234567",
    "(212) 555-0142",
    "DE89 3704 0044 0532 0130 00",
    "203.0.113.7",
    "my name is ",
    "I'm Sarah Miller",
    "Sarah",
    "my password is ",
    "pin 4821",
    "hunter2!",
    "123 Main St, Springfield, IL 62704",
    "sk-abcdEFGH1234ijklMNOP",
    "born 03/04/1985",
    "passport X1234567",
    "[CARD_1]",
    "[card_1]",
    "[NAME_2",
    "NAME_2]",
    "CARD_1",
    "CARD\\_1",
    "[CARD\\_1]",
    "\\[CARD_1\\]",
    "[[CARD_1]]",
    "{CARD_1}",
    "{{NAME_1}}",
    "<NAME_1>",
    "【NAME_1】",
    "［CARD_1］",
    "[**NAME_1**]",
    "[`NAME_1`]",
    "[ NAME_1 ]",
    "[Card 1]",
    "[card-12]",
    "[CARD1]",
    "[KARTE_1]",
    "[Téléphone 2]",
    "[date of birth 3]",
    "[FULL NAME 1]",
    "LOYALTY_1",
    "[loyalty 12]",
    "SHOE_1",
    "{SHOE_1}",
    "UTF_8",
    "ERROR_404",
    "[EMAIL]",
    "[TEXT_1]",
    "TEXT_1",
    "[ID_1]",
    "IP_99",
    "_1]",
    "[CARD_",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "<",
    ">",
    "【",
    "】",
    "(",
    ")",
    "_",
    "-",
    "\\",
    "\"",
    "'",
    "`",
    "*",
    "**",
    "1",
    "12",
    "0",
    " ",
    "  ",
    "\n",
    "\t",
    ".",
    ",",
    ":",
    ";",
    "!",
    "?",
    "/",
    "|",
    "=",
    "&",
    "@",
    "\\u005b",
    "\\u005D",
    "\\u005f",
    "\\n",
    "\\\"",
    "\\\\",
    "\\u",
    "\\u00",
    "\\ud83d",
    "{\"a\":\"",
    "\",\"b\":\"",
    "\"}",
    "\":\"",
    "https://evil.example/?q=",
    "www.",
    "evil.example/",
    "](",
    "[x](",
    "![y](/p?",
    "<a href=\"",
    "<img src=x",
    "mailto:",
    "[r]: ",
    "//",
    "\n\n",
    "\u{200b}",
    "\0",
    "%20",
    "%2D",
    "%40",
    "&#64;",
    "ann%40example.com",
    "\u{c}",
    "\u{e000}",
    "\u{a0}",
    "\u{2011}",
    "\u{2014}",
    "：",
    "。",
    "「",
    "’s",
    "²",
    "İ",
    "ß",
    "é",
    "e\u{301}",
    "🙂",
    "𝐂",
    "名前",
    "Hello",
    "THE END",
    "Kind regards,",
    "NAME",
    "CARD",
    "PHONE_",
    "card",
    "and",
    "the",
    "[\\",
    "【\\",
    "[NAME\\",
    "[NAME_1\\",
];

/// A text of pieces, some of them bent: a character less, twice, or another.
fn text(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(7) {
        text.push_str(PIECES[random.below(PIECES.len())]);
    }
    for _ in 0..random.below(3) {
        let at = random.below(text.chars().count());
        let (start, c) = text.char_indices().nth(at).unwrap();
        let other = PIECES[random.below(PIECES.len())].chars().next().unwrap();
        let with = match random.below(3) {
            0 => String::new(),
            1 => format!("{c}{c}"),
            _ => other.to_string(),
        };
        text.replace_range(start..start + c.len_utf8(), &with);
        if text.is_empty() {
            text.push(other);
        }
    }
    text
}

fn each_text(seed: u64, count: usize, check: fn(&str)) {
    let mut random = Random::new(seed);
    for piece in PIECES {
        check(piece);
    }
    for _ in 0..count {
        let text = text(&mut random);
        let result = std::panic::catch_unwind(|| check(&text));
        assert!(result.is_ok(), "the text was {text:?}");
    }
}

#[test]
fn mask_round_trip() {
    each_text(1, 4_000, checks::mask_round_trip);
}

#[test]
fn detect_offsets() {
    each_text(2, 4_000, checks::detect_offsets);
}

#[test]
fn unmask_chunks() {
    each_text(3, 1_500, checks::unmask_chunks);
}

#[test]
fn look_alikes() {
    each_text(4, 3_000, checks::look_alikes);
}

/// What is held can still become a placeholder the vault knows.
#[test]
fn what_is_held_can_become_a_placeholder() {
    let masker = Masker::default();
    let vault = Vault::restore(
        ["[NAME_1]", "[PHONE_12]", "[LOYALTY_3]", "[BIRTHDATE_2]"]
            .map(|placeholder| Entry::new(placeholder.parse().unwrap(), "✓".repeat(20))),
    )
    .unwrap();
    let mut random = Random::new(5);
    for _ in 0..4_000 {
        let text = text(&mut random);
        for lens in [Lens::VisitorOfAi, Lens::ToolArguments, Lens::PersonWritten] {
            let mut state = UnmaskState::new(lens);
            if lens == Lens::ToolArguments {
                let _ = state.push(&masker, &vault, "\"");
            }
            let _ = state.push(&masker, &vault, &text);
            let held = state.clone().finish(&masker, &Vault::new());
            // An escape that is cut off has to be held, whatever it is.
            let in_escape = lens == Lens::ToolArguments
                && held.rfind('\\').is_some_and(|at| held.len() - at < 6);
            assert!(
                held.is_empty() || in_escape || can_resolve(&masker, &vault, &state),
                "{lens:?} holds {held:?} of {text:?}"
            );
        }
    }
}

fn can_resolve(masker: &Masker, vault: &Vault, state: &UnmaskState) -> bool {
    "] _1232}>】)ABDEHILMNOPRTUYabcdefghijklmnopqrstuvwxyz\\[{"
        .chars()
        .any(|c| {
            let mut next = state.clone();
            let shown = next.push(masker, vault, c.encode_utf8(&mut [0; 4]));
            shown.contains('✓')
                || shown.contains("[LOYALTY]")
                || shown.contains("•")
                || shown.is_empty() && can_resolve(masker, vault, &next)
        })
}
