//! Who sees which rows (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[Walled::open("packages_installed", "rules that are published")];
