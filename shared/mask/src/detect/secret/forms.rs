//! The forms of credentials that tell by themselves: documented prefixes, JSON web tokens, webhooks.

/// Prefixes issuers document, and how many characters follow at least.
const PREFIXES: [(&str, usize); 78] = [
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("sk-svcacct-", 20),
    ("sk-or-v1-", 20),
    ("sk-", 16),
    ("sk_live_", 10),
    ("sk_test_", 10),
    ("pk_live_", 10),
    ("pk_test_", 10),
    ("rk_live_", 10),
    ("rk_test_", 10),
    ("whsec_", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 22),
    ("glpat-", 16),
    ("gldt-", 16),
    ("glptt-", 16),
    ("glrt-", 16),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxa-", 10),
    ("xoxs-", 10),
    ("xoxr-", 10),
    ("xoxe.", 10),
    ("xoxe-", 10),
    ("xapp-", 10),
    ("AKIA", 16),
    ("ASIA", 16),
    ("ABIA", 16),
    ("AIza", 30),
    ("GOCSPX-", 20),
    ("ya29.", 20),
    ("1//0", 30),
    ("SG.", 30),
    ("npm_", 30),
    ("pypi-", 30),
    ("rubygems_", 30),
    ("hf_", 20),
    ("gsk_", 30),
    ("dop_v1_", 30),
    ("doo_v1_", 30),
    ("dor_v1_", 30),
    ("shpat_", 20),
    ("shpss_", 20),
    ("shpca_", 20),
    ("shppa_", 20),
    ("sq0atp-", 16),
    ("sq0csp-", 16),
    ("sq0idp-", 16),
    ("EAAA", 56),
    ("key-", 28),
    ("lin_api_", 20),
    ("r8_", 30),
    ("dckr_pat_", 20),
    ("PMAK-", 20),
    ("EAAC", 40),
    ("EAAG", 40),
    ("dapi", 32),
    ("NRAK-", 20),
    ("nvapi-", 30),
    ("pplx-", 30),
    ("xkeysib-", 30),
    ("xai-", 30),
    ("pat-na1-", 20),
    ("pat-eu1-", 20),
    ("secret_", 40),
    ("ntn_", 40),
    ("figd_", 20),
    ("hvs.", 20),
    ("hvb.", 20),
    ("dp.pt.", 30),
    ("sntrys_", 30),
    ("tfp_", 30),
    ("vercel_", 20),
];

/// Paths that end in a secret: whoever knows the link may write.
const WEBHOOKS: [&str; 7] = [
    "hooks.slack.com/services/",
    "hooks.slack.com/workflows/",
    "hooks.slack.com/triggers/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "webhook.office.com/webhookb2/",
    "hooks.zapier.com/hooks/catch/",
];

/// Where in a run of characters a credential stands: first byte and byte after the last.
pub(super) fn find(chunk: &str) -> Option<(usize, usize)> {
    if chunk.len() > 40
        && let Some(host) = WEBHOOKS
            .iter()
            .find_map(|path| chunk.find(path).map(|at| at + path.len()))
        && chunk.len() >= host + 8
    {
        return Some((host, chunk.len()));
    }
    // A credential starts the run, or the part behind a separator: "key=sk-…", "x/ghp_…".
    let starts = std::iter::once(0).chain(
        chunk
            .bytes()
            .enumerate()
            .filter(|(_, b)| matches!(b, b'=' | b'/'))
            .map(|(at, _)| at + 1)
            .take(12),
    );
    for start in starts {
        let part = chunk.get(start..)?;
        if let Some(length) = prefixed(part).or_else(|| web_token(part)) {
            return Some((start, start + length));
        }
    }
    None
}

/// Length of the credential with a known prefix that begins the text.
fn prefixed(part: &str) -> Option<usize> {
    let (prefix, least) = PREFIXES
        .iter()
        .find(|(prefix, _)| part.starts_with(prefix))?;
    let body = &part[prefix.len()..];
    let length = body
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'='))
        .count();
    let body = body[..length].trim_end_matches(['.', '=']);
    let capitals = matches!(*prefix, "AKIA" | "ASIA" | "ABIA");
    let letters_only = !prefix.contains(['-', '_', '.', '/']);
    let fits = body.len() >= *least
        && body.bytes().any(|b| b.is_ascii_digit())
        && (!capitals
            || body
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
        && (!letters_only || !body.contains('.'));
    fits.then_some(prefix.len() + body.len())
}

/// RFC 7519: two or three base64url parts, the first a JSON object.
fn web_token(part: &str) -> Option<usize> {
    if !part.starts_with("eyJ") {
        return None;
    }
    let is_part = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'='))
    };
    let mut parts = part.split('.');
    let (header, body) = (parts.next()?, parts.next()?);
    let signature = parts.next().unwrap_or("");
    (header.len() >= 10
        && body.len() >= 4
        && is_part(header)
        && is_part(body)
        && is_part(signature))
    .then_some(part.len())
}

/// Letters and digits in a mix no word has.
pub(super) fn is_random(chunk: &str) -> bool {
    let count = |is: fn(&u8) -> bool| chunk.bytes().filter(is).count();
    let digits = count(u8::is_ascii_digit);
    let letters = count(u8::is_ascii_alphabetic);
    let dots = count(|b| *b == b'.');
    let slashes = count(|b| *b == b'/');
    let long = chunk.len() >= 32;
    (digits >= 2 || digits == 1 && long)
        && letters >= 4
        && dots <= 2
        && slashes <= if long { 5 } else { 2 }
}

/// Whether capitals stand inside among small letters, as in base64 without a digit.
pub(super) fn is_mixed(chunk: &str) -> bool {
    let inner = chunk
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    inner >= 2 && !chunk.contains(['.', '/'])
        || chunk.len() >= 12 && chunk.ends_with('=') && inner >= 1
}
