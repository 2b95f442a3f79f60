// A table in a form, as people meet it: rows entered by keyboard and without scripts, a file read in on a phone, and the
// answers to be checked. The package is the sample one with its vehicles as a table of 200 rows.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { begin } from "../pages/portal.js";

const sample = fileURLToPath(new URL("../../services/bewohnerparkausweis", import.meta.url));
const leistung = "99108001999999";
const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

let browser, folder, server;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "rennsteig-fuhrpark-"));
  await cp(sample, folder, { recursive: true });
  await rm(join(folder, "scenarios"), { recursive: true });
  await change("package.toml", 'id = "bewohnerparkausweis"\nversion', 'id = "fuhrpark"\nversion');
  await change("package.toml", "99108001001000", leistung);
  await change("schema.xdf3.xml", "<xdf3:anzahl>1:3</xdf3:anzahl>", "<xdf3:anzahl>1:200</xdf3:anzahl>");
  await change("pages.toml", "[fields.fahrzeug]\n", '[fields.fahrzeug]\ntable = { columns = ["kennzeichen", "fahrzeugart", "halter"] }\n');
  server = await start({ options: ["--package", folder] });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true });
});

async function change(file, old, now) {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  assert.ok(text.includes(old), `${file}: ${old}`);
  await writeFile(path, text.replace(old, now));
}

/** To the empty table of a new draft. */
async function arrive(how) {
  const visitor = await Visitor.arrive(browser, server.origin, { ...how, pictures });
  await visitor.go(`/leistung/${leistung}?ort=Erfurt`);
  await begin(visitor);
  await visitor.go(visitor.path.replace("/person", "/fahrzeug"));
  await visitor.sees("Noch ist nichts eingetragen");
  return visitor;
}

async function fillRow(visitor, plate) {
  await visitor.fill("Amtliches Kennzeichen", plate);
  await visitor.choose("Um was für ein Fahrzeug geht es?", "Pkw");
  await visitor.choose("Ist das Fahrzeug auf Sie zugelassen?", "Ja");
}

const file = (count) => {
  const rows = Array.from({ length: count }, (_, at) => `EF-A ${at + 1};Pkw;ja;x`);
  const text = ["Kennzeichen;Fahrzeugart;Halter;Notiz", ...rows].join("\r\n");
  return { name: "fahrzeuge.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
};

for (const how of [{ keyboard: true }, { javaScript: false, width: "phone" }]) {
  test(`rows are added, changed and removed: ${JSON.stringify(how)}`, async () => {
    const visitor = await arrive(how);
    await visitor.follow("Fahrzeug hinzufügen");
    await visitor.press("Fahrzeug übernehmen"); // with nothing in it
    assert.equal(visitor.status, 422);
    await fillRow(visitor, "EF-AB 1");
    await visitor.press("Übernehmen und noch einen Eintrag machen");
    assert.equal(await visitor.heading(), "Fahrzeug 2");
    await fillRow(visitor, "EF-AB 2");
    await visitor.press("Fahrzeug übernehmen");
    await visitor.sees("EF-AB 2");
    await visitor.picture("tabelle");

    await visitor.follow(/Ändern\s*: Fahrzeug 1/);
    await visitor.fill("Amtliches Kennzeichen", "kaputt");
    await visitor.press("Fahrzeug übernehmen");
    assert.equal(visitor.status, 422);
    await visitor.picture("zeile-fehler");
    await visitor.go(visitor.path.replace(/\/zeile\/.*/, ""));
    await visitor.sees("Eine Angabe prüfen");
    await visitor.picture("tabelle-fehler");
    await visitor.press(/Entfernen\s*: Fahrzeug 1/);
    assert.ok(!(await visitor.text()).includes("kaputt"));
    await visitor.goOn();
    assert.match(visitor.path, /\/ausweis$/);
  });
}

for (const width of ["phone", "desktop"]) {
  test(`200 rows are read from a file and checked: ${width}`, async () => {
    const visitor = await arrive({ width });
    await visitor.follow("Aus einer Datei einlesen");
    await visitor.picture("einlesen");
    await visitor.attach("Datei mit Ihrer Tabelle", { name: "x.csv", mimeType: "text/csv", buffer: Buffer.from("Kennzeichen;Fahrzeugart\nkaputt;Ufo\n") });
    await visitor.press("Datei prüfen");
    await visitor.sees("2 Angaben passen nicht");
    await visitor.picture("einlesen-fehler");
    await visitor.follow("Andere Datei wählen");
    await visitor.attach("Datei mit Ihrer Tabelle", file(200));
    await visitor.press("Datei prüfen");
    await visitor.sees("Alle Angaben passen");
    await visitor.picture("einlesen-gefunden");
    await visitor.press("200 Zeilen übernehmen");
    await visitor.sees("Fahrzeug: 1 bis 50 von 200");
    await visitor.picture("tabelle-200");
    await visitor.go(visitor.path.replace("/fahrzeug", "/pruefen"));
    await visitor.sees("EF-A 200");
    await visitor.picture("pruefen-200");
  });
}
