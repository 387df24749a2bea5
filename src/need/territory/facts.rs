//! The statements behind the figures of a place: who asks for what, counted by unit, theme and discipline.
//!
//! The schools of the place come first and their requests by them: `cross join` holds SQLite to that order, where it
//! would else read the requests of the whole country for the figures of a bassin. PostgreSQL orders joins by itself.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Count;
use crate::db::Conn;
use crate::error::Result;
use crate::school::after;
use crate::sql;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) unit: String,
    pub(super) name: String,
    pub(super) theme: String,
    pub(super) requests: i64,
    pub(super) people: i64,
}

impl Row {
    pub(super) fn count(&self) -> Count {
        count(self.requests, self.people)
    }
}

fn count(requests: i64, people: i64) -> Count {
    Count {
        requests: u32::try_from(requests).unwrap_or(u32::MAX),
        people: u32::try_from(people).unwrap_or(u32::MAX),
    }
}

pub(super) async fn by_school(db: &mut impl Conn, under: &str, year: &str) -> Result<Vec<Row>> {
    db.query(sql!(
        "select s.path as unit, s.name, d.theme, count(*) as requests, count(distinct d.person_key) as people
           from org_node s cross join need_demand d
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by s.path, s.name, d.theme
         union all
         select s.path, s.name, '', count(*), count(distinct d.person_key)
           from org_node s cross join need_demand d
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by s.path, s.name
          order by 1, 3
          limit 200000"
    ))
    .bind(year)
    .bind(under)
    .bind(after(under))
    .all()
    .await
}

pub(super) async fn by_basin(db: &mut impl Conn, under: &str, year: &str) -> Result<Vec<Row>> {
    db.query(sql!(
        "select b.path as unit, b.name, d.theme, count(*) as requests, count(distinct d.person_key) as people
           from org_node s
          cross join need_demand d
           join org_node b on b.id = s.parent_id and b.kind = 'basin'
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by b.path, b.name, d.theme
         union all
         select b.path, b.name, '', count(*), count(distinct d.person_key)
           from org_node s
          cross join need_demand d
           join org_node b on b.id = s.parent_id and b.kind = 'basin'
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by b.path, b.name
          order by 1, 3
          limit 20000"
    ))
    .bind(year)
    .bind(under)
    .bind(after(under))
    .all()
    .await
}

pub(super) async fn by_academy(db: &mut impl Conn, under: &str, year: &str) -> Result<Vec<Row>> {
    db.query(sql!(
        "select a.path as unit, a.name, d.theme, count(*) as requests, count(distinct d.person_key) as people
           from org_node s
          cross join need_demand d
           join org_node p on p.id = s.parent_id
           join org_node a on a.id = case when p.kind = 'academy' then p.id else p.parent_id end
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by a.path, a.name, d.theme
         union all
         select a.path, a.name, '', count(*), count(distinct d.person_key)
           from org_node s
          cross join need_demand d
           join org_node p on p.id = s.parent_id
           join org_node a on a.id = case when p.kind = 'academy' then p.id else p.parent_id end
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
          group by a.path, a.name
          order by 1, 3
          limit 10000"
    ))
    .bind(year)
    .bind(under)
    .bind(after(under))
    .all()
    .await
}

pub(super) type Whole = (BTreeMap<String, Count>, Vec<(String, String, Count)>);

/// By theme, and by theme and discipline (an empty theme = all), in the whole place.
pub(super) async fn whole(db: &mut impl Conn, under: &str, year: &str) -> Result<Whole> {
    let rows: Vec<(String, String, i64, i64)> = db
        .query(sql!(
            "select d.theme, d.discipline, count(*), count(distinct d.person_key)
               from org_node s cross join need_demand d
              where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
              group by d.theme, d.discipline
             union all
             select d.theme, '', count(*), count(distinct d.person_key)
               from org_node s cross join need_demand d
              where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
              group by d.theme
             union all
             select '', d.discipline, count(*), count(distinct d.person_key)
               from org_node s cross join need_demand d
              where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
              group by d.discipline
              order by 1, 2
              limit 10000"
        ))
        .bind(year)
        .bind(under)
        .bind(after(under))
        .all()
        .await?;
    let mut whole = Whole::default();
    for (theme, discipline, requests, people) in rows {
        if discipline.is_empty() {
            whole.0.insert(theme, count(requests, people));
        } else {
            whole.1.push((theme, discipline, count(requests, people)));
        }
    }
    Ok(whole)
}

/// Who stands behind the themes that are small in the whole place: at most four people each.
pub(super) async fn small_people(db: &mut impl Conn, under: &str, year: &str) -> Result<Vec<(String, Uuid)>> {
    db.query(sql!(
        "select distinct d.theme, d.person_key
           from org_node s cross join need_demand d
          where d.school_id = s.id and d.school_year = $1 and s.path >= $2 and s.path < $3
            and d.theme in (select e.theme from org_node r cross join need_demand e
                             where e.school_id = r.id and e.school_year = $1 and r.path >= $2 and r.path < $3
                             group by e.theme having count(distinct e.person_key) < 5)
          order by d.theme, d.person_key
          limit 1000"
    ))
    .bind(year)
    .bind(under)
    .bind(after(under))
    .all()
    .await
}
