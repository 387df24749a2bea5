//! Every right of the platform, on one page.
//!
//! A verb that changes or shows something takes an [`Allowed`], which only this file can make: the right cannot be
//! forgotten, and every door (page, form, API, command line, job) passes here. What belongs to somebody else is
//! answered as if it did not exist; what a role may never do is answered as forbidden.

use uuid::Uuid;

use super::{Actor, Role};
use crate::error::{Error, Result};

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Catalogue, course sheets, public lessons, glossary.
    ReadCatalogue,
    /// Every lesson of every published course.
    ReadLessons,
    Enrol,
    /// Answer, tick, hand in, mark as read: in one's own enrolment.
    Learn,
    /// One's own progress, hours and attestations.
    ReadRecord,
    ReadAttestation,
    ManageAccount,
    /// `formateur` blocks.
    ReadTrainerNotes,
    Invite,
    GrantRole,
    RevokeAttestation,
    /// Publish courses, see what was refused and why, see jobs.
    Operate,

    /// Facts of a school, its référent, its sessions.
    ReadSchool,
    /// Figures of a school or of a part of the organisation; every one opens its rows.
    ReadFigures,
    /// Who works in a school, by name.
    ReadStaff,
    /// Rename, move, merge, close; bassins.
    ManageOrganisation,
    ImportRegister,
    ImportPeople,
    /// Postings, addresses, merges, deactivation.
    ManagePeople,
    /// Give a role on a node, or end it.
    GrantRoleAt,
    /// Name a deputy of one's own.
    Delegate,

    ProposeNomination,
    /// Accept or decline: the teacher alone.
    AnswerNomination,
    ValidateNomination,
    ReadNominations,
    /// Payment list of an académie.
    ExportAllowances,
    /// Allowance schemes, lists, legal texts.
    EditSchemes,

    /// The cockpit: bulletins, surveys, log, projects, advice, report of one's own school.
    WorkAsReferent,
    /// What the référent publishes to the staff.
    ReadBulletins,
    /// Ask the référent for help, propose a project: whoever works in the school.
    AskReferent,
    /// Answer a survey, state a need.
    StateNeed,
    ReadNeedsSummary,
    /// Needs that were forwarded here.
    AnswerForwardedNeed,
    /// Opinion on a project, advice asked of the référent.
    Steer,
    CountersignReport,
    ReceiveReport,
    /// The référents of the bassin and académie, and those who help them.
    ReadNetwork,

    /// Map and tables of coverage.
    ReadCoverage,
    /// Requests of people about their own data.
    HandleDataRequests,

    /// Training plans that are shown: from their consultation on.
    ReadPlan,
    /// Priorities, programmes, modules of a plan; a draft is read with the same right.
    WritePlan,
    /// Put a plan in force, open and close its campaign.
    AdoptPlan,
    /// Say that the content of a module holds.
    ValidateModule,

    /// Announced sessions.
    ReadSessions,
    /// Ask for a seat in a session, give it back.
    SignUp,
    /// Write a session that a school hosts.
    ProposeSession,
    /// Agree to a session in one's own school.
    AgreeSession,
    /// Approve a session of a bassin, an académie, the nation.
    ApproveSession,
    /// Change a session, see who comes, decide on requests: its author and trainers, and the managers of its node.
    RunSession,
    /// Say what one thinks of a request of one's own staff.
    GiveOpinion,
    /// Mark who is there, close, attest: whoever wrote or leads the session.
    MarkPresence,
    /// Presence by name: of one's own staff, of the sessions one is responsible for.
    ReadPresence,

    /// Write modules in the workshop: the référents, each in their own.
    WriteCourse,
    /// Publish a module for one's own school.
    PublishCourse,
    /// Read what waits for a review, return it, validate it.
    ReviewCourse,
}

