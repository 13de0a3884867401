//! The three tables of the simulated database at one moment, and a database in memory that holds them.

use app::pages::{Found, TableOf};
use drill::{Millis, Row, Shown, State, cast};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use time::OffsetDateTime;

/// Their names, as the source's queries have them.
pub const NAMES: [&str; 3] = ["egpl_routing_queue", "egpl_casemgmt_activity", "egpl_user"];

/// Their columns.
pub(super) const COLUMNS: [&str; 14] = [
    "queue_id",
    "queue_name",
    "user_id",
    "user_name",
    "screen_name",
    "login_ip",
    "activity_id",
    "activity_type",
    "activity_status",
    "activity_sub_status",
    "assigned_to",
    "contact_point_data",
    "when_created",
    "subject",
];

/// Texts are compared as the source's own server does by default: capitals make no difference.
const SCHEMA: &str = "
    CREATE TABLE egpl_routing_queue (queue_id INTEGER PRIMARY KEY, queue_name TEXT NOT NULL COLLATE NOCASE);
    CREATE TABLE egpl_user (
        user_id INTEGER PRIMARY KEY, user_name TEXT NOT NULL COLLATE NOCASE, screen_name TEXT NOT NULL COLLATE NOCASE,
        login_ip TEXT COLLATE NOCASE
    );
    CREATE TABLE egpl_casemgmt_activity (
        activity_id INTEGER PRIMARY KEY, activity_type INTEGER NOT NULL, activity_status INTEGER NOT NULL,
        activity_sub_status INTEGER NOT NULL, queue_id INTEGER NOT NULL, assigned_to INTEGER,
        contact_point_data TEXT NOT NULL COLLATE NOCASE, when_created TEXT NOT NULL, subject TEXT NOT NULL COLLATE NOCASE
    );";

/// The rows of a room at one moment.
#[derive(Clone, Debug)]
pub struct Tables {
    rows: Vec<Shown<Row>>,
    opened_wall_ms: u64,
    /// The moment, as `getdate()` gives it.
    pub now: String,
}

/// Those of this state at `at`. Times are the day and hour on which the room was opened, in milliseconds since 1970, and room
/// time after it.
pub fn tables(state: &State, at: Millis, opened_wall_ms: u64) -> Tables {
    Tables { rows: drill::database(state, at), opened_wall_ms, now: date_time(opened_wall_ms, at) }
}

impl Tables {
    /// Whether there is an activity that nobody is assigned to, which an inner join with the users leaves out.
    pub fn have_unassigned(&self) -> bool {
        self.rows.iter().any(|row| row.what.assigned_to.is_none())
    }

    /// When this row was created, as the queries give it.
    fn created(&self, row: &Row) -> String {
        date_time(self.opened_wall_ms, row.when_created)
    }

    /// All three, for a page.
    pub fn shown(&self) -> Vec<TableOf> {
        let cells = |row: &[&str]| row.iter().map(|cell| Some((*cell).to_owned())).collect::<Vec<_>>();
        let queues = [cast::CHAT_QUEUE, cast::EMAIL_QUEUE].map(|(id, name)| cells(&[&id.to_string(), name]));
        let agent =
            [&cast::AGENT_USER_ID.to_string(), cast::AGENT_USER_NAME, cast::AGENT_SCREEN_NAME, cast::AGENT_LOGIN_IP];
        let activity = |Shown { what: row, .. }: &Shown<Row>| {
            let numbers = [
                row.activity_id.0,
                row.activity_type().into(),
                row.activity_status.into(),
                row.activity_sub_status.into(),
                queue(row).0.into(),
            ];
            let mut all: Vec<_> = numbers.iter().map(|number| Some(number.to_string())).collect();
            all.push(row.assigned_to.map(|id| id.to_string()));
            all.extend(cells(&[&row.contact_point_data, &self.created(row), &row.subject]));
            all
        };
        let table = |name, columns: &[&str], rows| {
            let columns = columns.iter().map(|column| (*column).to_owned()).collect();
            TableOf { name, found: Found { columns, rows, cut: false } }
        };
        vec![
            table(NAMES[0], &["queue_id", "queue_name"], queues.to_vec()),
            table(
                NAMES[1],
                &[
                    "activity_id",
                    "activity_type",
                    "activity_status",
                    "activity_sub_status",
                    "queue_id",
                    "assigned_to",
                    "contact_point_data",
                    "when_created",
                    "subject",
                ],
                self.rows.iter().map(activity).collect(),
            ),
            table(NAMES[2], &["user_id", "user_name", "screen_name", "login_ip"], vec![cells(&agent)]),
        ]
    }

    /// A new database in memory with these tables, which goes with its connection.
    ///
    /// # Errors
    /// When the machine has no memory for it.
    pub(super) async fn fill(&self) -> Result<SqliteConnection, sqlx::Error> {
        let options = SqliteConnectOptions::new().in_memory(true);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let mut filling = connection.begin().await?;
        sqlx::raw_sql(SCHEMA).execute(&mut *filling).await?;
        for (id, name) in [cast::CHAT_QUEUE, cast::EMAIL_QUEUE] {
            let insert = sqlx::query("INSERT INTO egpl_routing_queue VALUES (?, ?)").bind(i64::from(id)).bind(name);
            insert.execute(&mut *filling).await?;
        }
        let insert = sqlx::query("INSERT INTO egpl_user VALUES (?, ?, ?, ?)");
        let insert = insert.bind(i64::from(cast::AGENT_USER_ID)).bind(cast::AGENT_USER_NAME);
        insert.bind(cast::AGENT_SCREEN_NAME).bind(cast::AGENT_LOGIN_IP).execute(&mut *filling).await?;
        for Shown { what: row, .. } in &self.rows {
            let insert = sqlx::query("INSERT INTO egpl_casemgmt_activity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            let insert = insert.bind(i64::from(row.activity_id.0)).bind(i64::from(row.activity_type()));
            let insert = insert.bind(i64::from(row.activity_status)).bind(i64::from(row.activity_sub_status));
            let insert = insert.bind(i64::from(queue(row).0)).bind(row.assigned_to.map(i64::from));
            let insert = insert.bind(&row.contact_point_data).bind(self.created(row)).bind(&row.subject);
            insert.execute(&mut *filling).await?;
        }
        filling.commit().await?;
        Ok(connection)
    }
}

/// The queue of an activity: its number and name.
const fn queue(row: &Row) -> (u8, &'static str) {
    match row.kind {
        drill::Kind::Chat => cast::CHAT_QUEUE,
        drill::Kind::Email => cast::EMAIL_QUEUE,
    }
}

/// `2026-11-26 21:30:05.000`, by the clock of Greenwich.
fn date_time(opened_wall_ms: u64, at: Millis) -> String {
    let nanos = i128::from(opened_wall_ms.saturating_add(at.0)) * 1_000_000;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second, milli) = moment.to_hms_milli();
    format!("{} {hour:02}:{minute:02}:{second:02}.{milli:03}", moment.date())
}
