//! Every component with content as it will be, to be looked at: `cargo run -p web --example gallery`, then
//! <http://localhost:8088/ui>. `/ui/antrag`, `/ui/desk`, `/ui/quittung` and `/kaputt` are whole pages.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use maud::html;
use web::shell::{self, Failure, Frame, Guarded, Href, Posted, Site, Visitor};
use web::ui::*;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let routes = Router::new()
        .route("/", get(start))
        .route("/ui", get(components))
        .route("/ui/antrag", get(apply).post(post_apply))
        .route("/ui/pruefen", get(check))
        .route("/ui/quittung", get(receipt))
        .route("/ui/desk", get(desk))
        .route("/ui/formular/{seite}", get(form_page).post(post_form_page))
        .route("/ui/formular", get(form_summary))
        .route("/ui/absenden", post(async |_: Guarded<Posted>| "angekommen"))
        .route("/kaputt", get(async || -> Failure { Failure::internal("so ist es gewollt") }));
    let site = Site { name: "Verwaltung in Thüringen".into(), demo: true, secure: false, ..Site::default() };
    let address = SocketAddr::from(([127, 0, 0, 1], 8088));
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, shell::wrap(routes, site)).await?;
    Ok(())
}

/// The parking permit of this repository, as its package has it.
fn parking_permit() -> form::Form {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/bewohnerparkausweis");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("the package is there");
    let schema = fim::xdf3::Schema::read(&read("schema.xdf3.xml")).expect("the schema is right");
    let layout = String::from_utf8(read("pages.toml")).expect("UTF-8");
    let layout = form::Layout::read(&layout).expect("the layout is right");
    let zones =
        fim::genericode::Codelist::read(&read("codelists/bewohnerparkzone.xml")).expect("the list is right");
    form::Form::compile(&schema, &layout, &[zones]).expect("the form is right")
}

fn setting(frame: &Frame) -> form::Setting {
    form::Setting::new(jiff::civil::date(2026, 11, 22), frame.t.locale().tag())
}

fn package_page(
    frame: &Frame,
    page: &str,
    answers: &form::Answers,
    errors: &[form::FieldError],
) -> Option<Page> {
    let t = frame.t;
    let view = parking_permit().view(page, answers, &setting(frame))?;
    let send = if has_files(&view) { Send::WithFiles } else { Send::Plain };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let content = html! {
        (error_summary(t, &problems(t, errors)))
        (progress(t, number(view.number), number(view.of)))
        (heading_of(view.caption.as_deref().unwrap_or("Bewohnerparkausweis"), &view.title))
        @if let Some(hint) = &view.hint { (prose(hint)) }
        (form(&frame.csrf, &here(&format!("/ui/formular/{page}")), send, html! {
            (items(t, &view, errors))
            (actions(button(Emphasis::Primary, "Weiter")))
        }))
    };
    Some(Page::new(view.title.clone(), content).after(here("/ui")).with_errors(!errors.is_empty()))
}

fn filled(frame: &Frame) -> form::Answers {
    form::sample::answers(&parking_permit(), &setting(frame), form::sample::Extent::Everything)
}

async fn form_page(frame: Frame, Path(page): Path<String>) -> Result<axum::response::Response, Failure> {
    let page = package_page(&frame, &page, &filled(&frame), &[]).ok_or(Failure::NotFound)?;
    Ok(page.respond(&frame))
}

/// Whatever was posted, the page comes back as if nothing had been typed, with its errors.
async fn post_form_page(frame: Frame, Path(page): Path<String>) -> Result<axum::response::Response, Failure> {
    let mut answers = form::Answers::new();
    let errors = parking_permit().accept(&page, &[], &mut answers, &setting(&frame));
    let page = package_page(&frame, &page, &answers, &errors).ok_or(Failure::NotFound)?;
    Ok(page.respond(&frame))
}

async fn form_summary(frame: Frame) -> axum::response::Response {
    let sections = parking_permit().summary(&filled(&frame), &setting(&frame));
    let change = |page: &str| here(&format!("/ui/formular/{page}"));
    let content = html! {
        (heading_of("Bewohnerparkausweis", "Prüfen Sie Ihre Angaben"))
        (answers(frame.t, &sections, Some(&change)))
    };
    Page::new("Prüfen Sie Ihre Angaben", content).respond(&frame)
}

