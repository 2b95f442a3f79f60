//! DMN 1.5 decisions: read, check, evaluate, explain.
