use super::check;

#[test]
fn phones() {
    check(&[
        "{phone|+1 212 555 0142}",
        "call {phone|+49 (0)30 1234567} please",
        "{phone|+44 20 7946 0958} or {phone|+33 6 12 34 56 78}",
        "{phone|(212) 555-0142}",
        "{phone|212-555-0142}",
        "{phone|212.555.0142}",
        "{phone|1-800-555-0199}",
        "ring me on {phone|212 555 0142 x123}",
        "{phone|0170 1234567}",
        "{phone|030/1234567}",
        "{phone|06 12 34 56 78}",
        "{phone|020 7946 0958}",
        "{phone|0049 30 1234567}",
        "meine Nummer: Telefon {phone|12345678}",
        "tel. {phone|912 345 678}",
        "mi teléfono es {phone|612 345 678}",
        "il mio cellulare è {phone|347 1234567}",
        "telemóvel {phone|912345678}",
        "mijn telefoonnummer is {phone|06-12345678}",
        "numer telefonu {phone|501 234 567}",
        "mon portable : {phone|06.12.34.56.78}",
        "phone {phone|555-0142}",
        "my number is {phone|5558675309}",
        "{phone|8974568974}",
        "{phone|(11) 91234-5678}",
        "WhatsApp {phone|+55 11 91234-5678}",
        "call me at {phone|２１２-５５５-０１４２}",
    ]);
}

#[test]
fn no_phones() {
    check(&[
        "order number 2125550142",
        "order #5558675309",
        "tracking 06 12 34 56 78 90 12",
        "on 21.11.2026 at 10:30",
        "2026-11-21 10:30",
        "11/21/2026",
        "01.02.2026 10:15",
        "$2,125,550.14",
        "it cost 1 234 567 euros",
        "size 42, colour 3, 2 pieces",
        "between 2019 and 2024",
        "2019-2024",
        "open 9-17, Mon-Fri 08:00-18:00",
        "version 10.15.7",
        "ISBN 978-3-16-148410-0",
        "invoice 2024-000123-45",
        "timestamp 1763719200",
        "3+4 is 7",
        "1234567",
        "GTIN 4006381333931",
        "5 - 10 days",
        "192.168.100.200.1",
    ]);
}
