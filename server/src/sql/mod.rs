//! The SQL box: one SELECT on the simulated database, in the source's own language. What somebody types is read by a real
//! parser, goes through [`translate()`], and runs on a throw-away database in memory that holds this room's rows alone.

mod meaning;
mod tables;
mod translate;

use std::time::Instant;

use app::pages::Found;
use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Column as _, Executor as _, Row as _, SqlSafeStr as _, Statement as _};

use crate::limits::{SQL_BYTES_MAX, SQL_CELL_BYTES_MAX, SQL_OPS_BETWEEN_LOOKS, SQL_ROWS_MAX, SQL_WITHIN};

pub use tables::{Tables, tables};
pub use translate::translate;

/// Why a query was not answered, for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// It is longer than a query of a person.
    #[error("the query is longer than {SQL_BYTES_MAX} characters")]
    TooLong,
    /// The parser does not understand it; it says where.
    #[error("{0}")]
    Syntax(String),
    /// It is understood, and not done.
    #[error("line {line}, column {column}: {reason}")]
    Refused {
        /// Where, from 1; the beginning if it concerns the whole.
        line: u64,
        /// Where in the line, from 1.
        column: u64,
        /// Why.
        reason: String,
    },
    /// It looks at more rows than there is time for.
    #[error("the query took longer than {} ms, and was stopped; join fewer tables", SQL_WITHIN.as_millis())]
    TooSlow,
    /// The engine says that something in it does not exist or does not fit.
    #[error("{0}")]
    Engine(String),
}

impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            // The progress handler's interrupt.
            Some(told) if told.message() == "interrupted" => Self::TooSlow,
            Some(told) => Self::Engine(plain(told.message())),
            None => Self::Engine(plain(&error.to_string())),
        }
    }
}

/// What the engine says, in words for people where they are known.
fn plain(told: &str) -> String {
    const BEGINNINGS: [(&str, &str); 3] = [
        ("no such column: ", "there is no such column: "),
        ("ambiguous column name: ", "more than one table has this column, so it needs the table's name before it: "),
        ("misuse of aggregate", "count, max, min and sum cannot stand in WHERE"),
    ];
    const PARTS: [(&str, &str); 2] = [
        ("ORDER BY term out of range", "ORDER BY names a column by a number that the result does not have"),
        ("do not have the same number of result columns", "both sides of UNION need the same number of columns"),
    ];
    if let Some((begin, words)) = BEGINNINGS.iter().find(|(begin, _)| told.starts_with(begin)) {
        let name = if begin.ends_with(": ") { &told[begin.len()..] } else { "" };
        return [*words, name].concat();
    }
    let part = PARTS.iter().find(|(part, _)| told.contains(part));
    part.map_or_else(|| ["the database answers: ", told].concat(), |(_, words)| (*words).to_owned())
}

/// Runs one T-SQL SELECT on these tables.
///
/// # Errors
///
/// [`SqlError`]: it is no single SELECT, uses what cannot be translated, or takes too much.
pub async fn query(tables: &Tables, text: &str) -> Result<Found, SqlError> {
    let sql = translate(text, &tables.now)?;
    let mut connection = tables.fill().await?;
    let deadline = Instant::now() + SQL_WITHIN;
    connection.lock_handle().await?.set_progress_handler(SQL_OPS_BETWEEN_LOOKS, move || Instant::now() < deadline);
    let statement = connection.prepare(AssertSqlSafe(sql).into_sql_str()).await?;
    let columns: Vec<String> = statement.columns().iter().map(|column| column.name().to_owned()).collect();
    let mut found = Found { rows: Vec::new(), cut: false, columns };
    let mut rows = statement.query().fetch(&mut connection);
    while let Some(row) = rows.try_next().await? {
        if found.rows.len() == SQL_ROWS_MAX {
            found.cut = true;
            break;
        }
        let cell = |place| row.try_get_unchecked::<Option<String>, _>(place).map(|text| text.map(short));
        found.rows.push((0..found.columns.len()).map(cell).collect::<Result<_, _>>()?);
    }
    Ok(found)
}

fn short(text: String) -> String {
    if text.len() <= SQL_CELL_BYTES_MAX {
        text
    } else {
        text.chars().take(SQL_CELL_BYTES_MAX / 4).chain(['…']).collect()
    }
}
