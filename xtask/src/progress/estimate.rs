//! How long the rest of a run takes. Pure.
//!
//! For: steps whose durations were recorded before, here or on another machine. What has run so far tells how
//! this run differs from the recording: a finished step by its whole time, a running one by when its pieces
//! came. Not for: the length of a step that was never recorded anywhere.
//!
//! Invariant: no number is better than a wrong one. What was recorded elsewhere gives an estimate only once
//! something of this run has been measured.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a step went once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Recording {
    /// From its begin to its end.
    pub(crate) seconds: f64,
    /// The pieces it was done in; 0 where it has none.
    #[serde(default)]
    pub(crate) pieces: u32,
    /// The share of `seconds` after which each tenth of the pieces was there; without it they came evenly.
    #[serde(default)]
    pub(crate) tenths: Vec<f64>,
}

impl Recording {
    /// A step without pieces.
    pub(crate) fn of_seconds(seconds: f64) -> Self {
        Self {
            seconds,
            ..Self::default()
        }
    }

    /// From when each piece was there, in seconds since the begin.
    pub(crate) fn of_pieces(seconds: f64, came_s: &[f64]) -> Self {
        let at = |tenth: usize| {
            let place = (came_s.len() * tenth).div_ceil(10).saturating_sub(1);
            let share = came_s.get(place).map_or(1.0, |at| at / seconds.max(0.001));
            (share * 1_000.0).round() / 1_000.0
        };
        Self {
            seconds: (seconds * 10.0).round() / 10.0,
            pieces: u32::try_from(came_s.len()).unwrap_or(u32::MAX),
            tenths: if came_s.is_empty() {
                Vec::new()
            } else {
                (1..=10).map(at).collect()
            },
        }
    }

    /// A run that found all pieces done already tells nothing of one that has to do them.
    pub(crate) fn replaces(&self, old: &Self) -> bool {
        self.pieces > 0 || old.pieces == 0
    }

    /// The share of the time that had passed when so many pieces were there.
    fn share(&self, pieces: u32) -> f64 {
        if self.pieces == 0 {
            return 0.0;
        }
        let place = f64::from(pieces.min(self.pieces)) / f64::from(self.pieces) * 10.0;
        if self.tenths.len() != 10 {
            return place / 10.0;
        }
        let below = place.floor() as usize;
        let at = |tenth: usize| match tenth {
            0 => 0.0,
            _ => self.tenths[(tenth - 1).min(9)],
        };
        at(below) + (at(below + 1) - at(below)) * place.fract()
    }
}

/// What a step's duration depends on: one slow kind says nothing of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bound {
    Processor,
    Network,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    Waiting,
    Running {
        /// Since its begin.
        elapsed_s: f64,
        /// Pieces that are there, and when the last of them came.
        pieces: u32,
        last_piece_s: f64,
    },
    Over {
        took_s: f64,
    },
}

/// A step, as far as the estimate needs it.
#[derive(Clone, Debug)]
pub(crate) struct Expected<'a> {
    /// Steps of one stage run side by side; stages follow each other.
    pub(crate) stage: u8,
    pub(crate) bound: Bound,
    pub(crate) recording: &'a Recording,
    /// The recording was made on this machine.
    pub(crate) is_own: bool,
    pub(crate) standing: Standing,
}

/// Recorded seconds that this run must have gone through before what was recorded elsewhere is believed.
const EVIDENCE_MIN_S: f64 = 3.0;
/// How many recorded seconds this machine's own recordings count against what this run tells.
const OWN_WEIGHT_S: f64 = 4.0;
/// A step shorter than this may stay unknown without the whole being so.
const NEGLIGIBLE_S: f64 = 2.0;
/// A step that takes longer than expected is taken to go on for this share of what it has taken.
const OVERRUN: f64 = 0.1;

