//! Schools, who works there, and how they are covered by référents.

use axum::Json;
use axum::extract::Query;
use preau::access::Act;
use preau::school::coverage::{self, By, Cover, Filter};
use preau::school::{self, School, Uai, postings};
use preau::year::SchoolYear;
use preau::{Error, Fault, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{Caller, Member};
use super::catalogue::{LARGEST_PAGE, LAST_PAGE, USUAL_PAGE, number};
use super::problem::Problem;
use super::sent::Named;

/// What a query says under a name; empty when it does not.
pub(super) fn asked<'q>(query: &'q [(String, String)], name: &str) -> &'q str {
    query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// One of a list, or nothing.
///
/// # Errors
/// A fault on the parameter for anything else.
pub(super) fn one_of<T>(
    query: &[(String, String)],
    name: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>> {
    match asked(query, name) {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or_else(|| Fault::new(name, "choose-one").into()),
    }
}

/// Page, size of a page, and the first row of it.
pub(super) fn window(query: &[(String, String)]) -> Result<(usize, usize, i64)> {
    let page = number(query, "page", 1, LAST_PAGE)?;
    let per_page = number(query, "per_page", USUAL_PAGE, LARGEST_PAGE)?;
    let first = i64::try_from((page - 1).saturating_mul(per_page)).unwrap_or(i64::MAX);
    Ok((page, per_page, first))
}

/// The school that an address names.
///
/// # Errors
/// `NotFound` for what is no UAI, or that of no school.
pub(super) async fn named(caller: &Caller, uai: &str) -> Result<School> {
    let uai = Uai::parse(uai).map_err(|_| Error::NotFound)?;
    school::by_uai(&mut caller.read().await?, &uai).await?.ok_or(Error::NotFound)
}

/// A page of schools.
#[derive(Serialize, ToSchema)]
pub(super) struct SchoolList {
    items: Vec<SchoolLine>,
    total: i64,
    page: usize,
    per_page: usize,
}

/// A school in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct SchoolLine {
    uai: String,
    name: String,
    /// Place in the organisation: nation, académie, bassin, school.
    path: String,
    commune: String,
    /// `college`, `lycee_gt`, `lycee_polyvalent`, `lycee_pro`, `erea`.
    kind: String,
    /// `public`, `private_contract`…
    sector: String,
    /// Bassin, or académie of a school without one.
    above: String,
    /// Running mandates.
    referents: i32,
    /// For who reads the coverage of the place: since when there is none.
    vacant_since: Option<String>,
}

/// The schools that may have a référent, the longest vacant first, then by name.
#[utoipa::path(
    get, path = "/schools", tag = "organisation", operation_id = "listSchools",
    params(
        ("under" = Option<String>, Query, description = "Path of a node, `fr/14/`; the nation when left out"),
        ("kind" = Option<String>, Query),
        ("sector" = Option<String>, Query),
        ("referent" = Option<String>, Query, description = "`pourvu` or `vacant`"),
        ("q" = Option<String>, Query, description = "Words of the name, or the UAI"),
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = SchoolList)),
)]
pub(super) async fn list(
    Member(caller): Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<SchoolList>, Problem> {
    let (page, per_page, first) = window(&query)?;
    let under = match asked(&query, "under") {
        "" => "fr/",
        path => path,
    };
    let allowed = caller.allow_at(Act::ReadSchool, under, ())?;
    let covers = caller.may_at(Act::ReadCoverage, under);
    let cover =
        match one_of(&query, "referent", |code| Some(Cover::parse(code)).filter(|c| *c != Cover::Any))? {
            // Whose place is vacant is for those who look after it.
            Some(_) if !covers => return Err(Error::Forbidden.into()),
            found => found.unwrap_or_default(),
        };
    let filter = Filter {
        under: under.to_owned(),
        kind: asked(&query, "kind").to_owned(),
        sector: asked(&query, "sector").to_owned(),
        search: asked(&query, "q").trim().chars().take(100).collect(),
        cover,
    };
    let most = i64::try_from(per_page).unwrap_or(i64::MAX);
    let mut read = caller.read().await?;
    let total = coverage::count_schools(&mut read, allowed, &filter).await?;
    let found = coverage::schools(&mut read, allowed, &filter, first, most).await?;
    let items = found
        .into_iter()
        .map(|line| SchoolLine {
            vacant_since: line.vacant_since.filter(|_| covers).map(Timestamp::to_rfc3339),
            uai: line.uai,
            name: line.name,
            path: line.path,
            commune: line.commune,
            kind: line.kind,
            sector: line.sector,
            above: line.above,
            referents: line.referents,
        })
        .collect();
    Ok(Json(SchoolList { items, total, page, per_page }))
}

/// What the register says of a school.
#[derive(Serialize, ToSchema)]
pub(super) struct SchoolSheet {
    uai: String,
    name: String,
    path: String,
    /// `open`, `opening`, `closing`, `closed`.
    state: String,
    kind: String,
    sector: String,
    address: String,
    postcode: String,
    commune: String,
    department: String,
    /// IANA name.
    zone: String,
    hosts_referent: bool,
    referents: i32,
}

/// One school.
#[utoipa::path(
    get, path = "/schools/{uai}", tag = "organisation", operation_id = "readSchool",
    params(("uai" = String, Path)),
    responses((status = 200, body = SchoolSheet)),
)]
pub(super) async fn one(
    Member(caller): Member,
    Named(uai): Named<String>,
) -> Result<Json<SchoolSheet>, Problem> {
    caller.allow(Act::ReadSchool, ())?;
    let school = named(&caller, &uai).await?;
    Ok(Json(SchoolSheet {
        uai: school.uai,
        name: school.name,
        path: school.path,
        state: school.state,
        kind: school.kind,
        sector: school.sector,
        address: school.address,
        postcode: school.postcode,
        commune: school.commune,
        department: school.department,
        zone: school.zone,
        hosts_referent: school.hosts_referent,
        referents: school.referents,
    }))
}

