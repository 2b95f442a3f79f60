//! What each address shows, and whose it is.

/// What stands in place of `{id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// A draft of the citizen.
    Entwurf,
    /// An Antrag of the citizen.
    Antrag,
    /// A letter in the mailbox of the citizen.
    Letter,
    /// A file in the citizen's Akte that they may see.
    Dokument,
    /// A session of the citizen.
    Session,
    /// A Vorgang of the authority.
    Vorgang,
    /// A task of the authority.
    Task,
    /// A job of the installation that was given up.
    Job,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The same for everybody.
    Public,
    /// What belongs to whoever asks: lists, work, the own account.
    Own,
    /// One thing of somebody.
    Of(Thing),
    /// One thing of somebody that is not planted here. The test that asks for it with foreign accounts is named.
    AskedIn(&'static str),
}

const REPLIES: &str = "crates/web/tests/replies.rs";
const DISCRETION: &str = "crates/cases/tests/discretion.rs";
const PLANNING: &str = "crates/planning/tests/planning.rs";
const STRATEGY: &str = "crates/web/tests/strategy.rs";
const INVENTORY: &str = "crates/web/tests/inventory.rs";
const PASSKEYS: &str = "crates/identity/tests/passkeys.rs";

/// Every address of the program and what it shows.
pub(crate) fn table() -> Vec<(&'static str, Place)> {
    let all = all();
    places().into_iter().filter(|(path, _)| all.contains(path)).collect()
}

