//! The part of [`super::Live`] that runs in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, SubmitEvent, UrlSearchParams};

use crate::browser::{Pause, ask, find, is, on, run, said, set, text};

/// The pause in typing after which what is written is kept, in milliseconds.
const PAUSE: i32 = 1500;
/// When a sending that failed is tried again, in milliseconds.
const RETRY: i32 = 10_000;

/// Pairs of name and value, as the browser lists the fields of a form.
type Fields = Array;

/// What the island knows and what it is doing.
struct Work {
    root: Element,
    status: Element,
    /// What the server replaces.
    inside: Element,
    path: String,
    draft: String,
    form: String,
    key: String,
    saved: String,
    unsaved: String,
    waiting: Pause,
    sending: Cell<bool>,
    /// Something changed while a draft was on its way.
    again: Cell<bool>,
    /// What is handed in as soon as the draft that is on its way has arrived: never the one before the other.
    next: RefCell<Option<Button>>,
    /// The activity is being handed in: a second click is the same click.
    handing_in: Cell<bool>,
}

/// Name and value of the button that was pressed.
type Button = Option<(String, String)>;

/// Sends what an earlier visit could not, and listens.
pub(super) fn wake(root: Element) {
    let (Some(inside), Some(status)) = (find(&root, "[data-live]"), find(&root, ".live-status")) else {
        return;
    };
    let [path, draft, form, key, saved, unsaved] =
        ["data-path", "data-draft", "data-form", "data-key", "data-saved", "data-unsaved"]
            .map(|name| said(&inside, name));
    let work = Rc::new(Work {
        root,
        status,
        inside,
        path,
        draft,
        form,
        key,
        saved,
        unsaved,
        waiting: Pause::default(),
        sending: Cell::default(),
        again: Cell::default(),
        next: RefCell::default(),
        handing_in: Cell::default(),
    });
    if let Some(fields) = stored(&work.key) {
        let work = work.clone();
        run(Box::pin(async move { work.resend(&fields).await }));
    }
    let (typing, changing, sending, back) = (work.clone(), work.clone(), work.clone(), work.clone());
    on(&work.root, "input", Box::new(move |_| typing.later(PAUSE)));
    on(&work.root, "change", Box::new(move |_| changing.keep()));
    on(&work.root, "submit", Box::new(move |event| sending.sent(event.unchecked_ref())));
    let online = move |_| {
        if stored(&back.key).is_some() {
            back.keep();
        }
    };
    on(&window(), "online", Box::new(online));
}

impl Work {
    fn say(&self, sentence: &str) {
        self.status.set_text_content(Some(sentence));
    }

    async fn act(&self, fields: &Fields) -> Option<JsValue> {
        ask("activity", &[("path", &self.path.as_str().into()), ("fields", fields)]).await
    }

    async fn resend(&self, fields: &Fields) {
        match self.act(fields).await {
            Some(reply) if !is(&reply, "leave") => {
                forget(&self.key);
                if is(&reply, "refused") {
                    self.say(&text(&reply, "status").unwrap_or_default());
                } else {
                    // The page was made before this answer.
                    let _ = window().location().reload();
                }
            }
            Some(_) | None => self.say(&self.unsaved),
        }
    }

    /// Keeps what is written after a pause.
    fn later(self: &Rc<Self>, pause: i32) {
        let work = self.clone();
        self.waiting.then(pause, Box::new(move || work.keep()));
    }

    /// Keeps what is written now, on the server or else in this browser.
    fn keep(self: &Rc<Self>) {
        self.waiting.stop();
        if self.draft.is_empty() {
            return;
        }
        if self.sending.get() {
            self.again.set(true);
            return;
        }
        let Some(form) = self.form(&self.form) else { return };
        let fields = self.as_draft(&fields_of(&form));
        self.sending.set(true);
        let work = self.clone();
        run(Box::pin(async move {
            let answer = work.act(&fields).await;
            work.sending.set(false);
            match answer {
                Some(reply) if is(&reply, "leave") => {
                    remember(&work.key, &fields);
                    work.say(&work.unsaved);
                }
                Some(reply) => {
                    forget(&work.key);
                    if is(&reply, "refused") {
                        work.say(&text(&reply, "status").unwrap_or_default());
                    } else {
                        work.say(&work.saved.replace("{time}", &clock()));
                        show_standing(&reply);
                    }
                }
                None => {
                    remember(&work.key, &fields);
                    work.say(&work.unsaved);
                    work.later(RETRY);
                }
            }
            let (next, again) = (work.next.take(), work.again.take());
            if let Some(button) = next {
                work.hand_in(button);
            } else if again {
                work.keep();
            }
        }));
    }

