//! Words for states, missions, rewards and reasons.

use preau::referent::scheme::euros;
use preau::referent::{EndReason, Mission, Nomination, Reward, State};

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Tone, date, duration};

pub(super) fn state(lang: Lang, state: State) -> String {
    match state {
        State::Draft => t!(lang, "nomination-state-draft"),
        State::Proposed => t!(lang, "nomination-state-proposed"),
        State::Accepted => t!(lang, "nomination-state-accepted"),
        State::Declined => t!(lang, "nomination-state-declined"),
        State::Submitted => t!(lang, "nomination-state-submitted"),
        State::Active => t!(lang, "nomination-state-active"),
        State::Ended => t!(lang, "nomination-state-ended"),
        State::Completed => t!(lang, "nomination-state-completed"),
        State::CompletedWithoutReport => t!(lang, "nomination-state-completed-without-report"),
    }
}

pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Declined | State::Ended => Tone::Neutral,
        State::Proposed | State::Accepted | State::Submitted => Tone::Warning,
        State::Active | State::Completed => Tone::Success,
        State::CompletedWithoutReport => Tone::Error,
    }
}

pub(super) fn mission(lang: Lang, mission: Mission) -> String {
    match mission {
        Mission::Information => t!(lang, "letter-mission-1a"),
        Mission::Needs => t!(lang, "letter-mission-1b"),
        Mission::Accompaniment => t!(lang, "letter-mission-1c"),
        Mission::Projects => t!(lang, "letter-mission-1d"),
        Mission::Steering => t!(lang, "letter-mission-2a"),
        Mission::Advice => t!(lang, "letter-mission-2b"),
        Mission::Network => t!(lang, "letter-mission-2c"),
    }
}

pub(super) fn end_reason(lang: Lang, reason: EndReason) -> String {
    match reason {
        EndReason::Resigned => t!(lang, "end-reason-resigned"),
        EndReason::PostingEnded => t!(lang, "end-reason-posting-ended"),
        EndReason::Agreed => t!(lang, "end-reason-agreed"),
        EndReason::Absence => t!(lang, "end-reason-absence"),
        EndReason::OtherDuty => t!(lang, "end-reason-other-duty"),
        EndReason::SchoolClosed => t!(lang, "end-reason-school-closed"),
    }
}

/// « 1 250 € ».
pub(super) fn money(cents: i64) -> String {
    format!("{}\u{a0}€", euros(cents))
}

/// What the mandate gives, in a few words. `label` is the name of the scheme.
pub(super) fn reward(lang: Lang, reward: &Reward, label: &str) -> String {
    match reward {
        Reward::None => t!(lang, "reward-none"),
        Reward::Allowance { cents, .. } => {
            t!(lang, "reward-allowance", "amount" => money(*cents), "scheme" => label.to_owned())
        }
        Reward::Relief { minutes } => {
            let minutes = u32::try_from(*minutes).unwrap_or(0);
            t!(lang, "reward-relief", "hours" => duration(lang, minutes))
        }
    }
}

/// « Du 1er septembre 2026 au 31 août 2027 ».
pub(super) fn period(lang: Lang, nomination: &Nomination) -> String {
    t!(
        lang,
        "nomination-period",
        "from" => date(lang, nomination.first_day()),
        "to" => date(lang, nomination.last_day())
    )
}

pub(super) fn sector(lang: Lang, sector: &str) -> String {
    match sector {
        "public" => t!(lang, "nomination-sector-public"),
        "private_contract" => t!(lang, "nomination-sector-private-contract"),
        "private_no_contract" => t!(lang, "nomination-sector-private-no-contract"),
        _ => t!(lang, "nomination-sector-private-unknown"),
    }
}

/// What something in the basket is.
pub(super) fn left(lang: Lang, kind: &str) -> String {
    let key = format!("handover-kind-{kind}");
    let text = texts::text(lang, &key);
    if text == key { t!(lang, "handover-kind-other") } else { text }
}
