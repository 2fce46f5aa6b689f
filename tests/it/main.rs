//! Tests of the program through its public face, in one binary.
mod editor;
mod export;
mod figures;
mod found;
mod harness;
mod hostile;
mod journeys;
mod lossless;
mod new_year;
mod problems;
mod properties;
mod pty;
mod rules;
mod screenshots;
mod store;
mod tasks;
mod tidy;
