// Anybody reads what the action plans promise: finds a measure, sees what became of it over the years, and takes the list along.
// With nothing but a keyboard, and on a phone without scripts.
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

const plan = (year, measures) => `Aktionsplan ${year}
zur Umsetzung der Strategie

Stand: 1. Oktober ${year}

3. Maßnahmen

${measures.map(([number, title, due, status, text]) => `${number} ${title}

Aufnahme in den Aktionsplan: 2030
Federführung: TFM
Geplanter Abschluss: ${due}
Projektstatus: ${status}

${text}
`).join("\n")}
`;
const portal = "Das Portal wird an den Verbund angeschlossen. Die Behörden stellen ihre Leistungen dort ein.";
const file = "Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten.";
const late = "Die elektronische Akte wird in fast allen Ressorts eingeführt. Das Archiv übernimmt die Akten. Die Einführung verzögert sich wegen fehlender Personalkapazitäten.";
const network = "Das Landesnetz wird mit Glasfaser erneuert. Die Knoten werden doppelt angebunden.";
const plans =
  plan(2031, [
    ["3.1", "Anschluss des Portals", "2032", "im Plan", portal],
    ["3.2", "Einführung der elektronischen Akte", "2031", "im Plan", file],
    ["3.3", "Erneuerung des Landesnetzes", "2033", "im Plan", network],
  ]) +
  plan(2032, [
    ["3.1", "Einführung der elektronischen Akte", "2034", "in Verzug", late],
    ["3.2", "Anschluss des Portals", "2032", "im Plan", portal],
  ]);

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "plans-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const how of [{ keyboard: true, pictures }, { width: "phone", javaScript: false, pictures }]) {
  test(`a reader follows a measure over the years: ${JSON.stringify(how)}`, async () => {
    const server = await start({ options: ["--without-plans"] });
    try {
      const reader = await Visitor.arrive(browser, server.origin, how);
      await reader.go("/massnahmen");
      assert.match(await reader.page.getByRole("main").textContent(), /Noch kein Aktionsplan/);
      const path = join(folder, "plans.txt");
      await writeFile(path, plans);
      assert.match(server.run("plan", "import", path), /3 measures over all years/);
      assert.match(server.run("plan", "import", path), /known already/);
      await reader.go("/");
      await reader.follow("Maßnahmen der Aktionspläne");
      assert.equal(await reader.heading(), "Maßnahmen der Aktionspläne");
      await reader.picture("massnahmen");
      const list = reader.page.getByRole("table", { name: "3 Maßnahmen" });
      assert.match(await list.textContent(), /um 36 Monate verschoben/);
      await reader.follow("Einführung der elektronischen Akte");
      assert.equal(await reader.heading(), "3.1 Einführung der elektronischen Akte");
      const page = await reader.page.getByRole("main").textContent();
      assert.match(page, /um 36 Monate verschoben/);
      assert.match(page, /Aktionsplan 2032, Zeile \d+ der Quelle/);
      assert.match(page, /Zu wenig Personal/);
      assert.match(page, /Die Einführung verzögert sich wegen fehlender Personalkapazitäten/);
      await reader.picture("massnahme");
      await reader.go("/massnahmen?ursache=personal");
      assert.match(await reader.page.getByRole("table", { name: "Eine Maßnahme" }).textContent(), /elektronischen Akte/);
      await reader.go("/massnahmen?befund=ohne-abschluss-verschwunden");
      assert.match(await reader.page.getByRole("table").textContent(), /Erneuerung des Landesnetzes/);
      await reader.follow("Erneuerung des Landesnetzes");
      assert.match(await reader.page.getByRole("main").textContent(), /Fehlt seit dem Aktionsplan 2032/);
      await reader.go("/aktionsplaene");
      assert.equal(await reader.heading(), "Aktionspläne");
      await reader.picture("aktionsplaene");

      // What changed from one plan to the next.
      await reader.follow("Änderungen seit 2031");
      assert.equal(await reader.heading(), "Pläne vergleichen");
      const main = () => reader.page.getByRole("main").textContent();
      assert.match(await main(), /Vom Aktionsplan 2031 zum Aktionsplan 2032/);
      assert.match(await main(), /um 36 Monate verschoben/);
      await reader.unfold("Was sich im Text geändert hat");
      assert.match(await reader.page.locator("ins", { hasText: "fast" }).textContent(), /neu:\s+fast/);
      assert.match(await reader.page.locator("#verschwunden").textContent(), /Erneuerung des Landesnetzes/);
      await reader.picture("vergleich");
      await reader.go("/aktionsplaene/vergleich?von=2032&nach=2032");
      assert.match(await main(), /Wählen Sie zwei verschiedene Pläne/);

      // A plan with its timeline, as a document, and all at one glance.
      await reader.go("/aktionsplaene");
      await reader.follow("Aktionsplan 2032");
      assert.equal(await reader.heading(), "Aktionsplan 2032");
      assert.equal(await reader.page.getByRole("img", { name: /^Diagramm: / }).count(), 1);
      assert.match(await reader.page.locator("#zeitplan").textContent(), /Stand des Plans: 1\.\sOktober\s2032/);
      await reader.picture("plan");
      const pdf = await fetch(`${server.origin}/aktionsplaene/2032/pdf`);
      assert.equal(pdf.headers.get("content-type"), "application/pdf");
      assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), "%PDF-");
      await reader.go("/aktionsplaene/ueberblick");
      assert.match(await reader.page.locator("#federfuehrung").textContent(), /TFM/);
      await reader.picture("ueberblick");
      await reader.follow("Zu wenig Personal");
      assert.equal(await reader.heading(), "Maßnahmen der Aktionspläne");
      assert.equal((await fetch(`${server.origin}/aktionsplaene/2040`)).status, 404);
      await reader.go("/massnahmen?q=akte");
      const download = reader.page.waitForEvent("download");
      await reader.page.getByRole("link", { name: "Diese Liste als CSV" }).click();
      const csv = await readFile(await (await download).path(), "utf8");
      assert.match(csv, /Einführung der elektronischen Akte/);
      assert.doesNotMatch(csv, /Landesnetz/);
      const json = await (await fetch(`${server.origin}/massnahmen/als/json`)).json();
      assert.equal(json.massnahmen.length, 3);
      const one = await (await fetch(`${server.origin}/massnahmen/${json.massnahmen[0].id}/json`)).json();
      assert.deepEqual([one.stationen.map((station) => station.jahr), one.ursachen[0].ursache], [[2031, 2032], "personal"]);
      const findings = await (await fetch(`${server.origin}/massnahmen/befunde/csv`)).text();
      assert.match(findings, /;ohne-abschluss-verschwunden;[^\n]*;2031;\d+;/);
      const feed = await reader.page.locator("head link[rel=alternate]").getAttribute("href");
      const atom = await fetch(new URL(feed, server.origin));
      assert.match(atom.headers.get("content-type"), /^application\/atom\+xml/);
      assert.match(await atom.text(), /Ohne Abschluss verschwunden: Erneuerung des Landesnetzes/);

      // Out as a workbook, in again, and nothing changes but the source; a broken table changes nothing.
      const book = join(folder, `${how.width ?? "wide"}.xlsx`);
      assert.match(server.run("plan", "export", "2032", "--as", "xlsx", "--to", book), /2 measures/);
      assert.match(server.run("plan", "import", book), /3 measures over all years/);
      assert.match(server.run("plan", "import", book), /known already/);
      assert.throws(() => server.run("plan", "export", "2032", "--as", "xlsx", "--to", book), /cannot be written/);
      const broken = join(folder, "kaputt.csv");
      await writeFile(broken, "aktionsplan;nummer;titel\n2033;5,1;Kataster\n");
      assert.throws(() => server.run("plan", "import", broken), /nothing was taken in/);
      assert.match(server.run("plan", "year", "2032", "2033", "--reason", "Der Kopf nennt das falsche Jahr."), /now that of 2033/);
      await reader.go("/aktionsplaene/2033");
      assert.match(await main(), /Zuerst als Aktionsplan 2032 aufgenommen, berichtigt am .*Der Kopf nennt das falsche Jahr\./);
      const table = await (await fetch(`${server.origin}/aktionsplaene/2033/csv`)).text();
      assert.match(table, /Einführung der elektronischen Akte/);

      // Where services are online, by county and down to the municipality.
      await reader.go("/massnahmen");
      await reader.follow("Wo es online geht");
      assert.equal(await reader.heading(), "Wo es online geht");
      assert.equal(await reader.page.getByRole("img", { name: /^Karte: / }).count(), 1);
      await reader.picture("rollout");
      await reader.follow("Bewohnerparkausweis beantragen");
      assert.equal(await reader.heading(), "Bewohnerparkausweis beantragen");
      assert.match(await main(), /In 6 von 26 Gemeinden geht es online\./);
      await reader.unfold("Ilm-Kreis");
      assert.match(await main(), /Ilmenau\s*: online/);
      await reader.picture("rollout-leistung");
      const spread = await fetch(`${server.origin}/rollout/99108001001000/csv`);
      assert.match(await spread.text(), /160700029029;Ilmenau;160700000000;Ilm-Kreis;online/);
      await reader.goodbye();
    } finally {
      await server.stop();
    }
  });
}

