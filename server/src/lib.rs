//! The executable of Préau: settings, HTTP, sessions, jobs, mails, courses coming in, and the commands of the operator.
//!
//! [`build`] makes the whole application from a [`Config`], so that tests speak to the very router that is served.

pub mod api;
pub mod assets;
pub mod audit_heads;
pub mod backup;
pub mod cli;
pub mod commands;
pub mod config;
pub mod courses;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod housekeeping;
pub mod http;
pub mod imports;
pub mod listen;
pub mod logs;
pub mod mail;
pub mod metrics;
mod pdf;
pub mod routes;
pub mod session_store;
pub mod settings;
pub mod webhooks;
pub mod worker;

use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use preau::access::passwords::Hasher;
use preau::course::live::Courses;
use preau::need::themes;
use preau::referent::scheme;
use preau::school::academies;
use preau::{Clock, Db, instance, migrate};
use preau_app::shared::SharedPages;
use preau_app::state::Inner;
use preau_app::{Assets, Site};
use tokio::sync::Notify;

use config::{Config, private_folder};
use courses::Shelf;
use health::Stopping;
use mail::Mailer;
use metrics::Metrics;

/// Key, in `instance`, that a demo database carries.
pub const DEMO: &str = "demo";

/// The application, ready to be served.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub site: Site,
    pub router: Router,
    pub metrics: Metrics,
    pub mailer: Mailer,
    pub shelf: Shelf,
    pub stopping: Stopping,
}

/// Opens the database of a configuration and brings it to this program's shape.
pub async fn open(config: &Config) -> Result<Db> {
    private_folder(&config.data_dir)?;
    let shown = settings::mask(&config.database_url);
    let db =
        Db::open(&config.database_url).await.with_context(|| format!("cannot open the database {shown}"))?;
    migrate::run(&db).await.with_context(|| format!("cannot bring the database {shown} up to date"))?;
    // The académies are there from the first start; afterwards they are data like the rest.
    let mut tx = db.begin().await?;
    academies::found(&mut tx, Clock::System.now()).await?;
    themes::found(&mut tx, Clock::System.now()).await?;
    tx.commit().await?;
    Ok(db)
}

/// Makes the application on the machine's clock.
pub async fn build(config: Config) -> Result<App> {
    let db = open(&config).await?;
    build_on(config, db, Clock::System).await
}

/// Makes the application on a database that is already open and a clock that tests may move.
pub async fn build_on(mut config: Config, db: Db, clock: Clock) -> Result<App> {
    private_folder(&config.uploads())?;
    config.site.demo = instance::get(&mut db.read().await?, DEMO).await?.as_deref() == Some("true");
    let mut tx = db.begin().await?;
    scheme::found(&mut tx, clock.now()).await?;
    tx.commit().await?;
    let shelf = Shelf::open(config.content.as_deref())?;
    let mailer = Mailer::new(&config.mail, &config.mail_from, &config.site.base_url, &config.site.name)?;
    let metrics = Metrics::new()?;
    let stopping = Stopping::default();
    let site = Site::new(Inner {
        db: db.clone(),
        clock,
        hasher: Hasher::new(config.hashing_threads)?,
        courses: Courses::new(),
        content: shelf.source.clone(),
        shared: SharedPages::default(),
        assets: Assets::new(assets::manifest().hrefs()),
        config: config.site.clone(),
        uploads: config.uploads(),
        work: Arc::new(Notify::new()),
        pdf: pdf::renderer(),
        letter_pdf: pdf::letter_renderer(),
    });
    let doors = preau_app::router(site.clone()).merge(api::router(site.clone())).merge(assets::router());
    let router = http::wrap(doors, health::router(db, stopping.clone()), &site, &config, &metrics)?;
    Ok(App { config: Arc::new(config), site, router, metrics, mailer, shelf, stopping })
}
