// An editor of a Ressort keeps what it runs: enters a Fachverfahren, links a measure, reads a file, sees what stands out and what may
// exist twice. With nothing but a keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { signIn } from "../pages/portal.js";

const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

const plan = `Aktionsplan 2031
zur Umsetzung der Strategie

Stand: 1. Oktober 2031

3. Maßnahmen

3.1 Anschluss des Portals

Aufnahme in den Aktionsplan: 2030
Federführung: TFM
Geplanter Abschluss: 2032
Projektstatus: im Plan

Das Portal wird an den Verbund angeschlossen.
`;

const table = `Bestand des Ministeriums;;;;;
Art;Bezeichnug;Hersteller;Produkt;Support bis;Kosten im Jahr
Fachverfahren;Fuhrpark;Muster AG;Wagen 4;31.12.2026;12.500,00 €
;Raumbuchung;Muster AG;Raum 2;;
Register;Kaputte Zeile;;;bald;
`;

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "inventory-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const how of [{ keyboard: true, pictures }, { width: "phone", javaScript: false, pictures }]) {
  test(`an editor keeps the inventory: ${JSON.stringify(how)}`, async () => {
    const server = await start({ options: ["--without-plans"] });
    try {
      const path = join(folder, "plan.txt");
      await writeFile(path, plan);
      server.run("plan", "import", path);
      const other = join(folder, "tmik.csv");
      await writeFile(other, "Art;Name;Hersteller;Produkt\nFachverfahren;Dienstwagen;MUSTER AG;Wagen-4\n");
      assert.match(server.run("inventory", "import", other, "--behoerde", "TMIK", "--dry-run"), /nothing was stored/);
      assert.match(server.run("inventory", "import", other, "--behoerde", "TMIK"), /1 entered/);
      assert.match(server.run("inventory", "import", other, "--behoerde", "TMIK"), /0 entered, 0 changed, 1 left/);

      const editor = await Visitor.arrive(browser, server.origin, how);
      await editor.go("/steuerung");
      await signIn(editor, "ressort-tfm");
      await editor.follow("Bestand");
      await enter(editor);
      await link(editor);
      await read(editor);
      await standsOut(editor);
      await editor.goodbye();

      const reader = await Visitor.arrive(browser, server.origin, how);
      await reader.go("/massnahmen");
      await reader.follow("Anschluss des Portals");
      await reader.sees("Reisekosten");
      await reader.seesNot("12.500");
      await reader.picture("massnahme-mit-bestand");
      const json = await (await fetch(`${server.origin}/bestand/als/json`)).json();
      assert.ok(json.bestand.some((one) => one.name === "Reisekosten"));
      await reader.goodbye();
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}

/** Enters a Fachverfahren, with a mistake first, and says when its support ends. */
async function enter(editor) {
  await editor.picture("bestand-anfang");
  await editor.follow("Gegenstand erfassen");
  await editor.select("Art", "Fachverfahren");
  await editor.press("Gegenstand erfassen");
  assert.deepEqual(await editor.errors(), ["Name: Diese Angabe fehlt noch."]);
  await editor.fill("Name", "Reisekosten");
  await editor.fill("Hersteller oder Anbieter", "Muster AG");
  await editor.choose("Verarbeitet personenbezogene Daten", "Ja");
  await editor.choose("Name darf veröffentlicht werden", "Ja");
  await editor.picture("bestand-neu");
  await editor.press("Gegenstand erfassen");
  assert.equal(await editor.heading(), "Reisekosten");
  await editor.sees("kein Schutzbedarf festgelegt");
  await editor.follow("Kosten und Energie ändern");
  await editor.fill("Kosten im Jahr", "12.500");
  await editor.fill("Stromverbrauch im Jahr (kWh)", "8.760");
  await editor.press("Angaben speichern");
  assert.deepEqual(await editor.errors(), ["Stromverbrauch im Jahr (kWh): Dazu gehört auch die Angabe: Jahr dieser Angabe."]);
  await editor.fill("Jahr dieser Angabe", "2025");
  await editor.press("Angaben speichern");
  assert.match(await editor.fact("Kosten im Jahr"), /12\.500,00/);
}

/** Links the measure that it belongs to. */
async function link(editor) {
  await editor.follow("Verknüpfungen ändern");
  await editor.fill("Worte aus dem Namen", "Portal");
  await editor.press("Suchen");
  await editor.picture("bestand-verknuepfen");
  await editor.press("Verknüpfen");
  await editor.sees("Anschluss des Portals");
  await editor.follow("Zurück zum Gegenstand");
  await editor.sees("Gehört zur Maßnahme");
  await editor.picture("bestand-gegenstand");
  await editor.follow("Bestand");
}

/** Reads a file of which one row is bad. */
async function read(editor) {
  await editor.follow("Bestand aus einer Datei einlesen");
  await editor.attach("Datei mit Ihrer Tabelle", { name: "bestand.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await editor.press("Datei prüfen");
  await editor.sees("Neu: 2");
  await editor.sees("Schreiben Sie einen Tag");
  await editor.picture("bestand-pruefen");
  await editor.press("2 Einträge übernehmen");
  await editor.sees("Die Datei ist übernommen");
  await editor.follow("Bestand");
  await editor.sees("26 Gegenstände");
  await editor.picture("bestand");
}

/** Sees what stands out, and tells two apart that look the same. */
async function standsOut(editor) {
  await editor.follow("Was auffällt");
  await editor.sees(/Der Support endet am 31\.\s+Dezember 2026/);
  await editor.sees("Gleicher Hersteller, gleiches Produkt");
  await editor.picture("bestand-auffaellig");
  const pairs = () => editor.page.getByRole("button", { name: "Ist nicht dasselbe" }).count();
  const before = await pairs();
  await editor.press("Ist nicht dasselbe");
  assert.deepEqual(await editor.errors(), ["Schreiben Sie einen Grund, höchstens 1.000 Zeichen."]);
  await editor.fill("Warum es nicht dasselbe ist", "Zwei Verträge mit eigenen Daten");
  await editor.press("Ist nicht dasselbe");
  assert.equal(await pairs(), before - 1);
  await editor.follow("Bestand");
  await editor.follow("Stromverbrauch");
  await editor.sees("5 von 9 Fachverfahren");
  await editor.picture("bestand-energie");
}
