// The second journey from the applicant's side: asked, heard, refused, objecting; with nothing but a keyboard, and on a
// phone without scripts. The package is the sample one with a process in which a person decides each case.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { dayFromNow, granted, proof, smuggled } from "../pages/answers.js";
import { caseworker, entry, openCase, take } from "../pages/desk.js";
import { paths, walk } from "../pages/form.js";
import { atCheck, begin, signInToSubmit, submitTwice } from "../pages/portal.js";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const leistung = "99108001999998";
const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

let browser, folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "rennsteig-rueckfragen-"));
  await cp(path("services/bewohnerparkausweis"), folder, { recursive: true });
  await rm(join(folder, "scenarios"), { recursive: true });
  await cp(path("crates/web/tests/support/asking.bpmn"), join(folder, "process.bpmn"));
  await change("package.toml", 'id = "bewohnerparkausweis"\nversion', 'id = "rueckfragen"\nversion');
  await change("package.toml", "99108001001000", leistung);
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

async function change(file, old, now) {
  const text = await readFile(join(folder, file), "utf8");
  assert.ok(text.includes(old), `${file}: ${old}`);
  await writeFile(join(folder, file), text.replace(old, now));
}

/** A caseworker ends the task of a case; the outcome is the word of the process. */
async function end(colleague, reference, outcome, reasons) {
  await colleague.go("/desk");
  await colleague.reloadUntil(async () => (await entry(colleague, reference).count()) === 1, "the task");
  await openCase(colleague, reference);
  await take(colleague);
  await colleague.hands.check(colleague.page.locator(`main [name=_ergebnis][value=${outcome}]`));
  await colleague.fill("Begründung", reasons);
  await colleague.goOn();
  await colleague.sees("Ihre Entscheidung ist festgehalten.");
}

/** The applicant's page of the Antrag, once it says something. */
async function status(citizen, address, text) {
  await citizen.go(address);
  await citizen.reloadUntil(async () => (await citizen.text()).includes(text), text);
}

async function submitted(citizen) {
  await citizen.go(`/leistung/${leistung}?ort=Erfurt`);
  await begin(citizen);
  const answers = { ...granted, ausweis: { ...granted.ausweis, gueltig_ab: dayFromNow(7) } };
  await walk(citizen, paths(answers), { arrived: atCheck });
  await signInToSubmit(citizen, "buergerin");
  await submitTwice(citizen);
  await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
  return [citizen.path, await citizen.fact("Aktenzeichen")];
}

for (const how of [{ keyboard: true, pictures }, { javaScript: false, width: "phone" }]) {
  test(`asked, heard, refused, objecting: ${JSON.stringify(how)}`, async () => {
    const server = await start({ options: ["--package", folder] });
    try {
      const citizen = await Visitor.arrive(browser, server.origin, how);
      const [address, reference] = await submitted(citizen);
      const colleague = await caseworker(browser, server.origin);

      await end(colleague, reference, "rueckfrage", "Bitte senden Sie den Mietvertrag.");
      await status(citizen, address, "Die Behörde fragt nach");
      await citizen.picture("rueckfrage");
      await citizen.follow("Jetzt antworten");
      await citizen.attach("Datei mitschicken", smuggled("vertrag.pdf"));
      await citizen.fill("Ihre Antwort in Worten", "Der Vertrag liegt bei.");
      await citizen.press("Weiter: Antwort prüfen");
      assert.equal(citizen.status, 422);
      assert.equal(await citizen.page.getByLabel("Ihre Antwort in Worten").inputValue(), "Der Vertrag liegt bei.");
      await citizen.attach("Datei mitschicken", proof("Mietvertrag.pdf"));
      await citizen.press("Datei hochladen");
      await citizen.sees("Mietvertrag.pdf");
      await citizen.press("Weiter: Antwort prüfen");
      await citizen.pressTwice("Antwort jetzt absenden");
      await citizen.sees(/Beantwortet am|Ihre Antwort ist eingegangen/);

      await end(colleague, reference, "anhoerung", "Wir wollen ablehnen: die Wohnung liegt nicht in der Zone.");
      await status(citizen, address, "Die Behörde fragt nach");
      await citizen.follow("Jetzt antworten");
      await citizen.sees("§ 28 Verwaltungsverfahrensgesetz");
      await citizen.fill("Ihre Antwort in Worten", "Sie liegt in der Zone.");
      await citizen.press("Weiter: Antwort prüfen");
      await citizen.press("Antwort jetzt absenden");
      await citizen.sees("Ihre Antwort ist eingegangen");

      await end(colleague, reference, "ablehnen", "Die Wohnung liegt außerhalb.");
      await status(citizen, address, "Widerspruch einlegen");
      await citizen.follow("Widerspruch einlegen");
      await citizen.picture("widerspruch");
      await citizen.pressTwice("Widerspruch jetzt einlegen");
      await citizen.sees("Ihr Widerspruch ist eingegangen");
      await citizen.follow("Widerspruch zurücknehmen");
      await citizen.press("Widerspruch endgültig zurücknehmen");
      await citizen.sees("Sie haben Ihren Widerspruch zurückgenommen");
      await citizen.goodbye();
      await colleague.goodbye();
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}
