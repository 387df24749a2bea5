// A head names a référent for the school year to come: what the envelope holds, the letter, the teacher's yes, the
// councils, the paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, choice, enter, finish, hearCouncils, seen } from "../lib/school.mjs";

const here = journey();

// A school for each way: neither sees what the other engaged.
const SCHOOLS = [
  { head: "direction", uai: "9990001X", teacher: "Julien Bernard", account: "julien.bernard" },
  { head: "direction.remparts", uai: "9990003Z", teacher: "Hélène Garnier", account: "helene.garnier" },
];

for (const [way, [how, javaScript]] of WAYS.entries()) {
  test(`a head names a référent, from the envelope to the letter, ${how}`, async () => {
    const { head, uai, teacher, account } = SCHOOLS[way];
    const look = (page, name) => (javaScript ? seen(page, name) : undefined);

    const manager = await enter(here, "academie", javaScript);
    await manager.goto("/pilotage/enveloppes");
    const year = await manager.locator("main select[name=annee] option").last().getAttribute("value");
    await manager.goto(`/pilotage/enveloppes?annee=${year}&q=${uai}`);
    const envelope = manager.locator('form[data-act="envelope.notify"]');
    await envelope.locator("input[name=amount]").fill("1250");
    await finish(manager, envelope.locator("button"), "enveloppe");
    await look(manager, "manager-envelopes");
    await manager.context().close();

    const page = await enter(here, head, javaScript);
    await page.goto("/direction");
    await look(page, "head-home");
    await page.locator('main a[href^="/direction/nominations/nouvelle"]').first().click();
    await page.locator("main select[name=annee]").selectOption(year);
    await page.locator("main form.form-line button").click();
    await page.waitForURL(/annee=/);
    await page.locator('main a[href*="modele=complete"]').click();
    await page.waitForURL(/modele=complete/);
    assert.match(await page.locator("main").innerText(), /1\s250\s€/, "what is left stands beside the amount");
    const form = page.locator('form[data-act="nomination.draft"]');
    const person = form.locator("select[name=person]");
    await person.selectOption(await person.locator("option", { hasText: teacher }).getAttribute("value"));
    await form.locator("input[name=reward][value=allowance]").check();
    // An amount is missing: nothing that was chosen is lost.
    await form.locator("button.button-primary").click();
    await page.locator(".error-summary").waitFor();
    assert.equal(await person.locator("option:checked").innerText().then((text) => text.startsWith(teacher)), true);
    await look(page, "head-nomination-refused");
    await form.locator("select[name=amount]").selectOption({ index: 1 });
    await finish(page, form.locator("button.button-primary"), "nomination-ecrite");
    await finish(page, page.locator('form[data-act="nomination.propose"] button'), "nomination-proposee");
    await look(page, "head-nomination-proposed");

    const own = await enter(here, account, javaScript);
    await own.goto("/notifications");
    await own.locator("main .rows a").first().click();
    await own.waitForURL(/\/nominations\/[0-9a-f-]{36}$/);
    await look(own, "teacher-nomination");
    await finish(own, choice(own, "geste", "accepter"), "nomination-acceptee");
    await own.context().close();

    await page.goto("/direction");
    await page.locator("main .row", { hasText: teacher }).locator("a").first().click();
    await page.locator("main .next-step").waitFor();
    await look(page, "head-nomination-accepted");
    await hearCouncils(page);
    assert.match(await page.locator("main .facts").innerText(), /1\s250\s€/, "what the others left of the envelope");
    await page.locator('main a[href$="/lettre"]').click();
    await page.waitForURL(/\/lettre$/);
    await page.locator("article.letter", { hasText: teacher }).waitFor();
    await look(page, "head-letter");
    const pdf = await page.request.get(`${page.url()}.pdf`);
    assert.equal(pdf.headers()["content-type"], "application/pdf");
    await page.context().close();
  });
}
