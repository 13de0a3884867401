//! The box for SQL on the page of the truth, and the tables that answer it.

use drill::{IN_PROGRESS_QUERY, Millis, ONE_CHAT_QUERY};
use leptos::prelude::*;

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows; a cell without a value is `None`.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there were more rows than are shown.
    pub cut: bool,
}

impl Found {
    /// Columns by tabs, as spreadsheets take them from the clipboard.
    fn as_text(&self) -> String {
        let cell = |cell: &Option<String>| cell.as_deref().unwrap_or("NULL").replace(['\t', '\n'], " ");
        let row = |row: &Vec<Option<String>>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
        let lines = std::iter::once(self.columns.join("\t")).chain(self.rows.iter().map(row));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How many rows there are, in words.
    fn count(&self) -> String {
        let rows = if self.rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", self.rows.len()) };
        format!("{rows}{}", if self.cut { ", and more that are not shown." } else { "." })
    }
}

/// The box, and the source's two queries.
#[component]
pub(super) fn SqlBox(
    /// Where it is posted: to the page, at the same moment.
    action: String,
    /// The moment at which it asks.
    at: Millis,
    /// What is in it.
    sql: String,
    /// How many bytes it may have.
    bytes_max: usize,
) -> impl IntoView {
    view! {
        <section aria-labelledby="sql">
            <h2 class="home__section" id="sql">"Run SQL"</h2>
            <p>
                "One SELECT in T-SQL, on the three tables above as they are at "{at.to_string()}
                ". It runs on a database of its own, where nothing can be changed. The source's two queries, exactly as written there:"
            </p>
            <div class="proof__presets">
                <Preset action=action.clone() at name="Chats in progress" sql=IN_PROGRESS_QUERY/>
                <Preset action=action.clone() at name="Chat 1347" sql=ONE_CHAT_QUERY/>
            </div>
            <form method="post" action=action>
                <input type="hidden" name="at" value=at.to_string()/>
                <label class="proof__label" for="sql-text">"Query"</label>
                <textarea class="proof__sql" id="sql-text" name="sql" rows="8" maxlength=bytes_max spellcheck="false">
                    {in_textarea(sql)}
                </textarea>
                <p class="proof__presets">
                    <button class="button">"Run"</button>
                    <button class="button" name="as" value="csv">"Run, and save as CSV"</button>
                </p>
            </form>
        </section>
    }
}

/// A button that runs a query.
#[component]
fn Preset(
    /// Where it is posted.
    action: String,
    /// The moment at which it asks.
    at: Millis,
    /// What the button says.
    name: &'static str,
    /// The query.
    sql: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action=action class="proof__preset">
            <input type="hidden" name="at" value=at.to_string()/>
            <input type="hidden" name="sql" value=sql/>
            <button class="button">{name}</button>
        </form>
    }
}

/// What came of a query.
#[component]
pub(super) fn Answer(
    /// What it found, or why it was not run.
    outcome: Result<Found, String>,
) -> impl IntoView {
    match outcome {
        Err(error) => view! { <p class="proof__error" role="alert">"Could not run that: "{error}"."</p> }.into_any(),
        Ok(found) => view! {
            <section aria-label="Answer">
                <p class="proof__lead" role="status">{found.count()}</p>
                <FoundTable name="answer" found=found.clone()/>
                <details class="proof__copy">
                    <summary class="button">"As text to copy"</summary>
                    <textarea class="proof__sql" readonly rows="6" aria-label="The answer as text">
                        {in_textarea(found.as_text())}
                    </textarea>
                </details>
            </section>
        }
        .into_any(),
    }
}

/// Columns and rows.
#[component]
pub(super) fn FoundTable(
    /// What it is called.
    name: &'static str,
    /// What is in it.
    found: Found,
) -> impl IntoView {
    let cell = |cell: Option<String>| match cell {
        Some(text) => view! { <td class="proof__words">{text}</td> }.into_any(),
        None => view! { <td class="proof__silent">"NULL"</td> }.into_any(),
    };
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label=format!("Rows: {name}")>
            <table class="proof__table proof__table--rows">
                <thead><tr>{found.columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {found.rows.into_iter().map(|row| view! { <tr>{row.into_iter().map(cell).collect_view()}</tr> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// Text for a `<textarea>`: Leptos does not escape what is in one, and browsers leave out a first line break.
fn in_textarea(mut text: String) -> String {
    text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.insert(0, '\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_in_its_box() {
        let html = Owner::new().with(|| {
            let sql = "\nselect '</textarea><b>&amp;'".to_owned();
            view! { <SqlBox action="/".to_owned() at=Millis::ZERO sql bytes_max=100/> }.to_html()
        });
        let (_, text) = html.split_once(" class=\"proof__sql\">").expect("there is a box");
        assert!(text.starts_with("\n\nselect '&lt;/textarea>&lt;b>&amp;amp;'</textarea>"), "{text}");
    }
}
