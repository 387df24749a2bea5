//! Tables as others write them, and as nobody should.

use proptest::prelude::*;

use super::*;

fn shape(delimiter: Delimiter) -> Shape {
    Shape { encoding: Encoding::Utf8, delimiter, header: false, carriage_returns: false }
}

fn read(bytes: &[u8], shape: Shape) -> Vec<Result<Row, (u32, Broken)>> {
    let mut rows = Rows::new(bytes, shape);
    std::iter::from_fn(|| rows.next().unwrap()).collect()
}

fn cells(bytes: &[u8], delimiter: Delimiter) -> Vec<Vec<String>> {
    read(bytes, shape(delimiter)).into_iter().map(|row| row.unwrap().cells).collect()
}

fn found(bytes: &[u8]) -> Sniffed {
    sniff(bytes, &["nom", "email"]).unwrap().unwrap()
}

#[test]
fn quotes_line_ends_and_empty_last_columns() {
    let rows = cells(b"a;\"b;c\";\"dit \"\"non\"\"\";\r\n\r\n\"2 rue\nX\";;\r\n;;\r\n", Delimiter::Semicolon);
    assert_eq!(rows, [vec!["a", "b;c", "dit \"non\"", ""], vec!["2 rue\nX", "", ""]]);
    let rows = read(b"a\n\"1\n2\"\nb\n", shape(Delimiter::Semicolon));
    let lines: Vec<_> = rows.into_iter().map(|row| row.unwrap().line).collect();
    assert_eq!(lines, [1, 2, 4]);
}

#[test]
fn a_broken_row_never_stops_the_file() {
    let rows = read("a;1\n\"jamais;2\nb;3\nc;\0\nd;4".as_bytes(), shape(Delimiter::Semicolon));
    assert_eq!(rows[1], Err((2, Broken::OpenQuote)));
    assert_eq!(rows[2].as_ref().unwrap().cells, ["b", "3"]);
    assert_eq!(rows[3], Err((4, Broken::Unreadable)));
    assert_eq!(rows[4].as_ref().unwrap(), &Row { line: 5, cells: vec!["d".into(), "4".into()] });

    let long = format!("a;1\n{}\nb;2\n{}\nc;3\n", "x".repeat(200_000), ";".repeat(400));
    let rows = read(long.as_bytes(), shape(Delimiter::Semicolon));
    assert_eq!(rows[1], Err((2, Broken::TooLong)));
    assert_eq!(rows[3].as_ref().err(), None, "a row of empty cells is no row: {:?}", rows[3]);
    let wide = format!("{}\n", "x;".repeat(400));
    assert_eq!(read(wide.as_bytes(), shape(Delimiter::Semicolon)), [Err((1, Broken::TooManyCells))]);
}

#[test]
fn a_file_of_open_quotes_takes_no_longer_for_each_of_them() {
    let hostile = "\"x;y\nz\n".repeat(50_000);
    let broken = read(hostile.as_bytes(), shape(Delimiter::Semicolon));
    assert!(broken.len() > 10_000);
}

#[test]
fn encodings_are_told_apart() {
    let french = "nom;prénom\nŒuvré;Zoé\n";
    assert_eq!(found(french.as_bytes()).shape.encoding, Encoding::Utf8);
    assert_eq!(found(format!("\u{feff}{french}").as_bytes()).head[0][0], "nom");
    let (cp1252, ..) = encoding_rs::WINDOWS_1252.encode(french);
    let sniffed = found(&cp1252);
    assert_eq!(sniffed.shape.encoding, Encoding::Cp1252);
    assert_eq!(sniffed.head[1], ["Œuvré", "Zoé"]);
    let utf16: Vec<u8> = format!("\u{feff}{french}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        (found(&utf16).shape.encoding, &found(&utf16).head[1][0]),
        (Encoding::Utf16Le, &"Œuvré".into())
    );
    // One damaged row in a file that is UTF-8 everywhere else.
    let mut damaged = french.repeat(9).into_bytes();
    damaged.extend(b"caf\xe9;x\n");
    assert_eq!(found(&damaged).shape.encoding, Encoding::Utf8);
    assert_eq!(read(&damaged, found(&damaged).shape).last().unwrap(), &Err((19, Broken::Unreadable)));
}

#[test]
fn delimiters_and_headers_are_found() {
    for (text, delimiter, header) in [
        ("nom;prenom\na, b;c\n", Delimiter::Semicolon, true),
        ("nom,prenom\na,b\n", Delimiter::Comma, true),
        ("nom\tprenom\na\tb\n", Delimiter::Tab, true),
        ("TSESS|12|Le Goff|Anne|anne@x.fr|\nTSESS|13|Roux|Zoé|zoe@x.fr|\n", Delimiter::Pipe, false),
        ("Zone;Code\nA;12\n", Delimiter::Semicolon, true),
        ("a@b.fr\nc@d.fr\n", Delimiter::Semicolon, false),
    ] {
        let shape = found(text.as_bytes()).shape;
        assert_eq!((shape.delimiter, shape.header), (delimiter, header), "{text:?}");
    }
    let old = found(b"nom;x\rA;1\rB;2\r");
    assert!(old.shape.carriage_returns);
    assert_eq!(old.head.len(), 3);
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, not) in [
        (&b""[..], NotATable::Empty),
        (b"\xef\xbb\xbf \r\n", NotATable::Empty),
        (b"<!DOCTYPE html><html>", NotATable::Html),
        (b"\n  <html>", NotATable::Html),
        (b"PK\x03\x04xxxx", NotATable::Workbook),
        (b"%PDF-1.7", NotATable::Pdf),
        (b"\x7fELF\0\0\0\0\0\0", NotATable::Binary),
    ] {
        assert_eq!(sniff(bytes, &[]).unwrap(), Err(not), "{bytes:?}");
    }
}

#[test]
fn an_exported_cell_is_read_back() {
    let mut table = crate::csv::start();
    crate::csv::row(&mut table, ["-1.74", "=x", "'t Hart", "d'Arc"]);
    let rows = cells(table.as_bytes(), Delimiter::Semicolon);
    let said: Vec<_> = rows[0].iter().map(|cell| said(cell)).collect();
    assert_eq!(said, ["-1.74", "=x", "'t Hart", "d'Arc"]);
}

proptest! {
    /// Whatever another program writes is read as it reads it itself.
    #[test]
    fn tables_of_other_programs(rows in prop::collection::vec(prop::collection::vec("[a-zé;,\"\\n |']{0,8}", 3), 1..8)) {
        let mut writer = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let expected: Vec<Vec<String>> =
            rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(cells(&bytes, Delimiter::Semicolon), expected);
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(sniffed) = sniff(&bytes[..], &["nom"]).unwrap() {
            read(&bytes, sniffed.shape);
        }
        for encoding in Encoding::ALL {
            read(&bytes, Shape { encoding, ..shape(Delimiter::Pipe) });
        }
    }
}
