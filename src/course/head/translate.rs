//! What the TOML parser says, in French: the original sentence goes to the help.

/// A French sentence for a message of the TOML parser, looking at the text it stumbled upon.
pub(super) fn french(message: &str, found: &str) -> String {
    let said = message.split(", expected").next().unwrap_or(message);
    let sentence = match said {
        "missing comma between array elements" => "il manque une virgule entre deux éléments du tableau",
        "missing comma between key-value pairs" => {
            "il manque une virgule entre deux éléments entre accolades"
        }
        "extra comma in array" | "extra comma in inline table" => "une virgule de trop",
        "unclosed array" => "liste jamais fermée : il manque « ] »",
        "unclosed table" | "unclosed array table" => "nom de section jamais fermé : il manque « ] »",
        "unclosed inline table" => "accolade jamais fermée : il manque « } »",
        "invalid basic string" | "invalid literal string" | "missing opening quote" => {
            "guillemet jamais fermé : ajoutez \" à la fin de la valeur"
        }
        "duplicate key" => "clé écrite deux fois : gardez-en une",
        "key with no value" | "missing assignment between key-value pairs" | "invalid key-value pair" => {
            "il manque « = » entre la clé et sa valeur"
        }
        "extra assignment between key-value pairs" | "extra `=`" => "un « = » de trop",
        "unquoted keys cannot be empty" | "missing value for key" => "il manque le nom de la clé avant « = »",
        "invalid unquoted key" => "nom de clé invalide : minuscules sans accent, chiffres et « _ »",
        "missing value" | "invalid value" => "il manque une valeur après « = »",
        "unexpected leading zero" => "un nombre ne commence pas par zéro",
        "missing escaped value" => "« \\ » inattendu dans un texte : doublez-le, « \\\\ »",
        "invalid date" | "invalid time" | "invalid datetime" => {
            "date illisible : année-mois-jour, comme 2026-09-15"
        }
        "unexpected key or value" | "unexpected content" => "texte inattendu : une seule clé par ligne",
        "string values must be quoted" => return unquoted(found),
        _ if said.starts_with("invalid date") => "date illisible : année-mois-jour, comme 2026-09-15",
        _ => "écriture non comprise",
    };
    sentence.to_owned()
}

fn unquoted(found: &str) -> String {
    let found = found.trim();
    if found.is_empty() {
        "il manque une valeur après « = »".to_owned()
    } else if found.contains(['“', '”', '«', '»']) {
        "guillemets courbes : écrivez des guillemets droits, \"…\"".to_owned()
    } else if matches!(found, "oui" | "non" | "yes" | "no") {
        "écrivez true ou false".to_owned()
    } else {
        "texte sans guillemets : écrivez-le entre \"…\"".to_owned()
    }
}
