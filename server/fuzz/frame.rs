//! Any bytes, as the frames of an operator's link.

#![no_main]

#[allow(dead_code, reason = "this target uses its own half")]
mod laws;

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::frames(input));