impl Act {
    pub const ALL: [Self; 55] = [
        Self::ReadCatalogue,
        Self::ReadLessons,
        Self::Enrol,
        Self::Learn,
        Self::ReadRecord,
        Self::ReadAttestation,
        Self::ManageAccount,
        Self::ReadTrainerNotes,
        Self::Invite,
        Self::GrantRole,
        Self::RevokeAttestation,
        Self::Operate,
        Self::ReadSchool,
        Self::ReadFigures,
        Self::ReadStaff,
        Self::ManageOrganisation,
        Self::ImportRegister,
        Self::ImportPeople,
        Self::ManagePeople,
        Self::GrantRoleAt,
        Self::Delegate,
        Self::ProposeNomination,
        Self::AnswerNomination,
        Self::ValidateNomination,
        Self::ReadNominations,
        Self::ExportAllowances,
        Self::EditSchemes,
        Self::WorkAsReferent,
        Self::ReadBulletins,
        Self::AskReferent,
        Self::StateNeed,
        Self::ReadNeedsSummary,
        Self::AnswerForwardedNeed,
        Self::Steer,
        Self::CountersignReport,
        Self::ReceiveReport,
        Self::ReadNetwork,
        Self::ReadCoverage,
        Self::HandleDataRequests,
        Self::ReadSessions,
        Self::SignUp,
        Self::ProposeSession,
        Self::AgreeSession,
        Self::ApproveSession,
        Self::RunSession,
        Self::GiveOpinion,
        Self::ReadPlan,
        Self::WritePlan,
        Self::AdoptPlan,
        Self::ValidateModule,
        Self::MarkPresence,
        Self::ReadPresence,
        Self::WriteCourse,
        Self::PublishCourse,
        Self::ReviewCourse,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::ReadCatalogue => "catalogue.read",
            Self::ReadLessons => "lesson.read",
            Self::Enrol => "course.enrol",
            Self::Learn => "course.learn",
            Self::ReadRecord => "record.read",
            Self::ReadAttestation => "attestation.read",
            Self::ManageAccount => "account.manage",
            Self::ReadTrainerNotes => "trainer_notes.read",
            Self::Invite => "person.invite",
            Self::GrantRole => "role.grant",
            Self::RevokeAttestation => "attestation.revoke",
            Self::Operate => "platform.operate",
            Self::ReadSchool => "school.read",
            Self::ReadFigures => "school.figures",
            Self::ReadStaff => "school.staff",
            Self::ManageOrganisation => "organisation.manage",
            Self::ImportRegister => "register.import",
            Self::ImportPeople => "people.import",
            Self::ManagePeople => "people.manage",
            Self::GrantRoleAt => "role.grant_at",
            Self::Delegate => "role.delegate",
            Self::ProposeNomination => "nomination.propose",
            Self::AnswerNomination => "nomination.answer",
            Self::ValidateNomination => "nomination.validate",
            Self::ReadNominations => "nomination.read",
            Self::ExportAllowances => "allowance.export",
            Self::EditSchemes => "scheme.edit",
            Self::WorkAsReferent => "referent.work",
            Self::ReadBulletins => "bulletin.read",
            Self::AskReferent => "referent.ask",
            Self::StateNeed => "need.state",
            Self::ReadNeedsSummary => "need.summary",
            Self::AnswerForwardedNeed => "need.answer_forwarded",
            Self::Steer => "school.steer",
            Self::CountersignReport => "report.countersign",
            Self::ReceiveReport => "report.receive",
            Self::ReadNetwork => "network.read",
            Self::ReadCoverage => "coverage.read",
            Self::HandleDataRequests => "data_request.handle",
            Self::ReadSessions => "session.read",
            Self::SignUp => "session.sign_up",
            Self::ProposeSession => "session.propose",
            Self::AgreeSession => "session.agree",
            Self::ApproveSession => "session.approve",
            Self::RunSession => "session.run",
            Self::GiveOpinion => "session.opinion",
            Self::ReadPlan => "plan.read",
            Self::WritePlan => "plan.write",
            Self::AdoptPlan => "plan.adopt",
            Self::ValidateModule => "plan.validate",
            Self::MarkPresence => "presence.mark",
            Self::ReadPresence => "presence.read",
            Self::WriteCourse => "workshop.write",
            Self::PublishCourse => "workshop.publish",
            Self::ReviewCourse => "workshop.review",
        }
    }
}

