//! Steps shown to a person: what runs, how long it took, how long the rest may take.
//!
//! Durations are recorded per user; until there are some, those count that were measured on two cores.
//! What other parts of the program say meanwhile goes through [`above`], so that it stands above what changes.

mod estimate;

use crate::cache;
use anyhow::Result;
pub(crate) use estimate::{Bound, Recording};
use estimate::{Expected, Standing, rest_s};
use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    io::{IsTerminal, stderr},
    path::PathBuf,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What a step is called, and how long it took where it was recorded.
#[derive(Clone)]
pub(crate) struct Step {
    /// What is recorded under: the same work under the same conditions.
    key: String,
    /// Plain words for the person who waits.
    title: String,
    /// Steps of one stage run side by side; stages follow each other.
    stage: u8,
    bound: Bound,
    /// How it went on two cores, for whoever has no recording of their own.
    measured: Recording,
}

impl Step {
    /// A step that computes.
    pub(crate) fn new(key: &str, title: &str, stage: u8, measured: Recording) -> Self {
        Self {
            key: key.to_owned(),
            title: title.to_owned(),
            stage,
            bound: Bound::Processor,
            measured,
        }
    }

    /// The same, where downloading is what takes the time.
    pub(crate) fn of_network(self) -> Self {
        Self {
            bound: Bound::Network,
            ..self
        }
    }

    /// What it is recorded under.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

enum State {
    Waiting,
    Running {
        since: Instant,
        /// When each piece was there, in seconds since the begin.
        came_s: Vec<f64>,
        bar: ProgressBar,
    },
    Over {
        took_s: f64,
    },
}

/// Held for a moment and never while a bar is touched: a bar that is drawn asks for the rest.
struct Inner {
    steps: Vec<(Step, State)>,
    /// What was recorded on this machine before.
    own: BTreeMap<String, Recording>,
    /// What this run adds to it.
    new: BTreeMap<String, Recording>,
    is_finished: bool,
}

/// The steps of one run.
#[derive(Clone)]
pub(crate) struct Progress {
    inner: Arc<Mutex<Inner>>,
    /// The last line: how far the whole is.
    whole: ProgressBar,
    started: Instant,
    show: Show,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// Lines that change, on a terminal.
    Live,
    /// A line for each begin and end, in a log.
    Lines,
    /// Nothing.
    Silent,
}

/// All that changes on the screen of this process.
static SCREEN: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// Lets something be printed above the lines that change.
pub(crate) fn above<T>(print: impl FnOnce() -> T) -> T {
    SCREEN.suspend(print)
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
        let inner = Arc::new(Mutex::new(Inner {
            steps: steps
                .into_iter()
                .map(|step| (step, State::Waiting))
                .collect(),
            own: recorded(),
            new: BTreeMap::new(),
            is_finished: false,
        }));
        let whole = ProgressBar::hidden();
        let progress = Self {
            inner,
            whole,
            started: Instant::now(),
            show,
        };
        if show == Show::Live {
            progress.live()
        } else {
            progress
        }
    }

    fn live(mut self) -> Self {
        let inner = Arc::clone(&self.inner);
        let rest = move |_: &ProgressState, line: &mut dyn Write| {
            let left = lock(&inner).rest_s();
            line.write_str(&about(left)).ok();
        };
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len}{rest}")
            .expect("the template is right")
            .with_key("rest", rest)
            .progress_chars("━╸ ");
        let steps = lock(&self.inner).steps.len() as u64;
        self.whole = SCREEN.add(ProgressBar::new(steps).with_style(style));
        self.whole.enable_steady_tick(REDRAWN_EVERY);
        self
    }

    /// Runs one of the steps and shows how it went.
    pub(crate) fn step<T>(&self, key: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        self.begin(key, start);
        let result = work();
        self.end(key, start, result.is_ok());
        result
    }

    /// One more piece of a running step is done.
    pub(crate) fn piece(&self, key: &str) {
        let mut inner = lock(&self.inner);
        let Some((step, State::Running { since, came_s, bar })) = inner.find(key) else {
            return;
        };
        came_s.push(since.elapsed().as_secs_f64());
        let (bar, words) = (bar.clone(), format!("{} ({})", step.title, came_s.len()));
        drop(inner);
        bar.set_message(words);
    }

    /// A line for the person, above the lines that change.
    pub(crate) fn say(&self, text: &str) {
        above(|| eprintln!("{text}"));
    }

    /// Seconds since the run began.
    pub(crate) fn elapsed_s(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Ends the display and keeps the durations for the next estimate.
    pub(crate) fn finish(&self) {
        let mut inner = lock(&self.inner);
        if std::mem::replace(&mut inner.is_finished, true) {
            return;
        }
        let new = std::mem::take(&mut inner.new);
        drop(inner);
        self.whole.finish_and_clear();
        if self.show != Show::Silent {
            keep(new);
        }
    }

    fn begin(&self, key: &str, start: Instant) {
        let title = match lock(&self.inner).find(key) {
            Some((step, _)) => step.title.clone(),
            None => key.to_owned(),
        };
        let bar = if self.show == Show::Live {
            running_bar(&self.whole, &title)
        } else {
            ProgressBar::hidden()
        };
        let mut inner = lock(&self.inner);
        if let Some((_, state)) = inner.find(key) {
            *state = State::Running {
                since: start,
                came_s: Vec::new(),
                bar,
            };
        } else {
            bar.finish_and_clear();
        }
        let left = inner.rest_s();
        drop(inner);
        if self.show == Show::Lines {
            self.say(&format!("  …  {title}{}", about(left)));
        }
    }

    fn end(&self, key: &str, start: Instant, is_fine: bool) {
        let took_s = start.elapsed().as_secs_f64();
        let mut inner = lock(&self.inner);
        let mut title = key.to_owned();
        let mut recording = Recording::of_pieces(took_s, &[]);
        let mut ended = None;
        if let Some((step, state)) = inner.find(key) {
            title.clone_from(&step.title);
            if let State::Running { came_s, bar, .. } = state {
                recording = Recording::of_pieces(took_s, came_s);
                ended = Some(bar.clone());
            }
            *state = State::Over { took_s };
        }
        if is_fine {
            inner.new.insert(key.to_owned(), recording);
        }
        drop(inner);
        if let Some(bar) = ended {
            bar.finish_and_clear();
        }
        self.whole.inc(1);
        if self.show != Show::Silent {
            let mark = if is_fine { "ok" } else { "failed" };
            self.say(&format!("{mark:>6}  {title}  {}", seconds(took_s)));
        }
    }
}

