//! The top of a script: format, title, summary and settings. What comes below is left to `line`.

use crate::{
    Millis, Refusal, Setting,
    format::{
        Script,
        error::{Problem, ScriptError, shown},
        reader::Reader,
    },
    limits::{TEXT_CHARS_MAX, TITLE_CHARS_MAX},
};

/// The words that stand only here.
pub(super) const HEADER_WORDS: [&str; 3] = ["title", "summary", "setting"];

const SETTING_WORDS: [&str; Setting::ALL.len()] = {
    let mut words = [""; Setting::ALL.len()];
    let mut index = 0;
    while index < words.len() {
        words[index] = Setting::ALL[index].word();
        index += 1;
    }
    words
};

/// Reads up to the first line that is none of the header's.
pub(super) fn parse(reader: &mut Reader<'_>) -> Result<Script, ScriptError> {
    let mut script = Script::default();
    let mut is_first = true;
    while reader.next_line() {
        match reader.peek_word().map_or("", |word| word.text) {
            "format" if is_first => format(reader)?,
            "title" => {
                let place = reader.word("title", &[])?.place;
                if !script.title.is_empty() {
                    return Err(place.error(Problem::Twice("title")));
                }
                script.title = reader.plain("the title", TITLE_CHARS_MAX)?;
            }
            "summary" => {
                let place = reader.word("summary", &[])?.place;
                if !script.summary.is_empty() {
                    return Err(place.error(Problem::Twice("summary")));
                }
                script.summary = reader.plain("the summary", TEXT_CHARS_MAX)?;
            }
            "setting" => setting(reader, &mut script)?,
            _ => break,
        }
        reader.end_line()?;
        is_first = false;
    }
    Ok(script)
}

fn format(reader: &mut Reader<'_>) -> Result<(), ScriptError> {
    reader.word("format", &[])?;
    let version = reader.word("the format's version", &["1"])?;
    if version.text == "1" { Ok(()) } else { Err(version.place.error(Problem::Format(shown(version.text)))) }
}

fn setting(reader: &mut Reader<'_>, script: &mut Script) -> Result<(), ScriptError> {
    reader.word("setting", &[])?;
    let place = reader.place_of_next();
    let setting = Setting::ALL[reader.choose("setting", &SETTING_WORDS)?];
    if script.settings.iter().any(|(other, _)| *other == setting) {
        return Err(place.error(Problem::Twice(setting.word())));
    }
    let duration = reader.word("a duration m:ss", &[])?;
    let to: Millis = duration.text.parse().map_err(|error| duration.place.error(Problem::Time(error)))?;
    if !setting.bounds().contains(&to) {
        return Err(duration.place.error(Problem::Setting(Refusal::SettingOutOfBounds(setting, to))));
    }
    script.settings.push((setting, to));
    Ok(())
}
