//! The shipped drills.
