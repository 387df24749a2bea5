//! 2c. Who helps: CTICE, DAN, the local authority. Names and duties are data, kept by whoever manages the node; and the
//! directory of the référents of a bassin or académie.

use serde_json::json;
use uuid::Uuid;

use super::{Checks, LINE, changed_meanwhile, note_act};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::school::{Node, after};
use crate::{ids, sql, text};

/// Somebody who helps from outside the schools.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Helper {
    pub id: Uuid,
    pub node_id: Uuid,
    pub place: String,
    pub path: String,
    pub name: String,
    pub duty: String,
    pub address: String,
    pub phone: String,
    pub version: i32,
}

/// A contact as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    pub duty: String,
    pub address: String,
    pub phone: String,
}

/// Adds a contact to an académie or bassin, or changes one.
///
/// # Errors
/// `Invalid`; `NotFound` for a contact of another node; refusal `cockpit-changed`.
pub async fn keep(
    tx: &mut Tx,
    allowed: Allowed<&Node>,
    known: Option<(Uuid, i32)>,
    typed: &Typed,
    now: Timestamp,
) -> Result<Uuid> {
    let (node, mut checks) = (*allowed.thing(), Checks::default());
    let name = checks.needed("name", &typed.name, LINE);
    let duty = checks.needed("duty", &typed.duty, LINE);
    let address = checks.text("address", &typed.address, 254);
    let phone = checks.text("phone", &typed.phone, 30);
    if !address.is_empty() && !address.contains('@') {
        checks.fault(Fault::new("address", "cockpit-mail"));
    }
    if address.is_empty() && phone.is_empty() {
        checks.fault(Fault::new("address", "cockpit-no-way"));
    }
    checks.done()?;
    let id = match known {
        Some((id, version)) => {
            let changed = tx
                .query(sql!(
                    "update network_contact
                        set name = $4, name_key = $5, duty = $6, address = $7, phone = $8, version = version + 1,
                            updated_at = $9
                      where id = $1 and node_id = $2 and version = $3"
                ))
                .bind(id)
                .bind(node.id)
                .bind(version)
                .bind(name.as_str())
                .bind(text::key(&name))
                .bind(duty)
                .bind(address)
                .bind(phone)
                .bind(now)
                .run()
                .await?;
            if changed == 0 {
                return Err(changed_meanwhile());
            }
            id
        }
        None => {
            let id = ids::new(now);
            tx.query(sql!(
                "insert into network_contact (id, node_id, name, name_key, duty, address, phone, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
            ))
            .bind(id)
            .bind(node.id)
            .bind(name.as_str())
            .bind(text::key(&name))
            .bind(duty)
            .bind(address)
            .bind(phone)
            .bind(now)
            .run()
            .await?;
            id
        }
    };
    note_act(tx, allowed.by(), "contact.keep", "network_contact", id, json!({}), now).await?;
    Ok(id)
}

/// Takes a contact out of the list.
pub async fn remove(tx: &mut Tx, allowed: Allowed<&Node>, id: Uuid, now: Timestamp) -> Result<()> {
    let removed = tx
        .query(sql!("delete from network_contact where id = $1 and node_id = $2"))
        .bind(id)
        .bind(allowed.thing().id)
        .run()
        .await?;
    if removed == 0 {
        return Err(Error::NotFound);
    }
    note_act(tx, allowed.by(), "contact.remove", "network_contact", id, json!({}), now).await
}

/// A contact by its id: its node says who may change it.
pub async fn find(db: &mut impl Conn, id: Uuid) -> Result<Helper> {
    db.query(sql!(
        "select c.id, c.node_id, n.name as place, n.path, c.name, c.duty, c.address, c.phone, c.version
           from network_contact c join org_node n on n.id = c.node_id
          where c.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Contacts of an académie and of all its bassins; the académie's own first.
pub async fn of(db: &mut impl Conn, _allowed: Allowed<()>, academy: &str) -> Result<Vec<Helper>> {
    db.query(sql!(
        "select c.id, c.node_id, n.name as place, n.path, c.name, c.duty, c.address, c.phone, c.version
           from network_contact c join org_node n on n.id = c.node_id
          where n.path >= $1 and n.path < $2
          order by n.path, c.name_key, c.id limit 500"
    ))
    .bind(academy)
    .bind(after(academy))
    .all()
    .await
}

/// A référent of the directory.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Colleague {
    pub name: String,
    pub discipline: Option<String>,
    pub address: Option<String>,
    pub uai: String,
    pub school: String,
    pub commune: String,
    pub place: String,
}

/// Référents whose mandate runs in a subtree, by bassin, school and name; `search` keeps names and schools that hold it.
pub async fn directory(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    under: &str,
    search: &str,
    from: i64,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Colleague>> {
    db.query(sql!(
        "select p.given_name || ' ' || p.usual_name as name, p.discipline,
                (select min(e.address) from email e where e.person_id = p.id and e.main and e.ends_at is null) as address,
                s.uai, n.name as school, s.commune, b.name as place
           from nomination m
           join person p on p.id = m.person_id
           join org_node n on n.id = m.school_id
           join school s on s.node_id = n.id
           left join org_node b on b.id = n.parent_id
          where m.state = 'active' and m.starts_at <= $3 and m.ends_at > $3 and n.path >= $1 and n.path < $2
            and (p.name_key like $4 or n.name_key like $4)
          order by n.path, p.name_key, p.id
          limit $5 offset $6"
    ))
    .bind(under)
    .bind(after(under))
    .bind(now)
    .bind(format!("%{}%", text::key(search)))
    .bind(most)
    .bind(from)
    .all()
    .await
}

/// How many [`directory`] would give.
pub async fn directory_count(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    under: &str,
    search: &str,
    now: Timestamp,
) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from nomination m
               join person p on p.id = m.person_id
               join org_node n on n.id = m.school_id
              where m.state = 'active' and m.starts_at <= $3 and m.ends_at > $3 and n.path >= $1 and n.path < $2
                and (p.name_key like $4 or n.name_key like $4)"
        ))
        .bind(under)
        .bind(after(under))
        .bind(now)
        .bind(format!("%{}%", text::key(search)))
        .one()
        .await?;
    Ok(count)
}
