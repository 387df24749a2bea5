// Every page of the school and its people, as it is before anything was done there, for the role that opens it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { enter, seen } from "../lib/school.mjs";

const here = journey();

const SCHOOL = "9990001X";

// A name for the pictures, and the address. What the journeys walk through is not here again.
const PLACES = {
  enseignante: [
    ["own-account", "/compte"],
    ["own-visibility", "/compte/visibilite"],
    ["own-notices", "/compte/notifications"],
    ["own-logins", "/compte/connexions"],
    ["own-tokens", "/compte/jetons"],
    ["nominations-none", "/nominations"],
    ["bulletins-none", "/bulletins"],
    ["home-teacher", "/"],
    ["sessions-list", "/sessions"],
    ["sessions-month", "/sessions?vue=mois"],
    ["sessions-feed", "/sessions/abonnement"],
    ["plan-list", "/plan"],
    ["wishes-none", "/sessions/souhaits"],
    ["own-address", "/compte/adresse"],
    ["pay-mine-none", "/remuneration"],
    ["open-data-none", "/donnees-ouvertes"],
  ],
  "julien.bernard": [["schools-two", "/etablissement"]],
  referent: [
    ["referent-bulletins-none", `/referent/${SCHOOL}/bulletins`],
    ["referent-bulletin-new", `/referent/${SCHOOL}/bulletins/nouveau`],
    ["referent-basket", "/referent/reprise"],
    ["referent-needs", "/besoins/etablissement"],
    ["school-needs", "/besoins/synthese"],
    ["school-figures", `/etablissements/${SCHOOL}/tice`],
    ["network", "/reseau"],
    ["network-questions", "/reseau/questions"],
    ["sessions-led", "/sessions/animees"],
    ["workshop", "/atelier"],
    ["pay-mine", "/remuneration"],
  ],
  direction: [
    ["head-nomination-new", "/direction/nominations/nouvelle?modele=projets"],
    ["staff", `/etablissements/${SCHOOL}/personnel`],
    ["head-pay", "/direction/remuneration"],
    ["head-reports-none", `/direction/${SCHOOL}/bilans`],
  ],
  academie: [
    ["imports-none", "/pilotage/imports"],
    ["import-new", "/pilotage/imports/nouveau"],
    ["import-paste", "/pilotage/imports/adresses"],
    ["roles", "/pilotage/roles"],
    ["role-new", "/pilotage/roles/nouveau"],
    ["manager-reports-none", "/pilotage/bilans"],
    ["needs-territory", "/besoins/territoire"],
    ["needs-forwarded", "/besoins/transmis"],
    ["network-contact", "/reseau/contacts?academie=fr/99/"],
    ["school-vacant", "/etablissements/9990004A"],
    ["manager-sessions", "/pilotage/sessions"],
    ["summons-rule", "/pilotage/convocations"],
    ["plan-academy", "/plan"],
    ["manager-pay", "/pilotage/remuneration"],
    ["organisation", "/pilotage/organisation"],
    ["twins", "/pilotage/doublons"],
    ["workshop-reviews", "/atelier/relectures"],
    ["cohorts-manager", "/cohortes"],
  ],
  national: [
    ["national-hub", "/pilotage"],
    ["national-coverage", "/pilotage/couverture"],
    ["need-themes", "/besoins/themes"],
    ["open-data", "/pilotage/donnees-ouvertes"],
    ["schemes", "/pilotage/regimes"],
    ["organisation-nation", "/pilotage/organisation"],
  ],
  admin: [
    ["accounts", "/pilotage/comptes"],
    ["data-requests-none", "/pilotage/demandes"],
    ["webhooks-none", "/pilotage/webhooks"],
  ],
  formatrice: [["cohort-new", "/cohortes/nouvelle"]],
};

for (const [account, places] of Object.entries(PLACES)) {
  test(`the pages of ${account} are sound`, async () => {
    const page = await enter(here, account);
    const faults = [];
    for (const [name, path] of places) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      // Each page on its own: one fault must not hide the next.
      try {
        await seen(page, name);
      } catch (error) {
        faults.push(error.message);
      }
    }
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

test("a request about one's data is asked, seen and answered", async () => {
  const page = await enter(here, "enseignante");
  await page.goto("/compte/donnees");
  await page.locator("main textarea[name=body]").fill("Mon nom d'usage a changé.");
  await page.locator('form[data-act="data_request.open"] button.button-primary').click();
  await page.waitForURL(/fait=demande/);
  await seen(page, "own-data-asked");
  await page.context().close();

  const admin = await enter(here, "admin");
  await admin.goto("/pilotage/demandes");
  await seen(admin, "data-requests");
  await admin.locator("main tbody a").first().click();
  await admin.waitForURL(/\/pilotage\/demandes\/[0-9a-f-]{36}/);
  await seen(admin, "data-request");
  await admin.goto("/pilotage/comptes?q=Martin");
  await admin.locator("main tbody a").first().click();
  await admin.waitForURL(/\/pilotage\/comptes\/[0-9a-f-]{36}/);
  await seen(admin, "person");
  await admin.context().close();
});
