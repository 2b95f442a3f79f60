//! The place that a person means: typed as a postcode or a name, or chosen from a list of those that fit.

use catalogue::Gebiet;
use identity::{Ars, Scope};
use maud::{Markup, html};

use crate::house::House;
use crate::locale::Texts;
use crate::shell::{Failure, Href};
use crate::ui;

/// How many places a list offers.
const OFFERED: u16 = 20;

/// What `ort=…` of an address means.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// Nothing was given.
    Open,
    /// This one.
    One(Gebiet),
    /// Several fit what was typed.
    Several(String, Vec<Gebiet>),
    /// None fits what was typed.
    Unknown(String),
}

impl Place {
    /// Reads a key of an area, a postcode or a name.
    pub(super) async fn find(house: &House, scope: &Scope, text: Option<&str>) -> Result<Self, Failure> {
        let text = text.unwrap_or_default().trim();
        if text.is_empty() {
            return Ok(Self::Open);
        }
        let mut reader = house.store.reader();
        if let Ok(ars) = Ars::parse(text) {
            let found = catalogue::gebiet(&mut reader, scope, &ars).await?;
            return Ok(found.map_or_else(|| Self::Unknown(text.to_owned()), Self::One));
        }
        let mut found = catalogue::places(&mut reader, scope, text, OFFERED).await?;
        // Who types a whole name means that place, though others begin alike.
        let same = |place: &Gebiet| place.name.to_lowercase() == text.to_lowercase();
        if found.len() > 1 && found.iter().filter(|place| same(place)).count() == 1 {
            found.retain(same);
        }
        Ok(match found.len() {
            0 => Self::Unknown(text.to_owned()),
            1 => Self::One(found.remove(0)),
            _ => Self::Several(text.to_owned(), found),
        })
    }

    /// The place, once it is clear.
    pub(super) const fn one(&self) -> Option<&Gebiet> {
        match self {
            Self::One(place) => Some(place),
            _ => None,
        }
    }

    /// What the field for the place shows.
    pub(super) fn typed(&self) -> &str {
        match self {
            Self::Open => "",
            Self::One(place) => &place.name,
            Self::Several(text, _) | Self::Unknown(text) => text,
        }
    }

    /// What is to be said about it: a list to choose from, or that there is no such place here.
    pub(super) fn notice(&self, t: Texts, href: impl Fn(&Ars) -> Href) -> Markup {
        match self {
            Self::Open | Self::One(_) => html! {},
            Self::Several(text, places) => ui::alert(
                ui::Tone::Info,
                &t.with("place-several", &[("place", text.as_str().into())]),
                Some(html! {
                    ul.kern-list.rs-places {
                        @for place in places {
                            li { a.kern-link href=(href(&place.ars)) { (place.name) (codes(place)) } }
                        }
                    }
                }),
            ),
            Self::Unknown(text) => ui::alert(
                ui::Tone::Warning,
                &t.with("place-unknown", &[("place", text.as_str().into())]),
                Some(ui::paragraph(&t.get("place-unknown-do"))),
            ),
        }
    }
}

/// The postcodes of a place, as far as they help to tell it from others.
fn codes(place: &Gebiet) -> String {
    match place.postal_codes.as_slice() {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, .., last] => format!(" ({first}–{last})"),
    }
}
