//! Which call of the masking proxy a request is, and where it goes. Pure.

use crate::error::{Refusal, Result};
use handrail_protocol::ErrorCode;
use handrail_proxy_wire::Wire;
use handrail_site::Proxy;
use worker::Method;

/// The version of Anthropic's wire that is spoken when the caller names none.
const ANTHROPIC_VERSION: &str = "2023-06-01";

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// What it speaks.
    pub(crate) wire: Wire,
    /// Below the upstream's base address.
    pub(crate) path: String,
    /// It goes to the server that speaks Anthropic's wire.
    pub(crate) is_anthropic: bool,
}

/// The dialect in which whoever sent this reads a refusal.
pub(crate) fn dialect(rest: &[&str], is_anthropic: bool) -> Wire {
    match rest {
        ["chat", "completions"] => Wire::ChatCompletions,
        ["responses"] => Wire::Responses,
        ["embeddings"] => Wire::Embeddings,
        ["messages", ..] => Wire::Messages,
        _ if is_anthropic => Wire::Messages,
        _ => Wire::Models,
    }
}

impl Route {
    /// The call below `/v1`. `is_anthropic`: the caller speaks Anthropic's wire.
    pub(crate) fn of(method: &Method, rest: &[&str], is_anthropic: bool) -> Result<Self> {
        let wire = dialect(rest, is_anthropic);
        let wanted = match rest {
            ["chat", "completions"] | ["responses" | "embeddings" | "messages"] => Method::Post,
            ["messages", "count_tokens"] => Method::Post,
            ["models"] => Method::Get,
            ["models", model @ ..] if !model.is_empty() && model.iter().all(|it| is_name(it)) => {
                Method::Get
            }
            _ => return Err(ErrorCode::NotFound.into()),
        };
        if *method != wanted {
            return Err(ErrorCode::MethodNotAllowed.into());
        }
        Ok(Self {
            wire,
            path: rest.join("/"),
            is_anthropic: wire == Wire::Messages,
        })
    }

    /// The address at the site's upstream, and the variable with its key.
    pub(crate) fn address<'a>(&self, proxy: &'a Proxy) -> Result<(String, Option<&'a str>)> {
        let (base, key) = if self.is_anthropic {
            let missing =
                "This site's proxy has no `anthropic_url`. Add it under [proxy] in the site file.";
            let base = proxy.anthropic_url.as_deref();
            let base = base.ok_or_else(|| Refusal::new(ErrorCode::ProxyDisabled, missing))?;
            (base, proxy.anthropic_key_env.as_deref())
        } else {
            (proxy.upstream.as_str(), proxy.key_env.as_deref())
        };
        Ok((format!("{}/{}", base.trim_end_matches('/'), self.path), key))
    }

    /// What goes along. Of the caller's own headers only versions of the wire do.
    pub(crate) fn headers(
        &self,
        key: Option<String>,
        of_caller: impl Fn(&str) -> Option<String>,
    ) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("accept", "application/json, text/event-stream".to_owned()),
            // A few bytes can inflate to gigabytes. Who compresses all the same is read in pieces.
            ("accept-encoding", "identity".to_owned()),
        ];
        let word = |name| of_caller(name).filter(|value| is_version(value));
        if self.is_anthropic {
            headers.extend(key.map(|key| ("x-api-key", key)));
            let version = word("anthropic-version");
            let version = version.unwrap_or_else(|| ANTHROPIC_VERSION.to_owned());
            headers.push(("anthropic-version", version));
            headers.extend(word("anthropic-beta").map(|beta| ("anthropic-beta", beta)));
        } else {
            headers.extend(key.map(|key| ("authorization", format!("Bearer {key}"))));
            headers.extend(word("openai-beta").map(|beta| ("openai-beta", beta)));
        }
        headers
    }
}

/// A model's name, or a part of one: no way out of its folder, and nothing to be encoded.
fn is_name(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= 200
        && !part.bytes().all(|b| b == b'.')
        && part
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.:@".contains(&b))
}

/// A list of versions or features of a wire.
fn is_version(value: &str) -> bool {
    value.len() <= 300
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.,=; ".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy() -> Proxy {
        let table = r#"{"upstream":"https://a.example/v1/","key_env":"HANDRAIL_A"}"#;
        serde_json::from_str(table).expect("a table")
    }

    fn of(method: Method, path: &str) -> Result<Route> {
        let rest: Vec<&str> = path.split('/').collect();
        Route::of(&method, &rest, false)
    }

    #[test]
    fn calls_go_where_their_wire_is_spoken() {
        let chat = of(Method::Post, "chat/completions").expect("a call");
        assert_eq!(
            chat.address(&proxy()),
            Ok((
                "https://a.example/v1/chat/completions".to_owned(),
                Some("HANDRAIL_A")
            ))
        );
        let messages = of(Method::Post, "messages").expect("a call");
        let refused = messages.address(&proxy()).expect_err("no such upstream");
        assert_eq!(refused.code(), ErrorCode::ProxyDisabled);
        let model = of(Method::Get, "models/org/some-model:7b").expect("a call");
        assert_eq!(
            (model.wire, model.path.as_str()),
            (Wire::Models, "models/org/some-model:7b")
        );
    }

    #[test]
    fn what_is_no_call_is_refused() {
        for path in [
            "",
            "completions",
            "models/",
            "models/..",
            "models/../keys",
            "models/a b",
            "files",
            "messages/x",
        ] {
            assert_eq!(
                of(Method::Get, path).map_err(|it| it.code()),
                Err(ErrorCode::NotFound),
                "{path}"
            );
        }
        let wrong = of(Method::Get, "embeddings").map_err(|it| it.code());
        assert_eq!(wrong, Err(ErrorCode::MethodNotAllowed));
    }

    #[test]
    fn of_the_callers_headers_only_versions_go_along() {
        let messages = Route::of(&Method::Post, &["messages"], true).expect("a call");
        let headers = messages.headers(Some("k".to_owned()), |name| match name {
            "anthropic-version" => Some("2024-01-01".to_owned()),
            "anthropic-beta" => Some("ann@example.com".to_owned()),
            _ => Some("secret".to_owned()),
        });
        let has = |name: &str, value: &str| {
            headers
                .iter()
                .any(|it| *it == (name_of(name), value.to_owned()))
        };
        assert!(has("x-api-key", "k") && has("anthropic-version", "2024-01-01"));
        assert_eq!(headers.len(), 5, "{headers:?}");
    }

    fn name_of(name: &str) -> &'static str {
        ["x-api-key", "anthropic-version"]
            .into_iter()
            .find(|it| *it == name)
            .unwrap_or("")
    }
}
