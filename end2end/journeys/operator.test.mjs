// An operator opens an empty platform on a folder of courses, and an author learns from it what is wrong.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newReader, startBrowser } from "../lib/browser.mjs";
import { sound } from "../lib/journey.mjs";
import { emptyFolder, preau, startPlatform } from "../lib/platform.mjs";
import { logIn } from "../lib/teacher.mjs";
import { until } from "../lib/until.mjs";

const ADMIN = ["--email", "camille@ac-exemple.fr", "--given-name", "Camille", "--usual-name", "Dupont"];
const PASSWORD = "un marronnier dans la cour";

const COURSE = `format = 1
titre = "Premiers pas en classe mobile"
resume = "Installer les tablettes, les partager, les ranger."
langue = "fr"
version = "1.0.0"
licence = "CC-BY-SA-4.0"
auteurs = [{ nom = "Équipe Préau" }]
public = ["college"]
disciplines = ["toutes"]
objectifs = ["Installer une classe mobile"]
crcn_edu = ["1.3"]
relu = { par = "Équipe Préau", le = 2026-11-20 }
a_revoir_le = 2030-09-01
pages_publiques = ["installer"]

[achevement]
seuil = 70

[[section]]
titre = "Commencer"
pages = ["installer"]
`;

const PAGE = `+++
duree = 10
+++

# Installer les tablettes

Chargez les tablettes la veille.

::: qestion {#veille}

Quand les charge-t-on ?

- [x] La veille
- [ ] Pendant le cours
  > Elles s'éteindraient.

:::
`;

const CHANGES = `# Ce qui a changé

## 1.0.0 — 24 novembre 2026

- Première version.
`;

let content;
let data;
let platform;
let browser;
let page;

const file = (name) => join(content.folder, "cours/premiers-pas", name);
const check = (...more) => preau(["check", ...more, "."], { cwd: content.folder });
const doctor = async () => {
  const { code, out } = await preau(["doctor", "--json", "--data-dir", data.folder]);
  return { code, courses: JSON.parse(out).find(({ name }) => name === "courses") };
};

async function change(name, from, to) {
  const text = await readFile(file(name), "utf8");
  assert.ok(text.includes(from), `${name}: no ${from}`);
  await writeFile(file(name), text.replace(from, to));
}

before(async () => {
  [content, data, browser] = await Promise.all([emptyFolder(), emptyFolder(), startBrowser()]);
  await mkdir(join(content.folder, "cours/premiers-pas"), { recursive: true });
  await writeFile(file("course.toml"), COURSE);
  await writeFile(file("README.md"), "# Premiers pas en classe mobile\n\nUne page pour installer les tablettes.\n");
  await writeFile(file("CHANGELOG.md"), CHANGES);
  await writeFile(file("installer.md"), PAGE);
});

after(async () => {
  await browser?.close();
  await platform?.stop();
  await content?.forget();
  await data?.forget();
});

test("an administrator is made before the first start", async () => {
  const made = await preau(["admin", "create", ...ADMIN, "--password-stdin", "--data-dir", data.folder], { input: `${PASSWORD}\n` });
  assert.equal(made.code, 0, made.err);
});

test("the checker names the line, the column, the rule and what to type", async () => {
  const text = await check();
  assert.equal(text.code, 1);
  const [first, ...rest] = text.out.trimEnd().split("\n");
  assert.equal(first, "./cours/premiers-pas/installer.md:9:1: erreur [C04] conteneur « qestion » inconnu — vouliez-vous « question » ?");
  assert.equal(rest.at(-1), "1 cours, 1 erreur(s), 0 point(s) d'attention");
});

test("it says the same to programs", async () => {
  const json = await check("--format", "json");
  assert.equal(json.code, 1);
  const [{ file, line, column, severity, code }, ...others] = JSON.parse(json.out);
  assert.deepEqual({ file, line, column, severity, code }, { file: "./cours/premiers-pas/installer.md", line: 9, column: 1, severity: "error", code: "C04" });
  assert.deepEqual(others, []);
  const forge = await check("--format", "codequality");
  assert.equal(forge.code, 1);
  assert.equal(JSON.parse(forge.out)[0].location.lines.begin, 9);
});

