//! Every word the panel says, in one place.
//!
//! The English originals are the product's; every other language is a translation of them. A new
//! language is a file beside `en.rs` and a line in [`Words::of`]. What varies stands in braces and
//! is filled in by [`fill`].
//!
//! Not for: the desk's own labels.

mod ar;
mod de;
mod en;

use handrail_protocol::{Author, AuthorKind, MaskedSpan};

/// Reading direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A kind of hidden detail: its name in the site file, one of it, several of it.
pub type KindWords = (&'static str, &'static str, &'static str);

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The words of one language. Comments give what the braces take.
        #[derive(Debug)]
        pub struct Words {
            /// BCP 47 language tag.
            pub lang: &'static str,
            /// Reading direction.
            pub direction: Direction,
            /// Names of hidden kinds.
            pub kinds: &'static [KindWords],
            $($(#[$doc])* pub $name: &'static str,)*
        }

        impl Words {
            #[cfg(test)]
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

words! {
    /// `{name}` `{site}` `{intro}`
    intro,
    /// `{site}`; the site has people only.
    intro_people,
    /// Before the link to the privacy page.
    disclosure,
    /// The link.
    data_use,
    /// Before the list of kinds.
    hidden_kinds,
    /// Last in the list: there are others.
    hidden_more,
    /// Before the others.
    hidden_also,
    /// Question of a disclosure that asks.
    consent_ask,
    /// Yes to the AI.
    consent_yes,
    /// No to the AI.
    consent_no,
    /// After a no.
    consent_declined,
    /// Label of the text field.
    composer,
    /// The button.
    send,
    /// `{n}`
    characters_left,
    /// `{n}`
    too_long,
    /// The way to a person.
    human,
    /// Beside it: someone is online.
    human_here,
    /// `{n}`: minutes, several.
    human_wait,
    /// One minute.
    human_wait_one,
    /// `{when}`: `day_time`
    human_closed,
    /// `{day}` `{time}`; the day is empty for today.
    day_time,
    /// Nobody is online and no hours are known.
    human_away,
    /// The same while waiting, where an address can be left.
    human_away_waiting,
    /// No connection.
    human_offline,
    /// Asked for while offline.
    human_asked_offline,
    /// There is a network, but the edge does not answer.
    human_unreachable,
    /// Asked for meanwhile.
    human_asked_unreachable,
    /// `{n}`: place in the queue.
    human_place,
    /// Waiting, place not known yet.
    human_waiting,
    /// `{name}`: a person is here.
    human_person,
    /// `{name}`
    working,
    /// `{name}`
    writing,
    /// `{name}`
    typing,
    /// Stop the answer.
    stop,
    /// Once more.
    retry,
    /// On an unsure answer.
    unsure,
    /// Offer: nothing found.
    no_source,
    /// Offer: two failures.
    not_solved,
    /// Offer: not confident.
    low_confidence,
    /// Offer: out of scope.
    out_of_scope,
    /// Offer: signals.
    offer,
    /// Offer: no consent.
    no_consent,
    /// Decline the offer.
    keep_trying,
    /// Part of an answer was left out.
    withheld,
    /// The visitor stopped the answer.
    stopped,
    /// The model broke off.
    truncated,
    /// `{n}`
    queued,
    /// Waiting, place unknown.
    queued_unknown,
    /// A topic that people handle.
    queued_topic,
    /// Someone may be in danger.
    queued_care,
    /// Leave the queue.
    leave_queue,
    /// The visitor left the queue.
    left_queue,
    /// AI while waiting.
    invite_ai,
    /// Said after inviting.
    ai_invited,
    /// The wait passed the limit.
    waited_long,
    /// Above the form.
    contact_form,
    /// Label of the e-mail field.
    email,
    /// The form's button.
    leave_email,
    /// The address has no shape of one.
    email_wrong,
    /// Notice after the form.
    contact_left,
    /// `{who}`
    joined,
    /// `{name}` `{title}`: a person with their role, within a sentence.
    titled,
    /// `{name}`
    lost,
    /// `{name}`, who is there and does not answer.
    lost_silent,
    /// `{name}` `{ai}`
    handed_back,
    /// `{name}`
    resolved,
    /// Closed without a person.
    resolved_alone,
    /// Every model failed.
    model_down,
    /// The deadline passed.
    timed_out,
    /// No connection.
    offline,
    /// The edge does not answer.
    unreachable,
    /// The connection is being made again.
    reconnecting,
    /// A message waits for the connection.
    waiting_to_send,
    /// On its way.
    sending,
    /// Refused or lost.
    send_failed,
    /// A button did nothing.
    action_failed,
    /// The masker failed.
    mask_failed,
    /// The session ended.
    expired,
    /// `{contact}`
    panel_failed,
    /// The same where no contact is known.
    panel_failed_alone,
    /// The toggle.
    see_through,
    /// Above the transcript while the toggle is on.
    see_through_on,
    /// Under one message, while not seen through.
    see_one,
    /// `{list}`
    hidden_note,
    /// Between parts of a list.
    and,
    /// `{kind}` `{tail}`
    hidden_ending,
    /// `{kind}`
    hidden,
    /// `{name}`
    author_ai,
    /// `{name}`
    author_person,
    /// The visitor.
    author_you,
    /// Handrail itself.
    author_system,
    /// The visible label.
    label_ai,
    /// The visible label.
    label_person,
    /// The visible label.
    label_system,
    /// Above citations.
    sources,
    /// `{title}`: opens in a new tab.
    source_opens,
    /// Shown when scrolled up.
    new_messages,
    /// The region.
    conversation,
    /// `{site}`
    panel,
    /// The button.
    close,
    /// Ways to reach people.
    other_ways,
    /// The assistant's line in the header: `{name}`
    header_ai,
    /// The header while waiting.
    header_waiting,
    /// People only.
    header_people,
    /// Nothing answered yet: closed conversation.
    header_closed,
}

impl Words {
    /// The words of the nearest language; English where there is none.
    pub fn of(locale: &str) -> &'static Words {
        let language = locale.split(['-', '_']).next().unwrap_or(locale);
        match language.to_ascii_lowercase().as_str() {
            "de" => &de::WORDS,
            "ar" => &ar::WORDS,
            _ => &en::WORDS,
        }
    }

    /// The languages there are.
    pub const LANGUAGES: &'static [&'static str] = &["en", "de", "ar"];

    /// One hidden kind by name ("card number").
    pub fn kind(&self, kind: &str) -> &'static str {
        self.kind_words(kind).1
    }

    /// Several of a hidden kind ("card numbers").
    pub fn kinds_of(&self, kind: &str) -> &'static str {
        self.kind_words(kind).2
    }

    fn kind_words(&self, kind: &str) -> KindWords {
        let find = |kind: &str| self.kinds.iter().find(|(name, ..)| *name == kind);
        find(kind)
            .or_else(|| find("text"))
            .copied()
            .unwrap_or(("text", "", ""))
    }

    /// "We hid 1 card number and 1 name from the AI."; `None` where nothing was hidden.
    pub fn hidden_note(&self, spans: &[MaskedSpan]) -> Option<String> {
        let mut counts: Vec<(&str, Vec<&str>)> = Vec::new();
        for span in spans {
            match counts.iter_mut().find(|(kind, _)| *kind == span.kind) {
                Some((_, seen)) if seen.contains(&span.placeholder.as_str()) => {}
                Some((_, seen)) => seen.push(&span.placeholder),
                None => counts.push((&span.kind, vec![&span.placeholder])),
            }
        }
        if counts.is_empty() {
            return None;
        }
        let parts: Vec<String> = counts
            .iter()
            .map(|(kind, seen)| {
                let words = self.kind_words(kind);
                let name = if seen.len() == 1 { words.1 } else { words.2 };
                format!("{} {name}", seen.len())
            })
            .collect();
        Some(fill(self.hidden_note, &[("list", &self.list(&parts))]))
    }

    /// "a, b and c".
    pub fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{}{}{last}", rest.join(", "), self.and),
        }
    }

    /// "Hidden card number ending 4242": what a hidden detail is called. The end is told for
    /// cards and identity numbers alone.
    pub fn hidden_name(&self, kind: &str, value: &str) -> String {
        let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
        let kind_word = self.kind(kind);
        if matches!(
            kind,
            "card" | "iban" | "ssn" | "phone" | "account" | "national_id"
        ) && digits.len() > 4
        {
            let tail: String = digits[digits.len() - 4..].iter().collect();
            fill(self.hidden_ending, &[("kind", kind_word), ("tail", &tail)])
        } else {
            fill(self.hidden, &[("kind", kind_word)])
        }
    }

    /// "Mira, AI assistant", "Dana, person", "You".
    pub fn author(&self, author: &Author) -> String {
        let name = author.name.as_deref().unwrap_or_default();
        match author.kind {
            AuthorKind::Visitor => self.author_you.to_owned(),
            AuthorKind::Ai => fill(self.author_ai, &[("name", name)]),
            AuthorKind::Person => fill(self.author_person, &[("name", name)]),
            AuthorKind::System => self.author_system.to_owned(),
        }
    }

    /// "Dana, Customer support, joined. …" or "Dana joined. …".
    pub fn joined(&self, name: &str, title: &str) -> String {
        let who = if title.is_empty() {
            name.to_owned()
        } else {
            fill(self.titled, &[("name", name), ("title", title)])
        };
        fill(self.joined, &[("who", &who)])
    }
}

