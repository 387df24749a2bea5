//! Does what verbs wrote into the outbox, and the housekeeping.
//!
//! Any number of workers, in any number of processes, share the table: a job is leased before it is done. A page that
//! writes a job wakes the worker of its process; others look once a second. A job that fails comes back later.

use std::time::Duration;

use preau::certificate::{self, Issuer};
use preau::clock::MINUTE;
use preau::course::publish;
use preau::jobs::{self, Job};
use preau::learning::{Enrolment, progress};
use preau::notice::outgoing;
use preau::pay::open;
use preau::privacy::erasure;
use preau::referent::period;
use preau::school::{import, postings};
use preau::session::attendance::close::{self, Closed};
use preau::session::ics::Method;
use preau::session::{entry, remind, turn};
use preau::webhook::{self, Outcome};
use preau::{Conn as _, Db, Error, Result, Timestamp, Tx, sql};
use preau_app::Site;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::sleep;
use uuid::Uuid;

use crate::housekeeping::{forget_halves, sweep};
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::webhooks::Caller;
use crate::{App, audit_heads, imports};

/// How often the table is looked at when nobody wakes the worker.
const LOOK: Duration = Duration::from_secs(1);
/// How often housekeeping is done.
const SWEEP: i64 = 10 * MINUTE;

/// One worker.
pub struct Worker {
    pub site: Site,
    pub mailer: Mailer,
    pub metrics: Metrics,
    pub caller: Caller,
}

