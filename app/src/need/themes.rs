//! `/besoins/themes`: the list of themes, for those who keep it.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::need::themes::{self, Theme, ThemeInput};
use preau::{Error, Result};

use super::words;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Card, Choice, Crumb, ErrorSummary, Field, FormState, PostForm, TableScroll, Tag, Tone,
};

const ADDRESS: &str = "/besoins/themes";

/// `GET /besoins/themes?theme=…`: the list, and the form for one of them or for a new one.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::EditSchemes, ())?;
        let all = themes::all(&mut cx.read().await?).await?;
        let form = match asked.get("theme") {
            "" => FormState::empty(cx.lang),
            code => {
                let theme = all.iter().find(|theme| theme.code == code).ok_or(Error::NotFound)?;
                FormState::filled(cx.lang, known(theme))
            }
        };
        Ok(page(&cx, all, form))
    })
    .await
}

fn known(theme: &Theme) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("code".to_owned(), theme.code.clone()),
        ("label_fr".to_owned(), theme.label_fr.clone()),
        ("label_en".to_owned(), theme.label_en.clone()),
        ("version".to_owned(), theme.version.to_string()),
    ];
    if theme.active {
        pairs.push(("active".to_owned(), "oui".to_owned()));
    }
    pairs
}

/// `POST /besoins/themes`.
pub(super) async fn save(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let input = ThemeInput {
            code: fields.get("code").to_owned(),
            label_fr: fields.get("label_fr").to_owned(),
            label_en: fields.get("label_en").to_owned(),
            active: fields.get("active") == "oui",
            version: fields.get("version").parse().unwrap_or(0),
        };
        let allowed = cx.allow(Act::EditSchemes, &input)?;
        let mut tx = cx.begin().await?;
        match themes::save(&mut tx, allowed, cx.now).await {
            Ok(()) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{ADDRESS}?fait=theme")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                refused(&cx, form).await
            }
        }
    })
    .await
}

async fn refused(cx: &Cx, form: FormState) -> Result<Response> {
    let all = themes::all(&mut cx.read().await?).await?;
    Ok(page(cx, all, form))
}

fn page(cx: &Cx, all: Vec<Theme>, form: FormState) -> Response {
    let lang = cx.lang;
    let above = [Crumb::new("/besoins", t!(lang, "needs-title"))];
    let page = cx.page(t!(lang, "need-themes-title")).nav(Nav::Needs).crumbs(above);
    page.status(form.status()).show(move || {
        view! {
            <div class="stack members">
                <h1>{t!(lang, "need-themes-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "need-themes-lead")}</p>
                {the_form(&form)}
                <TableScroll label=t!(lang, "need-themes-title")>
                    <table class="table-compact">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "theme-label-fr")}</th>
                                <th scope="col">{t!(lang, "theme-label-en")}</th>
                                <th scope="col">{t!(lang, "members-state")}</th>
                                <th scope="col">{t!(lang, "members-acts")}</th>
                            </tr>
                        </thead>
                        <tbody>{all.iter().map(|theme| row(lang, theme)).collect_view()}</tbody>
                    </table>
                </TableScroll>
            </div>
        }
        .into_any()
    })
}

fn row(lang: Lang, theme: &Theme) -> AnyView {
    let (tone, state) = if theme.active {
        (Tone::Success, t!(lang, "theme-active"))
    } else {
        (Tone::Neutral, t!(lang, "theme-retired"))
    };
    let about = format!(" ({})", words::label(lang, theme));
    view! {
        <tr>
            <th scope="row">{theme.label_fr.clone()}</th>
            <td lang="en">{theme.label_en.clone()}</td>
            <td><Tag tone=tone>{state}</Tag></td>
            <td>
                <a href=format!("{ADDRESS}?theme={}", theme.code)>{t!(lang, "theme-change")}<span class="visually-hidden">{about}</span></a>
            </td>
        </tr>
    }
    .into_any()
}

fn the_form(form: &FormState) -> AnyView {
    let lang = form.lang;
    let code = form.value("code");
    let title = if code.is_empty() { t!(lang, "theme-new") } else { t!(lang, "theme-change-title") };
    let active = form.has("active", "oui");
    let known = !code.is_empty();
    let version = form.value("version");
    let [french, english] = ["label_fr", "label_en"].map(|name| (form.value(name), form.fault(name)));
    view! {
        <Card title=title>
            <PostForm action=ADDRESS act="scheme.edit">
                <input type="hidden" name="code" value=code/>
                <input type="hidden" name="version" value=version/>
                <Field
                    name="label_fr"
                    label=t!(lang, "theme-label-fr")
                    value=french.0
                    fault=french.1
                    autocomplete=Some("off")
                    maxlength=Some(80)
                />
                <Field
                    name="label_en"
                    label=t!(lang, "theme-label-en")
                    value=english.0
                    fault=english.1
                    autocomplete=Some("off")
                    maxlength=Some(80)
                />
                {known
                    .then(|| {
                        view! { <Choice name="active" value="oui" label=t!(lang, "theme-offered") hint=t!(lang, "theme-offered-hint") checked=active/> }
                    })}
                <p class="form-actions">
                    <Button kind=ButtonKind::Primary>{t!(lang, "theme-save")}</Button>
                    {known.then(|| view! { <a href=ADDRESS>{t!(lang, "need-cancel")}</a> })}
                </p>
            </PostForm>
        </Card>
    }
    .into_any()
}
