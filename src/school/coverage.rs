//! Which schools have a référent: counted in cells when something changes, read by pages without a scan.
//!
//! A school counts when it is open and its nature may have a référent. It is covered while at least one mandate runs.

use serde::Serialize;
use uuid::Uuid;

use super::{NodeKind, after};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::year::SchoolYear;
use crate::{sql, text};

/// Counts the mandates that run in a school now. Without one, a school that may have a référent is vacant since the
/// last mandate ended, or since now when there was none; it stays vacant since the day it was.
pub async fn recount(tx: &mut Tx, school: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update school
            set referents = (select count(*) from nomination m
                              where m.school_id = $1 and m.state = 'active' and m.starts_at <= $2 and m.ends_at > $2),
                vacant_since = case
                    when not hosts_referent then null
                    when exists (select 1 from nomination m
                                  where m.school_id = $1 and m.state = 'active' and m.starts_at <= $2
                                    and m.ends_at > $2) then null
                    when referents > 0 or vacant_since is null then
                         coalesce((select max(case when m.state = 'ended' then m.ended_at else m.ends_at end)
                                     from nomination m
                                    where m.school_id = $1
                                      and ((m.state = 'ended' and m.ended_at <= $2)
                                           or (m.state in ('active', 'completed', 'completed_without_report')
                                               and m.ends_at <= $2))), $2)
                    else vacant_since end
          where node_id = $1"
    ))
    .bind(school)
    .bind(now)
    .run()
    .await?;
    let (parent,): (Option<Uuid>,) =
        tx.query(sql!("select parent_id from org_node where id = $1")).bind(school).one().await?;
    match parent {
        Some(parent) => recount_cells(tx, parent, now).await,
        None => Ok(()),
    }
}

/// Schools whose count is not that of the moment, because a mandate began or came to its end by date alone.
pub async fn stale(tx: &mut Tx, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select s.node_id from school s
              where s.referents <> (select count(*) from nomination m
                                     where m.school_id = s.node_id and m.state = 'active'
                                       and m.starts_at <= $1 and m.ends_at > $1)
              order by s.node_id
              limit 2000"
        ))
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Counts anew what stands directly under a bassin or an académie, for the school year of `now`. To be called by each
/// verb that opens, closes or moves a school; [`recount`] does it for mandates.
pub async fn recount_cells(tx: &mut Tx, parent: Uuid, now: Timestamp) -> Result<()> {
    let above = super::node(tx, parent).await?;
    let academy = match above.kind() {
        NodeKind::Basin => above.parent_id.unwrap_or(parent),
        NodeKind::Nation | NodeKind::Academy | NodeKind::School => parent,
    };
    let year = SchoolYear::of(now.date_in(&above.zone)).label();
    tx.query(sql!("delete from coverage_cell where parent_id = $1 and school_year = $2"))
        .bind(parent)
        .bind(&year)
        .run()
        .await?;
    tx.query(sql!(
        "insert into coverage_cell (parent_id, academy_id, school_year, kind, sector, schools, covered, updated_at)
         select $1, $2, $3, s.kind, s.sector, count(*), sum(case when s.referents > 0 then 1 else 0 end), $4
           from school s
           join org_node n on n.id = s.node_id
          where n.parent_id = $1 and n.state <> 'closed' and s.hosts_referent
          group by s.kind, s.sector"
    ))
    .bind(parent)
    .bind(academy)
    .bind(&year)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Counts everything anew for the school year of `now`: after an import, and for `preau doctor`.
pub async fn recount_all(tx: &mut Tx, year: SchoolYear, now: Timestamp) -> Result<()> {
    tx.query(sql!("delete from coverage_cell where school_year = $1")).bind(year.label()).run().await?;
    tx.query(sql!(
        "insert into coverage_cell (parent_id, academy_id, school_year, kind, sector, schools, covered, updated_at)
         select p.id, case when p.kind = 'basin' then p.parent_id else p.id end, $1, s.kind, s.sector, count(*),
                sum(case when s.referents > 0 then 1 else 0 end), $2
           from school s
           join org_node n on n.id = s.node_id
           join org_node p on p.id = n.parent_id
          where n.state <> 'closed' and s.hosts_referent
          group by p.id, p.kind, p.parent_id, s.kind, s.sector"
    ))
    .bind(year.label())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Opens the figures of a school year that has just begun: does nothing where they are. The first mandates of a year count
/// their own bassins alone: as long as one school is in no figure, the year is not open.
pub async fn turn(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let year = SchoolYear::of(now.date_in("Europe/Paris"));
    let missing: Option<(i32,)> = tx
        .query(sql!(
            "select 1
               from school s
               join org_node n on n.id = s.node_id
              where n.state <> 'closed' and s.hosts_referent
                and not exists (select 1 from coverage_cell c where c.parent_id = n.parent_id and c.school_year = $1)
              limit 1"
        ))
        .bind(year.label())
        .optional()
        .await?;
    if missing.is_some() {
        recount_all(tx, year, now).await?;
    }
    Ok(())
}

/// Counts a past year from its nominations: for records that were imported, and for the demo.
pub async fn recount_past(tx: &mut Tx, year: SchoolYear, now: Timestamp) -> Result<()> {
    tx.query(sql!("delete from coverage_cell where school_year = $1")).bind(year.label()).run().await?;
    tx.query(sql!(
        "insert into coverage_cell (parent_id, academy_id, school_year, kind, sector, schools, covered, updated_at)
         select p.id, case when p.kind = 'basin' then p.parent_id else p.id end, $1, s.kind, s.sector, count(*),
                sum(case when exists (select 1 from nomination m
                                       where m.school_id = s.node_id and m.school_year = $1 and m.decided_at is not null)
                    then 1 else 0 end), $2
           from school s
           join org_node n on n.id = s.node_id
           join org_node p on p.id = n.parent_id
          where n.state <> 'closed' and s.hosts_referent
          group by p.id, p.kind, p.parent_id, s.kind, s.sector"
    ))
    .bind(year.label())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Which schools are asked for. Empty = all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Path of a node: the subtree counts.
    pub under: String,
    pub kind: String,
    pub sector: String,
    /// Words of a name or commune, or a UAI.
    pub search: String,
    pub cover: Cover,
}

/// With a référent, without, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cover {
    #[default]
    Any,
    Covered,
    Vacant,
}

impl Cover {
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Covered => "pourvu",
            Self::Vacant => "vacant",
        }
    }

    pub fn parse(code: &str) -> Self {
        match code {
            "pourvu" => Self::Covered,
            "vacant" => Self::Vacant,
            _ => Self::Any,
        }
    }
}

