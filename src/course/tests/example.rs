//! The complete example of the format: no finding, and every part where it belongs.

use super::world::{content, essai, html, page, page_with, published};
use crate::course::published::{
    Answers, Block, Criteria, Page, PageRule, Prerequisite, Submission, SurveyKind, TaskReview,
};

fn exception() -> Page {
    let text = include_str!("../testdata/exception.md");
    let checked = essai(&content(text));
    let found: Vec<String> = checked.diagnostics.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{found:#?}");
    checked.published.unwrap().page("page").cloned().unwrap()
}

#[test]
fn the_example_has_no_finding_and_all_its_activities() {
    let page = exception();
    assert_eq!(page.title, "L’exception pédagogique, concrètement");
    assert_eq!(page.minutes, 20);
    assert_eq!(page.rule, PageRule::Activities);
    assert_eq!(page.prerequisites, [Prerequisite { course: None, page: Some("reperes".into()) }]);
    let ids: Vec<&str> = page.activities().filter_map(Block::activity_id).collect();
    assert_eq!(
        ids,
        [
            "photo-cours",
            "mentions",
            "sigle",
            "duree-droits",
            "associer",
            "ordonner",
            "legende",
            "verif",
            "fiche",
            "pratique"
        ]
    );
}

#[test]
fn questions_keep_their_key() {
    let page = exception();
    let questions: Vec<_> = page.questions().collect();
    let first = questions[0];
    assert_eq!((first.points, first.partial, first.shuffle, first.hints.len()), (2, false, true, 1));
    let Answers::Single { options } = &first.answers else { panic!("{:?}", first.answers) };
    assert_eq!(options.iter().map(|o| o.right).collect::<Vec<_>>(), [true, false]);
    assert_eq!(options[0].html, "Oui, sous conditions");
    assert!(options[1].feedback_html.as_deref().unwrap().contains("sort du cadre"));
    assert!(first.explanation_html.as_deref().unwrap().contains("/cours/essai/licences#cc-by"));
    assert!(matches!(questions[1].answers, Answers::Multiple { .. }) && questions[1].partial);
    let Answers::Text { answers, .. } = &questions[2].answers else { panic!() };
    assert_eq!(
        answers.iter().map(|a| (a.text.as_str(), a.right)).collect::<Vec<_>>(),
        [("CC BY", true), ("CC0", false)]
    );
    let Answers::Number { answers, unit } = &questions[3].answers else { panic!() };
    assert_eq!(unit.as_deref(), Some("ans"));
    assert_eq!(
        (answers[1].low.as_str(), answers[1].high.as_str(), answers[1].shown.as_str()),
        ("45", "55", "50 ± 5")
    );
    let Answers::Matching { left, right, distractors, left_header, .. } = &questions[4].answers else {
        panic!()
    };
    assert_eq!(
        (left.len(), right.len(), distractors.as_slice(), left_header.as_str()),
        (2, 2, &["CC0".to_owned()][..], "Besoin")
    );
    let Answers::Ordering { items } = &questions[5].answers else { panic!() };
    assert_eq!(items[0], "Chercher une œuvre sous licence ouverte");
    assert!(matches!(questions[6].answers, Answers::Open) && questions[6].points == 0);
    assert!(questions.iter().all(|q| q.fingerprint.len() == 16));
}

#[test]
fn the_other_activities_are_read() {
    let page = exception();
    let blocks: Vec<&Block> = page.activities().collect();
    let Block::Checklist(list) = blocks[7] else { panic!() };
    assert_eq!((list.items.len(), list.required), (2, true));
    assert_eq!(list.title_html.as_deref(), Some("Avant de distribuer mon document"));
    let Block::Task(task) = blocks[8] else { panic!() };
    assert_eq!(task.accepts, [Submission::File, Submission::Link]);
    assert_eq!(task.formats, ["odt", "pdf", "docx"]);
    assert_eq!((task.review, task.reviewers), (TaskReview::Peers, 2));
    assert!(matches!(&task.criteria, Criteria::List { items } if items.len() == 2));
    let Block::Survey(survey) = blocks[9] else { panic!() };
    assert_eq!(
        (survey.kind, survey.options.len(), survey.anonymous, survey.required),
        (SurveyKind::Scale, 3, true, false)
    );
}

#[test]
fn text_is_rendered_as_the_specification_says() {
    let page = exception();
    let html: String = page
        .blocks
        .iter()
        .filter_map(|block| if let Block::Html { html } = block { Some(html.as_str()) } else { None })
        .collect();
    for expected in [
        "<a class=\"term\" href=\"/glossaire#droit-moral\" aria-describedby=\"tip-1\">droit moral</a><span class=\"tip\" role=\"tooltip\" id=\"tip-1\">Il est perpétuel.</span>",
        "<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\"",
        "<aside class=\"callout callout-retenir\">",
        "<ol class=\"steps\">",
        "<figure class=\"figure\"><img src=\"/media/",
        " width=\"640\" height=\"480\" decoding=\"async\"><figcaption>Une légende complète. Capture\u{a0}: équipe TICE, CC BY-SA 4.0</figcaption>",
        "<figure class=\"embed embed-video\" id=\"v-exception\" data-src=\"https://tube.exemple.apps.education.fr/videos/embed/9cVQkXr2u7?peertubeLink=0&amp;warningTitle=0\"",
        "<details class=\"transcript\">",
        "<h2 id=\"pour-aller-plus-loin\">Pour aller plus loin<a class=\"anchor\"",
        "<details class=\"fold\"><summary>Le texte de loi</summary>",
        "<section class=\"tab\" aria-labelledby=\"libreoffice\">",
        "data-src=\"https://www.geogebra.org/material/iframe/id/abcd1234\"",
        "<math class=\"math\" alttext=\"2\\sqrt{\\pi}\" display=\"inline\">",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">",
        "Qui voit l’œuvre\u{202f}?",
    ] {
        assert!(html.contains(expected), "{expected}\n\n{html}");
    }
    assert!(
        matches!(page.blocks.iter().find(|b| matches!(b, Block::Language { .. })), Some(Block::Language { lang, .. }) if lang == "en")
    );
    assert!(
        page.blocks
            .iter()
            .any(|b| matches!(b, Block::Trainer { html } if html.contains("Prévoir dix minutes")))
    );
    assert_eq!(
        page.headings.iter().map(|h| h.id.as_str()).collect::<Vec<_>>(),
        ["pour-aller-plus-loin", "libreoffice", "digipad"]
    );
}

#[test]
fn true_and_false_are_never_shuffled() {
    let shuffle = |answers: &str| {
        page(&format!("::: question {{#q}}\n\nVrai ?\n\n{answers}\n\n:::"))
            .questions()
            .next()
            .unwrap()
            .shuffle
    };
    assert!(!shuffle("- [x] Vrai\n- [ ] Faux"));
    assert!(!shuffle("- [ ] False.\n- [x] True.\n  > Oui."));
    assert!(shuffle("- [x] Vrai\n- [ ] Peut-être"));
}

#[test]
fn public_pages_are_those_that_the_course_names() {
    let text = page_with("[La transcription](_texte.md)");
    let course = |key: &str| {
        let toml = super::world::toml_with(key);
        let memory = content(&text)
            .with("cours/essai/_texte.md", "# Texte\n\nx\n")
            .with("cours/essai/course.toml", toml);
        let course = essai(&memory).published.unwrap();
        let open: Vec<String> =
            course.pages.iter().chain(&course.extras).filter(|p| p.public).map(|p| p.key.clone()).collect();
        open
    };
    assert_eq!(course("niveau = \"debutant\""), Vec::<String>::new());
    assert_eq!(course("pages_publiques = [\"page\"]"), ["page", "_texte"]);
    assert_eq!(course("pages_publiques = [\"reperes\"]"), ["reperes"]);
    assert_eq!(course("pages_publiques = \"toutes\"").len(), 4);
}

#[test]
fn english_stays_english_inside_french() {
    let html = html("Oui ! <span lang=\"en\">Yes !</span> Non !");
    assert_eq!(html, "<p>Oui\u{202f}! <span lang=\"en\">Yes !</span> Non\u{202f}!</p>\n");
}

#[test]
fn code_is_coloured_with_classes_only() {
    let html = html("```python\nx = \"<b>\"\n```");
    assert!(
        html.starts_with(
            "<pre class=\"code\" tabindex=\"0\" data-language=\"python\"><code><span class=\"hl-"
        ),
        "{html}"
    );
    assert!(!html.contains("style=") && !html.contains("<b>"), "{html}");
}

#[test]
fn the_same_answers_have_the_same_fingerprint_whatever_the_spaces() {
    let print = |body: &str| page(body).questions().next().unwrap().fingerprint.clone();
    let a = print("::: question {#q}\n\nQuoi ?\n\n- [x] a\n- [ ] b\n\n:::");
    let b = print(":::: question {#q}\nQuoi ?  \n\n- [x] a\n- [ ] b\n::::");
    let c = print("::: question {#q}\n\nQuoi ?\n\n- [x] a\n- [ ] c\n\n:::");
    assert_eq!(a, b);
    assert_ne!(a, c);
}

#[test]
fn short_names_of_disciplines_become_codes() {
    let toml = super::world::toml_with("disciplines = [\"maths\", \"svt\"]");
    let course = essai(&content(&page_with("x")).with("cours/essai/course.toml", toml)).published.unwrap();
    assert_eq!(course.meta.disciplines, ["mathematiques", "svt"]);
    assert_eq!(published("x").meta.minutes, 30);
}

#[test]
fn local_media_and_figures_are_rendered() {
    let film = html(
        "::: video {#v}\n\n[Un film](media/film.mp4)\n\n[Sous-titres du film](media/film.vtt)\n\n> [!TRANSCRIPTION]\n> Bonjour.\n\n:::",
    );
    for expected in [
        "<figure class=\"player\" id=\"v\">",
        "<video controls preload=\"none\" src=\"/media/",
        "<track kind=\"captions\"",
        "<details class=\"transcript\">",
    ] {
        assert!(film.contains(expected), "{expected}\n{film}");
    }
    let sound = html("::: audio\n\n[Un entretien](media/son.mp3)\n\n> [!TRANSCRIPTION]\n> Bonjour.\n\n:::");
    assert!(sound.contains("<audio controls preload=\"none\" src=\"/media/"), "{sound}");
    let figure = html(
        "::: figure {#f}\n\n![Une page](media/a.png)\n\nLa *légende*.\n\n:::\n\n::: figure {decorative}\n\n![](media/a.png)\n\n:::",
    );
    assert!(
        figure.contains("<figure class=\"figure\" id=\"f\"><img ")
            && figure.contains("<figcaption>La <em>légende</em>.</figcaption>"),
        "{figure}"
    );
    assert!(
        figure.contains("alt=\"\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\""),
        "{figure}"
    );
    let download = html("[La fiche](fichiers/fiche.odt)");
    assert!(download.contains("<a class=\"download\" download href=\"/media/"), "{download}");
}

#[test]
fn titles_of_containers_are_checked_and_rendered() {
    let html = html("::: depliant Le *droit* d'auteur ![Une page](media/a.png)\n\nTexte.\n\n:::");
    assert!(html.contains("<summary>Le <em>droit</em> d’auteur <img "), "{html}");
    let found = super::world::found("::: depliant A ![](media/a.png) <b>\n\nTexte.\n\n:::");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(super::world::found("::: depliant > [!INDICE] x\n\nTexte.\n\n:::").len(), 1);
}

#[test]
fn a_page_with_errors_can_be_previewed() {
    use crate::course::check::preview;
    let body = "Un $\\foo$ <script>x</script> [lien](absent.md) ![](media/rien.png)\n\n::: question {#q}\n\nQuoi ?\n\n- a\n\n:::";
    let memory = content(&page_with(body));
    let shown = preview(&memory, &super::world::options(), "essai", "page").unwrap();
    assert!(shown.diagnostics.iter().any(crate::course::diagnostic::Diagnostic::is_error));
    let page = shown.page.unwrap();
    let Some(Block::Html { html }) = page.blocks.first() else { panic!("{:?}", page.blocks) };
    assert!(
        html.contains("<code class=\"math-source\">\\foo</code>") && html.contains("&lt;script&gt;"),
        "{html}"
    );
    assert!(preview(&memory, &super::world::options(), "essai", "absente").is_none());
}
