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
const network = "Das Landesnetz wird mit Glasfaser erneuert. Die Knoten werden doppelt angebunden.";
const plans =
  plan(2031, [
    ["3.1", "Anschluss des Portals", "2032", "im Plan", portal],
    ["3.2", "Einführung der elektronischen Akte", "2031", "im Plan", file],
    ["3.3", "Erneuerung des Landesnetzes", "2033", "im Plan", network],
  ]) +
  plan(2032, [
    ["3.1", "Einführung der elektronischen Akte", "2034", "in Verzug", file],
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
    const server = await start();
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
      await reader.picture("massnahme");
      await reader.go("/massnahmen?befund=ohne-abschluss-verschwunden");
      assert.match(await reader.page.getByRole("table").textContent(), /Erneuerung des Landesnetzes/);
      await reader.follow("Erneuerung des Landesnetzes");
      assert.match(await reader.page.getByRole("main").textContent(), /Fehlt seit dem Aktionsplan 2032/);
      await reader.go("/aktionsplaene");
      assert.equal(await reader.heading(), "Aktionspläne");
      await reader.picture("aktionsplaene");
      await reader.go("/massnahmen?q=akte");
      const download = reader.page.waitForEvent("download");
      await reader.page.getByRole("link", { name: "Diese Liste als CSV" }).click();
      const csv = await readFile(await (await download).path(), "utf8");
      assert.match(csv, /Einführung der elektronischen Akte/);
      assert.doesNotMatch(csv, /Landesnetz/);
      const json = await (await fetch(`${server.origin}/massnahmen/als/json`)).json();
      assert.equal(json.massnahmen.length, 3);
      await reader.goodbye();
    } finally {
      await server.stop();
    }
  });
}
