//! Waiting times and moments in words.

/// A running wait as a clock: `0:42`, `12:07`, `1:05:09`.
pub fn clock(millis: u64) -> String {
    let seconds = millis / 1000;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

/// The same for a screen reader: "42 seconds", "12 minutes", "1 hour 5 minutes".
pub fn in_words(millis: u64) -> String {
    let seconds = millis / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => plural(seconds, "second"),
        (0, _) => plural(minutes, "minute"),
        (_, 0) => plural(hours, "hour"),
        _ => format!("{} {}", plural(hours, "hour"), plural(minutes, "minute")),
    }
}

/// How long ago, coarse, for conversations nobody waits in: `now`, `4 min`, `3 h`, `2 d`.
pub fn age(millis: u64) -> String {
    let minutes = millis / 60_000;
    match minutes {
        0 => "now".to_owned(),
        1..=59 => format!("{minutes} min"),
        60..=1439 => format!("{} h", minutes / 60),
        _ => format!("{} d", minutes / 1440),
    }
}

/// "1 second", "2 seconds".
pub fn plural(count: u64, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_reads_as_a_clock_and_in_words() {
        for (seconds, digits, words) in [
            (0, "0:00", "0 seconds"),
            (1, "0:01", "1 second"),
            (42, "0:42", "42 seconds"),
            (60, "1:00", "1 minute"),
            (727, "12:07", "12 minutes"),
            (3600, "1:00:00", "1 hour"),
            (3909, "1:05:09", "1 hour 5 minutes"),
            (7261, "2:01:01", "2 hours 1 minute"),
        ] {
            assert_eq!(clock(seconds * 1000), digits);
            assert_eq!(in_words(seconds * 1000), words);
        }
    }

    #[test]
    fn an_age_is_coarse() {
        for (minutes, text) in [(0, "now"), (4, "4 min"), (185, "3 h"), (2881, "2 d")] {
            assert_eq!(age(minutes * 60_000), text);
        }
    }
}
