//! `/antraege/{id}/fragen/{frage}`: a question of the authority, or a hearing (§ 28 VwVfG), and the answer to it.
//!
//! What was written is saved with each button, right or wrong, in time or not. Files are examined like those of the form.

use axum::response::{IntoResponse, Redirect, Response};
use cases::{Anfrage, AnfrageStand, FrageArt, MAX_TEXT};
use identity::{Scope, Vertrauensniveau};
use intake::{Draft, MAX_BYTES, MAX_REPLY_FILES, Owner};
use maud::{Markup, html};

use super::Matter;
use super::timeline::{kind, outcome};
use crate::account::download;
use crate::house::House;
use crate::locale::Texts;
use crate::portal::antrag::file_problem;
use crate::required::Person;
use crate::routes::{AnswerCheckPath, QuestionPath};
use crate::shell::{Failure, Frame, GuardedMultipart, Href, PostedFile};
use crate::ui::{self, Emphasis, Field, FileInput, Page, Pressed, Problem, Send, Tone};

/// Name of the field for the text.
const TEXT: &str = "antwort";
/// Name of the field for a file; those that are there follow with their ids.
const FILE: &str = "datei";
/// Name of the button that only takes the file.
const UPLOAD: &str = "_hochladen";
/// Lines of the field for the text.
const ROWS: u8 = 10;

/// Whose replies these are.
pub(super) fn owner(scope: &Scope) -> Result<Owner, Failure> {
    let account = scope.person(Vertrauensniveau::Basis).map_err(|_| Failure::Forbidden)?;
    Ok(Owner::Account(account))
}

pub(super) async fn show(
    path: QuestionPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let view = View::load(&house, &person.scope, &path).await?;
    Ok(view.page(&house, &frame, &[]).await?.respond(&frame))
}

/// Saves what was written and chosen; then the check, or the same page again.
pub(super) async fn take(
    path: QuestionPath,
    house: House,
    person: Person,
    frame: Frame,
    form: GuardedMultipart,
) -> Result<Response, Failure> {
    let (mut posted, files) = form.into_answers().await?;
    let pressed = Pressed::take(&mut posted);
    let uploads = posted.iter().any(|(name, _)| name == UPLOAD);
    let text = posted.into_iter().find(|(name, _)| name == TEXT).map(|(_, text)| text).unwrap_or_default();
    let text = text.replace("\r\n", "\n");
    let mut view = View::load(&house, &person.scope, &path).await?;
    if view.asked.antwort.as_deref() == Some(text.trim()) {
        // The form of an answer that is on its way already.
        return Ok(to(&super::asked::href(&view.asked)));
    }
    let mut problems = view.save(&house, &frame, &text, files, &pressed).await?;
    let here = super::asked::href(&view.asked);
    let asks = match pressed {
        Pressed::Next | Pressed::Another | Pressed::AddRow(_) | Pressed::RemoveRow(_) => !uploads,
        Pressed::RemoveFile(_) | Pressed::Save => false,
    };
    if asks && view.asked.is_open() {
        problems.splice(0..0, wrong(frame.t, &text));
    }
    if !problems.is_empty() || !view.asked.is_open() {
        return Ok(view.page(&house, &frame, &problems).await?.respond(&frame));
    }
    Ok(match pressed {
        Pressed::Save => to(&view.matter.href()),
        _ if asks => to(&Href::from(AnswerCheckPath { id: path.id, frage: path.frage })),
        _ => to(&here.at(FILE)),
    })
}

/// Goes on at another address (303).
pub(super) fn to(href: &Href) -> Response {
    Redirect::to(href.as_str()).into_response()
}

/// What is wrong with the text of an answer.
pub(super) fn wrong(t: Texts, text: &str) -> Option<Problem> {
    let problem = |text| Some(ui::problem(TEXT, text));
    let length = text.trim().chars().count();
    match length {
        0 => problem(t.get("reply-missing").into_owned()),
        _ if length > MAX_TEXT => problem(too_long(t, length)),
        _ => None,
    }
}

