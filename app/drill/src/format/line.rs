//! The lines below the header: each with its time, a command or an expectation.

use crate::{
    Command, Millis,
    format::{
        Coach, Expected, Line, Script, What, command,
        error::{Problem, ScriptError},
        expect,
        header::HEADER_WORDS,
        reader::{Reader, Word},
    },
    limits::TEXT_CHARS_MAX,
};

/// The words that a line can begin with.
const FIRST_WORDS: [&str; 15] = [
    "stop",
    "start",
    "note",
    "public-note",
    "say",
    "ask",
    "answer",
    "wrong",
    "hint",
    "agent",
    "customer",
    "expect",
    "title",
    "summary",
    "setting",
];

/// Reads all lines from here to the end.
pub(super) fn parse(reader: &mut Reader<'_>, script: &mut Script) -> Result<(), ScriptError> {
    while reader.next_line() {
        let is_timed = time(reader, script)?;
        if is_timed && reader.is_line_over() {
            continue;
        }
        let first = reader.word("a command", &[])?;
        if let Some(header) = HEADER_WORDS.into_iter().find(|header| *header == first.text) {
            let problem = if is_timed { Problem::HeaderTimed(header) } else { Problem::HeaderLate(header) };
            return Err(first.place.error(problem));
        }
        if first.text == "format" {
            return Err(first.place.error(Problem::FormatLate));
        }
        let what = what(reader, script, first)?;
        reader.end_line()?;
        script.lines.push(Line { number: first.place.line, at: script.until, what });
    }
    Ok(())
}

/// A leading time sets the room time of this line and those below.
fn time(reader: &mut Reader<'_>, script: &mut Script) -> Result<bool, ScriptError> {
    let is_time = |word: &Word<'_>| word.text.starts_with(|c: char| c.is_ascii_digit());
    if !reader.peek_word().as_ref().is_some_and(is_time) {
        return Ok(false);
    }
    let word = reader.word("a time", &[])?;
    let at: Millis = word.text.parse().map_err(|error| word.place.error(Problem::Time(error)))?;
    if at < script.until {
        return Err(word.place.error(Problem::TimeBack(script.until)));
    }
    script.until = at;
    Ok(true)
}

fn what(reader: &mut Reader<'_>, script: &Script, first: Word<'_>) -> Result<What, ScriptError> {
    first.one_of("word", &FIRST_WORDS)?;
    let coach: fn(String) -> Coach = match first.text {
        "answer" => Coach::Answer,
        "wrong" => Coach::Wrong,
        "hint" => Coach::Hint,
        "expect" => return expected(reader, script, first),
        _ => return command::parse(reader, first).map(What::Command),
    };
    let has_question = script.lines.iter().rev().find_map(|line| match &line.what {
        What::Command(command) => Some(line.at == script.until && matches!(command, Command::Ask(_))),
        What::Expect(_) | What::Coach(_) => None,
    });
    if has_question != Some(true) {
        return Err(first.place.error(Problem::NothingAsked));
    }
    Ok(What::Coach(coach(reader.text("a text in quotes", TEXT_CHARS_MAX)?)))
}

fn expected(reader: &mut Reader<'_>, script: &Script, first: Word<'_>) -> Result<What, ScriptError> {
    let expect = expect::parse(reader)?;
    let has_command = || script.lines.iter().any(|line| matches!(line.what, What::Command(_)));
    if matches!(expect.what, Expected::Refused) && !has_command() {
        return Err(first.place.error(Problem::NothingToRefuse));
    }
    Ok(What::Expect(expect))
}
