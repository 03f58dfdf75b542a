//! Files: the loader, the panel, the desk, the sandbox and the sample shop.
//!
//! The file service knows no content types: they are set here. Files with a hash in their name never
//! change and are kept for ever; the others are asked for again by their tag.

use crate::answer::wrong_method;
use crate::auth::token::hashed;
use crate::error::{Result, at};
use crate::http::headers::Page;
use crate::request::Call;
use crate::site::cache;
use handrail_protocol::{ErrorCode, SiteId};
use worker::{EncodeBody, Method, Response, ResponseBuilder};

struct File {
    path: String,
    page: Page,
}

/// A file or a refusal, which page it is, and who may frame it.
pub(crate) async fn serve(
    call: &mut Call,
    segments: &[&str],
) -> (Result<Response>, Page, Vec<String>) {
    match serve_file(call, segments).await {
        Ok((response, page, framed_by)) => (Ok(response), page, framed_by),
        Err(refusal) => (Err(refusal), Page::Api, Vec::new()),
    }
}

async fn serve_file(call: &mut Call, segments: &[&str]) -> Result<(Response, Page, Vec<String>)> {
    if call.method != Method::Get && call.method != Method::Head {
        return Err(wrong_method());
    }
    let is_demo = call.settings.is_demo();
    if !is_plain(segments) {
        return Err(ErrorCode::NotFound.into());
    }
    let mut framed_by = Vec::new();
    let candidates: Vec<File> = match segments {
        ["handrail.js" | "handrail-api.js" | "THIRD-PARTY-NOTICES.txt"] => {
            vec![file(segments[0], Page::File)]
        }
        ["api", "v1", "openapi.json"] => vec![file("openapi.json", Page::File)],
        ["widget"] => {
            framed_by = framing_origins(call).await?;
            vec![file("widget/index.html", Page::Widget)]
        }
        ["desk"] if call.has_desk() => vec![file("desk/index.html", Page::Desk)],
        ["sandbox"] if is_demo => vec![file("sandbox/index.html", Page::Sandbox)],
        ["shop", rest @ ..] if is_demo => shop(rest),
        ["assets", folder @ ("widget" | "desk"), rest @ ..] if !rest.is_empty() => {
            vec![file(&format!("{folder}/{}", rest.join("/")), Page::File)]
        }
        ["assets", "sandbox", rest @ ..] if is_demo && !rest.is_empty() => {
            vec![file(&format!("sandbox/{}", rest.join("/")), Page::File)]
        }
        [""] if is_demo => {
            let response = Response::empty().map_err(at("redirect"))?.with_status(302);
            response
                .headers()
                .set("location", "/sandbox")
                .map_err(at("redirect"))?;
            return Ok((response, Page::File, framed_by));
        }
        _ => return Err(ErrorCode::NotFound.into()),
    };
    for candidate in &candidates {
        if let Some(response) = fetch(call, candidate).await? {
            return Ok((response, candidate.page, framed_by));
        }
    }
    Err(ErrorCode::NotFound.into())
}

/// No name of ours has other letters, so none means one thing here and another to the file service.
/// Below `/assets` a page would be served without the headers that say who may frame it.
fn is_plain(segments: &[&str]) -> bool {
    let is_name = |segment: &&str| {
        !segment.starts_with('.')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    let is_page = |segment: &&str| segment.to_ascii_lowercase().ends_with(".html");
    segments.iter().all(is_name)
        && !(segments.first() == Some(&"assets") && segments.last().is_some_and(is_page))
}

fn file(path: &str, page: Page) -> File {
    File {
        path: path.to_owned(),
        page,
    }
}

/// `/shop/help/returns` is `shop/help/returns.html`, or the index of a folder.
fn shop(rest: &[&str]) -> Vec<File> {
    let path = rest.join("/");
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return vec![file("shop/index.html", Page::Shop)];
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((_, "html")) => vec![file(&format!("shop/{path}"), Page::Shop)],
        Some(_) => vec![file(&format!("shop/{path}"), Page::File)],
        None => vec![
            file(&format!("shop/{path}.html"), Page::Shop),
            file(&format!("shop/{path}/index.html"), Page::Shop),
        ],
    }
}

/// Who may frame the panel of `?site=…`.
async fn framing_origins(call: &mut Call) -> Result<Vec<String>> {
    let site = call.query("site").ok_or(ErrorCode::UnknownSite)?;
    let site = SiteId::parse(site).map_err(|_| ErrorCode::UnknownSite)?;
    let site = cache::load(&call.env, &call.settings, &site).await?;
    if site.is_sandbox {
        crate::sandbox::visit::check_running(&call.env, &site.id).await?;
    }
    let mut origins = site.file.origins.clone();
    if call.settings.is_demo() {
        origins.extend(
            call.own
                .iter()
                .filter(|own| !site.file.origins.contains(own))
                .cloned(),
        );
    }
    Ok(origins)
}

