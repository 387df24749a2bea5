//! What people learn: figures kept beside the facts, and papers that must exist.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;
use preau::course::live::{Courses, Live};
use preau::learning::{Enrolment, progress as figures, rules};
use preau::{Clock, Conn as _, Db, sql};
use uuid::Uuid;

use super::Finding;

/// Who completed a course that gives an attestation has one.
pub(super) async fn attestations(db: &Db) -> Result<Finding> {
    let name = "attestations";
    let (completions, without): (i64, i64) = db
        .read()
        .await?
        .query(sql! {
            sqlite: "select count(*), coalesce(sum(case when a.id is null then 1 else 0 end), 0)
                       from completion c
                       join course_version v on v.id = c.version_id
                       left join attestation a on a.completion_id = c.id and a.replaced_by is null
                      where json_extract(v.document, '$.meta.completion.attestation')",
            postgres: "select count(*), coalesce(sum(case when a.id is null then 1 else 0 end), 0)
                         from completion c
                         join course_version v on v.id = c.version_id
                         left join attestation a on a.completion_id = c.id and a.replaced_by is null
                        where v.document -> 'meta' -> 'completion' ->> 'attestation' = 'true'",
        })
        .one()
        .await?;
    Ok(if without == 0 {
        Finding::well(name, completions, format!("{completions} completions, each with its own"))
    } else {
        let says = format!("{without} of {completions} completions have none");
        Finding::broken(
            name,
            without,
            says,
            "the holder gets it by opening the course once more; tell us how it came",
        )
    })
}

/// The figures kept with enrolments are those that the facts give; with `rebuild`, they are made so.
pub(super) async fn progress(db: &Db, clock: &Clock, rebuild: bool) -> Result<Finding> {
    let name = "progress";
    let (mut checked, mut wrong, mut last) = (0_i64, Vec::new(), Uuid::nil());
    let courses = Courses::new();
    let mut versions: HashMap<Uuid, Arc<Live>> = HashMap::new();
    loop {
        let rows: Vec<Enrolment> = db
            .read()
            .await?
            .query(sql!(
                "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                        pages_required, percent, completed_at
                   from enrolment
                  where id > $1 and state in ('enrolled', 'in_progress')
                  order by id
                  limit 500"
            ))
            .bind(last)
            .all()
            .await?;
        let Some(end) = rows.last() else { break };
        last = end.id;
        for enrolment in rows {
            let live = match versions.get(&enrolment.version_id) {
                Some(live) => live.clone(),
                None => {
                    let live = courses.version(db, enrolment.version_id).await?;
                    versions.insert(enrolment.version_id, live.clone());
                    live
                }
            };
            checked += 1;
            let facts = figures::course_facts(&mut db.read().await?, enrolment.id).await?;
            let standing = rules::standing(&live.course, &facts);
            let same = usize::try_from(enrolment.pages_done).is_ok_and(|done| done == standing.pages_done)
                && enrolment.percent == standing.percent
                && !standing.complete;
            if same {
                continue;
            }
            if rebuild {
                let mut tx = db.begin().await?;
                figures::rebuild(&mut tx, &enrolment, &live.course, clock.now()).await?;
                tx.commit().await?;
            }
            wrong.push(enrolment.id);
        }
    }
    let count = i64::try_from(wrong.len())?;
    Ok(match (wrong.first(), rebuild) {
        (None, _) => Finding::well(
            name,
            checked,
            format!("{checked} enrolments under way, figures as the facts give them"),
        ),
        (Some(_), true) => {
            Finding::look(name, count, format!("{count} of {checked} were made anew"), "tell us how it came")
        }
        (Some(first), false) => Finding::broken(
            name,
            count,
            format!("{count} of {checked} show other figures than their facts, first {first}"),
            "preau doctor --rebuild makes them anew",
        ),
    })
}
