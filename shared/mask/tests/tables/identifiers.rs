//! Identifiers in conversations: cues of many languages, questions, numbers of things; and dates of
//! birth, expiry dates, hardware addresses, wallets and codes of banks.

use crate::{check, check_after};

#[test]
fn identifiers_beside_their_names() {
    check(&[
        "My PESEL is {national_id|80061866269}.",
        "Meine Steuer-ID: {national_id|17289262538}",
        "mi DNI es {national_id|09296546S}",
        "il mio codice fiscale è {national_id|XKHNBN72S11B393E}",
        "mijn BSN is {national_id|946974033}",
        "Mon numéro de sécurité sociale : {national_id|461641448741487}",
        "O meu NIF é {national_id|292911508}",
        "aadhaar no {national_id|8030 9813 9155}",
        "주민등록번호는 {national_id|530322-4719680}입니다",
        "เลขประจำตัวประชาชน: {national_id|6305116342961}",
        "TC Kimlik No: {national_id|72487468513}",
        "{national_id|2785550260} is my nhs number",
        "national insurance number {national_id|XZ 77 35 20 C}",
        "IČO je ředitel",
        "kVNR: {national_id|D392934937}, bitte",
        "VAT: {national_id|DE977379965}",
    ]);
}

#[test]
fn documents_beside_their_names() {
    check(
        &[
            "My passport number is {passport|CD0520960} and it expires soon",
            "Reisepass {passport|F980G6358}",
            "{passport|BTQ079230} es mi número de pasaporte",
            "driver's license number is {licence|F255921500094}",
            "Führerschein: {driving_licence|B072RRE2I55}",
            "Licence: {driving_licence|BRYD9610082VZ4JV} ok",
            "the number plate is {national_id|CL61 XYL}",
            "Kennzeichen {national_id|M-AB 1234}",
        ]
        .map(|row| row.replace("{licence|", "{driving_licence|"))
        .each_ref()
        .map(String::as_str),
    );
}

#[test]
fn what_was_asked_for_is_masked() {
    check_after(
        &["Could you give me your tax identification number?"],
        &["{national_id|12345678}", "sure, {national_id|80061866269}"],
    );
    check_after(
        &["What is your passport number?"],
        &["{passport|G9410311}", "it's {passport|912803456}"],
    );
    check_after(
        &["What is your order number?"],
        &["1713360919", "CD0520960", "order 946974032"],
    );
}

#[test]
fn no_identifiers() {
    check(&[
        "order 946974032 is late",
        "tracking number 1713360919",
        "invoice 72487468512",
        "booking 80061866267",
        "the article costs 1.713.360 in version 2.0.1",
        "build 20261121",
        "2026-11-21 10:30",
        "I waited 573 days, 952 hours",
        "SKU AB1234567",
        "my tax refund of 120.50 is late",
        "I sin 946974032 times",
        "the model X12345678 is broken",
        "call extension 4452 in room 12A",
    ]);
}

#[test]
fn dates_of_birth() {
    check(&[
        "I was born on {birth_date|12 May 1984}",
        "DOB: {birth_date|05/12/84}",
        "date of birth {birth_date|1984-05-12}",
        "Geburtsdatum: {birth_date|12.05.1984}",
        "ich bin am {birth_date|12. Mai 1984} geboren",
        "né le {birth_date|12 mai 1984}",
        "fecha de nacimiento: {birth_date|12 de mayo de 1984}",
        "data di nascita {birth_date|12/05/1984}",
        "data de nascimento: {birth_date|12/05/1984}",
        "geboortedatum {birth_date|12-05-1984}",
        "data urodzenia: {birth_date|12 maja 1984}",
        "my birthday is {birth_date|May 12th, 1984}",
        "{birth_date|12/05/1984} is my date of birth",
        "dob {birth_date|12051984}",
    ]);
    check_after(
        &["Can you confirm your date of birth?"],
        &["{birth_date|12/05/1984}", "sure, {birth_date|May 12 1984}"],
    );
}

#[test]
fn other_dates() {
    check(&[
        "it arrived on 12/05/2024",
        "ordered 12 May 2024",
        "my birthday gift came on 12/05/2024",
        "I was born in a small town, order from 12/05/2024",
    ]);
    check_after(&["When did you order?"], &["12/05/2024", "May 12"]);
}

#[test]
fn expiry_dates() {
    check(&[
        "{card|4242 4242 4242 4242} {expiry|04/27} {cvv|737}",
        "{card|4242424242424242}, {expiry|04/2027}",
        "my card is valid thru {expiry|04/2027}",
        "card expires {expiry|4/27}",
        "Karte gültig bis {expiry|04/27}",
        "tarjeta, caducidad {expiry|04/27}",
    ]);
    check_after(
        &["What is the expiry date of your card?"],
        &["{expiry|04/27}"],
    );
    check(&[
        "the voucher expires 04/2027",
        "my gift card expires 04/27",
        "valid until 04/27",
        "exp 04/27/2027",
    ]);
}

#[test]
fn hardware_addresses() {
    check(&[
        "MAC {mac|00:1A:2B:3C:4D:5E}.",
        "{mac|aa-bb-cc-dd-ee-0f} and {mac|001a.2b3c.4d5e}",
        "my mac address is {mac|001A2B3C4D5E}",
        "{mac|02:00:5E:10:00:00:00:01}",
        "Broadcast FF:FF:FF:FF:FF:FF and 00:00:00:00:00:00",
        "00:1A:2B:3C:4D",
        "00:1A:2B:3C:4D:5E:6F",
        "at 10:30:45",
        "001A2B3C4D5E is the part",
    ]);
}

#[test]
fn wallets() {
    check(&[
        "send it to {account|1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa}",
        "{account|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4}",
        "{account|0x00000000219ab540356cBB839Cbe05303d7705Fa}",
        "8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    ]);
}

#[test]
fn banks() {
    check(&[
        "BIC: {bic|MARKDEF1100}",
        "swift code {bic|DEUTDEFF}",
        "{bic|DEUTDEFF} is the BIC",
        "{iban|DE89 3704 0044 0532 0130 00}, {bic|COBADEFFXXX}",
        "sort code {account|12-34-56}",
        "routing number {account|021000021}",
        "DEUTDEFF and COMPUTER are words",
        "THE BANK IS CLOSED, SWIFT REPLY PLEASE",
        "transfer from my account {account|8965} to {account|4586}",
    ]);
}

#[test]
fn addresses_with_zone_and_prefix() {
    check(&[
        "{ip|fe80::1%eth0} is down",
        "{ip|192.168.1.0/24} and {ip|2001:db8::/32}.",
        "route {ip|::/0}",
        "std :: fs",
        "{ip|::ffff:192.168.1.1} and [{ip|2001:db8::1}]:8080",
    ]);
}