fn here(path: &str) -> Href {
    Href::local(path).expect("a path of the gallery")
}

fn card_of(title: &str, text: &str, tags: &[&str]) -> Card {
    Card {
        href: here("/ui"),
        title: title.into(),
        text: text.into(),
        tags: tags.iter().map(|t| (*t).into()).collect(),
    }
}

async fn start(frame: Frame) -> axum::response::Response {
    let t = frame.t;
    let banner = html! {
        (heading("Was möchten Sie erledigen?"))
        (search_form(t, &here("/ui"), "Leistung, Stichwort oder Anliegen", ""))
    };
    let content = html! {
        (subheading("Häufig gesucht"))
        (cards(&[
            card_of("Bewohnerparkausweis", "In Ihrer Straße parken, wenn dort nur Bewohner parken dürfen.", &["online", "30,70 €"]),
            card_of("Personalausweis", "Neu beantragen, verlängern oder als verloren melden.", &["Termin"]),
            card_of("Kindertagespflege", "Zuschuss für die Betreuung durch eine Tagesmutter oder einen Tagesvater.", &["online", "kostenlos"]),
        ]))
        (alert(Tone::Info, "Wartung am Sonntag", Some(paragraph("Am Sonntag zwischen 6 und 8 Uhr können Sie keine Anträge abschicken. Entwürfe bleiben erhalten."))))
    };
    Page::new("Startseite", content).banner(banner).wide().public().respond(&frame)
}

fn vehicle(frame: &Frame, n: usize, plate: &str, error: Option<&str>) -> Row {
    let t = frame.t;
    let path = format!("fahrzeug[{n}]");
    let plate_name = format!("{path}.kennzeichen");
    let kind_name = format!("{path}.art");
    Row {
        legend: Some(format!("Fahrzeug {}", n + 1)),
        content: html! {
            (text_input(t, &Field::new(&plate_name, "Kennzeichen").hint("Zum Beispiel EF-AB 123").error(error), &TextInput { value: plate, width: Width::Short, ..TextInput::default() }))
            (radios(t, &Field::new(&kind_name, "Wem gehört das Fahrzeug?"), &[Choice::new("halter", "Es ist auf mich zugelassen"), Choice::new("dauernd", "Ich nutze es dauerhaft")], "halter"))
        },
        remove: (n > 0)
            .then(|| RowAction { path: path.clone(), label: format!("Fahrzeug {} entfernen", n + 1) }),
        path,
    }
}

fn application(frame: &Frame, with_errors: bool) -> Page {
    let t = frame.t;
    let missing = with_errors.then_some("Geben Sie das Kennzeichen ein, zum Beispiel EF-AB 123.");
    let problems = if with_errors {
        vec![Problem {
            path: Some("fahrzeug[1].kennzeichen".into()),
            text: "Fahrzeug 2, Kennzeichen: Geben Sie das Kennzeichen ein.".into(),
        }]
    } else {
        vec![]
    };
    let add = RowAction { path: "fahrzeug".into(), label: "Weiteres Fahrzeug hinzufügen".into() };
    let content = html! {
        (error_summary(t, &problems))
        (progress(t, 3, 8))
        (heading_of("Bewohnerparkausweis", "Ihre Fahrzeuge"))
        (form(&frame.csrf, &here("/ui/antrag"), Send::Plain, html! {
            (rows(t, &Field::new("fahrzeug", "Fahrzeuge").hint("Höchstens zwei Fahrzeuge können auf dem Ausweis stehen."), &[vehicle(frame, 0, "EF-RS 169", None), vehicle(frame, 1, "", missing)], Some(&add), false))
            (actions(html! {
                (button(Emphasis::Primary, "Weiter zu den Nachweisen"))
                (named_button(Emphasis::Secondary, SAVE, "1", "Speichern und später weitermachen"))
            }))
        }))
    };
    Page::new("Ihre Fahrzeuge", content).after(here("/ui")).with_errors(with_errors)
}

async fn apply(frame: Frame) -> axum::response::Response {
    application(&frame, false).respond(&frame)
}

async fn post_apply(frame: Frame, _: Guarded<Posted>) -> axum::response::Response {
    application(&frame, true).respond(&frame)
}

