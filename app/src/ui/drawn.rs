//! A piece of a page whose type is forgotten. Leptos has `AnyView` for that, which carries the
//! code to wait for data and to patch every piece into another of its kind: three quarters of the client. Nothing here
//! ever waits, and a piece that changes as a whole is drawn anew.

use std::sync::Arc;

use leptos::{
    ev::MouseEvent,
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::types::{Element, Node},
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
    },
};

/// A piece of a page, of whatever type.
pub struct Drawn(Box<dyn Piece>);

/// Forgets the type of a piece of a page.
pub trait Draw {
    /// The piece, its type forgotten.
    fn drawn(self) -> Drawn;
}

impl<V: IntoView + 'static> Draw for V {
    fn drawn(self) -> Drawn {
        Drawn::of(self.into_view())
    }
}

impl Drawn {
    /// Forgets the type of a piece.
    pub(super) fn of(piece: impl Piece + 'static) -> Self {
        Self(Box::new(piece))
    }
}

/// As much of [`RenderHtml`] as is ever asked of a piece.
pub(super) trait Piece: Send {
    fn build(self: Box<Self>) -> DrawnState;
    // The client never writes HTML, and the code for it would be a third of it.
    #[cfg(feature = "ssr")]
    fn to_html(self: Box<Self>, buf: &mut String, position: &mut Position, escape: bool);
}

impl<V: RenderHtml + 'static> Piece for V {
    fn build(self: Box<Self>) -> DrawnState {
        DrawnState::of((*self).build())
    }

    #[cfg(feature = "ssr")]
    fn to_html(self: Box<Self>, buf: &mut String, position: &mut Position, escape: bool) {
        (*self).to_html_with_buf(buf, position, escape, false, Vec::new());
    }
}

/// A piece as it stands on the page.
pub struct DrawnState(Box<dyn Standing>);

impl DrawnState {
    /// Forgets the type of a piece that stands.
    pub(super) fn of(piece: impl Mountable + 'static) -> Self {
        Self(Box::new(piece))
    }
}

/// As much of [`Mountable`] as is ever asked of a piece.
trait Standing {
    fn unmount(&mut self);
    fn mount(&mut self, parent: &Element, marker: Option<&Node>);
    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool;
}

impl<S: Mountable> Standing for S {
    fn unmount(&mut self) {
        Mountable::unmount(self);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Mountable::mount(self, parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        Mountable::insert_before_this(self, child)
    }
}

impl Render for Drawn {
    type State = DrawnState;

    fn build(self) -> DrawnState {
        self.0.build()
    }

    fn rebuild(self, state: &mut DrawnState) {
        let mut new = self.0.build();
        Mountable::insert_before_this(state, &mut new);
        Mountable::unmount(state);
        *state = new;
    }
}

impl AddAnyAttr for Drawn {
    type Output<SomeNewAttr: Attribute> = Self;

    /// A piece is complete: nobody adds attributes to it from outside.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Drawn {
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
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.0.to_html(buf, position, escape);
        #[cfg(not(feature = "ssr"))]
        let _ = (buf, position, escape);
    }

    /// Nothing is hydrated: the browser puts its own drawing in the place of the server's.
    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> DrawnState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Mountable for DrawnState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

/// A place where something stands at times. It is drawn anew whenever `key` has changed, and only then: what `draw` reads
/// is not followed.
pub fn changing(
    key: impl Fn() -> u64 + Send + Sync + 'static,
    draw: impl Fn() -> Option<Drawn> + Send + 'static,
) -> Changing {
    changing_by(Box::new(key), Box::new(draw))
}

/// What [`changing`] makes: one type for all such places.
pub type Changing = Box<dyn Fn() -> Option<Drawn> + Send>;

// Keys are numbers so that there is one kind of memo: each kind costs the client two kilobytes.
fn changing_by(key: Box<dyn Fn() -> u64 + Send + Sync>, draw: Changing) -> Changing {
    let key = Memo::new(move |_| key());
    Box::new(move || {
        // A memo that is never read never follows anything.
        key.get();
        untrack(&draw)
    })
}

/// Something that stands there while `is_so`.
pub fn while_so(
    is_so: impl Fn() -> bool + Copy + Send + Sync + 'static,
    draw: impl Fn() -> Drawn + Send + 'static,
) -> Changing {
    changing(move || u64::from(is_so()), move || is_so().then(&draw))
}

/// Words that change.
pub fn text(words: impl Fn() -> String + Send + 'static) -> Box<dyn Fn() -> String + Send> {
    Box::new(words)
}

/// What is so at times, for classes and attributes.
pub fn flag(is_so: impl Fn() -> bool + Send + Sync + 'static) -> Box<dyn Fn() -> bool + Send + Sync> {
    Box::new(is_so)
}

/// A button: its label, and what it does. All of them are one type, like lists.
pub fn button(class: &'static str, label: impl IntoView + 'static, act: impl Fn() + 'static) -> Drawn {
    button_unless(flag(|| false), class, label, act)
}

/// A button that is greyed out at times, and does nothing then. It keeps the focus, so that whoever works by keyboard is not
/// sent back to the top of the page by what they have just done.
pub fn button_unless(
    greyed: Box<dyn Fn() -> bool + Send + Sync>,
    class: &'static str,
    label: impl IntoView + 'static,
    act: impl Fn() + 'static,
) -> Drawn {
    button_drawn(greyed, class, label.drawn(), press(act))
}

fn button_drawn(
    greyed: Box<dyn Fn() -> bool + Send + Sync>,
    class: &'static str,
    label: Drawn,
    mut act: Box<dyn FnMut(MouseEvent)>,
) -> Drawn {
    let greyed: Arc<dyn Fn() -> bool + Send + Sync> = greyed.into();
    let is_greyed = Arc::clone(&greyed);
    let click = move |event| {
        if !untrack(|| greyed()) {
            act(event);
        }
    };
    view! {
        <button type="button" class=class aria-disabled=text(move || is_greyed().to_string()) on:click=click>{label}</button>
    }
    .drawn()
}

/// What a click does.
pub fn press(act: impl Fn() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| act())
}

/// The second half of a double click is meant for what stood there before.
pub fn once(event: &MouseEvent) {
    if event.detail() > 1 {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Does something once the page stands, and again whenever what it reads has changed. In the browser only.
pub fn whenever(act: impl FnMut() + 'static) {
    whenever_boxed(Box::new(act));
}

// One kind of effect, like one kind of memo.
fn whenever_boxed(act: Box<dyn FnMut()>) {
    Effect::new(act);
}
