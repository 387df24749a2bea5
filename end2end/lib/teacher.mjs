// What a teacher does, by the same gestures with and without JavaScript.

import assert from "node:assert/strict";

/** Logs in, with a demonstration account or a whole address. */
export async function logIn(page, platform, account = "enseignante") {
  await page.goto("/connexion");
  await page.locator("input[name=email]").fill(account.includes("@") ? account : `${account}@demo.preau.example`);
  await page.locator("input[name=password]").fill(platform.password);
  await page.locator("form[action^='/connexion'] button[type=submit]").click();
  await page.waitForURL((url) => url.pathname !== "/connexion");
}

/** The activity `id` of the page. */
export const activity = (page, id) => page.locator(`#${id}`);

/** Presses the button that does `act` in an activity. */
export const press = (page, id, act) => activity(page, id).locator(`button[name=act][value="${act}"]`).click();

/** Hands an answer in and waits for what came of it: `right`, `partly`, `wrong` or `open`. */
export async function submit(page, id) {
  const outcome = activity(page, id).locator(".outcome");
  // What came of an earlier try must not pass for the new one.
  await outcome.evaluateAll((earlier) => earlier.forEach((one) => one.remove()));
  await press(page, id, "answer.submit");
  await outcome.waitFor();
  const kind = (await outcome.getAttribute("class")).match(/outcome-(\w+)/)[1];
  return { kind, text: await outcome.innerText() };
}

/** Puts the items of a ranking into `order`. */
export async function rank(page, id, order) {
  const items = activity(page, id).locator("li:has(button)");
  const texts = async () => (await items.allInnerTexts()).map((text) => order.find((word) => text.includes(word)));
  for (let place = 0; place < order.length; place += 1) {
    for (let tries = 0; tries < order.length; tries += 1) {
      const now = await texts();
      const at = now.indexOf(order[place]);
      assert.ok(at >= 0, `${order[place]} is not among ${now}`);
      if (at === place) break;
      await items.nth(at).locator('button[value^="up:"]').click();
      // The page, or the island, shows the item one place higher.
      await items.nth(at - 1).filter({ hasText: order[place] }).waitFor();
    }
  }
}

/** Answers everything on the page `exercices` of the short course. */
export async function doExercises(page) {
  const label = (id, text) => activity(page, id).getByLabel(text, { exact: true });
  await label("unique", "Bleu").check();
  assert.equal((await submit(page, "unique")).kind, "right");
  await label("multiple", "Deux").check();
  await label("multiple", "Quatre").check();
  assert.equal((await submit(page, "multiple")).kind, "right");
  await activity(page, "nombre").locator("input[name=answer]").fill("20 cm");
  assert.equal((await submit(page, "nombre")).kind, "right");
  await activity(page, "texte").locator("input[name=answer]").fill("Ouvert");
  assert.equal((await submit(page, "texte")).kind, "right");
  await activity(page, "paires").locator("select").nth(0).selectOption({ label: "Paris" });
  await activity(page, "paires").locator("select").nth(1).selectOption({ label: "Rome" });
  assert.equal((await submit(page, "paires")).kind, "right");
  await rank(page, "ordre", ["Un", "Dix", "Cent"]);
  assert.equal((await submit(page, "ordre")).kind, "right");
  await activity(page, "ouverte").locator("textarea").fill("Une réponse s'enregistre.");
  assert.equal((await submit(page, "ouverte")).kind, "open");
}

/** The last page of the short course, all right. */
export async function passEvaluation(page) {
  await activity(page, "juste").getByLabel("Vrai", { exact: true }).check();
  await activity(page, "somme").locator("input[type=text]").fill("7");
  await page.locator('button[name=act][value="attempt.hand_in"]').click();
}
