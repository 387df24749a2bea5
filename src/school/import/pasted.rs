//! A pasted list of addresses: commas, semicolons, pipes, spaces and line ends between them, `Name <address>` or bare.

use std::collections::HashSet;

use crate::{csv, text};

/// What a pasted list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Address (or what was written in its place), given name, usual name.
    pub people: Vec<[String; 3]>,
    /// Addresses that came again.
    pub doubles: u32,
}

/// Takes a list apart. The same address twice counts once; what is no address stays, to be refused by name.
pub fn pasted(list: &str) -> Pasted {
    let mut found = Pasted::default();
    let mut known = HashSet::new();
    let mut add = |address: &str, name: &str| {
        let address = address.trim_matches(['<', '>', '"', '\'', '(', ')']).trim();
        if address.is_empty() {
            return;
        }
        if !known.insert(text::address_key(address)) {
            found.doubles += 1;
            return;
        }
        let [given, usual] = names(name);
        found.people.push([address.to_owned(), given, usual]);
    };
    // « Martin, Zoé <z@x.fr> »: the part before the comma belongs to the name.
    let mut before = "";
    for piece in pieces(list) {
        let mut rest = piece;
        while let Some((name, more)) = rest.split_once('<') {
            let (address, more) = more.split_once('>').unwrap_or((more, ""));
            let full =
                if before.is_empty() { name.trim().to_owned() } else { format!("{before}, {}", name.trim()) };
            before = "";
            add(address, &full);
            rest = more;
        }
        if !before.is_empty() {
            before.split_whitespace().for_each(|word| add(word, ""));
            before = "";
        }
        if !rest.contains('@') && !rest.trim().is_empty() {
            before = rest.trim();
        } else {
            rest.split_whitespace().for_each(|word| add(word, ""));
        }
    }
    before.split_whitespace().for_each(|word| add(word, ""));
    found
}

/// Cuts at commas, semicolons, pipes and line ends, but not inside quotes or between `<` and `>`.
fn pieces(list: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut quoted, mut pointed) = (Vec::new(), 0, false, false);
    for (at, c) in list.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' => pointed = true,
            '>' => pointed = false,
            // An open quote or bracket ends with its line.
            '\n' | '\r' => (quoted, pointed) = (false, false),
            _ => {}
        }
        if matches!(c, '\n' | '\r') || (matches!(c, ',' | ';' | '|') && !quoted && !pointed) {
            pieces.push(&list[start..at]);
            start = at + c.len_utf8();
        }
    }
    pieces.push(&list[start..]);
    pieces
}

/// Given and usual name: « Zoé Martin », « MARTIN Zoé », « Martin, Zoé ».
fn names(name: &str) -> [String; 2] {
    let name = name.replace('"', " ");
    if let Some((usual, given)) = name.split_once(',') {
        return [given.trim().to_owned(), usual.trim().to_owned()];
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
    };
    let (usual, given): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| capitals(word));
    if !usual.is_empty() && !given.is_empty() {
        return [given.join(" "), usual.join(" ")];
    }
    match words.split_first() {
        Some((given, usual)) => [(*given).to_owned(), usual.join(" ")],
        None => [String::new(), String::new()],
    }
}

impl Pasted {
    /// As a file that is imported like any other, for one school.
    pub fn file(&self, uai: &str) -> String {
        let mut table = csv::start();
        csv::row(&mut table, ["email", "given_name", "usual_name", "uai"]);
        for [address, given, usual] in &self.people {
            csv::row(&mut table, [address, given, usual, uai]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addresses(list: &str) -> Vec<String> {
        pasted(list).people.into_iter().map(|[address, ..]| address).collect()
    }

    #[test]
    fn every_separator_and_the_same_address_once() {
        let list = "a@x.fr, b@x.fr;c@x.fr|d@x.fr e@x.fr\nf@x.fr\r\n<g@x.fr> A@X.FR  ,, ;";
        assert_eq!(addresses(list), ["a@x.fr", "b@x.fr", "c@x.fr", "d@x.fr", "e@x.fr", "f@x.fr", "g@x.fr"]);
        assert_eq!(pasted(list).doubles, 1);
    }

    #[test]
    fn names_before_addresses() {
        let list =
            "Zoé Martin <z@x.fr>, LE GOFF Jean-Pierre <j@x.fr>; \"Roux, Anne\" <a@x.fr>\nNoir, Lou <l@x.fr>";
        let people = pasted(list).people;
        assert_eq!(people[0], ["z@x.fr", "Zoé", "Martin"]);
        assert_eq!(people[1], ["j@x.fr", "Jean-Pierre", "LE GOFF"]);
        assert_eq!(people[2], ["a@x.fr", "Anne", "Roux"]);
        assert_eq!(people[3], ["l@x.fr", "Lou", "Noir"]);
    }

    #[test]
    fn what_is_no_address_is_not_lost() {
        assert_eq!(addresses("zoe, b@x.fr"), ["zoe", "b@x.fr"]);
        assert_eq!(addresses("b@x.fr\nsans adresse"), ["b@x.fr", "sans", "adresse"]);
        assert!(pasted(" \n ;").people.is_empty());
    }

    proptest! {
        #[test]
        fn no_list_breaks_it(list in ".{0,200}") {
            pasted(&list).file("9990001X");
        }
    }
}
