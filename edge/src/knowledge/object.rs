//! The Knowledge object: a thin adapter around [`crate::knowledge::index`]. One per site and replica.

use crate::error::Result;
use crate::knowledge::index::{Index, KnowledgeCall};
use crate::objects::{self, Raw};
use crate::storage::sql::ObjectSql;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// One index.
#[durable_object(fetch)]
pub struct Knowledge {
    index: Index<ObjectSql>,
}

impl DurableObject for Knowledge {
    fn new(state: State, _env: Env) -> Self {
        Self {
            index: Index::new(ObjectSql::of(&state)),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        objects::answer(self.take(&mut request).await)
    }
}

impl Knowledge {
    async fn take(&self, request: &mut Request) -> Result<Raw> {
        match objects::read(request).await? {
            KnowledgeCall::Search { query, locale } => {
                objects::raw(&self.index.search(&query, &locale)?)
            }
            KnowledgeCall::Replace { articles } => objects::raw(&self.index.replace(&articles)?),
        }
    }
}
