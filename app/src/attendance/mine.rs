//! `/sessions/{session}/mes-presences`: one's own half-days, what one announces beforehand and contests afterwards.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::session::attendance::sheet::{self, Mine};
use preau::session::attendance::{CONTEST, Excuse, contest, mark};
use preau::session::state::State;
use preau::session::{Session, Slot};
use preau::{Error, Fault, Result};

use super::words::{self, crumbs};
use super::{Led, load};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, ErrorSummary, FormState, Notice, NoticeKind, Tag, Tone, date,
};

fn own(cx: &Cx, led: &Led) -> Result<Allowed<(Uuid, Uuid)>> {
    let id = led.session.id;
    Ok(cx.allow_own(Act::SignUp)?.map(|person| (id, person)))
}

/// `GET /sessions/{session}/mes-presences`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /sessions/{session}/mes-presences`: announce, agree, contest.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        // Without a seat there is nothing here.
        sheet::mine(&mut cx.read().await?, own(&cx, &led)?).await?.ok_or(Error::NotFound)?;
        match perform(&cx, &led, &fields).await {
            Ok(done) => {
                let to = format!("/sessions/{}/mes-presences?fait={done}", led.session.id);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => page(&cx, &led, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<&'static str> {
    let allowed = own(cx, led)?;
    let slot = || fields.get("slot").parse::<Uuid>().map_err(|_| Error::NotFound);
    let done = match fields.get("act") {
        "announce" => {
            let excuse = Excuse::parse(fields.get("excuse"));
            let excuse = excuse.ok_or_else(|| Fault::new("excuse", "attendance-choose"))?;
            let mut tx = cx.begin().await?;
            mark::announce(&mut tx, allowed, slot()?, excuse, cx.now).await?;
            cx.commit(tx).await?;
            "absence"
        }
        "agree" => {
            let mut tx = cx.begin().await?;
            contest::agree(&mut tx, allowed, cx.now).await?;
            cx.commit(tx).await?;
            "presence-accord"
        }
        "contest" => {
            let mut tx = cx.begin().await?;
            contest::contest(&mut tx, allowed, slot()?, fields.get("words"), cx.now).await?;
            cx.commit(tx).await?;
            "presence-contestation"
        }
        _ => return Err(Error::NotFound),
    };
    Ok(done)
}

async fn page(cx: &Cx, led: &Led, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mine = sheet::mine(&mut cx.read().await?, own(cx, led)?).await?.ok_or(Error::NotFound)?;
    let own = Own { lang, now: cx.now, session: led.session.clone(), mine, form };
    let title = t!(lang, "my-presence-title");
    let page = cx.page(title.clone()).crumbs(crumbs(&own.session)).status(own.form.status());
    Ok(page.show(move || {
        view! {
            <div class="narrow stack">
                <ErrorSummary form=own.form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{own.session.title.clone()}</p>
                </div>
                {own.standing()}
                <ul class="plain">{own.mine.half_days.iter().map(|(slot, _)| own.half_day(slot)).collect_view()}</ul>
                {own.agreeing()}
            </div>
        }
        .into_any()
    }))
}

struct Own {
    lang: Lang,
    now: preau::Timestamp,
    session: Session,
    mine: Mine,
    form: FormState,
}

impl Own {
    fn here(&self) -> String {
        format!("/sessions/{}/mes-presences", self.session.id)
    }

    fn is_closed(&self) -> bool {
        matches!(self.session.state(), State::AttendanceClosed | State::Attested)
    }

    /// Until when one may contest, while one may.
    fn contest_until(&self) -> Option<preau::Timestamp> {
        let until = self.mine.closed_at?.plus(CONTEST);
        (self.is_closed() && self.now <= until).then_some(until)
    }

    fn standing(&self) -> AnyView {
        let lang = self.lang;
        let zone = &self.session.zone;
        let until = self.contest_until().map(|until| {
            view! { <p>{t!(lang, "my-presence-until", "day" => date(lang, until.date_in(zone)))}</p> }
        });
        let paper = self.mine.attestation.clone().map(|number| {
            view! {
                <p><ButtonLink href=format!("/attestations/{number}") icon="award">{t!(lang, "my-presence-attestation")}</ButtonLink></p>
            }
        });
        let open = self.session.state() == State::Held || self.session.state().takes_people();
        let here = open.then(|| {
            view! {
                <p><ButtonLink href=format!("/sessions/{}/ici", self.session.id) icon="check">{t!(lang, "checkin-title")}</ButtonLink></p>
            }
        });
        view! {
            {here}
            <p>{t!(lang, "my-presence-total", "time" => words::minutes(lang, self.mine.minutes()))}</p>
            {until}
            {paper}
        }
        .into_any()
    }

    fn half_day(&self, slot: &Slot) -> AnyView {
        let lang = self.lang;
        let entry = self
            .mine
            .half_days
            .iter()
            .find(|(known, _)| known.id == slot.id)
            .and_then(|(_, entry)| entry.as_ref());
        let known = entry.and_then(|entry| self.mine.contest_of(entry.id));
        let past: Vec<_> = self
            .mine
            .contests
            .iter()
            .filter(|contest| contest.slot_id == slot.id)
            .map(|contest| {
                let answer = contest.answer().map_or_else(
                    || view! { <Tag tone=Tone::Warning>{t!(lang, "my-presence-waiting")}</Tag> }.into_any(),
                    |answer| {
                        view! {
                            <p><Tag>{words::named(lang, "presence-answer-", answer.code())}</Tag>" "{contest.answer_words.clone()}</p>
                        }
                        .into_any()
                    },
                );
                view! { <blockquote><p>{contest.words.clone()}</p></blockquote>{answer} }
            })
            .collect();
        let mine = self.form.value("slot") == slot.id.to_string();
        let contest = (entry.is_some() && known.is_none() && self.contest_until().is_some()).then(|| {
            let words = if mine { self.form.value("words") } else { String::new() };
            let fault = if mine { self.form.fault("words") } else { None };
            let open = fault.is_some();
            view! {
                <details open=open class="presence-fold">
                    <summary>{t!(lang, "my-presence-contest")}</summary>
                    {words::post(self.here(), "session.sign_up", view! {
                        <input type="hidden" name="act" value="contest"/>
                        <input type="hidden" name="slot" value=slot.id.to_string()/>
                        {words::wrapped("words", t!(lang, "my-presence-contest-words"), words, fault, false)}
                        <p class="form-actions"><Button>{t!(lang, "my-presence-contest-send")}</Button></p>
                    }.into_any())}
                </details>
            }
        });
        let announce = (slot.starts_at > self.now && entry.is_none_or(|entry| entry.pending))
            .then(|| self.announce(slot));
        view! {
            <li class="card">
                <h2>{words::half_day(lang, slot, &self.session.zone)}</h2>
                <p>{words::value_tag(lang, entry)}</p>
                {past}
                {contest}
                {announce}
            </li>
        }
        .into_any()
    }

    fn announce(&self, slot: &Slot) -> AnyView {
        let lang = self.lang;
        view! {
            <details class="presence-fold">
                <summary>{t!(lang, "my-presence-announce")}</summary>
                {words::post(self.here(), "session.sign_up", view! {
                    <input type="hidden" name="act" value="announce"/>
                    <input type="hidden" name="slot" value=slot.id.to_string()/>
                    <label class="field">
                        <span>{t!(lang, "my-presence-excuse")}</span>
                        <select class="input" name="excuse">
                            {Excuse::ALL
                                .iter()
                                .map(|excuse| view! { <option value=excuse.code()>{words::named(lang, "presence-excuse-", excuse.code())}</option> })
                                .collect_view()}
                        </select>
                    </label>
                    <p class="form-actions"><Button>{t!(lang, "my-presence-announce-send")}</Button></p>
                }.into_any())}
            </details>
        }
        .into_any()
    }

    fn agreeing(&self) -> AnyView {
        let lang = self.lang;
        if !self.is_closed() || self.session.state() == State::Attested {
            return ().into_any();
        }
        if self.mine.agreed {
            return view! { <Notice kind=NoticeKind::Success><p>{t!(lang, "my-presence-agreed")}</p></Notice> }.into_any();
        }
        view! {
            {words::post(self.here(), "session.sign_up", view! {
                <input type="hidden" name="act" value="agree"/>
                <p>{t!(lang, "my-presence-agree-text")}</p>
                <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "my-presence-agree")}</Button></p>
            }.into_any())}
        }
        .into_any()
    }
}
