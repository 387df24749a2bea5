// Sophie follows a course, from the catalogue to an attestation that anybody can check.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { courses } from "../lib/courses.mjs";
import { awake, calm, journey, sound } from "../lib/journey.mjs";
import { activity, doExercises, logIn, passEvaluation, press, rank, submit } from "../lib/teacher.mjs";

const content = await courses();
const here = journey({ args: ["--content", content.folder] });
after(() => content.forget());

let page;
let code;

test("she logs in and finds her own page", async () => {
  page = await here.reader();
  await logIn(page, here.platform);
  assert.equal(new URL(page.url()).pathname, "/");
  await sound(page, "my-page");
});

test("she finds a course without minding accents or capitals", async () => {
  await page.goto("/cours?q=DROIT+auteur");
  await page.getByRole("link", { name: /Droit d.auteur/ }).first().waitFor();
  await sound(page, "catalogue-search");
  await page.goto("/cours");
  await sound(page, "catalogue");
  await page.goto("/cours?q=zzzzzz");
  await sound(page, "catalogue-empty");
});

test("suggestions come while she types", async () => {
  await page.goto("/cours");
  await awake(page);
  await page.getByRole("main").getByRole("combobox").or(page.getByRole("combobox")).first().pressSequentially("droit au", { delay: 20 });
  await page.getByRole("option").first().waitFor();
  calm(page);
});

test("she reads the sheet of a course and enrols in one click", async () => {
  await page.goto("/cours/droit-auteur");
  await sound(page, "course");
  await page.goto("/cours/petit-parcours");
  await page.locator('form[data-act="course.enrol"] button').first().click();
  await page.waitForURL(/\/cours\/petit-parcours\/lire/);
  await sound(page, "lesson-first");
});

test("she marks a page as read", async () => {
  await page.locator('button[name=act][value="page.read"]').click();
  // The page is done, and the next one opens.
  await page.waitForURL(/\/cours\/petit-parcours\/exercices/);
  calm(page);
});

test("a wrong answer is told why, and a hint costs nothing", async () => {
  await page.goto("/cours/petit-parcours/exercices");
  await awake(page);
  assert.ok(!(await page.content()).includes("celui de l"), "feedback is not in the page before it is due");
  await press(page, "unique", "answer.hint");
  await activity(page, "unique").getByText("Levez la tête.").waitFor();
  await activity(page, "unique").getByLabel("Vert", { exact: true }).check();
  const { kind } = await submit(page, "unique");
  assert.equal(kind, "wrong");
  await activity(page, "unique").getByText("celui de l’herbe").first().waitFor();
  await sound(page, "lesson-answered");
});

test("an unreadable number is refused without losing what was typed", async () => {
  const field = activity(page, "nombre").locator("input[name=answer]");
  await field.fill("vingt");
  await press(page, "nombre", "answer.submit");
  await activity(page, "nombre").locator(".field-fault").waitFor();
  assert.equal(await activity(page, "nombre").locator("input[name=answer]").inputValue(), "vingt");
});

test("an answer is on the server as soon as it is given: closing the browser loses nothing", async () => {
  const kept = activity(page, "texte").locator("input[name=answer]");
  await kept.fill("ouvert");
  await kept.blur();
  await activity(page, "texte").locator("xpath=.//*[@role='status'][normalize-space()]").waitFor();
  const other = await page.context().newPage();
  await other.goto("/cours/petit-parcours/exercices");
  assert.equal(await other.locator("#texte input[name=answer]").inputValue(), "ouvert");
  await other.close();
});

test("she answers everything, ticks and hands in", async () => {
  await doExercises(page);
  for (const item of ["J’ai répondu à tout", "J’ai relu"]) {
    await activity(page, "liste").getByLabel(item).check();
  }
  await page.waitForFunction(() => !document.querySelector('#fin a[href="#liste"]'));
  await activity(page, "texte-remis").locator("textarea[name=body]").fill("Une phrase courte.");
  await press(page, "texte-remis", "production.hand_in");
  await page.locator(".foot-done").waitFor();
  await sound(page, "lesson-done");
});

test("she resumes where she was, from another device", async () => {
  const phone = await here.reader({ viewport: { width: 360, height: 740 } });
  await logIn(phone, here.platform);
  await phone.goto("/cours/petit-parcours");
  await phone.locator('form[action$="/reprendre"] button').first().click();
  await phone.waitForURL(/\/cours\/petit-parcours\/evaluation/);
  await phone.context().close();
});

test("she passes the evaluation and gets her attestation at once", async () => {
  await page.goto("/cours/petit-parcours/evaluation");
  await awake(page);
  await sound(page, "evaluation");
  await passEvaluation(page);
  const link = page.locator('a[href^="/attestations/"]').first();
  await link.waitFor();
  await sound(page, "completed");
  await link.click();
  await page.waitForURL(/\/attestations\//);
  await sound(page, "attestation");
  code = (await page.locator("main").innerText()).match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/)[0];
  const pdf = await page.request.get(`${page.url()}.pdf`);
  assert.equal(pdf.status(), 200);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  assert.ok((await pdf.body()).subarray(0, 5).equals(Buffer.from("%PDF-")));
});

test("her record lists the course, her hours and the attestation", async () => {
  await page.goto("/mon-parcours");
  await page.getByText("Petit parcours d’essai").first().waitFor();
  await page.getByText("2026-2027").first().waitFor();
  await sound(page, "record");
});

test("anybody can check the code", async () => {
  const visitor = await here.reader();
  await visitor.goto(`/verifier/${code}`);
  await visitor.getByText("Petit parcours d’essai").first().waitFor();
  assert.ok(!(await visitor.content()).includes("Martin"), "the public page shows initials only");
  await sound(visitor, "verify");
  await visitor.goto("/verifier/AAAA-AAAA-AAAA-AAAA");
  await sound(visitor, "verify-unknown", { pictures: false });
});

test("a ranking is done by keyboard alone", async () => {
  const reader = await here.reader();
  await logIn(reader, here.platform, "formatrice");
  await reader.goto("/cours/petit-parcours");
  await reader.locator('form[data-act="course.enrol"] button').first().press("Enter");
  await reader.waitForURL(/lire/);
  await reader.goto("/cours/petit-parcours/exercices");
  await awake(reader);
  await rank(reader, "ordre", ["Un", "Dix", "Cent"]);
  await activity(reader, "ordre").locator('button[value="answer.submit"]').press("Enter");
  await activity(reader, "ordre").locator(".outcome-right").waitFor();
  calm(reader);
});
