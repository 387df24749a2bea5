// The pictures of the README, made from what is really served. `cargo xtask pictures` puts them in their place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { awake, calm, journey } from "../lib/journey.mjs";
import { picture } from "../lib/screenshots.mjs";
import { logIn } from "../lib/teacher.mjs";

const here = journey();
let page;

test("somebody who follows courses looks around", async () => {
  page = await here.reader();
  await logIn(page, here.platform);
});

for (const [name, path] of [
  ["catalogue", "/cours"],
  ["course", "/cours/differencier"],
  ["lesson", "/cours/differencier/quoi"],
]) {
  test(`a picture of ${path}`, async () => {
    const response = await page.goto(path);
    assert.equal(response.status(), 200);
    await awake(page);
    await picture(page, name);
    calm(page);
  });
}

test("a picture of an attestation", async () => {
  await page.goto("/mon-parcours");
  await page.locator('main a[href^="/attestations/"]:not([href$=".pdf"])').first().click();
  await page.waitForURL(/\/attestations\/[^/]+$/);
  await picture(page, "attestation");
  calm(page);
});