/// How many schools stand somewhere, and how many of them have a référent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Count {
    /// Code of an académie or bassin, a kind, a sector, or a school year.
    pub code: String,
    pub name: String,
    pub schools: i64,
    pub covered: i64,
}

impl Count {
    /// Covered per hundred, rounded; none where there is no school.
    pub fn percent(&self) -> Option<i64> {
        (self.schools > 0).then(|| (self.covered * 200 + self.schools) / (2 * self.schools))
    }

    pub fn vacant(&self) -> i64 {
        self.schools - self.covered
    }
}

/// What the cells are added up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Academy,
    Basin,
    Kind,
    Sector,
    Year,
}

/// Adds the cells up under a node: one query, whatever the size of the country. The search and the cover of the filter
/// do not count here. By year, all years; otherwise the one asked for.
pub async fn counts(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    year: SchoolYear,
    by: By,
) -> Result<Vec<Count>> {
    let query = match by {
        By::Academy => db.query(sql!(
            "select a.code, a.name, sum(c.schools) as schools, sum(c.covered) as covered
               from coverage_cell c
               join org_node a on a.id = c.academy_id
               join org_node p on p.id = c.parent_id
              where c.school_year = $1 and p.path >= $2 and p.path < $3
                and ($4 = '' or c.kind = $4) and ($5 = '' or c.sector = $5)
              group by a.code, a.name, a.name_key order by a.name_key"
        )),
        By::Basin => db.query(sql!(
            "select p.code, p.name, sum(c.schools) as schools, sum(c.covered) as covered
               from coverage_cell c
               join org_node p on p.id = c.parent_id
              where c.school_year = $1 and p.path >= $2 and p.path < $3
                and ($4 = '' or c.kind = $4) and ($5 = '' or c.sector = $5)
              group by p.code, p.name, p.name_key order by p.name_key"
        )),
        By::Kind => db.query(sql!(
            "select c.kind as code, '' as name, sum(c.schools) as schools, sum(c.covered) as covered
               from coverage_cell c
               join org_node p on p.id = c.parent_id
              where c.school_year = $1 and p.path >= $2 and p.path < $3
                and ($4 = '' or c.kind = $4) and ($5 = '' or c.sector = $5)
              group by c.kind order by c.kind"
        )),
        By::Sector => db.query(sql!(
            "select c.sector as code, '' as name, sum(c.schools) as schools, sum(c.covered) as covered
               from coverage_cell c
               join org_node p on p.id = c.parent_id
              where c.school_year = $1 and p.path >= $2 and p.path < $3
                and ($4 = '' or c.kind = $4) and ($5 = '' or c.sector = $5)
              group by c.sector order by c.sector"
        )),
        By::Year => db.query(sql!(
            "select c.school_year as code, '' as name, sum(c.schools) as schools, sum(c.covered) as covered
               from coverage_cell c
               join org_node p on p.id = c.parent_id
              where $1 <> '' and p.path >= $2 and p.path < $3
                and ($4 = '' or c.kind = $4) and ($5 = '' or c.sector = $5)
              group by c.school_year order by c.school_year"
        )),
    };
    query
        .bind(year.label())
        .bind(&filter.under)
        .bind(after(&filter.under))
        .bind(&filter.kind)
        .bind(&filter.sector)
        .all()
        .await
}

