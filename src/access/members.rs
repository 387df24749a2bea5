//! The list of people, for those who run the installation: found by name or address, filtered by the state of their
//! account. Progress and marks are not in it: nobody reads another person's.

use serde::Serialize;
use uuid::Uuid;

use super::{Allowed, Role, export};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::{people, sql, text};

/// Lines of one page of the list.
pub const PER_PAGE: i64 = 50;
/// Longest export: beyond, filter first.
pub const MOST: i64 = 20_000;

/// State of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Written to, not yet here.
    Invited,
    Active,
    /// Closed for a time by an administrator.
    Locked,
    Deactivated,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Invited, Self::Active, Self::Locked, Self::Deactivated];

    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Deactivated => "deactivated",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Which people are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of a name in any order, or a part of an address.
    pub search: String,
    pub state: Option<State>,
}

/// A person in the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Member {
    pub id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    pub school: Option<String>,
    pub address: Option<String>,
    state: String,
    roles: Option<String>,
    pub created_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
}

impl Member {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.usual_name, self.given_name).trim().to_owned()
    }

    /// State of the account; a state unknown to this version counts as deactivated.
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Deactivated)
    }

    /// Roles in force, beside being a teacher.
    pub fn roles(&self) -> Vec<Role> {
        self.roles.iter().flat_map(|roles| roles.split(',')).filter_map(Role::parse).collect()
    }
}

/// People who pass the filter, by name, from a place in the list on.
pub async fn list(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    from: i64,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Member>> {
    let [one, two, three] = words(&filter.search);
    db.query(sql!(
        "select p.id, p.given_name, p.usual_name, p.discipline, p.school, a.state, p.created_at, a.last_login_at,
                (select min(e.address) from email e where e.person_id = p.id and e.main and e.ends_at is null) as address,
                (select string_agg(g.role, ',' order by g.role)
                   from role_grant g
                  where g.person_id = p.id and g.starts_at <= $6 and (g.ends_at is null or g.ends_at > $6)) as roles
           from person p
           join account a on a.person_id = p.id
          where ($5 = '' or a.state = $5)
            and ((p.name_key like $1 and p.name_key like $2 and p.name_key like $3)
                 or exists (select 1 from email e
                             where e.person_id = p.id and e.ends_at is null and e.address_key like $4 escape '!'))
          order by p.name_key, p.id
          limit $7 offset $8"
    ))
    .bind(one)
    .bind(two)
    .bind(three)
    .bind(address(&filter.search))
    .bind(filter.state.map_or("", State::code))
    .bind(now)
    .bind(most.clamp(1, MOST))
    .bind(from.max(0))
    .all()
    .await
}

/// How many people pass the filter.
pub async fn count(db: &mut impl Conn, _allowed: Allowed<()>, filter: &Filter) -> Result<i64> {
    let [one, two, three] = words(&filter.search);
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from person p
               join account a on a.person_id = p.id
              where ($5 = '' or a.state = $5)
                and ((p.name_key like $1 and p.name_key like $2 and p.name_key like $3)
                     or exists (select 1 from email e
                                 where e.person_id = p.id and e.ends_at is null and e.address_key like $4 escape '!'))"
        ))
        .bind(one)
        .bind(two)
        .bind(three)
        .bind(address(&filter.search))
        .bind(filter.state.map_or("", State::code))
        .one()
        .await?;
    Ok(count)
}

/// One person, for those who run the installation: who they are here. Nothing of what they learn.
#[derive(Debug)]
pub struct Sheet {
    pub person: people::Person,
    pub emails: Vec<export::Email>,
    pub roles: Vec<export::Grant>,
    pub postings: Vec<export::Posting>,
}

