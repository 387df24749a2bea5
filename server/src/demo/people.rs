//! Who is in the demo. No name is that of somebody.

use preau::access::Role;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use serde::Serialize;

use super::organisation;

/// Somebody of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    pub email: String,
    pub given_name: String,
    pub usual_name: String,
    #[serde(serialize_with = "role_code")]
    pub role: Option<Role>,
    pub discipline: Option<&'static str>,
    /// Name and number of the main school; of the body, for those who work elsewhere.
    pub school: String,
    /// Places of the schools where the person is posted, in `organisation.rs`: the main one first.
    #[serde(skip)]
    pub posted: Vec<usize>,
    /// Where the role holds.
    #[serde(skip)]
    pub on: On,
    pub opening: Opening,
    pub follows: Vec<Follows>,
}

/// The node on which a role of the demo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum On {
    #[default]
    Installation,
    Nation,
    /// Place in the list of académies.
    Academy(usize),
    School(usize),
    /// For the head of this school, as a deputy.
    DeputyAt(usize),
}

/// How the account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    Active,
    Invited,
    Locked,
}

/// A course somebody follows.
#[derive(Debug, Clone, Serialize)]
pub struct Follows {
    pub course: &'static str,
    pub stage: Stage,
}

/// How far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Enrolled,
    Started,
    Halfway,
    NearlyDone,
    Completed,
    Dropped,
}

fn role_code<S: serde::Serializer>(role: &Option<Role>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(role.map_or("teacher", Role::code))
}

const COURSES: [&str; 5] =
    ["droit-auteur", "rgpd-eleves", "differencier", "maths-geogebra", "referent-numerique"];

/// Given name, usual name, discipline, school; the stages of the courses followed are drawn.
const TEACHERS: [(&str, &str, &str, usize); 20] = [
    ("Julien", "Bernard", "mathematiques", 0),
    ("Amina", "Haddad", "lettres-modernes", 0),
    ("Claire", "Lefèvre", "svt", 0),
    ("Jean-Pierre", "Dumont", "technologie", 0),
    ("Léa", "Moreau", "anglais", 1),
    ("Karim", "Benali", "physique-chimie", 1),
    ("Élodie", "Girard", "documentation", 1),
    ("Thomas", "Petit", "eps", 1),
    ("Nadège", "Robert", "mathematiques", 2),
    ("Yann", "Le Goff", "histoire-geographie", 2),
    ("Fatou", "Diop", "ses", 2),
    ("Hélène", "Garnier", "philosophie", 2),
    ("Marc", "Fontaine", "nsi", 2),
    ("Inès", "Fernandez", "espagnol", 3),
    ("Olivier", "Chevalier", "economie-gestion", 3),
    ("Sandrine", "Masson", "lettres-langues-lp", 3),
    ("David", "Roussel", "maths-sciences-lp", 3),
    ("Marie-Anne", "Picard", "arts-plastiques", 4),
    ("Cédric", "Hoarau", "svt", 4),
    ("Aurélie", "Colin", "education-musicale", 4),
];

const STAGES: [Stage; 8] = [
    Stage::Enrolled,
    Stage::Started,
    Stage::Halfway,
    Stage::Halfway,
    Stage::NearlyDone,
    Stage::Completed,
    Stage::Completed,
    Stage::Dropped,
];

/// Local part of the address, name, role, where it holds, and the discipline of those who teach.
type Office = (&'static str, &'static str, &'static str, Option<Role>, On, Option<&'static str>);

/// One of each role, two of what can be told apart: a head inside and outside the académie, a deputy.
#[rustfmt::skip]
const OFFICES: [Office; 10] = [
    ("formatrice", "Isabelle", "Rousseau", Some(Role::CentreTrainer), On::Academy(1), Some("lettres-modernes")),
    ("admin", "Antoine", "Mercier", Some(Role::Administrator), On::Installation, None),
    ("direction", "Philippe", "Vasseur", Some(Role::Head), On::School(0), None),
    ("adjointe", "Catherine", "Lemoine", Some(Role::Head), On::DeputyAt(0), None),
    ("direction.remparts", "Sylvie", "Carpentier", Some(Role::Head), On::School(2), None),
    ("direction.dune", "Rachid", "Amrani", Some(Role::Head), On::School(4), None),
    ("academie", "Martine", "Delcourt", Some(Role::PlanManager), On::Academy(1), None),
    ("academie.rive", "Gilles", "Perrin", Some(Role::PlanManager), On::Academy(0), None),
    ("inspection", "Anne", "Blanchard", Some(Role::Inspector), On::Academy(1), Some("histoire-geographie")),
    ("national", "Bruno", "Faure", Some(Role::NationalAdmin), On::Nation, None),
];