/// Seconds until all is done; nothing as long as any number would be made up.
pub(crate) fn rest_s(steps: &[Expected<'_>]) -> Option<f64> {
    let mut stages: BTreeMap<u8, f64> = BTreeMap::new();
    for step in steps {
        let left = match left_s(step, steps) {
            Some(left) => left,
            None if step.recording.seconds < NEGLIGIBLE_S => step.recording.seconds,
            None => return None,
        };
        let longest = stages.entry(step.stage).or_default();
        *longest = longest.max(left);
    }
    Some(stages.values().sum())
}

fn left_s(step: &Expected<'_>, all: &[Expected<'_>]) -> Option<f64> {
    let recorded = step.recording.seconds;
    match step.standing {
        Standing::Over { .. } => Some(0.0),
        Standing::Waiting => Some(recorded * slowness(step, all)?),
        Standing::Running { elapsed_s, .. } => {
            // Its own pieces tell more about it than other steps do.
            let alone = std::slice::from_ref(step);
            let factor = slowness(step, alone).filter(|_| !step.is_own || has_evidence(step));
            let total = recorded * factor.or_else(|| slowness(step, all))?;
            if total > elapsed_s {
                Some(total - elapsed_s)
            } else {
                Some(elapsed_s * OVERRUN)
            }
        }
    }
}

/// How many times longer than recorded this run takes for work of the step's kind.
fn slowness(step: &Expected<'_>, told_by: &[Expected<'_>]) -> Option<f64> {
    let (mut real, mut recorded) = if step.is_own {
        (OWN_WEIGHT_S, OWN_WEIGHT_S)
    } else {
        (0.0, 0.0)
    };
    for other in told_by.iter().filter(|other| other.bound == step.bound) {
        let (took, expected) = evidence(other);
        real += took;
        recorded += expected;
    }
    (recorded >= EVIDENCE_MIN_S).then(|| (real / recorded).clamp(0.05, 20.0))
}

fn has_evidence(step: &Expected<'_>) -> bool {
    evidence(step).1 >= EVIDENCE_MIN_S
}

