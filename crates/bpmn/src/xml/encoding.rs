//! Bytes to text. Modelling tools write UTF-8; older ones Windows-1252, ISO 8859-1 or UTF-16.

use std::borrow::Cow;

/// The characters of Windows-1252 between 0x80 and 0x9F; the five unused ones map to themselves.
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{0192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{02C6}',
    '\u{2030}', '\u{0160}', '\u{2039}', '\u{0152}', '\u{8D}', '\u{017D}', '\u{8F}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{02DC}', '\u{2122}',
    '\u{0161}', '\u{203A}', '\u{0153}', '\u{9D}', '\u{017E}', '\u{0178}',
];

/// Decodes a file by its byte order mark or its XML declaration.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(rest, u16::from_be_bytes);
    }
    match declared(bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(bytes),
        Some("windows-1252" | "cp1252") => Ok(Cow::Owned(bytes.iter().map(|b| from_1252(*b)).collect())),
        Some("iso-8859-1" | "latin1") => Ok(Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect())),
        Some(other) => {
            Err(format!("the character encoding '{other}' is not supported; save the file as UTF-8"))
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        format!(
            "byte {} is not valid UTF-8; save the file as UTF-8 or declare its encoding",
            error.valid_up_to()
        )
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, String> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map(Cow::Owned)
        .map_err(|_| "the file is not valid UTF-16; save it as UTF-8".to_owned())
}

fn from_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// The `encoding` of the XML declaration, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(256)];
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration: String = head[..end].iter().map(|b| char::from(*b)).collect();
    let rest = declaration.strip_prefix("<?xml")?;
    let rest = &rest[rest.find("encoding")? + "encoding".len()..];
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let value = &rest[1..];
    Some(value[..value.find(quote)?].to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_declared_encoding() {
        let mut file = b"<?xml version='1.0' encoding='WINDOWS-1252'?><a n='".to_vec();
        file.extend([0xE4, 0x80]);
        file.extend(b"'/>");
        assert!(decode(&file).unwrap().contains("\u{e4}\u{20AC}"));
        assert_eq!(decode(&[0xFF, 0xFE, b'a', 0]).unwrap(), "a");
        assert!(decode(b"<?xml version='1.0' encoding='EBCDIC'?>").unwrap_err().contains("ebcdic"));
        assert!(decode(&[b'a', 0xFF]).unwrap_err().contains("byte 1"));
    }
}
