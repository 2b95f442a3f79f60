//! Random expressions of FEEL: trees of productions, most of them of fitting kinds.

use std::fmt;

/// What an expression should give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    /// A number that is no more than a few units from zero.
    Small,
    Text,
    /// A regular expression.
    Pattern,
    Truth,
    Date,
    Time,
    Moment,
    Months,
    Seconds,
    Numbers,
    Texts,
    Context,
    /// Of numbers.
    Range,
}

use Kind::{
    Context, Date, Moment, Months, Number, Numbers, Pattern, Range, Seconds, Small, Text, Texts, Time, Truth,
};

/// A way to make an expression: `{}` stands for each part.
#[derive(Debug)]
struct Production {
    gives: Kind,
    text: &'static str,
    takes: &'static [Kind],
}

/// An expression.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    text: &'static str,
    pub(super) parts: Vec<Tree>,
}

impl Tree {
    /// What it is made by; its parts are `{}`.
    pub(super) fn head(&self) -> &'static str {
        self.text
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parts.is_empty() {
            return f.write_str(self.text);
        }
        let mut parts = self.parts.iter();
        for (place, piece) in self.text.split("{}").enumerate() {
            if place > 0
                && let Some(part) = parts.next()
            {
                write!(f, "{part}")?;
            }
            f.write_str(piece)?;
        }
        Ok(())
    }
}

/// SplitMix64: the same seed gives the same expressions everywhere.
#[derive(Debug)]
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// An expression of some kind, `depth` levels deep at most.
    pub(super) fn any(&mut self, depth: usize) -> Tree {
        let kind = self.of(&ALL);
        self.tree(kind, depth)
    }

    /// One in twenty parts is null, and one in twenty of another kind than asked for.
    fn tree(&mut self, kind: Kind, depth: usize) -> Tree {
        let kind = match self.below(20) {
            0 => return Tree { text: "null", parts: Vec::new() },
            1 => self.of(&ALL),
            _ => kind,
        };
        let fitting: Vec<&Production> = PRODUCTIONS.iter().filter(|one| one.gives == kind).collect();
        if depth == 0 || fitting.is_empty() || self.below(5) == 0 {
            return Tree { text: self.of(leaves(kind)), parts: Vec::new() };
        }
        let production = self.of(&fitting);
        let parts = production.takes.iter().map(|kind| self.tree(*kind, depth - 1)).collect();
        Tree { text: production.text, parts }
    }
}

const ALL: [Kind; 12] =
    [Number, Small, Text, Truth, Date, Time, Moment, Months, Seconds, Numbers, Context, Range];

fn leaves(kind: Kind) -> &'static [&'static str] {
    match kind {
        Number => &[
            "0",
            "1",
            "-1",
            "0.1",
            "2.5",
            "-2.5",
            "100",
            "3.14159",
            "0.0000001",
            "999999999",
            "1234567890123456789012345678901234",
            "0.3333333333333333333333333333333333",
        ],
        Small => &["0", "1", "2", "3", "-1", "-2", "12", "29", "1.5"],
        Text => &[
            "\"\"",
            "\"a\"",
            "\"foo bar\"",
            "\"Straße\"",
            "\"🐎ab\"",
            "\"1,000.5\"",
            "\"12.50\"",
            "\"2024-02-29\"",
            "\"P1Y2M\"",
            "\"aXbXc\"",
            "\"Anna, Bert; Carla\"",
        ],
        Pattern => &[
            "\"a\"",
            "\"[a-c]\"",
            "\"o+\"",
            "\"X\"",
            "\"^f\"",
            "\"\\\\s\"",
            "\"(b)(c)?\"",
            "\"[\"",
            "\"\\\\d+\"",
        ],
        Truth => &["true", "false", "(1 = 1)", "(null = 1)", "(1 < \"a\")"],
        Date => &[
            "date(\"2024-02-29\")",
            "date(\"2023-12-31\")",
            "date(\"1970-01-01\")",
            "@\"2025-01-01\"",
            "date(\"2024-13-01\")",
        ],
        Time => &[
            "time(\"00:00:00\")",
            "time(\"23:59:59\")",
            "time(\"10:11:12Z\")",
            "time(\"10:11:12+02:00\")",
            "time(\"08:00:00.5\")",
            "@\"12:30:00\"",
        ],
        Moment => &[
            "date and time(\"2024-02-29T10:00:00\")",
            "date and time(\"2024-12-31T23:59:59Z\")",
            "date and time(\"2024-03-31T01:30:00+01:00\")",
            "date and time(\"2024-07-01T12:00:00@Europe/Berlin\")",
            "@\"2020-01-01T00:00:00\"",
        ],
        Months => &["duration(\"P1Y2M\")", "duration(\"-P3M\")", "duration(\"P0M\")", "@\"P2Y\""],
        Seconds => &[
            "duration(\"P1DT2H\")",
            "duration(\"-PT90M\")",
            "duration(\"PT0S\")",
            "duration(\"PT0.5S\")",
            "@\"P31D\"",
        ],
        Numbers => &["[]", "[1]", "[1,2,3]", "[3,1,2,1]", "[-1.5,0,2.5]", "[1,null,2]"],
        Texts => &["[]", "[\"a\"]", "[\"b\",\"a\",\"b\"]", "[\"x\",null]"],
        Context => &["{}", "{a: 1}", "{a: 2, b: \"x\"}", "{a: {c: 3}, b: null}"],
        Range => &["[1..3]", "(1..3)", "[0..10)", "(-1..1]", "[2..2]", "[5..9]"],
    }
}

