//! What holds for every text: round trips, no leaks, true offsets, any chunking, no panic.

#![allow(clippy::unwrap_used)]

use handrail_mask::{
    BareNumbers, Context, Lens, Masked, Masker, Restore, UnmaskState, Unmasker, Vault,
};
use proptest::prelude::*;

/// Pieces that put the detectors and the look-alike rule to work, mixed with any text.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => "[ -~]{0,12}",
        8 => proptest::sample::select(vec![
            "4242 4242 4242 4242", "4242424242424242", "4242-4242-4242-4242", "4242", "219-09-9998", "my ssn is 6789", "ann@example.com",
            "Ann@Example.com", "+49 170 1234567", "0170 1234567", "(212) 555-0142", "DE89 3704 0044 0532 0130 00", "203.0.113.7", "::1",
            "my name is ", "I'm Sarah Miller", "Sarah", "sarah miller", "miller", "password is ", "pin 4821", "hunter2!", "123 Main St, Springfield, IL 62704",
            "Hauptstraße 5, 10115 Berlin", "[CARD_1]", "[card_1]", "[NAME_2", "_1]", "[", "]", "[[CARD_1]", "[TEXT_1]", "[CARD\\_1]", "[PHONE_", "1]",
            "sk-abcdEFGH1234ijklMNOP", "\u{200b}", "\0", "\u{b}", "%20", "%40", "&#64;", "%2D", "ann%40example.com", "4242%204242%204242%204242", "\u{e000}", "\u{a0}", "４２４２", " ", "\n", ", ", ". ", "(", ")", "https://x.example/?a=", "](", "<a href=",
            "anngmailcom", "ann at example dot com", "İ", "ß", "e\u{301}", "🙂", "-", "'", "’s",
        ]).prop_map(str::to_owned),
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

fn masker() -> Masker {
    Masker::builder()
        .restore_all(Restore::Full)
        .bare_numbers(BareNumbers::Mask)
        .build()
        .unwrap()
}

/// The text with each masked value in the spelling the vault holds.
fn first_spellings(text: &str, masking: &handrail_mask::Masking, vault: &Vault) -> String {
    let points: Vec<char> = text.chars().collect();
    let mut whole = String::new();
    let mut from = 0;
    for span in &masking.spans {
        whole.extend(&points[from..span.start]);
        whole.push_str(vault.get(&span.placeholder).unwrap().value());
        from = span.end;
    }
    whole.extend(&points[from..]);
    whole
}

fn cut(text: &str, cuts: &[usize]) -> Vec<String> {
    let mut chunks = vec![String::new()];
    for (index, c) in text.chars().enumerate() {
        if cuts.contains(&(index % 17)) {
            chunks.push(String::new());
        }
        chunks.last_mut().unwrap().push(c);
    }
    chunks
}