/// What to say about a text that is too long.
pub(super) fn too_long(t: Texts, length: usize) -> String {
    t.with("problem-too-long", &[("max", MAX_TEXT.into()), ("actual", length.into())])
}

/// A question with what was begun as an answer.
struct View {
    matter: Matter,
    asked: Anfrage,
    owner: Owner,
    scope: Scope,
    draft: Option<Draft>,
}

impl View {
    async fn load(house: &House, scope: &Scope, path: &QuestionPath) -> Result<Self, Failure> {
        let matter = Matter::load(house, scope, path.id).await?;
        let asked = matter.question(house, scope, path.frage).await?;
        let owner = owner(scope)?;
        let draft = intake::reply(&house.store, owner, asked.id.0).await?;
        Ok(Self { matter, asked, owner, scope: scope.clone(), draft })
    }

    /// Keeps text and files. Returns what is wrong with the files.
    async fn save(
        &mut self,
        house: &House,
        frame: &Frame,
        text: &str,
        files: Vec<PostedFile>,
        pressed: &Pressed,
    ) -> Result<Vec<Problem>, Failure> {
        let digest = self.matter.antrag.digest().ok_or(Failure::NotFound)?;
        let behoerde = self.matter.antrag.behoerde;
        let mut tx = house.store.begin().await?;
        let mut draft =
            intake::begin_reply(&mut tx, self.owner, &house.library, self.asked.id.0, &digest, behoerde)
                .await?;
        tx.commit().await?;
        draft.set_text(text);
        let mut problems = Vec::new();
        for file in files.iter().filter(|file| file.path == FILE) {
            let problem = if draft.files().len() >= MAX_REPLY_FILES {
                frame.t.with("reply-too-many", &[("max", MAX_REPLY_FILES.into())])
            } else {
                match intake::add_upload(&house.store, &mut draft, &file.name, &file.bytes).await {
                    Ok(_) => continue,
                    Err(intake::Error::Upload(error)) => {
                        ui::problem_text(frame.t, &file_problem(frame.t, error, file.bytes.len()))
                    }
                    Err(error) => return Err(error.into()),
                }
            };
            problems.push(ui::problem(FILE, problem));
        }
        if let Pressed::RemoveFile(name) = pressed
            && let Some(id) = name.strip_prefix(&format!("{FILE}."))
        {
            intake::remove_upload(&mut draft, id);
        }
        let mut tx = house.store.begin().await?;
        intake::save(&mut tx, self.owner, &draft).await?;
        tx.commit().await?;
        self.draft = Some(draft);
        Ok(problems)
    }

    async fn page(&self, house: &House, frame: &Frame, problems: &[Problem]) -> Result<Page, Failure> {
        let (t, asked) = (frame.t, &self.asked);
        let title = kind(t, asked.art());
        let content = html! {
            (ui::error_summary(t, problems))
            (ui::heading_of(&self.matter.antrag.titel, &title))
            p.kern-body.kern-body--large.rs-lead { strong { (outcome(t, asked)) } }
            (ui::section("frage", &t.with("question-from", &[("office", self.matter.office().into())]), html! {
                (ui::typed(&asked.text))
                (self.letter(house, t).await?)
            }))
            @if asked.is_open() { (self.form(frame, problems)) } @else { (self.over(t)) }
        };
        let whole = format!("{title} – {}", self.matter.antrag.titel);
        Ok(Page::new(whole, content)
            .called(title)
            .below(self.matter.above(t))
            .with_errors(!problems.is_empty()))
    }

    /// The letter, to download.
    async fn letter(&self, house: &House, t: Texts) -> Result<Markup, Failure> {
        let all = records::dokumente(&mut house.store.reader(), &self.scope, self.asked.akte).await?;
        let letter = all.iter().find(|dokument| Some(dokument.id) == self.asked.dokument);
        Ok(html! { @if let Some(letter) = letter { ul.rs-downloads { li { (download(t, letter)) } } } })
    }

