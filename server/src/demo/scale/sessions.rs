//! Sessions at scale: modules of the plan, sessions with their half-days, who signed up, and who came.

use jiff::civil::Date;
use preau::clock::{DAY, HOUR, MINUTE};
use preau::year::SchoolYear;
use preau::{Conn as _, Db, Result, Timestamp, sql, text};
use rand::Rng as _;
use rand::seq::index::sample;
use uuid::Uuid;

use super::organisation::Place;
use super::rows::{Attendance, Module, PlaceRow, Programme, SessionRow, SlotRow, Trainer};
use super::{Maker, Team, names, part};

/// A person and the school whose head is concerned.
pub(super) type Participant = (String, String);

/// Modules that sessions may be of.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) modules: Vec<Unit>,
}

/// A module, and how many of its sessions run.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) uuid: Uuid,
    pub(super) running: i32,
}

/// Sessions of one module, and modules of one programme, on the average.
const SESSIONS_OF_MODULE: usize = 20;
const MODULES_OF_PROGRAMME: usize = 5;

/// Adds programmes and modules to the plan of the demo's académie; nothing where it has none.
pub(super) async fn plan(maker: &mut Maker<'_>, db: &Db) -> Result<Plan> {
    let mut read = db.read().await?;
    let found: Option<(Uuid, Uuid)> = read
        .query(sql!(
            "select p.id, a.id
               from plan p
               join plan_priority a on a.plan_id = p.id
               join org_node n on n.id = p.node_id
              where n.path = 'fr/99/' and p.school_year = $1
              order by a.position, a.id
              limit 1"
        ))
        .bind(maker.year.label())
        .optional()
        .await?;
    drop(read);
    let mut made = Plan::default();
    let Some((plan, priority)) = found else { return Ok(made) };
    let at = maker.now.plus(-75 * DAY).0;
    let mut programme = String::new();
    for number in 0..maker.profile.sessions.div_ceil(SESSIONS_OF_MODULE) {
        if number.is_multiple_of(MODULES_OF_PROGRAMME) {
            programme = maker.id();
            let place = number / MODULES_OF_PROGRAMME + 1;
            maker.batch.programmes.push(Programme {
                id: programme.clone(),
                plan_id: hex::encode(plan),
                priority_id: hex::encode(priority),
                position: i32::try_from(100 + place).unwrap_or(i32::MAX),
                code: format!("26A099G{place:03}"),
                title: format!("Parcours {place} : {}", names::title(&mut maker.rng)),
                aim: "Construire, essayer, partager.",
                audience: "Professeurs de collège et de lycée",
                enrolment_mode: "individual",
                state: "offered",
                created_at: at,
                updated_at: at,
            });
        }
        let (id, code) = (maker.id(), format!("G{:03}-{number}", number / MODULES_OF_PROGRAMME + 1));
        let title = format!("{} ({})", names::title(&mut maker.rng), number + 1);
        maker.batch.modules.push(Module {
            id: id.clone(),
            plan_id: hex::encode(plan),
            programme_id: programme.clone(),
            position: i32::try_from(number + 1).unwrap_or(i32::MAX),
            search_key: text::key(&format!("{code} {title}")),
            code,
            title,
            objectives: "Repartir avec une séance prête.",
            onsite_min: 360,
            remote_min: 90,
            disciplines: serde_json::json!([]),
            level: "initiation",
            min_size: 6,
            max_size: 20,
            planned_groups: 4,
            group_cost_cents: 38_000,
            state: "offered",
            created_at: at,
            updated_at: at,
        });
        made.modules.extend(Uuid::try_parse(&id).ok().map(|uuid| Unit { uuid, running: 0 }));
    }
    maker.batch.write(db).await?;
    Ok(made)
}

