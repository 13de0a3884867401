//! Any bytes, as a room code and as a key.

#![no_main]

#[allow(dead_code, reason = "only reading is put to the test")]
#[path = "../src/code.rs"]
mod code;
#[allow(dead_code, reason = "only reading is put to the test")]
#[path = "../src/secret.rs"]
mod secret;

mod code_laws;

libfuzzer_sys::fuzz_target!(|input: &[u8]| code_laws::code(input));
