//! Every page that shows many runs the same number of statements whatever there is, and shows a page of it at a time.

use crate::common::Server;
use axum::http::StatusCode;
use preau::access::passwords::Hasher;
use preau::{Conn as _, sql};
use preau_server::demo::{self, scale};
use uuid::Uuid;

/// A demo of some size, and the school that the pages are read of.
struct Grown {
    server: Server,
    uai: String,
    head: String,
    referent: String,
    session: String,
}

const SMALL: scale::Profile = scale::Profile {
    schools: 6,
    basins: 2,
    people: 60,
    answers: 20,
    sessions: 24,
    enrolments: 10,
    attestations: 1,
    journal: 10,
    everywhere: false,
};

/// More of everything, and more than one page of schools, people, needs, sessions and lines.
const LARGE: scale::Profile = scale::Profile {
    schools: 70,
    basins: 7,
    people: 1_600,
    answers: 900,
    sessions: 560,
    enrolments: 200,
    attestations: 4,
    journal: 80,
    everywhere: false,
};

impl Grown {
    async fn with(profile: scale::Profile) -> Self {
        let server = Server::with_courses().await;
        let (db, now) = (server.db().clone(), server.clock.now());
        let hash = Hasher::new(1).unwrap().hash(demo::PASSWORD).await.unwrap();
        let config = &server.app.config.site;
        demo::fill(&db, config, &hash, 1, now).await.unwrap();
        scale::grow(&db, config, profile, &hash, 1, now).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        // Where most sessions are held, of the schools with a référent; its people can log in.
        tx.query(sql!(
            "update account set state = 'active', password_hash = $1
              where password_hash is null or state = 'deactivated'"
        ))
        .bind(&hash)
        .run()
        .await
        .unwrap();
        let (uai, head, referent): (String, String, String) = tx
            .query(sql!(
                "select s.uai, min(h.address), min(r.address)
                   from school s
                   join role_grant g on g.node_id = s.node_id and g.role = 'head'
                   join email h on h.person_id = g.person_id and h.ends_at is null
                   join nomination m on m.school_id = s.node_id and m.state = 'active'
                   join email r on r.person_id = m.person_id and r.ends_at is null
                   join training_session t on t.host_id = s.node_id and t.state in ('open', 'full')
                                          and t.created_by = m.person_id
                  where s.uai like '997%' and s.referents = 1
                  group by s.uai
                  order by count(distinct t.id) desc, s.uai
                  limit 1"
            ))
            .one()
            .await
            .unwrap();
        let (session,): (Uuid,) = tx
            .query(sql!(
                "select t.id
                   from training_session t
                   join school s on s.node_id = t.host_id
                  where s.uai = $1 and t.state in ('open', 'full')
                  order by t.taken desc, t.id
                  limit 1"
            ))
            .bind(&uai)
            .one()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self { server, uai, head, referent, session: session.to_string() }
    }

    /// Statements of a page once it has been shown before, and its rows; what came instead, when it is no page.
    async fn cost(&self, cookie: &str, path: &str) -> Result<(u64, usize), String> {
        let mut path = path.replace("{uai}", &self.uai).replace("{session}", &self.session);
        let mut first = self.server.get_as(cookie, &path).await;
        // An address without its place leads to the asker's own.
        if first.status == StatusCode::SEE_OTHER {
            path = first.location().to_owned();
            first = self.server.get_as(cookie, &path).await;
        }
        if first.status != StatusCode::OK {
            return Err(format!("{path}: {} {}", first.status, first.location()));
        }
        let before = self.server.db().queries_run();
        let page = self.server.get_as(cookie, &path).await;
        let statements = self.server.db().queries_run() - before;
        let main = page.body.split("<main").nth(1).unwrap_or_default();
        Ok((statements, main.matches("<tr").count().max(main.matches("<li").count())))
    }

    async fn costs(&self) -> Vec<(&'static str, Result<(u64, usize), String>)> {
        let mut costs = Vec::new();
        for (who, pages) in PAGES {
            let address = match *who {
                "head" => &self.head,
                "referent" => &self.referent,
                account => account,
            };
            let cookie = self.server.log_in(address).await;
            for path in *pages {
                costs.push((*path, self.cost(&cookie, path).await));
            }
        }
        costs
    }
}

/// Who reads what: an account of the demo, or somebody of the school that grew. Not the home page: it asks for more where
/// somebody follows a course.
const PAGES: &[(&str, &[&str])] = &[
    (
        "academie@demo.preau.example",
        &[
            "/",
            "/pilotage",
            "/pilotage/couverture",
            "/pilotage/couverture/etablissements",
            "/pilotage/nominations",
            "/pilotage/enveloppes",
            "/pilotage/sessions",
            "/pilotage/bilans",
            "/pilotage/roles",
            "/besoins/territoire",
            "/besoins/transmis",
            "/plan",
            "/plan/2026-2027",
            "/sessions",
            "/reseau",
        ],
    ),
    ("national@demo.preau.example", &["/pilotage", "/pilotage/couverture", "/besoins/territoire"]),
    ("admin@demo.preau.example", &["/pilotage/comptes", "/pilotage/imports"]),
    (
        "head",
        &[
            "/etablissements/{uai}",
            "/etablissements/{uai}/personnel",
            "/direction",
            "/direction/sessions",
            "/direction/{uai}/bilans",
            "/besoins/synthese",
        ],
    ),
    (
        "referent",
        &[
            "/referent/{uai}",
            "/referent/{uai}/journal",
            "/referent/{uai}/bulletins",
            "/referent/{uai}/accompagnements",
            "/referent/{uai}/bilan",
            "/etablissements/{uai}/tice",
            "/besoins/etablissement",
            "/besoins/etablissement/enquetes",
            "/sessions",
            "/sessions/animees",
            "/sessions/{session}",
            "/sessions/{session}/inscrits",
            "/sessions/{session}/presence",
            "/bulletins",
            "/mon-parcours",
            "/notifications",
        ],
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_run_the_same_statements_on_eight_times_as_much() {
    let (small, large) = tokio::join!(Grown::with(SMALL), Grown::with(LARGE));
    let (few, many) = (small.costs().await, large.costs().await);
    let mut wrong = Vec::new();
    for ((path, few), (_, many)) in few.iter().zip(&many) {
        match (few, many) {
            (Ok((before, _)), Ok((after, _))) if before != after => {
                wrong.push(format!("{path}: {before} statements, then {after}"));
            }
            (_, Ok((_, rows))) if *rows > 220 => wrong.push(format!("{path}: {rows} rows on one page")),
            (Ok(_), Ok(_)) => {}
            (Err(refused), _) | (_, Err(refused)) => wrong.push(refused.clone()),
        }
    }
    assert!(wrong.is_empty(), "{}\n{many:#?}", wrong.join("\n"));
}
