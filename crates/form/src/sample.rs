//! Valid answers to any form, for tests: deterministic, made from the constraints of the fields.
