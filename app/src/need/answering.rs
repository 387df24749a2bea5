//! `/besoins/enquetes/{enquête}`: answering the survey of one's school, several themes at once, by name or not.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::need::survey::Stage;
use preau::need::survey::answer::{self, Mine, NewAnswer};
use preau::need::survey::read::{self, Survey};
use preau::need::themes::{self, Theme};
use preau::need::{Level, Modality, Urgency};
use preau::people::disciplines::TRANSVERSAL;
use preau::{Error, Result};

use super::{parts, words};
use crate::account::pending;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, ErrorSummary, FormState, Notice,
    NoticeKind, PostForm, Select,
};

fn address(survey: Uuid) -> String {
    format!("/besoins/enquetes/{survey}")
}

/// A survey of one of the asker's schools that left its draft; others do not exist for them.
async fn survey_of(cx: &Cx, id: &str) -> Result<Survey> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let survey = read::one(&mut cx.read().await?, id, cx.now).await?;
    let mine = cx.actor.as_ref().is_some_and(|actor| actor.is_posted_at(&survey.school_path));
    if mine && survey.stage() != Stage::Draft { Ok(survey) } else { Err(Error::NotFound) }
}

/// `GET /besoins/enquetes/{survey}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let own = cx.allow_own(Act::StateNeed)?;
        let survey = survey_of(&cx, &id).await?;
        let mine = answer::mine(&mut cx.read().await?, own.map(|person| (person, survey.id))).await?;
        let typed = match pending::take(&cx, &address(survey.id)).await? {
            Some(fields) => fields.pairs().to_vec(),
            None => known(&cx, &mine),
        };
        page(&cx, survey, mine, FormState::filled(cx.lang, typed)).await
    })
    .await
}

/// What was typed before, what was answered, or what is known of oneself.
fn known(cx: &Cx, mine: &Mine) -> Vec<(String, String)> {
    if let Some(draft) = &mine.draft {
        return draft.clone();
    }
    let own = cx.actor.as_ref().and_then(|actor| actor.person.discipline.clone());
    let given = mine.named.clone().unwrap_or_else(|| NewAnswer {
        discipline: own.unwrap_or_else(|| TRANSVERSAL.to_owned()),
        modality: Modality::Any.code().to_owned(),
        urgency: Urgency::Year.code().to_owned(),
        ..NewAnswer::default()
    });
    let mut pairs = vec![
        ("discipline".to_owned(), given.discipline),
        ("modality".to_owned(), given.modality),
        ("urgency".to_owned(), given.urgency),
        ("body".to_owned(), given.body),
        ("how".to_owned(), "named".to_owned()),
    ];
    pairs.extend(given.lines.into_iter().map(|(theme, level)| (format!("theme-{theme}"), level)));
    pairs
}

/// `POST /besoins/enquetes/{survey}`: send, or keep for later.
pub(super) async fn send(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() && id.parse::<Uuid>().is_ok() {
            pending::keep(&cx, &format!("/besoins/enquetes/{id}"), &fields).await?;
        }
        let own = cx.allow_own(Act::StateNeed)?;
        let survey = survey_of(&cx, &id).await?;
        let allowed = own.map(|person| (person, survey.id));
        let mut tx = cx.begin().await?;
        let (outcome, done) = if fields.get("geste") == "garder" {
            let typed: Vec<_> = fields.pairs().iter().filter(|(name, _)| name != "geste").cloned().collect();
            (answer::keep_draft(&mut tx, allowed, &typed, cx.now).await, "reponse-gardee")
        } else {
            (answer::answer(&mut tx, allowed, &given(&fields), cx.now).await, "enquete-repondue")
        };
        match outcome {
            Ok(()) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{}?fait={done}", address(survey.id))).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                let mine = answer::mine(&mut cx.read().await?, allowed).await?;
                page(&cx, survey, mine, form).await
            }
        }
    })
    .await
}

fn given(fields: &Fields) -> NewAnswer {
    let lines = fields
        .pairs()
        .iter()
        .filter_map(|(name, level)| Some((name.strip_prefix("theme-")?.to_owned(), level.clone())))
        .collect();
    NewAnswer {
        discipline: fields.get("discipline").to_owned(),
        modality: fields.get("modality").to_owned(),
        urgency: fields.get("urgency").to_owned(),
        body: fields.get("body").to_owned(),
        anonymous: fields.get("how") == "anonymous",
        lines,
    }
}

