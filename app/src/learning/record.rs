//! « Mon parcours »: what one follows and has followed, the hours by school year, the attestations.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::certificate::mine::{self, Item};
use preau::certificate::statement::Kind;
use preau::certificate::{State as Sealed, code};
use preau::learning::State;
use preau::learning::fraction;
use preau::learning::record::{self, Completion};
use preau::{Result, csv};

use super::cards::{MyCourse, cards};
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, EmptyState, PostForm, ProgressRing, TableScroll, Tag, Tone, date, day,
    duration,
};

/// `GET /mon-parcours`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let courses = cards(&cx).await?;
        let (completions, attestations) = finished(&cx).await?;
        let zone = cx.site.config.zone.clone();
        let record = Record { lang, zone, courses, completions, attestations };
        Ok(cx.page(t!(lang, "record-title")).nav(Nav::Record).crumbs([]).show(move || record.show()))
    })
    .await
}

async fn finished(cx: &Cx) -> Result<(Vec<Completion>, Vec<Item>)> {
    let mut read = cx.read().await?;
    let completions = record::completions(&mut read, cx.allow_own(Act::ReadRecord)?).await?;
    let attestations = mine::of(&mut read, cx.allow_own(Act::ReadAttestation)?).await?;
    Ok((completions, attestations))
}

/// `GET /mon-parcours.csv`: one line per course completed, and one per session attended.
pub(super) async fn download(cx: Cx) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let (completions, attestations) = finished(&cx).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "record-year"),
                t!(lang, "record-course"),
                t!(lang, "record-version"),
                t!(lang, "record-started"),
                t!(lang, "record-completed"),
                t!(lang, "record-remote"),
                t!(lang, "record-onsite"),
                t!(lang, "record-score"),
                t!(lang, "record-number"),
                t!(lang, "record-code"),
            ],
        );
        let zone = &cx.site.config.zone;
        for done in &completions {
            let item = attestations
                .iter()
                .find(|item| item.completion_id == Some(done.id) && item.state == Sealed::Issued);
            let onsite = item.map_or(0, |item| item.hours.onsite_minutes);
            csv::row(
                &mut table,
                [
                    done.school_year.clone(),
                    done.title.clone(),
                    done.semver.clone(),
                    done.started_at.date_in(zone).to_string(),
                    done.completed_at.date_in(zone).to_string(),
                    done.minutes.to_string(),
                    onsite.to_string(),
                    score(done).map(|percent| percent.to_string()).unwrap_or_default(),
                    item.map(|item| item.number.clone()).unwrap_or_default(),
                    item.map(|item| code::grouped(&item.code)).unwrap_or_default(),
                ],
            );
        }
        for item in
            attestations.iter().filter(|item| item.kind == Kind::Presence && item.state == Sealed::Issued)
        {
            csv::row(
                &mut table,
                [
                    item.school_year.clone(),
                    item.title.clone(),
                    String::new(),
                    item.started_on.to_string(),
                    item.completed_on.to_string(),
                    item.hours.remote_minutes.to_string(),
                    item.hours.onsite_minutes.to_string(),
                    String::new(),
                    item.number.clone(),
                    code::grouped(&item.code),
                ],
            );
        }
        let mut response = table.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
        let name = HeaderValue::from_static("attachment; filename=\"mon-parcours.csv\"");
        headers.insert(header::CONTENT_DISPOSITION, name);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        Ok(response)
    })
    .await
}

/// Percent of the points, where there were any.
fn score(done: &Completion) -> Option<i32> {
    let points = fraction::read(done.points.as_deref())?;
    let out_of = fraction::read(done.out_of.as_deref())?;
    Some(points.over(out_of).percent())
}

struct Record {
    lang: Lang,
    zone: String,
    courses: Vec<MyCourse>,
    completions: Vec<Completion>,
    attestations: Vec<Item>,
}

impl Record {
    fn show(self) -> AnyView {
        let lang = self.lang;
        if self.courses.is_empty() && self.completions.is_empty() && self.attestations.is_empty() {
            return view! {
                <div class="page-head"><h1>{t!(lang, "record-title")}</h1></div>
                <EmptyState title=t!(lang, "record-empty-title") icon="award">
                    <p>{t!(lang, "record-empty-text")}</p>
                    <ButtonLink href="/cours" kind=ButtonKind::Primary icon="arrow-right">{t!(lang, "record-choose")}</ButtonLink>
                </EmptyState>
            }
            .into_any();
        }
        let living: Vec<&MyCourse> = self.courses.iter().filter(|course| course.state.is_living()).collect();
        let dropped: Vec<&MyCourse> =
            self.courses.iter().filter(|course| course.state == State::Dropped).collect();
        view! {
            <div class="page-head">
                <h1>{t!(lang, "record-title")}</h1>
                <p class="lead">{t!(lang, "record-lead")}</p>
            </div>
            {self.under_way(&living)}
            {self.hours()}
            {self.completed()}
            {self.sessions()}
            {self.dropped(&dropped)}
        }
        .into_any()
    }