/// Puts values in the place of `{name}`. A value is never read for braces itself.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            out.push_str(value);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(kind: &str, placeholder: &str) -> MaskedSpan {
        MaskedSpan {
            kind: kind.into(),
            placeholder: placeholder.into(),
            start: 0,
            end: 1,
        }
    }

    fn braces(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_says_everything_with_the_same_values() {
        let english = Words::of("en");
        for language in Words::LANGUAGES {
            let words = Words::of(language);
            assert_eq!(words.lang, *language);
            assert_eq!(words.kinds.len(), english.kinds.len());
            for ((name, text), (_, original)) in words.all().into_iter().zip(english.all()) {
                assert!(!text.trim().is_empty(), "{language}: {name}");
                assert_eq!(braces(text), braces(original), "{language}: {name}");
            }
        }
    }

    #[test]
    fn the_nearest_language_is_taken() {
        assert_eq!(Words::of("de-AT").lang, "de");
        assert_eq!(Words::of("AR_eg").lang, "ar");
        assert_eq!(Words::of("tlh").lang, "en");
        assert_eq!(Words::of("").lang, "en");
    }

    #[test]
    fn the_hidden_note_counts_values_not_places() {
        let words = Words::of("en");
        let note = |spans: &[MaskedSpan]| words.hidden_note(spans).unwrap_or_default();
        assert_eq!(
            note(&[span("card", "[CARD_1]")]),
            "We hid 1 card number from the AI."
        );
        assert_eq!(
            note(&[
                span("card", "[CARD_1]"),
                span("card", "[CARD_1]"),
                span("card", "[CARD_2]"),
                span("name", "[NAME_1]")
            ]),
            "We hid 2 card numbers and 1 name from the AI."
        );
        assert_eq!(words.hidden_note(&[]), None);
        assert_eq!(
            note(&[span("of_a_later_version", "[X_1]")]),
            "We hid 1 other detail from the AI."
        );
    }

    #[test]
    fn a_hidden_detail_has_a_name_that_gives_little_away() {
        let words = Words::of("en");
        assert_eq!(
            words.hidden_name("card", "4242 4242 4242 4242"),
            "Hidden card number ending 4242"
        );
        assert_eq!(
            words.hidden_name("password", "hunter2345"),
            "Hidden password"
        );
        assert_eq!(
            words.hidden_name("ssn", "1234"),
            "Hidden social security number"
        );
    }

    #[test]
    fn a_person_joins_with_their_role_where_there_is_one() {
        let words = Words::of("en");
        assert_eq!(
            words.joined("Dana", "Customer support"),
            "Dana, Customer support, joined. You're talking with a person now."
        );
        assert_eq!(
            words.joined("Dana", ""),
            "Dana joined. You're talking with a person now."
        );
    }

    #[test]
    fn values_are_not_templates() {
        assert_eq!(
            fill(
                "I'm {name}, {name} of {site}.",
                &[("name", "{site}"), ("site", "Acme")]
            ),
            "I'm {site}, {site} of Acme."
        );
        assert_eq!(fill("open { brace", &[]), "open { brace");
        assert_eq!(fill("{gone}!", &[]), "!");
    }
}
