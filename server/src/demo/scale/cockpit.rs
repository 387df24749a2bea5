//! What référents did in a term, at scale: bulletins, help given, and the lines of their journals.

use preau::clock::DAY;
use rand::Rng as _;

use super::organisation::Place;
use super::rows::{Accompaniment, Activity, Bulletin};
use super::{Maker, Team};

/// Writes the term of each référent of a school.
pub(super) fn work(maker: &mut Maker<'_>, place: &Place, team: &Team) {
    let label = maker.year.label();
    for referent in &team.referents {
        let person = &team.teachers[*referent].id;
        for _ in 0..maker.profile.journal / 10 {
            let (id, salt, at) = (maker.id(), maker.id(), maker.ago(3..80).0);
            maker.batch.bulletins.push(Bulletin {
                id,
                school_id: place.id.clone(),
                author_id: person.clone(),
                school_year: label.clone(),
                title: "Le numérique ce mois-ci",
                body: "Ce qui change, ce qui revient, et où trouver de l'aide.",
                state: "published",
                salt,
                created_at: at,
                updated_at: at,
                published_at: at,
            });
        }
        for _ in 0..maker.profile.journal / 5 {
            let (id, at) = (maker.id(), maker.ago(2..80));
            maker.batch.accompaniments.push(Accompaniment {
                id,
                school_id: place.id.clone(),
                school_year: label.clone(),
                state: "done",
                topic: "Préparer une séance",
                on_day: at.date_in(place.zone).to_string(),
                minutes: 15 * maker.rng.random_range(1..7),
                people: maker.rng.random_range(1..5),
                created_at: at.0,
                updated_at: at.0,
            });
        }
        for _ in 0..maker.profile.journal {
            let (id, at) = (maker.id(), maker.ago(1..85));
            let day = at.date_in(place.zone);
            // The first days of the demo's term may lie in the school year before.
            let year = preau::year::SchoolYear::of(day).label();
            maker.batch.activities.push(Activity {
                id,
                school_id: place.id.clone(),
                person_id: person.clone(),
                school_year: year,
                on_day: day.to_string(),
                mission: ["1a", "1b", "1c", "1d", "2a", "2b", "2c"][maker.rng.random_range(0..7)],
                minutes: 15 * maker.rng.random_range(1..9),
                people: maker.rng.random_range(0..12),
                note: "",
                state: if maker.rng.random_bool(0.9) { "accepted" } else { "offered" },
                created_at: at.0,
                updated_at: at.plus(DAY).0,
            });
        }
    }
}
