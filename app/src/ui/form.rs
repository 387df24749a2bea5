//! A form on its way: what was typed, what does not hold, and the frame that sends it.

use std::sync::Arc;

use axum::http::StatusCode;
use leptos::prelude::*;

use preau::{Error, Result};

use crate::fields::{Faults, Fields};
use crate::texts::{self, Lang};

/// The state of a form: empty, filled with what is known, or refused with what was typed.
#[derive(Debug, Clone)]
pub struct FormState {
    pub lang: Lang,
    fields: Arc<Fields>,
    faults: Faults,
    refusal: Option<String>,
}

impl FormState {
    /// Nothing typed yet.
    pub fn empty(lang: Lang) -> Self {
        Self::filled(lang, Vec::new())
    }

    /// What is known already, to be changed.
    pub fn filled(lang: Lang, pairs: Vec<(String, String)>) -> Self {
        Self { lang, fields: Arc::new(Fields::new(pairs)), faults: Faults::default(), refusal: None }
    }

    /// What was typed, with the reasons why it was not taken.
    ///
    /// # Errors
    /// Every error that is not about what was typed.
    pub fn refused(lang: Lang, fields: Fields, error: Error) -> Result<Self> {
        let (faults, refusal) = match error {
            Error::Invalid(faults) => (Faults::new(faults), None),
            Error::Refused(refusal) => (Faults::default(), Some(texts::refusal(lang, &refusal))),
            other @ (Error::NotFound
            | Error::LoginNeeded
            | Error::Forbidden
            | Error::TooMany { .. }
            | Error::Unavailable(_)
            | Error::Broken(_)) => return Err(other),
        };
        Ok(Self { lang, fields: Arc::new(fields), faults, refusal })
    }

    /// What was typed into a field, empty at first.
    pub fn value(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }

    /// Everything that was typed into fields of one name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.all(name).map(str::to_owned).collect()
    }

    pub fn has(&self, name: &str, value: &str) -> bool {
        self.fields.all(name).any(|typed| typed == value)
    }

    /// What is wrong with a field, as a sentence.
    pub fn fault(&self, name: &str) -> Option<String> {
        self.faults.of(name).map(|fault| texts::fault(self.lang, fault))
    }

    /// The rule that said no to the whole form.
    pub fn refusal(&self) -> Option<String> {
        self.refusal.clone()
    }

    /// Field and sentence of each fault.
    pub fn faults(&self) -> Vec<(&'static str, String)> {
        self.faults.iter().map(|fault| (fault.field, texts::fault(self.lang, fault))).collect()
    }

    pub fn is_refused(&self) -> bool {
        self.refusal.is_some() || !self.faults.is_empty()
    }

    /// 422 for a refused form, 200 otherwise.
    pub fn status(&self) -> StatusCode {
        if self.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}

/// A form that is posted. `act` names it after the policy, for tests and tools. The browser does not check the fields
/// itself: the server's sentences are better and stand beside each field.
#[component]
pub fn PostForm(
    #[prop(into)] action: String,
    act: &'static str,
    #[prop(default = "form")] class: &'static str,
    /// A file is sent along.
    #[prop(default = false)]
    multipart: bool,
    children: Children,
) -> AnyView {
    let enctype = multipart.then_some("multipart/form-data");
    view! {
        <form method="post" action=action enctype=enctype class=class data-act=act novalidate>
            {children()}
        </form>
    }
    .into_any()
}
