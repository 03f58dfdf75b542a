use super::check;

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