    fn form(&self, frame: &Frame, problems: &[Problem]) -> Markup {
        let t = frame.t;
        let hint = match self.asked.art() {
            FrageArt::Anhoerung => "reply-hearing",
            FrageArt::Rueckfrage | FrageArt::Stellungnahme => "reply-question",
        };
        let (label, words) = (t.get("reply-text"), t.get("reply-text-hint"));
        let text = Field::new(TEXT, &label).hint(&words).error(of(problems, TEXT));
        let written = self.draft.as_ref().map(Draft::text).unwrap_or_default();
        ui::section(
            "antworten",
            &t.get("reply-title"),
            html! {
                (ui::paragraph(&t.get(hint)))
                (ui::form(&frame.csrf, &super::asked::href(&self.asked), Send::WithFiles, html! {
                    (ui::textarea(t, &text, written, ROWS))
                    (self.files(t, problems))
                    (ui::actions(html! {
                        (ui::button(Emphasis::Primary, &t.get("reply-check")))
                        (ui::named_button(Emphasis::Tertiary, ui::SAVE, "1", &t.get("antrag-save")))
                    }))
                }))
            },
        )
    }

    fn files(&self, t: Texts, problems: &[Problem]) -> Markup {
        let there = self.draft.as_ref().map(Draft::files).unwrap_or_default();
        let types = intake::ACCEPTED.map(str::to_owned);
        let (accept, names) = (ui::file_endings(&types), ui::media_names(t, &types));
        let max_bytes = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
        let input = FileInput { accept: &accept, types: &names, max_bytes, existing: None };
        let label = t.get("reply-file");
        html! {
            @for (at, (id, upload)) in there.iter().enumerate() {
                @let name = format!("{FILE}.{id}");
                @let label = t.with("reply-file-there", &[("number", (at + 1).into())]);
                @let existing = ui::Upload { name: &upload.name, bytes: upload.size };
                (ui::file_input(t, &Field::new(&name, &label), &FileInput { existing: Some(existing), ..input }))
            }
            @if there.len() < MAX_REPLY_FILES {
                (ui::file_input(t, &Field::new(FILE, &label).error(of(problems, FILE)).optional(), &input))
                div.rs-actions { (ui::named_button(Emphasis::Secondary, UPLOAD, "1", &t.get("reply-upload"))) }
            } @else {
                (ui::muted(&t.with("reply-too-many", &[("max", MAX_REPLY_FILES.into())])))
            }
        }
    }

    /// What there is when nothing more can be answered here.
    fn over(&self, t: Texts) -> Markup {
        let kept = self.draft.as_ref().filter(|draft| !draft.text().is_empty() || !draft.files().is_empty());
        html! {
            @if let Some(answer) = &self.asked.antwort {
                (ui::section("antwort", &t.get("reply-given"), ui::typed(answer)))
            }
            @if self.asked.stand == AnfrageStand::Abgelaufen {
                (ui::alert(Tone::Warning, &t.get("reply-late"), Some(ui::paragraph(&t.get("reply-late-why")))))
                (ui::section("spaet", &t.get("reply-late-do"), html! {
                    div.rs-section {
                        (ui::list(&[t.get("reply-late-write"), t.get("reply-late-excuse"), t.get("reply-late-decided")]))
                    }
                    (self.matter.contact(t))
                }))
            }
            @if let Some(draft) = kept {
                (ui::section("entwurf", &t.get("reply-kept"), html! {
                    (ui::paragraph(&t.get("reply-kept-why")))
                    @if !draft.text().is_empty() { (ui::typed(draft.text())) }
                    (ui::list(&draft.files().iter().map(|(_, file)| file.name.as_str()).collect::<Vec<_>>()))
                }))
            }
            (ui::actions(ui::link_button(Emphasis::Primary, &self.matter.href(), &t.get("matter-back"))))
        }
    }
}

/// What is wrong with a field.
fn of<'p>(problems: &'p [Problem], field: &str) -> Option<&'p str> {
    ui::wrong(problems, field)
}
