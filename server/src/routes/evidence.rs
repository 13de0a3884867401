//! What operators take home: the truth at one moment of a room, its simulated database, and the report.

use app::{
    document::{report_document, truth_document},
    pages::{ReportSheet, Truth, Window, csv_line, report_csv, report_markdown},
};
use axum::{
    Form,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::WithRejection;
use drill::{Event, IN_PROGRESS_QUERY, Millis, report::report};
use protocol::{Audience, ReplayIndex};
use serde::Deserialize;

use super::{Posted, entry::AuthorizedRoom, page, rooms};
use crate::{AppState, clock::date, code::RoomCode, error::ApiError, limits::SQL_BYTES_MAX, sql};

/// Which moment of a room is asked for.
#[derive(Debug, Deserialize)]
pub struct AtMoment {
    /// Room time as `m:ss`; now, where it is missing or empty.
    at: Option<String>,
    /// From when a timeline is shown, in the same form.
    from: Option<String>,
    /// Until when.
    to: Option<String>,
}

/// A room time as somebody typed it; nothing where they typed nothing.
fn typed(time: Option<&str>) -> Result<Option<Millis>, ApiError> {
    let time = time.map(str::trim).filter(|time| !time.is_empty());
    time.map(str::parse).transpose().map_err(|_| ApiError::NotAMoment)
}

type InQuery = Result<Query<AtMoment>, QueryRejection>;

/// A query for the SQL box.
#[derive(Debug, Deserialize)]
pub struct SqlForm {
    /// Room time, as in [`AtMoment`].
    #[serde(default)]
    at: String,
    /// The query.
    #[serde(default)]
    sql: String,
    /// `csv` for a file.
    #[serde(default, rename = "as")]
    form: String,
}

/// A room's log as it stands, and a moment of it.
struct Past {
    code: RoomCode,
    log: Vec<Event>,
    at: Millis,
    now: Millis,
}

impl Past {
    /// What an operator asks to see.
    async fn read(AuthorizedRoom { room, .. }: AuthorizedRoom, at: Option<&str>) -> Result<Self, ApiError> {
        let status = room.status().await?;
        let log = drill::without_undone(rooms::whole_log(&room, status.seq).await?);
        let now = room.now();
        let at = typed(at)?.unwrap_or(now);
        Ok(Self { code: room.code, log, at: at.min(now), now })
    }

    fn truth(self, sql: String) -> (Truth, sql::Tables) {
        let Self { code, log, at, now } = self;
        let opened_wall_ms = log.first().map_or(0, |event| event.wall_ms);
        let mut index = ReplayIndex::default();
        index.extend(log);
        let replay = index.view(at, now, Audience::Leader, false).replay;
        let state = index.state_at(at);
        let tables = sql::tables(&state, at, opened_wall_ms);
        let truth = Truth {
            code: code.to_string(),
            title: state.title.clone(),
            at,
            now,
            before: replay.and_then(|replay| replay.before),
            after: replay.and_then(|replay| replay.after),
            beliefs: drill::beliefs(&state, at),
            ledger: drill::ledger(&state),
            tables: tables.shown(),
            has_unassigned: tables.have_unassigned(),
            sql,
            sql_bytes_max: SQL_BYTES_MAX,
            outcome: None,
        };
        (truth, tables)
    }

    fn sheet(self, from: Option<Millis>, to: Option<Millis>) -> ReportSheet {
        let report = report(&self.log, self.at);
        let window = Window::of(from, to, self.at);
        ReportSheet { code: self.code.to_string(), day: date(report.opened_wall_ms), window, report }
    }
}

/// `GET /room/{code}/truth?at=1:30`
pub async fn truth(room: AuthorizedRoom, moment: InQuery) -> Result<Response, ApiError> {
    let Query(moment) = moment.map_err(|_| ApiError::NotAMoment)?;
    let past = Past::read(room, moment.at.as_deref()).await?;
    page::render(move |assets, _| truth_document(assets, past.truth(IN_PROGRESS_QUERY.to_owned()).0)).await
}

/// `POST /room/{code}/truth`: the same with the answer to a query, or that answer as a file.
pub async fn ask(
    State(state): State<AppState>,
    room: AuthorizedRoom,
    WithRejection(Form(form), _): Posted<SqlForm>,
) -> Result<Response, ApiError> {
    let past = Past::read(room, Some(&form.at)).await?;
    let (code, sql) = (past.code, form.sql);
    let text = sql.clone();
    let (mut truth, tables) =
        tokio::task::spawn_blocking(move || past.truth(sql)).await.map_err(|_| ApiError::Render)?;
    let outcome = {
        let _one_of_few = state.queries.acquire().await.map_err(|_| ApiError::Overdue)?;
        sql::query(&tables, &text).await
    };
    match outcome {
        Ok(found) if form.form == "csv" => {
            let rows = found.rows.iter().map(|row| csv_line(row.iter().map(|cell| cell.as_deref().unwrap_or("NULL"))));
            let lines = std::iter::once(csv_line(found.columns.iter().map(String::as_str))).chain(rows);
            Ok(file(&format!("{code}-query.csv"), "text/csv; charset=utf-8", lines.collect()))
        }
        outcome => {
            truth.outcome = Some(outcome.map_err(|error| error.to_string()));
            page::render(move |assets, _| truth_document(assets, truth)).await
        }
    }
}

/// In which form a report is wanted.
#[derive(Clone, Copy, Debug)]
pub enum ReportAs {
    /// To read and print.
    Page,
    /// To count.
    Csv,
    /// To go on writing.
    Markdown,
}

/// `GET /room/{code}/report?at=1:30`, `…/report.csv`, `…/report.md`
pub async fn told(form: ReportAs, room: AuthorizedRoom, moment: InQuery) -> Result<Response, ApiError> {
    let Query(moment) = moment.map_err(|_| ApiError::NotAMoment)?;
    let past = Past::read(room, moment.at.as_deref()).await?;
    let (code, from, to) = (past.code, typed(moment.from.as_deref())?, typed(moment.to.as_deref())?);
    let sheet = tokio::task::spawn_blocking(move || past.sheet(from, to)).await.map_err(|_| ApiError::Render)?;
    match form {
        ReportAs::Page => page::render(move |assets, _| report_document(assets, sheet)).await,
        ReportAs::Csv => Ok(file(&format!("{code}-report.csv"), "text/csv; charset=utf-8", report_csv(&sheet))),
        ReportAs::Markdown => {
            Ok(file(&format!("{code}-report.md"), "text/markdown; charset=utf-8", report_markdown(&sheet)))
        }
    }
}

/// An answer that browsers save under this name.
fn file(name: &str, kind: &'static str, content: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        // Codes are letters, digits and a hyphen.
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, content).into_response()
}
