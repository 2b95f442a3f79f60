// The journeys of the people this is built for, each on data of its own: a citizen applies and gets an answer, with a
// mouse, with nothing but a keyboard, and without scripts; a caseworker decides what a person must decide.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { command, conformance, engines, start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { dayFromNow, granted, proof, referred, smuggled } from "../pages/answers.js";
import { appCode, secretOnPage } from "../pages/app.js";
import { carryOut, caseworker, decide, entry, openCase, take } from "../pages/desk.js";
import { guessPage } from "../pages/guess.js";
import { addRow, answer, control, fillPage, paths, removeRow, walk } from "../pages/form.js";
import { pdfText } from "../pages/pdf.js";
import { atCheck, begin, choosePlace, find, letterCame, readLetter, signIn, signInToSubmit, submitTwice, submitted } from "../pages/portal.js";

const service = "Bewohnerparkausweis beantragen";
const titel = "Bewohnerparkausweis";
const erfurt = { place: "Erfurt", office: "Bürgeramt, Sachgebiet Straßenverkehr" };
const pictures = Boolean(process.env.RENNSTEIG_PICTURES);
const skipped = Object.fromEntries(engines);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Runs `work` with a server of its own, and verifies the journal afterwards. */
async function withServer(engine, work, options = []) {
  const server = await start({ engine, options });
  try {
    await work(server.origin);
    assert.match(server.run("journal", "verify"), /\S/);
  } finally {
    await server.stop();
  }
}

const runs = [
  { engine: "sqlite", how: { width: "desktop", pictures } },
  { engine: "postgres", how: { width: "phone" } },
  { engine: "sqlite", how: { width: "phone", javaScript: false } },
  { engine: "postgres", how: { width: "desktop", keyboard: true } },
];

for (const { engine, how } of runs) {
  test(`a citizen applies and gets a Bescheid on ${engine}: ${JSON.stringify(how)}`, { skip: skipped[engine] }, () =>
    withServer(engine, async (origin) => {
      const citizen = await Visitor.arrive(browser, origin, how);
      await find(citizen, "parken", service);
      await choosePlace(citizen, "99084", erfurt);
      await begin(citizen);
      await fillIn(citizen);
      await signInToSubmit(citizen, "buergerin");
      await changeAnAnswer(citizen);
      await citizen.picture("pruefen");

      const receipt = await submitTwice(citizen);
      await citizen.picture("quittung");
      await staysOne(citizen, receipt);

      await decided(citizen, origin);
      const bescheid = await readLetter(citizen, { pdfText });
      for (const word of ["Anna Maria Beispiel", "EF-AB 123", "Erteilung"]) assert.ok(bescheid.includes(word), `${word} is not in:\n${bescheid}`);
      await citizen.goodbye();
    }),
  );
}

test("a citizen begins on one device and goes on with another", () =>
  withServer("sqlite", async (origin) => {
    const [phone, computer] = [await Visitor.arrive(browser, origin, { width: "phone" }), await Visitor.arrive(browser, origin)];
    await phone.go("/leistung/99108001001000?ort=99084");
    await begin(phone);
    await fillPage(phone, { "person.familienname": "Beispiel", "person.vornamen": "Anna Maria" });
    await phone.press("Speichern und später weitermachen");
    await phone.follow("Anmelden und behalten");
    await signIn(phone, "buergerin");
    await phone.sees("Begonnen, noch nicht abgesendet");

    await computer.go("/antraege");
    await computer.leave(() => computer.page.getByRole("main").getByRole("link", { name: "Anmelden" }).click());
    await signIn(computer, "buergerin");
    await computer.follow(/^Weitermachen/);
    isOn(computer, "person");
    assert.equal(await control(computer, "person.familienname").inputValue(), "Beispiel");
    await computer.go("/antraege");
    await computer.follow(/^Löschen/);
    await computer.press("Ja, endgültig löschen");

    await phone.reload();
    await phone.seesNot("noch nicht abgesendet");
    await phone.goodbye();
    await computer.goodbye();
  }));

