//! `/desk/vorgaenge`: the Vorgaenge of the Behoerde, to be searched.
//!
//! Everything chosen stands in the address; each choice is a link or a field of one form, and can be taken back by itself.

use axum::extract::Query;
use axum::response::Response;
use cases::{Cursor, Days, Facets, Hand, Hits, Search, Stand, Verfahren, Vorgang};
use identity::{AccountId, Permission};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use super::statistics::save_buttons;
use super::words::{applicant, outcome, stand, stand_badge};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, DeskPath, ExportCasesPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Send, Table, TextInput, Tone};

const PER_PAGE: i64 = 25;
/// Services offered as links; who wants another one searches for it.
const SERVICES: usize = 12;
const ALL: [Stand; 4] = [Stand::Offen, Stand::Entschieden, Stand::Gestoert, Stand::Erledigt];
const NOBODY: &str = "niemand";

/// What the address says. A value that means nothing chooses nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    stand: String,
    dienst: String,
    verfahren: String,
    bei: String,
    von: String,
    bis: String,
    entschieden_von: String,
    entschieden_bis: String,
    ueberfaellig: String,
    sortierung: String,
    ab: String,
}

impl Wanted {
    pub(super) fn search(&self) -> Search {
        let days = |from: &str, to: &str| Days { from: from.parse().ok(), to: to.parse().ok() };
        let hand = match self.bei.as_str() {
            NOBODY => Some(Hand::Nobody),
            account => account.parse().ok().map(|id| Hand::Of(AccountId(id))),
        };
        Search {
            text: self.q.clone(),
            stand: ALL.into_iter().find(|stand| stand.as_str() == self.stand),
            dienst: Some(self.dienst.clone()).filter(|dienst| !dienst.is_empty()),
            verfahren: Verfahren::parse(&self.verfahren),
            hand,
            received: days(&self.von, &self.bis),
            decided: days(&self.entschieden_von, &self.entschieden_bis),
            overdue: !self.ueberfaellig.is_empty(),
            oldest_first: self.sortierung == "alt",
        }
    }

    fn after(&self) -> Option<Cursor> {
        self.ab.parse().ok()
    }

    fn pairs(&self) -> [(&'static str, &str); 12] {
        [
            ("q", &self.q),
            ("stand", &self.stand),
            ("dienst", &self.dienst),
            ("verfahren", &self.verfahren),
            ("bei", &self.bei),
            ("von", &self.von),
            ("bis", &self.bis),
            ("entschieden_von", &self.entschieden_von),
            ("entschieden_bis", &self.entschieden_bis),
            ("ueberfaellig", &self.ueberfaellig),
            ("sortierung", &self.sortierung),
            ("ab", &self.ab),
        ]
    }

    /// The same search with other values; always from its first page unless `ab` is among them.
    fn with(&self, changes: &[(&str, &str)]) -> Href {
        self.at(Href::from(CasesPath), changes)
    }

    fn at(&self, href: Href, changes: &[(&str, &str)]) -> Href {
        href.with_said(self.pairs().into_iter().map(|(key, value)| {
            let changed = changes.iter().find(|(other, _)| *other == key).map(|(_, value)| *value);
            (key, changed.unwrap_or(if key == "ab" { "" } else { value }))
        }))
    }
}

/// The Vorgaenge that fit.
pub(super) async fn show(
    _: CasesPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let search = wanted.search();
    let mut reader = house.store.reader();
    let (hits, facets) =
        cases::survey(&mut reader, &colleague.scope, &search, wanted.after(), PER_PAGE).await?;
    let staff = identity::staff(&mut reader, &colleague.scope).await?;
    let people = staff.into_iter().map(|member| (member.account, member.display_name)).collect();
    let foreign = if hits.vorgaenge.is_empty() {
        cases::to_inspect(&mut reader, &colleague.scope, &search.text).await?
    } else {
        None
    };
    let audits = !colleague.may(Permission::ReadCases);
    let view = View { t, wanted, search, facets, people, audits };
    let title = t.get("cases-title");
    let content = html! {
        (ui::heading(&title))
        (view.form())
        @if !audits {
            (view.chosen())
            (view.states())
            (view.choices())
            (view.tally())
        }
        @if let Some(foreign) = &foreign {
            (to_inspect(t, foreign))
        } @else if hits.vorgaenge.is_empty() {
            (view.empty())
        } @else {
            (table(t, &hits.vorgaenge))
        }
        (view.pages(&hits))
        @if !hits.vorgaenge.is_empty() { (view.export(&frame)) }
    };
    Ok(Page::new(title, content).below(above(t, &colleague)).wide().respond(&frame))
}

/// What is above the list of all cases: the work list, for whoever has one.
pub(super) fn above(t: Texts, colleague: &Colleague) -> Vec<Crumb> {
    let has_work = colleague.may(Permission::ReadCases);
    has_work.then(|| Crumb::new(DeskPath, t.get("desk-title"))).into_iter().collect()
}

/// A Vorgang with the number that was looked for, outside one's duties.
fn to_inspect(t: Texts, foreign: &Vorgang) -> Markup {
    let number = [("number", foreign.aktenzeichen.as_str().into())];
    let action =
        ui::link_button(Emphasis::Secondary, &CasePath { id: foreign.id }.into(), &t.get("cases-foreign-do"));
    ui::empty_state(&t.with("cases-foreign", &number), &t.get("cases-foreign-what"), Some(action))
}

struct View {
    t: Texts,
    wanted: Wanted,
    search: Search,
    facets: Facets,
    people: Vec<(AccountId, String)>,
    /// There are cases to inspect, by their number, and none of one's own duties.
    audits: bool,
}

impl View {
    /// All that is typed or picked; what was chosen by a link goes along.
    fn form(&self) -> Markup {
        let (t, wanted) = (self.t, &self.wanted);
        let text = t.get("cases-search");
        let input = TextInput { value: &wanted.q, ..TextInput::default() };
        let form = html! {
            div role="search" {
                @for key in ["stand", "dienst", "verfahren"] {
                    @let value = wanted.pairs().iter().find(|(k, _)| *k == key).map_or("", |(_, value)| *value);
                    @if !value.is_empty() { (ui::hidden(key, value)) }
                }
                div.rs-filters {
                    (ui::text_input(t, &Field::new("q", &text), &input))
                    (ui::button(Emphasis::Primary, &t.get("cases-search-button")))
                }
                @if !self.audits { (ui::details(&t.get("cases-more-filters"), self.fields())) }
            }
        };
        ui::get_form(&CasesPath.into(), form)
    }

