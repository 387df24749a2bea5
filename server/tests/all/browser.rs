//! A browser for tests: it keeps its cookie, sends forms as browsers do, and follows nothing by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use preau::testing::Platform;
use preau_app::error_pages::encode;
use preau_server::config::Config;
use tower::Service as _;

/// One person's browser.
pub struct Browser {
    router: Router,
    /// `name=value`, as the server set it last.
    pub cookie: Option<String>,
    pub agent: &'static str,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    headers: HeaderMap,
    pub body: String,
    pub set_cookie: Option<String>,
}

impl Browser {
    /// A browser in front of the platform of a test; several may stand before the same one.
    pub async fn new(t: &Platform) -> Self {
        let config = Config::for_tests(t.folder()).expect("a configuration");
        let app =
            preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.expect("the application");
        Self { router: app.router, cookie: None, agent: "" }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", String::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.send("POST", path, "application/x-www-form-urlencoded", pairs.join("&")).await
    }

    /// Calls a server function as an island does.
    pub async fn call(&mut self, path: &str, json: &str) -> Answer {
        self.send("POST", path, "application/json", json.to_owned()).await
    }

    /// Logs in, or fails the test.
    pub async fn log_in(&mut self, address: &str, password: &str) {
        let answer = self.post("/connexion", &[("email", address), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    async fn send(&mut self, method: &str, path: &str, kind: &str, body: String) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "preau.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::USER_AGENT, self.agent);
        if method == "POST" {
            request = request.header(header::ORIGIN, "http://preau.test").header(header::CONTENT_TYPE, kind);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.call(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let set_cookie = parts.headers.get_all(header::SET_COOKIE).iter().find_map(|cookie| {
            let pair = cookie.to_str().ok()?.split(';').next()?;
            pair.starts_with("preau=").then(|| pair.to_owned())
        });
        if let Some(cookie) = &set_cookie {
            self.cookie = Some(cookie.clone());
        }
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body, set_cookie }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<String> {
        Some(self.headers.get(name)?.to_str().ok()?.to_owned())
    }

    /// Where a 303 leads.
    pub fn to(&self) -> Option<String> {
        (self.status == StatusCode::SEE_OTHER).then(|| self.header("location"))?
    }

    /// The body without what is new in every answer: its nonce.
    pub fn bare_body(&self) -> String {
        let policy = self.header("content-security-policy").unwrap_or_default();
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
        assert_eq!(nonce.len(), 32, "each page has a nonce: {policy}");
        self.body.replace(nonce, "")
    }

    /// Values of the hidden fields of a name, in order.
    pub fn values_of(&self, name: &str) -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        self.body
            .split(mark.as_str())
            .skip(1)
            .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
            .collect()
    }

    /// Address of the first form whose action ends so.
    pub fn action_ending(&self, end: &str) -> Option<String> {
        let actions = self.body.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        actions.into_iter().find(|action| action.ends_with(end)).map(str::to_owned)
    }
}
