//! Surveys of needs at scale, and what came of them: one in two schools asked its staff.

use preau::clock::DAY;
use rand::Rng as _;

use super::organisation::Place;
use super::rows::{Answer, Demand, Line, Mark, Need, Survey};
use super::{Maker, Team, names, part};

/// Asks the staff of the n-th school, when it is its turn.
pub(super) fn ask(maker: &mut Maker<'_>, place: &Place, team: &Team, number: usize) {
    let asking = maker.profile.schools.div_ceil(2);
    if place.closed || !number.is_multiple_of(2) {
        return;
    }
    let count = part(maker.profile.answers, number / 2, asking).min(team.teachers.len());
    let (survey, label) = (maker.id(), maker.year.label());
    let (opened, closed) = (maker.now.plus(-50 * DAY).0, maker.now.plus(-30 * DAY).0);
    maker.batch.surveys.push(Survey {
        id: survey.clone(),
        school_id: place.id.clone(),
        school_year: label.clone(),
        title: "Vos besoins de formation au numérique",
        state: "closed",
        created_by: team.organiser().to_owned(),
        opened_at: opened,
        closed_at: closed,
        invited: i32::try_from(team.teachers.len()).unwrap_or(0),
        created_at: opened,
        updated_at: closed,
    });
    for teacher in team.teachers.iter().take(count) {
        maker.batch.marks.push(Mark { survey_id: survey.clone(), person_id: teacher.id.clone() });
        let (answer, named) = (maker.id(), maker.rng.random_bool(0.7));
        maker.batch.answers.push(Answer {
            id: answer.clone(),
            survey_id: survey.clone(),
            person_id: named.then(|| teacher.id.clone()),
            discipline: teacher.discipline,
            modality: ["onsite", "remote", "blended", "any"][maker.rng.random_range(0..4)],
            urgency: ["year", "term", "soon"][maker.rng.random_range(0..3)],
        });
        let first = names::theme(&mut maker.rng);
        let second = Some(names::theme(&mut maker.rng)).filter(|theme| *theme != first);
        for theme in [Some(first), second].into_iter().flatten() {
            let (line, need) = (maker.id(), maker.id());
            let level = ["initiation", "deepening", "expertise"][maker.rng.random_range(0..3)];
            maker.batch.lines.push(Line { id: line, answer_id: answer.clone(), theme, level });
            maker.batch.demands.push(Demand {
                school_year: label.clone(),
                school_id: place.id.clone(),
                // As the platform counts: an anonymous answer stands for somebody and leads to nobody.
                person_key: if named { teacher.id.clone() } else { answer.clone() },
                theme,
                discipline: teacher.discipline,
            });
            if !named {
                continue;
            }
            let drawn = maker.rng.random_range(0..100);
            let state = match drawn {
                0..8 => "forwarded",
                8..30 => "acknowledged",
                _ => "open",
            };
            maker.batch.needs.push(Need {
                id: need,
                school_id: place.id.clone(),
                school_year: label.clone(),
                author_id: teacher.id.clone(),
                theme,
                discipline: teacher.discipline,
                level,
                modality: "any",
                urgency: "year",
                survey_id: Some(survey.clone()),
                state,
                acknowledged_at: (state != "open").then_some(closed + DAY),
                forwarded_to: (state == "forwarded").then(|| place.academy.clone()),
                forwarded_at: (state == "forwarded").then_some(closed + 2 * DAY),
                created_at: closed,
                updated_at: closed,
            });
        }
    }
}
