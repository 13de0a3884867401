//! HTML as people read a difference: a tag a line, indented, and an element with nothing but text on one line.

/// Elements that have no end.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];

/// The same HTML in lines, without the comments that only hydration needs.
pub(super) fn of(html: &str) -> String {
    let (mut lines, mut depth) = (Vec::new(), 0_usize);
    let mut add = |depth: usize, piece: &str| {
        let text = piece.trim_matches(' ');
        // A space at either end would be seen by nobody.
        let [before, after] = [piece.starts_with(' '), piece.ends_with(' ')].map(|space| if space { "␣" } else { "" });
        lines.push(format!("{}{before}{}{after}\n", "  ".repeat(depth), text.replace('\n', "⏎")));
    };
    let pieces = pieces(html);
    let mut rest = &pieces[..];
    while let [first, after @ ..] = rest {
        match after {
            // `<p></p>` and `<p>words</p>`.
            [end, after @ ..] if is_begin(first) && is_end(end) => {
                add(depth, &format!("{first}{end}"));
                rest = after;
            }
            [text, end, after @ ..] if is_begin(first) && !is_tag(text) && is_end(end) => {
                add(depth, &format!("{first}{text}{end}"));
                rest = after;
            }
            _ => {
                depth -= usize::from(is_end(first));
                add(depth, first);
                depth += usize::from(is_begin(first));
                rest = after;
            }
        }
    }
    lines.concat()
}

pub(super) fn is_tag(piece: &str) -> bool {
    piece.starts_with('<')
}

pub(super) fn is_end(piece: &str) -> bool {
    piece.starts_with("</")
}

/// Whether it begins an element that has an end.
pub(super) fn is_begin(piece: &str) -> bool {
    is_tag(piece) && !is_end(piece) && !piece.ends_with("/>") && !VOID.contains(&name(piece))
}

/// The name of the element that a tag begins or ends.
pub(super) fn name(tag: &str) -> &str {
    tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or_default()
}

/// Tags and texts. Comments go, and texts that they divide become one.
pub(super) fn pieces(html: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('<') {
            Some(tag) if tag.starts_with("!--") => rest.find("-->").map(|end| end + 3),
            Some(_) => rest.find('>').map(|end| end + 1),
            None => rest.find('<'),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        match pieces.last_mut() {
            _ if piece.starts_with("<!") => (),
            Some(last) if !is_tag(last) && !is_tag(piece) => last.push_str(piece),
            _ => pieces.push(piece.to_owned()),
        }
        rest = after;
    }
    pieces
}

#[test]
fn an_element_with_nothing_but_text_is_one_line() {
    let html = "<p>a<!>b</p><!----><div class=\"c\"><input type=\"text\">words <b></b></div>";
    let lines = "<p>ab</p>\n<div class=\"c\">\n  <input type=\"text\">\n  words␣\n  <b></b>\n</div>\n";
    assert_eq!(of(html), lines);
}
