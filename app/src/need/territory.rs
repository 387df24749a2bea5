//! `/besoins/territoire`: what a bassin, an académie or the nation asks for, small figures masked.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::need::territory::{self, Shown, Territory, Unit};
use preau::need::themes::{self, Theme};
use preau::school;
use preau::year::SchoolYear;
use preau::{Error, Result, csv};

use super::figures::{Bar, bars, say};
use super::{parts, place, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonLink, Crumb, EmptyState, Pager, SelectOption};

/// Units of one page.
const PER_PAGE: usize = 50;
/// Value of the filter for the small themes together.
const OTHERS: &str = "autres";

struct Asking {
    lang: Lang,
    told: Territory,
    /// Places of the asker, for a choice.
    places: Vec<SelectOption>,
    year: SchoolYear,
    years: [SchoolYear; 3],
    themes: Vec<Theme>,
    /// Number of the unit looked at; none = the whole place.
    unit: Option<usize>,
    /// Number of the line looked at; none = all themes.
    line: Option<usize>,
    page: u32,
}

async fn load(cx: &Cx, asked: &Fields) -> Result<Asking> {
    cx.allow(Act::ReadNeedsSummary, ())?;
    let places = place::territories(cx);
    let wanted = asked.get("place");
    let path = places.iter().find(|path| wanted.is_empty() || *path == wanted).cloned();
    // A référent or a head has a page of their own.
    let path = path.ok_or(if places.is_empty() { Error::Forbidden } else { Error::NotFound })?;
    let allowed = cx.allow_at(Act::ReadNeedsSummary, &path, path.as_str())?;
    let (year, years) = super::school::years(cx, asked);
    let mut read = cx.read().await?;
    let told = territory::read(&mut read, allowed, &year.label()).await?;
    let themes = themes::all(&mut read).await?;
    let mut options = Vec::new();
    if let [_, _, ..] = places.as_slice() {
        for path in places.iter().take(20) {
            let name = school::by_path(&mut read, path).await?.map_or_else(|| path.clone(), |node| node.name);
            options.push(SelectOption::new(path.clone(), name));
        }
    }
    let unit = match asked.get("lieu") {
        "" => None,
        path => Some(told.units.iter().position(|unit| unit.path == path).ok_or(Error::NotFound)?),
    };
    let line = match asked.get("theme") {
        "" => None,
        OTHERS => told.lines.iter().position(|line| line.theme.is_none()),
        code => told.lines.iter().position(|line| line.theme.as_deref() == Some(code)),
    };
    let page = asked.get("page").parse().unwrap_or(1);
    Ok(Asking { lang: cx.lang, told, places: options, year, years, themes, unit, line, page })
}

/// `GET /besoins/territoire?place=…&lieu=…&theme=…&annee=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let asking = load(&cx, &asked).await?;
        let above = [Crumb::new("/besoins", t!(cx.lang, "needs-title"))];
        Ok(cx
            .page(t!(cx.lang, "needs-territory-title"))
            .nav(Nav::Needs)
            .crumbs(above)
            .show(move || asking.show()))
    })
    .await
}

