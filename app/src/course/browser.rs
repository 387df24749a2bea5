//! The part of [`super::Proposals`] that runs in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::browser::{Pause, ask, find, on, run, said, set, text};

/// The pause in typing after which courses are looked for, in milliseconds.
const PAUSE: i32 = 220;
/// How long proposals stay after the field is left, in milliseconds: a click on one comes first.
const LEAVING: i32 = 180;

struct SearchBox {
    field: HtmlInputElement,
    list: Element,
    /// Each says in `data-href` where it leads.
    proposals: RefCell<Vec<Element>>,
    active: Cell<Option<usize>>,
    /// Of what was typed last: an answer that comes after more typing is about something else.
    number: Cell<u32>,
    waiting: Pause,
    leaving: Pause,
}

/// Turns the field into a combobox: before that, it is a plain field and says so.
pub(super) fn wake(root: Element) {
    let field = find(&root, "input[type=search]").and_then(|field| field.dyn_into().ok());
    let (Some(field), Some(list)) = (field, find(&root, "[role=listbox]")) else { return };
    let found = Rc::new(SearchBox {
        field,
        list,
        proposals: RefCell::default(),
        active: Cell::default(),
        number: Cell::default(),
        waiting: Pause::default(),
        leaving: Pause::default(),
    });
    let attributes = [("role", "combobox"), ("aria-controls", "propositions"), ("aria-autocomplete", "list")];
    for (name, value) in attributes {
        set(&found.field, name, Some(value));
    }
    found.close();
    let (typing, pressing, leaving) = (found.clone(), found.clone(), found.clone());
    on(&found.field, "input", Box::new(move |_| typing.typed()));
    on(&found.field, "keydown", Box::new(move |event| pressing.pressed(&event)));
    let left = move |_| {
        let leaving = leaving.clone();
        let close = leaving.clone();
        leaving.leaving.then(LEAVING, Box::new(move || close.close()));
    };
    on(&found.field, "blur", Box::new(left));
    let pointed = |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(proposal) = target.and_then(|target| target.closest("[data-href]").ok().flatten()) {
            follow(&proposal);
        }
    };
    on(&found.list, "mousedown", Box::new(pointed));
}

impl SearchBox {
    fn close(&self) {
        self.show(Vec::new());
    }

    /// Lists proposals, none of them active.
    fn show(&self, proposals: Vec<Element>) {
        self.list.set_text_content(None);
        for proposal in &proposals {
            let _ = self.list.append_child(proposal);
        }
        let open = !proposals.is_empty();
        set(&self.list, "hidden", (!open).then_some(""));
        set(&self.field, "aria-expanded", Some(if open { "true" } else { "false" }));
        self.proposals.replace(proposals);
        self.activate(None);
    }

    fn activate(&self, place: Option<usize>) {
        self.active.set(place);
        let proposals = self.proposals.borrow();
        for (at, proposal) in proposals.iter().enumerate() {
            set(proposal, "aria-selected", Some(if place == Some(at) { "true" } else { "false" }));
        }
        let active = place.and_then(|place| proposals.get(place)).map(Element::id);
        set(&self.field, "aria-activedescendant", active.as_deref());
    }

    fn typed(self: &Rc<Self>) {
        let typed = self.field.value();
        let mine = self.number.get().wrapping_add(1);
        self.number.set(mine);
        self.waiting.stop();
        self.activate(None);
        if typed.trim().chars().nth(1).is_none() {
            return self.close();
        }
        let found = self.clone();
        let look = move || {
            run(Box::pin(async move {
                let answer = ask("course_search", &[("typed", &typed.into())]).await;
                if found.number.get() == mine {
                    let all = answer.map(|answer| Array::from(&answer)).unwrap_or_default();
                    found.show(all.iter().enumerate().filter_map(proposal).collect());
                }
            }));
        };
        self.waiting.then(PAUSE, Box::new(look));
    }

    fn pressed(&self, event: &Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        let count = self.proposals.borrow().len();
        if count == 0 {
            return;
        }
        let at = self.active.get();
        match event.key().as_str() {
            "ArrowDown" => self.activate(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => self.activate(Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Escape" => self.close(),
            "Enter" => {
                let proposals = self.proposals.borrow();
                let Some(proposal) = at.and_then(|at| proposals.get(at)) else { return };
                follow(proposal);
            }
            _ => return,
        }
        event.prevent_default();
    }
}

fn follow(proposal: &Element) {
    let _ = window().location().set_href(&said(proposal, "data-href"));
}

/// The element of a proposal.
fn proposal((place, found): (usize, JsValue)) -> Option<Element> {
    let [item, small] = [document().create_element("li").ok()?, document().create_element("small").ok()?];
    item.set_text_content(text(&found, "title").as_deref());
    small.set_text_content(text(&found, "detail").as_deref());
    item.append_child(&small).ok()?;
    // The server proposes a handful.
    let number = char::from_digit(u32::try_from(place).ok()?, 36)?;
    set(&item, "id", Some(&["proposition-", number.encode_utf8(&mut [0; 4])].concat()));
    set(&item, "role", Some("option"));
    set(&item, "data-href", text(&found, "href").as_deref());
    Some(item)
}
