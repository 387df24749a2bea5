//! Every rule is broken by its wrong example and by nothing in its right one; places are exact.

use super::world::{
    check_memory, content, diagnostics, essai, example, found, options, page_with, toml_with,
};
use crate::course::check::{check_only, guarded};
use crate::course::codes::{Code, explanations};
use crate::course::diagnostic::Report;
use crate::course::source::Memory;

/// Rules whose wrong example is only told: each has a test of its own.
const TOLD: [Code; 9] =
    [Code::L01, Code::L02, Code::L03, Code::L04, Code::L05, Code::L06, Code::V02, Code::N01, Code::N03];

fn codes(memory: &Memory) -> Vec<Code> {
    check_memory(memory).all_diagnostics().map(|d| d.code).collect()
}

#[test]
fn every_rule_is_explained_once() {
    for code in Code::ALL {
        assert_eq!(explanations().filter(|e| e.code == *code).count(), 1, "{code}");
    }
}

#[test]
fn wrong_examples_break_their_rule_and_right_ones_do_not() {
    for explanation in explanations() {
        let code = explanation.code;
        match example(explanation.wrong) {
            Some(memory) => assert!(codes(&memory).contains(&code), "{code}: {:?}", codes(&memory)),
            None => assert!(TOLD.contains(&code), "{code} has no wrong example"),
        }
        if let Some(memory) = example(explanation.right) {
            let found: Vec<String> =
                check_memory(&memory).all_diagnostics().map(ToString::to_string).collect();
            assert!(found.is_empty(), "right example of {code}: {found:#?}");
        }
    }
}

