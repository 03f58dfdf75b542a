//! Codes: letters and figures in one ("X200"), and numbers that name a thing ("order 48213").

use super::{FactKind, Value, read::Reader, tokens::Kind};

impl Reader<'_> {
    /// Letters that touch a figure: "X200", "iPhone15".
    pub(super) fn code(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        if self.figure(end).is_none() || !self.touches(end) {
            return None;
        }
        while self.touches(end) && (self.figure(end).is_some() || self.word(end).is_some()) {
            end += 1;
        }
        let code: String = self.tokens[at..end]
            .iter()
            .map(|token| match &token.kind {
                Kind::Figure(text) | Kind::Word(text) => text.as_str(),
                Kind::Sign(_) => "",
            })
            .collect();
        self.push(FactKind::Number, at, end, Value::Code(code));
        Some(end)
    }

    /// Whether the number at `at` names a thing: "#48213", "order no. 48213", "Bestellung: 48213". "Can I order 5000"
    /// names none.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let mut before = at;
        while before > 0 && at - before < 7 {
            before -= 1;
            match &self.tokens[before].kind {
                Kind::Sign('#') => return true,
                Kind::Sign('.' | ':' | '*' | '_' | '`' | '(' | '[' | '"' | '\'' | '°' | 'º') => {}
                Kind::Word(word) if NUMBER.contains(&word.as_str()) => {}
                Kind::Word(word) => {
                    let acts = before.checked_sub(1).is_some_and(|before| {
                        self.word(before).is_some_and(|word| ACTS.contains(&word))
                    });
                    return !acts && NAMED.contains(&word.as_str());
                }
                _ => return false,
            }
        }
        false
    }
}

/// What is named by a number.
const NAMED: &[&str] = &[
    "order",
    "ticket",
    "invoice",
    "model",
    "parcel",
    "package",
    "shipment",
    "tracking",
    "case",
    "reference",
    "ref",
    "booking",
    "reservation",
    "rma",
    "bestellung",
    "auftrag",
    "rechnung",
    "sendung",
    "paket",
    "modell",
    "vorgang",
    "bestellnummer",
    "auftragsnummer",
    "rechnungsnummer",
    "sendungsnummer",
    "ticketnummer",
    "commande",
    "facture",
    "colis",
    "modele",
    "dossier",
    "pedido",
    "factura",
    "paquete",
    "modelo",
    "ordine",
    "fattura",
    "pacco",
    "modello",
    "encomenda",
    "fatura",
    "pacote",
    "bestelling",
    "bestelnummer",
    "factuur",
    "factuurnummer",
    "pakket",
    "zamowienie",
    "zamowienia",
    "faktura",
    "faktury",
    "paczka",
    "paczki",
    "przesylka",
    "przesylki",
];

/// Words between the thing and its number.
const NUMBER: &[&str] = &[
    "number", "no", "nr", "num", "numero", "n", "nummer", "numer", "id", "code",
];

/// Words before "order" that make a verb of it.
const ACTS: &[&str] = &[
    "to", "can", "could", "may", "i", "you", "we", "please", "je", "on", "vous",
];
