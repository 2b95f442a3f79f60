//! What somebody may see, as a condition in SQL: the rights of a [`Scope`] belong into the query, not behind it.

use crate::{
    model::{AccountId, BehoerdeId, Denied, Permission, Scope},
    remit::{Dienste, Duty, Remit},
};
use store::Statement;
use uuid::Uuid;

/// The cases of a Behoerde that a member of staff may read. Offices put its [condition](Sight::condition) into every
/// query for staff.
#[derive(Debug, Clone)]
pub struct Sight {
    behoerde: BehoerdeId,
    /// `None`: all.
    dienste: Option<Vec<String>>,
    akten: Vec<Uuid>,
}

/// Services whose ranges are put together; who sees more of them finds enough in the range of all.
const MOST_RANGES: usize = 64;

/// The columns that a [`Sight`] looks at.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Whose the case is.
    pub behoerde: &'static str,
    /// Id of its package.
    pub dienst: &'static str,
    /// The stream of its Akte.
    pub akte: &'static str,
}

impl Sight {
    /// What the scope may read.
    ///
    /// # Errors
    /// [`Denied`] for anybody but staff who may read or inspect cases.
    pub fn of(scope: &Scope) -> Result<(AccountId, Self), Denied> {
        let (account, behoerde, remit) = scope
            .remit(Permission::ReadCases)
            .or_else(|denied| scope.remit(Permission::InspectCases).map_err(|_| denied))?;
        Ok((account, Self::within(behoerde, remit)))
    }

    fn within(behoerde: BehoerdeId, remit: &Remit) -> Self {
        let dienste = match &remit.reads {
            Dienste::All => None,
            Dienste::Only(some) => Some(some.iter().cloned().collect()),
        };
        let akten = if dienste.is_none() { Vec::new() } else { remit.inspects.iter().copied().collect() };
        Self { behoerde, dienste, akten }
    }

    /// Without the Akten that were only looked into: for figures, which are about one's duties.
    #[must_use]
    pub fn of_duties(self) -> Self {
        Self { akten: Vec::new(), ..self }
    }

    /// The Behoerde.
    #[must_use]
    pub const fn behoerde(&self) -> BehoerdeId {
        self.behoerde
    }

    /// The services whose cases are seen; `None` for all.
    #[must_use]
    pub fn dienste(&self) -> Option<&[String]> {
        self.dienste.as_deref()
    }

    /// How many parameters the condition has.
    #[must_use]
    pub fn parameters(&self) -> usize {
        1 + self.dienste.as_ref().map_or(0, Vec::len) + self.akten.len()
    }

    /// The condition, with parameters from number `first` on. Bind them in their place with [`Sight::bind`].
    #[must_use]
    pub fn condition(&self, columns: Columns, first: usize) -> String {
        let own = format!("{} = ${first}", columns.behoerde);
        let Some(dienste) = &self.dienste else { return own };
        let next = first + 1;
        let dienst = is_one_of(columns.dienst, next, dienste.len());
        if self.akten.is_empty() {
            return format!("{own} AND {dienst}");
        }
        let akte = is_one_of(columns.akte, next + dienste.len(), self.akten.len());
        format!("{own} AND ({dienst} OR {akte})")
    }

    /// The condition for rows that are of one service anyway: without the list of all, behind which PostgreSQL would no longer
    /// read an index in its order. The parameters are those of the condition.
    #[must_use]
    pub fn condition_in(&self, columns: Columns, first: usize, dienst: Option<&str>) -> String {
        match (&self.dienste, dienst) {
            (Some(seen), Some(dienst)) if seen.iter().any(|one| one == dienst) => {
                format!("{} = ${first}", columns.behoerde)
            }
            _ => self.condition(columns, first),
        }
    }

    /// The condition as several that exclude each other, each of which begins with a range of an index by service or by Akte:
    /// `package IN (…)` has no order by day in any index, so the newest of each service are read by themselves. One
    /// condition where all services are seen, or more than [`MOST_RANGES`]. The parameters are those of the condition.
    #[must_use]
    pub fn ranges(&self, columns: Columns, first: usize) -> Vec<String> {
        let Some(dienste) = self.dienste.as_ref().filter(|dienste| dienste.len() <= MOST_RANGES) else {
            return vec![self.condition(columns, first)];
        };
        let Columns { behoerde, dienst, akte } = columns;
        let own = format!("{behoerde} = ${first}");
        let services = first + 1..first + 1 + dienste.len();
        let others: Vec<String> = services.clone().map(|number| format!("${number}")).collect();
        let others = match others.as_slice() {
            [] => String::new(),
            others => format!(" AND {dienst} NOT IN ({})", others.join(", ")),
        };
        let of_service = services.clone().map(|number| format!("{own} AND {dienst} = ${number}"));
        let akten = services.end..services.end + self.akten.len();
        let looked_into = akten.map(|number| format!("{own} AND {akte} = ${number}{others}"));
        let mut ranges: Vec<String> = of_service.chain(looked_into).collect();
        if ranges.is_empty() {
            ranges.push(format!("{own} AND 1 = 0"));
        }
        ranges
    }

