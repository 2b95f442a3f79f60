//! Every address as a type: links are values, and an address is written down once.
//!
//! `Href::from(SearchPath)` is a link, `router.typed_get(handler)` serves it.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// `GET /`: the way in for citizens.
#[derive(TypedPath, Deserialize)]
#[typed_path("/")]
pub struct HomePath;

/// `GET /suche?q=…`: finds services.
#[derive(TypedPath, Deserialize)]
#[typed_path("/suche")]
pub struct SearchPath;

/// `GET /anmelden`: signs a person in; `zurueck` is where they go on.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden")]
pub struct SignInPath;

/// `POST /abmelden`: ends the session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/abmelden")]
pub struct SignOutPath;

/// `GET /antraege`: a person's own drafts and applications.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege")]
pub struct ApplicationsPath;

/// `GET /postfach`: a person's mailbox.
#[derive(TypedPath, Deserialize)]
#[typed_path("/postfach")]
pub struct MailboxPath;

/// `GET /desk`: the work list of staff.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk")]
pub struct DeskPath;

/// `GET /impressum`: who is responsible (§ 5 DDG).
#[derive(TypedPath, Deserialize)]
#[typed_path("/impressum")]
pub struct ImprintPath;

/// `GET /datenschutz`: what happens to personal data (Art. 13 DSGVO).
#[derive(TypedPath, Deserialize)]
#[typed_path("/datenschutz")]
pub struct PrivacyPath;

/// `GET /barrierefreiheit`: the accessibility statement and how to report a barrier (§ 12b BGG).
#[derive(TypedPath, Deserialize)]
#[typed_path("/barrierefreiheit")]
pub struct AccessibilityPath;
