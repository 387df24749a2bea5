//! Who may give which role, and where: the rule of `domain.md` 4.3, and the verbs behind « Rôles ».

use serde_json::json;
use uuid::Uuid;

use crate::access::roles::{self, NewGrant};
use crate::access::{Actor, Allowed, Role};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{audit, people, sql, text};

/// Roles that somebody may give on a node: the administrator every one; the nation its managers, trainers and
/// auditors; a manager the heads, inspectors and contacts of the académie; a head a deputy.
///
/// A deputy names no deputy: only one's own role is passed on.
pub fn may_give(giver: &Actor, path: &str) -> Vec<Role> {
    let mut roles = Vec::new();
    let mut add = |more: &[Role]| {
        for role in more {
            if !roles.contains(role) {
                roles.push(*role);
            }
        }
    };
    if giver.has_at(Role::Administrator, path) {
        add(&Role::ALL);
    }
    if giver.has_at(Role::NationalAdmin, path) {
        add(&[Role::PlanManager, Role::CentreTrainer, Role::Auditor]);
    }
    if giver.has_at(Role::PlanManager, path) {
        add(&[Role::Head, Role::Inspector, Role::DisciplineContact]);
    }
    if giver.grant_at(Role::Head, path).is_some_and(|grant| !grant.delegated) {
        add(&[Role::Head]);
    }
    roles
}

/// Kinds of nodes on which a role has a meaning: `nation`, `academy`, `basin`, `school`.
pub fn holds_on(role: Role) -> &'static [&'static str] {
    match role {
        Role::Administrator | Role::NationalAdmin => &["nation"],
        Role::Head => &["school"],
        Role::PlanManager => &["academy", "basin"],
        Role::CentreTrainer | Role::Inspector | Role::DisciplineContact => &["academy"],
        Role::Auditor => &["nation", "academy"],
    }
}

/// What is asked for in the form.
#[derive(Debug, Clone)]
pub struct Giving<'a> {
    /// Address of the person; they have an account already.
    pub address: &'a str,
    pub role: Role,
    /// Path of the node.
    pub path: &'a str,
    pub until: Option<Timestamp>,
    pub reason: &'a str,
}

