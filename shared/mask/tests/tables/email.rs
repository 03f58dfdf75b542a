use super::check;

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