    fn under_way(&self, courses: &[&MyCourse]) -> AnyView {
        let lang = self.lang;
        let inside = if courses.is_empty() {
            view! {
                <p class="record-none">{t!(lang, "record-none-under-way")}" "<a href="/cours">{t!(lang, "record-choose")}</a></p>
            }
            .into_any()
        } else {
            let rows = courses.iter().map(|course| self.course(course));
            view! { <ul class="record-courses">{rows.collect_view()}</ul> }.into_any()
        };
        view! { <section class="section"><h2>{t!(lang, "record-under-way")}</h2>{inside}</section> }
            .into_any()
    }

    fn course(&self, course: &MyCourse) -> AnyView {
        let lang = self.lang;
        let ring = course
            .percent
            .map(|percent| view! { <ProgressRing percent=percent label=t!(lang, "panel-ring")/> });
        let next = course.next.clone().map(|next| {
            view! {
                <p class="record-next">
                    {t!(lang, "record-next", "number" => next.number, "pages" => next.pages)}" "
                    <a href=next.href>{next.title}</a>
                    " "
                    <span class="fact">{duration(lang, u32::from(next.minutes))}</span>
                </p>
            }
        });
        let seen = day(lang, course.seen_at.date_in(&self.zone));
        view! {
            <li class="record-course">
                {ring}
                <div class="record-words">
                    <h3 class="record-course-title"><a href=format!("/cours/{}", course.slug)>{course.title.clone()}</a></h3>
                    {next}
                    <p class="activity-note">
                        {(course.required > 0).then(|| t!(lang, "progress-pages", "done" => course.done.min(course.required), "pages" => course.required))}
                        " · "
                        {t!(lang, "record-seen", "date" => seen)}
                        " · "
                        <a href=format!("/cours/{}/abandon", course.slug)>{t!(lang, "record-leave")}</a>
                    </p>
                </div>
                <PostForm action=format!("/cours/{}/reprendre", course.slug) act="course.learn" class="record-act">
                    <Button kind=ButtonKind::Primary icon="play">{t!(lang, "record-resume")}</Button>
                </PostForm>
            </li>
        }
        .into_any()
    }

