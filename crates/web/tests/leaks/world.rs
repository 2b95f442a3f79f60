//! A citizen's matters in Erfurt, and those whom they do not concern.

use std::collections::HashMap;

use axum::http::HeaderMap;
use cases::AkteId;
use catalogue::LeistungKey;
use form::{Answers, Upload};
use identity::{AccountKind, BehoerdeId, Duty, Scope};
use store::{Engine, sql};
use uuid::Uuid;

use super::routes::Thing;
use crate::support::case::{self, PASSWORD};
use crate::support::client::Client;
use crate::support::{self, World};

/// The owner of everything here.
const CITIZEN: &str = "buergerin";
/// Words that stand in the citizen's matters and nowhere else.
const MARKS: [&str; 7] = [
    "Zuckerwatte",
    "Quendoline",
    "Flüstergasse",
    "EF-ZQ 777",
    "quendoline@geheim.example",
    "beleg-geheim",
    "1 0 obj\n<<>>\nendobj",
];

/// Somebody with a browser.
pub(crate) struct Actor {
    pub(crate) name: &'static str,
    pub(crate) client: Client,
    /// A form token of their session.
    pub(crate) token: String,
}

impl Actor {
    pub(crate) fn may_see(&self, thing: Thing) -> bool {
        let at_the_desk = ["sachbearbeitung1", "leitung"].contains(&self.name);
        match thing {
            Thing::Entwurf | Thing::Antrag | Thing::Letter | Thing::Session => self.name == CITIZEN,
            Thing::Dokument => self.name == CITIZEN || at_the_desk,
            Thing::Vorgang | Thing::Task => at_the_desk,
            Thing::Job => self.name == "betrieb",
        }
    }

    /// Whether none of it concerns them.
    pub(crate) fn is_foreign(&self) -> bool {
        ![CITIZEN, "sachbearbeitung1", "leitung"].contains(&self.name)
    }
}

pub(crate) struct Planted {
    pub(crate) world: World,
    actors: Vec<Actor>,
    ids: HashMap<Thing, Vec<Uuid>>,
    /// Words of the matters, and words like them that stand nowhere.
    pub(crate) words: Vec<(String, String)>,
    /// What must never be read by anybody else.
    secrets: Vec<String>,
}

fn marked(mut answers: Answers) -> Answers {
    for (path, value) in [
        ("person.familienname", "Zuckerwatte"),
        ("person.vornamen", "Quendoline"),
        ("person.email", "quendoline@geheim.example"),
        ("wohnung.strasse", "Flüstergasse"),
        ("fahrzeug[0].kennzeichen", "EF-ZQ 777"),
    ] {
        assert!(answers.set(path, value), "{path}");
    }
    let file = Upload { name: "beleg-geheim.pdf".into(), media_type: "application/pdf".into(), size: 30 };
    answers.note_upload("schein", file);
    answers
}

impl Planted {
    /// `None` when the engine is not there.
    pub(crate) async fn open(engine: Engine) -> Option<Self> {
        let world = World::open(engine).await?;
        let package = support::parking_permit("0.0");
        let key = LeistungKey::parse(&package.manifest().leistung).unwrap();
        let (mut citizen, granted) = case::submitted(&world, &package, &marked(case::granted())).await;
        let mut antraege = vec![granted];
        for (answers, is_submitted) in [(marked(case::referred()), true), (marked(case::granted()), false)] {
            let first = support::begin(&mut citizen, &key).await;
            let check = support::fill(&mut citizen, first, &package, &answers, &support::setting()).await;
            if is_submitted {
                antraege.push(support::submit(&mut citizen, &check).await.0);
            } else {
                antraege.push(check.antrag());
            }
        }
        let draft = antraege.pop().unwrap();
        world.work().await;
        let job = world.dead_job().await;
        let mut ids: HashMap<Thing, Vec<Uuid>> = HashMap::new();
        for (thing, statement) in [
            (Thing::Vorgang, "SELECT id FROM cases_vorgaenge ORDER BY id"),
            (Thing::Task, "SELECT id FROM cases_tasks WHERE stand = 'offen' ORDER BY id"),
            (Thing::Letter, "SELECT id FROM post_messages ORDER BY id"),
            (Thing::Dokument, "SELECT id FROM records_dokumente WHERE richtung <> 'intern' ORDER BY id"),
        ] {
            let rows: Vec<(Uuid,)> = sql(statement).all(&mut world.test.store.reader()).await.unwrap();
            ids.insert(thing, rows.into_iter().map(|(id,)| id).collect());
        }
        ids.insert(Thing::Entwurf, vec![draft]);
        ids.insert(Thing::Antrag, antraege.clone());
        ids.insert(Thing::Job, vec![job]);
        let person = world.person(CITIZEN).await;
        let now = world.test.store.now();
        let sessions = identity::list_sessions(&mut world.test.store.reader(), &person, now).await.unwrap();
        ids.insert(Thing::Session, sessions.iter().map(|session| session.id.0).collect());

        let mut planted = Self { world, actors: Vec::new(), ids, words: Vec::new(), secrets: Vec::new() };
        planted.remember_words(&antraege).await;
        planted.actors.push(Actor {
            name: CITIZEN,
            token: token(&mut citizen, "/abmelden").await,
            client: citizen,
        });
        planted.admit().await;
        Some(planted)
    }

