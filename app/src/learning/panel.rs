//! What counts in the course and what is left of it, in the figures that are stored.

use leptos::prelude::*;

use preau::learning::State;
use preau::learning::fraction;

use super::reading::{Learner, Reading, url};
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, ProgressRing};

/// The inside of `#progression`: an island puts a new one in its place after an act.
pub(super) fn inside(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let Some(learner) = &reading.learner else { return ().into_any() };
    let enrolment = &learner.enrolment;
    let ring = enrolment.percent.map(|percent| {
        let percent = u8::try_from(percent.clamp(0, 100)).unwrap_or(0);
        view! { <ProgressRing percent=percent label=t!(lang, "panel-ring")/> }
    });
    let pages = (enrolment.pages_required > 0).then(|| {
        let met = enrolment.pages_done >= enrolment.pages_required;
        line(met, t!(lang, "panel-pages", "done" => enrolment.pages_done.min(enrolment.pages_required), "count" => enrolment.pages_required))
    });
    let left = match enrolment.state {
        State::Completed => view! { <p class="panel-sentence">{t!(lang, "panel-completed")}</p> }.into_any(),
        State::Enrolled | State::InProgress | State::Dropped => {
            view! { <p class="panel-sentence">{t!(lang, "panel-rule")}</p> }.into_any()
        }
    };
    view! {
        <div class="panel-head">
            {ring}
            <h2 class="panel-title" id="progression-titre">{t!(lang, "panel-title")}</h2>
        </div>
        {left}
        <ul class="panel-lines">{pages}{score(lang, learner)}{productions(lang, reading, learner)}</ul>
    }
    .into_any()
}

fn line(met: bool, sentence: impl IntoView + 'static) -> AnyView {
    let icon = if met {
        view! { <Icon name="circle-check"/> }.into_any()
    } else {
        view! { <span class="way-dot" aria-hidden="true"></span> }.into_any()
    };
    let class = if met { "panel-line panel-met" } else { "panel-line" };
    view! { <li class=class>{icon}<span>{sentence}</span></li> }.into_any()
}

/// The score against the mark, as the rule compares them.
fn score(lang: Lang, learner: &Learner) -> AnyView {
    let standing = &learner.standing;
    let (Some((points, out_of)), Some(threshold)) = (standing.score, standing.threshold) else {
        return ().into_any();
    };
    let comma = if lang == Lang::Fr { ',' } else { '.' };
    let sentence = t!(
        lang,
        "panel-score",
        "percent" => points.over(out_of).percent(),
        "threshold" => threshold,
        "points" => fraction::shown(points, comma),
        "stake" => fraction::shown(out_of, comma),
    );
    line(standing.score_met, sentence)
}

fn productions(lang: Lang, reading: &Reading, learner: &Learner) -> AnyView {
    let left = learner.standing.productions_left.iter().filter_map(|id| {
        let (page, activity) = id.split_once('#')?;
        let title = reading.live.page(page)?.title.clone();
        let href = format!("{}#{activity}", url(reading.slug(), page));
        Some(line(false, view! { {t!(lang, "panel-production")}" "<a href=href>{title}</a> }))
    });
    left.collect_view().into_any()
}
