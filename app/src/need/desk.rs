//! `/besoins/etablissement`: the needs of a school, for its référent.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::need::State;
use preau::need::lists::{self, Authored, Filter, MOST, PER_PAGE};
use preau::need::themes::{self, Theme};
use preau::school::School;
use preau::{Result, csv};

use super::place::{self, Schools};
use super::{parts, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonLink, Crumb, EmptyState, Pager, SelectOption, TableScroll, Tag};

/// `GET /besoins/etablissement?etablissement=…&etat=…&theme=…&discipline=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let mut read = cx.read().await?;
        let schools = place::of_referent(&cx, &mut read, asked.get("etablissement")).await?;
        let filter = filter_of(&asked);
        let path = schools.here.path.clone();
        let allowed = cx.allow_at(Act::WorkAsReferent, &path, path.as_str())?;
        let total = lists::of_school_count(&mut read, allowed, &filter).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let from = i64::from(page - 1) * PER_PAGE;
        let needs = lists::of_school(&mut read, allowed, &filter, from, PER_PAGE).await?;
        let themes = themes::all(&mut read).await?;
        drop(read);
        let desk = Desk {
            lang: cx.lang,
            zone: cx.site.config.zone.clone(),
            schools,
            filter,
            asked_state: asked.get("etat").to_owned(),
            needs,
            themes,
            total,
            page,
            pages,
        };
        let above = [Crumb::new("/besoins", t!(cx.lang, "needs-title"))];
        Ok(cx.page(t!(cx.lang, "needs-desk-title")).nav(Nav::Needs).crumbs(above).show(move || desk.show()))
    })
    .await
}

/// `GET /besoins/etablissement.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let mut read = cx.read().await?;
        let schools = place::of_referent(&cx, &mut read, asked.get("etablissement")).await?;
        let path = schools.here.path.clone();
        let allowed = cx.allow_at(Act::WorkAsReferent, &path, path.as_str())?;
        let needs = lists::of_school(&mut read, allowed, &filter_of(&asked), 0, MOST).await?;
        let themes = themes::all(&mut read).await?;
        data::file(
            table(cx.lang, &cx.site.config.zone, &needs, &themes).into_bytes(),
            "text/csv; charset=utf-8",
            &format!("besoins-{}-{}.csv", schools.here.uai, cx.today()),
        )
    })
    .await
}

fn table(lang: Lang, zone: &str, needs: &[Authored], themes: &[Theme]) -> String {
    let mut table = csv::start();
    csv::row(
        &mut table,
        [
            t!(lang, "need-date"),
            t!(lang, "need-author"),
            t!(lang, "need-team"),
            t!(lang, "need-theme"),
            t!(lang, "need-discipline"),
            t!(lang, "need-level"),
            t!(lang, "need-modality"),
            t!(lang, "need-urgency"),
            t!(lang, "need-body"),
            t!(lang, "need-state"),
            t!(lang, "need-wishes-head"),
            t!(lang, "need-answer"),
            t!(lang, "need-reason"),
        ],
    );
    for authored in needs {
        let need = &authored.need;
        let answer = [need.answer_course.clone(), Some(need.answer_text.clone())];
        csv::row(
            &mut table,
            [
                need.created_at.date_in(zone).to_string(),
                authored.author(),
                need.team.clone(),
                words::theme(lang, themes, &need.theme),
                words::discipline(lang, &need.discipline),
                words::level(lang, need.level()),
                words::modality(lang, need.modality()),
                words::urgency(lang, need.urgency()),
                need.body.clone(),
                words::state(lang, need.state()),
                need.wishes.to_string(),
                answer.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – "),
                need.close_reason.clone(),
            ],
        );
    }
    table
}

fn filter_of(asked: &Fields) -> Filter {
    Filter {
        state: State::parse(asked.get("etat")),
        all: asked.get("etat") == "tous",
        theme: asked.get("theme").chars().take(80).collect(),
        discipline: asked.get("discipline").chars().take(80).collect(),
    }
}

struct Desk {
    lang: Lang,
    zone: String,
    schools: Schools,
    filter: Filter,
    asked_state: String,
    needs: Vec<Authored>,
    themes: Vec<Theme>,
    total: i64,
    page: u32,
    pages: u32,
}

