// The staff's part: like cases decided together and taken back, the head of the unit who gives work out, deputies. With
// nothing but a keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { referred } from "../pages/answers.js";
import { apply } from "../pages/case.js";
import { caseworker } from "../pages/desk.js";
import { signIn } from "../pages/portal.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const how of [{ keyboard: true }, { width: "phone", javaScript: false }]) {
  test(`staff share their work: ${JSON.stringify(how)}`, async () => {
    const server = await start();
    try {
      for (const name of ["buergerin", "buergerin"]) await apply(browser, server.origin, name, referred);
      await togetherAndBack(server.origin, how);
      await givenOut(server.origin, how);
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}

const boxes = (colleague) => colleague.page.getByRole("checkbox", { name: /auswählen$/ });

async function togetherAndBack(origin, how) {
  const colleague = await caseworker(browser, origin, how);
  await colleague.reloadUntil(async () => (await boxes(colleague).count()) === 2, "two tasks");
  await colleague.press("Ausgewählte gemeinsam bearbeiten");
  await colleague.sees("Keine Aufgaben ausgewählt");
  await colleague.follow("Zur Arbeitsliste");
  await colleague.hands.check(boxes(colleague).nth(0));
  await colleague.press("Ausgewählte gemeinsam bearbeiten");
  await colleague.press("Alle 2 offenen Aufgaben dieser Art nehmen");
  await colleague.sees("2 Aufgaben gemeinsam erledigen");
  await colleague.press("Weiter zur Bestätigung");
  assert.equal((await colleague.errors()).length, 2);
  await colleague.choose("Wie entscheiden Sie?", "Bewilligen");
  await colleague.fill("Begründung", "Alle Nachweise liegen vor.");
  await colleague.press("Weiter zur Bestätigung");
  await colleague.sees("2 Vorgänge entscheiden?");
  await colleague.press("2 Vorgänge verbindlich entscheiden");
  await colleague.sees("2 Vorgänge sind erledigt");
  await colleague.follow("Zur Arbeitsliste");
  assert.equal(await boxes(colleague).count(), 0);
  await colleague.press("In allen 2 Vorgängen rückgängig machen");
  await colleague.sees("2 Vorgänge stehen wieder wie vorher.");
  assert.equal(await boxes(colleague).count(), 2);
  await colleague.goodbye();
}

async function givenOut(origin, how) {
  const head = await Visitor.arrive(browser, origin, how);
  await head.go("/desk");
  await signIn(head, "leitung");
  await head.follow("Arbeit verteilen");
  await head.sees("Karla Heinemann");
  await head.press("Ausgewählte Aufgaben zuweisen");
  assert.equal((await head.errors()).length, 2);
  await head.hands.check(boxes(head).nth(0));
  await head.select("Zuweisen an", "Milan Đorđević");
  await head.press("Ausgewählte Aufgaben zuweisen");
  await head.sees("Eine Aufgabe ist neu zugeordnet.");
  await head.sees("bei Milan Đorđević");
  await head.follow("Vertretungen regeln");
  await head.select("Abwesend", "Karla Heinemann");
  await head.select("Vertretung", "Ute Schönemann");
  await head.press("Vertretung eintragen");
  assert.equal((await head.errors()).length, 2, "both days are missing");
  await head.goodbye();
}