    /// Hours by school year, as bars and as the same figures in a table.
    fn hours(&self) -> AnyView {
        let lang = self.lang;
        let presence = mine::presence_by_year(&self.attestations);
        let years = record::minutes_by_year(&self.completions, presence);
        if years.is_empty() {
            return ().into_any();
        }
        let most = years.iter().map(|(_, minutes)| *minutes).max().unwrap_or(1).max(1);
        let row = |(year, minutes): (String, i32)| {
            let width = (minutes * 100 / most).max(1);
            view! {
                <tr>
                    <th scope="row">{year}</th>
                    <td class="align-right">{duration(lang, u32::try_from(minutes).unwrap_or(0))}</td>
                    <td class="survey-bar">
                        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                            <rect class="bar-track" width="100" height="8"></rect>
                            <rect class="bar-value" width=width.to_string() height="8"></rect>
                        </svg>
                    </td>
                </tr>
            }
        };
        let rows: Vec<_> = years.into_iter().map(row).collect();
        view! {
            <section class="section">
                <div class="section-head">
                    <h2>{t!(lang, "record-hours")}</h2>
                    <a href="/mon-parcours.csv" download="">{t!(lang, "record-csv")}</a>
                </div>
                <TableScroll label=t!(lang, "record-hours")>
                    <table class="survey-results">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "record-year")}</th>
                                <th scope="col" class="align-right">{t!(lang, "record-duration")}</th>
                                <td></td>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
                <p class="activity-note">{t!(lang, "record-hours-note")}</p>
            </section>
        }
        .into_any()
    }

    fn sessions(&self) -> AnyView {
        let lang = self.lang;
        let rows: Vec<_> = self
            .attestations
            .iter()
            .filter(|item| item.kind == Kind::Presence)
            .map(|item| {
                let revoked = (item.state == Sealed::Revoked)
                    .then(|| view! { <Tag tone=Tone::Error>{t!(lang, "record-revoked")}</Tag> });
                view! {
                    <tr>
                        <th scope="row">{item.title.clone()}<span class="cell-detail">{item.place.clone()}</span></th>
                        <td>{date(lang, item.completed_on)}</td>
                        <td class="align-right">{duration(lang, item.hours.minutes())}</td>
                        <td>
                            <a href=format!("/attestations/{}", item.number)>{t!(lang, "record-attestation", "number" => item.number.clone())}</a>
                            " "
                            {revoked}
                        </td>
                    </tr>
                }
            })
            .collect();
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section">
                <h2>{t!(lang, "record-sessions")}</h2>
                <TableScroll label=t!(lang, "record-sessions")>
                    <table class="record-table">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "record-session")}</th>
                                <th scope="col">{t!(lang, "record-completed")}</th>
                                <th scope="col" class="align-right">{t!(lang, "record-duration")}</th>
                                <th scope="col">{t!(lang, "record-attestation-head")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
            </section>
        }
        .into_any()
    }

    fn completed(&self) -> AnyView {
        let lang = self.lang;
        if self.completions.is_empty() {
            return ().into_any();
        }
        let row = |done: &Completion| {
            let item = self.attestations.iter().find(|item| item.completion_id == Some(done.id));
            let attestation = match item {
                None => t!(lang, "record-no-attestation").into_any(),
                Some(item) => {
                    let word = match item.state {
                        Sealed::Issued | Sealed::Replaced => None,
                        Sealed::Revoked => {
                            Some(view! { <Tag tone=Tone::Error>{t!(lang, "record-revoked")}</Tag> })
                        }
                    };
                    view! {
                        <a href=format!("/attestations/{}", item.number)>{t!(lang, "record-attestation", "number" => item.number.clone())}</a>
                        " "
                        {word}
                    }
                    .into_any()
                }
            };
            let score = score(done).map(|percent| t!(lang, "progress-percent", "percent" => percent));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/cours/{}", done.course_slug)>{done.title.clone()}</a></th>
                    <td>{date(lang, done.completed_at.date_in(&self.zone))}</td>
                    <td class="align-right">{duration(lang, u32::try_from(done.minutes).unwrap_or(0))}</td>
                    <td class="align-right">{score}</td>
                    <td>{attestation}</td>
                </tr>
            }
        };
        let rows: Vec<_> = self.completions.iter().map(row).collect();
        view! {
            <section class="section">
                <h2>{t!(lang, "record-completed-title")}</h2>
                <TableScroll label=t!(lang, "record-completed-title")>
                    <table class="record-table">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "record-course")}</th>
                                <th scope="col">{t!(lang, "record-completed")}</th>
                                <th scope="col" class="align-right">{t!(lang, "record-duration")}</th>
                                <th scope="col" class="align-right">{t!(lang, "record-score-short")}</th>
                                <th scope="col">{t!(lang, "record-attestation-head")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
            </section>
        }
        .into_any()
    }

    /// Coming back is one click, beginning anew another.
    fn dropped(&self, courses: &[&MyCourse]) -> AnyView {
        let lang = self.lang;
        let gone = |course: &&&MyCourse| {
            !self.courses.iter().any(|other| other.slug == course.slug && other.state != State::Dropped)
        };
        let mut seen: Vec<&str> = Vec::new();
        let rows: Vec<_> = courses
            .iter()
            .filter(gone)
            .filter(|course| {
                let first = !seen.contains(&course.slug.as_str());
                seen.push(&course.slug);
                first
            })
            .map(|course| {
                let action = format!("/cours/{}/inscription", course.slug);
                view! {
                    <li class="record-course">
                        <div class="record-words">
                            <h3 class="record-course-title"><a href=format!("/cours/{}", course.slug)>{course.title.clone()}</a></h3>
                            <p class="activity-note">
                                {t!(lang, "progress-pages", "done" => course.done.min(course.required), "pages" => course.required)}
                            </p>
                        </div>
                        <PostForm action=action.clone() act="course.enrol" class="record-act">
                            <Button>{t!(lang, "record-come-back")}</Button>
                        </PostForm>
                        <PostForm action=action act="course.enrol" class="record-act">
                            <input type="hidden" name="again" value="anew"/>
                            <Button kind=ButtonKind::Quiet>{t!(lang, "record-anew")}</Button>
                        </PostForm>
                    </li>
                }
            })
            .collect();
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section">
                <h2>{t!(lang, "record-dropped")}</h2>
                <p class="activity-note">{t!(lang, "record-dropped-note")}</p>
                <ul class="record-courses">{rows}</ul>
            </section>
        }
        .into_any()
    }
}
