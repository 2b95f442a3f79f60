//! Plans as they might be, and their text with the noise that extraction makes.

use proptest::prelude::*;

#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) year: i16,
    pub(crate) head: i16,
    pub(crate) measures: Vec<Measure>,
    pub(crate) completed: Vec<String>,
    pub(crate) lettered: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) number: Option<String>,
    pub(crate) title: String,
    pub(crate) admitted: i16,
    pub(crate) new: bool,
    pub(crate) lead: String,
    pub(crate) due: String,
    pub(crate) status: &'static str,
    pub(crate) former: Option<String>,
    pub(crate) text: String,
}

/// How the text comes out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// An empty line after each line.
    pub(crate) double: bool,
    /// Letters in a line.
    pub(crate) width: usize,
    /// "Geplanter Abschuss".
    pub(crate) misspelt: bool,
    /// Two fields in a line.
    pub(crate) beside: bool,
    /// The value of Federführung on the next line.
    pub(crate) wrapped: bool,
    /// Bullets became blanks.
    pub(crate) bullets_lost: bool,
    /// A page number after each page.
    pub(crate) page_numbers: bool,
    /// Pages begin with a form feed instead of a blank.
    pub(crate) form_feeds: bool,
    /// Coloured dots behind the status.
    pub(crate) dots: bool,
    /// Two blanks between words here and there.
    pub(crate) wide: bool,
}

pub(crate) fn style() -> impl Strategy<Value = Style> {
    (prop::bool::ANY, 60_usize..110, prop::collection::vec(prop::bool::ANY, 8)).prop_map(
        |(double, width, on)| Style {
            double,
            width,
            misspelt: on[0],
            beside: on[1],
            wrapped: on[2],
            bullets_lost: on[3],
            page_numbers: on[4],
            form_feeds: on[5],
            dots: on[6],
            wide: on[7],
        },
    )
}

const TITLES: [&str; 12] = [
    "Einführung eines landesweiten Geodatenportals",
    "Umstellung der Netze auf IPv6",
    "eRechnung für Kommunen",
    "Beitritt zur Behördennummer 115",
    "i-Kfz Stufe 4 (Großkunden)",
    "Aufbau einer Wissensdatenbank für Verwaltungsleistungen des Landes, der Landkreise und der Gemeinden",
    "Digitale Schule Thüringen",
    "Register für Nachweise nach § 5 EGovG",
    "Programm „Polizei 2030“ des Bundes und der Länder",
    "OZG-Umsetzung in der Landesverwaltung",
    "Modernisierung der Fachverfahren – Teil 2",
    "KI-Assistenz",
];
const DUES: [&str; 10] = [
    "2028",
    "ursprünglich 2025; aktuell Q2/2027",
    "fortlaufend",
    "kein Endtermin",
    "1. Quartal 2027",
    "Ende 2027",
    "ca. Mitte 2027",
    "sukzessive ab 2026",
    "2027 (Pilot), 2029 (Rollout)",
    "31. Dezember 2027",
];
const LEADS: [&str; 6] =
    ["TFM", "TMIK / TLVwA", "TMBJS/TFM (TLRZ)", "TFM und TMBJS", "TMIK, Abteilung 4", "TSK/LATh"];
const STATUS: [&str; 3] = ["im Plan", "Verzug droht", "in Verzug"];
const TEXTS: [&str; 6] = [
    "Ziel ist die Einführung bis 2028. Die Ressorts werden nach § 3 Abs. 1 ThürEGovG beteiligt.",
    "Das Projekt begann am 12. Juli 2024. Es umfasst 3 Stufen, die bis zum 31. Dezember 2027 umzusetzen sind.",
    "Aufgrund begrenzter Personalkapazitäten wurde die Ausschreibung zurückgestellt.",
    "Vorgesehen sind die Anbindung der Kommunen, die Schulung der Beschäftigten und der Betrieb im TLRZ. Damit wird der \
     Empfehlung des Rechnungshofs gefolgt.",
    "Die Umsetzung hängt von den Vorgaben des Bundes ab, z. B. von der Verordnung zum Portalverbund.",
    "Im Jahr 2025 wurden 1.250 Arbeitsplätze umgestellt.",
];

fn measure(year: i16) -> impl Strategy<Value = Measure> {
    let choice = |count: usize| 0..count;
    let picks = (
        choice(12),
        choice(10),
        choice(6),
        choice(3),
        choice(6),
        choice(6),
        0_i16..6,
        prop::bool::ANY,
        0..40_u8,
    );
    picks.prop_map(move |(title, due, lead, status, text, more, age, former, nth)| Measure {
        number: None,
        title: format!("{} {}", TITLES[title], ["Nord", "Süd", "Mitte", "Ost"][usize::from(nth % 4)]),
        admitted: year - age,
        new: age == 0,
        lead: LEADS[lead].to_owned(),
        due: DUES[due].to_owned(),
        status: STATUS[status],
        former: former.then(|| format!("B.{}", nth + 1)),
        text: format!("{} {}", TEXTS[text], TEXTS[more]),
    })
}

/// Plans of other years, with parts of letters or numbers.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    (2023_i16..2040).prop_flat_map(|year| {
        let completed = prop::collection::vec(0..TITLES.len(), 0..4);
        (Just(year), prop::collection::vec(measure(year), 2..9), completed, prop::bool::ANY).prop_map(
            |(year, mut measures, completed, lettered)| {
                number(&mut measures, lettered);
                let completed =
                    completed.into_iter().map(|title| format!("Fertig: {}", TITLES[title])).collect();
                Plan { year, head: year, measures, completed, lettered }
            },
        )
    })
}

