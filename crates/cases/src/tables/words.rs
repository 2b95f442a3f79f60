//! The words by which a Vorgang is found.
//!
//! Each is folded: small letters without marks, one spelling of umlauts, no signs, no zeros in front. The Aktenzeichen
//! `33.22-00017/2026` gives `3322000172026` and `172026`, so that `17/2026` is enough to find it.

use catalogue::fold_german;
use identity::BehoerdeId;
use records::VorgangId;
use store::{At, Executor, Result, Tx, sql};

/// As many words as a name has at most, and as anybody types.
const MOST_WORDS: usize = 24;

/// Cases that are looked at for a number: those that have it whole, and some that have it as the end of a longer one.
const MOST_ALIKE: usize = 24;

/// A word as it is compared; empty when there is neither letter nor digit in it.
pub(crate) fn folded(word: &str) -> String {
    let letters: String = word.to_lowercase().chars().filter(|c| is_letter(*c)).take(100).collect();
    let folded = fold_german(&letters);
    let number = folded.trim_start_matches('0');
    if number.is_empty() { folded } else { number.to_owned() }
}

/// Combining marks belong to their letter and are folded with it.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The words of a search; the longest first, as it is likely the rarest.
pub(crate) fn searched(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
    words.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    words.dedup();
    words.truncate(8);
    words
}

/// The words of a Vorgang.
pub(crate) fn of_vorgang(aktenzeichen: &str, eingangsnummer: &str, name: &str) -> Vec<String> {
    let tail = |number: &str| number.split_once('-').map(|(_, tail)| folded(tail)).unwrap_or_default();
    let last = aktenzeichen.rsplit_once('-').map(|(_, tail)| folded(tail)).unwrap_or_default();
    let mut words = vec![folded(aktenzeichen), last, folded(eingangsnummer), tail(eingangsnummer)];
    for word in name.split_whitespace() {
        words.push(folded(word));
        words.extend(word.split(|c| !is_letter(c)).map(folded));
    }
    words.sort_unstable();
    words.dedup();
    words.retain(|word| !word.is_empty());
    words.truncate(MOST_WORDS);
    words
}

/// The Vorgang of a Behoerde with this Aktenzeichen or Eingangsnummer, whole, however it is spelt.
pub(crate) async fn numbered(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    number: &str,
) -> Result<Option<VorgangId>> {
    let word = folded(number);
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let found: Vec<(VorgangId, String, String)> = sql(format!(
        "SELECT v.id, v.aktenzeichen, v.eingangsnummer
         FROM (SELECT w.vorgang FROM cases_words w WHERE w.behoerde = $1 AND w.word = $2 LIMIT {MOST_ALIKE}) n
           CROSS JOIN cases_vorgaenge v
         WHERE v.id = n.vorgang AND v.behoerde = $1"
    ))
    .bind(behoerde)
    .bind(word.clone())
    .all(on)
    .await?;
    let is_whole = |(_, aktenzeichen, eingangsnummer): &&(VorgangId, String, String)| {
        folded(aktenzeichen) == word || folded(eingangsnummer) == word
    };
    Ok(found.iter().find(is_whole).map(|(id, ..)| *id))
}

/// Writes down the words of a Vorgang.
pub(crate) async fn insert(
    tx: &mut Tx,
    vorgang: VorgangId,
    behoerde: BehoerdeId,
    package: &str,
    received_at: At,
    words: Vec<String>,
) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (5..).zip(&words).map(|(n, _)| format!("($1, ${n}, $2, $3, $4)")).collect();
    let text = format!(
        "INSERT INTO cases_words (behoerde, word, received_at, vorgang, package) VALUES {}",
        rows.join(", ")
    );
    let statement = sql(text).bind(behoerde).bind(received_at).bind(vorgang).bind(package.to_owned());
    words.into_iter().fold(statement, store::Statement::bind).write(tx).await
}

/// Writes down the words of cases that have none: those of an older release, of whose texts SQL cannot make words. Returns
/// how many there were, `limit` at most.
///
/// Ids follow the time and the oldest case gets its words last: when it has them all others have, and nothing is gone through.
pub(crate) async fn complete(tx: &mut Tx, limit: i64) -> Result<usize> {
    let (unfinished,): (i64,) =
        sql("SELECT count(*) FROM (SELECT id FROM cases_vorgaenge ORDER BY id LIMIT 1) v
         WHERE NOT EXISTS (SELECT 1 FROM cases_words w WHERE w.vorgang = v.id)")
        .one(tx)
        .await?;
    if unfinished == 0 {
        return Ok(0);
    }
    type Row = (VorgangId, BehoerdeId, String, At, String, String, String);
    let rows: Vec<Row> = sql(
        "SELECT id, behoerde, package, received_at, aktenzeichen, eingangsnummer, name FROM cases_vorgaenge v
         WHERE NOT EXISTS (SELECT 1 FROM cases_words w WHERE w.vorgang = v.id) ORDER BY id DESC LIMIT $1",
    )
    .bind(limit)
    .all(tx)
    .await?;
    let count = rows.len();
    for (id, behoerde, package, received_at, aktenzeichen, eingangsnummer, name) in rows {
        let words = of_vorgang(&aktenzeichen, &eingangsnummer, &name);
        insert(tx, id, behoerde, &package, received_at, words).await?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_alike_on_both_sides() {
        let words = of_vorgang("33.22-00017/2026", "RS-7KQ2-94XM", "Jörg Müller-Lüdenscheid");
        for typed in [
            "33.22-00017/2026",
            "00017/2026",
            "17/2026",
            "rs-7kq2-94xm",
            "7KQ2-94XM",
            "JOERG",
            "Mueller",
            "ludenscheid",
            "müller-lüdenscheid",
        ] {
            assert!(words.contains(&folded(typed)), "{typed}: {words:?}");
        }
        assert_eq!(folded("%_ -"), "");
        assert_eq!(folded("000"), "000");
        assert_eq!(folded("Mu\u{308}ller"), "muller", "letters and marks apart");
        assert_eq!(searched(" Anna  beispiel ANNA % "), ["beispiel", "anna"]);
    }
}
