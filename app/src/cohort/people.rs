//! `/cohortes/{cohort}/membres`: who is in, and who may come in – by the filter, or by a list that is judged first.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::cohort::Place;
use preau::cohort::items;
use preau::cohort::people::{self, Adding, Filter, LIST_MAX, Line, Member, Offered, Who};
use preau::people::disciplines;
use preau::school::{self, Node, NodeKind};
use preau::{Error, Result};

use super::{Led, courses, id, load, words};
use crate::account::disciplines::label;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Choice, EmptyState, ErrorSummary, FormState, Notice, NoticeKind, PostForm, Select,
    SelectOption, TableScroll, Tag, TextArea, Tone, date,
};

/// What the filter of the address asks for.
fn filter(asked: &Fields) -> Filter {
    Filter {
        under: asked.get("bassin").to_owned(),
        discipline: asked.get("discipline").to_owned(),
        new_only: asked.has("nouveaux"),
    }
}

/// `GET /cohortes/{cohort}/membres`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        page(&cx, &led, &filter(&asked), FormState::empty(cx.lang), Vec::new()).await
    })
    .await
}

/// `POST /cohortes/{cohort}/membres`: judges a list, takes people in, takes somebody out.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        led.run(&cx, ())?;
        let chosen = filter(&fields);
        match Box::pin(perform(&cx, &led, &fields)).await {
            Ok(Done::Said(key)) => {
                Ok(Redirect::to(&format!("{}/membres?fait={key}", led.here())).into_response())
            }
            Ok(Done::Judged(lines)) => {
                let kept = fields.pairs().to_vec();
                page(&cx, &led, &chosen, FormState::filled(cx.lang, kept), lines).await
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, &chosen, form, Vec::new()).await
            }
        }
    })
    .await
}

enum Done {
    Said(&'static str),
    /// A list, line by line: nothing is done yet.
    Judged(Vec<Line>),
}

async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<Done> {
    let run = led.run(cx, led.cohort.id)?;
    if fields.get("act") == "preview" {
        let who = Who::List(fields.get("list"));
        let lines = people::preview(&mut cx.read().await?, run.map(|_| &led.cohort), who, cx.now).await?;
        return Ok(Done::Judged(lines));
    }
    let known = items::of(&mut cx.read().await?, led.cohort.id).await?;
    let courses = courses(cx, &known).await?;
    let designate = fields.has("designate");
    let people: Vec<Uuid> = fields.all("person").filter_map(|id| id.parse().ok()).collect();
    let who = match fields.get("act") {
        "add" => Some(Who::List(fields.get("list"))),
        "choose" => Some(Who::Chosen(&people)),
        "remove" => None,
        _ => return Err(Error::NotFound),
    };
    let mut tx = cx.begin().await?;
    let done = match who {
        Some(who) => {
            people::add(&mut tx, run, Adding { who, designate, courses: &courses }, cx.now).await?;
            if designate { "cohorte-inscrits" } else { "cohorte-invites" }
        }
        None => {
            let member = id(fields.get("member"))?;
            people::remove(&mut tx, run.map(|cohort| (cohort, member)), cx.now).await?;
            "cohorte-membre-retire"
        }
    };
    cx.commit(tx).await?;
    Ok(Done::Said(done))
}

struct People {
    lang: Lang,
    led: Led,
    members: Vec<Member>,
    offered: Vec<Offered>,
    basins: Vec<Node>,
    filter: Filter,
    form: FormState,
    lines: Vec<Line>,
}

async fn page(cx: &Cx, led: &Led, filter: &Filter, form: FormState, lines: Vec<Line>) -> Result<Response> {
    let lang = cx.lang;
    let run = led.run(cx, led.cohort.id)?;
    let mut read = cx.read().await?;
    let members = people::list(&mut read, run, cx.now).await?;
    let offered = people::offered(&mut read, run.map(|_| &led.cohort), filter, cx.now).await?;
    let basins = school::of_kind(&mut read, NodeKind::Basin, &led.cohort.node_path).await?;
    drop(read);
    let crumbs = led.crumbs(cx);
    let people = People {
        lang,
        led: Led { cohort: led.cohort.clone(), trainers: led.trainers.clone() },
        members,
        offered,
        basins,
        filter: filter.clone(),
        form,
        lines,
    };
    let page =
        cx.page(t!(lang, "cohort-people")).nav(Nav::Cohorts).crumbs(crumbs).status(people.form.status());
    Ok(page.show(move || people.show()))
}

impl People {
    fn action(&self) -> String {
        format!("{}/membres", self.led.here())
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        let cohort = &self.led.cohort;
        let inside = self.members.iter().filter(|member| member.place().counts()).count();
        let size = t!(lang, "cohort-size-of", "count" => inside, "max" => cohort.max_size);
        let open = cohort.state().takes_people();
        view! {
            <div class="cohort stack">
                <div class="page-head">
                    <h1>{t!(lang, "cohort-people")}</h1>
                    <p class="lead">{cohort.title.clone()}" – "{size}</p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                {(!self.lines.is_empty()).then(|| self.judged())}
                {self.inside()}
                {if open {
                    view! {
                        {self.choose()}
                        {self.list_form()}
                    }
                    .into_any()
                } else {
                    view! { <Notice><p>{t!(lang, "cohort-people-closed")}</p></Notice> }.into_any()
                }}
            </div>
        }
        .into_any()
    }

