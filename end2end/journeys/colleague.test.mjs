// A teacher among colleagues: a proposal to be référent, the référent of the school, a need, one's own data.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, choice, enter, finish, proposed, seen } from "../lib/school.mjs";

const here = journey();

const PROPOSALS = [
  { head: "direction", teacher: "Amina Haddad", account: "amina.haddad" },
  { head: "direction.remparts", teacher: "Nadège Robert", account: "nadege.robert" },
];

for (const [way, [how, javaScript]] of WAYS.entries()) {
  const look = (page, name) => (javaScript ? seen(page, name) : undefined);

  test(`a proposal is read in a notification and accepted, ${how}`, async () => {
    const { head, teacher, account } = PROPOSALS[way];
    const id = await proposed(here.platform, head, teacher);
    const page = await enter(here, account, javaScript);
    await page.goto("/notifications");
    await look(page, "notices");
    await page.locator("main .rows a").first().click();
    await page.waitForURL(`**/nominations/${id}`);
    await finish(page, choice(page, "geste", "accepter"), "nomination-acceptee");
    await page.goto("/nominations");
    await look(page, "nominations-own");
    assert.equal(await page.locator(`main a[href="/nominations/${id}"]`).count(), 1);
    await page.context().close();
  });

  test(`who is référent, and how to reach them, ${how}`, async () => {
    const page = await enter(here, "enseignante", javaScript);
    await page.goto("/");
    await page.locator('.site-nav a[href="/etablissement"]').click();
    await page.waitForURL(/\/etablissements\/9990001X$/);
    const referent = page.locator(".school-referent");
    await referent.getByText("Nora Lambert").waitFor();
    assert.match(await referent.locator("a[href^='mailto:']").first().getAttribute("href"), /@/);
    await look(page, "school");
    await page.context().close();
  });

  test(`a need is stated and followed, ${how}`, async () => {
    const page = await enter(here, javaScript ? "enseignante" : "jean.pierre.dumont", javaScript);
    await page.goto("/besoins");
    await look(page, "needs-none");
    await page.locator('main a[href="/besoins/nouveau"]').click();
    await page.locator("main select[name=theme]").selectOption({ index: 1 });
    await page.locator("main input[name=level]").first().check();
    await look(page, "need-new");
    await page.locator("main form.form button.button-primary").click();
    await page.waitForURL(/\/besoins\?fait=/);
    await page.locator("main .need").first().waitFor();
    await look(page, "needs");
    await page.context().close();
  });

  test(`one's own data are read and taken away, ${how}`, async () => {
    const page = await enter(here, "enseignante", javaScript);
    await page.goto("/compte/donnees");
    await look(page, "own-data");
    const file = await page.request.get(await page.locator('main a[href="/compte/donnees.json"]').getAttribute("href"));
    const held = await file.json();
    assert.equal(held.person.usual_name, "Martin");
    assert.ok(held.postings.length > 0);
    await page.context().close();
  });
}