fn places() -> Vec<(&'static str, Place)> {
    use Place::{AskedIn, Of, Own, Public};
    use Thing::{Antrag, Dokument, Entwurf, Job, Letter, Session, Task, Vorgang};
    vec![
        ("/", Public),
        ("/suche", Public),
        ("/impressum", Public),
        ("/datenschutz", Public),
        ("/barrierefreiheit", Public),
        ("/leistung/{key}", Public),
        ("/massnahmen", Public),
        ("/massnahmen/{id}", Public),
        ("/massnahmen/{id}/json", Public),
        ("/massnahmen/als/csv", Public),
        ("/massnahmen/als/json", Public),
        ("/massnahmen/als/xlsx", Public),
        ("/massnahmen/atom", Public),
        ("/massnahmen/befunde/csv", Public),
        ("/massnahmen/befunde/json", Public),
        ("/aktionsplaene", Public),
        ("/rollout", Public),
        ("/rollout/als/csv", Public),
        ("/rollout/als/json", Public),
        ("/rollout/{key}", Public),
        ("/rollout/{key}/csv", Public),
        ("/rollout/{key}/json", Public),
        ("/strategie", Public),
        ("/strategie/{id}", Public),
        ("/kennzahlen", Public),
        ("/kennzahlen/als/csv", Public),
        ("/kennzahlen/als/json", Public),
        ("/kennzahlen/{id}", Public),
        ("/kennzahlen/{id}/csv", Public),
        ("/kennzahlen/{id}/json", Public),
        ("/daten", Public),
        ("/daten/{id}", Public),
        ("/daten/{id}/csv", Public),
        ("/daten/{id}/json", Public),
        ("/steuerung/zufriedenheit", Own),
        ("/steuerung/strategie", Own),
        ("/steuerung/strategie/{id}", AskedIn(STRATEGY)),
        ("/steuerung/strategie/{id}/zuordnen", AskedIn(STRATEGY)),
        ("/steuerung/strategie/{id}/loesen", AskedIn(STRATEGY)),
        ("/steuerung/strategie/{id}/verschieben", AskedIn(STRATEGY)),
        ("/steuerung/kennzahlen", Own),
        ("/steuerung/kennzahlen/neu", Own),
        ("/steuerung/kennzahlen/{id}", AskedIn(STRATEGY)),
        ("/steuerung/kennzahlen/{id}/wert", AskedIn(STRATEGY)),
        ("/steuerung/kennzahlen/{id}/ende", AskedIn(STRATEGY)),
        ("/aktionsplaene/ueberblick", Public),
        ("/aktionsplaene/vergleich", Public),
        ("/aktionsplaene/{jahr}", Public),
        ("/aktionsplaene/{jahr}/pdf", Public),
        ("/aktionsplaene/{jahr}/csv", Public),
        ("/aktionsplaene/{jahr}/xlsx", Public),
        ("/steuerung", Own),
        ("/steuerung/planung", Own),
        ("/steuerung/sitzungen", Own),
        ("/steuerung/berichte", Own),
        ("/steuerung/berichte/kalender", Own),
        ("/steuerung/planung/{jahr}", AskedIn(PLANNING)),
        ("/steuerung/planung/{jahr}/reihenfolge", AskedIn(PLANNING)),
        ("/steuerung/planung/{jahr}/vorgaben", AskedIn(PLANNING)),
        ("/steuerung/planung/{jahr}/veroeffentlichen", AskedIn(PLANNING)),
        ("/steuerung/planung/{jahr}/neu", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/bearbeiten", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/schritt/{schritt}", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/kommentar", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/braucht", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/anlagen", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/anlagen/{anlage}", AskedIn(PLANNING)),
        ("/steuerung/vorschlag/{id}/anlagen/{anlage}/entfernen", AskedIn(PLANNING)),
        ("/steuerung/massnahme/{id}", AskedIn(PLANNING)),
        ("/steuerung/massnahme/{id}/kommentar", AskedIn(PLANNING)),
        ("/steuerung/massnahme/{id}/braucht", AskedIn(PLANNING)),
        ("/steuerung/sitzung/{id}", AskedIn(PLANNING)),
        ("/steuerung/sitzung/{id}/pdf", AskedIn(PLANNING)),
        ("/steuerung/sitzung/{id}/tagesordnung", AskedIn(PLANNING)),
        ("/steuerung/sitzung/{id}/beschluss/{punkt}", AskedIn(PLANNING)),
        ("/steuerung/sitzung/{id}/abschliessen", AskedIn(PLANNING)),
        ("/steuerung/berichte/{stichtag}", AskedIn(PLANNING)),
        ("/steuerung/berichte/{stichtag}/{massnahme}", AskedIn(PLANNING)),
        ("/steuerung/bestand", Own),
        ("/steuerung/bestand/als/csv", Own),
        ("/steuerung/bestand/als/xlsx", Own),
        ("/steuerung/bestand/neu", Own),
        ("/steuerung/bestand/auffaellig", Own),
        ("/steuerung/bestand/verschieden", Own),
        ("/steuerung/bestand/energie", Own),
        ("/steuerung/bestand/einlesen", Own),
        ("/steuerung/bestand/uebernehmen", Own),
        ("/steuerung/bestand/{id}", AskedIn(INVENTORY)),
        ("/steuerung/bestand/{id}/aendern/{thema}", AskedIn(INVENTORY)),
        ("/steuerung/bestand/{id}/verknuepfungen", AskedIn(INVENTORY)),
        ("/steuerung/bestand/{id}/nutzung", AskedIn(INVENTORY)),
        ("/steuerung/bestand/{id}/aussondern", AskedIn(INVENTORY)),
        ("/bestand/als/json", Public),
        ("/antrag", Own),
        ("/antrag/{id}", Of(Entwurf)),
        ("/antrag/{id}/{page}", Of(Entwurf)),
        ("/antrag/{id}/pruefen", Of(Entwurf)),
        ("/antrag/{id}/absenden", Of(Entwurf)),
        ("/antrag/{id}/speichern", Of(Entwurf)),
        ("/antrag/{id}/loeschen", Of(Entwurf)),
        ("/antrag/{id}/{page}/zeile/{row}", Of(Entwurf)),
        ("/antrag/{id}/{page}/einlesen", Of(Entwurf)),
        ("/antrag/{id}/{page}/uebernehmen", Of(Entwurf)),
        ("/antrag/{id}/{page}/vorlage/{kind}", Of(Entwurf)),
        ("/antraege", Own),
        ("/antraege/{id}/zuruecknehmen/{vorgang}", Of(Antrag)),
        ("/antraege/{id}/widerspruch/{vorgang}", Of(Antrag)),
        ("/antraege/{id}/fragen/{frage}", AskedIn(REPLIES)),
        ("/antraege/{id}/fragen/{frage}/pruefen", AskedIn(REPLIES)),
        ("/antraege/{id}/bewerten", Of(Antrag)),
        ("/antraege/{id}", Of(Antrag)),
        ("/postfach", Own),
        ("/postfach/{id}", Of(Letter)),
        ("/dokumente/{id}", Of(Dokument)),
        ("/anmelden", Own),
        ("/anmelden/niveau", Own),
        ("/anmelden/rolle", Own),
        ("/anmelden/code", Own),
        ("/anmelden/ersatzcode", Own),
        ("/anmelden/vergessen", Public),
        ("/anmelden/vergessen/gesendet", Public),
        ("/anmelden/wiederherstellen", Public),
        ("/anmelden/wiederherstellen/fertig", Public),
        ("/anmelden/passkey", Own),
        ("/anmelden/passkey/fertig", Own),
        ("/anmelden/oidc/{name}", Public),
        ("/anmelden/oidc/{name}/zurueck", Public),
        ("/abmelden", Own),
        ("/konto", Own),
        ("/konto/kennwort", Own),
        ("/konto/ersatzcodes", Own),
        ("/konto/email", Own),
        ("/konto/email/bestaetigen", Own),
        ("/konto/sitzungen/beenden", Own),
        ("/konto/sitzungen/{id}/beenden", Of(Session)),
        ("/konto/anmelde-app", Own),
        ("/konto/anmelde-app/einrichten", Own),
        ("/konto/anmelde-app/entfernen", Own),
        ("/konto/passkeys", Own),
        ("/konto/passkeys/neu", Own),
        ("/konto/passkeys/{id}/entfernen", AskedIn(PASSKEYS)),
        ("/konto/verbindungen/{name}/loesen", Own),
        ("/desk", Own),
        ("/desk/anfragen", Own),
        ("/desk/anfrage/{id}", AskedIn(DISCRETION)),
        ("/desk/anfrage/{id}/frist", AskedIn(DISCRETION)),
        ("/desk/leitung", Own),
        ("/desk/leitung/zuweisen", Own),
        ("/desk/statistik", Own),
        ("/desk/statistik/export", Own),
        ("/desk/vertretung", Own),
        ("/desk/vertretung/beenden", Own),
        ("/desk/sammlung", Own),
        ("/desk/sammlung/pruefen", Own),
        ("/desk/sammlung/ausfuehren", Own),
        ("/desk/sammlung/{id}/zurueck", AskedIn(DISCRETION)),
        ("/desk/vorgaenge/export", Own),
        ("/desk/vorgang/{id}/einsehen", Of(Vorgang)),
        ("/desk/vorgaenge", Own),
        ("/desk/vorgang/{id}", Of(Vorgang)),
        ("/desk/vorgang/{id}/wiederholen", Of(Vorgang)),
        ("/desk/vorgang/{id}/ablauf", Of(Vorgang)),
        ("/desk/vorgang/{id}/eingriff/{art}", Of(Vorgang)),
        ("/desk/aufgabe/{id}", Of(Task)),
        ("/desk/aufgabe/{id}/uebernehmen", Of(Task)),
        ("/desk/aufgabe/{id}/zurueckgeben", Of(Task)),
        ("/desk/betrieb", Own),
        ("/desk/betrieb/auftraege/{id}/wiederholen", Of(Job)),
    ]
}