fn streamed(masker: &Masker, vault: &Vault, lens: Lens, chunks: &[String]) -> String {
    let mut unmasker = Unmasker::new(masker, vault, lens);
    let mut whole: String = chunks.iter().map(|chunk| unmasker.push(chunk)).collect();
    whole.push_str(&unmasker.finish());
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn unmasking_gives_the_text_back(text in text(), cuts in proptest::collection::vec(0_usize..17, 0..6)) {
        let masker = masker();
        let mut vault = Vault::new();
        let masking = masker.mask(&text, &Context::default(), &mut vault).unwrap();
        let expected = first_spellings(&text, &masking, &vault);
        prop_assert_eq!(masker.unmask(&masking.masked, &vault, Lens::PersonWritten), expected.clone());
        let chunks = cut(masking.masked.as_str(), &cuts);
        prop_assert_eq!(streamed(&masker, &vault, Lens::PersonWritten, &chunks), expected.clone());
        // One spelling per value is the ordinary case: then it is the very text.
        if vault.len() == masking.spans.len() {
            prop_assert_eq!(expected, text);
        }
    }

    #[test]
    fn streams_equal_the_whole(masked in text(), known in text(), cuts in proptest::collection::vec(0_usize..17, 0..8)) {
        let masker = Masker::default();
        let mut vault = Vault::new();
        masker.mask(&known, &Context::default(), &mut vault).unwrap();
        for lens in [Lens::VisitorOfAi, Lens::PersonWritten] {
            let chunks = cut(&masked, &cuts);
            prop_assert_eq!(streamed(&masker, &vault, lens, &chunks), masker.unmask(&masked, &vault, lens));
        }
    }

    #[test]
    fn only_the_beginning_of_a_placeholder_is_held(masked in text(), known in text()) {
        let masker = Masker::default();
        let mut vault = Vault::new();
        masker.mask(&known, &Context::default(), &mut vault).unwrap();
        let spellings: Vec<String> = vault.entries().map(|e| e.placeholder().to_string()).collect();
        let mut state = UnmaskState::new(Lens::PersonWritten);
        let mut pushed = String::new();
        let mut shown = String::new();
        for c in masked.chars() {
            pushed.push(c);
            shown.push_str(&state.push(&masker, &vault, c.encode_utf8(&mut [0; 4])));
            // What is pushed and not shown is the beginning of a placeholder.
            let held = masker.unmask(&pushed, &vault, Lens::PersonWritten);
            let held = held.strip_prefix(shown.as_str()).expect("what was shown stands");
            prop_assert!(held.is_empty() || spellings.iter().any(|s| s.starts_with(held) && s.len() > held.len()), "{held:?}");
        }
    }

    #[test]
    fn nothing_masked_is_left(text in text()) {
        let masker = masker();
        let mut vault = Vault::new();
        let masking = masker.mask(&text, &Context::default(), &mut vault).unwrap();
        let again = masker.mask(masking.masked.as_str(), &Context::default(), &mut vault.clone()).unwrap();
        let values: Vec<&str> = vault.entries().map(|e| e.value()).collect();
        for span in &again.spans {
            // What a second pass still masks is a placeholder or was not a value of the first.
            let found: String = masking.masked.as_str().chars().skip(span.start).take(span.end - span.start).collect();
            prop_assert!(found.starts_with('[') || !values.contains(&found.as_str()), "{found:?} is left in {:?}", masking.masked);
        }
    }

    #[test]
    fn later_texts_do_not_leak_known_values(first in text(), before in "[a-z ]{0,8}", after in "[a-z ]{0,8}") {
        let masker = masker();
        let mut vault = Vault::new();
        masker.mask(&first, &Context::default(), &mut vault).unwrap();
        let values: Vec<String> = vault.entries().map(|e| e.value().to_owned()).collect();
        for value in values.iter().filter(|v| !v.contains('[') && v.chars().any(char::is_alphanumeric)) {
            let later = format!("{before} {value} {after}");
            let masking = masker.mask(&later, &Context::default(), &mut vault).unwrap();
            let rest = masking.masked.as_str().replace(['[', ']'], " ");
            let stripped: String = handrail_stripped(&masking.masked);
            prop_assert!(!stripped.contains(value.as_str()) || format!("{before} {after}").contains(value.as_str()), "{value:?} left in {rest:?}");
        }
    }

    #[test]
    fn spans_are_in_order_and_in_range(text in text()) {
        let masker = masker();
        let context = Context { previous: &["What is your card number, PIN or name?"], ..Context::default() };
        let mut end = 0;
        for span in masker.detect(&text, &context) {
            prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            end = span.end;
        }
        let masking = masker.mask(&text, &context, &mut Vault::new()).unwrap();
        let points = text.chars().count();
        prop_assert!(masking.spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(masking.spans.iter().all(|span| span.start < span.end && span.end <= points));
        prop_assert!(masking.new_entries.len() <= masking.spans.len());
    }

    #[test]
    fn masking_what_is_masked_restores_fine(text in text()) {
        let masker = masker();
        let mut vault = Vault::new();
        let once = masker.mask(&text, &Context::default(), &mut vault).unwrap().masked;
        let mut second = Vault::new();
        let twice = masker.mask(once.as_str(), &Context::default(), &mut second).unwrap();
        let expected = first_spellings(once.as_str(), &twice, &second);
        prop_assert_eq!(masker.unmask(&twice.masked, &second, Lens::PersonWritten), expected);
    }

    #[test]
    fn irreversible_masking_keeps_no_number(text in text()) {
        let masked = masker().mask_irreversibly(&text, &Context::default());
        let vault = Vault::new();
        prop_assert_eq!(masker().unmask(&masked, &vault, Lens::PersonWritten), masked.as_str());
    }
}

/// The masked text without its placeholders.
fn handrail_stripped(masked: &Masked) -> String {
    masked.without_placeholders().into_string()
}