impl Desk {
    /// The list's address with this filter, ready for one more pair.
    fn address(&self, path: &str) -> String {
        let mut address = format!("{path}?{}&", self.schools.pair());
        let state = if self.filter.all { "tous" } else { self.filter.state.map_or("", State::code) };
        for (name, value) in
            [("etat", state), ("theme", &self.filter.theme), ("discipline", &self.filter.discipline)]
        {
            if !value.is_empty() {
                address.push_str(&format!("{name}={}&", encode(value)));
            }
        }
        address
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        let (base, export) =
            (self.address("/besoins/etablissement"), self.address("/besoins/etablissement.csv"));
        let surveys = format!("/besoins/etablissement/enquetes?{}", self.schools.pair());
        let summary = format!("/besoins/synthese?{}", self.schools.pair());
        let mut states = vec![
            SelectOption::new("", t!(lang, "needs-living")),
            SelectOption::new("tous", t!(lang, "needs-all-states")),
        ];
        states.extend(
            State::ALL.iter().map(|state| SelectOption::new(state.code(), words::state(lang, *state))),
        );
        let rows: Vec<_> = self.needs.iter().map(|need| self.row(need)).collect();
        view! {
            <div class="stack members">
                <div class="page-head">
                    <h1>{t!(lang, "needs-desk-title")}</h1>
                    <p class="lead">{self.schools.here.name.clone()}</p>
                    <p class="page-actions">
                        <ButtonLink href="/sessions/nouvelle" icon="calendar">{t!(lang, "session-new")}</ButtonLink>
                        <ButtonLink href=surveys icon="list-checks">{t!(lang, "surveys-title")}</ButtonLink>
                        <ButtonLink href=summary>{t!(lang, "needs-school-title")}</ButtonLink>
                        <ButtonLink href=export icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
                    </p>
                </div>
                <form method="get" action="/besoins/etablissement" class="form form-line">
                    {school_choice(lang, &self.schools)}
                    {parts::filter("etat", t!(lang, "need-state"), states, &self.asked_state)}
                    {parts::filter("theme", t!(lang, "need-theme"), words::theme_filter(lang, &self.themes), &self.filter.theme)}
                    {parts::filter(
                        "discipline",
                        t!(lang, "need-discipline"),
                        words::discipline_options(lang, t!(lang, "need-any-discipline")),
                        &self.filter.discipline,
                    )}
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <p role="status">{t!(lang, "needs-count", "count" => self.total)}</p>
                {if rows.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "needs-desk-none") icon="circle-check">
                            <p>{t!(lang, "needs-desk-none-text")}</p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <TableScroll label=t!(lang, "needs-desk-title")>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "need-theme")}</th>
                                        <th scope="col">{t!(lang, "need-author")}</th>
                                        <th scope="col">{t!(lang, "need-state")}</th>
                                        <th scope="col">{t!(lang, "need-urgency")}</th>
                                        <th scope="col" class="align-right">{t!(lang, "need-wishes-head")}</th>
                                        <th scope="col">{t!(lang, "need-date")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </TableScroll>
                    }
                    .into_any()
                }}
                <Pager page=self.page pages=self.pages base=base/>
            </div>
        }
        .into_any()
    }

    fn row(&self, authored: &Authored) -> AnyView {
        let (lang, need) = (self.lang, &authored.need);
        let href = format!("/besoins/etablissement/{}", need.id);
        let theme = words::theme(lang, &self.themes, &need.theme);
        let state = words::state(lang, need.state());
        let facts = [words::discipline(lang, &need.discipline), words::level(lang, need.level())].join(" · ");
        let who = if need.team.is_empty() {
            authored.author()
        } else {
            format!("{} – {}", need.team, authored.author())
        };
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{theme}</a>
                    <span class="cell-detail">{facts}</span>
                </th>
                <td>{who}</td>
                <td><Tag tone=words::tone(need.state())>{state}</Tag></td>
                <td>{words::urgency(lang, need.urgency())}</td>
                <td class="align-right">{need.wishes}</td>
                <td>{ui::date(lang, need.created_at.date_in(&self.zone))}</td>
            </tr>
        }
        .into_any()
    }
}

/// The choice of a school for whoever has several; the one there is otherwise.
pub(super) fn school_choice(lang: Lang, schools: &Schools) -> AnyView {
    let options = schools.options();
    if options.is_empty() {
        return view! { <input type="hidden" name="etablissement" value=schools.here.uai.clone()/> }
            .into_any();
    }
    parts::filter("etablissement", t!(lang, "school-name"), options, &schools.here.uai)
}

/// The path of a school as a right is asked on it, checked.
pub(super) fn at_work(cx: &Cx, school: &School) -> Result<preau::access::Allowed<String>> {
    cx.allow_at(Act::WorkAsReferent, &school.path, school.path.clone())
}
