//! Putting a module in service, by the path of the folders of `content/`.
//!
//! [`prepare`] checks and compares, and is pure; [`publish`] writes. What was checked is what is published: the verb
//! looks at the number of the save.

use serde_json::json;
use uuid::Uuid;

use super::check::{check, own};
use super::save::{Change, write};
use super::{Module, State, author, hold, note};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::Lock;
use crate::course::change::{self, Class};
use crate::course::check::Options;
use crate::course::diagnostic::Diagnostic;
use crate::course::publish::{self as shelf, ChangeClass, Published};
use crate::course::published::PublishedCourse;
use crate::course::source::{Memory, Source};
use crate::course::store::Blob;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::notice::{Notice, tell_all};
use crate::people::disciplines::TRANSVERSAL;
use crate::sql;

/// Value of the discipline of a course for everybody.
const ALL: &str = "toutes";
/// Colleagues told of a module at most: those of one school.
const MOST_TOLD: i64 = 2_000;

/// Whether a module can go into service, and what that means.
#[derive(Debug, Clone)]
pub enum Readiness {
    /// What refuses it, and what would only be better.
    Refused(Vec<Diagnostic>),
    Ready(Box<Prepared>),
}

/// A version ready to be put in service.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The save that was checked.
    pub revision: i32,
    pub course: PublishedCourse,
    pub files: Vec<Blob>,
    /// `ids.lock` as this version leaves it, when that changes it.
    lock: Option<String>,
    pub class: ChangeClass,
    /// What changed, for the author, in French.
    pub reasons: Vec<change::Reason>,
    pub warnings: Vec<Diagnostic>,
}

/// Checks a module and compares it with the version in service. It takes its time.
pub fn prepare(
    around: &(dyn Source + Sync),
    module: &Module,
    mut files: Memory,
    previous: Option<&PublishedCourse>,
    options: &Options,
) -> Readiness {
    let verdict = check(around, &module.slug, &files, options);
    let Some(first) = verdict.published else { return Readiness::Refused(verdict.diagnostics) };
    // The identifiers of this version are written down with it: none is ever used again (course format, 4.11).
    let known = files.read("ids.lock").ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let written = Lock::parse(known.as_deref().unwrap_or_default()).after(&first).write();
    let lock = (known.as_deref() != Some(written.as_str())).then_some(written);
    let (course, warnings) = match &lock {
        None => (first, verdict.diagnostics),
        Some(lock) => {
            files.insert("ids.lock", lock.clone());
            let verdict = check(around, &module.slug, &files, options);
            match verdict.published {
                Some(course) => (course, verdict.diagnostics),
                None => return Readiness::Refused(verdict.diagnostics),
            }
        }
    };
    let (class, reasons) = match previous {
        None => (ChangeClass::First, Vec::new()),
        Some(previous) => {
            let change = change::compare(previous, &course);
            if change.diagnostics.iter().any(Diagnostic::is_error) {
                let mut found: Vec<_> =
                    change.diagnostics.into_iter().map(|found| own(&module.slug, found)).collect();
                found.extend(warnings);
                return Readiness::Refused(found);
            }
            let class = match change.class {
                Class::Fix => ChangeClass::Fix,
                Class::Minor => ChangeClass::Minor,
                Class::Major => ChangeClass::Major,
            };
            (class, change.reasons)
        }
    };
    let blob = |file: &crate::course::published::CourseFile| {
        let bytes = files.read(&file.path).ok()?;
        Some(Blob { sha256: file.sha256.clone(), media_type: file.media_type.clone(), bytes })
    };
    let blobs = course.files.iter().filter_map(blob).collect();
    let prepared =
        Prepared { revision: module.revision, files: blobs, lock, class, reasons, warnings, course };
    Readiness::Ready(Box::new(prepared))
}

/// What publishing means for people (AUT-9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Consequence {
    /// Have completed it: they keep that, whatever changes.
    pub completed: i64,
    /// Are under way: they move along silently, or stay until they choose.
    pub under_way: i64,
}

/// The people of a course, in numbers.
pub async fn consequence(db: &mut impl Conn, slug: &str) -> Result<Consequence> {
    db.query(sql!(
        "select cast(coalesce(sum(case when state = 'completed' then 1 else 0 end), 0) as bigint) as completed,
                cast(coalesce(sum(case when state in ('enrolled', 'in_progress') then 1 else 0 end), 0) as bigint)
                    as under_way
           from enrolment
          where course_slug = $1"
    ))
    .bind(slug)
    .one()
    .await
}

/// The disciplines that a person teaches now: what they may publish alone about, beside what is for everybody.
pub async fn disciplines(db: &mut impl Conn, person: Uuid, now: Timestamp) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .query(sql!(
            "select discipline from person where id = $1 and discipline is not null
             union
             select discipline from posting
              where person_id = $1 and discipline is not null and starts_at <= $2
                and (ends_at is null or ends_at > $2)
             order by 1
             limit 50"
        ))
        .bind(person)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// The disciplines of a course that are not among the own ones; pure.
pub fn foreign<'c>(course: &'c [String], own: &[String]) -> Vec<&'c str> {
    course
        .iter()
        .map(String::as_str)
        .filter(|code| *code != ALL && *code != TRANSVERSAL && !own.iter().any(|known| known == code))
        .collect()
}

