//! The life of a nomination as a line of steps: what is done, where it stands, what is to come.

use leptos::prelude::*;

use preau::Timestamp;
use preau::referent::{Nomination, State};

use super::names;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, date};

/// A step of the line.
struct Step {
    label: String,
    at: Option<Timestamp>,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Done,
    Here,
    ToCome,
}

/// The line of a nomination.
pub(super) fn timeline(lang: Lang, nomination: &Nomination) -> AnyView {
    let zone = nomination.zone.clone();
    let steps = steps(lang, nomination).into_iter().map(|step| {
        let (class, icon, said) = match step.place {
            Place::Done => ("timeline-step timeline-done", "check", t!(lang, "timeline-done")),
            Place::Here => ("timeline-step timeline-here", "flag", t!(lang, "timeline-here")),
            Place::ToCome => ("timeline-step", "clock", t!(lang, "timeline-to-come")),
        };
        let on = step.at.map(|at| date(lang, at.date_in(&zone)));
        view! {
            <li class=class aria-current=(step.place == Place::Here).then_some("step")>
                <span class="timeline-mark"><Icon name=icon/></span>
                <span class="timeline-text">
                    <span class="visually-hidden">{said}" "</span>
                    <span class="timeline-label">{step.label}</span>
                    {on.map(|on| view! { <span class="timeline-date">{on}</span> })}
                </span>
            </li>
        }
    });
    view! { <ol class="timeline" aria-label=t!(lang, "timeline-label")>{steps.collect_view()}</ol> }
        .into_any()
}

fn steps(lang: Lang, nomination: &Nomination) -> Vec<Step> {
    let now = nomination.state();
    let way = [State::Draft, State::Proposed, State::Accepted, State::Submitted, State::Active];
    let at = |state: State| match state {
        State::Draft => Some(nomination.created_at),
        State::Proposed => nomination.proposed_at,
        State::Accepted | State::Declined => nomination.answered_at,
        State::Submitted => nomination.submitted_at,
        State::Active => nomination.decided_at,
        State::Ended => nomination.ended_at,
        State::Completed | State::CompletedWithoutReport => Some(nomination.ends_at.plus(-1)),
    };
    // Where the line leaves the usual way, and what comes last on it.
    let (reached, last) = match now {
        State::Declined => (1, Some(State::Declined)),
        State::Ended => (4, Some(State::Ended)),
        State::Completed => (4, Some(State::Completed)),
        State::CompletedWithoutReport => (4, Some(State::CompletedWithoutReport)),
        State::Draft | State::Proposed | State::Accepted | State::Submitted | State::Active => {
            (way.iter().position(|state| *state == now).unwrap_or(0), None)
        }
    };
    let mut steps = Vec::new();
    for (place, state) in way.into_iter().enumerate() {
        // What the académie skipped never happened; what the answer cut off never comes.
        let skipped = place < reached && state == State::Submitted && nomination.submitted_at.is_none();
        if skipped || (last.is_some() && place > reached) {
            continue;
        }
        let standing = match (last, place.cmp(&reached)) {
            (None, std::cmp::Ordering::Equal) => Place::Here,
            (_, std::cmp::Ordering::Greater) => Place::ToCome,
            (Some(_) | None, _) => Place::Done,
        };
        // A draft that came back was proposed before: those days are no longer its own.
        let at = if standing == Place::ToCome { None } else { at(state) };
        steps.push(Step { label: names::state(lang, state), at, place: standing });
    }
    match last {
        Some(last) => steps.push(Step { label: names::state(lang, last), at: at(last), place: Place::Here }),
        None => steps.push(Step {
            label: names::state(lang, State::Completed),
            at: (now == State::Active).then(|| nomination.ends_at.plus(-1)),
            place: Place::ToCome,
        }),
    }
    steps
}
