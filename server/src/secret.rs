//! What gives somebody a right: 128 bits from the operating system's generator. Only its hash is kept; the secret itself
//! lives in a cookie, and behind the `#` of a link.

use std::{fmt, fmt::Write as _};

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::code::RoomCode;

const BYTES: usize = 16;

/// A secret. It prints nowhere: code that has to write it into a link or a cookie asks for its text.
#[derive(Clone, Copy)]
pub struct Secret([u8; BYTES]);

/// The SHA-256 of a secret's text: enough to know the secret by, useless for making it. The secrets are random, so there is
/// nothing to try out, and no slower hash is needed.
#[derive(Clone, Copy)]
pub struct KeyHash([u8; 32]);

impl Secret {
    /// A new secret that nobody can guess.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads what [`Secret::text`] wrote; `None` if it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| char::from(byte).to_digit(16).filter(|_| !byte.is_ascii_uppercase());
        let mut bytes = [0; BYTES];
        if text.len() != 2 * BYTES {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self(bytes))
    }

    /// Its text, for a link's fragment or a cookie, and for nothing else: 32 hexadecimal digits.
    pub fn text(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// What is kept of it.
    pub fn hash(&self) -> KeyHash {
        KeyHash(Sha256::digest(self.text()).into())
    }

    /// The secret of the room's projector link, which the operator's leads to and which does not lead back.
    #[must_use]
    pub fn for_watching(&self) -> Self {
        self.leads_to("watch")
    }

    /// The secret of the seat that a form with this ticket makes in the class of this code; `self` is one that the server
    /// tells nobody. The same form makes the same seat, and nobody who sees the form can tell its key.
    #[must_use]
    pub fn for_seat(&self, code: RoomCode, ticket: &str) -> Self {
        self.leads_to(&format!("seat {code} {ticket}"))
    }

    fn leads_to(&self, what: &str) -> Self {
        let digest: [u8; 32] = Sha256::digest(format!("{what} {}", self.text())).into();
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&digest[..BYTES]);
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret")
    }
}

impl KeyHash {
    /// Its bytes, as kept.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What was kept; `None` if it is no hash.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The hash of any text, for what somebody chose themselves.
    pub fn of_text(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }
}

/// Takes as long whether they are alike or not.
impl PartialEq for KeyHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for KeyHash {}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::random().expect("the system has randomness")
    }

    #[test]
    fn a_secret_is_read_as_it_was_written_and_nothing_else_is() {
        let text = secret().text();
        assert_eq!(text.len(), 32);
        assert_eq!(Secret::parse(&text).map(|read| read.text()), Some(text.clone()));
        for wrong in [
            "",
            &text[1..],
            &format!("{text}0"),
            &text.to_uppercase().replace(|c: char| c.is_ascii_digit(), "A"),
            "é".repeat(16).as_str(),
        ] {
            assert!(Secret::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn secrets_differ_and_are_known_by_their_hashes() {
        let (one, other) = (secret(), secret());
        assert_ne!(one.hash(), other.hash());
        assert_eq!(Some(one.hash()), KeyHash::from_bytes(one.hash().bytes()));
        assert_ne!(one.for_watching().hash(), one.hash());
        assert_eq!(one.for_watching().hash(), one.for_watching().hash());
    }

    #[test]
    fn a_secret_prints_nowhere() {
        let secret = secret();
        let printed = format!("{secret:?} {:?}", secret.hash());
        assert_eq!(printed, "a secret a hash");
    }
}
