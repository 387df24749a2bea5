// The workshop: a référent writes a module, is told what does not hold, publishes it for the school, and a colleague
// finds it; two windows on one page lose nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, choice, enter, finish, seen } from "../lib/school.mjs";

const here = journey();

for (const [way, [how, javaScript]] of WAYS.entries()) {
  test(`a référent writes a module and publishes it for the school, ${how}`, async () => {
    const look = (page, name) => (javaScript ? seen(page, name) : undefined);
    const title = `Lire une carte à plusieurs, ${way + 1}`;

    const nora = await enter(here, "referent", javaScript);
    await nora.goto("/atelier");
    await look(nora, "workshop-list");
    await nora.locator('main a[href="/atelier/nouveau"]').first().click();
    await nora.waitForURL(/nouveau/);
    await look(nora, "workshop-new");
    const form = nora.locator('form[data-act="workshop.write"]');
    await form.locator("input[name=title]").fill(title);
    await finish(nora, form.locator("button.button-primary"), "module-cree");
    const module = new URL(nora.url()).pathname;
    await look(nora, "workshop-module");

    await nora.locator('main a[href*="/fichier?chemin="][href*=".md"]').first().click();
    await nora.waitForURL(/fichier/);
    await look(nora, "workshop-editor");
    const editor = nora.url();
    const text = nora.locator("#champ-text");
    const sound = await text.inputValue();
    const save = choice(nora, "act", "save").first();

    // A picture that is not there: kept all the same, and said beside the text.
    await text.fill(`${sound}\n\n![Une carte](images/absente.png)\n`);
    await finish(nora, save, "module-enregistre");
    await look(nora, "workshop-editor-error");
    await nora.goto(`${module}/publication`);
    await nora.locator("main .notice-error").waitFor();
    await look(nora, "workshop-not-ready");
    assert.equal(await choice(nora, "act", "publish").count(), 0, "what does not hold is not published");

    // Another window had the page open before: both texts are there, side by side.
    await nora.goto(editor);
    const other = await enter(here, "referent", javaScript);
    await other.goto(editor);
    await text.fill(sound);
    await finish(nora, save, "module-enregistre");
    await other.locator("#champ-text").fill(`${sound}\n\nUne phrase de l'autre fenêtre.\n`);
    await choice(other, "act", "save").first().click();
    await other.locator(".editor-both").waitFor();
    assert.match(await other.locator("#champ-text").inputValue(), /Une phrase de l'autre fenêtre/);
    await look(other, "workshop-conflict");
    await other.context().close();

    await nora.goto(`${module}/publication`);
    await look(nora, "workshop-publication");
    await finish(nora, choice(nora, "act", "publish"), "module-publie");
    await look(nora, "workshop-published");
    const course = await nora.locator('main a[href^="/cours/"]').first().getAttribute("href");

    const julien = await enter(here, "julien.bernard", javaScript);
    await julien.goto(course);
    assert.match(await julien.locator("main h1").innerText(), new RegExp(title));
    await julien.context().close();
    // Nobody outside the school.
    const stranger = await here.reader({ javaScriptEnabled: javaScript });
    assert.equal((await stranger.goto(course)).status(), 404);
    await stranger.context().close();
    await nora.context().close();
  });
}
