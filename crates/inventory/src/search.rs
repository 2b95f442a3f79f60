//! What is shown: lists, one Gegenstand, energy, the public part.

use crate::model::{
    Einzelheiten, Energie, Ereignis, Gegenstand, GegenstandId, Gesucht, Kurz, Oeffentlich, Seite, Ziel,
};
use crate::stand::stand;
use crate::tables::{decode, words};
use identity::{BehoerdeId, Denied, Permission, Scope};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use store::{At, Executor, Result, Statement, sql};
use uuid::Uuid;

/// More words than this do not make a search narrower.
const WORDS: usize = 6;

/// Of whom somebody sees more than names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Of all.
    All,
    /// Of their own Behoerde.
    Own(BehoerdeId),
}

impl Sight {
    /// Who steers sees all, who keeps the inventory sees what is their own; the program itself sees all.
    pub(crate) fn of(scope: &Scope) -> std::result::Result<Self, Denied> {
        if scope.house().is_ok() || scope.staff(Permission::SteerPlans).is_ok() {
            return Ok(Self::All);
        }
        let (_, behoerde) = scope.staff(Permission::KeepInventory)?;
        Ok(Self::Own(behoerde))
    }
}

/// Conditions of a search and the values they bind, in order.
struct Conditions {
    all: Vec<String>,
    /// How details are joined to names: those that are not seen are not there, so no filter can tell of them.
    join: String,
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Id(Uuid),
    Number(i64),
}

impl Conditions {
    fn of(sight: Sight, gesucht: &Gesucht) -> Self {
        let mut found = Self { all: Vec::new(), join: String::new(), values: Vec::new() };
        found.join = "LEFT JOIN inventory_gegenstaende g ON g.id = n.id".to_owned();
        if let Sight::Own(behoerde) = sight {
            let at = found.bind(Value::Id(behoerde.0));
            found.join = format!("{} AND g.behoerde = ${at}", found.join);
        }
        let mut wanted = BTreeSet::new();
        words(&gesucht.worte, &mut wanted);
        for word in wanted.into_iter().take(WORDS) {
            let end = format!("{word}{}", char::MAX);
            let (from, to) = (found.bind(Value::Text(word)), found.bind(Value::Text(end)));
            found.all.push(format!(
                "n.id IN (SELECT w.gegenstand FROM inventory_worte w WHERE w.wort >= ${from} AND w.wort < ${to})"
            ));
        }
        if let Some(art) = &gesucht.art {
            let at = found.bind(Value::Text(art.clone()));
            found.all.push(format!("n.art = ${at}"));
        }
        if let Some(behoerde) = gesucht.behoerde {
            let at = found.bind(Value::Id(behoerde.0));
            found.all.push(format!("n.behoerde = ${at}"));
        }
        if let Some(schutzbedarf) = &gesucht.schutzbedarf {
            let at = found.bind(Value::Text(schutzbedarf.clone()));
            found.all.push(format!("g.schutzbedarf = ${at}"));
        }
        if let Some(day) = gesucht.frist_bis {
            let at = found.bind(Value::Text(day.to_string()));
            found.all.push(format!(
                "(g.support_bis <= ${at} OR g.abloesung_am <= ${at} OR g.vertrag_bis <= ${at})"
            ));
        }
        if !gesucht.auch_ausgesonderte {
            found.all.push("NOT n.ausgesondert".to_owned());
        }
        found
    }

    fn bind(&mut self, value: Value) -> usize {
        self.values.push(value);
        self.values.len()
    }

    fn filter(&self) -> String {
        let Self { all, join, .. } = self;
        let filter = if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) };
        format!("FROM inventory_namen n {join} {filter}")
    }

    fn bound<T>(&self, statement: Statement<T>) -> Statement<T> {
        self.values.iter().fold(statement, |statement, value| match value {
            Value::Text(text) => statement.bind(text.clone()),
            Value::Id(id) => statement.bind(*id),
            Value::Number(number) => statement.bind(*number),
        })
    }
}

/// The columns of a [`Kurz`].
const KURZ: &str =
    "n.id, n.behoerde, n.art, n.name, n.kurzname, n.hersteller, n.produkt, n.ausgesondert, g.inhalt";

pub(crate) async fn page(on: &mut impl Executor, sight: Sight, gesucht: &Gesucht) -> Result<Seite> {
    let conditions = Conditions::of(sight, gesucht);
    let (anzahl,): (i64,) =
        conditions.bound(sql(format!("SELECT count(*) {}", conditions.filter()))).one(on).await?;
    let left_out = Seite::GROESSE.saturating_mul(gesucht.seite);
    let gegenstaende = rows(on, sight, gesucht, Seite::GROESSE, left_out).await?;
    Ok(Seite { gegenstaende, anzahl })
}

