//! The provisions that steps and rules follow.

use serde::{Deserialize, Serialize};

/// A provision, as it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Norm {
    /// § 187 Abs. 1 BGB
    Bgb187Abs1,
    /// § 187 Abs. 2 BGB
    Bgb187Abs2,
    /// § 188 Abs. 1 BGB
    Bgb188Abs1,
    /// § 188 Abs. 2 BGB
    Bgb188Abs2,
    /// § 188 Abs. 3 BGB
    Bgb188Abs3,
    /// § 189 Abs. 1 BGB
    Bgb189Abs1,
    /// § 189 Abs. 2 BGB
    Bgb189Abs2,
    /// § 190 BGB
    Bgb190,
    /// § 193 BGB
    Bgb193,
    /// § 31 Abs. 3 Satz 1 VwVfG
    Vwvfg31Abs3Satz1,
    /// § 31 Abs. 3 Satz 2 VwVfG
    Vwvfg31Abs3Satz2,
    /// § 31 Abs. 4 VwVfG
    Vwvfg31Abs4,
    /// § 31 Abs. 5 VwVfG
    Vwvfg31Abs5,
    /// § 41 Abs. 2 VwVfG
    Vwvfg41Abs2,
    /// § 41 Abs. 4 Satz 3 VwVfG
    Vwvfg41Abs4,
    /// § 26 Abs. 3 SGB X
    Sgbx26Abs3,
    /// § 37 Abs. 2 SGB X
    Sgbx37Abs2,
    /// § 108 Abs. 3 AO
    Ao108Abs3,
    /// § 122 Abs. 2 Nr. 1 AO
    Ao122Abs2Nr1,
    /// § 122 Abs. 2 Nr. 2 AO
    Ao122Abs2Nr2,
    /// § 122 Abs. 2a AO
    Ao122Abs2a,
    /// § 122a Abs. 4 AO
    Ao122aAbs4,
    /// § 9 Abs. 1 OZG
    Ozg9Abs1,
    /// § 222 Abs. 2 ZPO
    Zpo222Abs2,
    /// § 57 Abs. 2 VwGO with § 222 Abs. 2 ZPO
    Vwgo57Abs2,
}

impl Norm {
    /// As it is cited: `§ 188 Abs. 2 BGB`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Bgb187Abs1 => "§ 187 Abs. 1 BGB",
            Self::Bgb187Abs2 => "§ 187 Abs. 2 BGB",
            Self::Bgb188Abs1 => "§ 188 Abs. 1 BGB",
            Self::Bgb188Abs2 => "§ 188 Abs. 2 BGB",
            Self::Bgb188Abs3 => "§ 188 Abs. 3 BGB",
            Self::Bgb189Abs1 => "§ 189 Abs. 1 BGB",
            Self::Bgb189Abs2 => "§ 189 Abs. 2 BGB",
            Self::Bgb190 => "§ 190 BGB",
            Self::Bgb193 => "§ 193 BGB",
            Self::Vwvfg31Abs3Satz1 => "§ 31 Abs. 3 Satz 1 VwVfG",
            Self::Vwvfg31Abs3Satz2 => "§ 31 Abs. 3 Satz 2 VwVfG",
            Self::Vwvfg31Abs4 => "§ 31 Abs. 4 VwVfG",
            Self::Vwvfg31Abs5 => "§ 31 Abs. 5 VwVfG",
            Self::Vwvfg41Abs2 => "§ 41 Abs. 2 VwVfG",
            Self::Vwvfg41Abs4 => "§ 41 Abs. 4 Satz 3 VwVfG",
            Self::Sgbx26Abs3 => "§ 26 Abs. 3 SGB X",
            Self::Sgbx37Abs2 => "§ 37 Abs. 2 SGB X",
            Self::Ao108Abs3 => "§ 108 Abs. 3 AO",
            Self::Ao122Abs2Nr1 => "§ 122 Abs. 2 Nr. 1 AO",
            Self::Ao122Abs2Nr2 => "§ 122 Abs. 2 Nr. 2 AO",
            Self::Ao122Abs2a => "§ 122 Abs. 2a AO",
            Self::Ao122aAbs4 => "§ 122a Abs. 4 AO",
            Self::Ozg9Abs1 => "§ 9 Abs. 1 OZG",
            Self::Zpo222Abs2 => "§ 222 Abs. 2 ZPO",
            Self::Vwgo57Abs2 => "§ 57 Abs. 2 VwGO, § 222 Abs. 2 ZPO",
        }
    }
}

impl std::fmt::Display for Norm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}
