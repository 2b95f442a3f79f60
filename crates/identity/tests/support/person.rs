//! A person with a password.

use identity::{
    AccountId, AccountKind, HashedPassword, Scope, SessionToken, open_account, session, set_password,
};
use store::Store;

/// What they sign in with.
pub(crate) const PASSWORD: &str = "Grüße vom Inselsberg";

/// Opens their account.
pub(crate) async fn open_person(store: &Store, login: &str) -> AccountId {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account =
        open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Jördis Nováková").await.unwrap();
    set_password(&mut tx, &Scope::House, account, login, &password).await.unwrap();
    tx.commit().await.unwrap();
    account
}

/// Whether a token still opens a session.
pub(crate) async fn is_live(store: &Store, token: &SessionToken) -> bool {
    session(store, token).await.unwrap().is_some()
}