const fn make(gives: Kind, text: &'static str, takes: &'static [Kind]) -> Production {
    Production { gives, text, takes }
}

/// What FEEL can do with these kinds (DMN 1.5, 10.3.2 and 10.3.4).
static PRODUCTIONS: &[Production] = &[
    make(Number, "({} + {})", &[Number, Number]),
    make(Number, "({} - {})", &[Number, Number]),
    make(Number, "({} * {})", &[Number, Number]),
    make(Number, "({} / {})", &[Number, Number]),
    make(Number, "({} ** {})", &[Number, Small]),
    make(Number, "-({})", &[Number]),
    make(Number, "decimal({}, {})", &[Number, Small]),
    make(Number, "floor({})", &[Number]),
    make(Number, "ceiling({})", &[Number]),
    make(Number, "floor({}, {})", &[Number, Small]),
    make(Number, "round up({}, {})", &[Number, Small]),
    make(Number, "round down({}, {})", &[Number, Small]),
    make(Number, "round half up({}, {})", &[Number, Small]),
    make(Number, "round half down({}, {})", &[Number, Small]),
    make(Number, "abs({})", &[Number]),
    make(Number, "modulo({}, {})", &[Number, Number]),
    make(Number, "sqrt({})", &[Number]),
    make(Number, "log({})", &[Number]),
    make(Number, "exp({})", &[Small]),
    make(Number, "string length({})", &[Text]),
    make(Number, "number({}, \",\", \".\")", &[Text]),
    make(Number, "number({})", &[Text]),
    make(Number, "count({})", &[Numbers]),
    make(Number, "sum({})", &[Numbers]),
    make(Number, "product({})", &[Numbers]),
    make(Number, "min({})", &[Numbers]),
    make(Number, "max({})", &[Numbers]),
    make(Number, "mean({})", &[Numbers]),
    make(Number, "median({})", &[Numbers]),
    make(Number, "stddev({})", &[Numbers]),
    make(Number, "({})[{}]", &[Numbers, Small]),
    make(Number, "({}).a", &[Context]),
    make(Number, "get value({}, \"a\")", &[Context]),
    make(Number, "({}).year", &[Date]),
    make(Number, "({}).weekday", &[Date]),
    make(Number, "({}).day", &[Moment]),
    make(Number, "({}).hour", &[Time]),
    make(Number, "({}).second", &[Time]),
    make(Number, "({}).months", &[Months]),
    make(Number, "({}).years", &[Months]),
    make(Number, "({}).hours", &[Seconds]),
    make(Number, "({}).seconds", &[Seconds]),
    make(Number, "day of year({})", &[Date]),
    make(Number, "week of year({})", &[Date]),
    make(Number, "({} / {})", &[Seconds, Seconds]),
    make(Number, "({} / {})", &[Months, Months]),
    make(Number, "(if {} then {} else {})", &[Truth, Number, Number]),
    make(Number, "({}).start", &[Range]),
    make(Number, "(function(x) x * 2)({})", &[Number]),
    make(Small, "string length({})", &[Text]),
    make(Small, "count({})", &[Numbers]),
    make(Small, "count({})", &[Texts]),
    make(Text, "({} + {})", &[Text, Text]),
    make(Text, "substring({}, {})", &[Text, Small]),
    make(Text, "substring({}, {}, {})", &[Text, Small, Small]),
    make(Text, "upper case({})", &[Text]),
    make(Text, "lower case({})", &[Text]),
    make(Text, "substring before({}, {})", &[Text, Text]),
    make(Text, "substring after({}, {})", &[Text, Text]),
    make(Text, "replace({}, {}, {})", &[Text, Pattern, Text]),
    make(Text, "string join({}, {})", &[Texts, Text]),
    make(Text, "string join({})", &[Texts]),
    make(Text, "string({})", &[Number]),
    make(Text, "string({})", &[Truth]),
    make(Text, "string({})", &[Date]),
    make(Text, "string({})", &[Time]),
    make(Text, "string({})", &[Moment]),
    make(Text, "string({})", &[Months]),
    make(Text, "string({})", &[Seconds]),
    make(Text, "string({})", &[Numbers]),
    make(Text, "string({})", &[Context]),
    make(Text, "day of week({})", &[Date]),
    make(Text, "month of year({})", &[Moment]),
    make(Text, "({})[{}]", &[Texts, Small]),
    make(Texts, "split({}, {})", &[Text, Pattern]),
    make(Texts, "sort({}, function(x,y) x < y)", &[Texts]),
    make(Texts, "append({}, {})", &[Texts, Text]),
    make(Texts, "distinct values({})", &[Texts]),
    make(Truth, "({} = {})", &[Number, Number]),
    make(Truth, "({} != {})", &[Text, Text]),
    make(Truth, "({} < {})", &[Number, Number]),
    make(Truth, "({} <= {})", &[Text, Text]),
    make(Truth, "({} > {})", &[Date, Date]),
    make(Truth, "({} >= {})", &[Moment, Moment]),
    make(Truth, "({} < {})", &[Time, Time]),
    make(Truth, "({} = {})", &[Time, Time]),
    make(Truth, "({} = {})", &[Moment, Moment]),
    make(Truth, "({} = {})", &[Months, Months]),
    make(Truth, "({} < {})", &[Seconds, Seconds]),
    make(Truth, "({} = {})", &[Numbers, Numbers]),
    make(Truth, "({} = {})", &[Context, Context]),
    make(Truth, "({} = {})", &[Range, Range]),
    make(Truth, "({} between {} and {})", &[Number, Number, Number]),
    make(Truth, "({} in {})", &[Number, Range]),
    make(Truth, "({} in ({}, {}))", &[Number, Number, Number]),
    make(Truth, "({} in (< {}))", &[Number, Number]),
    make(Truth, "({} and {})", &[Truth, Truth]),
    make(Truth, "({} or {})", &[Truth, Truth]),
    make(Truth, "not({})", &[Truth]),
    make(Truth, "contains({}, {})", &[Text, Text]),
    make(Truth, "starts with({}, {})", &[Text, Text]),
    make(Truth, "ends with({}, {})", &[Text, Text]),
    make(Truth, "matches({}, {})", &[Text, Pattern]),
    make(Truth, "list contains({}, {})", &[Numbers, Number]),
    make(Truth, "odd({})", &[Number]),
    make(Truth, "even({})", &[Small]),
    make(Truth, "all([{}, {}])", &[Truth, Truth]),
    make(Truth, "any([{}, {}])", &[Truth, Truth]),
    make(Truth, "is({}, {})", &[Time, Time]),
    make(Truth, "is({}, {})", &[Number, Number]),
    make(Truth, "({} instance of number)", &[Number]),
    make(Truth, "({} instance of list<number>)", &[Numbers]),
    make(Truth, "({} instance of date and time)", &[Moment]),
    make(Truth, "({} instance of context<a: number>)", &[Context]),
    make(Truth, "(some x in {} satisfies x > {})", &[Numbers, Number]),
    make(Truth, "(every x in {} satisfies x > {})", &[Numbers, Number]),
    make(Truth, "before({}, {})", &[Range, Range]),
    make(Truth, "before({}, {})", &[Number, Range]),
    make(Truth, "after({}, {})", &[Range, Range]),
    make(Truth, "meets({}, {})", &[Range, Range]),
    make(Truth, "met by({}, {})", &[Range, Range]),
    make(Truth, "overlaps({}, {})", &[Range, Range]),
    make(Truth, "overlaps before({}, {})", &[Range, Range]),
    make(Truth, "overlaps after({}, {})", &[Range, Range]),
    make(Truth, "includes({}, {})", &[Range, Number]),
    make(Truth, "includes({}, {})", &[Range, Range]),
    make(Truth, "during({}, {})", &[Number, Range]),
    make(Truth, "during({}, {})", &[Range, Range]),
    make(Truth, "starts({}, {})", &[Number, Range]),
    make(Truth, "started by({}, {})", &[Range, Range]),
    make(Truth, "finishes({}, {})", &[Range, Range]),
    make(Truth, "finished by({}, {})", &[Range, Number]),
    make(Truth, "coincides({}, {})", &[Range, Range]),
    make(Date, "date({})", &[Text]),
    make(Date, "date({}, {}, {})", &[Number, Small, Small]),
    make(Date, "date({})", &[Moment]),
    make(Date, "({} + {})", &[Date, Months]),
    make(Date, "({} - {})", &[Date, Months]),
    make(Date, "({} + {})", &[Date, Seconds]),
    make(Date, "({} - {})", &[Date, Seconds]),
    make(Time, "time({}, {}, {})", &[Small, Small, Small]),
    make(Time, "time({})", &[Moment]),
    make(Time, "({} + {})", &[Time, Seconds]),
    make(Time, "({} - {})", &[Time, Seconds]),
    make(Moment, "date and time({}, {})", &[Date, Time]),
    make(Moment, "({} + {})", &[Moment, Months]),
    make(Moment, "({} + {})", &[Moment, Seconds]),
    make(Moment, "({} - {})", &[Moment, Seconds]),
    make(Months, "duration({})", &[Text]),
    make(Months, "years and months duration({}, {})", &[Date, Date]),
    make(Months, "({} + {})", &[Months, Months]),
    make(Months, "({} * {})", &[Months, Number]),
    make(Months, "({} / {})", &[Months, Number]),
    make(Months, "-({})", &[Months]),
    make(Months, "abs({})", &[Months]),
    make(Seconds, "({} - {})", &[Date, Date]),
    make(Seconds, "({} - {})", &[Moment, Moment]),
    make(Seconds, "({} - {})", &[Time, Time]),
    make(Seconds, "({} - {})", &[Seconds, Seconds]),
    make(Seconds, "({} * {})", &[Seconds, Number]),
    make(Seconds, "({} / {})", &[Seconds, Number]),
    make(Seconds, "abs({})", &[Seconds]),
    make(Seconds, "({}).time offset", &[Moment]),
    make(Numbers, "[{}, {}]", &[Number, Number]),
    make(Numbers, "append({}, {})", &[Numbers, Number]),
    make(Numbers, "concatenate({}, {})", &[Numbers, Numbers]),
    make(Numbers, "reverse({})", &[Numbers]),
    make(Numbers, "distinct values({})", &[Numbers]),
    make(Numbers, "union({}, {})", &[Numbers, Numbers]),
    make(Numbers, "flatten([{}, {}])", &[Numbers, Number]),
    make(Numbers, "remove({}, {})", &[Numbers, Small]),
    make(Numbers, "insert before({}, {}, {})", &[Numbers, Small, Number]),
    make(Numbers, "list replace({}, {}, {})", &[Numbers, Small, Number]),
    make(Numbers, "sublist({}, {})", &[Numbers, Small]),
    make(Numbers, "sublist({}, {}, {})", &[Numbers, Small, Small]),
    make(Numbers, "sort({}, function(x,y) x < y)", &[Numbers]),
    make(Numbers, "index of({}, {})", &[Numbers, Number]),
    make(Numbers, "mode({})", &[Numbers]),
    make(Numbers, "({})[item > {}]", &[Numbers, Number]),
    make(Numbers, "(for x in {} return x + {})", &[Numbers, Number]),
    make(Numbers, "(for x in {}, y in {} return x * y)", &[Numbers, Numbers]),
    make(Numbers, "(for x in 1..4 return x * {})", &[Number]),
    make(Numbers, "(for x in {} return count(partial))", &[Numbers]),
    make(Context, "{a: {}, b: {}}", &[Number, Text]),
    make(Context, "{a: {}, b: a + 1}", &[Number]),
    make(Context, "context put({}, \"c\", {})", &[Context, Number]),
    make(Context, "context merge([{}, {}])", &[Context, Context]),
    make(Context, "context(get entries({}))", &[Context]),
    make(Range, "[{}..{}]", &[Number, Number]),
    make(Range, "({}..{})", &[Small, Number]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_production_has_as_many_places_as_parts() {
        for Production { text, takes, .. } in PRODUCTIONS {
            assert_eq!(text.matches("{}").count(), takes.len(), "{text}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_expressions() {
        let some = |seed| {
            let mut chance = Chance(seed);
            (0..50).map(|_| chance.any(4).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(some(1), some(1));
        assert_ne!(some(1), some(2));
    }
}
