//! Dates that moved, and dates that passed.

use jiff::civil::{Date, date};

use super::{At, Befund, Beleg, Regel};
use crate::{Aktionsplan, Fundstelle, GeplanterAbschluss, Geschichte, Projektstatus};

/// Due before the plan was made, and still "im Plan".
pub(super) fn due(at: &At<'_>, status: &Projektstatus, found: &mut Vec<Befund>) {
    let stichtag = at.plan.stand.unwrap_or_else(|| date(at.jahr.clamp(1, 9999), 1, 1));
    let Some(abschluss) = &at.massnahme.abschluss else { return };
    let open = abschluss.aktuell.iter().any(|termin| !matches!(termin.wann, crate::Wann::Bis(_)));
    if let Some(faellig) =
        abschluss.faellig().filter(|faellig| *faellig < stichtag && *status == Projektstatus::ImPlan && !open)
    {
        found.push(at.befund(
            Regel::FaelligUndImPlan { faellig, stichtag },
            abschluss.zeile,
            &abschluss.wortlaut,
        ));
    }
}

/// Months between two dates, by their months.
pub(crate) fn months(from: Date, to: Date) -> i32 {
    (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month())
}

/// How the planned completion of a measure moved from plan to plan, and over all years.
pub(super) fn verschiebung(plans: &[Aktionsplan], geschichte: &Geschichte, found: &mut Vec<Befund>) {
    let mut last: Option<(Date, Beleg)> = None;
    let mut first: Option<(Date, Beleg)> = None;
    let mut end: Option<(i16, Fundstelle)> = None;
    for station in &geschichte.stationen {
        let massnahme = &plans[station.plan].massnahmen[station.massnahme];
        let Some(abschluss) = &massnahme.abschluss else { continue };
        let beleg = |abschluss: &GeplanterAbschluss| Beleg {
            jahr: station.jahr,
            zeile: abschluss.zeile,
            text: abschluss.wortlaut.clone(),
        };
        let place = Fundstelle::new(station.jahr, massnahme);
        let befund = |von: Date, nach: Date, belege: Vec<Beleg>| Befund {
            regel: Regel::Verschiebung { monate: months(von, nach), von, nach },
            jahr: station.jahr,
            massnahme: Some(place.clone()),
            id: Some(geschichte.id.clone()),
            belege,
        };
        // What the plan calls "ursprünglich" counts where no plan before it said anything.
        if let (Some(von), None) = (abschluss.urspruenglich_faellig(), &last) {
            last = Some((von, beleg(abschluss)));
        }
        let Some(nach) = abschluss.faellig() else { continue };
        if let Some((von, before)) = last.take().filter(|(von, _)| *von != nach) {
            let mut belege = vec![before, beleg(abschluss)];
            belege.dedup();
            first.get_or_insert_with(|| (von, belege[0].clone()));
            found.push(befund(von, nach, belege));
        }
        first.get_or_insert_with(|| (nach, beleg(abschluss)));
        last = Some((nach, beleg(abschluss)));
        end = Some((station.jahr, place));
    }
    let (Some((von, before)), Some((nach, after)), Some((jahr, place))) = (first, last, end) else { return };
    if von != nach {
        found.push(Befund {
            regel: Regel::VerschiebungGesamt { monate: months(von, nach), von, nach },
            jahr,
            massnahme: Some(place),
            id: Some(geschichte.id.clone()),
            belege: vec![before, after],
        });
    }
}