async fn check(frame: Frame) -> axum::response::Response {
    let t = frame.t;
    let row = |label: &str, value: &str| SummaryRow {
        label: label.into(),
        value: value.into(),
        change: Some(here("/ui/antrag").at("x")),
    };
    let block = |title: Option<&str>, rows| SummaryBlock {
        title: title.map(Into::into),
        rows,
        ..SummaryBlock::default()
    };
    let agree =
        Field::new("einwilligung", "Ich versichere, dass meine Angaben vollständig und richtig sind.");
    let content = html! {
        (progress(t, 8, 8))
        (heading_of("Bewohnerparkausweis", "Prüfen Sie Ihre Angaben"))
        (summary(t, "Angaben zur Person", &[block(None, vec![row("Name", "Änne Müller-Lüdenscheidt"), row("Geburtsdatum", "24.12.1984"), row("Anschrift", "Krämerbrücke 7\n99084 Erfurt"), row("Telefon", "")])]))
        (summary(t, "Ihre Fahrzeuge", &[
            block(Some("Fahrzeug 1"), vec![row("Kennzeichen", "EF-RS 169"), row("Wem gehört das Fahrzeug?", "Es ist auf mich zugelassen")]),
            block(Some("Fahrzeug 2"), vec![row("Kennzeichen", "EF-AB 123"), row("Wem gehört das Fahrzeug?", "Ich nutze es dauerhaft")]),
        ]))
        (form(&frame.csrf, &here("/ui/absenden"), Send::Plain, html! {
            (checkbox(t, &agree, false))
            (actions(button(Emphasis::Primary, "Antrag verbindlich absenden")))
        }))
    };
    Page::new("Prüfen Sie Ihre Angaben", content).after(here("/ui/antrag")).respond(&frame)
}

async fn receipt(frame: Frame) -> axum::response::Response {
    let mut frame = frame;
    frame.visitor = Visitor::Citizen { name: "Änne Müller-Lüdenscheidt".into(), unread: 2 };
    let t = frame.t;
    let step = |title: &str, when: Option<&str>, text: Option<&str>, state| Step {
        title: title.into(),
        when: when.map(Into::into),
        text: text.map(Into::into),
        state,
    };
    let content = html! {
        (confirmation(Tone::Success, "Ihr Antrag ist angekommen", "Ihre Eingangsnummer", "EF-2026-000 417"))
        (confirmation(Tone::Danger, "Ihr Antrag ist abgelehnt", "Ihre Eingangsnummer", "EF-2026-000 417"))
        (confirmation(Tone::Info, "Ihr Antrag ist entschieden", "Ihre Eingangsnummer", "EF-2026-000 417"))
        (section("weiter", "So geht es weiter", html! {
            (timeline(t, &[
                step("Antrag eingegangen", Some("22. November 2026, 14:05 Uhr"), None, StepState::Done),
                step("Prüfung durch die Straßenverkehrsbehörde", None, Some("Das dauert meistens drei Arbeitstage."), StepState::Current),
                step("Bescheid in Ihrem Postfach", None, None, StepState::Coming),
            ]))
        }))
        (panel("Zuständige Stelle", description_list(&[
            ("Amt".into(), html! { "Landeshauptstadt Erfurt, Tiefbau- und Verkehrsamt" }),
            ("Telefon".into(), link(&Href::phone("0361 655-0"), "0361 655-0")),
            ("Gebühr".into(), html! { (t.money(3070)) }),
        ])))
        (actions(html! { (link_button(Emphasis::Primary, &here("/ui"), "Status ansehen")) (link_button(Emphasis::Secondary, &here("/ui"), "Quittung als PDF speichern")) }))
    };
    Page::new("Ihr Antrag ist angekommen", content).respond(&frame)
}

