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

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Reader) -> Result<Promise, JsValue>;

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

/// Why a body is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadError {
    /// It broke off.
    CutOff,
    /// It is longer than it may be; the rest was not read.
    TooLong,
}

/// All of a body, if it has no more bytes than `most`. It is counted as it comes out of the platform, so after any
/// decompression; what is longer is given up at the piece that goes beyond, and the connection with it.
pub(crate) async fn whole(response: &web_sys::Response, most: usize) -> Result<Vec<u8>, ReadError> {
    let Some(pieces) = Pieces::of(response) else {
        return Ok(Vec::new());
    };
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await.map_err(|_| ReadError::CutOff)? {
        if bytes.len() + piece.len() > most {
            pieces.cancel();
            return Err(ReadError::TooLong);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The beginning of a body; the rest is not read.
pub(crate) async fn beginning(response: &web_sys::Response, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let Some(pieces) = Pieces::of(response) else {
        return bytes;
    };
    while let Ok(Some(piece)) = pieces.next().await {
        let left = most - bytes.len();
        bytes.extend_from_slice(piece.get(..left).unwrap_or(&piece));
        if piece.len() >= left {
            pieces.cancel();
            break;
        }
    }
    bytes
}

/// The pieces of a body.
pub(crate) struct Pieces(Reader);

impl Pieces {
    /// Those of a response. `None` when it has no body.
    pub(crate) fn of(response: &web_sys::Response) -> Option<Self> {
        let reader: JsValue = response.body()?.get_reader().into();
        Some(Self(reader.unchecked_into()))
    }

    /// Nobody wants the rest.
    fn cancel(&self) {
        if let Ok(cancelled) = self.0.cancel() {
            // How that went is of no interest; a rejection nobody takes would be told in the log.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(cancelled).await;
            });
        }
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
