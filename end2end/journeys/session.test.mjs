// A session of a school, from the proposal to the presence of those who came: référent, head, teachers; with a waiting
// list that moves by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, enter, finish, seen } from "../lib/school.mjs";

const here = journey();

/** A day of the civil calendar, so many days from now. */
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

const act = (page, name) => page.locator(`main form:has(input[name=act][value="${name}"]) button`);

for (const [way, [how, javaScript]] of WAYS.entries()) {
  test(`a référent proposes a session, the head agrees, teachers come, ${how}`, async () => {
    const look = (page, name) => (javaScript ? seen(page, name) : undefined);
    const title = `Atelier ${way + 1} : ranger ses documents partagés`;

    const nora = await enter(here, "referent", javaScript);
    await nora.goto("/sessions");
    await look(nora, "sessions-referent");
    await nora.locator('main a[href="/sessions/nouvelle"]').first().click();
    await nora.waitForURL(/nouvelle/);
    const form = nora.locator('form[data-act="session.propose"]');
    await form.locator("input[name=title]").fill(title);
    await form.locator("textarea[name=aim]").fill("Retrouver en deux gestes ce que l'équipe a déposé.");
    await form.locator("input[name=slot-day]").first().fill(day(20 + way));
    await form.locator("input[name=slot-from]").first().fill("17:00");
    await form.locator("input[name=slot-to]").first().fill("16:00");
    await form.locator("input[name=room]").fill("Salle 12");
    await form.locator("input[name=capacity]").fill("1");
    await form.locator("button.button-primary").click();
    // The end comes before the beginning: said, and nothing that was typed is lost.
    await nora.locator(".error-summary").waitFor();
    assert.equal(await form.locator("input[name=title]").inputValue(), title);
    await look(nora, "session-new-refused");
    await form.locator("input[name=slot-to]").first().fill("18:30");
    await finish(nora, form.locator("button.button-primary"), "seance-ecrite");
    const path = new URL(nora.url()).pathname;
    await look(nora, "session-draft");
    await finish(nora, act(nora, "propose"), "seance-proposee");

    const head = await enter(here, "direction", javaScript);
    await head.goto("/direction/sessions");
    await look(head, "head-sessions");
    await head.locator("main .choice", { hasText: title }).locator("input").check();
    await finish(head, head.locator('form[data-act="session.agree"] button'), "seance-accord");
    await head.context().close();

    await nora.goto(path);
    await finish(nora, act(nora, "publish"), "seance-publiee");
    await look(nora, "session-open-referent");

    const julien = await enter(here, "julien.bernard", javaScript);
    await julien.goto("/sessions");
    await julien.locator("main .row-title", { hasText: title }).click();
    await julien.locator("main .next-step").waitFor();
    await look(julien, "session-open");
    await finish(julien, act(julien, "sign_up"), "seance-enrolled");
    await look(julien, "session-enrolled");
    await julien.locator('main a[href$="/convocation"]').click();
    await julien.waitForURL(/convocation$/);
    await look(julien, "session-summons");

    const claire = await enter(here, "claire.lefevre", javaScript);
    await claire.goto(path);
    await finish(claire, act(claire, "sign_up"), "seance-waitlisted");
    assert.match(await claire.locator("main .next-step").innerText(), /rang 1/);
    await look(claire, "session-waiting");

    await julien.goto(path);
    await finish(julien, act(julien, "withdraw"), "seance-desistement");
    await claire.goto(path);
    assert.match(await claire.locator("main .next-step").innerText(), /Vous êtes inscrit/);
    await julien.context().close();
    await claire.context().close();

    await nora.goto(`${path}/inscrits`);
    await nora.locator("main", { hasText: "Claire Lefèvre" }).waitFor();
    await look(nora, "session-people");
    await nora.goto(`${path}/modifier`);
    await look(nora, "session-edit");
    await nora.context().close();
  });
}
