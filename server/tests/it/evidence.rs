//! Truth, SQL box and report over HTTP.

use drill::{Backend, Command};

use crate::harness::{InProcess, Link, get, open_room, request};

/// A room in which Application has failed and one line was lost.
async fn failed(home: &InProcess) -> String {
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    for command in [
        Command::StopBackends(vec![Backend::Application]),
        Command::CustomerSay("Is <b>anybody</b> there?".to_owned()),
        Command::AddNote("=cmd|secret".to_owned()),
        Command::Skip(drill::Millis::from_mins(4)),
        Command::StartAll,
        Command::AgentLogOut,
        Command::AgentLogIn,
        Command::CustomerStart("Again".to_owned()),
    ] {
        link.command(command).await.unwrap();
    }
    code
}

#[tokio::test]
async fn ap9_the_truth_page_tells_who_is_misled_now_and_who_was_then() {
    let home = InProcess::start().await;
    let code = failed(&home).await;
    let now = get(home.addr, &format!("/room/{code}/truth")).await;
    for words in ["Truth against belief", "Misled by", "AP9", "AP11", "1 lost", "egpl_casemgmt_activity"] {
        assert!(now.text().contains(words), "{words}");
    }
    assert!(now.text().contains("A chat waits that nobody is assigned to"), "the lesson of the inner join");
    assert!(!now.text().contains("<b>anybody"), "chat text is data");
    let then = get(home.addr, &format!("/room/{code}/truth?at=0:00")).await;
    assert!(then.text().contains("looking back") && then.text().contains("AP14") && !then.text().contains(">AP9<"));
    for wrong in ["soon", "1:99", "-1:00", "99:00:00"] {
        let answer = get(home.addr, &format!("/room/{code}/truth?at={wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.text().contains("This is no room time"));
        for words in ["href=\"?\"", "Show it as it is now"] {
            assert!(answer.text().contains(words), "a way back into the room: {words}");
        }
    }
}

#[tokio::test]
async fn the_sql_box_answers_as_a_table_and_as_a_file_and_says_why_not() {
    let home = InProcess::start().await;
    let code = failed(&home).await;
    let path = format!("/room/{code}/truth");
    let origin = format!("http://{}", home.addr);
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", origin.as_str())];
    let ask = async |form: &str| request(home.addr, &format!("POST {path}"), &headers, form).await;
    let table = ask("at=&sql=select+activity_id%2C+activity_status+from+egpl_casemgmt_activity+with+%28nolock%29+where+activity_type+%3D+2000").await;
    assert_eq!(table.status, 200);
    assert!(table.text().contains("2 rows") && table.text().contains("1348"));
    let file =
        ask("as=csv&sql=select+top+1+activity_id%2C+assigned_to+from+egpl_casemgmt_activity+order+by+1+desc").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.text().starts_with("activity_id,assigned_to\r\n"), "{}", file.text());
    let refused = ask("sql=drop+table+egpl_user").await;
    assert!(refused.text().contains("only SELECT"));
    let kept = ask("sql=select+nobody%0Afrom+egpl_user").await;
    assert!(
        kept.text().contains("no such column") && kept.text().contains("select nobody\nfrom egpl_user"),
        "what was typed stays"
    );
}

#[tokio::test]
async fn the_report_is_a_page_a_csv_and_a_markdown() {
    let home = InProcess::start().await;
    let code = failed(&home).await;
    let page = get(home.addr, &format!("/room/{code}/report")).await;
    for words in ["TRAINING", "Application", "off for", "The agent was misled for", "=cmd|secret", "AP9"] {
        assert!(page.text().contains(words), "{words}");
    }
    let csv = get(home.addr, &format!("/room/{code}/report.csv")).await;
    assert!(csv.header("content-disposition").contains(&format!("{code}-report.csv")));
    assert!(csv.text().contains("'=cmd|secret"), "no spreadsheet takes a note for a formula");
    assert!(csv.text().lines().any(|line| line.starts_with("misled,") && line.contains(",AP9,")));
    let markdown = get(home.addr, &format!("/room/{code}/report.md")).await;
    assert!(
        markdown.text().starts_with(&format!("# Report of room {code}\n")) && markdown.text().contains("=cmd\\|secret")
    );
    // Looking back, nothing that came later is told.
    let early = get(home.addr, &format!("/room/{code}/report.csv?at=0:00")).await;
    assert!(!early.text().contains(",AP9,"));
}
