//! How long to wait before the next try to connect.

/// First pause.
const FIRST_MILLIS: u32 = 500;
/// Longest pause.
const LONGEST_MILLIS: u32 = 30_000;

/// Pauses that double up to half a minute, each shortened by chance, so that many clients that
/// lost one server don't come back in the same moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Tries that failed since the last success.
    pub fn failures(self) -> u32 {
        self.failures
    }

    /// A try failed: the pause before the next, with `random` in 0 to 1.
    pub fn fail(&mut self, random: f64) -> u32 {
        let longest = FIRST_MILLIS
            .saturating_mul(1 << self.failures.min(10))
            .min(LONGEST_MILLIS);
        self.failures = self.failures.saturating_add(1);
        let share = 0.5 + 0.5 * random.clamp(0.0, 1.0);
        (f64::from(longest) * share) as u32
    }

    /// It worked: the next pause is the first again.
    pub fn succeed(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute_and_start_over() {
        let mut backoff = Backoff::default();
        let pauses: Vec<u32> = (0..9).map(|_| backoff.fail(1.0)).collect();
        assert_eq!(
            pauses,
            [
                500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000
            ]
        );
        assert_eq!(backoff.failures(), 9);
        backoff.succeed();
        assert_eq!(backoff.fail(0.0), 250);
    }
}
