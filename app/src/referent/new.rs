//! `/direction/nominations/nouvelle`: the head writes a nomination.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::draft::{self, candidates};
use preau::referent::envelope;
use preau::referent::scheme::{self, Kept};
use preau::school::School;
use preau::school::postings::Colleague;
use preau::year::SchoolYear;
use preau::{Error, Result, Timestamp};

use super::act::{self, day, go};
use super::form;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption,
};

const ADDRESS: &str = "/direction/nominations/nouvelle";

/// What the page needs beside what was typed.
struct Choice {
    schools: Vec<School>,
    /// The one that was chosen.
    here: School,
    year: SchoolYear,
    search: String,
    staff: Vec<Colleague>,
    schemes: Vec<Kept>,
    left: Option<i64>,
}

/// `GET /direction/nominations/nouvelle?etablissement=…&annee=…&q=…&modele=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ProposeNomination, ())?;
        let choice = choose(&cx, &asked).await?;
        let today = cx.now.date_in(&choice.here.zone);
        let first = today.max(choice.year.first_day()).min(choice.year.last_day());
        let mut known = vec![
            ("first".to_owned(), first.to_string()),
            ("last".to_owned(), choice.year.last_day().to_string()),
            ("share".to_owned(), "100".to_owned()),
            ("reward".to_owned(), "none".to_owned()),
        ];
        known.extend(form::template(cx.lang, asked.get("modele")));
        Ok(page(&cx, choice, FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /direction/nominations/nouvelle`.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ProposeNomination, ())?;
        let choice = choose(&cx, &fields).await?;
        match keep(&cx, &choice, &fields).await {
            Ok(path) => Ok(go(&path)),
            Err(error) => Ok(page(&cx, choice, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn keep(cx: &Cx, choice: &Choice, fields: &Fields) -> Result<String> {
    let input = form::read(fields, choice.year)?;
    let allowed = cx.allow_at(Act::ProposeNomination, &choice.here.path, choice.here.node_id)?;
    let mut tx = cx.begin().await?;
    let id = draft::create(&mut tx, allowed, input, cx.now).await?;
    cx.commit(tx).await?;
    Ok(format!("/direction/nominations/{id}?fait=nomination-ecrite"))
}

/// The school, the year and the people to choose from.
async fn choose(cx: &Cx, asked: &Fields) -> Result<Choice> {
    let schools = act::schools(cx).await?;
    let wanted = asked.get("etablissement");
    let here = schools.iter().find(|school| school.uai == wanted);
    // A school that is not the asker's own is as good as none.
    let here = match (wanted, here) {
        ("", _) => schools.first(),
        (_, here) => here,
    };
    let here = here.cloned().ok_or(Error::NotFound)?;
    let present = SchoolYear::of(cx.now.date_in(&here.zone));
    let year = SchoolYear::parse(asked.get("annee"))
        .filter(|year| [present, present.next()].contains(year))
        .unwrap_or(present);
    let search: String = asked.get("q").trim().chars().take(100).collect();
    let today = cx.now.date_in(&here.zone);
    let first = day(asked.get("first")).unwrap_or(today.max(year.first_day()).min(year.last_day()));
    let mut read = cx.read().await?;
    let allowed = cx.allow_at(Act::ProposeNomination, &here.path, here.node_id)?;
    let staff = candidates(&mut read, allowed, Timestamp::midnight(first, &here.zone), &search).await?;
    let schemes = scheme::on(&mut read, first, &here.sector).await?;
    let left = envelope::standing(&mut read, here.node_id, year, None).await?.left();
    Ok(Choice { schools, here, year, search, staff, schemes, left })
}

fn page(cx: &Cx, choice: Choice, form: FormState) -> Response {
    let lang = cx.lang;
    let above = [Crumb::new("/direction", t!(lang, "direction-title"))];
    let title = t!(lang, "nomination-new-title");
    cx.page(title.clone()).nav(Nav::Direction).crumbs(above).status(form.status()).show(move || {
        let nobody = choice.staff.is_empty();
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "nomination-new-lead")}</p>
                {narrow(cx, &choice)}
                {if nobody {
                    view! {
                        <EmptyState title=t!(lang, "nomination-nobody-title") icon="users">
                            <p>{t!(lang, "nomination-nobody-text")}</p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <PostForm action=ADDRESS act="nomination.draft">
                            <input type="hidden" name="etablissement" value=choice.here.uai.clone()/>
                            <input type="hidden" name="annee" value=choice.year.label()/>
                            {form::mandate_fields(lang, &form, &choice.staff)}
                            {form::reward_fields(lang, &form, &choice.schemes, choice.left)}
                            {form::letter_fields(lang, &form)}
                            <p class="form-actions">
                                <Button kind=ButtonKind::Primary>{t!(lang, "nomination-save-draft")}</Button>
                                <a href="/direction">{t!(lang, "nomination-cancel")}</a>
                            </p>
                        </PostForm>
                    }
                    .into_any()
                }}
            </div>
        }
        .into_any()
    })
}

/// The school, the year, a part of a name, a model of a letter: asked for by address, before anything is typed.
fn narrow(cx: &Cx, choice: &Choice) -> AnyView {
    let lang = cx.lang;
    let present = SchoolYear::of(cx.now.date_in(&choice.here.zone));
    let years = [present, present.next()];
    let schools: Vec<SelectOption> = choice
        .schools
        .iter()
        .map(|school| SelectOption::new(school.uai.clone(), format!("{} ({})", school.name, school.uai)))
        .collect();
    let base = format!(
        "{ADDRESS}?etablissement={}&annee={}&q={}&",
        choice.here.uai,
        choice.year.label(),
        encode(&choice.search)
    );
    let several = schools.len() > 1;
    let name = choice.here.name.clone();
    let (uai, year) = (choice.here.uai.clone(), choice.year.label());
    view! {
        <section class="card">
            <form method="get" action=ADDRESS class="form form-line">
                {if several {
                    view! { <Select name="etablissement" label=t!(lang, "nomination-school") options=schools value=uai/> }
                        .into_any()
                } else {
                    view! { <p class="form-fixed"><strong>{name}</strong></p> }.into_any()
                }}
                <Select
                    name="annee"
                    label=t!(lang, "nomination-year")
                    options=years.map(|year| SelectOption::new(year.label(), year.label())).to_vec()
                    value=year
                />
                <Field
                    name="q"
                    kind="search"
                    label=t!(lang, "nomination-search")
                    value=choice.search.clone()
                    maxlength=Some(100)
                    optional=true
                />
                <Button icon="search">{t!(lang, "nomination-narrow")}</Button>
            </form>
            <p class="card-note">{t!(lang, "letter-models")}</p>
            <p class="form-actions">
                {form::TEMPLATES
                    .iter()
                    .map(|(code, _)| {
                        let href = format!("{base}modele={code}");
                        view! { <ButtonLink href=href kind=ButtonKind::Quiet icon="file-text">{form::template_name(lang, code)}</ButtonLink> }
                    })
                    .collect_view()}
            </p>
        </section>
    }
    .into_any()
}
