//! What islands ask of the browser, said once: listening, waiting, asking the server.
//!
//! Everything here takes boxed closures: one piece of code for all islands instead of one for each use.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{JSON, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventTarget, RequestInit, Response};

/// Calls `act` on each event of a kind, for as long as the page is there.
pub(crate) fn on(target: &EventTarget, kind: &str, act: Box<dyn FnMut(Event)>) {
    let act = Closure::wrap(act).into_js_value();
    let _ = target.add_event_listener_with_callback(kind, act.unchecked_ref());
}

/// Something that is done after a pause, unless it is put off again.
#[derive(Clone, Default)]
pub(crate) struct Pause(Rc<Cell<Option<i32>>>);

impl Pause {
    /// Does `act` in so many milliseconds, and nothing of what was waiting.
    pub(crate) fn then(&self, milliseconds: i32, act: Box<dyn FnOnce()>) {
        self.stop();
        let act = Closure::once_into_js(act);
        let timer =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
        self.0.set(timer.ok());
    }

    /// Does nothing of what was waiting.
    pub(crate) fn stop(&self) {
        if let Some(timer) = self.0.take() {
            window().clear_timeout_with_handle(timer);
        }
    }
}

/// Runs something that waits, beside everything else.
pub(crate) fn run(work: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(work);
}

/// Calls a server function; none when it could not be reached, or said that it failed.
pub(crate) async fn ask(function: &str, arguments: &[(&str, &JsValue)]) -> Option<JsValue> {
    let (headers, request) = (Object::new(), Object::new());
    put(&headers, "content-type", &"application/json".into());
    for (name, value) in arguments {
        put(&request, name, value);
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    let body = JSON::stringify(&request).ok()?;
    init.set_body(&body);
    let address = ["/api/fn/", function].concat();
    let answer = JsFuture::from(window().fetch_with_str_and_init(&address, &init)).await.ok()?;
    let answer: Response = answer.unchecked_into();
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.json().ok()?).await.ok()
}

fn put(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// A field of an answer.
pub(crate) fn get(answer: &JsValue, name: &str) -> JsValue {
    Reflect::get(answer, &name.into()).unwrap_or_default()
}

/// A text of an answer; none where there is none.
pub(crate) fn text(answer: &JsValue, name: &str) -> Option<String> {
    get(answer, name).as_string()
}

/// A yes or no of an answer.
pub(crate) fn is(answer: &JsValue, name: &str) -> bool {
    get(answer, name).is_truthy()
}

/// The first element inside another that a selector finds.
pub(crate) fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// An attribute, empty when it is not there.
pub(crate) fn said(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Writes an attribute, or takes it away.
pub(crate) fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
