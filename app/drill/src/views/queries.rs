//! The source's two queries and the rows that they give on the simulated database at this moment.

use serde::{Deserialize, Serialize};

use super::{Row, database::chat_rows, moved_to};
use crate::{ActivityId, Kind, Millis, Shown, State, Why, cast};

/// The first query, as the source writes it: all chats that are in progress.
pub const IN_PROGRESS_QUERY: &str = "\
select b.contact_point_data,a.queue_name,b.activity_id,b.activity_status,b.activity_sub_status,c.login_ip,b.assigned_to,b.when_created,c.user_name,c.screen_name
FROM egpl_routing_queue a, egpl_casemgmt_activity b, egpl_user c with (nolock)
WHERE a.queue_id=b.queue_id AND
b.assigned_to=c.user_id AND
b.activity_type=2000 AND
b.activity_status <> 9000 AND
b.activity_sub_status NOT IN (9100,9200)
ORDER BY b.when_created ASC";

/// The second query, as the source writes it: one chat, whatever its status.
pub const ONE_CHAT_QUERY: &str = "\
select b.contact_point_data,a.queue_name,b.activity_id,b.activity_status,b.activity_sub_status,c.login_ip,b.assigned_to,b.when_created,c.user_name,c.screen_name
FROM egpl_routing_queue a, egpl_casemgmt_activity b, egpl_user c with (nolock)
WHERE a.queue_id=b.queue_id AND
b.assigned_to=c.user_id AND
b.activity_type=2000 AND
b.activity_id=1347";

/// The columns of both queries, in their order.
pub const QUERY_COLUMNS: [&str; 10] = [
    "contact_point_data",
    "queue_name",
    "activity_id",
    "activity_status",
    "activity_sub_status",
    "login_ip",
    "assigned_to",
    "when_created",
    "user_name",
    "screen_name",
];

/// What the source's two queries find.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueriesView {
    /// The rows of the first query.
    pub in_progress: Vec<QueryRow>,
    /// The rows of the second one.
    pub one_chat: Vec<QueryRow>,
    /// Whether there is a chat that nobody is assigned to, which both queries leave out.
    pub has_unassigned: bool,
}

/// What the two queries find at `now`.
pub fn queries(state: &State, now: Millis) -> QueriesView {
    // Both ask for chats: e-mails need not be gone through.
    let rows: Vec<_> = chat_rows(&moved_to(state, now)).collect();
    QueriesView {
        in_progress: in_progress(&rows),
        one_chat: one_chat(&rows),
        has_unassigned: rows.iter().any(|row| row.what.assigned_to.is_none()),
    }
}

/// A row of either query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryRow {
    /// The activity's number.
    pub activity_id: ActivityId,
    /// When it was created, in room time.
    pub when_created: Millis,
    /// What stands in [`QUERY_COLUMNS`].
    pub cells: [String; 10],
    /// Why its status is what it is.
    pub why: Why,
}

/// The rows of the first query. Both are inner joins: a chat that nobody is assigned to does not appear.
pub fn in_progress(rows: &[Shown<Row>]) -> Vec<QueryRow> {
    let is_open = |row: &Row| row.activity_status != 9000 && !matches!(row.activity_sub_status, 9100 | 9200);
    // Rows come by number, and a chat that was created later has a larger one.
    rows.iter().filter(|row| is_open(&row.what)).filter_map(|row| joined(&row.what, row.why)).collect()
}

/// The rows of the second query, which asks for chat 1347.
pub fn one_chat(rows: &[Shown<Row>]) -> Vec<QueryRow> {
    let asked = rows.iter().filter(|row| row.what.activity_id == ActivityId::FIRST_CHAT);
    asked.filter_map(|row| joined(&row.what, row.why)).collect()
}

/// A chat with its queue and its agent; `None` without an agent.
fn joined(row: &Row, why: Why) -> Option<QueryRow> {
    if row.kind != Kind::Chat {
        return None;
    }
    let assigned_to = row.assigned_to?;
    Some(QueryRow {
        activity_id: row.activity_id,
        when_created: row.when_created,
        cells: [
            row.contact_point_data.clone(),
            cast::CHAT_QUEUE.1.to_owned(),
            row.activity_id.to_string(),
            row.activity_status.to_string(),
            row.activity_sub_status.to_string(),
            cast::AGENT_LOGIN_IP.to_owned(),
            assigned_to.to_string(),
            row.when_created.to_string(),
            cast::AGENT_USER_NAME.to_owned(),
            cast::AGENT_SCREEN_NAME.to_owned(),
        ],
        why,
    })
}
