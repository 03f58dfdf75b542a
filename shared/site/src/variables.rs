//! Names of the environment that no site file may use.

/// Variables of the edge's own, keys among them. A site file can't name one: what it names is sent to
/// whom it names.
pub const OWN_VARIABLES: [&str; 14] = [
    "HANDRAIL_ADMIN_SECRET",
    "HANDRAIL_DESK_ORIGIN",
    "HANDRAIL_MESSAGES_PER_MINUTE",
    "HANDRAIL_MODE",
    "HANDRAIL_ORIGIN",
    "HANDRAIL_SANDBOX_SITE",
    "HANDRAIL_SECRETS",
    "HANDRAIL_SECURITY_CONTACT",
    "HANDRAIL_SITE",
    "HANDRAIL_STARTS_PER_MINUTE",
    "HANDRAIL_TOKEN_KEY",
    "HANDRAIL_TRUST_FORWARDED",
    "HANDRAIL_VAULT_KEY",
    "HANDRAIL_VAULT_KEY_PREVIOUS",
];
