//! Cases as lines of a file, within one's rights, and never unseen.

use crate::{
    Result,
    model::Vorgang,
    search::{Cursor, Days, Search, search},
};
use identity::Scope;
use store::Store;

/// Most lines of an export.
pub const MOST_LINES: u64 = 100_000;

/// Lines that are read at once.
const AT_ONCE: i64 = 1_000;

/// How much was exported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Lines.
    pub count: u64,
    /// There would have been more than [`MOST_LINES`].
    pub more: bool,
}

/// Gives each case that fits to `line`, in the order of the search, [`MOST_LINES`] at most, and records who took how many in
/// the stream of the Behoerde. What `line` was given must not leave the house when this fails.
///
/// # Errors
/// [`identity::Denied`] for anybody but staff who may read cases.
pub async fn export(
    store: &Store,
    scope: &Scope,
    wanted: &Search,
    mut line: impl FnMut(&Vorgang),
) -> Result<Exported> {
    let mut exported = Exported::default();
    let mut after: Option<Cursor> = None;
    loop {
        let hits = search(&mut store.reader(), scope, wanted, after, AT_ONCE).await?;
        for vorgang in &hits.vorgaenge {
            line(vorgang);
        }
        exported.count += hits.vorgaenge.len() as u64;
        after = hits.next;
        if after.is_none() || exported.count >= MOST_LINES {
            break;
        }
    }
    exported.more = after.is_some();
    let mut tx = store.begin().await?;
    identity::note_export(&mut tx, scope, "cases", &described(wanted), exported.count).await?;
    tx.commit().await?;
    Ok(exported)
}

/// How cases were chosen, for the record. What was typed may be a name: only that something was typed is said.
fn described(search: &Search) -> String {
    let days = |name: &str, days: Days| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        (!days.is_open()).then(|| format!("{name}={}..{}", day(days.from), day(days.to)))
    };
    let parts = [
        (!search.text.trim().is_empty()).then(|| "text".to_owned()),
        search.stand.map(|stand| format!("stand={}", stand.as_str())),
        search.dienst.as_ref().map(|dienst| format!("dienst={dienst}")),
        search.verfahren.map(|verfahren| format!("verfahren={verfahren}")),
        search.hand.map(|_| "hand".to_owned()),
        days("received", search.received),
        days("decided", search.decided),
        search.overdue.then(|| "overdue".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Stand, search::Hand};

    #[test]
    fn the_record_names_nobody() {
        let search = Search {
            text: "Anna Beispiel".into(),
            stand: Some(Stand::Offen),
            hand: Some(Hand::Nobody),
            received: Days { from: "2026-01-01".parse().ok(), to: None },
            ..Search::default()
        };
        assert_eq!(described(&search), "text stand=offen hand received=2026-01-01..");
        assert_eq!(described(&Search::default()), "");
    }
}
