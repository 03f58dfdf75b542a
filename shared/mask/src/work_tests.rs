//! Numbers in every shape cost work linear in their length, and little of it.

use crate::masker::Masker;
use crate::scan::Scan;
use crate::{detect, known, overlap};

/// Looks at tokens and comparisons with forms for each byte.
const STEPS_A_BYTE: usize = 220;

fn steps(text: &str) -> usize {
    let scan = Scan::new(text, &[]);
    let found = detect::all(&scan, &Masker::default());
    let _ = known::repeated(&scan, text, overlap::resolve(&scan, found));
    scan.steps()
}

#[test]
fn rows_of_numbers_cost_little_and_no_more_the_longer_they_are() {
    let groups = [
        "4",
        "12",
        "123",
        "4242",
        "123456789",
        "4242424242424242",
        "４",
    ];
    let separators = [
        " ", "-", ".", "/", ":", "
", " (", "_",
    ];
    let cues = ["", "my id is ", "A"];
    for group in groups {
        for separator in separators {
            for cue in cues {
                let piece = format!("{cue}{group}{separator}");
                let of = |bytes: usize| steps(&piece.repeat(bytes / piece.len() + 1));
                let (short, long) = (of(250), of(2_000));
                assert!(
                    long <= 9 * short.max(250),
                    "{piece:?}: {short} steps for 250 bytes, {long} for 2 KB"
                );
                assert!(
                    long <= STEPS_A_BYTE * 2_000,
                    "{piece:?}: {} steps a byte",
                    long / 2_000
                );
            }
        }
    }
}
