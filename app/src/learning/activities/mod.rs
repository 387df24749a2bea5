//! Activities as people see them: a form each, made by the server, kept and answered in place where an island can.

mod checklist;
mod choices;
mod inputs;
mod question;
mod state;
mod survey;
mod task;
mod verdict;

use leptos::prelude::*;

use preau::course::published::Block;

use super::islands::Live;
use super::reading::{Reading, seal};
use super::trial::Trial;
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// `id` of the form of a page whose questions are handed in together.
pub(super) const EVALUATION: &str = "evaluation";

/// Where an activity stands: what its parts need to know.
pub(super) struct Spot<'a> {
    pub cx: &'a Cx,
    pub reading: &'a Reading,
    pub trial: Option<&'a Trial>,
    /// Address its form goes to.
    pub action: String,
    /// See [`seal`]; empty for who only reads.
    pub seal: String,
}

impl<'a> Spot<'a> {
    fn new(cx: &'a Cx, reading: &'a Reading, block: &Block, trial: Option<&'a Trial>) -> Self {
        let seal = reading.player.as_ref().map(|player| {
            let seed = if let Block::Question(_) = block { player.seed } else { 0 };
            seal(player.enrolment.id, &reading.page().key, seed, block)
        });
        Self { cx, reading, trial, action: reading.url(), seal: seal.unwrap_or_default() }
    }

    /// An answer is taken here.
    fn enrolled(&self) -> bool {
        self.reading.player.is_some()
    }

    /// What is wrong with a field of an activity, as it is shown beside it.
    fn fault(&self, activity: &str, field: &str) -> Option<String> {
        self.trial.and_then(|trial| trial.wrong(activity).remove(field))
    }

    /// Fields that every form of an activity carries.
    fn hidden(&self, activity: &str) -> AnyView {
        view! {
            <input type="hidden" name="activity" value=activity.to_owned()/>
            <input type="hidden" name="of" value=self.seal.clone()/>
        }
        .into_any()
    }
}

/// An activity at its place in the page.
pub(super) fn activity(cx: &Cx, reading: &Reading, block: &Block, trial: Option<&Trial>) -> AnyView {
    let lang = cx.lang;
    let id = block.activity_id().unwrap_or_default().to_owned();
    let (class, name) = match block {
        Block::Question(_) => ("activity activity-question", number(lang, reading, &id)),
        Block::Survey(_) => ("activity activity-survey", t!(lang, "activity-survey")),
        Block::Checklist(_) => ("activity activity-checklist", t!(lang, "activity-checklist")),
        Block::Task(_) => ("activity activity-task", t!(lang, "activity-task")),
        Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => return ().into_any(),
    };
    let inner = inside(cx, reading, block, trial);
    let body = match &reading.player {
        None => view! { <div class="activity-inside">{inner}</div> }.into_any(),
        Some(player) => {
            let together = matches!(block, Block::Question(_)) && reading.at_end();
            let (draft, form, which) = match block {
                Block::Question(_) if together => ("answers.save", EVALUATION, "page"),
                Block::Question(_) => ("answer.save", "", id.as_str()),
                Block::Checklist(_) => ("checklist.tick", "", id.as_str()),
                Block::Task(_) => ("production.save", "", id.as_str()),
                Block::Survey(_) | Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => {
                    ("", "", id.as_str())
                }
            };
            let key = format!("preau {} {} {which}", player.enrolment.id, reading.page().key);
            let path = reading.url();
            view! {
                <Live>
                    <div
                        class="activity-inside"
                        data-live=""
                        data-path=path
                        data-draft=draft
                        data-form=form
                        data-key=key
                        data-saved=t!(lang, "activity-saved-at", "time" => "{time}")
                        data-unsaved=t!(lang, "activity-unsaved")
                    >
                        {inner}
                    </div>
                    <p class="live-status" role="status"></p>
                </Live>
            }
            .into_any()
        }
    };
    view! { <div class=class id=id role="group" aria-label=name tabindex="-1">{body}</div> }.into_any()
}

/// « Question 2 sur 7 ».
fn number(lang: Lang, reading: &Reading, id: &str) -> String {
    let (order, _) = reading.questions();
    let place = order.iter().position(|other| other == id).map_or(1, |place| place + 1);
    t!(lang, "question-number", "number" => place, "count" => order.len())
}

/// What an island replaces when its activity was answered.
pub(super) fn inside(cx: &Cx, reading: &Reading, block: &Block, trial: Option<&Trial>) -> AnyView {
    let spot = Spot::new(cx, reading, block, trial);
    match block {
        Block::Question(found) => question::question(&spot, found),
        Block::Survey(found) => survey::survey(&spot, found),
        Block::Checklist(found) => checklist::checklist(&spot, found),
        Block::Task(found) => task::task(&spot, found),
        Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => ().into_any(),
    }
}

/// Why something was not taken, beside it.
fn fault(id: &str, sentence: Option<String>) -> AnyView {
    let id = format!("{id}-erreur");
    sentence
        .map(|sentence| {
            view! {
                <p class="field-fault" id=id data-result="" tabindex="-1">
                    <Icon name="circle-alert"/>
                    <span>{sentence}</span>
                </p>
            }
        })
        .into_any()
}

/// For who reads without being enrolled.
fn sign_up(spot: &Spot<'_>) -> AnyView {
    let lang = spot.cx.lang;
    view! {
        <p class="activity-closed">
            <Icon name="lock"/>
            <a href="#inscription">{t!(lang, "activity-sign-up")}</a>
        </p>
    }
    .into_any()
}
