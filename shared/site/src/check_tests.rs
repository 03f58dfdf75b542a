use super::*;

const SMALL: &str = r#"
schema = 1
id = "acme"
name = "Acme Store"
origins = ["https://www.acme.com"]
[contact]
email = "help@acme.com"
[disclosure]
version = "2026-11-01"
"#;

#[test]
fn the_smallest_file_has_defaults() {
    let site = SiteFile::parse(SMALL).expect("valid");
    assert_eq!(site.handoff.failed_answers, 2);
    assert_eq!(site.locales, ["en"]);
    assert!(!site.is_generative());
}

#[test]
fn a_wrong_file_says_where_and_what() {
    let cases: &[(&str, &str, &str)] = &[
        ("colour = 1\n", "colour", "unknown field `colour`"),
        (
            "[handoff]\nsignal = 2\n",
            "handoff.signal",
            "unknown field `signal`",
        ),
        (
            "[handoff]\nfailed_answers = \"two\"\n",
            "handoff.failed_answers",
            "expected u32",
        ),
        (
            "[handoff]\nmin_confidence = 1.5\n",
            "handoff.min_confidence",
            "0 to 1",
        ),
        (
            "[assistant]\ntokens_per_day = 5\n",
            "assistant.tokens_per_day",
            "this version does not have",
        ),
        (
            "[branding]\nposition = \"bottom_start\"\n",
            "branding.position",
            "--handrail-start",
        ),
        (
            "[[knowledge]]\npath=\"kb\"\nrefresh=\"weekly\"\n",
            "knowledge[0].refresh",
            "this version does not have",
        ),
        (
            "[[model]]\nprovider=\"openai_compatible\"\nurl=\"ftp://x\"\nname=\"m\"\n",
            "model[0].url",
            "no web address",
        ),
        (
            "[[model]]\nprovider=\"openai_compatible\"\nurl=\"http://x/v1\"\nname=\"m\"\nkey_env=\"HANDRAIL_VAULT_KEY\"\n",
            "model[0].key_env",
            "the edge's own",
        ),
        (
            "[[model]]\nprovider=\"openai_compatible\"\nurl=\"http://x/v1\"\nname=\"m\"\nkey_env=\"sk-123\"\n",
            "model[0].key_env",
            "not the name of a variable",
        ),
        (
            "[[agent]]\nemail=\"dana\"\nname=\"Dana\"\n",
            "agent[0].email",
            "no e-mail",
        ),
        (
            "[hours]\ntime_zone=\"Europe/Berlin\"\nmon=[\"9-5\"]\n",
            "hours.mon[0]",
            "no span of a day",
        ),
        (
            "[hours]\ntime_zone=\"Berlin\"\n",
            "hours.time_zone",
            "no time zone",
        ),
        (
            "[hours]\ntime_zone=\"UTC\"\nholidays=[\"2026-12-25\", \"26.12.2026\"]\n",
            "hours.holidays[1]",
            "no date",
        ),
        (
            "[hours]\ntime_zone=\"UTC\"\nexceptions={\"2026-02-30\"=[]}\n",
            "hours.exceptions.2026-02-30",
            "no date",
        ),
        (
            "[branding]\naccent=\"blue\"\n",
            "branding.accent",
            "no colour",
        ),
        (
            "[proxy]\nkey_env=\"HANDRAIL_KEY\"\n",
            "proxy",
            "missing field `upstream`",
        ),
        (
            "[proxy]\nupstream=\"api.example.com\"\n",
            "proxy.upstream",
            "no web address",
        ),
        (
            "[proxy]\nupstream=\"https://a/v1\"\nkey_env=\"sk-1\"\n",
            "proxy.key_env",
            "not the name of a variable",
        ),
        (
            "[proxy]\nupstream=\"https://a/v1\"\ntokens_per_minute=1\n",
            "proxy.tokens_per_minute",
            "unknown field",
        ),
        (
            "[proxy]\nupstream=\"https://a/v1\"\nrequests_per_minute=0\n",
            "proxy.requests_per_minute",
            "out of range",
        ),
        ("= 1\n", "", "is no TOML"),
        ("[webhook]\n", "webhook", "expected a sequence"),
        (
            "[[webhook]]\nformat=\"standard\"\nurl_env=\"HANDRAIL_HOOK_URL\"\nevents=[\"message_left\"]\n",
            "webhook[0].secret_env",
            "signing secret",
        ),
        (
            "[[webhook]]\nformat=\"slack\"\nurl_env=\"HANDRAIL_HOOK_URL\"\nsecret_env=\"HANDRAIL_HOOK_SECRET\"\nevents=[\"message_left\"]\n",
            "webhook[0].secret_env",
            "signs nothing",
        ),
        (
            "[[webhook]]\nformat=\"pager\"\nurl_env=\"HANDRAIL_HOOK_URL\"\nevents=[\"message_left\"]\n",
            "webhook[0].format",
            "expected `standard` or `slack`",
        ),
    ];
    for (extra, path, problem) in cases {
        let text = if extra.starts_with('[') {
            format!("{SMALL}{extra}")
        } else {
            format!("{extra}{SMALL}")
        };
        let error = SiteFile::parse(&text).expect_err(extra);
        assert_eq!(error.path, *path, "{error}");
        assert!(error.problem.contains(problem), "{error}");
    }
}

#[test]
fn an_unknown_way_to_reach_people_is_refused() {
    let text = SMALL.replace(
        "email = \"help@acme.com\"",
        "email = \"help@acme.com\"\nfax = \"1\"",
    );
    assert_eq!(SiteFile::parse(&text).expect_err("fax").path, "contact.fax");
}

#[test]
fn origins_are_exact() {
    for good in [
        "https://www.acme.com",
        "http://localhost:8787",
        "https://xn--bcher-kva.example",
        "http://[::1]:80",
    ] {
        assert!(is_origin(good), "{good}");
    }
    for bad in [
        "https://acme.com/",
        "acme.com",
        "https://*.acme.com",
        "https://ACME.com",
        "https://a.com:099999",
        "null",
        "https://",
    ] {
        assert!(!is_origin(bad), "{bad}");
    }
}

#[test]
fn no_misfit_repeats_the_value_that_stood_there() {
    let secret = "sk-9c41f7d2";
    for line in [
        "[handoff]\nfailed_answers = \"VALUE\"\n",
        "[branding]\naccent = \"VALUE\"\n",
        "[branding]\nscheme = \"VALUE, expected VALUE\"\n",
        "[[model]]\nprovider=\"openai_compatible\"\nurl=\"http://x/v1\"\nname=\"m\"\nkey_env=\"VALUE\"\n",
        "[[model]]\nprovider=\"openai_compatible\"\nurl=\"VALUE\"\nname=\"m\"\n",
        "[[model]]\nprovider=\"VALUE\"\nurl=\"http://x\"\nname=\"m\"\n",
        "[[agent]]\nemail=\"VALUE\"\nname=\"Dana\"\n",
        "[hours]\ntime_zone=\"VALUE\"\n",
        "[hours]\ntime_zone=\"UTC\"\nmon=[\"VALUE\"]\n",
        "[hours]\ntime_zone=\"UTC\"\nholidays=[\"VALUE\"]\n",
        "[proxy]\nupstream=\"VALUE\"\n",
    ] {
        let text = format!("{SMALL}{}", line.replace("VALUE", secret));
        let error = SiteFile::parse(&text).expect_err(line).to_string();
        assert!(!error.contains(&secret[..4]), "{error}");
    }
}
