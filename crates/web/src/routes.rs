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

// The portal.

/// `GET /leistung/{key}?ort=…`: what a service is, who is competent, and the way to apply.
#[derive(TypedPath, Deserialize)]
#[typed_path("/leistung/{key}")]
pub struct ServicePath {
    /// Key of the Leistung, 14 digits.
    pub key: String,
}

/// `POST /antrag`: begins a draft.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag")]
pub struct StartPath;

/// `GET /antrag/{id}`: goes on with a draft where something is still to be answered.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}")]
pub struct DraftPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `GET` and `POST /antrag/{id}/{page}`: one page of the form.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/{page}")]
pub struct DraftPagePath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// Id of the page in the package.
    pub page: String,
}

/// `GET /antrag/{id}/pruefen`: all answers, to be checked before submitting.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/pruefen")]
pub struct CheckPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `POST /antrag/{id}/absenden`: submits.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/absenden")]
pub struct SubmitPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `GET /antrag/{id}/speichern`: how a draft can be kept by somebody who has not signed in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/speichern")]
pub struct KeepPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `GET` and `POST /antrag/{id}/loeschen`: asks, and deletes a draft.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/loeschen")]
pub struct DiscardPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `GET /antraege/{id}`: receipt and status of a submitted Antrag.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}")]
pub struct ApplicationPath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

// ---- Accounts: signing in and out, mailbox, documents

/// `GET/POST /anmelden/niveau?niveau=…`: shows more surely who a person is.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/niveau")]
pub struct StepUpPath;

/// `GET/POST /anmelden/rolle`: goes on in one's own affairs or for an authority.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/rolle")]
pub struct HatPath;

/// `GET /konto`: a person's own account and sessions.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto")]
pub struct AccountPath;

/// `GET/POST /konto/email`: where a person is told that there is a new message.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/email")]
pub struct EmailPath;

/// `GET/POST /konto/email/bestaetigen`: takes the code that was sent to a new address.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/email/bestaetigen")]
pub struct ConfirmEmailPath;

/// `GET/POST /konto/kennwort`: a person changes the password that they know.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/kennwort")]
pub struct PasswordPath;

/// `GET/POST /konto/ersatzcodes`: how many spare codes are left; posting makes new ones and shows them once.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/ersatzcodes")]
pub struct SpareCodesPath;

/// `GET/POST /anmelden/ersatzcode`: the second step of signing in with a spare code, for those who have lost app or passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/ersatzcode")]
pub struct SpareCodePath;

/// `GET/POST /anmelden/vergessen`: the ways to a new password; posting has a code sent.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/vergessen")]
pub struct ForgottenPath;

/// `GET /anmelden/vergessen/gesendet`: says that a code is on its way, if there is where to.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/vergessen/gesendet")]
pub struct ForgottenSentPath;

/// `GET/POST /anmelden/wiederherstellen`: sets a new password with a code.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/wiederherstellen")]
pub struct RecoverPath;

/// `GET /anmelden/wiederherstellen/fertig`: says that the new password counts.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/wiederherstellen/fertig")]
pub struct RecoveredPath;

/// `POST /konto/sitzungen/beenden`: ends all sessions of the person.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/sitzungen/beenden")]
pub struct EndSessionsPath;

/// `POST /konto/sitzungen/{id}/beenden`: ends one session of the person.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/sitzungen/{id}/beenden")]
pub struct EndSessionPath {
    /// Name of the session.
    pub id: uuid::Uuid,
}

/// `GET/POST /postfach/{id}`: a letter; posting opens it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/postfach/{id}")]
pub struct LetterPath {
    /// The letter.
    pub id: post::MessageId,
}

/// `GET /dokumente/{id}`: a file to download.
#[derive(TypedPath, Deserialize)]
#[typed_path("/dokumente/{id}")]
pub struct DocumentPath {
    /// The Dokument.
    pub id: records::DokumentId,
}

/// `GET/POST /anmelden/code`: the second step of signing in, for those who have set up an app.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/code")]
pub struct CodePath;

/// `GET/POST /konto/anmelde-app`: a person's authenticator app; posting confirms a new one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/anmelde-app")]
pub struct AppPath;

/// `POST /konto/anmelde-app/einrichten`: begins to set up an app.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/anmelde-app/einrichten")]
pub struct BeginAppPath;

