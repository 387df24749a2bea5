//! Small parts that the pages of this room share.

use jiff::civil::Date;
use leptos::prelude::*;

use preau::Timestamp;
use preau::referent::cockpit::{Mission, PER_PAGE, year_of};
use preau::school::School;
use preau::year::SchoolYear;

use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{self, Button, Crumb};

/// The year asked for (`annee=2026-2027`), the current one otherwise.
pub(super) fn year_asked(asked: &Fields, school: &School, now: Timestamp) -> SchoolYear {
    SchoolYear::parse(asked.get("annee")).unwrap_or_else(|| year_of(school, now))
}

/// Page asked for, counted from 1, its offset, and how many there are.
pub(super) fn paging(asked: &Fields, total: i64) -> (u32, u32, i64) {
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    (page, pages, i64::from(page - 1) * PER_PAGE)
}

/// A text of the catalogues named by a code: `project-state-` and `idea`.
pub(super) fn named(lang: Lang, prefix: &str, code: &str) -> String {
    texts::text(lang, &format!("{prefix}{}", code.replace('_', "-")))
}

/// « 1c. Accompagner les enseignants ».
pub(super) fn mission_name(lang: Lang, mission: Mission) -> String {
    let code = mission.code();
    format!("{code}. {}", named(lang, "mission-", code))
}

/// A kept civil date as one says it.
pub(super) fn said_date(lang: Lang, kept: &str) -> String {
    kept.parse::<Date>().map_or_else(|_| kept.to_owned(), |date| ui::date(lang, date))
}

pub(super) fn at_date(lang: Lang, at: Timestamp, school: &School) -> String {
    ui::date(lang, at.date_in(&school.zone))
}

/// Minutes as hours.
pub(super) fn hours(lang: Lang, minutes: i64) -> String {
    ui::duration(lang, u32::try_from(minutes).unwrap_or(0))
}

/// The cockpit above a page of it.
pub(super) fn crumbs(cx: &Cx, school: &School) -> Vec<Crumb> {
    vec![Crumb::new(format!("/referent/{}", school.uai), t!(cx.lang, "cockpit-title"))]
}

/// One list of a filter.
pub(super) struct Pick {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) options: Vec<(String, String)>,
    pub(super) now: String,
}

/// The current year and the four before.
pub(super) fn year_pick(lang: Lang, school: &School, year: SchoolYear, now: Timestamp) -> Pick {
    let mut at = year_of(school, now);
    let mut options = Vec::new();
    for _ in 0..5 {
        options.push((at.label(), at.label()));
        at = at.previous();
    }
    Pick { name: "annee", label: t!(lang, "cockpit-year"), options, now: year.label() }
}

/// States with « all » in front.
pub(super) fn state_pick(lang: Lang, prefix: &str, codes: &[&str], now: &str) -> Pick {
    let mut options = vec![(String::new(), t!(lang, "cockpit-all-states"))];
    options.extend(codes.iter().map(|code| ((*code).to_owned(), named(lang, prefix, code))));
    Pick { name: "etat", label: t!(lang, "cockpit-state"), options, now: now.to_owned() }
}

/// A form of lists whose state stands in the address.
pub(super) fn filter(lang: Lang, action: String, picks: Vec<Pick>) -> AnyView {
    view! {
        <form method="get" action=action class="form form-line">
            {picks
                .into_iter()
                .map(|pick| {
                    let id = format!("filtre-{}", pick.name);
                    view! {
                        <div class="field">
                            <label for=id.clone()>{pick.label}</label>
                            <select class="input" id=id name=pick.name>
                                {pick
                                    .options
                                    .into_iter()
                                    .map(|(value, label)| {
                                        let selected = value == pick.now;
                                        view! { <option value=value selected=selected>{label}</option> }
                                    })
                                    .collect_view()}
                            </select>
                        </div>
                    }
                })
                .collect_view()}
            <Button>{t!(lang, "cockpit-filter")}</Button>
        </form>
    }
    .into_any()
}

/// Version of what a form changes, hidden in it.
pub(super) fn version_field(version: i32) -> AnyView {
    view! { <input type="hidden" name="version" value=version.to_string()/> }.into_any()
}