test("a caseworker decides what a person must decide", () =>
  withServer("sqlite", async (origin) => {
    const citizen = await Visitor.arrive(browser, origin, { width: "phone" });
    await citizen.go("/suche?q=parken&ort=99084");
    await citizen.follow(service);
    await begin(citizen);
    await walk(citizen, paths(withStart(referred)), { arrived: atCheck });
    await signInToSubmit(citizen, "buergerin");
    await submitTwice(citizen);
    await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
    const reference = await citizen.fact("Aktenzeichen");

    const colleague = await caseworker(browser, origin, { pictures });
    await colleague.reloadUntil(async () => (await entry(colleague, reference).count()) === 1, "the task");
    await colleague.sees("Anna Maria Beispiel");
    await openCase(colleague, reference);
    assert.equal(await colleague.page.locator(".rs-decision__applied").first().isVisible(), true, "the rule that applied is shown");
    await colleague.sees("Ob eine Nebenwohnung genügt, richtet sich nach den örtlichen Verhältnissen."); // why it is here
    await colleague.picture("vorgang");
    await take(colleague);

    await colleague.choose("Wie entscheiden Sie?", "Bewilligen");
    await colleague.press("Verbindlich entscheiden");
    assert.deepEqual(await colleague.errors(), ["Geben Sie eine Begründung ein. Ohne sie darf die Entscheidung nicht ergehen (§ 39 Abs. 1 VwVfG)."]);
    assert.equal(await focused(colleague), "alert", "the error summary has the focus");
    assert.ok(await colleague.page.getByLabel("Bewilligen").isChecked(), "the choice is kept");
    const reasons = "Die Hauptwohnung liegt mehr als 50 km entfernt.";
    await decide(colleague, "Bewilligen", reasons);
    await colleague.follow("Zur Arbeitsliste");
    assert.equal(await entry(colleague, reference).count(), 0, "the task is off the work list");

    await citizen.reloadUntil(() => letterCame(citizen), "the letter");
    const bescheid = await readLetter(citizen, { pdfText });
    assert.ok(bescheid.replace(/\s+/g, " ").includes(reasons), `the reasons are not in:\n${bescheid}`);
    await colleague.goodbye();
    await citizen.goodbye();
  }));

test("who does not agree to electronic delivery gets the Bescheid on paper", () =>
  withServer("sqlite", async (origin) => {
    const citizen = await Visitor.arrive(browser, origin);
    await citizen.go("/leistung/99108001001000?ort=99084");
    await begin(citizen);
    const answers = paths(withStart(referred));
    delete answers["erklaerungen.elektronische_bekanntgabe"];
    await walk(citizen, answers, { arrived: atCheck });
    await signInToSubmit(citizen, "buergerin");
    await submitTwice(citizen);
    await citizen.sees("Bescheid per Post");
    await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
    const reference = await citizen.fact("Aktenzeichen");

    const colleague = await caseworker(browser, origin, { width: "phone" });
    const waits = (task) => async () => (await entry(colleague, reference).filter({ hasText: task }).count()) === 1;
    await colleague.reloadUntil(waits("Antrag prüfen"), "the task");
    await openCase(colleague, reference);
    await take(colleague);
    await decide(colleague, "Ablehnen", "Die Nebenwohnung wird nur am Wochenende genutzt.");
    await colleague.follow("Zur Arbeitsliste");
    await colleague.reloadUntil(waits("Bescheid per Post senden"), "the task to send the Bescheid");
    await openCase(colleague, reference);
    await take(colleague, { asks: "geben Sie ihn zur Post" });
    await colleague.picture("versand");
    await carryOut(colleague, "Als versendet vermerken", "Einschreiben, Beleg in der Akte.");
    await colleague.goodbye();

    await citizen.reloadUntil(async () => /Bescheid per Post\s+erledigt/.test(await citizen.text()), "the end");
    assert.equal(await letterCame(citizen), false, "nothing lies in the mailbox");
    await citizen.goodbye();
  }));

