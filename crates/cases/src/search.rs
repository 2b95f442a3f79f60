//! Search over the cases that somebody may read: words, facets, pages.
//!
//! The cost of a page does not grow with the number of cases (docs/decisions/0015): each way to search begins with a
//! range of an index, a page goes on where the one before ended, and what must be counted or looked through is bounded
//! by [`COUNTED`] and [`LOOKED_THROUGH`]. Where a bound was reached, the answer says so.

use crate::{
    Result,
    model::{Stand, Vorgang},
    tables,
};
use identity::{AccountId, Scope, Sight};
use jiff::civil::Date;
use packages::Verfahren;
use records::VorgangId;
use store::{At, Executor};

/// How far is counted: beyond it an answer says "more".
pub const COUNTED: i64 = 500;

/// How many cases that have the words, or the tasks, are looked at for all else that was asked; the newest.
pub const LOOKED_THROUGH: i64 = 2_000;

/// What is searched for; the default finds all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of the name, Aktenzeichen or Eingangsnummer; all must be there. From three characters on the beginning of a word is
    /// enough.
    pub text: String,
    /// Where it stands.
    pub stand: Option<Stand>,
    /// Id of the package.
    pub dienst: Option<String>,
    /// Which process.
    pub verfahren: Option<Verfahren>,
    /// Who has an open task of it.
    pub hand: Option<Hand>,
    /// Received on these days.
    pub received: Days,
    /// Decided on these days.
    pub decided: Days,
    /// Only with a task that is late.
    pub overdue: bool,
    /// Oldest first; otherwise the newest.
    pub oldest_first: bool,
}

/// In whose hands an open task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Somebody's.
    Of(AccountId),
    /// Nobody has taken it.
    Nobody,
}

/// Days in Germany, first and last included; an end that is not named is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Days {
    /// Whether both ends are open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

impl Search {
    /// Whether it finds all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { oldest_first: self.oldest_first, ..Self::default() }
    }
}

/// Where a page ended: the next one begins behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The moment by which is sorted.
    pub at: At,
    /// The case.
    pub id: VorgangId,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at.timestamp().as_microsecond(), self.id.0.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('_').ok_or(())?;
        let at = at.parse().ok().and_then(|at| jiff::Timestamp::from_microsecond(at).ok()).ok_or(())?;
        Ok(Self { at: at.into(), id: VorgangId(id.parse().map_err(|_| ())?) })
    }
}

/// A page of what was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// The cases, in order.
    pub vorgaenge: Vec<Vorgang>,
    /// Where the next page begins, when there is one.
    pub next: Option<Cursor>,
}

/// How many of the cases that were found have which value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By where they stand.
    pub stand: Vec<(Stand, i64)>,
    /// By service: id of the package, its name, how many; the most first.
    pub dienste: Vec<(String, String, i64)>,
    /// By process.
    pub verfahren: Vec<(Verfahren, i64)>,
    /// All together; no more than [`COUNTED`].
    pub total: i64,
    /// There are more than [`COUNTED`]; the numbers are those of the first that a page would show.
    pub more: bool,
    /// More than [`LOOKED_THROUGH`] have the words or tasks: some that fit may not have been found.
    pub cut: bool,
}

/// A page of the cases that fit, `limit` at most, beginning behind `after`. They are sorted by the day of receipt, or by that
/// of the decision where [`Search::decided`] asks for one.
///
/// # Errors
/// [`identity::Denied`] for anybody but staff who may read cases.
pub async fn search(
    on: &mut impl Executor,
    scope: &Scope,
    search: &Search,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Hits> {
    let sight = Sight::of(scope)?.1;
    let limit = limit.max(1);
    // One more than is wanted tells whether there is a next page.
    let found = tables::search::page(on, &sight, search, after, limit.saturating_add(1)).await?;
    Ok(Hits::of(search, found, limit))
}

/// A page as [`search`] finds it, and how the cases that fit are spread, on whichever page.
///
/// # Errors
/// [`identity::Denied`] for anybody but staff who may read cases.
pub async fn survey(
    on: &mut impl Executor,
    scope: &Scope,
    search: &Search,
    after: Option<Cursor>,
    limit: i64,
) -> Result<(Hits, Facets)> {
    let sight = Sight::of(scope)?.1;
    let limit = limit.clamp(1, COUNTED);
    let spread = tables::search::spread(on, &sight, search, COUNTED + 1, limit + 1).await?;
    let found = match after {
        None => {
            let ids: Vec<VorgangId> = spread.iter().filter_map(|row| row.id).collect();
            tables::search::these(on, &sight, search, &ids).await?
        }
        after => tables::search::page(on, &sight, search, after, limit + 1).await?,
    };
    Ok((Hits::of(search, found, limit), Facets::of(spread)))
}

impl Hits {
    fn of(search: &Search, mut vorgaenge: Vec<Vorgang>, limit: i64) -> Self {
        let has_more = vorgaenge.len() as i64 > limit;
        vorgaenge.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let last = vorgaenge.last().filter(|_| has_more);
        let next =
            last.and_then(|last| Some(Cursor { at: tables::search::sorted_by(search, last)?, id: last.id }));
        Self { vorgaenge, next }
    }
}

impl Facets {
    /// A service has the title of its newest case.
    fn of(mut spread: Vec<tables::search::Spread>) -> Self {
        spread.sort_by_key(|row| std::cmp::Reverse(row.newest));
        let mut facets = Self::default();
        for row in spread {
            if row.id.is_none() && row.stand.is_none() {
                facets.cut = row.count >= LOOKED_THROUGH;
            }
            let (Some(stand), Some(package), Some(titel)) = (row.stand, row.package, row.titel) else {
                continue;
            };
            let verfahren = row.verfahren.as_deref().and_then(Verfahren::parse).unwrap_or_default();
            facets.total += row.count;
            add(&mut facets.stand, stand, row.count);
            add(&mut facets.verfahren, verfahren, row.count);
            match facets.dienste.iter_mut().find(|(known, ..)| *known == package) {
                Some((.., count)) => *count += row.count,
                None => facets.dienste.push((package, titel, row.count)),
            }
        }
        facets.dienste.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        facets.more = facets.total > COUNTED;
        facets.total = facets.total.min(COUNTED);
        facets
    }
}

fn add<T: PartialEq>(counts: &mut Vec<(T, i64)>, value: T, count: i64) {
    match counts.iter_mut().find(|(known, _)| *known == value) {
        Some((_, sum)) => *sum += count,
        None => counts.push((value, count)),
    }
}

/// The words under which a case with this Aktenzeichen, Eingangsnummer and name is found, as they are compared.
#[must_use]
pub fn words_of(aktenzeichen: &str, eingangsnummer: &str, name: &str) -> Vec<String> {
    tables::words::of_vorgang(aktenzeichen, eingangsnummer, name)
}

/// How many Vorgaenge stand where; of each no more than [`COUNTED`] + 1 are counted.
///
/// # Errors
/// [`identity::Denied`] for anybody but staff who may read cases.
pub async fn counts(on: &mut impl Executor, scope: &Scope) -> Result<Vec<(Stand, i64)>> {
    Ok(tables::search::counts(on, &Sight::of(scope)?.1, COUNTED + 1).await?)
}

/// The newest Vorgaenge, `limit` at most.
///
/// # Errors
/// [`identity::Denied`] for anybody but staff who may read cases.
pub async fn latest(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Vorgang>> {
    Ok(search(on, scope, &Search::default(), None, limit).await?.vorgaenge)
}
