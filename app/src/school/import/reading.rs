//! `/pilotage/imports/{import}/lecture`: how a file is read — encoding, delimiter, header, columns — as it was found,
//! for a person to overrule.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use preau::school::import::{self, Batch, Kind, Mapping, Reading, columns};
use preau::table::{Delimiter, Encoding, Shape};
use preau::{Error, Fault, Result};

use super::arrive::{options, uai_field};
use super::{address, batch, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Choice, Crumb, ErrorSummary, FormState, PostForm, Select, SelectOption, TableScroll,
};

/// `GET /pilotage/imports/{import}/lecture`.
pub(super) async fn show(cx: Cx, Path(import): Path<String>) -> Response {
    cx.answer(async {
        let (batch, _) = batch(&cx, &import).await?;
        let form = FormState::filled(cx.lang, pairs(&batch));
        Ok(page(&cx, batch, form))
    })
    .await
}

/// `POST /pilotage/imports/{import}/lecture`.
pub(super) async fn send(cx: Cx, Path(import): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (batch, allowed) = batch(&cx, &import).await?;
        let again = async {
            let how = reading(&batch, &fields)?;
            let mut tx = cx.begin().await?;
            import::read_again(&mut tx, allowed, &how, cx.now).await?;
            cx.commit(tx).await
        };
        match again.await {
            Ok(()) => Ok(Redirect::to(&format!("{}?suivre=1", address(batch.id))).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                Ok(page(&cx, batch, form))
            }
        }
    })
    .await
}

/// Name of the select for a field: fixed texts, because components take their names so.
fn column_name(field: &str) -> &'static str {
    columns(Kind::Register)
        .iter()
        .chain(columns(Kind::People))
        .find(|column| column.field == field)
        .map_or("", |column| column.field)
}

fn pairs(batch: &Batch) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut pair = |name: &str, value: String| pairs.push((name.to_owned(), value));
    if let Some(shape) = batch.shape() {
        pair("encoding", shape.encoding.code().to_owned());
        pair("delimiter", shape.delimiter.code().to_owned());
        pair("header", if shape.header { "1" } else { "0" }.to_owned());
    }
    for column in columns(batch.kind()) {
        if let Some(at) = batch.mapping.of(column.field) {
            pair(&format!("column_{}", column.field), at.to_string());
        }
    }
    let options = &batch.options;
    for (name, on) in [
        ("every_school", options.every_school),
        ("send_invitations", options.send_invitations),
        ("names_from_address", options.names_from_address),
    ] {
        if on {
            pair(name, "1".to_owned());
        }
    }
    pair("uai", options.uai.clone().unwrap_or_default());
    pairs
}

fn reading(batch: &Batch, fields: &Fields) -> Result<Reading> {
    let mut faults = Vec::new();
    let encoding = Encoding::parse(fields.get("encoding"));
    let delimiter = Delimiter::parse(fields.get("delimiter"));
    if encoding.is_none() {
        faults.push(Fault::new("encoding", "import-choose"));
    }
    if delimiter.is_none() {
        faults.push(Fault::new("delimiter", "import-choose"));
    }
    let mut mapping = Mapping::default();
    for column in columns(batch.kind()) {
        let typed = fields.get(&format!("column_{}", column.field));
        if let Ok(at) = typed.parse::<usize>()
            && at < 300
        {
            mapping.set(column.field, at);
        }
    }
    let mut options = match options(fields) {
        Ok(options) => options,
        Err(Error::Invalid(more)) => {
            faults.extend(more);
            import::Options::default()
        }
        Err(other) => return Err(other),
    };
    options.doubles = batch.options.doubles;
    let (Some(encoding), Some(delimiter), true) = (encoding, delimiter, faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };
    let header = fields.get("header") != "0";
    let carriage_returns = batch.shape().is_some_and(|shape| shape.carriage_returns);
    let shape = Shape { encoding, delimiter, header, carriage_returns };
    // Other letters or cells make other columns: they are found anew, unless they were chosen in the same go.
    let same = batch.shape().is_some_and(|was| was.delimiter == delimiter && was.header == header);
    let mapping = if same { mapping } else { Mapping::default() };
    Ok(Reading { shape: Some(shape), mapping, options })
}

/// What is chosen beside the file, also where it is sent.
pub(super) fn options_fields(form: &FormState, people: bool) -> AnyView {
    let lang = form.lang;
    view! {
        <Choice
            name="every_school"
            value="1"
            label=t!(lang, "import-every-school")
            hint=t!(lang, "import-every-school-hint")
            checked=form.has("every_school", "1")
        />
        {people
            .then(|| {
                view! {
                    {uai_field(form, true)}
                    <Choice
                        name="send_invitations"
                        value="1"
                        label=t!(lang, "import-send-invitations")
                        hint=t!(lang, "import-send-invitations-hint")
                        checked=form.has("send_invitations", "1")
                    />
                }
            })}
    }
    .into_any()
}