    fn fields(&self) -> Markup {
        let (t, wanted) = (self.t, &self.wanted);
        let hand = t.get("cases-hand");
        let order = t.get("cases-order");
        let late = t.get("cases-only-late");
        let mut hands =
            vec![Choice::new("", t.get("cases-all-states")), Choice::new(NOBODY, t.get("cases-nobody"))];
        hands.extend(self.people.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())));
        let orders = [Choice::new("", t.get("cases-newest")), Choice::new("alt", t.get("cases-oldest"))];
        html! {
            div.rs-filters {
                (day_field("von", &t.get("cases-received-from"), self.search.received.from))
                (day_field("bis", &t.get("cases-received-to"), self.search.received.to))
                (day_field("entschieden_von", &t.get("cases-decided-from"), self.search.decided.from))
                (day_field("entschieden_bis", &t.get("cases-decided-to"), self.search.decided.to))
            }
            div.rs-filters {
                (ui::select_one_of(t, &Field::new("bei", &hand), &hands, &wanted.bei))
                (ui::select_one_of(t, &Field::new("sortierung", &order), &orders, &wanted.sortierung))
            }
            (ui::checkboxes(t, &Field::new("ueberfaellig", &t.get("cases-deadline")), &[Choice::new("ja", late.as_ref())],
                if self.search.overdue { &["ja"] } else { &[] }))
            (ui::button(Emphasis::Secondary, &t.get("cases-search-button")))
        }
    }

    /// What is chosen, each with a link that takes it back.
    fn chosen(&self) -> Markup {
        let (t, search) = (self.t, &self.search);
        let mut chips: Vec<(&[(&str, &str)], String)> = Vec::new();
        if !search.text.trim().is_empty() {
            chips.push((&[("q", "")], t.with("cases-chip-text", &[("text", search.text.trim().into())])));
        }
        if let Some(at) = search.stand {
            chips.push((&[("stand", "")], stand(t, at).1));
        }
        if let Some(dienst) = &search.dienst {
            let known = self.facets.dienste.iter().find(|(package, ..)| package == dienst);
            chips.push((&[("dienst", "")], known.map_or(dienst, |(_, title, _)| title).clone()));
        }
        if let Some(verfahren) = search.verfahren {
            chips.push((&[("verfahren", "")], procedure(t, verfahren)));
        }
        match search.hand {
            Some(Hand::Nobody) => chips.push((&[("bei", "")], t.get("cases-nobody").into_owned())),
            Some(Hand::Of(id)) => chips.push((&[("bei", "")], self.name(id))),
            None => {}
        }
        if let Some(days) = self.days("cases-chip-received", search.received) {
            chips.push((&[("von", ""), ("bis", "")], days));
        }
        if let Some(days) = self.days("cases-chip-decided", search.decided) {
            chips.push((&[("entschieden_von", ""), ("entschieden_bis", "")], days));
        }
        if search.overdue {
            chips.push((&[("ueberfaellig", "")], t.get("cases-only-late").into_owned()));
        }
        html! {
            @if !chips.is_empty() {
                nav aria-label=(t.get("cases-chosen")) {
                    ul.rs-tags.rs-chips {
                        @for (without, label) in &chips {
                            li {
                                a.rs-tag href=(self.wanted.with(without)) aria-label=(t.with("cases-chip-remove", &[("label", label.as_str().into())])) {
                                    (label) " " span aria-hidden="true" { "×" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn name(&self, id: AccountId) -> String {
        let known = self.people.iter().find(|(account, _)| *account == id);
        known.map_or_else(|| self.t.get("desk-former-colleague").into_owned(), |(_, name)| name.clone())
    }

    fn days(&self, key: &str, days: Days) -> Option<String> {
        if days.is_open() {
            return None;
        }
        let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| self.t.date_short(day));
        let (from, to) = (day(days.from), day(days.to));
        Some(self.t.with(key, &[("from", from.as_str().into()), ("to", to.as_str().into())]))
    }

    /// The states to choose from; how many of each are known while none is chosen.
    fn states(&self) -> Markup {
        let t = self.t;
        let choices = std::iter::once(None).chain(ALL.map(Some));
        html! {
            nav.rs-tabs aria-label=(t.get("desk-state")) {
                ul {
                    @for at in choices {
                        @let word = at.map_or("", Stand::as_str);
                        @let count = self.facets.stand.iter().find(|(stand, _)| Some(*stand) == at).map(|(_, n)| *n);
                        li {
                            a href=(self.wanted.with(&[("stand", word)])) aria-current=[(at == self.search.stand).then_some("page")] {
                                @match at { Some(at) => (stand(t, at).1), None => (t.get("cases-all-states")) }
                                @if let Some(count) = count.filter(|_| self.search.stand.is_none()) { (self.count(count)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A number behind a choice. Beyond what is counted there are more of each, nobody knows how many.
    fn count(&self, count: i64) -> Markup {
        html! { " (" (count) @if self.facets.more { "+" } ")" }
    }

    /// Services and procedures to choose from, where there is a choice.
    fn choices(&self) -> Markup {
        let t = self.t;
        let dienste = &self.facets.dienste;
        let verfahren = &self.facets.verfahren;
        html! {
            @if self.search.dienst.is_none() && dienste.len() > 1 {
                (ui::details(&t.get("desk-service"), html! {
                    ul.rs-facets {
                        @for (package, title, count) in dienste.iter().take(SERVICES) {
                            li { a.kern-link href=(self.wanted.with(&[("dienst", package)])) { (title) (self.count(*count)) } }
                        }
                    }
                }))
            }
            @if self.search.verfahren.is_none() && verfahren.len() > 1 {
                (ui::details(&t.get("cases-procedure"), html! {
                    ul.rs-facets {
                        @for (one, count) in verfahren {
                            li {
                                a.kern-link href=(self.wanted.with(&[("verfahren", one.as_str())])) {
                                    (procedure(t, *one)) (self.count(*count))
                                }
                            }
                        }
                    }
                }))
            }
        }
    }

    /// How many there are, and whether some may be missing.
    fn tally(&self) -> Markup {
        let (t, facets) = (self.t, &self.facets);
        let count = [("count", facets.total.into())];
        let most = [("count", cases::LOOKED_THROUGH.into())];
        html! {
            @if facets.total > 0 {
                p.kern-body role="status" {
                    @if facets.more { (t.with("cases-more-than", &count)) } @else { (t.with("cases-count", &count)) }
                }
            }
            @if facets.cut { (ui::alert(Tone::Warning, &t.get("cases-cut"), Some(ui::paragraph(&t.with("cases-cut-why", &most))))) }
        }
    }

    fn empty(&self) -> Markup {
        let t = self.t;
        if self.audits {
            let title = if self.search.is_empty() { "cases-audit" } else { "cases-not-found" };
            return ui::empty_state(&t.get(title), &t.get("cases-audit-how"), None);
        }
        if self.search.is_empty() && self.wanted.after().is_none() {
            return ui::empty_state(&t.get("cases-none"), &t.get("cases-none-why"), None);
        }
        let action = ui::link_button(Emphasis::Secondary, &CasesPath.into(), &t.get("cases-show-all"));
        ui::empty_state(&t.get("cases-not-found"), &t.get("cases-not-found-why"), Some(action))
    }

    /// The same search as a file.
    fn export(&self, frame: &Frame) -> Markup {
        let t = self.t;
        let href = self.wanted.at(ExportCasesPath.into(), &[]);
        ui::details(
            &t.get("cases-export"),
            html! {
                (ui::paragraph(&t.with("cases-export-why", &[("count", (cases::MOST_LINES as i64).into())])))
                (ui::form(&frame.csrf, &href, Send::Plain, save_buttons(t)))
            },
        )
    }

    fn pages(&self, hits: &Hits) -> Markup {
        let t = self.t;
        let is_first = self.wanted.after().is_none();
        html! {
            @if !is_first || hits.next.is_some() {
                nav.rs-pagination aria-label=(t.get("nav-pages")) {
                    ul {
                        @if !is_first {
                            li { a.kern-link href=(self.wanted.with(&[])) { (t.get("cases-first-page")) } }
                        }
                        @if let Some(next) = hits.next {
                            li { a.kern-link href=(self.wanted.with(&[("ab", &next.to_string())])) rel="next" { (t.get("nav-next")) } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn procedure(t: Texts, verfahren: Verfahren) -> String {
    match verfahren {
        Verfahren::Antrag => t.get("cases-procedure-application"),
        Verfahren::Widerspruch => t.get("cases-procedure-objection"),
    }
    .into_owned()
}

/// The browser's own field for a day: it sends `2026-12-24`, or nothing.
fn day_field(name: &str, label: &str, value: Option<Date>) -> Markup {
    let value = value.map(|day| day.to_string()).unwrap_or_default();
    html! {
        div.kern-form-input.rs-field {
            label.kern-label for=(name) { (label) }
            input.kern-form-input__input type="date" id=(name) name=(name) value=(value);
        }
    }
}

fn table(t: Texts, found: &[Vorgang]) -> Markup {
    let columns =
        ["desk-reference", "desk-applicant", "desk-service", "desk-received", "desk-number", "desk-state"];
    ui::table(&Table {
        caption: t.get("cases-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).into(),
        rows: found.iter().map(|vorgang| row(t, vorgang)).collect(),
    })
}

fn row(t: Texts, vorgang: &Vorgang) -> Vec<Markup> {
    vec![
        html! { span.rs-number { (ui::link(&CasePath { id: vorgang.id }.into(), &vorgang.aktenzeichen)) } },
        html! { (applicant(t, &vorgang.name)) },
        html! { (vorgang.titel) },
        html! { (t.date_short(store::day_in_germany(vorgang.received_at.timestamp()))) },
        html! { span.rs-number { (vorgang.eingangsnummer) } },
        html! {
            span {
                (stand_badge(t, vorgang.stand))
                @if let Some(ergebnis) = &vorgang.ergebnis { span.rs-cell__more { (outcome(t, ergebnis)) } }
            }
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_keeps_the_others_and_begins_at_the_first_page() {
        let wanted =
            Wanted { q: "anna".into(), stand: "offen".into(), ab: "1_0".into(), ..Wanted::default() };
        assert_eq!(wanted.with(&[]).as_str(), "/desk/vorgaenge?q=anna&stand=offen");
        assert_eq!(wanted.with(&[("stand", "")]).as_str(), "/desk/vorgaenge?q=anna");
        assert_eq!(wanted.with(&[("ab", "2_0")]).as_str(), "/desk/vorgaenge?q=anna&stand=offen&ab=2_0");
        let evil = wanted.with(&[("dienst", "a&b=\"c")]);
        assert_eq!(evil.as_str(), "/desk/vorgaenge?q=anna&stand=offen&dienst=a%26b%3D%22c");
    }

    #[test]
    fn what_means_nothing_chooses_nothing() {
        let wanted = Wanted {
            stand: "alle".into(),
            verfahren: "x".into(),
            bei: "irgendwer".into(),
            von: "31.02.2026".into(),
            ..Wanted::default()
        };
        assert!(wanted.search().is_empty());
    }
}
