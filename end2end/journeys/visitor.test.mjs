// A visitor without an account looks around: catalogue, public lessons, the pages of the house.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey, sound } from "../lib/journey.mjs";

const here = journey();

test("the catalogue, a sheet and a public lesson are open", async () => {
  const page = await here.reader();
  for (const [path, name] of [
    ["/cours", "visitor-catalogue"],
    ["/cours/maths-geogebra", "visitor-course"],
    ["/cours/maths-geogebra/conjecturer", "visitor-lesson"],
    ["/cours/differencier/quoi", "visitor-lesson-figure"],
    ["/glossaire", "glossary"],
    ["/verifier", "verify-form"],
  ]) {
    const response = await page.goto(path);
    assert.equal(response.status(), 200, path);
    await sound(page, name);
  }
});

test("a visitor reads a public lesson but cannot answer", async () => {
  const page = await here.reader();
  await page.goto("/cours/droit-auteur/reperes");
  assert.equal(await page.locator('main button[value="answer.submit"]').count(), 0);
  const refused = await page.request.post("/cours/droit-auteur/reperes", {
    form: { act: "page.read" },
    headers: { origin: here.platform.url },
    maxRedirects: 0,
  });
  assert.equal(refused.status(), 303);
  assert.match(refused.headers().location, /^\/connexion/);
});

test("a lesson that is not public asks to log in and comes back", async () => {
  const page = await here.reader();
  await page.goto("/cours/droit-auteur/atelier");
  assert.equal(new URL(page.url()).pathname, "/connexion");
  assert.equal(new URL(page.url()).searchParams.get("next"), "/cours/droit-auteur/atelier");
});

test("the pages of the house are there, in both languages", async () => {
  const page = await here.reader();
  for (const path of ["/aide", "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/plan-du-site", "/contact"]) {
    const response = await page.goto(path);
    assert.equal(response.status(), 200, path);
    await sound(page, `info${path.replaceAll("/", "-")}`, { pictures: false });
  }
  await page.context().addCookies([{ name: "langue", value: "en", url: here.platform.url }]);
  await page.goto("/cours");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await sound(page, "catalogue-english", { pictures: false });
});

test("every link of the site map answers", async () => {
  const page = await here.reader();
  await page.goto("/plan-du-site");
  const links = await page.locator("a[href^='/']").evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href").split("#")[0]))]);
  assert.ok(links.length > 8);
  for (const link of links) {
    const { status } = await page.request.get(link).then((response) => ({ status: response.status() }));
    assert.equal(status, 200, link);
  }
});