/// Puts a module in service for the people of its node; colleagues it concerns are told.
///
/// # Errors
/// Refusals `workshop-changed` when it was saved since it was checked, `workshop-discipline` for a discipline the author
/// does not teach (AUT-7), `workshop-not-validated` for a wider scope without a review, `workshop-slug-taken` when a
/// folder has the name; those of [`shelf::publish`].
pub async fn publish(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    prepared: &Prepared,
    now: Timestamp,
) -> Result<Published> {
    let by = author(&allowed)?;
    let module = hold(tx, *allowed.thing()).await?;
    if module.revision != prepared.revision || module.slug != prepared.course.slug {
        return Err(Refusal::new("workshop-changed").into());
    }
    match (module.state(), module.is_wide()) {
        (State::InReview, _) => return Err(Refusal::new("workshop-in-review").into()),
        (State::Validated, _) => {}
        (State::Draft | State::Published, true) => return Err(Refusal::new("workshop-not-validated").into()),
        (State::Draft | State::Published, false) => {
            let own = disciplines(tx, module.owner_id, now).await?;
            let foreign = foreign(&prepared.course.meta.disciplines, &own);
            if !foreign.is_empty() {
                return Err(Refusal::new("workshop-discipline")
                    .with("disciplines", foreign.join(", "))
                    .into());
            }
        }
    }
    if crate::course::store::source(tx, &module.slug).await?.as_deref() == Some("folder") {
        return Err(Refusal::new("workshop-slug-taken").with("slug", &module.slug).into());
    }
    let mut revision = module.revision;
    // The module as it was read: where it goes was decided on what was checked.
    if let Some(lock) = &prepared.lock {
        revision = write(tx, &module, by, vec![Change::text("ids.lock", lock.clone())], "ids", now).await?;
    }
    let on_shelf = allowed.map(|_| ());
    let done = shelf::publish(tx, on_shelf, &prepared.course, &prepared.files, prepared.class, now).await?;
    // The nation is everybody: only a node below it narrows who sees a course.
    let scope = (module.node_path.matches('/').count() > 1).then_some(module.node_id);
    shelf::place(tx, on_shelf, &module.slug, scope, now).await?;
    tx.query(sql!(
        "update workshop_module
            set state = 'published', published_revision = $2, submitted_at = null, updated_at = $3
          where id = $1"
    ))
    .bind(module.id)
    .bind(revision)
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "slug": module.slug, "version": prepared.course.version, "node": module.node_id });
    note(tx, Some(by), "workshop.publish", module.id, detail, now).await?;
    if matches!(done, Published::New { number: 1, .. }) {
        announce(tx, &module, &prepared.course, now).await?;
    }
    Ok(done)
}

/// Tells the colleagues of the school whom the first version concerns; it waits for their digest.
async fn announce(tx: &mut Tx, module: &Module, course: &PublishedCourse, now: Timestamp) -> Result<()> {
    let all = course.meta.disciplines.iter().any(|code| code == ALL || code == TRANSVERSAL);
    let rows: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select distinct o.person_id
                       from posting o
                      where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
                        and o.person_id <> $3
                        and (cast($4 as boolean) or o.discipline in (select j.value from json_each($5) as j))
                      order by o.person_id
                      limit $6",
            postgres: "select distinct o.person_id
                       from posting o
                      where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
                        and o.person_id <> $3
                        and (cast($4 as boolean)
                             or o.discipline in (select j.value from jsonb_array_elements_text($5) as j(value)))
                      order by o.person_id
                      limit $6",
        })
        .bind(module.school_id)
        .bind(now)
        .bind(module.owner_id)
        .bind(all)
        .bind(sqlx::types::Json(&course.meta.disciplines))
        .bind(MOST_TOLD)
        .all()
        .await?;
    let people: Vec<Uuid> = rows.into_iter().map(|(person,)| person).collect();
    let (path, about) = (format!("/cours/{}", module.slug), format!("module:{}:published", module.id));
    let notice = Notice {
        to: Uuid::nil(),
        kind: "module-published",
        detail: json!({ "title": module.title, "who": module.owner_name }),
        path: &path,
        asks_act: false,
        about: &about,
    };
    tell_all(tx, &people, notice, now).await
}

/// Takes a module out of the catalogue: people under way go on, readers of its page are told why, or where to go.
///
/// # Errors
/// `Invalid` without a reason or a successor; `NotFound` when it is not in service.
pub async fn retire(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    successor: &str,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let module = hold(tx, *allowed.thing()).await?;
    let (successor, reason) = (successor.trim(), reason.trim());
    if successor.is_empty() && reason.is_empty() {
        return Err(crate::error::Fault::new("reason", "workshop-retire-reason").into());
    }
    if reason.chars().count() > 1_000 {
        return Err(crate::error::Fault::new("reason", "workshop-retire-reason").into());
    }
    if !successor.is_empty() {
        let known: Option<(String,)> = tx
            .query(sql!("select slug from course where slug = $1 and slug <> $2 and state = 'published'"))
            .bind(successor)
            .bind(&module.slug)
            .optional()
            .await?;
        if known.is_none() {
            return Err(crate::error::Fault::new("successor", "workshop-successor").into());
        }
    }
    let named = (!successor.is_empty()).then_some(successor);
    if !shelf::retire(tx, allowed.map(|_| ()), &module.slug, named, reason, now).await? {
        return Err(Error::NotFound);
    }
    note(tx, allowed.by(), "workshop.retire", module.id, json!({ "slug": module.slug }), now).await
}