/// Holds the sessions of the n-th school; `around` are people nearby, for those that are wider than a school.
pub(super) fn hold(
    maker: &mut Maker<'_>,
    place: &Place,
    team: &Team,
    around: &[Participant],
    plan: &mut Plan,
    number: usize,
) {
    if place.closed {
        return;
    }
    let staff: Vec<Participant> =
        team.teachers.iter().map(|teacher| (teacher.id.clone(), place.id.clone())).collect();
    for rank in 0..part(maker.profile.sessions, number, maker.profile.schools) {
        // Three in five for the school, one for the bassin, one for the académie.
        let (level, node, people) = match (number + rank) % 5 {
            3 => ("basin", place.basin.as_str(), around),
            4 => ("academy", place.academy.as_str(), around),
            _ => ("school", place.id.as_str(), staff.as_slice()),
        };
        let slots = match (number, rank) {
            // The dates that break programs stand in the first school.
            (0, 0) => across_midnight(maker.now, place.zone),
            (0, 1) => night_of_summer_time(maker.year, place.zone),
            (0, 2) => turn_of_the_year(maker.year, place.zone),
            _ => half_days(maker, place.zone),
        };
        session(maker, place, team.organiser(), (level, node), people, plan, &slots);
    }
}

type Slot = (Timestamp, Timestamp);

fn at(day: Date, hour: i64, minutes: i64, zone: &str) -> Slot {
    let start = Timestamp::midnight(day, zone).plus(hour * HOUR);
    (start, start.plus(minutes * MINUTE))
}

/// A day of the term before or after now, morning and mostly afternoon.
fn half_days(maker: &mut Maker<'_>, zone: &str) -> Vec<Slot> {
    let day = maker.now.plus(DAY * maker.rng.random_range(-70..110)).date_in(zone);
    let mut slots = vec![at(day, 9, 180, zone)];
    if maker.rng.random_ratio(24, 25) {
        slots.push(at(day, 14, 180, zone));
    }
    slots
}

fn across_midnight(now: Timestamp, zone: &str) -> Vec<Slot> {
    vec![at(now.plus(20 * DAY).date_in(zone), 23, 150, zone)]
}

/// The last Sunday of March, on which two o'clock is three.
fn night_of_summer_time(year: SchoolYear, zone: &str) -> Vec<Slot> {
    let march = Date::new(year.last_day().year(), 3, 31).unwrap_or(year.last_day());
    let back = i64::from(march.weekday().to_sunday_zero_offset());
    vec![at(march.saturating_sub(jiff::Span::new().days(back + 1)), 23, 360, zone)]
}

/// From the last evening of August to the first night of September.
fn turn_of_the_year(year: SchoolYear, zone: &str) -> Vec<Slot> {
    vec![at(year.last_day(), 22, 240, zone)]
}

/// The state of a session, the state of places in it, and whether people came.
fn states(maker: &mut Maker<'_>, level: &str, over: bool) -> (&'static str, Option<&'static str>) {
    match (maker.rng.random_range(0..100), over) {
        (0..12, _) => ("cancelled", Some("session_cancelled")),
        (_, true) => ("attendance_closed", None),
        (12..17, false) => ("draft", None),
        (17..22, false) => ("proposed", None),
        (22..25, false) if level != "school" => ("agreed", None),
        (_, false) => ("open", Some("enrolled")),
    }
}