impl Worker {
    /// The worker of a platform.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn of(app: &App) -> anyhow::Result<Self> {
        Ok(Self {
            site: app.site.clone(),
            mailer: app.mailer.clone(),
            metrics: app.metrics.clone(),
            caller: Caller::new(app.config.webhooks_local)?,
        })
    }

    /// Works until `stop` turns true; a job under way is finished first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut next_sweep = self.site.clock.now();
        while !*stop.borrow() {
            let now = self.site.clock.now();
            if now >= next_sweep {
                next_sweep = now.plus(SWEEP);
                self.housekeeping(now).await;
            }
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(error = %error, "The worker could not look for jobs");
                    sleep(LOOK).await;
                }
            }
            tokio::select! {
                () = self.site.work.notified() => {}
                () = sleep(LOOK) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
    }

    async fn housekeeping(&self, now: Timestamp) {
        let config = &self.site.config;
        if let Err(error) = sweep(&self.site.db, &config.periods, &config.zone, now).await {
            tracing::warn!(error = %error, "Housekeeping failed");
        }
        match period::turn(&self.site.db, now).await {
            Ok(turned) if turned != period::Turned::default() => {
                tracing::info!(
                    turned.completed,
                    turned.ended,
                    turned.counted,
                    "Nominations followed the calendar"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(error = %error, "Nominations could not follow the calendar"),
        }
        match turn::turn(&self.site.db, now).await {
            Ok(turned) if turned != turn::Turned::default() => {
                tracing::info!(?turned, "Sessions followed the calendar");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(error = %error, "Sessions could not follow the calendar"),
        }
        if let Err(error) = imports::forget(&self.site, now).await {
            tracing::warn!(error = %error, "Old imports could not be forgotten");
        }
        let uploads = self.site.uploads.clone();
        // Reading a folder waits for the disk.
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || forget_halves(&uploads, now)).await {
            tracing::warn!(error = %error, "Files that never arrived whole could not be removed");
        }
        let data_dir = self.site.uploads.parent().unwrap_or(&self.site.uploads);
        if let Err(error) = audit_heads::note(&self.site.db, data_dir, now).await {
            tracing::warn!(error = format!("{error:#}"), "The head of the audit chain was not written down");
        }
    }

    /// Does one job, if one is due; says whether there was one.
    pub async fn step(&self) -> Result<bool> {
        let now = self.site.clock.now();
        // Looking costs no write lock: on SQLite a claim would take it every second for nothing.
        if !due(&self.site.db, now).await? {
            return Ok(false);
        }
        let mut tx = self.site.db.begin().await?;
        let claimed = jobs::claim(&mut tx, now).await?;
        tx.commit().await?;
        let Some(job) = claimed else { return Ok(false) };
        let outcome = self.attempt(&job).await;
        if let Err(error) = &outcome {
            let error = short(error);
            tracing::warn!(job.id = %job.id, job.kind, job.attempts, error, "A job failed");
            let mut tx = self.site.db.begin().await?;
            jobs::failed(&mut tx, &job, &error, self.site.clock.now()).await?;
            tx.commit().await?;
        }
        self.metrics.job_ran(known_kind(&job.kind), if outcome.is_ok() { "done" } else { "failed" });
        Ok(true)
    }

    async fn attempt(&self, job: &Job) -> Result<()> {
        match job.kind.as_str() {
            "mail" => {
                self.mailer.send(job).await?;
                let mut tx = self.site.db.begin().await?;
                jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
                tx.commit().await
            }
            publish::RECOMPUTE => self.recompute(job).await,
            outgoing::AT_ONCE | outgoing::DIGEST => self.mail_news(job).await,
            erasure::FORGET => self.forget(job).await,
            import::JOB => imports::go_on(&self.site, job).await,
            entry::JOB => self.mail_entries(job).await,
            remind::JOB => self.mail_reminder(job).await,
            webhook::JOB => self.call(job).await,
            postings::ENDED => self.end_mandates(job).await,
            close::CLOSED => self.open_statements(job).await,
            // Written by a newer version, perhaps: it will do it.
            other => Err(Error::Broken(anyhow::anyhow!("this version knows no job `{other}`"))),
        }
    }

    /// Ends the mandates whose posting or school is no more, at once and not when the calendar is next looked at.
    async fn end_mandates(&self, job: &Job) -> Result<()> {
        let now = self.site.clock.now();
        // A batch at a time: a file may have ended thousands.
        while period::turn(&self.site.db, now).await?.ended > 0 {}
        let mut tx = self.site.db.begin().await?;
        jobs::done(&mut tx, job.id, now).await?;
        tx.commit().await
    }

    /// Mails one notice, or a digest. What it carries is marked and committed before it leaves: see
    /// [`outgoing`](preau::notice::outgoing).
    async fn mail_news(&self, job: &Job) -> Result<()> {
        let now = self.site.clock.now();
        let order: News = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let mut tx = self.site.db.begin().await?;
        let taken = match order {
            News { notice: Some(notice), .. } => outgoing::take_one(&mut tx, notice, job.id).await?,
            News { person: Some(person), .. } => outgoing::take_digest(&mut tx, person, job.id, now).await?,
            News { notice: None, person: None } => None,
        };
        tx.commit().await?;
        if let Some(taken) = &taken {
            self.mailer.send_news(job, taken).await?;
        }
        let mut tx = self.site.db.begin().await?;
        if taken.is_some() {
            outgoing::left(&mut tx, job.id, self.site.clock.now()).await?;
        }
        jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
        tx.commit().await
    }

    /// Mails what somebody's calendar must be told of a session. What will be sent is written down and committed before
    /// it leaves: see [`entry`](preau::session::entry).
    async fn mail_entries(&self, job: &Job) -> Result<()> {
        let order: Seated = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let mut tx = self.site.db.begin().await?;
        let taken = entry::take(&mut tx, order.place, job.id, self.site.clock.now()).await?;
        tx.commit().await?;
        for method in [Method::Request, Method::Cancel] {
            let Some(out) = taken.as_ref().filter(|out| out.has(method)) else { continue };
            let zone = &self.site.config.zone;
            self.mailer.send_entries(job, out, method, zone, self.site.clock.now()).await?;
            let mut tx = self.site.db.begin().await?;
            entry::left(&mut tx, job.id, method, self.site.clock.now()).await?;
            tx.commit().await?;
        }
        let mut tx = self.site.db.begin().await?;
        jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
        tx.commit().await
    }

    /// Mails a reminder, if it still holds.
    async fn mail_reminder(&self, job: &Job) -> Result<()> {
        let order: Reminded = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let mut tx = self.site.db.begin().await?;
        let taken = remind::take(&mut tx, order.place, order.starts_at, self.site.clock.now()).await?;
        tx.commit().await?;
        if let Some(reminder) = &taken {
            self.mailer.send_reminder(job, reminder, &self.site.config.zone).await?;
        }
        let mut tx = self.site.db.begin().await?;
        jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
        tx.commit().await
    }

    /// Calls a program. What is given up after the last try shows with the webhook, not among the jobs that wait for the
    /// operator.
    async fn call(&self, job: &Job) -> Result<()> {
        let order: Called = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let mut tx = self.site.db.begin().await?;
        let taken = webhook::take(&mut tx, order.delivery).await?;
        tx.commit().await?;
        let last = job.attempts >= jobs::MAX_ATTEMPTS;
        let mut again = None;
        let mut tx = match &taken {
            Some(call) => {
                let outcome = self.caller.call(call, self.site.clock.now()).await;
                let mut tx = self.site.db.begin().await?;
                webhook::tried(&mut tx, call, &outcome, last, self.site.clock.now()).await?;
                if let Outcome::Failed(status, error) = outcome
                    && !last
                {
                    again = Some(anyhow::anyhow!("the call failed: {status:?} {error}"));
                }
                tx
            }
            None => self.site.db.begin().await?,
        };
        if let Some(error) = again {
            tx.commit().await?;
            return Err(Error::broken(error));
        }
        jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
        tx.commit().await
    }

    /// Opens the statements of those who led a session whose presence is closed.
    async fn open_statements(&self, job: &Job) -> Result<()> {
        let order: Closed = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let mut tx = self.site.db.begin().await?;
        open::open(&mut tx, Some(order.session), self.site.clock.now()).await?;
        jobs::done(&mut tx, job.id, self.site.clock.now()).await?;
        tx.commit().await?;
        // Whoever must prepare one is told at once.
        self.site.work.notify_one();
        Ok(())
    }

    /// Removes files that nobody holds any more after an erasure. The last of those that are due also writes the database
    /// anew: once for a night of erasures.
    async fn forget(&self, job: &Job) -> Result<()> {
        let order: Forget = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let gone = erasure::unused(&mut self.site.db.read().await?, &order.files).await?;
        for sha256 in gone.iter().filter(|name| name.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            let path = self.site.uploads.join(sha256.get(..2).unwrap_or("00")).join(sha256);
            match tokio::fs::remove_file(&path).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::broken(error));
                }
                _ => {}
            }
        }
        let now = self.site.clock.now();
        let mut tx = self.site.db.begin().await?;
        // The last letter holds the address until it has left: what it leaves behind must go too.
        if jobs::waits_from_before(&mut tx, "mail", job.created_at).await? {
            jobs::put_off(&mut tx, job.id, now.plus(MINUTE)).await?;
            return tx.commit().await;
        }
        jobs::done(&mut tx, job.id, now).await?;
        let left = jobs::is_due(&mut tx, erasure::FORGET, now).await?;
        tx.commit().await?;
        if left { Ok(()) } else { self.site.db.rewrite().await }
    }

    /// Works out what somebody has done of the version they were moved to. A correction may complete a course: then the
    /// attestation is issued here, as it is on the page.
    async fn recompute(&self, job: &Job) -> Result<()> {
        let moved: Moved = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let now = self.site.clock.now();
        let version = version_of(&self.site.db, moved.enrolment).await?;
        let live = match version {
            Some(version) => Some(self.site.courses.version(&self.site.db, version).await?),
            None => None,
        };
        let mut tx = self.site.db.begin().await?;
        if let Some(live) = live {
            let enrolment = enrolment(&mut tx, moved.enrolment).await?;
            if enrolment.version_id != live.version_id {
                // It moved again: the job of that move does it.
                jobs::done(&mut tx, job.id, now).await?;
                return tx.commit().await;
            }
            let completed = progress::rebuild(&mut tx, &enrolment, &live.course, now).await?;
            if let Some(completion) = completed.filter(|_| live.course.meta.completion.attestation) {
                let config = &self.site.config;
                let issuer =
                    Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
                certificate::issue(&mut tx, completion, &issuer, &config.zone, now).await?;
            }
        }
        jobs::done(&mut tx, job.id, now).await?;
        tx.commit().await
    }
}

