//! The answers of a question: boxes, typed answers, pairs, order (course format, section 4.7).

use std::collections::HashSet;

use super::Linter;
use crate::course::diagnostic::{Code, quoted};
use crate::course::number::parse_key;
use crate::course::page_text::Opening;
use crate::course::shape::{AnswersShape, ChoiceShape, TypedShape};
use crate::course::text::normalise_answer;
use crate::course::tree::{Id, Kind};

impl Linter<'_, '_> {
    /// What an item without box tried to write.
    pub(super) fn box_slip(&self, item: Id) -> Option<&'static str> {
        let span = self.tree.span(item);
        let line = span.of(&self.page.source).lines().next().unwrap_or("");
        let text = line.trim_start_matches(|c: char| matches!(c, '-' | '*' | '+') || c.is_whitespace());
        let inside = text.strip_prefix('[')?;
        let (inside, after) = inside.split_once(']')?;
        if after.starts_with('(') || after.starts_with('[') || inside.chars().count() > 3 {
            return None;
        }
        if inside.is_empty() {
            Some("case « [] » sans espace : écrivez « [ ] »")
        } else if inside.chars().all(char::is_whitespace) {
            Some("espace insécable ou double dans la case : écrivez « [ ] » avec une espace simple")
        } else if inside.trim().eq_ignore_ascii_case("x") {
            Some("case mal écrite : écrivez « [x] », puis une espace")
        } else {
            None
        }
    }

    /// The box of every item of an answer list, or the findings about those that have none.
    fn boxes_of(&mut self, list: Id) -> Option<Vec<(Id, bool)>> {
        let mut boxes = Vec::new();
        let mut sound = true;
        for item in self.tree.children(list).collect::<Vec<_>>() {
            match self.item_box(item) {
                Some(checked) => boxes.push((item, checked)),
                None => {
                    let message = self.box_slip(item).unwrap_or(
                        "réponse sans case : écrivez « - [ ] » ou « - [x] » (une espace entre les crochets)",
                    );
                    self.add(Code::Q03, item, message);
                    sound = false;
                }
            }
        }
        sound.then_some(boxes)
    }

    pub(super) fn boxes(&mut self, list: Id, kind: Option<&str>, opening: &Opening) -> Option<AnswersShape> {
        let boxes = self.boxes_of(list)?;
        let checked = boxes.iter().filter(|(_, checked)| *checked).count();
        if checked == 0 {
            self.add(Code::Q07, list, "aucune bonne réponse : cochez-la, « - [x] »");
        }
        match kind {
            Some(kind @ ("texte" | "nombre")) => self.typed(&boxes, kind == "nombre", opening),
            _ => self.choices(list, &boxes, checked, kind, opening),
        }
    }

    fn choices(
        &mut self,
        list: Id,
        boxes: &[(Id, bool)],
        checked: usize,
        kind: Option<&str>,
        opening: &Opening,
    ) -> Option<AnswersShape> {
        if kind == Some("unique") && checked > 1 {
            let span = opening.attributes.span("type").unwrap_or(self.tree.span(list));
            let message = format!(
                "{checked} réponses cochées pour un choix unique : écrivez type=multiple, ou gardez-en une"
            );
            self.report.add(Code::Q11, span, message);
        }
        if checked == boxes.len() {
            self.add(Code::Q16, list, "toutes les réponses sont cochées : ajoutez une réponse fausse");
        }
        let mut seen = HashSet::new();
        let mut choices = Vec::with_capacity(boxes.len());
        for (item, right) in boxes.iter().copied() {
            let feedback = self.feedback(item);
            let until = feedback.unwrap_or(self.tree.nodes[item].end);
            let mut text = String::new();
            self.tree.push_plain(item + 1..until, &mut text);
            let pictures =
                self.tree.nodes[item + 1..until].iter().any(|n| matches!(n.kind, Kind::Image { .. }));
            if text.trim().is_empty() && !pictures {
                self.add(Code::Q03, item, "réponse vide : écrivez-la après la case");
            } else if !pictures && !seen.insert(text.trim().to_owned()) {
                self.add(
                    Code::Q17,
                    item,
                    format!("réponse {} écrite deux fois : retirez-en une", quoted(&text)),
                );
            }
            choices.push(ChoiceShape { item, right, feedback });
        }
        let multiple = kind == Some("multiple") || (kind.is_none() && checked > 1);
        Some(if multiple { AnswersShape::Multiple(choices) } else { AnswersShape::Single(choices) })
    }

    /// The quotation that ends an item.
    fn feedback(&mut self, item: Id) -> Option<Id> {
        let children: Vec<Id> = self.tree.children(item).collect();
        let quotes: Vec<Id> =
            children.iter().copied().filter(|child| matches!(self.tree.kind(*child), Kind::Quote)).collect();
        let last = quotes.last().copied()?;
        if children.last() != Some(&last) {
            self.add(Code::Q10, last, "le retour vient en dernier dans la réponse : déplacez-le à la fin");
        }
        (children.last() == Some(&last)).then_some(last)
    }

    fn typed(&mut self, boxes: &[(Id, bool)], number: bool, opening: &Opening) -> Option<AnswersShape> {
        let case = opening.attributes.text("casse") == Some("stricte");
        let accents = opening.attributes.text("accents") == Some("stricts");
        let mut seen = HashSet::new();
        let mut answers = Vec::with_capacity(boxes.len());
        for (item, right) in boxes.iter().copied() {
            let feedback = self.feedback(item);
            let Some((code, text)) = self.only_code(item, feedback) else {
                let message =
                    "réponse attendue entre accents graves, et rien d'autre : écrivez « `réponse` »";
                self.add(Code::Q05, item, message);
                continue;
            };
            let interval = number.then(|| parse_key(&text)).flatten();
            if number && interval.is_none() {
                let message = format!(
                    "{} n'est pas un nombre : attendu 12,5 ou 12,5 ± 0,1 ou [12 ; 13]",
                    quoted(&text)
                );
                self.add(Code::Q06, code, message);
                continue;
            }
            let same = match &interval {
                Some(interval) => format!("{} {}", interval.low.normalized(), interval.high.normalized()),
                None => normalise_answer(&text, case, accents),
            };
            if !seen.insert(same) {
                self.add(
                    Code::Q17,
                    item,
                    format!("réponse {} écrite deux fois : retirez-en une", quoted(&text)),
                );
            }
            answers.push(TypedShape { text, interval, right, feedback });
        }
        Some(if number { AnswersShape::Number(answers) } else { AnswersShape::Text(answers) })
    }

    /// The one code span of an item.
    fn only_code(&self, item: Id, feedback: Option<Id>) -> Option<(Id, String)> {
        let until = feedback.unwrap_or(self.tree.nodes[item].end);
        let mut found = None;
        for node in item + 1..until {
            let kind = self.tree.kind(node);
            if let Kind::Code(code) = kind
                && found.is_none()
                && !code.trim().is_empty()
            {
                found = Some((node, code.to_string()));
                continue;
            }
            let around = matches!(kind, Kind::Box { .. } | Kind::SoftBreak)
                || (matches!(kind, Kind::Paragraph) && node == item + 1)
                || matches!(kind, Kind::Text(text) if text.trim().is_empty());
            if !around {
                return None;
            }
        }
        found
    }

    pub(super) fn matching(&mut self, table: Id) -> Option<AnswersShape> {
        let mut rows = self.tree.children(table);
        let head: Vec<Id> = rows.next().map(|head| self.tree.children(head).collect()).unwrap_or_default();
        let [left, right] = head[..] else {
            let message = format!("association en {} colonnes : écrivez-en deux", head.len());
            self.add(Code::Q12, table, message);
            return None;
        };
        let rows: Vec<Id> = rows.collect();
        let mut pairs = Vec::new();
        let mut distractors = Vec::new();
        let mut seen = HashSet::new();
        for row in rows {
            let cells: Vec<Id> = self.tree.children(row).collect();
            let [a, b] = cells[..] else { continue };
            let empty = |cell: Id| self.tree.inside(cell).is_empty();
            match (empty(a), empty(b)) {
                (false, false) => pairs.push([a, b]),
                (true, false) => distractors.push(b),
                (_, true) => {
                    self.add(Code::Q12, row, "ligne sans réponse à droite : complétez-la ou retirez-la");
                    continue;
                }
            }
            for (side, cell) in [("gauche", a), ("droite", b)] {
                let text = self.tree.plain(cell).trim().to_owned();
                if !text.is_empty() && !seen.insert((side, text)) {
                    let shown = quoted(&self.tree.plain(cell));
                    let message =
                        format!("case {shown} écrite deux fois à {side} : une seule paire serait juste");
                    self.add(Code::Q17, cell, message);
                }
            }
        }
        if pairs.len() < 2 {
            self.add(Code::Q12, table, "association de moins de deux paires : ajoutez une ligne");
            return None;
        }
        Some(AnswersShape::Matching { head: [left, right], rows: pairs, distractors })
    }

    pub(super) fn ordering(&mut self, list: Id) -> Option<AnswersShape> {
        let items: Vec<Id> = self.tree.children(list).collect();
        if items.len() < 3 {
            self.add(Code::Q13, list, "classement de moins de trois éléments : ajoutez-en");
            return None;
        }
        let mut seen = HashSet::new();
        for item in items.iter().copied() {
            let text = self.tree.plain(item);
            if !seen.insert(text.trim().to_owned()) {
                self.add(
                    Code::Q17,
                    item,
                    format!("élément {} écrit deux fois : retirez-en un", quoted(&text)),
                );
            }
        }
        Some(AnswersShape::Ordering { items })
    }

    pub(super) fn useless_scale(&mut self, opening: &Opening, answers: &AnswersShape) {
        let useless = match answers {
            AnswersShape::Single(_)
            | AnswersShape::Text(_)
            | AnswersShape::Number(_)
            | AnswersShape::Open => true,
            AnswersShape::Multiple(_) | AnswersShape::Matching { .. } | AnswersShape::Ordering { .. } => {
                false
            }
        };
        if useless && opening.attributes.text("bareme") == Some("partiel") {
            let span = opening.attributes.span("bareme").unwrap_or_default();
            let message = "« bareme=partiel » sans effet ici : il sert aux choix multiples, associations et classements";
            self.report.add(Code::Q17, span, message);
        }
    }
}
