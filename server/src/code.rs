//! Room codes: 40 bits from the operating system's generator, in letters that people can read out to each other.

use std::{fmt, str::FromStr};

/// 32 letters and digits, without `I`, `O`, `0` and `1`, which look alike.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LEN: usize = 8;

/// The code of a room, shown as `ABCD-EFGH`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoomCode([u8; LEN]);

/// A text is no room code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a room code has eight letters or digits, as in ABCD-EFGH")]
pub struct NotACode;

impl RoomCode {
    /// A new code that nobody can guess.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LEN];
        getrandom::fill(&mut bytes)?;
        // 32 letters divide 256 evenly, so each is equally likely.
        Ok(Self(bytes.map(|byte| ALPHABET[usize::from(byte) % ALPHABET.len()])))
    }

    /// Reads a code as people type it: in any case, with or without the hyphen or spaces.
    ///
    /// # Errors
    /// When it is no code.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let mut code = [0; LEN];
        let mut letters =
            text.bytes().filter(|byte| !matches!(byte, b'-' | b' ')).map(|byte| byte.to_ascii_uppercase());
        for place in &mut code {
            *place = letters.next().filter(|letter| ALPHABET.contains(letter)).ok_or(NotACode)?;
        }
        if letters.next().is_some() || text.len() > 2 * LEN { Err(NotACode) } else { Ok(Self(code)) }
    }

    /// The eight letters without the hyphen, as stored.
    pub fn letters(&self) -> &str {
        // The alphabet is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for RoomCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::parse(text)
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.letters().split_at(LEN / 2);
        write!(f, "{left}-{right}")
    }
}

impl fmt::Debug for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_any_case_with_or_without_the_hyphen() {
        for text in ["ABCD-EFGH", "abcd-efgh", "abcdefgh", "AbCd EfGh", " abcd-efgh "] {
            assert_eq!(RoomCode::parse(text).map(|code| code.to_string()), Ok("ABCD-EFGH".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in
            ["", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG0", "ABCD-EFGI", "ABCD_EFGH", "ÄBCD-EFGH", "--------------ABCDEFGH"]
        {
            assert_eq!(RoomCode::parse(text), Err(NotACode), "{text}");
        }
    }

    #[test]
    fn random_codes_are_codes_and_differ() {
        let codes = [(); 64].map(|()| RoomCode::random().expect("the system has randomness"));
        for code in codes {
            assert_eq!(RoomCode::parse(&code.to_string()), Ok(code));
        }
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