/// The version an enrolment follows; none when the enrolment is gone.
async fn version_of(db: &Db, id: Uuid) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> = db
        .read()
        .await?
        .query(sql!("select version_id from enrolment where id = $1"))
        .bind(id)
        .optional()
        .await?;
    Ok(row.map(|row| row.0))
}

async fn enrolment(tx: &mut Tx, id: Uuid) -> Result<Enrolment> {
    tx.query(sql!(
        "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                pages_required, percent, completed_at
           from enrolment
          where id = $1",
        lock
    ))
    .bind(id)
    .one()
    .await
}

/// What a job of kind `learning.recompute` holds.
#[derive(Debug, Deserialize)]
struct Moved {
    enrolment: Uuid,
}

/// What a job that mails notices holds: one of the two.
#[derive(Debug, Deserialize)]
struct News {
    notice: Option<Uuid>,
    person: Option<Uuid>,
}

/// What a job that calls a program holds.
#[derive(Debug, Deserialize)]
struct Called {
    delivery: Uuid,
}

/// What a job that mails the entries of one place holds.
#[derive(Debug, Deserialize)]
struct Seated {
    place: Uuid,
}

/// What a job that mails one reminder holds.
#[derive(Debug, Deserialize)]
struct Reminded {
    place: Uuid,
    starts_at: Timestamp,
}

/// What a job that removes files holds.
#[derive(Debug, Deserialize)]
struct Forget {
    files: Vec<String>,
}

/// Labels of metrics: a kind that is not ours must not make new ones.
fn known_kind(kind: &str) -> &'static str {
    match kind {
        "mail" => "mail",
        outgoing::AT_ONCE => outgoing::AT_ONCE,
        outgoing::DIGEST => outgoing::DIGEST,
        erasure::FORGET => erasure::FORGET,
        publish::RECOMPUTE => publish::RECOMPUTE,
        import::JOB => import::JOB,
        entry::JOB => entry::JOB,
        remind::JOB => remind::JOB,
        webhook::JOB => webhook::JOB,
        postings::ENDED => postings::ENDED,
        close::CLOSED => close::CLOSED,
        _ => "other",
    }
}

/// What is kept of an error: enough to understand, short, one line.
fn short(error: &Error) -> String {
    error.to_string().replace(['\n', '\r'], " ").chars().take(300).collect()
}

async fn due(db: &Db, now: Timestamp) -> Result<bool> {
    let row: Option<(i32,)> = db
        .read()
        .await?
        .query(sql!(
            "select 1 from job
              where state = 'ready' and run_at <= $1 and (leased_until is null or leased_until < $1)
              order by run_at, id
              limit 1"
        ))
        .bind(now)
        .optional()
        .await?;
    Ok(row.is_some())
}