    /// Sends the form without leaving the page; when that does not work, the browser sends it by itself.
    fn sent(self: &Rc<Self>, event: &SubmitEvent) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
            return;
        };
        // A file goes the ordinary way.
        if form.enctype() == "multipart/form-data" {
            return;
        }
        event.prevent_default();
        self.waiting.stop();
        let button = event.submitter().and_then(|button| {
            let name = button.get_attribute("name")?;
            Some((name, button.get_attribute("value").unwrap_or_default()))
        });
        if self.handing_in.get() {
            return;
        }
        if self.sending.get() {
            self.next.replace(Some(button));
        } else {
            self.hand_in(button);
        }
    }

    /// Hands in what the form of the activity holds now.
    fn hand_in(self: &Rc<Self>, button: Button) {
        let Some(form) = self.form("") else { return };
        let fields = fields_of(&form);
        if let Some((name, value)) = &button {
            fields.push(&pair(name, value));
        }
        self.sending.set(true);
        self.handing_in.set(true);
        let work = self.clone();
        run(Box::pin(async move {
            let answer = work.act(&fields).await;
            // What was typed since is in the form that is replaced, or will be sent again with the next change.
            work.sending.set(false);
            work.handing_in.set(false);
            work.again.set(false);
            match answer {
                Some(reply) if is(&reply, "reload") => {
                    let done = [&work.path, "?fait=parcours-termine#fin"].concat();
                    let _ = window().location().set_href(&done);
                }
                Some(reply) if !is(&reply, "leave") => {
                    forget(&work.key);
                    work.apply(&reply, button.as_ref());
                    work.say(&text(&reply, "status").unwrap_or_default());
                }
                None if !window().navigator().on_line() => {
                    if !work.draft.is_empty() {
                        remember(&work.key, &work.as_draft(&fields));
                    }
                    work.say(&work.unsaved);
                }
                Some(_) | None => {
                    if let Some((name, value)) = button {
                        add_hidden(&form, &name, &value);
                    }
                    let _ = form.submit();
                }
            }
        }));
    }

    /// Shows the activity anew, and puts the focus on what came of it, or back on the item that was moved.
    fn apply(&self, reply: &JsValue, button: Option<&(String, String)>) {
        if let Some(html) = text(reply, "html") {
            self.inside.set_inner_html(&html);
        }
        show_standing(reply);
        let result = match button.filter(|(name, _)| name == "move") {
            // At an end of the list only the other direction is left.
            Some((_, value)) => find(&self.root, &["button[value=\"", value, "\"]:enabled"].concat())
                .or_else(|| {
                    let key = value.rsplit_once(':').map_or(value.as_str(), |(_, key)| key);
                    find(&self.root, &["button[value$=\":", key, "\"]:enabled"].concat())
                }),
            None => find(&self.root, "[data-result]"),
        };
        if let Some(result) = result.and_then(|result| result.dyn_into::<HtmlElement>().ok()) {
            let _ = result.focus();
        }
    }

    fn form(&self, id: &str) -> Option<HtmlFormElement> {
        let found = if id.is_empty() { find(&self.root, "form") } else { document().get_element_by_id(id) };
        found?.dyn_into().ok()
    }

    /// The same fields, with the act that keeps them.
    fn as_draft(&self, fields: &Fields) -> Fields {
        let draft = fields.filter(&mut |field, _, _| Array::from(&field).get(0) != "act");
        draft.push(&pair("act", &self.draft));
        draft
    }
}

fn show_standing(reply: &JsValue) {
    for (id, part) in [("progression", "progress"), ("fin", "foot")] {
        if let (Some(element), Some(html)) = (document().get_element_by_id(id), text(reply, part)) {
            element.set_inner_html(&html);
        }
    }
}

/// Names and values, files left out.
fn fields_of(form: &HtmlFormElement) -> Fields {
    let Ok(data) = FormData::new_with_form(form) else { return Array::new() };
    Array::from(&data).filter(&mut |field, _, _| Array::from(&field).get(1).is_string())
}

fn pair(name: &str, value: &str) -> Array {
    Array::of2(&name.into(), &value.into())
}

fn add_hidden(form: &HtmlFormElement, name: &str, value: &str) {
    let Ok(input) = document().create_element("input") else { return };
    for (attribute, value) in [("type", "hidden"), ("name", name), ("value", value)] {
        set(&input, attribute, Some(value));
    }
    let _ = form.append_child(&input);
}

/// The time of day, `09:05`.
fn clock() -> String {
    let now = js_sys::Date::new_0();
    let digits = [now.get_hours(), now.get_minutes()].map(|number| {
        let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
        [digit(number / 10), digit(number)]
    });
    [&digits[0][..], &[':'], &digits[1][..]].concat().into_iter().collect()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored(key: &str) -> Option<Fields> {
    let text = storage()?.get_item(key).ok().flatten()?;
    let fields = UrlSearchParams::new_with_str(&text).ok()?;
    Some(Array::from(&fields))
}

fn remember(key: &str, fields: &Fields) {
    let (Some(storage), Ok(text)) = (storage(), UrlSearchParams::new_with_str_sequence_sequence(fields))
    else {
        return;
    };
    let _ = storage.set_item(key, &String::from(text.to_string()));
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
