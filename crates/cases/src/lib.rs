//! The Vorgang: process instances, tasks, decisions, notices, deadlines.
