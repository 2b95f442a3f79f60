//! How one text became another, word by word.
//!
//! The shortest way from one to the other by E. W. Myers, "An O(ND) Difference Algorithm" (1986): its cost grows with what
//! differs, not with the length of the texts.

use serde::Serialize;

/// Words of a text in their order, with one blank between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "art", content = "text")]
pub enum Teil {
    /// In both texts.
    Gleich(String),
    /// In the earlier one only.
    Entfallen(String),
    /// In the later one only.
    Neu(String),
}

/// Texts that differ in more words than this are other texts: word for word, nobody would follow.
const MOST: usize = 800;

/// How `vorher` became `nachher`.
pub fn unterschied(vorher: &str, nachher: &str) -> Vec<Teil> {
    let before: Vec<&str> = vorher.split_whitespace().collect();
    let after: Vec<&str> = nachher.split_whitespace().collect();
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let (left, right) = (&before[head..], &after[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    let mut parts = Parts::default();
    parts.add(Kind::Same, &before[..head]);
    match steps(left, right) {
        Some(steps) => {
            for (kind, from, to) in steps {
                let words = if kind == Kind::New { &right[from..to] } else { &left[from..to] };
                parts.add(kind, words);
            }
        }
        None => {
            parts.add(Kind::Gone, left);
            parts.add(Kind::New, right);
        }
    }
    parts.add(Kind::Same, &before[before.len() - tail..]);
    parts.finish()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Gone,
    New,
}

/// Runs of words of one kind. Between two that stay, what went stands before what came.
#[derive(Default)]
struct Parts<'a> {
    done: Vec<Teil>,
    same: Vec<&'a str>,
    gone: Vec<&'a str>,
    new: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn add(&mut self, kind: Kind, words: &[&'a str]) {
        if words.is_empty() {
            return;
        }
        if kind == Kind::Same {
            self.changed();
            self.same.extend(words);
        } else {
            self.kept();
            let list = if kind == Kind::Gone { &mut self.gone } else { &mut self.new };
            list.extend(words);
        }
    }

    fn kept(&mut self) {
        if !self.same.is_empty() {
            self.done.push(Teil::Gleich(std::mem::take(&mut self.same).join(" ")));
        }
    }

    fn changed(&mut self) {
        if !self.gone.is_empty() {
            self.done.push(Teil::Entfallen(std::mem::take(&mut self.gone).join(" ")));
        }
        if !self.new.is_empty() {
            self.done.push(Teil::Neu(std::mem::take(&mut self.new).join(" ")));
        }
    }

    fn finish(mut self) -> Vec<Teil> {
        self.changed();
        self.kept();
        self.done
    }
}

/// A run of words: what became of them, and from where to where they stand in the text that has them.
type Step = (Kind, usize, usize);

/// The runs on the shortest way; `None` where it is too long.
fn steps(left: &[&str], right: &[&str]) -> Option<Vec<Step>> {
    let trace = trace(left, right)?;
    let (mut x, mut y) = (left.len(), right.len());
    let mut steps = Vec::new();
    for furthest in trace.iter().rev() {
        let at = |k: isize| furthest.at(k);
        let k = signed(x) - signed(y);
        let down = k == -furthest.d || k != furthest.d && at(k - 1) < at(k + 1);
        let from = if down { k + 1 } else { k - 1 };
        let begin = if furthest.d == 0 { (0, 0) } else { (at(from), unsigned(signed(at(from)) - from)) };
        // The step itself, and then all that both share.
        let after = match (furthest.d == 0, down) {
            (true, _) => begin,
            (false, true) => (begin.0, begin.1 + 1),
            (false, false) => (begin.0 + 1, begin.1),
        };
        steps.push((Kind::Same, after.0, x));
        if furthest.d > 0 {
            let step = if down { (Kind::New, begin.1, after.1) } else { (Kind::Gone, begin.0, after.0) };
            steps.push(step);
        }
        (x, y) = begin;
    }
    steps.reverse();
    Some(steps)
}

/// How far each diagonal comes with `d` words that differ, before the step that makes it so many.
struct Furthest {
    d: isize,
    /// By diagonal from `-d - 1` to `d + 1`.
    x: Vec<usize>,
}

impl Furthest {
    fn at(&self, k: isize) -> usize {
        self.x.get(unsigned(k + self.d + 1)).copied().unwrap_or(0)
    }
}

fn trace(left: &[&str], right: &[&str]) -> Option<Vec<Furthest>> {
    let most = signed((left.len() + right.len()).min(MOST));
    let mut trace: Vec<Furthest> = Vec::new();
    let mut now = vec![0_usize; unsigned(2 * most + 3)];
    let place = |k: isize| unsigned(k + most + 1);
    for d in 0..=most {
        trace.push(Furthest { d, x: now[place(-d - 1)..=place(d + 1)].to_vec() });
        for k in (-d..=d).step_by(2) {
            let down = k == -d || k != d && now[place(k - 1)] < now[place(k + 1)];
            let mut x = if down { now[place(k + 1)] } else { now[place(k - 1)] + 1 };
            let mut y = unsigned(signed(x) - k);
            while x < left.len() && y < right.len() && left[x] == right[y] {
                (x, y) = (x + 1, y + 1);
            }
            now[place(k)] = x;
            if x >= left.len() && y >= right.len() {
                return Some(trace);
            }
        }
    }
    None
}

/// Counts of words stay far below 2^31.
fn signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}

fn unsigned(number: isize) -> usize {
    usize::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(vorher: &str, nachher: &str) -> String {
        let part = |teil: &Teil| match teil {
            Teil::Gleich(text) => text.clone(),
            Teil::Entfallen(text) => format!("[-{text}-]"),
            Teil::Neu(text) => format!("[+{text}+]"),
        };
        unterschied(vorher, nachher).iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_went_and_words_that_came() {
        assert_eq!(shown("a b c", "a b c"), "a b c");
        assert_eq!(shown("", ""), "");
        assert_eq!(shown("", "a"), "[+a+]");
        assert_eq!(shown("a", ""), "[-a-]");
        assert_eq!(
            shown("Das Projekt endet im Jahr 2021.", "Das große Projekt endet im Jahr 2023."),
            "Das [+große+] Projekt endet im Jahr [-2021.-] [+2023.+]"
        );
        assert_eq!(shown("a b c a b b a", "c b a b a c"), "[-a b-] c [+b+] a b [-b-] a [+c+]");
    }

    #[test]
    fn texts_that_share_nothing_are_exchanged() {
        let text = |stem: &str| (0..2000).map(|n| format!("{stem}{n}")).collect::<Vec<_>>().join(" ");
        let parts = unterschied(&text("a"), &text("b"));
        assert!(matches!(&parts[..], [Teil::Entfallen(_), Teil::Neu(_)]));
    }

    proptest! {
        #[test]
        fn both_texts_are_whole(before in "[abc ]{0,60}", after in "[abc ]{0,60}") {
            let parts = unterschied(&before, &after);
            let text = |wanted: fn(&Teil) -> Option<&String>| parts.iter().filter_map(wanted).cloned()
                .collect::<Vec<_>>().join(" ");
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(text(|part| match part {
                Teil::Gleich(text) | Teil::Entfallen(text) => Some(text),
                Teil::Neu(_) => None,
            }), squeezed(&before));
            prop_assert_eq!(text(|part| match part {
                Teil::Gleich(text) | Teil::Neu(text) => Some(text),
                Teil::Entfallen(_) => None,
            }), squeezed(&after));
        }
    }
}
