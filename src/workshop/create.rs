//! Beginning a module.

use serde_json::json;
use uuid::Uuid;

use super::save::{Change, write};
use super::template::{self, About, Kind};
use super::{MOST_MODULES, Module, author, module, note};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::{ascii_slug, limits};
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::sql;

/// Longest name of a folder.
const SLUG_MAX: usize = 60;

/// What a module begins with.
#[derive(Debug, Clone)]
pub struct New {
    pub id: Uuid,
    /// The school whose référent writes it.
    pub school: Uuid,
    pub title: String,
    /// Code of a discipline, or `toutes`.
    pub discipline: String,
    pub kind: Kind,
}

/// Makes a module from a template, for the school it was allowed on. Sent twice, it is made once.
///
/// # Errors
/// `Invalid` for a title that is none; refusal `workshop-full`.
pub async fn create(tx: &mut Tx, allowed: Allowed<&New>, now: Timestamp) -> Result<Module> {
    let new = *allowed.thing();
    let by = author(&allowed)?;
    let title = title(&new.title)?;
    let (name, school): (String, String) = tx
        .query(sql!(
            "select trim(p.given_name || ' ' || p.usual_name), n.name
               from person p, org_node n
              where p.id = $1 and n.id = $2"
        ))
        .bind(by)
        .bind(new.school)
        .one()
        .await?;
    let about = About { title: &title, author: &name, school: &school, discipline: &new.discipline };
    let files = template::files(new.kind, about)?;
    let changes = files.into_iter().map(|(path, text)| Change::text(path, text)).collect();
    let start = Start { id: new.id, school: new.school, title, upstream: None };
    begin(tx, by, start, changes, "create", now).await
}

/// A title without what surrounds it.
pub(super) fn title(typed: &str) -> Result<String> {
    let title = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.chars().count() > limits::TITLE || title.chars().any(char::is_control) {
        return Err(Fault::new("title", "workshop-title").with("max", limits::TITLE).into());
    }
    Ok(title)
}

/// A module about to be.
pub(super) struct Start {
    pub(super) id: Uuid,
    pub(super) school: Uuid,
    pub(super) title: String,
    /// Slug and version of the course it is made from.
    pub(super) upstream: Option<(String, String)>,
}

/// Writes a module down with its first files; what is there already under this id is given back.
pub(super) async fn begin(
    tx: &mut Tx,
    by: Uuid,
    start: Start,
    changes: Vec<Change>,
    kind: &str,
    now: Timestamp,
) -> Result<Module> {
    match module(tx, start.id).await {
        Ok(known) if known.owner_id == by => return Ok(known),
        Ok(_) => return Err(Error::NotFound),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    let (count,): (i64,) =
        tx.query(sql!("select count(*) from workshop_module where owner_id = $1")).bind(by).one().await?;
    if count >= MOST_MODULES {
        return Err(Refusal::new("workshop-full").with("max", MOST_MODULES).into());
    }
    let slug = free_slug(tx, &start.title).await?;
    let (upstream, version) = start.upstream.unzip();
    tx.query(sql!(
        "insert into workshop_module (id, slug, title, owner_id, school_id, node_id, state, revision, upstream_slug,
                                      upstream_version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5, 'draft', 0, $6, $7, $8, $8)"
    ))
    .bind(start.id)
    .bind(&slug)
    .bind(&start.title)
    .bind(by)
    .bind(start.school)
    .bind(upstream)
    .bind(version)
    .bind(now)
    .run()
    .await?;
    note(tx, Some(by), "workshop.create", start.id, json!({ "slug": slug }), now).await?;
    let made = module(tx, start.id).await?;
    write(tx, &made, by, changes, kind, now).await?;
    module(tx, start.id).await
}

/// A folder name made of a title that no course and no module has.
async fn free_slug(db: &mut impl Conn, title: &str) -> Result<String> {
    let slug = ascii_slug(title, SLUG_MAX);
    let slug = if slug.len() < 3 { format!("module-{slug}").trim_end_matches('-').to_owned() } else { slug };
    let taken: Vec<(String,)> = db
        .query(sql!(
            "select slug from workshop_module where slug = $1 or slug like $1 || '-%'
             union
             select slug from course where slug = $1 or slug like $1 || '-%'
             order by 1
             limit 1000"
        ))
        .bind(&slug)
        .all()
        .await?;
    let free = |name: &String| !taken.iter().any(|(known,)| known == name);
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    std::iter::once(slug.clone()).chain(numbered).find(free).ok_or(Error::NotFound)
}
