//! No right by a side door: the table of doors is the router that is served, and each door opens to whom it says.

use std::collections::{BTreeSet, HashMap};

use crate::common::{Answer, Server, request};
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use preau::access::policy::{Act, Place, Verdict, by_operator, permits};
use preau::access::{self, tokens};
use preau::course::check::RESERVED_PAGES;
use preau_server::routes::{DOORS, Door, FUNCTIONS, Kind, Right};

/// Methods and addresses of a router, as its `Debug` shows them: axum has no other way to ask.
fn served(router: &axum::Router) -> BTreeSet<(String, String)> {
    let text = format!("{router:?}");
    let routes = text.split("fallback_router").next().unwrap();
    let (endpoints, node) = routes.split_once("node: Node { paths: {").expect("axum shows its paths");
    let paths: Vec<(usize, String)> = node
        .split("RouteId(")
        .skip(1)
        .map(|part| {
            let (id, rest) = part.split_once(')').unwrap();
            (id.parse().unwrap(), rest.split('"').nth(1).unwrap().to_owned())
        })
        .collect();
    let methods: HashMap<usize, Vec<&str>> = endpoints
        .split("RouteId(")
        .skip(1)
        .map(|part| {
            let (id, rest) = part.split_once(')').unwrap();
            let rest = rest.split("fallback:").next().unwrap();
            let open = |name: &&str| !rest.contains(&format!(" {name}: None"));
            (
                id.parse().unwrap(),
                ["get", "delete", "patch", "post", "put"].into_iter().filter(open).collect(),
            )
        })
        .collect();
    assert_eq!(methods.len(), paths.len(), "one endpoint a path");
    let mut found = BTreeSet::new();
    for (id, path) in paths {
        if methods[&id].is_empty() {
            found.insert(("ANY".to_owned(), path.clone()));
        }
        for method in &methods[&id] {
            found.insert((method.to_uppercase(), path.clone()));
        }
    }
    found
}

#[tokio::test]
async fn the_table_is_the_router() {
    let server = Server::start().await;
    let served = served(&server.app.router);
    let listed: BTreeSet<_> =
        DOORS.iter().map(|door| (door.method.to_owned(), door.path.to_owned())).collect();
    assert_eq!(listed.len(), DOORS.len(), "a door stands in the table twice");
    let unlisted: Vec<_> = served.difference(&listed).collect();
    let absent: Vec<_> = listed.difference(&served).collect();
    assert!(unlisted.is_empty(), "served and not in `routes::DOORS`: {unlisted:#?}");
    assert!(absent.is_empty(), "in `routes::DOORS` and not served: {absent:#?}");

    let functions: BTreeSet<_> =
        server_fn_paths().map(|(path, method)| (method.to_string(), path.to_owned())).collect();
    let known: BTreeSet<_> =
        FUNCTIONS.iter().map(|door| (door.method.to_owned(), door.path.to_owned())).collect();
    assert_eq!(functions, known, "server functions and `routes::FUNCTIONS`");
}

#[test]
fn no_page_of_a_course_can_hide_behind_a_door() {
    let doors: BTreeSet<&str> = DOORS
        .iter()
        .filter_map(|door| door.path.strip_prefix("/cours/{slug}/")?.split('/').next())
        .filter(|name| !name.starts_with('{'))
        .collect();
    assert_eq!(doors, BTreeSet::from(RESERVED_PAGES), "`RESERVED_PAGES` of the course engine");
}

