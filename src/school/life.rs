//! The end of a node with all that stands on it, and its return when it was closed by mistake (§4.1).
//!
//! A school that closes lets its people go on a date; one that merges takes them to its successor on that date. Sessions
//! to come are moved or cancelled first, by somebody who knows them. Mandates end with the school, records stay.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Node, NodeKind, after, coverage, node, tree};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::notice::{self, Notice};
use crate::{audit, sql, text};

/// What stands on a node and below it from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// Open nodes below.
    pub nodes: i64,
    pub staff: i64,
    pub mandates: i64,
    pub sessions: i64,
    pub roles: i64,
}

/// Counts what stands on a node: shown before it is moved or closed.
pub async fn standing(db: &mut impl Conn, on: &Node, now: Timestamp) -> Result<Standing> {
    db.query(sql!(
        "select (select count(*) from org_node n where n.path > $1 and n.path < $2 and n.state <> 'closed') as nodes,
                (select count(*) from org_node n join posting o on o.school_id = n.id
                  where n.path >= $1 and n.path < $2 and (o.ends_at is null or o.ends_at > $3)) as staff,
                (select count(*) from org_node n join nomination m on m.school_id = n.id
                  where n.path >= $1 and n.path < $2 and m.state = 'active' and m.ends_at > $3) as mandates,
                (select count(*) from org_node n join training_session s on s.host_id = n.id
                  where n.path >= $1 and n.path < $2 and s.ends_at > $3
                    and s.state not in ('refused', 'cancelled', 'archived')) as sessions,
                (select count(*) from org_node n join role_grant g on g.node_id = n.id
                  where n.path >= $1 and n.path < $2 and (g.ends_at is null or g.ends_at > $3)) as roles"
    ))
    .bind(&on.path)
    .bind(after(&on.path))
    .bind(now)
    .one()
    .await
}

/// Closes a node from a day on, and says what takes over: its people go there on that day.
///
/// # Errors
/// Refusals `node-not-open`, `node-wrong-successor`, `node-has-schools`, `node-has-sessions`, `node-has-mandates`.
pub async fn close(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Option<Uuid>)>,
    on: Date,
    now: Timestamp,
) -> Result<()> {
    let (id, successor) = *allowed.thing();
    let closing = node(tx, id).await?;
    if !closing.is_open() || closing.kind() == NodeKind::Nation {
        return Err(Refusal::new("node-not-open").into());
    }
    let into = match successor {
        Some(successor) => Some(node(tx, successor).await?),
        None => None,
    };
    if into.as_ref().is_some_and(|into| into.kind() != closing.kind() || into.id == id) {
        return Err(Refusal::new("node-wrong-successor").into());
    }
    let from = Timestamp::midnight(on, &closing.zone);
    let (sessions, late): (i64, i64) = tx
        .query(sql!(
            "select (select count(*) from training_session
                      where (host_id = $1 or node_id = $1) and ends_at > $2
                        and state not in ('refused', 'cancelled', 'archived')) as sessions,
                    (select count(*) from nomination
                      where school_id = $1 and starts_at >= $2
                        and state in ('proposed', 'accepted', 'submitted', 'active')) as late"
        ))
        .bind(id)
        .bind(from)
        .one()
        .await?;
    if sessions > 0 {
        return Err(Refusal::new("node-has-sessions").with("count", sessions).into());
    }
    if late > 0 {
        return Err(Refusal::new("node-has-mandates").with("count", late).into());
    }
    let people = people_of(tx, id, now).await?;
    tree::close(tx, allowed, on, now).await?;
    if let Some(into) = into.as_ref().filter(|into| into.kind() == NodeKind::School) {
        take_over(tx, id, into.id, from, now).await?;
    }
    for statement in [
        sql!(
            "update posting set ends_at = case when starts_at > $2 then starts_at else $2 end
              where school_id = $1 and (ends_at is null or ends_at > $2)"
        ),
        sql!(
            "update role_grant set ends_at = case when starts_at > $2 then starts_at else $2 end
              where node_id = $1 and (ends_at is null or ends_at > $2)"
        ),
        sql!(
            "update nomination set ends_at = $2, version = version + 1
              where school_id = $1 and state = 'active' and ends_at > $2"
        ),
    ] {
        tx.query(statement).bind(id).bind(from).run().await?;
    }
    recount(tx, &closing, into.as_ref(), now).await?;
    let kind = if into.is_some() { "school-merged" } else { "school-closed" };
    let told = Notice {
        to: Uuid::nil(),
        kind,
        detail: serde_json::json!({
            "school": closing.name,
            "day": on.to_string(),
            "successor": into.as_ref().map_or("", |into| into.name.as_str()),
        }),
        path: "/compte",
        asks_act: false,
        about: &format!("closing:{id}:{on}"),
    };
    notice::tell_all(tx, &people, told, now).await
}

