//! Tests of the program through its public face, in one binary.
mod editor;
mod lossless;
mod store;
