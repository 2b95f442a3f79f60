//! The wording that people see, from the Fluent files in `crates/web/locales`.
//!
//! A key is a literal in the source; a test (`tests/texts.rs`) proves that each key exists in every language, with
//! the same variables, and that none is unused.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Locale;

/// A value to be filled into a text: made by `.into()` from a string or a number.
pub type Arg<'a> = FluentValue<'a>;

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| {
    [
        // Plural rules of Leichte Sprache are those of German.
        bundle("de", include_str!(concat!(env!("OUT_DIR"), "/de.ftl"))),
        bundle("de", include_str!(concat!(env!("OUT_DIR"), "/de-x-leicht.ftl"))),
        bundle("en", include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))),
    ]
});

/// Numbers in texts are written as everywhere else.
fn formatted(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(Texts::new(locale).number(&number.as_string())),
        _ => None,
    }
}

fn bundle(language: &str, source: &'static str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, errors)| {
        tracing::error!(?errors, "a Fluent file has a syntax error");
        partial
    });
    let english = language == "en";
    let language: LanguageIdentifier = language.parse().expect("a literal language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // No marks around inserted values: all three languages run from left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(if english {
        |value, _| formatted(Locale::En, value)
    } else {
        |value, _| formatted(Locale::De, value)
    }));
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(?errors, "a Fluent key is defined twice");
    }
    bundle
}

/// The wording and the formats of one language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts {
    locale: Locale,
}

impl Texts {
    /// The wording in a language.
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// A text without variables.
    #[must_use]
    pub fn get(self, key: &str) -> Cow<'static, str> {
        self.look_up(key, None).into()
    }

    /// A text with its variables filled in: `t.with("steps", &[("step", 3.into()), ("of", 8.into())])`.
    #[must_use]
    pub fn with(self, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        self.look_up(key, Some(&args))
    }

    /// A text by a key that is not ours (a package names it), or nothing.
    #[must_use]
    pub fn find(self, key: &str) -> Option<String> {
        self.known(key, None)
    }

    /// Looks a key up. An unknown key shows itself: better than an empty button.
    fn look_up(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        self.known(key, args).unwrap_or_else(|| {
            tracing::error!(key, "a text is missing");
            key.to_owned()
        })
    }

    /// A text in this language, else in German.
    fn known(self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = |locale: Locale| &BUNDLES[locale as usize];
        let (bundle, pattern) = [self.locale, Locale::De].into_iter().find_map(|locale| {
            let pattern = bundle(locale).get_message(key)?.value()?;
            Some((bundle(locale), pattern))
        })?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text could not be filled in");
        }
        Some(text)
    }
}
