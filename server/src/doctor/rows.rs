//! What stands in the database, apart from what people learn.

use anyhow::Result;
use preau::access::Role;
use preau::clock::{MINUTE, SECOND};
use preau::course::store;
use preau::{Clock, Conn as _, Db, audit, migrate, sql};
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::Finding;
use crate::audit_heads;
use crate::config::Config;

pub(super) async fn migrations(db: &Db) -> Result<Finding> {
    let (version,): (i64,) =
        db.read().await?.query(sql!("select coalesce(max(version), 0) from _sqlx_migrations")).one().await?;
    let latest = migrate::latest();
    let says = format!("at {version}, this program knows {latest}");
    Ok(if version == latest {
        Finding::well("migrations", version, says)
    } else {
        Finding::broken(
            "migrations",
            version,
            says,
            "start this version once, or use the version that matches",
        )
    })
}

pub(super) async fn integrity(db: &Db) -> Result<Finding> {
    let name = "integrity";
    let Some(pool) = db.sqlite_writer() else {
        let (version,): (String,) = db
            .read()
            .await?
            .query(sql! { sqlite: "select sqlite_version()", postgres: "select current_setting('server_version')" })
            .one()
            .await?;
        return Ok(Finding::well(name, 1, format!("PostgreSQL {version} watches over its own files")));
    };
    let faults: Vec<(String,)> = sqlx::query_as("pragma quick_check(20)").fetch_all(pool).await?;
    let faults: Vec<String> = faults.into_iter().map(|row| row.0).filter(|fault| fault != "ok").collect();
    let count = i64::try_from(faults.len())?;
    Ok(match faults.first() {
        None => Finding::well(name, 0, "the database file is whole"),
        Some(first) => {
            Finding::broken(name, count, first.clone(), "stop, copy the file away, restore the last backup")
        }
    })
}

pub(super) async fn references(db: &Db) -> Result<Finding> {
    let name = "references";
    let Some(pool) = db.sqlite_writer() else {
        let invalid: (i64,) = db
            .read()
            .await?
            .query(sql! {
                sqlite: "select 0",
                postgres: "select count(*) from pg_constraint where contype = 'f' and not convalidated",
            })
            .one()
            .await?;
        return Ok(Finding::well(name, invalid.0, "held by the database"));
    };
    let text = AssertSqlSafe(
        "select count(*), coalesce(min(\"table\"), '') from pragma_foreign_key_check".to_owned(),
    );
    let (count, table): (i64, String) = sqlx::query_as(text).fetch_one(pool).await?;
    Ok(if count == 0 {
        Finding::well(name, 0, "every row finds what it refers to")
    } else {
        Finding::broken(
            name,
            count,
            format!("{count} rows refer to nothing, first in `{table}`"),
            "restore the last backup that is well",
        )
    })
}

pub(super) async fn audit_chain(db: &Db) -> Result<Finding> {
    let name = "audit chain";
    let state = audit::verify(&mut db.read().await?).await?;
    Ok(match state.broken_at {
        None => {
            Finding::well(name, state.events, format!("{} events, head {}", state.events, short(&state.head)))
        }
        Some(seq) => Finding::broken(
            name,
            seq,
            format!("the chain breaks at event {seq}"),
            "somebody changed the table by hand: compare with a backup from before",
        ),
    })
}

