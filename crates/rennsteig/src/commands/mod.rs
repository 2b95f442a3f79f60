//! One file a command.

pub(crate) mod account;
pub(crate) mod backup;
pub(crate) mod catalogue;
pub(crate) mod decision;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod inventory;
pub(crate) mod jobs;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod offer;
pub(crate) mod package;
pub(crate) mod person;
pub(crate) mod plan;
mod plan_table;
pub(crate) mod process;
pub(crate) mod serve;
pub(crate) mod strategy;
pub(crate) mod work;
