//! The drill engine.
