//! What the référent of a school does with its needs: take, answer, pass on, close with a reason.

use serde_json::{Value, json};
use uuid::Uuid;

use super::lists::{self, Kept};
use super::state::{Event, Party};
use super::{State, TEXT_MAX, codes, note, parties, readable};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::sql;

codes! {
    /// What an answer is. A session is one more, which answers by itself once it is attested: [`answer_by_session`].
    AnswerKind { Course = "course", Accompaniment = "accompaniment", Information = "information" }
}

codes! {
    /// Where a need is passed on to.
    Above { Basin = "basin", Academy = "academy" }
}

/// An answer as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub kind: String,
    /// Address of a course of the catalogue (`droit-auteur`), for that kind.
    pub course: String,
    pub text: String,
}

/// An answer, read.
pub(super) struct Given {
    pub(super) kind: AnswerKind,
    pub(super) course: Option<String>,
    pub(super) text: String,
}

impl Answer {
    /// Reads it: a course answers by itself, the other kinds with a text.
    pub(super) async fn read(&self, tx: &mut Tx) -> Result<Given> {
        let mut faults = Vec::new();
        let kind = AnswerKind::parse(&self.kind);
        if kind.is_none() {
            faults.push(Fault::new("kind", "need-answer-kind"));
        }
        let mut course = None;
        if kind == Some(AnswerKind::Course) {
            let known: Option<(String,)> = tx
                .query(sql!("select course_slug from course_card where course_slug = $1"))
                .bind(&self.course)
                .optional()
                .await?;
            course = known.map(|(slug,)| slug);
            if course.is_none() {
                faults.push(Fault::new("course", "need-answer-course"));
            }
        }
        let text = readable(&self.text);
        match &text {
            None => faults.push(Fault::new("text", "need-text").with("max", TEXT_MAX)),
            Some(text) if text.is_empty() && kind != Some(AnswerKind::Course) => {
                faults.push(Fault::new("text", "need-answer-text"));
            }
            Some(_) => {}
        }
        match (kind, text) {
            (Some(kind), Some(text)) if faults.is_empty() => Ok(Given { kind, course, text }),
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// A reason that its reader can do something with.
pub(super) fn reason(typed: &str) -> Result<String> {
    match readable(typed) {
        None => Err(Fault::new("reason", "need-text").with("max", TEXT_MAX).into()),
        Some(reason) if reason.is_empty() => Err(Fault::new("reason", "need-close-reason").into()),
        Some(reason) => Ok(reason),
    }
}

/// Refuses to act on a need that changed since it was read.
fn unmoved(kept: &Kept, version: i32) -> Result<()> {
    if kept.version == version { Ok(()) } else { Err(Refusal::new("need-moved").into()) }
}

/// The référent takes a need: its author knows that somebody looks at it. Twice changes nothing.
pub async fn acknowledge(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let need = *allowed.thing();
    let kept = lists::lock(tx, need).await?;
    let state = kept.state().next(Event::Acknowledge, Party::Referent)?;
    if state == kept.state() {
        return Ok(());
    }
    tx.query(sql!(
        "update training_need set state = $2, acknowledged_at = $3, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "need.acknowledge", "need", need, json!({}), now).await?;
    tell_author(tx, &kept, need, "need-acknowledged", now).await
}

/// The référent answers; the author and those who wished for the same are told.
///
/// # Errors
/// `Invalid`, refusals of the machine, `need-moved` when the need changed since it was read. The same answer sent twice
/// is given once.
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    answer: &Answer,
    version: i32,
    now: Timestamp,
) -> Result<()> {
    let need = *allowed.thing();
    let kept = lists::lock(tx, need).await?;
    let given = answer.read(tx).await?;
    let same = kept.state() == State::Answered
        && kept.answer_kind.as_deref() == Some(given.kind.code())
        && kept.answer_course == given.course
        && kept.answer_text == given.text;
    if same {
        return Ok(());
    }
    let state = kept.state().next(Event::Answer, Party::Referent)?;
    unmoved(&kept, version)?;
    tx.query(sql!(
        "update training_need
            set state = $2, answer_kind = $3, answer_text = $4, answer_course = $5, answered_by = $6, answered_at = $7,
                version = version + 1, updated_at = $7
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(given.kind.code())
    .bind(&given.text)
    .bind(&given.course)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "kind": given.kind.code() });
    note(tx, allowed.by(), "need.answer", "need", need, detail, now).await?;
    tell_answered(tx, &[need], now).await
}

/// The référent passes a need on to the bassin or the académie, whose managers learn its theme and nothing of who asks.
///
/// # Errors
/// `Invalid` without a level; refusals of the machine, `need-moved`, `need-no-basin` for a school in no bassin.
pub async fn forward(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    above: &str,
    version: i32,
    now: Timestamp,
) -> Result<()> {
    let need = *allowed.thing();
    let Some(above) = Above::parse(above) else { return Err(Fault::new("above", "need-above").into()) };
    let kept = lists::lock(tx, need).await?;
    let state = kept.state().next(Event::Forward, Party::Referent)?;
    unmoved(&kept, version)?;
    let node: Option<(Uuid, String)> = tx
        .query(sql!(
            "select a.id, a.path
               from org_node s
               join org_node a on a.kind = $2 and substr(s.path, 1, length(a.path)) = a.path
              where s.id = $1 and a.state <> 'closed'
              limit 1"
        ))
        .bind(kept.school_id)
        .bind(above.code())
        .optional()
        .await?;
    let Some((node, path)) = node else { return Err(Refusal::new("need-no-basin").into()) };
    tx.query(sql!(
        "update training_need
            set state = $2, forwarded_to = $3, forwarded_at = $4, version = version + 1, updated_at = $4
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(node)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "need.forward", "need", need, json!({ "to": path }), now).await?;
    let managers = parties::holders_over(tx, "plan_manager", &path, now).await?;
    let mut detail = super::theme_detail(tx, &kept.theme).await?;
    let (count,): (i64,) = tx
        .query(sql!(
            "select count(*) from training_need
              where forwarded_to = $1 and theme = $2 and discipline = $3 and state = 'forwarded'"
        ))
        .bind(node)
        .bind(&kept.theme)
        .bind(&kept.discipline)
        .one()
        .await?;
    detail["count"] = count.into();
    let notice = Notice {
        to: kept.author_id,
        kind: "need-forwarded",
        detail,
        path: "/besoins/transmis",
        asks_act: false,
        about: &format!("need:{need}:forwarded:{}", kept.version),
    };
    notice::tell_all(tx, &managers, notice, now).await
}

/// The référent closes a need with a reason that its author reads. The same reason sent twice changes nothing.
pub async fn close(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    why: &str,
    version: i32,
    now: Timestamp,
) -> Result<()> {
    let need = *allowed.thing();
    let kept = lists::lock(tx, need).await?;
    let why = reason(why)?;
    if kept.state() == State::Closed && kept.closed_by == allowed.by() && kept.close_reason == why {
        return Ok(());
    }
    let state = kept.state().next(Event::Close, Party::Referent)?;
    unmoved(&kept, version)?;
    tx.query(sql!(
        "update training_need
            set state = $2, close_reason = $3, closed_by = $4, closed_at = $5, version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(&why)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "need.close", "need", need, json!({ "by": "referent" }), now).await?;
    tell_author(tx, &kept, need, "need-closed", now).await
}

/// A session that was made for some needs has been held and its presence certified: those that still wait have their
/// answer. Their authors, and those who wished for the same, are told.
pub async fn answer_by_session(
    tx: &mut Tx,
    needs: &[Uuid],
    title: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    // A handful: the needs that one session was made for.
    for need in needs {
        let answered = tx
            .query(sql!(
                "update training_need
                    set state = 'answered', answer_kind = 'session', answer_text = $2, answer_course = null,
                        answered_by = $3, answered_at = $4, version = version + 1, updated_at = $4
                  where id = $1 and state in ('open', 'acknowledged', 'forwarded')"
            ))
            .bind(*need)
            .bind(title)
            .bind(by)
            .bind(now)
            .run()
            .await?;
        if answered > 0 {
            note(tx, by, "need.answer", "need", *need, json!({ "kind": "session" }), now).await?;
            tell_answered(tx, &[*need], now).await?;
        }
    }
    Ok(())
}

async fn tell_author(tx: &mut Tx, kept: &Kept, need: Uuid, kind: &'static str, now: Timestamp) -> Result<()> {
    let detail = super::theme_detail(tx, &kept.theme).await?;
    let notice = Notice {
        to: kept.author_id,
        kind,
        detail,
        path: "/besoins",
        asks_act: false,
        about: &format!("need:{need}:{kind}:{}", kept.version),
    };
    notice::tell(tx, notice, now).await
}

/// Tells the authors of needs on one theme, and those who wished for the same, that there is an answer.
pub(super) async fn tell_answered(tx: &mut Tx, needs: &[Uuid], now: Timestamp) -> Result<()> {
    let Some(first) = needs.first() else { return Ok(()) };
    let ids = sqlx::types::Json(needs);
    let (theme, version): (String, i32) =
        tx.query(sql!("select theme, version from training_need where id = $1")).bind(*first).one().await?;
    let detail: Value = super::theme_detail(tx, &theme).await?;
    let authors: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select distinct n.author_id from json_each($1) j
                       join training_need n on n.id = unhex(replace(j.value, '-', '')) order by 1",
            postgres: "select distinct n.author_id from jsonb_array_elements_text($1) as j (value)
                         join training_need n on n.id = cast(j.value as uuid) order by 1",
        })
        .bind(ids)
        .all()
        .await?;
    let wishers: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select distinct w.person_id from json_each($1) j
                       join need_wish w on w.need_id = unhex(replace(j.value, '-', '')) order by 1",
            postgres: "select distinct w.person_id from jsonb_array_elements_text($1) as j (value)
                         join need_wish w on w.need_id = cast(j.value as uuid) order by 1",
        })
        .bind(ids)
        .all()
        .await?;
    for (kind, people) in [("need-answered", &authors), ("need-wish-answered", &wishers)] {
        let people: Vec<Uuid> = people.iter().map(|(id,)| *id).collect();
        let notice = Notice {
            to: *first,
            kind,
            detail: detail.clone(),
            path: "/besoins",
            asks_act: false,
            about: &format!("need:{first}:{kind}:{version}"),
        };
        notice::tell_all(tx, &people, notice, now).await?;
    }
    Ok(())
}
