//! Words that customers and help pages use for the same thing, folded and stemmed by [`handrail_text::words::stem`]
//! when compared.
//!
//! Only words of shops and services in general; a site's own words belong in its articles.

use std::sync::LazyLock;

use handrail_text::WordMap;
use handrail_text::words::stem;

/// So many other words are looked for at most.
const MOST: usize = 8;

/// Other words for `word`, without itself.
pub(crate) fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    static BY_STEM: LazyLock<WordMap<Vec<&'static str>>> = LazyLock::new(|| {
        let mut by_stem = WordMap::default();
        for group in GROUPS {
            let group: Vec<&str> = group.split(' ').collect();
            for word in &group {
                by_stem.add(stem(word), group.clone(), |known, group| {
                    [known.as_slice(), &group].concat()
                });
            }
        }
        by_stem
    });
    let mut found: Vec<&'static str> = Vec::new();
    for other in BY_STEM.get(stem(word)).into_iter().flatten() {
        if *other != word && !found.contains(other) && found.len() < MOST {
            found.push(other);
        }
    }
    found.into_iter()
}

const GROUPS: &[&str] = &[
    // en
    "shipping delivery ship deliver shipment",
    "parcel package",
    "track tracking",
    "login signin sign log",
    "refund money reimburse",
    "cost price fee charge",
    "damaged broken defective faulty",
    "promo coupon voucher discount",
    "exchange swap replace",
    "bigger larger",
    "company business corporate",
    "installments instalments",
    "opening open hours",
    "repair fix mend",
    "loyalty points miles rewards",
    "phone telephone",
    "unsubscribe newsletter",
    "expire expiry valid",
    "missing lost",
    "mail email",
    "robot bot ai",
    "stock available",
    "guarantee warranty",
    "clean wash",
    // de
    "versand lieferung liefern verschicken versenden",
    "paket sendung",
    "ruckgabe zuruckgeben retoure zuruckschicken",
    "umtausch umtauschen tauschen",
    "erstattung geld ruckerstattung",
    "kosten preis kostet gebuhr",
    "defekt kaputt beschadigt",
    "gutschein rabattcode rabatt",
    "anmelden einloggen login",
    "zahlung bezahlen zahlen",
    "telefonnummer telefon anrufen",
    "offnungszeiten geoffnet",
    // fr
    "livraison expedition livrer",
    "colis paquet",
    "remboursement rembourser",
    "retour renvoyer retourner",
    "prix cout tarif frais",
    "garantie garanti",
    // es
    "envio entrega enviar",
    "paquete pedido",
    "reembolso devolucion dinero",
    "devolver devolucion",
    "precio coste costo tarifa",
    // it
    "spedizione consegna spedire",
    "pacco spedizione",
    "rimborso soldi",
    "reso restituire restituzione",
    "prezzo costo tariffa",
    // pt
    "envio entrega frete",
    "encomenda pacote",
    "reembolso dinheiro estorno",
    "devolucao devolver",
    "preco custo taxa",
    // nl
    "verzending levering bezorging bezorgen",
    "pakket zending",
    "terugbetaling geld",
    "retour retourneren terugsturen",
    "prijs kosten tarief",
    // pl
    "wysylka dostawa przesylka",
    "zwrot zwrocic oddac",
    "cena koszt oplata",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_know_their_words_in_any_form() {
        let of = |word: &str| synonyms(word).collect::<Vec<_>>();
        assert_eq!(of("package"), ["parcel"]);
        assert!(of("delivery").contains(&"shipping"));
        assert!(of("costs").contains(&"price"));
        assert_eq!(of("boot"), Vec::<&str>::new());
    }

    #[test]
    fn stems_differ_in_their_hash() {
        let stems = GROUPS.iter().flat_map(|group| group.split(' ').map(stem));
        assert_eq!(
            handrail_text::word_map::collisions(stems),
            Vec::<&str>::new()
        );
    }
}
