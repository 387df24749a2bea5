//! The people of a school at scale: head, teachers, référents and their mandates.

use preau::Timestamp;
use preau::clock::DAY;
use preau::text;
use rand::Rng as _;

use super::organisation::Place;
use super::rows::{AccountRow, Email, Envelope, Grant, Letter, Nomination, PersonRow, Posting};
use super::{Maker, Teacher, Team, names};

/// Hires the staff of the n-th school.
pub(super) fn hire(
    maker: &mut Maker<'_>,
    places: &[Place],
    number: usize,
    allowance: Option<&(String, i32)>,
) -> Team {
    let place = &places[number];
    let head = person(maker, place, None);
    let grant = maker.id();
    maker.batch.grants.push(Grant {
        id: grant,
        person_id: head.clone(),
        role: "head",
        node_id: place.id.clone(),
        starts_at: maker.now.plus(-400 * DAY).0,
        reason: "demo",
    });
    let mut teachers = Vec::with_capacity(place.staff);
    // The head is one of them.
    for _ in 1..place.staff.max(2) {
        let discipline = names::discipline(&mut maker.rng);
        let id = person(maker, place, Some(discipline));
        post(maker, &id, place, discipline, true);
        // A complement in the school before, and in the one before that: a teacher in three schools.
        let others = match maker.rng.random_range(0..100) {
            0 => 2,
            1..5 => 1,
            _ => 0,
        };
        for back in 1..=others.min(number) {
            post(maker, &id, &places[number - back], discipline, false);
        }
        teachers.push(Teacher { id, discipline });
    }
    let mut team = Team { head, teachers, referents: Vec::new() };
    if !place.closed {
        mandates(maker, place, &mut team, number, allowance);
    }
    team
}

fn person(maker: &mut Maker<'_>, place: &Place, discipline: Option<&'static str>) -> String {
    let id = maker.id();
    let (given, usual) = names::person(&mut maker.rng);
    let at = maker.ago(130..500).0;
    maker.batch.people.push(PersonRow {
        id: id.clone(),
        given_name: given.to_owned(),
        usual_name: usual.to_owned(),
        name_key: text::key(&format!("{usual} {given}")),
        discipline,
        school: place.name.clone(),
        reading: serde_json::json!({}),
        created_at: at,
        updated_at: at,
    });
    // The number of the person keeps homonyms apart, as académies do.
    let local = format!("{}.{}", text::key(&format!("{given} {usual}")).replace(' ', "."), maker.ids.count);
    let address = format!("{local}@demo.preau.example");
    if maker.rng.random_ratio(1, 100) {
        let id_before = maker.id();
        maker.batch.emails.push(Email {
            id: id_before,
            person_id: id.clone(),
            address: format!("ancien.{address}"),
            address_key: format!("ancien.{address}"),
            main: false,
            starts_at: at,
            ends_at: Some(at + DAY),
        });
    }
    let email = maker.id();
    maker.batch.emails.push(Email {
        id: email,
        person_id: id.clone(),
        address_key: text::address_key(&address),
        address,
        main: true,
        starts_at: at,
        ends_at: None,
    });
    let state = match maker.rng.random_range(0..100) {
        0..2 => "deactivated",
        2..25 => "invited",
        _ => "active",
    };
    let known = state != "invited";
    maker.batch.accounts.push(AccountRow {
        person_id: id.clone(),
        state,
        password_hash: known.then(|| maker.password_hash.to_owned()),
        password_changed_at: known.then_some(at),
        created_at: at,
        updated_at: at,
    });
    id
}

fn post(maker: &mut Maker<'_>, person: &str, place: &Place, discipline: &'static str, main: bool) {
    let (id, starts) = (maker.id(), maker.now.plus(-DAY * maker.rng.random_range(90..2_000)));
    let ended = !main && maker.rng.random_ratio(1, 3);
    let status = match maker.rng.random_range(0..100) {
        0..80 => "titulaire",
        80..84 => "stagiaire",
        _ => "contractuel",
    };
    maker.batch.postings.push(Posting {
        id,
        person_id: person.to_owned(),
        school_id: place.id.clone(),
        discipline: Some(discipline),
        main,
        employment_status: status,
        starts_at: starts.0,
        ends_at: ended.then(|| maker.now.plus(-80 * DAY).0),
        source: "demo",
        created_at: starts.0,
    });
}

