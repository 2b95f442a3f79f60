//! Plan against plan, of plans that nobody has published.

use plans::{Aenderung, Aktionsplan, Register, Teil, Vergleich, histories, read, vergleich};
use std::fmt::Write as _;

/// Number, title, lead, planned completion, status, text.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const PORTAL: &str =
    "Das Portal wird an den Verbund angeschlossen. Die Behörden stellen ihre Leistungen dort ein.";
const AKTE: &str =
    "Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten.";
const NETZ: &str = "Das Landesnetz wird mit Glasfaser erneuert. Die Knoten werden doppelt angebunden.";
const KATASTER: &str = "Das Kataster zeigt Flurstücke im Browser. Vermesser reichen Messungen darüber ein.";

fn plan(jahr: i16, lines: &[Line], completed: &[&str]) -> Aktionsplan {
    let mut text = format!(
        "Aktionsplan {jahr}\nzur Umsetzung der Strategie\n\nStand: 1. Oktober {jahr}\n\n3. Maßnahmen\n\n"
    );
    for (nummer, titel, lead, abschluss, status, words) in lines {
        write!(
            text,
            "{nummer} {titel}\n\nAufnahme in den Aktionsplan: 2030\nFederführung: {lead}\n\
             Geplanter Abschluss: {abschluss}\nProjektstatus: {status}\n\n{words}\n\n"
        )
        .unwrap();
    }
    if !completed.is_empty() {
        text.push_str("4. Abgeschlossene Maßnahmen\n\nDie folgenden Maßnahmen sind abgeschlossen:\n\n");
        for titel in completed {
            writeln!(text, "- {titel}").unwrap();
        }
    }
    let mut plans = read(&text).plans;
    assert_eq!(plans.len(), 1, "{text}");
    plans.remove(0)
}

fn two() -> [Aktionsplan; 2] {
    [
        plan(
            2031,
            &[
                ("3.1", "Anschluss des Portals", "TFM", "2032", "im Plan", PORTAL),
                ("3.2", "Einführung der elektronischen Akte", "TFM", "2031", "im Plan", AKTE),
                ("3.3", "Erneuerung des Landesnetzes", "TFM", "2033", "im Plan", NETZ),
                ("3.4", "Kataster im Netz", "TMIL", "2031", "im Plan", KATASTER),
            ],
            &[],
        ),
        plan(
            2032,
            &[
                (
                    "3.1",
                    "Einführung der elektronischen Akte",
                    "TMIK",
                    "2034",
                    "in Verzug",
                    "Die elektronische Akte wird in fast allen Ressorts eingeführt. Das Archiv übernimmt die Akten.",
                ),
                ("3.2", "Anschluss des Portals", "TFM", "2032", "im Plan", PORTAL),
                (
                    "3.3",
                    "Chatbot für die Hochschulen",
                    "TFM",
                    "2035",
                    "im Plan",
                    "Studierende stellen Fragen, und ein Programm gibt Antworten.",
                ),
            ],
            &["Kataster im Netz"],
        ),
    ]
}

fn compared(plans: &[Aktionsplan], von: i16, nach: i16) -> Option<Vergleich> {
    vergleich(plans, &histories(plans, &Register::default(), &[]).geschichten, von, nach)
}

#[test]
fn what_is_new_what_goes_on_and_what_ended() {
    let plans = two();
    let found = compared(&plans, 2031, 2032).unwrap();
    let title = |plan: usize, place: usize| plans[plan].massnahmen[place].titel.as_str();
    assert_eq!(
        found.neu.iter().map(|(_, place)| title(1, *place)).collect::<Vec<_>>(),
        ["Chatbot für die Hochschulen"]
    );
    let weiter: Vec<_> = found.weiter.iter().map(|one| (title(0, one.von), one.aenderungen.len())).collect();
    assert_eq!(weiter, [("Einführung der elektronischen Akte", 4), ("Anschluss des Portals", 0)]);
    let ended = |list: &[plans::Beendet]| -> Vec<_> {
        list.iter().map(|one| (title(0, one.von).to_owned(), one.jahr)).collect()
    };
    assert_eq!(ended(&found.abgeschlossen), [("Kataster im Netz".to_owned(), Some(2032))]);
    assert_eq!(ended(&found.verschwunden), [("Erneuerung des Landesnetzes".to_owned(), Some(2032))]);
    assert_eq!(found.aufgegangen, []);
    // The years may come in any order; a plan that is not there is told.
    assert_eq!(compared(&plans, 2032, 2031).unwrap(), found);
    assert_eq!(compared(&plans, 2031, 2030), None);
    // A plan against itself: all goes on, nothing changed.
    let same = compared(&plans, 2031, 2031).unwrap();
    assert_eq!((same.weiter.len(), same.weiter.iter().all(|one| one.aenderungen.is_empty())), (4, true));
}

#[test]
fn what_changed_is_told_field_by_field() {
    let found = compared(&two(), 2031, 2032).unwrap();
    let text = |text: &str| Some(text.to_owned());
    let [lead, due, status, words] = &found.weiter[0].aenderungen[..] else {
        panic!("{:?}", found.weiter[0])
    };
    assert_eq!(*lead, Aenderung::Federfuehrung { von: text("TFM"), nach: text("TMIK") });
    assert_eq!(*due, Aenderung::Abschluss { von: text("2031"), nach: text("2034"), monate: Some(36) });
    let (von, nach) = (Some(plans::Projektstatus::ImPlan), Some(plans::Projektstatus::InVerzug));
    assert_eq!(*status, Aenderung::Status { von, nach });
    let Aenderung::Text(teile) = words else { panic!("{words:?}") };
    assert!(teile.contains(&Teil::Neu("fast".into())), "{teile:?}");
    assert!(!teile.iter().any(|teil| matches!(teil, Teil::Entfallen(_))), "{teile:?}");
}