/// `GET /besoins/territoire.csv`: every figure that may be told, one a line.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let asking = load(&cx, &asked).await?;
        let name = format!("besoins-{}-{}.csv", asking.told.place.code, asking.year.label());
        data::file(asking.table().into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

impl Asking {
    fn line_name(&self, line: usize) -> String {
        match self.told.lines.get(line).and_then(|line| line.theme.as_deref()) {
            Some(code) => words::theme(self.lang, &self.themes, code),
            None => t!(self.lang, "figures-others"),
        }
    }

    /// A figure of the line looked at, or of all.
    fn figure(&self, figures: &[Shown], total: Shown) -> Shown {
        self.line.and_then(|line| figures.get(line).copied()).unwrap_or(total)
    }

    /// The page's address with what is looked at, ready for one more pair.
    fn address(&self, path: &str, unit: Option<&str>, theme: Option<usize>) -> String {
        let mut address = format!("{path}?annee={}&", self.year.label());
        if !self.places.is_empty() {
            address.push_str(&format!("place={}&", encode(&self.told.place.path)));
        }
        if let Some(unit) = unit {
            address.push_str(&format!("lieu={}&", encode(unit)));
        }
        if let Some(line) = theme.and_then(|line| self.told.lines.get(line)) {
            address.push_str(&format!("theme={}&", encode(line.theme.as_deref().unwrap_or(OTHERS))));
        }
        address
    }

    fn table(&self) -> String {
        let lang = self.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "territory-place"),
                t!(lang, "need-discipline"),
                t!(lang, "need-theme"),
                t!(lang, "figures-requests"),
            ],
        );
        let place = self.told.place.name.clone();
        for (number, line) in self.told.lines.iter().enumerate() {
            let name = self.line_name(number);
            csv::row(&mut table, [place.clone(), String::new(), name, line.total.to_string()]);
        }
        let all = t!(lang, "figures-total");
        csv::row(&mut table, [place.clone(), String::new(), all.clone(), self.told.total.to_string()]);
        let mut rows = |place: &str, discipline: &str, figures: &[Shown], total: Shown| {
            for (number, shown) in figures.iter().enumerate() {
                let cells =
                    [place.to_owned(), discipline.to_owned(), self.line_name(number), plain(lang, *shown)];
                csv::row(&mut table, cells);
            }
            csv::row(&mut table, [place.to_owned(), discipline.to_owned(), all.clone(), plain(lang, total)]);
        };
        for unit in &self.told.units {
            rows(&unit.name, "", &unit.figures, unit.total);
        }
        for discipline in &self.told.disciplines {
            let name = words::discipline(lang, &discipline.code);
            rows(&place, &name, &discipline.figures, discipline.total);
        }
        table
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        let looked_at = self.unit.and_then(|unit| self.told.units.get(unit));
        let here = looked_at.map_or_else(|| self.told.place.name.clone(), |unit| unit.name.clone());
        let unit_path = looked_at.map(|unit| unit.path.clone());
        let export = self.address("/besoins/territoire.csv", None, None);
        let total = looked_at.map_or(Shown::Number(self.told.total), |unit| unit.total);
        let inside = if self.told.lines.is_empty() {
            view! {
                <EmptyState title=t!(lang, "territory-none") icon="users"><p>{t!(lang, "figures-too-few")}</p></EmptyState>
            }
            .into_any()
        } else {
            view! {
                <p class="coverage-figure">
                    <strong>{say(lang, total)}</strong>
                    <span>{t!(lang, "territory-total", "place" => here.clone(), "year" => self.year.label())}</span>
                </p>
                {self.by_theme(looked_at)}
                {self.by_unit(unit_path.as_deref())}
                {self.by_discipline()}
                <p class="soft small">{t!(lang, "figures-masked-text")}</p>
                <p class="soft small">{t!(lang, "figures-definition")}</p>
            }
            .into_any()
        };
        view! {
            <div class="stack needs">
                <div class="page-head">
                    <h1>{t!(lang, "needs-territory-title")}</h1>
                    <p class="lead">{here.clone()}</p>
                    <p class="page-actions">
                        <ButtonLink href=export icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
                    </p>
                </div>
                {self.filters(unit_path.clone())}
                {inside}
            </div>
        }
        .into_any()
    }

    fn filters(&self, unit: Option<String>) -> AnyView {
        let lang = self.lang;
        let inner: Vec<SelectOption> = std::iter::once(SelectOption::new("", self.told.place.name.clone()))
            .chain(self.inner().map(|unit| SelectOption::new(unit.path.clone(), unit.name.clone())))
            .collect();
        let themes: Vec<SelectOption> = std::iter::once(SelectOption::new("", t!(lang, "need-any-theme")))
            .chain(self.told.lines.iter().enumerate().map(|(number, line)| {
                SelectOption::new(line.theme.clone().unwrap_or_else(|| OTHERS.into()), self.line_name(number))
            }))
            .collect();
        let now = self
            .line
            .and_then(|line| self.told.lines.get(line))
            .map(|line| line.theme.clone().unwrap_or_else(|| OTHERS.into()))
            .unwrap_or_default();
        view! {
            <form method="get" action="/besoins/territoire" class="form form-line">
                {(!self.places.is_empty())
                    .then(|| parts::filter("place", t!(lang, "territory-mine"), self.places.clone(), &self.told.place.path))}
                {(inner.len() > 1)
                    .then(|| parts::filter("lieu", t!(lang, "territory-place"), inner, &unit.unwrap_or_default()))}
                {parts::filter("theme", t!(lang, "need-theme"), themes, &now)}
                {super::school::year_choice(lang, self.year, self.years)}
                <Button>{t!(lang, "members-filter")}</Button>
            </form>
        }
        .into_any()
    }

    /// Units that have others below them, or académies.
    fn inner(&self) -> impl Iterator<Item = &Unit> {
        let schools = self.told.units.iter().any(|unit| unit.parent.is_some());
        self.told
            .units
            .iter()
            .enumerate()
            .filter(move |(number, _)| {
                !schools || self.told.units.iter().any(|other| other.parent == Some(*number))
            })
            .map(|(_, unit)| unit)
    }

    fn by_theme(&self, unit: Option<&Unit>) -> AnyView {
        let lang = self.lang;
        let lines = self
            .told
            .lines
            .iter()
            .enumerate()
            .map(|(number, line)| Bar {
                name: self.line_name(number),
                detail: None,
                href: Some(self.address(
                    "/besoins/territoire",
                    unit.map(|unit| unit.path.as_str()),
                    Some(number),
                )),
                shown: unit.map_or(Shown::Number(line.total), |unit| {
                    unit.figures.get(number).copied().unwrap_or(Shown::Masked)
                }),
            })
            .collect();
        view! {
            <section aria-labelledby="par-theme" class="stack">
                <h2 id="par-theme">{t!(lang, "territory-by-theme")}</h2>
                {bars(lang, t!(lang, "territory-by-theme"), t!(lang, "need-theme"), None, t!(lang, "figures-requests"), lines)}
            </section>
        }
        .into_any()
    }

    /// What lies right below what is looked at.
    fn by_unit(&self, path: Option<&str>) -> AnyView {
        let lang = self.lang;
        let below: Vec<(usize, &Unit)> =
            self.told.units.iter().enumerate().filter(|(_, unit)| unit.parent == self.unit).collect();
        if below.is_empty() || (self.unit.is_some() && path.is_none()) {
            return ().into_any();
        }
        let pages = u32::try_from((below.len() - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = self.page.clamp(1, pages);
        let from = (usize::try_from(page).unwrap_or(1) - 1) * PER_PAGE;
        let theme = self.line.map(|line| self.line_name(line));
        let lines = below
            .into_iter()
            .skip(from)
            .take(PER_PAGE)
            .map(|(_, unit)| Bar {
                name: unit.name.clone(),
                detail: None,
                href: Some(self.address("/besoins/territoire", Some(&unit.path), self.line)),
                shown: self.figure(&unit.figures, unit.total),
            })
            .collect();
        let base = self.address("/besoins/territoire", path, self.line);
        let title = match theme {
            Some(theme) => t!(lang, "territory-by-unit-theme", "theme" => theme),
            None => t!(lang, "territory-by-unit"),
        };
        view! {
            <section aria-labelledby="par-lieu" class="stack">
                <h2 id="par-lieu">{title.clone()}</h2>
                {bars(lang, title, t!(lang, "territory-place"), None, t!(lang, "figures-requests"), lines)}
                <Pager page=page pages=pages base=base/>
            </section>
        }
        .into_any()
    }

    /// Disciplines of the whole place: not of its parts, whose figures would be small.
    fn by_discipline(&self) -> AnyView {
        let lang = self.lang;
        if self.unit.is_some() || self.told.disciplines.is_empty() {
            return ().into_any();
        }
        let lines = self
            .told
            .disciplines
            .iter()
            .map(|discipline| Bar {
                name: words::discipline(lang, &discipline.code),
                detail: None,
                href: None,
                shown: self.figure(&discipline.figures, discipline.total),
            })
            .collect();
        view! {
            <section aria-labelledby="par-discipline" class="stack">
                <h2 id="par-discipline">{t!(lang, "territory-by-discipline")}</h2>
                {bars(
                    lang,
                    t!(lang, "territory-by-discipline"),
                    t!(lang, "need-discipline"),
                    None,
                    t!(lang, "figures-requests"),
                    lines,
                )}
            </section>
        }
        .into_any()
    }
}

/// A figure for a file: no thin spaces inside.
fn plain(lang: Lang, shown: Shown) -> String {
    match shown {
        Shown::Number(value) => value.to_string(),
        Shown::Masked => t!(lang, "figures-masked"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::number;

    #[test]
    fn a_masked_figure_says_so_and_nothing_else() {
        assert_eq!(plain(Lang::Fr, Shown::Masked), "masqué");
        assert_eq!(plain(Lang::Fr, Shown::Number(12_345)), "12345");
        assert_eq!(number(Lang::Fr, 12_345), say(Lang::Fr, Shown::Number(12_345)));
    }
}
