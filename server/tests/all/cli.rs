//! The commands as the operator types them, on the executable itself.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::common::{copy, replace};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

fn preau(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preau"));
    command.current_dir(folder).env_remove("RUST_BACKTRACE").args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PREAU_")) {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    told(preau(folder, arguments).output().unwrap())
}

fn told(output: Output) -> (bool, String) {
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), text)
}

#[test]
fn check_ends_with_1_when_something_cannot_be_published() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    copy(Path::new(CONTENT), &content);
    let (good, text) = run(folder.path(), &["check"]);
    assert!(good && text.contains("5 cours, 0 erreur(s)"), "{text}");
    replace(&content.join("cours/droit-auteur/course.toml"), "titre", "titrre");
    let (good, text) = run(folder.path(), &["check", "content"]);
    assert!(!good, "{text}");
    let line = text
        .lines()
        .find(|line| line.starts_with("content/cours/droit-auteur/course.toml:"))
        .unwrap_or(&text);
    assert!(line.contains(": erreur ["), "{line}");
    let (good, text) = run(folder.path(), &["check", "--format", "json", "content"]);
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(
        !good && found.as_array().is_some_and(|found| found.iter().any(|one| one["severity"] == "error"))
    );
    let (good, text) = run(folder.path(), &["check", "absent"]);
    assert!(!good && text.contains("there is no folder absent"), "{text}");
}

#[test]
fn fmt_leaves_the_starter_courses_as_they_are_and_mends_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    copy(Path::new(CONTENT), &content);
    run(folder.path(), &["fmt"]);
    assert!(run(folder.path(), &["fmt", "--check"]).0, "a second time changes nothing");
    assert!(run(folder.path(), &["check"]).0, "and nothing was broken");
    let page = content.join("cours/droit-auteur/reperes.md");
    let good = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, format!("{}   \n", good.trim_end())).unwrap();
    let (canonical, text) = run(folder.path(), &["fmt", "--check"]);
    assert!(!canonical && text.contains("reperes.md"), "{text}");
    run(folder.path(), &["fmt"]);
    assert!(std::fs::read_to_string(&page).unwrap() == good, "spaces at the end of a line are gone");
}

#[test]
fn settings_are_shown_with_their_origin_and_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("preau.toml"),
        "name = 'CRDP'\nmail = 'smtp://u:s3cret@mail.example'\n",
    )
    .unwrap();
    let shown = preau(folder.path(), &["config", "--json", "--zone", "Indian/Reunion"])
        .env("PREAU_DATABASE_URL", "postgres://preau:s3cret@db/preau")
        .output()
        .unwrap();
    let (good, text) = told(shown);
    assert!(good && !text.contains("s3cret"), "{text}");
    let shown: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(shown["zone"], serde_json::json!({"value": "Indian/Reunion", "from": "flag"}));
    assert_eq!(shown["database_url"]["from"], "PREAU_DATABASE_URL");
    assert_eq!(shown["name"]["value"], "CRDP");
    std::fs::write(folder.path().join("preau.toml"), "nmae = 'CRDP'\n").unwrap();
    let (good, text) = run(folder.path(), &["config"]);
    assert!(!good && text.contains("there is no setting `nmae` — did you mean `name`?"), "{text}");
}

#[test]
fn an_operator_makes_an_administrator_a_token_and_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let admin = [
        "admin",
        "create",
        "--email",
        "zoe@ac-exemple.fr",
        "--given-name",
        "Zoé",
        "--usual-name",
        "Le Goff",
        "--password-stdin",
    ];
    let with_password = |password: &str| {
        let mut child = preau(folder.path(), &admin)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        told(child.wait_with_output().unwrap())
    };
    let (good, text) = with_password("zoelegoff2026\n");
    assert!(!good && text.starts_with("error: password:"), "{text}");
    let (good, text) = with_password("trois tilleuls dans la cour\n");
    assert!(good && text.contains("may log in"), "{text}");
    let (good, token) =
        run(folder.path(), &["token", "create", "--email", "zoe@ac-exemple.fr", "--name", "tableur"]);
    assert!(good && token.starts_with("preau_"), "{token}");
    let (good, text) = run(folder.path(), &["token", "create", "--email", "x@y.fr", "--name", "tableur"]);
    assert!(!good && text.contains("nobody has the address"), "{text}");

    let (good, text) = run(folder.path(), &["backup", "one.tar"]);
    assert!(good && text.contains("person"), "{text}");
    let (good, text) = run(folder.path(), &["restore", "one.tar", "--dry-run"]);
    assert!(good && text.contains("nothing was changed"), "{text}");
    let (good, text) = run(folder.path(), &["restore", "one.tar"]);
    assert!(!good && text.contains("--force"), "{text}");
    let (good, text) = run(folder.path(), &["restore", "one.tar", "--data-dir", "copy"]);
    assert!(good, "{text}");
    let (good, text) = run(folder.path(), &["doctor", "--data-dir", "copy", "--json"]);
    let findings: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(good, "{text}");
    let chain = findings.as_array().unwrap().iter().find(|finding| finding["name"] == "audit chain").unwrap();
    assert_eq!(chain["verdict"], "well");
    assert!(!run(folder.path(), &["doctor", "--data-dir", "nowhere"]).0);
    assert!(!folder.path().join("nowhere").exists(), "looking makes nothing");
}

