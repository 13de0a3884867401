//! The SQL box against statements good, wrong and hostile.

use app::pages::Found;
use drill::{IN_PROGRESS_QUERY, Millis, ONE_CHAT_QUERY, State, apply, script};
use server::sql::{SqlError, Tables, query, tables};

/// The tables after a script, at the time of its last line.
fn after(text: &str) -> (Tables, State, Millis) {
    let script = script::parse(text).expect("a script");
    let outcome = script::run(&script);
    assert_eq!(outcome.failures, []);
    let mut state = State::new();
    outcome.log.iter().for_each(|event| apply(&mut state, event));
    (tables(&state, script.until, 0), state, script.until)
}

async fn answer(text: &str) -> Result<Found, SqlError> {
    query(&after("0:10").0, text).await
}

/// The rows as one text: cells by `|`, rows by `;`.
async fn check(text: &str, expected: &str) {
    let found = answer(text).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    let row = |row: &Vec<Option<String>>| {
        row.iter().map(|cell| cell.as_deref().unwrap_or("NULL")).collect::<Vec<_>>().join("|")
    };
    assert_eq!(found.rows.iter().map(row).collect::<Vec<_>>().join(";"), expected, "{text}");
}

/// A statement that is refused, and a part of what is said of it.
async fn refused(text: &str, because: &str) {
    match answer(text).await {
        Ok(found) => panic!("{text} was answered: {found:?}"),
        Err(error) => assert!(error.to_string().contains(because), "{text}: {error}"),
    }
}

#[tokio::test]
async fn sv2_sv3_ap11_the_two_queries_of_the_source_give_what_the_rules_say() {
    for text in [
        "0:10",
        "0:01 stop services\nagent completes 1347\n0:10",
        "0:01 stop application\n0:10 start application\ncustomer starts \"Again\"\n0:20",
        "0:01 stop application\n0:10 start application\ncustomer starts \"Again\"\nagent logs out\nagent logs in\nagent completes 1347\n0:30",
    ] {
        let (tables, state, at) = after(text);
        let rows = drill::database(&state, at);
        for (sql, expected) in
            [(IN_PROGRESS_QUERY, drill::in_progress(&rows)), (ONE_CHAT_QUERY, drill::one_chat(&rows))]
        {
            let found = query(&tables, sql).await.expect("exactly as the source writes it");
            assert_eq!(found.columns, drill::QUERY_COLUMNS);
            // Times are told as room time there, and as a date here.
            let time = drill::QUERY_COLUMNS.iter().position(|column| *column == "when_created").unwrap();
            let cells = |cells: Vec<String>| {
                cells
                    .into_iter()
                    .enumerate()
                    .filter(|(place, _)| *place != time)
                    .map(|(_, cell)| cell)
                    .collect::<Vec<_>>()
            };
            let found: Vec<_> = found
                .rows
                .into_iter()
                .map(|row| cells(row.into_iter().map(Option::unwrap_or_default).collect()))
                .collect();
            let expected: Vec<_> = expected.into_iter().map(|row| cells(row.cells.to_vec())).collect();
            assert_eq!(found, expected, "{sql} after {text}");
        }
    }
}

