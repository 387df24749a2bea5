//! What a person is in the organisation, what they were told, and what they asked: one list after the other.

use uuid::Uuid;

use super::MOST;
use super::rows::*;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

pub(crate) async fn roles(db: &mut impl Conn, who: Uuid) -> Result<Vec<Grant>> {
    db.query(sql!(
        "select g.role, n.code as node, n.name as node_name, (g.delegated_by is not null) as delegated, g.starts_at,
                g.ends_at, g.reason
           from role_grant g
           left join org_node n on n.id = g.node_id
          where g.person_id = $1
          order by g.starts_at, g.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(crate) async fn postings(db: &mut impl Conn, who: Uuid) -> Result<Vec<Posting>> {
    db.query(sql!(
        "select n.code as uai, n.name as school, o.discipline, o.main, o.employment_status, o.starts_at, o.ends_at,
                o.source
           from posting o
           join org_node n on n.id = o.school_id
          where o.person_id = $1
          order by o.starts_at, o.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn nominations(db: &mut impl Conn, who: Uuid) -> Result<Vec<Nomination>> {
    db.query(sql!(
        "select m.id, n.code as uai, n.name as school, m.school_year, m.state, m.share_percent, m.reward,
                m.amount_cents, m.relief_minutes, m.starts_at, m.ends_at, m.answered_at, m.decided_at, m.end_reason
           from nomination m
           join org_node n on n.id = m.school_id
          where m.person_id = $1
          order by m.starts_at, m.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn mission_letters(db: &mut impl Conn, who: Uuid) -> Result<Vec<MissionLetter>> {
    db.query(sql!(
        "select l.nomination_id as nomination, l.number, l.letter, l.written_at, l.accepted_at
           from mission_letter l
           join nomination m on m.id = l.nomination_id
          where m.person_id = $1
          order by l.written_at, l.nomination_id, l.number
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn notices(db: &mut impl Conn, who: Uuid) -> Result<Vec<Noticed>> {
    db.query(sql!(
        "select kind, detail, path, created_at, read_at, mailed_at from notice
          where person_id = $1 order by created_at, id limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn notice_choices(db: &mut impl Conn, who: Uuid) -> Result<Vec<NoticeChoice>> {
    db.query(sql!(
        "select kind as about, rhythm, updated_at from notice_preference
          where person_id = $1 order by kind limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn looks(db: &mut impl Conn, who: Uuid) -> Result<Vec<Looked>> {
    db.query(sql!(
        "select p.given_name, p.usual_name, r.what, r.times, r.last_at
           from record_access r
           join person p on p.id = r.viewer_id
          where r.subject_id = $1
          order by r.last_at, r.viewer_id, r.what
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn data_requests(db: &mut impl Conn, who: Uuid) -> Result<Vec<DataRequest>> {
    db.query(sql!(
        "select kind, body, state, opened_at, due_at, extension_reason, outcome, answer, closed_at from data_request
          where person_id = $1 order by opened_at, id limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

/// What the person wrote down for colleagues: needs, projects, bulletins, advice, questions, log and reports, the oldest
/// first. An anonymous answer to a survey is tied to nobody, and so cannot be in it.
pub(super) async fn contributions(db: &mut impl Conn, who: Uuid) -> Result<Vec<Contribution>> {
    db.query(sql!(
        "select kind, at, title, body
           from (select 'need' as kind, created_at as at, theme as title, body from training_need where author_id = $1
                 union all
                 select 'session_wish', w.created_at, coalesce(w.theme, m.title), w.reason from session_wish w
                   left join plan_module m on m.id = w.module_id where w.person_id = $1
                 union all
                 select 'need_wish', w.created_at, n.theme, '' from need_wish w
                   join training_need n on n.id = w.need_id where w.person_id = $1
                 union all
                 select 'need_survey_answer', coalesce(s.opened_at, s.created_at), s.title, a.body
                   from need_survey_answer a join need_survey s on s.id = a.survey_id where a.person_id = $1
                 union all
                 select 'need_survey_draft', d.updated_at, s.title, cast(d.fields as text)
                   from need_survey_draft d join need_survey s on s.id = d.survey_id where d.person_id = $1
                 union all
                 select 'bulletin', created_at, title, body from bulletin where author_id = $1
                 union all
                 select 'project', created_at, title, summary from project where proposed_by = $1
                 union all
                 select 'accompaniment', created_at, topic, note from accompaniment where asked_by = $1
                 union all
                 select 'advice', created_at, title, body from advice where author_id = $1
                 union all
                 select 'advice_answer', coalesce(answered_at, updated_at), title, answer from advice where answered_by = $1
                 union all
                 select 'network_question', created_at, title, body from network_question where author_id = $1
                 union all
                 select 'network_reply', created_at, '', body from network_reply where author_id = $1
                 union all
                 select 'activity_entry', created_at, mission, note from activity_entry where person_id = $1
                 union all
                 select 'session', created_at, title, aim from training_session where created_by = $1
                 union all
                 select 'session_led', t.created_at, t.title, '' from session_trainer r
                   join training_session t on t.id = r.session_id where r.person_id = $1
                 union all
                 select 'session_place', p.created_at, t.title, p.state || ' ' || p.motive from session_place p
                   join training_session t on t.id = p.session_id where p.person_id = $1
                 union all
                 select 'pay_statement', s.created_at, t.title,
                        s.state || ' ' || cast(s.amount_cents as text) || ' ' || coalesce(s.paid_on, '') || ' ' || s.reason
                   from pay_statement s join training_session t on t.id = s.session_id where s.trainer_id = $1
                 union all
                 select 'workshop_module', created_at, title, slug from workshop_module where owner_id = $1
                 union all
                 select 'workshop_save', s.created_at, m.title, s.path from workshop_save s
                   join workshop_module m on m.id = s.module_id where s.author_id = $1
                 union all
                 select 'workshop_remark', r.created_at, m.title, r.body from workshop_remark r
                   join workshop_module m on m.id = r.module_id where r.author_id = $1
                 union all
                 select 'cohort_trained', t.since, c.title, '' from cohort_trainer t
                   join cohort c on c.id = t.cohort_id where t.person_id = $1
                 union all
                 select 'cohort_member', m.invited_at, c.title,
                        trim(m.state || ' ' || coalesce(m.result, '') || ' ' || m.note)
                   from cohort_member m join cohort c on c.id = m.cohort_id where m.person_id = $1
                 union all
                 select 'cohort_letter', g.sent_at, c.title, l.words from cohort_letter l
                   join cohort_member m on m.id = l.member_id
                   join cohort_message g on g.id = l.message_id
                   join cohort c on c.id = g.cohort_id where m.person_id = $1
                 union all
                 select 'cohort_message', g.sent_at, c.title, g.words from cohort_message g
                   join cohort c on c.id = g.cohort_id where g.author_id = $1
                 union all
                 select 'cohort_post', o.created_at, c.title, o.body from cohort_post o
                   join cohort c on c.id = o.cohort_id where o.author_id = $1
                 union all
                 select 'yearly_report', created_at, school_year, difficulties || ' ' || wishes || ' ' || remarks
                   from yearly_report where person_id = $1) written
          order by at, kind, title
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}
