//! The form model and engine: pages, fields, groups, repeats, rules and validation.