    async fn remember_words(&mut self, antraege: &[Uuid]) {
        let staff = self.world.staff("sachbearbeitung1").await;
        let mut reader = self.world.test.store.reader();
        self.words =
            vec![("Zuckerwatte".into(), "Zuckerwette".into()), ("Quendoline".into(), "Quendolane".into())];
        self.secrets = MARKS.map(str::to_owned).to_vec();
        for (nth, id) in antraege.iter().enumerate() {
            let vorgang = cases::of_akte(&mut reader, &staff, AkteId(*id)).await.unwrap().unwrap();
            for number in [vorgang.aktenzeichen, vorgang.eingangsnummer] {
                let absent = another(&number);
                self.secrets.push(number.clone());
                if nth == 0 {
                    self.words.push((number, absent));
                }
            }
        }
        // Whoever runs the house sees the jobs of all.
        let ids = self.ids.iter().filter(|(thing, _)| **thing != Thing::Job).flat_map(|(_, ids)| ids);
        self.secrets.extend(ids.map(Uuid::to_string));
    }

    /// Everybody whom the matters concern, and everybody whom they do not.
    async fn admit(&mut self) {
        self.newcomer("nebenan", "erfurt", "sachbearbeitung:anderer-dienst").await;
        for name in ["sachbearbeitung1", "leitung", "weimar1", "betrieb", "buerger", "nebenan"] {
            let mut client = case::signed_in(&self.world, name).await;
            if client.get("/abmelden").await.status != 200 {
                panic!("{name} cannot sign out");
            }
            let token = token(&mut client, "/abmelden").await;
            self.actors.push(Actor { name, client, token });
        }
        let mut nobody = self.world.client();
        let found = token(&mut nobody, "/anmelden").await;
        self.actors.push(Actor { name: "nobody", client: nobody, token: found });
        // Somebody who has begun something of their own without signing in.
        let package = support::parking_permit("0.0");
        let key = LeistungKey::parse(&package.manifest().leistung).unwrap();
        let mut visitor = self.world.client();
        support::begin(&mut visitor, &key).await;
        let found = token(&mut visitor, "/anmelden").await;
        self.actors.push(Actor { name: "visitor", client: visitor, token: found });
    }

    /// A member of staff of a sample Behoerde with one duty.
    async fn newcomer(&self, login: &str, behoerde: &str, duty: &str) {
        let store = &self.world.test.store;
        let password = identity::HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let house = &Scope::House;
        let account =
            identity::open_account(&mut tx, house, AccountKind::Staff, "Nele Nebenan").await.unwrap();
        identity::set_password(&mut tx, house, account, login, &password).await.unwrap();
        let behoerde = catalogue::Seed::behoerde(behoerde);
        identity::grant_role(&mut tx, house, account, behoerde, &Duty::from_word(duty)).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) fn actors(&self) -> &[Actor] {
        &self.actors
    }

    pub(crate) fn actor(&self, name: &str) -> &Actor {
        self.actors.iter().find(|actor| actor.name == name).unwrap()
    }

    pub(crate) fn ids(&self, thing: Thing) -> &[Uuid] {
        self.ids.get(&thing).map_or(&[], Vec::as_slice)
    }

    pub(crate) async fn account(&self, login: &str) -> Uuid {
        self.world.person(login).await.account().unwrap().0
    }

    pub(crate) async fn behoerde(&self, login: &str) -> Uuid {
        match self.world.staff(login).await {
            Scope::Staff { behoerde: BehoerdeId(id), .. } => id,
            scope => panic!("{scope:?}"),
        }
    }

    /// Everything that counts, to see that nothing changes.
    pub(crate) async fn state(&self) -> Vec<(String, Vec<String>)> {
        let projections = self.world.test.store.dump_projections().await.unwrap();
        let mut state: Vec<_> =
            projections.into_iter().map(|(table, rows)| (table.to_owned(), rows)).collect();
        let mut reader = self.world.test.store.reader();
        for count in [
            "SELECT count(*) FROM intake_drafts WHERE account IS NOT NULL",
            "SELECT count(*) FROM journal",
            "SELECT count(*) FROM jobs",
        ] {
            let (rows,): (i64,) = sql(count).one(&mut reader).await.unwrap();
            state.push((count.to_owned(), vec![rows.to_string()]));
        }
        state
    }

    /// No secret in an answer but the id that was asked for.
    pub(crate) fn must_not_leak(
        &self,
        actor: &Actor,
        answer: &(u16, HeaderMap, Vec<u8>),
        id: Uuid,
        what: &str,
    ) {
        if actor.is_foreign() {
            self.must_not_leak_but(answer, &[id.to_string()], what);
        }
    }

    /// No secret in an answer but what was asked for.
    pub(crate) fn must_not_leak_but(
        &self,
        (_, headers, body): &(u16, HeaderMap, Vec<u8>),
        asked: &[String],
        what: &str,
    ) {
        let all = format!("{headers:?}\n{}", String::from_utf8_lossy(body));
        for secret in self.secrets.iter().filter(|secret| !asked.contains(secret)) {
            assert!(!all.contains(secret.as_str()), "{what}: reads {secret:?}");
        }
    }
}

async fn token(client: &mut Client, page: &str) -> String {
    let seen = client.get(page).await;
    case::between(&seen.html, "name=\"_token\" value=\"", "\"")
}

/// A number that looks like this one and that nothing has: other digits, or another letter at its end where it has none.
fn another(number: &str) -> String {
    let other: String = number.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    if other != number {
        return other;
    }
    let (rest, last) = number.split_at(number.len() - 1);
    format!("{rest}{}", if last == "X" { 'Y' } else { 'X' })
}
