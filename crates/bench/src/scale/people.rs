//! Who works at the office: a caseworker with three duties, and the head of the unit.

use anyhow::{Context, Result};
use identity::{AccountKind, Address, Ars, Behoerde, BehoerdeId, Duty, HashedPassword, Scope, SessionToken};
use store::SystemEntropy;

use super::fill::{OFFICE_OF_ALL, OWN_SERVICES};
use crate::world::World;

pub(super) const CASEWORKER: &str = "karla";
const HEAD: &str = "hanna";
const PASSWORD: &str = "Rennsteig von Hörschel bis Blankenstein";

/// Tokens of their sessions.
pub(super) struct People {
    pub(super) caseworker: String,
    pub(super) head: String,
}

impl People {
    pub(super) async fn hire(world: &World) -> Result<Self> {
        let mut tx = world.store.begin().await?;
        identity::define_usual_roles(&mut tx, &Scope::House).await?;
        identity::found_behoerde(&mut tx, &Scope::House, &office()?).await?;
        let password = HashedPassword::of(PASSWORD, &SystemEntropy).await?;
        let duties: Vec<String> = OWN_SERVICES.iter().map(|id| format!("sachbearbeitung:{id}")).collect();
        for (login, duties) in [(CASEWORKER, duties), (HEAD, vec!["leitung".to_owned()])] {
            let account = identity::open_account(&mut tx, &Scope::House, AccountKind::Staff, login).await?;
            for duty in duties {
                let duty = Duty::from_word(&duty);
                identity::grant_role(&mut tx, &Scope::House, account, BehoerdeId(OFFICE_OF_ALL), &duty)
                    .await?;
            }
            identity::set_password(&mut tx, &Scope::House, account, login, &password).await?;
        }
        tx.commit().await?;
        Ok(Self {
            caseworker: sign_in(world, CASEWORKER).await?.reveal(),
            head: sign_in(world, HEAD).await?.reveal(),
        })
    }

    /// What the program makes of the session of the caseworker.
    pub(super) async fn caseworker_scope(&self, world: &World) -> Result<Scope> {
        let token = SessionToken::parse(&self.caseworker).context("a token")?;
        let session = identity::session(&world.store, &token).await?.context("the session has ended")?;
        Ok(session.scope)
    }
}

/// As the sign-in form does it.
pub(super) async fn sign_in(world: &World, login: &str) -> Result<SessionToken> {
    Ok(identity::sign_in(&world.store, login, PASSWORD, None).await?.token)
}

fn office() -> Result<Behoerde> {
    Ok(Behoerde {
        id: BehoerdeId(OFFICE_OF_ALL),
        name: "Stadt Beispiel".into(),
        short_name: "B".into(),
        ars: Ars::parse("160510000000")?,
        address: Address { street: "Markt 1".into(), postal_code: "99084".into(), town: "Beispiel".into() },
        phone: None,
        mail: None,
        web: None,
    })
}
