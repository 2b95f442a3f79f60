//! A proposal: a measure that a Ressort wants in a plan, new or carried on.

use super::{Error, Feld, MAX_GRUND, MAX_TEXT, MAX_TITEL, kept};
use identity::BehoerdeId;
use jiff::Timestamp;
use plans::{GeplanterAbschluss, Id, Projektstatus};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct VorschlagId(pub Uuid);

impl std::fmt::Display for VorschlagId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a Ressort says of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Angaben {
    /// What the measure is called.
    pub titel: String,
    /// What it is about, in paragraphs.
    pub text: String,
    /// The section of the plan: "3.1 Technische Infrastruktur".
    pub abschnitt: String,
    /// Who leads, as the plan writes it: "TFM, TLRZ".
    pub federfuehrung: String,
    /// When it is to be completed, as plans write it: "2028", "Q4/2027", "fortlaufend".
    pub abschluss: String,
    /// How it stands.
    pub status: Projektstatus,
    /// How much it is needed.
    pub bedarf: Handlungsbedarf,
    /// Why it is needed: the law that asks for it, or what happens without it.
    pub begruendung: String,
    /// What it costs, by year and Einzelplan of the budget.
    pub mittel: Vec<Mittel>,
}

impl Angaben {
    /// As they are kept: blanks gone, money sorted, nothing twice.
    ///
    /// # Errors
    /// [`Error::Angabe`] names the first field that is missing, too long or cannot be; [`Angaben::wrong`] names all.
    pub fn checked(mut self) -> Result<Self, Error> {
        let wrong = self.tidy();
        wrong.first().map_or(Ok(self), |feld| Err(Error::Angabe(*feld)))
    }

    /// The fields that are missing, too long or cannot be, in the order in which they are asked for.
    #[must_use]
    pub fn wrong(&self) -> Vec<Feld> {
        self.clone().tidy()
    }

    /// Makes tidy what can be, and names the fields that cannot.
    fn tidy(&mut self) -> Vec<Feld> {
        let mut wrong = Vec::new();
        // What the law asks for has to be named; the rest may speak for itself.
        let is_duty = self.bedarf == Handlungsbedarf::Pflicht;
        let fields = [
            (&mut self.titel, MAX_TITEL, true, Feld::Titel),
            (&mut self.text, MAX_TEXT, true, Feld::Text),
            (&mut self.abschnitt, MAX_TITEL, true, Feld::Abschnitt),
            (&mut self.federfuehrung, MAX_TITEL, true, Feld::Federfuehrung),
            (&mut self.abschluss, MAX_TITEL, true, Feld::Abschluss),
            (&mut self.begruendung, MAX_GRUND, is_duty, Feld::Begruendung),
        ];
        for (text, max, needed, feld) in fields {
            match kept(text, max, needed) {
                Some(tidy) => *text = tidy,
                None => wrong.push(feld),
            }
        }
        for line in [&mut self.titel, &mut self.abschnitt] {
            *line = line.replace('\n', " ");
        }
        if !wrong.contains(&Feld::Abschluss) && !GeplanterAbschluss::read(&self.abschluss, 0).is_read() {
            wrong.push(Feld::Abschluss);
        }
        self.mittel.retain(|one| one.cent != 0);
        self.mittel.sort_by_key(|one| (one.jahr, one.einzelplan));
        let twice = self
            .mittel
            .windows(2)
            .any(|two| (two[0].jahr, two[0].einzelplan) == (two[1].jahr, two[1].einzelplan));
        if twice || self.mittel.iter().any(|one| !one.can_be()) {
            wrong.push(Feld::Mittel);
        }
        wrong
    }

    /// What it costs in a year out of an Einzelplan, in cents.
    #[must_use]
    pub fn kosten(&self, jahr: i16, einzelplan: u8) -> i64 {
        let there = self.mittel.iter().filter(|one| one.jahr == jahr && one.einzelplan == einzelplan);
        there.map(|one| one.cent).sum()
    }
}

/// How much a measure is needed, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handlungsbedarf {
    /// A law or a decision asks for it.
    Pflicht,
    /// Without it something stands still.
    Hoch,
    /// It makes something better that many do.
    Mittel,
    /// It can wait.
    Gering,
}

impl Handlungsbedarf {
    /// All of them, the most first.
    pub const ALL: [Self; 4] = [Self::Pflicht, Self::Hoch, Self::Mittel, Self::Gering];

    /// The word in forms and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pflicht => "pflicht",
            Self::Hoch => "hoch",
            Self::Mittel => "mittel",
            Self::Gering => "gering",
        }
    }

    /// The inverse of [`Handlungsbedarf::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Money out of an Einzelplan of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mittel {
    /// The year of the budget.
    pub jahr: i16,
    /// The Einzelplan: 16 is that for information technology in Thüringen.
    pub einzelplan: u8,
    /// How much, in cents.
    pub cent: i64,
}