/// A school in the list, with what one needs to act.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Line {
    pub uai: String,
    pub name: String,
    pub path: String,
    pub commune: String,
    pub kind: String,
    pub sector: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub referents: i32,
    pub vacant_since: Option<Timestamp>,
    /// Name of the bassin, or of the académie of a school without one.
    pub above: String,
}

/// Schools that pass the filter, the longest vacant first, then by name.
pub async fn schools(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Line>> {
    db.query(sql!(
        "select s.uai, n.name, n.path, s.commune, s.kind, s.sector, s.latitude, s.longitude, s.referents, s.vacant_since,
                p.name as above
           from school s
           join org_node n on n.id = s.node_id
           join org_node p on p.id = n.parent_id
          where n.path >= $1 and n.path < $2 and n.kind = 'school' and n.state <> 'closed' and s.hosts_referent
            and ($3 = '' or s.kind = $3) and ($4 = '' or s.sector = $4)
            and ($5 = '' or ($5 = 'pourvu' and s.referents > 0) or ($5 = 'vacant' and s.referents = 0))
            and (n.name_key like $6 or s.uai = $7)
          order by case when s.referents > 0 then 1 else 0 end, s.vacant_since, n.name_key, n.id
          limit $8 offset $9"
    ))
    .bind(&filter.under)
    .bind(after(&filter.under))
    .bind(&filter.kind)
    .bind(&filter.sector)
    .bind(filter.cover.code())
    .bind(format!("%{}%", text::key(&filter.search)))
    .bind(filter.search.trim().to_ascii_uppercase())
    .bind(most.clamp(1, 20_000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many schools pass the filter.
pub async fn count_schools(db: &mut impl Conn, _allowed: Allowed<()>, filter: &Filter) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from school s
               join org_node n on n.id = s.node_id
              where n.path >= $1 and n.path < $2 and n.kind = 'school' and n.state <> 'closed' and s.hosts_referent
                and ($3 = '' or s.kind = $3) and ($4 = '' or s.sector = $4)
                and ($5 = '' or ($5 = 'pourvu' and s.referents > 0) or ($5 = 'vacant' and s.referents = 0))
                and (n.name_key like $6 or s.uai = $7)"
        ))
        .bind(&filter.under)
        .bind(after(&filter.under))
        .bind(&filter.kind)
        .bind(&filter.sector)
        .bind(filter.cover.code())
        .bind(format!("%{}%", text::key(&filter.search)))
        .bind(filter.search.trim().to_ascii_uppercase())
        .one()
        .await?;
    Ok(count)
}

/// Where the schools stand, put together on a grid: what a map draws. `step` is the side of a square in degrees.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Cluster {
    pub latitude: f64,
    pub longitude: f64,
    pub schools: i64,
    pub covered: i64,
    /// One of them: the only one where `schools` is 1.
    pub uai: String,
    pub name: String,
}

