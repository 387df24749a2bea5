//! 1d. Pedagogical projects: from an idea to what came of it, with the head's opinion on the way.
//!
//! | event | from → to | who | needs |
//! | --- | --- | --- | --- |
//! | submit | idea → submitted | référent | classes and tools said |
//! | support | submitted → supported | head | – |
//! | send_back | submitted → idea | head | what is missing |
//! | start | supported → running | référent | – |
//! | review | running → reviewed | référent | what came of it |
//! | stop | idea, submitted, supported, running → stopped | référent | why |
//! | resume | stopped → idea | référent | – |

use serde_json::json;
use uuid::Uuid;

use super::activity::{self, Offer};
use super::{
    Checks, LINE, Mission, NOTE, TEXT, TITLE, Telling, changed_meanwhile, codes, heads, no_such_move,
    note_act, referents, tell, year_of,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::school::School;
use crate::{ids, sql};

codes! {
    State {
        Idea = "idea",
        Submitted = "submitted",
        Supported = "supported",
        Running = "running",
        Reviewed = "reviewed",
        Stopped = "stopped",
    }
}

codes! {
    Event {
        Submit = "submit",
        Support = "support",
        SendBack = "send_back",
        Start = "start",
        Review = "review",
        Stop = "stop",
        Resume = "resume",
    }
}

impl State {
    /// # Errors
    /// Refusal `cockpit-no-such-move`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match event {
            Event::Submit if self == Self::Idea => Ok(Self::Submitted),
            Event::Support if self == Self::Submitted => Ok(Self::Supported),
            Event::SendBack if self == Self::Submitted => Ok(Self::Idea),
            Event::Start if self == Self::Supported => Ok(Self::Running),
            Event::Review if self == Self::Running => Ok(Self::Reviewed),
            Event::Stop if !matches!(self, Self::Reviewed | Self::Stopped) => Ok(Self::Stopped),
            Event::Resume if self == Self::Stopped => Ok(Self::Idea),
            Event::Submit
            | Event::Support
            | Event::SendBack
            | Event::Start
            | Event::Review
            | Event::Stop
            | Event::Resume => Err(no_such_move()),
        }
    }
}

/// The sheet of a project, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub title: String,
    pub summary: String,
    pub classes: String,
    /// Checked against the list by the page.
    pub disciplines: Vec<String>,
    pub tools: String,
    /// Address of an online course.
    pub course: String,
}

struct Checked {
    title: String,
    summary: String,
    classes: String,
    disciplines: String,
    tools: String,
    course: Option<String>,
}

impl Typed {
    fn check(&self) -> Result<Checked> {
        let mut checks = Checks::default();
        let course = self.course.trim().to_owned();
        if course.len() > 80 || !course.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            checks.fault(Fault::new("course", "cockpit-course-unknown"));
        }
        let checked = Checked {
            title: checks.needed("title", &self.title, TITLE),
            summary: checks.needed("summary", &self.summary, TEXT),
            classes: checks.text("classes", &self.classes, LINE),
            disciplines: self.disciplines.iter().take(10).map(|code| format!("{code},")).collect(),
            tools: checks.text("tools", &self.tools, LINE),
            course: (!course.is_empty()).then_some(course),
        };
        checks.done()?;
        Ok(checked)
    }
}