    fn inside(&self) -> AnyView {
        let lang = self.lang;
        if self.members.is_empty() {
            return view! {
                <EmptyState title=t!(lang, "cohort-nobody") icon="users"><p>{t!(lang, "cohort-nobody-text")}</p></EmptyState>
            }
            .into_any();
        }
        let row = |member: &Member| {
            let discipline = member.discipline.as_deref().map(|code| label(lang, code)).unwrap_or_default();
            let about = [discipline, member.school_name.clone().unwrap_or_default()];
            let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
            let place = member.place();
            let tone = match place {
                Place::Joined | Place::Completed => Tone::Success,
                Place::Invited => Tone::Accent,
                Place::Left => Tone::Neutral,
            };
            let since = date(lang, member.invited_at.date_in(&member.zone));
            let living =
                matches!(place, Place::Invited | Place::Joined) && self.led.cohort.state().is_written();
            let (id, name, action) = (member.id.to_string(), member.name(), self.action());
            view! {
                <li class="row">
                    <span class="row-text">
                        <span class="row-title">{member.sorted_name()}</span>
                        <span class="cell-detail">{about}</span>
                        <span class="cell-detail">{t!(lang, "cohort-invited-on", "day" => since)}</span>
                    </span>
                    <Tag tone=tone>{words::place(lang, place)}</Tag>
                    {living
                        .then(|| {
                            view! {
                                <PostForm action=action act="cohort.run" class="row-form">
                                    <input type="hidden" name="act" value="remove"/>
                                    <input type="hidden" name="member" value=id/>
                                    <Button kind=ButtonKind::Quiet>{t!(lang, "cohort-member-remove")}<span class="visually-hidden">" "{name}</span></Button>
                                </PostForm>
                            }
                        })}
                </li>
            }
            .into_any()
        };
        let (here, gone): (Vec<&Member>, Vec<&Member>) =
            self.members.iter().partition(|member| member.place().counts());
        let (count, left) = (here.len(), gone.len());
        let here = here.into_iter().map(row).collect_view();
        let gone = gone.into_iter().map(row).collect_view();
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-members", "count" => count)}</h2>
                <ul class="rows">{here}</ul>
                {(left > 0)
                    .then(|| {
                        view! {
                            <details class="disclosure">
                                <summary>{t!(lang, "cohort-gone", "count" => left)}</summary>
                                <ul class="rows">{gone}</ul>
                            </details>
                        }
                    })}
            </section>
        }
        .into_any()
    }

