//! The characters of names and other texts in German administration: DIN 91379:2022-08 (String.Latin+).
//!
//! | what | where |
//! | --- | --- |
//! | [`check`]: which character of a text a [`Datatype`] does not have | `din91379`, its tables in `table` |
//! | [`characters`], [`length`]: a letter with its combining marks is one character | `din91379` |
//! | [`nfc`], [`visible`], [`unfit`]: what holds for every text, whatever its letters | `text` |

mod din91379;
mod table;
mod text;

pub use din91379::{Datatype, Wrong, characters, check, length};
pub use text::{nfc, unfit, visible};