/// Numbers in parts of three, one of them without a number.
fn number(measures: &mut [Measure], lettered: bool) {
    for (index, measure) in measures.iter_mut().enumerate() {
        let (part, place) = (index / 3, index % 3 + 1);
        let name = if lettered { ["D", "E", "F"][part].to_owned() } else { (part + 4).to_string() };
        let number = if place == 3 { format!("{name}.2.{place}") } else { format!("{name}.{place}") };
        measure.number = (index != 4).then_some(number);
        measure.title = format!("{} {}", measure.title, ["alpha", "beta", "gamma"][index % 3]);
    }
}

/// One plan that is always the same.
pub(crate) fn example(year: i16) -> Plan {
    let measure = |index: usize| Measure {
        number: None,
        title: TITLES[index].to_owned(),
        admitted: year - index as i16,
        new: index == 0,
        lead: LEADS[index].to_owned(),
        due: "2028".to_owned(),
        status: STATUS[index % 3],
        former: None,
        text: TEXTS[index].to_owned(),
    };
    let mut measures: Vec<Measure> = (0..4).map(measure).collect();
    number(&mut measures, false);
    measures[3].number = Some("5.1".into());
    Plan { year, head: year, measures, completed: vec!["Portal".into()], lettered: false }
}

pub(crate) fn render(plan: &Plan, style: &Style) -> String {
    let mut page = Pages { out: String::new(), style: style.clone(), number: 3, notes: Vec::new(), sign: 0 };
    page.lines("1. Ausgangslage und Zielsetzung");
    page.blank();
    page.lines(&format!("Der Aktionsplan {} zur Umsetzung der Strategie zeigt alle Vorhaben.", plan.head));
    page.turn();
    let mut part = String::new();
    for measure in &plan.measures {
        let own = measure.number.as_ref().map_or(String::new(), |number| number[..1].to_owned());
        if !own.is_empty() && own != part {
            let dot = if plan.lettered { "" } else { "." };
            page.lines(&format!("{own}{dot} Vorhaben des Landes"));
            page.blank();
            part = own;
        }
        page.measure(measure);
    }
    if !plan.completed.is_empty() {
        page.lines("9. abgeschlossene Maßnahmen");
        page.blank();
        page.lines("Die folgenden Maßnahmen wurden abgeschlossen:");
        page.blank();
        let last = plan.completed.len() - 1;
        for (index, title) in plan.completed.iter().enumerate() {
            let end = if index == last { "." } else { "," };
            page.item(&format!("{title}{end}"));
        }
    }
    page.out
}

struct Pages {
    out: String,
    style: Style,
    number: u32,
    notes: Vec<String>,
    sign: u32,
}

impl Pages {
    fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Words in lines of the width of the page.
    fn lines(&mut self, text: &str) {
        let width = if self.style.width == 0 { 90 } else { self.style.width };
        let mut line = String::new();
        for (place, word) in text.split(' ').enumerate() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= width {
                self.line(&std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push_str(if self.style.wide && place % 5 == 3 { "  " } else { " " });
            }
            line.push_str(word);
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push_str(" \n");
        if self.style.double {
            self.out.push('\n');
        }
    }

    fn item(&mut self, text: &str) {
        if self.style.bullets_lost && !self.out.ends_with("\n\n") {
            self.blank();
        }
        if !self.style.bullets_lost {
            return self.lines(&format!("• {text}"));
        }
        if self.style.wide {
            self.out.push(' ');
        }
        self.lines(text);
    }

    fn measure(&mut self, measure: &Measure) {
        let start = measure.number.as_ref().map_or("NEU:".to_owned(), Clone::clone);
        let mut title = format!("{start} {}", measure.title);
        if let Some(former) = &measure.former {
            self.sign += 1;
            title.push_str(&self.sign.to_string());
            self.notes.push(format!("{} vormals Maßnahme {former}. ", self.sign));
        }
        self.lines(&title);
        self.blank();
        let mark = if measure.new { " NEU!" } else { "" };
        let admitted = format!("Aufnahme in den Aktionsplan: {}{mark}", measure.admitted);
        let lead = if self.style.wrapped {
            "Federführung:".to_owned()
        } else {
            format!("Federführung: {}", measure.lead)
        };
        if self.style.beside {
            self.line(&format!("{admitted}  {lead}"));
        } else {
            self.line(&admitted);
            self.line(&lead);
        }
        if self.style.wrapped {
            self.line(&measure.lead);
        }
        let label = if self.style.misspelt { "Geplanter Abschuss" } else { "Geplanter Abschluss" };
        self.line(&format!("{label}: {}", measure.due));
        self.line(&format!("Projektstatus: {}{}", measure.status, if self.style.dots { " ●●●" } else { "" }));
        self.blank();
        self.lines(&measure.text);
        self.turn();
    }

    /// The end of a page: footnotes under their rule, the page number, and the next page.
    fn turn(&mut self) {
        if !self.notes.is_empty() {
            self.out.push_str(&format!("\n{}\n", " ".repeat(40)));
            for note in std::mem::take(&mut self.notes) {
                self.out.push_str(&format!("{note}\n"));
            }
        }
        if self.style.page_numbers {
            self.out.push_str(&format!("\n\n{}\n\n", self.number));
            self.number += 1;
        } else {
            self.out.push_str(if self.style.form_feeds { "\u{c}" } else { " " });
        }
    }
}
