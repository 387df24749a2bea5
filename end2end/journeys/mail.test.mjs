// Nobody signs up by herself: an administrator invites, a mail arrives, its link opens the account, once.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { calm, journey, sound } from "../lib/journey.mjs";
import { startRelay } from "../lib/relay.mjs";
import { logIn } from "../lib/teacher.mjs";

const ADDRESS = "zoe.le-goff@ac-exemple.fr";
const FIRST = "une bicyclette sous le préau";
const SECOND = "trois chaises et un tableau vert";

const relay = await startRelay();
const here = journey({ args: ["--mail", relay.url, "--name", "Préau d’essai"] });
after(() => relay.stop());

let teacher;
let invitation;

/** The one link of a mail, which leads to this platform. */
function linkIn(mail, path) {
  const links = [...new Set(mail.text.match(/https?:\/\/\S+/g))];
  assert.equal(links.length, 1, mail.text);
  assert.ok(links[0].startsWith(`${here.platform.url}/${path}/`), links[0]);
  assert.ok(mail.html.includes(`href="${links[0]}"`), "both parts carry the same link");
  return links[0];
}

async function choosePassword(page, password) {
  await page.locator("input[name=password]").fill(password);
  await page.locator('form[data-act="account.set_password"] button[type=submit]').click();
}

test("an administrator invites a teacher", async () => {
  const page = await here.reader();
  await logIn(page, here.platform, "admin");
  await page.goto("/pilotage/comptes");
  await page.locator('main a[href="/pilotage/comptes/invitation"]').click();
  await page.waitForURL("**/pilotage/comptes/invitation");
  await sound(page, "invite");
  await page.locator("main input[name=given_name]").fill("Zoé");
  await page.locator("main input[name=usual_name]").fill("Le Goff");
  await page.locator("main input[name=email]").fill("zoe.le-goff");
  // The browser would refuse it by itself: the server is the one that must.
  await page.locator('form[data-act="person.invite"]').evaluate((form) => (form.noValidate = true));
  await page.locator('form[data-act="person.invite"] button[type=submit]').click();
  await page.locator(".field-fault").first().waitFor();
  assert.equal(await page.locator("main input[name=usual_name]").inputValue(), "Le Goff", "nothing typed is lost");
  await page.locator("main input[name=email]").fill(ADDRESS);
  await page.locator('form[data-act="person.invite"] button[type=submit]').click();
  await page.waitForURL("**/pilotage/comptes?fait=invitation");
  await page.getByRole("row").filter({ hasText: "Le Goff" }).getByText("Invité").first().waitFor();
  await sound(page, "members");
  await page.context().close();
});

test("the mail has words for every program and one link", async () => {
  const mail = await relay.mailTo(ADDRESS);
  assert.equal(mail.headers.subject, "Votre accès à Préau d’essai");
  assert.equal(mail.headers["auto-submitted"], "auto-generated");
  assert.match(mail.headers["message-id"], /^<[0-9a-f-]{36}@.+>$/);
  assert.match(mail.headers["content-type"], /^multipart\/alternative/);
  assert.match(mail.text, /^Bonjour Zoé,\r?\n/);
  invitation = linkIn(mail, "invitation");
});

test("she opens the link, chooses a password and is in", async () => {
  teacher = await here.reader();
  await teacher.goto(invitation);
  await sound(teacher, "invitation");
  await teacher.reload();
  await choosePassword(teacher, "court");
  await teacher.locator(".field-fault").first().waitFor();
  await choosePassword(teacher, FIRST);
  await teacher.waitForURL((url) => url.pathname === "/");
  await teacher.getByText("Votre compte est ouvert.").first().waitFor();
  await sound(teacher, "account-opened");
  const response = await teacher.goto("/compte");
  assert.equal(response.status(), 200);
});

test("the link of the invitation opens nothing a second time", async () => {
  const other = await here.reader();
  const response = await other.goto(invitation);
  assert.equal(response.status(), 410);
  assert.equal(await other.locator("input[name=password]").count(), 0);
  await sound(other, "link-ended", { pictures: false });
  const forced = await other.request.post(invitation, { form: { password: SECOND }, headers: { origin: here.platform.url }, maxRedirects: 0 });
  assert.equal(forced.status(), 410);
  await other.context().close();
});

test("a forgotten password is chosen anew, and the other logins end", async () => {
  const page = await here.reader();
  await page.goto("/connexion");
  await page.locator('main a[href="/mot-de-passe-oublie"]').click();
  await page.waitForURL("**/mot-de-passe-oublie");
  await sound(page, "forgotten");
  const ask = async (address) => {
    await page.locator("main input[name=email]").fill(address);
    await page.locator('form[data-act="account.ask_reset"] button[type=submit]').click();
    await page.waitForURL("**/mot-de-passe-oublie?fait=lien-envoye");
    return page.locator("main").innerText();
  };
  // The answer is the same for an address nobody has.
  assert.equal(await ask("personne@ac-exemple.fr"), await ask(ADDRESS));
  const link = linkIn(await relay.mailTo(ADDRESS, 2), "mot-de-passe");
  await page.goto(link);
  await sound(page, "reset");
  await choosePassword(page, SECOND);
  await page.waitForURL((url) => url.pathname === "/");
  calm(page);
  await teacher.goto("/compte");
  assert.equal(new URL(teacher.url()).pathname, "/connexion", "the browser of before is logged out");
  assert.equal((await teacher.goto(link)).status(), 410);
  assert.deepEqual(relay.mails.filter(({ recipients }) => recipients.includes("personne@ac-exemple.fr")), []);
});

test("the old password opens nothing, the new one does", async () => {
  const page = await here.reader();
  const enter = async (password) => {
    await page.goto("/connexion");
    await page.locator("input[name=email]").fill(ADDRESS);
    await page.locator("input[name=password]").fill(password);
    await page.locator("form[action^='/connexion'] button[type=submit]").click();
  };
  await enter(FIRST);
  await page.getByRole("alert").first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/connexion");
  await enter(SECOND);
  await page.waitForURL((url) => url.pathname !== "/connexion");
  calm(page);
});
