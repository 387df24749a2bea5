//! `/besoins/etablissement/{besoin}`: one need, and what its référent does with it.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::need::handle::{self, Above, Answer, AnswerKind};
use preau::need::lists::{self, Authored};
use preau::need::themes::{self, Theme};
use preau::need::{State, TEXT_MAX};
use preau::{Error, Result};

use super::{mine, parts, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Card, Choice, Choices, Crumb, ErrorSummary, FormState, PostForm, Select,
    SelectOption, Tag, TextArea,
};

/// The right on a need, asked on the path of its school.
async fn allowed(cx: &Cx, id: &str) -> Result<preau::access::Allowed<Uuid>> {
    cx.allow(Act::WorkAsReferent, ())?;
    let need: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let path = lists::school_of(&mut cx.read().await?, need).await?;
    cx.allow_at(Act::WorkAsReferent, &path, need)
}

/// `GET /besoins/etablissement/{need}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let need = allowed(&cx, &id).await?;
        page(&cx, need, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /besoins/etablissement/{need}`.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let need = allowed(&cx, &id).await?;
        let version = fields.get("version").parse().unwrap_or(0);
        let mut tx = cx.begin().await?;
        let (outcome, done) = match fields.get("geste") {
            "prendre" => (handle::acknowledge(&mut tx, need, cx.now).await, "besoin-pris"),
            "repondre" => {
                let answer = answer_of(&fields);
                (handle::answer(&mut tx, need, &answer, version, cx.now).await, "besoin-repondu")
            }
            "transmettre" => {
                let above = fields.get("above");
                (handle::forward(&mut tx, need, above, version, cx.now).await, "besoin-transmis")
            }
            "fermer" => {
                let reason = fields.get("reason");
                (handle::close(&mut tx, need, reason, version, cx.now).await, "besoin-ferme")
            }
            _ => return Err(Error::NotFound),
        };
        match outcome {
            Ok(()) => {
                cx.commit(tx).await?;
                let path = format!("/besoins/etablissement/{}?fait={done}", need.thing());
                Ok(Redirect::to(&path).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                page(&cx, need, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

pub(super) fn answer_of(fields: &Fields) -> Answer {
    Answer {
        kind: fields.get("kind").to_owned(),
        course: fields.get("course").to_owned(),
        text: fields.get("text").to_owned(),
    }
}

async fn page(cx: &Cx, need: preau::access::Allowed<Uuid>, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let authored = lists::one(&mut read, need).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let sheet = Sheet {
        lang,
        zone: cx.site.config.zone.clone(),
        authored,
        themes,
        titles: mine::titles(&cards),
        form,
    };
    let title = words::theme(lang, &sheet.themes, &sheet.authored.need.theme);
    let above = [
        Crumb::new("/besoins", t!(lang, "needs-title")),
        Crumb::new("/besoins/etablissement", t!(lang, "needs-desk-title")),
    ];
    let status = sheet.form.status();
    Ok(cx.page(title).nav(Nav::Needs).crumbs(above).status(status).show(move || sheet.show()))
}

struct Sheet {
    lang: Lang,
    zone: String,
    authored: Authored,
    themes: Vec<Theme>,
    titles: Vec<(String, String)>,
    form: FormState,
}

impl Sheet {
    fn show(self) -> AnyView {
        let (lang, need) = (self.lang, &self.authored.need);
        let title = words::theme(lang, &self.themes, &need.theme);
        let (tone, state) = (words::tone(need.state()), words::state(lang, need.state()));
        let gestures = self.gestures();
        let way = parts::way(lang, &self.zone, need);
        let asked = self.asked();
        view! {
            <div class="stack needs">
                <div class="page-head">
                    <h1>{title}</h1>
                    <p><Tag tone=tone>{state}</Tag></p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                <div class="with-side">
                    <div class="stack">
                        <Card title=t!(lang, "need-asked")>{asked}</Card>
                        {gestures}
                    </div>
                    <aside aria-label=t!(lang, "need-way")>{way}</aside>
                </div>
            </div>
        }
        .into_any()
    }

    /// Who asks for what, and what they were told.
    fn asked(&self) -> AnyView {
        let (lang, need) = (self.lang, &self.authored.need);
        let who = if need.team.is_empty() {
            self.authored.author()
        } else {
            format!("{} – {}", need.team, self.authored.author())
        };
        view! {
            <p><strong>{who}</strong></p>
            <p class="soft">{parts::facts(lang, need)}</p>
            {(!need.body.is_empty()).then(|| view! { <p class="need-body">{need.body.clone()}</p> })}
            {(need.wishes > 0).then(|| view! { <p>{t!(lang, "need-wishes", "count" => need.wishes)}</p> })}
            {need.survey_id.map(|_| view! { <p class="soft small">{t!(lang, "need-from-survey")}</p> })}
            {parts::outcome(lang, need, mine::title_of(&self.titles, need))}
        }
        .into_any()
    }

    /// What may be done now.
    fn gestures(&self) -> AnyView {
        let state = self.authored.need.state();
        let take = (state == State::Open).then(|| self.taking());
        let answer = state.is_living().then(|| self.answering());
        let forward = (state == State::Acknowledged).then(|| self.forwarding());
        let close = (state != State::Closed).then(|| self.closing());
        view! { {take} {answer} {forward} {close} }.into_any()
    }

    fn taking(&self) -> AnyView {
        let (lang, hidden) = (self.lang, self.hidden("prendre"));
        view! {
            <PostForm action=self.address() act="referent.work" class="row-form">
                {hidden}
                <Button kind=ButtonKind::Primary icon="check">{t!(lang, "need-take")}</Button>
                <p class="soft small">{t!(lang, "need-take-text")}</p>
            </PostForm>
        }
        .into_any()
    }

    fn address(&self) -> String {
        format!("/besoins/etablissement/{}", self.authored.need.id)
    }

    fn hidden(&self, gesture: &'static str) -> AnyView {
        view! {
            <input type="hidden" name="geste" value=gesture/>
            <input type="hidden" name="version" value=self.authored.need.version.to_string()/>
        }
        .into_any()
    }

    fn answering(&self) -> AnyView {
        let (lang, action, hidden) = (self.lang, self.address(), self.hidden("repondre"));
        let fields = answer_fields(lang, &self.form, &self.titles);
        let session = format!("/sessions/nouvelle?besoin={}", self.authored.need.id);
        view! {
            <Card title=t!(lang, "need-answer-title")>
                <p class="form-actions"><ButtonLink href=session icon="calendar">{t!(lang, "need-to-session")}</ButtonLink></p>
                <PostForm action=action act="referent.work">
                    {hidden}
                    {fields}
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "need-answer-send")}</Button></p>
                </PostForm>
            </Card>
        }
        .into_any()
    }

    fn forwarding(&self) -> AnyView {
        let (lang, action, hidden) = (self.lang, self.address(), self.hidden("transmettre"));
        let fault = self.form.fault("above");
        let choices: Vec<_> = Above::ALL
            .iter()
            .map(|above| {
                let label = match above {
                    Above::Basin => t!(lang, "need-above-basin"),
                    Above::Academy => t!(lang, "need-above-academy"),
                };
                let checked = self.form.has("above", above.code());
                view! { <Choice name="above" value=above.code() label=label checked=checked radio=true/> }
            })
            .collect();
        view! {
            <Card title=t!(lang, "need-forward-title")>
                <PostForm action=action act="referent.work">
                    {hidden}
                    <Choices name="above" legend=t!(lang, "need-above") hint=t!(lang, "need-forward-text") fault=fault>
                        {choices}
                    </Choices>
                    <p class="form-actions"><Button>{t!(lang, "need-forward-send")}</Button></p>
                </PostForm>
            </Card>
        }
        .into_any()
    }

    fn closing(&self) -> AnyView {
        let (lang, action, hidden) = (self.lang, self.address(), self.hidden("fermer"));
        let field = reason_field(&self.form);
        view! {
            <Card title=t!(lang, "need-close-title")>
                <PostForm action=action act="referent.work">
                    {hidden}
                    {field}
                    <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "need-close-send")}</Button></p>
                </PostForm>
            </Card>
        }
        .into_any()
    }
}

/// Kind, course and words of an answer.
pub(super) fn answer_fields(lang: Lang, form: &FormState, titles: &[(String, String)]) -> AnyView {
    let kinds: Vec<_> = AnswerKind::ALL
        .iter()
        .map(|kind| {
            let checked = form.has("kind", kind.code());
            let label = words::answer_kind(lang, kind.code());
            view! { <Choice name="kind" value=kind.code() label=label checked=checked radio=true/> }
        })
        .collect();
    let mut courses: Vec<SelectOption> =
        titles.iter().map(|(slug, title)| SelectOption::new(slug.clone(), title.clone())).collect();
    courses.sort_by_cached_key(|option| preau::text::key(&option.label));
    courses.insert(0, SelectOption::new("", t!(lang, "need-course-none")));
    view! {
        <Choices name="kind" legend=t!(lang, "need-answer-kind") fault=form.fault("kind")>{kinds}</Choices>
        <Select
            name="course"
            label=t!(lang, "need-answer-course")
            options=courses
            value=form.value("course")
            fault=form.fault("course")
            optional=true
        />
        {parts::free_text("text", t!(lang, "need-answer-text"), form, true)}
    }
    .into_any()
}

/// Why it ends: read by its author.
pub(super) fn reason_field(form: &FormState) -> AnyView {
    let lang = form.lang;
    view! {
        <TextArea
            name="reason"
            label=t!(lang, "need-reason")
            hint=t!(lang, "need-close-hint", "max" => TEXT_MAX)
            value=form.value("reason")
            fault=form.fault("reason")
            rows=3
            maxlength=Some(500)
        />
    }
    .into_any()
}
