use super::{check, check_after};

#[test]
fn a_bare_number_answers_the_question() {
    check_after(
        &["What is your card number, please?"],
        &["{card|4242424242424241}", "it's {card|4242}"],
    );
    check_after(
        &["Could you give me the last four digits of your SSN?"],
        &["{ssn|6789}", "sure, {ssn|6789}"],
    );
    check_after(&["Please enter your PIN."], &["{password|4821}"]);
    check_after(
        &["Wie lautet Ihre Telefonnummer?"],
        &["{phone|0301234567}", "{phone|1234567}"],
    );
    check_after(
        &["Quel est votre numéro de téléphone ?"],
        &["{phone|612345678}"],
    );
    check_after(&["¿Cuál es su contraseña?"], &["{password|tr3sTigres}"]);
    check_after(
        &["May I have your name?"],
        &["{name|Jude Okafor}", "{name|jude okafor}"],
    );
    check_after(&["What is your account number?"], &["{account|884512}"]);
}

#[test]
fn other_questions_explain_other_numbers() {
    check_after(
        &["What is your order number?"],
        &["4821", "5558675309", "884512", "219099998"],
    );
    check_after(&["Which year did you buy it?"], &["2019", "in 2021"]);
    check_after(&["What is the tracking number?"], &["4242424242424241"]);
    check_after(
        &["We shipped it to the card holder yesterday"],
        &["ok 2 boxes then"],
    );
    check(&["4821", "8745", "yes", "2019"]);
}

#[test]
fn the_last_turn_counts() {
    check_after(
        &["What is your PIN?", "How many boxes did you get?"],
        &["4821"],
    );
    check_after(
        &["Hi!", "my card number is"],
        &["{card|4242 4242 4242 4241}"],
    );
}
