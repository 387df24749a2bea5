//! `/pilotage/imports/adresses`: a pasted list of addresses, for one school.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use preau::access::Act;
use preau::school::import::{self, Kind, NewBatch, Options, pasted};
use preau::school::{Uai, by_uai};
use preau::table::{Delimiter, Encoding, Shape};
use preau::{Error, Fault, Result, ids};
use uuid::Uuid;

use super::store::Incoming;
use super::{address, chosen, places, surroundings};
use crate::account::pending;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, Choice, Crumb, ErrorSummary, FormState, PostForm, TextArea};

const ADDRESS: &str = "/pilotage/imports/adresses";

/// `GET /pilotage/imports/adresses`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportPeople, ())?;
        let typed = pending::take(&cx, ADDRESS).await?.unwrap_or_default();
        Ok(page(&cx, FormState::filled(cx.lang, typed.pairs().to_vec())))
    })
    .await
}

/// `POST /pilotage/imports/adresses`.
pub(super) async fn send(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        match take(&cx, &fields).await {
            Ok(id) => Ok(Redirect::to(&format!("{}?suivre=1", address(id))).into_response()),
            Err(error) => Ok(page(&cx, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn take(cx: &Cx, fields: &Fields) -> Result<Uuid> {
    cx.allow(Act::ImportPeople, ())?;
    let list = pasted(fields.get("list"));
    let mut faults = Vec::new();
    if list.people.is_empty() {
        faults.push(Fault::new("list", "import-list-empty"));
    }
    let uai = match Uai::parse(fields.get("uai")) {
        Ok(uai) => Some(uai),
        Err(not) => {
            faults.push(not.fault("uai"));
            None
        }
    };
    let (Some(uai), true) = (uai, faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let school = by_uai(&mut cx.read().await?, &uai).await?;
    // A school elsewhere and one that is not there are told alike.
    let inside = school.filter(|school| cx.may_at(Act::ImportPeople, &school.path));
    let school = inside.ok_or_else(|| Fault::new("uai", "import-school-unknown"))?;
    let places = places(cx, Kind::People).await?;
    let here = places.iter().find(|(path, _)| school.path.starts_with(path)).map(|(path, _)| path.clone());
    let scope = match here {
        Some(path) => path,
        None => chosen(&places, "")?,
    };
    let allowed = cx.allow_at(Act::ImportPeople, &scope, ())?;
    let file = list.file(uai.as_str());
    let (id, around) = (ids::new(cx.now), surroundings(&cx.site));
    let mut incoming = Box::new(Incoming::begin(&around, cx.site.config.max_import).await?);
    incoming.write(file.as_bytes()).await?;
    let file_bytes = incoming.finish(&around, id).await?;
    let options = Options {
        send_invitations: fields.has("send_invitations"),
        names_from_address: true,
        doubles: list.doubles,
        ..Options::default()
    };
    let shape = Shape {
        encoding: Encoding::Utf8,
        delimiter: Delimiter::Semicolon,
        header: true,
        carriage_returns: false,
    };
    let file_name = t!(cx.lang, "import-list-name", "uai" => uai.as_str().to_owned());
    let new = NewBatch { id, kind: Kind::People, scope, file_name, file_bytes, shape: Some(shape), options };
    let mut tx = cx.begin().await?;
    import::create(&mut tx, allowed.map(|()| new), cx.now).await?;
    cx.commit(tx).await?;
    Ok(id)
}

fn page(cx: &Cx, form: FormState) -> Response {
    let lang = cx.lang;
    let above = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/imports", t!(lang, "imports-title")),
    ];
    cx.page(t!(lang, "import-paste")).nav(Nav::Operate).crumbs(above).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "import-paste")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "import-paste-lead")}</p>
                <PostForm action=ADDRESS act="people.import">
                    <TextArea
                        name="list"
                        label=t!(lang, "import-list")
                        hint=t!(lang, "import-list-hint")
                        value=form.value("list")
                        fault=form.fault("list")
                        rows=10
                    />
                    {super::arrive::uai_field(&form, false)}
                    <Choice
                        name="send_invitations"
                        value="1"
                        label=t!(lang, "import-send-invitations")
                        hint=t!(lang, "import-send-invitations-hint")
                        checked=form.has("send_invitations", "1")
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "import-check")}</Button>
                        <a href="/pilotage/imports">{t!(lang, "import-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
