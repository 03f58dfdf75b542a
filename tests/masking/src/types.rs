//! What the labels of foreign data mean here.

use handrail_mask::Kind;

/// What a foreign label asks of the masker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A personal detail of this kind.
    Detail(Kind),
    /// A personal detail without a kind of its own here: it counts once it is masked at all.
    Other,
    /// Not personal by itself (an order number, a city, a company). Masking it is neither right
    /// nor wrong.
    Neutral,
}

impl Meant {
    /// The meaning of a label, in any case.
    #[must_use]
    pub fn of(label: &str) -> Self {
        let label = label.to_ascii_uppercase();
        match label.as_str() {
            "CREDIT_CARD" | "CREDIT_CARD_NUMBER" | "CARD" => Self::Detail(Kind::Card),
            "CVV" | "CVC" => Self::Detail(Kind::Cvv),
            "IBAN_CODE" | "IBAN" => Self::Detail(Kind::Iban),
            "BANK_ACCOUNT" | "ACCOUNT_ID" | "ACCOUNT" | "US_BANK_NUMBER" | "ABA_ROUTING_NUMBER" => {
                Self::Detail(Kind::Account)
            }
            "US_SSN" | "SSN" | "US_ITIN" => Self::Detail(Kind::Ssn),
            "EMAIL" | "EMAIL_ADDRESS" => Self::Detail(Kind::Email),
            "PHONE" | "PHONE_NUMBER" => Self::Detail(Kind::Phone),
            "IP" | "IP_ADDRESS" => Self::Detail(Kind::Ip),
            "PASSWORD" | "PIN" => Self::Detail(Kind::Password),
            "SECRET" | "API_KEY" => Self::Detail(Kind::Secret),
            "PERSON" | "NAME" => Self::Detail(Kind::Name),
            "ADDRESS" | "STREET_ADDRESS" | "ZIP" | "ZIP_CODE" | "UK_POSTCODE" => {
                Self::Detail(Kind::Address)
            }
            "BOOKING_REF" | "CLAIM_ID" | "POLICY_ID" | "ORDER_NUMBER" | "USERNAME" | "GPE"
            | "LOCATION" | "ORGANIZATION" | "DATE_TIME" | "AGE" | "NRP" | "TITLE"
            | "DOMAIN_NAME" | "URL" => Self::Neutral,
            _ if label.ends_with("_PHONE_NUMBER") || label.ends_with("_MOBILE_NUMBER") => {
                Self::Detail(Kind::Phone)
            }
            _ => Self::Other,
        }
    }
}
