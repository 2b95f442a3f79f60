// The process of a case: seen by whoever works on it, changed by the head of the unit, with reasons that stay. With nothing
// but a keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { referred } from "../pages/answers.js";
import { apply } from "../pages/case.js";
import { caseworker, decide, take } from "../pages/desk.js";
import { signIn } from "../pages/portal.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const how of [{ keyboard: true }, { width: "phone", javaScript: false }]) {
  test(`a head of unit steps in: ${JSON.stringify(how)}`, async () => {
    const server = await start();
    try {
      await apply(browser, server.origin, "buergerin", referred);
      const head = await Visitor.arrive(browser, server.origin, how);
      await head.go("/desk/vorgaenge");
      await signIn(head, "leitung");
      const link = head.page.locator("main a[href^='/desk/vorgang/']").first();
      const page = await link.getAttribute("href");
      await head.go(page);
      await suspend(head);
      await suspended(server.origin, page, how);
      await head.follow("Vorgang fortsetzen");
      await head.fill("Grund", "Die Klage ist zurückgenommen.");
      await head.press("Vorgang fortsetzen");
      await head.sees("Der Vorgang geht weiter.");
      await move(head);
      await head.go(page);
      await head.sees("Noch einmal nach den Regeln prüfen.");
      await head.goodbye();
      await decided(server.origin, page, how);
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}

async function suspend(head) {
  await head.follow("Ablauf ansehen");
  assert.equal(await head.page.locator("svg [data-element='antrag_pruefen']").count(), 1, "the picture has the task");
  await head.sees("Muss ein Mensch prüfen?");
  await head.follow("Vorgang anhalten");
  await head.press("Vorgang anhalten");
  assert.equal((await head.errors()).length, 1, "the reason is missing");
  await head.fill("Grund", "Eine Klage gegen die Satzung ist anhängig.");
  await head.press("Vorgang anhalten");
  await head.sees("Nichts geht weiter und nichts verlässt das Haus.");
}

/** A caseworker cannot decide then; what was entered is kept. */
async function suspended(origin, page, how) {
  const colleague = await caseworker(browser, origin, how);
  await colleague.go(page);
  await colleague.sees("Der Vorgang ist angehalten");
  await colleague.seesNot("In den Ablauf eingreifen");
  await take(colleague);
  await colleague.choose("Wie entscheiden Sie?", "Bewilligen");
  await colleague.fill("Begründung", "Alle Nachweise liegen vor.");
  await colleague.press("Verbindlich entscheiden");
  assert.deepEqual((await colleague.errors()).length, 1);
  assert.equal(await colleague.value("Begründung"), "Alle Nachweise liegen vor.");
  await colleague.goodbye();
}

async function move(head) {
  await head.follow("An einen anderen Schritt versetzen");
  await head.press("An einen anderen Schritt versetzen");
  assert.equal((await head.errors()).length, 2, "the target and the reason are missing");
  await head.select("Weiter geht es bei", "Voraussetzungen prüfen (Nach Regeln)");
  await head.fill("Grund", "Noch einmal nach den Regeln prüfen.");
  await head.press("An einen anderen Schritt versetzen");
  await head.sees("Der Vorgang steht am neuen Schritt.");
}

/** After all that the case is decided as any other. */
async function decided(origin, page, how) {
  const colleague = await caseworker(browser, origin, how);
  await colleague.go(page);
  await take(colleague);
  await decide(colleague, "Bewilligen", "Alle Nachweise liegen vor.");
  await colleague.goodbye();
}
