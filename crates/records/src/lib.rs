//! Records: Akte, Vorgang, Dokument.