for (const how of [{ width: "phone" }, { width: "desktop", javaScript: false }]) {
  test(`an authenticator app is set up, asked for and removed: ${JSON.stringify(how)}`, () =>
    withServer("sqlite", async (origin) => {
      const citizen = await Visitor.arrive(browser, origin, how);
      await citizen.go("/anmelden?zurueck=/konto");
      await signIn(citizen, "buergerin");
      await citizen.follow("einrichten");
      await citizen.picture("anmelde-app");
      await citizen.press("App einrichten");
      const secret = await secretOnPage(citizen);
      await citizen.picture("anmelde-app-schluessel");
      await citizen.fill("Code aus der App", "000000");
      await citizen.press("Code prüfen und App einschalten");
      assert.match((await citizen.errors())[0], /Der Code passt nicht zu diesem Schlüssel/);
      assert.equal(await secretOnPage(citizen), secret, "the key stays the same");
      await citizen.fill("Code aus der App", appCode(secret));
      await citizen.press("Code prüfen und App einschalten");
      await citizen.sees("Die Anmelde-App ist eingeschaltet");
      await citizen.picture("anmelde-app-an");

      const other = await Visitor.arrive(browser, origin, how);
      await other.go("/anmelden?zurueck=/konto");
      await signIn(other, "buergerin");
      assert.equal(await other.heading(), "Code aus Ihrer Anmelde-App");
      await other.picture("anmelden-code");
      await other.fill("Code aus der App", "000000");
      await other.press("Anmelden");
      assert.match((await other.errors())[0], /Der Code ist falsch/);
      // A code counts once; the next one counts a little early.
      await other.fill("Code aus der App", appCode(secret, 1));
      await other.press("Anmelden");
      assert.equal(other.path, "/konto");
      await other.follow("ansehen");
      await other.follow("App entfernen");
      await other.picture("anmelde-app-entfernen");
      await other.fill("Oder Ihr Kennwort", "rennsteig-demo");
      await other.press("App entfernen");
      await other.sees("App einrichten");
      await other.goodbye();
      await citizen.goodbye();
    }));
}

for (const how of [{ width: "phone" }, { width: "desktop", javaScript: false }]) {
  test(`a spare code stands in for the app, and a password is changed: ${JSON.stringify(how)}`, () =>
    withServer("sqlite", async (origin) => {
      const citizen = await Visitor.arrive(browser, origin, how);
      await citizen.go("/anmelden");
      await citizen.follow("Kennwort vergessen?");
      await citizen.picture("kennwort-vergessen");
      await citizen.follow("Neues Kennwort mit Code festlegen");
      await citizen.press("Neues Kennwort festlegen");
      assert.equal((await citizen.errors()).length, 3);
      await citizen.picture("kennwort-wiederherstellen");
      await citizen.go("/anmelden?zurueck=/konto/anmelde-app");
      await signIn(citizen, "buergerin");
      await citizen.press("App einrichten");
      await citizen.fill("Code aus der App", appCode(await secretOnPage(citizen)));
      await citizen.press("Code prüfen und App einschalten");
      await citizen.sees("Diese Codes zeigen wir nur jetzt");
      await citizen.picture("ersatzcodes");
      const codes = await citizen.page.locator(".rs-codes code").allInnerTexts();
      assert.equal(codes.length, 10);

      const other = await Visitor.arrive(browser, origin, how);
      await other.go("/anmelden?zurueck=/konto");
      await signIn(other, "buergerin");
      await other.follow("Mit einem Ersatzcode anmelden");
      await other.picture("anmelden-ersatzcode");
      await other.fill("Ersatzcode", codes[0].toLowerCase());
      await other.press("Anmelden");
      assert.equal(other.path, "/konto");
      await other.sees("noch 9");
      await other.follow("Ersatzcodes verwalten");
      await other.picture("ersatzcodes-verwalten");
      await other.go("/konto");
      await other.follow("Kennwort ändern");
      await other.fill("Ihr bisheriges Kennwort", "rennsteig-demo");
      await other.fill("Neues Kennwort", "Brotzeit am Kickelhahn");
      await other.fill("Neues Kennwort wiederholen", "Brotzeit am Kickelhahn");
      await other.picture("kennwort-aendern");
      await other.press("Kennwort ändern");
      await other.sees("Ihr Kennwort ist geändert");
      await citizen.go("/konto");
      assert.ok(citizen.path.startsWith("/anmelden"), "signed out on the other device");
      await other.goodbye();
      await citizen.goodbye();
    }));
}

