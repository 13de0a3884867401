//! Whether HTML is nested as the standard allows. A browser that finds an element where none may be moves it, and then the
//! client does not find it where the server has drawn it.

use std::collections::BTreeSet;

use super::lines::{is_begin, is_end, is_tag, name, pieces};

/// Elements that hold text and what belongs to it.
const PHRASING_ONLY: [&str; 19] = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "button", "strong", "em", "small", "code", "kbd", "label",
    "summary", "legend", "dt", "option",
];
/// Elements that are no part of a text.
const FLOW: [&str; 29] = [
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "td",
    "ul",
];
/// Elements that may be in these alone.
const PARENTS: [(&str, &[&str]); 11] = [
    ("tr", &["thead", "tbody", "tfoot"]),
    ("td", &["tr"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tbody", &["table"]),
    ("li", &["ol", "ul"]),
    ("dt", &["dl", "div"]),
    ("dd", &["dl", "div"]),
    ("option", &["select", "optgroup", "datalist"]),
    ("legend", &["fieldset"]),
    ("summary", &["details"]),
];
/// Elements that are in no other of their kind.
const INTERACTIVE: [&str; 6] = ["a", "button", "input", "select", "textarea", "details"];

/// What is nested as it may not be, or has an id that another element has.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let (mut open, mut faults, mut ids): (Vec<String>, Vec<String>, _) = (Vec::new(), Vec::new(), BTreeSet::new());
    for tag in pieces(html).iter().filter(|piece| is_tag(piece)) {
        if is_end(tag) {
            let begun = open.pop().unwrap_or_default();
            if begun != name(tag) {
                faults.push(format!("{tag} ends <{begun}>"));
            }
            continue;
        }
        let forbidden = |outer: &String| forbids(outer, name(tag));
        faults.extend(open.iter().find(|outer| forbidden(outer)).map(|outer| format!("{tag} in <{outer}>")));
        let parents = PARENTS.iter().find(|(child, _)| *child == name(tag)).map(|(_, parents)| *parents);
        if parents.is_some_and(|parents| open.last().is_none_or(|parent| !parents.contains(&parent.as_str()))) {
            faults.push(format!("{tag} in {:?}", open.last()));
        }
        if let Some((id, _)) = tag.split_once(" id=\"").and_then(|(_, id)| id.split_once('"'))
            && (id.is_empty() || !ids.insert(id.to_owned()))
        {
            faults.push(format!("{tag}: another element has this id, or it is empty"));
        }
        if is_begin(tag) {
            open.push(name(tag).to_owned());
        }
    }
    faults.extend(open.into_iter().map(|begun| format!("<{begun}> has no end")));
    faults
}

/// Whether an element may be nowhere within that one.
fn forbids(outer: &str, inner: &str) -> bool {
    let is_text = PHRASING_ONLY.contains(&outer) && !(outer == "dt" || outer == "summary" || outer == "legend");
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4");
    let is_link = |name: &str| matches!(name, "a" | "button");
    is_text && FLOW.contains(&inner)
        || matches!(outer, "summary" | "legend" | "dt") && FLOW.contains(&inner) && !is_heading(inner)
        || is_link(outer) && INTERACTIVE.contains(&inner)
        || outer == "form" && inner == "form"
}

#[test]
fn what_a_browser_would_move_is_found() {
    for (html, is_right) in [
        ("<h3><form></form></h3>", false),
        ("<form><h3><button>a</button></h3></form>", true),
        ("<p><span><div></div></span></p>", false),
        ("<table><tr></tr></table>", false),
        ("<table><tbody><tr><td><p>a</p></td></tr></tbody></table>", true),
        ("<button><a href=\"/\">a</a></button>", false),
        ("<form><div><form></form></div></form>", false),
        ("<i id=\"a\"></i><i id=\"a\"></i>", false),
        ("<details><summary><h2>a</h2></summary></details>", true),
        ("<div><p></div>", false),
    ] {
        assert_eq!(faults(html).is_empty(), is_right, "{html}: {:?}", faults(html));
    }
}