/// Who works on a node or holds a role there.
async fn people_of(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select person_id from posting where school_id = $1 and (ends_at is null or ends_at > $2)
             union
             select person_id from role_grant where node_id = $1 and (ends_at is null or ends_at > $2)
             order by 1 limit 2000"
        ))
        .bind(id)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Everybody who works in one school works in the other from a moment on.
async fn take_over(tx: &mut Tx, old: Uuid, into: Uuid, from: Timestamp, now: Timestamp) -> Result<()> {
    tx.query(sql! {
        sqlite: "insert into posting (id, person_id, school_id, discipline, main, employment_status, starts_at, ends_at,
                                      source, created_at)
                 select randomblob(16), o.person_id, $2, o.discipline, o.main, o.employment_status,
                        case when o.starts_at > $3 then o.starts_at else $3 end, o.ends_at, 'merger', $4
                   from posting o
                  where o.school_id = $1 and (o.ends_at is null or o.ends_at > $3)
                    and not exists (select 1 from posting k
                                     where k.person_id = o.person_id and k.school_id = $2
                                       and (k.ends_at is null or k.ends_at > $3))",
        postgres: "insert into posting (id, person_id, school_id, discipline, main, employment_status, starts_at, ends_at,
                                      source, created_at)
                   select gen_random_uuid(), o.person_id, $2, o.discipline, o.main, o.employment_status,
                          case when o.starts_at > $3 then o.starts_at else $3 end, o.ends_at, 'merger', $4
                     from posting o
                    where o.school_id = $1 and (o.ends_at is null or o.ends_at > $3)
                      and not exists (select 1 from posting k
                                       where k.person_id = o.person_id and k.school_id = $2
                                         and (k.ends_at is null or k.ends_at > $3))",
    })
    .bind(old)
    .bind(into)
    .bind(from)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Opens again what was closed by mistake: postings and roles that ended with it run again, those that the successor got
