//! Figures for Prometheus, on an address of their own.
//!
//! Labels are routes, methods and states: never an address typed, a person or a course.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use preau::{Db, jobs};
use prometheus::{
    Encoder as _, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};

/// The figures of this process.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    running: IntGauge,
    jobs: IntGaugeVec,
    jobs_run: IntCounterVec,
    queries: IntCounter,
}

/// Counts a request as running until it is dropped.
#[derive(Debug)]
pub struct Running(IntGauge);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub fn new() -> Result<Self> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("preau_http_requests_total", "Requests answered"),
            &["method", "route", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("preau_http_request_seconds", "Time until the head of the answer")
                .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0]),
            &["method", "route"],
        )?;
        let running = IntGauge::new("preau_http_requests_running", "Requests being answered")?;
        let jobs = IntGaugeVec::new(Opts::new("preau_jobs", "Jobs in the table, by state"), &["state"])?;
        let jobs_run = IntCounterVec::new(
            Opts::new("preau_jobs_run_total", "Jobs tried by this process"),
            &["kind", "outcome"],
        )?;
        let queries = IntCounter::new("preau_db_queries_total", "Statements run by this process")?;
        let build =
            IntGaugeVec::new(Opts::new("preau_build_info", "Version of the executable"), &["version"])?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(running.clone()))?;
        registry.register(Box::new(jobs.clone()))?;
        registry.register(Box::new(jobs_run.clone()))?;
        registry.register(Box::new(queries.clone()))?;
        registry.register(Box::new(build))?;
        Ok(Self(Arc::new(Inner { registry, requests, seconds, running, jobs, jobs_run, queries })))
    }

    /// A request begins.
    pub fn request_begins(&self) -> Running {
        self.0.running.inc();
        Running(self.0.running.clone())
    }

    /// A request was answered.
    pub fn request_ended(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.0.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.0.seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// A job was tried.
    pub fn job_ran(&self, kind: &str, outcome: &str) {
        self.0.jobs_run.with_label_values(&[kind, outcome]).inc();
    }

    /// The text Prometheus reads. Counts of jobs are read now; an absent database leaves them out.
    pub async fn text(&self, db: &Db) -> Result<String> {
        self.0.jobs.reset();
        match db.read().await {
            Ok(mut read) => {
                for state in ["ready", "dead", "done"] {
                    self.0.jobs.with_label_values(&[state]).set(0);
                }
                for (state, count) in jobs::counts(&mut read).await? {
                    self.0.jobs.with_label_values(&[&state]).set(count);
                }
            }
            Err(error) => tracing::warn!(error = %error, "Jobs were not counted"),
        }
        let seen = self.0.queries.get();
        self.0.queries.inc_by(db.queries_run().saturating_sub(seen));
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.0.registry.gather(), &mut text)?;
        Ok(String::from_utf8(text)?)
    }
}

/// `/metrics`, for the address that only the operator reaches.
pub fn router(metrics: Metrics, db: Db) -> Router {
    let show = async move || -> Response {
        match metrics.text(&db).await {
            Ok(text) => ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "Metrics failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    };
    Router::new().route("/metrics", get(show))
}
