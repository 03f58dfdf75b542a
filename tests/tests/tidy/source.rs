//! The sources of the workspace, and what of each file ships.
//!
//! Invariant: what ships is told by the syntax, not by where it stands. Code below a test module ships; a file
//! that only a test declares does not.

use proc_macro2::Span;
use std::{
    collections::BTreeSet,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use syn::{
    Attribute, Field, ImplItem, Item, ItemMod, Meta, Stmt, TraitItem, punctuated::Punctuated,
    spanned::Spanned, token::Comma, visit::Visit,
};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A Rust file of the workspace.
pub(crate) struct Source {
    /// Its path from the root, with slashes.
    pub(crate) name: String,
    /// All of it.
    pub(crate) text: String,
    /// What is compiled into a program or a library; blanks stand for the rest.
    pub(crate) shipped: String,
}

/// All Rust files of the workspace, read once.
pub(crate) fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read);
    &SOURCES
}

fn read() -> Vec<Source> {
    let mut files = Vec::new();
    for folder in ["shared", "edge", "ui", "widget", "desk", "tests", "xtask"] {
        collect(&root().join(folder), &mut files);
    }
    assert!(files.len() > 50, "the sources were not found");
    let mut of_tests = BTreeSet::new();
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let told = Shipped::of(&text, &file);
        of_tests.extend(told.files_of_tests);
        let name = file.strip_prefix(root()).expect("below the root");
        let source = Source {
            name: name.display().to_string().replace('\\', "/"),
            shipped: told.text,
            text,
        };
        found.push((file, source));
    }
    for (file, source) in &mut found {
        let is_of_tests = of_tests
            .iter()
            .any(|it| file == it || file.starts_with(it.with_extension("")));
        if is_of_tests || source.name.contains("/tests/") {
            source.shipped.clear();
        }
    }
    found.into_iter().map(|(_, source)| source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("target") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// A file without what only tests compile.
struct Shipped {
    text: String,
    /// Files that only a test declares; a folder of the same name belongs to them.
    files_of_tests: Vec<PathBuf>,
}

impl Shipped {
    fn of(text: &str, path: &Path) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
        let mut found = TestItems {
            path,
            ranges: Vec::new(),
            files: Vec::new(),
        };
        found.visit_file(&parsed);
        let mut bytes = text.as_bytes().to_vec();
        for range in found.ranges {
            for byte in &mut bytes[range] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        Self {
            text: String::from_utf8(bytes).expect("whole items were blanked"),
            files_of_tests: found.files,
        }
    }
}

/// Collects what stands under `#[cfg(test)]`.
struct TestItems<'a> {
    path: &'a Path,
    ranges: Vec<Range<usize>>,
    files: Vec<PathBuf>,
}

impl TestItems<'_> {
    fn skips(&mut self, attributes: &[Attribute], span: Span) -> bool {
        let is_of_tests = attributes.iter().any(is_test);
        if is_of_tests {
            self.ranges.push(span.byte_range());
        }
        is_of_tests
    }

    /// Where `mod name;` has its file.
    fn file_of(&self, module: &ItemMod) -> PathBuf {
        let folder = self.path.parent().expect("a file lies in a folder");
        let named = module
            .attrs
            .iter()
            .find_map(|attribute| match &attribute.meta {
                Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                    syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(text),
                        ..
                    }) => Some(folder.join(text.value())),
                    _ => None,
                },
                _ => None,
            });
        named.unwrap_or_else(|| {
            let stem = self.path.file_stem().unwrap_or_default();
            let below = if ["mod", "lib", "main"].iter().any(|it| stem == *it) {
                folder.to_path_buf()
            } else {
                folder.join(stem)
            };
            below.join(format!("{}.rs", module.ident))
        })
    }
}

