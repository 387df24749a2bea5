// Rows of schools and of people taken in per second, against the plainest thing that could write
// the same rows: prepared inserts into the same tables of SQLite, with nothing looked up or checked.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCHOOLS = 11_300;
const PEOPLE = 52_000;
const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
const uai = (number) => `${String(9_900_000 + number).padStart(7, "0")}${LETTERS[(9_900_000 + number) % 23]}`;

export async function importing() {
  const folder = mkdtempSync(join(tmpdir(), "preau-import-"));
  try {
    const [register, people] = [join(folder, "register.csv"), join(folder, "people.csv")];
    writeFileSync(register, registerOf(SCHOOLS));
    writeFileSync(people, peopleOf(PEOPLE));
    // An empty database with its tables: migrations are no part of an import.
    preau(folder, ["admin", "create", "--email", "a@exemple.fr", "--given-name", "A", "--usual-name", "B"]);
    const schools = preau(folder, ["import", "register", register]);
    const persons = preau(folder, ["import", "people", people]);
    const bare = JSON.parse(execFileSync("python3", ["-c", BARE, folder, register, people], { encoding: "utf8" }));
    const memory = persons.kilobytes / 1024;
    const rate = (rows, seconds) => `${Math.round(rows / seconds).toLocaleString("en")} rows/s`;
    const row = (what, rows, seconds, reference, target, good) => ({
      what,
      ours: rate(rows, seconds),
      reference: `${rate(rows, reference)} bare`,
      ratio: (reference / seconds).toFixed(2),
      target,
      good,
    });
    return [
      row(`${SCHOOLS.toLocaleString("en")} schools imported`, SCHOOLS, schools.seconds, bare.schools, "seconds", schools.seconds < 10),
      row(`${PEOPLE.toLocaleString("en")} people imported`, PEOPLE, persons.seconds, bare.people, "ratio ≥ 0.3", bare.people / persons.seconds >= 0.3),
      { what: "memory of that import", ours: `${memory.toFixed(0)} MB`, target: "< 150 MB", good: memory < 150 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the program; gives its seconds and the most memory it held. */
function preau(folder, words) {
  const script = `import resource, subprocess, sys, time
start = time.time()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
spent = time.time() - start
print(spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)`;
  const args = ["-c", script, process.env.PREAU_BINARY, ...words, "--data-dir", join(folder, "data")];
  const [seconds, kilobytes, code] = execFileSync("python3", args, { encoding: "utf8" }).trim().split(" ").map(Number);
  if (code !== 0) throw new Error(`preau ${words.join(" ")} ended with ${code}`);
  return { seconds, kilobytes };
}

function registerOf(count) {
  const header =
    "Identifiant_de_l_etablissement;Nom_etablissement;Statut_public_prive;Adresse_1;Code postal;Nom_commune;Code_departement;Code_academie;Mail;Nombre_d_eleves;latitude;longitude;etat;code_nature;Code_type_contrat_prive;code_bassin_formation;libelle_bassin_formation";
  const lines = Array.from({ length: count }, (_, n) => {
    const academy = ["01", "10", "14", "17", "25"][n % 5];
    return `${uai(n)};Collège ${n};Public;${n} rue des Tilleuls;35000;Rennes;035;${academy};ce.${uai(n)}@ac-rennes.fr;${300 + (n % 700)};48.${n};-1.${n};OUVERT;340;99;b${n % 17};Bassin ${n % 17}`;
  });
  return `\ufeff${header}\r\n${lines.join("\r\n")}\r\n`;
}

function peopleOf(count) {
  const lines = Array.from(
    { length: count },
    (_, n) => `Martin ${n.toString(36)};Zoé ${n % 97};zoe.martin${n}@ac-exemple.fr;${uai(n % SCHOOLS)};mathematiques;oui;titulaire`,
  );
  return `Nom;Prénom;Courriel;UAI;Discipline;Principal;Statut\r\n${lines.join("\r\n")}\r\n`;
}

/** The same rows into empty copies of the same tables, their indexes included; a thousand to a transaction. */
const BARE = `
import csv, json, os, sqlite3, sys, time
folder, register, people = sys.argv[1:]
source = sqlite3.connect(os.path.join(folder, "data", "preau.db"))
shape = [row[0] for row in source.execute("select sql from sqlite_master where sql is not null and tbl_name in "
         "('org_node', 'org_name', 'org_parent', 'school', 'person', 'email', 'account', 'posting') order by type desc")]
bare = sqlite3.connect(os.path.join(folder, "bare.db"), isolation_level=None)
bare.execute("pragma journal_mode = wal")
bare.execute("pragma synchronous = full")
for statement in shape:
    bare.execute(statement)
def rows(file):
    with open(file, encoding="utf-8-sig", newline="") as text:
        yield from csv.reader(text, delimiter=";")
def insert(table):
    columns = [row[1] for row in source.execute(f"pragma table_info({table})")]
    taken = source.execute(f"select * from {table}" + (" where kind = 'school'" if table == "org_node" else ""))
    return f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", taken.fetchall()
def timed(file, tables):
    written = [insert(table) for table in tables]
    start = time.time()
    count = sum(1 for _ in rows(file))
    for at in range(0, count, 1000):
        bare.execute("begin immediate")
        for statement, values in written:
            bare.executemany(statement, values[at:at + 1000])
        bare.execute("commit")
    return time.time() - start
print(json.dumps({
    "schools": timed(register, ["org_node", "school", "org_name", "org_parent"]),
    "people": timed(people, ["person", "email", "account", "posting"]),
}))
`;
