//! The numbered rules of `behaviour.md`: id, provenance, and what each says in plain words.
//!
//! What a rule does is one place elsewhere in this crate that names it; this is the register that a screen quotes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where an occurrence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// The source says it.
    Documented,
    /// The source names it, but shows it only in a lost picture.
    Reconstructed,
    /// The source is silent: our decision.
    Inferred,
    /// The ordinary working of a healthy system.
    Ordinary,
}

impl Provenance {
    /// Its word on screen and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Reconstructed => "reconstructed",
            Self::Inferred => "inferred",
            Self::Ordinary => "ordinary",
        }
    }
}

/// Where the words on screen come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordsProvenance {
    /// They stand in the source.
    Exact,
    /// They are ours: the source's own are lost, or it has none.
    Reconstructed,
}

impl WordsProvenance {
    /// Its word on screen and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Reconstructed => "reconstructed",
        }
    }
}

macro_rules! rules {
    ($($variant:ident $id:literal $provenance:ident $plain:literal)*) => {
        /// A rule of `behaviour.md`, or `OK` for ordinary working.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $(#[doc = $plain] #[serde(rename = $id)] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of `behaviour.md`.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its id, such as `AP2`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// Where its occurrence comes from when no combination changes that.
            pub const fn provenance(self) -> Provenance {
                match self { $(Self::$variant => Provenance::$provenance),* }
            }

            /// What it says, in plain words for the class.
            pub const fn plain(self) -> &'static str {
                match self { $(Self::$variant => $plain),* }
            }
        }
    };
}

rules! {
    Ok "OK" Ordinary "A healthy system working as it should."
    Ap1 "AP1" Documented "When Application stops, a live chat session is lost at that instant, and nothing brings it back."
    Ap2 "AP2" Documented "Shortly after the loss, or at the customer's next message, the customer is told that messages sent after the failure were lost and to start a new session."
    Ap3 "AP3" Documented "Application came back quickly, so the customer is simply asked to start another chat."
    Ap4 "AP4" Documented "Application stayed off for more than a few minutes, so the customer is told of connection issues."
    Ap5 "AP5" Inferred "Application came back late, so the customer is told that the session has been lost."
    Ap6 "AP6" Documented "While Application is off, every part of the console that the agent touches answers with a pop-up error, and which one depends on the part."
    Ap7 "AP7" Inferred "Application is back, but this desktop is still bound to the old log-in: the agent has to log in again."
    Ap8 "AP8" Documented "Logging in while the lost chat has not been completed brings up “Session in Progress”."
    Ap9 "AP9" Documented "After the log-in the console says that the session is still active. It is not, and the chat's history is gone."
    Ap10 "AP10" Inferred "Logging in while Application is off fails: the page cannot be reached."
    Ap11 "AP11" Inferred "The database still has the lost chat as in progress: a ghost, until an agent completes it."
    Ap12 "AP12" Inferred "Completing the ghost closes its row. Whatever was sent on it is lost, and its sender was never told."
    Ap13 "AP13" Inferred "A new chat is routed to the agent only when the desktop is sound and no other chat is open, a ghost included."
    Ap14 "AP14" Inferred "The status icon follows Messaging, not the truth: while Messaging is on, it stays a green circle even beside a chat that is lost."
    Ap15 "AP15" Inferred "Another chat cannot be started while Application is off: the page cannot be reached."
    Ap16 "AP16" Inferred "A chat lost while it waited keeps its row, and is later given to the agent although nobody is at the other end."
    Sv1 "SV1" Documented "With Services off, agent and customer can still chat in both directions."
    Sv2 "SV2" Documented "With Services off, the database shows the chat in progress."
    Sv3 "SV3" Documented "With Services off, the agent can complete the chat, and the database shows it completed."
    Sv4 "SV4" Documented "With Services off, the agent cannot handle other activities and receives no new ones: the reply buttons are greyed out."
    Sv5 "SV5" Documented "The agent must log out: the buttons stay grey after Services returns."
    Sv6 "SV6" Documented "Logged in again with Services on, everything is back: the completion stands and work goes on."
    Sv7 "SV7" Inferred "Logging in while Services is off works, but the desktop is impaired at once."
    Sv8 "SV8" Inferred "E-mail that arrives meanwhile is held, not lost, and is delivered when Services is on and the desktop is sound."
    Sv9 "SV9" Inferred "Logging out leaves a live chat alive: what the customer sends is there after the next log-in."
    Ms1 "MS1" Documented "With Messaging off, the agent's and the customer's messages are not exchanged."
    Ms2 "MS2" Documented "With Messaging off, a triangle stands next to the chat status."
    Ms3 "MS3" Documented "Messages sent while Messaging was off are lost for good."
    Ms4 "MS4" Documented "Messaging is back and the session was alive all along: it goes on, with a green circle."
    Ms5 "MS5" Inferred "The sender's own pane shows the line as sent; nobody is told that it was lost."
    Ms6 "MS6" Inferred "Messaging stayed off for a few minutes, so the customer is told of connection issues."
    Ms7 "MS7" Inferred "With Messaging alone off, the rest of the agent's console works."
    Ms8 "MS8" Inferred "While Messaging is off, neither side learns that the other has ended the chat."
    Ma1 "MA1" Documented "Messaging and Application off: the rules of both hold."
    Ma2 "MA2" Documented "With Messaging and Application off, an information tab does not load, and after a while the whole desktop has timed out."
    Ma3 "MA3" Documented "Both are back: as after Application alone, and the customer is told that the session has been lost."
    Al1 "AL1" Documented "All three are off: the chat status turns to the triangle."
    Al2 "AL2" Documented "All three are off for a while: the title bar of the agent's browser flashes."
    Al3 "AL3" Documented "All three are off for longer: the status reads “Customer not connected” beside a red square."
    Al4 "AL4" Documented "All three are off for a few minutes: the customer is told of connection issues."
    Al5 "AL5" Documented "All three are back: as after Application alone, and the customer is told that the session has been lost."
    Al6 "AL6" Inferred "One of the three is back: the flashing and the red square end, and the icon follows Messaging again."
    Co1 "CO1" Inferred "Application and Services off: the rules of both hold together."
    Co2 "CO2" Inferred "Services and Messaging off: the rules of both hold together."
    Co3 "CO3" Inferred "Whatever the order of restoring, every rule looks only at what is on, since when the rest is off, and what is remembered."
    Fp10 "FP10" Inferred "A chat that was left while it waited is completed by the system."
    Fp13 "FP13" Inferred "Touching any part of the console closes the pop-up that was open."
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