/// A plausible address: a real course and page, everything else nobody's.
fn address(door: &Door) -> String {
    let mut path =
        door.path.replace("{slug}", "droit-auteur").replace("{page}", "atelier").replace("{person}", NOBODY);
    for (name, value) in [
        ("{webhook}", NOBODY),
        ("{uai}", "9990001X"),
        ("{grant}", NOBODY),
        ("{session}", NOBODY),
        ("{need}", NOBODY),
        ("{survey}", NOBODY),
        ("{bulletin}", NOBODY),
        ("{accompaniment}", NOBODY),
        ("{project}", NOBODY),
        ("{advice}", NOBODY),
        ("{question}", NOBODY),
        ("{contact}", NOBODY),
        ("{report}", NOBODY),
        ("{upload}", NOBODY),
        ("{module}", NOBODY),
        ("{cohort}", NOBODY),
        ("{session}", NOBODY),
        ("{annee}", "2026-2027"),
        ("{jour}", "2026-11-24"),
        ("{etat}", NOBODY),
        ("{lot}", NOBODY),
        ("{nomination}", NOBODY),
        ("{import}", NOBODY),
        ("{line}", "1"),
        ("{token}", "0123456789abcdefghjkmnpqrstvwxyz"),
        ("{code}", "ABCD-EFGH-JKMN-PQRS"),
        ("{number}", "2026-999999"),
        ("{digest}", "0123456789abcdef"),
        ("{name}", "a.svg"),
        ("{file}", "a.css"),
        ("{activity}", "fiche-en-regle"),
        ("{id}", "fiche-en-regle"),
        ("{question}", "q1"),
        ("{*name}", "nothing"),
        ("{*rest}", "nothing"),
    ] {
        path = path.replace(name, value);
    }
    assert!(!path.contains('{'), "{path}");
    path
}

const NOBODY: &str = "019aab8e-0000-7000-8000-000000000000";

/// Who knocks: nobody, or somebody with a cookie for pages and a token for programs.
struct Caller {
    cookie: String,
    token: String,
}