async fn fetch(call: &Call, file: &File) -> Result<Option<Response>> {
    let Some(kind) = content_type(&file.path) else {
        return Ok(None);
    };
    let assets = call.env.service("ASSETS").map_err(at("assets"))?;
    let takes_brotli = call
        .header("accept-encoding")
        .is_some_and(|accepted| accepts_brotli(&accepted));
    let url = format!("http://assets/{}", file.path);
    let mut found = None;
    if takes_brotli && is_text(kind) {
        let packed = assets
            .fetch(format!("{url}.br"), None)
            .await
            .map_err(at("assets"))?;
        found = (packed.status_code() == 200).then_some((packed, true));
    }
    if found.is_none() {
        let plain = assets.fetch(url, None).await.map_err(at("assets"))?;
        found = (plain.status_code() == 200).then_some((plain, false));
    }
    let Some((mut response, is_packed)) = found else {
        return Ok(None);
    };
    let bytes = response.bytes().await.map_err(at("assets"))?;
    let mut builder = ResponseBuilder::new();
    let set = |builder: ResponseBuilder, name: &str, value: &str| {
        builder.with_header(name, value).map_err(at("assets"))
    };
    builder = set(builder, "content-type", kind)?;
    builder = set(builder, "vary", "accept-encoding")?;
    if file.path == "handrail-api.js" {
        // A module script, and a public one: customers' pages need leave to import it.
        builder = set(builder, "access-control-allow-origin", "*")?;
    }
    if has_hash(&file.path) {
        builder = set(
            builder,
            "cache-control",
            "public, max-age=31536000, immutable",
        )?;
    } else {
        let tag = format!("\"{}\"", &tag_of(&bytes)[..32]);
        builder = set(builder, "cache-control", "no-cache")?;
        builder = set(builder, "etag", &tag)?;
        if call.header("if-none-match").is_some_and(|known| {
            known
                .split(',')
                .any(|it| it.trim().trim_start_matches("W/") == tag)
        }) {
            return Ok(Some(builder.with_status(304).empty()));
        }
    }
    if is_packed {
        builder = set(builder, "content-encoding", "br")?.with_encode_body(EncodeBody::Manual);
    }
    if call.method == Method::Head {
        builder = set(builder, "content-length", &bytes.len().to_string())?;
        return Ok(Some(builder.empty()));
    }
    Ok(Some(builder.fixed(bytes)))
}

fn tag_of(bytes: &[u8]) -> String {
    // The tag only has to differ where the bytes differ.
    hashed(&String::from_utf8_lossy(bytes))
}

fn accepts_brotli(accepted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br")
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// `panel-1a2b3c4d5e.js`: a name that ends in eight or more letters and digits after a dash.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let Some((_, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    let hash = hash.strip_suffix("_bg").unwrap_or(hash);
    hash.len() >= 8
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        && path.starts_with(|first: char| first.is_ascii_lowercase())
}

fn content_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

fn is_text(kind: &str) -> bool {
    kind.starts_with("text/")
        || matches!(kind, "application/wasm" | "image/svg+xml")
        || kind.starts_with("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_looked_for_and_no_page_below_the_assets() {
        for yes in [
            "assets/widget/boot-1a2b3c4d5e.js",
            "assets/desk/heartbeat.js",
            "shop/help/returns.html",
            "shop/",
            "",
        ] {
            assert!(is_plain(&yes.split('/').collect::<Vec<_>>()), "{yes}");
        }
        for no in [
            "assets/widget/index.html",
            "assets/desk/INDEX.HTML",
            "assets/sandbox/index.html",
            "assets/widget/../sandbox/sandbox.js",
            "assets/widget/\t../sandbox/sandbox.js",
            "assets/widget/%2e%2e/sandbox/sandbox.js",
            "assets/widget/index.html?",
            "assets/widget/a\\b.js",
            "shop/.hidden",
        ] {
            assert!(!is_plain(&no.split('/').collect::<Vec<_>>()), "{no:?}");
        }
    }

    #[test]
    fn names_with_a_hash_are_known() {
        for yes in [
            "widget/boot-1a2b3c4d5e.js",
            "desk/panel-0123456789abcdef_bg.wasm",
        ] {
            assert!(has_hash(yes), "{yes}");
        }
        for no in [
            "handrail.js",
            "handrail-api.js",
            "shop/shop.css",
            "widget/index.html",
        ] {
            assert!(!has_hash(no), "{no}");
        }
    }

    #[test]
    fn the_shop_finds_its_pages() {
        let paths = |rest: &[&str]| -> Vec<String> {
            shop(rest).into_iter().map(|file| file.path).collect()
        };
        assert_eq!(paths(&[]), ["shop/index.html"]);
        assert_eq!(paths(&[""]), ["shop/index.html"]);
        assert_eq!(paths(&["shop.css"]), ["shop/shop.css"]);
        assert_eq!(
            paths(&["help", ""]),
            ["shop/help.html", "shop/help/index.html"]
        );
        assert_eq!(
            paths(&["help", "returns"]),
            ["shop/help/returns.html", "shop/help/returns/index.html"]
        );
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        assert!(accepts_brotli("gzip, deflate, br"));
        assert!(accepts_brotli("br;q=0.5"));
        assert!(!accepts_brotli("gzip, br;q=0"));
        assert!(!accepts_brotli("brotli"));
    }
}
