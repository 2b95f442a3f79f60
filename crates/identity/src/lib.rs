//! Accounts, sessions, levels of assurance, offices, roles and permissions.

mod model;

pub use model::{AccountId, BehoerdeId, Denied, Permission, Scope, Vertrauensniveau};
