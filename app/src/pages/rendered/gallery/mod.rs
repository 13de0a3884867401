//! Every component in every state, for review; in debug builds only. Each exhibit is a script or a storyboard played up to a
//! moment, so nothing here is posed that cannot happen. The tests keep what each exhibit looks like as HTML.

mod coach;
mod dashboard;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod nesting;
mod notices;
mod scene;
mod watched;
mod windows;

#[cfg(test)]
pub(crate) use nesting::faults as nesting_faults;

use leptos::prelude::*;

use scene::Scene;

/// Draws something.
type Part = fn() -> AnyView;

/// One thing in one state.
struct Exhibit {
    /// What it shows: no other exhibit has this name.
    name: String,
    /// The class of the place that it is laid out in.
    place: &'static str,
    /// The room that it shows.
    scene: Scene,
    /// What draws it.
    part: Part,
}

impl Exhibit {
    /// In a place that gives it the whole width.
    fn new(name: impl Into<String>, scene: Scene, part: Part) -> Self {
        Self { name: name.into(), place: "", scene, part }
    }

    /// In a place of this class.
    fn within(self, place: &'static str) -> Self {
        Self { place, ..self }
    }
}

/// All exhibits, by what they are about.
fn groups() -> [(&'static str, Vec<Exhibit>); 5] {
    [
        ("The two windows", windows::exhibits()),
        ("The dashboard", dashboard::exhibits()),
        ("The coach", coach::exhibits()),
        ("Pages without controls", watched::exhibits()),
        ("What is outside the windows", notices::exhibits()),
    ]
}

/// The gallery.
#[component]
pub fn GalleryPage(
    /// What else its parts need, beside what every page has.
    follow_css: String,
) -> impl IntoView {
    let groups = groups().into_iter().map(|(title, exhibits)| {
        view! {
            <h2 class="home__section">{title}</h2>
            {exhibits.into_iter().map(|exhibit| view! { <ExhibitSection exhibit/> }).collect_view()}
        }
    });
    view! {
        <link rel="stylesheet" href=follow_css/>
        <div class="gallery">
            <main class="gallery__main">
                <h1 class="home__title">"Gallery"</h1>
                {groups.collect_view()}
            </main>
        </div>
    }
}

#[component]
fn ExhibitSection(
    /// What is shown.
    exhibit: Exhibit,
) -> impl IntoView {
    let Exhibit { name, place, scene, part } = exhibit;
    view! {
        <section class="gallery__exhibit">
            <h3>{name}</h3>
            <div class=place>{scene.draw(part)}</div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::PathBuf};

    use expect_test::expect_file;

    use super::*;

    /// `Pop-up: no longer` is kept in `pop-up-no-longer.html`.
    fn file_name(name: &str) -> String {
        let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        format!("{}.html", words.collect::<Vec<_>>().join("-").to_lowercase())
    }

    #[test]
    fn each_exhibit_of_the_gallery_is_proper_html_and_looks_as_it_did() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
        let mut names = BTreeSet::new();
        for exhibit in groups().into_iter().flat_map(|(_, exhibits)| exhibits) {
            let name = file_name(&exhibit.name);
            let html = Owner::new().with(|| exhibit.scene.draw(exhibit.part).to_html());
            assert_eq!(nesting::faults(&html), Vec::<String>::new(), "{}", exhibit.name);
            expect_file![folder.join(&name)].assert_eq(&lines::of(&html));
            assert!(names.insert(name), "two exhibits are called {}", exhibit.name);
        }
        let files = fs::read_dir(&folder).expect("the folder is there");
        let files = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
        let stale: Vec<String> = files.filter(|file| !names.contains(file)).collect();
        assert_eq!(stale, Vec::<String>::new(), "files of exhibits that are gone: delete them");
    }
}