pub(super) fn encoding(lang: Lang, encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => "UTF-8".to_owned(),
        Encoding::Cp1252 => t!(lang, "import-encoding-cp1252"),
        Encoding::Utf16Le => "UTF-16 LE".to_owned(),
        Encoding::Utf16Be => "UTF-16 BE".to_owned(),
    }
}

pub(super) fn delimiter(lang: Lang, delimiter: Delimiter) -> String {
    match delimiter {
        Delimiter::Semicolon => t!(lang, "import-delimiter-semicolon"),
        Delimiter::Pipe => t!(lang, "import-delimiter-pipe"),
        Delimiter::Tab => t!(lang, "import-delimiter-tab"),
        Delimiter::Comma => t!(lang, "import-delimiter-comma"),
    }
}

/// What a column is called, and what stands in it first.
fn choices(lang: Lang, batch: &Batch) -> Vec<SelectOption> {
    let header = batch.shape().is_some_and(|shape| shape.header);
    let width = batch.head.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| {
        let cell = batch.head.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
        cell.trim().chars().take(40).collect::<String>()
    };
    let mut choices = vec![SelectOption::new("", t!(lang, "import-no-column"))];
    for column in 0..width {
        let name = if header { cell(0, column) } else { String::new() };
        let example = cell(usize::from(header), column);
        let place = u32::try_from(column + 1).unwrap_or(u32::MAX);
        let mut label = if name.is_empty() { t!(lang, "import-column", "place" => place) } else { name };
        if !example.is_empty() {
            label = format!("{label} ({example})");
        }
        choices.push(SelectOption::new(column.to_string(), label));
    }
    choices
}

fn page(cx: &Cx, batch: Batch, form: FormState) -> Response {
    let lang = cx.lang;
    let above = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/imports", t!(lang, "imports-title")),
        Crumb::new(address(batch.id), batch.file_name.clone()),
    ];
    let encodings: Vec<_> =
        Encoding::ALL.into_iter().map(|one| SelectOption::new(one.code(), encoding(lang, one))).collect();
    let delimiters: Vec<_> =
        Delimiter::ALL.into_iter().map(|one| SelectOption::new(one.code(), delimiter(lang, one))).collect();
    let headers = vec![
        SelectOption::new("1", t!(lang, "import-header-yes")),
        SelectOption::new("0", t!(lang, "import-header-no")),
    ];
    let title = t!(lang, "import-reading");
    cx.page(title.clone()).nav(Nav::Operate).crumbs(above).status(form.status()).show(move || {
        let choices = choices(lang, &batch);
        let fields: Vec<_> = columns(batch.kind())
            .iter()
            .map(|column| {
                let name = format!("column_{}", column.field);
                let id = format!("champ-{name}");
                let value = form.value(&name);
                let label = words::field(lang, column_name(column.field));
                let required = column.required;
                let options = choices.clone();
                view! {
                    <div class="field">
                        <label for=id.clone()>
                            {label}
                            {(!required).then(|| view! { <span class="field-optional">" "{t!(lang, "field-optional")}</span> })}
                        </label>
                        <select class="input" id=id name=name>
                            {options
                                .into_iter()
                                .map(|option| {
                                    let selected = option.value == value;
                                    view! { <option value=option.value selected=selected>{option.label}</option> }
                                })
                                .collect_view()}
                        </select>
                    </div>
                }
            })
            .collect();
        let head = batch.head.0.clone();
        view! {
            <section class="stack imports">
                <h1>{title.clone()}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "import-reading-lead")}</p>
                {(!head.is_empty())
                    .then(|| {
                        view! {
                            <TableScroll label=t!(lang, "import-first-rows")>
                                <table class="table-compact">
                                    <caption class="visually-hidden">{t!(lang, "import-first-rows")}</caption>
                                    <tbody>
                                        {head
                                            .into_iter()
                                            .map(|row| {
                                                view! {
                                                    <tr>
                                                        {row
                                                            .into_iter()
                                                            .take(40)
                                                            .map(|cell| view! { <td>{cell.chars().take(60).collect::<String>()}</td> })
                                                            .collect_view()}
                                                    </tr>
                                                }
                                            })
                                            .collect_view()}
                                    </tbody>
                                </table>
                            </TableScroll>
                        }
                    })}
                <PostForm action=format!("{}/lecture", address(batch.id)) act=batch.kind().act().code()>
                    <Select name="encoding" label=t!(lang, "import-encoding") options=encodings value=form.value("encoding") fault=form.fault("encoding")/>
                    <Select name="delimiter" label=t!(lang, "import-delimiter") options=delimiters value=form.value("delimiter") fault=form.fault("delimiter")/>
                    <Select name="header" label=t!(lang, "import-header") options=headers value=form.value("header")/>
                    <fieldset class="import-columns">
                        <legend>{t!(lang, "import-columns")}</legend>
                        <p class="field-hint">{t!(lang, "import-columns-hint")}</p>
                        <div class="import-columns-grid">{fields}</div>
                    </fieldset>
                    {options_fields(&form, batch.kind() == Kind::People)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "import-read-again")}</Button>
                        <a href=address(batch.id)>{t!(lang, "import-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
