//! Why a measure is late, by its own text: each cause with the sentence that names it.
//!
//! A sentence counts where it speaks of a delay and names a cause. That a law is mentioned is no cause.

use serde::{Deserialize, Serialize};

use crate::{Massnahme, Satz, Zeile};

/// Kinds of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ursache {
    /// Too few people, or people who left.
    Personal,
    /// A supplier did not deliver.
    Lieferant,
    /// A law is missing, new or in the way.
    Recht,
    /// Data protection.
    Datenschutz,
    /// Money.
    Haushalt,
    /// The pandemic.
    Pandemie,
    /// Others have to come first.
    Abhaengigkeit,
    /// Other measures went before it.
    Priorisierung,
    /// It is more than was thought.
    Komplexitaet,
}

impl Ursache {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Personal,
        Self::Lieferant,
        Self::Recht,
        Self::Datenschutz,
        Self::Haushalt,
        Self::Pandemie,
        Self::Abhaengigkeit,
        Self::Priorisierung,
        Self::Komplexitaet,
    ];

    /// The word in tables and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Lieferant => "lieferant",
            Self::Recht => "recht",
            Self::Datenschutz => "datenschutz",
            Self::Haushalt => "haushalt",
            Self::Pandemie => "pandemie",
            Self::Abhaengigkeit => "abhaengigkeit",
            Self::Priorisierung => "priorisierung",
            Self::Komplexitaet => "komplexitaet",
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ursache| ursache.as_str() == word)
    }
}

/// A cause of delay and where it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ursachenfund {
    /// What kind.
    pub ursache: Ursache,
    /// The sentence.
    pub satz: String,
    /// Where it begins.
    pub zeile: Zeile,
}

/// Words of delay, as [`plain`] writes them.
const DELAY: [&str; 44] = [
    "verzug",
    "verzöger",
    "verspät",
    "zurückgestellt",
    "verschoben",
    "verschieb",
    "hinausgeschoben",
    "später als",
    "hinter dem zeitplan",
    "nicht eingehalten",
    "ausgesetzt",
    "unterbrochen",
    "gestoppt",
    "musste aufgehoben",
    "mussten aufgehoben",
    "nicht mehr abgeschlossen",
    "nicht abgeschlossen",
    "nicht umgesetzt",
    "nicht erfolgen",
    "nicht besetzt",
    "konnte nicht",
    "konnten nicht",
    "nicht möglich",
    "nicht leistbar",
    "beeinträchtigt",
    "mangel an",
    "begrenzt",
    "nicht ausreichend",
    "noch nicht",
    "noch aus",
    "nicht in allen",
    "stark von",
    "abzuwarten",
    "wartet das",
    "wartet auf",
    "weniger als die ursprünglich",
    "erst langfristig",
    "nur parallel",
    "kein feedback",
    "klärungsbedarf",
    "lieferschwierigkeit",
    "derzeit kein",
    "bis auf weiteres",
    "pausiert",
];

/// What a sentence that names a delay only to prevent it has.
const PREVENTED: [&str; 4] = ["vermeid", "verhinder", "ohne verzug", "unverzüglich"];

/// With these words a sentence says that the one before it is why.
const THEREFORE: [&str; 9] = [
    " dadurch ",
    " hierdurch ",
    " deshalb ",
    " deswegen ",
    " daher ",
    " somit ",
    " infolgedessen ",
    " aus diesem grund ",
    " aus diesen gründen ",
];

