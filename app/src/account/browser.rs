//! The part of [`super::PasswordReveal`] and [`super::PasswordMeter`] that runs in the browser.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlInputElement};

use crate::browser::{Pause, ask, find, get, on, run, said, set, text};

/// The pause in typing after which a password is rated, in milliseconds.
const PAUSE: i32 = 400;

/// Without this, the button would be a promise that nobody keeps: it is hidden until now.
pub(super) fn reveal(root: Element) {
    let Some(button) = find(&root, "button") else { return };
    let Some(field) = field(&said(&button, "aria-controls")) else { return };
    set(&button, "hidden", None);
    let (shown, shower) = (Cell::new(false), button.clone());
    let toggle = move |_| {
        let now = !shown.get();
        shown.set(now);
        field.set_type(if now { "text" } else { "password" });
        set(&shower, "aria-pressed", Some(if now { "true" } else { "false" }));
        shower.set_text_content(Some(&said(&shower, if now { "data-hide" } else { "data-show" })));
    };
    on(&button, "click", Box::new(toggle));
}

/// Rates after each pause in typing.
pub(super) fn meter(root: Element) {
    let Some(meter) = find(&root, ".password-meter") else { return };
    let Some(field) = field(&said(&meter, "data-field")) else { return };
    let (number, waiting, target) = (Rc::new(Cell::new(0_u32)), Pause::default(), field.clone());
    let typed = move |_| {
        let mine = number.get().wrapping_add(1);
        number.set(mine);
        waiting.stop();
        let (password, link) = (field.value(), said(&meter, "data-link"));
        if password.is_empty() {
            return show(&meter, None);
        }
        let (number, meter) = (number.clone(), meter.clone());
        let rate = move || {
            run(Box::pin(async move {
                let arguments = [("password", &password.into()), ("link", &link.into())];
                let rated = ask("password_rating", &arguments).await;
                // An answer that comes after more typing is about something else.
                if number.get() == mine {
                    show(&meter, rated.as_ref());
                }
            }));
        };
        waiting.then(PAUSE, Box::new(rate));
    };
    on(&target, "input", Box::new(typed));
}

/// Shows a rating, or that there is none.
fn show(meter: &Element, rating: Option<&JsValue>) {
    // From 0 to 4: one digit.
    let score = rating.and_then(|rating| get(rating, "score").as_f64()).unwrap_or_default() as usize;
    let score = "01234".get(score..=score);
    set(meter, "data-score", score);
    if let Some(gauge) = find(meter, "meter") {
        set(&gauge, "value", score);
    }
    if let Some(sentence) = find(meter, "p") {
        sentence.set_text_content(rating.and_then(|rating| text(rating, "sentence")).as_deref());
    }
    set(meter, "hidden", rating.is_none().then_some(""));
}

fn field(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
