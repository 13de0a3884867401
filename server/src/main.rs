//! The command `drillroom`.

fn main() {
    println!("{}", leptos::prelude::RenderHtml::to_html(app::Hello()));
}
