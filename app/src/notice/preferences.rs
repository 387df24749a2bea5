//! `/compte/notifications`: how often one wants mail, and about what.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::notice::rhythm::{self, DIGEST, Rhythm, TOPICS};

use crate::account::frame::{self, Room};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Button, ButtonKind, PostForm};

/// `GET /compte/notifications`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let choices = rhythm::choices(&mut cx.read().await?, allowed).await?;
        let lang = cx.lang;
        let chosen = move |topic: &str| {
            choices.iter().find(|choice| choice.topic == topic).map(rhythm::Choice::rhythm)
        };
        Ok(frame::show(&cx, Room::Notices, StatusCode::OK, move || {
            let general = line(
                lang,
                DIGEST,
                t!(lang, "preferences-general"),
                t!(lang, "preferences-general-hint"),
                [Rhythm::Daily, Rhythm::Weekly, Rhythm::Never].as_slice(),
                Some(chosen(DIGEST).unwrap_or(Rhythm::Weekly)),
                None,
            );
            let each = TOPICS
                .iter()
                .map(|topic| {
                    line(
                        lang,
                        topic,
                        texts::notice_topic(lang, topic),
                        String::new(),
                        Rhythm::ALL.as_slice(),
                        chosen(topic),
                        Some(t!(lang, "preferences-default")),
                    )
                })
                .collect_view();
            view! {
                <p class="lead">{t!(lang, "preferences-lead")}</p>
                <PostForm action="/compte/notifications" act="account.manage" class="form preferences">
                    {general}
                    <fieldset class="choices">
                        <legend>{t!(lang, "preferences-each")}</legend>
                        <div class="preferences-list">{each}</div>
                    </fieldset>
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "profile-save")}</Button></p>
                </PostForm>
                <p><a href="/notifications">{t!(lang, "preferences-list")}</a></p>
            }
            .into_any()
        }))
    })
    .await
}

/// One subject and its rhythm. `otherwise` names what holds without a choice.
fn line(
    lang: Lang,
    topic: &str,
    label: String,
    hint: String,
    rhythms: &[Rhythm],
    chosen: Option<Rhythm>,
    otherwise: Option<String>,
) -> AnyView {
    let id = format!("champ-{topic}");
    let hint_id = format!("aide-{topic}");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let options = rhythms
        .iter()
        .map(|rhythm| {
            let selected = chosen == Some(*rhythm);
            view! { <option value=rhythm.code() selected=selected>{rhythm_name(lang, *rhythm)}</option> }
        })
        .collect_view();
    view! {
        <div class="field preference">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <select class="input" id=id name=topic.to_owned() aria-describedby=described>
                {otherwise.map(|label| view! { <option value="" selected=chosen.is_none()>{label}</option> })}
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn rhythm_name(lang: Lang, rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::AtOnce => t!(lang, "rhythm-at-once"),
        Rhythm::Daily => t!(lang, "rhythm-daily"),
        Rhythm::Weekly => t!(lang, "rhythm-weekly"),
        Rhythm::Never => t!(lang, "rhythm-never"),
    }
}

/// `POST /compte/notifications`. A field that is missing or unreadable leaves its choice as it was.
pub(super) async fn save(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let mut tx = cx.begin().await?;
        for topic in TOPICS.iter().chain([&DIGEST]).filter(|topic| fields.has(topic)) {
            let typed = fields.get(topic);
            let rhythm = Rhythm::parse(typed);
            if rhythm.is_some() || (typed.is_empty() && *topic != DIGEST) {
                rhythm::choose(&mut tx, allowed, topic, rhythm, cx.now).await?;
            }
        }
        cx.commit(tx).await?;
        Ok(Redirect::to("/compte/notifications?fait=notifications").into_response())
    })
    .await
}
