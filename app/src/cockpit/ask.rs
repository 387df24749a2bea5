//! `/etablissements/{uai}/accompagnement`: a teacher asks the référent for help, and follows what was asked.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::Result;
use preau::access::Act;
use preau::referent::cockpit::accompany::{self, State};
use preau::school::{School, postings};

use super::accompany::state_tag;
use super::{id_of, parts, school_for};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, Notice, NoticeKind, PostForm, TextArea,
};

/// `GET /etablissements/{uai}/accompagnement`.
pub(super) async fn show(cx: Cx, Path(uai): Path<String>) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::AskReferent, &uai).await?;
        page(&cx, &school, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /etablissements/{uai}/accompagnement`: ask, or take a request back.
pub(super) async fn act(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::AskReferent, &uai).await?;
        let done = async {
            let allowed = cx.allow_at(Act::AskReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            let done = if fields.has("retirer") {
                accompany::take_back(&mut tx, allowed, id_of(fields.get("retirer"))?, cx.now).await?;
                "demande-retiree"
            } else {
                accompany::ask(&mut tx, allowed, fields.get("topic"), fields.get("note"), cx.now).await?;
                "demande-envoyee"
            };
            cx.commit(tx).await?;
            Ok(done)
        };
        match done.await {
            Ok(done) => {
                let to = format!("/etablissements/{}/accompagnement?fait={done}", school.uai);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => page(&cx, &school, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn page(cx: &Cx, school: &School, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let allowed = cx.allow_at(Act::AskReferent, &school.path, school)?;
    let mine = accompany::asked_by(&mut read, allowed).await?;
    let referents = postings::referents(&mut read, school.node_id, cx.now).await?;
    drop(read);
    let names = referents.iter().map(postings::Contact::name).collect::<Vec<_>>().join(", ");
    let here = format!("/etablissements/{}/accompagnement", school.uai);
    let crumbs = [Crumb::new(format!("/etablissements/{}", school.uai), school.name.clone())];
    Ok(cx.page(t!(lang, "ask-title")).nav(Nav::School).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="stack cockpit-form">
                <h1>{t!(lang, "ask-title")}</h1>
                <ErrorSummary form=form.clone()/>
                {if names.is_empty() {
                    view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "ask-nobody")}</p></Notice> }.into_any()
                } else {
                    view! { <p class="lead">{t!(lang, "ask-lead", "names" => names)}</p> }.into_any()
                }}
                <PostForm action=here.clone() act="referent.ask">
                    <Field name="topic" label=t!(lang, "ask-topic") value=form.value("topic") fault=form.fault("topic") maxlength=Some(200)/>
                    <TextArea name="note" label=t!(lang, "ask-note") hint=t!(lang, "ask-note-hint") value=form.value("note") fault=form.fault("note") rows=4 optional=true maxlength=Some(500)/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "ask-send")}</Button></p>
                </PostForm>
                {(!mine.is_empty())
                    .then(|| {
                        view! {
                            <section class="stack" aria-labelledby="mes-demandes">
                                <h2 id="mes-demandes">{t!(lang, "ask-mine")}</h2>
                                <ul class="rows">
                                    {mine
                                        .into_iter()
                                        .map(|one| {
                                            let open = matches!(one.state, State::Asked | State::Planned);
                                            let topic = format!(" ({})", one.topic);
                                            view! {
                                                <li class="row">
                                                    <div class="row-text">
                                                        <strong>{one.topic}</strong>
                                                        <span class="cell-detail">
                                                            {one.on_day.as_deref().map(|day| parts::said_date(lang, day))}" "{one.cancel_reason}
                                                        </span>
                                                    </div>
                                                    {state_tag(lang, one.state)}
                                                    {open
                                                        .then(|| {
                                                            view! {
                                                                <PostForm action=here.clone() act="referent.ask" class="row-form">
                                                                    <input type="hidden" name="retirer" value=one.id.to_string()/>
                                                                    <Button kind=ButtonKind::Quiet>{t!(lang, "ask-take-back")}<span class="visually-hidden">{topic}</span></Button>
                                                                </PostForm>
                                                            }
                                                        })}
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ul>
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }))
}
