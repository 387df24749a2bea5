//! The page that a text makes, by the very parts that show published pages.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use preau::course::live::Live;
use preau::course::published::{
    CompletionRule, Level, Meta, Page, PageKind, PagesRule, ProductionsRule, PublishedCourse,
};

use crate::cx::Cx;
use crate::learning;

/// What readers would see, and the trainers' notes. Nothing can be answered in it.
pub(super) fn show(cx: &Cx, slug: &str, page: Page) -> AnyView {
    // An assessment shows all its questions to its author, in the order they are written.
    let page = Page { kind: PageKind::Lesson, draw: None, shuffle: false, ..page };
    let key = page.key.clone();
    let title = page.title_html.clone();
    let live = Live {
        version_id: Uuid::nil(),
        number: 0,
        semver: String::new(),
        published_at: cx.now,
        page_index: HashMap::from([(key.clone(), 0)]),
        course: around(slug, page),
    };
    let body = learning::preview(cx, Arc::new(live));
    view! {
        <article class="reader-page" lang="fr" inert>
            <h3 class="preview-title" inner_html=title></h3>
            <div class="reader-body">{body}</div>
        </article>
    }
    .into_any()
}

/// A course of one page.
fn around(slug: &str, page: Page) -> PublishedCourse {
    PublishedCourse {
        slug: slug.to_owned(),
        version: String::new(),
        checksum: String::new(),
        meta: Meta {
            title: String::new(),
            summary: String::new(),
            language: "fr".to_owned(),
            licence: String::new(),
            authors: Vec::new(),
            audience: Vec::new(),
            disciplines: Vec::new(),
            level: Level::Beginner,
            competences: Vec::new(),
            objectives: Vec::new(),
            prerequisites: Vec::new(),
            keywords: Vec::new(),
            image: None,
            review: None,
            review_due: None,
            translation_of: None,
            completion: CompletionRule {
                pages: PagesRule::All,
                threshold: 0,
                productions: ProductionsRule::Optional,
                attestation: false,
            },
            minutes: 0,
        },
        readme_html: String::new(),
        changelog_html: String::new(),
        sections: Vec::new(),
        pages: vec![page],
        extras: Vec::new(),
        files: Vec::new(),
    }
}
