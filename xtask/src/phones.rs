//! Writes the table of the world's phone numbers into the masker: `cargo xtask phones`.
//!
//! In scope: reading libphonenumber's metadata, as the npm package `libphonenumber-js` ships it in
//! `metadata.max.json`, and cutting it down to what the masker asks: beginnings, lengths, kinds,
//! trunk prefixes and customary groupings. Not in scope: fetching it; the file is given by path.

mod pattern;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace;

const TABLE: &str = "shared/mask/src/detect/phone/regions.rs";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// metadata.max.json of the npm package libphonenumber-js
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let text = std::fs::read_to_string(&args.metadata)
        .with_context(|| format!("can't read {}", args.metadata.display()))?;
    let metadata: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is not JSON", args.metadata.display()))?;
    let plans = plans(&metadata)?;
    let path = workspace::root().join(TABLE);
    std::fs::write(&path, render(&plans))
        .with_context(|| format!("can't write {}", path.display()))?;
    format(&path)
}

fn format(path: &Path) -> Result<()> {
    let done = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(path)
        .status()
        .context("can't start rustfmt")?;
    if !done.success() {
        bail!("rustfmt refused {}", path.display());
    }
    Ok(())
}

/// Lengths of national numbers as bits: of any kind, and of mobiles.
type Lengths = [u16; 2];

/// Places of the kinds of numbers in a region's list.
const FIXED_LINE: usize = 0;
const MOBILE: usize = 1;

#[derive(Default)]
struct Plan {
    trunk: String,
    by_beginning: BTreeMap<u16, Lengths>,
}

#[derive(Default)]
struct Plans {
    /// By country calling code.
    plans: BTreeMap<u16, Plan>,
    /// Lengths of the groups a national number is written in, with its possible first digits.
    shapes: BTreeMap<Vec<u8>, u16>,
}

/// Places of the parts of a region in its array.
const CALLING_CODE: usize = 0;
const LENGTHS: usize = 3;
const FORMATS: usize = 4;
const TRUNK: usize = 5;
const TYPES: usize = 11;

fn plans(metadata: &Value) -> Result<Plans> {
    let mut all = Plans::default();
    for set in ["countries", "nonGeographic"] {
        let regions = metadata[set]
            .as_object()
            .with_context(|| format!("the metadata has no \"{set}\""))?;
        for (name, region) in regions {
            let code = region[CALLING_CODE]
                .as_str()
                .and_then(|code| code.parse().ok())
                .with_context(|| format!("{name} has no calling code"))?;
            let plan = all.plans.entry(code).or_default();
            if let Some(trunk) = region[TRUNK].as_str() {
                trunk.clone_into(&mut plan.trunk);
            }
            let types = region[TYPES]
                .as_array()
                .with_context(|| format!("{name} lists no types of numbers"))?;
            for (place, kind) in types.iter().enumerate() {
                // An empty pattern of mobiles says that they can't be told from fixed lines.
                let pattern = match kind[0].as_str() {
                    Some("") if place == MOBILE => types[FIXED_LINE][0].as_str(),
                    pattern => pattern.filter(|p| !p.is_empty()),
                };
                let Some(pattern) = pattern else { continue };
                let lengths = kind[1].as_array().or(region[LENGTHS].as_array());
                let lengths: BTreeSet<u8> = lengths
                    .into_iter()
                    .flatten()
                    .filter_map(|n| u8::try_from(n.as_u64()?).ok())
                    .collect();
                for word in pattern::words(pattern)? {
                    if word.known == pattern::BEGINNING && lengths.contains(&word.length) {
                        let known = plan.by_beginning.entry(word.beginning).or_default();
                        known[0] |= 1 << word.length;
                        known[1] |= u16::from(place == MOBILE) << word.length;
                    }
                }
            }
            shapes(&region[FORMATS], &mut all.shapes)?;
        }
    }
    Ok(all)
}

fn shapes(formats: &Value, shapes: &mut BTreeMap<Vec<u8>, u16>) -> Result<()> {
    for format in formats.as_array().into_iter().flatten() {
        let groups = format[0].as_str().context("a format has no pattern")?;
        let groups = groups.trim_matches(['(', ')']).split(")(");
        let mut lengths = vec![Vec::new()];
        let mut begins = vec![0_u16];
        for (place, group) in groups.enumerate() {
            let words = pattern::words(group)?;
            let of_group: BTreeSet<u8> = words.iter().map(|w| w.length).collect();
            lengths = lengths
                .iter()
                .flat_map(|before| of_group.iter().map(|n| [before.as_slice(), &[*n]].concat()))
                .collect();
            if place == 0 {
                begins = words.iter().map(first_digit).collect();
            }
        }
        if let Some(leading) = format[2].as_array().and_then(|l| l.last()?.as_str()) {
            begins = pattern::words(leading)?.iter().map(first_digit).collect();
        }
        let begins = begins.into_iter().fold(0, |mask, digit| mask | 1 << digit);
        for shape in lengths.into_iter().filter(|s| s.len() > 1) {
            *shapes.entry(shape).or_default() |= begins;
        }
    }
    Ok(())
}

