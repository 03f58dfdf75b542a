//! `handrail-mask`: checks or masks text and JSONL on standard input, line by line.
//!
//! `--mask` (the default) writes masked text; `--spans` writes one JSON object per line with the
//! spans found, offsets in Unicode code points. A line that is a JSON object with a `text` is read
//! as such (`{"text", "previous"?: […], "lang"?}`); `--text` reads every line as plain text.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use handrail_mask::{BareNumbers, Context, Kind, Masker};
use serde::{Deserialize, Serialize};

const USAGE: &str =
    "Usage: handrail-mask [--mask | --spans] [--text] [--bare-numbers keep|mask] < input\n";

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    previous: Vec<String>,
    lang: Option<String>,
}

#[derive(Serialize)]
struct SpanRow {
    start: usize,
    end: usize,
    kind: Kind,
    score: u8,
    rule: &'static str,
}

struct Options {
    spans: bool,
    plain: bool,
    bare_numbers: BareNumbers,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprint!("{problem}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(
        &options,
        io::stdin().lock(),
        io::BufWriter::new(io::stdout().lock()),
    ) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        spans: false,
        plain: false,
        bare_numbers: BareNumbers::Keep,
    };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--mask" => options.spans = false,
            "--spans" => options.spans = true,
            "--text" => options.plain = true,
            "--bare-numbers" => {
                options.bare_numbers = match arguments.next().as_deref() {
                    Some("keep") => BareNumbers::Keep,
                    Some("mask") => BareNumbers::Mask,
                    _ => return Err("--bare-numbers is keep or mask".to_owned()),
                }
            }
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(Some(options))
}

fn run(options: &Options, input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let masker = Masker::builder()
        .bare_numbers(options.bare_numbers)
        .build()
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    for (index, line) in input.lines().enumerate() {
        let line = line.map_err(|error| at_line(index, &error))?;
        let row = if !options.plain && line.starts_with('{') {
            serde_json::from_str(&line).map_err(|error| at_line(index, &error))?
        } else {
            Row {
                text: line,
                previous: Vec::new(),
                lang: None,
            }
        };
        let previous: Vec<&str> = row.previous.iter().map(String::as_str).collect();
        let context = Context {
            previous: &previous,
            lang: row.lang.as_deref(),
        };
        if options.spans {
            serde_json::to_writer(
                &mut output,
                &serde_json::json!({ "spans": spans(&masker, &row.text, &context) }),
            )?;
            writeln!(output)?;
        } else {
            writeln!(output, "{}", masker.mask_irreversibly(&row.text, &context))?;
        }
    }
    output.flush()
}

fn spans(masker: &Masker, text: &str, context: &Context<'_>) -> Vec<SpanRow> {
    let mut rows = Vec::new();
    let (mut bytes, mut points) = (0, 0);
    for span in masker.detect(text, context) {
        let start = points + text[bytes..span.start].chars().count();
        let end = start + text[span.start..span.end].chars().count();
        rows.push(SpanRow {
            start,
            end,
            kind: span.kind,
            score: span.score,
            rule: span.rule,
        });
        (bytes, points) = (span.end, end);
    }
    rows
}

fn at_line(index: usize, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("line {}: {error}", index + 1),
    )
}
