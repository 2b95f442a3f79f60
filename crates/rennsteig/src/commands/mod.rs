//! One file a command.

pub(crate) mod account;
pub(crate) mod catalogue;
pub(crate) mod demo;
pub(crate) mod jobs;
pub(crate) mod journal;
pub(crate) mod offer;
pub(crate) mod package;
pub(crate) mod serve;
