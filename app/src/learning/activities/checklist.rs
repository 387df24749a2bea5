//! A list to tick off.

use leptos::prelude::*;

use preau::course::published::Checklist;

use super::{Spot, fault, sign_up};
use crate::t;
use crate::ui::Icon;

/// Items and their children, numbered together in the order of the page.
pub(super) fn checklist(spot: &Spot<'_>, list: &Checklist) -> AnyView {
    let lang = spot.cx.lang;
    let ticked = spot
        .reading
        .player
        .as_ref()
        .and_then(|player| player.page.ticked.get(&list.id))
        .cloned()
        .unwrap_or_default();
    let tick = |number: i32, html: &str| {
        let id = format!("{}-{number}", list.id);
        view! {
            <div class="tick">
                <input type="checkbox" id=id.clone() name="item" value=number.to_string() checked=ticked.contains(&number)/>
                <label for=id inner_html=html.to_owned()></label>
            </div>
        }
    };
    let mut number = 0;
    let mut items = Vec::with_capacity(list.items.len());
    for item in &list.items {
        let own = tick(number, &item.html);
        number += 1;
        let children: Vec<_> = item
            .children
            .iter()
            .map(|child| {
                let view = tick(number, child);
                number += 1;
                view! { <li>{view}</li> }
            })
            .collect();
        let children = (!children.is_empty()).then(|| view! { <ul class="ticks">{children}</ul> });
        items.push(view! { <li>{own}{children}</li> });
    }
    let done = usize::try_from(number).is_ok_and(|count| ticked.len() >= count);
    let title = list.title_html.clone().unwrap_or_else(|| t!(lang, "activity-checklist"));
    let wrong = spot.fault(&list.id, "");
    let body = view! {
        <fieldset class="question" disabled=!spot.enrolled()>
            <legend class="activity-title" inner_html=title></legend>
            <div class="prose" inner_html=list.intro_html.clone()></div>
            <ul class="ticks">{items}</ul>
        </fieldset>
    };
    if !spot.enrolled() {
        return view! { {body} {sign_up(spot)} }.into_any();
    }
    view! {
        <form method="post" action=spot.action.clone() data-act="course.learn">
            {spot.hidden(&list.id)}
            {body}
            {fault(&list.id, wrong)}
            <div class="activity-buttons">
                <button class="button activity-save" type="submit" name="act" value="checklist.tick">{t!(lang, "checklist-save")}</button>
                <p class="activity-note">
                    {done.then(|| view! { <Icon name="check"/> })}
                    <span>{t!(lang, "checklist-count", "done" => ticked.len(), "count" => number)}</span>
                    {(!list.required).then(|| view! { <span>" · "{t!(lang, "activity-optional")}</span> })}
                </p>
            </div>
        </form>
    }
    .into_any()
}
