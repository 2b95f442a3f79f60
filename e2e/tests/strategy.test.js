// The CIO's office says which measure serves a goal, defines a figure and enters its values; anybody reads what came of it and
// takes it along. With nothing but a keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { signIn } from "../pages/portal.js";

const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

const goal = "Wir arbeiten in allen Behörden mit der elektronischen Akte.";
const strategy = `Strategie Digitales Land 2040

1.1. Akten: alles an einem Ort
Es geht um Akten und darum, wo sie liegen.

1.1.1. Strategische Ziele

Ziel: ${goal}

• Wir führen die elektronische Akte in allen Ressorts ein.

1.1.2. Etappenziele

• Die Hälfte der Ressorts hat sie.

Strategische Initiative
„Netze“

Warum?

Weil das Landesnetz alt ist.
`;
const plan = `Aktionsplan 2031
zur Umsetzung der Strategie

Stand: 1. Oktober 2031

3. Maßnahmen

3.1 Einführung der elektronischen Akte

Aufnahme in den Aktionsplan: 2030
Federführung: TFM
Geplanter Abschluss: 2032
Projektstatus: in Verzug

Die elektronische Akte wird in allen Ressorts eingeführt.
`;
const paper = "16000000 Thüringen 205\n16051000 Erfurt, Stadt 60\n16061000 Eichsfeld 40\n";

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "strategy-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes a text to a file for a command. */
async function file(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

for (const how of [{ keyboard: true, pictures }, { width: "phone", javaScript: false, pictures }]) {
  test(`from a goal to the figure that shows it: ${JSON.stringify(how)}`, async () => {
    const server = await start({ options: ["--without-plans"] });
    try {
      const reader = await Visitor.arrive(browser, server.origin, how);
      await reader.go("/strategie");
      assert.match(await reader.text(), /Noch keine Strategie/);
      await reader.go("/kennzahlen");
      assert.match(await reader.text(), /Noch keine Kennzahlen/);
      const edition = await file("strategie.txt", strategy);
      assert.match(server.run("strategy", "import", edition), /4 elements are new/);
      assert.match(server.run("strategy", "import", edition), /known already/);
      server.run("plan", "import", await file("plan.txt", plan));
      assert.match(server.run("strategy", "data", "import", await file("papier.txt", paper)), /gemeindepersonal: taken in/);

      const office = await Visitor.arrive(browser, server.origin, how);
      await office.go("/anmelden?zurueck=%2Fsteuerung");
      await signIn(office, "cio-stab");
      await office.follow("Maßnahmen der Strategie zuordnen");
      await office.picture("strategie-zuordnen");
      await office.follow(goal);
      await office.choose("Vorschläge nach ähnlichem Text", "Einführung der elektronischen Akte");
      await office.press("Maßnahme zuordnen");
      assert.match(await office.text(), /Schreiben Sie eine Begründung/);
      await office.fill("Begründung", "Sie führt die elektronische Akte ein.");
      await office.press("Maßnahme zuordnen");
      assert.match(await office.text(), /Die Maßnahme ist zugeordnet/);
      await office.picture("strategie-zugeordnet");

      await office.go("/steuerung/kennzahlen");
      await office.follow("Neue Kennzahl");
      await office.press("Kennzahl festlegen");
      assert.match(await office.text(), /Geben Sie der Kennzahl einen Namen/);
      await office.picture("kennzahl-fehler");
      await office.fill("Name", "Ressorts mit elektronischer Akte");
      await office.fill("Einheit", "Prozent");
      await office.choose("Quelle", "Eingetragene Werte");
      await office.choose("Was ist besser?", "Ein höherer Wert");
      await office.fill("Zielwert", "100");
      await office.fill("Tag", "31");
      await office.fill("Monat", "12");
      await office.fill("Jahr", "2030");
      await office.select("Ziel der Strategie", `${goal} (Strategisches Ziel)`);
      await office.press("Kennzahl festlegen");
      assert.match(await office.text(), /Die Kennzahl ist gespeichert/);
      for (const [year, value, reason] of [["2024", "12,5", ""], ["2025", "37,5", ""], ["2025", "40", "Ein Druckfehler im Bericht."]]) {
        await office.follow("Wert eintragen");
        await office.fill("Tag", "31");
        await office.fill("Monat", "12");
        await office.fill("Jahr", year);
        await office.fill(/^\s*Wert/, value);
        await office.fill("Quelle", "Bericht des CIO");
        if (reason) {
          await office.press("Wert eintragen");
          assert.match(await office.text(), /gibt es schon den Wert 37,5 Prozent/);
          await office.picture("wert-fehler");
          await office.fill("Begründung der Berichtigung", reason);
        }
        await office.press("Wert eintragen");
        assert.match(await office.text(), /Der Wert ist gespeichert/);
      }
      await office.picture("kennzahlen-pflegen");
      await reader.go("/strategie");
      await reader.sees(/Kennzahl:\s+Ressorts mit elektronischer Akte\s+\(40 Prozent, Ziel noch nicht erreicht\)/);
      await move(office);
      await end(office);
      await office.goodbye();

      await reader.go("/strategie");
      assert.match(await reader.text(), /1 Maßnahme, davon 1 in Verzug/);
      assert.doesNotMatch(await reader.text(), /Kennzahl:/);
      await reader.picture("strategie");
      await reader.follow(goal);
      assert.match(await reader.text(), /Sie führt die elektronische Akte ein/);
      await reader.picture("ziel");
      await reader.follow("Ressorts mit elektronischer Akte");
      assert.match(await reader.text(), /37,5 Prozent wurde am/);
      await reader.picture("kennzahl");
      const download = reader.page.waitForEvent("download");
      await reader.page.getByRole("link", { name: "Als Tabelle (CSV)" }).click();
      assert.match(await readFile(await (await download).path(), "utf8"), /2025-12-31;40/);
      await reader.go("/kennzahlen");
      await reader.sees("Beendete Kennzahlen");
      await reader.picture("kennzahlen");
      const all = await reader.download("Alle Kennzahlen als Tabelle (CSV)");
      assert.match(all.bytes.toString("utf8"), /Ressorts mit elektronischer Akte;Prozent;100;2030-12-31;2025-12-31;2025-12-31;40/);
      await reader.go("/strategie");
      await reader.follow("Netze");
      await reader.sees("Die Spalten der Seite waren vertauscht.");
      await reader.picture("von-hand-verschoben");
      await reader.go("/daten");
      await reader.follow("Beschäftigte der Gemeinden und Landkreise");
      assert.match(await reader.text(), /gedruckt 205, gerechnet 100/);
      await reader.picture("daten");
      await reader.fill("In den Daten suchen", "Erfurt");
      await reader.press("Suchen");
      assert.match(await reader.text(), /1 Zeile/);
      await reader.goodbye();
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}

/** An item that came out of the PDF below the wrong goal is put below another. */
async function move(office) {
  await office.go("/steuerung/strategie");
  await office.follow(goal);
  await office.follow("Ziel oder Punkt verschieben");
  await office.press("Verschieben");
  await office.sees("Wählen Sie, wohin es gehört.");
  await office.picture("verschieben");
  await office.choose("Was steht hier falsch?", "Wir führen die elektronische Akte in allen Ressorts ein.");
  await office.select("Wohin gehört es?", "Netze (Strategische Initiative)");
  await office.fill("Begründung", "Die Spalten der Seite waren vertauscht.");
  await office.press("Verschieben");
  await office.sees("Verschoben. Alle sehen die neue Stelle");
}

/** A figure ends: its values stay. */
async function end(office) {
  await office.go("/steuerung/kennzahlen");
  await office.follow("Kennzahl beenden");
  await office.fill("Tag", "31");
  await office.fill("Monat", "12");
  await office.fill("Jahr", "2025");
  await office.press("Kennzahl beenden");
  await office.sees("Schreiben Sie eine Begründung.");
  await office.picture("kennzahl-beenden");
  await office.fill("Begründung", "Alle Ressorts haben die Akte.");
  await office.press("Kennzahl beenden");
  await office.sees("Die Kennzahl ist beendet.");
}
