//! Commands from the panes, and the buttons of the mock windows, which are mere pictures on pages without controls.

use drill::Command;
use leptos::prelude::*;

use crate::ui::{Draw, Drawn, flag};

use crate::live::{Connection, Stage};

/// Sends commands for a pane.
#[derive(Clone, Copy)]
pub struct CommandSender {
    act: Callback<Command>,
    denial: RwSignal<Option<crate::wire::Denial>>,
    connection: Signal<Connection>,
    /// Whether this page has controls.
    pub may_act: bool,
}

/// What a pane sends its commands with.
pub fn sender() -> CommandSender {
    let Stage { act, denial, connection, may_act, .. } = expect_context::<Stage>();
    CommandSender { act, denial, connection, may_act }
}

impl CommandSender {
    /// Sends a command, and takes an old refusal off the screen. Whether it could be sent at all: what somebody typed
    /// is kept if not.
    pub fn send(self, command: Command) -> bool {
        self.denial.set(None);
        self.act.run(command);
        !matches!(self.connection.get_untracked(), Connection::Lost { .. } | Connection::Ended)
    }
}

/// How a button of a mock window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TouchKind {
    /// It does something.
    Works,
    /// It is greyed out.
    Greyed,
}

/// A button of a mock window; on pages without controls the picture of one.
pub fn touch(
    class: &'static str,
    label: impl IntoView + 'static,
    kind: Signal<TouchKind>,
    command: impl Fn() -> Option<Command> + Send + 'static,
) -> Drawn {
    touch_drawn(class, label.drawn(), kind, Box::new(command))
}

fn touch_drawn(
    class: &'static str,
    label: Drawn,
    kind: Signal<TouchKind>,
    command: Box<dyn Fn() -> Option<Command> + Send>,
) -> Drawn {
    let sender = sender();
    if sender.may_act {
        let press = move |_| {
            if let Some(command) = command() {
                sender.send(command);
            }
        };
        view! {
            <button type="button" class=class disabled=move || kind.get() == TouchKind::Greyed on:click=press>
                {label}
            </button>
        }
        .drawn()
    } else {
        view! {
            <span class=class class=("is-greyed", flag(move || kind.get() == TouchKind::Greyed))>{label}</span>
        }
        .drawn()
    }
}