async fn desk(frame: Frame) -> axum::response::Response {
    let mut frame = frame;
    frame.visitor = Visitor::Staff {
        name: "Konstantin Weiß".into(),
        office: "Erfurt, Verkehrsamt".into(),
        cases: true,
        inspects: false,
        operation: false,
        steering: false,
    };
    let t = frame.t;
    let row = |number: &str, what: &str, due: &str, tone, state: &str| {
        vec![link(&here("/ui"), number), html! { (what) }, html! { (due) }, badge(tone, state)]
    };
    let cell = |text: &str, met| Cell { text: text.into(), met };
    let content = html! {
        (heading("Arbeitsliste"))
        (table(&Table {
            caption: "Offene Aufgaben Ihrer Stelle".into(),
            caption_hidden: false,
            columns: vec![Column::new("Aktenzeichen"), Column::new("Aufgabe"), Column::new("Frist"), Column::new("Stand")],
            rows: vec![
                row("66.3-2026-0417/1", "Bewohnerparkausweis: Stichprobe prüfen", "25.11.2026", Tone::Warning, "bald fällig"),
                row("66.3-2026-0398/1", "Bewohnerparkausweis: Nachweis prüfen", "02.12.2026", Tone::Info, "neu"),
                row("66.3-2026-0377/2", "Bewohnerparkausweis: Entscheidung gegenzeichnen", "09.12.2026", Tone::Success, "vorbereitet"),
            ],
        }))
        (pagination(t, 5, 20, |n| here("/ui/desk").with("seite", &n.to_string())))
        (subheading("Warum so entschieden wurde"))
        (decision_table(t, &DecisionTable {
            key: "anspruch".into(),
            name: "Anspruch auf den Ausweis".into(),
            inputs: vec![("Wohnsitz in der Zone".into(), "ja".into()), ("Anzahl Fahrzeuge".into(), "2".into()), ("Eigener Stellplatz".into(), "nein".into())],
            outputs: vec!["Ergebnis".into()],
            rules: vec![
                DecisionRule { conditions: vec![cell("nein", Some(false)), cell("–", None), cell("–", None)], results: vec!["ablehnen".into()], reason: Some("§ 45 Abs. 1b Nr. 2a StVO".into()), applied: false },
                DecisionRule { conditions: vec![cell("ja", Some(true)), cell("[1..2]", Some(true)), cell("nein", Some(true))], results: vec!["erteilen".into()], reason: Some("VwV-StVO zu § 45, X. 7".into()), applied: true },
                DecisionRule { conditions: vec![cell("ja", Some(true)), cell("> 2", Some(false)), cell("–", None)], results: vec!["von Hand".into()], reason: None, applied: false },
            ],
        }))
    };
    Page::new("Arbeitsliste", content).wide().respond(&frame)
}

