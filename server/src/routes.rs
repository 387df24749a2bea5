//! Every door of the platform, on one page: its method, its address, what it is, and the right it asks for.
//!
//! A test compares this table with the router that is served, and knocks at every door as a stranger and as somebody
//! without the role: a door that is missing here, or that opens wider than it says, fails.

use preau::access::Act;
use serde::Serialize;

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page to read.
    Page,
    /// A form sent from a page.
    Form,
    /// Something to download or show.
    File,
    /// What an island calls.
    Function,
    /// An operation for programs, with a bearer token.
    Api,
    /// For balancers.
    Health,
}

/// What it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Open to everybody.
    Anyone,
    /// A secret in the address opens it.
    Link,
    /// Whoever may do this.
    Of(Act),
    /// The first of the two for pages that their author made public, the second for the others.
    Public(Act, Act),
}

impl Right {
    /// As `preau routes` shows it: the policy's own name for an act.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Link => "link",
            Self::Of(act) | Self::Public(_, act) => act.code(),
        }
    }
}

/// One door.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub method: &'static str,
    pub path: &'static str,
    pub kind: Kind,
    pub right: Right,
    /// What kind of thing the address names; empty when none.
    pub object: &'static str,
}

const fn door(
    method: &'static str,
    path: &'static str,
    kind: Kind,
    right: Right,
    object: &'static str,
) -> Door {
    Door { method, path, kind, right, object }
}

const ANYONE: Right = Right::Anyone;
const CATALOGUE: Right = Right::Of(Act::ReadCatalogue);
const LESSON: Right = Right::Public(Act::ReadCatalogue, Act::ReadLessons);
const ENROL: Right = Right::Of(Act::Enrol);
const LEARN: Right = Right::Of(Act::Learn);
const RECORD: Right = Right::Of(Act::ReadRecord);
const ATTESTATION: Right = Right::Of(Act::ReadAttestation);
const ACCOUNT: Right = Right::Of(Act::ManageAccount);
const INVITE: Right = Right::Of(Act::Invite);
const NEED: Right = Right::Of(Act::StateNeed);
const DESK: Right = Right::Of(Act::WorkAsReferent);
const NEEDS_SUMMARY: Right = Right::Of(Act::ReadNeedsSummary);
const FORWARDED: Right = Right::Of(Act::AnswerForwardedNeed);
const COVERAGE: Right = Right::Of(Act::ReadCoverage);
const OPEN_DATA: Right = Right::Of(Act::PublishOpenData);
const SCHOOL: Right = Right::Of(Act::ReadSchool);
const GRANT: Right = Right::Of(Act::GrantRoleAt);
const REQUESTS: Right = Right::Of(Act::HandleDataRequests);
const TREE: Right = Right::Of(Act::ManageOrganisation);
const PEOPLE: Right = Right::Of(Act::ManagePeople);
const OPERATE: Right = Right::Of(Act::Operate);
const PROPOSE: Right = Right::Of(Act::ProposeNomination);
const ANSWER: Right = Right::Of(Act::AnswerNomination);
const DECIDE: Right = Right::Of(Act::ValidateNomination);
const SIGN_UP: Right = Right::Of(Act::SignUp);
const SESSIONS: Right = Right::Of(Act::ReadSessions);
const SESSION_WRITE: Right = Right::Of(Act::ProposeSession);
const SESSION_RUN: Right = Right::Of(Act::RunSession);
const SESSION_AGREE: Right = Right::Of(Act::AgreeSession);
const SESSION_APPROVE: Right = Right::Of(Act::ApproveSession);
const PLAN: Right = Right::Of(Act::ReadPlan);
const WORKSHOP: Right = Right::Of(Act::WriteCourse);
const PLAN_WRITE: Right = Right::Of(Act::WritePlan);
const IMPORT: Right = Right::Of(Act::ImportRegister);

const COHORT_RUN: Right = Right::Of(Act::RunCohort);
const COHORT_READ: Right = Right::Of(Act::ReadCohort);
const COHORT_JOIN: Right = Right::Of(Act::JoinCohort);
const COHORT_NEW: Right = Right::Of(Act::CreateCohort);

const SEAT: Right = Right::Of(Act::SignUp);
const APPROVE_SESSION: Right = Right::Of(Act::ApproveSession);
const REFERENT: Right = Right::Of(Act::WorkAsReferent);
const BULLETINS: Right = Right::Of(Act::ReadBulletins);
const COUNTERSIGN: Right = Right::Of(Act::CountersignReport);
const RECEIVE: Right = Right::Of(Act::ReceiveReport);
const NETWORK: Right = Right::Of(Act::ReadNetwork);
const STEER: Right = Right::Of(Act::Steer);
const MARK: Right = Right::Of(Act::MarkPresence);
const PRESENCE: Right = Right::Of(Act::ReadPresence);
const PAY: Right = Right::Of(Act::PreparePay);
const CERTIFY: Right = Right::Of(Act::CertifyService);
const PAY_CHECK: Right = Right::Of(Act::CheckPay);
const PAY_EXPORT: Right = Right::Of(Act::ExportPay);
const ASK: Right = Right::Of(Act::AskReferent);

use Kind::{Api, File, Form, Function, Health, Page};

