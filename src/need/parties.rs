//! Who is told what: the référents of a school, its head, those who keep the plan above it.

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// Who runs a mandate in a school now.
pub(super) async fn referents(db: &mut impl Conn, school: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select distinct person_id from nomination
              where school_id = $1 and state = 'active' and starts_at <= $2 and ends_at > $2
              order by person_id limit 50"
        ))
        .bind(school)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who holds a role on a node or on one above it now.
pub(super) async fn holders_over(
    db: &mut impl Conn,
    role: &'static str,
    path: &str,
    now: Timestamp,
) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select distinct g.person_id
               from role_grant g
               join org_node n on n.id = g.node_id
              where g.role = $1 and g.starts_at <= $3 and (g.ends_at is null or g.ends_at > $3)
                and n.kind <> 'nation' and substr($2, 1, length(n.path)) = n.path
              order by g.person_id limit 200"
        ))
        .bind(role)
        .bind(path)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who works in a school now.
pub(super) async fn staff(db: &mut impl Conn, school: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select distinct person_id from posting
              where school_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)
              order by person_id limit 1000"
        ))
        .bind(school)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
