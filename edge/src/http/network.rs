//! The platform's own interfaces for a call to a model's server and its streams.
//!
//! For: what stands between a visitor and the first words of an answer, and the masking proxy. The
//! platform crate's wrappers make a request object, a stream adapter and several promises for what
//! is one call here; per token that is most of what the edge would cost.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::web_sys::{self, AbortSignal, ReadableStream};

/// The service that may reach a model on this machine, where the platform has it.
pub(crate) const MODEL_NET: &str = "MODEL_NET";

#[wasm_bindgen]
extern "C" {
    /// A network service, or the global scope: both have `fetch`.
    pub(crate) type Network;

    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Network, url: &str, init: &web_sys::RequestInit) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = AbortSignal, js_name = any, catch)]
    pub(crate) fn any_of(signals: &Array) -> Result<AbortSignal, JsValue>;

    type Reader;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<Promise, JsValue>;

    type Piece;

    #[wasm_bindgen(method, getter)]
    fn done(this: &Piece) -> bool;

    #[wasm_bindgen(method, getter)]
    fn value(this: &Piece) -> Uint8Array;

    type IdentityTransformStream;

    #[wasm_bindgen(constructor)]
    fn new() -> IdentityTransformStream;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &IdentityTransformStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &IdentityTransformStream) -> Writable;

    type Writable;

    #[wasm_bindgen(method, catch, js_name = getWriter)]
    fn get_writer(this: &Writable) -> Result<Writer, JsValue>;

    type Writer;

    #[wasm_bindgen(method)]
    fn write(this: &Writer, bytes: &Uint8Array) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &Writer) -> Promise;
}

impl Network {
    /// The service binding of this name; Cloudflare's network has none and fetches directly.
    pub(crate) fn of(env: &worker::Env, binding: &str) -> Self {
        let service = Reflect::get(env.as_ref(), &binding.into()).ok();
        service
            .filter(|service| !service.is_undefined() && !service.is_null())
            .unwrap_or_else(|| js_sys::global().into())
            .unchecked_into()
    }

    /// One call; gives the response once its head is there.
    pub(crate) async fn call(
        &self,
        url: &str,
        init: &web_sys::RequestInit,
    ) -> Result<web_sys::Response, JsValue> {
        JsFuture::from(self.fetch(url, init)?)
            .await?
            .dyn_into::<web_sys::Response>()
    }
}

/// All of a body.
pub(crate) async fn whole(response: &web_sys::Response) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The pieces of a body.
pub(crate) struct Pieces(Reader);

impl Pieces {
    /// Those of a response. `None` when it has no body.
    pub(crate) fn of(response: &web_sys::Response) -> Option<Self> {
        let reader: JsValue = response.body()?.get_reader().into();
        Some(Self(reader.unchecked_into()))
    }

    /// The next one; `None` at the end. To be called again only when it has given something.
    pub(crate) fn next(&self) -> impl Future<Output = Result<Option<Vec<u8>>, JsValue>> + 'static {
        let read = self.0.read();
        async move {
            let piece: Piece = JsFuture::from(read?).await?.unchecked_into();
            Ok((!piece.done()).then(|| piece.value().to_vec()))
        }
    }
}

/// A body that is written piece by piece.
pub(crate) struct Body(Writer);

impl Body {
    /// The end to write to, and the one that the response takes.
    pub(crate) fn new() -> Result<(Self, ReadableStream), JsValue> {
        let pair = IdentityTransformStream::new();
        Ok((Self(pair.writable().get_writer()?), pair.readable()))
    }

    /// Writes a piece, as soon as the one before was taken. An error: the reader is gone.
    pub(crate) async fn write(&self, bytes: &[u8]) -> Result<(), JsValue> {
        JsFuture::from(self.0.write(&Uint8Array::from(bytes)))
            .await
            .map(|_| ())
    }

    /// That was all.
    pub(crate) async fn close(&self) {
        // Who is gone by now has missed nothing.
        let _ = JsFuture::from(self.0.close()).await;
    }
}