#[test]
fn the_broken_page_of_the_specification_gives_its_lines() {
    let memory = content(include_str!("../testdata/casse.md"));
    let lines: Vec<String> = essai(&memory)
        .diagnostics
        .iter()
        .map(|d| d.to_string().replace("cours/essai/page.md", "casse.md"))
        .collect();
    let expected = [
        "casse.md:3:39: erreur [F03] en-tête TOML : il manque une virgule entre deux éléments du tableau",
        "casse.md:8:1: erreur [T02] saut de titre : niveau 3 après niveau 1 — écrivez « ## »",
        "casse.md:10:1: erreur [C04] conteneur « qestion » inconnu — vouliez-vous « question » ?",
        "casse.md:18:15: erreur [A02] identifiant « Q-Deux » invalide : minuscules sans accent, chiffres et tirets",
        "casse.md:18:32: erreur [A04] attribut « pts » inconnu pour « question »",
        "casse.md:20:1: erreur [Q03] liste sans case : écrivez « - [ ] » ou « - [x] » (une espace entre les crochets)",
        "casse.md:37:7: erreur [Q06] « environ 12 » n'est pas un nombre : attendu 12,5 ou 12,5 ± 0,1 ou [12 ; 13]",
        "casse.md:45:1: erreur [C01] conteneur « depliant » ouvert ici et jamais fermé : il manque une ligne « ::: »",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn places_are_exact() {
    use Code::*;
    type Case = (&'static str, &'static [(Code, u32, u32)]);
    let table: &[Case] = &[
        ("Texte.\n\n:::", &[(C02, 3, 1)]),
        ("::: depliant A\n\nTexte.\n", &[(C01, 1, 1)]),
        ("::: depliant\n\nTexte.\n\n:::", &[(C05, 1, 1)]),
        ("::: etapes\n\n- a\n\n:::", &[(C07, 1, 1)]),
        ("::: depliant A\nTexte.\n\n:::", &[(S01, 2, 1)]),
        ("::: depliant A\n\nTexte.\n:::", &[(S01, 4, 1)]),
        ("Été  \nsuite", &[(S03, 1, 4)]),
        ("Été [les licences](licence.md).", &[(U02, 1, 5)]),
        ("Été ![](media/a.png)", &[(I01, 1, 5)]),
        ("É <b>x</b>", &[(H02, 1, 3), (H02, 1, 7)]),
        ("É <kbd>x", &[(H03, 1, 3)]),
        ("**É <kbd>x** y</kbd>", &[(H03, 1, 5), (H03, 1, 15)]),
        ("> [!XYZ]\n> a", &[(K01, 1, 3)]),
        ("> [!INDICE]\n> a", &[(K02, 1, 1)]),
        ("É $\\foo$", &[(M01, 1, 3)]),
        ("Voir la note[^x].", &[(U03, 1, 13)]),
        ("## A {#A}\n\nb", &[(A02, 1, 8)]),
        ("::: question {#q}\n\nÉ ?\n\n- [x] a\n- [] b\n\n:::", &[(Q03, 6, 1)]),
        ("::: question {#q}\n\nÉ ?\n\n- [x] a\n- [\u{a0}] b\n\n:::", &[(Q03, 6, 1)]),
        ("::: question {#q}\n\nÉ ?\n\n- [x] a\n- b\n\n:::", &[(Q03, 6, 1)]),
        ("::: question {#q}\n\nÉ ?\n\n- [x] a\n\n> retour\n\n- [ ] b\n\n:::", &[(Q10, 7, 1)]),
        ("::: question {#q}\n\nÉ ?\n\n- [x] a\n- [ ] b\n\nTexte.\n\n:::", &[(Q10, 8, 1)]),
        (
            "::: question {#q}\n\nÉ ?\n\n- [x] a\n- [ ] b\n\n> [!INDICE]\n> c\n\nTexte.\n\n:::",
            &[(Q10, 11, 1)],
        ),
        ("::: question {#q type=trous}\n\nÉ ?\n\n:::", &[(Q15, 1, 18)]),
        ("::: question {#q bareme=partiel}\n\nÉ ?\n\n- [x] a\n- [ ] b\n\n:::", &[(Q17, 1, 18)]),
        ("::: question {#q crcn=9.9}\n\nÉ ?\n\n- [x] a\n- [ ] b\n\n:::", &[(F08, 1, 18)]),
    ];
    for (body, expected) in table {
        let mut got = found(body);
        got.sort_by_key(|(code, line, column)| (*line, *column, *code));
        assert_eq!(
            got,
            *expected,
            "{body}\n{:#?}",
            diagnostics(body).iter().map(ToString::to_string).collect::<Vec<_>>()
        );
    }
}

#[test]
fn each_slip_in_a_box_has_its_own_sentence() {
    let message = |answer: &str| {
        let body = format!("::: question {{#q}}\n\nÉ ?\n\n- [x] a\n{answer}\n\n:::");
        diagnostics(&body).into_iter().find(|d| d.code == Code::Q03).map(|d| d.message)
    };
    let sentences: std::collections::HashSet<_> =
        ["- b", "- [] b", "- [\u{a0}] b", "- [ x] b"].into_iter().map(message).collect();
    assert_eq!(sentences.len(), 4, "{sentences:?}");
    assert!(!sentences.contains(&None));
}

#[test]
fn limits_are_told() {
    let has = |page: String, code: Code| {
        let found = codes(&content(&page));
        assert!(found.contains(&code), "{code}: {found:?}");
    };
    has(page_with(&(">".repeat(40) + " x")), Code::L01);
    has(page_with(&"mot ".repeat(80_000)), Code::L02);
    has(page_with(&"a\n\n".repeat(2_001)), Code::L04);
    has(page_with(&"![x](media/a.png) ".repeat(201)), Code::L04);
    has(page_with(&format!("$x{}$", "+x".repeat(1_001))), Code::L07);
    let question = |n: usize| format!("::: question {{#q{n}}}\n\nQuoi ?\n\n- [x] a\n- [ ] b\n\n:::\n\n");
    has(page_with(&(0..61).map(question).collect::<String>()), Code::L03);
    assert!(
        codes(&content("x").with("cours/essai/page.md", b"+++\nduree = 1\n+++\n# \xe9t\xe9\n".to_vec()))
            .contains(&Code::L05)
    );
    assert!(codes(&content(&page_with("a\0b"))).contains(&Code::L05));
}

#[test]
fn a_page_that_makes_the_engine_fail_is_told_and_stops_nothing() {
    let mut report = Report::default();
    assert_eq!(guarded(&mut report, |_| -> u8 { panic!("a defect") }), None);
    assert_eq!(report.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::L06]);
}

#[test]
fn a_heavy_local_film_is_a_warning() {
    let body = "::: video\n\n[Un film](media/film.mp4)\n\n[Sous-titres du film](media/film.vtt)\n\n:::";
    assert!(diagnostics(body).is_empty(), "{:?}", diagnostics(body));
    let heavy = content(&page_with(body)).with("cours/essai/media/film.mp4", vec![0; 51 * 1024 * 1024]);
    let checked = essai(&heavy);
    assert_eq!(checked.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::V02]);
    assert!(checked.published.is_some(), "a warning refuses nothing");
}

