//! What a school asks for, in figures: themes and disciplines, small cells gathered, no author.

use super::small_cells::{Gathered, gather};
use crate::access::Allowed;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// The needs stated in a school (by its path) in a school year, by theme and discipline; a person counts once in each.
pub async fn of_school(db: &mut impl Conn, allowed: Allowed<&str>, year: &str) -> Result<Gathered> {
    let rows: Vec<(String, String, i64)> = db
        .query(sql!(
            "select d.theme, d.discipline, count(*)
               from need_demand d
               join org_node s on s.id = d.school_id
              where d.school_year = $1 and s.path = $2
              group by d.theme, d.discipline
              order by d.theme, d.discipline
              limit 5000"
        ))
        .bind(year)
        .bind(*allowed.thing())
        .all()
        .await?;
    Ok(gather(
        rows.into_iter()
            .map(|(theme, discipline, people)| (theme, discipline, u32::try_from(people).unwrap_or(0))),
    ))
}