test("the demonstration begins with plans, a strategy, Kennzahlen and work to do, and keeps what people make of them", async () => {
  const server = await start();
  try {
    const reader = await Visitor.arrive(browser, server.origin, { width: "phone", javaScript: false });
    await reader.go("/massnahmen");
    await reader.follow("Ablösung des Verfahrens zur Personalverwaltung");
    await reader.sees("um 24 Monate verschoben");
    await reader.sees("Zu wenig Personal");
    await reader.follow("Die IT des Landes ist ausfallsicher und auf dem Stand der Technik.");
    await reader.go("/strategie");
    await reader.sees(/Kennzahl:\s+Standorte mit doppelter Anbindung\s+\(66,5 Prozent, Ziel noch nicht erreicht\)/);
    await reader.go("/rollout/99108001001000");
    await reader.follow("Gemeinden mit Bewohnerparkausweis online");
    assert.equal(await reader.heading(), "Gemeinden mit Bewohnerparkausweis online");
    await reader.goodbye();
    const wide = await Visitor.arrive(browser, server.origin, { pictures });
    await wide.go("/aktionsplaene/ueberblick");
    await wide.picture("beispiel-ueberblick");
    await wide.goodbye();
    const ressort = await Visitor.arrive(browser, server.origin, { width: "phone", javaScript: false });
    await ressort.go("/anmelden?zurueck=%2Fsteuerung");
    await signIn(ressort, "ressort-tfm");
    await ressort.sees(/2 Berichte sind bis .* fällig/);
    await ressort.follow("Erneuerung des Landesdatennetzes");
    await ressort.goodbye();
    server.run("plan", "year", "2026", "2027", "--reason", "Der Kopf nennt das falsche Jahr.");
    await server.restart();
    assert.deepEqual(server.run("plan", "list").match(/^\d{4}(?=:)/gm), ["2027", "2025", "2024"]);
  } finally {
    await server.stop();
  }
});
