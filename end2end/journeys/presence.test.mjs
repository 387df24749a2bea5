// What a session leaves: presence marked in one act, one's own half-days agreed to, the attestation that anyone can check.
// Without JavaScript, since a sheet is often filled on an old machine of the school.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { enter, finish, seen } from "../lib/school.mjs";

const here = journey();
const TITLE = "Prise en main du tableau interactif";

const form = (page, name) => page.locator(`main form:has(input[name=act][value="${name}"])`);

test("presence is marked, agreed to and attested", async () => {
  const nora = await enter(here, "referent", false);
  await nora.goto("/sessions/animees");
  await nora.locator("main .row-title", { hasText: TITLE }).click();
  await nora.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
  const path = new URL(nora.url()).pathname;
  await nora.locator('main a[href$="/presence"]').click();
  await nora.waitForURL(/\/presence$/);
  const mark = form(nora, "mark").first();
  // Somebody did not come; all others did.
  await mark.locator("select").first().selectOption("absent");
  await finish(nora, mark.locator('button[name="others"]'), "presence");
  await finish(nora, form(nora, "close").locator("button"), "presence-close");
  await nora.context().close();

  const looker = await enter(here, "referent");
  for (const [name, part] of [["presence-closed", "presence"], ["presence-sheet", "emargement"]]) {
    await looker.goto(`${path}/${part}`);
    await seen(looker, name);
  }
  await looker.context().close();

  for (const account of ["enseignante", "julien.bernard", "claire.lefevre", "jean.pierre.dumont"]) {
    const page = await enter(here, account, false);
    await page.goto(`${path}/mes-presences`);
    await finish(page, form(page, "agree").locator("button"), "presence-accord");
    await page.context().close();
  }

  const again = await enter(here, "referent", false);
  await again.goto(`${path}/presence`);
  await finish(again, form(again, "attest").locator("button"), "presence-attestee");
  await again.context().close();

  const sophie = await enter(here, "enseignante");
  await sophie.goto(`${path}/mes-presences`);
  await seen(sophie, "presence-mine");
  await sophie.goto("/mon-parcours");
  await sophie.locator("main", { hasText: TITLE }).waitFor();
  await seen(sophie, "record-with-presence");
  await sophie.context().close();
  assert.ok(path);
});