/// By name, as many as `limit` says, after so many that are left out.
pub(crate) async fn rows(
    on: &mut impl Executor,
    sight: Sight,
    gesucht: &Gesucht,
    limit: u32,
    left_out: u32,
) -> Result<Vec<Kurz>> {
    let mut conditions = Conditions::of(sight, gesucht);
    let filter = conditions.filter();
    let limit = conditions.bind(Value::Number(i64::from(limit)));
    let offset = conditions.bind(Value::Number(i64::from(left_out)));
    let text = format!("SELECT {KURZ} {filter} ORDER BY n.rang, n.id LIMIT ${limit} OFFSET ${offset}");
    conditions.bound(sql(text)).all(on).await
}

pub(crate) async fn gegenstand(
    on: &mut impl Executor,
    sight: Sight,
    id: GegenstandId,
) -> Result<Option<Gegenstand>> {
    let kurz: Option<Kurz> = sql(
        "SELECT n.id, n.behoerde, n.art, n.name, n.kurzname, n.hersteller, n.produkt, n.ausgesondert, NULL AS inhalt
         FROM inventory_namen n WHERE n.id = $1",
    )
    .bind(id.0)
    .optional(on)
    .await?;
    let Some(kurz) = kurz else { return Ok(None) };
    let seen = match sight {
        Sight::All => true,
        Sight::Own(behoerde) => behoerde.0 == kurz.behoerde,
    };
    let einzelheiten = if seen { details(on, id).await? } else { None };
    let links: Vec<(String, String)> =
        sql("SELECT art, ziel FROM inventory_verknuepfungen WHERE gegenstand = $1 ORDER BY art, ziel")
            .bind(id.0)
            .all(on)
            .await?;
    let back: Vec<(String, Uuid)> = sql(
        "SELECT art, gegenstand FROM inventory_verknuepfungen WHERE art IN ('nutzt', 'ersetzt') AND ziel = $1
         ORDER BY art, gegenstand",
    )
    .bind(id.to_string())
    .all(on)
    .await?;
    Ok(Some(Gegenstand {
        kurz,
        einzelheiten,
        verknuepft: links.iter().filter_map(|(art, ziel)| Ziel::parse(art, ziel)).collect(),
        verknuepft_von: back.into_iter().map(|(art, from)| (art, GegenstandId(from))).collect(),
    }))
}

async fn details(on: &mut impl Executor, id: GegenstandId) -> Result<Option<Einzelheiten>> {
    let Some(stand) = stand(on, id.0).await? else { return Ok(None) };
    let used: Vec<(String, i64)> =
        sql("SELECT tag, anzahl FROM inventory_nutzung WHERE gegenstand = $1 ORDER BY tag DESC")
            .bind(id.0)
            .all(on)
            .await?;
    let history: Vec<(At, Option<Uuid>, String)> =
        sql("SELECT at, account, inhalt FROM inventory_verlauf WHERE gegenstand = $1 ORDER BY nummer DESC")
            .bind(id.0)
            .all(on)
            .await?;
    let event = |(at, account, was): (At, Option<Uuid>, String)| {
        Ok(Ereignis { at, account, name: None, was: decode(&was)? })
    };
    Ok(Some(Einzelheiten {
        version: stand.version,
        angaben: stand.angaben,
        ausgesondert: stand.ausgesondert,
        nutzung: used.into_iter().filter_map(|(day, count)| Some((day.parse().ok()?, count))).collect(),
        verlauf: history.into_iter().map(event).collect::<Result<_>>()?,
    }))
}

/// Names by id, whosever they are.
pub(crate) async fn names(
    on: &mut impl Executor,
    ids: &[GegenstandId],
) -> Result<Vec<(GegenstandId, String)>> {
    let mut found = Vec::new();
    for id in ids {
        let row: Option<(String,)> =
            sql("SELECT name FROM inventory_namen WHERE id = $1").bind(id.0).optional(on).await?;
        found.extend(row.map(|(name,)| (*id, name)));
    }
    Ok(found)
}

/// The last report of use of each licence that is seen.
pub(crate) async fn last_use(
    on: &mut impl Executor,
    sight: Sight,
) -> Result<HashMap<GegenstandId, (Date, i64)>> {
    let own = if sight == Sight::All { "" } else { "AND u.behoerde = $1" };
    let mut statement = sql(format!(
        "SELECT u.gegenstand, u.tag, u.anzahl FROM inventory_nutzung u
         WHERE u.tag = (SELECT max(l.tag) FROM inventory_nutzung l WHERE l.gegenstand = u.gegenstand) {own}"
    ));
    if let Sight::Own(behoerde) = sight {
        statement = statement.bind(behoerde.0);
    }
    let rows: Vec<(Uuid, String, i64)> = statement.all(on).await?;
    let used = |(of, day, count): (Uuid, String, i64)| Some((GegenstandId(of), (day.parse().ok()?, count)));
    Ok(rows.into_iter().filter_map(used).collect())
}

