// The figures of an office, as its head reads them: other periods, the tables, and the files. With nothing but a keyboard,
// and on a phone without scripts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { dayFromNow, referred } from "../pages/answers.js";
import { apply } from "../pages/case.js";
import { signIn } from "../pages/portal.js";

const service = "Bewohnerparkausweis";
const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const how of [{ keyboard: true, pictures }, { width: "phone", javaScript: false }]) {
  test(`the head of the unit reads the figures: ${JSON.stringify(how)}`, async () => {
    const server = await start();
    try {
      for (const name of ["buergerin", "buergerin"]) await apply(browser, server.origin, name, referred);
      const head = await Visitor.arrive(browser, server.origin, how);
      await head.go("/desk");
      await signIn(head, "leitung");
      await head.follow("Arbeit verteilen");
      await head.follow("Statistik");
      assert.equal(await head.heading(), "Statistik");
      await head.picture("statistik");
      await tables(head, how);
      await periods(head);
      await files(head);
      await head.goodbye();
      assert.match(server.run("journal", "verify"), /\S/);
    } finally {
      await server.stop();
    }
  });
}

const table = (head, name) => head.page.getByRole("table", { name });

/** The cells of the row that begins so, with the name of its column before each. */
async function row(head, name, begins) {
  const names = await table(head, name).getByRole("columnheader").allTextContents();
  const line = table(head, name).getByRole("row").filter({ has: head.page.getByRole("rowheader", { name: begins, exact: true }) });
  const cells = await line.getByRole("cell").allTextContents();
  assert.equal(cells.length, names.length - 1, `${name}, ${begins}: ${cells}`);
  return Object.fromEntries(cells.map((cell, at) => [names[at + 1], cell]));
}

/** Scrolls with the keys of the keyboard until all of this has been in view: nothing of a table lies beside the page. */
async function scrollPast(head, part) {
  await head.page.keyboard.press("Home");
  for (const edge of ["start", "end"]) {
    const inView = () =>
      part.evaluate((element, edge) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const at = edge === "start" ? top : bottom;
        return at >= 0 && at <= innerHeight && left >= 0 && right <= innerWidth + 1;
      }, edge);
    for (let times = 0; !(await inView()); times++) {
      assert.ok(times < 200, `the arrow keys never show the ${edge} of ${part}`);
      await head.page.keyboard.press("ArrowDown");
    }
  }
}

async function tables(head, { keyboard = false }) {
  const ages = await row(head, "Offene Anträge nach Alter", "vor 7 Tagen oder weniger");
  assert.equal(ages.Offen, "2");
  const one = await row(head, "Nach Leistung", service);
  assert.deepEqual([one.Eingegangen, one.Entschieden, one["Jetzt offen"]], ["2", "0", "2"]);
  const months = table(head, "Nach Monat").getByRole("rowheader");
  assert.ok((await months.count()) >= 1);
  await head.page.getByRole("img", { name: /^Diagramm: Eingegangen und entschieden nach Monat/ }).waitFor({ state: "attached" });
  if (keyboard) {
    for (const name of ["Offene Anträge nach Alter", "Nach Leistung", "Nach Monat"]) await scrollPast(head, table(head, name));
  }
}

async function periods(head) {
  const present = () => head.page.getByRole("navigation", { name: "Zeitraum auswählen" }).locator("[aria-current]").innerText();
  assert.equal(await present(), "Dieses Jahr");
  await head.follow("Letztes Jahr");
  assert.equal(await present(), "Letztes Jahr");
  await head.sees("In dieser Zeit ist nichts eingegangen");
  await head.follow("Dieses Quartal");
  await head.sees("Nach Leistung");

  await head.unfold("Andere Tage oder nur eine Leistung");
  const today = dayFromNow(0);
  await days(head, "von", today);
  await head.press("Zahlen anzeigen");
  assert.equal(head.status, 422);
  assert.deepEqual(await head.errors(), ["Geben Sie den letzten Tag an, zum Beispiel 31. 3. 2026."]);
  await days(head, "bis", dayFromNow(1));
  await head.press("Zahlen anzeigen");
  assert.match((await head.errors()).join(), /^Zahlen gibt es bis heute/);
  await days(head, "bis", today);
  await head.select("Leistung", service);
  await head.press("Zahlen anzeigen");
  await head.sees(/Zahlen vom .* bis /);
  const one = await row(head, "Nach Leistung", service);
  assert.equal(one.Eingegangen, "2");
}

/** Types a day into its three fields. */
async function days(head, name, day) {
  const parts = day.split(".");
  for (const [at, part] of ["tag", "monat", "jahr"].entries()) {
    await head.hands.type(head.page.locator(`[name="${name}--${part}"]`), parts[at]);
  }
}

async function files(head) {
  await head.unfold("Als Datei speichern");
  const csv = await saved(head, "CSV-Datei speichern");
  assert.match(csv.name, /^Statistik-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = csv.bytes.toString("utf8").replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  assert.match(lines[0], /^Von[;,]Bis[;,]Leistung[;,]Eingegangen/);
  const today = dayFromNow(0);
  assert.ok(lines.some((line) => line.includes(service) && line.split(/[;,]/)[3] === "2"), lines.join("\n"));
  assert.ok(lines.slice(1).every((line) => line.includes(today)), lines.join("\n"));
  const xlsx = await saved(head, "Excel-Datei speichern");
  assert.match(xlsx.name, /^Statistik-\d{4}-\d{2}-\d{2}\.xlsx$/);
  assert.equal(xlsx.bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004", "a ZIP archive");
  await head.look();
}

/** Presses a button that answers with a file; the page stays. */
async function saved(head, button) {
  const download = head.page.waitForEvent("download");
  await head.hands.click(head.page.getByRole("button", { name: button }));
  const file = await download;
  assert.equal(await file.failure(), null);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
