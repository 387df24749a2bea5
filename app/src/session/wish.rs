//! `/sessions/souhaits`: « Prévenez-moi » – what one would come to, when nothing can be booked.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::need::themes;
use preau::session::draft::LINE_MAX;
use preau::session::wish::{self, Mine, Wanted};
use preau::{Error, Fault, Result};
use uuid::Uuid;

use crate::account::pending;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, EmptyState, ErrorSummary, Field, FormState, PostForm, Select, SelectOption,
};

const ADDRESS: &str = "/sessions/souhaits";

/// `GET /sessions/souhaits?theme=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let form = match pending::take(&cx, ADDRESS).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => FormState::filled(cx.lang, vec![("theme".to_owned(), asked.get("theme").to_owned())]),
        };
        page(&cx, form).await
    })
    .await
}

/// `POST /sessions/souhaits`: `act` is `wish` (with a theme or a module) or `forget`.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        match done(&cx, &fields).await {
            Ok(said) => Ok(Redirect::to(&format!("{ADDRESS}?fait={said}")).into_response()),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn done(cx: &Cx, fields: &Fields) -> Result<&'static str> {
    let own = cx.allow_own(Act::SignUp)?;
    let mut tx = cx.begin().await?;
    let said = match fields.get("act") {
        "wish" => {
            let wanted = match (fields.get("module"), fields.get("theme")) {
                ("", "") => return Err(Fault::new("theme", "need-theme").into()),
                ("", theme) => Wanted::Theme(theme.to_owned()),
                (module, _) => Wanted::Module(module.parse().map_err(|_| Error::NotFound)?),
            };
            wish::wish(&mut tx, own, &wanted, fields.get("reason"), cx.now).await?;
            "prevenez-note"
        }
        "forget" => {
            let id: Uuid = fields.get("wish").parse().map_err(|_| Error::NotFound)?;
            wish::forget(&mut tx, own.map(|person| (person, id))).await?;
            "prevenez-retire"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(said)
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let own = cx.allow_own(Act::SignUp)?;
    let mut read = cx.read().await?;
    let mine = wish::mine(&mut read, own).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let mut options = vec![SelectOption::new("", t!(lang, "wish-choose"))];
    options.extend(themes.into_iter().filter(|theme| theme.active).map(|theme| {
        SelectOption::new(theme.code, if lang == Lang::Fr { theme.label_fr } else { theme.label_en })
    }));
    let crumbs = [Crumb::new("/sessions", t!(lang, "sessions-title"))];
    let page = cx.page(t!(lang, "wish-title")).nav(Nav::Sessions).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let none = mine.is_empty();
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "wish-title")}</h1>
                <p class="lead">{t!(lang, "wish-lead")}</p>
                <ErrorSummary form=form.clone()/>
                {none
                    .then(|| view! { <EmptyState title=t!(lang, "wish-none") icon="bell"><p>{t!(lang, "wish-none-text")}</p></EmptyState> })}
                {(!none).then(|| view! { <ul class="rows">{mine.into_iter().map(|one| line(lang, one)).collect_view()}</ul> })}
                <PostForm action=ADDRESS act="session.sign_up">
                    <input type="hidden" name="act" value="wish"/>
                    <Select name="theme" label=t!(lang, "need-theme") options=options value=form.value("theme") fault=form.fault("theme")/>
                    <Field
                        name="reason"
                        label=t!(lang, "wish-reason")
                        hint=t!(lang, "wish-reason-hint")
                        value=form.value("reason")
                        fault=form.fault("reason")
                        autocomplete=Some("off")
                        maxlength=u32::try_from(LINE_MAX).ok()
                        optional=true
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="bell">{t!(lang, "wish-tell-me")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

fn line(lang: Lang, one: Mine) -> AnyView {
    let theme = if lang == Lang::Fr { one.theme_fr } else { one.theme_en };
    let title = theme.or(one.module_title).unwrap_or_default();
    let (name, id) = (title.clone(), one.id.to_string());
    let shown = match one.module_id {
        Some(module) => {
            view! { <a class="row-title" href=format!("/plan/modules/{module}")>{title}</a> }.into_any()
        }
        None => view! { <span class="row-title">{title}</span> }.into_any(),
    };
    view! {
        <li class="row">
            <span class="row-text">
                {shown}
                {(!one.reason.is_empty()).then(|| view! { <span class="cell-detail quote">{one.reason.clone()}</span> })}
            </span>
            <PostForm action=ADDRESS act="session.sign_up" class="row-form">
                <input type="hidden" name="act" value="forget"/>
                <input type="hidden" name="wish" value=id/>
                <Button kind=ButtonKind::Quiet>{t!(lang, "wish-forget")}<span class="visually-hidden">" "{name}</span></Button>
            </PostForm>
        </li>
    }
    .into_any()
}
