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

#[test]
fn international_numbers_of_all_regions() {
    check(&[
        "{phone|+247 62889} is on an island",
        "{phone|+290 22158}",
        "{phone|+683 4002}",
        "{phone|+376712345} or {phone|+378 0549 886377}",
        "{phone|+971 50 123 4567}",
        "{phone|+62 812-345-678}",
        "{phone|+7 (912) 345-67-89}",
        "{phone|+55 (11) 96123-4567}",
        "{phone|+39 02 1234 5678}",
        "{phone|+81-90-1234-5678}",
        "{phone|+๔๙ ๑๗๐ ๑๒๓๔๕๖๗}",
        "{phone|+49\u{a0}170\u{a0}1234567}",
        "ring {phone|0044 7912 345678} at night",
        "ring {phone|011 44 7912 345678} at night",
        "ring {phone|00447912345678} at night",
        "tel:{phone|+1-212-555-0142;ext=12}",
        "{phone|+1 (212) 555-0142 ext. 12}",
        "{phone|212-555-0142 x12}, {phone|(212) 555-0142 extension 4}",
        "call {phone|+1 212 555 0142} 10 times",
    ]);
}

#[test]
fn national_numbers_of_many_regions() {
    check(&[
        "{phone|0 532 123 45 67}",
        "{phone|532.123.45.67}",
        "{phone|8 (912) 345-67-89}",
        "{phone|8 912 345 67 89}",
        "{phone|090-1234-5678}",
        "{phone|010-1234-5678}",
        "{phone|02 9374 4000}",
        "{phone|1300 123 456}",
        "{phone|1800-10-10 22}",
        "{phone|0211-12345}",
        "{phone|71 234 56 78}",
        "{phone|9123 4567}",
        "my German number is {phone|170 1234567}",
        "my number is {phone|712345}",
        "{phone|12125550142}",
        "it is {phone|1 212 555 0142} or 2",
        "10001 {phone|2125550142}",
        "{phone|212-555-0142}-office",
        "{phone|65 02 53 00 00}",
    ]);
}

#[test]
fn letters_in_numbers() {
    check(&[
        "{phone|1-800-FLOWERS}",
        "dial {phone|1-800-GO-FEDEX} now",
        "{phone|1800-flowers}",
        "call {phone|1300 LOCALS}",
        "call {phone|555-PIZZA-ME}? no: call {phone|555-PIZA}",
        "1800 DOLLARS",
        "I paid 800 EUR FOR IT",
        "room 800-EAST",
        "555-PIZA",
    ]);
}

#[test]
fn digits_that_come_near_a_phone() {
    check(&[
        "18052018 258",
        "51 824 753 5564",
        "0000 0000 0000",
        "02139-1234",
        "1979-2011 100",
        "12.1 - 23.71 - 23.45",
        "2012-01-02 08",
        "2014-04-12 04:04 PM",
        "650+253+1234",
        "5 + 12345678",
        "52.520008, 13.404954",
        "-33.8688 151.2093",
        "3.141592653589",
        "1,234,567.89",
        "pages 1234-5678",
        "EAN 4006381333931",
        "978-0-306-40615-7",
        "invoice 0170 1234567",
        "order 114-1234567-1234567",
        "between 10:30 and 11:45",
        "123-45-67890",
        "234567890112",
        "23456789",
        "12345678",
    ]);
}
