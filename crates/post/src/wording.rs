//! What e-mails say, from the Fluent files in `crates/post/locales`.

use fluent::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// The languages, German first: it serves where a language is not known.
const LANGUAGES: [(&str, &str); 3] = [
    ("de", include_str!("../locales/de.ftl")),
    ("de-x-leicht", include_str!("../locales/de-x-leicht.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// Subject and text of a kind of e-mail in a language: `KIND-subject`, `KIND-text`.
pub(crate) fn of(kind: &str, language: &str, args: &[(&str, &str)]) -> (String, String) {
    let (_, source) = LANGUAGES.into_iter().find(|(tag, _)| *tag == language).unwrap_or(LANGUAGES[0]);
    let resource = FluentResource::try_new(source.to_owned()).expect("a test reads all files");
    let tag: LanguageIdentifier = "de".parse().expect("a literal language tag");
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a test reads all files");
    let args: FluentArgs<'_> = args.iter().copied().collect();
    let text = |part: &str| {
        let pattern = bundle
            .get_message(&format!("{kind}-{part}"))
            .and_then(|m| m.value())
            .expect("a test finds all keys");
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    };
    (text("subject"), text("text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the e-mails of this office are called.
    const KINDS: [&str; 6] = ["notice", "password", "confirm", "recover", "leitung", "berichte"];

    #[test]
    fn every_language_has_every_email_and_names_the_site() {
        let link = "https://portal.example/postfach";
        let leitung = "https://portal.example/desk/leitung";
        let berichte = "https://portal.example/steuerung/berichte";
        let args = [
            ("site", "Musterland"),
            ("link", link),
            ("leitung", leitung),
            ("berichte", berichte),
            ("code", "ABCD-EFGH"),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for (tag, source) in LANGUAGES {
            for kind in KINDS {
                let (subject, text) = of(kind, tag, &args);
                assert!(text.contains("Musterland"), "{tag} {kind}: {text}");
                assert_eq!(text.contains(link), kind == "notice", "{tag} {kind}: {text}");
                assert_eq!(text.contains(leitung), kind == "leitung", "{tag} {kind}: {text}");
                assert_eq!(text.contains(berichte), kind == "berichte", "{tag} {kind}: {text}");
                let has_code = ["confirm", "recover"].contains(&kind);
                assert_eq!(text.contains("ABCD-EFGH"), has_code, "{tag} {kind}: {text}");
                assert!(!text.contains('{') && !subject.contains(['{', '\n']), "{subject}: {text}");
                seen.insert(text);
            }
            let keys = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            assert_eq!(keys.count(), 2 * KINDS.len(), "{tag}: a text is missing or left over");
        }
        assert_eq!(seen.len(), LANGUAGES.len() * KINDS.len());
        assert_eq!(of("notice", "fr", &args), of("notice", "de", &args));
    }
}