/// Where it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'p> {
    /// Nowhere in particular: whoever may do it somewhere may open the page that says where.
    Platform,
    /// Something that belongs to one person.
    Of(Uuid),
    /// A node of the organisation, by its path (`fr/14/b1/0350002M/`).
    At(&'p str),
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Yes,
    LoginNeeded,
    /// Not this role, here.
    Forbidden,
    /// Somebody else's: as if it did not exist.
    OutOfSight,
}

/// May this asker do this there? `None` is a visitor without an account.
pub fn permits(who: Option<&Actor>, act: Act, place: Place<'_>) -> Verdict {
    let Some(actor) = who else {
        return if act == Act::ReadCatalogue { Verdict::Yes } else { Verdict::LoginNeeded };
    };
    match act {
        // A teacher may look for a session in the school next door.
        Act::ReadCatalogue | Act::ReadLessons | Act::ReadSessions => Verdict::Yes,
        // Nobody reads another person's progress, marks or attestations, whatever the role.
        Act::Enrol
        | Act::Learn
        | Act::ReadRecord
        | Act::ReadAttestation
        | Act::ManageAccount
        | Act::AnswerNomination
        | Act::StateNeed
        | Act::SignUp => own(actor, place),
        Act::ReadTrainerNotes => held(actor, place, &[Role::CentreTrainer, Role::Administrator]),
        // Whoever has a colleague to bring in: a school, or the whole installation.
        Act::Invite => match place {
            Place::Platform | Place::Of(_) => only(actor.has(Role::Administrator)),
            Place::At(path) => {
                let referent = actor.is_referent_at(path);
                either(referent, held(actor, place, &[Role::Head, Role::PlanManager, Role::Administrator]))
            }
        },
        Act::GrantRole | Act::RevokeAttestation | Act::Operate => only(actor.has(Role::Administrator)),

        // The register is public, and a teacher may look for a session in the school next door.
        Act::ReadSchool => Verdict::Yes,
        Act::ReadFigures => match place {
            Place::At(path) if actor.is_referent_at(path) => Verdict::Yes,
            Place::Platform if !actor.mandates.is_empty() => Verdict::Yes,
            Place::Platform | Place::Of(_) | Place::At(_) => held(actor, place, FIGURES),
        },
        Act::ReadStaff => match place {
            Place::At(path) if actor.is_referent_at(path) || actor.is_posted_at(path) => Verdict::Yes,
            Place::Platform if !actor.postings.is_empty() => Verdict::Yes,
            Place::Platform | Place::Of(_) | Place::At(_) => {
                held(actor, place, &[Role::Head, Role::PlanManager, Role::Administrator])
            }
        },
        Act::ManageOrganisation | Act::ImportRegister => {
            held(actor, place, &[Role::PlanManager, Role::NationalAdmin, Role::Administrator])
        }
        Act::ImportPeople => held(actor, place, &[Role::PlanManager, Role::Administrator]),
        Act::ManagePeople => held(actor, place, &[Role::PlanManager, Role::Administrator]),
        // Which role may be given by whom is the verb's rule.
        Act::GrantRoleAt => {
            held(actor, place, &[Role::Head, Role::PlanManager, Role::NationalAdmin, Role::Administrator])
        }
        Act::Delegate => held(actor, place, &[Role::Head]),

        Act::ProposeNomination | Act::Steer | Act::CountersignReport => held(actor, place, &[Role::Head]),
        Act::ValidateNomination | Act::ExportAllowances | Act::ReceiveReport | Act::AnswerForwardedNeed => {
            held(actor, place, &[Role::PlanManager])
        }
        Act::ReadNominations => {
            held(actor, place, &[Role::Head, Role::PlanManager, Role::NationalAdmin, Role::Auditor])
        }
        Act::EditSchemes => held(actor, place, &[Role::NationalAdmin]),

        Act::WorkAsReferent => mandate(actor, place),
        Act::ReadBulletins => match place {
            Place::At(path) if actor.is_posted_at(path) || actor.is_referent_at(path) => Verdict::Yes,
            Place::Platform => {
                only(!actor.postings.is_empty() || !actor.mandates.is_empty() || actor.has(Role::Head))
            }
            Place::Of(_) | Place::At(_) => held(actor, place, &[Role::Head]),
        },
        Act::AskReferent => match place {
            Place::At(path) => only(actor.is_posted_at(path) || actor.is_referent_at(path)),
            Place::Platform => only(!actor.postings.is_empty() || !actor.mandates.is_empty()),
            Place::Of(_) => Verdict::Forbidden,
        },
        Act::ReadNeedsSummary => {
            let seen = mandate(actor, place) == Verdict::Yes;
            either(
                seen,
                held(actor, place, &[Role::Head, Role::PlanManager, Role::NationalAdmin, Role::Inspector]),
            )
        }
        Act::ReadNetwork => either(
            !actor.mandates.is_empty(),
            held(
                actor,
                Place::Platform,
                &[Role::Head, Role::PlanManager, Role::CentreTrainer, Role::NationalAdmin],
            ),
        ),
        Act::ReadCoverage => {
            held(actor, place, &[Role::PlanManager, Role::NationalAdmin, Role::Inspector, Role::Auditor])
        }
        Act::HandleDataRequests => held(actor, place, &[Role::Administrator]),

        Act::ProposeSession => either(
            mandate(actor, place) == Verdict::Yes,
            held(actor, place, &[Role::Head, Role::CentreTrainer, Role::PlanManager, Role::NationalAdmin]),
        ),
        Act::AgreeSession | Act::GiveOpinion => held(actor, place, &[Role::Head]),
        Act::ApproveSession => held(actor, place, &[Role::PlanManager, Role::NationalAdmin]),
        // Nobody marks for them: a manager reads, and opens again what was closed.
        Act::MarkPresence => match place {
            Place::Platform => Verdict::Yes,
            Place::Of(person) if person == actor.id() => Verdict::Yes,
            Place::Of(_) => Verdict::OutOfSight,
            Place::At(_) => match held(actor, place, &[Role::PlanManager, Role::NationalAdmin]) {
                Verdict::Yes => Verdict::Forbidden,
                Verdict::LoginNeeded | Verdict::Forbidden | Verdict::OutOfSight => Verdict::OutOfSight,
            },
        },
        Act::ReadPresence => match place {
            Place::Platform => Verdict::Yes,
            Place::Of(person) if person == actor.id() => Verdict::Yes,
            Place::Of(_) => Verdict::OutOfSight,
            Place::At(_) => either(
                held(actor, place, &[Role::Head, Role::PlanManager]) == Verdict::Yes,
                Verdict::OutOfSight,
            ),
        },
        // Whoever wrote or leads a session is asked for as `Of` themselves: `session::run_place`.
        Act::RunSession => match place {
            Place::Platform => Verdict::Yes,
            Place::Of(person) if person == actor.id() => Verdict::Yes,
            Place::Of(_) => Verdict::OutOfSight,
            Place::At(_) => either(
                held(actor, place, &[Role::PlanManager, Role::NationalAdmin]) == Verdict::Yes,
                Verdict::OutOfSight,
            ),
        },
        // A module belongs to whoever began it; beginning one takes a mandate.
        Act::WriteCourse => match place {
            Place::Of(person) if person == actor.id() && !actor.mandates.is_empty() => Verdict::Yes,
            Place::Of(_) if !actor.mandates.is_empty() => Verdict::OutOfSight,
            Place::Platform | Place::At(_) | Place::Of(_) => mandate(actor, place),
        },
        Act::PublishCourse => mandate(actor, place),
        Act::ReviewCourse => held(actor, place, REVIEWERS),
        Act::ReadPlan => Verdict::Yes,
        // The référent prepares the plan of the school, the head adopts it.
        Act::WritePlan => match place {
            Place::At(path) if actor.is_referent_at(path) => Verdict::Yes,
            Place::Platform if !actor.mandates.is_empty() => Verdict::Yes,
            Place::Platform | Place::Of(_) | Place::At(_) => keeps_plan(actor, place, PLAN),
        },
        Act::AdoptPlan => keeps_plan(actor, place, PLAN),
        Act::ValidateModule => keeps_plan(actor, place, &[Role::PlanManager, Role::Head, Role::Inspector]),
    }
}

