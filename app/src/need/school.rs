//! `/besoins/synthese`: what a school asks for, for its head and its référent: figures, and needs without who asks.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::need::lists::{self, Nameless};
use preau::need::small_cells::Gathered;
use preau::need::summary;
use preau::need::survey::read::{self, Survey};
use preau::need::themes::{self, Theme};
use preau::year::SchoolYear;
use preau::{Result, csv};

use super::desk::school_choice;
use super::place::{self, Schools};
use super::{figures, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonLink, Card, Crumb, Pager, TableScroll, Tag};

const PER_PAGE: i64 = 50;

struct Summary {
    lang: Lang,
    zone: String,
    schools: Schools,
    year: SchoolYear,
    years: [SchoolYear; 3],
    counts: Gathered,
    needs: Vec<Nameless>,
    page: u32,
    pages: u32,
    surveys: Vec<Survey>,
    themes: Vec<Theme>,
}

/// The year asked for, this one otherwise, and those that may be chosen.
pub(super) fn years(cx: &Cx, asked: &Fields) -> (SchoolYear, [SchoolYear; 3]) {
    let this = SchoolYear::of(cx.today());
    let all = [this, this.previous(), this.previous().previous()];
    let year = SchoolYear::parse(asked.get("annee")).filter(|year| all.contains(year)).unwrap_or(this);
    (year, all)
}

async fn load(cx: &Cx, asked: &Fields) -> Result<Summary> {
    cx.allow(Act::ReadNeedsSummary, ())?;
    let mut read = cx.read().await?;
    let schools = place::of_head_or_referent(cx, &mut read, asked.get("etablissement")).await?;
    let path = schools.here.path.clone();
    let allowed = cx.allow_at(Act::ReadNeedsSummary, &path, path.as_str())?;
    let (year, years) = years(cx, asked);
    let counts = summary::of_school(&mut read, allowed, &year.label()).await?;
    let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 1000);
    let from = i64::from(page - 1) * PER_PAGE;
    let mut needs = lists::nameless(&mut read, allowed, from, PER_PAGE + 1).await?;
    let more = i64::try_from(needs.len()).unwrap_or(0) > PER_PAGE;
    needs.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let surveys = read::of_school(&mut read, allowed, true, 0, 10, cx.now).await?;
    let themes = themes::all(&mut read).await?;
    let pages = if more { page + 1 } else { page };
    let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
    Ok(Summary { lang, zone, schools, year, years, counts, needs, page, pages, surveys, themes })
}

/// `GET /besoins/synthese?etablissement=…&annee=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let summary = load(&cx, &asked).await?;
        let above = [Crumb::new("/besoins", t!(cx.lang, "needs-title"))];
        Ok(cx
            .page(t!(cx.lang, "needs-school-title"))
            .nav(Nav::Needs)
            .crumbs(above)
            .show(move || summary.show()))
    })
    .await
}

/// `GET /besoins/synthese.csv`.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let summary = load(&cx, &asked).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [t!(lang, "need-theme"), t!(lang, "need-discipline"), t!(lang, "figures-requests")],
        );
        for (theme, discipline, people) in &summary.counts.cells {
            let theme = words::theme(lang, &summary.themes, theme);
            csv::row(&mut table, [theme, words::discipline(lang, discipline), people.to_string()]);
        }
        if summary.counts.others > 0 {
            let others = summary.counts.others.to_string();
            csv::row(&mut table, [t!(lang, "figures-others"), String::new(), others]);
        }
        data::file(
            table.into_bytes(),
            "text/csv; charset=utf-8",
            &format!("synthese-besoins-{}-{}.csv", summary.schools.here.uai, summary.year.label()),
        )
    })
    .await
}

/// The choice of a school year.
pub(super) fn year_choice(lang: Lang, year: SchoolYear, years: [SchoolYear; 3]) -> AnyView {
    let options = years.iter().map(|year| ui::SelectOption::new(year.label(), year.label())).collect();
    super::parts::filter("annee", t!(lang, "needs-year"), options, &year.label())
}

impl Summary {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let pair = self.schools.pair();
        let base = format!("/besoins/synthese?{pair}&annee={}&", self.year.label());
        let export = format!("/besoins/synthese.csv?{pair}&annee={}", self.year.label());
        let rows: Vec<_> = self.needs.iter().map(|need| self.row(need)).collect();
        let surveys: Vec<_> = self.surveys.iter().map(|survey| self.survey(survey)).collect();
        view! {
            <div class="stack needs">
                <div class="page-head">
                    <h1>{t!(lang, "needs-school-title")}</h1>
                    <p class="lead">{self.schools.here.name.clone()}</p>
                </div>
                <form method="get" action="/besoins/synthese" class="form form-line">
                    {school_choice(lang, &self.schools)}
                    {year_choice(lang, self.year, self.years)}
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <section aria-labelledby="chiffres" class="stack">
                    <div class="section-head">
                        <h2 id="chiffres">{t!(lang, "needs-school-figures", "year" => self.year.label())}</h2>
                        <ButtonLink href=export icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
                    </div>
                    {figures::gathered(lang, t!(lang, "needs-school-title"), &self.counts, &self.themes)}
                </section>
                <section aria-labelledby="en-cours" class="stack">
                    <h2 id="en-cours">{t!(lang, "needs-school-living")}</h2>
                    <p class="soft">{t!(lang, "needs-school-nameless")}</p>
                    {if rows.is_empty() {
                        view! { <p>{t!(lang, "needs-school-living-none")}</p> }.into_any()
                    } else {
                        view! {
                            <TableScroll label=t!(lang, "needs-school-living")>
                                <table class="table-compact">
                                    <thead>
                                        <tr>
                                            <th scope="col">{t!(lang, "need-theme")}</th>
                                            <th scope="col">{t!(lang, "need-state")}</th>
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
                </section>
                {(!surveys.is_empty())
                    .then(|| {
                        view! {
                            <section aria-labelledby="enquetes" class="stack">
                                <h2 id="enquetes">{t!(lang, "needs-school-surveys")}</h2>
                                {surveys}
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }

    fn row(&self, need: &Nameless) -> AnyView {
        let lang = self.lang;
        let state = words::state(lang, need.state());
        view! {
            <tr>
                <th scope="row">{words::theme(lang, &self.themes, &need.theme)}</th>
                <td><Tag tone=words::tone(need.state())>{state}</Tag></td>
                <td class="align-right">{need.wishes}</td>
                <td>{ui::date(lang, need.created_at.date_in(&self.zone))}</td>
            </tr>
        }
        .into_any()
    }

    fn survey(&self, survey: &Survey) -> AnyView {
        let lang = self.lang;
        let rate = t!(lang, "enquiry-rate", "answered" => survey.answered, "invited" => survey.invited);
        let figures = survey
            .summary()
            .map(|counts| figures::gathered(lang, survey.title.clone(), counts, &self.themes));
        let conclusion = survey.conclusion.clone();
        view! {
            <Card title=survey.title.clone() level=3>
                <p class="soft">{rate}</p>
                {figures}
                {(!conclusion.is_empty()).then(|| view! { <p class="need-body">{conclusion}</p> })}
            </Card>
        }
        .into_any()
    }
}
