//! The outline of a course on its sheet: sections, pages, minutes, and which of them are open to all.

use leptos::prelude::*;

use preau::course::published::{Page, PageKind, PublishedCourse};

use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, Tag, Tone, duration};

/// Who looks at the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Without an account: only public pages are links.
    Visitor,
    Member,
}

/// Every section with its pages.
pub(super) fn show(lang: Lang, course: &PublishedCourse, reader: Reader) -> AnyView {
    let sections: Vec<AnyView> = course
        .sections
        .iter()
        .map(|section| {
            let pages: Vec<AnyView> = section
                .pages
                .iter()
                .filter_map(|key| course.page(key))
                .map(|page| line(lang, &course.slug, page, reader))
                .collect();
            let title = section.title.clone();
            view! {
                <section class="outline-section">
                    {(!title.is_empty()).then(|| view! { <h3>{title}</h3> })}
                    <ol class="outline-pages">{pages}</ol>
                </section>
            }
            .into_any()
        })
        .collect();
    sections.into_any()
}

fn line(lang: Lang, slug: &str, page: &Page, reader: Reader) -> AnyView {
    let icon = match page.kind {
        PageKind::Lesson => view! { <Icon name="book-open"/> },
        PageKind::Assessment => view! { <Icon name="list-checks"/> },
        PageKind::Resource => view! { <Icon name="file-text"/> },
    };
    let open = reader == Reader::Member || page.public;
    let title = page.title_html.clone();
    let title = if open {
        view! { <a href=format!("/cours/{slug}/{}", page.key) inner_html=title></a> }.into_any()
    } else {
        view! { <span inner_html=title></span> }.into_any()
    };
    let kind = match page.kind {
        PageKind::Lesson => None,
        PageKind::Assessment => Some(view! { <Tag tone=Tone::Accent>{t!(lang, "page-assessment")}</Tag> }),
        PageKind::Resource => Some(view! { <Tag>{t!(lang, "page-resource")}</Tag> }),
    };
    let public = (reader == Reader::Visitor && page.public)
        .then(|| view! { <Tag tone=Tone::Success icon="eye">{t!(lang, "page-public")}</Tag> });
    view! {
        <li>
            <span class="outline-title">{icon}{title}</span>
            {kind}
            {public}
            <span class="outline-minutes">{duration(lang, u32::from(page.minutes))}</span>
        </li>
    }
    .into_any()
}
