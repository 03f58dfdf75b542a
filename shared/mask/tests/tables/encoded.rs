use super::check;

#[test]
fn details_in_pasted_links() {
    check(&[
        "https://shop.example/reset?email={email|ann%40example.com}&phone={phone|%2B12125550187}",
        "https://shop.example/reset?email={email|ann%2Blee%40example%2ecom}&x=1",
        "mail: {email|ann%40example.com}",
        "mailto:{email|ann%40example.com}?subject=My%20order",
        "{email|ann&#64;example.com}",
        "IBAN {iban|DE89%203704%200440%200532%200130%2000}",
        "https://pay.example/?card={card|4242%204242%204242%204242}",
        "https://pay.example/?card={card|4242+4242+4242+4242}&cvc=1",
        "SSN {ssn|536%2D22%2D8145}",
        "die Straße: {email|ann%40example.com}, 5%",
    ]);
}

#[test]
fn encoded_and_no_details() {
    check(&[
        "https://shop.example/My%20Files/red%20shoes%20size%2042.pdf",
        "20%20off, 100%25 sure & 40%40",
        "a 5% discount on 20% of it &amp; more",
        "https://shop.example/?q=a%26b%2Bc%2Dd&utm=spring%2Dsale",
        "%E2%9C%93 100% %",
        "&#64; and &#64",
    ]);
}
