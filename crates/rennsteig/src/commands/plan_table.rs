//! A plan as a file of a spreadsheet, for `rennsteig plan import|export`.

use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::path::Path;
use steering::Reading;
use tabular::{FileType, Limits};

/// More than any plan has: texts of measures are long, and there may be ten plans in a file.
const LIMITS: Limits =
    Limits { bytes: 20_000_000, unpacked: 100 << 20, rows: 20_000, columns: 100, cell: 40_000 };

/// Whether a file is a table: by how its name ends, or as only workbooks begin so.
pub(super) fn is_table(file: &Path, bytes: &[u8]) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let named = ending.is_some_and(|ending| ["csv", "tsv", "xlsx", "ods", "xls"].contains(&ending.as_str()));
    named || bytes.starts_with(b"PK")
}

/// The kind of file that is asked for.
pub(super) fn kind(word: &str) -> Result<FileType, String> {
    FileType::of(word).ok_or_else(|| "csv or xlsx".to_owned())
}

/// Reads a table.
///
/// # Errors
/// All that is wrong with it, a line each.
pub(super) fn read(bytes: &[u8]) -> Result<Reading> {
    let sheet = tabular::read(bytes, &LIMITS)?;
    let rows: Vec<(u32, Vec<String>)> = sheet.rows.into_iter().map(|row| (row.number, row.cells)).collect();
    match plans::table::read(&rows) {
        Ok(reading) => Ok(reading),
        Err(problems) => {
            let mut lines = String::new();
            for problem in &problems {
                let _ = write!(lines, "\n  {problem}");
            }
            bail!("{} things are wrong in the table, and nothing was taken in:{lines}", problems.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plans::table::rows;
    use steering::tabelle;

    const TEXT: &str = "Aktionsplan 2032\nzur Umsetzung der Strategie\n\nStand: 1. Oktober 2032\n\n3. Maßnahmen\n\n\
        3.10 Akte; \"Archiv\" & mehr\n\nAufnahme in den Aktionsplan: 2030 NEU!\nFederführung: TFM (TLRZ)\n\
        Geplanter Abschluss: ursprünglich 2031; aktuell Q2/2034\nProjektstatus: in Verzug\n\n\
        Die Akte wird eingeführt.\n\n- ein Punkt\n\n- noch einer\n\n";

    /// What is exported is taken in as the same, and what is exported of that is the same to the last byte.
    #[test]
    fn out_and_in_again() {
        let plan = plans::read(TEXT).plans.remove(0);
        for kind in [FileType::Csv, FileType::Xlsx] {
            let file = tabelle(&plan, kind).unwrap();
            let reading = read(&file).unwrap();
            assert_eq!(rows(&reading.plans[0]), rows(&plan), "{kind:?}");
            let again = tabelle(&reading.plans[0], kind).unwrap();
            assert_eq!(again, file);
            assert_eq!(read(&again).unwrap(), reading, "so a second import changes nothing");
        }
    }

    #[test]
    fn published_plans_out_and_in_again() {
        let text = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../../shared/conformance/thueringen/kleine-anfrage-8-710.txt"),
        );
        let Ok(text) = text else { return };
        for plan in plans::read(&text).plans {
            for kind in [FileType::Csv, FileType::Xlsx] {
                let reading = read(&tabelle(&plan, kind).unwrap()).unwrap();
                assert_eq!(rows(&reading.plans[0]), rows(&plan), "{kind:?} {:?}", plan.jahr.jahr);
            }
        }
    }

    #[test]
    fn files_that_are_no_plan() {
        let refused = |bytes: &[u8]| format!("{:#}", read(bytes).unwrap_err());
        assert!(refused(b"").contains("empty"));
        assert!(
            refused(b"PK\x03\x04 nothing").contains("damaged")
                || refused(b"PK\x03\x04 nothing").contains("neither")
        );
        assert!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).contains(".xls"));
        assert!(refused(b"Datum;Betrag\n1.1.2026;7\n").contains("no row of headings"));
        let wrong = refused(b"aktionsplan;nummer;titel\n2026;5,1;Kataster\n2026;5.2;\n");
        assert!(wrong.contains("2 things are wrong") && wrong.contains("row 3"), "{wrong}");
        assert!(is_table(Path::new("plan.XLSX"), b"") && !is_table(Path::new("plan.txt"), b"Aktionsplan"));
    }
}
