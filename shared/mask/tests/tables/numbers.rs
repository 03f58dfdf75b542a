use super::{check, check_after};

#[test]
fn cards() {
    check(&[
        "{card|4242 4242 4242 4242}",
        "I paid with {card|4242424242424242}.",
        "Visa {card|4012-8888-8888-1881}, thanks",
        "amex {card|3782 822463 10005}",
        "mastercard {card|5555555555554444} or {card|2223 0031 2200 3222}",
        "diners {card|30569309025904}, discover {card|6011 1111 1111 1117}",
        "jcb {card|3530111333300000}, unionpay {card|6200000000000005}",
        "maestro {card|6304000000000000}",
        "Karte {card|４２４２ ４２４２ ４２４２ ４２４２} bitte",
        "بطاقة {card|٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢}",
        "{card|4242\u{a0}4242\u{a0}4242\u{a0}4242}",
        "{card|4242\u{200b}4242\u{200b}4242\u{200b}4242}",
        "{card|4242–4242–4242–4242}",
        "card:{card|4242424242424242}!",
        "({card|4242 4242 4242 4242})",
        "my card number is {card|4242 4242 4242 4241}",
        "Kartennummer: {card|4532777948037060}",
        "mon numéro de carte est le {card|4532 7779 4803 7060}",
        "el número de mi tarjeta es {card|4532777948037060}",
        "numer karty {card|4532777948037060}",
        "the card ending in {card|4242} was charged twice",
        "my card ends with {card|1881}",
        "{card|9632 5875 3357 8965}",
        "{card|7731 ab 4482 xz 9015}",
        "it is {card|4407 220918834511}",
        "{card|3317254900817263345} is it",
        "dc {card|733190264418}",
        "cvv {cvv|123}",
        "{card|4242 4242 4242 4242} exp {expiry|12/27} cvc: {cvv|737}",
        "the security code is {cvv|7373}",
    ]);
}

#[test]
fn cards_in_columns() {
    check(&[
        "{card|4242\n4242\n4242\n4242}",
        "it is\r\n{card|4242\r\n4242\r\n4242\r\n4242}\r\nthanks",
        "{card|4242,4242,4242,4242}",
        "{card|4242, 4242, 4242, 4242}.",
        "pay with {card|4242_4242_4242_4242}, order 7",
        "{card|4242|4242|4242|4242} or {card|4242:4242:4242:4242}",
        "{card|4242 • 4242 • 4242 • 4242}",
        "{card|4242+4242+4242+4242}",
        "{card|4242/4242/4242/4242}",
        "{card|3782,822463,10005} and {card|3782\n822463\n10005}",
        "{card|4242,4242,4242,4242},12/27,4821",
        "order 7, {card|4242,4242,4242,4242}",
    ]);
}

#[test]
fn no_cards_in_columns() {
    check(&[
        "4242,4242,4242,4241",
        "4242,4242:4242,4242",
        "4242\n4242,4242\n4242",
        "sizes 4242, 4242, 4242, 4242, 4242",
        "4242\n4242\n4242\n4242\n4242",
        "the orders 4242, 4242, 4242, 4242",
        "4242,4242,4242",
        "A4242,4242,4242,4242",
        "1234,5678,9012,3452",
        "2019, 2020, 2021, 2023",
        "{ip|4242:4242:4242:4242:4242:4242:4242:4242}",
    ]);
}

#[test]
fn no_cards() {
    check(&[
        "order 4242 4242 4242 4241 has not arrived",
        "tracking number 9400111899223344556677",
        "my gift card is worth 5000 points",
        "open from 2019 to 2021 or 2023",
        "sizes 3800 or 4000",
        "order 3317254900817263345",
        "550e8400-e29b-41d4-a716-446655440000",
        "the gift card expires 12/2027",
        "my card was charged 1200 dollars",
        "build 20261121093045",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
        "ISBN 9783161484100",
        "The total is 1,234,567,890,123.45",
        "2026-11-21 10:30:00",
    ]);
}

#[test]
fn social_security_numbers() {
    check(&[
        "{ssn|219-09-9998}",
        "my ssn is {ssn|219 09 9998}",
        "SSN: {ssn|219099998}",
        "social security number {ssn|219.09.9998}",
        "ITIN {ssn|912-70-1234}",
        "my ssn is {ssn|000-12-3456}",
        "last four of my social are {ssn|9998}",
        "{ssn|9998} ssn",
        "ssn# {ssn|219‑09‑9998}",
    ]);
}

#[test]
fn no_social_security_numbers() {
    check(&[
        "part number 219099998",
        "order 219099998",
        "SKU 219-09-99981",
        "A219-09-9998B",
        "2026-09-9998-1",
        "the code 123-45-67",
        "19-09-9998",
    ]);
}

#[test]
fn bank_accounts() {
    check(&[
        "{iban|DE89 3704 0044 0532 0130 00}",
        "IBAN: {iban|GB29NWBK60161331926819}.",
        "mein Konto {iban|de89370400440532013000}",
        "{iban|FR14 2004 1010 0505 0001 3M02 606}",
        "{iban|NL91ABNA0417164300}, {iban|PL61109010140000071219812874}",
        "{iban|ES91-2100-0418-4502-0005-1332}",
        "{iban|IT60X0542811101000000123456}",
        "iban is {iban|DE88 3704 0044 0532 0130 00}",
        "account number {account|00123456}",
        "last four of my account number are {account|9950}",
        "Kontonummer {account|532013000}",
    ]);
}

#[test]
fn no_bank_accounts() {
    check(&[
        "DE88 3704 0044 0532 0130 00",
        "model DE12 3456",
        "my account has 3 orders",
        "I opened my account in 2019 and closed it",
        "GB is a country",
    ]);
}

#[test]
fn ip_addresses() {
    check(&[
        "blocked {ip|203.0.113.7}.",
        "from {ip|2001:db8::8a2e:370:7334} today",
        "{ip|2001:0db8:85a3:0000:0000:8a2e:0370:7334}",
        "http://{ip|192.168.0.1}:8080/admin",
        "[{ip|::1}]",
        "my IP is {ip|10.0.0.255}, help",
        "{ip|fe80::1ff:fe23:4567:890a}",
    ]);
}

#[test]
fn no_ip_addresses() {
    check(&[
        "version 1.2.3.4",
        "firmware v10.0.19.1",
        "1.2.3.4.5",
        "256.1.1.1",
        "at 10:30:45",
        "std::fs and a::b",
        "section 1.2.3",
        "01.02.03.04",
        "ratio 16:9",
    ]);
}

#[test]
fn look_alikes_of_placeholders() {
    check(&[
        "what is {text|[CARD_1]}?",
        "{text|[name_2]} and {text|[Email 3]} and {text|[PHONE\\_4]}",
        "see [1] and [our terms](/terms)",
    ]);
    check_after(&["[CARD_1] please"], &["{text|[CARD_1]}"]);
}
