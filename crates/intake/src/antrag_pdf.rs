//! The Antrag on paper: what was answered, typeset for the Akte (§ 3a VwVfG: the file must be readable without
//! the program that made it).

use crate::{
    Error, Result,
    model::{Antrag, AntragId, setting},
    tables,
};
use documents::{Meta, Template};
use form::{Shown, SummaryItem, SummarySection, SummaryTable, TableRow};
use identity::Scope;
use packages::Library;
use records::{AkteId, DokumentArt, NewDokument, Richtung};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Failure, Job, Outcome, Store, StreamId};

/// Typeset an Antrag and file it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AntragPdf {
    pub antrag: AntragId,
}

impl Job for AntragPdf {
    const KIND: &'static str = "intake.antrag_pdf";
}

const TEMPLATE: &str = include_str!("templates/antrag.typ");

/// Carries out the job.
pub(crate) async fn file(store: &Store, library: &Library, id: AntragId) -> Result<Outcome, Failure> {
    let Some(antrag) = tables::antrag(&mut store.reader(), id).await? else { return Ok(Outcome::Nothing) };
    let data = data(store, library, &antrag).await?;
    let meta = Meta {
        title: format!("Antrag: {}", antrag.titel),
        author: antrag.name.clone(),
        ident: format!("urn:uuid:{id}:antrag"),
        at: antrag.received_at.timestamp(),
        language: "de".to_owned(),
    };
    let title = meta.title.clone();
    let typeset = move || Template::compile("antrag.typ", TEMPLATE)?.render(&data, &meta);
    let pdf = tokio::task::spawn_blocking(typeset)
        .await
        .map_err(|e| Failure::Again(format!("typesetting broke off: {e}")))?
        .map_err(|e| Failure::Again(format!("the Antrag could not be typeset: {e}")))?;
    let dokument = NewDokument {
        vorgang: None,
        art: DokumentArt::Antrag,
        richtung: Richtung::Eingang,
        titel: title,
        file_name: format!("Antrag {}.pdf", antrag.eingangsnummer),
        media_type: "application/pdf".to_owned(),
    };
    let blob = store.put_blob(StreamId(id.0), &pdf.bytes).await?;
    let size = i64::try_from(pdf.bytes.len()).unwrap_or(i64::MAX);
    let mut tx = store.begin().await?;
    records::file_dokument(&mut tx, &Scope::House, AkteId(id.0), dokument, blob, size)
        .await
        .map_err(Error::from)?;
    Ok(Outcome::Done(tx))
}

async fn data(store: &Store, library: &Library, antrag: &Antrag) -> Result<Value> {
    let package = library.get(&antrag.digest().ok_or(Error::NotFound)?).await?;
    let received = antrag.received_at.timestamp();
    // For the Behoerde: in German, whatever language the person chose.
    let sections = package.form().summary(&antrag.answers(), &setting(received, "de"));
    let behoerde = identity::behoerde(&mut store.reader(), &Scope::House, antrag.behoerde).await?;
    let name = behoerde.map_or_else(|| "Behörde".to_owned(), |behoerde| behoerde.name);
    Ok(json!({
        "behoerde": { "name": name },
        "empfaenger": { "anschrift": [antrag.name] },
        "eingangsnummer": antrag.eingangsnummer,
        "eingang": store::in_germany(received).datetime().to_string(),
        "leistung": antrag.titel,
        "abschnitte": sections.iter().map(section).collect::<Vec<_>>(),
    }))
}

fn section(section: &SummarySection) -> Value {
    let (mut lines, mut tables) = (Vec::new(), Vec::new());
    for item in &section.items {
        collect(item, "", &mut lines, &mut tables);
    }
    json!({ "titel": section.title, "angaben": lines, "tabellen": tables })
}

/// A table as the letter frame takes it: the columns that the editor chose side by side, what else was answered in a row
/// below it.
fn table(table: &SummaryTable) -> Value {
    let main = table.main.clamp(1, table.columns.len().max(1));
    let cell = |values: &Vec<Shown>| values.iter().map(shown).collect::<Vec<_>>().join(", ");
    let more = |row: &TableRow| {
        let rest = table.columns.iter().zip(&row.cells).skip(main).filter(|(_, values)| !values.is_empty());
        rest.map(|(column, values)| [column.label.clone(), cell(values)]).collect::<Vec<_>>()
    };
    let row = |row: &TableRow| {
        json!({
            "nummer": row.number.to_string(),
            "werte": row.cells.iter().take(main).map(cell).collect::<Vec<_>>(),
            "weiteres": more(row),
        })
    };
    let columns = table.columns.iter().take(main);
    let summed = table.sums.iter().take(main);
    json!({
        "titel": table.label,
        "spalten": columns.map(|column| json!({ "titel": column.label, "zahl": column.numeric })).collect::<Vec<_>>(),
        "zeilen": table.rows.iter().map(row).collect::<Vec<_>>(),
        "summen": summed.map(|sum| sum.as_ref().map(shown)).collect::<Vec<_>>(),
    })
}

/// Groups become part of the label, so that the table stays flat: `Fahrzeug 1: Kennzeichen`.
fn collect(item: &SummaryItem, within: &str, lines: &mut Vec<[String; 2]>, tables: &mut Vec<Value>) {
    match item {
        SummaryItem::Answer(answer) => {
            let values: Vec<String> = answer.values.iter().map(shown).collect();
            let value = if values.is_empty() { "–".to_owned() } else { values.join(", ") };
            lines.push([format!("{within}{}", answer.label), value]);
        }
        SummaryItem::Table(found) => tables.push(table(found)),
        SummaryItem::Group(group) => {
            let number = group.number.map(|number| format!(" {number}")).unwrap_or_default();
            let within = format!("{within}{}{number}: ", group.label);
            for item in &group.items {
                collect(item, &within, lines, tables);
            }
        }
    }
}

fn shown(value: &Shown) -> String {
    match value {
        Shown::Text(text) | Shown::Choice(text) | Shown::Invalid(text) => text.clone(),
        Shown::Date(date) => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        Shown::Number(number) => number.replace('.', ","),
        Shown::Money(amount) => euros(amount),
        Shown::YesNo(yes) => if *yes { "ja" } else { "nein" }.to_owned(),
        Shown::File(upload) => upload.name.clone(),
    }
}

/// `1234.5` as `1.234,50 €` (DIN 5008).
fn euros(amount: &str) -> String {
    let (sign, digits) = amount.strip_prefix('-').map_or(("", amount), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{fraction:0<2}\u{a0}€")
}

#[cfg(test)]
mod tests {
    use super::euros;

    #[test]
    fn amounts_have_cents_and_thousands() {
        let written = ["0", "7.5", "-1234.56", "120", "1234567.8"].map(euros);
        assert_eq!(
            written.map(|text| text.replace('\u{a0}', " ")),
            ["0,00 €", "7,50 €", "-1.234,56 €", "120,00 €", "1.234.567,80 €"]
        );
    }
}