impl Mittel {
    /// The most that is believed, in cents: ten thousand million euros.
    const MOST: i64 = 1_000_000_000_000;

    fn can_be(&self) -> bool {
        (1990..=2099).contains(&self.jahr)
            && (1..=99).contains(&self.einzelplan)
            && (0..=Self::MOST).contains(&self.cent)
    }
}

/// Where a proposal stands.
///
/// ```text
/// Entwurf ──► Eingereicht ──► Geprueft ──► Aufgenommen ──► Veroeffentlicht
///                │  ▲            └──► Zurueckgestellt ◄──┘ (and back)
///                ▼  │
///          Zurueckgegeben             Zurueckgezogen: from everything before Geprueft
/// ```
///
/// What the Ressort still works on when the plan is published is `Verfallen` with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// The Ressort works on it; nobody else sees it.
    Entwurf,
    /// It waits for the review.
    Eingereicht,
    /// The Ressort is to change something.
    Zurueckgegeben,
    /// It is complete and fits; whether it is admitted is open.
    Geprueft,
    /// It is in the plan.
    Aufgenommen,
    /// It is not in this plan.
    Zurueckgestellt,
    /// The Ressort does not want it any more.
    Zurueckgezogen,
    /// The plan was published with it.
    Veroeffentlicht,
    /// The plan was published, and nobody had handed it in, or handed it in again.
    Verfallen,
}

impl Stand {
    /// All of them, in the order in which they are come to.
    pub const ALL: [Self; 9] = [
        Self::Entwurf,
        Self::Eingereicht,
        Self::Zurueckgegeben,
        Self::Geprueft,
        Self::Aufgenommen,
        Self::Zurueckgestellt,
        Self::Zurueckgezogen,
        Self::Veroeffentlicht,
        Self::Verfallen,
    ];

    /// The word in addresses and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entwurf => "entwurf",
            Self::Eingereicht => "eingereicht",
            Self::Zurueckgegeben => "zurueckgegeben",
            Self::Geprueft => "geprueft",
            Self::Aufgenommen => "aufgenommen",
            Self::Zurueckgestellt => "zurueckgestellt",
            Self::Zurueckgezogen => "zurueckgezogen",
            Self::Veroeffentlicht => "veroeffentlicht",
            Self::Verfallen => "verfallen",
        }
    }

    /// The inverse of [`Stand::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether the Ressort can change what it says.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Entwurf | Self::Zurueckgegeben)
    }

    /// Whether it does not come into the plan, as far as that is known.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Zurueckgestellt | Self::Zurueckgezogen | Self::Verfallen)
    }
}

/// A step of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schritt {
    /// The Ressort hands it in.
    Einreichen,
    /// The Ressort takes it back for good.
    Zurueckziehen,
    /// The review asks for a change.
    Zurueckgeben,
    /// The review finds it complete.
    Pruefen,
    /// It comes into the plan.
    Aufnehmen,
    /// It does not.
    Zurueckstellen,
}