/// Every door, room by room.
#[rustfmt::skip]
pub const DOORS: &[Door] = &[
    door("GET", "/healthz", Health, ANYONE, ""),
    door("GET", "/readyz", Health, ANYONE, ""),
    door("GET", "/assets/{file}", File, ANYONE, "asset"),
    door("GET", "/sw.js", File, ANYONE, ""),

    door("GET", "/", Page, ANYONE, ""),
    door("GET", "/aide", Page, ANYONE, ""),
    door("GET", "/accessibilite", Page, ANYONE, ""),
    door("GET", "/mentions-legales", Page, ANYONE, ""),
    door("GET", "/donnees-personnelles", Page, ANYONE, ""),
    door("GET", "/contact", Page, ANYONE, ""),
    door("GET", "/plan-du-site", Page, ANYONE, ""),
    door("GET", "/donnees-ouvertes", Page, ANYONE, ""),
    door("GET", "/donnees-ouvertes/schema.json", File, ANYONE, ""),
    door("GET", "/donnees-ouvertes/couverture.csv", File, ANYONE, ""),
    door("GET", "/donnees-ouvertes/couverture.json", File, ANYONE, ""),
    door("GET", "/donnees-ouvertes/{jour}/couverture.csv", File, ANYONE, "open_data_file"),
    door("GET", "/donnees-ouvertes/{jour}/couverture.json", File, ANYONE, "open_data_file"),
    door("GET", "/pilotage/donnees-ouvertes", Page, OPEN_DATA, ""),
    door("POST", "/pilotage/donnees-ouvertes", Form, OPEN_DATA, "open_data_file"),
    door("GET", "/pilotage/donnees-ouvertes.csv", File, OPEN_DATA, ""),
    door("GET", "/pilotage/donnees-ouvertes.json", File, OPEN_DATA, ""),
    door("GET", "/lecture", Page, ANYONE, ""),
    door("POST", "/lecture", Form, ANYONE, ""),
    door("GET", "/langue", Page, ANYONE, ""),
    door("POST", "/langue", Form, ANYONE, ""),

    door("GET", "/cours", Page, CATALOGUE, ""),
    door("GET", "/cours.csv", File, CATALOGUE, ""),
    door("GET", "/cours/{slug}", Page, CATALOGUE, "course"),
    door("GET", "/glossaire", Page, CATALOGUE, ""),
    // Known by the hash of their content, which only the page that shows them names.
    door("GET", "/media/{digest}/{name}", File, Right::Link, "course_file"),

    door("POST", "/cours/{slug}/inscription", Form, ENROL, "course"),
    door("GET", "/cours/{slug}/abandon", Page, LEARN, "enrolment"),
    door("POST", "/cours/{slug}/abandon", Form, LEARN, "enrolment"),
    door("POST", "/cours/{slug}/reprendre", Form, LEARN, "enrolment"),
    door("POST", "/cours/{slug}/version", Form, LEARN, "enrolment"),
    door("GET", "/cours/{slug}/imprimer", Page, Right::Of(Act::ReadLessons), "course"),
    door("GET", "/cours/{slug}/{page}", Page, LESSON, "page"),
    door("POST", "/cours/{slug}/{page}", Form, LEARN, "page"),
    // Only the way back of a form whose address was typed: the page asks for the right.
    door("GET", "/cours/{slug}/{page}/production/{activity}", Page, ANYONE, "production"),
    door("POST", "/cours/{slug}/{page}/production/{activity}", Form, LEARN, "production"),
    door("GET", "/productions/{upload}", File, LEARN, "upload"),
    door("GET", "/reprise", Page, LEARN, ""),
    door("GET", "/mon-parcours", Page, RECORD, ""),
    door("GET", "/mon-parcours.csv", File, RECORD, ""),
    door("GET", "/attestations/{number}", Page, ATTESTATION, "attestation"),
    door("GET", "/verifier", Page, ANYONE, ""),
    door("POST", "/verifier", Form, ANYONE, ""),
    door("GET", "/verifier/{code}", Page, Right::Link, "attestation"),
    door("POST", "/verifier/{code}", Form, Right::Link, "attestation"),

    // Presence at sessions: who leads marks, a head reads of their own staff, each reads their own.
    door("GET", "/sessions/{session}/presence", Page, PRESENCE, "session"),
    // The act in the form says which right: mark, attest, open again.
    door("POST", "/sessions/{session}/presence", Form, PRESENCE, "session"),
    door("GET", "/sessions/{session}/code", Page, MARK, "session"),
    door("GET", "/sessions/{session}/ici", Page, SIGN_UP, "session"),
    door("POST", "/sessions/{session}/ici", Form, SIGN_UP, "session"),
    door("GET", "/sessions/{session}/emargement", Page, MARK, "session"),
    door("GET", "/sessions/{session}/mes-presences", Page, SIGN_UP, "session"),
    door("POST", "/sessions/{session}/mes-presences", Form, SIGN_UP, "session"),

    door("GET", "/connexion", Page, ANYONE, ""),
    door("POST", "/connexion", Form, ANYONE, ""),
    door("GET", "/deconnexion", Page, ANYONE, ""),
    door("POST", "/deconnexion", Form, ANYONE, ""),
    door("GET", "/mot-de-passe-oublie", Page, ANYONE, ""),
    door("POST", "/mot-de-passe-oublie", Form, ANYONE, ""),
    door("GET", "/invitation/{token}", Page, Right::Link, "account_link"),
    door("POST", "/invitation/{token}", Form, Right::Link, "account_link"),
    door("GET", "/mot-de-passe/{token}", Page, Right::Link, "account_link"),
    door("POST", "/mot-de-passe/{token}", Form, Right::Link, "account_link"),
    door("GET", "/compte", Page, ACCOUNT, ""),
    door("POST", "/compte", Form, ACCOUNT, ""),
    door("GET", "/compte/adresse", Page, ACCOUNT, ""),
    door("POST", "/compte/adresse", Form, ACCOUNT, ""),
    door("GET", "/adresse/{token}", Page, Right::Link, "address_change"),
    door("POST", "/adresse/{token}", Form, Right::Link, "address_change"),
    door("GET", "/compte/mot-de-passe", Page, ACCOUNT, ""),
    door("POST", "/compte/mot-de-passe", Form, ACCOUNT, ""),
    door("GET", "/compte/connexions", Page, ACCOUNT, ""),
    door("POST", "/compte/connexions", Form, ACCOUNT, "login"),
    door("GET", "/compte/connexions/autres", Page, ANYONE, ""),
    door("POST", "/compte/connexions/autres", Form, ACCOUNT, ""),
    door("GET", "/compte/jetons", Page, ACCOUNT, ""),
    door("POST", "/compte/jetons", Form, ACCOUNT, ""),
    door("GET", "/compte/jetons/fin", Page, ANYONE, ""),
    door("POST", "/compte/jetons/fin", Form, ACCOUNT, "token"),
    door("GET", "/compte/visibilite", Page, ACCOUNT, ""),
    door("GET", "/compte/donnees.json", File, ACCOUNT, ""),

    // Notices; the signed link of a mail opens its own subject alone.
    door("GET", "/notifications", Page, ACCOUNT, ""),
    door("POST", "/notifications", Form, ACCOUNT, ""),
    door("GET", "/notifications.csv", File, ACCOUNT, ""),
    door("GET", "/notifications/{id}", Page, ACCOUNT, "notice"),
    door("GET", "/notifications/desabonnement/{token}", Page, Right::Link, "notice_link"),
    door("POST", "/notifications/desabonnement/{token}", Form, Right::Link, "notice_link"),
    door("GET", "/compte/notifications", Page, ACCOUNT, ""),
    door("POST", "/compte/notifications", Form, ACCOUNT, ""),

    // One's own data, and what is asked about them.
    door("GET", "/compte/donnees", Page, ACCOUNT, ""),
    door("POST", "/compte/donnees", Form, ACCOUNT, ""),
    // Only the way back of a form whose address was typed.
    door("GET", "/compte/donnees/{id}/retrait", Page, ANYONE, ""),
    door("POST", "/compte/donnees/{id}/retrait", Form, ACCOUNT, "data_request"),
    door("GET", "/pilotage/demandes", Page, REQUESTS, ""),
    door("GET", "/pilotage/demandes.csv", File, REQUESTS, ""),
    door("GET", "/pilotage/demandes/{id}", Page, REQUESTS, "data_request"),
    door("POST", "/pilotage/demandes/{id}", Form, REQUESTS, "data_request"),
    door("GET", "/pilotage/webhooks", Page, OPERATE, ""),
    door("POST", "/pilotage/webhooks", Form, OPERATE, ""),
    door("GET", "/pilotage/webhooks/{webhook}", Page, OPERATE, "webhook"),
    door("POST", "/pilotage/webhooks/{webhook}", Form, OPERATE, "webhook"),
    door("GET", "/pilotage/doublons", Page, PEOPLE, ""),
    door("GET", "/pilotage/doublons/{person}/{id}", Page, PEOPLE, "person"),
    door("POST", "/pilotage/doublons/{person}/{id}", Form, PEOPLE, "person"),
    door("GET", "/pilotage/comptes/{person}", Page, OPERATE, "person"),
    door("POST", "/pilotage/comptes/{person}", Form, OPERATE, "person"),

    // The page shows what the asker may open; who may open nothing gets 403.
    door("GET", "/pilotage", Page, ACCOUNT, ""),
    door("GET", "/pilotage/regimes", Page, Right::Of(Act::EditSchemes), ""),
    door("POST", "/pilotage/regimes", Form, Right::Of(Act::EditSchemes), ""),
    door("GET", "/pilotage/organisation", Page, TREE, ""),
    door("GET", "/pilotage/organisation/{id}", Page, TREE, "organisation"),
    door("POST", "/pilotage/organisation/{id}", Form, TREE, "organisation"),
    door("GET", "/pilotage/couverture", Page, COVERAGE, ""),
    door("GET", "/pilotage/couverture.csv", File, COVERAGE, ""),
    door("GET", "/pilotage/couverture/etablissements", Page, COVERAGE, ""),
    door("GET", "/pilotage/couverture/etablissements.csv", File, COVERAGE, ""),
    door("GET", "/etablissement", Page, SCHOOL, ""),
    door("GET", "/etablissements/{uai}", Page, SCHOOL, "school"),
    door("GET", "/etablissements/{uai}/personnel", Page, Right::Of(Act::ReadStaff), "school"),

    door("GET", "/pilotage/roles", Page, GRANT, ""),
    door("GET", "/pilotage/roles.csv", File, GRANT, ""),
    door("GET", "/pilotage/roles/nouveau", Page, GRANT, ""),
    door("POST", "/pilotage/roles/nouveau", Form, GRANT, ""),
    door("GET", "/pilotage/roles/{grant}/fin", Page, ANYONE, ""),
    door("POST", "/pilotage/roles/{grant}/fin", Form, GRANT, "role_grant"),
    // The référent's cockpit.
    door("GET", "/referent", Page, REFERENT, ""),
    door("GET", "/referent/{uai}", Page, REFERENT, "school"),
    door("GET", "/referent/{uai}/bulletins", Page, REFERENT, "school"),
    door("GET", "/referent/{uai}/bulletins.csv", File, REFERENT, "school"),
    door("GET", "/referent/{uai}/bulletins/nouveau", Page, REFERENT, "school"),
    door("POST", "/referent/{uai}/bulletins/nouveau", Form, REFERENT, "school"),
    door("GET", "/referent/{uai}/bulletins/{bulletin}", Page, REFERENT, "bulletin"),
    door("POST", "/referent/{uai}/bulletins/{bulletin}", Form, REFERENT, "bulletin"),
    door("GET", "/bulletins", Page, BULLETINS, ""),
    door("GET", "/bulletins/{bulletin}", Page, BULLETINS, "bulletin"),
    door("GET", "/referent/{uai}/accompagnements", Page, REFERENT, "school"),
    door("POST", "/referent/{uai}/accompagnements", Form, REFERENT, "school"),
    door("GET", "/referent/{uai}/accompagnements.csv", File, REFERENT, "school"),
    door("GET", "/referent/{uai}/accompagnements/{accompaniment}", Page, REFERENT, "accompaniment"),
    door("POST", "/referent/{uai}/accompagnements/{accompaniment}", Form, REFERENT, "accompaniment"),
    door("GET", "/etablissements/{uai}/accompagnement", Page, ASK, "school"),
    door("POST", "/etablissements/{uai}/accompagnement", Form, ASK, "school"),
    door("GET", "/etablissements/{uai}/projets", Page, BULLETINS, "school"),
    door("POST", "/etablissements/{uai}/projets", Form, ASK, "school"),
    door("GET", "/etablissements/{uai}/projets.csv", File, BULLETINS, "school"),
    door("GET", "/etablissements/{uai}/projets/{project}", Page, BULLETINS, "project"),
    // Its author, a référent or the head: the act in the form says which.
    door("POST", "/etablissements/{uai}/projets/{project}", Form, BULLETINS, "project"),
    door("GET", "/referent/{uai}/conseils", Page, REFERENT, "school"),
    door("POST", "/referent/{uai}/conseils", Form, REFERENT, "school"),
    door("GET", "/referent/{uai}/conseils/{advice}", Page, REFERENT, "advice"),
    door("POST", "/referent/{uai}/conseils/{advice}", Form, REFERENT, "advice"),
    door("GET", "/direction/{uai}/conseils", Page, STEER, "school"),
    door("POST", "/direction/{uai}/conseils", Form, STEER, "school"),
    door("GET", "/direction/{uai}/conseils/{advice}", Page, STEER, "advice"),
    door("POST", "/direction/{uai}/conseils/{advice}", Form, STEER, "advice"),
    door("GET", "/referent/{uai}/journal", Page, REFERENT, "school"),
    door("POST", "/referent/{uai}/journal", Form, REFERENT, "school"),
    door("GET", "/referent/{uai}/journal.csv", File, REFERENT, "school"),
    door("GET", "/etablissements/{uai}/tice", Page, Right::Of(Act::ReadFigures), "school"),
    door("GET", "/etablissements/{uai}/tice.csv", File, Right::Of(Act::ReadFigures), "school"),
    door("GET", "/referent/{uai}/bilan", Page, REFERENT, "school"),
    door("POST", "/referent/{uai}/bilan", Form, REFERENT, "school"),
    door("GET", "/direction/{uai}/bilans", Page, COUNTERSIGN, "school"),
    door("GET", "/direction/{uai}/bilans/{report}", Page, COUNTERSIGN, "report"),
    door("POST", "/direction/{uai}/bilans/{report}", Form, COUNTERSIGN, "report"),
    door("GET", "/pilotage/bilans", Page, RECEIVE, ""),
    door("GET", "/pilotage/bilans.csv", File, RECEIVE, ""),
    door("GET", "/pilotage/bilans/{report}", Page, RECEIVE, "report"),
    door("POST", "/pilotage/bilans/{report}", Form, RECEIVE, "report"),
    door("GET", "/reseau", Page, NETWORK, ""),
    door("GET", "/reseau/annuaire.csv", File, NETWORK, ""),
    door("GET", "/reseau/contacts", Page, TREE, ""),
    door("POST", "/reseau/contacts", Form, TREE, ""),
    door("GET", "/reseau/contacts/{contact}", Page, TREE, "contact"),
    door("POST", "/reseau/contacts/{contact}", Form, TREE, "contact"),
    door("GET", "/reseau/questions", Page, NETWORK, ""),
    door("POST", "/reseau/questions", Form, NETWORK, ""),
    door("GET", "/reseau/questions/{question}", Page, NETWORK, "question"),
    door("POST", "/reseau/questions/{question}", Form, NETWORK, "question"),

    door("GET", "/pilotage/comptes", Page, INVITE, ""),
    door("GET", "/pilotage/comptes.csv", File, INVITE, ""),
    door("GET", "/pilotage/comptes/invitation", Page, INVITE, ""),
    door("POST", "/pilotage/comptes/invitation", Form, INVITE, ""),
    // Only the way back of a form whose address was typed.
    door("GET", "/pilotage/comptes/{person}/relance", Page, ANYONE, ""),
    door("POST", "/pilotage/comptes/{person}/relance", Form, INVITE, "person"),
    door("GET", "/pilotage/comptes/{person}/blocage", Page, ANYONE, ""),
    door("POST", "/pilotage/comptes/{person}/blocage", Form, OPERATE, "person"),
    door("GET", "/pilotage/comptes/{person}/deblocage", Page, ANYONE, ""),
    door("POST", "/pilotage/comptes/{person}/deblocage", Form, OPERATE, "person"),

    // Nominations
    door("GET", "/direction", Page, PROPOSE, ""),
    door("POST", "/direction", Form, PROPOSE, "school"),
    door("GET", "/direction/nominations/nouvelle", Page, PROPOSE, ""),
    door("POST", "/direction/nominations/nouvelle", Form, PROPOSE, "school"),
    door("GET", "/direction/nominations/{nomination}", Page, PROPOSE, "nomination"),
    door("POST", "/direction/nominations/{nomination}", Form, PROPOSE, "nomination"),
    door("GET", "/direction/nominations/{nomination}/modifier", Page, PROPOSE, "nomination"),
    door("POST", "/direction/nominations/{nomination}/modifier", Form, PROPOSE, "nomination"),
    door("GET", "/nominations", Page, ANSWER, ""),
    door("GET", "/nominations/{nomination}", Page, ANSWER, "nomination"),
    door("POST", "/nominations/{nomination}", Form, ANSWER, "nomination"),
    // For its teacher, and for those who decide at its school.
    door("GET", "/nominations/{nomination}/lettre", Page, ANSWER, "nomination"),
    door("GET", "/nominations/{nomination}/lettre.pdf", File, ANSWER, "nomination"),

    door("GET", "/sessions/abonnement", Page, ACCOUNT, ""),
    door("POST", "/sessions/abonnement", Form, ACCOUNT, ""),
    door("GET", "/sessions/{session}/convocation", Page, SEAT, "session"),
    door("GET", "/sessions/{session}/convocation.ics", File, SEAT, "session"),
    door("GET", "/sessions/{session}/convocation.pdf", File, SEAT, "session"),
    door("GET", "/agenda/{file}", File, Right::Link, "calendar_feed"),
    door("GET", "/pilotage/convocations", Page, APPROVE_SESSION, ""),
    door("POST", "/pilotage/convocations", Form, APPROVE_SESSION, ""),

    door("GET", "/referent/reprise", Page, Right::Of(Act::WorkAsReferent), ""),
    door("POST", "/referent/reprise", Form, Right::Of(Act::WorkAsReferent), "handover"),
    door("GET", "/pilotage/nominations", Page, DECIDE, ""),
    door("POST", "/pilotage/nominations", Form, DECIDE, "nomination"),
    door("GET", "/pilotage/nominations.csv", File, DECIDE, ""),
    door("GET", "/pilotage/nominations/{nomination}", Page, DECIDE, "nomination"),
    door("POST", "/pilotage/nominations/{nomination}", Form, DECIDE, "nomination"),
    door("GET", "/pilotage/enveloppes", Page, DECIDE, ""),
    door("POST", "/pilotage/enveloppes", Form, DECIDE, "school"),
    door("GET", "/pilotage/indemnites.csv", File, Right::Of(Act::ExportAllowances), ""),
    // Needs and surveys.
    door("GET", "/besoins", Page, NEED, ""),
    door("POST", "/besoins", Form, NEED, "need"),
    door("GET", "/besoins/nouveau", Page, NEED, ""),
    door("POST", "/besoins/nouveau", Form, NEED, ""),
    door("GET", "/besoins/enquetes/{survey}", Page, NEED, "survey"),
    door("POST", "/besoins/enquetes/{survey}", Form, NEED, "survey"),
    door("GET", "/besoins/etablissement", Page, DESK, ""),
    door("GET", "/besoins/etablissement.csv", File, DESK, ""),
    door("GET", "/besoins/etablissement/{need}", Page, DESK, "need"),
    door("POST", "/besoins/etablissement/{need}", Form, DESK, "need"),
    door("GET", "/besoins/etablissement/enquetes", Page, DESK, ""),
    door("GET", "/besoins/etablissement/enquetes/nouvelle", Page, DESK, ""),
    door("POST", "/besoins/etablissement/enquetes/nouvelle", Form, DESK, ""),
    door("GET", "/besoins/etablissement/enquetes/{survey}", Page, DESK, "survey"),
    door("POST", "/besoins/etablissement/enquetes/{survey}", Form, DESK, "survey"),
    door("GET", "/besoins/etablissement/enquetes/{survey}/synthese.csv", File, DESK, "survey"),
    door("GET", "/besoins/synthese", Page, NEEDS_SUMMARY, ""),
    door("GET", "/besoins/synthese.csv", File, NEEDS_SUMMARY, ""),
    door("GET", "/besoins/territoire", Page, NEEDS_SUMMARY, ""),
    door("GET", "/besoins/territoire.csv", File, NEEDS_SUMMARY, ""),
    door("GET", "/besoins/transmis", Page, FORWARDED, ""),
    door("GET", "/besoins/transmis.csv", File, FORWARDED, ""),
    door("GET", "/besoins/transmis/groupe", Page, FORWARDED, ""),
    door("POST", "/besoins/transmis/groupe", Form, FORWARDED, "need_group"),
    door("GET", "/besoins/themes", Page, Right::Of(Act::EditSchemes), ""),
    door("POST", "/besoins/themes", Form, Right::Of(Act::EditSchemes), "need_theme"),
    // Sessions. What may be done on a sheet depends on who asks: the act in the form says which right it takes.
    door("GET", "/sessions", Page, SESSIONS, ""),
    door("GET", "/sessions/animees", Page, SESSIONS, ""),
    door("GET", "/sessions/nouvelle", Page, SESSION_WRITE, ""),
    door("POST", "/sessions/nouvelle", Form, SESSION_WRITE, "session"),
    door("GET", "/sessions/souhaits", Page, SIGN_UP, ""),
    door("POST", "/sessions/souhaits", Form, SIGN_UP, ""),
    door("GET", "/sessions/{session}", Page, SESSIONS, "session"),
    door("POST", "/sessions/{session}", Form, SESSIONS, "session"),
    door("GET", "/sessions/{session}/modifier", Page, SESSION_RUN, "session"),
    door("POST", "/sessions/{session}/modifier", Form, SESSION_RUN, "session"),
    door("GET", "/sessions/{session}/inscrits", Page, SESSION_RUN, "session"),
    door("POST", "/sessions/{session}/inscrits", Form, SESSION_RUN, "session"),
    door("GET", "/sessions/{session}/inscrits.csv", File, SESSION_RUN, "session"),
    door("GET", "/direction/sessions", Page, SESSION_AGREE, ""),
    door("POST", "/direction/sessions", Form, SESSION_AGREE, "session"),
    // Cohorts: who trains one runs it, who keeps the plan reads figures, who is in it sees their own.
    door("GET", "/cohortes", Page, COHORT_READ, ""),
    door("GET", "/cohortes/nouvelle", Page, COHORT_NEW, ""),
    door("POST", "/cohortes/nouvelle", Form, COHORT_NEW, "cohort"),
    door("GET", "/cohortes/{cohort}", Page, COHORT_READ, "cohort"),
    door("POST", "/cohortes/{cohort}", Form, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/modifier", Page, COHORT_RUN, "cohort"),
    door("POST", "/cohortes/{cohort}/modifier", Form, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/membres", Page, COHORT_RUN, "cohort"),
    door("POST", "/cohortes/{cohort}/membres", Form, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/progression", Page, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/progression.csv", File, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/relances", Page, COHORT_RUN, "cohort"),
    door("POST", "/cohortes/{cohort}/relances", Form, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/bilan", Page, COHORT_READ, "cohort"),
    door("POST", "/cohortes/{cohort}/bilan", Form, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/bilan.csv", File, COHORT_RUN, "cohort"),
    door("GET", "/cohortes/{cohort}/fil", Page, COHORT_RUN, "cohort"),
    door("POST", "/cohortes/{cohort}/fil", Form, COHORT_RUN, "cohort"),
    door("GET", "/mes-cohortes/{cohort}", Page, COHORT_JOIN, "cohort"),
    door("POST", "/mes-cohortes/{cohort}", Form, COHORT_JOIN, "cohort"),
    door("GET", "/mes-cohortes/{cohort}/fil", Page, COHORT_JOIN, "cohort"),
    door("POST", "/mes-cohortes/{cohort}/fil", Form, COHORT_JOIN, "cohort"),
    door("GET", "/pilotage/sessions", Page, SESSION_APPROVE, ""),
    door("POST", "/pilotage/sessions", Form, SESSION_APPROVE, "session"),

    // What trainers are owed: a head and a manager open a statement of their schools at the trainer's own address.
    door("GET", "/remuneration", Page, PAY, ""),
    door("GET", "/remuneration/{etat}", Page, PAY, "pay_statement"),
    door("POST", "/remuneration/{etat}", Form, PAY, "pay_statement"),
    door("GET", "/direction/remuneration", Page, CERTIFY, ""),
    door("POST", "/direction/remuneration", Form, CERTIFY, "pay_statement"),
    door("GET", "/pilotage/remuneration", Page, PAY_CHECK, ""),
    door("POST", "/pilotage/remuneration", Form, PAY_CHECK, "pay_statement"),
    door("GET", "/pilotage/remuneration/lots/{lot}", Page, PAY_EXPORT, "pay_batch"),
    door("POST", "/pilotage/remuneration/lots/{lot}", Form, PAY_EXPORT, "pay_batch"),
    door("GET", "/pilotage/remuneration/lots/{lot}/etats.csv", File, PAY_EXPORT, "pay_batch"),
    // Training plans.
    door("GET", "/plan", Page, PLAN, ""),
    door("GET", "/plan/nouveau", Page, PLAN_WRITE, ""),
    door("POST", "/plan/nouveau", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/modules/{module}", Page, PLAN, "plan_module"),
    // Whoever keeps the plan, or validates: the act in the form says which.
    door("POST", "/plan/modules/{module}", Form, PLAN, "plan_module"),
    door("GET", "/plan/{annee}", Page, PLAN, "plan"),
    door("POST", "/plan/{annee}", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/{annee}/reglages", Page, PLAN_WRITE, "plan"),
    door("POST", "/plan/{annee}/reglages", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/{annee}/priorite", Page, PLAN_WRITE, "plan"),
    door("POST", "/plan/{annee}/priorite", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/{annee}/dispositif", Page, PLAN_WRITE, "plan"),
    door("POST", "/plan/{annee}/dispositif", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/{annee}/module", Page, PLAN_WRITE, "plan"),
    door("POST", "/plan/{annee}/module", Form, PLAN_WRITE, "plan"),
    door("GET", "/plan/{annee}/gaia.csv", File, PLAN, "plan"),
    door("GET", "/plan/{annee}/import", Page, PLAN_WRITE, "plan"),
    door("POST", "/plan/{annee}/import", Form, PLAN_WRITE, "plan"),
    // The workshop: each author in their own modules.
    door("GET", "/atelier", Page, WORKSHOP, ""),
    door("GET", "/atelier/nouveau", Page, WORKSHOP, ""),
    door("POST", "/atelier/nouveau", Form, WORKSHOP, ""),
    door("GET", "/atelier/reprise", Page, WORKSHOP, "course"),
    door("POST", "/atelier/reprise", Form, WORKSHOP, "course"),
    door("GET", "/atelier/relectures", Page, Right::Of(Act::ReviewCourse), ""),
    door("GET", "/atelier/relectures/{module}", Page, Right::Of(Act::ReviewCourse), "workshop_module"),
    door("POST", "/atelier/relectures/{module}", Form, Right::Of(Act::ReviewCourse), "workshop_module"),
    door("GET", "/atelier/{module}", Page, WORKSHOP, "workshop_module"),
    door("POST", "/atelier/{module}", Form, WORKSHOP, "workshop_module"),
    door("GET", "/atelier/{module}/fichier", Page, WORKSHOP, "workshop_module"),
    door("POST", "/atelier/{module}/fichier", Form, WORKSHOP, "workshop_module"),
    door("GET", "/atelier/{module}/historique", Page, WORKSHOP, "workshop_module"),
    door("GET", "/atelier/{module}/publication", Page, WORKSHOP, "workshop_module"),
    door("POST", "/atelier/{module}/publication", Form, Right::Of(Act::PublishCourse), "workshop_module"),
    door("GET", "/atelier/{module}/reglages", Page, WORKSHOP, "workshop_module"),
    door("POST", "/atelier/{module}/reglages", Form, WORKSHOP, "workshop_module"),
    // Files taken in. What a batch holds decides which of the two rights it takes.
    door("GET", "/pilotage/imports", Page, IMPORT, ""),
    door("GET", "/pilotage/imports/nouveau", Page, IMPORT, ""),
    door("POST", "/pilotage/imports/nouveau", Form, IMPORT, ""),
    door("GET", "/pilotage/imports/adresses", Page, Right::Of(Act::ImportPeople), ""),
    door("POST", "/pilotage/imports/adresses", Form, Right::Of(Act::ImportPeople), ""),
    door("GET", "/pilotage/imports/{import}", Page, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/lignes.csv", File, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/lecture", Page, IMPORT, "import"),
    door("POST", "/pilotage/imports/{import}/lecture", Form, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/ecriture", Page, ANYONE, ""),
    door("POST", "/pilotage/imports/{import}/ecriture", Form, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/annulation", Page, ANYONE, ""),
    door("POST", "/pilotage/imports/{import}/annulation", Form, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/abandon", Page, ANYONE, ""),
    door("POST", "/pilotage/imports/{import}/abandon", Form, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/reprise", Page, ANYONE, ""),
    door("POST", "/pilotage/imports/{import}/reprise", Form, IMPORT, "import"),
    door("GET", "/pilotage/imports/{import}/lignes/{line}", Page, ANYONE, ""),
    door("POST", "/pilotage/imports/{import}/lignes/{line}", Form, Right::Of(Act::ImportPeople), "import"),
    door("GET", "/pilotage/etablissements.csv", File, IMPORT, ""),
    door("GET", "/pilotage/personnes.csv", File, Right::Of(Act::ImportPeople), ""),

    // The functions behind it are listed beside, in `FUNCTIONS`.
    door("POST", "/api/fn/{*name}", Function, ANYONE, ""),

    door("GET", "/api/v1", Api, ANYONE, ""),
    door("GET", "/api/v1/openapi.json", Api, ANYONE, ""),
    door("GET", "/api/v1/keys", Api, ANYONE, ""),
    door("GET", "/api/v1/attestations/check/{code}", Api, Right::Link, "attestation"),
    door("POST", "/api/v1/attestations/check/{code}/name", Api, Right::Link, "attestation"),
    door("GET", "/api/v1/competences", Api, CATALOGUE, ""),
    door("GET", "/api/v1/courses", Api, CATALOGUE, ""),
    door("GET", "/api/v1/courses/{slug}", Api, CATALOGUE, "course"),
    door("GET", "/api/v1/courses/{slug}/pages/{page}", Api, LESSON, "page"),
    door("GET", "/api/v1/courses/{slug}/enrolment", Api, RECORD, "enrolment"),
    door("PUT", "/api/v1/courses/{slug}/enrolment", Api, ENROL, "course"),
    door("DELETE", "/api/v1/courses/{slug}/enrolment", Api, ENROL, "enrolment"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/read", Api, LEARN, "page"),
    door("DELETE", "/api/v1/courses/{slug}/pages/{page}/read", Api, LEARN, "page"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/checklists/{id}", Api, LEARN, "activity"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/surveys/{id}", Api, LEARN, "activity"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/productions/{id}", Api, LEARN, "activity"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/answers/{question}", Api, LEARN, "activity"),
    door("POST", "/api/v1/courses/{slug}/pages/{page}/answers/{question}/submission", Api, LEARN, "activity"),
    door("POST", "/api/v1/courses/{slug}/pages/{page}/hints/{question}", Api, LEARN, "activity"),
    door("POST", "/api/v1/courses/{slug}/pages/{page}/hand-in", Api, LEARN, "page"),
    door("POST", "/api/v1/courses/{slug}/pages/{page}/attempts", Api, LEARN, "page"),
    door("GET", "/api/v1/me", Api, ACCOUNT, ""),
    door("GET", "/api/v1/sessions", Api, SESSIONS, ""),
    door("GET", "/api/v1/sessions/{session}", Api, SESSIONS, "session"),
    door("PUT", "/api/v1/sessions/{session}/place", Api, SIGN_UP, "session"),
    door("DELETE", "/api/v1/sessions/{session}/place", Api, SIGN_UP, "session"),
    door("PUT", "/api/v1/courses/{slug}/enrolment/version", Api, LEARN, "enrolment"),
    door("PUT", "/api/v1/courses/{slug}/pages/{page}/productions/{id}/file", Api, LEARN, "activity"),
    door("GET", "/api/v1/uploads/{upload}", Api, LEARN, "upload"),
    door("GET", "/api/v1/schools", Api, SCHOOL, ""),
    door("GET", "/api/v1/schools/{uai}", Api, SCHOOL, "school"),
    door("GET", "/api/v1/schools/{uai}/staff", Api, Right::Of(Act::ReadStaff), "school"),
    door("GET", "/api/v1/schools/{uai}/needs", Api, DESK, "school"),
    door("POST", "/api/v1/schools/{uai}/nominations", Api, PROPOSE, "school"),
    door("GET", "/api/v1/coverage", Api, COVERAGE, ""),
    door("GET", "/api/v1/nominations", Api, Right::Of(Act::ReadNominations), ""),
    // Its teacher, its head, or those above: the step in the body says which right it takes.
    door("GET", "/api/v1/nominations/{nomination}", Api, ANSWER, "nomination"),
    door("POST", "/api/v1/nominations/{nomination}/steps", Api, ANSWER, "nomination"),
    door("GET", "/api/v1/needs/figures", Api, NEEDS_SUMMARY, ""),
    door("GET", "/api/v1/me/nominations", Api, ANSWER, ""),
    door("GET", "/api/v1/me/needs", Api, NEED, ""),
    door("POST", "/api/v1/me/needs", Api, NEED, "need"),
    door("GET", "/api/v1/me/enrolments", Api, RECORD, ""),
    door("GET", "/api/v1/me/completions", Api, RECORD, ""),
    door("GET", "/api/v1/me/attestations", Api, ATTESTATION, ""),
    door("GET", "/api/v1/me/attestations/{number}", Api, ATTESTATION, "attestation"),
    door("POST", "/api/v1/attestations/{number}/revocation", Api, Right::Of(Act::RevokeAttestation), "attestation"),
    // Whatever else a program asks for: a 404 as problem+json.
    door("ANY", "/api/{*rest}", Api, ANYONE, ""),
];

/// What islands call, under `/api/fn/`.
#[rustfmt::skip]
pub const FUNCTIONS: &[Door] = &[
    // Rates what is being typed, for whoever is choosing a password; keeps nothing.
    door("POST", "/api/fn/password_rating", Function, ANYONE, ""),
    door("POST", "/api/fn/course_search", Function, CATALOGUE, ""),
    door("POST", "/api/fn/activity", Function, LEARN, "activity"),
];

/// A door as `preau routes --json` writes it.
#[derive(Debug, Serialize)]
pub struct Listed {
    pub method: &'static str,
    pub path: &'static str,
    pub kind: Kind,
    pub act: &'static str,
    pub object: &'static str,
}

/// Every door and function, in the order of the tables.
pub fn listed() -> Vec<Listed> {
    DOORS
        .iter()
        .chain(FUNCTIONS)
        .map(|door| Listed {
            method: door.method,
            path: door.path,
            kind: door.kind,
            act: door.right.code(),
            object: door.object,
        })
        .collect()
}
