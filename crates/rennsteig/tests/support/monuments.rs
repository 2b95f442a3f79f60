//! Matters of the second service, with discretion and several offices: what comes next in each of them, as requests that
//! are ready to be sent.

use cases::{AnfrageId, TaskId, VorgangId};
use identity::AccountId;
use intake::AntragId;
use store::{Executor, Store, sql};

use super::browser::Browser;
use super::citizen::{Press, signed_in};
use super::drafts::Service;

/// Who has a hand in it: examines, countersigns, signs, and answers for another authority.
const STAFF: [&str; 4] = ["denkmal1", "denkmal-mitzeichnung", "denkmal-schlusszeichnung", "weimar1"];
/// What somebody writes, whatever they are asked.
const TEXT: &str = "So steht es in den Unterlagen.";

/// How a matter goes on, by turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    /// The applicant is asked something first.
    Asked,
    /// Only the other authority is.
    Plain,
    /// The applicant withdraws as soon as there is a Vorgang.
    Withdrawn,
}

impl Course {
    /// Kinds of entries in the stream of the matter, and how many there are in the end.
    pub(crate) const fn entries(self) -> [(&'static str, i64); 9] {
        let (asked, done, letters, decided) = match self {
            Self::Asked => (2, 5, 2, 1),
            Self::Plain => (1, 4, 1, 1),
            Self::Withdrawn => (0, 0, 0, 0),
        };
        [
            ("cases.eroeffnet", 1),
            ("cases.gefragt", asked),
            ("cases.angefragt", asked),
            ("cases.beantwortet", asked),
            ("cases.aufgabe_erledigt", done),
            ("cases.entschieden", decided),
            ("cases.bescheid_erlassen", decided),
            ("cases.zurueckgenommen", if done == 0 { 1 } else { 0 }),
            ("post.bereitgestellt", letters),
        ]
    }
}

/// One of them.
pub(crate) struct Matter {
    pub(crate) id: AntragId,
    pub(crate) course: Course,
}

/// What somebody has to do next.
#[derive(Debug, Clone)]
enum Next {
    Submit,
    Withdraw(VorgangId),
    Answer(AnfrageId),
    State(AnfrageId),
    Decide { task: TaskId, who: usize, outcome: &'static str },
    Draft(TaskId),
    Countersign(TaskId),
}

/// A request of somebody, ready to be sent, and to be sent again.
#[derive(Debug)]
pub(crate) struct Request {
    browser: Browser,
    action: String,
    fields: Vec<(String, String)>,
    multipart: bool,
}

impl Request {
    /// The status of the answer; `None` when the program went away before it came.
    pub(crate) fn send(&self, browser: &mut Browser) -> Option<u16> {
        let sent = if self.multipart {
            browser.post_multipart(&self.action, &self.fields)
        } else {
            browser.post(&self.action, &self.fields)
        };
        sent.ok().map(|answer| answer.status)
    }

    /// As whom, at this address.
    pub(crate) fn browser(&self, address: &str) -> Browser {
        self.browser.at(address)
    }
}

/// All matters, and the browsers of everybody.
pub(crate) struct Monuments {
    pub(crate) matters: Vec<Matter>,
    applicant: Browser,
    staff: Vec<Browser>,
    waiting: Vec<(usize, Next)>,
}

impl Monuments {
    /// Complete drafts of an applicant, who has signed in; the others sign in at this server.
    pub(crate) async fn prepare(
        store: &Store,
        applicant: &Browser,
        account: AccountId,
        count: usize,
    ) -> Self {
        let service = Service::monuments(store).await;
        let mut matters = Vec::new();
        for course in [Course::Asked, Course::Plain, Course::Withdrawn].into_iter().cycle().take(count) {
            let id = service.draft(store, account, "06-rueckfrage").await;
            matters.push(Matter { id, course });
        }
        Self { matters, applicant: applicant.clone(), staff: Vec::new(), waiting: Vec::new() }
    }

    pub(crate) fn sign_in(&mut self, address: &str) {
        for login in STAFF {
            let mut browser = Browser::default().at(address);
            signed_in(&mut browser, login);
            self.staff.push(browser);
        }
    }

    /// Finds out what comes next in each. Returns whether anything is to be done by anybody.
    pub(crate) async fn look(&mut self, store: &Store) -> bool {
        self.waiting.clear();
        for (number, matter) in self.matters.iter().enumerate() {
            if let Some(next) = next(store, matter).await {
                self.waiting.push((number, next));
            }
        }
        !self.waiting.is_empty()
    }

    /// The next requests of some matters, as the pages at this address offer them.
    pub(crate) fn ready(&self, address: &str, most: usize) -> Vec<Request> {
        let mut together = Vec::new();
        let mut requests = Vec::new();
        for (number, next) in self.waiting.iter().take(most) {
            match next {
                Next::Countersign(task) => together.push(task.to_string()),
                next => requests.push(self.request(address, &self.matters[*number], next)),
            }
        }
        match together.as_slice() {
            [] => {}
            // The page offers to decide together where there are several.
            [task] => requests.push(self.decide(address, 1, task, "einverstanden")),
            several => requests.push(self.countersign(address, several)),
        }
        requests
    }

