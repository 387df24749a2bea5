//! Courses coming in from a folder that authors change while the platform serves.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::common::{Server, copy, replace};
use preau::course::store;
use preau_server::courses::watch::follow;
use preau_server::courses::{Outcome, Shelf, take_in};
use tokio::sync::watch;

async fn with_folder() -> (Server, PathBuf, Shelf) {
    let server = Server::start().await;
    let content = server.folder.path().join("content");
    copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content")), &content);
    let shelf = Shelf::open(Some(&content)).unwrap();
    (server, content, shelf)
}

async fn read(server: &Server, shelf: &Shelf) -> Outcome {
    take_in(server.db(), &server.clock, shelf).await.unwrap()
}

#[tokio::test]
async fn the_starter_courses_come_in_and_are_not_read_twice() {
    let (server, _, shelf) = with_folder().await;
    let first = read(&server, &shelf).await;
    assert_eq!((first.published.len(), first.refused.len()), (5, 0), "{first:?}");
    assert!(read(&server, &shelf).await.skipped);
    let inside = read(&server, &Shelf::open(None).unwrap()).await;
    assert!(inside.skipped, "the courses in the executable are the same");
    let card = server.get("/cours/droit-auteur").await;
    assert_eq!(card.status, 200, "{}", card.body);
}

#[tokio::test]
async fn a_broken_page_leaves_the_last_good_version_and_says_why() {
    let (server, content, shelf) = with_folder().await;
    read(&server, &shelf).await;
    let page = content.join("cours/droit-auteur/reperes.md");
    let good = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, format!("{good}\n:::: question Jamais fermée {{#jamais}}\n")).unwrap();
    let outcome = read(&server, &shelf).await;
    assert_eq!(outcome.refused, ["droit-auteur"]);
    let status = async || {
        let all = store::statuses(&mut server.db().read().await.unwrap()).await.unwrap();
        all.into_iter().find(|status| status.slug == "droit-auteur").unwrap()
    };
    let refused = status().await;
    assert_eq!((refused.state.as_str(), refused.version.as_deref()), ("published", Some("1.0.0")));
    assert!(refused.refused.unwrap().0.to_string().contains("reperes.md"));
    std::fs::write(&page, good).unwrap();
    read(&server, &shelf).await;
    assert!(status().await.refused.is_none(), "good again");
}

#[tokio::test]
async fn a_change_without_a_new_number_is_refused() {
    let (server, content, shelf) = with_folder().await;
    read(&server, &shelf).await;
    replace(&content.join("cours/droit-auteur/README.md"), ".", " !");
    assert_eq!(read(&server, &shelf).await.refused, ["droit-auteur"]);
    replace(&content.join("cours/droit-auteur/course.toml"), "\"1.0.0\"", "\"1.0.1\"");
    assert_eq!(read(&server, &shelf).await.published, ["droit-auteur 1.0.1"]);
}

#[tokio::test]
async fn a_folder_that_is_gone_leaves_the_catalogue_and_an_empty_disk_changes_nothing() {
    let (server, content, shelf) = with_folder().await;
    read(&server, &shelf).await;
    std::fs::remove_dir_all(content.join("cours/maths-geogebra")).unwrap();
    let outcome = read(&server, &shelf).await;
    assert_eq!(outcome.withdrawn, ["maths-geogebra"], "{outcome:?}");
    for entry in std::fs::read_dir(content.join("cours")).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
    assert!(take_in(server.db(), &server.clock, &shelf).await.is_err());
    let living = store::statuses(&mut server.db().read().await.unwrap()).await.unwrap();
    assert_eq!(living.iter().filter(|status| status.state == "published").count(), 4);
}

#[tokio::test]
async fn what_an_author_saves_is_in_service_a_moment_later() {
    let (server, content, shelf) = with_folder().await;
    read(&server, &shelf).await;
    let (stop, stopped) = watch::channel(false);
    let following = tokio::spawn(follow(server.app.site.clone(), shelf, stopped));
    tokio::time::sleep(Duration::from_millis(300)).await;
    replace(&content.join("cours/droit-auteur/course.toml"), "\"1.0.0\"", "\"1.0.1\"");
    let mut seen = String::new();
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let current =
            store::current(&mut server.db().read().await.unwrap(), "droit-auteur").await.unwrap().unwrap();
        seen = current.semver;
        if seen == "1.0.1" {
            break;
        }
    }
    assert_eq!(seen, "1.0.1");
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(5), following).await.expect("it stops when asked").unwrap();
}
