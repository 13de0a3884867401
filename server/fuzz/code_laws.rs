//! The laws of codes and keys: what is read is read the same again, and everything else is refused.

use crate::{code::RoomCode, secret::Secret};

/// Bytes as a code and as a key.
pub fn code(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    if let Ok(code) = RoomCode::parse(text) {
        let shown = code.to_string();
        assert_eq!(RoomCode::parse(&shown), Ok(code));
        assert_eq!((shown.len(), code.letters().len()), (9, 8));
        assert!(shown.bytes().all(|byte| byte == b'-' || byte.is_ascii_uppercase() || byte.is_ascii_digit()));
        let meant: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        assert!(meant.eq_ignore_ascii_case(code.letters()));
    }
    if let Some(secret) = Secret::parse(text) {
        assert_eq!(secret.text(), text);
        assert!(secret.hash() == secret.hash() && secret.for_watching().hash() != secret.hash());
    }
}