#[tokio::test]
async fn t_sql_is_understood() {
    for (text, expected) in [
        ("select top 1 activity_id from egpl_casemgmt_activity order by activity_id desc", "1347"),
        ("SELECT TOP (2) a.activity_id FROM dbo.egpl_casemgmt_activity a WITH (NOLOCK) ORDER BY 1", "1342;1345"),
        ("select [user_name] from [egpl_user] (nolock);", "agent1"),
        ("select isnull(assigned_to, 0), len('four') from egpl_casemgmt_activity where activity_id = 1347", "1|4"),
        ("select count(*) from egpl_casemgmt_activity where when_created <= getdate()", "3"),
        ("select getdate()", "1970-01-01 00:00:10.000"),
        ("select N'x', cast(5 as varchar(10))", "x|5"),
        ("select len('abc   '), activity_id + 1 from egpl_casemgmt_activity where activity_id = 1347", "3|1348"),
        ("select \"user_name\" from egpl_user where user_name = 'AGENT1' and screen_name like 'd%'", "agent1"),
        ("select activity_id from egpl_casemgmt_activity where subject = 'where is my order?  '", "1347"),
        ("select case when 'a' = 'A ' then 'same' else 'other' end", "same"),
        ("select 7 / 2, 7 % 2, -(2 * 3)", "3|1|-6"),
        (
            "select q.queue_id, max(q.queue_name) from egpl_routing_queue q group by q.queue_id",
            "1|Shop chat;2|Shop e-mail",
        ),
        (
            "select activity_type, count(*) from egpl_casemgmt_activity group by activity_type having count(*) > 1",
            "1|2",
        ),
        (
            "select activity_type, count(*) as n from egpl_casemgmt_activity group by activity_type order by n desc, activity_type",
            "1|2;2000|1",
        ),
        (
            "select q.queue_name from egpl_routing_queue q where exists (select 1 from egpl_casemgmt_activity b where b.queue_id = q.queue_id and b.activity_type = 2000)",
            "Shop chat",
        ),
        ("select x.n from (select top 1 activity_id as n from egpl_casemgmt_activity order by activity_id) x", "1342"),
        (
            "select n from (select top 1 activity_id as n from egpl_casemgmt_activity order by activity_id) x where n > 1",
            "1342",
        ),
        ("select sum(x.n) from (select 2 as n) x", "2"),
        ("select 1 union select 2 union select null order by 1", "NULL;1;2"),
        ("select a.user_name from egpl_user a join egpl_user b on a.user_id = b.user_id", "agent1"),
        (
            "select u.user_name, b.activity_id from egpl_user u left join egpl_casemgmt_activity b on b.assigned_to = u.user_id and b.activity_id = 1",
            "agent1|NULL",
        ),
    ] {
        check(text, expected).await;
    }
}

