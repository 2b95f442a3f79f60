//! The fonts in the binary: Fira Sans, and Typst's own set for characters that Fira Sans lacks.
//!
//! A document must look the same on every machine and in fifty years, so no font of the machine is ever used.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Fira Sans, the face of the KERN design system, in the weights that the frames use.
const FIRA_SANS: [&[u8]; 5] = [
    include_bytes!("../assets/node_modules/@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf"),
    include_bytes!(
        "../assets/node_modules/@expo-google-fonts/fira-sans/400Regular_Italic/FiraSans_400Regular_Italic.ttf"
    ),
    include_bytes!("../assets/node_modules/@expo-google-fonts/fira-sans/500Medium/FiraSans_500Medium.ttf"),
    include_bytes!(
        "../assets/node_modules/@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf"
    ),
    include_bytes!(
        "../assets/node_modules/@expo-google-fonts/fira-sans/600SemiBold_Italic/FiraSans_600SemiBold_Italic.ttf"
    ),
];

/// The embedded fonts with their index.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// The one set of the process.
    pub(crate) fn embedded() -> &'static Self {
        static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
            let fira = FIRA_SANS.iter().flat_map(|data| Font::iter(Bytes::new(*data)));
            let fonts: Vec<Font> = fira.chain(typst_kit::fonts::embedded().map(|(font, _)| font)).collect();
            Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
        });
        &FONTS
    }

    /// Whether some embedded font has a glyph for the character.
    pub(crate) fn cover(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }
}
