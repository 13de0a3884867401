//! A list by keys. Leptos has `For`, which takes every item out of the page and puts it back as soon as two new ones come
//! before them, and the browser then lays out all of them again; here, what stays is not touched.

use std::{collections::VecDeque, mem};

use leptos::{
    prelude::*,
    tachys::{
        renderer::{
            Rndr,
            types::{Element, Node, Placeholder},
        },
        view::Mountable,
    },
};

#[cfg(feature = "ssr")]
use leptos::tachys::view::Position;

use super::drawn::{Draw as _, Drawn, DrawnState, Piece};

/// A list by keys: an item that stays is left alone, and one that is new, or comes earlier than before, is drawn. All lists
/// are one type, so that their code is there once.
pub fn each<T: Send + 'static>(
    items: impl Fn() -> Vec<T> + Send + 'static,
    key: fn(&T) -> u64,
    draw: impl Fn(T) -> Drawn + Clone + Send + 'static,
) -> Drawn {
    list(Box::new(move || keyed(items(), key, &draw)))
}

/// A list that grows at its end and becomes long, such as a transcript. What is older stands in blocks, and the browser
/// neither places nor paints a block that is out of sight.
pub fn each_in_blocks<T: Send + 'static>(
    items: impl Fn() -> Vec<T> + Send + 'static,
    key: fn(&T) -> u64,
    draw: fn(T) -> Drawn,
) -> Drawn {
    list(Box::new(move || in_blocks(keyed(items(), key, &draw))))
}

fn keyed<T: Send + 'static>(
    items: Vec<T>,
    key: fn(&T) -> u64,
    draw: &(impl Fn(T) -> Drawn + Clone + Send + 'static),
) -> Vec<Item> {
    // A plain loop: collecting would be an iterator of its own for each kind of list.
    let mut all = Vec::new();
    for item in items {
        let (key, draw) = (key(&item), draw.clone());
        all.push(Item { key, draw: Box::new(move || draw(item)) });
    }
    all
}

fn list(items: Box<dyn Fn() -> Vec<Item> + Send>) -> Drawn {
    Drawn::of(List { items, owner: Owner::current().unwrap_or_default() })
}

/// How many of the older items of a long list stand together.
const BLOCK: usize = 8;
/// How many of the newest stand by themselves at least: as many as are in sight, where making a block costs a whole frame.
const NEWEST: usize = 16;

/// The newest of these by themselves, and before them what is older, in blocks. A block of other items has another key.
fn in_blocks(mut items: Vec<Item>) -> Vec<Item> {
    let newest = items.split_off(items.len().saturating_sub(NEWEST) / BLOCK * BLOCK);
    let mut all = Vec::new();
    while !items.is_empty() {
        let later = items.split_off(BLOCK);
        let key = items.iter().map(|item| item.key).fold(1, mixed);
        all.push(Item { key, draw: Box::new(|| block_of(items)) });
        items = later;
    }
    all.extend(newest);
    all
}

fn block_of(items: Vec<Item>) -> Drawn {
    let drawn: Vec<Drawn> = items.into_iter().map(|item| (item.draw)()).collect();
    view! { <div class="block">{drawn}</div> }.drawn()
}

/// The key of what has several parts, part by part. The multiplier is odd and has no pattern (2^64 by the golden ratio), so
/// that keys which differ stay apart.
pub const fn mixed(key: u64, part: u64) -> u64 {
    (key ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
}

/// An item of a list: its key, and how it is drawn when it is new.
struct Item {
    key: u64,
    draw: Box<dyn FnOnce() -> Drawn + Send>,
}

/// A list before it stands on the page. What its items keep lives as long as they do: the owner has one below it for each.
struct List {
    items: Box<dyn Fn() -> Vec<Item> + Send>,
    owner: Owner,
}

impl Piece for List {
    fn build(self: Box<Self>) -> DrawnState {
        let Self { items, owner } = *self;
        DrawnState::of(RenderEffect::new(move |before: Option<ListState>| {
            let mut list =
                before.unwrap_or_else(|| ListState { items: VecDeque::new(), end: Rndr::create_placeholder() });
            list.follow(items(), &owner);
            list
        }))
    }

    #[cfg(feature = "ssr")]
    fn to_html(self: Box<Self>, buf: &mut String, position: &mut Position, escape: bool) {
        for item in (self.items)() {
            let owner = self.owner.with(Owner::new);
            owner.with(|| (item.draw)().to_html_with_buf(buf, position, escape, false, Vec::new()));
            *position = Position::NextChild;
        }
        buf.push_str("<!>");
    }
}

/// A list as it stands on the page, with a mark behind its last item.
struct ListState {
    items: VecDeque<Standing>,
    end: Placeholder,
}

/// An item as it stands on the page. Its parts are dropped in this order, so that nothing reads what is gone.
struct Standing {
    key: u64,
    drawn: DrawnState,
    _owner: Owner,
}

impl ListState {
    /// Becomes a list of these items.
    fn follow(&mut self, items: Vec<Item>, owner: &Owner) {
        let mut before = mem::take(&mut self.items);
        for Item { key, draw } in items {
            if let Some(place) = before.iter().position(|standing| standing.key == key) {
                before.drain(..place).for_each(Standing::leave);
                self.items.extend(before.pop_front());
                continue;
            }
            let owner = owner.with(Owner::new);
            let mut drawn = untrack(|| owner.with(|| draw().build()));
            let next = before.front().map_or(&self.end as &dyn Mountable, |next| &next.drawn);
            next.insert_before_this(&mut drawn);
            self.items.push_back(Standing { key, drawn, _owner: owner });
        }
        before.into_iter().for_each(Standing::leave);
    }
}

impl Standing {
    fn leave(mut self) {
        self.drawn.unmount();
    }
}

impl Mountable for ListState {
    fn unmount(&mut self) {
        for item in &mut self.items {
            item.drawn.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for item in &mut self.items {
            item.drawn.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.items.front().map_or(&self.end as &dyn Mountable, |first| &first.drawn).insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Draw as _, BLOCK, Item, NEWEST, in_blocks};

    /// The keys of a list of items with these keys.
    fn keys(of: impl IntoIterator<Item = u64>) -> Vec<u64> {
        let items = of.into_iter().map(|key| Item { key, draw: Box::new(|| ().drawn()) }).collect();
        in_blocks(items).iter().map(|item| item.key).collect()
    }

    #[test]
    fn what_is_older_stands_in_blocks_that_stay_as_they_are() {
        let (block, newest) = (BLOCK as u64, NEWEST as u64);
        let short = newest + block - 1;
        assert_eq!(keys(0..short), (0..short).collect::<Vec<_>>(), "a short list has none");
        let many = keys(0..2 * block + newest + 3);
        assert_eq!(many[2..], (2 * block..2 * block + newest + 3).collect::<Vec<_>>());
        assert_ne!(many[0], many[1]);
        assert_eq!(keys(0..2 * block + newest + 4)[..many.len()], many);
        assert_ne!(keys((0..block + newest).rev())[0], many[0], "other items, or another order");
        assert!(keys([]).is_empty());
    }
}
