//! Service packages: reading, checking, testing, installing.