pub(super) async fn audit_heads(db: &Db, config: &Config) -> Result<Finding> {
    let name = "audit heads";
    let compared = audit_heads::compare(&mut db.read().await?, &config.data_dir).await?;
    let heads = i64::try_from(compared.heads)?;
    Ok(match compared.wrong.first() {
        None => Finding::well(name, heads, format!("{heads} days written down beside the database agree")),
        Some(day) => Finding::broken(
            name,
            i64::try_from(compared.wrong.len())?,
            format!("the head of {day} is not in the chain"),
            "the end of the chain was cut or rewritten since: compare with a backup from before",
        ),
    })
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

pub(super) async fn clock(db: &Db, clock: &Clock) -> Result<Finding> {
    let name = "clock";
    let (latest,): (i64,) = db
        .read()
        .await?
        .query(sql!("select coalesce(max(seen_at), 0) from (select seen_at from web_session union all select at from audit_event) as t"))
        .one()
        .await?;
    let ahead = (latest - clock.now().0) / SECOND;
    Ok(if ahead > 60 {
        let says = format!("something happened {ahead} s from now");
        Finding::look(
            name,
            ahead,
            says,
            "the clock went back: set it by NTP; links and logins last longer until then",
        )
    } else {
        Finding::well(name, 0, "nothing happened in the future")
    })
}

pub(super) async fn jobs(db: &Db, clock: &Clock) -> Result<Finding> {
    let name = "jobs";
    let late_since = clock.now().plus(-15 * MINUTE);
    let (dead, late): (i64, i64) = db
        .read()
        .await?
        .query(sql!(
            "select coalesce(sum(case when state = 'dead' then 1 else 0 end), 0),
                    coalesce(sum(case when state = 'ready' and run_at < $1 then 1 else 0 end), 0)
               from job"
        ))
        .bind(late_since)
        .one()
        .await?;
    Ok(if dead > 0 {
        Finding::look(
            name,
            dead,
            format!("{dead} jobs were given up"),
            "their reason is in the column last_error of the table job",
        )
    } else if late > 0 {
        Finding::look(name, late, format!("{late} jobs are late"), "is a server with --worker true running?")
    } else {
        Finding::well(name, 0, "none given up, none late")
    })
}

pub(super) async fn administrators(db: &Db, clock: &Clock) -> Result<Finding> {
    let name = "administrators";
    let (count,): (i64,) = db
        .read()
        .await?
        .query(sql!(
            "select count(distinct g.person_id)
               from role_grant g
               join account a on a.person_id = g.person_id
              where g.role = $1 and a.state = 'active' and g.starts_at <= $2 and (g.ends_at is null or g.ends_at > $2)"
        ))
        .bind(Role::Administrator.code())
        .bind(clock.now())
        .one()
        .await?;
    Ok(if count == 0 {
        Finding::look(
            name,
            0,
            "nobody can invite or operate",
            "preau admin create --email … --given-name … --usual-name …",
        )
    } else {
        Finding::well(name, count, format!("{count} can log in"))
    })
}

pub(super) async fn courses(db: &Db) -> Result<Finding> {
    let name = "courses";
    let statuses = store::statuses(&mut db.read().await?).await?;
    let refused: Vec<String> = statuses
        .iter()
        .filter(|status| status.refused_at.is_some())
        .map(|status| {
            let reason = status.refused.as_ref().and_then(|found| first_error(&found.0));
            reason.map_or_else(|| status.slug.clone(), |reason| format!("{} ({reason})", status.slug))
        })
        .collect();
    let served =
        statuses.iter().filter(|status| status.state != "archived" && status.version.is_some()).count();
    Ok(if refused.is_empty() {
        Finding::well(name, i64::try_from(served)?, format!("{served} in service, none refused"))
    } else {
        let says = format!("refused: {}; {served} in service", refused.join(", "));
        Finding::look(
            name,
            i64::try_from(refused.len())?,
            says,
            "correct these files: preau check on their folder says all; the last good version stays meanwhile",
        )
    })
}

/// The first error that was written down for a folder, as `preau check` prints it.
fn first_error(diagnostics: &Value) -> Option<String> {
    let first = diagnostics.as_array()?.iter().find(|found| found["severity"] == "error")?;
    let text = |name: &str| first[name].as_str().unwrap_or_default();
    let (line, column) = (&first["line"], &first["column"]);
    Some(format!("{}:{line}:{column}: erreur [{}] {}", text("file"), text("code"), text("message")))
}

pub(super) async fn uploads(db: &Db, config: &Config) -> Result<Finding> {
    let name = "files handed in";
    let (mut checked, mut missing, mut last) = (0_i64, 0_i64, String::new());
    let mut read = db.read().await?;
    loop {
        let rows: Vec<(String, i64)> = read
            .query(sql!("select sha256, max(bytes) from upload where sha256 > $1 group by sha256 order by sha256 limit 1000"))
            .bind(&last)
            .all()
            .await?;
        let Some((end, _)) = rows.last() else { break };
        last = end.clone();
        for (sha256, bytes) in rows {
            checked += 1;
            let path = config.uploads().join(sha256.get(..2).unwrap_or("00")).join(&sha256);
            let there = std::fs::metadata(path)
                .is_ok_and(|data| i64::try_from(data.len()).is_ok_and(|length| length == bytes));
            missing += i64::from(!there);
        }
    }
    Ok(if missing == 0 {
        Finding::well(name, checked, format!("{checked} files, each in its place"))
    } else {
        Finding::broken(
            name,
            missing,
            format!("{missing} of {checked} are missing or cut off"),
            "take them from a backup",
        )
    })
}
