//! `/sessions/{id}/convocation`: what somebody with a seat shows at the gate: to read, print, keep, and put into a calendar.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::school::{self, NodeKind};
use preau::session::feed::where_to;
use preau::session::ics::{self, Event};
use preau::session::summons::{Summons, Travel, summons};
use preau::session::{Slot, trainers};
use preau::{Error, Read, Result};

use super::words::{half_day, half_day_at_home};
use crate::cx::Cx;
use crate::referent::{LetterPaper, Section, letter_sheet};
use crate::school::words as school_words;
use crate::t;
use crate::ui::{ButtonKind, ButtonLink, Crumb, Icon, date, duration};

/// `GET /sessions/{id}/convocation`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = load(&cx, &id).await?;
        let paper = paper(&cx, &mut cx.read().await?, &found).await?;
        let lang = cx.lang;
        let session = found.session.id;
        let crumbs = [Crumb::new(format!("/sessions/{session}"), found.session.title.clone())];
        let file = cx.site.letter_pdf.is_some().then(|| format!("/sessions/{session}/convocation.pdf"));
        let calendar = format!("/sessions/{session}/convocation.ics");
        let changed = (!found.sent.is_empty() && !is_as_sent(&found)).then(|| t!(lang, "summons-changed"));
        Ok(cx.page(t!(lang, "summons-title")).crumbs(crumbs).show(move || {
            view! {
                {changed.map(|words| view! { <p class="soft">{words}</p> })}
                {letter_sheet(&paper)}
                <p class="page-actions paper-actions">
                    {file
                        .map(|file| {
                            view! { <ButtonLink href=file kind=ButtonKind::Primary icon="file-down">{t!(lang, "paper-file")}</ButtonLink> }
                        })}
                    <ButtonLink href=calendar icon="download" download=true>{t!(lang, "summons-calendar")}</ButtonLink>
                    <span class="activity-note"><Icon name="printer"/>" "{t!(lang, "paper-print")}</span>
                </p>
            }
            .into_any()
        }))
    })
    .await
}

/// `GET /sessions/{id}/convocation.ics`: a file for calendar programs. It asks nothing of anybody: a program that got the
/// invitation already finds the same entries in it.
pub(super) async fn calendar(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = load(&cx, &id).await?;
        let base_url = &cx.site.config.base_url;
        let session = &found.session;
        let place = where_to(&session.room, &session.link, &session.host_name, &session.commune);
        let events: Vec<Event> = found
            .slots
            .iter()
            .map(|slot| Event {
                uid: ics::uid(slot.id, found.place, base_url),
                sequence: sequence(&found, slot),
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
                zone: session.zone.clone(),
                title: session.title.clone(),
                place: place.clone(),
                notes: session.link.clone(),
                url: format!("{base_url}/sessions/{}", session.id),
            })
            .collect();
        let text = ics::write(&ics::Calendar {
            method: None,
            name: None,
            stamp: cx.now,
            organizer: None,
            attendee: None,
            events: &events,
        });
        let mut response = (StatusCode::OK, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"convocation.ics\""),
        );
        Ok(response)
    })
    .await
}

/// `GET /sessions/{id}/convocation.pdf`.
pub(super) async fn file(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = load(&cx, &id).await?;
        let Some(renderer) = cx.site.letter_pdf.clone() else { return Err(Error::NotFound) };
        let paper = paper(&cx, &mut cx.read().await?, &found).await?;
        let bytes = tokio::task::spawn_blocking(move || renderer(paper)).await.map_err(Error::broken)??;
        let mut response = (StatusCode::OK, bytes).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("inline; filename=\"convocation.pdf\""),
        );
        Ok(response)
    })
    .await
}

/// The convocation an address names: for whoever has the seat, and for nobody else.
async fn load(cx: &Cx, id: &str) -> Result<Summons> {
    cx.allow_own(Act::SignUp)?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let allowed = cx.allow_mine(Act::SignUp, |me| (id, me))?;
    summons(&mut cx.read().await?, allowed).await
}

fn sequence(found: &Summons, slot: &Slot) -> i32 {
    let sent = found.sent.iter().find(|entry| entry.slot_id == slot.id);
    sent.map_or(found.session.sequence, |entry| entry.sequence)
}

/// What was mailed last still says what holds.
fn is_as_sent(found: &Summons) -> bool {
    let session = &found.session;
    found.slots.iter().all(|slot| {
        found.sent.iter().any(|entry| {
            entry.slot_id == slot.id
                && (entry.starts_at, entry.ends_at) == (slot.starts_at, slot.ends_at)
                && (entry.room.as_str(), entry.link.as_str())
                    == (session.room.as_str(), session.link.as_str())
        })
    })
}