/// Somebody of the school has an idea: its référents hear of it.
///
/// # Errors
/// `Invalid`; refusal `cockpit-project-same` when the own idea of this title stands already.
pub async fn propose(tx: &mut Tx, allowed: Allowed<&School>, typed: &Typed, now: Timestamp) -> Result<Uuid> {
    let (school, checked) = (*allowed.thing(), typed.check()?);
    let Some(author) = allowed.by() else { return Err(Error::Forbidden) };
    let same: Option<(i32,)> = tx
        .query(sql!(
            "select 1 from project where school_id = $1 and proposed_by = $2 and title = $3 and state = 'idea' limit 1"
        ))
        .bind(school.node_id)
        .bind(author)
        .bind(checked.title.as_str())
        .optional()
        .await?;
    if same.is_some() {
        return Err(Refusal::new("cockpit-project-same").into());
    }
    let id = ids::new(now);
    tx.query(sql!(
        "insert into project (id, school_id, school_year, title, summary, classes, disciplines, tools, course_slug, state,
                proposed_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'idea', $10, $11, $11)"
    ))
    .bind(id)
    .bind(school.node_id)
    .bind(year_of(school, now).label())
    .bind(checked.title.as_str())
    .bind(checked.summary.as_str())
    .bind(checked.classes.as_str())
    .bind(checked.disciplines.as_str())
    .bind(checked.tools.as_str())
    .bind(checked.course)
    .bind(author)
    .bind(now)
    .run()
    .await?;
    step(tx, id, "propose", State::Idea, Some(author), now).await?;
    let to = referents(tx, school, now).await?;
    let telling = telling("project-proposed", &checked.title, school, id, false, "proposed".to_owned());
    tell(tx, &to, Some(author), &telling, now).await?;
    note_act(tx, Some(author), "project.propose", "project", id, json!({}), now).await?;
    Ok(id)
}

/// Who changes a sheet: its référents at any time before the review, the author while it is an idea.
///
/// # Errors
/// `NotFound` for somebody else's idea; `Invalid`; refusals `cockpit-changed`, `cockpit-no-such-move`.
pub async fn change(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    is_referent: bool,
    typed: &Typed,
    now: Timestamp,
) -> Result<()> {
    let (school, checked) = (*allowed.thing(), typed.check()?);
    let held = lock(tx, school, id, version).await?;
    let own = held.proposed_by.is_some() && held.proposed_by == allowed.by() && held.state == State::Idea;
    if !is_referent && !own {
        return Err(Error::Forbidden);
    }
    if matches!(held.state, State::Reviewed | State::Stopped) {
        return Err(no_such_move().into());
    }
    tx.query(sql!(
        "update project set title = $2, summary = $3, classes = $4, disciplines = $5, tools = $6, course_slug = $7,
                version = version + 1, updated_at = $8
          where id = $1"
    ))
    .bind(id)
    .bind(checked.title)
    .bind(checked.summary)
    .bind(checked.classes)
    .bind(checked.disciplines)
    .bind(checked.tools)
    .bind(checked.course)
    .bind(now)
    .run()
    .await?;
    note_act(tx, allowed.by(), "project.change", "project", id, json!({}), now).await
}

