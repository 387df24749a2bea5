//! What a page asks to have been done before (course format, section 4.3): a warning on a lesson, a lock on an
//! assessment.

use std::collections::BTreeSet;

use sqlx::types::Json;
use uuid::Uuid;

use crate::course::published::{Page, Prerequisite, PublishedCourse};
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// The prerequisites of a page that a person has not met. `done` holds the pages of this course that they have done.
pub async fn unmet(
    db: &mut impl Conn,
    person: Uuid,
    course: &PublishedCourse,
    page: &Page,
    done: &BTreeSet<String>,
) -> Result<Vec<Prerequisite>> {
    let elsewhere: Vec<&str> = page
        .prerequisites
        .iter()
        .filter_map(|wanted| wanted.course.as_deref())
        .filter(|slug| *slug != course.slug)
        .collect();
    let known = if elsewhere.is_empty() { BTreeSet::new() } else { done_in(db, person, &elsewhere).await? };
    let met = |wanted: &Prerequisite| match (wanted.course.as_deref(), wanted.page.as_deref()) {
        (Some(slug), page) if slug != course.slug => {
            known.contains(&(slug.to_owned(), page.unwrap_or_default().to_owned()))
        }
        (_, Some(page)) => done.contains(page),
        (_, None) => true,
    };
    Ok(page.prerequisites.iter().filter(|wanted| !met(wanted)).cloned().collect())
}

/// Pages done in some courses, in any run; an empty page stands for the whole course.
async fn done_in(db: &mut impl Conn, person: Uuid, courses: &[&str]) -> Result<BTreeSet<(String, String)>> {
    let rows: Vec<(String, String)> = db
        .query(sql! {
            sqlite: "select course_slug, '' as page_key from completion
                      where person_id = $1 and course_slug in (select value from json_each($2))
                      union
                     select e.course_slug, p.page_key
                       from enrolment e
                       join page_progress p on p.enrolment_id = e.id
                      where e.person_id = $1 and p.done_at is not null
                        and e.course_slug in (select value from json_each($2))
                      order by 1, 2
                      limit 5000",
            postgres: "select course_slug, '' as page_key from completion
                        where person_id = $1
                          and course_slug in (select value from jsonb_array_elements_text($2) as t (value))
                        union
                       select e.course_slug, p.page_key
                         from enrolment e
                         join page_progress p on p.enrolment_id = e.id
                        where e.person_id = $1 and p.done_at is not null
                          and e.course_slug in (select value from jsonb_array_elements_text($2) as t (value))
                        order by 1, 2
                        limit 5000",
        })
        .bind(person)
        .bind(Json(courses))
        .all()
        .await?;
    Ok(rows.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::course::sample;
    use crate::learning::enrol::{self, Again};
    use crate::learning::{hold, pages};
    use crate::on_both;
    use crate::people::{self, NewPerson};
    use crate::testing::Platform;

    on_both!(what_was_done_elsewhere_counts);

    fn wanted(course: Option<&str>, page: Option<&str>) -> Prerequisite {
        Prerequisite { course: course.map(str::to_owned), page: page.map(str::to_owned) }
    }

    async fn what_was_done_elsewhere_counts(t: Platform) {
        let other = sample::course("rgpd-eleves");
        let version = sample::publish(&t.db, &other, t.now()).await;
        let mut tx = t.db.begin().await.unwrap();
        let new = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let person = people::create(&mut tx, &new, t.now()).await.unwrap().id;
        enrol::enrol(&mut tx, by_operator(person), version, &other, Again::Continue, t.now()).await.unwrap();
        let mut course = sample::course("droit-auteur");
        course.pages[1].prerequisites = vec![
            wanted(None, Some("reperes")),
            wanted(Some("rgpd-eleves"), Some("exception")),
            wanted(Some("rgpd-eleves"), None),
        ];
        let page = course.pages[1].clone();
        let left = unmet(&mut tx, person, &course, &page, &BTreeSet::new()).await.unwrap();
        assert_eq!(left, page.prerequisites);

        let seat = hold(&mut tx, by_operator(person), "rgpd-eleves", version, &other).await.unwrap();
        pages::mark_read(&mut tx, &seat, "exception", t.now()).await.unwrap();
        let done = BTreeSet::from(["reperes".to_owned()]);
        let left = unmet(&mut tx, person, &course, &page, &done).await.unwrap();
        assert_eq!(left, [wanted(Some("rgpd-eleves"), None)]);
        tx.commit().await.unwrap();
    }
}
