//! How far somebody is: always in words too.

use std::f64::consts::TAU;

use leptos::prelude::*;

use super::look;
use crate::t;

/// A ring around a percentage.
#[component]
pub fn ProgressRing(
    /// 0–100.
    percent: u8,
    /// What it is the progress of, for those who do not see the ring.
    #[prop(into)]
    label: String,
    #[prop(default = false)] large: bool,
) -> AnyView {
    const RADIUS: f64 = 42.0;
    let percent = percent.min(100);
    let length = RADIUS * TAU;
    let done = length * f64::from(percent) / 100.0;
    let class = match (percent, large) {
        (100, true) => "ring ring-large ring-done",
        (100, false) => "ring ring-done",
        (_, true) => "ring ring-large",
        (_, false) => "ring",
    };
    let text = t!(look().lang, "progress-percent", "percent" => percent);
    let label = format!("{label}, {text}");
    view! {
        <span class=class role="img" aria-label=label>
            <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
                <circle class="ring-track" cx="50" cy="50" r=RADIUS.to_string() fill="none" stroke-width="10"></circle>
                <circle
                    class="ring-value"
                    cx="50"
                    cy="50"
                    r=RADIUS.to_string()
                    fill="none"
                    stroke-width="10"
                    stroke-linecap="round"
                    stroke-dasharray=format!("{done:.1} {length:.1}")
                    transform="rotate(-90 50 50)"
                ></circle>
            </svg>
            <span class="ring-text" aria-hidden="true">{text}</span>
        </span>
    }
    .into_any()
}

/// A bar with its label: « 3 pages sur 7 ».
#[component]
pub fn ProgressBar(value: u32, max: u32, #[prop(into)] label: String) -> AnyView {
    let max = max.max(1);
    view! {
        <label class="progress">
            <span class="progress-label">{label}</span>
            <progress max=max.to_string() value=value.min(max).to_string()></progress>
        </label>
    }
    .into_any()
}