#[tokio::test]
async fn whatever_is_not_one_select_on_these_tables_is_refused_with_its_place() {
    for (text, because) in [
        ("", "there is no query"),
        ("-- nothing", "there is no query"),
        ("select 1; select 2", "one SELECT"),
        ("delete from egpl_user", "only SELECT"),
        ("update egpl_user set user_name = 'x'", "only SELECT"),
        ("drop table egpl_user", "only SELECT"),
        ("insert into egpl_user values (1)", "only SELECT"),
        ("attach database 'x' as y", ""),
        ("pragma table_info(egpl_user)", ""),
        ("exec xp_cmdshell 'dir'", "only SELECT"),
        ("select * into x from egpl_user", "SELECT INTO"),
        ("select *\nfrom sqlite_master", "line 2, column 6: there is no table"),
        ("select * from events", "there is no table events"),
        ("select * from pragma_table_info('egpl_user')", ""),
        ("select * from json_each('[1]')", ""),
        ("select load_extension('x')", "load_extension"),
        ("select randomblob(1000000000)", "randomblob"),
        ("select printf('%.*c', 1000000000, 'x')", "printf"),
        ("select replace(replace('aa','a','aaaaaaaa'),'a','aaaaaaaa')", "replace"),
        ("select 'a' || 'b'", ""),
        ("select 'a' + 'b'", "line 1"),
        ("with x as (select 1 as n union all select n + 1 from x) select * from x", "WITH"),
        ("select * from (with x as (select 1 as n) select * from x) y", "WITH"),
        ("select @@version", ""),
        ("select * from egpl_user for xml auto", "FOR"),
        ("select top 10 percent * from egpl_user", "PERCENT"),
        ("select nobody from egpl_user", "line 1, column 8: there is no such column: nobody"),
        ("select dateadd(day, 1, getdate())", "dateadd"),
        ("select user_name + screen_name from egpl_user", "line 1, column 8: + works on numbers"),
        ("select getdate() + 1", "column 8: + works on numbers"),
        ("select 1 where getdate() > getdate() - 1", "- works on numbers"),
        ("select cast(getdate() as date)", "CAST makes"),
        ("select cast('abc' as int)", "CAST makes"),
        ("select cast(1347 as varchar(2))", "CAST makes"),
        ("select 1 from egpl_user where user_name like '[A-C]%'", "LIKE"),
        ("select max(1, 2)", "max takes one column"),
        ("select substring('abcdef', -1, 3)", "substring is not possible"),
        ("select avg(activity_id) from egpl_casemgmt_activity", "avg"),
        ("select activity_id, count(*) from egpl_casemgmt_activity", "column 8: a column beside count"),
        // A bracket in brackets is no way out of a name.
        ("select 1 as [x]], sqlite_version() as [y]", "a name with ]"),
        ("select 1 as [x]], name, sql from sqlite_master -- ]", "a name with ]"),
        ("select 1 as [x]], length(randomblob(500000000)) as [y]", "a name with ]"),
        ("select u.user_name from egpl_user as [u]] union all select sqlite_version() --]", "a name with ]"),
        ("select user_name from egpl_user order by [user_name]] limit 1 --]", ""),
        ("select 1 / 0", "column 12: only a number that stands here"),
        ("select activity_id % queue_id from egpl_casemgmt_activity", "only a number that stands here"),
        ("select 1 where '1347' = 1347", "a number and a text"),
        ("select 1 from egpl_casemgmt_activity where subject = 1347", "a number and a text"),
        ("select 1 from egpl_casemgmt_activity where when_created > '20260101'", "a date is compared"),
        ("select 1 from egpl_user where 1", "a condition has to stand here"),
        ("select (1 = 1) from egpl_user", "a condition is no value"),
        ("select x.n from (select 1 as n)", "needs a name"),
        ("select sum(activity_id), avg(activity_id) from egpl_casemgmt_activity", "the function avg"),
        ("select sum(user_name) from egpl_user", "column 8: sum adds numbers"),
        ("select sum(when_created) from egpl_casemgmt_activity", "sum adds numbers"),
        ("select activity_id from egpl_casemgmt_activity union select user_name from egpl_user", "both texts"),
        ("select 1 union select 2 union all select 'x'", "column 42: both sides of UNION"),
        ("select 1 from egpl_user u, egpl_routing_queue U", "two tables after FROM have the name U"),
        ("select 1 from egpl_user join egpl_user on 1 = 1", "two tables after FROM have the name egpl_user"),
        ("select user_id as n from egpl_user where nonsense = 1", "no such column: nonsense"),
        ("select user_id as n from egpl_user where n = 1", "column 42: a name that is given in SELECT"),
        ("select *, count(*) from egpl_user", "column 8: a column beside count"),
        ("select count(*) from egpl_user order by user_name", "a column beside count"),
        ("select user_name collate nocase from egpl_user", "not possible here"),
        ("select trim('x' from user_name) from egpl_user", "not possible here"),
        ("select \"nonsense\"", "no such column"),
        ("values (1)", "only SELECT"),
        ("select * from other.egpl_user", "there is no table"),
        ("select * from master.dbo.egpl_user", "there is no table"),
        ("select @a", "variables"),
        ("select * from egpl_user u cross apply (select 1 as n) x", "APPLY"),
        ("select * from egpl_user tablesample (10 percent)", "TABLESAMPLE"),
        ("select 5 ^ 3", "operator ^"),
        ("select 0xFF", "only numbers and texts"),
        ("select 1;\ndrop table egpl_user", "one SELECT"),
        ("select user_name from egpl_user limit 1", "LIMIT"),
        ("select u.subject from egpl_user u", "there is no such column: u.subject"),
        ("select queue_id from egpl_casemgmt_activity a, egpl_routing_queue q", "more than one table has this column"),
        ("select user_name from egpl_user order by 5", "a number that the result does not have"),
        ("select user_name from egpl_user where count(*) > 1", "cannot stand in WHERE"),
        ("select 1 union select 1, 2", "the same number of columns"),
        ("selekt 1", "Line: 1"),
        ("select (select (", ""),
    ] {
        refused(text, because).await;
    }
    refused(&format!("select '{}'", "x".repeat(2_000)), "longer than").await;
    refused(&format!("select {}1{}", "(".repeat(700), ")".repeat(700)), "").await;
}

#[tokio::test]
async fn a_query_that_joins_everything_is_stopped_and_a_long_answer_is_cut() {
    let (tables, ..) = after("0:10\n20:00");
    let all = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| format!("egpl_casemgmt_activity {name}"));
    let slow = format!("select count(*) from {}", all.join(", "));
    assert_eq!(query(&tables, &slow).await, Err(SqlError::TooSlow));
    let long = format!("select 1 from {}", all[..4].join(", "));
    let found = query(&tables, &long).await.expect("the first rows");
    assert!(found.cut && found.rows.len() == 200);
}