/// Gives a role, tells the person, and says who delegated it when a head names a deputy. Twice the same adds nothing.
///
/// # Errors
/// `Invalid` on `address` (nobody has it), `role` (not on this node), `until` (already past); `Forbidden` for a role
/// that the giver may not give there; refusal `role-to-oneself`.
pub async fn give(
    tx: &mut Tx,
    giver: &Actor,
    allowed: Allowed<()>,
    giving: &Giving<'_>,
    now: Timestamp,
) -> Result<()> {
    if !may_give(giver, giving.path).contains(&giving.role) {
        return Err(Error::Forbidden);
    }
    let node: Option<(Uuid, String, String)> = tx
        .query(sql!("select id, kind, name from org_node where path = $1 and state <> 'closed'"))
        .bind(giving.path)
        .optional()
        .await?;
    let Some((node, kind, name)) = node else { return Err(Error::NotFound) };
    let mut faults = Vec::new();
    if !holds_on(giving.role).contains(&kind.as_str()) {
        faults.push(Fault::new("role", "role-not-here"));
    }
    if giving.until.is_some_and(|until| until <= now) {
        faults.push(Fault::new("until", "date-past"));
    }
    let person = people::by_address(tx, giving.address).await?;
    if person.is_none() {
        faults.push(Fault::new("address", "nobody-there"));
    }
    let Some(person) = person.filter(|_| faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let own_head = giving.role == Role::Head && !giver.has_at(Role::PlanManager, giving.path);
    let delegated_by = (own_head && giver.has_at(Role::Head, giving.path) && !giver.has(Role::Administrator))
        .then(|| giver.id());
    // A role of the whole installation hangs on no node.
    let node = (giving.role != Role::Administrator).then_some(node);
    let new = NewGrant {
        person: person.id,
        role: giving.role,
        node,
        until: giving.until,
        delegated_by,
        reason: giving.reason.trim(),
    };
    roles::grant_at(tx, allowed.map(|()| new), now).await?;
    let about = format!("role:{}:{}:{}", giving.role.code(), giving.path, now.0);
    let notice = Notice {
        to: person.id,
        kind: "role-given",
        detail: json!({ "role": giving.role.code(), "place": name }),
        path: "/compte",
        asks_act: false,
        about: &about,
    };
    notice::tell(tx, notice, now).await
}

/// Ends one grant now, and tells the person.
///
/// # Errors
/// `NotFound` for a grant that has ended or is unknown; `Forbidden` for a role that one may not give there either.
pub async fn end(tx: &mut Tx, giver: &Actor, grant: Uuid, now: Timestamp) -> Result<()> {
    let row: Option<(Uuid, String, Option<String>, Option<String>)> = tx
        .query(sql!(
            "select g.person_id, g.role, n.path, n.name
               from role_grant g
               left join org_node n on n.id = g.node_id
              where g.id = $1 and (g.ends_at is null or g.ends_at > $2)"
        ))
        .bind(grant)
        .bind(now)
        .optional()
        .await?;
    let Some((person, role, path, name)) = row else { return Err(Error::NotFound) };
    let role = Role::parse(&role).ok_or(Error::NotFound)?;
    if !may_give(giver, path.as_deref().unwrap_or_default()).contains(&role) {
        return Err(Error::NotFound);
    }
    if person == giver.id() {
        return Err(Refusal::new("role-to-oneself").into());
    }
    tx.query(sql!("update role_grant set ends_at = $2 where id = $1")).bind(grant).bind(now).run().await?;
    let event = audit::Event {
        actor: Some(giver.id()),
        act: "role.end",
        object_kind: "person",
        object_id: person.to_string(),
        detail: json!({ "role": role.code(), "path": path }),
    };
    audit::record(tx, event, now).await?;
    let notice = Notice {
        to: person,
        kind: "role-ended",
        detail: json!({ "role": role.code(), "place": name.unwrap_or_default() }),
        path: "/compte",
        asks_act: false,
        about: &format!("role-ended:{grant}"),
    };
    notice::tell(tx, notice, now).await
}

/// A grant in the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Given {
    pub id: Uuid,
    role: String,
    pub given_name: String,
    pub usual_name: String,
    pub person_id: Uuid,
    pub path: Option<String>,
    pub place: Option<String>,
    pub starts_at: Timestamp,
    pub ends_at: Option<Timestamp>,
    /// Name of the head whose deputy the person is.
    pub delegated_by: Option<String>,
}

impl Given {
    pub fn role(&self) -> Option<Role> {
        Role::parse(&self.role)
    }

    pub fn full_name(&self) -> String {
        format!("{} {}", self.usual_name, self.given_name).trim().to_owned()
    }
}

/// Which grants are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Path of a node: those in its subtree; with an empty path, those of the whole installation too.
    pub under: String,
    pub role: Option<Role>,
    /// Words of a name.
    pub search: String,
}