#[test]
fn circles_of_prerequisites_are_told() {
    let before = |what: &str| format!("+++\nduree = 10\nprerequis = [\"{what}\"]\n+++\n\n# T\n\nx\n");
    let circle = content(&before("reperes"))
        .with("cours/essai/reperes.md", before("licences"))
        .with("cours/essai/licences.md", before("page"));
    assert_eq!(codes(&circle), [Code::F09; 3]);
    assert_eq!(codes(&content(&before("page"))), [Code::F09]);
    assert_eq!(codes(&content(&before("autre"))), []);
    let courses = content(&before("autre/debut")).with("cours/autre/debut.md", before("essai"));
    assert_eq!(codes(&courses), [Code::F09; 2]);
}

#[test]
fn a_hidden_closing_line_is_told_first_and_alone() {
    let found = found("::: depliant A\n\n```\ncode\n\n:::\n\nSuite.");
    assert_eq!(found, [(Code::C08, 3, 1)]);
}

#[test]
fn one_course_can_be_checked_alone_with_its_surroundings() {
    let memory = content(&page_with("[Le début](../autre/debut.md)"));
    let library = check_only(&memory, &options(), &["essai"]);
    assert_eq!(library.courses.len(), 1);
    assert!(!library.has_error());
}

#[test]
fn a_folder_of_one_course_and_a_folder_of_courses_are_recognised() {
    let page = page_with("[RGPD](../../glossaire.md#rgpd), [le début](../autre/debut.md)");
    let whole = content(&page);
    let files = |prefix: &str| {
        use crate::course::source::Source;
        let mut part = Memory::new();
        for entry in whole.list() {
            if let Some(path) = entry.path.strip_prefix(prefix) {
                part.insert(path, whole.read(&entry.path).unwrap());
            }
        }
        check_memory(&part)
    };
    let single = files("cours/essai/");
    assert_eq!(single.courses.len(), 1);
    assert!(!single.has_error(), "{:?}", single.courses[0].diagnostics);
    let courses = files("cours/");
    assert_eq!(courses.courses.len(), 2);
    assert!(!courses.has_error());
    let broken = content(&page_with("[x]()")).with("cours/essai/course.toml", toml_with("titre = 1"));
    let paths: Vec<String> = check_memory(&broken).all_diagnostics().map(|d| d.file.clone()).collect();
    assert!(
        paths.contains(&"cours/essai/course.toml".to_owned())
            && paths.contains(&"cours/essai/page.md".to_owned())
    );
}

#[test]
fn public_pages_must_be_in_the_outline() {
    for (value, expected) in
        [("[\"page\"]", vec![]), ("[\"absente\"]", vec![Code::F05]), ("\"tout\"", vec![Code::F05])]
    {
        let toml = toml_with(&format!("pages_publiques = {value}"));
        assert_eq!(
            codes(&content(&page_with("x")).with("cours/essai/course.toml", toml)),
            expected,
            "{value}"
        );
    }
}

#[test]
fn a_file_shows_a_hundred_findings_and_counts_the_others() {
    let found = diagnostics(&("mot  \n".repeat(150) + "\n<b>x</b>"));
    assert_eq!(found.len(), 100);
    assert!(found.last().unwrap().help.as_deref().unwrap().contains("autres messages"));
    assert!(found.iter().any(crate::course::diagnostic::Diagnostic::is_error));
}