const REDRAWN_EVERY: Duration = Duration::from_millis(200);

/// The line of a step that runs, above the line of the whole.
fn running_bar(whole: &ProgressBar, title: &str) -> ProgressBar {
    let took = |state: &ProgressState, line: &mut dyn Write| {
        line.write_str(&seconds(state.elapsed().as_secs_f64())).ok();
    };
    let style = ProgressStyle::with_template("  {spinner} {msg}  {took}")
        .expect("the template is right")
        .with_key("took", took);
    let bar = ProgressBar::new_spinner()
        .with_style(style)
        .with_message(title.to_owned());
    let bar = SCREEN.insert_before(whole, bar);
    bar.enable_steady_tick(REDRAWN_EVERY);
    bar
}

impl Inner {
    fn find(&mut self, key: &str) -> Option<(&Step, &mut State)> {
        let found = self.steps.iter_mut().find(|(step, _)| step.key == key);
        found.map(|(step, state)| (&*step, state))
    }

    /// Seconds until all steps are done, where that can be told.
    fn rest_s(&self) -> Option<f64> {
        let steps: Vec<Expected<'_>> = self
            .steps
            .iter()
            .map(|(step, state)| {
                let own = self.own.get(&step.key);
                Expected {
                    stage: step.stage,
                    bound: step.bound,
                    recording: own.unwrap_or(&step.measured),
                    is_own: own.is_some(),
                    standing: match state {
                        State::Waiting => Standing::Waiting,
                        State::Running { since, came_s, .. } => Standing::Running {
                            elapsed_s: since.elapsed().as_secs_f64(),
                            pieces: u32::try_from(came_s.len()).unwrap_or(u32::MAX),
                            last_piece_s: came_s.last().copied().unwrap_or_default(),
                        },
                        State::Over { took_s } => Standing::Over { took_s: *took_s },
                    },
                }
            })
            .collect();
        rest_s(&steps)
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The rest in words, no finer than it is known.
fn about(rest_s: Option<f64>) -> String {
    match rest_s {
        None => String::new(),
        Some(s) if s < 1.0 => String::new(),
        Some(s) if s < 10.0 => format!("  (about {} s left)", s.ceil()),
        Some(s) if s < 90.0 => format!("  (about {} s left)", (s / 5.0).ceil() * 5.0),
        Some(s) => format!("  (about {} min left)", (s / 60.0).round()),
    }
}

/// What this machine recorded; nothing is as good as a file that can't be read.
fn recorded() -> BTreeMap<String, Recording> {
    file()
        .and_then(|file| fs::read(file).ok())
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Adds to what is recorded. An estimate is a convenience: a cache that can't be written must not fail
/// the run.
fn keep(new: BTreeMap<String, Recording>) {
    // Read anew: another run may have ended meanwhile.
    let mut all = recorded();
    for (key, recording) in new {
        if all.get(&key).is_none_or(|old| recording.replaces(old)) {
            all.insert(key, recording);
        }
    }
    if let (Some(file), Ok(json)) = (file(), serde_json::to_vec_pretty(&all)) {
        fs::write(file, json).ok();
    }
}

fn file() -> Option<PathBuf> {
    Some(cache::dir().ok()?.join("durations.json"))
}

#[cfg(test)]
mod tests {
    use super::{about, seconds};

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(0.44), "0.4 s");
        assert_eq!(seconds(12.4), "12 s");
        assert_eq!(seconds(125.0), "2 min 05 s");
    }

    #[test]
    fn the_rest_is_told_no_finer_than_it_is_known() {
        for (rest_s, words) in [
            (None, ""),
            (Some(0.3), ""),
            (Some(3.2), "  (about 4 s left)"),
            (Some(31.0), "  (about 35 s left)"),
            (Some(89.0), "  (about 90 s left)"),
            (Some(200.0), "  (about 3 min left)"),
        ] {
            assert_eq!(about(rest_s), words, "{rest_s:?}");
        }
    }
}