/// Seconds that passed, and the seconds that the recording had for the same work.
fn evidence(step: &Expected<'_>) -> (f64, f64) {
    match step.standing {
        Standing::Over { took_s } => (took_s, step.recording.seconds),
        Standing::Running {
            pieces,
            last_piece_s,
            ..
        } if pieces > 0 => (
            last_piece_s,
            step.recording.seconds * step.recording.share(pieces),
        ),
        Standing::Running { .. } | Standing::Waiting => (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Expected, Recording, Standing, rest_s};

    fn recording(seconds: f64, pieces: u32) -> Recording {
        // Most crates are small and come early; the last takes a third of the time.
        let came: Vec<f64> = (1..=pieces)
            .map(|piece| match piece {
                last if last == pieces => seconds,
                _ => seconds * 0.66 * (f64::from(piece) / f64::from(pieces)).powi(2),
            })
            .collect();
        Recording::of_pieces(seconds, &came)
    }

    fn expected(
        recording: &Recording,
        stage: u8,
        is_own: bool,
        standing: Standing,
    ) -> Expected<'_> {
        Expected {
            stage,
            bound: Bound::Processor,
            recording,
            is_own,
            standing,
        }
    }

    #[test]
    fn the_rest_is_the_longest_of_each_stage() {
        let (a, b, c) = (6.0, 4.0, 1.5);
        let recordings = [a, b, c].map(Recording::of_seconds);
        let steps: Vec<_> = recordings
            .iter()
            .zip([0, 0, 1])
            .map(|(it, stage)| expected(it, stage, true, Standing::Waiting))
            .collect();
        assert_eq!(rest_s(&steps), Some(7.5));
    }

    #[test]
    fn what_was_recorded_elsewhere_is_no_number_before_anything_ran() {
        let compile = recording(100.0, 50);
        let step = |standing| rest_s(&[expected(&compile, 0, false, standing)]);
        assert_eq!(step(Standing::Waiting), None);
        let running = |elapsed_s, pieces, last_piece_s| Standing::Running {
            elapsed_s,
            pieces,
            last_piece_s,
        };
        assert_eq!(step(running(1.0, 0, 0.0)), None);
        assert_eq!(
            step(running(1.0, 5, 0.9)),
            None,
            "0.66 recorded seconds tell nothing"
        );
        assert!(step(running(30.0, 25, 29.0)).is_some());
    }

    #[test]
    fn a_slow_network_says_nothing_of_the_compiler() {
        let (fetch, compile) = (Recording::of_seconds(10.0), Recording::of_seconds(60.0));
        let mut fetched = expected(&fetch, 0, true, Standing::Over { took_s: 100.0 });
        fetched.bound = Bound::Network;
        let waiting = expected(&compile, 1, true, Standing::Waiting);
        assert_eq!(rest_s(&[fetched, waiting]), Some(60.0));
    }

    #[test]
    fn a_step_that_runs_longer_than_recorded_never_has_nothing_left() {
        let recorded = Recording::of_seconds(10.0);
        let running = Standing::Running {
            elapsed_s: 40.0,
            pieces: 0,
            last_piece_s: 0.0,
        };
        assert_eq!(rest_s(&[expected(&recorded, 0, true, running)]), Some(4.0));
    }

    #[test]
    fn a_recording_knows_when_its_pieces_came() {
        let recording =
            Recording::of_pieces(20.0, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 20.0]);
        assert_eq!(recording.pieces, 10);
        for (pieces, share) in [(0, 0.0), (2, 0.1), (9, 0.45), (10, 1.0), (99, 1.0)] {
            assert!((recording.share(pieces) - share).abs() < 1e-9, "{pieces}");
        }
    }

    #[test]
    fn a_run_with_nothing_to_do_is_not_remembered() {
        let (whole, empty) = (recording(100.0, 50), Recording::of_pieces(0.8, &[]));
        assert!(!empty.replaces(&whole));
        assert!(whole.replaces(&empty));
        assert!(recording(3.0, 1).replaces(&whole));
        assert!(Recording::of_seconds(9.0).replaces(&Recording::of_seconds(5.0)));
    }

    /// A demo's first start: two compilers side by side, then packing, then starting.
    fn run(speed: f64, uneven: f64, is_own: bool) -> (f64, usize) {
        let recorded = [recording(100.0, 200), recording(130.0, 320)];
        let pack = Recording::of_seconds(6.0);
        let start = Recording::of_seconds(1.5);
        // Each piece is early or late by a share that differs from piece to piece.
        let real: Vec<Vec<f64>> = recorded
            .iter()
            .map(|it| {
                (1..=it.pieces)
                    .map(|piece| {
                        let wave = (f64::from(piece) * 1.7).sin() * uneven;
                        it.seconds * it.share(piece) * speed * (1.0 + wave)
                    })
                    .collect()
            })
            .collect();
        let ends: Vec<f64> = real
            .iter()
            .map(|it| it.iter().copied().fold(0.0, f64::max))
            .collect();
        let compiled = ends[0].max(ends[1]);
        let whole = compiled + (6.0 + 1.5) * speed;
        let (mut worst, mut told) = (1.0_f64, 0);
        for tick in 0..200 {
            let now = whole * f64::from(tick) / 200.0;
            let at = |begin: f64, took: f64| {
                if now < begin {
                    Standing::Waiting
                } else if now >= begin + took {
                    Standing::Over { took_s: took }
                } else {
                    Standing::Running {
                        elapsed_s: now - begin,
                        pieces: 0,
                        last_piece_s: 0.0,
                    }
                }
            };
            let compiling = |it: usize| {
                if now >= ends[it] {
                    return Standing::Over { took_s: ends[it] };
                }
                let there: Vec<f64> = real[it]
                    .iter()
                    .copied()
                    .filter(|came| *came <= now)
                    .collect();
                Standing::Running {
                    elapsed_s: now,
                    pieces: there.len() as u32,
                    last_piece_s: there.iter().copied().fold(0.0, f64::max),
                }
            };
            let steps = [
                expected(&recorded[0], 1, is_own, compiling(0)),
                expected(&recorded[1], 1, is_own, compiling(1)),
                expected(&pack, 2, is_own, at(compiled, 6.0 * speed)),
                expected(&start, 3, is_own, at(compiled + 6.0 * speed, 1.5 * speed)),
            ];
            let left = whole - now;
            if let Some(rest) = rest_s(&steps) {
                // Within a tenth of the whole is right enough, also for the last seconds.
                if (rest - left).abs() > whole / 10.0 {
                    worst = worst.max((rest / left).max(left / rest));
                }
                told += 1;
            }
        }
        (worst, told)
    }

    #[test]
    fn the_estimate_is_not_wrong_by_more_than_a_factor_of_two() {
        for speed in [0.3, 0.7, 1.0, 1.8, 4.0] {
            for uneven in [0.0, 0.1] {
                let (worst, told) = run(speed, uneven, false);
                assert!(worst < 2.0, "{speed} {uneven}: wrong by {worst}");
                assert!(told > 120, "{speed} {uneven}: told {told} times of 200");
            }
        }
        // With the machine's own recordings there is a number from the begin.
        for speed in [0.7, 1.0, 1.6] {
            let (worst, told) = run(speed, 0.1, true);
            assert!(worst < 2.0, "{speed}: wrong by {worst}");
            assert!(told > 180, "{speed}: told {told} times of 200");
        }
    }
}