/// A page of people.
#[derive(Serialize, ToSchema)]
pub(super) struct StaffList {
    items: Vec<Colleague>,
    page: usize,
    per_page: usize,
    /// Of the school, whatever is searched for.
    total: i64,
}

/// Somebody who works in a school.
#[derive(Serialize, ToSchema)]
pub(super) struct Colleague {
    id: Uuid,
    name: String,
    discipline: Option<String>,
    /// The main school of this person.
    main: bool,
}

/// Who works in a school: for its staff, its head, and the managers above it.
#[utoipa::path(
    get, path = "/schools/{uai}/staff", tag = "organisation", operation_id = "listStaff",
    params(
        ("uai" = String, Path),
        ("q" = Option<String>, Query, description = "Words of a name"),
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = StaffList)),
)]
pub(super) async fn staff(
    Member(caller): Member,
    Named(uai): Named<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<StaffList>, Problem> {
    caller.allow(Act::ReadStaff, ())?;
    let (page, per_page, first) = window(&query)?;
    let school = named(&caller, &uai).await?;
    let allowed = caller.allow_at(Act::ReadStaff, &school.path, ())?;
    let most = i64::try_from(per_page).unwrap_or(i64::MAX);
    let search: String = asked(&query, "q").trim().chars().take(100).collect();
    let mut read = caller.read().await?;
    let total = postings::staff_count(&mut read, school.node_id, caller.now).await?;
    let found = postings::staff(&mut read, allowed, school.node_id, &search, first, most, caller.now).await?;
    let items = found
        .into_iter()
        .map(|one| Colleague {
            id: one.person_id,
            name: one.full_name(),
            discipline: one.discipline,
            main: one.main,
        })
        .collect();
    Ok(Json(StaffList { items, page, per_page, total }))
}

/// Figures of coverage.
#[derive(Serialize, ToSchema)]
pub(super) struct Coverage {
    under: String,
    school_year: String,
    items: Vec<CoverageLine>,
}

/// How many schools stand somewhere, and how many have a référent.
#[derive(Serialize, ToSchema)]
pub(super) struct CoverageLine {
    /// Code of an académie or bassin, a kind, a sector, or a school year.
    code: String,
    name: String,
    schools: i64,
    covered: i64,
}

/// Which schools have a référent, in figures: those of the coverage page.
#[utoipa::path(
    get, path = "/coverage", tag = "organisation", operation_id = "readCoverage",
    params(
        ("under" = Option<String>, Query, description = "Path of a node, `fr/14/`; the nation when left out"),
        ("by" = Option<String>, Query, description = "`academy`, `basin`, `kind`, `sector` or `year`; `kind` when left out"),
        ("year" = Option<String>, Query, description = "`2026-2027`; the one under way when left out"),
        ("kind" = Option<String>, Query),
        ("sector" = Option<String>, Query),
    ),
    responses((status = 200, body = Coverage)),
)]
pub(super) async fn coverage(
    Member(caller): Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Coverage>, Problem> {
    caller.allow(Act::ReadCoverage, ())?;
    let under = match asked(&query, "under") {
        "" => "fr/",
        path => path,
    };
    let allowed = caller.allow_at(Act::ReadCoverage, under, ())?;
    let by = one_of(&query, "by", |code| match code {
        "academy" => Some(By::Academy),
        "basin" => Some(By::Basin),
        "kind" => Some(By::Kind),
        "sector" => Some(By::Sector),
        "year" => Some(By::Year),
        _ => None,
    })?;
    let today = caller.now.date_in(&caller.site.config.zone);
    let year = one_of(&query, "year", SchoolYear::parse)?.unwrap_or_else(|| SchoolYear::of(today));
    let filter = Filter {
        under: under.to_owned(),
        kind: asked(&query, "kind").to_owned(),
        sector: asked(&query, "sector").to_owned(),
        ..Filter::default()
    };
    let mut read = caller.read().await?;
    let found = coverage::counts(&mut read, allowed, &filter, year, by.unwrap_or(By::Kind)).await?;
    let items = found
        .into_iter()
        .map(|count| CoverageLine {
            code: count.code,
            name: count.name,
            schools: count.schools,
            covered: count.covered,
        })
        .collect();
    Ok(Json(Coverage { under: under.to_owned(), school_year: year.label(), items }))
}