    fn request(&self, address: &str, matter: &Matter, next: &Next) -> Request {
        let mut applicant = self.applicant.at(address);
        match next {
            Next::Submit => {
                let press = Press::ready(&mut applicant, matter.id);
                let (action, fields) = press.into_parts();
                Request { browser: applicant, action, fields, multipart: false }
            }
            Next::Withdraw(vorgang) => {
                let page = format!("/antraege/{}/zuruecknehmen/{vorgang}", matter.id);
                form(applicant, &page, &page, "grund", &[("grund", TEXT)])
            }
            Next::Answer(anfrage) => {
                let page = format!("/antraege/{}/fragen/{anfrage}", matter.id);
                let written = Request {
                    multipart: true,
                    ..form(applicant, &page, &page, "antwort", &[("antwort", TEXT)])
                };
                let mut applicant = written.browser.clone();
                assert_eq!(written.send(&mut applicant), Some(303));
                let check = format!("{page}/pruefen");
                form(applicant, &check, &check, web::shell::TOKEN_FIELD, &[])
            }
            Next::State(anfrage) => {
                let page = format!("/desk/anfrage/{anfrage}");
                let browser = self.staff[3].at(address);
                Request { multipart: true, ..form(browser, &page, &page, "antwort", &[("antwort", TEXT)]) }
            }
            Next::Decide { task, who, outcome } => self.decide(address, *who, &task.to_string(), outcome),
            Next::Draft(task) => {
                let page = format!("/desk/aufgabe/{task}");
                let fields = [("entscheidung", "bescheinigen"), ("begruendungstext", TEXT)];
                form(self.staff[0].at(address), &page, &page, "_ergebnis", &fields)
            }
            Next::Countersign(_) => unreachable!("they are countersigned together"),
        }
    }

    fn decide(&self, address: &str, who: usize, task: &str, outcome: &str) -> Request {
        let page = format!("/desk/aufgabe/{task}");
        let fields = [("_ergebnis", outcome), ("_begruendung", TEXT)];
        form(self.staff[who].at(address), &page, &page, "_ergebnis", &fields)
    }

    /// All of them in one action, at its last page.
    fn countersign(&self, address: &str, tasks: &[String]) -> Request {
        let browser = self.staff[1].at(address);
        let chosen = [
            ("aufgaben", tasks.join(" ")),
            ("ergebnis", "einverstanden".into()),
            ("begruendung", TEXT.into()),
        ];
        let chosen: Vec<(&str, &str)> = chosen.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut check = form(browser, "/desk", "/desk/sammlung", web::shell::TOKEN_FIELD, &chosen);
        let page = check.browser.post("/desk/sammlung/pruefen", &check.fields).unwrap();
        let action = "/desk/sammlung/ausfuehren".to_owned();
        let fields = page.hidden(&action, "sammlung");
        Request { browser: check.browser, action, fields, multipart: false }
    }
}

/// The form of a page that leads to `action` and has a field `with`, filled in.
fn form(mut browser: Browser, page: &str, action: &str, with: &str, fields: &[(&str, &str)]) -> Request {
    let mut all = browser.get(page).unwrap().hidden(action, with);
    all.retain(|(name, _)| fields.iter().all(|(given, _)| given != name));
    all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Request { browser, action: action.to_owned(), fields: all, multipart: false }
}

async fn next(store: &Store, matter: &Matter) -> Option<Next> {
    let mut reader = store.reader();
    let submitted: Option<(AntragId,)> =
        optional(&mut reader, "SELECT id FROM intake_antraege WHERE id = $1", matter.id).await;
    if submitted.is_none() {
        return Some(Next::Submit);
    }
    let (vorgang, _): (VorgangId, String) = optional(
        &mut reader,
        "SELECT id, stand FROM cases_vorgaenge WHERE akte = $1 AND stand <> 'erledigt' AND decided_at IS NULL",
        matter.id,
    )
    .await?;
    if matter.course == Course::Withdrawn {
        return Some(Next::Withdraw(vorgang));
    }
    let asked: Option<(AnfrageId, Option<identity::BehoerdeId>)> =
        sql("SELECT id, an_behoerde FROM cases_anfragen WHERE vorgang = $1 AND stand = 'offen'")
            .bind(vorgang)
            .optional(&mut reader)
            .await
            .unwrap();
    if let Some((id, office)) = asked {
        return Some(if office.is_some() { Next::State(id) } else { Next::Answer(id) });
    }
    let (task, element): (TaskId, String) =
        sql("SELECT id, element FROM cases_tasks WHERE vorgang = $1 AND stand IN ('offen', 'uebernommen')")
            .bind(vorgang)
            .optional(&mut reader)
            .await
            .unwrap()?;
    let (questions,): (i64,) = sql("SELECT count(*) FROM cases_anfragen WHERE vorgang = $1")
        .bind(vorgang)
        .one(&mut reader)
        .await
        .unwrap();
    Some(match element.as_str() {
        "antrag_pruefen" if questions == 0 && matter.course == Course::Asked => {
            Next::Decide { task, who: 0, outcome: "rueckfrage" }
        }
        "antrag_pruefen" => Next::Decide { task, who: 0, outcome: "weiter" },
        "bescheid_entwerfen" => Next::Draft(task),
        "mitzeichnen" => Next::Countersign(task),
        "schlusszeichnen" => Next::Decide { task, who: 2, outcome: "zeichnen" },
        other => panic!("nobody knows what to do at {other}"),
    })
}

async fn optional<T: store::Row>(on: &mut impl Executor, statement: &'static str, id: AntragId) -> Option<T> {
    sql(statement).bind(id.0).optional(on).await.unwrap()
}