/// Grants in force, by place and name.
pub async fn list(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    from: i64,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Given>> {
    db.query(sql!(
        "select g.id, g.role, p.given_name, p.usual_name, p.id as person_id, n.path, n.name as place, g.starts_at, g.ends_at,
                (select d.given_name || ' ' || d.usual_name from person d where d.id = g.delegated_by) as delegated_by
           from role_grant g
           join person p on p.id = g.person_id
           left join org_node n on n.id = g.node_id
          where g.starts_at <= $1 and (g.ends_at is null or g.ends_at > $1)
            and coalesce(n.path, '') >= $2 and coalesce(n.path, '') < $3
            and ($4 = '' or g.role = $4) and p.name_key like $5
          order by coalesce(n.path, ''), g.role, p.name_key, g.id
          limit $6 offset $7"
    ))
    .bind(now)
    .bind(&filter.under)
    .bind(format!("{}~", filter.under))
    .bind(filter.role.map_or("", Role::code))
    .bind(format!("%{}%", text::key(&filter.search)))
    .bind(most.clamp(1, 20_000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many grants pass the filter.
pub async fn count(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    now: Timestamp,
) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from role_grant g
               join person p on p.id = g.person_id
               left join org_node n on n.id = g.node_id
              where g.starts_at <= $1 and (g.ends_at is null or g.ends_at > $1)
                and coalesce(n.path, '') >= $2 and coalesce(n.path, '') < $3
                and ($4 = '' or g.role = $4) and p.name_key like $5"
        ))
        .bind(now)
        .bind(&filter.under)
        .bind(format!("{}~", filter.under))
        .bind(filter.role.map_or("", Role::code))
        .bind(format!("%{}%", text::key(&filter.search)))
        .one()
        .await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::{Act, Place, allow, by_operator};
    use crate::access::{accounts, actor};
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::{Platform, school};

    on_both!(each_gives_what_is_theirs_to_give);

    async fn person(tx: &mut Tx, name: &str, now: Timestamp) -> Uuid {
        let new = NewPerson {
            given_name: name.into(),
            usual_name: "Martin".into(),
            email: format!("{name}@ac-exemple.fr"),
            ..NewPerson::default()
        };
        accounts::create_active(tx, by_operator(()), &new, "x", now).await.unwrap().id
    }

    async fn each_gives_what_is_theirs_to_give(t: Platform) {
        let here = school(&t, "fr/14/b1/", "9990001X").await;
        let mut tx = t.db.begin().await.unwrap();
        let (manager, head, deputy) = (
            person(&mut tx, "m", t.now()).await,
            person(&mut tx, "h", t.now()).await,
            person(&mut tx, "d", t.now()).await,
        );
        let academy = crate::school::by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
        let grant = NewGrant {
            person: manager,
            role: Role::PlanManager,
            node: Some(academy.id),
            until: None,
            delegated_by: None,
            reason: "",
        };
        roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
        let try_giving = async |tx: &mut Tx, giver: Uuid, address: &str, role, path: &str| {
            let giver = actor(tx, giver, t.now()).await.unwrap().unwrap();
            let allowed = allow(Some(&giver), Act::GrantRoleAt, Place::At(path), ())?;
            let giving = Giving { address, role, path, until: None, reason: "" };
            give(tx, &giver, allowed, &giving, t.now()).await
        };
        try_giving(&mut tx, manager, "h@ac-exemple.fr", Role::Head, &here.path).await.unwrap();
        let not_theirs = try_giving(&mut tx, manager, "h@ac-exemple.fr", Role::PlanManager, "fr/14/").await;
        assert!(matches!(not_theirs, Err(Error::Forbidden)));
        let elsewhere = try_giving(&mut tx, manager, "h@ac-exemple.fr", Role::Head, "fr/17/").await;
        assert!(matches!(elsewhere, Err(Error::NotFound)));
        let not_here = try_giving(&mut tx, manager, "h@ac-exemple.fr", Role::Inspector, &here.path).await;
        assert!(matches!(not_here, Err(Error::Invalid(_))));
        let nobody = try_giving(&mut tx, manager, "x@ac-exemple.fr", Role::Head, &here.path).await;
        assert!(matches!(nobody, Err(Error::Invalid(_))));

        try_giving(&mut tx, head, "d@ac-exemple.fr", Role::Head, &here.path).await.unwrap();
        let acting = actor(&mut tx, deputy, t.now()).await.unwrap().unwrap();
        assert!(acting.grant_at(Role::Head, &here.path).unwrap().delegated);
        let on = try_giving(&mut tx, deputy, "m@ac-exemple.fr", Role::Head, &here.path).await;
        assert!(matches!(on, Err(Error::Forbidden)), "a deputy names no deputy");

        let filter = Filter { under: "fr/14/".into(), role: Some(Role::Head), ..Filter::default() };
        let heads = list(&mut tx, by_operator(()), &filter, 0, 50, t.now()).await.unwrap();
        assert_eq!(count(&mut tx, by_operator(()), &filter, t.now()).await.unwrap(), 2);
        let given = heads.iter().find(|one| one.person_id == deputy).unwrap();
        assert_eq!(given.delegated_by.as_deref(), Some("h Martin"));
        let head = actor(&mut tx, head, t.now()).await.unwrap().unwrap();
        end(&mut tx, &head, given.id, t.now()).await.unwrap();
        assert!(matches!(end(&mut tx, &head, given.id, t.now()).await, Err(Error::NotFound)));
        let own = heads.iter().find(|one| one.person_id == head.id()).unwrap();
        assert_eq!(
            end(&mut tx, &head, own.id, t.now()).await.unwrap_err().refusal().unwrap().key,
            "role-to-oneself"
        );
        assert_eq!(
            crate::notice::inbox::list(&mut tx, by_operator(deputy), false, 0, 10).await.unwrap().len(),
            2
        );
        tx.commit().await.unwrap();
    }
}
