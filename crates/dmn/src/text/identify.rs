//! Which of the old rows a new row is, told by what they say.

use std::collections::{HashMap, VecDeque};

/// For each new row the place of the old one that it is, each old one at most once.
///
/// A row that says the same is the same one, wherever it went. Of the others, a row is the changed one of the
/// place where it stands: that behind its neighbour above, or before its neighbour below, if half of its cells
/// are the same. Rows between the same neighbours, as many as before, are those of before even if nothing in
/// them is the same. What is left is new. The cost is linear in the number of cells.
pub(crate) fn identify<S: AsRef<str>>(old: &[Vec<S>], new: &[Vec<S>]) -> Vec<Option<usize>> {
    let mut match_up = MatchUp { old, new, found: vec![None; new.len()], free: vec![true; old.len()] };
    match_up.same();
    match_up.behind();
    match_up.before();
    match_up.between();
    match_up.found
}

struct MatchUp<'a, S> {
    old: &'a [Vec<S>],
    new: &'a [Vec<S>],
    found: Vec<Option<usize>>,
    free: Vec<bool>,
}

impl<S: AsRef<str>> MatchUp<'_, S> {
    fn take(&mut self, new: usize, old: usize) {
        self.found[new] = Some(old);
        self.free[old] = false;
    }

    fn is_free(&self, old: usize) -> bool {
        self.free.get(old).copied().unwrap_or(false)
    }

    fn same(&mut self) {
        let text = |row: &[S]| row.iter().map(|cell| cell.as_ref().to_owned()).collect::<Vec<_>>();
        let mut places: HashMap<Vec<String>, VecDeque<usize>> = HashMap::new();
        for (place, row) in self.old.iter().enumerate() {
            places.entry(text(row)).or_default().push_back(place);
        }
        for new in 0..self.new.len() {
            if let Some(old) = places.get_mut(&text(&self.new[new])).and_then(VecDeque::pop_front) {
                self.take(new, old);
            }
        }
    }

    /// Half of the cells or more are equal.
    fn similar(&self, new: usize, old: usize) -> bool {
        let (new, old) = (&self.new[new], &self.old[old]);
        let equal = new.iter().zip(old).filter(|(a, b)| a.as_ref() == b.as_ref()).count();
        equal > 0 && equal * 2 >= new.len().max(old.len())
    }

    fn behind(&mut self) {
        let mut next = 0;
        for new in 0..self.new.len() {
            match self.found[new] {
                Some(old) => next = old + 1,
                None if self.is_free(next) && self.similar(new, next) => {
                    self.take(new, next);
                    next += 1;
                }
                None => {}
            }
        }
    }

    fn before(&mut self) {
        let mut next = self.old.len();
        for new in (0..self.new.len()).rev() {
            match self.found[new] {
                Some(old) => next = old,
                None if next > 0 && self.is_free(next - 1) && self.similar(new, next - 1) => {
                    self.take(new, next - 1);
                    next -= 1;
                }
                None => {}
            }
        }
    }

    fn between(&mut self) {
        let mut new = 0;
        while new < self.new.len() {
            if self.found[new].is_some() {
                new += 1;
                continue;
            }
            let run = self.found[new..].iter().take_while(|found| found.is_none()).count();
            let from = if new == 0 { Some(0) } else { self.found[new - 1].map(|old| old + 1) };
            let to = self.found.get(new + run).copied().flatten().unwrap_or(self.old.len());
            if let Some(from) = from
                && from + run == to
                && (from..to).all(|old| self.free[old])
            {
                (0..run).for_each(|step| self.take(new + step, from + step));
            }
            new += run;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::identify;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split('/').map(|row| row.split(' ').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn rows_are_told_by_what_they_say() {
        let old = rows("a 1/b 2/c 3/d 4");
        let cases = [
            ("a 1/b 2/c 3/d 4", vec![Some(0), Some(1), Some(2), Some(3)]),
            ("d 4/a 1/b 2/c 3", vec![Some(3), Some(0), Some(1), Some(2)]),
            ("a 1/x 9/b 2/c 3/d 4", vec![Some(0), None, Some(1), Some(2), Some(3)]),
            ("a 1/c 3/d 4", vec![Some(0), Some(2), Some(3)]),
            ("a 1/b 7/c 3/d 4", vec![Some(0), Some(1), Some(2), Some(3)]),
            ("a 1/x 7/c 3/d 4", vec![Some(0), Some(1), Some(2), Some(3)]),
            ("a 1/x 9/b 7/c 3/d 4", vec![Some(0), None, Some(1), Some(2), Some(3)]),
            ("a 1/b 7/x 9/c 3/d 4", vec![Some(0), Some(1), None, Some(2), Some(3)]),
            ("a 1/b 2/c 3/d 4/d 4", vec![Some(0), Some(1), Some(2), Some(3), None]),
        ];
        for (text, wanted) in cases {
            assert_eq!(identify(&old, &rows(text)), wanted, "{text}");
        }
    }
}
