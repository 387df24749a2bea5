//! `preau serve`: everything that runs while the platform is up, and how it ends.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::config::Config;
use crate::courses::{self, watch::follow};
use crate::settings::Flags;
use crate::worker::Worker;
use crate::{App, build, listen, logs, metrics};

/// Serves until asked to stop.
pub async fn run(flags: &Flags) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    logs::start(&config)?;
    serve(config).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves what a configuration describes: courses, jobs, metrics and connections, until the operator asks it to stop.
///
/// On the way out readiness fails first, then no job and no connection is taken, what is under way is finished within
/// the time allowed, and the database is closed last.
pub async fn serve(mut config: Config) -> Result<()> {
    // First: a port that is taken is said before the database is touched, and links need the one that was given.
    let listener = TcpListener::bind(config.addr)
        .await
        .with_context(|| format!("cannot listen on {} (setting `addr`)", config.addr))?;
    let address = listener.local_addr()?;
    config.listening_on(address);
    let app = build(config).await?;
    let (stop, stopped) = watch::channel(false);
    let outcome = courses::take_in(&app.site.db, &app.site.clock, &app.shelf).await;
    if let Err(error) = outcome {
        // What is published stays readable: a bad folder must not keep the platform down.
        tracing::error!(error = format!("{error:#}"), "The courses could not be read");
    }
    let background = start_background(&app, &stopped).await?;
    let serving = tokio::spawn({
        let (router, limits, stopped) = (app.router.clone(), app.config.limits.clone(), stopped.clone());
        async move { listen::serve(listener, router, &limits, stopped).await }
    });
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    listen::stop_asked().await;
    tracing::info!("Stopping");
    app.stopping.begin();
    let _ = stop.send(true);
    tokio::select! {
        ended = finish(serving, background, app.config.limits.shutdown_timeout) => ended,
        // Asked twice: now.
        () = listen::stop_asked() => tracing::warn!("Stopped at once"),
    }
    let _ = timeout(Duration::from_secs(5), app.site.db.close()).await;
    Ok(())
}

/// What runs beside the connections.
async fn start_background(app: &App, stopped: &watch::Receiver<bool>) -> Result<Vec<JoinHandle<()>>> {
    let mut tasks = Vec::new();
    if app.config.worker {
        let worker = Worker::of(app)?;
        tasks.push(tokio::spawn(worker.run(stopped.clone())));
        tasks.push(tokio::spawn(follow(app.site.clone(), app.shelf.clone(), stopped.clone())));
    }
    if let Some(address) = app.config.metrics_addr {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address} (setting `metrics_addr`)"))?;
        let router = metrics::router(app.metrics.clone(), app.site.db.clone());
        let (limits, stopped) = (app.config.limits.clone(), stopped.clone());
        tasks.push(tokio::spawn(async move { listen::serve(listener, router, &limits, stopped).await }));
    }
    Ok(tasks)
}

async fn finish(serving: JoinHandle<()>, background: Vec<JoinHandle<()>>, longest: Duration) {
    let all = async {
        let _ = serving.await;
        for task in background {
            let _ = task.await;
        }
    };
    // The connections have their own time; a little more for a job that is being done.
    let _ = timeout(longest + Duration::from_secs(5), all).await;
}
