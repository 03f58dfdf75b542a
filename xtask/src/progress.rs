//! Steps shown to a person: what runs, how long it took, how long the rest may take.
//!
//! Durations are remembered per user, so that the estimate is this machine's own from the second
//! run on; before that it is the duration measured on two cores.

use crate::cache;
use anyhow::Result;
use std::{
    collections::BTreeMap,
    fs,
    io::{IsTerminal, Write, stderr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// What a step is called, and how long it takes when nothing is remembered.
#[derive(Clone)]
pub(crate) struct Step {
    /// What is remembered under: the same work under the same conditions.
    pub(crate) key: String,
    /// Plain words for the person who waits.
    pub(crate) title: String,
    /// Seconds when nothing is remembered.
    pub(crate) guess_s: f64,
    /// Steps of one stage run side by side; stages follow each other.
    pub(crate) stage: u8,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    Running { since: Instant, done: u32 },
    Over,
}

struct Inner {
    steps: Vec<(Step, State)>,
    remembered: BTreeMap<String, f64>,
    shown_line: bool,
}

/// The steps of one run.
#[derive(Clone)]
pub(crate) struct Progress {
    inner: Arc<Mutex<Inner>>,
    over: Arc<AtomicBool>,
    started: Instant,
    show: Show,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// A line that changes, on a terminal.
    Live,
    /// A line for each begin and end, in a log.
    Lines,
    /// Nothing.
    Silent,
}

impl Progress {
    /// Starts with the steps that are known to come.
    pub(crate) fn new(steps: Vec<Step>) -> Self {
        let show = if stderr().is_terminal() {
            Show::Live
        } else {
            Show::Lines
        };
        Self::showing(steps, show)
    }

    /// Shows nothing: for work that is a step of something else.
    pub(crate) fn silent() -> Self {
        Self::showing(Vec::new(), Show::Silent)
    }

    fn showing(steps: Vec<Step>, show: Show) -> Self {
        let progress = Self {
            inner: Arc::new(Mutex::new(Inner {
                steps: steps
                    .into_iter()
                    .map(|step| (step, State::Waiting))
                    .collect(),
                remembered: remembered(),
                shown_line: false,
            })),
            over: Arc::new(AtomicBool::new(false)),
            started: Instant::now(),
            show,
        };
        if show == Show::Live {
            let ticking = progress.clone();
            thread::spawn(move || {
                while !ticking.over.load(Ordering::Relaxed) {
                    ticking.redraw();
                    thread::sleep(Duration::from_millis(200));
                }
            });
        }
        progress
    }

    /// Runs one of the steps and shows how it went.
    pub(crate) fn step<T>(&self, key: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        self.begin(key, start);
        let result = work();
        self.end(key, start, result.is_ok());
        result
    }

    /// How many pieces of a running step are done; shown beside it.
    pub(crate) fn done(&self, key: &str, pieces: u32) {
        let mut inner = self.lock();
        for (step, state) in &mut inner.steps {
            if let (true, State::Running { done, .. }) = (step.key == key, state) {
                *done = pieces;
            }
        }
    }

    /// A line for the person, above the line that changes.
    pub(crate) fn say(&self, text: &str) {
        let mut inner = self.lock();
        print_above(&mut inner, text);
    }

    /// Seconds since the run began.
    pub(crate) fn elapsed_s(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Ends the display and keeps the durations for the next estimate.
    pub(crate) fn finish(&self) {
        if self.over.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut inner = self.lock();
        clear_line(&mut inner);
        // An estimate is a convenience: a cache that can't be written must not fail the run.
        if self.show != Show::Silent
            && let (Ok(dir), Ok(json)) =
                (cache::dir(), serde_json::to_vec_pretty(&inner.remembered))
        {
            fs::write(dir.join("durations.json"), json).ok();
        }
    }

    fn begin(&self, key: &str, start: Instant) {
        let mut inner = self.lock();
        let title = match inner.steps.iter_mut().find(|(step, _)| step.key == key) {
            Some((step, state)) => {
                *state = State::Running {
                    since: start,
                    done: 0,
                };
                step.title.clone()
            }
            None => key.to_owned(),
        };
        if self.show == Show::Lines {
            let rest = rest_s(&inner);
            print_above(&mut inner, &format!("  …  {title}{}", about(rest)));
        }
    }

    fn end(&self, key: &str, start: Instant, fine: bool) {
        let took = start.elapsed().as_secs_f64();
        let mut inner = self.lock();
        let title = match inner.steps.iter_mut().find(|(step, _)| step.key == key) {
            Some((step, state)) => {
                *state = State::Over;
                step.title.clone()
            }
            None => key.to_owned(),
        };
        if fine {
            inner
                .remembered
                .insert(key.to_owned(), (took * 10.0).round() / 10.0);
        }
        if self.show == Show::Silent {
            return;
        }
        let mark = if fine { "ok" } else { "failed" };
        print_above(
            &mut inner,
            &format!("{mark:>6}  {title}  {}", seconds(took)),
        );
    }

    fn redraw(&self) {
        let mut inner = self.lock();
        let running: Vec<String> = inner
            .steps
            .iter()
            .filter_map(|(step, state)| match state {
                State::Running { since, done } => {
                    let pieces = if *done > 0 {
                        format!(" ({done})")
                    } else {
                        String::new()
                    };
                    let took = seconds(since.elapsed().as_secs_f64());
                    Some(format!("{}{pieces} {took}", step.title))
                }
                State::Waiting | State::Over => None,
            })
            .collect();
        if running.is_empty() {
            return;
        }
        let over = inner
            .steps
            .iter()
            .filter(|(_, state)| matches!(state, State::Over))
            .count();
        let line = format!(
            "[{over}/{}] {}{}",
            inner.steps.len(),
            running.join(" · "),
            about(rest_s(&inner))
        );
        let line: String = line.chars().take(columns() - 1).collect();
        clear_line(&mut inner);
        eprint!("{line}");
        stderr().flush().ok();
        inner.shown_line = true;
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A duration as people read it: `0.4 s`, `12 s`, `2 min 05 s`.
pub(crate) fn seconds(s: f64) -> String {
    if s < 10.0 {
        format!("{s:.1} s")
    } else if s < 60.0 {
        format!("{s:.0} s")
    } else {
        let whole = s.round() as u64;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

fn about(rest_s: f64) -> String {
    if rest_s < 1.0 {
        String::new()
    } else {
        format!("  (about {} left)", seconds(rest_s.ceil()))
    }
}

/// What is left: the longest of each stage's steps, stage after stage.
fn rest_s(inner: &Inner) -> f64 {
    let mut stages: BTreeMap<u8, f64> = BTreeMap::new();
    for (step, state) in &inner.steps {
        let expected = inner
            .remembered
            .get(&step.key)
            .copied()
            .unwrap_or(step.guess_s);
        let left = match state {
            State::Waiting => expected,
            State::Running { since, .. } => (expected - since.elapsed().as_secs_f64()).max(0.0),
            State::Over => 0.0,
        };
        let longest = stages.entry(step.stage).or_default();
        *longest = longest.max(left);
    }
    stages.values().sum()
}

fn print_above(inner: &mut Inner, text: &str) {
    clear_line(inner);
    eprintln!("{text}");
}

fn clear_line(inner: &mut Inner) {
    if std::mem::take(&mut inner.shown_line) {
        eprint!("\r\x1b[2K");
    }
}

fn columns() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(80)
        .max(40)
}

fn remembered() -> BTreeMap<String, f64> {
    cache::dir()
        .ok()
        .and_then(|dir| fs::read(dir.join("durations.json")).ok())
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Inner, State, Step, rest_s, seconds};
    use std::collections::BTreeMap;

    fn step(key: &str, guess_s: f64, stage: u8) -> (Step, State) {
        let step = Step {
            key: key.into(),
            title: key.into(),
            guess_s,
            stage,
        };
        (step, State::Waiting)
    }

    #[test]
    fn the_rest_is_the_longest_of_each_stage() {
        let inner = Inner {
            steps: vec![step("a", 10.0, 0), step("b", 4.0, 0), step("c", 1.5, 1)],
            remembered: BTreeMap::from([("a".to_owned(), 6.0)]),
            shown_line: false,
        };
        assert_eq!(rest_s(&inner), 7.5);
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(0.44), "0.4 s");
        assert_eq!(seconds(12.4), "12 s");
        assert_eq!(seconds(125.0), "2 min 05 s");
    }
}
