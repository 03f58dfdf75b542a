//! The fuzz targets' checks over the committed corpus and small changes to it, the same each time.

mod checks;

use std::fs;
use std::path::Path;

/// Changed copies of each file of the corpus.
const CHANGES: u64 = 120;

/// Each file of a folder of the corpus, as it is and changed.
fn each(folder: &str, check: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(folder);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
    paths.sort();
    assert!(paths.len() >= 3, "a corpus of {} files", paths.len());
    for path in paths {
        let bytes = fs::read(&path).expect("readable");
        check(&bytes);
        for seed in 1..=CHANGES {
            check(&changed(&bytes, seed));
        }
    }
}

/// A copy with a few bytes flipped, cut out or repeated.
fn changed(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        let to = (at + 1 + chance.below(16)).min(bytes.len());
        match chance.below(4) {
            0 => bytes[at] = b"{}[]\",:\\\n\r0a \xff"[chance.below(14)],
            1 => {
                bytes.drain(at..to);
            }
            2 => {
                let piece = bytes[at..to].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Xorshift (G. Marsaglia, 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}

#[test]
fn bodies() {
    each("bodies", checks::json_bodies);
}

#[test]
fn replies_that_stream() {
    each("streams", checks::reply_streams);
}

#[test]
fn events() {
    each("streams", checks::event_streams);
    each("bodies", checks::event_streams);
}

#[test]
fn frames() {
    each("frames", |bytes| {
        checks::client_frames(&String::from_utf8_lossy(bytes))
    });
}