/// Who reads figures of a school or of what lies above.
const FIGURES: &[Role] = &[
    Role::Head,
    Role::PlanManager,
    Role::NationalAdmin,
    Role::Inspector,
    Role::Auditor,
    Role::Administrator,
];

/// Who reviews what is to be shown beyond a school (domain.md §4.12).
const REVIEWERS: &[Role] =
    &[Role::Inspector, Role::DisciplineContact, Role::PlanManager, Role::CentreTrainer, Role::NationalAdmin];

/// Who keeps a plan, each on their own node and below it.
const PLAN: &[Role] = &[Role::PlanManager, Role::Head];

/// One of these roles; the nation's administrator keeps the plan of the nation, not those of the académies.
fn keeps_plan(actor: &Actor, place: Place<'_>, roles: &[Role]) -> Verdict {
    let national = match place {
        Place::Platform => actor.has(Role::NationalAdmin),
        // The nation is the only node with one code in its path.
        Place::At(path) => path.matches('/').count() == 1 && actor.has_at(Role::NationalAdmin, path),
        Place::Of(_) => false,
    };
    either(national, held(actor, place, roles))
}

fn only(right: bool) -> Verdict {
    if right { Verdict::Yes } else { Verdict::Forbidden }
}

fn either(right: bool, otherwise: Verdict) -> Verdict {
    if right { Verdict::Yes } else { otherwise }
}