test("a bad folder does not keep the platform down, and shows nothing of the course", async () => {
  platform = await startPlatform({ command: "serve", data: data.folder, args: ["--content", content.folder] });
  page = await newReader(browser, platform.url);
  assert.equal((await page.goto("/cours/premiers-pas")).status(), 404);
  await page.goto("/cours");
  assert.equal(await page.locator("main").getByText("Premiers pas").count(), 0);
  await sound(page, "operator-empty-catalogue");
  assert.match(platform.log(), /installer\.md:9:1: erreur \[C04\]/);
  const { code, courses } = await doctor();
  assert.equal(code, 0, "something to look at is not something broken");
  assert.equal(courses.verdict, "look");
  assert.match(courses.says, /premiers-pas \(cours\/premiers-pas\/installer\.md:9:1: erreur \[C04\] conteneur « qestion » inconnu/);
});

test("a corrected course is checked and live without a restart", async () => {
  await change("installer.md", "qestion", "question");
  const { code, out } = await check();
  assert.deepEqual([code, out], [0, "1 cours, 0 erreur(s), 0 point(s) d'attention\n"]);
  await until("the course is in service", async () => (await page.request.get("/cours/premiers-pas")).status() === 200);
  await page.goto("/cours");
  await page.locator("main").getByRole("link", { name: "Premiers pas en classe mobile" }).first().click();
  await page.waitForURL("**/cours/premiers-pas");
  await sound(page, "operator-course");
  assert.equal((await doctor()).courses.verdict, "well");
});

test("a bad edit leaves the last good version readable, and the operator reads why", async () => {
  await change("course.toml", 'version = "1.0.0"', 'version = "1.0.1"');
  await change("installer.md", "Chargez les tablettes la veille.", "Chargez les tablettes l’avant-veille.\n\n![](tablettes.png)");
  assert.equal((await check()).code, 1);
  const refused = await until("the folder is refused", async () => {
    const { courses } = await doctor();
    return courses.verdict === "look" && courses;
  });
  assert.match(refused.says, /^refused: premiers-pas \(cours\/premiers-pas\/installer\.md:9:\d+: erreur \[[A-Z]\d\d\] .+\); 1 in service$/);
  assert.match(platform.log(), /its last good version stays/);
  const response = await page.goto("/cours/premiers-pas/installer");
  assert.equal(response.status(), 200);
  await page.getByText("Chargez les tablettes la veille.").first().waitFor();
  assert.equal(await page.getByText("avant-veille").count(), 0);
});

test("an edit without a new number is refused too", async () => {
  await change("course.toml", 'version = "1.0.1"', 'version = "1.0.0"');
  await change("installer.md", "\n\n![](tablettes.png)", "");
  assert.equal((await check()).code, 0, "the folder by itself is in order");
  await until("the doctor asks for a number", async () => /course\.toml:\d+:\d+: erreur/.test((await doctor()).courses.says));
});

test("mended with its number, the next version is live", async () => {
  await change("course.toml", 'version = "1.0.0"', 'version = "1.0.1"');
  await change("CHANGELOG.md", "## 1.0.0", "## 1.0.1 — 25 novembre 2026\n\n- La veille ne suffit pas.\n\n## 1.0.0");
  await until("the correction is in service", async () => (await (await page.request.get("/cours/premiers-pas/installer")).text()).includes("avant-veille"));
  assert.equal((await doctor()).courses.verdict, "well");
  await page.goto("/cours/premiers-pas/installer");
  await sound(page, "operator-lesson");
});

test("the administrator made at the command line logs in", async () => {
  await logIn(page, { password: PASSWORD }, "camille@ac-exemple.fr");
  await page.goto("/pilotage/comptes");
  await page.getByRole("row").filter({ hasText: "Dupont" }).first().waitFor();
  await sound(page, "operator-members");
});
