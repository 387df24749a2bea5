// A référent's year: a survey from its draft to its summary, a bulletin, colleagues helped, a project, an advice, and
// the report that is written from all of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../lib/journey.mjs";
import { WAYS, choice, enter, finish, seen } from "../lib/school.mjs";

const here = journey();

// A school for each way.
const SCHOOLS = [
  { referent: "referent", teacher: "enseignante", uai: "9990001X" },
  { referent: "karim.benali", teacher: "lea.moreau", uai: "9990002Y" },
];
const DUTIES = [
  { referent: "referent", head: "direction", manager: "academie", uai: "9990001X" },
  { referent: "marie.anne.picard", head: "direction.dune", manager: "academie.rive", uai: "9990005B" },
];

for (const [way, [how, javaScript]] of WAYS.entries()) {
  const look = (page, name) => (javaScript ? seen(page, name) : undefined);

  test(`a survey is opened, answered and summed up, ${how}`, async () => {
    const { referent, teacher } = SCHOOLS[way];
    const page = await enter(here, referent, javaScript);
    await page.goto("/besoins/etablissement/enquetes");
    await look(page, "referent-surveys-none");
    await page.locator('main a[href^="/besoins/etablissement/enquetes/nouvelle"]').click();
    await page.locator("main input[name=title]").fill("Besoins du printemps");
    await finish(page, page.locator("main form.form button.button-primary"), "enquete-ecrite");
    await look(page, "referent-survey-draft");
    await finish(page, choice(page, "geste", "ouvrir"), "enquete-ouverte");
    const survey = page.url();

    const own = await enter(here, teacher, javaScript);
    await own.goto("/besoins");
    await own.locator(".row", { hasText: "Besoins du printemps" }).locator("a.button").click();
    await own.waitForURL(/\/besoins\/enquetes\//);
    await own.locator('main select[name^="theme-"]').first().selectOption({ index: 1 });
    await look(own, "teacher-survey");
    await finish(own, choice(own, "geste", "envoyer"), "enquete-repondue");
    await look(own, "teacher-survey-answered");
    await own.context().close();

    await page.goto(survey);
    await page.locator("main .progress", { hasText: /^1\D/ }).waitFor();
    await finish(page, choice(page, "geste", "fermer"), "enquete-fermee");
    await finish(page, choice(page, "geste", "resumer"), "enquete-resumee");
    await page.locator("#synthese").waitFor();
    await look(page, "referent-survey-summary");
    await page.locator("main textarea[name=conclusion]").fill("Deux sessions au printemps.");
    await finish(page, choice(page, "geste", "envoyer"), "enquete-envoyee");
    await page.context().close();
  });

  test(`a bulletin reaches a teacher, ${how}`, async () => {
    const { referent, teacher } = SCHOOLS[way];
    const page = await enter(here, referent, javaScript);
    await page.goto("/referent");
    await page.locator('main a[href$="/bulletins/nouveau"]').click();
    await page.locator("main input[name=title]").fill("Les tablettes sont arrivées");
    await page.locator("main textarea[name=body]").fill("Elles se réservent au CDI.\n\n- vingt tablettes\n- un chariot");
    await finish(page, choice(page, "act", "publish"), "bulletin-publie");
    await look(page, "referent-bulletin");

    const own = await enter(here, teacher, javaScript);
    await own.goto("/bulletins");
    await look(own, "teacher-bulletins");
    await own.locator("main a", { hasText: "Les tablettes sont arrivées" }).first().click();
    await own.locator("main h1", { hasText: "Les tablettes sont arrivées" }).waitFor();
    await look(own, "teacher-bulletin");
    await own.context().close();

    await page.goto(page.url().replace(/\/[^/]+$/, ""));
    assert.match(await page.locator("main tr", { hasText: "Les tablettes" }).innerText(), /\b1\s*$/, "read once");
    await look(page, "referent-bulletins");
    await page.context().close();
  });

  test(`help is asked for, given, and counted in the log, ${how}`, async () => {
    const { referent, teacher, uai } = SCHOOLS[way];
    const own = await enter(here, teacher, javaScript);
    await own.goto(`/etablissements/${uai}`);
    await own.locator(`main a[href="/etablissements/${uai}/accompagnement"]`).click();
    await own.locator("main input[name=topic]").fill("Monter une vidéo");
    await finish(own, own.locator("main form.form button.button-primary"), "demande-envoyee");
    await look(own, "teacher-asks");
    await own.context().close();

    const page = await enter(here, referent, javaScript);
    await page.goto(`/referent/${uai}`);
    await look(page, "referent-cockpit");
    await page.locator('main .next-step a[href$="/accompagnements#demandes"]').click();
    await page.locator("main .row", { hasText: "Monter une vidéo" }).waitFor();
    await look(page, "referent-accompany");
    await page.locator("main input[name=minutes]").fill("beaucoup");
    await page.locator("main input[name=topic]").fill("Une séance avec tableur");
    const save = page.locator("section[aria-labelledby=noter] button.button-primary");
    await save.click();
    await page.locator(".error-summary").waitFor();
    assert.equal(await page.locator("main input[name=topic]").inputValue(), "Une séance avec tableur");
    await page.locator("main input[name=minutes]").fill("45");
    await finish(page, save, "accompagnement");
    await page.locator("main tr", { hasText: "Une séance avec tableur" }).waitFor();

    await page.goto(`/referent/${uai}/journal`);
    await look(page, "referent-journal");
    await finish(page, page.locator("main form button.button-primary").first(), "journal");
    await page.locator("main .row", { hasText: "Une séance avec tableur" }).locator(".tag-success").waitFor();
    await page.context().close();
  });

  test(`a project goes from an idea to the head's opinion, ${how}`, async () => {
    const { referent, head, uai } = DUTIES[way];
    const page = await enter(here, referent, javaScript);
    await page.goto(`/etablissements/${uai}/projets`);
    await look(page, "projects-none");
    await page.locator("main input[name=title]").fill("Une radio au collège");
    await page.locator("main textarea[name=summary]").fill("Une émission par mois, faite par les élèves.");
    await page.locator("main input[name=classes]").fill("4e B");
    await page.locator("main input[name=tools]").fill("Enregistreurs");
    await finish(page, page.locator("section[aria-labelledby=proposer] button.button-primary"), "projet");
    await finish(page, choice(page, "act", "submit"), "projet");
    const project = page.url();

    const chief = await enter(here, head, javaScript);
    await chief.goto(project.split("?")[0]);
    await look(chief, "head-project");
    await chief.locator("main textarea[name=text]").fill("Avec la salle 12.");
    await finish(chief, choice(chief, "act", "support"), "projet");
    await chief.context().close();

    await page.goto(project.split("?")[0]);
    await page.locator(".notice", { hasText: "Avec la salle 12." }).waitFor();
    await finish(page, choice(page, "act", "start"), "projet");
    await look(page, "referent-project");
    await page.context().close();
  });

  test(`an advice note is answered, ${how}`, async () => {
    const { referent, head, uai } = DUTIES[way];
    const page = await enter(here, referent, javaScript);
    await page.goto(`/referent/${uai}/conseils`);
    await look(page, "referent-advice-none");
    await page.locator("main input[name=title]").fill("Bornes du bâtiment B");
    await page.locator("main textarea[name=body]").fill("Deux bornes de plus suffiraient.");
    await finish(page, choice(page, "act", "send"), "echange");

    const chief = await enter(here, head, javaScript);
    await chief.goto(`/direction/${uai}/conseils`);
    await look(chief, "head-advice");
    await chief.locator("main .row a", { hasText: "Bornes du bâtiment B" }).click();
    await chief.locator("main textarea[name=answer]").fill("Demande faite à la collectivité.");
    await finish(chief, chief.locator("main form.form button.button-primary"), "echange");
    await look(chief, "head-advice-answered");
    await chief.context().close();

    await page.reload();
    await page.getByText("Demande faite à la collectivité.").waitFor();
    await page.context().close();
  });

  test(`the yearly report is sent, countersigned and received, ${how}`, async () => {
    const { referent, head, manager, uai } = DUTIES[way];
    const page = await enter(here, referent, javaScript);
    await page.goto(`/referent/${uai}/bilan`);
    await page.locator("main textarea[name=wishes]").fill("Une heure de plus.");
    await look(page, "referent-report");
    await finish(page, choice(page, "act", "submit"), "bilan");
    await page.getByText("Une heure de plus.").waitFor();
    await page.context().close();

    const chief = await enter(here, head, javaScript);
    await chief.goto(`/direction/${uai}/bilans`);
    await look(chief, "head-reports");
    await chief.locator("main tbody a").first().click();
    await chief.getByText("Une heure de plus.").waitFor();
    await look(chief, "head-report");
    await finish(chief, choice(chief, "act", "sign"), "bilan-traite");
    await chief.context().close();

    const above = await enter(here, manager, javaScript);
    await above.goto("/pilotage/bilans");
    await look(above, "manager-reports");
    await above.locator("main tr", { hasText: uai }).locator("a").click();
    await finish(above, choice(above, "act", "sign"), "bilan-traite");
    await above.context().close();
  });
}