impl Schritt {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Einreichen,
        Self::Pruefen,
        Self::Aufnehmen,
        Self::Zurueckgeben,
        Self::Zurueckstellen,
        Self::Zurueckziehen,
    ];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Einreichen => "einreichen",
            Self::Zurueckziehen => "zurueckziehen",
            Self::Zurueckgeben => "zurueckgeben",
            Self::Pruefen => "pruefen",
            Self::Aufnehmen => "aufnehmen",
            Self::Zurueckstellen => "zurueckstellen",
        }
    }

    /// The inverse of [`Schritt::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether it is for the Ressort that proposes; the others are for whoever steers.
    #[must_use]
    pub const fn is_of_ressort(self) -> bool {
        matches!(self, Self::Einreichen | Self::Zurueckziehen)
    }

    /// Whether a reason has to be given with it.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Zurueckziehen | Self::Zurueckgeben | Self::Zurueckstellen)
    }

    /// Where it leads from a stand; `None` where it is not possible.
    #[must_use]
    pub const fn from(self, stand: Stand) -> Option<Stand> {
        use Stand::{
            Aufgenommen, Eingereicht, Entwurf, Geprueft, Zurueckgegeben, Zurueckgestellt, Zurueckgezogen,
        };
        match (self, stand) {
            (Self::Einreichen, Entwurf | Zurueckgegeben) => Some(Eingereicht),
            (Self::Zurueckziehen, Entwurf | Eingereicht | Zurueckgegeben) => Some(Zurueckgezogen),
            (Self::Zurueckgeben, Eingereicht | Geprueft) => Some(Zurueckgegeben),
            (Self::Pruefen, Eingereicht) => Some(Geprueft),
            (Self::Aufnehmen, Geprueft | Zurueckgestellt) => Some(Aufgenommen),
            (Self::Zurueckstellen, Geprueft | Aufgenommen) => Some(Zurueckgestellt),
            _ => None,
        }
    }
}

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vorschlag {
    /// Its id.
    pub id: VorschlagId,
    /// The year of the plan that it is for.
    pub jahr: i16,
    /// Whose it is.
    pub behoerde: BehoerdeId,
    /// The measure that it carries on; `None` for a new one.
    pub massnahme: Option<Id>,
    /// The place of that measure in the last plan.
    pub folge: Option<i64>,
    /// What is said of it.
    pub angaben: Angaben,
    /// Where it stands.
    pub stand: Stand,
    /// Counts the changes: who changes it says which one they saw.
    pub fassung: i64,
    /// What was said with the last step, where something was.
    pub hinweis: Option<String>,
    /// Its place among those that are admitted, from 1; what has none comes behind.
    pub rang: Option<i64>,
    /// When it was last changed.
    pub geaendert_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angaben() -> Angaben {
        Angaben {
            titel: " Elektronische\nAkte ".to_owned(),
            text: "Sie wird eingeführt.\r\nÜberall.".to_owned(),
            abschnitt: "3.1 Software".to_owned(),
            federfuehrung: "TFM".to_owned(),
            abschluss: "Q4/2028".to_owned(),
            status: Projektstatus::ImPlan,
            bedarf: Handlungsbedarf::Hoch,
            begruendung: String::new(),
            mittel: vec![
                Mittel { jahr: 2028, einzelplan: 16, cent: 5 },
                Mittel { jahr: 2027, einzelplan: 16, cent: 7 },
                Mittel { jahr: 2027, einzelplan: 6, cent: 0 },
            ],
        }
    }

    #[test]
    fn what_is_said_is_kept_tidily() {
        let kept = angaben().checked().unwrap();
        assert_eq!(kept.titel, "Elektronische Akte");
        assert_eq!(kept.text, "Sie wird eingeführt.\nÜberall.");
        assert_eq!((kept.mittel.len(), kept.kosten(2027, 16), kept.kosten(2027, 6)), (2, 7, 0));
    }

    #[test]
    fn what_cannot_be_is_named() {
        let with = |change: fn(&mut Angaben)| {
            let mut some = angaben();
            change(&mut some);
            match some.checked() {
                Err(Error::Angabe(feld)) => feld,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(with(|a| a.titel = " ".to_owned()), Feld::Titel);
        assert_eq!(with(|a| a.titel = "x".repeat(MAX_TITEL + 1)), Feld::Titel);
        assert_eq!(with(|a| a.text = String::new()), Feld::Text);
        assert_eq!(with(|a| a.abschluss = "demnächst irgendwann".to_owned()), Feld::Abschluss);
        assert_eq!(with(|a| a.bedarf = Handlungsbedarf::Pflicht), Feld::Begruendung);
        assert_eq!(with(|a| a.mittel[0].cent = -1), Feld::Mittel);
        assert_eq!(with(|a| a.mittel[0].jahr = 2027), Feld::Mittel, "the same year and Einzelplan twice");
        assert_eq!(with(|a| a.mittel[0].einzelplan = 0), Feld::Mittel);
    }

    #[test]
    fn all_that_is_wrong_is_named_at_once() {
        let empty = Angaben {
            titel: String::new(),
            text: String::new(),
            abschnitt: String::new(),
            federfuehrung: String::new(),
            abschluss: String::new(),
            mittel: Vec::new(),
            ..angaben()
        };
        let wanted =
            [Feld::Titel, Feld::Text, Feld::Abschnitt, Feld::Federfuehrung, Feld::Abschluss].to_vec();
        assert_eq!((empty.wrong(), angaben().wrong()), (wanted, Vec::new()));
    }

    #[test]
    fn steps_lead_only_where_they_may() {
        use Stand::*;
        let from = |stand: Stand| -> Vec<Schritt> {
            Schritt::ALL.into_iter().filter(|schritt| schritt.from(stand).is_some()).collect()
        };
        assert_eq!(from(Entwurf), [Schritt::Einreichen, Schritt::Zurueckziehen]);
        assert_eq!(from(Eingereicht), [Schritt::Pruefen, Schritt::Zurueckgeben, Schritt::Zurueckziehen]);
        assert_eq!(from(Geprueft), [Schritt::Aufnehmen, Schritt::Zurueckgeben, Schritt::Zurueckstellen]);
        assert_eq!(from(Aufgenommen), [Schritt::Zurueckstellen]);
        assert_eq!(from(Zurueckgestellt), [Schritt::Aufnehmen]);
        assert!([Zurueckgezogen, Veroeffentlicht, Verfallen].into_iter().all(|stand| from(stand).is_empty()));
    }

    #[test]
    fn words_lead_back() {
        assert!(Stand::ALL.iter().all(|stand| Stand::parse(stand.as_str()) == Some(*stand)));
        assert!(Schritt::ALL.iter().all(|one| Schritt::parse(one.as_str()) == Some(*one)));
        assert!(Handlungsbedarf::ALL.iter().all(|one| Handlungsbedarf::parse(one.as_str()) == Some(*one)));
    }
}