/// `GET/POST /konto/anmelde-app/entfernen`: asks, and removes the app.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/anmelde-app/entfernen")]
pub struct RemoveAppPath;

/// `POST /anmelden/oidc/{name}`: begins to sign in at a provider.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/oidc/{name}")]
pub struct OidcPath {
    /// Name of the provider in the configuration.
    pub name: String,
}

/// `GET /anmelden/oidc/{name}/zurueck`: where the provider sends people back to.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/oidc/{name}/zurueck")]
pub struct OidcBackPath {
    /// Name of the provider in the configuration.
    pub name: String,
}

/// `POST /anmelden/passkey`: asks the device for a passkey.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/passkey")]
pub struct PasskeyPath;

/// `POST /anmelden/passkey/fertig`: what the device has answered.
#[derive(TypedPath, Deserialize)]
#[typed_path("/anmelden/passkey/fertig")]
pub struct PasskeyDonePath;

/// `GET/POST /konto/passkeys`: a person's passkeys; posting adds one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/passkeys")]
pub struct PasskeysPath;

/// `POST /konto/passkeys/neu`: asks the device to make one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/passkeys/neu")]
pub struct NewPasskeyPath;

/// `GET/POST /konto/passkeys/{id}/entfernen`: asks, and removes one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/passkeys/{id}/entfernen")]
pub struct RemovePasskeyPath {
    /// The passkey.
    pub id: uuid::Uuid,
}

/// `POST /konto/verbindungen/{name}/loesen`: takes a provider's identity away from the account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/konto/verbindungen/{name}/loesen")]
pub struct UnlinkPath {
    /// Name of the provider in the configuration.
    pub name: String,
}

// ---- Cockpit: what the plans promise, for everybody

/// `GET /massnahmen?q=…`: the measures of all Aktionspläne.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen")]
pub struct MeasuresPath;

/// `GET /massnahmen/{id}`: a measure over the years.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/{id}")]
pub struct MeasurePath {
    /// Its id over all years.
    pub id: String,
}

/// `GET /massnahmen/{id}/json`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/{id}/json")]
pub struct MeasureJsonPath {
    /// Its id over all years.
    pub id: String,
}

/// `GET /massnahmen/befunde/csv`: all that stands out, with the words that show it, as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/befunde/csv")]
pub struct FindingsCsvPath;

/// `GET /massnahmen/befunde/json`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/befunde/json")]
pub struct FindingsJsonPath;

/// `GET /massnahmen/als/csv?q=…`: what a search found, as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/als/csv")]
pub struct MeasuresCsvPath;

/// `GET /massnahmen/als/json?q=…`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/als/json")]
pub struct MeasuresJsonPath;

/// `GET /massnahmen/als/xlsx?q=…`: the same as a workbook.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/als/xlsx")]
pub struct MeasuresXlsxPath;

/// `GET /massnahmen/atom`: what became known with each plan, as a feed.
#[derive(TypedPath, Deserialize)]
#[typed_path("/massnahmen/atom")]
pub struct MeasuresFeedPath;

/// `GET /rollout`: how far the online services have come.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout")]
pub struct RolloutPath;

/// `GET /rollout/als/csv`: the same as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout/als/csv")]
pub struct RolloutCsvPath;

/// `GET /rollout/als/json`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout/als/json")]
pub struct RolloutJsonPath;

/// `GET /rollout/{key}`: in which municipalities a Leistung is online.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout/{key}")]
pub struct RolloutOfPath {
    /// Key of the Leistung, 14 digits.
    pub key: String,
}

/// `GET /rollout/{key}/csv`: the same as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout/{key}/csv")]
pub struct RolloutOfCsvPath {
    /// Key of the Leistung, 14 digits.
    pub key: String,
}

/// `GET /rollout/{key}/json`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/rollout/{key}/json")]
pub struct RolloutOfJsonPath {
    /// Key of the Leistung, 14 digits.
    pub key: String,
}

/// `GET /aktionsplaene`: the plans.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene")]
pub struct PlansPath;

/// `GET /strategie`: what the Land aims at.
#[derive(TypedPath, Deserialize)]
#[typed_path("/strategie")]
pub struct StrategyPath;

