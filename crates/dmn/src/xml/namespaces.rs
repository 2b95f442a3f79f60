//! The namespaces of DMN and its versions.

use super::Space;
use std::fmt;

/// A version of DMN, told by the namespace of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// DMN 1.1.
    V1_1,
    /// DMN 1.2.
    V1_2,
    /// DMN 1.3.
    V1_3,
    /// DMN 1.4.
    V1_4,
    /// DMN 1.5.
    V1_5,
}

/// Each version with its namespace. The second of 1.1 is what Camunda 7.4 wrote.
const MODELS: [(Version, &str); 6] = [
    (Version::V1_5, "https://www.omg.org/spec/DMN/20230324/MODEL/"),
    (Version::V1_4, "https://www.omg.org/spec/DMN/20211108/MODEL/"),
    (Version::V1_3, "https://www.omg.org/spec/DMN/20191111/MODEL/"),
    (Version::V1_2, "http://www.omg.org/spec/DMN/20180521/MODEL/"),
    (Version::V1_1, "http://www.omg.org/spec/DMN/20151101/dmn.xsd"),
    (Version::V1_1, "http://www.omg.org/spec/DMN/20151101/dmn11.xsd"),
];

impl Version {
    /// The version of a namespace. `http` and `https` are the same to it, as tools write both.
    pub(crate) fn of(namespace: &str) -> Option<Version> {
        let plain = scheme_off(namespace);
        MODELS.iter().find(|(_, known)| scheme_off(known) == plain).map(|(version, _)| *version)
    }

    /// The known namespaces, for a message.
    pub(crate) fn known() -> String {
        let known = MODELS[..5].iter().map(|(version, namespace)| format!("{namespace} ({version})"));
        known.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Version::V1_1 => "DMN 1.1",
            Version::V1_2 => "DMN 1.2",
            Version::V1_3 => "DMN 1.3",
            Version::V1_4 => "DMN 1.4",
            Version::V1_5 => "DMN 1.5",
        })
    }
}

fn scheme_off(namespace: &str) -> &str {
    namespace
        .strip_prefix("https://")
        .or_else(|| namespace.strip_prefix("http://"))
        .unwrap_or(namespace)
        .trim_end_matches('/')
}

/// Whether a namespace is FEEL's, in any version.
pub(crate) fn is_feel(namespace: &str) -> bool {
    let plain = scheme_off(namespace);
    plain.starts_with("www.omg.org/spec/FEEL/")
        || (plain.starts_with("www.omg.org/spec/DMN/") && plain.ends_with("/FEEL"))
}

/// What belongs to a namespace other than the model's.
pub(super) fn space(namespace: &str) -> Space {
    let plain = scheme_off(namespace);
    match plain.strip_prefix("www.omg.org/spec/DMN/").and_then(|rest| rest.split_once('/')) {
        Some((_, "DMNDI")) => Space::Dmndi,
        Some((_, "DC")) => Space::Dc,
        Some((_, "DI")) => Space::Di,
        _ => Space::Other,
    }
}
