//! The program: command line, configuration, composition.
fn main() {}
