//! The command as a person or a pipeline uses it.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handrail-mask"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = command.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that refuses its options reads nothing.
        stdin.write_all(&input).ok();
    });
    let output = command.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap()
}

#[test]
fn text_and_json_lines_keep_their_places() {
    let input = "call +49 170 1234567\n\n{\"text\":\"7031\",\"previous\":[\"Your SSN?\"],\"id\":\"Ann\"}\r\nlast";
    let output = run(&[], input.as_bytes());
    assert!(output.status.success());
    assert_eq!(
        stdout(&output),
        "call [PHONE]\n\n{\"text\":\"[SSN]\"}\nlast\n"
    );
}

#[test]
fn spans_count_code_points() {
    let output = run(&["--spans"], "🙂 ä ann@example.com".as_bytes());
    let spans = json(stdout(&output));
    assert_eq!(spans["spans"][0]["start"], 4);
    assert_eq!(spans["spans"][0]["end"], 19);
    assert_eq!(spans["spans"][0]["kind"], "email");
    assert!(spans["spans"][0]["score"].is_u64() && spans["spans"][0]["rule"].is_string());
}

#[test]
fn explanations_say_why_and_why_not() {
    let output = run(
        &["--explain", "--off", "ip"],
        b"card 4242 4242 4242 4242 from 203.0.113.7, it ends in 7031 now",
    );
    let told = json(stdout(&output));
    assert_eq!(
        told["spans"][0]["why"],
        "its form and its check digits are right"
    );
    let nearly: Vec<&str> = told["nearly"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["why"].as_str().unwrap())
        .collect();
    assert!(nearly.contains(&"this kind is switched off"), "{nearly:?}");
}

#[test]
fn bytes_that_are_no_text_do_not_stop_a_log() {
    let output = run(&[], b"\xff ann@example.com\nbob@example.com\n");
    assert!(output.status.success());
    assert_eq!(stdout(&output), "\u{fffd} [EMAIL]\n[EMAIL]\n");
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let output = run(&["--spans"], b"fine\n{\"text\": 7}\n");
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("line 2: "), "{said}");
    for arguments in [&["--off", "shoe"][..], &["--off", "card"], &["--fast"]] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_command_of_the_readme_hides_everything_in_its_example() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let start = "cargo run --release -p handrail-mask -- ";
    let line = readme.lines().find_map(|line| line.strip_prefix(start));
    let (options, file) = line.unwrap().split_once(" < ").unwrap();
    let options: Vec<&str> = options.split(' ').collect();
    let tickets = std::fs::read(root.join(file)).unwrap();

    let output = run(&options, &tickets);
    assert!(output.status.success());
    let texts: Vec<String> = stdout(&output)
        .lines()
        .map(|line| json(line)["text"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        texts,
        [
            "Hi, I'm [NAME]. My order never came, can you call me on [PHONE]?",
            "I paid with [CARD], it expires [EXPIRY]. Please refund it to [IBAN].",
            "It's [SSN]",
            "Please write to [EMAIL], or ship to [ADDRESS].",
            "The log says: login from [IP] with Authorization: Bearer [SECRET] failed",
            "Do you have the blue one in size 42?",
        ]
    );
}
