//! `/direction/nominations/{nomination}/modifier`: the head changes a draft, or the letter of a mandate that runs.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::draft::{self, candidates};
use preau::referent::envelope;
use preau::referent::scheme::{self, Kept};
use preau::referent::{Nomination, State, amend, letter};
use preau::school::postings::Colleague;
use preau::{Error, Refusal, Result};

use super::act::{self, go};
use super::form;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, Crumb, ErrorSummary, FormState, Notice, NoticeKind, PostForm, TextArea};

/// What the page needs beside what was typed.
struct Beside {
    staff: Vec<Colleague>,
    schemes: Vec<Kept>,
    left: Option<i64>,
}

/// `GET /direction/nominations/{nomination}/modifier`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = act::at_school(&cx, Act::ProposeNomination, &id).await?;
        let versions = letter::versions(&mut cx.read().await?, found.id).await?;
        let kept = versions.into_iter().find(|version| version.declined_at.is_none());
        let kept = kept.map(|version| version.letter.0).unwrap_or_default();
        let beside = beside(&cx, &found).await?;
        let known = form::pairs(&found, &kept);
        page(&cx, &found, beside, FormState::filled(cx.lang, known))
    })
    .await
}

/// `POST /direction/nominations/{nomination}/modifier`.
pub(super) async fn save(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let found = act::at_school(&cx, Act::ProposeNomination, &id).await?;
        match keep(&cx, &found, &fields).await {
            Ok(done) => Ok(go(&format!("/direction/nominations/{}?fait={done}", found.id))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &found, beside(&cx, &found).await?, form)
            }
        }
    })
    .await
}

async fn keep(cx: &Cx, found: &Nomination, fields: &Fields) -> Result<&'static str> {
    let seen = fields.get("version").parse().unwrap_or(0);
    let allowed = cx.allow_at(Act::ProposeNomination, &found.path, found.id)?;
    if found.state() == State::Active {
        let mut tx = cx.begin().await?;
        amend::amend(&mut tx, allowed, seen, form::read_letter(fields), cx.now).await?;
        cx.commit(tx).await?;
        return Ok("lettre-modifiee");
    }
    let input = form::read(fields, found.year())?;
    let mut tx = cx.begin().await?;
    draft::save(&mut tx, allowed, seen, input, cx.now).await?;
    cx.commit(tx).await?;
    Ok("nomination-ecrite")
}

async fn beside(cx: &Cx, found: &Nomination) -> Result<Beside> {
    let mut read = cx.read().await?;
    let allowed = cx.allow_at(Act::ProposeNomination, &found.path, found.school_id)?;
    Ok(Beside {
        staff: candidates(&mut read, allowed, found.starts_at, "").await?,
        schemes: scheme::on(&mut read, found.first_day(), &found.sector).await?,
        left: envelope::standing(&mut read, found.school_id, found.year(), Some(found.id)).await?.left(),
    })
}

fn page(cx: &Cx, found: &Nomination, beside: Beside, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let state = found.state();
    if !matches!(state, State::Draft | State::Active) {
        return Err(Error::Refused(Refusal::new("nomination-moved").with("state", state.code())));
    }
    let amending = state == State::Active;
    let here = format!("/direction/nominations/{}", found.id);
    let above = [
        Crumb::new("/direction", t!(lang, "direction-title")),
        Crumb::new(here.clone(), t!(lang, "nomination-title", "person" => found.teacher())),
    ];
    let (title, act) = match amending {
        true => (t!(lang, "letter-amend-title"), "nomination.amend"),
        false => (t!(lang, "nomination-edit-title"), "nomination.save"),
    };
    let reason = found.return_reason.clone();
    Ok(cx.page(title.clone()).nav(Nav::Direction).crumbs(above).status(form.status()).show(move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                {amending.then(|| view! { <p class="lead">{t!(lang, "letter-amend-lead")}</p> })}
                {reason.filter(|_| !amending).map(|reason| returned(t!(lang, "nomination-returned-title"), reason))}
                <PostForm action=format!("{here}/modifier") act=act>
                    <input type="hidden" name="version" value=form.value("version")/>
                    {(!amending)
                        .then(|| {
                            view! {
                                {form::mandate_fields(lang, &form, &beside.staff)}
                                {form::reward_fields(lang, &form, &beside.schemes, beside.left)}
                            }
                        })}
                    {form::letter_fields(lang, &form)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>
                            {if amending { t!(lang, "letter-amend-send") } else { t!(lang, "nomination-save-draft") }}
                        </Button>
                        <a href=here.clone()>{t!(lang, "nomination-cancel")}</a>
                    </p>
                </PostForm>
            </div>
        }
        .into_any()
    }))
}

/// Why it came back, in the plan manager's words.
pub(super) fn returned(title: String, reason: String) -> AnyView {
    view! { <Notice kind=NoticeKind::Warning title=title><p class="typed">{reason}</p></Notice> }.into_any()
}

/// The field for such words.
pub(super) fn reason_field(label: String, form: &FormState) -> AnyView {
    view! {
        <TextArea
            name="reason"
            label=label
            rows=3
            value=form.value("reason")
            fault=form.fault("reason")
            optional=true
            maxlength=Some(500)
        />
    }
    .into_any()
}
