//! Signing in and out, levels of assurance, the mailbox: what belongs to a person. One file a page.

mod app;
mod code;
mod document;
mod email;
mod forgotten;
mod hat;
mod konto;
mod letter;
mod level;
mod links;
mod mailbox;
mod new_password;
mod oidc;
mod passkey;
mod passkeys;
mod password;
mod proof;
mod recover;
mod remove_app;
mod sign_in;
mod sign_out;
mod spare_code;
mod spare_codes;
mod way;

pub(crate) use document::attachment;
pub(crate) use letter::download;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::house::Whole;

/// The pages of an account.
pub(crate) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(sign_in::show)
        .typed_post(sign_in::sign_in)
        .typed_get(code::show)
        .typed_post(code::complete)
        .typed_post(oidc::begin)
        .typed_get(oidc::back)
        .typed_get(spare_code::show)
        .typed_post(spare_code::complete)
        .typed_get(forgotten::show)
        .typed_post(forgotten::send)
        .typed_get(forgotten::sent)
        .typed_get(recover::show)
        .typed_post(recover::recover)
        .typed_get(recover::done)
        .typed_get(level::show)
        .typed_post(level::step_up)
        .typed_get(hat::show)
        .typed_post(hat::choose)
        .typed_get(sign_out::show)
        .typed_post(sign_out::sign_out)
        .typed_get(konto::show)
        .typed_post(konto::end_session)
        .typed_post(konto::end_all)
        .typed_get(password::show)
        .typed_post(password::change)
        .typed_get(app::show)
        .typed_post(app::begin)
        .typed_post(app::confirm)
        .typed_get(remove_app::show)
        .typed_post(remove_app::remove)
        .typed_post(passkey::begin)
        .typed_post(passkey::complete)
        .typed_get(passkeys::show)
        .typed_post(passkeys::add)
        .typed_post(passkeys::begin)
        .typed_get(passkeys::ask)
        .typed_post(passkeys::remove)
        .typed_get(spare_codes::show)
        .typed_post(spare_codes::renew)
        .typed_post(links::remove)
        .typed_get(email::show)
        .typed_post(email::save)
        .typed_get(email::ask)
        .typed_post(email::confirm)
        .typed_get(mailbox::show)
        .typed_get(letter::show)
        .typed_post(letter::open)
        .typed_get(document::download)
}
