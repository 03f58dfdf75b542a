use super::{check, check_after};

#[test]
fn emails() {
    check(&[
        "{email|ann@example.com}",
        "Mail to {email|ann.lee+shop@mail.example.co.uk}, please.",
        "<{email|ann@example.com}>",
        "mailto:{email|ann@example.com}?subject=hi",
        "{email|jürgen@müller.de} / {email|用户@例子.中国}",
        "{email|o'brien@example.ie}",
        "{email|ann@example.com}...thanks",
        "https://shop.example/?mail={email|ann@example.com}&x=1",
        "{email|ann＠example.com}",
        "{email|ann at example dot com}",
        "{email|ann.lee (at) example.com}",
        "{email|ann [at] example [dot] org}",
        "my email is {email|ann at example.com}",
        "{email|ann punkt lee at web punkt de}",
        "meine E-Mail ist {email|ann at gmx dot de}",
        "{email|anngmailcom}",
        "{email|vino 54 gmailcom}",
        "email {email|vino gmail com}",
        "{email|vino@gmail com}",
        "{email|vino@hotmail}",
        "email id is {email|annexamplecom}",
    ]);
}

#[test]
fn emails_of_odd_forms() {
    check(&[
        "{email|ann+spring-sale@sub.shop.example.com}, thanks",
        r#"{email|"ann lee"@example.com}"#,
        "{email|ann@[192.0.2.7]}",
        "{email|ann_lee-99@ex-ample.co}!",
        "({email|ann@example.com})",
        "Cc: <{email|ann@example.com}>; To: <{email|bo@example.org}>",
        "{email|почта@пример.рф}",
        "{email|ann@xn--bcher-kva.example}",
    ]);
}

#[test]
fn details_with_characters_that_show_nothing() {
    check(&[
        "{email|ann\0@example.com}",
        "{email|a\u{1}n\u{8}n@exam\u{1b}ple.\u{7f}com}, thanks",
        "é {email|ann\0@example.com} \0\0 {email|bo@example.org}\u{1}",
        "{email|ann\u{9d}@example.com}",
        "{email|ann\u{e000}@example.com} or {email|ann\u{10fffd}@example.com}",
        "{email|ann\u{e0041}@example.com}",
        "{email|ann\u{3164}@example.com}",
        "{card|4242\0 4242 42\u{2}42 4242}",
        "SSN {ssn|219-\u{b}09-9998}",
        "my name is {name|Sa\u{0}rah Mil\u{1}ler}",
        "one\ttwo\r\nthree\0",
    ]);
}

#[test]
fn emails_in_words() {
    check(&[
        "{email|ann underscore lee at example dot com}",
        "mi correo es {email|ana arroba example punto com}",
        "la mia mail è {email|anna chiocciola example punto it}",
        "mon mail : {email|anne arobase example point fr}",
        "meu email é {email|ana arroba example ponto pt}",
        "mijn e-mail is {email|anna apenstaartje example punt nl}",
        "mój e-mail to {email|anna malpa example kropka pl}",
        "{email|ann @ gmail.com}",
        "my email: {email|ann @ example . com}",
        "{email|peter 540 gmail}",
        "{email|ann gmial com}",
    ]);
}

#[test]
fn emails_as_answers() {
    check_after(
        &["What is your email address?"],
        &[
            "{email|ann at example.com}",
            "it is {email|annleeexamplecom}",
        ],
    );
}

#[test]
fn what_has_an_at_sign_and_is_no_email() {
    check(&[
        "git@github.com:org/project.git does not clone",
        "npm install left-pad@1.3.0",
        "lodash@4.17.21 and @types/node@20.1.0",
        "@media (max-width: 600px) and @import",
        "see you @ 5 or @ noon",
        "look @ example.com",
        "3 @ 4.50 each",
        "me@home",
        "dot the i at the end",
        "at point five",
        "we met at yahoo headquarters",
        "the intercom and the telecom company",
    ]);
}

#[test]
fn no_emails() {
    check(&[
        "look at example.com",
        "meet me at amazon dot com headquarters @ noon",
        "@handrail on social media",
        "a@b",
        "I use gmail com app every day",
        "what's your email?",
        "I bought it at orange",
        "telecom and welcome",
        "user@localhost",
        "check my email com port",
    ]);
}