/// by it go. Mandates do not come back: they are proposed anew.
///
/// # Errors
/// Refusals `node-open-already`, `node-not-open` when what it hangs under is closed.
pub async fn reopen(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let id = *allowed.thing();
    let closed = node(tx, id).await?;
    if closed.state != "closed" && closed.state != "closing" {
        return Err(Refusal::new("node-open-already").into());
    }
    if let Some(parent) = closed.parent_id
        && !node(tx, parent).await?.is_open()
    {
        return Err(Refusal::new("node-not-open").into());
    }
    let (closed_on,): (Option<String>,) =
        tx.query(sql!("select closed_on from org_node where id = $1")).bind(id).one().await?;
    let day = closed_on.and_then(|day| day.parse::<Date>().ok());
    if let Some(day) = day {
        let from = Timestamp::midnight(day, &closed.zone);
        if let Some(successor) = closed.successor_id {
            tx.query(sql!(
                "delete from posting
                  where school_id = $2 and source = 'merger' and starts_at >= $3
                    and exists (select 1 from posting o
                                 where o.person_id = posting.person_id and o.school_id = $1 and o.ends_at >= $3)"
            ))
            .bind(id)
            .bind(successor)
            .bind(from)
            .run()
            .await?;
        }
        for statement in [
            sql!(
                "update posting set ends_at = null
                  where school_id = $1 and (ends_at = $2 or (ends_at = starts_at and starts_at > $2))
                    and not exists (select 1 from posting k
                                     where k.person_id = posting.person_id and k.school_id = $1 and k.ends_at is null)"
            ),
            sql!(
                "update role_grant set ends_at = null
                  where node_id = $1 and (ends_at = $2 or (ends_at = starts_at and starts_at > $2))"
            ),
        ] {
            tx.query(statement).bind(id).bind(from).run().await?;
        }
    }
    tx.query(sql!(
        "update org_node
            set state = 'open', closed_on = null, successor_id = null, version = version + 1, updated_at = $2
          where id = $1"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await?;
    let successor = match closed.successor_id {
        Some(successor) => Some(node(tx, successor).await?),
        None => None,
    };
    recount(tx, &closed, successor.as_ref(), now).await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "organisation.reopen",
        object_kind: "organisation",
        object_id: id.to_string(),
        detail: serde_json::json!({ "closed_on": day.map(|day| day.to_string()) }),
    };
    audit::record(tx, event, now).await
}

/// Hangs a node elsewhere, and counts the coverage of both places anew.
///
/// # Errors
/// Those of [`tree::move_to`].
pub async fn move_to(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, from: Date, now: Timestamp) -> Result<()> {
    let (id, _) = *allowed.thing();
    let before = node(tx, id).await?;
    tree::move_to(tx, allowed, from, now).await?;
    let moved = node(tx, id).await?;
    recount(tx, &before, Some(&moved), now).await
}

/// Coverage where a node hung and where it hangs, or where its successor does.
async fn recount(tx: &mut Tx, one: &Node, other: Option<&Node>, now: Timestamp) -> Result<()> {
    let own = |node: &Node| match node.kind() {
        NodeKind::School => node.parent_id,
        // Its cells name the académie it hangs under.
        NodeKind::Basin | NodeKind::Academy => Some(node.id),
        NodeKind::Nation => None,
    };
    let mut places: Vec<Uuid> = [Some(one), other].into_iter().flatten().filter_map(own).collect();
    places.sort_unstable();
    places.dedup();
    // One or two.
    for place in places {
        coverage::recount_cells(tx, place, now).await?;
    }
    Ok(())
}

/// What a date brings by itself: a node closes on its day, a new name holds from its day on.
pub async fn turn(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let today = now.date_in("Europe/Paris").to_string();
    let closing: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from org_node where state = 'closing' and closed_on <= $1 order by id limit 500"
        ))
        .bind(&today)
        .all()
        .await?;
    if !closing.is_empty() {
        tx.query(sql!(
            "update org_node set state = 'closed', updated_at = $2 where state = 'closing' and closed_on <= $1"
        ))
        .bind(&today)
        .bind(now)
        .run()
        .await?;
    }
    // A few on one day of the year.
    for (id,) in closing {
        let closed = node(tx, id).await?;
        recount(tx, &closed, None, now).await?;
    }
    let names: Vec<(Uuid, String)> = tx
        .query(sql!(
            "select n.id, m.name
               from org_name m
               join org_node n on n.id = m.node_id
              where m.starts_on <= $1 and (m.ends_on is null or m.ends_on > $1) and m.name <> n.name
              order by n.id, m.starts_on
              limit 500"
        ))
        .bind(&today)
        .all()
        .await?;
    for (id, name) in names {
        tx.query(sql!("update org_node set name = $2, name_key = $3, updated_at = $4 where id = $1"))
            .bind(id)
            .bind(&name)
            .bind(text::key(&name))
            .bind(now)
            .run()
            .await?;
    }
    Ok(())
}

/// A name, and the days it holds.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Dated {
    pub name: String,
    pub starts_on: String,
    pub ends_on: Option<String>,
}

/// The names of a node, the latest first.
pub async fn names(db: &mut impl Conn, id: Uuid) -> Result<Vec<Dated>> {
    db.query(sql!(
        "select name, starts_on, ends_on from org_name where node_id = $1 order by starts_on desc, id desc limit 50"
    ))
    .bind(id)
    .all()
    .await
}

/// Where a node hung, the latest first.
pub async fn parents(db: &mut impl Conn, id: Uuid) -> Result<Vec<Dated>> {
    db.query(sql!(
        "select n.name, o.starts_on, o.ends_on
           from org_parent o
           join org_node n on n.id = o.parent_id
          where o.node_id = $1
          order by o.starts_on desc, o.id desc
          limit 50"
    ))
    .bind(id)
    .all()
    .await
}

/// What hangs under a node, closed ones last, by name; `search` keeps those whose name or code holds its words.
pub async fn below(
    db: &mut impl Conn,
    parent: Uuid,
    search: &str,
    from: i64,
    most: i64,
) -> Result<Vec<Node>> {
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node
          where parent_id = $1 and (name_key like $2 or lower(code) like $2)
          order by case when state = 'closed' then 1 else 0 end, kind, name_key, id
          limit $3 offset $4"
    ))
    .bind(parent)
    .bind(format!("%{}%", text::key(search)))
    .bind(most.clamp(1, 200))
    .bind(from.max(0))
    .all()
    .await
}