fn session(
    maker: &mut Maker<'_>,
    place: &Place,
    organiser: &str,
    (level, node): (&'static str, &str),
    people: &[Participant],
    plan: &mut Plan,
    slots: &[Slot],
) {
    let (Some((starts, _)), Some((_, ends))) = (slots.first(), slots.last()) else { return };
    let id = maker.id();
    let over = *ends < maker.now;
    let (mut state, seat) = states(maker, level, over);
    let module = (level == "academy" && !plan.modules.is_empty())
        .then(|| maker.rng.random_range(0..plan.modules.len()));
    let capacity = maker.rng.random_range(8..22);
    let asked = match state {
        "draft" | "proposed" | "agreed" => 0,
        _ => maker.rng.random_range(4..22_usize).min(people.len()),
    };
    let gate = match (level, maker.rng.random_range(0..4)) {
        ("academy", 0) => "opinion",
        ("academy", 1) => "selection",
        _ => "direct",
    };
    let written = starts.plus(-35 * DAY).min(maker.now.plus(-3 * DAY));
    let slot_ids: Vec<String> = slots.iter().map(|_| maker.id()).collect();
    let (mut taken, mut waiting, mut asking) = (0, 0, 0);
    let mut places = Vec::with_capacity(asked);
    for index in sample(&mut maker.rng, people.len(), asked) {
        let (person, school) = &people[index];
        let wait = state == "open" && gate != "direct" && maker.rng.random_ratio(1, 3);
        let full = taken >= capacity;
        let (seat, rank) = match seat {
            Some("enrolled") if wait => {
                asking += 1;
                ("submitted", Some(waiting + asking))
            }
            Some("enrolled") if full => {
                waiting += 1;
                ("waitlisted", Some(waiting + asking))
            }
            Some(seat) => (seat, None),
            // Over: two in three came (domain.md §8.1).
            None if full => ("withdrawn", None),
            None => (
                match maker.rng.random_range(0..100) {
                    0..66 => "attended",
                    66..71 => "partly_attended",
                    71..79 => "excused",
                    _ => "absent",
                },
                None,
            ),
        };
        taken += i32::from(!matches!(seat, "submitted" | "waitlisted" | "withdrawn" | "session_cancelled"));
        let row = PlaceRow {
            id: maker.id(),
            session_id: id.clone(),
            person_id: person.clone(),
            school_id: school.clone(),
            state: seat,
            source: "self",
            rank,
            opinion_due_at: (seat == "submitted" && gate == "opinion").then(|| starts.plus(-10 * DAY).0),
            state_at: written.plus(DAY).0,
            created_at: written.plus(DAY).0,
            updated_at: written.plus(DAY).0,
        };
        places.push(row);
    }
    if state == "open" && taken >= capacity {
        state = "full";
    }
    if let Some(unit) = module.and_then(|module| plan.modules.get_mut(module)) {
        unit.running += i32::from(matches!(state, "open" | "full" | "attendance_closed"));
    }
    maker.batch.sessions.push(SessionRow {
        id: id.clone(),
        host_id: place.id.clone(),
        level,
        node_id: node.to_owned(),
        school_year: SchoolYear::of(starts.date_in(place.zone)).label(),
        module_id: module.map(|module| hex::encode(plan.modules[module].uuid)),
        title: names::title(&mut maker.rng).to_owned(),
        aim: "Repartir avec une séance prête.",
        theme: Some(names::theme(&mut maker.rng)),
        disciplines: serde_json::json!([]),
        depth: "initiation",
        modality: "onsite",
        room: "Salle multimédia",
        capacity,
        overbooking_percent: 0,
        min_size: 4,
        waitlist: true,
        promotion: "direct",
        gate,
        informal: false,
        in_class_time: level != "school",
        paid: false,
        starts_at: starts.0,
        ends_at: ends.0,
        state,
        state_at: written.0,
        taken,
        waiting,
        last_rank: waiting + asking,
        created_by: organiser.to_owned(),
        reason: if state == "cancelled" { "Trop peu d'inscrits." } else { "" },
        attendance_closed_at: (state == "attendance_closed").then(|| ends.plus(2 * HOUR).0),
        created_at: written.0,
        updated_at: written.0,
    });
    maker.batch.trainers.push(Trainer {
        session_id: id.clone(),
        person_id: organiser.to_owned(),
        lead: true,
    });
    for ((starts, ends), slot) in slots.iter().zip(&slot_ids) {
        maker.batch.slots.push(SlotRow {
            id: slot.clone(),
            session_id: id.clone(),
            starts_at: starts.0,
            ends_at: ends.0,
        });
    }
    for row in places {
        if over && state == "attendance_closed" {
            attend(maker, &row, slots, &slot_ids, organiser);
        }
        maker.batch.places.push(row);
    }
}

/// Presence, half-day by half-day, as the state of the place says.
fn attend(maker: &mut Maker<'_>, place: &PlaceRow, slots: &[Slot], ids: &[String], author: &str) {
    for (rank, ((starts, ends), slot)) in slots.iter().zip(ids).enumerate() {
        let whole = i32::try_from((ends.0 - starts.0) / MINUTE).unwrap_or(0);
        let (value, minutes, excuse) = match (place.state, rank) {
            ("attended", _) => ("present", whole, ""),
            ("partly_attended", 0) => ("late", whole - 30, ""),
            ("partly_attended" | "absent", _) => ("absent", 0, ""),
            ("excused", _) => ("excused", 0, "service"),
            _ => return,
        };
        let id = maker.id();
        maker.batch.attendance.push(Attendance {
            id,
            place_id: place.id.clone(),
            slot_id: slot.clone(),
            value,
            minutes,
            remote: false,
            source: "trainer",
            pending: false,
            excuse,
            author_id: author.to_owned(),
            at: ends.0,
        });
    }
}
