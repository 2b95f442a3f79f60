//! What a notice says, from the Fluent files in `crates/post/locales`.

use fluent::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// The languages, German first: it serves where a language is not known.
const LANGUAGES: [(&str, &str); 3] = [
    ("de", include_str!("../locales/de.ftl")),
    ("de-x-leicht", include_str!("../locales/de-x-leicht.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// Subject and text of the notice in a language.
pub(crate) fn notice(language: &str, site: &str, link: &str) -> (String, String) {
    let (_, source) = LANGUAGES.into_iter().find(|(tag, _)| *tag == language).unwrap_or(LANGUAGES[0]);
    let resource = FluentResource::try_new(source.to_owned()).expect("a test reads all files");
    let tag: LanguageIdentifier = "de".parse().expect("a literal language tag");
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a test reads all files");
    let args: FluentArgs<'_> = [("site", site), ("link", link)].into_iter().collect();
    let text = |key: &str| {
        let pattern = bundle.get_message(key).and_then(|m| m.value()).expect("a test finds all keys");
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    };
    (text("notice-subject"), text("notice-text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_where_and_asks_to_sign_in() {
        let mut seen = std::collections::BTreeSet::new();
        for (tag, source) in LANGUAGES {
            let (subject, text) = notice(tag, "Musterland", "https://portal.example/postfach");
            assert!(
                text.contains("Musterland") && text.contains("https://portal.example/postfach"),
                "{text}"
            );
            assert!(!text.contains('{') && !subject.contains(['{', '\n']), "{subject}: {text}");
            assert_eq!(source.matches("\nnotice-").count() + usize::from(source.starts_with("notice-")), 2);
            seen.insert(text);
        }
        assert_eq!(seen.len(), LANGUAGES.len());
        assert_eq!(notice("fr", "a", "b"), notice("de", "a", "b"));
    }
}
