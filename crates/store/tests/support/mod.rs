//! What the tests of files need.

pub(crate) mod proxy;
