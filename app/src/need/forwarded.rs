//! `/besoins/transmis`: themes that référents passed on, for whoever keeps the plan of the bassin or académie.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::need::forwarded::{self, Group, PER_PAGE, Which};
use preau::need::themes::{self, Theme};
use preau::{Error, Refusal, Result, csv};

use super::sheet::{answer_fields, answer_of, reason_field};
use super::{mine, parts, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Card, Crumb, EmptyState, ErrorSummary, FormState, Pager, PostForm,
    SelectOption,
};

const GROUP: &str = "/besoins/transmis/groupe";

/// The place asked for, among those whose plan the asker keeps.
fn place(cx: &Cx, asked: &Fields) -> Result<String> {
    cx.allow(Act::AnswerForwardedNeed, ())?;
    let wanted = asked.get("place");
    let places = cx.actor.as_ref().map(|actor| actor.places(&[Role::PlanManager])).unwrap_or_default();
    let found = places.into_iter().find(|path| wanted.is_empty() || *path == wanted);
    found.map(str::to_owned).ok_or(Error::NotFound)
}

fn theme(asked: &Fields) -> String {
    asked.get("theme").chars().take(80).collect()
}

/// `GET /besoins/transmis?place=…&theme=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async { page(&cx, &asked).await }).await
}

/// `GET /besoins/transmis/groupe?node=…&theme=…&discipline=…`: one group, to answer or close it.
pub(super) async fn group(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::AnswerForwardedNeed, ())?;
        let [node, theme, discipline] = ["node", "theme", "discipline"].map(|name| asked.get(name));
        one(&cx, node, theme, discipline, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /besoins/transmis/groupe`: answer or close a group.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::AnswerForwardedNeed, ())?;
        let which = Which {
            node: fields.get("node").to_owned(),
            theme: fields.get("theme").to_owned(),
            discipline: fields.get("discipline").to_owned(),
            version: fields.get("version").parse().unwrap_or(0),
        };
        let allowed = cx.allow_at(Act::AnswerForwardedNeed, &which.node, &which)?;
        let mut tx = cx.begin().await?;
        let (outcome, done) = match fields.get("geste") {
            "repondre" => {
                (forwarded::answer(&mut tx, allowed, &answer_of(&fields), cx.now).await, "groupe-repondu")
            }
            "fermer" => {
                (forwarded::close(&mut tx, allowed, fields.get("reason"), cx.now).await, "groupe-ferme")
            }
            _ => return Err(Error::NotFound),
        };
        match outcome {
            Ok(_) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("/besoins/transmis?fait={done}")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let gone = matches!(&error, Error::Refused(_));
                let form = FormState::refused(cx.lang, fields, error)?;
                match one(&cx, &which.node, &which.theme, &which.discipline, form).await {
                    // Somebody was faster, and nothing is left to answer.
                    Err(Error::NotFound) if gone => Err(Refusal::new("need-group-moved").into()),
                    other => other,
                }
            }
        }
    })
    .await
}

async fn page(cx: &Cx, asked: &Fields) -> Result<Response> {
    let lang = cx.lang;
    let place = place(cx, asked)?;
    let theme = theme(asked);
    let allowed = cx.allow_at(Act::AnswerForwardedNeed, &place, place.as_str())?;
    let mut read = cx.read().await?;
    let total = forwarded::groups_count(&mut read, allowed, &theme).await?;
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    let groups =
        forwarded::groups(&mut read, allowed, &theme, i64::from(page - 1) * PER_PAGE, PER_PAGE).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let places: Vec<SelectOption> = cx
        .actor
        .as_ref()
        .map(|actor| actor.places(&[Role::PlanManager]))
        .unwrap_or_default()
        .into_iter()
        .map(|path| SelectOption::new(path, path.trim_end_matches('/')))
        .collect();
    let zone = cx.site.config.zone.clone();
    let view = Waiting { lang, zone, place, places, theme, groups, total, page, pages, themes };
    let above = [Crumb::new("/besoins", t!(lang, "needs-title"))];
    let title = t!(lang, "needs-forwarded-title");
    Ok(cx.page(title).nav(Nav::Needs).crumbs(above).show(move || view.show()))
}

/// The page of one group.
async fn one(cx: &Cx, node: &str, theme: &str, discipline: &str, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::AnswerForwardedNeed, node, node)?;
    let mut read = cx.read().await?;
    // Those of one theme: as many as there are disciplines and nodes below.
    let groups = forwarded::groups(&mut read, allowed, theme, 0, 10_000).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let here = |group: &Group| group.node_path == node && group.discipline == discipline;
    let group = groups.into_iter().find(here).ok_or(Error::NotFound)?;
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let titles = mine::titles(&cards);
    let zone = cx.site.config.zone.clone();
    let title = words::theme(lang, &themes, &group.theme);
    let above = [
        Crumb::new("/besoins", t!(lang, "needs-title")),
        Crumb::new("/besoins/transmis", t!(lang, "needs-forwarded-title")),
    ];
    let page = cx.page(title.clone()).nav(Nav::Needs).crumbs(above).status(form.status());
    Ok(page.show(move || {
        let (people, facts) = about(lang, &zone, &group);
        let answering = view! { {hidden(&group, "repondre")} {answer_fields(lang, &form, &titles)} };
        let closing = view! { {hidden(&group, "fermer")} {reason_field(&form)} };
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form/>
                <p><strong>{people}</strong></p>
                <p class="soft">{facts}</p>
                <Card title=t!(lang, "forwarded-answer")>
                    <PostForm action=GROUP act="need.answer_forwarded">
                        {answering}<p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "need-answer-send")}</Button></p>
                    </PostForm>
                </Card>
                <Card title=t!(lang, "forwarded-close")>
                    <PostForm action=GROUP act="need.answer_forwarded">
                        {closing}<p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "need-close-send")}</Button></p>
                    </PostForm>
                </Card>
            </section>
        }
        .into_any()
    }))
}

/// Which group a form is about, and what it does.
fn hidden(group: &Group, gesture: &'static str) -> AnyView {
    let fields = [
        ("node", group.node_path.clone()),
        ("theme", group.theme.clone()),
        ("discipline", group.discipline.clone()),
        ("version", group.version.to_string()),
        ("geste", gesture.to_owned()),
    ];
    let inputs = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    inputs.into_iter().collect_view().into_any()
}

/// How many ask, and what for.
fn about(lang: Lang, zone: &str, group: &Group) -> (String, String) {
    let people = match group.people() {
        Some(people) => t!(lang, "forwarded-asked", "count" => people),
        None => t!(lang, "forwarded-asked-few"),
    };
    let since = ui::date(lang, group.since.date_in(zone));
    let facts = [
        words::discipline(lang, &group.discipline),
        group.node_name.clone(),
        t!(lang, "forwarded-since-date", "date" => since),
    ];
    (people, facts.join(" · "))
}

/// `GET /besoins/transmis.csv`.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let place = place(&cx, &asked)?;
        let allowed = cx.allow_at(Act::AnswerForwardedNeed, &place, place.as_str())?;
        let mut read = cx.read().await?;
        let groups = forwarded::groups(&mut read, allowed, &theme(&asked), 0, 10_000).await?;
        let themes = themes::all(&mut read).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "territory-place"),
                t!(lang, "need-theme"),
                t!(lang, "need-discipline"),
                t!(lang, "forwarded-people"),
                t!(lang, "forwarded-since"),
            ],
        );
        for group in groups {
            let people = group.people().map_or_else(|| t!(lang, "figures-few"), |people| people.to_string());
            csv::row(
                &mut table,
                [
                    group.node_name.clone(),
                    words::theme(lang, &themes, &group.theme),
                    words::discipline(lang, &group.discipline),
                    people,
                    group.since.date_in(&cx.site.config.zone).to_string(),
                ],
            );
        }
        let name = format!("besoins-transmis-{}.csv", cx.today());
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

struct Waiting {
    lang: Lang,
    zone: String,
    place: String,
    places: Vec<SelectOption>,
    theme: String,
    groups: Vec<Group>,
    total: i64,
    page: u32,
    pages: u32,
    themes: Vec<Theme>,
}

impl Waiting {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let query = format!("place={}&theme={}&", encode(&self.place), encode(&self.theme));
        let several = self.places.len() > 1;
        let groups: Vec<_> = self.groups.iter().map(|group| self.group(group)).collect();
        view! {
            <div class="stack needs">
                <div class="page-head">
                    <h1>{t!(lang, "needs-forwarded-title")}</h1>
                    <p class="lead">{t!(lang, "needs-forwarded-lead")}</p>
                    <p class="page-actions">
                        <ButtonLink href=format!("/besoins/transmis.csv?{query}") icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
                    </p>
                </div>
                <form method="get" action="/besoins/transmis" class="form form-line">
                    {several.then(|| parts::filter("place", t!(lang, "territory-mine"), self.places.clone(), &self.place))}
                    {parts::filter("theme", t!(lang, "need-theme"), words::theme_filter(lang, &self.themes), &self.theme)}
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <p role="status">{t!(lang, "forwarded-count", "count" => self.total)}</p>
                {if groups.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "forwarded-none") icon="circle-check"><p>{t!(lang, "forwarded-none-text")}</p></EmptyState>
                    }
                    .into_any()
                } else {
                    view! { <ul class="rows">{groups}</ul> }.into_any()
                }}
                <Pager page=self.page pages=self.pages base=format!("/besoins/transmis?{query}")/>
            </div>
        }
        .into_any()
    }

    fn group(&self, group: &Group) -> AnyView {
        let lang = self.lang;
        let title = words::theme(lang, &self.themes, &group.theme);
        let (people, facts) = about(lang, &self.zone, group);
        let href = format!(
            "{GROUP}?node={}&theme={}&discipline={}",
            encode(&group.node_path),
            encode(&group.theme),
            encode(&group.discipline)
        );
        view! {
            <li class="row">
                <div class="row-text">
                    <a class="row-title" href=href>{title}</a>
                    <span class="cell-detail">{facts}</span>
                </div>
                <strong>{people}</strong>
            </li>
        }
        .into_any()
    }
}