const schema = join(conformance, "fim-xdatenfelder/schemata/S07000000248/schema.xdf.xml");

test("an official FIM schema becomes a service that works", { skip: existsSync(schema) ? false : `there is no ${schema}` }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "rennsteig-fim-"));
  try {
    const dienst = join(folder, "jagdschein");
    command("package", "new", "--from-xdf", schema, ...(await codelists()), dienst);
    await withServer("sqlite", applyForJagdschein, ["--package", dienst]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** The public codelists, as options of the command that makes a package. */
async function codelists() {
  const lists = join(conformance, "codelists");
  const names = existsSync(lists) ? await readdir(lists) : [];
  return names.filter((name) => name.endsWith(".xml")).flatMap((name) => ["--codelist", join(lists, name)]);
}

async function applyForJagdschein(origin) {
  const titel = "Antrag auf Ersterteilung eines Jagdscheins";
  const citizen = await Visitor.arrive(browser, origin, { width: "phone" });
  await find(citizen, "jagdschein", titel);
  await choosePlace(citizen, "99084", { place: "Erfurt", office: "Erfurt" });
  await begin(citizen);
  for (let pages = 0; !(await atCheck(citizen)); pages++) {
    assert.ok(pages < 60, `the form has no end; we are on ${citizen.path}`);
    await guessPage(citizen);
  }
  await signInToSubmit(citizen, "buergerin", { niveau: "basis" });
  await submitTwice(citizen);
  await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
  const reference = await citizen.fact("Aktenzeichen");

  const colleague = await caseworker(browser, origin);
  await colleague.reloadUntil(async () => (await entry(colleague, reference).count()) === 1, "the task");
  await openCase(colleague, reference);
  await take(colleague);
  await decide(colleague, "Bewilligen", "Die Voraussetzungen des § 15 BJagdG liegen vor.");
  await colleague.goodbye();

  await citizen.reloadUntil(() => letterCame(citizen), "the letter");
  const bescheid = await readLetter(citizen, { pdfText });
  assert.ok(bescheid.includes("§ 15 BJagdG"), `the reasons are not in:\n${bescheid}`);
  await citizen.goodbye();
}

/** The pages of the Antrag from the first to the check, with a detour on each kind of thing that can go wrong. */
async function fillIn(citizen) {
  const answers = paths(withStart(granted));
  const next = async (page) => {
    await fillPage(citizen, answers);
    await citizen.goOn();
    isOn(citizen, page);
  };
  isOn(citizen, "person");
  await next("adresse");
  await switchLanguages(citizen);
  await next("zone");
  await next("fahrzeug");
  await mistakes(citizen, answers);
  await citizen.goOn();
  isOn(citizen, "ausweis"); // one vehicle: nobody asks why there are several
  await next("weiteres");
  await next("erklaerungen");
  await next("pruefen");
}

/** Languages change the wording and nothing else: the page stays, and so do the answers. */
async function switchLanguages(citizen) {
  await citizen.follow("Zurück");
  const name = control(citizen, "person.familienname");
  for (const [language, heading] of [
    ["Leichte Sprache", "Wer sind Sie?"],
    ["English", "Who is applying?"],
    ["Deutsch", "Wer stellt den Antrag?"],
  ]) {
    await citizen.follow(language);
    isOn(citizen, "person");
    assert.match(await citizen.heading(), new RegExp(heading.replace("?", "\\?")));
    assert.equal(await name.inputValue(), "Beispiel");
  }
  await citizen.goOn();
  isOn(citizen, "adresse");
}

/** A wrong number plate, a program that calls itself a PDF, and a vehicle too many. */
async function mistakes(citizen, answers) {
  const plate = "fahrzeug[0].kennzeichen";
  const file = "fahrzeug[0].zulassungsbescheinigung";
  await fillPage(citizen, { ...answers, [plate]: "Erfurt 123", [file]: smuggled("fahrzeugschein.pdf") });
  await citizen.goOn();
  isOn(citizen, "fahrzeug");
  const errors = await citizen.errors();
  assert.equal(errors.length, 2, errors.join("\n"));
  assert.match(errors[0], /Ein Kennzeichen sieht so aus: EF-AB 123/);
  assert.match(errors[1], /Dateien dieser Art können wir nicht annehmen/);
  assert.equal(await focused(citizen), "alert", "the error summary has the focus");
  assert.match(await citizen.page.title(), /^Fehler: /);
  await citizen.hands.click(citizen.page.getByRole("alert").getByRole("link", { name: errors[0] }));
  assert.equal(await focused(citizen), plate, "the error leads to its field");
  assert.equal(await control(citizen, plate).inputValue(), "Erfurt 123", "what was typed is kept");
  assert.ok(await citizen.page.locator(`[name="fahrzeug[0].halter"][value=true]`).isChecked(), "what was chosen is kept");

  await answer(citizen, plate, answers[plate]);
  await answer(citizen, file, answers[file]);
  await addRow(citizen, "fahrzeug");
  assert.deepEqual(await citizen.errors(), []);
  await answer(citizen, "fahrzeug[1].kennzeichen", "J-X 7E");
  await removeRow(citizen, "fahrzeug[1]");
  assert.equal(await control(citizen, "fahrzeug[1].kennzeichen").count(), 0);
  assert.equal(await control(citizen, plate).inputValue(), answers[plate]);
  await citizen.sees("fahrzeugschein.pdf");
}

/** From the check to one of the answers and back to the check. */
async function changeAnAnswer(citizen) {
  await citizen.sees("EF-AB 123");
  await citizen.sees("fahrzeugschein.pdf");
  await citizen.follow(/^Ändern.*Hausnummer/s);
  isOn(citizen, "adresse");
  await answer(citizen, "wohnung.hausnummer", "28");
  await citizen.press("Übernehmen und zurück zur Übersicht");
  assert.ok(await atCheck(citizen));
  assert.equal(await citizen.fact("Hausnummer"), "28");
}

/** Reload and the back button make no second Antrag. */
async function staysOne(citizen, { path, number }) {
  await citizen.reload();
  await citizen.sees(number);
  await citizen.back();
  const again = citizen.page.getByRole("button", { name: "Antrag jetzt absenden" });
  if ((await again.count()) > 0) await citizen.leave(() => citizen.hands.click(again));
  assert.equal(citizen.path, path, "the way back leads to the same receipt");
  assert.deepEqual(await submitted(citizen), [number], "there is one Antrag");
  await citizen.seesNot("noch nicht abgesendet");
  await citizen.follow(titel);
  assert.equal(citizen.path, path);
}

const patience = 5_000; // milliseconds until we ask at the desk

/** Waits for the letter. One in twenty goes to a person whatever the rules say: then a caseworker decides. */
async function decided(citizen, origin) {
  await citizen.reloadUntil(() => citizen.fact("Aktenzeichen"), "the Aktenzeichen");
  try {
    return await citizen.reloadUntil(() => letterCame(citizen), "the letter", patience);
  } catch {
    const reference = await citizen.fact("Aktenzeichen");
    const colleague = await caseworker(browser, origin);
    const isSample = async () => (await entry(colleague, reference).count()) === 1;
    if (reference && (await isSample())) {
      await openCase(colleague, reference);
      await take(colleague);
      await decide(colleague, "Bewilligen", "Die Angaben wurden geprüft und treffen zu.");
    }
    await colleague.goodbye();
  }
  await citizen.reloadUntil(() => letterCame(citizen), "the letter");
}

function isOn(visitor, page) {
  assert.match(visitor.path, new RegExp(`^/antrag/[0-9a-f-]{36}/${page}([?#]|$)`));
}

/** The first day depends on today. */
function withStart(answers) {
  return { ...answers, ausweis: { ...answers.ausweis, gueltig_ab: dayFromNow(7) } };
}

/** The name or the role of what has the focus. */
function focused(visitor) {
  return visitor.page.evaluate(() => document.activeElement.getAttribute("name") ?? document.activeElement.getAttribute("role"));
}
