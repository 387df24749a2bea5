//! Accounts, logging in, and who may do what.
//!
//! [`policy`] is the one page where every right can be read. An [`Actor`] is loaded anew for each request, so that a
//! role that ends, or an account that is locked, ends at the next request on every process.

pub mod accounts;
pub mod address;
pub mod export;
pub mod login;
pub mod members;
pub mod passwords;
pub mod policy;
pub mod roles;
pub mod seen;
pub mod throttle;
pub mod tokens;
pub mod web_sessions;

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::people::Person;
use crate::sql;

pub use policy::{Act, Allowed, Place};
pub use roles::{end_role, grant};

/// A role held on a node of the organisation, between two dates. The référent is no such role: it comes from a
/// running nomination alone, see [`Actor::mandates`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Runs the installation: accounts, courses, attestations.
    Administrator,
    /// Trains: reads `formateur` blocks, reviews productions.
    CentreTrainer,
    /// Principal, proviseur; a deputy holds the same role by delegation.
    Head,
    /// Keeps the plan of an académie or a bassin, and decides there for the recteur.
    PlanManager,
    /// IA-IPR, IEN: contents and aggregates.
    Inspector,
    /// Interlocuteur académique of a discipline.
    DisciplineContact,
    /// Priorities, schemes, aggregates of the nation.
    NationalAdmin,
    /// Reads figures and the audit log.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Administrator,
        Self::CentreTrainer,
        Self::Head,
        Self::PlanManager,
        Self::Inspector,
        Self::DisciplineContact,
        Self::NationalAdmin,
        Self::Auditor,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CentreTrainer => "centre_trainer",
            Self::Head => "head",
            Self::PlanManager => "plan_manager",
            Self::Inspector => "inspector",
            Self::DisciplineContact => "discipline_contact",
            Self::NationalAdmin => "national_admin",
            Self::Auditor => "auditor",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A role in force: where it holds, and whether it is somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    /// Path of the node it was given on; empty = the whole installation.
    pub path: String,
    /// A deputy acts for the head, and each act says so.
    pub delegated: bool,
}

/// Who asks: a person with an active account, and what holds now. Everyone is a teacher.
#[derive(Debug, Clone)]
pub struct Actor {
    pub person: Person,
    pub grants: Vec<Grant>,
    /// Paths of the schools where the person is posted.
    pub postings: Vec<String>,
    /// Paths of the schools whose référent the person is: running nominations, nothing else.
    pub mandates: Vec<String>,
    /// Notices not opened yet, a hundred at most: shown on every page, so it comes with the person.
    pub unread: i64,
}

impl Actor {
    /// Somebody with these roles on the whole installation, and nothing else.
    pub fn of(person: Person, roles: &[Role]) -> Self {
        let grant = |role: &Role| Grant { role: *role, path: String::new(), delegated: false };
        Self {
            person,
            grants: roles.iter().map(grant).collect(),
            postings: Vec::new(),
            mandates: Vec::new(),
            unread: 0,
        }
    }

    pub fn id(&self) -> Uuid {
        self.person.id
    }

    /// Holds the role somewhere.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Holds the role on this node or above it.
    pub fn has_at(&self, role: Role, path: &str) -> bool {
        self.grant_at(role, path).is_some()
    }

    /// The grant that holds on this node; one's own before a delegated one.
    pub fn grant_at(&self, role: Role, path: &str) -> Option<&Grant> {
        self.grants
            .iter()
            .filter(|grant| grant.role == role && path.starts_with(&grant.path))
            .min_by_key(|grant| grant.delegated)
    }

    /// Each role once, in the order of [`Role::ALL`].
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.has(*role)).collect()
    }

    /// Paths of the nodes on which one of these roles is held, without those that lie under another of them.
    pub fn places(&self, roles: &[Role]) -> Vec<&str> {
        let mut paths: Vec<&str> = self
            .grants
            .iter()
            .filter(|grant| roles.contains(&grant.role))
            .map(|grant| grant.path.as_str())
            .collect();
        paths.sort_unstable();
        paths.dedup();
        let mut widest: Vec<&str> = Vec::new();
        for path in paths {
            if !widest.iter().any(|wide| path.starts_with(wide)) {
                widest.push(path);
            }
        }
        widest
    }

    pub fn is_posted_at(&self, path: &str) -> bool {
        self.postings.iter().any(|posting| posting == path)
    }

    pub fn is_referent_at(&self, path: &str) -> bool {
        self.mandates.iter().any(|mandate| mandate == path)
    }
}

/// The actor behind a person's id; none when the account is not active any more.
pub async fn actor(db: &mut impl Conn, person: Uuid, now: Timestamp) -> Result<Option<Actor>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        person: Person,
        /// `role@path`, with a `!` in front of a delegated one.
        grants: Option<String>,
        postings: Option<String>,
        mandates: Option<String>,
        unread: i64,
    }
    let row: Option<Row> = db
        .query(sql!(
            "select p.id, p.given_name, p.usual_name, p.locale, p.discipline, p.school, p.reading,
                    (select string_agg(case when g.delegated_by is null then '' else '!' end || g.role || '@'
                                       || coalesce(n.path, ''), ',' order by g.role, n.path)
                       from role_grant g
                       left join org_node n on n.id = g.node_id
                      where g.person_id = p.id and g.starts_at <= $2
                        and (g.ends_at is null or g.ends_at > $2)) as grants,
                    (select string_agg(n.path, ',' order by n.path)
                       from posting o
                       join org_node n on n.id = o.school_id
                      where o.person_id = p.id and o.starts_at <= $2
                        and (o.ends_at is null or o.ends_at > $2)) as postings,
                    (select string_agg(n.path, ',' order by n.path)
                       from nomination m
                       join org_node n on n.id = m.school_id
                      where m.person_id = p.id and m.state = 'active'
                        and m.starts_at <= $2 and m.ends_at > $2) as mandates,
                    (select count(*)
                       from (select 1 from notice u where u.person_id = p.id and u.read_at is null limit 100) few)
                        as unread
               from person p
               join account a on a.person_id = p.id
              where p.id = $1 and a.state = 'active'"
        ))
        .bind(person)
        .bind(now)
        .optional()
        .await?;
    Ok(row.map(|row| Actor {
        person: row.person,
        grants: listed(row.grants).iter().filter_map(|text| read_grant(text)).collect(),
        postings: listed(row.postings),
        mandates: listed(row.mandates),
        unread: row.unread,
    }))
}

fn listed(text: Option<String>) -> Vec<String> {
    text.unwrap_or_default().split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn read_grant(text: &str) -> Option<Grant> {
    let (role, path) = text.split_once('@')?;
    let delegated = role.starts_with('!');
    Some(Grant { role: Role::parse(role.trim_start_matches('!'))?, path: path.to_owned(), delegated })
}
