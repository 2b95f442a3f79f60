//! Where a person goes on after signing in, and how surely they must be known there.

use axum::extract::Query;
use axum::http::Uri;
use identity::{Permission, Scope, Vertrauensniveau};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

use crate::required::STEERING;
use crate::routes::{AccountPath, ApplicationsPath, DeskPath, SignInPath, SteeringPath, StepUpPath};
use crate::shell::Href;
use crate::ui;

/// What every step of signing in hands to the next one, in addresses and forms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Way {
    /// A local address.
    zurueck: Option<String>,
    /// A word of [`Vertrauensniveau`].
    niveau: Option<String>,
}

impl Way {
    /// A way that leads back to a page.
    pub(super) fn back_to(page: &Href) -> Self {
        Self { zurueck: Some(page.as_str().to_owned()), niveau: None }
    }

    /// The same way, for somebody who must be known at least so.
    pub(super) fn asking(&self, niveau: Vertrauensniveau) -> Self {
        Self { niveau: Some(niveau.as_str().to_owned()), ..self.clone() }
    }

    /// The way as a text, to be kept while somebody is at another site.
    pub(super) fn kept(&self) -> String {
        self.carried_by(SignInPath).to_string()
    }

    /// The way that [`Self::kept`] made a text of.
    pub(super) fn of_kept(text: &str) -> Self {
        let uri: Option<Uri> = text.parse().ok();
        uri.and_then(|uri| Query::try_from_uri(&uri).ok()).map(|Query(way)| way).unwrap_or_default()
    }

    /// Where to go on: an address of this site that can stand in a header and is no step of signing in itself.
    pub(super) fn back(&self) -> Option<Href> {
        let text = self.zurueck.as_deref().filter(|text| text.bytes().all(|b| b.is_ascii_graphic()))?;
        let is_step = text.starts_with("/anmelden") || text.starts_with("/abmelden");
        if is_step { None } else { Href::local(text) }
    }

    /// How surely the person must be known there.
    pub(super) fn niveau(&self) -> Option<Vertrauensniveau> {
        self.niveau.as_deref().and_then(Vertrauensniveau::from_word)
    }

    /// An address that hands the way on.
    pub(super) fn carried_by(&self, href: impl Into<Href>) -> Href {
        let mut href = href.into();
        if let Some(niveau) = self.niveau() {
            href = href.with("niveau", niveau.as_str());
        }
        match self.back() {
            Some(back) => href.with("zurueck", back.as_str()),
            None => href,
        }
    }

    /// The same for a form.
    pub(super) fn fields(&self) -> Markup {
        html! {
            @if let Some(niveau) = self.niveau() { (ui::hidden("niveau", niveau.as_str())) }
            @if let Some(back) = self.back() { (ui::hidden("zurueck", back.as_str())) }
        }
    }

    /// Where somebody with this scope goes on.
    pub(super) fn destination(&self, scope: &Scope) -> Href {
        let is_of_staff =
            |href: &Href| ["/desk", "/steuerung"].iter().any(|start| href.as_str().starts_with(start));
        match scope {
            Scope::Staff { permissions, .. } => {
                self.back().filter(is_of_staff).unwrap_or_else(|| begin(permissions))
            }
            Scope::Person { niveau, .. } if self.niveau().is_some_and(|needed| *niveau < needed) => {
                self.carried_by(StepUpPath)
            }
            Scope::Person { .. } => {
                self.back().filter(|href| !is_of_staff(href)).unwrap_or_else(|| ApplicationsPath.into())
            }
            Scope::Anonymous | Scope::House => AccountPath.into(),
        }
    }
}

/// Where staff begin: whoever works on plans and sees no cases, at the plans.
fn begin(permissions: &BTreeSet<Permission>) -> Href {
    let has_cases = permissions.contains(&Permission::ReadCases);
    if !has_cases && STEERING.iter().any(|one| permissions.contains(one)) {
        SteeringPath.into()
    } else {
        DeskPath.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity::{AccountId, BehoerdeId};

    fn way(zurueck: &str, niveau: &str) -> Way {
        Way { zurueck: Some(zurueck.into()), niveau: Some(niveau.into()) }
    }

    fn person(niveau: Vertrauensniveau) -> Scope {
        Scope::Person { account: AccountId(uuid::Uuid::nil()), niveau }
    }

    #[test]
    fn a_person_goes_on_where_they_came_from_once_they_are_known_well_enough() {
        let way = way("/antrag/7?seite=x", "substantiell");
        assert_eq!(way.destination(&person(Vertrauensniveau::Hoch)).as_str(), "/antrag/7?seite=x");
        assert_eq!(
            way.destination(&person(Vertrauensniveau::Basis)).as_str(),
            "/anmelden/niveau?niveau=substantiell&zurueck=%2Fantrag%2F7%3Fseite%3Dx"
        );
    }

    #[test]
    fn a_way_is_kept_while_somebody_is_elsewhere() {
        for (zurueck, niveau) in [("/antrag/7?seite=x&y=ä", "substantiell"), ("/konto", ""), ("//evil", "x")]
        {
            let way = way(zurueck, niveau);
            let kept = Way::of_kept(&way.kept());
            assert_eq!((kept.back(), kept.niveau()), (way.back(), way.niveau()), "{zurueck}");
        }
        assert_eq!(Way::of_kept("https://evil.example/?zurueck=//x").back(), None);
    }

    #[test]
    fn nobody_is_led_elsewhere_or_in_circles() {
        for bad in ["//evil.example", "https://evil.example", "/anmelden", "/abmelden", "/a b", "/\u{7f}", ""]
        {
            assert_eq!(
                way(bad, "x").destination(&person(Vertrauensniveau::Basis)).as_str(),
                "/antraege",
                "{bad:?}"
            );
        }
        let staff = Scope::Staff {
            account: AccountId(uuid::Uuid::nil()),
            behoerde: BehoerdeId(uuid::Uuid::nil()),
            permissions: BTreeSet::new(),
            remit: identity::Remit::default(),
        };
        assert_eq!(way("/antraege", "hoch").destination(&staff).as_str(), "/desk");
        assert_eq!(way("/desk/vorgaenge", "").destination(&staff).as_str(), "/desk/vorgaenge");
        assert_eq!(way("/steuerung/strategie", "").destination(&staff).as_str(), "/steuerung/strategie");
        // Whoever steers and sees no cases has nothing to do at the desk.
        let Scope::Staff { account, behoerde, remit, .. } = staff else { return };
        let permissions = BTreeSet::from([Permission::SteerPlans]);
        let steers = Scope::Staff { account, behoerde, permissions, remit };
        assert_eq!(way("/antraege", "").destination(&steers).as_str(), "/steuerung");
    }
}
