//! What files are taken. The kind is found in the content; what the browser claims does not count.

use form::Upload;
use store::{Store, Unclean};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 10_000_000;
/// Most files of an Antrag.
pub const MAX_FILES: usize = 30;
/// Media types that are taken: what every Behoerde can read and archive.
pub const ACCEPTED: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Longest file name, in characters.
const MAX_NAME: usize = 120;

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than {} MB", MAX_BYTES / 1_000_000)]
    TooLarge,
    /// Neither PDF nor JPEG nor PNG, whatever its name says.
    #[error("the file is neither PDF nor JPEG nor PNG")]
    Type,
    /// The virus scanner knows something bad in it.
    #[error("the virus scanner found something bad in the file")]
    Infected,
    /// The virus scanner could not be asked.
    #[error("the file cannot be looked at by the virus scanner now")]
    Unchecked,
    /// More than [`MAX_FILES`].
    #[error("an application takes {MAX_FILES} files at most")]
    TooMany,
}

/// Looks into a file and returns what is to be known about it.
pub(crate) fn examine(name: &str, content: &[u8]) -> Result<Upload, UploadError> {
    if content.is_empty() {
        return Err(UploadError::Empty);
    }
    if content.len() > MAX_BYTES {
        return Err(UploadError::TooLarge);
    }
    let found = infer::get(content).map(|kind| kind.mime_type());
    let media_type =
        ACCEPTED.into_iter().find(|accepted| found == Some(*accepted)).ok_or(UploadError::Type)?;
    Ok(Upload {
        name: tidy(name, media_type),
        media_type: media_type.to_owned(),
        size: u64::try_from(content.len()).unwrap_or(u64::MAX),
    })
}

/// Looks into a file that comes another way than with an Antrag, such as with the answer of an authority, and shows it to
/// the virus scanner.
///
/// # Errors
/// Why it must not be taken.
pub async fn check_file(store: &Store, name: &str, content: &[u8]) -> Result<Upload, UploadError> {
    let upload = examine(name, content)?;
    store.scan(content).await?;
    Ok(upload)
}

impl From<Unclean> for UploadError {
    fn from(why: Unclean) -> Self {
        match why {
            Unclean::Found(_) => Self::Infected,
            Unclean::Away(_) => Self::Unchecked,
        }
    }
}

/// A name that is safe to show, to store and to offer for download: in NFC (some systems send names decomposed), no path,
/// no control or direction characters, not too long, with the extension of what it is.
fn tidy(name: &str, media_type: &str) -> String {
    let extension = match media_type {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        _ => "png",
    };
    let name = latin::nfc(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let clean: String = stem
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'))
        .map(|c| if r#""<>:|?*;"#.contains(c) { '_' } else { c })
        .take(MAX_NAME)
        .collect();
    let clean = clean.trim_matches([' ', '.']);
    format!("{}.{extension}", if clean.is_empty() { "datei" } else { clean })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn the_content_decides_not_the_name() {
        assert_eq!(examine("foto.jpg", PNG).unwrap().media_type, "image/png");
        assert_eq!(examine("foto.jpg", PNG).unwrap().name, "foto.png");
        assert_eq!(examine("brief.pdf", b"MZ\x90\0 not a PDF"), Err(UploadError::Type));
        assert_eq!(examine("brief.pdf", b"<html><script>alert(1)</script>"), Err(UploadError::Type));
        assert_eq!(examine("brief.pdf", b""), Err(UploadError::Empty));
        let mut large = PDF.to_vec();
        large.resize(MAX_BYTES + 1, 0);
        assert_eq!(examine("brief.pdf", &large), Err(UploadError::TooLarge));
    }

    #[test]
    fn names_cannot_do_harm() {
        let name = |given: &str| examine(given, PDF).unwrap().name;
        assert_eq!(name("../../etc/passwd"), "passwd.pdf");
        assert_eq!(name("C:\\Scans\\Fahrzeug schein.PDF"), "Fahrzeug schein.pdf");
        assert_eq!(name("fdp.\u{202E}exe"), "fdp.pdf");
        assert_eq!(name("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie_ x.pdf");
        assert_eq!(name("Bu\u{308}ro\u{0}.pdf"), "Büro.pdf");
        assert_eq!(name(""), "datei.pdf");
        assert_eq!(name(&"ü".repeat(500)).chars().count(), 124);
    }
}