async fn page(cx: &Cx, survey: Survey, mine: Mine, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let themes = themes::all(&mut cx.read().await?).await?;
    let above = [Crumb::new("/besoins", t!(lang, "needs-title"))];
    let open = survey.stage() == Stage::Open;
    // An anonymous answer cannot be found again: not even to show it to its author.
    let sealed = mine.answered && mine.named.is_none();
    let until = survey.closes_on.as_deref().and_then(|date| date.parse().ok());
    let page = cx.page(survey.title.clone()).nav(Nav::Needs).crumbs(above).status(form.status());
    Ok(page.show(move || {
        let refused = form.is_refused();
        let standing = if sealed {
            said(t!(lang, "enquiry-sealed-title"), t!(lang, "enquiry-sealed"))
        } else if !open && !refused {
            said(t!(lang, "enquiry-over-title"), t!(lang, "enquiry-over"))
        } else if mine.draft.is_some() {
            said(t!(lang, "enquiry-draft-title"), t!(lang, "enquiry-draft"))
        } else if mine.answered {
            said(t!(lang, "enquiry-named-title"), t!(lang, "enquiry-named"))
        } else {
            ().into_any()
        };
        let fill = open && !sealed || refused;
        view! {
            <section class="narrow stack">
                <h1>{survey.title.clone()}</h1>
                <ErrorSummary form=form.clone()/>
                {(!survey.message.is_empty()).then(|| view! { <p class="lead need-body">{survey.message.clone()}</p> })}
                <p class="soft">
                    {survey.school_name.clone()}
                    {until.map(|date| format!(" – {}", t!(lang, "enquiry-until", "date" => ui::date(lang, date))))}
                </p>
                {standing}
                {if fill {
                    the_form(&form, survey.id, &themes)
                } else {
                    view! { <p class="form-actions"><ButtonLink href="/besoins">{t!(lang, "needs-back")}</ButtonLink></p> }.into_any()
                }}
            </section>
        }
        .into_any()
    }))
}

fn said(title: String, text: String) -> AnyView {
    view! { <Notice kind=NoticeKind::Info title=title><p>{text}</p></Notice> }.into_any()
}

fn the_form(form: &FormState, survey: Uuid, themes: &[Theme]) -> AnyView {
    let lang = form.lang;
    let lines: Vec<_> = themes.iter().filter(|theme| theme.active).map(|theme| {
        let name = format!("theme-{}", theme.code);
        let id = format!("champ-{name}");
        let now = form.value(&name);
        view! {
            <li class="survey-theme">
                <label for=id.clone()>{words::label(lang, theme)}</label>
                <select class="input" id=id name=name>
                    <option value="">{t!(lang, "enquiry-not-wanted")}</option>
                    {Level::ALL
                        .iter()
                        .map(|level| {
                            let selected = level.code() == now;
                            view! { <option value=level.code() selected=selected>{words::level(lang, *level)}</option> }
                        })
                        .collect_view()}
                </select>
            </li>
        }
    }).collect();
    let body = parts::free_text("body", t!(lang, "need-body"), form, true);
    let [discipline, modality, urgency] =
        ["discipline", "modality", "urgency"].map(|name| (form.value(name), form.fault(name)));
    let faulty = form.fault("themes");
    let anonymous = form.has("how", "anonymous");
    view! {
        <PostForm action=address(survey) act="need.state">
            <Choices name="themes" legend=t!(lang, "enquiry-themes") hint=t!(lang, "enquiry-themes-hint") fault=faulty>
                <ul class="survey-themes">{lines}</ul>
            </Choices>
            <Select
                name="discipline"
                label=t!(lang, "need-discipline")
                options=words::discipline_options(lang, t!(lang, "need-discipline-choose"))
                value=discipline.0
                fault=discipline.1
            />
            <Select
                name="modality"
                label=t!(lang, "need-modality")
                options=words::modality_options(lang)
                value=modality.0
                fault=modality.1
            />
            <Select
                name="urgency"
                label=t!(lang, "need-urgency")
                options=words::urgency_options(lang)
                value=urgency.0
                fault=urgency.1
            />
            {body}
            <Choices name="how" legend=t!(lang, "enquiry-how")>
                <Choice name="how" value="named" label=t!(lang, "enquiry-how-named") hint=t!(lang, "enquiry-how-named-hint") checked=!anonymous radio=true/>
                <Choice name="how" value="anonymous" label=t!(lang, "enquiry-how-anonymous") hint=t!(lang, "enquiry-how-anonymous-hint") checked=anonymous radio=true/>
            </Choices>
            <p class="form-actions">
                <Button kind=ButtonKind::Primary name=Some("geste") value=Some("envoyer".into())>{t!(lang, "enquiry-send-answer")}</Button>
                <Button name=Some("geste") value=Some("garder".into())>{t!(lang, "enquiry-keep")}</Button>
            </p>
        </PostForm>
    }
    .into_any()
}
