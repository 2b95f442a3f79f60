// A plan is made: a ministry carries a measure on and proposes a new one, the office that steers reviews and orders, bodies
// decide, the plan is published, and its lead reports. With nothing but a keyboard, and on a phone without scripts.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { proof, smuggled } from "../pages/answers.js";
import { signIn } from "../pages/portal.js";

const pictures = Boolean(process.env.RENNSTEIG_PICTURES);
const now = new Date();
const year = now.getFullYear() + 1;
const today = [now.getDate(), now.getMonth() + 1, now.getFullYear()];

const last = `Aktionsplan ${year - 1}
zur Umsetzung der Strategie

Stand: 1. Februar ${year - 1}

3.1 Software

3.1.1 Einführung der elektronischen Akte

Aufnahme in den Aktionsplan: ${year - 2}
Federführung: TFM
Geplanter Abschluss: ${year + 1}
Projektstatus: im Plan

Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten.
`;

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "planning-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function arrive(server, how, name) {
  const person = await Visitor.arrive(browser, server.origin, how);
  await person.go("/steuerung");
  await signIn(person, name);
  assert.equal(await person.heading(), "Steuerung");
  return person;
}

async function fillDay(person, [day, month, year]) {
  await person.fill("Tag", String(day));
  await person.fill("Monat", String(month));
  await person.fill("Jahr", String(year));
}

/** A proposal as a draft, with what has to be said. */
async function propose(ministry, title, completion) {
  await ministry.go(`/steuerung/planung/${year}`);
  await ministry.follow("Maßnahme vorschlagen");
  await ministry.fill("Titel der Maßnahme", title);
  await ministry.fill("Worum es geht", "Anträge werden digital gestellt.\n- zuerst in Erfurt");
  await ministry.fill("Abschnitt des Plans", "3.1 Software");
  await ministry.fill("Geplanter Abschluss", completion);
  await ministry.choose("Handlungsbedarf", "hoch: ohne die Maßnahme steht etwas still");
  await ministry.fill("Betrag", "750,50");
  await ministry.press("Entwurf speichern");
  assert.match(await ministry.text(), /750,50\s€/);
}

/** Says what the proposal on the page needs first. */
async function need(ministry, other) {
  await ministry.unfold("Abhängigkeit ändern");
  await ministry.select("Andere Maßnahme", other);
  await ministry.fill("Grund", "Ohne Akte kein Antrag.");
  await ministry.press("Wird vorher gebraucht");
}

/** A meeting of today that approves of the plan. */
async function meet(office, body) {
  await office.go("/steuerung/sitzungen");
  await office.select("Gremium", body);
  await fillDay(office, today);
  await office.press("Sitzung einberufen");
  await office.select("Gegenstand", `Aktionsplan ${year}`);
  await office.press("Speichern");
  await office.follow(/^Beschluss eintragen/);
  await office.press("Speichern");
  assert.match((await office.errors()).join(), /Wählen Sie, was entschieden wurde/);
  await office.choose("Ergebnis", "zugestimmt");
  await office.fill("Wortlaut", "Dem Aktionsplan wird zugestimmt.");
  await office.press("Speichern");
  await office.follow("Niederschrift abschließen");
  await office.fill("Anwesend", "Alle Ressorts");
  await office.press("Niederschrift abschließen");
  assert.match(await office.text(), /zugestimmt/);
}

