//! Words for states, what comes next, warnings, amounts.

use leptos::prelude::*;

use preau::need::Level;
use preau::pay::paid::Verdict;
use preau::pay::{State, Statement, Warning};
use preau::referent::scheme::euros;

use crate::t;
use crate::texts::Lang;
use crate::ui::{Tag, Tone, date, duration};

pub(super) fn state(lang: Lang, state: State) -> String {
    match state {
        State::NotApplicable => t!(lang, "pay-state-not-applicable"),
        State::ToPrepare => t!(lang, "pay-state-to-prepare"),
        State::Submitted => t!(lang, "pay-state-submitted"),
        State::ServiceCertified => t!(lang, "pay-state-service-certified"),
        State::Checked => t!(lang, "pay-state-checked"),
        State::Exported => t!(lang, "pay-state-exported"),
        State::PaidReported => t!(lang, "pay-state-paid-reported"),
        State::Rejected => t!(lang, "pay-state-rejected"),
    }
}

pub(super) fn tag(lang: Lang, now: State) -> AnyView {
    let tone = match now {
        State::NotApplicable => Tone::Neutral,
        State::ToPrepare | State::Submitted | State::ServiceCertified => Tone::Warning,
        State::Checked | State::Exported => Tone::Accent,
        State::PaidReported => Tone::Success,
        State::Rejected => Tone::Error,
    };
    view! { <Tag tone=tone>{state(lang, now)}</Tag> }.into_any()
}

/// Who holds it now, and what happens then.
pub(super) fn next(lang: Lang, statement: &Statement) -> String {
    match statement.state() {
        State::NotApplicable => t!(lang, "pay-next-not-applicable"),
        State::ToPrepare => t!(lang, "pay-next-to-prepare"),
        State::Submitted => t!(lang, "pay-next-submitted", "school" => statement.host_name.clone()),
        State::ServiceCertified => t!(lang, "pay-next-service-certified"),
        State::Checked => t!(lang, "pay-next-checked"),
        State::Exported => t!(lang, "pay-next-exported"),
        State::PaidReported => {
            let day = statement.paid_on().map(|day| date(lang, day)).unwrap_or_default();
            t!(lang, "pay-next-paid-reported", "day" => day)
        }
        State::Rejected => t!(lang, "pay-next-rejected"),
    }
}

pub(super) fn warning(lang: Lang, warning: Warning) -> String {
    match warning {
        Warning::NoPermit => t!(lang, "pay-warning-no-permit"),
        Warning::LatePermit => t!(lang, "pay-warning-late-permit"),
    }
}

pub(super) fn level(lang: Lang, level: Level) -> String {
    match level {
        Level::Initiation => t!(lang, "pay-level-initiation"),
        Level::Deepening => t!(lang, "pay-level-deepening"),
        Level::Expertise => t!(lang, "pay-level-expertise"),
    }
}

/// « 1 250,50 € ».
pub(super) fn money(cents: i64) -> String {
    format!("{}\u{a0}€", euros(cents))
}

pub(super) fn hours(lang: Lang, minutes: i64) -> String {
    duration(lang, u32::try_from(minutes.max(0)).unwrap_or(u32::MAX))
}

pub(super) fn verdict(lang: Lang, verdict: Verdict) -> AnyView {
    let (tone, said) = match verdict {
        Verdict::Pay(day) => (Tone::Success, t!(lang, "pay-verdict-pay", "day" => date(lang, day))),
        Verdict::Already => (Tone::Neutral, t!(lang, "pay-verdict-already")),
        Verdict::Empty => (Tone::Neutral, t!(lang, "pay-verdict-empty")),
        Verdict::Other => (Tone::Error, t!(lang, "pay-verdict-other")),
        Verdict::BadDay => (Tone::Error, t!(lang, "pay-verdict-bad-day")),
        Verdict::Future => (Tone::Error, t!(lang, "pay-verdict-future")),
        Verdict::Unknown => (Tone::Error, t!(lang, "pay-verdict-unknown")),
        Verdict::Twice => (Tone::Error, t!(lang, "pay-verdict-twice")),
        Verdict::Unreadable => (Tone::Error, t!(lang, "pay-verdict-unreadable")),
    };
    view! { <Tag tone=tone>{said}</Tag> }.into_any()
}
