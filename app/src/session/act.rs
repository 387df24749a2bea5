//! `POST /sessions/{session}`: every act of a session's sheet.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};

use preau::access::Act;
use preau::access::policy::{Allowed, Place, allow};
use preau::session::{Scope, Session, Trainer, decide, sign_up};
use preau::{Error, Result, ids};
use uuid::Uuid;

use super::{allow_run, seen, sheet, version_of};
use crate::account::pending;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::ui::FormState;

/// Takes an act and goes back to the sheet, or shows it again with the reason why not.
pub(super) async fn post(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, &format!("/sessions/{id}"), &fields).await?;
        }
        let (session, trainers) = seen(&cx, &mut cx.read().await?, &id).await?;
        match act(&cx, &session, &trainers, &fields).await {
            Ok(to) => Ok(Redirect::to(&to).into_response()),
            Err(error) => sheet::page(&cx, session.id, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

/// Does it; gives the address to go to.
async fn act(cx: &Cx, session: &Session, trainers: &[Trainer], fields: &Fields) -> Result<String> {
    let id = session.id;
    let here = format!("/sessions/{id}");
    let run = || allow_run(cx, session, trainers, id);
    let own =
        || -> Result<Allowed<(Uuid, Uuid)>> { Ok(cx.allow_own(Act::SignUp)?.map(|person| (id, person))) };
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "sign_up" => {
            let seat = sign_up::sign_up(&mut tx, own()?, fields.get("motive"), cx.now).await?;
            format!("seance-{}", seat.code())
        }
        "withdraw" => {
            sign_up::withdraw(&mut tx, own()?, cx.now).await?;
            "seance-desistement".to_owned()
        }
        "accept" | "decline" => {
            let accept = fields.get("act") == "accept";
            sign_up::answer_offer(&mut tx, own()?, accept, cx.now).await?;
            if accept { "seance-enrolled" } else { "seance-desistement" }.to_owned()
        }
        "confirm" => {
            sign_up::confirm(&mut tx, own()?, cx.now).await?;
            "seance-confirmee".to_owned()
        }
        "propose" => {
            decide::propose(&mut tx, run()?, version_of(fields), cx.now).await?;
            "seance-proposee".to_owned()
        }
        "take_back" => {
            decide::withdraw(&mut tx, run()?, cx.now).await?;
            "seance-reprise".to_owned()
        }
        "publish" => {
            decide::publish(&mut tx, run()?, cx.now).await?;
            "seance-publiee".to_owned()
        }
        "duplicate" => {
            let to = ids::new(cx.now);
            let author = cx.person()?;
            let host = cx.allow_at(Act::ProposeSession, &session.host_path, (id, to, author))?;
            let to = decide::duplicate(&mut tx, host, 7, cx.now).await?;
            cx.commit(tx).await?;
            return Ok(format!("/sessions/{to}/modifier?fait=seance-copiee"));
        }
        "cancel" => {
            let allowed = may_cancel(cx, session, trainers)?;
            decide::cancel(&mut tx, allowed, fields.get("reason"), cx.now).await?;
            "seance-annulee".to_owned()
        }
        "agree" => {
            let allowed = cx.allow_at(Act::AgreeSession, &session.host_path, id)?;
            decide::agree(&mut tx, allowed, cx.now).await?;
            "seance-accord".to_owned()
        }
        "approve" => {
            let allowed = cx.allow_at(Act::ApproveSession, &session.node_path, id)?;
            decide::approve(&mut tx, allowed, cx.now).await?;
            "seance-validee".to_owned()
        }
        "refuse" => {
            let allowed = may_refuse(cx, session)?;
            decide::refuse(&mut tx, allowed, fields.get("reason"), cx.now).await?;
            "seance-refusee".to_owned()
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(format!("{here}?fait={done}"))
}

/// Those who run a session cancel it, and so does the head of its host school.
fn may_cancel(cx: &Cx, session: &Session, trainers: &[Trainer]) -> Result<Allowed<Uuid>> {
    allow_run(cx, session, trainers, session.id)
        .or_else(|_| cx.allow_at(Act::AgreeSession, &session.host_path, session.id))
}

/// The head says no to what is proposed to the school; the manager to what the head agreed to.
pub(super) fn may_refuse(cx: &Cx, session: &Session) -> Result<Allowed<Uuid>> {
    let (act, path) = match (session.state(), session.scope()) {
        (preau::session::State::Agreed, Scope::Basin | Scope::Academy | Scope::National) => {
            (Act::ApproveSession, &session.node_path)
        }
        _ => (Act::AgreeSession, &session.host_path),
    };
    allow(cx.actor.as_ref(), act, Place::At(path), session.id)
}
