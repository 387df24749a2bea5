//! A page with a pass mark: what it takes before, what came of the last attempt, and handing in.

use leptos::prelude::*;

use preau::learning::answer;
use preau::learning::fraction::{self, Fraction};
use preau::learning::player::Player;

use super::reader::evaluation_form;
use super::reading::{Reading, by_attempts};
use super::trial::Trial;
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, Notice, NoticeKind};

/// The rule, and the result once there is one.
pub(super) fn before(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let page = reading.page();
    if !by_attempts(page) {
        return ().into_any();
    }
    let Some(player) = reading.player.as_ref().filter(|_| !reading.withheld()) else {
        let sentence = if reading.player.is_some() {
            t!(lang, "assessment-locked")
        } else {
            t!(lang, "assessment-sign-up")
        };
        return view! { <Notice><p>{sentence}</p></Notice> }.into_any();
    };
    let rule = t!(lang, "assessment-rule", "threshold" => page.threshold, "count" => player.drawn.len());
    let attempts = match page.attempts {
        0 => t!(lang, "assessment-attempts-free"),
        allowed => {
            let number = player.attempt.as_ref().map_or(1, |attempt| attempt.number);
            t!(lang, "assessment-attempts", "number" => number, "count" => allowed)
        }
    };
    let when = if reading.at_end() { t!(lang, "assessment-at-end") } else { t!(lang, "assessment-at-once") };
    let form = reading.at_end().then(|| evaluation_form(reading));
    view! {
        {form}
        {result(lang, reading, player)}
        <p class="assessment-rule">{rule}" "{when}" "{attempts}</p>
    }
    .into_any()
}

/// What the attempt that was handed in came to.
fn result(lang: Lang, reading: &Reading, player: &Player) -> AnyView {
    let page = reading.page();
    let Some(attempt) = player.attempt.as_ref().filter(|attempt| !attempt.is_open()) else {
        return ().into_any();
    };
    let Some((points, out_of)) = attempt.score() else { return ().into_any() };
    let share = points.over(out_of);
    let passed = share.reaches(page.threshold);
    let comma = if lang == Lang::Fr { ',' } else { '.' };
    let score = t!(
        lang,
        "assessment-score",
        "points" => fraction::shown(points, comma),
        "stake" => fraction::shown(out_of, comma),
        "percent" => share.percent(),
    );
    let (kind, title) = if passed {
        (NoticeKind::Success, t!(lang, "assessment-passed"))
    } else {
        (NoticeKind::Warning, t!(lang, "assessment-failed", "threshold" => page.threshold))
    };
    let best = player.page.best.map(|(points, out_of)| points.over(out_of)).filter(|best| *best > share);
    let more = answer::attempts_left(page, attempt.number);
    let next = match (passed, more) {
        (true, _) => t!(lang, "assessment-next-passed"),
        (false, true) => t!(lang, "assessment-next-again"),
        (false, false) => t!(lang, "assessment-next-none"),
    };
    view! {
        <div id="resultat" tabindex="-1" class="assessment-result">
            <Notice kind=kind title=title live=true>
                <p>{score}</p>
                {best.map(|best| view! { <p>{t!(lang, "assessment-best", "percent" => best.percent())}</p> })}
                <p>{next}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// Handing in, or beginning anew.
pub(super) fn after(cx: &Cx, reading: &Reading, trial: Option<&Trial>) -> AnyView {
    let lang = cx.lang;
    let page = reading.page();
    if !by_attempts(page) || reading.withheld() {
        return ().into_any();
    }
    let Some(player) = &reading.player else { return ().into_any() };
    let number = player.attempt.as_ref().map_or(1, |attempt| attempt.number);
    let open = player.attempt.as_ref().is_none_or(answer::Attempt::is_open);
    if open && reading.at_end() {
        return hand_in(lang, player, trial);
    }
    let answered = player.answers.values().filter(|answer| answer.tries > 0).count();
    let finished = !open || answered >= player.drawn.len();
    let missed = !player.is_done(&page.key)
        || player.page.best.is_none_or(|(points, out_of)| points.over(out_of) < Fraction::ONE);
    if finished && missed && answer::attempts_left(page, number) {
        return view! {
            <form class="assessment-end" method="post" action=reading.url() data-act="course.learn">
                <button class="button" type="submit" name="act" value="attempt.restart">
                    <Icon name="rotate-ccw"/>
                    <span>{t!(lang, "assessment-restart")}</span>
                </button>
                <p class="activity-note">{t!(lang, "assessment-restart-note")}</p>
            </form>
        }
        .into_any();
    }
    ().into_any()
}

/// Questions of the attempt without an answer so far.
pub(super) fn unanswered(player: &Player) -> usize {
    let given = |id: &String| {
        player.answers.get(id).and_then(answer::Stored::given).is_some_and(|given| !given.is_empty())
    };
    player.drawn.iter().filter(|id| !given(id)).count()
}

fn hand_in(lang: Lang, player: &Player, trial: Option<&Trial>) -> AnyView {
    let left = unanswered(player);
    let asked = trial.and_then(|trial| trial.unanswered);
    let sentence = match asked.unwrap_or(left) {
        0 => t!(lang, "assessment-all-answered"),
        left => t!(lang, "assessment-unanswered", "count" => left),
    };
    let button =
        if asked.is_some() { t!(lang, "assessment-hand-in-anyway") } else { t!(lang, "assessment-hand-in") };
    let form = super::activities::EVALUATION;
    view! {
        <div class="assessment-end" id="rendre" tabindex="-1">
            <p class="assessment-left">{sentence}</p>
            {asked.is_some().then(|| view! { <input type="hidden" name="confirm" value="yes" form=form/> })}
            <div class="activity-buttons">
                <button class="button button-primary" type="submit" form=form name="act" value="attempt.hand_in">{button}</button>
                <button class="button" type="submit" form=form name="act" value="answers.save">{t!(lang, "assessment-save")}</button>
            </div>
            <p class="activity-note">{t!(lang, "assessment-save-note")}</p>
        </div>
    }
    .into_any()
}
