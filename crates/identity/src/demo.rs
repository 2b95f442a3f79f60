//! What exists in demonstrations only.

/// Shows that the configuration says `demo`. What weakens the house asks for this value, so that it cannot be
/// built, and not be reached, in an installation that means it.
#[derive(Debug, Clone, Copy)]
pub struct DemoMode(());

impl DemoMode {
    /// `Some` only when the configuration switches demonstrations on.
    #[must_use]
    pub fn if_configured(demo: bool) -> Option<Self> {
        demo.then_some(Self(()))
    }
}

/// Plays the online identity card: one click, and the session has the level
/// [`Hoch`](crate::Vertrauensniveau::Hoch). It proves nothing.
#[derive(Debug, Clone, Copy)]
pub struct DemoAusweis(());

impl DemoAusweis {
    /// The provider; there is none without demonstration mode.
    #[must_use]
    pub const fn new(_: DemoMode) -> Self {
        Self(())
    }
}