/// Sixteen mandates for fifteen schools: two schools have none, three have two, one leaves at the end of January.
fn mandates(
    maker: &mut Maker<'_>,
    place: &Place,
    team: &mut Team,
    number: usize,
    allowance: Option<&(String, i32)>,
) {
    let year = maker.year;
    let from = Timestamp::midnight(year.first_day(), place.zone);
    let until = Timestamp::midnight(year.last_day().saturating_add(jiff::Span::new().days(1)), place.zone);
    let january = from.plus(152 * DAY);
    let count = match number % 15 {
        4 | 11 => 0,
        1 | 6 | 13 => 2,
        _ => 1,
    };
    let count = count.min(team.teachers.len());
    for rank in 0..count {
        // Half of them teach mathematics or technology (domain.md §8.4).
        let wanted = number.is_multiple_of(2);
        let found = (0..team.teachers.len()).find(|at| {
            let discipline = team.teachers[*at].discipline;
            !team.referents.contains(at)
                && (!wanted || ["mathematiques", "technologie"].contains(&discipline))
        });
        let teacher = found.unwrap_or(rank);
        if team.referents.contains(&teacher) {
            continue;
        }
        team.referents.push(teacher);
        let until = if number % 15 == 8 { january } else { until };
        mandate(maker, place, &team.teachers[teacher].id, "active", (from, until), 100 / count, allowance);
    }
    let pending = match number % 15 {
        4 => Some("submitted"),
        11 => Some("proposed"),
        _ => None,
    };
    if let (Some(state), Some(teacher)) = (pending, team.teachers.first()) {
        mandate(maker, place, &teacher.id, state, (from, until), 100, allowance);
    }
    if number % 5 < 3
        && let Some(teacher) = team.teachers.last()
    {
        let last = year.previous();
        let before = Timestamp::midnight(last.first_day(), place.zone);
        mandate(maker, place, &teacher.id, "completed", (before, from), 100, allowance);
    }
    if number.is_multiple_of(3) {
        maker.batch.envelopes.push(Envelope {
            school_id: place.id.clone(),
            school_year: year.label(),
            amount_cents: 125_000,
            updated_at: maker.now.plus(-60 * DAY).0,
        });
    }
}

fn mandate(
    maker: &mut Maker<'_>,
    place: &Place,
    person: &str,
    state: &'static str,
    (from, until): (Timestamp, Timestamp),
    share: usize,
    allowance: Option<&(String, i32)>,
) {
    let id = maker.id();
    let last_year = state == "completed";
    // A mandate that was asked for late runs from then on, not from a day long past.
    let written = if last_year { from.plus(-10 * DAY) } else { maker.now.plus(-45 * DAY) };
    let (decided, answered) = (matches!(state, "active" | "completed"), state != "proposed");
    let paid = allowance.filter(|_| maker.rng.random_ratio(2, 3));
    let relief = paid.is_none() && maker.rng.random_bool(0.5);
    let label = if last_year { maker.year.previous() } else { maker.year }.label();
    maker.batch.nominations.push(Nomination {
        id: id.clone(),
        school_id: place.id.clone(),
        person_id: person.to_owned(),
        school_year: label,
        starts_at: from.0,
        ends_at: until.0,
        state,
        share_percent: i32::try_from(share).unwrap_or(100),
        reward: match (paid, relief) {
            (Some(_), _) => "allowance",
            (None, true) => "relief",
            (None, false) => "none",
        },
        scheme_code: paid.map(|(code, _)| code.clone()),
        scheme_version: paid.map(|(_, version)| *version),
        amount_cents: paid.map(|_| 62_500),
        relief_minutes: relief.then_some(60),
        proposed_at: written.plus(DAY).0,
        answered_at: answered.then(|| written.plus(3 * DAY).0),
        submitted_at: answered.then(|| written.plus(5 * DAY).0),
        decided_at: decided.then(|| written.plus(9 * DAY).0),
        report_filed_at: last_year.then(|| until.plus(-60 * DAY).0),
        created_at: written.0,
        updated_at: written.plus(9 * DAY).0,
    });
    maker.batch.letters.push(Letter {
        nomination_id: id,
        number: 1,
        letter: serde_json::json!(super::super::mandates::letter()),
        written_at: written.0,
        accepted_at: answered.then(|| written.plus(3 * DAY).0),
        in_force_at: decided.then(|| written.plus(9 * DAY).0),
    });
}
