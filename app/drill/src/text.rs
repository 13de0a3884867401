//! What people write: how long it may be, and that a screen can show it for what it is.

use crate::Refusal;

/// Some text, within `chars_max` characters, that a screen can show.
///
/// # Errors
/// When it is empty, too long, or has characters that are not shown.
pub fn check(text: &str, chars_max: usize) -> Result<(), Refusal> {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        Err(Refusal::EmptyText)
    } else if chars > chars_max {
        Err(Refusal::LongText(chars, chars_max))
    } else if text.chars().any(|c| is_control(c) || turns_line(c)) {
        Err(Refusal::UnprintableText)
    } else {
        Ok(())
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Embeddings, overrides and isolates of writing direction: nobody types them, and they turn round what stands beside a
/// text as well, so that a line could look like another's. Arabic or Hebrew needs none of them.
const fn turns_line(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_screen_can_show_is_a_text_and_nothing_else() {
        for (text, expected) in [
            ("Is anybody there?", Ok(())),
            ("two\nlines\tand a tab", Ok(())),
            ("שלום, مرحبا, 你好, 🎓🏽, e\u{301}, a\u{200f}b", Ok(())),
            ("", Err(Refusal::EmptyText)),
            (" \n\u{a0}\u{2003}", Err(Refusal::EmptyText)),
            ("far too long", Err(Refusal::LongText(12, 11))),
            ("nul\0", Err(Refusal::UnprintableText)),
            ("bell\u{7}", Err(Refusal::UnprintableText)),
            ("\u{1b}[31mred", Err(Refusal::UnprintableText)),
            ("c1\u{85}", Err(Refusal::UnprintableText)),
            ("\u{202e}desrever", Err(Refusal::UnprintableText)),
            ("open \u{2067}", Err(Refusal::UnprintableText)),
        ] {
            let chars_max = if matches!(expected, Err(Refusal::LongText(..))) { 11 } else { 2_000 };
            assert_eq!(check(text, chars_max), expected, "{text:?}");
        }
    }
}
