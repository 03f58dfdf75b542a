//! JSON, for the panel by the browser's own parser.
//!
//! `JSON.parse` and `JSON.stringify` are there already; a JSON crate would be paid for in bytes.
//! [`parse`] gives a value that [`crate::wire`] reads; [`decode`] and its siblings take any type of
//! serde's, for the desk, whose size does not matter as much.

use crate::wire::Source;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// Reads JSON; `None` for anything that is none.
pub fn parse(text: &str) -> Option<JsValue> {
    js_sys::JSON::parse(text).ok()
}

impl Source for JsValue {
    fn get(&self, key: &str) -> Option<Self> {
        // Asking a number or a text for a property would throw.
        if !self.is_object() {
            return None;
        }
        js_sys::Reflect::get(self, &key.into())
            .ok()
            .filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        js_sys::Array::is_array(self).then(|| js_sys::Array::from(self).to_vec())
    }
}

/// Reads JSON of a known shape; `None` for anything else. Frames and events are read from their text.
pub fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Reads a value that JavaScript holds.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}

/// Writes JSON.
pub fn encode<T: Serialize>(value: &T) -> String {
    js_sys::JSON::stringify(&to_js(value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// Makes a plain JavaScript value, as JSON would.
pub fn to_js<T: Serialize>(value: &T) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
