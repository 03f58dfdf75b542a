//! Numbers in every shape cost work linear in their length, and little of it.

use crate::masker::Masker;
use crate::scan::Scan;
use crate::{detect, known, overlap};

/// Looks at tokens and comparisons with forms for each byte.
const STEPS_A_BYTE: usize = 240;

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
                let (short, long) = (of(1_000), of(8_000));
                // Eight times the text; the first groups of a row have less before them to look at.
                assert!(
                    long <= 9 * short.max(1_000),
                    "{piece:?}: {short} steps for 1 KB, {long} for 8 KB"
                );
                assert!(
                    long <= STEPS_A_BYTE * 8_000,
                    "{piece:?}: {} steps a byte",
                    long / 8_000
                );
            }
        }
    }
}