/// Electricity, the most first.
pub(crate) async fn energy(on: &mut impl Executor, sight: Sight) -> Result<Vec<Energie>> {
    let own = if sight == Sight::All { "" } else { "AND g.behoerde = $1" };
    let mut statement = sql(format!(
        "SELECT g.behoerde, g.betreiber, CAST(coalesce(sum(g.energie_kwh), 0) AS bigint) AS kwh,
           count(g.energie_kwh) AS mit_angabe, count(*) AS anzahl
         FROM inventory_gegenstaende g JOIN inventory_namen n ON n.id = g.id
         WHERE g.ausgesondert IS NULL AND n.art <> 'lizenz' {own}
         GROUP BY g.behoerde, g.betreiber ORDER BY kwh DESC, g.behoerde, coalesce(g.betreiber, '')"
    ));
    if let Sight::Own(behoerde) = sight {
        statement = statement.bind(behoerde.0);
    }
    statement.all(on).await
}

/// What may be shown to the public, by name: all, or what belongs to a Massnahme.
pub(crate) async fn public(on: &mut impl Executor, massnahme: Option<&str>) -> Result<Vec<Oeffentlich>> {
    let which = if massnahme.is_some() {
        "WHERE o.id IN (SELECT v.gegenstand FROM inventory_verknuepfungen v WHERE v.art = 'massnahme' AND v.ziel = $1)"
    } else {
        ""
    };
    let bound = |text: String| match massnahme {
        Some(id) => sql(text).bind(id.to_owned()),
        None => sql(text),
    };
    let rows: Vec<(Uuid, Uuid, String, String)> = bound(format!(
        "SELECT o.id, o.behoerde, o.art, o.name FROM inventory_oeffentlich o {which} ORDER BY o.rang, o.id"
    ))
    .all(on)
    .await?;
    let bound = |text: String| match massnahme {
        Some(id) => sql(text).bind(id.to_owned()),
        None => sql(text),
    };
    let links: Vec<(Uuid, String, String)> = bound(format!(
        "SELECT l.gegenstand, l.art, l.ziel FROM inventory_verknuepfungen l
         JOIN inventory_oeffentlich o ON o.id = l.gegenstand {which} ORDER BY l.art, l.ziel"
    ))
    .all(on)
    .await?;
    let mut linked: HashMap<(Uuid, String), Vec<String>> = HashMap::new();
    for (from, art, ziel) in links {
        linked.entry((from, art)).or_default().push(ziel);
    }
    let mut of = |id: Uuid, kind: &str| linked.remove(&(id, kind.to_owned())).unwrap_or_default();
    let shown = |(id, behoerde, art, name): (Uuid, Uuid, String, String)| Oeffentlich {
        leistungen: of(id, "leistung"),
        massnahmen: of(id, "massnahme"),
        id: GegenstandId(id),
        behoerde: BehoerdeId(behoerde),
        art,
        name,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// What the findings look at.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Blick {
    pub(crate) id: Uuid,
    pub(crate) behoerde: Uuid,
    pub(crate) name: String,
    pub(crate) inhalt: String,
    pub(crate) mit_leistung: bool,
    /// The last report of use, and the highest since the given day.
    pub(crate) zuletzt: Option<i64>,
    pub(crate) spitze: Option<i64>,
}

pub(crate) async fn looks(on: &mut impl Executor, sight: Sight, since: Date) -> Result<Vec<Blick>> {
    let own = if sight == Sight::All { "" } else { "AND g.behoerde = $2" };
    let mut statement = sql(format!(
        "SELECT g.id, g.behoerde, n.name, g.inhalt,
           EXISTS (SELECT 1 FROM inventory_verknuepfungen v WHERE v.gegenstand = g.id AND v.art = 'leistung') AS mit_leistung,
           (SELECT u.anzahl FROM inventory_nutzung u WHERE u.gegenstand = g.id ORDER BY u.tag DESC LIMIT 1) AS zuletzt,
           (SELECT max(u.anzahl) FROM inventory_nutzung u WHERE u.gegenstand = g.id AND u.tag >= $1) AS spitze
         FROM inventory_gegenstaende g JOIN inventory_namen n ON n.id = g.id
         WHERE g.ausgesondert IS NULL {own} ORDER BY n.rang, n.id"
    ))
    .bind(since.to_string());
    if let Sight::Own(behoerde) = sight {
        statement = statement.bind(behoerde.0);
    }
    statement.all(on).await
}

/// All names that are in use, and which pairs were told apart.
pub(crate) async fn to_compare(on: &mut impl Executor) -> Result<(Vec<Kurz>, BTreeSet<(Uuid, Uuid)>)> {
    let all = sql(
        "SELECT n.id, n.behoerde, n.art, n.name, n.kurzname, n.hersteller, n.produkt, n.ausgesondert, NULL AS inhalt
         FROM inventory_namen n WHERE NOT n.ausgesondert ORDER BY n.rang, n.id",
    )
    .all(on)
    .await?;
    let apart: Vec<(Uuid, Uuid)> = sql("SELECT a, b FROM inventory_unterschieden").all(on).await?;
    Ok((all, apart.into_iter().collect()))
}
