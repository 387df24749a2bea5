// What the people of a school do: gestures that work with and without JavaScript, and preparations sent as plain forms
// where they are not what a journey is about.

import assert from "node:assert/strict";
import { sound } from "./journey.mjs";
import { Reader } from "./reader.mjs";

/** Each journey is walked both ways. */
export const WAYS = [
  ["with JavaScript", true],
  ["without JavaScript", false],
];

/** Few pictures of many pages: a phone and a desk, in the light. */
const PICTURES = { widths: [360, 1280], themes: ["light"] };

/** What must hold on any page, for one of the many of the school. */
export const seen = (page, name) => sound(page, name, { pictures: PICTURES });

/** A logged-in reader of the demonstration, by the local part of the address. The form itself has its own journeys. */
export async function enter(here, account, javaScriptEnabled = true) {
  const page = await here.reader({ javaScriptEnabled });
  const { url, password } = here.platform;
  const answer = await page.request.post("/connexion", {
    form: { email: `${account}@demo.preau.example`, password, next: "/compte" },
    headers: { origin: url },
    maxRedirects: 0,
  });
  assert.equal(answer.status(), 303, `${account} may not log in`);
  return page;
}

/** Presses a button and waits for the page that says that `done` was done. */
export async function finish(page, button, done) {
  const arrived = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
  await button.click();
  await arrived;
  const said = new URL(page.url()).searchParams.get("fait");
  // A refused form shows its page again: what it says is the best message.
  if (said !== done) assert.equal(said, done, await page.locator("main").innerText());
  await page.locator(".notice-success").first().waitFor();
}

/** The button of the page's form that sends `value` as `name`. */
export const choice = (page, name, value) => page.locator(`main button[name="${name}"][value="${value}"]`);

const today = () => new Date().toISOString().slice(0, 10);

/** Fills both days on which the councils were heard, and submits. */
export async function hearCouncils(page) {
  await page.locator("main input[name=council_on]").fill(today());
  await page.locator("main input[name=board_on]").fill(today());
  await finish(page, page.locator('form[data-act="nomination.submit"] button'), "nomination-soumise");
}

async function sent(reader, path, fields) {
  const answer = await reader.post(path, fields);
  assert.equal(answer.status, 303, `${path}: ${answer.status}`);
  return answer.headers.get("location");
}

/**
 * A nomination that waits for its teacher, for half of the mandate of the school year to come; gives its id.
 *
 * `head` is an account, `teacher` a name as the form shows it.
 */
export async function proposed(platform, head, teacher) {
  const reader = await Reader.as(platform, `${head}@demo.preau.example`);
  const blank = await reader.get("/direction/nominations/nouvelle");
  const years = [...blank.text.matchAll(/<option value="(\d{4}-\d{4})"/g)].map((match) => match[1]);
  const year = years.at(-1);
  const form = await reader.get(`/direction/nominations/nouvelle?annee=${year}`);
  const person = new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${teacher}`).exec(form.text)?.[1];
  assert.ok(person, `${teacher} is not among those who may be named`);
  const school = /name="etablissement" value="([0-9A-Z]{8})"/.exec(form.text)[1];
  const written = await sent(reader, "/direction/nominations/nouvelle", {
    etablissement: school,
    annee: year,
    person,
    first: `${year.slice(0, 4)}-09-01`,
    last: `${year.slice(5)}-07-05`,
    share: "50",
    reward: "none",
    missions: "1a",
    time: "Une heure par semaine",
  });
  const id = /nominations\/([0-9a-f-]{36})/.exec(written)[1];
  await sent(reader, `/direction/nominations/${id}`, { geste: "proposer", version: await version(reader, `/direction/nominations/${id}`) });
  return id;
}

/** The same, accepted by its teacher (an account) and submitted: it waits for the plan manager. */
export async function submitted(platform, head, teacher, account) {
  const id = await proposed(platform, head, teacher);
  const reader = await Reader.as(platform, `${account}@demo.preau.example`);
  await sent(reader, `/nominations/${id}`, { geste: "accepter", version: await version(reader, `/nominations/${id}`) });
  const school = await Reader.as(platform, `${head}@demo.preau.example`);
  await sent(school, `/direction/nominations/${id}`, { geste: "soumettre", council_on: today(), board_on: today() });
  return id;
}

async function version(reader, path) {
  const { text } = await reader.get(path);
  return /name="version" value="(\d+)"/.exec(text)[1];
}
