//! A QR code (ISO/IEC 18004) as a picture in the page: no second request, and nothing that others could look up.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around the code that the standard asks for.
const QUIET: usize = 4;

/// The code for a text, black on white whatever the colours of the page; `label` says what it is for. Empty where the text
/// is too long: what stands in it must stand beside it as well, for those who cannot use a camera.
#[must_use]
pub fn qr_code(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return html! {} };
    let side = code.width() + 2 * QUIET;
    html! {
        svg.rs-qr role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path(&code)) fill="#000" {}
        }
    }
}

/// Each run of dark modules in a row is a rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                path.push_str(&format!("M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len()));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_module_by_module() {
        let html = qr_code("otpauth://totp/A:B?secret=ABC", "Ein <Code>").into_string();
        assert!(
            html.starts_with("<svg class=\"rs-qr\" role=\"img\" aria-label=\"Ein &lt;Code&gt;\""),
            "{html}"
        );
        // The finder pattern at the upper left: seven dark modules, then one of each side, after four of white.
        assert!(html.contains("d=\"M4 4h7v1h-7z"), "{html}");
        assert!(html.contains("M4 5h1v1h-1zM10 5h1v1h-1z"), "{html}");
        assert!(!html.contains("style="), "the policy of the site allows no style in the page");
        let dark = QrCode::with_error_correction_level("A", EcLevel::M).unwrap();
        let count = dark.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let drawn: usize =
            path(&dark).split('h').filter_map(|rest| rest.split('v').next()?.parse::<usize>().ok()).sum();
        assert_eq!(drawn, count);
        assert_eq!(qr_code(&"x".repeat(5000), "zu lang").into_string(), "");
    }
}
