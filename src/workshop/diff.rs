//! What changed in a text, line by line and word by word: what a reviewer reads. Pure.

use diffy::{DiffOptions, Line};

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Same,
    Added,
    Removed,
}

/// A line of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    pub change: Change,
    /// Number in the new text; none for a line that is gone.
    pub number: Option<usize>,
    /// Pieces; true for the words that differ from the line it replaces.
    pub parts: Parts,
}

/// Pieces of a line; true for the words that differ.
pub type Parts = Vec<(bool, String)>;

/// The new text with what was taken away in between. `around` lines of what stayed are shown around each change; the
/// whole text when nothing came before it.
pub fn lines(before: Option<&str>, after: &str, around: usize) -> Vec<DiffLine> {
    let Some(before) = before else {
        let line = |(at, text): (usize, &str)| DiffLine {
            change: Change::Added,
            number: Some(at + 1),
            parts: vec![(false, text.to_owned())],
        };
        return after.lines().enumerate().map(line).collect();
    };
    let mut options = DiffOptions::new();
    options.set_context_len(around);
    let patch = options.create_patch(before, after);
    let mut shown = Vec::new();
    for hunk in patch.hunks() {
        let mut number = hunk.new_range().start();
        let from = shown.len();
        for line in hunk.lines() {
            let (change, text) = match line {
                Line::Context(text) => (Change::Same, *text),
                Line::Delete(text) => (Change::Removed, *text),
                Line::Insert(text) => (Change::Added, *text),
            };
            let gone = change == Change::Removed;
            shown.push(DiffLine {
                change,
                number: (!gone).then_some(number),
                parts: vec![(false, text.trim_end_matches('\n').to_owned())],
            });
            number += usize::from(!gone);
        }
        pair(&mut shown[from..]);
    }
    shown
}

/// Marks the words that differ where as many lines came as went.
fn pair(lines: &mut [DiffLine]) {
    let mut at = 0;
    while at < lines.len() {
        let run = |from: usize, change: Change| {
            lines[from..].iter().take_while(|line| line.change == change).count()
        };
        let gone = run(at, Change::Removed);
        let came = run(at + gone, Change::Added);
        if gone > 0 && gone == came {
            for place in at..at + gone {
                let (old, new) = words(&lines[place].parts[0].1, &lines[place + gone].parts[0].1);
                lines[place].parts = old;
                lines[place + gone].parts = new;
            }
        }
        at += (gone + came).max(1);
    }
}

/// The parts of two lines: what they begin and end with together, and what differs between.
fn words(old: &str, new: &str) -> (Parts, Parts) {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive(' ').collect(), new.split_inclusive(' ').collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let parts = |words: &[&str]| {
        let (middle, end) = (words.len() - tail, words.len());
        [(false, &words[..head]), (true, &words[head..middle]), (false, &words[middle..end])]
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(marked, words)| (marked, words.concat()))
            .collect()
    };
    (parts(&a), parts(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_marked() {
        let shown = lines(Some("un\ndeux mots ici\ntrois\n"), "un\ndeux lettres ici\ntrois\nquatre\n", 1);
        let told: Vec<_> = shown.iter().map(|line| (line.change, line.number)).collect();
        assert_eq!(
            told,
            [
                (Change::Same, Some(1)),
                (Change::Removed, None),
                (Change::Added, Some(2)),
                (Change::Same, Some(3)),
                (Change::Added, Some(4)),
            ]
        );
        assert_eq!(shown[1].parts[1], (true, "mots ".to_owned()));
        assert_eq!(shown[2].parts[1], (true, "lettres ".to_owned()));
        assert!(lines(Some("a\n"), "a\n", 3).is_empty());
        assert_eq!(lines(None, "a\nb", 3).len(), 2);
    }
}
