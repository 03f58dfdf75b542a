//! `handrail-mask`: finds and masks personal details in text and JSONL on standard input.
//!
//! Reads line by line in constant memory, so that logs and ticket exports of any size go through.

use std::io::{self, BufRead, Read as _, Write};
use std::process::ExitCode;

use handrail_mask::{BareNumbers, Context, Explanation, Kind, MAX_BYTES, Masker, Span, Why};
use serde::{Deserialize, Serialize};

const USAGE: &str = "\
Finds and masks personal details, line by line.

Usage: handrail-mask [--mask | --spans | --explain] [options] < input

  --mask      write the masked text (the default): details become [PHONE], [CARD], …
              A JSON line becomes {\"text\": …}; its other fields are dropped.
  --spans     write {\"spans\": [{\"start\", \"end\", \"kind\", \"score\", \"rule\"}]} for each line; offsets count
              Unicode code points, the score goes from 1 to 100
  --explain   the same, and under \"nearly\" what was not masked and why

A line that is a JSON object is read as {\"text\", \"lang\"?, \"previous\"?: [turns before, oldest first]};
any other line is text. An empty line stays one.

  --text                      read every line as text, also one that is JSON
  --bare-numbers keep|mask    what happens to numbers nothing explains (keep)
  --off KIND                  don't look for a kind; may be given more than once
  --help                      show this
";

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    previous: Vec<String>,
    #[serde(default)]
    lang: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Output {
    Mask,
    Spans,
    Explain,
}

struct Options {
    output: Output,
    plain: bool,
    masker: Masker,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let output = io::BufWriter::new(io::stdout().lock());
    match run(&options, io::stdin().lock(), output) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let (mut output, mut plain) = (Output::Mask, false);
    let mut builder = Masker::builder();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--mask" => output = Output::Mask,
            "--spans" => output = Output::Spans,
            "--explain" => output = Output::Explain,
            "--text" => plain = true,
            "--bare-numbers" => {
                builder = builder.bare_numbers(match arguments.next().as_deref() {
                    Some("keep") => BareNumbers::Keep,
                    Some("mask") => BareNumbers::Mask,
                    _ => return Err("--bare-numbers is keep or mask".to_owned()),
                });
            }
            "--off" => {
                let name = arguments.next().ok_or("--off needs a kind")?;
                let kind: Kind = name
                    .parse()
                    .map_err(|error: handrail_mask::UnknownKind| error.to_string())?;
                builder = builder.disable(kind);
            }
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("unknown option {other}")),
        }
    }
    let masker = builder.build().map_err(|error| error.to_string())?;
    Ok(Some(Options {
        output,
        plain,
        masker,
    }))
}

fn run(options: &Options, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let limit = MAX_BYTES as u64 + 1;
        input
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| at_line(number, &error))?;
        if bytes.is_empty() {
            break;
        }
        if bytes.pop_if(|last| *last == b'\n').is_none() && bytes.len() > MAX_BYTES {
            let problem = format!("longer than {MAX_BYTES} bytes; split it");
            return Err(at_line(number, &problem));
        }
        bytes.pop_if(|last| *last == b'\r');
        line(options, &bytes, &mut output).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => at_line(number, &error),
            _ => error,
        })?;
    }
    output.flush()
}

fn line(options: &Options, bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
    let is_json = !options.plain && bytes.first() == Some(&b'{');
    let row = if is_json {
        serde_json::from_slice(bytes)?
    } else {
        Row {
            // A log may hold bytes that are no text; they must not stop the rest.
            text: String::from_utf8_lossy(bytes).into_owned(),
            previous: Vec::new(),
            lang: None,
        }
    };
    let previous: Vec<&str> = row.previous.iter().map(String::as_str).collect();
    let context = Context {
        previous: &previous,
        lang: row.lang.as_deref(),
    };
    let masker = &options.masker;
    match options.output {
        Output::Mask => {
            let masked = masker.mask_irreversibly(&row.text, &context);
            if is_json {
                serde_json::to_writer(&mut *output, &serde_json::json!({ "text": masked }))?;
            } else {
                output.write_all(masked.as_str().as_bytes())?;
            }
        }
        Output::Spans => {
            let spans = masker.detect(&row.text, &context);
            let mut points = Points::new(&row.text);
            let spans: Vec<SpanRow> = spans.iter().map(|span| points.row(span, None)).collect();
            serde_json::to_writer(
                &mut *output,
                &SpansRow {
                    spans,
                    nearly: None,
                },
            )?;
        }
        Output::Explain => {
            let explanation = masker.explain(&row.text, &context);
            serde_json::to_writer(&mut *output, &explained(&row.text, &explanation))?;
        }
    }
    output.write_all(b"\n")
}

#[derive(Serialize)]
struct SpansRow {
    spans: Vec<SpanRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearly: Option<Vec<SpanRow>>,
}

#[derive(Serialize)]
struct SpanRow {
    start: usize,
    end: usize,
    kind: Kind,
    score: u8,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

fn explained(text: &str, explanation: &Explanation) -> SpansRow {
    let mut points = Points::new(text);
    let spans = explanation
        .masked
        .iter()
        .map(|span| points.row(span, Some(span.why().to_owned())))
        .collect();
    let mut points = Points::new(text);
    let nearly = explanation
        .nearly
        .iter()
        .map(|nearly| points.row(&nearly.span, Some(why(&nearly.why))))
        .collect();
    SpansRow {
        spans,
        nearly: Some(nearly),
    }
}

fn why(why: &Why) -> String {
    match why {
        Why::Off => "this kind is switched off".to_owned(),
        Why::Covered { by } => format!("a stronger finding covers it ({by})"),
        Why::IfAsked { question } => {
            format!("nothing says what it is; it would be masked after \"{question}\"")
        }
    }
}

/// Byte offsets as code points, for spans in the order of their starts.
struct Points<'t> {
    text: &'t str,
    bytes: usize,
    points: usize,
}

impl<'t> Points<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: 0,
            points: 0,
        }
    }

    fn row(&mut self, span: &Span, why: Option<String>) -> SpanRow {
        self.points += self.text[self.bytes..span.start].chars().count();
        self.bytes = span.start;
        SpanRow {
            start: self.points,
            end: self.points + self.text[span.start..span.end].chars().count(),
            kind: span.kind,
            score: span.score,
            rule: span.rule,
            why,
        }
    }
}

fn at_line(number: u64, problem: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("line {number}: {problem}"),
    )
}
