//! Nothing secret is public: no answer, feedback, hint, explanation, trainer's block or comment.

use super::world::{content, essai, page, page_with};
use crate::course::published::{Block, Page};

const SECRETS: &str = "\
Un texte public.[^public] <!-- SECRET-commentaire -->

<!-- SECRET-bloc -->

::: formateur SECRET-titre

SECRET-formateur[^cache]

## SECRET-partie

:::

::: question Titre public {#un}

Énoncé public ? <!-- SECRET-enonce -->

- [x] option
  > SECRET-retour[^cache]
- [ ] autre option

> [!INDICE] SECRET-indice-titre
> SECRET-indice

> [!JUSTE]
> SECRET-juste

> [!FAUX]
> SECRET-faux

> [!EXPLICATION]
> SECRET-explication[^cache2]

:::

::: question {#deux type=texte}

Quel mot ?

- [x] `SECRET-mot`
- [ ] `SECRET-erreur`
  > SECRET-retour-erreur

:::

::: question {#trois type=nombre}

Combien ?

- [x] `987654321`

:::

::: langue {lang=en}

::: formateur

SECRET-langue

:::

:::

[^public]: Une note publique.
[^cache]: SECRET-note
[^cache2]: SECRET-note-bis
";

fn public_text(blocks: &[Block], into: &mut String) {
    for block in blocks {
        match block {
            Block::Html { html } => into.push_str(html),
            Block::Language { blocks, .. } => public_text(blocks, into),
            Block::Trainer { .. } => {}
            Block::Question(question) => {
                into.push_str(question.title_html.as_deref().unwrap_or(""));
                into.push_str(&question.statement_html);
            }
            Block::Survey(survey) => into.push_str(&survey.statement_html),
            Block::Checklist(list) => into.push_str(&list.intro_html),
            Block::Task(task) => into.push_str(&task.instructions_html),
        }
    }
}

fn all_public(page: &Page) -> String {
    let headings =
        page.headings.iter().map(|heading| format!("{} {}", heading.id, heading.text)).collect::<String>();
    let mut text = format!("{}{}{headings}", page.title_html, page.text);
    public_text(&page.blocks, &mut text);
    text
}

#[test]
fn secrets_are_never_in_what_everyone_sees() {
    let page = page(SECRETS);
    let public = all_public(&page);
    assert!(!public.contains("SECRET") && !public.contains("987654321"), "{public}");
    for shown in ["Un texte public", "Énoncé public", "Titre public", "Quel mot", "Une note publique"] {
        assert!(page.text.contains(shown), "{shown}\n{}", page.text);
    }
    let kept = serde_json::to_string(&page).unwrap();
    for key in [
        "SECRET-retour",
        "SECRET-indice",
        "SECRET-explication",
        "SECRET-note-bis",
        "SECRET-formateur",
        "SECRET-mot",
    ] {
        assert!(kept.contains(key), "{key} is kept for grading");
    }
    assert!(
        !kept.contains("SECRET-commentaire")
            && !kept.contains("SECRET-bloc")
            && !kept.contains("SECRET-enonce")
    );
}

#[test]
fn a_trainers_block_cannot_hide_inside_another_one() {
    let body = "::: depliant A\n\n::: formateur\n\nSECRET\n\n:::\n\n:::";
    assert!(essai(&content(&page_with(body))).published.is_none());
}

#[test]
fn an_independent_cleaner_finds_nothing_to_remove() {
    let text = include_str!("../testdata/exception.md").replace("$2$", "2").replace("$2\\sqrt{\\pi}$", "3,5");
    let course = essai(&content(&text)).published.unwrap();
    let mut public = String::new();
    public_text(&course.page("page").unwrap().blocks, &mut public);
    let words = |html: &str| {
        let mut text = String::new();
        let mut inside = false;
        for c in html.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside && !c.is_whitespace() => text.push(c),
                _ => {}
            }
        }
        text
    };
    let cleaned = ammonia::Builder::default()
        .add_tags(["section", "video", "audio", "track"])
        .clean(&public)
        .to_string();
    let entities = |text: String| text.replace("&nbsp;", "").replace('\u{a0}', "");
    assert_eq!(entities(words(&cleaned)), entities(words(&public)));
    for forbidden in ["<script", "<iframe", "javascript:", "style=", " on"] {
        assert!(!tags(&public).contains(forbidden), "{forbidden}");
    }
}

/// Only the tags of some HTML.
fn tags(html: &str) -> String {
    html.split('<').skip(1).map(|piece| format!("<{}>", piece.split('>').next().unwrap_or(""))).collect()
}

#[test]
fn what_authors_type_is_always_escaped() {
    let hostile = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x\"onmouseover=\"y](https://exemple.fr/\"onmouseover=\"z)",
        "`<script>`",
        "![a\"b<c](media/a.png \"t<script>\")",
        "$\\text{<script>}$",
        "$\\operatorname{<img src=x onerror=alert(1)>}$",
        "<abbr title=\"a&quot; onclick=&quot;b\">ENT</abbr>",
        "[un lien](java&#x73;cript:alert(1))",
        "[un lien](javascript%3Aalert(1))",
        "```html\n<script>alert(1)</script>\n```",
    ];
    for body in hostile {
        if let Some(course) = essai(&content(&page_with(body))).published {
            let mut html = String::new();
            public_text(&course.page("page").unwrap().blocks, &mut html);
            let tags = tags(&html);
            assert!(!tags.contains("<script") && !tags.contains("javascript"), "{body}\n{html}");
            for tag in tags.split('<') {
                let outside: String = tag.split('"').step_by(2).collect();
                assert!(
                    !outside.contains("onmouseover")
                        && !outside.contains("onclick")
                        && !outside.contains("onerror"),
                    "{body}\n{html}"
                );
            }
        }
    }
}
