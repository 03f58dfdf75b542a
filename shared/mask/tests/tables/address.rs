use super::{check, check_after};

#[test]
fn addresses() {
    check(&[
        "{address|123 Main St, Springfield, IL 62704}",
        "{address|1600 Pennsylvania Avenue NW, Washington, DC 20500}",
        "I live at {address|42 Elm Street}.",
        "ship it to {address|9 Oak Lane, Apt 4B, Boston, MA 02118} please",
        "{address|12b Baker Street, London NW1 6XE}",
        "deliver to {address|841 baker circle east elmhurst ny 11370}",
        "{address|Hauptstraße 5, 10115 Berlin}",
        "Ich wohne in der {address|Lindenallee 12a, 20259 Hamburg}",
        "{address|Berliner Str. 7, 10715 Berlin}",
        "{address|12 rue de la Paix, 75002 Paris}",
        "j'habite au {address|8, avenue Victor Hugo}",
        "{address|Calle Mayor 12, 28013 Madrid}",
        "{address|Via Roma, 5, 00184 Roma}",
        "{address|Rua Augusta 1500}",
        "{address|Keizersgracht 100, 1015 AA Amsterdam}",
        "{address|ul. Długa 5, 00-238 Warszawa}",
        "P.O. Box 12"
            .replace("P.O. Box 12", "{address|P.O. Box 123}")
            .as_str(),
        "my address is {address|98 green way street ca 56213}",
        "zip code is {address|35801}",
        "PLZ {address|10115}",
        "postcode {address|SW1A 1AA}",
        "{address|Springfield, IL 62704}",
    ]);
}

#[test]
fn streets_in_many_languages() {
    check(&[
        "bitte an {address|Gartenstr. 14b, 04109 Leipzig} liefern",
        "Lieferadresse: {address|Am Markt 3, 06108 Halle (Saale)}",
        "Ich wohne {address|Lange Reihe 31, 20099 Hamburg}",
        "Envoyez-le au {address|27 bis, rue des Lilas, 69003 Lyon}",
        "mon adresse est {address|5 impasse du Moulin, 35000 Rennes}",
        "mi dirección es {address|Avenida del Puerto 44, 3º B, 46021 Valencia}",
        "il mio indirizzo è {address|Corso Garibaldi 18, 20121 Milano}",
        "spedite a {address|Viale dei Tigli n. 7, 40122 Bologna}",
        "Moro na {address|Rua das Acácias, 210, 01310-100 São Paulo}",
        "bezorgen op {address|Vinkenstraat 88, 1013 JV Amsterdam}",
        "mieszkam: {address|ul. Lipowa 9/4, 31-512 Kraków}",
        "leveres til {address|Bakkevej 12, 8000 Aarhus}",
        "{address|Björkgatan 5, 753 28 Uppsala}",
        "{address|Koivukatu 3, 00150 Helsinki}",
        "ул. Садовая 12"
            .replace("ул. Садовая 12", "{address|ул. Садовая, 12}")
            .as_str(),
    ]);
}

#[test]
fn addresses_in_lines_are_one() {
    check(&[
        "{address|Lindenweg 4\n50674 Köln\nGermany}",
        "please send it to\n{address|18 Harbour Street\nSuite 5\nGalway\nIreland}",
        "{address|Rue du Port\n29200 Brest\nFrance}",
        "{address|Willow House\nMill Lane\nRipon\nHG4 1AA\nUnited Kingdom}",
        "> {address|77 Birch Avenue\n> Apt. 9\n> Salem, OR 97301}",
        "{address|Rainer Street\nPascoe Vale South VIC 3044}",
        "{address|Palo Seco, California\nUnited States of America}",
        "Hello,\nmy address is\n{address|9 Ash Court\nBristol BS1 4DJ}\nThanks",
    ]);
}

