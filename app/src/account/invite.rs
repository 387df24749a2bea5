//! `/pilotage/comptes/invitation`: inviting somebody, and writing to them again.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, accounts};
use preau::people::{self, NewPerson, profile};
use preau::{Error, Result};

use super::{disciplines, members, pending};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, PostForm, Select};

/// Address of the form.
const ADDRESS: &str = "/pilotage/comptes/invitation";

/// `GET /pilotage/comptes/invitation`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::Invite, ())?;
        let typed = pending::take(&cx, ADDRESS).await?.unwrap_or_default();
        Ok(page(&cx, FormState::filled(cx.lang, typed.pairs().to_vec())))
    })
    .await
}

/// `POST /pilotage/comptes/invitation`.
pub(super) async fn send(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        match invite(&cx, &fields).await {
            Ok(()) => Ok(Redirect::to("/pilotage/comptes?fait=invitation").into_response()),
            Err(error) => Ok(page(&cx, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn invite(cx: &Cx, fields: &Fields) -> Result<()> {
    let allowed = cx.allow(Act::Invite, ())?;
    let new = NewPerson {
        given_name: fields.get("given_name").to_owned(),
        usual_name: fields.get("usual_name").to_owned(),
        email: fields.get("email").to_owned(),
        locale: String::new(),
        discipline: None,
        school: profile::optional(fields.get("school")),
    };
    // Every fault at once: those of the person, and that of the list of disciplines.
    let discipline = match (people::check(&new), disciplines::parse(fields.get("discipline"))) {
        (Ok(()), Ok(discipline)) => discipline,
        (Err(Error::Invalid(mut faults)), Err(fault)) => {
            faults.push(fault);
            return Err(Error::Invalid(faults));
        }
        (Err(error), _) => return Err(error),
        (Ok(()), Err(fault)) => return Err(fault.into()),
    };
    let mut tx = cx.begin().await?;
    accounts::invite(&mut tx, allowed, &NewPerson { discipline, ..new }, cx.now).await?;
    cx.commit(tx).await
}

/// `POST /pilotage/comptes/{person}/relance`: a new link, and the old one ends.
pub(super) async fn send_again(cx: Cx, Path(person): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::Invite, ())?;
        let allowed = cx.allow(Act::Invite, members::person_of(&person)?)?;
        let mut tx = cx.begin().await?;
        accounts::invite_again(&mut tx, allowed, cx.now).await?;
        cx.commit(tx).await?;
        Ok(members::back(&fields, "invitation"))
    })
    .await
}

fn page(cx: &Cx, form: FormState) -> Response {
    let lang = cx.lang;
    let above = [Crumb::new("/pilotage/comptes", t!(lang, "members-title"))];
    cx.page(t!(lang, "invite-title")).nav(Nav::Operate).crumbs(above).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "invite-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "invite-lead")}</p>
                <PostForm action=ADDRESS act="person.invite">
                    <Field
                        name="given_name"
                        label=t!(lang, "members-given-name")
                        value=form.value("given_name")
                        fault=form.fault("given_name")
                        autocomplete=Some("off")
                        maxlength=Some(80)
                    />
                    <Field
                        name="usual_name"
                        label=t!(lang, "members-usual-name")
                        hint=t!(lang, "invite-name-hint")
                        value=form.value("usual_name")
                        fault=form.fault("usual_name")
                        autocomplete=Some("off")
                        maxlength=Some(80)
                    />
                    <Field
                        name="email"
                        label=t!(lang, "login-email")
                        kind="email"
                        value=form.value("email")
                        fault=form.fault("email")
                        autocomplete=Some("off")
                        maxlength=Some(254)
                    />
                    <Select
                        name="discipline"
                        label=t!(lang, "profile-discipline")
                        options=disciplines::options(lang, t!(lang, "profile-discipline-none"))
                        value=form.value("discipline")
                        fault=form.fault("discipline")
                        optional=true
                    />
                    <Field
                        name="school"
                        label=t!(lang, "profile-school")
                        value=form.value("school")
                        fault=form.fault("school")
                        autocomplete=Some("off")
                        maxlength=Some(120)
                        optional=true
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "invite-send")}</Button>
                        <a href="/pilotage/comptes">{t!(lang, "invite-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
