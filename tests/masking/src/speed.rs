//! Throughput. The clock belongs to the caller, so that the same passes run natively and in
//! WebAssembly.

use handrail_mask::{Context, Lens, Masker, Unmasker, Vault};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::rows::{conversations, read};

/// What one pass does.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Every text is masked, message by message, each with the turn before it and a vault of its
    /// conversation's size.
    Messages,
    /// The texts are masked in pieces of about 4 KB, as tickets and pages of a log are.
    Bulk,
    /// One message of about 200 bytes.
    Message,
    /// One chunk of a streamed reply is unmasked.
    Chunk,
}

/// Texts ready to be masked again and again.
#[wasm_bindgen]
pub struct Speed {
    masker: Masker,
    texts: Vec<String>,
    previous: Vec<Option<usize>>,
    bulk: Vec<String>,
    reply: Vec<String>,
    vault: Vault,
}

/// A message as support gets it: a question, a name, a card, an address.
const MESSAGE: &str = "Hi, I ordered two pairs of shoes last week and paid with 4242 4242 4242 4242, but the parcel still \
    isn't here. Could you look where it is? My name is Sarah Miller, sarah.miller@example.com. Thank you!";

const REPLY: &str = "Thank you, [NAME_1]. The refund for the two pairs goes back to [CARD_1] within five days, and we \
    write to [EMAIL_1] once it is on its way. See [1] for the details. ";

/// Texts line by line, in pieces of about 4 KB.
fn tickets(texts: &[String]) -> Vec<String> {
    let mut tickets = vec![String::new()];
    for text in texts {
        match tickets.last_mut() {
            Some(ticket) if ticket.len() < 4_000 => {
                ticket.push_str(text);
                ticket.push('\n');
            }
            _ => tickets.push(format!("{text}\n")),
        }
    }
    tickets
}

#[wasm_bindgen]
impl Speed {
    /// Reads JSON lines.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(lines: &str) -> Self {
        let rows = read(lines).unwrap_or_default();
        let previous = conversations(&rows)
            .into_iter()
            .map(|before| before.last().copied())
            .collect();
        let texts: Vec<String> = rows.into_iter().map(|row| row.text).collect();
        let masker = Masker::default();
        let mut vault = Vault::new();
        // The masker accepts every message of this size; a vault without values measures less.
        let _ = masker.mask(MESSAGE, &Context::default(), &mut vault);
        Self {
            bulk: tickets(&texts),
            previous,
            texts,
            masker,
            reply: REPLY.split_inclusive(' ').map(str::to_owned).collect(),
            vault,
        }
    }

    /// Does the work once over and says how many units it was: bytes of text, messages, or chunks.
    pub fn pass(&mut self, work: Work) -> usize {
        match work {
            Work::Messages => self.messages(),
            Work::Bulk => {
                for ticket in &self.bulk {
                    let masked = self.masker.mask_irreversibly(ticket, &Context::default());
                    std::hint::black_box(masked);
                }
                self.bulk.iter().map(String::len).sum()
            }
            Work::Message => {
                let mut vault = Vault::new();
                let masked = self.masker.mask(MESSAGE, &Context::default(), &mut vault);
                std::hint::black_box(&masked).as_ref().map_or(0, |_| 1)
            }
            Work::Chunk => {
                let mut unmasker = Unmasker::new(&self.masker, &self.vault, Lens::VisitorOfAi);
                for chunk in &self.reply {
                    std::hint::black_box(unmasker.push(chunk));
                }
                std::hint::black_box(unmasker.finish());
                self.reply.len()
            }
        }
    }

    fn messages(&self) -> usize {
        let mut bytes = 0;
        for (text, previous) in self.texts.iter().zip(&self.previous) {
            let previous = previous.map(|at| [self.texts[at].as_str()]);
            let context = Context {
                previous: previous.as_ref().map_or(&[], |turns| turns.as_slice()),
                ..Context::default()
            };
            let mut vault = Vault::new();
            let masked = self.masker.mask(text, &context, &mut vault);
            std::hint::black_box(&masked).as_ref().ok();
            bytes += text.len();
        }
        bytes
    }
}
