//! `/desk/anfrage/{id}`: a question of a Vorgang: for the authority that asks it, and for the one that is asked.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Anfrage, Beilage, Error, Vorgang};
use identity::Permission;
use jiff::civil::Date;
use maud::{Markup, html};
use records::{Dokument, DokumentId};
use serde::Deserialize;

use super::file;
use super::inquiries::{Offices, badge, kind, period, whom};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, DeskPath, InquiriesPath, InquiryPath, InquiryPeriodPath};
use crate::shell::{Failure, Frame, Guarded, GuardedMultipart, Href, Posted, PostedFile};
use crate::ui::typed_day;
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, Tone, all_wrong, problem, wrong};
use crate::uploads;

const TEXT: &str = "antwort";
const FILES: &str = "datei";
const UNTIL: &str = "bis";
/// Most files of an answer: they are sent together.
const MAX_FILES: usize = 10;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    meldung: String,
}

/// What the page knows.
struct Inquiry {
    anfrage: Anfrage,
    /// The Vorgang, for those who may read it. Without it they are asked.
    vorgang: Option<Vorgang>,
    dokumente: Vec<Dokument>,
    offices: Offices,
    today: Date,
    works: bool,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Entered {
    text: String,
    until: String,
    problems: Vec<Problem>,
}

impl Inquiry {
    async fn read(house: &House, colleague: &Colleague, id: cases::AnfrageId) -> Result<Self, Failure> {
        let (scope, mut reader) = (&colleague.scope, house.store.reader());
        let anfrage = cases::anfrage(&mut reader, scope, id).await?;
        let vorgang = match cases::vorgang(&mut reader, scope, anfrage.vorgang).await {
            Ok(vorgang) => Some(vorgang),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Self {
            dokumente: records::dokumente(&mut reader, scope, anfrage.akte).await?,
            offices: Offices::read(house, scope).await?,
            today: store::day_in_germany(house.store.now()),
            works: colleague.may(Permission::WorkCases),
            vorgang,
            anfrage,
        })
    }

