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
        let now = rows.iter().map(|row| row.key).collect();
        let before = keys.try_update_value(|keys| std::mem::replace(keys, now)).unwrap_or_default();
        Stepwise(steps(&before, rows, |row| row.key))
    };
    lists.into_any()
}

/// The lists that lead from one with the keys `before` to these items, each with one new item more than the one before it; the
/// last one has all items.
fn steps<T: Clone>(before: &[u64], items: Vec<T>, key: fn(&T) -> u64) -> Vec<Vec<T>> {
    let is_new: Vec<bool> = items.iter().map(|item| !before.contains(&key(item))).collect();
    let new = is_new.iter().enumerate().rev().filter_map(|(place, is_new)| is_new.then_some(place));
    let some_stay = is_new.contains(&false);
    let mut lists: Vec<Vec<T>> = new
        .filter(|place| some_stay && *place > 0)
        .map(|from| {
            let there =
                items.iter().zip(&is_new).enumerate().filter(|(place, (_, is_new))| !**is_new || *place >= from);
            there.map(|(_, (item, _))| item.clone()).collect()
        })
        .collect();
    lists.push(items);
    lists
}

/// An item: its key, and what draws it when it is new.
#[derive(Clone)]
struct Row {
    key: u64,
    draw: Arc<dyn Fn() -> OwnedView<AnyView> + Send + Sync>,
}

/// The lists that a list on the page goes through.
struct Stepwise(Vec<Vec<Row>>);

type KeyOf = fn(&Row) -> u64;
type Draw = fn(usize, Row) -> (fn(usize), OwnedView<AnyView>);
type List = Keyed<Row, Vec<Row>, u64, KeyOf, Draw, fn(usize), OwnedView<AnyView>>;

fn list(rows: Vec<Row>) -> List {
    keyed(rows, (|row| row.key) as KeyOf, (|_, row| (drop as fn(usize), (row.draw)())) as Draw)
}

impl Stepwise {
    fn last(mut self) -> List {
        list(self.0.pop().unwrap_or_default())
    }
}

impl Render for Stepwise {
    type State = KeyedState<u64, fn(usize), OwnedView<AnyView>>;

    fn build(self) -> Self::State {
        self.last().build()
    }

    fn rebuild(self, state: &mut Self::State) {
        for rows in self.0 {
            list(rows).rebuild(state);
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
        self.last().to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        self.last().hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::steps;

    /// What a list of numbers goes through.
    fn check(before: &[u64], items: &[u64], lists: &[&[u64]]) {
        assert_eq!(steps(before, items.to_vec(), |item| *item), lists, "{before:?} {items:?}");
    }

    #[test]
    fn new_items_come_one_at_a_time_from_the_last_to_the_first() {
        check(&[1, 2], &[3, 1, 2], &[&[3, 1, 2]]);
        check(&[1, 2], &[4, 3, 1, 2], &[&[3, 1, 2], &[4, 3, 1, 2]]);
        check(&[1, 2], &[4, 1, 3, 2], &[&[1, 3, 2], &[4, 1, 3, 2]]);
        check(&[1, 2, 3], &[5, 4, 1], &[&[4, 1], &[5, 4, 1]]);
        check(&[], &[2, 1], &[&[2, 1]]);
        check(&[1, 2], &[4, 3], &[&[4, 3]]);
        check(&[1, 2], &[2], &[&[2]]);
    }
}