impl<'ast> Visit<'ast> for TestItems<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if self.skips(attributes(item), item.span()) {
            if let Item::Mod(module @ ItemMod { content: None, .. }) = item {
                let file = self.file_of(module);
                self.files.push(file);
            }
            return;
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Const(it) => &it.attrs,
            ImplItem::Fn(it) => &it.attrs,
            ImplItem::Type(it) => &it.attrs,
            ImplItem::Macro(it) => &it.attrs,
            _ => &Vec::new(),
        };
        if !self.skips(attributes, item.span()) {
            syn::visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        let attributes = match item {
            TraitItem::Const(it) => &it.attrs,
            TraitItem::Fn(it) => &it.attrs,
            TraitItem::Type(it) => &it.attrs,
            TraitItem::Macro(it) => &it.attrs,
            _ => &Vec::new(),
        };
        if !self.skips(attributes, item.span()) {
            syn::visit::visit_trait_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if !self.skips(&field.attrs, field.span()) {
            syn::visit::visit_field(self, field);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        let attributes = match statement {
            Stmt::Local(it) => &it.attrs,
            Stmt::Macro(it) => &it.attrs,
            Stmt::Item(_) | Stmt::Expr(..) => &Vec::new(),
        };
        if !self.skips(attributes, statement.span()) {
            syn::visit::visit_stmt(self, statement);
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::ExternCrate(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::ForeignMod(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::TraitAlias(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`, or a condition that cannot hold without it.
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<Meta>()
            .is_ok_and(|condition| needs_test(&condition))
}

fn needs_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => list
            .parse_args_with(Punctuated::<Meta, Comma>::parse_terminated)
            .is_ok_and(|parts| parts.iter().any(needs_test)),
        _ => false,
    }
}

#[test]
fn what_stands_below_a_test_module_ships() {
    let text = r#"
        fn before() {}
        #[cfg(test)]
        mod tests { fn inside() { let brace = "}"; } }
        fn after() { Masked::from_log("x") }
        struct Both { #[cfg(test)] seam: u8, kept: u8 }
        impl Both {
            #[cfg(test)]
            fn for_tests(&self) {}
            fn for_all(&self) {
                #[cfg(test)]
                let only_here = 1;
                let everywhere = 2;
            }
        }
        #[cfg(all(test, unix))]
        use std::os::unix::unix_alone;
        #[cfg(any(test, feature = "x"))]
        fn with_a_feature() {}
        #[cfg(not(test))]
        fn never_in_tests() {}
        mod inner { #[cfg(test)] fn nested() {} fn kept_nested() {} }
    "#;
    let shipped = Shipped::of(text, Path::new("a.rs")).text;
    for ships in [
        "before",
        "after",
        "Masked::from_log",
        "kept: u8",
        "for_all",
        "everywhere",
        "with_a_feature",
        "never_in_tests",
        "kept_nested",
    ] {
        assert!(shipped.contains(ships), "{ships} ships");
    }
    for tested in [
        "inside",
        "seam",
        "for_tests",
        "only_here",
        "unix_alone",
        "{ fn nested",
    ] {
        assert!(!shipped.contains(tested), "{tested} does not ship");
    }
    assert_eq!(shipped.lines().count(), text.lines().count());
}

#[test]
fn a_file_that_only_a_test_declares_does_not_ship() {
    let files = |text: &str, path: &str| Shipped::of(text, Path::new(path)).files_of_tests;
    let named = "#[cfg(test)]\n#[path = \"view_tests.rs\"]\nmod tests;";
    assert_eq!(
        files(named, "src/view.rs"),
        [Path::new("src/view_tests.rs")]
    );
    let own = "#[cfg(test)] mod tests; mod ships;";
    assert_eq!(files(own, "src/view.rs"), [Path::new("src/view/tests.rs")]);
    assert_eq!(files(own, "src/lib.rs"), [Path::new("src/tests.rs")]);
    let sources = sources();
    let shipped = |name: &str| {
        let mut named = sources.iter().filter(|it| it.name == name);
        named.next().map(|it| !it.shipped.trim().is_empty())
    };
    assert_eq!(shipped("shared/protocol/src/view.rs"), Some(true));
    assert_eq!(shipped("shared/protocol/src/view_tests.rs"), Some(false));
}