for (const how of [{ keyboard: true, pictures }, { width: "phone", javaScript: false, pictures }]) {
  test(`a plan is made: ${JSON.stringify(how)}`, async () => {
    const server = await start({ options: ["--without-plans"] });
    try {
      const path = join(folder, "plan.txt");
      await writeFile(path, last);
      server.run("plan", "import", path);
      const office = await arrive(server, how, "cio-stab");
      await office.follow("Pläne in Arbeit");
      await office.fill("Mittel", "1.000");
      await office.press("Arbeit beginnen");
      assert.equal(await office.heading(), `Aktionsplan ${year} in Arbeit`);
      await office.unfold("Eine Maßnahme");
      assert.match(await office.text(), /Einführung der elektronischen Akte/);

      const ministry = await arrive(server, how, "ressort-tfm");
      await ministry.picture("steuerung");
      await ministry.follow("Einführung der elektronischen Akte");
      await ministry.follow("Vorschlag bearbeiten");
      await ministry.fill("Geplanter Abschluss", "irgendwann");
      await ministry.press("Entwurf speichern");
      assert.match((await ministry.errors()).join(), /Q4\/2027/);
      await ministry.fill("Geplanter Abschluss", `Ende ${year + 2}`);
      await ministry.choose("Projektstatus", "in Verzug");
      await ministry.picture("vorschlag-bearbeiten");
      await ministry.press("Entwurf speichern");
      // What is no PDF is refused, and a file that was wrong is taken away again.
      await ministry.attach("Dateien", smuggled("rechnung.pdf"));
      await ministry.press("Anlagen hinzufügen");
      assert.match((await ministry.errors()).join(), /rechnung.pdf: Die Datei ist weder PDF/);
      for (const name of ["Versehen.pdf", "Wirtschaftlichkeit.pdf"]) {
        await ministry.attach("Dateien", proof(name));
        await ministry.press("Anlagen hinzufügen");
        await ministry.sees(name);
      }
      await ministry.picture("anlagen");
      await ministry.press("„Versehen.pdf“ entfernen");
      await ministry.sees("Anlage entfernt");
      await ministry.follow("Einreichen");
      await ministry.press("Einreichen");
      assert.match(await ministry.text(), /eingereicht/);
      await ministry.seesNot("Anlagen hinzufügen");
      const carried = ministry.path;

      // One is never handed in, and one needs what is planned later.
      await propose(ministry, "Sprachassistent", `Q4/${year}`);
      const draft = ministry.path;
      await propose(ministry, "Digitaler Bauantrag", `Q2/${year}`);
      await need(ministry, "Einführung der elektronischen Akte");
      await ministry.sees("später geplant");
      await ministry.follow("Einreichen");
      await ministry.press("Einreichen");
      const proposal = ministry.path;
      await ministry.go(carried);
      await need(ministry, "Digitaler Bauantrag");
      assert.match((await ministry.errors()).join(), /wartet selbst auf die/);
      await ministry.picture("braucht");

      // Another ministry reads it and has something to say, but cannot change it.
      const other = await arrive(server, how, "ressort-tmik");
      await other.go(proposal);
      await other.fill("Kommentar", "Wir möchten mitmachen.");
      await other.press("Kommentar hinzufügen");
      assert.match(await other.text(), /Wir möchten mitmachen/);
      await other.seesNot("Vorschlag bearbeiten");
      await other.go(carried);
      const paper = await other.download(/^Wirtschaftlichkeit.pdf/);
      assert.deepEqual([paper.status, paper.type], [200, "application/pdf"]);
      assert.match(paper.bytes.toString(), /^%PDF/);
      await other.goodbye();

      for (const title of ["Digitaler Bauantrag", "Einführung der elektronischen Akte"]) {
        await office.go("/steuerung");
        await office.follow(title);
        await office.follow("Als geprüft markieren");
        await office.press("Als geprüft markieren");
        await office.follow("In den Plan aufnehmen");
        await office.press("In den Plan aufnehmen");
        assert.match(await office.text(), /aufgenommen/);
      }
      await office.picture("vorschlag");
      await office.go(`/steuerung/planung/${year}`);
      await office.fill("Rang von: Digitaler Bauantrag", "2");
      await office.fill("Rang von: Einführung der elektronischen Akte", "1");
      await office.press("Reihenfolge speichern");
      await office.sees("„Digitaler Bauantrag“ braucht „Einführung der elektronischen Akte“. Das ist aber später geplant.");
      await office.picture("planung");
      await office.follow("Veröffentlichen");
      assert.match(await office.text(), /noch nicht veröffentlicht/);
      for (const body of ["Arbeitskreis E-Government und IT", "Lenkungsausschuss E-Government und IT", "Kabinett"]) {
        await meet(office, body);
      }
      await office.picture("sitzung");
      const record = await office.download("Niederschrift als PDF");
      assert.deepEqual([record.status, record.type], [200, "application/pdf"]);
      if (pictures) await writeFile(join(import.meta.dirname, "..", "pictures", "niederschrift.pdf"), record.bytes);
      await office.go(`/steuerung/planung/${year}/veroeffentlichen`);
      await office.picture("veroeffentlichen");
      await office.press("Jetzt veröffentlichen");
      const found = await office.text();
      assert.match(found, /Einführung der elektronischen Akte/);
      assert.match(found, /Digitaler Bauantrag/);

      // What nobody handed in has lapsed, and is no work any more.
      await ministry.go("/steuerung");
      await ministry.seesNot("Sprachassistent");
      await ministry.go(draft);
      await ministry.sees("Der Plan wurde ohne diesen Vorschlag veröffentlicht");
      await ministry.seesNot("Vorschlag bearbeiten");
      await ministry.go(`/steuerung/planung/${year}`);
      await ministry.picture("verfallen");

      await office.go("/steuerung/berichte");
      await office.press("Runde mit Stichtag heute beginnen");
      await ministry.go("/steuerung");
      await ministry.follow(/^2 Berichte sind/);
      await ministry.follow("Digitaler Bauantrag");
      await ministry.choose("Projektstatus", "Verzug droht");
      await ministry.fill("Was geschehen ist und was als Nächstes kommt", "Die Vergabe hat länger gedauert.");
      await ministry.press("Bericht abgeben");
      await ministry.picture("berichte");
      await office.reload();
      await office.press("Ausgewählte Berichte freigeben");
      await office.picture("runde");
      const reader = await Visitor.arrive(browser, server.origin, how);
      await reader.go("/massnahmen?q=bauantrag");
      await reader.follow("Digitaler Bauantrag");
      assert.match(await reader.text(), /Die Vergabe hat länger gedauert/);
      // What the proposal needed, the measure needs.
      await office.go(reader.path.replace("/massnahmen/", "/steuerung/massnahme/"));
      await office.sees("Ohne Akte kein Antrag.");
      await office.picture("massnahme");
      for (const person of [reader, ministry, office]) await person.goodbye();
    } finally {
      await server.stop();
    }
  });
}
