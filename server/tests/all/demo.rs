//! The demo: made once, by the verbs of the pages, in an empty database only.

use crate::common::{PASSWORD, Server};
use preau::access::passwords::Hasher;
use preau::{Conn as _, sql};
use preau_server::courses::{Shelf, take_in};
use preau_server::demo::{self, State};
use preau_server::doctor::{Verdict, examine};

#[tokio::test]
async fn a_demo_is_lively_and_well() {
    let server = Server::start().await;
    take_in(server.db(), &server.clock, &Shelf::open(None).unwrap()).await.unwrap();
    assert_eq!(demo::state(server.db()).await.unwrap(), State::Empty);
    let hash = Hasher::new(1).unwrap().hash(demo::PASSWORD).await.unwrap();
    let accounts =
        demo::fill(server.db(), &server.app.config.site, &hash, 1, server.clock.now()).await.unwrap();
    assert_eq!(demo::state(server.db()).await.unwrap(), State::Filled);
    assert_eq!((accounts.len(), demo::PASSWORD), (32, PASSWORD));

    let mut read = server.db().read().await.unwrap();
    let states: Vec<(String, i64)> = read
        .query(sql!("select state, count(*) from enrolment group by state order by state"))
        .all()
        .await
        .unwrap();
    let known: Vec<&str> = states.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(known, ["completed", "dropped", "enrolled", "in_progress"], "{states:?}");
    let (attestations, completions): (i64, i64) = read
        .query(sql!("select (select count(*) from attestation), (select count(*) from completion)"))
        .one()
        .await
        .unwrap();
    assert!(attestations >= 3 && attestations == completions, "{attestations} of {completions}");
    let disorder: (i64,) = read
        .query(sql!("select count(*) from audit_event a join audit_event b on b.seq = a.seq + 1 where b.act like 'enrolment.%' and a.act like 'enrolment.%' and b.at < a.at"))
        .one()
        .await
        .unwrap();
    assert_eq!(disorder.0, 0, "the chain reads in the order of time");
    let nominations: Vec<(String, i64)> = read
        .query(sql!("select state, count(*) from nomination group by state order by state"))
        .all()
        .await
        .unwrap();
    let known: Vec<_> = nominations.iter().map(|(state, count)| (state.as_str(), *count)).collect();
    assert_eq!(known, [("accepted", 1), ("active", 3), ("proposed", 1), ("submitted", 1)]);
    let plans: Vec<(String, i64)> = read
        .query(sql!(
            "select p.state, count(m.id) from plan p join plan_module m on m.plan_id = p.id group by p.state order by p.state"
        ))
        .all()
        .await
        .unwrap();
    assert_eq!(plans, [("adopted".to_owned(), 3), ("campaign_open".to_owned(), 9)]);
    let statements: Vec<(String,)> =
        read.query(sql!("select state from pay_statement order by state")).all().await.unwrap();
    let known: Vec<&str> = statements.iter().map(|(state,)| state.as_str()).collect();
    assert_eq!(known, ["service_certified", "to_prepare"]);
    drop(read);

    let findings = examine(&server.app.config, server.db(), &server.clock, false).await;
    let broken: Vec<_> = findings.iter().filter(|finding| finding.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    server.log_in("enseignante@demo.preau.example").await;
}

#[tokio::test]
async fn a_database_with_somebody_in_it_is_left_alone() {
    let server = Server::start().await;
    server.member("sophie", None).await;
    assert_eq!(demo::state(server.db()).await.unwrap(), State::InUse);
}
