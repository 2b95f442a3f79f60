// What caseworkers do at the desk.
import assert from "node:assert/strict";
import { Visitor } from "../harness/visitor.js";
import { signIn } from "./portal.js";

/** A caseworker of Erfurt at the work list. */
export async function caseworker(browser, origin, how = {}) {
  const colleague = await Visitor.arrive(browser, origin, how);
  await colleague.go("/desk");
  await signIn(colleague, "sachbearbeitung1");
  assert.equal(await colleague.heading(), "Arbeitsliste");
  return colleague;
}

/** The entry of a Vorgang on the work list, by a text that stands there: the Aktenzeichen. */
export const entry = (colleague, reference) => colleague.page.getByRole("row").filter({ hasText: reference });

/** From the work list to the page of a Vorgang. */
export async function openCase(colleague, reference) {
  await colleague.leave(() => colleague.hands.click(entry(colleague, reference).getByRole("link").first()));
  assert.equal(await colleague.fact("Aktenzeichen"), reference);
}

/** From the page of a Vorgang: takes its task. */
export async function take(colleague, { asks = "Wie entscheiden Sie?" } = {}) {
  await colleague.press("Aufgabe übernehmen");
  await colleague.sees(asks);
}

/** Says that the task that was taken is done: nothing is decided. */
export async function carryOut(colleague, button, note) {
  await colleague.seesNot("Wie entscheiden Sie?");
  await colleague.fill("Notiz", note);
  await colleague.press(button);
  await colleague.sees("Es ist vermerkt.");
}

/** Decides the task that was taken. */
export async function decide(colleague, outcome, reasons) {
  await colleague.choose("Wie entscheiden Sie?", outcome);
  await colleague.fill("Begründung", reasons);
  await colleague.press("Verbindlich entscheiden");
  await colleague.sees("Ihre Entscheidung ist festgehalten.");
}