async fn components(frame: Frame) -> axum::response::Response {
    let t = frame.t;
    let hint = "So, wie er im Ausweis steht.";
    let error = Some("Geben Sie Ihren Familiennamen ein.");
    let task = |title: &str, open: bool, tone, state: &str| Task {
        title: title.into(),
        href: open.then(|| here("/ui")),
        hint: None,
        state: (tone, state.into()),
    };
    let file = FileInput {
        accept: ".pdf,.jpg,.png",
        types: "PDF, JPG oder PNG",
        max_bytes: 10_000_000,
        existing: None,
    };
    let content = html! {
        (heading("Bausteine"))
        (lead("Alle Bausteine auf einer Seite, mit Inhalten, wie sie vorkommen."))
        (prose("Ein Absatz mit Text, der auch über mehrere Zeilen gehen darf, damit man den Abstand sieht.\n\n- Erster Punkt\n- Zweiter Punkt mit etwas mehr Text\n\nDanach geht es weiter."))
        (details("Warum fragen wir das?", paragraph("Weil die Gebühr davon abhängt.")))
        (alert(Tone::Info, "Gut zu wissen", Some(paragraph("Sie können jederzeit speichern."))))
        (alert(Tone::Success, "Ihr Entwurf ist gespeichert", None))
        (alert(Tone::Warning, "Ihre Sitzung endet in fünf Minuten", None))
        (alert(Tone::Danger, "Die Datei konnte nicht gelesen werden", Some(paragraph("Wählen Sie eine PDF-Datei ohne Kennwort."))))
        p { (badge(Tone::Info, "neu")) " " (badge(Tone::Success, "erteilt")) " " (badge(Tone::Warning, "bald fällig")) " " (badge(Tone::Danger, "abgelehnt")) }
        (subheading("Felder"))
        (form(&frame.csrf, &here("/ui/absenden"), Send::Plain, html! {
            (text_input(t, &Field::new("familienname", "Familienname").hint(hint), &TextInput { value: "Müller-Lüdenscheidt", autocomplete: Some("family-name"), ..TextInput::default() }))
            (text_input(t, &Field::new("familienname2", "Familienname").hint(hint).error(error), &TextInput::default()))
            (text_input(t, &Field::new("plz", "Postleitzahl"), &TextInput { width: Width::Short, kind: Kind::Whole, value: "99084", autocomplete: Some("postal-code"), unit: None }))
            (text_input(t, &Field::new("einkommen", "Einkommen im Monat").optional(), &TextInput { width: Width::Short, kind: Kind::Decimal, value: "1850,00", autocomplete: None, unit: Some("€") }))
            (date_input(t, &Field::new("geburt", "Geburtsdatum").hint("Zum Beispiel 24 12 1984"), "24.12.1984", true))
            (date_input(t, &Field::new("beginn", "Ab wann soll der Ausweis gelten?").error(Some("Diesen Tag gibt es nicht.")), "31.2.2027", false))
            (radios(t, &Field::new("dauer", "Wie lange soll der Ausweis gelten?"), &[Choice { value: "1".into(), label: "Ein Jahr".into(), hint: Some("30,70 €".into()) }, Choice { value: "2".into(), label: "Zwei Jahre".into(), hint: Some("61,40 €".into()) }], "1"))
            (radios(t, &Field::new("dauer2", "Haben Sie einen eigenen Stellplatz?").error(Some("Wählen Sie Ja oder Nein.")), &[Choice::new("true", "Ja"), Choice::new("false", "Nein")], ""))
            (checkboxes(t, &Field::new("wege", "Wie dürfen wir Sie erreichen?").optional(), &[Choice::new("post", "Brief"), Choice::new("mail", "E-Mail"), Choice::new("tel", "Telefon")], &["mail"]))
            (checkbox(t, &Field::new("ok", "Ich habe die Hinweise zum Datenschutz gelesen.").error(Some("Bestätigen Sie bitte, dass Sie die Hinweise gelesen haben.")), false))
            (select(t, &Field::new("staat", "Staatsangehörigkeit"), &[Choice::new("000", "deutsch"), Choice::new("137", "italienisch"), Choice::new("163", "türkisch")], "000"))
            (textarea(t, &Field::new("bemerkung", "Möchten Sie uns noch etwas mitteilen?").optional(), "", 4))
            (file_input(t, &Field::new("nachweis", "Fahrzeugschein").hint("Fotografieren Sie beide Seiten, oder laden Sie eine PDF-Datei hoch."), &file))
            (file_input(t, &Field::new("nachweis2", "Meldebescheinigung"), &FileInput { existing: Some(Upload { name: "Meldebescheinigung Erfurt.pdf", bytes: 340_000 }), ..file }))
            (fieldset(t, &Field::new("anschrift", "Anschrift"), html! {
                (text_input(t, &Field::new("anschrift.strasse", "Straße"), &TextInput::default()))
                (text_input(t, &Field::new("anschrift.nr", "Hausnummer"), &TextInput { width: Width::Tiny, ..TextInput::default() }))
            }))
            (actions(html! { (button(Emphasis::Primary, "Angaben speichern")) (link_button(Emphasis::Secondary, &here("/"), "Ohne Speichern zurück")) (link_button(Emphasis::Tertiary, &here("/"), "Hilfe anzeigen")) }))
        }))
        (subheading("Listen"))
        (task_list(&[task("Angaben zur Person", true, Tone::Success, "vollständig"), task("Fahrzeuge", true, Tone::Warning, "unvollständig"), task("Antrag absenden", false, Tone::Info, "noch nicht möglich")]))
        (empty_state("Noch keine Anträge", "Hier erscheinen Ihre Entwürfe und Anträge.", Some(link_button(Emphasis::Primary, &here("/"), "Leistung suchen"))))
        (results(&[card_of("Bewohnerparkausweis beantragen", "In Ihrer Straße parken, wenn dort nur Bewohner parken dürfen.", &["online", "30,70 €", "3 Arbeitstage"]), card_of("Parkausweis für Menschen mit Behinderung", "Parkerleichterungen mit dem blauen EU-Parkausweis.", &["persönlich"])]))
    };
    Page::new("Bausteine", content)
        .below(vec![Crumb::new(here("/"), "Startseite"), Crumb::new(here("/ui"), "Gestaltung")])
        .respond(&frame)
}