    fn href(&self) -> Href {
        InquiryPath { id: self.anfrage.id }.into()
    }
}

/// The question, and what can be done about it.
pub(super) async fn show(
    InquiryPath { id }: InquiryPath,
    Query(told): Query<Told>,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let inquiry = Inquiry::read(&house, &colleague, id).await?;
    Ok(page(&frame, &inquiry, &Entered::default(), &told.meldung).respond(&frame))
}

/// Takes the answer.
pub(super) async fn answer(
    InquiryPath { id }: InquiryPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: GuardedMultipart,
) -> Result<Response, Failure> {
    let (posted, files) = posted.into_answers().await?;
    let inquiry = Inquiry::read(&house, &colleague, id).await?;
    let text = posted.into_iter().find(|(name, _)| name == TEXT).map(|(_, text)| text).unwrap_or_default();
    let mut problems = Vec::new();
    let beilagen = examine(&house, frame.t, files, &mut problems).await;
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match cases::answer(&mut tx, &colleague.scope, &house.library, id, &text, beilagen).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(on(&inquiry, "beantwortet"));
            }
            // Sent twice, answered by somebody else, or the time is over: the page says which.
            Err(Error::Settled) => return Ok(on(&inquiry, "erledigt")),
            Err(Error::TextMissing) => problems.push(problem(TEXT, frame.t.get("inquiry-answer-missing"))),
            Err(Error::TextTooLong(max)) => {
                problems.push(problem(TEXT, frame.t.with("inquiry-answer-long", &[("max", max.into())])));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let entered = Entered { text, problems, ..Entered::default() };
    Ok(page(&frame, &inquiry, &entered, "").respond(&frame))
}

/// Gives the other side more time.
pub(super) async fn extend(
    InquiryPeriodPath { id }: InquiryPeriodPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let inquiry = Inquiry::read(&house, &colleague, id).await?;
    let posted = posted.into_answers();
    let until = posted.into_iter().find(|(name, _)| name == UNTIL).map(|(_, day)| day).unwrap_or_default();
    let key = match typed_day(&until) {
        None => "inquiry-until-missing",
        Some(day) if inquiry.anfrage.frist() == Some(day) => return Ok(on(&inquiry, "verlaengert")),
        Some(day) if inquiry.anfrage.frist().is_some_and(|frist| day < frist) || day < inquiry.today => {
            "inquiry-until-before"
        }
        Some(day) => {
            let mut tx = house.store.begin().await?;
            match cases::extend(&mut tx, &colleague.scope, id, day).await {
                Ok(()) => tx.commit().await?,
                Err(Error::Settled) => return Ok(on(&inquiry, "erledigt")),
                Err(error) => return Err(error.into()),
            }
            return Ok(on(&inquiry, "verlaengert"));
        }
    };
    let problems = vec![problem(UNTIL, frame.t.get(key))];
    let entered = Entered { until, problems, ..Entered::default() };
    Ok(page(&frame, &inquiry, &entered, "").respond(&frame))
}

fn on(inquiry: &Inquiry, word: &str) -> Response {
    Redirect::to(inquiry.href().with("meldung", word).as_str()).into_response()
}

/// The files, each looked into.
async fn examine(
    house: &House,
    t: Texts,
    files: Vec<PostedFile>,
    problems: &mut Vec<Problem>,
) -> Vec<Beilage> {
    let taken = uploads::examine(house, t, FILES, files, MAX_FILES, problems).await;
    taken
        .into_iter()
        .map(|(found, content)| Beilage {
            file_name: found.name,
            media_type: found.media_type,
            content: content.to_vec(),
        })
        .collect()
}

fn page(frame: &Frame, inquiry: &Inquiry, entered: &Entered, told: &str) -> Page {
    let t = frame.t;
    let Inquiry { anfrage, vorgang, .. } = inquiry;
    let title = kind(t, anfrage.art());
    let answers = anfrage.is_open() && inquiry.works;
    let content = html! {
        (message(t, told))
        (ui::error_summary(t, &entered.problems))
        (ui::heading_of(&format!("{} · {}", anfrage.titel, anfrage.aktenzeichen), &title))
        div.rs-facts { (ui::description_list(&facts(t, inquiry))) }
        (ui::section("frage", &t.get("inquiry-text"), html! { blockquote.rs-quote { p.rs-lines { (anfrage.text) } } }))
        @if let Some(answer) = &anfrage.antwort {
            (ui::section("antwort-da", &t.get("inquiry-answer"), html! { blockquote.rs-quote { p.rs-lines { (answer) } } }))
        }
        @if vorgang.is_none() {
            (ui::section("unterlagen", &t.get("inquiry-documents"), shared(t, &inquiry.dokumente)))
        }
        @if answers { (answer_form(frame, inquiry, entered)) }
        @if answers && vorgang.is_some() && anfrage.frist().is_some() { (extend_form(frame, inquiry, entered)) }
    };
    let above = match vorgang {
        Some(vorgang) => {
            vec![
                Crumb::new(DeskPath, t.get("desk-title")),
                Crumb::new(CasePath { id: vorgang.id }, vorgang.aktenzeichen.clone()),
            ]
        }
        None => vec![
            Crumb::new(DeskPath, t.get("desk-title")),
            Crumb::new(InquiriesPath, t.get("inquiries-title")),
        ],
    };
    Page::new(title, content).below(above).with_errors(!entered.problems.is_empty())
}

fn message(t: Texts, told: &str) -> Markup {
    match told {
        "beantwortet" => ui::alert(Tone::Success, &t.get("inquiry-told-answered"), None),
        "verlaengert" => ui::alert(Tone::Success, &t.get("inquiry-told-extended"), None),
        "erledigt" => ui::alert(Tone::Warning, &t.get("inquiry-told-settled"), None),
        _ => html! {},
    }
}

fn facts(t: Texts, inquiry: &Inquiry) -> Vec<(String, Markup)> {
    let anfrage = &inquiry.anfrage;
    let mut facts = vec![(t.get("desk-state").into_owned(), badge(t, anfrage))];
    if inquiry.vorgang.is_some() {
        facts.push((t.get("inquiry-whom").into_owned(), html! { (whom(t, anfrage, &inquiry.offices)) }));
    } else {
        let from = inquiry.offices.name(anfrage.behoerde);
        facts.push((t.get("inquiries-from").into_owned(), html! { (from) }));
    }
    if let Some(at) = anfrage.gestellt_at {
        facts.push((t.get("inquiry-since").into_owned(), html! { (t.day(at.timestamp())) }));
    }
    facts.push((t.get("inquiry-period").into_owned(), period(t, anfrage, inquiry.today)));
    if let Some(at) = anfrage.beendet_at {
        facts.push((t.get("inquiry-ended").into_owned(), html! { (t.moment(at.timestamp())) }));
    }
    let letter = |id: DokumentId| inquiry.dokumente.iter().find(|dokument| dokument.id == id);
    if let Some(letter) = anfrage.dokument.and_then(letter) {
        facts.push((t.get("inquiry-letter").into_owned(), crate::account::download(t, letter)));
    }
    facts
}

/// What the authority that asks has shared for the question.
fn shared(t: Texts, dokumente: &[Dokument]) -> Markup {
    html! {
        @if dokumente.is_empty() { (ui::muted(&t.get("inquiry-documents-none"))) }
        @else { (file::dokumente(t, dokumente)) }
    }
}

fn answer_form(frame: &Frame, inquiry: &Inquiry, entered: &Entered) -> Markup {
    let t = frame.t;
    // Whoever asked writes down what came another way.
    let [title, hint, button] = if inquiry.vorgang.is_some() {
        ["inquiry-enter", "inquiry-enter-hint", "inquiry-enter-button"]
    } else {
        ["inquiry-answer-do", "inquiry-answer-hint", "inquiry-answer-button"]
    };
    let (label, hint) = (t.get("inquiry-answer"), t.get(hint));
    let text = Field::new(TEXT, &label).hint(&hint).error(wrong(&entered.problems, TEXT));
    let (label, error) = (t.get("inquiry-files"), all_wrong(&entered.problems, FILES));
    let files = Field::new(FILES, &label).error(error.as_deref()).optional();
    let form = ui::form(
        &frame.csrf,
        &inquiry.href(),
        Send::WithFiles,
        html! {
            (ui::textarea(t, &text, &entered.text, 8))
            (uploads::field(t, &files, MAX_FILES))
            (ui::actions(ui::button(Emphasis::Primary, &t.get(button))))
        },
    );
    ui::section("antworten", &t.get(title), form)
}

fn extend_form(frame: &Frame, inquiry: &Inquiry, entered: &Entered) -> Markup {
    let t = frame.t;
    let (label, hint) = (t.get("inquiry-until"), t.get("inquiry-until-hint"));
    let field = Field::new(UNTIL, &label).hint(&hint).error(wrong(&entered.problems, UNTIL));
    let action = InquiryPeriodPath { id: inquiry.anfrage.id }.into();
    let form = ui::form(
        &frame.csrf,
        &action,
        Send::Plain,
        html! {
            (ui::date_input(t, &field, &entered.until, false))
            (ui::actions(ui::button(Emphasis::Secondary, &t.get("inquiry-extend-button"))))
        },
    );
    ui::section("verlaengern", &t.get("inquiry-extend"), form)
}
