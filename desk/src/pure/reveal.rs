//! Who may look at a hidden value, why, and for how long it stays on the screen.

use handrail_protocol::{AgentId, Owner, Role};

/// The longest reason, in characters.
pub const REASON_MAX_CHARS: usize = 200;
/// A value that nobody hides is hidden after so long.
pub const SHOWN_SECONDS: u32 = 60;
/// What agents look values up for most.
pub const REASONS: [&str; 5] = [
    "Check who I am talking with",
    "Look up the order",
    "Contact the visitor",
    "Payment or refund",
    "Review a complaint",
];
/// The choice that is no reason by itself.
pub const OTHER: &str = "Another reason";

/// The reason as it is kept on record: the choice, and what was added to it.
///
/// # Errors
/// What is missing, in words for the agent.
pub fn reason(choice: &str, more: &str) -> Result<String, String> {
    let more = more.trim();
    let reason = match choice {
        "" => return Err("Choose why you need it.".to_owned()),
        OTHER if more.is_empty() => return Err("Say which other reason.".to_owned()),
        OTHER => more.to_owned(),
        choice if more.is_empty() => choice.to_owned(),
        choice => format!("{choice}: {more}"),
    };
    if reason.chars().nth(REASON_MAX_CHARS).is_some() {
        return Err(format!(
            "Make it shorter: at most {REASON_MAX_CHARS} characters in all."
        ));
    }
    Ok(reason)
}

/// May this agent ask for a value? The edge decides; this only offers what it would allow.
pub fn may_reveal(owner: &Owner, me: Option<&AgentId>, role: Role) -> bool {
    let owns = matches!(owner, Owner::Person { agent, .. } if Some(&agent.id) == me);
    me.is_some() && (owns || role == Role::Lead)
}

/// How long a value stays, told beside it.
pub fn stays(seconds: u32) -> String {
    format!(
        "Your look is on record. The value disappears in {seconds} s, or when you close this or go to \
         another window."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{AgentCard, UnixMillis};

    #[test]
    fn a_reason_is_a_choice_or_words_of_ones_own() {
        assert_eq!(reason("", ""), Err("Choose why you need it.".into()));
        assert!(
            reason("", "because").is_err(),
            "the choice is never skipped"
        );
        assert_eq!(reason(REASONS[1], " "), Ok("Look up the order".into()));
        assert_eq!(
            reason(REASONS[1], " asked by phone "),
            Ok("Look up the order: asked by phone".into())
        );
        assert!(reason(OTHER, "  ").is_err());
        assert_eq!(reason(OTHER, "audit"), Ok("audit".into()));
        assert!(reason(OTHER, &"ä".repeat(REASON_MAX_CHARS)).is_ok());
        assert!(reason(OTHER, &"ä".repeat(REASON_MAX_CHARS + 1)).is_err());
        for choice in REASONS {
            assert!(reason(choice, "").is_ok(), "{choice}");
        }
    }

    #[test]
    fn the_owner_and_a_lead_may_look() {
        let dana = AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: String::new(),
        };
        let sam = AgentId::parse("acme.a_sam").expect("valid");
        let held = Owner::Person {
            agent: dana.clone(),
            since: UnixMillis(0),
        };
        assert!(may_reveal(&held, Some(&dana.id), Role::Agent));
        assert!(!may_reveal(&held, Some(&sam), Role::Agent));
        assert!(may_reveal(&held, Some(&sam), Role::Lead));
        assert!(may_reveal(&Owner::Assistant, Some(&sam), Role::Lead));
        assert!(!may_reveal(&Owner::Assistant, Some(&dana.id), Role::Agent));
        assert!(!may_reveal(&held, None, Role::Lead), "signed out");
    }
}