fn own(actor: &Actor, place: Place<'_>) -> Verdict {
    match place {
        Place::Platform => Verdict::Yes,
        Place::Of(person) if person == actor.id() => Verdict::Yes,
        Place::Of(_) | Place::At(_) => Verdict::OutOfSight,
    }
}

/// One of these roles, on the node or above it. Whoever holds the role elsewhere does not see what is here; whoever
/// does not hold it at all may not do this anywhere.
fn held(actor: &Actor, place: Place<'_>, roles: &[Role]) -> Verdict {
    let somewhere = roles.iter().any(|role| actor.has(*role));
    match place {
        Place::Platform => only(somewhere),
        Place::At(path) if roles.iter().any(|role| actor.has_at(*role, path)) => Verdict::Yes,
        Place::At(_) if somewhere => Verdict::OutOfSight,
        Place::Of(_) if roles.iter().any(|role| actor.has_at(*role, "")) => Verdict::Yes,
        Place::At(_) | Place::Of(_) => Verdict::Forbidden,
    }
}

fn mandate(actor: &Actor, place: Place<'_>) -> Verdict {
    match place {
        Place::At(path) if actor.is_referent_at(path) => Verdict::Yes,
        Place::Platform if !actor.mandates.is_empty() => Verdict::Yes,
        Place::At(_) if !actor.mandates.is_empty() => Verdict::OutOfSight,
        Place::Platform | Place::At(_) | Place::Of(_) => Verdict::Forbidden,
    }
}

/// Something an act was allowed on. Only [`allow`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Allowed<T> {
    thing: T,
    by: Option<Uuid>,
}

impl<T> Allowed<T> {
    /// Who acts; none for the system itself.
    pub fn by(&self) -> Option<Uuid> {
        self.by
    }

    pub fn thing(&self) -> &T {
        &self.thing
    }

    /// The same right on a part of the thing, or on what is made of it: for a verb that calls another one.
    pub fn map<U>(self, part: impl FnOnce(T) -> U) -> Allowed<U> {
        Allowed { thing: part(self.thing), by: self.by }
    }
}

