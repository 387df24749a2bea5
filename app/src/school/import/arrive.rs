//! `/pilotage/imports/nouveau`: sending a file.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use preau::access::Act;
use preau::school::Uai;
use preau::school::import::{self, Kind, NewBatch, Options};
use preau::{Error, Fault, Result, ids};
use uuid::Uuid;

use super::store::Incoming;
use super::{address, chosen, places, surroundings};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Choice, Choices, Crumb, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption,
};

/// Longest text that comes with a file.
const MAX_TEXT: usize = 16 * 1024;
const ADDRESS: &str = "/pilotage/imports/nouveau";

/// `GET /pilotage/imports/nouveau`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportRegister, ())?;
        page(&cx, FormState::filled(cx.lang, vec![("kind".into(), "register".into())])).await
    })
    .await
}

/// `POST /pilotage/imports/nouveau`.
pub(super) async fn send(cx: Cx, form: Result<Multipart, MultipartRejection>) -> Response {
    cx.answer(async {
        // Nothing of a stranger's file is read.
        cx.allow(Act::ImportRegister, ())?;
        let form = match form {
            Ok(form) => form,
            Err(rejection) => return Ok(rejection.status().into_response()),
        };
        let id = ids::new(cx.now);
        let (fields, file) = match receive(&cx, form).await? {
            Ok(received) => received,
            Err(status) => return Ok(status.into_response()),
        };
        match take(&cx, id, &fields, file).await {
            Ok(()) => Ok(Redirect::to(&format!("{}?suivre=1", address(id))).into_response()),
            Err(error) => {
                surroundings(&cx.site).forget(id);
                page(&cx, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

type Received = (Fields, Option<(String, Incoming)>);

/// Reads the form as it comes. One that cannot be read, or is larger than the server takes, is a status.
async fn receive(cx: &Cx, mut form: Multipart) -> Result<Result<Received, StatusCode>> {
    let around = surroundings(&cx.site);
    let (mut pairs, mut file, mut text_bytes) = (Vec::new(), None, 0_usize);
    loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(Ok((Fields::new(pairs), file))),
            Err(error) => return Ok(Err(error.status())),
        };
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            let mut incoming = if file_name.is_empty() || file.is_some() {
                None
            } else {
                Some(Box::new(Incoming::begin(&around, cx.site.config.max_import).await?))
            };
            // Read to its end even when it is not kept, so that the fields after it are.
            loop {
                match field.chunk().await {
                    Ok(Some(piece)) => {
                        if let Some(incoming) = &mut incoming {
                            incoming.write(&piece).await?;
                        }
                    }
                    Ok(None) => break,
                    Err(error) => return Ok(Err(error.status())),
                }
            }
            if let Some(incoming) = incoming {
                file = Some((file_name, *incoming));
            }
            continue;
        }
        match field.text().await {
            Ok(text) => {
                text_bytes += text.len() + name.len();
                if text_bytes > MAX_TEXT {
                    return Ok(Err(StatusCode::PAYLOAD_TOO_LARGE));
                }
                pairs.push((name, text));
            }
            Err(error) => return Ok(Err(error.status())),
        }
    }
}

async fn take(cx: &Cx, id: Uuid, fields: &Fields, file: Option<(String, Incoming)>) -> Result<()> {
    let kind = Kind::parse(fields.get("kind")).ok_or_else(|| Fault::new("kind", "import-kind"))?;
    let scope = chosen(&places(cx, kind).await?, fields.get("scope"))?;
    let allowed = cx.allow_at(kind.act(), &scope, ())?;
    let options = options(fields)?;
    let (file_name, file) = file.ok_or_else(|| Fault::new("file", "import-file-missing"))?;
    let file_bytes = file.finish(&surroundings(&cx.site), id).await?;
    let new = NewBatch { id, kind, scope, file_name, file_bytes, shape: None, options };
    let mut tx = cx.begin().await?;
    import::create(&mut tx, allowed.map(|()| new), cx.now).await?;
    cx.commit(tx).await
}

/// What was chosen beside the file.
///
/// # Errors
/// `Invalid` on `uai`.
pub(super) fn options(fields: &Fields) -> Result<Options> {
    let uai = match fields.get("uai").trim() {
        "" => None,
        typed => Some(Uai::parse(typed).map_err(|not| not.fault("uai"))?.as_str().to_owned()),
    };
    Ok(Options {
        every_school: fields.has("every_school"),
        send_invitations: fields.has("send_invitations"),
        uai,
        names_from_address: fields.has("names_from_address"),
        doubles: 0,
    })
}

/// The place to choose from, when there are several.
pub(super) fn scope_field(form: &FormState, places: &[(String, String)]) -> Option<AnyView> {
    if places.len() < 2 {
        return None;
    }
    let options = places
        .iter()
        .map(|(path, name)| SelectOption::new(if path.is_empty() { "*" } else { path }, name.clone()))
        .collect::<Vec<_>>();
    let (label, value) = (t!(form.lang, "import-scope"), form.value("scope"));
    Some(view! { <Select name="scope" label=label options=options value=value/> }.into_any())
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let (schools, people) = (places(cx, Kind::Register).await?, cx.may(Act::ImportPeople));
    let scope = scope_field(&form, &schools);
    let most = cx.site.config.max_import / (1024 * 1024);
    let above = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/imports", t!(lang, "imports-title")),
    ];
    let file_fault = form.fault("file");
    let (described, field) = match &file_fault {
        Some(_) => ("aide-file erreur-file", "field field-faulty"),
        None => ("aide-file", "field"),
    };
    if schools.is_empty() {
        return Err(Error::Forbidden);
    }
    let (is_register, is_people) = (form.has("kind", "register"), form.has("kind", "people"));
    Ok(cx.page(t!(lang, "import-new")).nav(Nav::Operate).crumbs(above).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "import-new")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "import-new-lead")}</p>
                <PostForm action=ADDRESS act="register.import" multipart=true>
                    <Choices name="kind" legend=t!(lang, "import-kind") fault=form.fault("kind")>
                        <Choice
                            name="kind"
                            value="register"
                            label=t!(lang, "import-kind-register")
                            hint=t!(lang, "import-kind-register-hint")
                            radio=true
                            checked=is_register
                        />
                        {people
                            .then(|| {
                                view! {
                                    <Choice
                                        name="kind"
                                        value="people"
                                        label=t!(lang, "import-kind-people")
                                        hint=t!(lang, "import-kind-people-hint")
                                        radio=true
                                        checked=is_people
                                    />
                                }
                            })}
                    </Choices>
                    {scope}
                    <div class=field>
                        <label for="champ-file">{t!(lang, "import-file")}</label>
                        <p class="field-hint" id="aide-file">{t!(lang, "import-file-hint", "max" => most)}</p>
                        {file_fault.map(|fault| view! { <p class="field-fault" id="erreur-file">{fault}</p> })}
                        <input
                            class="input"
                            id="champ-file"
                            type="file"
                            name="file"
                            required
                            accept=".csv,.txt,.tsv,text/csv,text/plain"
                            aria-describedby=described
                        />
                    </div>
                    {super::reading::options_fields(&form, people)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary icon="upload">{t!(lang, "import-send")}</Button>
                        <a href="/pilotage/imports">{t!(lang, "import-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

/// The school of rows that name none.
pub(super) fn uai_field(form: &FormState, optional: bool) -> AnyView {
    let lang = form.lang;
    view! {
        <Field
            name="uai"
            label=t!(lang, "import-uai")
            hint=t!(lang, "import-uai-hint")
            value=form.value("uai")
            fault=form.fault("uai")
            maxlength=Some(12)
            size=Some(10)
            autocomplete=Some("off")
            optional=optional
        />
    }
    .into_any()
}