const CENTRE: &str = "Centre de formation fictif (9990099T)";

/// Everybody, always the same for a seed: Sophie, the référent, then one of each role.
pub fn accounts(rng: &mut StdRng) -> Vec<Account> {
    let mut sophie = account("enseignante", "Sophie", "Martin", Some("histoire-geographie"), &[0]);
    sophie.follows = sophies_courses();
    let mut referent = account("referent", "Nora", "Lambert", Some("mathematiques"), &[0]);
    referent.follows = vec![follows("referent-numerique", Stage::Halfway)];
    let mut accounts = vec![sophie, referent];
    for (local, given, usual, role, on, discipline) in OFFICES {
        let posted: &[usize] = match &on {
            On::School(place) | On::DeputyAt(place) => std::slice::from_ref(place),
            On::Installation | On::Nation | On::Academy(_) => &[],
        };
        let mut one = account(local, given, usual, discipline, posted);
        (one.role, one.on) = (role, on);
        if role == Some(Role::CentreTrainer) {
            one.follows = vec![follows("referent-numerique", Stage::Completed)];
        }
        accounts.push(one);
    }
    for (rank, (given, usual, discipline, school)) in TEACHERS.into_iter().enumerate() {
        let name = preau::text::key(&format!("{given} {usual}")).replace(' ', ".");
        // One teaches in two schools, as some do.
        let posted: &[usize] = if rank == 0 { &[0, 1] } else { &[school] };
        let mut teacher = account(&name, given, usual, Some(discipline), posted);
        teacher.follows = drawn_courses(rng);
        // Two who do not get in, so that it can be seen what happens then.
        teacher.opening = match rank {
            18 => Opening::Locked,
            19 => Opening::Invited,
            _ => Opening::Active,
        };
        if teacher.opening == Opening::Invited {
            teacher.follows.clear();
        }
        accounts.push(teacher);
    }
    accounts
}

/// One completed, one under way, one just begun: each state of a card can be seen at once.
fn sophies_courses() -> Vec<Follows> {
    vec![
        follows("droit-auteur", Stage::Completed),
        follows("rgpd-eleves", Stage::Halfway),
        follows("differencier", Stage::Started),
    ]
}

fn follows(course: &'static str, stage: Stage) -> Follows {
    Follows { course, stage }
}

fn drawn_courses(rng: &mut StdRng) -> Vec<Follows> {
    let count = *[1, 2, 2, 3].choose(rng).unwrap_or(&1);
    COURSES
        .choose_multiple(rng, count)
        .copied()
        .collect::<Vec<_>>()
        .into_iter()
        .map(|course| follows(course, *STAGES.choose(rng).unwrap_or(&Stage::Enrolled)))
        .collect()
}

fn account(
    local: &str,
    given_name: &str,
    usual_name: &str,
    discipline: Option<&'static str>,
    posted: &[usize],
) -> Account {
    Account {
        email: format!("{local}@demo.preau.example"),
        given_name: given_name.to_owned(),
        usual_name: usual_name.to_owned(),
        role: None,
        discipline,
        school: posted.first().map_or_else(|| CENTRE.to_owned(), |place| organisation::label(*place)),
        posted: posted.to_vec(),
        on: On::default(),
        opening: Opening::Active,
        follows: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let made = |seed| serde_json::to_string(&accounts(&mut StdRng::seed_from_u64(seed))).unwrap();
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
    }

    #[test]
    fn addresses_are_plain_and_differ() {
        let mut addresses: Vec<String> =
            accounts(&mut StdRng::seed_from_u64(1)).into_iter().map(|account| account.email).collect();
        assert!(
            addresses
                .iter()
                .all(|address| address.is_ascii() && preau::people::address_is_plausible(address))
        );
        assert!(addresses.contains(&"enseignante@demo.preau.example".to_owned()));
        assert!(addresses.contains(&"jean.pierre.dumont@demo.preau.example".to_owned()));
        addresses.sort();
        addresses.dedup();
        assert_eq!(addresses.len(), 32);
    }
}