/// How many hang there.
pub async fn count_below(db: &mut impl Conn, parent: Uuid, search: &str) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from org_node where parent_id = $1 and (name_key like $2 or lower(code) like $2)"
        ))
        .bind(parent)
        .bind(format!("%{}%", text::key(search)))
        .one()
        .await?;
    Ok(count)
}

/// Writes the région académique of an académie down: a filter, never a right.
pub async fn set_region(tx: &mut Tx, allowed: Allowed<Uuid>, region: &str, now: Timestamp) -> Result<()> {
    let id = *allowed.thing();
    let region: String = region.trim().chars().take(100).collect();
    tx.query(sql!(
        "update org_node set region = $2, version = version + 1, updated_at = $3 where id = $1 and kind = 'academy'"
    ))
    .bind(id)
    .bind(&region)
    .bind(now)
    .run()
    .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "organisation.region",
        object_kind: "organisation",
        object_id: id.to_string(),
        detail: serde_json::json!({ "region": region }),
    };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::access::{self, Role, accounts, roles};
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::school::coverage::{By, Filter, counts};
    use crate::school::postings::{self, NewPosting};
    use crate::school::{by_path, name_on};
    use crate::testing::{Platform, school};
    use crate::year::SchoolYear;
    use jiff::civil::date;

    on_both!(
        a_school_that_merges_takes_its_people_along_and_a_mistake_is_taken_back,
        a_school_with_sessions_to_come_does_not_close,
        a_date_closes_and_renames_by_itself,
        a_school_that_moves_is_counted_where_it_goes,
    );

    async fn teacher(t: &Platform, at: Uuid) -> Uuid {
        let mut tx = t.db.begin().await.unwrap();
        let new = NewPerson {
            given_name: "Zoé".into(),
            usual_name: "Martin".into(),
            email: "zoe@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
        let posting = NewPosting {
            person,
            school: at,
            discipline: Some("svt"),
            main: true,
            employment_status: "titulaire",
            starts_at: t.now().plus(-1),
            source: "manual",
        };
        postings::post(&mut tx, by_operator(&posting), t.now()).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    async fn a_school_that_merges_takes_its_people_along_and_a_mistake_is_taken_back(t: Platform) {
        let old = school(&t, "fr/14/b1/", "9990001X").await;
        let new = school(&t, "fr/14/b1/", "9990002Y").await;
        let person = teacher(&t, old.node_id).await;
        let mut tx = t.db.begin().await.unwrap();
        let head = roles::NewGrant {
            person,
            role: Role::Head,
            node: Some(old.node_id),
            until: None,
            delegated_by: None,
            reason: "",
        };
        roles::grant_at(&mut tx, by_operator(head), t.now()).await.unwrap();
        let basin = by_path(&mut tx, "fr/14/b1/").await.unwrap().unwrap();
        let there = standing(&mut tx, &basin, t.now()).await.unwrap();
        assert_eq!(
            there,
            Standing { nodes: 2, staff: 1, mandates: 0, sessions: 0, roles: 1 },
            "before it is closed"
        );
        let wrong =
            close(&mut tx, by_operator((old.node_id, Some(basin.id))), date(2026, 11, 24), t.now()).await;
        assert_eq!(wrong.unwrap_err().refusal().unwrap().key, "node-wrong-successor");
        close(&mut tx, by_operator((old.node_id, Some(new.node_id))), date(2026, 11, 24), t.now())
            .await
            .unwrap();
        let actor = access::actor(&mut tx, person, t.now()).await.unwrap().unwrap();
        assert_eq!(actor.postings, [new.path.as_str()]);
        assert!(actor.grants.is_empty(), "the head of a school that is no more");
        let told: Vec<(String,)> = tx
            .query(sql!("select kind from notice where person_id = $1 order by kind limit 5"))
            .bind(person)
            .all()
            .await
            .unwrap();
        assert_eq!(told, [("school-merged".to_owned(),)]);

        reopen(&mut tx, by_operator(old.node_id), t.now()).await.unwrap();
        let actor = access::actor(&mut tx, person, t.now()).await.unwrap().unwrap();
        assert_eq!(actor.postings, [old.path.as_str()]);
        assert!(actor.has_at(Role::Head, &old.path));
        let again = reopen(&mut tx, by_operator(old.node_id), t.now()).await.unwrap_err();
        assert_eq!(again.refusal().unwrap().key, "node-open-already");
    }

    async fn a_school_with_sessions_to_come_does_not_close(t: Platform) {
        let here = school(&t, "fr/14/b1/", "9990001X").await;
        let person = teacher(&t, here.node_id).await;
        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!(
            "insert into training_session (id, host_id, level, node_id, school_year, title, aim, disciplines, depth,
                 modality, capacity, overbooking_percent, min_size, waitlist, promotion, gate, informal, in_class_time,
                 paid, state, state_at, created_by, starts_at, ends_at, created_at, updated_at)
             values ($1, $1, 'school', $1, '2026-2027', 'Tablettes', 'x', '[]', 'initiation', 'onsite', 10, 0, 1, true,
                 'direct', 'direct', false, false, false, 'open', 0, $2, $3, $3, 0, 0)"
        ))
        .bind(here.node_id)
        .bind(person)
        .bind(t.now().plus(86_400_000_000 * 10))
        .run()
        .await
        .unwrap();
        let refused = close(&mut tx, by_operator((here.node_id, None)), date(2026, 11, 25), t.now()).await;
        assert_eq!(refused.unwrap_err().refusal().unwrap().key, "node-has-sessions");
        assert!(access::actor(&mut tx, person, t.now()).await.unwrap().unwrap().is_posted_at(&here.path));
        tx.query(sql!("update training_session set state = 'cancelled'")).run().await.unwrap();
        close(&mut tx, by_operator((here.node_id, None)), date(2026, 11, 24), t.now()).await.unwrap();
        assert!(access::actor(&mut tx, person, t.now()).await.unwrap().unwrap().postings.is_empty());
    }

    async fn a_date_closes_and_renames_by_itself(t: Platform) {
        let here = school(&t, "fr/14/b1/", "9990001X").await;
        let mut tx = t.db.begin().await.unwrap();
        tree::rename(&mut tx, by_operator(here.node_id), "Cité Curie", date(2026, 11, 26), t.now())
            .await
            .unwrap();
        close(&mut tx, by_operator((here.node_id, None)), date(2026, 11, 27), t.now()).await.unwrap();
        turn(&mut tx, t.now()).await.unwrap();
        let before = node(&mut tx, here.node_id).await.unwrap();
        assert_eq!((before.name.as_str(), before.state.as_str()), (here.name.as_str(), "closing"));
        assert_eq!(name_on(&mut tx, here.node_id, date(2026, 11, 26)).await.unwrap(), "Cité Curie");
        let later = t.now().plus(86_400_000_000 * 4);
        turn(&mut tx, later).await.unwrap();
        let after = node(&mut tx, here.node_id).await.unwrap();
        assert_eq!((after.name.as_str(), after.state.as_str()), ("Cité Curie", "closed"));
        assert_eq!(names(&mut tx, here.node_id).await.unwrap().len(), 2);
    }

    async fn a_school_that_moves_is_counted_where_it_goes(t: Platform) {
        let here = school(&t, "fr/14/b1/", "9990001X").await;
        school(&t, "fr/14/b2/", "9990002Y").await;
        let mut tx = t.db.begin().await.unwrap();
        let year = SchoolYear::of(t.now().date_in("Europe/Paris"));
        coverage::recount_all(&mut tx, year, t.now()).await.unwrap();
        let to = by_path(&mut tx, "fr/14/b2/").await.unwrap().unwrap();
        move_to(&mut tx, by_operator((here.node_id, to.id)), date(2026, 11, 25), t.now()).await.unwrap();
        let filter = Filter { under: "fr/14/b2/".into(), ..Filter::default() };
        let rows = counts(&mut tx, by_operator(()), &filter, year, By::Kind).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.schools).sum::<i64>(), 2);
        let filter = Filter { under: "fr/14/b1/".into(), ..Filter::default() };
        let rows = counts(&mut tx, by_operator(()), &filter, year, By::Kind).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.schools).sum::<i64>(), 0);
        assert_eq!(below(&mut tx, to.id, "", 0, 50).await.unwrap().len(), 2);
        assert_eq!(count_below(&mut tx, to.id, "9990001x").await.unwrap(), 1);
        assert_eq!(parents(&mut tx, here.node_id).await.unwrap().len(), 2);
    }
}
