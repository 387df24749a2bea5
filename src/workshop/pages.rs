//! The pages of a module: added, renamed, moved, taken away. The outline in `course.toml` follows in the same save.

use uuid::Uuid;

use super::save::{Change, write};
use super::{Module, author, create, hold_open, load, outline, template};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::source::{Memory, Source as _};
use crate::course::{ascii_slug, limits};
use crate::db::Tx;
use crate::error::{Error, Fault, Refusal, Result};

/// Files that every module has.
pub const FIXED: [&str; 3] = ["course.toml", "README.md", "CHANGELOG.md"];

/// True for a page of the outline or a linked page: a Markdown file beside `course.toml`.
pub fn is_page(path: &str) -> bool {
    path.ends_with(".md") && !path.contains('/') && !FIXED.contains(&path)
}

fn text(files: &Memory, path: &str) -> Result<String> {
    let bytes = files.read(path).map_err(|_| Error::NotFound)?;
    String::from_utf8(bytes).map_err(|_| Refusal::new("workshop-toml-unreadable").into())
}

async fn held(tx: &mut Tx, id: Uuid) -> Result<(Module, Memory, String)> {
    let module = hold_open(tx, id).await?;
    let files = load(tx, id).await?;
    let toml = text(&files, "course.toml")?;
    Ok((module, files, toml))
}

/// Adds a page at the end of the outline, before the assessment; gives its key.
///
/// # Errors
/// `Invalid` for a title that is none; refusals `workshop-too-many-pages`, `workshop-toml-unreadable`.
pub async fn add(tx: &mut Tx, allowed: Allowed<Uuid>, title: &str, now: Timestamp) -> Result<String> {
    let title = create::title(title)?;
    let (module, files, toml) = held(tx, *allowed.thing()).await?;
    let paths: Vec<String> = files.list().into_iter().map(|entry| entry.path).collect();
    if paths.iter().filter(|path| is_page(path)).count() >= limits::PAGES {
        return Err(Refusal::new("workshop-too-many-pages").with("max", limits::PAGES).into());
    }
    let base = match ascii_slug(&title, 40) {
        slug if slug.is_empty() => "page".to_owned(),
        slug => slug,
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = |key: &String| {
        !paths.contains(&format!("{key}.md")) && !crate::course::check::RESERVED_PAGES.contains(&key.as_str())
    };
    let key = std::iter::once(base.clone()).chain(numbered).find(free).ok_or(Error::NotFound)?;
    let changes = vec![
        Change::text(format!("{key}.md"), template::page(&title)),
        Change::text("course.toml", outline::with_page(&toml, &key)?),
    ];
    write(tx, &module, author(&allowed)?, changes, "page", now).await?;
    Ok(key)
}

/// Gives a page another key; links of the other pages follow.
///
/// # Errors
/// `NotFound` for a page that is none; `Invalid` for a key that cannot be, or that another page has.
pub async fn rename(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    from: &str,
    to: &str,
    now: Timestamp,
) -> Result<String> {
    let (module, files, toml) = held(tx, *allowed.thing()).await?;
    let linked = from.starts_with('_');
    let slug = ascii_slug(to, 40);
    if slug.is_empty() {
        return Err(Fault::new("name", "workshop-page-name").into());
    }
    let to = if linked { format!("_{slug}") } else { slug };
    let (old, new) = (format!("{from}.md"), format!("{to}.md"));
    if !is_page(&old) {
        return Err(Error::NotFound);
    }
    let bytes = files.read(&old).map_err(|_| Error::NotFound)?;
    if old == new {
        return Ok(to);
    }
    if files.read(&new).is_ok() {
        return Err(Fault::new("name", "workshop-page-taken").into());
    }
    let mut changes = vec![
        Change { path: new.clone(), bytes: Some(bytes) },
        Change { path: old.clone(), bytes: None },
        Change::text("course.toml", outline::renamed(&toml, from, &to)?),
    ];
    for entry in files.list() {
        let page = entry.path != old && entry.path.ends_with(".md") && !entry.path.contains('/');
        let Some(before) = page.then(|| text(&files, &entry.path).ok()).flatten() else { continue };
        let after = before.replace(&format!("]({old}"), &format!("]({new}"));
        if after != before {
            changes.push(Change::text(entry.path, after));
        }
    }
    write(tx, &module, author(&allowed)?, changes, "rename", now).await?;
    Ok(to)
}

/// Moves a page one place up or down. At the end already, it stays.
///
/// # Errors
/// Refusal `workshop-toml-unreadable`.
pub async fn shift(tx: &mut Tx, allowed: Allowed<Uuid>, page: &str, up: bool, now: Timestamp) -> Result<()> {
    let (module, _, toml) = held(tx, *allowed.thing()).await?;
    let after = outline::shifted(&toml, page, up)?;
    if after != toml {
        write(tx, &module, author(&allowed)?, vec![Change::text("course.toml", after)], "order", now).await?;
    }
    Ok(())
}

/// Takes a page away; its text stays among the saves.
///
/// # Errors
/// `NotFound` for a page that is none.
pub async fn remove(tx: &mut Tx, allowed: Allowed<Uuid>, page: &str, now: Timestamp) -> Result<()> {
    let (module, files, toml) = held(tx, *allowed.thing()).await?;
    let path = format!("{page}.md");
    if !is_page(&path) || files.read(&path).is_err() {
        return Err(Error::NotFound);
    }
    let changes =
        vec![Change { path, bytes: None }, Change::text("course.toml", outline::without_page(&toml, page)?)];
    write(tx, &module, author(&allowed)?, changes, "remove", now).await?;
    Ok(())
}
