//! `POST /plan/{annee}?noeud=…`: every act on a plan that needs no page of its own.

use axum::extract::Path;
use axum::response::Response;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::plan::{Event, ProgrammeEvent, modules, priority, programme, write};
use preau::{Error, Result, Tx};

use super::place::{self, Here, id};
use super::sheet;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::ui::FormState;

pub(super) async fn act(cx: Cx, Path(year): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        // Whoever may write nowhere is told so before anything is looked up; inspectors validate.
        if cx.allow(Act::ValidateModule, ()).is_err() {
            cx.allow(Act::WritePlan, ())?;
        }
        let mut read = cx.read().await?;
        let here = Here::find(&cx, &mut read, &year, asked.get("noeud")).await?;
        drop(read);
        let mut tx = cx.begin().await?;
        match one(&cx, &mut tx, &here, &fields).await {
            Ok(done) => {
                cx.commit(tx).await?;
                let at = fields.get("ancre");
                let anchor = if at.parse::<Uuid>().is_ok() { format!("#p-{at}") } else { String::new() };
                Ok(place::go(&format!("{}&fait={done}{anchor}", here.address())))
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                sheet::page(&cx, cx.read().await?, here, form).await
            }
        }
    })
    .await
}

/// Does one act; gives the key of what is said of it.
async fn one(cx: &Cx, tx: &mut Tx, here: &Here, fields: &Fields) -> Result<&'static str> {
    let right = |act: Act| -> Result<Allowed<Uuid>> { cx.allow_at(act, &here.plan.path, here.plan.id) };
    let (what, now) = (fields.get("id"), cx.now);
    match fields.get("geste") {
        "etape" => {
            let event = Event::parse(fields.get("etape")).ok_or(Error::NotFound)?;
            write::step(tx, right(event.act())?, event, now).await?;
            Ok("plan-etape")
        }
        "reprendre-priorite" => {
            let parent = id(fields.get("parent"))?;
            priority::take_over(tx, right(Act::WritePlan)?, id(what)?, parent, now).await?;
            Ok("plan-lien")
        }
        "rattacher" => {
            let parent = match fields.get("parent") {
                "" => None,
                parent => Some(id(parent)?),
            };
            priority::link(tx, right(Act::WritePlan)?, id(what)?, parent, now).await?;
            Ok("plan-lien")
        }
        "supprimer-priorite" => {
            priority::remove(tx, right(Act::WritePlan)?, id(what)?, now).await?;
            Ok("plan-priorite-otee")
        }
        "dispositif" => {
            let event = ProgrammeEvent::parse(fields.get("etape")).ok_or(Error::NotFound)?;
            programme::step(tx, right(Act::WritePlan)?, id(what)?, event, now).await?;
            Ok("plan-dispositif-etape")
        }
        "valider-tout" => {
            modules::validate_all(tx, right(Act::ValidateModule)?, id(what)?, now).await?;
            Ok("plan-modules-valides")
        }
        order @ ("monter" | "descendre") => {
            let (allowed, up) = (right(Act::WritePlan)?, order == "monter");
            match fields.get("quoi") {
                "priorite" => priority::shift(tx, allowed, id(what)?, up, now).await?,
                "dispositif" => programme::shift(tx, allowed, id(what)?, up, now).await?,
                "module" => modules::shift(tx, allowed, id(what)?, up, now).await?,
                _ => return Err(Error::NotFound),
            }
            Ok("plan-ordre")
        }
        _ => Err(Error::NotFound),
    }
}
