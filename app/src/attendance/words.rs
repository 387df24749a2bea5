//! Words and small parts that the pages of presence share.

use leptos::prelude::*;

use preau::Timestamp;
use preau::session::attendance::{Entry, Value};
use preau::session::{Session, Slot};

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{self, Crumb, PostForm, Tag, Tone};

/// A text named by a code: `presence-value-` and `left_early`.
pub(super) fn named(lang: Lang, prefix: &str, code: &str) -> String {
    texts::text(lang, &format!("{prefix}{}", code.replace('_', "-")))
}

/// « 9 h », where people meet.
fn hour(lang: Lang, at: Timestamp, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let there = zone.to_datetime(at.instant());
    ui::clock_time(lang, there.hour(), there.minute())
}

/// « jeudi 10 décembre 2026, 9 h – 12 h ».
pub(super) fn half_day(lang: Lang, slot: &Slot, zone: &str) -> String {
    let day = ui::long_date(lang, slot.starts_at.date_in(zone));
    format!("{day}, {} – {}", hour(lang, slot.starts_at, zone), hour(lang, slot.ends_at, zone))
}

/// « 10 décembre, 9 h »: for the head of a column.
pub(super) fn short_half_day(lang: Lang, slot: &Slot, zone: &str) -> String {
    format!("{}, {}", ui::day(lang, slot.starts_at.date_in(zone)), hour(lang, slot.starts_at, zone))
}

pub(super) fn minutes(lang: Lang, minutes: i32) -> String {
    ui::duration(lang, u32::try_from(minutes).unwrap_or(0))
}

fn tone(value: Value) -> Tone {
    match value {
        Value::Present => Tone::Success,
        Value::Late | Value::LeftEarly => Tone::Warning,
        Value::Excused => Tone::Neutral,
        Value::Absent => Tone::Error,
    }
}

/// A value as a word and a colour, with what goes with it.
pub(super) fn value_tag(lang: Lang, entry: Option<&Entry>) -> AnyView {
    let Some(entry) = entry else {
        return view! { <Tag>{t!(lang, "presence-value-none")}</Tag> }.into_any();
    };
    let value = entry.value();
    let partial = value.is_partial().then(|| format!(" ({})", minutes(lang, entry.minutes)));
    let pending = entry.pending.then(|| {
        let key = if value.is_presence() { "presence-pending" } else { "presence-announced" };
        view! { " "<span class="cell-detail">{texts::text(lang, key)}</span> }
    });
    let corrected = (!entry.reason.is_empty())
        .then(|| view! { " "<span class="cell-detail">{t!(lang, "presence-corrected", "reason" => entry.reason.clone())}</span> });
    view! {
        <Tag tone=tone(value)>{named(lang, "presence-value-", value.code())}{partial}</Tag>
        {pending}
        {corrected}
    }
    .into_any()
}

/// A form around what stands in it.
pub(super) fn post(action: String, act: &'static str, inside: AnyView) -> AnyView {
    view! { <PostForm action=action act=act>{inside}</PostForm> }.into_any()
}

/// A field of a form that stands several times on a page: its label around it, so that no id is needed. Only the one that
/// was refused has the id that the summary of errors links to.
pub(super) fn wrapped(
    name: &'static str,
    label: String,
    value: String,
    fault: Option<String>,
    optional: bool,
) -> AnyView {
    let lang = ui::look().lang;
    let class = if fault.is_some() { "field field-faulty" } else { "field" };
    let id = fault.is_some().then(|| format!("champ-{name}"));
    let invalid = fault.is_some().then_some("true");
    view! {
        <label class=class>
            <span>
                {label}
                {optional.then(|| view! { <span class="field-optional">" "{t!(lang, "field-optional")}</span> })}
            </span>
            {fault.map(|fault| view! { <span class="field-fault">{fault}</span> })}
            <input class="input" id=id name=name value=value maxlength="500" required=!optional aria-invalid=invalid/>
        </label>
    }
    .into_any()
}

/// The session above a page of its presence.
pub(super) fn crumbs(session: &Session) -> [Crumb; 1] {
    [Crumb::new(format!("/sessions/{}", session.id), session.title.clone())]
}
