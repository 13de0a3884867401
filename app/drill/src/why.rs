//! Why something is shown: no value reaches a screen without its rule.

use serde::{Deserialize, Serialize};

use crate::{Backend, Backends, Provenance, Rule, outage::Outage};

/// The rule behind something shown, and what led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    rule: Rule,
    provenance: Provenance,
    cause: u64,
    toggle: Option<u64>,
}

impl Why {
    /// Ordinary working, led to by the event numbered `cause`.
    pub(crate) const fn ok(cause: u64) -> Self {
        Self { rule: Rule::Ok, provenance: Provenance::Ordinary, cause, toggle: None }
    }

    /// `rule`, led to by the event `cause`, where no outage is behind it.
    pub(crate) const fn plain(rule: Rule, cause: u64) -> Self {
        Self { rule, provenance: rule.provenance(), cause, toggle: None }
    }

    /// `rule`, led to by the event `cause`, because of `outage`.
    ///
    /// CO1 and CO2: the source is silent on two of the pairs, so whatever comes of these is inferred.
    pub(crate) fn of(rule: Rule, cause: u64, outage: &Outage) -> Self {
        let silent = [Backend::Application, Backend::Messaging]
            .map(|other| Backends::of(&[Backend::Services, other]))
            .contains(&outage.together);
        let provenance = if silent && rule != Rule::Ok { Provenance::Inferred } else { rule.provenance() };
        Self { rule, provenance, cause, toggle: Some(outage.stopped.seq) }
    }

    /// The same, with the switching-on of a backend as what is behind it.
    pub(crate) const fn after_start(self, seq: u64) -> Self {
        Self { toggle: Some(seq), ..self }
    }

    /// The same by another rule, which the source does not say.
    pub(crate) const fn by(self, rule: Rule) -> Self {
        Self { rule, provenance: Provenance::Inferred, ..self }
    }

    /// The rule.
    pub const fn rule(self) -> Rule {
        self.rule
    }

    /// Where the occurrence comes from.
    pub const fn provenance(self) -> Provenance {
        self.provenance
    }

    /// The number of the event that led to it: what somebody did at that instant, or what a delay counts from.
    pub const fn cause(self) -> u64 {
        self.cause
    }

    /// The number of the event that switched the backend that is behind it, if any is.
    pub const fn toggle(self) -> Option<u64> {
        self.toggle
    }
}

/// Something shown, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown<T> {
    /// What is shown.
    pub what: T,
    /// Why.
    pub why: Why,
}

impl<T> Shown<T> {
    pub(crate) const fn new(what: T, why: Why) -> Self {
        Self { what, why }
    }

    /// The same without the rule and what is behind it, for people who have to find that out. Its cause still tells it from
    /// another one of the same kind.
    #[must_use]
    pub fn without_rule(self) -> Self {
        Self { what: self.what, why: Why::ok(self.why.cause) }
    }
}