    /// Référents in office, new ones first.
    fn choose(&self) -> AnyView {
        let lang = self.lang;
        let mut places = vec![SelectOption::new("", t!(lang, "cohort-filter-everywhere"))];
        places.extend(self.basins.iter().map(|node| SelectOption::new(node.path.clone(), node.name.clone())));
        let mut subjects = vec![SelectOption::new("", t!(lang, "cohort-filter-any"))];
        subjects.extend(disciplines::CODES.iter().map(|code| SelectOption::new(*code, label(lang, code))));
        let boxes = self.offered.iter().map(|one| {
            let name = format!("{} {}", one.usual_name, one.given_name);
            let discipline = one.discipline.as_deref().map(|code| label(lang, code)).unwrap_or_default();
            let new = if one.is_new { t!(lang, "cohort-is-new") } else { String::new() };
            let hint = [new, discipline, one.school_name.clone()];
            let hint = hint.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
            view! { <Choice name="person" value=one.person_id.to_string() label=name hint=hint/> }
        });
        let boxes = boxes.collect_view();
        let action = self.action();
        let (count, filter, kept) = (self.offered.len(), self.filter.clone(), self.filter.clone());
        let form = if self.offered.is_empty() {
            view! { <p class="soft">{t!(lang, "cohort-offered-none")}</p> }.into_any()
        } else {
            view! {
                <PostForm action=action.clone() act="cohort.run">
                    <input type="hidden" name="act" value="choose"/>
                    <input type="hidden" name="bassin" value=kept.under/>
                    <input type="hidden" name="discipline" value=kept.discipline/>
                    <fieldset class="choices">
                        <legend>{t!(lang, "cohort-offered", "count" => count)}</legend>
                        {boxes}
                    </fieldset>
                    <Choice name="designate" value="oui" label=t!(lang, "cohort-designate") hint=t!(lang, "cohort-designate-hint")/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="mail">{t!(lang, "cohort-invite")}</Button></p>
                </PostForm>
            }
            .into_any()
        };
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-choose")}</h2>
                <form method="get" action=action class="form">
                    <Select name="bassin" label=t!(lang, "cohort-filter-basin") options=places value=filter.under optional=true/>
                    <Select name="discipline" label=t!(lang, "cohort-filter-discipline") options=subjects value=filter.discipline optional=true/>
                    <Choice name="nouveaux" value="oui" label=t!(lang, "cohort-filter-new") checked=filter.new_only/>
                    <p class="form-actions"><Button icon="filter">{t!(lang, "cohort-filter-go")}</Button></p>
                </form>
                {form}
            </section>
        }
        .into_any()
    }

    fn list_form(&self) -> AnyView {
        let (lang, action) = (self.lang, self.action());
        let (typed, fault) = (self.form.value("list"), self.form.fault("list"));
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-list")}</h2>
                <PostForm action=action act="cohort.run">
                    <input type="hidden" name="act" value="preview"/>
                    <TextArea name="list" label=t!(lang, "cohort-list-label") hint=t!(lang, "cohort-list-hint", "max" => LIST_MAX) value=typed fault=fault rows=5/>
                    <p class="form-actions"><Button icon="eye">{t!(lang, "cohort-list-check")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    }

    /// The verdict of each line, and the button that does it.
    fn judged(&self) -> AnyView {
        let (lang, action) = (self.lang, self.action());
        let coming = self.lines.iter().filter(|line| line.verdict.comes_in()).count();
        let free = i64::from(self.led.cohort.max_size)
            - i64::try_from(self.members.iter().filter(|member| member.place().counts()).count())
                .unwrap_or(i64::MAX);
        let over = i64::try_from(coming).unwrap_or(i64::MAX) > free;
        let rows = self.lines.iter().enumerate().map(|(place, line)| {
            let tone = if line.verdict.comes_in() { Tone::Success } else { Tone::Warning };
            let word = words::named(lang, "cohort-verdict-", line.verdict.code());
            view! {
                <tr>
                    <td class="align-right">{place + 1}</td>
                    <th scope="row">{line.typed.clone()}</th>
                    <td>{line.name.clone().unwrap_or_default()}</td>
                    <td><Tag tone=tone>{word}</Tag></td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let list = self.form.value("list");
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-judged")}</h2>
                <TableScroll label=t!(lang, "cohort-judged")>
                    <table class="table-compact">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "cohort-line")}</th>
                                <th scope="col">{t!(lang, "cohort-typed")}</th>
                                <th scope="col">{t!(lang, "cohort-name")}</th>
                                <th scope="col">{t!(lang, "cohort-verdict")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
                {if over {
                    view! { <Notice kind=NoticeKind::Error><p>{t!(lang, "cohort-over", "count" => coming, "free" => free.max(0))}</p></Notice> }.into_any()
                } else if coming == 0 {
                    view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "cohort-judged-none")}</p></Notice> }.into_any()
                } else {
                    view! {
                        <PostForm action=action act="cohort.run">
                            <input type="hidden" name="act" value="add"/>
                            <input type="hidden" name="list" value=list/>
                            <Choice name="designate" value="oui" label=t!(lang, "cohort-designate") hint=t!(lang, "cohort-designate-hint")/>
                            <p class="form-actions"><Button kind=ButtonKind::Primary icon="mail">{t!(lang, "cohort-invite-count", "count" => coming)}</Button></p>
                        </PostForm>
                    }
                    .into_any()
                }}
            </section>
        }
        .into_any()
    }
}
