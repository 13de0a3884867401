//! A list by keys, as Leptos's own `<For>`, but for two things.
//!
//! **Items that stay are left alone.** Leptos's comparison of old and new keys takes every item that follows out of the page and
//! puts it back as soon as two new ones come before them (`group_adjacent_moves` in
//! <https://github.com/leptos-rs/leptos/blob/main/tachys/src/view/keyed.rs> keeps the first member's `move_in_dom`): the item that
//! has the focus loses it, and all of them are laid out again. With one new item at a time nothing is moved, so this list
//! becomes the new one step by step, within one frame. `xtask` has a test that asks to look again when tachys is updated.
//!
//! **All lists are one type.** Leptos's `<For>` is compiled anew for each list, with all that hydrates and compares it; twenty
//! lists took 190 kB of code, a tenth of the client.

use std::{
    hash::{DefaultHasher, Hash, Hasher as _},
    sync::Arc,
};

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        reactive_graph::OwnedView,
        view::{
            Position, PositionState,
            add_attr::AddAnyAttr,
            keyed::{Keyed, KeyedState, keyed},
        },
    },
};

/// A list by keys.
#[component]
pub fn For<I, T, K, V>(
    /// The items.
    each: impl Fn() -> I + Send + 'static,
    /// Tells them apart.
    key: impl Fn(&T) -> K + Send + 'static,
    /// Draws a new one.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    I: IntoIterator<Item = T>,
    T: Clone + Send + Sync + 'static,
    K: Hash + 'static,
    V: IntoView + 'static,
{
    let owner = Owner::current().unwrap_or_default();
    let draw = Arc::new(move |item| {
        let owner = owner.with(Owner::new);
        let view = owner.with(|| children(item).into_any());
        OwnedView::new_with_owner(view, owner)
    });
    let rows = move || {
        let mut rows = Vec::new();
        // A plain loop: collecting is an iterator of its own for each list.
        for item in each() {
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            let draw = Arc::clone(&draw);
            rows.push(Row { key: hasher.finish(), draw: Arc::new(move || draw(item.clone())) });
        }
        rows
    };
    list_of(Box::new(rows))
}

fn list_of(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    let keys = StoredValue::new(Vec::new());
    let lists = move || {
        let rows = rows();
        let now: Vec<u64> = rows.iter().map(|row| row.key).collect();
        let before = keys.try_update_value(|keys| std::mem::replace(keys, now.clone())).unwrap_or_default();
        let is_new = new_among(&before, &now);
        Stepwise { steps: steps(&is_new), is_new, rows }
    };
    lists.into_any()
}

/// Which of these keys were not there before. Those that stay mostly keep their order, and are found at once.
fn new_among(before: &[u64], now: &[u64]) -> Vec<bool> {
    let mut rest = before;
    let is_new = |key: &u64| match rest.iter().position(|known| known == key) {
        Some(place) => {
            rest = &rest[place + 1..];
            false
        }
        None => !before.contains(key),
    };
    now.iter().map(is_new).collect()
}

/// The steps to a list with these new items: at each the list has all items that stay, and of the new ones those from this place on. New ones at the end come at once, and then one at a time those that are followed by one
/// that stays.
fn steps(is_new: &[bool]) -> Vec<usize> {
    let end = is_new.iter().rposition(|is_new| !is_new).map_or(0, |last| last + 1);
    let between = (0..end).rev().filter(|place| is_new[*place]);
    if end < is_new.len() || !is_new[..end].contains(&true) {
        return std::iter::once(end).chain(between).collect();
    }
    between.collect()
}

/// An item: its key, and what draws it when it is new.
#[derive(Clone)]
struct Row {
    key: u64,
    draw: Arc<dyn Fn() -> OwnedView<AnyView> + Send + Sync>,
}

/// A list on the page, and the steps to it.
struct Stepwise {
    rows: Vec<Row>,
    is_new: Vec<bool>,
    steps: Vec<usize>,
}

type KeyOf = fn(&Row) -> u64;
type Draw = fn(usize, Row) -> (fn(usize), OwnedView<AnyView>);
type List = Keyed<Row, Vec<Row>, u64, KeyOf, Draw, fn(usize), OwnedView<AnyView>>;

fn list(rows: Vec<Row>) -> List {
    keyed(rows, (|row| row.key) as KeyOf, (|_, row| (drop as fn(usize), (row.draw)())) as Draw)
}

impl Render for Stepwise {
    type State = KeyedState<u64, fn(usize), OwnedView<AnyView>>;

    fn build(self) -> Self::State {
        list(self.rows).build()
    }

    fn rebuild(self, state: &mut Self::State) {
        let Self { rows, is_new, steps } = self;
        for from in steps {
            let there = rows.iter().enumerate().filter(|(place, _)| *place >= from || !is_new[*place]);
            list(there.map(|(_, row)| row.clone()).collect()).rebuild(state);
        }
    }
}

impl AddAnyAttr for Stepwise {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Nobody adds attributes to a list from outside.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Stepwise {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        list(self.rows).to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        list(self.rows).hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{new_among, steps};

    /// What a list of numbers goes through.
    fn check(before: &[u64], now: &[u64], lists: &[&[u64]]) {
        let list = |from: &usize| -> Vec<u64> {
            let there = now.iter().enumerate().filter(|(place, key)| place >= from || before.contains(key));
            there.map(|(_, key)| *key).collect()
        };
        assert_eq!(steps(&new_among(before, now)).iter().map(list).collect::<Vec<_>>(), lists, "{before:?} {now:?}");
    }

    #[test]
    fn new_items_come_one_at_a_time_before_those_that_stay_and_at_once_at_the_end() {
        check(&[1, 2], &[3, 1, 2], &[&[3, 1, 2]]);
        check(&[1, 2], &[4, 3, 1, 2], &[&[3, 1, 2], &[4, 3, 1, 2]]);
        check(&[1, 2], &[4, 1, 3, 2], &[&[1, 3, 2], &[4, 1, 3, 2]]);
        check(&[1, 2, 3], &[5, 4, 1], &[&[4, 1], &[5, 4, 1]]);
        check(&[1, 2], &[5, 1, 2, 3, 4], &[&[1, 2, 3, 4], &[5, 1, 2, 3, 4]]);
        check(&[], &[2, 1], &[&[2, 1]]);
        check(&[1, 2], &[4, 3], &[&[4, 3]]);
        check(&[1, 2], &[2], &[&[2]]);
        check(&[1, 2], &[1, 2], &[&[1, 2]]);
        check(&[1, 2, 3], &[3, 4, 1], &[&[3, 4, 1]]);
    }

    #[test]
    fn the_rest_of_a_long_list_costs_one_step() {
        let now: Vec<u64> = (0..10_000).collect();
        assert_eq!(steps(&new_among(&now[..100], &now)), [100]);
    }
}