fn knock(door: &Door, caller: Option<&Caller>) -> Request<Body> {
    let method = if door.method == "ANY" { "GET" } else { door.method };
    let json = matches!(door.kind, Kind::Api | Kind::Function);
    let upload = door.path.contains("/production/");
    let kind = match (json, upload) {
        (true, _) => "application/json",
        (false, true) => "multipart/form-data; boundary=x",
        (false, false) => "application/x-www-form-urlencoded",
    };
    let mut request =
        request(method, &address(door)).header(CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
    if let Some(caller) = caller {
        request = match door.kind {
            Kind::Api => request.header(AUTHORIZATION, format!("Bearer {}", caller.token)),
            Kind::Page | Kind::Form | Kind::File | Kind::Function | Kind::Health => {
                request.header(COOKIE, &caller.cookie)
            }
        };
    }
    let body = match (json, method) {
        (_, "GET") => Body::empty(),
        (true, _) => Body::from("{}"),
        (false, _) if upload => Body::from(
            "--x\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\nproduction.save\r\n--x--\r\n",
        ),
        // The one form that serves several acts says which.
        (false, _) => Body::from("act=page.read"),
    };
    request.body(body).unwrap()
}

async fn caller(server: &Server, name: &str) -> Caller {
    let person = server.member(name, None).await;
    let mut tx = server.db().begin().await.unwrap();
    let token = tokens::create(&mut tx, by_operator(person), "essai", server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    Caller { cookie: server.log_in(&format!("{name}@ac-exemple.fr")).await, token }
}

/// The act that decides for the address knocked at: `atelier` is no public page.
fn act(door: &Door) -> Option<Act> {
    match door.right {
        Right::Anyone | Right::Link => None,
        Right::Of(act) | Right::Public(_, act) => Some(act),
    }
}

fn describe(door: &Door, answer: &Answer) -> String {
    format!(
        "{} {}: {} {} {}",
        door.method,
        door.path,
        answer.status,
        answer.location(),
        answer.body.chars().take(300).collect::<String>()
    )
}

#[tokio::test]
async fn a_stranger_gets_in_nowhere_without_a_right() {
    let server = Server::with_courses().await;
    for door in DOORS
        .iter()
        .filter(|door| act(door).is_some_and(|act| permits(None, act, Place::Platform) != Verdict::Yes))
    {
        let answer = server.send(knock(door, None)).await;
        match door.kind {
            Kind::Api | Kind::Function => {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", describe(door, &answer))
            }
            Kind::Page | Kind::Form | Kind::File | Kind::Health => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", describe(door, &answer));
                assert!(answer.location().starts_with("/connexion"), "{}", describe(door, &answer));
            }
        }
    }
}

#[tokio::test]
async fn a_role_that_may_not_is_told_so_and_changes_nothing() {
    let server = Server::with_courses().await;
    let teacher = caller(&server, "sophie").await;
    let person = preau::people::by_address(&mut server.db().read().await.unwrap(), "sophie@ac-exemple.fr")
        .await
        .unwrap()
        .unwrap();
    let actor =
        access::actor(&mut server.db().read().await.unwrap(), person.id, server.clock.now()).await.unwrap();
    let before = preau::audit::verify(&mut server.db().read().await.unwrap()).await.unwrap().events;
    let mut asked = 0;
    for door in DOORS {
        let Some(act) =
            act(door).filter(|act| permits(actor.as_ref(), *act, Place::Platform) == Verdict::Forbidden)
        else {
            continue;
        };
        asked += 1;
        let answer = server.send(knock(door, Some(&teacher))).await;
        // An operation for programs may find its input unreadable first.
        let refused = [StatusCode::FORBIDDEN, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST];
        let right = if door.kind == Kind::Api {
            refused.contains(&answer.status)
        } else {
            answer.status == refused[0]
        };
        assert!(right, "{} for {}", describe(door, &answer), act.code());
    }
    assert!(asked >= 8, "{asked} doors asked for a role");
    let after = preau::audit::verify(&mut server.db().read().await.unwrap()).await.unwrap().events;
    assert_eq!(before, after);
}

#[tokio::test]
async fn no_door_breaks_on_what_it_does_not_expect() {
    let server = Server::with_courses().await;
    let teacher = caller(&server, "sophie").await;
    for door in DOORS.iter().chain(FUNCTIONS).filter(|door| door.path != "/deconnexion") {
        for caller in [None, Some(&teacher)] {
            let answer = server.send(knock(door, caller)).await;
            assert!(!answer.status.is_server_error(), "{}", describe(door, &answer));
        }
    }
}

#[tokio::test]
async fn a_door_of_another_site_stays_shut_for_every_write() {
    let server = Server::start().await;
    for door in DOORS.iter().chain(FUNCTIONS).filter(|door| !matches!(door.method, "GET" | "ANY")) {
        let mut request = knock(door, None);
        request.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        request.headers_mut().insert("origin", "https://ailleurs.example".parse().unwrap());
        let answer = server.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", describe(door, &answer));
    }
}

#[tokio::test]
async fn server_functions_speak_json_and_never_redirect() {
    let server = Server::with_courses().await;
    for door in FUNCTIONS {
        for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""]
        {
            let call = request("POST", door.path)
                .header(CONTENT_TYPE, kind)
                .header("accept", "text/html")
                .header("referer", "https://ailleurs.example/")
                .body(Body::from("a=1"))
                .unwrap();
            let answer = server.send(call).await;
            assert_eq!(
                answer.status,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{kind}: {}",
                describe(door, &answer)
            );
            assert_eq!(answer.location(), "");
        }
        for body in ["", "{", "[]", "null", "{\"x\":1}", "{\"query\":{\"a\":[]}}", &"[".repeat(100_000)] {
            let call = request("POST", door.path)
                .header(CONTENT_TYPE, "application/json")
                .header("accept", "text/html")
                .header("referer", "https://ailleurs.example/")
                .body(Body::from(body.to_owned()))
                .unwrap();
            let answer = server.send(call).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{:.20}: {}", body, describe(door, &answer));
            assert_eq!(answer.location(), "");
        }
    }
    let unknown = request("POST", "/api/fn/nothing")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    assert!(server.send(unknown).await.status.is_client_error());
}
