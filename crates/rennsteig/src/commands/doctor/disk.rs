//! How much room is left on a disk, and whether that is little.
//!
//! A share alone would cry wolf on a large disk, where a tenth is room for years, and an amount alone on a small one.
//! So a disk is short of room when both say so.

use super::Level;
use std::{fmt, io, path::Path};

/// A share of the disk in percent, and bytes: below both, something is wrong.
struct Least {
    percent: u64,
    bytes: u64,
}

const GIB: u64 = 1 << 30;
/// There should be more.
const ENOUGH: Least = Least { percent: 10, bytes: 20 * GIB };
/// There must be more.
const NEEDED: Least = Least { percent: 3, bytes: 2 * GIB };

/// Bytes of a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// That the program may still fill.
    free: u64,
    total: u64,
}

impl Room {
    /// The room where `place` lies; `None` for file systems that know no size.
    pub(super) fn at(place: &Path) -> io::Result<Option<Self>> {
        let disk = rustix::fs::statvfs(place)?;
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        Ok((disk.f_blocks > 0).then(|| Self { free: bytes(disk.f_bavail), total: bytes(disk.f_blocks) }))
    }

    /// How bad it is.
    pub(super) fn level(self) -> Level {
        match self {
            _ if self.is_below(&NEEDED) => Level::Error,
            _ if self.is_below(&ENOUGH) => Level::Warning,
            _ => Level::Good,
        }
    }

    fn is_below(self, least: &Least) -> bool {
        self.percent() < least.percent && self.free < least.bytes
    }

    fn percent(self) -> u64 {
        let share = u128::from(self.free) * 100 / u128::from(self.total.max(1));
        u64::try_from(share).unwrap_or(100)
    }
}

/// `9 % (22.6 GiB) free`
impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} % ({:.1} GiB) free", self.percent(), self.free as f64 / GIB as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_short_of_room_when_share_and_amount_say_so() {
        let level = |free, total| Room { free, total }.level();
        assert_eq!(level(22 * GIB, 252 * GIB), Level::Good, "9 %, and still room");
        assert_eq!(level(3 * GIB, 5 * GIB), Level::Good, "little, and most of the disk");
        assert_eq!(level(19 * GIB, 252 * GIB), Level::Warning);
        assert_eq!(level(2 * GIB, 252 * GIB), Level::Warning, "2 GiB are just not below 2 GiB");
        assert_eq!(level(2 * GIB - 1, 252 * GIB), Level::Error);
        assert_eq!(level(0, 0), Level::Error);
    }

    #[test]
    fn it_says_share_and_amount() {
        assert_eq!(Room { free: 22 * GIB + GIB / 2, total: 250 * GIB }.to_string(), "9 % (22.5 GiB) free");
    }

    #[test]
    fn room_is_measured_in_bytes() {
        let room = Room::at(Path::new("/")).unwrap().unwrap();
        assert!(room.free <= room.total && room.total > 1 << 20, "{room:?}");
        assert!(Room::at(Path::new("/no/such/place")).is_err());
    }
}