/// Words of each cause, as [`plain`] writes them; with `+` between them all have to be there.
const WORDS: [(Ursache, &[&str]); 9] = [
    (
        Ursache::Personal,
        &[
            "personalkapazit",
            "personalressourc",
            "personalmangel",
            "personalengp",
            "personalausf",
            "personalwechsel",
            "personalsituation",
            "personalübergang",
            " personal + fehl",
            " personal + mangel",
            " personal + nicht ",
            "personell",
            "fluktuation",
            "fachkräftemangel",
            "fachkräfte + fehl",
            " stelle+besetz",
            "stellenbesetzung",
            "stellenaufwuchs",
            "unbesetzt",
            "vakan",
            "bearbeiter wechsel",
            "bearbeiterwechsel",
            "krankheitsbedingt",
            "erkrankung",
            "elternzeit",
            "weggang",
        ],
    ),
    (
        Ursache::Lieferant,
        &[
            "hersteller",
            "anbieter",
            "auftragnehme",
            "dienstleister",
            "zulieferer",
            "lieferant",
            "lieferzeit",
            "lieferterm",
            "lieferschwierigkeit",
            "lieferengp",
            "lieferverz",
            "lieferprobl",
            "lieferkette",
            "insolvenz",
            "kein angebot",
            "keine angebote",
            "ausschreibung+aufgehoben",
            "vergabe+aufgehoben",
        ],
    ),
    (
        Ursache::Recht,
        &[
            "rechtlich",
            "rechtslage",
            "rechtsgrundlage",
            "rechtsverordnung",
            "rechtsstreit",
            "juristisch",
            "gerichtlich",
            "nachprüfungsverfahren",
            "gesetzgeb",
            "gesetzesänderung",
            "neuregel",
            "novell",
            "inkrafttreten",
            "richtlinienänderung",
            "anpassung+richtlinie",
            "vorgaben des bundes",
            "zentralen vorgaben",
        ],
    ),
    (Ursache::Datenschutz, &["datenschutz", "dsgvo"]),
    (
        Ursache::Haushalt,
        &[
            "haushalt",
            "haushälter",
            "finanzierung",
            "finanziell",
            "budget",
            "fehlende mittel",
            "fehlender mittel",
            " mittel fehl",
            "keine mittel",
            "mittelkürz",
            "mehrkosten",
            "kostensteiger",
        ],
    ),
    (Ursache::Pandemie, &["pandemie", "corona", "covid"]),
    (
        Ursache::Abhaengigkeit,
        &[
            "abhängig",
            "vorbehaltlich",
            "vorarbeiten",
            "zuarbeit",
            "zulieferung",
            "nicht zur verfügung",
            "noch nicht bereit",
            "noch nicht verfügbar",
            "rückmeldung",
            "kein feedback",
            "abzuwarten",
            "wartet auf",
            "föderalen+umsetzung",
        ],
    ),
    (Ursache::Priorisierung, &["priorisier", "nachrangig"]),
    (
        Ursache::Komplexitaet,
        &[
            "komplex",
            "mehraufwand",
            "umfangreicher als",
            "aufwendiger als",
            "aufwändiger als",
            "unterschätzt",
            "technische schwierigkeit",
            "technischer schwierigkeit",
            "technischen schwierigkeit",
            "technische problem",
            "technischer problem",
            "technischen problem",
        ],
    ),
];

/// The causes of delay that the text and the planned completion of a measure name, in the order of the text.
pub fn ursachen(massnahme: &Massnahme) -> Vec<Ursachenfund> {
    let mut found = Vec::new();
    let planned = massnahme.abschluss.as_ref();
    if let Some((bedingung, zeile)) =
        planned.and_then(|planned| Some((planned.bedingung.as_ref()?, planned.zeile)))
    {
        find(bedingung, zeile, &plain(bedingung), &mut found);
    }
    let mut before: Option<Satz<'_>> = None;
    for satz in massnahme.text.saetze() {
        let words = plain(satz.text);
        if delays(&words) {
            let count = found.len();
            find(satz.text, satz.zeile, &words, &mut found);
            let blames = found.len() == count && THEREFORE.iter().any(|word| words.contains(word));
            let is_new = |before: &Satz<'_>| {
                !found.iter().any(|fund| fund.zeile == before.zeile && fund.satz == before.text)
            };
            if let Some(before) = before.filter(|before| blames && is_new(before)) {
                find(before.text, before.zeile, &plain(before.text), &mut found);
            }
        }
        before = Some(satz);
    }
    found
}

/// What a sentence names that stands for a delay; `words` are it as [`plain`] writes it.
fn find(satz: &str, zeile: Zeile, words: &str, found: &mut Vec<Ursachenfund>) {
    // Data protection is a cause of its own.
    let words = words.replace("datenschutzrechtlich", "datenschutz");
    for (ursache, patterns) in WORDS {
        if patterns.iter().any(|pattern| pattern.split('+').all(|part| words.contains(part))) {
            found.push(Ursachenfund { ursache, satz: satz.to_owned(), zeile });
        }
    }
}

/// Whether a sentence speaks of a delay.
pub(crate) fn is_delay(satz: &str) -> bool {
    delays(&plain(satz))
}