#[test]
fn post_office_boxes() {
    check(&[
        "Send it to {address|PO Box 4471, Reno, NV 89501}",
        "{address|Postfach 12 07, 80331 München}",
        "{address|BP 214, 13001 Marseille}",
        "{address|Apartado 55, 08001 Barcelona}",
        "{address|Casella postale 19, 10121 Torino}",
        "{address|Caixa Postal 310}",
        "{address|Postbus 90, 3500 GD Utrecht}",
        "{address|skr. poczt. 7, 00-950 Warszawa}",
        "{address|PSC 1204, Box 33, APO AE 09128}",
    ]);
}

#[test]
fn flats_before_and_after() {
    check(&[
        "{address|Flat 3, 21 Station Road, Leeds LS1 4DY}",
        "{address|#12, 44 Temple Road}",
        "{address|no 5 garden street, chennai 600001}",
        "{address|88 Ocean Drive, 2nd floor, Miami, FL 33139}",
        "{address|15 Queen Street, Unit 7}",
    ]);
}

#[test]
fn postcodes() {
    check(&[
        "postcode {address|M1 1AE}",
        "it is {address|EC1A1BB}",
        "{address|K1A 0B1}",
        "zip: {address|10118-0110}",
        "my zip is {address|501}",
        "código postal {address|28013}",
        "CEP {address|01310-100}",
        "〒{address|100-0001}",
        "my pincode is {address|560001}"
            .replace(
                "my pincode is {address|560001}",
                "postal code {address|560 001}",
            )
            .as_str(),
        "{address|1017 CG Amsterdam}",
        "{address|00-950 Warszawa}",
        "chicago {address|60601}",
        "{address|10115 Berlin}",
    ]);
    check_after(
        &["What is your zip code?"],
        &[
            "{address|35801}",
            "it's {address|35801}",
            "sure, {address|560 001}",
        ],
    );
    check_after(&["What is your order number?"], &["35801", "it's 35801"]);
}

#[test]
fn typed_in_haste() {
    check(&[
        "address {address|841 baker circle east elmhurst ny}",
        "{address|297 grant avenueauburn ny 13021}",
        "my new address is {address|motorola road new jersey}",
        "{address|no 5 summit street fish market city ct} contact no later",
        "deliver to {address|12 rose villa chennai 600002}",
    ]);
}

#[test]
fn corners_and_streets_without_a_number() {
    check(&[
        "meet me at {address|the corner of Pine Street and 4th Avenue}",
        "I live on {address|Magnolia Street}",
        "Ich wohne in der {address|Kastanienallee}",
        "the corner of the table and the chair",
        "Your Oxford Street shop was closed",
    ]);
}

#[test]
fn no_addresses_near_misses() {
    check(&[
        "Germany\nFrance\nSpain",
        "Size: 10\nColour: Blue\nMade in Germany",
        "1080 HD Monitor",
        "I need 2500 KM of cable",
        "MODEL AB12 3CD-X",
        "order 56213 from Chicago",
        "flight LH 4021 to Munich",
        "a 5 km walk in the park",
        "I paid 3 times on the same street",
        "we have 24 hours to pay at the gate",
        "route 66 is a road",
        "box 12 is missing",
        "iOS 17.2 and Android 14",
        "Excel 2019 in German",
        "2 hoodies in size 10, black",
        "please address 3 issues",
        "my address has 2 lines",
        "our team of 50000 in total",
        "20 Jahre in Deutschland",
        "Bitte 2 Artikel nach Berlin",
        "Der Weg ist 5 km lang",
        "a las 5 en la calle",
        "je suis passé 2 fois dans la rue",
        "due volte in via eccezionale",
        "unterwegs 5 Tage",
        "cutie 5",
        "12345 Points earned",
    ]);
}

#[test]
fn no_addresses() {
    check(&[
        "I need to change my address",
        "the address is wrong",
        "my address has changed",
        "ship to Germany in 3 days",
        "2 orders in the same street",
        "I waited 5 minutes on the road",
        "via email 2 times",
        "there are 3 ways to pay",
        "5 star place",
        "deliver at 5 pm",
        "it takes 10 days to run",
        "monitoring 24 hours",
        "I have 2 questions about the court case",
        "Spring 2024",
        "100 percent",
        "What is your address?",
        "email address is missing",
    ]);
}
