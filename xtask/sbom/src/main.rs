//! The bill of materials of the programs that ship, as CycloneDX 1.5 in JSON, on standard output.
//!
//! A program of its own, so that a first `cargo xtask demo` need not compile what it is made with. The same
//! checkout gives the same bytes: there is no time and no random number in it.

use anyhow::{Context, Result, ensure};
use cyclonedx_bom::{
    external_models::{normalized_string::NormalizedString, spdx::SpdxExpression, uri::Purl},
    models::{
        bom::{Bom, SpecVersion},
        component::{Classification, Component, Components},
        dependency::{Dependencies, Dependency},
        hash::{Hash, HashAlgorithm, HashValue, Hashes},
        license::{LicenseChoice, Licenses},
        metadata::Metadata,
    },
    validation::Validate,
};
use handrail_shipped as shipped;
use std::{io, path::Path};

/// What the whole is called in the list of dependencies.
const WHOLE: &str = "handrail";

fn main() -> Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bill = bill(&shipped::components(&workspace)?)?;
    let problems = bill.validate_version(SpecVersion::V1_5);
    ensure!(
        problems.passed(),
        "the bill breaks its own form: {problems:?}"
    );
    bill.output_as_json_v1_5(&mut io::stdout())
        .context("can't write the bill")
}

fn bill(parts: &[shipped::Component]) -> Result<Bom> {
    let components = parts.iter().map(component).collect::<Result<_>>()?;
    let mut dependencies = vec![Dependency {
        dependency_ref: WHOLE.to_owned(),
        dependencies: parts.iter().map(reference).collect(),
    }];
    dependencies.extend(parts.iter().map(|part| {
        let below = part
            .depends_on
            .iter()
            .map(|place| reference(&parts[*place]));
        Dependency {
            dependency_ref: reference(part),
            dependencies: below.collect(),
        }
    }));
    let whole = Component::new(
        Classification::Application,
        WHOLE,
        env!("CARGO_PKG_VERSION"),
        Some(WHOLE.to_owned()),
    );
    Ok(Bom {
        serial_number: None,
        metadata: Some(Metadata {
            component: Some(whole),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        ..Bom::default()
    })
}

fn component(part: &shipped::Component) -> Result<Component> {
    let mut component = Component::new(
        Classification::Library,
        &part.name,
        &part.version,
        Some(reference(part)),
    );
    component.purl = Some(
        Purl::new("cargo", &part.name, &part.version)
            .with_context(|| format!("{} has no package URL", part.name))?,
    );
    component.hashes = part.checksum.clone().map(|checksum| {
        Hashes(vec![Hash {
            alg: HashAlgorithm::SHA_256,
            content: HashValue(checksum),
        }])
    });
    component.licenses = match &part.license {
        None => None,
        // Older crates write "MIT/Apache-2.0" for either of the two.
        Some(license) => Some(Licenses(vec![LicenseChoice::Expression(
            SpdxExpression::try_from(license.replace('/', " OR "))
                .with_context(|| format!("{} is under {license}", part.name))?,
        )])),
    };
    if !part.authors.is_empty() {
        component.author = Some(NormalizedString::new(&part.authors.join(", ")));
    }
    Ok(component)
}

fn reference(part: &shipped::Component) -> String {
    format!("pkg:cargo/{}@{}", part.name, part.version)
}

#[cfg(test)]
mod tests {
    use super::bill;
    use cyclonedx_bom::{models::bom::SpecVersion, validation::Validate};
    use serde_json::Value;
    use std::path::Path;

    #[test]
    fn the_bill_lists_each_crate_with_its_licence_and_checksum() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let parts = handrail_shipped::components(&workspace).expect("the graph is there");
        let bill = bill(&parts).expect("all licences are expressions");
        assert!(bill.validate_version(SpecVersion::V1_5).passed());
        let mut bytes = Vec::new();
        bill.output_as_json_v1_5(&mut bytes).expect("it is written");
        let json: Value = serde_json::from_slice(&bytes).expect("it is JSON");
        assert_eq!(json["bomFormat"], "CycloneDX");
        assert_eq!(json["specVersion"], "1.5");
        let listed = json["components"].as_array().expect("components");
        assert_eq!(listed.len(), parts.len());
        for component in listed {
            let name = &component["name"];
            let purl = component["purl"].as_str().unwrap_or_default();
            assert!(purl.starts_with("pkg:cargo/"), "{name}: {purl}");
            assert!(component["licenses"][0]["expression"].is_string(), "{name}");
            assert_eq!(component["hashes"][0]["alg"], "SHA-256", "{name}");
        }
        // The whole and each part say what they rest on.
        let edges = json["dependencies"].as_array().expect("dependencies");
        assert_eq!(edges.len(), parts.len() + 1);
        let serde_json = edges.iter().find(|edge| {
            let name = edge["ref"].as_str().unwrap_or_default();
            name.starts_with("pkg:cargo/serde_json@")
        });
        let below = serde_json.expect("the edge reads JSON")["dependsOn"].to_string();
        assert!(below.contains("pkg:cargo/itoa@"), "{below}");
    }
}