/// A step of the référent: submit, start, review (with what came of it), stop (with a reason), resume.
///
/// # Errors
/// `Invalid` for the text that the step needs; refusals `cockpit-changed`, `cockpit-no-such-move`,
/// `cockpit-project-bare` when a project is submitted without classes and tools.
pub async fn advance(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    event: Event,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let school = *allowed.thing();
    let mut checks = Checks::default();
    let text = match event {
        Event::Review => checks.needed("text", text, TEXT),
        Event::Stop => checks.needed("text", text, NOTE),
        Event::Submit | Event::Start | Event::Resume => String::new(),
        // The head's own.
        Event::Support | Event::SendBack => return Err(Error::Forbidden),
    };
    checks.done()?;
    let held = lock(tx, school, id, version).await?;
    let state = held.state.next(event)?;
    if event == Event::Submit && (held.classes.is_empty() || held.tools.is_empty()) {
        return Err(Refusal::new("cockpit-project-bare").into());
    }
    tx.query(sql!(
        "update project
            set state = $2, review = case when $3 = 'review' then $4 else review end,
                stop_reason = case when $3 = 'stop' then $4 else '' end,
                opinion = case when $3 in ('submit', 'resume') then null else opinion end,
                version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(id)
    .bind(state.code())
    .bind(event.code())
    .bind(text)
    .bind(now)
    .run()
    .await?;
    step(tx, id, event.code(), state, allowed.by(), now).await?;
    let asks = event == Event::Submit;
    let about = format!("{}:{}", event.code(), held.version);
    let to = if asks { heads(tx, school, now).await? } else { held.proposed_by.into_iter().collect() };
    let kind = if asks { "project-submitted" } else { "project-moved" };
    tell(tx, &to, allowed.by(), &telling(kind, &held.title, school, id, asks, about), now).await?;
    let offer = Offer {
        mission: Mission::Projects,
        day: now.date_in(&school.zone),
        minutes: 30,
        people: 0,
        disciplines: &held.disciplines,
        note: &held.title,
        source: format!("project:{id}:{}", state.code()),
        path: format!("/etablissements/{}/projets/{id}", school.uai),
    };
    activity::offer(tx, allowed.by(), school, offer, now).await?;
    note_act(tx, allowed.by(), "project.move", "project", id, json!({ "event": event.code() }), now).await
}

/// The head's opinion on a submitted project: supported, or sent back with what is missing.
///
/// # Errors
/// `Invalid` without a reason to send back; refusals `cockpit-changed`, `cockpit-no-such-move`.
pub async fn give_opinion(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    favourable: bool,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let (school, mut checks) = (*allowed.thing(), Checks::default());
    let text = if favourable { checks.text("text", text, NOTE) } else { checks.needed("text", text, NOTE) };
    checks.done()?;
    let held = lock(tx, school, id, version).await?;
    let event = if favourable { Event::Support } else { Event::SendBack };
    let state = held.state.next(event)?;
    tx.query(sql!(
        "update project set state = $2, opinion = $3, opinion_text = $4, opinion_by = $5, opinion_at = $6,
                version = version + 1, updated_at = $6
          where id = $1"
    ))
    .bind(id)
    .bind(state.code())
    .bind(if favourable { "favourable" } else { "unfavourable" })
    .bind(text)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    step(tx, id, event.code(), state, allowed.by(), now).await?;
    let mut to = referents(tx, school, now).await?;
    if let Some(author) = held.proposed_by.filter(|author| !to.contains(author)) {
        to.push(author);
    }
    let about = format!("{}:{}", event.code(), held.version);
    tell(tx, &to, allowed.by(), &telling("project-opinion", &held.title, school, id, false, about), now)
        .await?;
    note_act(tx, allowed.by(), "project.opinion", "project", id, json!({ "event": event.code() }), now).await
}

fn telling<'a>(
    kind: &'static str,
    title: &'a str,
    school: &'a School,
    id: Uuid,
    asks_act: bool,
    about: String,
) -> Telling<'a> {
    let path = format!("/etablissements/{}/projets/{id}", school.uai);
    Telling { kind, title, school, path, asks_act, about: format!("project:{id}:{about}") }
}

async fn step(
    tx: &mut Tx,
    project: Uuid,
    event: &str,
    state: State,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into project_step (id, project_id, event, state, by_id, at) values ($1, $2, $3, $4, $5, $6)"
    ))
    .bind(ids::new(now))
    .bind(project)
    .bind(event)
    .bind(state.code())
    .bind(by)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Held {
    title: String,
    classes: String,
    disciplines: String,
    tools: String,
    #[sqlx(try_from = "String")]
    state: State,
    proposed_by: Option<Uuid>,
    version: i32,
}

async fn lock(tx: &mut Tx, school: &School, id: Uuid, version: i32) -> Result<Held> {
    let held: Held = tx
        .query(sql!(
            "select title, classes, disciplines, tools, state, proposed_by, version
               from project where id = $1 and school_id = $2",
            lock
        ))
        .bind(id)
        .bind(school.node_id)
        .one()
        .await?;
    if held.version == version { Ok(held) } else { Err(changed_meanwhile()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_table_of_moves() {
        use State::{Idea, Reviewed, Running, Stopped, Submitted, Supported};
        let allowed = [
            (Idea, Event::Submit, Submitted),
            (Submitted, Event::Support, Supported),
            (Submitted, Event::SendBack, Idea),
            (Supported, Event::Start, Running),
            (Running, Event::Review, Reviewed),
            (Idea, Event::Stop, Stopped),
            (Submitted, Event::Stop, Stopped),
            (Supported, Event::Stop, Stopped),
            (Running, Event::Stop, Stopped),
            (Stopped, Event::Resume, Idea),
        ];
        for state in State::ALL {
            for event in Event::ALL {
                let expected =
                    allowed.iter().find(|(from, by, _)| (from, by) == (state, event)).map(|row| row.2);
                assert_eq!(state.next(*event).ok(), expected, "{state:?} {event:?}");
            }
        }
    }
}
