// The whole journey with JavaScript off: invitation, course, attestation.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { courses } from "../lib/courses.mjs";
import { journey } from "../lib/journey.mjs";
import { activity, doExercises, logIn, passEvaluation, press } from "../lib/teacher.mjs";

const content = await courses();
const here = journey({ args: ["--content", content.folder] });
after(() => content.forget());

test("a teacher goes from the login to the attestation without a script", async () => {
  const page = await here.reader({ javaScriptEnabled: false });
  await logIn(page, here.platform);
  await page.goto("/cours?q=petit");
  await page.getByRole("link", { name: /Petit parcours/ }).first().click();
  await page.locator('form[data-act="course.enrol"] button').first().click();
  await page.waitForURL(/\/cours\/petit-parcours\/lire/);
  await page.locator('button[name=act][value="page.read"]').click();
  await page.goto("/cours/petit-parcours/exercices");

  await activity(page, "nombre").locator("input[name=answer]").fill("vingt");
  await press(page, "nombre", "answer.submit");
  await activity(page, "nombre").locator(".field-fault").waitFor();
  assert.equal(await activity(page, "nombre").locator("input[name=answer]").inputValue(), "vingt");

  await doExercises(page);
  for (const item of ["J’ai répondu à tout", "J’ai relu"]) {
    await activity(page, "liste").getByLabel(item).check();
  }
  await press(page, "liste", "checklist.tick");
  await activity(page, "texte-remis").locator("textarea[name=body]").fill("Une phrase courte.");
  await activity(page, "texte-remis").locator("input[name=file]").setInputFiles({
    name: "fiche.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Ma fiche"),
  });
  await press(page, "texte-remis", "production.hand_in");
  await page.locator(".foot-done").waitFor();
  await activity(page, "texte-remis").getByText("fiche.txt").first().waitFor();
  await activity(page, "avis").getByLabel("Oui").check();
  await press(page, "avis", "survey.answer");

  await page.goto("/cours/petit-parcours/evaluation");
  await passEvaluation(page);
  await page.locator('a[href^="/attestations/"]').first().click();
  await page.waitForURL(/\/attestations\//);
  assert.match(await page.locator("main").innerText(), /Petit parcours d.essai/);
});

test("a file of the wrong sort is refused and the text stays", async () => {
  const page = await here.reader({ javaScriptEnabled: false });
  await logIn(page, here.platform, "formatrice");
  await page.goto("/cours/petit-parcours");
  await page.locator('form[data-act="course.enrol"] button').first().click();
  await page.waitForURL(/lire/);
  await page.goto("/cours/petit-parcours/exercices");
  await activity(page, "texte-remis").locator("textarea[name=body]").fill("Mon texte à garder.");
  await activity(page, "texte-remis").locator("input[name=file]").setInputFiles({
    name: "programme.exe",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("MZ"),
  });
  await press(page, "texte-remis", "production.hand_in");
  await activity(page, "texte-remis").locator(".field-fault").waitFor();
  assert.equal((await activity(page, "texte-remis").locator("textarea[name=body]").inputValue()).trim(), "Mon texte à garder.");
});

test("an answer given after the session ended survives the login", async () => {
  const page = await here.reader({ javaScriptEnabled: false });
  await logIn(page, here.platform, "admin");
  await page.goto("/cours/petit-parcours");
  await page.locator('form[data-act="course.enrol"] button').first().click();
  await page.waitForURL(/lire/);
  await page.goto("/cours/petit-parcours/exercices");
  await activity(page, "ouverte").locator("textarea").fill("Un texte écrit longtemps.");
  await page.context().clearCookies();
  await press(page, "ouverte", "answer.submit");
  await page.waitForURL(/\/connexion/);
  await page.locator("input[name=email]").fill("admin@demo.preau.example");
  await page.locator("input[name=password]").fill(here.platform.password);
  await page.locator("form[action^='/connexion'] button[type=submit]").click();
  await page.waitForURL(/exercices/);
  assert.equal((await activity(page, "ouverte").locator("textarea").inputValue()).trim(), "Un texte écrit longtemps.");
});