/// Schools under a node as clusters, at most two thousand.
pub async fn clusters(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    step: f64,
) -> Result<Vec<Cluster>> {
    db.query(sql!(
        "select avg(s.latitude) as latitude, avg(s.longitude) as longitude, count(*) as schools,
                sum(case when s.referents > 0 then 1 else 0 end) as covered, min(s.uai) as uai, min(n.name) as name
           from school s
           join org_node n on n.id = s.node_id
          where n.path >= $1 and n.path < $2 and n.kind = 'school' and n.state <> 'closed' and s.hosts_referent
            and s.latitude is not null and s.longitude is not null
            and ($3 = '' or s.kind = $3) and ($4 = '' or s.sector = $4)
          group by cast(round(s.latitude / $5) as integer), cast(round(s.longitude / $5) as integer)
          order by 3 desc
          limit 2000"
    ))
    .bind(&filter.under)
    .bind(after(&filter.under))
    .bind(&filter.kind)
    .bind(&filter.sector)
    .bind(step)
    .all()
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::school::by_path;
    use crate::testing::{Platform, school};

    on_both!(cells_add_up_and_open_their_rows);

    async fn cells_add_up_and_open_their_rows(t: Platform) {
        let one = school(&t, "fr/14/b1/", "9990001X").await;
        school(&t, "fr/14/b1/", "9990002Y").await;
        school(&t, "fr/17/b7/", "9990003Z").await;
        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!("update school set referents = 1, vacant_since = null where node_id = $1"))
            .bind(one.node_id)
            .run()
            .await
            .unwrap();
        for path in ["fr/14/b1/", "fr/17/b7/"] {
            let parent = by_path(&mut tx, path).await.unwrap().unwrap();
            for _ in 0..2 {
                recount_cells(&mut tx, parent.id, t.now()).await.unwrap();
            }
        }
        let year = SchoolYear::of(t.now().date_in("Europe/Paris"));
        let nation = Filter { under: "fr/".into(), ..Filter::default() };
        let academies = counts(&mut tx, by_operator(()), &nation, year, By::Academy).await.unwrap();
        let shown: Vec<_> = academies
            .iter()
            .map(|row| (row.code.as_str(), row.schools, row.covered, row.percent()))
            .collect();
        assert_eq!(shown, [("17", 1, 0, Some(0)), ("14", 2, 1, Some(50))]);
        let here = Filter { under: "fr/14/".into(), ..Filter::default() };
        for by in [By::Basin, By::Kind, By::Sector, By::Year] {
            let rows = counts(&mut tx, by_operator(()), &here, year, by).await.unwrap();
            assert_eq!((rows.len(), rows[0].schools, rows[0].vacant()), (1, 2, 1), "{by:?}");
        }
        let vacant = Filter { cover: Cover::Vacant, ..here.clone() };
        let rows = schools(&mut tx, by_operator(()), &vacant, 0, 50).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.uai.as_str()).collect::<Vec<_>>(), ["9990002Y"]);
        assert_eq!(count_schools(&mut tx, by_operator(()), &vacant).await.unwrap(), 1);
        let found = Filter { search: "9990001x".into(), ..here.clone() };
        assert_eq!(count_schools(&mut tx, by_operator(()), &found).await.unwrap(), 1);
        let before = counts(&mut tx, by_operator(()), &nation, year, By::Academy).await.unwrap();
        recount_all(&mut tx, year, t.now()).await.unwrap();
        assert_eq!(counts(&mut tx, by_operator(()), &nation, year, By::Academy).await.unwrap(), before);
        recount_past(&mut tx, year.previous(), t.now()).await.unwrap();
        assert_eq!(counts(&mut tx, by_operator(()), &here, year, By::Year).await.unwrap().len(), 2);
        t.clock.advance(300 * crate::clock::DAY);
        // A mandate of the new year begins before its figures are opened: the other bassins count all the same.
        let first = by_path(&mut tx, "fr/17/b7/").await.unwrap().unwrap().id;
        recount_cells(&mut tx, first, t.now()).await.unwrap();
        for _ in 0..2 {
            turn(&mut tx, t.now()).await.unwrap();
        }
        assert_eq!(counts(&mut tx, by_operator(()), &here, year, By::Year).await.unwrap().len(), 3);
        assert!(clusters(&mut tx, by_operator(()), &nation, 0.1).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    }
}
