//! What a title carries besides its words: codes of the strategy and the mark of the Koalitionsvertrag.

/// A title taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// The words, perhaps with a footnote sign at the end.
    pub(crate) words: String,
    pub(crate) codes: Vec<String>,
    /// Whether it carries out the Koalitionsvertrag, and the mark as written.
    pub(crate) koalition: Option<String>,
}

/// Takes a title apart: "Standardisierung der IT (M 6.2.1.) (Umsetzung Koalitionsvertrag12)".
pub(crate) fn title(written: &str) -> Title {
    let mut title = Title::default();
    let mut rest = written;
    while let Some(open) = rest.find('(') {
        let Some(length) = rest[open..].find(')') else { break };
        let inside = &rest[open + 1..open + length];
        let codes = codes(inside);
        title.words.push_str(&rest[..open]);
        if !codes.is_empty() {
            title.codes.extend(codes);
        } else if squeeze(inside).contains("Koalitionsvertrag") {
            title.koalition = Some(inside.trim().to_owned());
        } else {
            title.words.push_str(&rest[open..=open + length]);
        }
        rest = &rest[open + length + 1..];
    }
    title.words.push_str(rest);
    if let Some((words, last)) = title.words.rsplit_once(" – ").or_else(|| title.words.rsplit_once(" - ")) {
        let codes = codes(last);
        if !codes.is_empty() {
            title.codes.extend(codes);
            title.words = words.to_owned();
        }
    }
    title.words = crate::lines::collapse(&title.words);
    title
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Codes of the strategy: "M 5.2.2. und M5.3. 2." are M5.2.2 and M5.3.2. None where anything else stands there.
fn codes(text: &str) -> Vec<String> {
    let squeezed = squeeze(text);
    let parts = squeezed.split([',', '/', ';']).flat_map(|part| part.split("und")).map(code);
    parts.collect::<Option<_>>().unwrap_or_default()
}

fn code(text: &str) -> Option<String> {
    let digits = text.strip_prefix('M')?.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let dotted = digits.contains('.') && digits.split('.').all(number);
    dotted.then(|| text.strip_suffix('.').unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_marks() {
        let read = |text| {
            let title = title(text);
            (title.words, title.codes.join(" "), title.koalition.is_some())
        };
        assert_eq!(
            read("Konsolidierung (Teil 2) (M5.2. 2. und M 5.3.2.)"),
            ("Konsolidierung (Teil 2)".into(), "M5.2.2 M5.3.2".into(), false)
        );
        assert_eq!(
            read("Aufbau (M 4.1.) (Umsetzung Koalitionsvertrag3)"),
            ("Aufbau".into(), "M4.1".into(), true)
        );
        assert_eq!(read("Antrag5 (MF1.3.1.)"), ("Antrag5".into(), "MF1.3.1".into(), false));
        assert_eq!(
            read("Konvergente Netze – M 6.1.10"),
            ("Konvergente Netze".into(), "M6.1.10".into(), false)
        );
        assert_eq!(read("Projekt (M) offen (M"), ("Projekt (M) offen (M".into(), String::new(), false));
        assert_eq!(read("Magazin - ThELMA ( M 1.1.3.)"), ("Magazin - ThELMA".into(), "M1.1.3".into(), false));
    }
}