    /// Binds the values of the condition.
    pub fn bind<T>(&self, statement: Statement<T>) -> Statement<T> {
        let statement = statement.bind(self.behoerde);
        let statement = self.dienste.iter().flatten().cloned().fold(statement, Statement::bind);
        self.akten.iter().copied().fold(statement, Statement::bind)
    }
}

/// A duty as a condition on a role and a package: which tasks it is about.
impl Duty {
    /// The condition, with parameters from number `first` on. Bind them in their place with [`Duty::bind`].
    #[must_use]
    pub fn condition(&self, role: &str, dienst: &str, first: usize) -> String {
        match &self.dienst {
            None => format!("{role} = ${first}"),
            Some(_) => format!("{role} = ${first} AND {dienst} = ${}", first + 1),
        }
    }

    /// Binds the values of the condition.
    pub fn bind<T>(&self, statement: Statement<T>) -> Statement<T> {
        let statement = statement.bind(self.role.clone());
        self.dienst.iter().cloned().fold(statement, Statement::bind)
    }

    /// How many parameters the condition has.
    #[must_use]
    pub fn parameters(&self) -> usize {
        1 + usize::from(self.dienst.is_some())
    }
}

fn is_one_of(column: &str, first: usize, count: usize) -> String {
    if count == 0 {
        return "1 = 0".to_owned();
    }
    let numbers: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("{column} IN ({})", numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns { behoerde: "v.behoerde", dienst: "v.package", akte: "v.akte" };

    fn sight(remit: &Remit) -> Sight {
        Sight::within(BehoerdeId(Uuid::nil()), remit)
    }

    #[test]
    fn the_condition_says_what_the_remit_says() {
        let all = sight(&Remit::of(&["leitung"]));
        assert_eq!((all.condition(COLUMNS, 3), all.parameters()), ("v.behoerde = $3".to_owned(), 1));
        let none = sight(&Remit::default());
        assert_eq!(none.condition(COLUMNS, 1), "v.behoerde = $1 AND 1 = 0");
        assert_eq!(none.ranges(COLUMNS, 1), ["v.behoerde = $1 AND 1 = 0"]);
        assert_eq!(all.ranges(COLUMNS, 3), ["v.behoerde = $3"]);
        let mut remit = Remit::of(&["sachbearbeitung:parken", "sachbearbeitung:hund"]);
        assert_eq!(sight(&remit).condition(COLUMNS, 2), "v.behoerde = $2 AND v.package IN ($3, $4)");
        remit.inspects.insert(Uuid::nil());
        let one_more = sight(&remit);
        assert_eq!(
            one_more.condition(COLUMNS, 2),
            "v.behoerde = $2 AND (v.package IN ($3, $4) OR v.akte IN ($5))"
        );
        assert_eq!(one_more.parameters(), 4);
        assert_eq!(
            one_more.ranges(COLUMNS, 2),
            [
                "v.behoerde = $2 AND v.package = $3",
                "v.behoerde = $2 AND v.package = $4",
                "v.behoerde = $2 AND v.akte = $5 AND v.package NOT IN ($3, $4)"
            ]
        );
        let duties = one_more.of_duties();
        assert_eq!(duties.condition(COLUMNS, 2), "v.behoerde = $2 AND v.package IN ($3, $4)");
    }

    #[test]
    fn a_duty_is_for_tasks_of_a_role_and_perhaps_of_a_service() {
        let one = Duty::from("sachbearbeitung:parken");
        assert_eq!(one.condition("t.role", "t.dienst", 4), "t.role = $4 AND t.dienst = $5");
        assert_eq!(one.parameters(), 2);
        let all = Duty::from("schlusszeichnung");
        assert_eq!((all.condition("t.role", "t.dienst", 6), all.parameters()), ("t.role = $6".to_owned(), 1));
    }

    #[test]
    fn what_is_of_a_seen_service_anyway_needs_no_list_of_services() {
        let some = sight(&Remit::of(&["sachbearbeitung:parken", "sachbearbeitung:denkmal"]));
        assert_eq!(some.condition_in(COLUMNS, 2, Some("parken")), "v.behoerde = $2");
        let all = some.condition(COLUMNS, 2);
        assert_eq!(some.condition_in(COLUMNS, 2, Some("wohngeld")), all);
        assert_eq!(some.condition_in(COLUMNS, 2, None), all);
    }
}
