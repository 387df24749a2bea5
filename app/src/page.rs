//! From a view to an answer: the shell around every page, its status and its headers.
//!
//! A handler loads its data first and renders last, in one go: status, title and redirects are known before the first
//! byte leaves. Only islands are woken in the browser, by `boot.js`; a page without one loads no WebAssembly.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::cx::Cx;
use crate::ui::{self, Crumb, shell};

/// Which entry of the navigation is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    Home,
    Courses,
    Sessions,
    Record,
    School,
    Needs,
    /// Training plans.
    Plan,
    Referent,
    /// Groups that a trainer follows.
    Cohorts,
    /// What waits for a head.
    Direction,
    Account,
    Operate,
    Other,
}

/// A page about to be shown.
pub struct Page<'a> {
    pub cx: &'a Cx,
    pub title: String,
    pub description: Option<String>,
    pub nav: Nav,
    pub status: StatusCode,
    /// The reader has its own frame: no side list, wide column.
    pub reader: bool,
    /// Hosts that this page may show in a frame or play media from, after a click.
    pub frames: Vec<String>,
    pub media: Vec<String>,
    /// Kept out of search engines.
    pub private: bool,
    /// Pages between the home page and this one; none = no breadcrumb.
    pub crumbs: Option<Vec<Crumb>>,
}

impl Cx {
    /// Starts a page; its title is followed by the name of the platform.
    pub fn page(&self, title: impl Into<String>) -> Page<'_> {
        Page {
            cx: self,
            title: title.into(),
            description: None,
            nav: Nav::Other,
            status: StatusCode::OK,
            reader: false,
            frames: Vec::new(),
            media: Vec::new(),
            private: self.actor.is_some(),
            crumbs: None,
        }
    }
}

impl Page<'_> {
    pub fn nav(mut self, nav: Nav) -> Self {
        self.nav = nav;
        self
    }

    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    pub fn reader(mut self) -> Self {
        self.reader = true;
        self
    }

    /// The pages above this one, for the breadcrumb: none between it and the home page is a valid answer.
    pub fn crumbs(mut self, crumbs: impl IntoIterator<Item = Crumb>) -> Self {
        self.crumbs = Some(crumbs.into_iter().collect());
        self
    }

    /// Hosts whose frames may be shown on this page.
    pub fn frames(mut self, hosts: Vec<String>) -> Self {
        self.frames = hosts;
        self
    }

    /// Renders the page around what `body` makes.
    pub fn show(self, body: impl FnOnce() -> AnyView) -> Response {
        let html = render(|| {
            ui::provide(self.cx);
            shell::shell(&self, body())
        });
        let policy = self.content_security_policy();
        let mut response = (self.status, html).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.cx.lang.code()));
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    fn content_security_policy(&self) -> String {
        let list = |hosts: &[String], own: &str| {
            let mut all = vec![own.to_owned()];
            all.extend(hosts.iter().map(|host| format!("https://{host}")));
            all.join(" ")
        };
        let frames = if self.frames.is_empty() { "'none'".to_owned() } else { list(&self.frames, "") };
        format!(
            "default-src 'none'; script-src 'self' 'nonce-{}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; media-src {}; frame-src {}; worker-src 'self'; manifest-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
            self.cx.nonce,
            list(&self.media, "'self'"),
            frames.trim(),
        )
    }
}

/// Renders a view to HTML, islands marked for the browser.
pub fn render<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().to_html());
    owner.unset();
    html
}
