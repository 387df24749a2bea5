// A cohort: the trainer sees who is where, writes to those who are late, and nobody else is named; a member sees what
// comes next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, enter, finish, seen } from "../lib/school.mjs";

const here = journey();

const act = (page, name) => page.locator(`main form:has(input[name=act][value="${name}"])`);

for (const [way, [how, javaScript]] of WAYS.entries()) {
  test(`a trainer follows a cohort and writes to those who are late, ${how}`, async () => {
    const look = (page, name) => (javaScript ? seen(page, name) : undefined);
    const trainer = await enter(here, "formatrice", javaScript);
    await trainer.goto("/cohortes");
    await look(trainer, "cohorts");
    await trainer.locator("main a", { hasText: "Nouveaux référents numériques" }).first().click();
    await trainer.waitForURL(/\/cohortes\/[0-9a-f-]{36}/);
    const cohort = new URL(trainer.url()).pathname;
    await look(trainer, "cohort");
    for (const [name, part] of [
      ["cohort-members", "membres"],
      ["cohort-grid", "progression"],
      ["cohort-risk", "relances"],
      ["cohort-end", "bilan"],
      ["cohort-thread", "fil"],
      ["cohort-edit", "modifier"],
    ]) {
      await trainer.goto(`${cohort}/${part}`);
      await look(trainer, name);
    }

    await trainer.goto(`${cohort}/relances`);
    const preview = act(trainer, "preview");
    const boxes = preview.locator("input[type=checkbox]");
    assert.ok((await boxes.count()) > 0, "somebody of the demonstration is late");
    await boxes.first().check();
    const words = `Un mot pour vous aider à reprendre, ${way + 1}.`;
    await preview.locator("textarea").first().fill(words);
    await preview.locator("button.button-primary").click();
    await act(trainer, "send").waitFor();
    await look(trainer, "cohort-letter");
    await finish(trainer, act(trainer, "send").locator("button.button-primary"), "cohorte-message");
    await trainer.context().close();

    const nora = await enter(here, "referent", javaScript);
    await nora.goto("/");
    await nora.locator('main a[href^="/mes-cohortes/"]').first().click();
    await nora.waitForURL(/mes-cohortes/);
    await look(nora, "cohort-member");
    await nora.context().close();
  });
}