/// Allows an act on a thing, or says why not.
///
/// # Errors
/// `LoginNeeded`, `Forbidden`, or `NotFound` for what is out of the asker's sight.
pub fn allow<T>(who: Option<&Actor>, act: Act, place: Place<'_>, thing: T) -> Result<Allowed<T>> {
    match permits(who, act, place) {
        Verdict::Yes => Ok(Allowed { thing, by: who.map(Actor::id) }),
        Verdict::LoginNeeded => Err(Error::LoginNeeded),
        Verdict::Forbidden => Err(Error::Forbidden),
        Verdict::OutOfSight => Err(Error::NotFound),
    }
}

/// Acts of the operator at the command line, and of jobs: whoever can start the program with its database.
pub fn by_operator<T>(thing: T) -> Allowed<T> {
    Allowed { thing, by: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Grant;
    use crate::people::{Person, Reading};
    use std::fmt::Write as _;

    const SCHOOL: &str = "fr/14/b1/0350002M/";
    const OTHER: &str = "fr/10/b7/0690001A/";

    fn actor(grants: &[(Role, &str)]) -> Actor {
        let person = Person {
            id: Uuid::from_u128(1),
            given_name: "A".into(),
            usual_name: "B".into(),
            locale: "fr".into(),
            discipline: None,
            school: None,
            reading: sqlx::types::Json(Reading::default()),
        };
        let mut actor = Actor::of(person, &[]);
        actor.grants = grants
            .iter()
            .map(|(role, path)| Grant { role: *role, path: (*path).to_owned(), delegated: false })
            .collect();
        actor
    }

    #[test]
    fn the_policy_is_the_one_we_signed() {
        let mut teacher = actor(&[]);
        teacher.postings = vec![SCHOOL.to_owned()];
        let mut referent = teacher.clone();
        referent.mandates = vec![SCHOOL.to_owned()];
        let askers = [
            ("visitor", None),
            ("teacher", Some(teacher)),
            ("referent", Some(referent)),
            ("head", Some(actor(&[(Role::Head, SCHOOL)]))),
            ("trainer", Some(actor(&[(Role::CentreTrainer, "fr/14/")]))),
            ("manager", Some(actor(&[(Role::PlanManager, "fr/14/")]))),
            ("inspect", Some(actor(&[(Role::Inspector, "fr/14/")]))),
            ("contact", Some(actor(&[(Role::DisciplineContact, "fr/14/")]))),
            ("nation", Some(actor(&[(Role::NationalAdmin, "fr/")]))),
            ("auditor", Some(actor(&[(Role::Auditor, "fr/14/")]))),
            ("admin", Some(actor(&[(Role::Administrator, "")]))),
        ];
        let mut table = format!("{:<22} {:<9}", "act", "where");
        for (name, _) in &askers {
            let _ = write!(table, " {name:<8}");
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
        for act in Act::ALL {
            for (place_name, place) in [
                ("platform", Place::Platform),
                ("own", Place::Of(Uuid::from_u128(1))),
                ("other's", Place::Of(Uuid::from_u128(2))),
                ("inside", Place::At(SCHOOL)),
                ("outside", Place::At(OTHER)),
            ] {
                let _ = write!(table, "{:<22} {place_name:<9}", act.code());
                for (_, who) in &askers {
                    let sign = match permits(who.as_ref(), act, place) {
                        Verdict::Yes => "yes",
                        Verdict::LoginNeeded => "login",
                        Verdict::Forbidden => "403",
                        Verdict::OutOfSight => "404",
                    };
                    let _ = write!(table, " {sign:<8}");
                }
                table.truncate(table.trim_end().len());
                table.push('\n');
            }
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/policy.txt");
        if std::env::var_os("PREAU_UPDATE").is_some() {
            std::fs::write(path, &table).unwrap();
        }
        assert_eq!(
            table,
            include_str!("policy.txt"),
            "the policy changed: review it, then run with PREAU_UPDATE=1"
        );
    }
}
