//! The characters of a script, as words and texts with their positions. Which words there are is left to others.

use std::str::FromStr;

use crate::{
    format::error::{Problem, ScriptError, shown, unknown},
    text,
};

/// A place in a script: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    pub(super) const fn error(self, problem: Problem) -> ScriptError {
        ScriptError { line: self.line, column: self.column, problem }
    }
}

/// A run of characters without blanks, quotes and `#`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
}

impl Word<'_> {
    /// The place of this word in `known`.
    pub(super) fn one_of(self, what: &'static str, known: &[&'static str]) -> Result<usize, ScriptError> {
        let found = known.iter().position(|known| *known == self.text);
        found.ok_or_else(|| self.place.error(unknown(what, self.text, known.to_vec())))
    }

    /// The number that this word is, in its plain form.
    pub(super) fn number<T: FromStr>(self, what: &'static str) -> Result<T, ScriptError> {
        let plain = self.text.bytes().all(|byte| byte.is_ascii_digit()) && !self.text.starts_with('0');
        let number = if plain { self.text.parse().ok() } else { None };
        number.ok_or_else(|| self.place.error(Problem::Number(shown(self.text), what)))
    }
}

/// Reads a script from its first character to its last.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a str,
    place: Place,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text.trim_start_matches('\u{feff}'), place: Place { line: 1, column: 1 } }
    }

    /// Where the next word or text of the line stands.
    pub(super) fn place_of_next(&mut self) -> Place {
        self.skip_blanks();
        self.place
    }

    /// Moves on to the next line that says something; `false` at the end of the script.
    pub(super) fn next_line(&mut self) -> bool {
        loop {
            self.skip_blanks();
            match self.rest.chars().next() {
                None => return false,
                Some('#') => self.skip_comment(),
                Some('\n') => self.step('\n'),
                Some(_) => return true,
            }
        }
    }

    /// Whether the line says nothing more.
    pub(super) fn is_line_over(&mut self) -> bool {
        self.skip_blanks();
        self.rest.is_empty() || self.rest.starts_with(['\n', '#'])
    }

    /// The next word of the line, if a word is next.
    pub(super) fn peek_word(&mut self) -> Option<Word<'a>> {
        self.skip_blanks();
        let end = self.rest.find(|c: char| c.is_whitespace() || c == '"' || c == '#').unwrap_or(self.rest.len());
        (end > 0).then(|| Word { text: &self.rest[..end], place: self.place })
    }

    /// The next word of the line. `what` is expected, one of `known` where there is a list.
    pub(super) fn word(&mut self, what: &'static str, known: &[&'static str]) -> Result<Word<'a>, ScriptError> {
        let Some(word) = self.peek_word() else {
            let problem = if self.is_line_over() {
                Problem::Missing { what, known: known.to_vec() }
            } else {
                Problem::Unexpected { what, found: self.found() }
            };
            return Err(self.place.error(problem));
        };
        self.rest = &self.rest[word.text.len()..];
        self.place.column += word.text.chars().count();
        Ok(word)
    }

    /// A word that has to be one of `known`, as its place in that list.
    pub(super) fn choose(&mut self, what: &'static str, known: &[&'static str]) -> Result<usize, ScriptError> {
        self.word(what, known)?.one_of(what, known)
    }

    /// A text in double quotes, within `chars_max` characters and not empty.
    pub(super) fn text(&mut self, what: &'static str, chars_max: usize) -> Result<String, ScriptError> {
        self.skip_blanks();
        let opened = self.place;
        if !self.rest.starts_with('"') {
            let problem = if self.is_line_over() {
                Problem::Missing { what, known: Vec::new() }
            } else {
                Problem::Unexpected { what, found: self.found() }
            };
            return Err(opened.error(problem));
        }
        let text = self.quoted()?;
        if self.rest.starts_with(|c: char| !c.is_whitespace() && c != '#') {
            return Err(opened.error(Problem::GluedText(self.place.line)));
        }
        text::check(&text, chars_max).map_err(|refusal| opened.error(Problem::Text(refusal)))?;
        Ok(text)
    }

    /// What is written up to the end of the line or its comment; or a text in quotes, if the line is nothing else.
    pub(super) fn plain(&mut self, what: &'static str, chars_max: usize) -> Result<String, ScriptError> {
        if self.is_line_over() {
            return Err(self.place.error(Problem::Missing { what, known: Vec::new() }));
        }
        if self.rest.starts_with('"') {
            let mut ahead = self.clone();
            match ahead.text(what, chars_max) {
                Ok(text) if ahead.is_line_over() => {
                    *self = ahead;
                    return Ok(text);
                }
                Ok(_) | Err(ScriptError { problem: Problem::GluedText(_), .. }) => (),
                Err(error) => return Err(error),
            }
        }
        let (from, begun) = (self.rest, self.place);
        let mut opened = None;
        while let Some(c) = self.rest.chars().next() {
            // A `#` inside quotes is text here as well.
            match c {
                '\n' => break,
                '#' if opened.is_none() => break,
                '"' => opened = if opened.is_none() { Some(self.place) } else { None },
                _ => (),
            }
            self.step(c);
        }
        if let Some(opened) = opened {
            return Err(opened.error(Problem::Unclosed));
        }
        let text = from[..from.len() - self.rest.len()].trim().to_owned();
        text::check(&text, chars_max).map_err(|refusal| begun.error(Problem::Text(refusal)))?;
        Ok(text)
    }

    /// The end of the line: only a comment may still come.
    pub(super) fn end_line(&mut self) -> Result<(), ScriptError> {
        if self.is_line_over() { Ok(()) } else { Err(self.place.error(Problem::Trailing(self.found()))) }
    }

    /// A text from its opening quote to its closing one. It may run over several lines: a note of a room can.
    fn quoted(&mut self) -> Result<String, ScriptError> {
        let opened = self.place;
        self.step('"');
        let mut text = String::new();
        loop {
            let place = self.place;
            let Some(c) = self.rest.chars().next() else { return Err(opened.error(Problem::Unclosed)) };
            self.step(c);
            match c {
                '"' => break,
                '\\' => match self.rest.chars().next() {
                    Some(escaped @ ('"' | '\\')) => {
                        self.step(escaped);
                        text.push(escaped);
                    }
                    Some(other) => return Err(place.error(Problem::Escape(other.escape_debug().to_string()))),
                    None => return Err(opened.error(Problem::Unclosed)),
                },
                '\r' if self.rest.starts_with('\n') => (),
                _ => text.push(c),
            }
        }
        Ok(text)
    }

    /// What stands at this place, for a message.
    fn found(&self) -> String {
        let mut ahead = self.clone();
        match ahead.peek_word() {
            Some(word) => format!("`{}`", shown(word.text)),
            None if self.rest.starts_with('"') => "a text in quotes".to_owned(),
            None => "the end of the line".to_owned(),
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(c) = self.rest.chars().next().filter(|c| c.is_whitespace() && *c != '\n') {
            self.step(c);
        }
    }

    fn skip_comment(&mut self) {
        while let Some(c) = self.rest.chars().next().filter(|c| *c != '\n') {
            self.step(c);
        }
    }

    /// Past the next character, which is `c`.
    fn step(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
        if c == '\n' {
            self.place = Place { line: self.place.line + 1, column: 1 };
        } else {
            self.place.column += 1;
        }
    }
}