/// The words of a convocation, once for the page and for the file made from it.
async fn paper(cx: &Cx, read: &mut Read, found: &Summons) -> Result<LetterPaper> {
    let (lang, home, session) = (cx.lang, cx.site.config.zone.as_str(), &found.session);
    let written = found.sent_at().unwrap_or(session.updated_at);
    let mut bodies = Vec::new();
    // The nation is in no letter-head; the school comes last.
    for node in school::line(read, &session.host_path).await?.into_iter().skip(1) {
        bodies.push(match node.kind() {
            NodeKind::Academy => t!(lang, "paper-academy", "name" => node.name),
            NodeKind::Basin => school_words::basin(lang, &node.name),
            NodeKind::Nation | NodeKind::School => format!("{} ({})", node.name, session.uai),
        });
    }
    let day = date(lang, written.date_in(home));
    let leading = trainers(read, session.id).await?;
    let mut when = Vec::new();
    for slot in &found.slots {
        when.push(half_day(lang, slot.starts_at, slot.ends_at, &session.zone, home));
        when.extend(half_day_at_home(lang, slot.starts_at, slot.ends_at, &session.zone, home));
    }
    let minutes: i64 = found.slots.iter().map(Slot::minutes).sum();
    let hours = duration(lang, u32::try_from(minutes).unwrap_or(0));
    let mut place = Vec::new();
    if session.modality != "remote" {
        place.push(where_to(&session.room, "", &session.host_name, &session.commune));
    }
    if !session.link.is_empty() {
        let name = t!(lang, "calendar-link");
        place.push(t!(lang, "paper-pair", "name" => name, "value" => session.link.clone()));
    }
    let mut intro =
        t!(lang, "summons-intro", "title" => session.title.clone(), "school" => session.host_name.clone());
    if found.designated {
        intro = format!("{intro} {}", t!(lang, "summons-due"));
    }
    let list = |heading: String, items: Vec<String>| Section { heading, paragraphs: Vec::new(), items };
    let say = |heading: String, paragraphs: Vec<String>| Section { heading, paragraphs, items: Vec::new() };
    let mut sections = vec![
        Section {
            heading: t!(lang, "calendar-when"),
            paragraphs: vec![t!(lang, "summons-hours", "hours" => hours)],
            items: when,
        },
        say(t!(lang, "calendar-where"), place),
        list(t!(lang, "summons-trainers"), leading.iter().map(preau::session::Trainer::name).collect()),
    ];
    sections.extend(travel(cx, found).into_iter().map(|(heading, words)| say(heading, words)));
    let author = leading.first().map(preau::session::Trainer::name).unwrap_or_default();
    let me = cx.actor.as_ref().map(|actor| actor.person.full_name()).unwrap_or_default();
    Ok(LetterPaper {
        lang,
        title: t!(lang, "summons-title"),
        version: match found.sent_at() {
            Some(_) => t!(lang, "summons-sent", "date" => day),
            None => t!(lang, "summons-not-sent", "date" => day),
        },
        bodies,
        addressee: me,
        intro,
        sections,
        signatures: vec![(t!(lang, "summons-signed", "name" => author), t!(lang, "summons-signed-note"))],
        standing: None,
        page: t!(lang, "paper-page", "page" => "{page}", "pages" => "{pages}"),
        written_at: written.instant(),
        identity: format!("preau summons {} {}", found.place, written.0),
    })
}

/// What there is to know of the way there, and whether this is an order to go.
fn travel(cx: &Cx, found: &Summons) -> Vec<(String, Vec<String>)> {
    let lang = cx.lang;
    let (way, order) = match &found.travel {
        Travel::None => (vec![t!(lang, "summons-travel-none")], None),
        Travel::AtHome => (vec![t!(lang, "summons-travel-home")], None),
        Travel::Informal => (vec![t!(lang, "summons-travel-informal")], Some(t!(lang, "summons-order-no"))),
        Travel::Unsaid => (vec![t!(lang, "summons-travel-unsaid")], Some(t!(lang, "summons-order-unsaid"))),
        Travel::Ruled(rule) => {
            let said = if rule.travel_refund {
                t!(lang, "summons-travel-yes")
            } else {
                t!(lang, "summons-travel-no")
            };
            let mut words = vec![said];
            words
                .extend(rule.words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
            let order = if found.is_mission_order() {
                t!(lang, "summons-order-yes")
            } else {
                t!(lang, "summons-order-no")
            };
            (words, Some(order))
        }
    };
    // Where nobody travels, nobody is ordered to: it is said all the same, since it is looked for.
    let order = order.unwrap_or_else(|| t!(lang, "summons-order-no"));
    vec![(t!(lang, "summons-travel"), way), (t!(lang, "summons-order"), vec![order])]
}
