//! The script format.