#[test]
fn a_demo_is_served_made_once_and_stopped_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = preau(folder.path(), &["demo", "--addr", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(served.stdout.take().unwrap());
    let (mut text, mut address) = (String::new(), None);
    while address.is_none() {
        let mut line = String::new();
        assert!(out.read_line(&mut line).unwrap() > 0, "it ended: {text}");
        address = line.trim().strip_prefix("listening on http://").map(str::to_owned);
        text.push_str(&line);
    }
    assert!(text.contains("enseignante@demo.preau.example") && text.contains("password: "), "{text}");
    let mut stream = TcpStream::connect(address.unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ready\n"), "{answer}");
    let id = served.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(served.wait().unwrap().success(), "SIGTERM is a clean end");

    let (good, again) = run(folder.path(), &["demo", "--no-serve"]);
    assert!(good && again.contains("password: "), "{again}");
    let (_, accounts) = run(folder.path(), &["demo", "accounts", "--json"]);
    let accounts: serde_json::Value = serde_json::from_str(&accounts).unwrap();
    assert_eq!(accounts["accounts"][0]["email"], "enseignante@demo.preau.example");
    let (good, text) = run(folder.path(), &["doctor"]);
    assert!(good && !text.contains("BROKEN"), "{text}");

    let other = tempfile::tempdir().unwrap();
    run(other.path(), &["admin", "create", "--email", "a@b.fr", "--given-name", "A", "--usual-name", "B"]);
    let (good, text) = run(other.path(), &["demo", "--no-serve"]);
    assert!(!good && text.contains("is in use"), "{text}");
}

#[test]
fn schools_and_people_are_taken_in_all_or_nothing_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/fixtures/register.csv");
    let (good, text) = run(folder.path(), &["import", "register", register, "--dry-run"]);
    assert!(good && text.contains("2 add") && text.contains("1 refuse"), "{text}");
    assert!(text.contains("line 4 · Refused · 9990002Z") && text.contains("it would be Y"), "{text}");
    let (good, text) = run(folder.path(), &["import", "register", register]);
    assert!(!good && text.contains("nothing was written"), "{text}");
    let (good, text) = run(folder.path(), &["import", "register", register, "--only-valid"]);
    assert!(good && text.contains("2 rows written"), "{text}");
    let (good, text) = run(folder.path(), &["import", "register", register, "--only-valid"]);
    assert!(good && text.contains("2 same") && text.contains("nothing to write"), "{text}");

    let people = folder.path().join("people.csv");
    std::fs::write(&people, "Nom|Prénom|Courriel|UAI|Rôle\nRoux|Lou|lou@x.fr|9990001X|head\n").unwrap();
    let people = people.to_str().unwrap();
    let (good, text) = run(folder.path(), &["import", "people", people]);
    assert!(good && text.contains("delimiter pipe") && text.contains("1 rows written"), "{text}");
    let (good, text) = run(folder.path(), &["import", "people", register]);
    assert!(!good && text.contains("School 9990001X") || text.contains("refuse"), "{text}");
    let left = std::fs::read_dir(folder.path().join("data/uploads/imports")).unwrap().count();
    assert_eq!(left, 2, "only the files of what was written are kept");
    let (good, text) = run(folder.path(), &["doctor"]);
    assert!(good && !text.contains("BROKEN"), "{text}");
}