fn first_digit(word: &pattern::Word) -> u16 {
    word.beginning / 10_u16.pow(u32::from(word.known) - 1)
}

fn render(all: &Plans) -> String {
    let mut classes: Vec<Lengths> = vec![[0; 2]];
    let mut codes = String::new();
    let (mut starts, mut kinds) = (Vec::new(), Vec::new());
    for (code, plan) in &all.plans {
        let trunk = match plan.trunk.as_str() {
            "0" => "Zero",
            "1" => "One",
            "8" => "Eight",
            "06" => "ZeroSix",
            _ => "None",
        };
        let _ = writeln!(
            codes,
            "Plan::new({code}, Trunk::{trunk}, {}),",
            starts.len()
        );
        let mut before = usize::MAX;
        let table = filled(*code, plan);
        for (beginning, lengths) in table.into_iter().enumerate() {
            let class = classes
                .iter()
                .position(|c| *c == lengths)
                .unwrap_or_else(|| {
                    classes.push(lengths);
                    classes.len() - 1
                });
            if class != before {
                starts.push(beginning);
                kinds.push(class);
                before = class;
            }
        }
    }
    let shapes: Vec<String> = all
        .shapes
        .iter()
        .map(|(shape, first)| {
            let packed = shape.iter().fold(0_u32, |p, n| p << 4 | u32::from(*n));
            (packed, first)
        })
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .map(|(packed, first)| format!("({packed:#x}, {first:#x})"))
        .collect();
    let classes: Vec<String> = classes
        .iter()
        .map(|[any, mobile]| format!("[{any:#x}, {mobile:#x}]"))
        .collect();
    eprintln!(
        "{} runs, {} classes, {} shapes",
        starts.len(),
        classes.len(),
        shapes.len()
    );
    let list = |numbers: &[String]| numbers.join(", ");
    let starts: Vec<String> = starts.iter().map(usize::to_string).collect();
    let kinds: Vec<String> = kinds.iter().map(usize::to_string).collect();
    format!(
        "{HEADER}
pub(super) static PLANS: [Plan; {}] = [
{codes}];

/// First beginning (three digits) of each run of beginnings that are alike, plan after plan.
pub(super) static STARTS: [u16; {}] = [{}];

/// What a run is: a place in [`CLASSES`].
pub(super) static RUNS: [u8; {}] = [{}];

/// Possible lengths of a national number as bits: of any kind, and of mobiles.
pub(super) static CLASSES: [[u16; 2]; {}] = [{}];

/// Lengths of the groups a national number is written in, four bits each, with its first digits
/// as bits.
pub(super) static SHAPES: [(u32, u16); {}] = [{}];
",
        all.plans.len(),
        starts.len(),
        list(&starts),
        kinds.len(),
        list(&kinds),
        classes.len(),
        list(&classes),
        shapes.len(),
        list(&shapes),
    )
}

/// The lengths of every beginning, holes filled that are not worth their bytes: a hole as wide as
/// [`HOLE`] between beginnings that are alike. So the table may call a number valid that nobody
/// was given, and never the other way round. North America's area codes stay exact.
fn filled(code: u16, plan: &Plan) -> Vec<Lengths> {
    let of = |beginning| {
        plan.by_beginning
            .get(&beginning)
            .copied()
            .unwrap_or_default()
    };
    let mut table: Vec<Lengths> = (0..1000).map(of).collect();
    let covers = |wide: Lengths, narrow: Lengths| (0..2).all(|i| wide[i] & narrow[i] == narrow[i]);
    let hole = if code == NORTH_AMERICA { 0 } else { HOLE };
    let mut at = 1;
    while at < table.len() {
        let left = table[at - 1];
        let right = (at..table.len()).find(|i| table[*i] == left);
        if let Some(right) = right.filter(|right| right - at <= hole)
            && table[at..right]
                .iter()
                .all(|lengths| covers(left, *lengths))
        {
            table[at..right].fill(left);
            at = right;
        }
        at += 1;
    }
    table
}

const NORTH_AMERICA: u16 = 1;
const HOLE: usize = 4;

const HEADER: &str =
    "//! The world's numbering plans. Written by `cargo xtask phones`; not to be edited.
//!
//! Derived from the metadata of libphonenumber, Copyright The Libphonenumber Authors, under the
//! Apache License, Version 2.0: https://github.com/google/libphonenumber. Changed: cut down to
//! the first three digits, lengths, trunk prefixes and groupings, small holes filled.

use super::plan::{Plan, Trunk};
";
