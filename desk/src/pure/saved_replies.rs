//! Replies an agent keeps ready: a small built-in set and their own.

/// A reply kept ready.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SavedReply {
    /// What it is found by.
    pub title: String,
    /// What is inserted.
    pub text: String,
}

/// The longest title, in characters.
pub const TITLE_MAX_CHARS: usize = 40;

const BUILT_IN: [(&str, &str); 6] = [
    (
        "Hello",
        "Hello, this is {me}. I've read the conversation, so you don't need to repeat anything.",
    ),
    (
        "One moment",
        "I'm looking into this now. One moment please.",
    ),
    (
        "Need order number",
        "Could you send me the order number? You'll find it in your confirmation e-mail.",
    ),
    (
        "Checking with a colleague",
        "I'd like to check this with a colleague so that you get a right answer. I'll be back in a few minutes.",
    ),
    (
        "Anything else",
        "Is there anything else I can help you with?",
    ),
    (
        "Goodbye",
        "Thank you for writing. If something comes up, write here again and we'll pick up where we left off.",
    ),
];

/// The built-in replies, signed by the agent.
pub fn built_in(me: &str) -> Vec<SavedReply> {
    BUILT_IN
        .into_iter()
        .map(|(title, text)| SavedReply {
            title: title.to_owned(),
            text: text.replace("{me}", me),
        })
        .collect()
}

/// The replies that fit what was typed after "/": titles that start with it first, then titles,
/// then texts that hold it. Nothing typed fits everything.
pub fn matching(replies: &[SavedReply], typed: &str) -> Vec<SavedReply> {
    let wanted = typed.trim().to_lowercase();
    let mut ranked: Vec<(u8, &SavedReply)> = replies
        .iter()
        .filter_map(|reply| {
            let title = reply.title.to_lowercase();
            let rank = if title.starts_with(&wanted) {
                0
            } else if title.contains(&wanted) {
                1
            } else if reply.text.to_lowercase().contains(&wanted) {
                2
            } else {
                return None;
            };
            Some((rank, reply))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, reply)| reply.clone()).collect()
}

/// What is searched for, when the text so far asks for the list: it is one line that starts with "/".
pub fn slash_query(text: &str) -> Option<&str> {
    text.strip_prefix('/')
        .filter(|query| !query.contains('\n') && query.chars().count() <= TITLE_MAX_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(typed: &str) -> Vec<String> {
        matching(&built_in("Dana"), typed)
            .into_iter()
            .map(|reply| reply.title)
            .collect()
    }

    #[test]
    fn titles_come_before_texts() {
        assert_eq!(titles("he")[0], "Hello");
        assert_eq!(titles("COLLEAGUE"), ["Checking with a colleague"]);
        assert!(titles("confirmation").contains(&"Need order number".to_owned()));
        assert_eq!(titles("").len(), BUILT_IN.len());
        assert!(titles("xyzzy").is_empty());
    }

    #[test]
    fn the_agent_signs() {
        assert!(built_in("Dana")[0].text.contains("this is Dana."));
    }

    #[test]
    fn only_a_leading_slash_on_one_line_opens_the_list() {
        assert_eq!(slash_query("/"), Some(""));
        assert_eq!(slash_query("/one mo"), Some("one mo"));
        assert_eq!(slash_query("see a/b"), None);
        assert_eq!(slash_query("/a\nb"), None);
    }
}
