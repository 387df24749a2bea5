//! Entering a course, leaving it, coming back to it, passing to a later version of it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::learning::enrol::{self, Again};
use preau::learning::{self, Enrolment, moves, player};
use preau::{Error, Result};

use super::act::attest;
use super::reading::{course, url};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, FormState, PostForm};

/// `POST /cours/{slug}/inscription`: one click, and one is on the page where it goes on.
pub(super) async fn enter(cx: Cx, Path(slug): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            // Back on the sheet: a click is made again, an answer is not.
            return Ok(
                Redirect::to(&crate::error_pages::login_path(&format!("/cours/{slug}"))).into_response()
            );
        }
        let site = &cx.site;
        let live =
            site.courses.current(&site.db, cx.actor.as_ref(), &slug, cx.now).await?.ok_or(Error::NotFound)?;
        let again = if fields.get("again") == "anew" { Again::Anew } else { Again::Continue };
        let mut tx = cx.begin().await?;
        let entered =
            enrol::enrol(&mut tx, cx.allow_own(Act::Enrol)?, live.version_id, &live.course, again, cx.now)
                .await;
        let enrolment = match entered {
            Ok(enrolment) => enrolment,
            Err(Error::Refused(refusal)) if refusal.key == "course-completed" => {
                return again_page(&cx, &slug, &live.course.meta.title);
            }
            Err(error) => return Err(error),
        };
        cx.commit(tx).await?;
        let asked = fields.get("page");
        let way = match live.page(asked) {
            Some(page) => url(&slug, &page.key),
            None => resume_at(&cx, &enrolment).await?,
        };
        Ok(Redirect::to(&format!("{way}?fait=inscription")).into_response())
    })
    .await
}

/// `POST /cours/{slug}/reprendre`.
pub(super) async fn resume(cx: Cx, Path(slug): Path<String>) -> Response {
    cx.answer(async {
        let person = cx.person()?;
        let enrolment = learning::find(&mut cx.read().await?, person, &slug).await?.ok_or(Error::NotFound)?;
        Ok(Redirect::to(&resume_at(&cx, &enrolment).await?).into_response())
    })
    .await
}

/// The page where an enrolment goes on.
async fn resume_at(cx: &Cx, enrolment: &Enrolment) -> Result<String> {
    let live = cx.site.courses.version(&cx.site.db, enrolment.version_id).await?;
    let (facts, _, _) = player::standing(&mut cx.read().await?, enrolment, &live.course).await?;
    let page = player::resume(&live.course, enrolment, &facts).ok_or(Error::NotFound)?;
    Ok(url(&live.course.slug, &page.key))
}

/// Whoever has completed a course is asked before a new run begins.
fn again_page(cx: &Cx, slug: &str, title: &str) -> Result<Response> {
    let lang = cx.lang;
    let (action, sheet) = (format!("/cours/{slug}/inscription"), format!("/cours/{slug}"));
    let crumbs = [Crumb::new("/cours", t!(lang, "nav-courses")), Crumb::new(sheet.clone(), title)];
    let page = cx
        .page(t!(lang, "again-title"))
        .nav(Nav::Courses)
        .crumbs(crumbs)
        .status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(page.show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "again-title")}</h1>
                <p class="lead">{t!(lang, "again-text")}</p>
                <PostForm action=action act="course.enrol">
                    <input type="hidden" name="again" value="anew"/>
                    <p class="page-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "again-button")}</Button>
                        <ButtonLink href=sheet>{t!(lang, "again-no")}</ButtonLink>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

/// `GET /cours/{slug}/abandon`: says what happens, and asks once.
pub(super) async fn ask_to_leave(cx: Cx, Path(slug): Path<String>) -> Response {
    cx.answer(async {
        let person = cx.person()?;
        let (enrolment, live) = course(&cx, &slug).await?;
        enrolment
            .filter(|enrolment| enrolment.person_id == person && enrolment.state.is_living())
            .ok_or(Error::NotFound)?;
        Ok(leave_page(&cx, &slug, &live.course.meta.title, FormState::empty(cx.lang)))
    })
    .await
}

/// `POST /cours/{slug}/abandon`.
pub(super) async fn leave(cx: Cx, Path(slug): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        cx.person()?;
        if fields.get("confirm") != "yes" {
            return Ok(Redirect::to(&format!("/cours/{slug}/abandon")).into_response());
        }
        let mut tx = cx.begin().await?;
        enrol::drop_out(&mut tx, cx.allow_own(Act::Learn)?, &slug, cx.now).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/mon-parcours?fait=abandon").into_response())
    })
    .await
}

fn leave_page(cx: &Cx, slug: &str, title: &str, form: FormState) -> Response {
    let lang = cx.lang;
    let (action, sheet) = (format!("/cours/{slug}/abandon"), format!("/cours/{slug}"));
    let crumbs = [Crumb::new("/cours", t!(lang, "nav-courses")), Crumb::new(sheet.clone(), title)];
    let course = title.to_owned();
    cx.page(t!(lang, "leave-title")).nav(Nav::Courses).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <ErrorSummary form=form/>
                <h1>{t!(lang, "leave-title")}</h1>
                <p class="lead">{t!(lang, "leave-text", "course" => course)}</p>
                <PostForm action=action act="course.learn">
                    <input type="hidden" name="confirm" value="yes"/>
                    <p class="page-actions">
                        <Button kind=ButtonKind::Danger>{t!(lang, "leave-button")}</Button>
                        <ButtonLink href=sheet>{t!(lang, "leave-no")}</ButtonLink>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

/// `POST /cours/{slug}/version`: passes to the version in service; what is done stays done.
pub(super) async fn move_on(cx: Cx, Path(slug): Path<String>) -> Response {
    cx.answer(async {
        cx.person()?;
        let site = &cx.site;
        let live =
            site.courses.current(&site.db, cx.actor.as_ref(), &slug, cx.now).await?.ok_or(Error::NotFound)?;
        let mut tx = cx.begin().await?;
        let outcome =
            moves::take(&mut tx, cx.allow_own(Act::Learn)?, live.version_id, &live.course, cx.now).await?;
        if let Some(completion) = outcome.completed {
            attest(&cx, &mut tx, completion, &live.course).await?;
        }
        cx.commit(tx).await?;
        let enrolment =
            learning::find(&mut cx.read().await?, cx.person()?, &slug).await?.ok_or(Error::NotFound)?;
        Ok(Redirect::to(&format!("{}?fait=nouvelle-version", resume_at(&cx, &enrolment).await?))
            .into_response())
    })
    .await
}
