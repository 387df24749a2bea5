//! What people fill in: a label, a hint, the field, and what is wrong with it, tied together for every sense.

use leptos::prelude::*;

use super::{Icon, look};
use crate::t;

/// `id` of the field with this name: where the summary of errors leads.
fn id_of(name: &str) -> String {
    format!("champ-{name}")
}

/// Label, hint and fault above a field, and the ids of what describes it.
fn frame(
    name: &str,
    label: String,
    hint: String,
    fault: Option<String>,
    optional: bool,
    input: AnyView,
) -> AnyView {
    let (id, hint_id, fault_id) = (id_of(name), format!("aide-{name}"), format!("erreur-{name}"));
    let class = if fault.is_some() { "field field-faulty" } else { "field" };
    view! {
        <div class=class>
            <label for=id>
                {label}
                // What was refused without it is not said to be optional.
                {(optional && fault.is_none()).then(|| view! { <span class="field-optional">" "{t!(look().lang, "field-optional")}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {fault.map(|fault| view! { <p class="field-fault" id=fault_id><Icon name="circle-alert"/>{fault}</p> })}
            {input}
        </div>
    }
    .into_any()
}

/// Ids of the hint and of the fault, for `aria-describedby`.
fn described_by(name: &str, hint: &str, fault: Option<&String>) -> Option<String> {
    let mut ids = Vec::new();
    if !hint.is_empty() {
        ids.push(format!("aide-{name}"));
    }
    if fault.is_some() {
        ids.push(format!("erreur-{name}"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A line of text.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(default = None)] fault: Option<String>,
    /// `text`, `email`, `password`, `search`, `number`, `date`…
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = None)] autocomplete: Option<&'static str>,
    #[prop(default = None)] inputmode: Option<&'static str>,
    /// May be left empty; said beside the label.
    #[prop(default = false)]
    optional: bool,
    #[prop(default = None)] maxlength: Option<u32>,
    /// Has the focus when the page opens, unless an error has it.
    #[prop(default = false)]
    autofocus: bool,
    /// Expected length, in characters, which the width follows.
    #[prop(default = None)]
    size: Option<u32>,
) -> AnyView {
    let described = described_by(name, &hint, fault.as_ref());
    let spell = matches!(kind, "email" | "password" | "url").then_some("false");
    let input = view! {
        <input
            class="input"
            id=id_of(name)
            name=name
            type=kind
            value=(kind != "password").then_some(value)
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            size=size
            spellcheck=spell
            autocapitalize=spell.map(|_| "none")
            required=!optional
            autofocus=autofocus
            aria-invalid=fault.is_some().then_some("true")
            aria-describedby=described
        />
    }
    .into_any();
    frame(name, label, hint, fault, optional, input)
}

/// A file to send along; its form says `multipart`.
#[component]
pub fn FileField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = None)] fault: Option<String>,
    /// Media types or endings, as in HTML.
    accept: &'static str,
    /// Said before anything is sent, where scripts run.
    max_bytes: u64,
) -> AnyView {
    let described = described_by(name, &hint, fault.as_ref());
    let input = view! {
        <input
            class="input"
            id=id_of(name)
            name=name
            type="file"
            accept=accept
            data-max-bytes=max_bytes.to_string()
            required
            aria-invalid=fault.is_some().then_some("true")
            aria-describedby=described
        />
    }
    .into_any();
    frame(name, label, hint, fault, false, input)
}

/// What was typed, as the content of a `<textarea>`. Leptos writes that content as it is: without this, a typed
/// `</textarea>` would end the field and what follows would be markup.
pub fn typed(text: &str) -> String {
    // A line end right after the tag would be dropped by the browser: one more keeps the typed one.
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Several lines of text.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(default = None)] fault: Option<String>,
    #[prop(default = 6)] rows: u32,
    #[prop(default = false)] optional: bool,
    #[prop(default = None)] maxlength: Option<u32>,
) -> AnyView {
    let described = described_by(name, &hint, fault.as_ref());
    let input = view! {
        <textarea
            class="input"
            id=id_of(name)
            name=name
            rows=rows
            maxlength=maxlength
            required=!optional
            aria-invalid=fault.is_some().then_some("true")
            aria-describedby=described
        >
            {typed(&value)}
        </textarea>
    }
    .into_any();
    frame(name, label, hint, fault, optional, input)
}

/// One entry of a [`Select`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of a list too long for [`Choices`].
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<SelectOption>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(default = None)] fault: Option<String>,
    #[prop(default = false)] optional: bool,
) -> AnyView {
    let described = described_by(name, &hint, fault.as_ref());
    // Of a list that begins with an answer, one is always chosen: HTML knows no required one.
    let required = !optional && options.first().is_some_and(|first| first.value.is_empty());
    let input = view! {
        <select
            class="input"
            id=id_of(name)
            name=name
            required=required
            aria-invalid=fault.is_some().then_some("true")
            aria-describedby=described
        >
            {options
                .into_iter()
                .map(|option| {
                    let selected = option.value == value;
                    view! { <option value=option.value selected=selected>{option.label}</option> }
                })
                .collect_view()}
        </select>
    }
    .into_any();
    frame(name, label, hint, fault, optional, input)
}

/// A box to tick, or one of several to choose from (`radio`).
#[component]
pub fn Choice(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(default = false)] checked: bool,
    #[prop(default = false)] radio: bool,
    #[prop(optional, into)] hint: String,
    /// Shown at the end of the line: « 12 ».
    #[prop(optional, into)]
    count: String,
) -> AnyView {
    let kind = if radio { "radio" } else { "checkbox" };
    view! {
        <label class="choice">
            <input type=kind name=name value=value checked=checked/>
            <span class="choice-label">
                {label}
                {(!hint.is_empty()).then(|| view! { <span class="choice-hint">{hint}</span> })}
            </span>
            {(!count.is_empty()).then(|| view! { <span class="choice-count">{count}</span> })}
        </label>
    }
    .into_any()
}

/// A group of [`Choice`]s with its question.
#[component]
pub fn Choices(
    /// Name that the boxes share: where the summary of errors leads.
    name: &'static str,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = None)] fault: Option<String>,
    children: Children,
) -> AnyView {
    let described = described_by(name, &hint, fault.as_ref());
    let class = if fault.is_some() { "choices field-faulty" } else { "choices" };
    view! {
        <fieldset class=class id=id_of(name) tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("aide-{name}")>{hint}</p> })}
            {fault
                .map(|fault| {
                    view! { <p class="field-fault" id=format!("erreur-{name}")><Icon name="circle-alert"/>{fault}</p> }
                })}
            {children()}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::render;

    #[test]
    fn a_list_is_required_when_it_begins_with_no_answer() {
        let html = |first: &'static str| {
            render(move || {
                let options = vec![SelectOption::new(first, "Choisir"), SelectOption::new("b", "B")];
                view! { <Select name="kind" label="Sorte" options=options/> }
            })
        };
        assert!(html("").contains(" required"));
        assert!(!html("a").contains(" required"));
    }

    #[test]
    fn typed_text_never_leaves_its_field() {
        let value = "\n</textarea><script>alert(1)</script> &amp; <b>".to_owned();
        let html = render(move || view! { <TextArea name="body" label="Texte" value=value/> });
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"), "{html}");
        assert!(html.contains("&amp;amp; &lt;b&gt;"), "what was typed as a reference stays one: {html}");
    }
}
