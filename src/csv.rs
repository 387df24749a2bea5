//! Tables for spreadsheets: `;` between cells, as French ones expect, and a mark in front so that accents are read.

/// An empty table.
pub fn start() -> String {
    String::from("\u{feff}")
}

/// Adds a row. A cell that a spreadsheet would run as a formula becomes text.
pub fn row<C: AsRef<str>>(table: &mut String, cells: impl IntoIterator<Item = C>) {
    for (place, cell) in cells.into_iter().enumerate() {
        let cell = cell.as_ref();
        if place > 0 {
            table.push(';');
        }
        let formula = cell.starts_with(['\t', '\r', '\n'])
            || cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%']);
        let guard = if formula { "'" } else { "" };
        if cell.contains([';', '"', '\n', '\r']) {
            table.push('"');
            table.push_str(guard);
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(guard);
            table.push_str(cell);
        }
    }
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_data_never_formulas_nor_separators() {
        let mut table = start();
        row(&mut table, ["Œuvre", "=1+1", " @x", "a;b", "dit \"non\"", "-2"]);
        assert_eq!(table, "\u{feff}Œuvre;'=1+1;' @x;\"a;b\";\"dit \"\"non\"\"\";'-2\r\n");
    }
}