fn delays(words: &str) -> bool {
    let any = |patterns: &[&str]| patterns.iter().any(|pattern| words.contains(pattern));
    any(&DELAY) && !any(&PREVENTED)
}

/// A sentence in lower case with a space before and behind each word, and nothing else between them.
fn plain(satz: &str) -> String {
    let lower = satz.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |line, word| line + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(satz: &str) -> Vec<Ursache> {
        let mut found = Vec::new();
        let words = plain(satz);
        if delays(&words) {
            find(satz, 1, &words, &mut found);
        }
        found.into_iter().map(|fund| fund.ursache).collect()
    }

    #[test]
    fn words_of_causes_are_those_of_files() {
        for ursache in Ursache::ALL {
            assert_eq!(serde_json::to_value(ursache).unwrap(), ursache.as_str());
            assert_eq!(Ursache::parse(ursache.as_str()), Some(ursache));
        }
        assert_eq!(Ursache::parse("wetter"), None);
    }

    #[test]
    fn sentences() {
        use Ursache as U;
        assert_eq!(
            causes(
                "Aufgrund begrenzter Personalkapazitäten und Priorisierung anderer Maßnahmen wurde der Projektauftrag zurückgestellt."
            ),
            [U::Personal, U::Priorisierung]
        );
        assert_eq!(
            causes(
                "Der Abschluss konnte aufgrund eines Umsetzungsdefizits des Software-Herstellers nicht mehr abgeschlossen werden."
            ),
            [U::Lieferant]
        );
        assert_eq!(causes("Diese Arbeiten verzögerten sich durch die Corona-Pandemie."), [U::Pandemie]);
        for (satz, ursache) in [
            (
                "Die Einführung verzögert sich, weil in den Ressorts Personal für die Schulungen fehlt.",
                U::Personal,
            ),
            ("Da zwei Stellen noch nicht besetzt sind, beginnt der Rollout später als geplant.", U::Personal),
            ("Wegen der Haushaltssperre wurde die Beschaffung gestoppt.", U::Haushalt),
            (
                "Die Ausschreibung musste aufgehoben werden, weil kein Angebot zuschlagsfähig war.",
                U::Lieferant,
            ),
            ("Der IT-Dienstleister hat den Liefertermin nicht eingehalten.", U::Lieferant),
            ("Die Rechtsverordnung ist noch nicht in Kraft.", U::Recht),
            ("Die Datenschutz-Folgenabschätzung steht noch aus.", U::Datenschutz),
            ("Vorarbeiten des Bundes verspäten sich.", U::Abhaengigkeit),
            ("Technische Schwierigkeiten bei der Datenübernahme führen zu Verzögerungen.", U::Komplexitaet),
        ] {
            assert_eq!(causes(satz), [ursache], "{satz}");
        }
        assert_eq!(causes("Die Nutzung des Personalausweises ist noch nicht möglich."), []);
        assert_eq!(causes("Die Bausteine des Föderalen Informationsmanagements stehen noch aus."), []);
        assert_eq!(causes("Der Hersteller hat die neue Version geliefert."), []);
        assert_eq!(causes("Nach Klärung datenschutzrechtlicher Fragen wurde begonnen."), []);
        assert_eq!(causes("Die Personalplanung wird neu geordnet."), []);
        assert_eq!(causes("Um eine Verzögerung zu vermeiden, wird Personalmangel ausgeglichen."), []);
    }

    #[test]
    fn a_sentence_may_blame_the_one_before() {
        let text = "Aktionsplan 2031\nzur Umsetzung der Strategie\n\nStand: 1. Oktober 2031\n\n3. Maßnahmen\n\n3.1 Netze\n\n\
            Aufnahme in den Aktionsplan: 2030\nFederführung: TFM\nGeplanter Abschluss: 2032\nProjektstatus: in Verzug\n\n\
            Der Hersteller hat die Wartung eingestellt. Deshalb verschiebt sich der Abschluss.\n\
            Die Schulung ist vorbereitet. Daher ist noch nicht begonnen worden.\n";
        let reading = crate::read(text);
        let found = ursachen(&reading.plans[0].massnahmen[0]);
        let found: Vec<_> = found.iter().map(|fund| (fund.ursache, fund.satz.as_str())).collect();
        assert_eq!(found, [(Ursache::Lieferant, "Der Hersteller hat die Wartung eingestellt.")]);
    }
}
