//! Other words for a label, as models write them: the label in the language of the conversation,
//! or in more words than ours.
//!
//! Not for: detection. A word is here only if it means one kind; "numéro" or "pass" mean several.

use crate::kind::Kind;

/// The longest word, in bytes.
pub(crate) const LABEL_MAX: usize = 24;

/// In lower case, sorted by their bytes; words apart by one space, whatever stands there.
const WORDS: [(&str, Kind); 107] = [
    ("account number", Kind::Account),
    ("adres", Kind::Address),
    ("adresse", Kind::Address),
    ("anschrift", Kind::Address),
    ("api key", Kind::Secret),
    ("bank account", Kind::Account),
    ("birth date", Kind::BirthDate),
    ("carta", Kind::Card),
    ("cartao", Kind::Card),
    ("carte", Kind::Card),
    ("cartão", Kind::Card),
    ("compte", Kind::Account),
    ("conta", Kind::Account),
    ("conto", Kind::Account),
    ("contrasena", Kind::Password),
    ("contraseña", Kind::Password),
    ("correo", Kind::Email),
    ("courriel", Kind::Email),
    ("credit card", Kind::Card),
    ("creditcard", Kind::Card),
    ("cuenta", Kind::Account),
    ("cvc", Kind::Cvv),
    ("data de nascimento", Kind::BirthDate),
    ("data di nascita", Kind::BirthDate),
    ("data urodzenia", Kind::BirthDate),
    ("date de naissance", Kind::BirthDate),
    ("date of birth", Kind::BirthDate),
    ("direccion", Kind::Address),
    ("dirección", Kind::Address),
    ("dob", Kind::BirthDate),
    ("driver license", Kind::Licence),
    ("drivers license", Kind::Licence),
    ("driving licence", Kind::Licence),
    ("e mail", Kind::Email),
    ("e mail adresse", Kind::Email),
    ("email address", Kind::Email),
    ("endereco", Kind::Address),
    ("endereço", Kind::Address),
    ("expiry date", Kind::Expiry),
    ("fecha de nacimiento", Kind::BirthDate),
    ("fuehrerschein", Kind::Licence),
    ("full name", Kind::Name),
    ("fullname", Kind::Name),
    ("führerschein", Kind::Licence),
    ("geboortedatum", Kind::BirthDate),
    ("geburtsdatum", Kind::BirthDate),
    ("haslo", Kind::Password),
    ("hasło", Kind::Password),
    ("imie", Kind::Name),
    ("imię", Kind::Name),
    ("indirizzo", Kind::Address),
    ("ip address", Kind::Ip),
    ("ip adresse", Kind::Ip),
    ("kaart", Kind::Card),
    ("kaartnummer", Kind::Card),
    ("karta", Kind::Card),
    ("karte", Kind::Card),
    ("kartennummer", Kind::Card),
    ("kennwort", Kind::Password),
    ("konto", Kind::Account),
    ("kontonummer", Kind::Account),
    ("kreditkarte", Kind::Card),
    ("kreditkartennummer", Kind::Card),
    ("license", Kind::Licence),
    ("mail", Kind::Email),
    ("morada", Kind::Address),
    ("mot de passe", Kind::Password),
    ("naam", Kind::Name),
    ("nachname", Kind::Name),
    ("national id", Kind::NationalId),
    ("nazwisko", Kind::Name),
    ("nom", Kind::Name),
    ("nombre", Kind::Name),
    ("nome", Kind::Name),
    ("pasaporte", Kind::Passport),
    ("paspoort", Kind::Passport),
    ("passaporte", Kind::Passport),
    ("passaporto", Kind::Passport),
    ("passeport", Kind::Passport),
    ("passport number", Kind::Passport),
    ("passwort", Kind::Password),
    ("paszport", Kind::Passport),
    ("personalausweis", Kind::NationalId),
    ("phone number", Kind::Phone),
    ("phonenumber", Kind::Phone),
    ("rachunek", Kind::Account),
    ("reisepass", Kind::Passport),
    ("rekening", Kind::Account),
    ("rekeningnummer", Kind::Account),
    ("rijbewijs", Kind::Licence),
    ("senha", Kind::Password),
    ("social security number", Kind::Ssn),
    ("tarjeta", Kind::Card),
    ("telefon", Kind::Phone),
    ("telefone", Kind::Phone),
    ("telefonnummer", Kind::Phone),
    ("telefono", Kind::Phone),
    ("telefoon", Kind::Phone),
    ("telefoonnummer", Kind::Phone),
    ("telephone", Kind::Phone),
    ("telephone number", Kind::Phone),
    ("teléfono", Kind::Phone),
    ("téléphone", Kind::Phone),
    ("vorname", Kind::Name),
    ("wachtwoord", Kind::Password),
    ("wohnadresse", Kind::Address),
    ("woonadres", Kind::Address),
];

/// The kind a word in lower case means.
pub(crate) fn kind_of(word: &str) -> Option<Kind> {
    let at = WORDS.binary_search_by(|(known, _)| known.cmp(&word)).ok()?;
    Some(WORDS[at].1)
}

/// The kinds of the words that begin with `word`.
pub(crate) fn kinds_beginning(word: &str) -> impl Iterator<Item = Kind> {
    let first = WORDS.partition_point(|(known, _)| *known < word);
    WORDS[first..]
        .iter()
        .take_while(move |(known, _)| known.starts_with(word))
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_short_and_none_of_our_labels() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, kind) in WORDS {
            assert!(word.len() <= LABEL_MAX, "{word}");
            assert_eq!(word.to_lowercase(), word);
            assert_eq!(kind_of(word), Some(kind));
            assert!(kinds_beginning(&word[..1]).any(|k| k == kind));
            assert!(
                Kind::ALL
                    .iter()
                    .all(|k| !k.label().eq_ignore_ascii_case(word)),
                "{word} is a label of ours"
            );
        }
        assert_eq!(kind_of("pass"), None);
    }
}
