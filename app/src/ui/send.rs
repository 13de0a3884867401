//! Commands from the panes, and the buttons of the mock windows, which are mere pictures on pages without controls.

use drill::{Command, limits::TEXT_CHARS_MAX};
use leptos::prelude::*;

use crate::ui::{Draw, Drawn, button_unless, flag};

use crate::{
    live::{Connection, Held, Outbox, Stage},
    wire::Denial,
};

/// Sends commands for a pane.
#[derive(Clone, Copy)]
pub struct CommandSender {
    outbox: Outbox,
    denial: Held<Option<Denial>>,
    connection: Held<Connection>,
}

/// What a pane sends its commands with.
pub fn sender() -> CommandSender {
    let Stage { outbox, denial, connection, .. } = expect_context::<Stage>();
    CommandSender { outbox, denial, connection }
}

impl CommandSender {
    /// Whether this text can be said by somebody who is muted or not; shows why not.
    pub fn would_say(self, text: &str, is_muted: bool) -> bool {
        let refused = || drill::text::check(text, TEXT_CHARS_MAX).err().map(Denial::Refused);
        let denial = if is_muted { Some(Denial::Muted) } else { refused() };
        let may = denial.is_none();
        if may {
            self.take_off();
        } else {
            self.denial.set(denial);
        }
        may
    }

    /// Takes an old refusal off the screen; but not what somebody has typed and nobody knows of.
    fn take_off(self) {
        if self.denial.with_untracked(|denial| denial.as_ref().is_none_or(|denial| !denial.keeps_words())) {
            self.denial.set(None);
        }
    }

    /// Sends a command, and takes an old refusal off the screen. Whether it could be sent at all: what somebody typed
    /// is kept if not.
    pub fn send(self, command: Command) -> bool {
        self.take_off();
        self.outbox.send(command);
        !matches!(self.connection.get_untracked(), Connection::Lost { .. } | Connection::Ended(_))
    }
}

/// A button of a mock window; on pages without controls the picture of one.
pub fn touch(
    class: &'static str,
    label: impl IntoView + 'static,
    command: impl Fn() -> Option<Command> + Send + 'static,
) -> Drawn {
    touch_unless(flag(|| false), class, label, command)
}

/// A button of a mock window that is greyed out at times.
pub fn touch_unless(
    greyed: Box<dyn Fn() -> bool + Send + Sync>,
    class: &'static str,
    label: impl IntoView + 'static,
    command: impl Fn() -> Option<Command> + Send + 'static,
) -> Drawn {
    touch_drawn(greyed, class, label.drawn(), Box::new(command))
}

fn touch_drawn(
    greyed: Box<dyn Fn() -> bool + Send + Sync>,
    class: &'static str,
    label: Drawn,
    command: Box<dyn Fn() -> Option<Command> + Send>,
) -> Drawn {
    let sender = sender();
    if expect_context::<Stage>().may_act {
        let act = move || {
            if let Some(command) = command() {
                sender.send(command);
            }
        };
        button_unless(greyed, class, label, act)
    } else {
        view! { <span class=class class=("is-greyed", greyed)>{label}</span> }.drawn()
    }
}