/// The sheet of a person. Whoever shows it notes it: [`super::seen::note`].
pub async fn sheet(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Sheet> {
    let who = *allowed.thing();
    Ok(Sheet {
        person: people::by_id(db, who).await?,
        emails: db
            .query(sql!(
                "select address, main, starts_at, ends_at from email
                  where person_id = $1 order by starts_at, id limit 100"
            ))
            .bind(who)
            .all()
            .await?,
        roles: export::organisation::roles(db, who).await?,
        postings: export::organisation::postings(db, who).await?,
    })
}

/// The first three words of a search as patterns: keys hold letters, digits and spaces only, nothing to escape.
fn words(search: &str) -> [String; 3] {
    let key = text::key(search);
    let mut words = key.split(' ').map(|word| format!("%{word}%"));
    std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".to_owned()))
}

/// A search as a pattern of addresses; an empty one finds nobody by address, the name finds them all.
fn address(search: &str) -> String {
    let key = text::address_key(search);
    if key.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for c in key.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::accounts;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(people_are_found_by_name_address_and_state, an_administrator_does_not_lock_themselves_out);

    async fn with_people(t: &Platform) -> Vec<Uuid> {
        let mut ids = Vec::new();
        let mut tx = t.db.begin().await.unwrap();
        for (given, usual, email) in [
            ("Élodie", "Lefèvre", "e.lefevre@ac-exemple.fr"),
            ("Sophie", "Martin", "sophie_martin@ac-exemple.fr"),
            ("Paul", "Martin-Durand", "paul@autre.fr"),
        ] {
            let new = NewPerson {
                given_name: given.into(),
                usual_name: usual.into(),
                email: email.into(),
                ..NewPerson::default()
            };
            ids.push(accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id);
        }
        let waiting = NewPerson {
            given_name: "Zoé".into(),
            usual_name: "Martin".into(),
            email: "zoe@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        accounts::invite(&mut tx, by_operator(()), &waiting, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        ids
    }

    async fn people_are_found_by_name_address_and_state(t: Platform) {
        with_people(&t).await;
        let mut read = t.db.read().await.unwrap();
        for (search, state, expected) in [
            ("", None, vec!["Élodie", "Paul", "Sophie", "Zoé"]),
            ("elodie LEFEVRE", None, vec!["Élodie"]),
            ("martin", Some(State::Active), vec!["Paul", "Sophie"]),
            ("martin", Some(State::Invited), vec!["Zoé"]),
            ("SOPHIE_martin@", None, vec!["Sophie"]),
            ("zoe_ac-exemple", None, vec![]),
            ("@autre.fr", None, vec!["Paul"]),
            ("personne", None, vec![]),
        ] {
            let filter = Filter { search: search.into(), state };
            let found = list(&mut read, by_operator(()), &filter, 0, 50, t.now()).await.unwrap();
            let mut names: Vec<_> = found.iter().map(|member| member.given_name.as_str()).collect();
            names.sort_by_key(|name| text::key(name));
            assert_eq!(names, expected, "{search:?}");
            let counted = count(&mut read, by_operator(()), &filter).await.unwrap();
            assert_eq!(counted, i64::try_from(expected.len()).unwrap(), "{search:?}");
        }
        let second = list(&mut read, by_operator(()), &Filter::default(), 1, 1, t.now()).await.unwrap();
        assert_eq!(second.len(), 1);
        assert_eq!(second[0].full_name(), "Martin-Durand Paul");
        assert_eq!(second[0].address.as_deref(), Some("paul@autre.fr"));
    }

    async fn an_administrator_does_not_lock_themselves_out(t: Platform) {
        use crate::access::policy::{Act, Place, allow};
        let ids = with_people(&t).await;
        let mut tx = t.db.begin().await.unwrap();
        crate::access::grant(&mut tx, ids[0], Role::Administrator, None, "", t.now()).await.unwrap();
        let actor = crate::access::actor(&mut tx, ids[0], t.now()).await.unwrap();
        let own = allow(actor.as_ref(), Act::Operate, Place::Platform, ids[0]).unwrap();
        let refused = accounts::set_locked(&mut tx, own, true, t.now()).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().key, "lock-oneself");
        let other = allow(actor.as_ref(), Act::Operate, Place::Platform, ids[1]).unwrap();
        accounts::set_locked(&mut tx, other, true, t.now()).await.unwrap();
        let filter = Filter { state: Some(State::Locked), ..Filter::default() };
        let locked = list(&mut tx, by_operator(()), &filter, 0, 50, t.now()).await.unwrap();
        assert_eq!(locked.len(), 1);
        assert_eq!(locked[0].state(), State::Locked);
    }
}