/// `GET /strategie/{id}`: a field, a goal, an Etappenziel or an Initiative.
#[derive(TypedPath, Deserialize)]
#[typed_path("/strategie/{id}")]
pub struct ElementPath {
    /// Its id over all editions.
    pub id: String,
}

/// `GET /kennzahlen`: the figures that show what came of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen")]
pub struct IndicatorsPath;

/// `GET /kennzahlen/als/csv`: all of them with all their values, as one file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen/als/csv")]
pub struct IndicatorsCsvPath;

/// `GET /kennzahlen/als/json`: the same for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen/als/json")]
pub struct IndicatorsJsonPath;

/// `GET /kennzahlen/{id}`: a figure over time.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen/{id}")]
pub struct IndicatorPath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET /kennzahlen/{id}/csv`: its values as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen/{id}/csv")]
pub struct IndicatorCsvPath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET /kennzahlen/{id}/json`: the same for programs, with what it is.
#[derive(TypedPath, Deserialize)]
#[typed_path("/kennzahlen/{id}/json")]
pub struct IndicatorJsonPath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET /daten`: tables of published papers.
#[derive(TypedPath, Deserialize)]
#[typed_path("/daten")]
pub struct DataPath;

/// `GET /daten/{id}?q=…`: one of them, to be searched.
#[derive(TypedPath, Deserialize)]
#[typed_path("/daten/{id}")]
pub struct DataSetPath {
    /// Its word.
    pub id: String,
}

/// `GET /daten/{id}/csv?q=…`: the rows as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/daten/{id}/csv")]
pub struct DataSetCsvPath {
    /// Its word.
    pub id: String,
}

/// `GET /daten/{id}/json`: rows, columns, source and terms for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/daten/{id}/json")]
pub struct DataSetJsonPath {
    /// Its word.
    pub id: String,
}

/// `GET /steuerung/strategie`: the strategy for whoever says which Massnahme serves it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/strategie")]
pub struct SteerStrategyPath;

/// `GET /steuerung/strategie/{id}`: which Massnahmen serve an element, and which might.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/strategie/{id}")]
pub struct LinksPath {
    /// Id of the element.
    pub id: String,
}

/// `POST /steuerung/strategie/{id}/zuordnen`: says that a Massnahme serves it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/strategie/{id}/zuordnen")]
pub struct LinkPath {
    /// Id of the element.
    pub id: String,
}

/// `POST /steuerung/strategie/{id}/loesen`: says that a Massnahme does not serve it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/strategie/{id}/loesen")]
pub struct PartPath {
    /// Id of the element.
    pub id: String,
}

/// `GET`, `POST /steuerung/strategie/{id}/verschieben`: moves it, or an item of it, below where it belongs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/strategie/{id}/verschieben")]
pub struct RelocatePath {
    /// Id of the element.
    pub id: String,
}

/// `GET /steuerung/kennzahlen`: the figures for whoever keeps them.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/kennzahlen")]
pub struct SteerIndicatorsPath;

/// `GET`, `POST /steuerung/kennzahlen/neu`: defines one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/kennzahlen/neu")]
pub struct NewIndicatorPath;

/// `GET`, `POST /steuerung/kennzahlen/{id}`: defines one anew.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/kennzahlen/{id}")]
pub struct DefineIndicatorPath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET`, `POST /steuerung/kennzahlen/{id}/wert`: enters or corrects the value of a day.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/kennzahlen/{id}/wert")]
pub struct EnterValuePath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET`, `POST /steuerung/kennzahlen/{id}/ende`: ends one, or lets one that has ended go on.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/kennzahlen/{id}/ende")]
pub struct EndIndicatorPath {
    /// Its id.
    pub id: uuid::Uuid,
}

/// `GET /steuerung/zufriedenheit`: what people say of each service.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/zufriedenheit")]
pub struct VotesPath;

/// `GET /aktionsplaene/ueberblick`: all measures at one glance.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/ueberblick")]
pub struct PlansOverviewPath;

/// `GET /aktionsplaene/vergleich?von=…&nach=…`: plan against plan.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/vergleich")]
pub struct ComparePlansPath;

/// `GET /aktionsplaene/{jahr}`: a plan with all its measures.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/{jahr}")]
pub struct PlanPath {
    /// Its year, as the address has it.
    pub jahr: String,
}

/// `GET /aktionsplaene/{jahr}/pdf`: a plan as a document.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/{jahr}/pdf")]
pub struct PlanPdfPath {
    /// Its year, as the address has it.
    pub jahr: String,
}

/// `GET /aktionsplaene/{jahr}/csv`: a plan as a table.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/{jahr}/csv")]
pub struct PlanCsvPath {
    /// Its year, as the address has it.
    pub jahr: String,
}

/// `GET /aktionsplaene/{jahr}/xlsx`: a plan as a workbook.
#[derive(TypedPath, Deserialize)]
#[typed_path("/aktionsplaene/{jahr}/xlsx")]
pub struct PlanXlsxPath {
    /// Its year, as the address has it.
    pub jahr: String,
}

/// `GET /steuerung`: where those begin who work on plans or keep the inventory.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung")]
pub struct SteeringPath;

// ---- The working side: who makes the plans

/// `GET`, `POST /steuerung/planung`: plans in the making; begins one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung")]
pub struct PlanningsPath;

/// `GET /steuerung/planung/{jahr}`: a plan in the making.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung/{jahr}")]
pub struct PlanningPath {
    /// The year of the plan.
    pub jahr: i16,
}

/// `POST …/reihenfolge`: puts its proposals in an order.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung/{jahr}/reihenfolge")]
pub struct PlanningOrderPath {
    /// The year of the plan.
    pub jahr: i16,
}

/// `GET`, `POST …/vorgaben`: days, money and bodies of a plan in the making.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung/{jahr}/vorgaben")]
pub struct PlanningSettingsPath {
    /// The year of the plan.
    pub jahr: i16,
}

/// `GET`, `POST …/veroeffentlichen`: publishes it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung/{jahr}/veroeffentlichen")]
pub struct PublishPath {
    /// The year of the plan.
    pub jahr: i16,
}

/// `GET`, `POST …/neu`: proposes a measure for it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/planung/{jahr}/neu")]
pub struct NewProposalPath {
    /// The year of the plan.
    pub jahr: i16,
}

/// `GET /steuerung/vorschlag/{id}`: a proposal.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}")]
pub struct ProposalPath {
    /// The proposal.
    pub id: planning::VorschlagId,
}

/// `GET`, `POST …/bearbeiten`: changes it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/bearbeiten")]
pub struct EditProposalPath {
    /// The proposal.
    pub id: planning::VorschlagId,
}

/// `GET`, `POST …/schritt/{schritt}`: takes a step with it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/schritt/{schritt}")]
pub struct StepPath {
    /// The proposal.
    pub id: planning::VorschlagId,
    /// The step.
    pub schritt: String,
}

/// `POST …/kommentar`: says something about it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/kommentar")]
pub struct ProposalCommentPath {
    /// The proposal.
    pub id: planning::VorschlagId,
}

/// `POST …/braucht`: says that it cannot be done before something else, or that it can.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/braucht")]
pub struct ProposalNeedPath {
    /// The proposal.
    pub id: planning::VorschlagId,
}

/// `POST …/anlagen`: adds files to it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/anlagen")]
pub struct AttachmentsPath {
    /// The proposal.
    pub id: planning::VorschlagId,
}

/// `GET …/anlagen/{anlage}`: a file of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/anlagen/{anlage}")]
pub struct AttachmentPath {
    /// The proposal.
    pub id: planning::VorschlagId,
    /// The file.
    pub anlage: planning::AnlageId,
}

/// `POST …/anlagen/{anlage}/entfernen`: takes a file away.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/vorschlag/{id}/anlagen/{anlage}/entfernen")]
pub struct RemoveAttachmentPath {
    /// The proposal.
    pub id: planning::VorschlagId,
    /// The file.
    pub anlage: planning::AnlageId,
}

/// `GET /steuerung/massnahme/{id}`: what those say of a measure who work on plans.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/massnahme/{id}")]
pub struct SteeredMeasurePath {
    /// Its id over all years.
    pub id: String,
}

/// `POST …/kommentar`: says something about a measure.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/massnahme/{id}/kommentar")]
pub struct MeasureCommentPath {
    /// Its id over all years.
    pub id: String,
}

/// `POST …/braucht`: says that it cannot be done before another, or that it can.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/massnahme/{id}/braucht")]
pub struct MeasureNeedPath {
    /// Its id over all years.
    pub id: String,
}

/// `GET`, `POST /steuerung/sitzungen`: meetings of the bodies; calls one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzungen")]
pub struct MeetingsPath;

/// `GET /steuerung/sitzung/{id}`: a meeting, its agenda and what was decided.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzung/{id}")]
pub struct MeetingPath {
    /// The meeting.
    pub id: planning::SitzungId,
}

/// `GET …/pdf`: its closed record as a document.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzung/{id}/pdf")]
pub struct MeetingPdfPath {
    /// The meeting.
    pub id: planning::SitzungId,
}

/// `GET`, `POST …/tagesordnung`: day, place and agenda.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzung/{id}/tagesordnung")]
pub struct AgendaPath {
    /// The meeting.
    pub id: planning::SitzungId,
}

/// `GET`, `POST …/beschluss/{punkt}`: what was decided on an item, from 1.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzung/{id}/beschluss/{punkt}")]
pub struct DecisionPath {
    /// The meeting.
    pub id: planning::SitzungId,
    /// The item, from 1.
    pub punkt: usize,
}

/// `GET`, `POST …/abschliessen`: closes the record.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/sitzung/{id}/abschliessen")]
pub struct CloseMeetingPath {
    /// The meeting.
    pub id: planning::SitzungId,
}

/// `GET`, `POST /steuerung/berichte`: progress reports, due and there; begins a round.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/berichte")]
pub struct ReportsPath;

/// `GET`, `POST …/kalender`: when leads report.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/berichte/kalender")]
pub struct ReportCalendarPath;

/// `GET`, `POST …/{stichtag}`: the reports of a round; releases some.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/berichte/{stichtag}")]
pub struct RoundPath {
    /// The day that they are about.
    pub stichtag: String,
}

/// `GET`, `POST …/{stichtag}/{massnahme}`: reports on a measure.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/berichte/{stichtag}/{massnahme}")]
pub struct ReportPath {
    /// The day that it is about.
    pub stichtag: String,
    /// The measure.
    pub massnahme: String,
}

// ---- Desk: what staff see

/// `GET /desk/vorgaenge?q=…`: all Vorgaenge of the authority.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgaenge")]
pub struct CasesPath;

/// `GET /desk/vorgang/{id}`: a Vorgang.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgang/{id}")]
pub struct CasePath {
    /// The Vorgang.
    pub id: cases::VorgangId,
}

/// `GET /desk/vorgang/{id}/ablauf`: where a Vorgang stands in its process.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgang/{id}/ablauf")]
pub struct ProcessPath {
    /// The Vorgang.
    pub id: cases::VorgangId,
}

/// `GET, POST /desk/vorgang/{id}/eingriff/{art}`: intervenes in the process of a Vorgang.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgang/{id}/eingriff/{art}")]
pub struct IntervenePath {
    /// The Vorgang.
    pub id: cases::VorgangId,
    /// What is done: `anhalten`, `fortsetzen`, `versetzen`, `berichtigen`, `beenden`.
    pub art: String,
}

/// `POST /desk/vorgang/{id}/wiederholen`: tries again what a Vorgang stands still at.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgang/{id}/wiederholen")]
pub struct RepairPath {
    /// The Vorgang.
    pub id: cases::VorgangId,
}

/// `GET/POST /desk/aufgabe/{id}`: the decision on a task.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/aufgabe/{id}")]
pub struct TaskPath {
    /// The task.
    pub id: cases::TaskId,
}

/// `POST /desk/aufgabe/{id}/uebernehmen`: takes a task.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/aufgabe/{id}/uebernehmen")]
pub struct ClaimPath {
    /// The task.
    pub id: cases::TaskId,
}

/// `POST /desk/aufgabe/{id}/zurueckgeben`: puts a task back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/aufgabe/{id}/zurueckgeben")]
pub struct ReleasePath {
    /// The task.
    pub id: cases::TaskId,
}

/// `GET /desk/betrieb`: the state of the installation.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/betrieb")]
pub struct OperationPath;

/// `POST /desk/betrieb/auftraege/{id}/wiederholen`: gives a dead job another round.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/betrieb/auftraege/{id}/wiederholen")]
pub struct ReviveJobPath {
    /// The job.
    pub id: uuid::Uuid,
}

// Tables in forms.

/// `GET` and `POST /antrag/{id}/{page}/zeile/{row}`: one row of the table on a page of the form.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/{page}/zeile/{row}")]
pub struct DraftRowPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// Id of the page in the package.
    pub page: String,
    /// Number of the row, from 1; one more than there are is a new one.
    pub row: usize,
}

/// `GET` and `POST /antrag/{id}/{page}/einlesen`: reads a file into the table on a page of the form.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/{page}/einlesen")]
pub struct DraftImportPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// Id of the page in the package.
    pub page: String,
}

/// `POST /antrag/{id}/{page}/uebernehmen`: takes what was read from a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/{page}/uebernehmen")]
pub struct DraftImportTakePath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// Id of the page in the package.
    pub page: String,
}

/// `GET /antrag/{id}/{page}/vorlage/{kind}`: an empty file to fill in, `csv` or `xlsx`.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antrag/{id}/{page}/vorlage/{kind}")]
pub struct DraftTemplatePath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// Id of the page in the package.
    pub page: String,
    /// Kind of file.
    pub kind: String,
}

// After submitting: questions, withdrawal, objection.

/// `GET` and `POST /antraege/{id}/fragen/{frage}`: a question of the authority, and what is answered to it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}/fragen/{frage}")]
pub struct QuestionPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// The question.
    pub frage: cases::AnfrageId,
}

/// `GET` and `POST /antraege/{id}/fragen/{frage}/pruefen`: the answer to be checked; posting sends it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}/fragen/{frage}/pruefen")]
pub struct AnswerCheckPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// The question.
    pub frage: cases::AnfrageId,
}

/// `GET` and `POST /antraege/{id}/zuruecknehmen/{vorgang}`: what withdrawing means; posting withdraws.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}/zuruecknehmen/{vorgang}")]
pub struct WithdrawPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// What is withdrawn: the Antrag or a Widerspruch.
    pub vorgang: cases::VorgangId,
}

/// `GET` and `POST /antraege/{id}/bewerten`: how content the person is with how it went.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}/bewerten")]
pub struct RatePath {
    /// The Antrag.
    pub id: uuid::Uuid,
}

/// `GET` and `POST /antraege/{id}/widerspruch/{vorgang}`: the remedy against a decision; posting objects.
#[derive(TypedPath, Deserialize)]
#[typed_path("/antraege/{id}/widerspruch/{vorgang}")]
pub struct ObjectPath {
    /// The Antrag.
    pub id: uuid::Uuid,
    /// What was decided.
    pub vorgang: cases::VorgangId,
}

// ---- Desk: questions, many people, many cases

/// `GET /desk/anfragen`: what other authorities ask this one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/anfragen")]
pub struct InquiriesPath;

/// `GET/POST /desk/anfrage/{id}`: a question of a Vorgang, and its answer.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/anfrage/{id}")]
pub struct InquiryPath {
    /// The question.
    pub id: cases::AnfrageId,
}

/// `POST /desk/anfrage/{id}/frist`: gives the other side more time.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/anfrage/{id}/frist")]
pub struct InquiryPeriodPath {
    /// The question.
    pub id: cases::AnfrageId,
}

/// `POST /desk/vorgang/{id}/einsehen`: looks into a Vorgang outside one's own duties.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgang/{id}/einsehen")]
pub struct InspectPath {
    /// The Vorgang.
    pub id: cases::VorgangId,
}

/// `GET /desk/leitung`: who has how much to do; posting to `zuweisen` gives tasks to somebody.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/leitung")]
pub struct LeadPath;

/// `POST /desk/leitung/zuweisen`: gives tasks to somebody, or back to all.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/leitung/zuweisen")]
pub struct AssignPath;

/// `GET /desk/statistik`: what came in, what was decided and how long it took.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/statistik")]
pub struct StatisticsPath;

/// `POST /desk/statistik/export?zeitraum=…`: the same figures as a file; recorded.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/statistik/export")]
pub struct ExportStatisticsPath;

/// `GET/POST /desk/vertretung`: who stands in for whom; posting names a deputy.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vertretung")]
pub struct DeputiesPath;

/// `POST /desk/vertretung/beenden`: ends what somebody stands in for.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vertretung/beenden")]
pub struct EndDeputyPath;

/// `GET/POST /desk/sammlung`: outcome and reasons for many tasks of the same kind.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/sammlung")]
pub struct BulkPath;

/// `GET/POST /desk/sammlung/pruefen`: says once more what is about to be done to how many.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/sammlung/pruefen")]
pub struct BulkCheckPath;

/// `GET/POST /desk/sammlung/ausfuehren`: does it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/sammlung/ausfuehren")]
pub struct BulkDoPath;

/// `POST /desk/sammlung/{id}/zurueck`: takes it back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/sammlung/{id}/zurueck")]
pub struct BulkBackPath {
    /// The bulk action.
    pub id: uuid::Uuid,
}

#[cfg(test)]
mod tests {
    /// Packages are checked against this list, so it must be the addresses that there are.
    #[test]
    fn every_word_below_an_antrag_is_reserved() {
        let routes = include_str!("routes.rs").split("#[cfg(test)]").next().unwrap();
        let below = routes.split("#[typed_path(\"/antrag/{id}/").skip(1);
        let mut words: Vec<&str> = below.map(|rest| rest.split(['"', '/']).next().unwrap()).collect();
        words.retain(|word| *word != "{page}");
        words.sort_unstable();
        words.dedup();
        assert_eq!(words, form::layout::RESERVED_PAGES);
    }
}

// Search over cases.

/// `POST /desk/vorgaenge/export?q=…`: what a search found, as a file; recorded.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/vorgaenge/export")]
pub struct ExportCasesPath;

// The inventory.

/// `GET /steuerung/bestand?q=…`: what the offices of the Land run and pay for.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand")]
pub struct InventoryPath;

/// `GET /steuerung/bestand/als/csv?q=…`: what a search found, as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/als/csv")]
pub struct InventoryCsvPath;

/// `GET /steuerung/bestand/als/xlsx?q=…`: the same for Excel.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/als/xlsx")]
pub struct InventoryXlsxPath;

/// `GET /steuerung/bestand/neu` asks, `POST` enters something.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/neu")]
pub struct NewThingPath;

/// `GET /steuerung/bestand/auffaellig`: what in it wants a look.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/auffaellig")]
pub struct ConspicuousPath;

/// `POST /steuerung/bestand/verschieden`: two that look the same are not.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/verschieden")]
pub struct TellApartPath;

/// `GET /steuerung/bestand/energie`: electricity by Behoerde and operator.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/energie")]
pub struct InventoryEnergyPath;

/// `GET /steuerung/bestand/einlesen` asks for a file, `POST` says what is in it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/einlesen")]
pub struct ReadInventoryPath;

/// `POST /steuerung/bestand/uebernehmen`: takes in what was found in a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/uebernehmen")]
pub struct TakeInventoryPath;

/// `GET /steuerung/bestand/{id}`: something of the inventory.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/{id}")]
pub struct ThingPath {
    /// Its id.
    pub id: inventory::GegenstandId,
}

/// `GET /steuerung/bestand/{id}/aendern/{thema}` asks, `POST` changes what is said of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/{id}/aendern/{thema}")]
pub struct EditThingPath {
    /// Its id.
    pub id: inventory::GegenstandId,
    /// Which fields.
    pub thema: String,
}

/// `GET /steuerung/bestand/{id}/verknuepfungen?q=…` finds what to link it to, `POST` links or unlinks it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/{id}/verknuepfungen")]
pub struct ThingLinksPath {
    /// Its id.
    pub id: inventory::GegenstandId,
}

/// `GET /steuerung/bestand/{id}/nutzung` asks, `POST` reports how many licences are in use.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/{id}/nutzung")]
pub struct ThingUsePath {
    /// Its id.
    pub id: inventory::GegenstandId,
}

/// `GET /steuerung/bestand/{id}/aussondern` asks, `POST` says that it is no longer in use.
#[derive(TypedPath, Deserialize)]
#[typed_path("/steuerung/bestand/{id}/aussondern")]
pub struct RetireThingPath {
    /// Its id.
    pub id: inventory::GegenstandId,
}

/// `GET /bestand/als/json`: the names that everybody may see, for programs.
#[derive(TypedPath, Deserialize)]
#[typed_path("/bestand/als/json")]
pub struct PublicInventoryPath;
