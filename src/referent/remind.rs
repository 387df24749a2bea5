//! Reminding the heads of schools that have no référent and prepare none.

use uuid::Uuid;

use crate::access::{Allowed, Role};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::notice::{self, Notice};
use crate::year::SchoolYear;
use crate::{audit, school, sql};

/// What came of a reminder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Schools whose head was written to.
    pub schools: u32,
    /// Schools nobody is head of, on this platform.
    pub headless: u32,
}

/// Writes to the heads of open schools under a node that are vacant and have no nomination under way for the year; to
/// each school once a day at most, however often it is asked for.
pub async fn remind(
    tx: &mut Tx,
    allowed: Allowed<&str>,
    year: SchoolYear,
    now: Timestamp,
) -> Result<Reminded> {
    let under = *allowed.thing();
    let rows: Vec<(Uuid, String, Option<Uuid>)> = tx
        .query(sql!(
            "select s.node_id, n.name, g.person_id
               from org_node n
               join school s on s.node_id = n.id
               left join role_grant g on g.node_id = n.id and g.role = $5 and g.starts_at <= $3
                                     and (g.ends_at is null or g.ends_at > $3)
              where n.path >= $1 and n.path < $2 and n.state <> 'closed' and s.hosts_referent and s.referents = 0
                and not exists (select 1 from nomination m
                                 where m.school_id = n.id and m.school_year = $4
                                   and m.state in ('proposed', 'accepted', 'submitted', 'active'))
              order by n.path, g.person_id
              limit 5000"
        ))
        .bind(under)
        .bind(school::after(under))
        .bind(now)
        .bind(year.label())
        .bind(Role::Head.code())
        .all()
        .await?;
    let today = now.date_in("Europe/Paris");
    let mut reminded = Reminded::default();
    let mut last = None;
    for (node, name, head) in rows {
        let another = last != Some(node);
        last = Some(node);
        let Some(head) = head else {
            reminded.headless += 1;
            continue;
        };
        reminded.schools += u32::from(another);
        let notice = Notice {
            to: head,
            kind: "school-without-referent",
            detail: serde_json::json!({ "school": name, "year": year.label() }),
            path: "/direction",
            asks_act: true,
            about: &format!("vacancy:{node}:{today}"),
        };
        notice::tell(tx, notice, now).await?;
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: "nomination.remind",
        object_kind: "organisation",
        object_id: under.to_owned(),
        detail: serde_json::json!({ "schools": reminded.schools, "headless": reminded.headless }),
    };
    audit::record(tx, event, now).await?;
    Ok(reminded)
}