/// Every address that `routes.rs` knows.
pub(crate) fn all() -> Vec<&'static str> {
    let source = include_str!("../../src/routes.rs");
    source.lines().filter_map(|line| line.strip_prefix("#[typed_path(\"")?.strip_suffix("\")]")).collect()
}

pub(crate) fn classified() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}

/// What stands in place of the other parameters of an address: by turns, each of them.
pub(crate) fn fillings(path: &str) -> Vec<Vec<(&'static str, &'static str)>> {
    if path.contains("{page}") {
        let pages = ["person", "wohnung", "fahrzeug", "nirgends"];
        return pages.map(|page| vec![("page", page), ("row", "1"), ("kind", "csv")]).to_vec();
    }
    if path.contains("{art}") {
        let arts = ["anhalten", "fortsetzen", "versetzen", "berichtigen", "beenden", "nichts"];
        return arts.map(|art| vec![("art", art)]).to_vec();
    }
    vec![vec![
        ("key", "99108003252000"),
        ("name", "niemand"),
        ("thema", "betrieb"),
        ("jahr", "2022"),
        ("schritt", "einreichen"),
        ("punkt", "1"),
        ("stichtag", "2026-09-30"),
        ("massnahme", "m1"),
    ]]
}

/// Pages that the sample service has not, or that only heads of unit have: what is asked of them here is only that they hint at nothing.
pub(crate) fn is_in_the_sample(path: &str) -> bool {
    !["{row}", "{kind}", "einlesen", "uebernehmen", "{vorgang}", "{art}"]
        .iter()
        .any(|part| path.contains(part))
}

/// The address with this id in it.
pub(crate) fn filled(path: &str, id: uuid::Uuid, parts: &[(&str, &str)]) -> String {
    // A second id in an address belongs to the first one.
    let path = path.replace("{id}", &id.to_string()).replace("{vorgang}", &id.to_string());
    let path = parts.iter().fold(path, |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
    assert!(!path.contains('{'), "{path}: say in `fillings` what stands there");
    path
}

/// Whether something is shown there; the others only take forms.
pub(crate) fn is_page(path: &str) -> bool {
    let source = include_str!("../../src/routes.rs");
    let before = source.split(&format!("#[typed_path(\"{path}\")]")).next().unwrap();
    let doc = before.rsplit("/// `").next().unwrap();
    assert!(doc.starts_with("GET") || doc.starts_with("POST"), "{path}: its comment names no method");
    doc.starts_with("GET")
}
