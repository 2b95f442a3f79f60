// Signing in at an OpenID Connect provider that is not ours (panva's oidc-provider), as a citizen does it.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../harness/browser.js";
import { acr, client, startProvider } from "../harness/provider.js";
import { freePort, start } from "../harness/server.js";
import { Visitor } from "../harness/visitor.js";
import { dayFromNow, granted } from "../pages/answers.js";
import { walk, paths } from "../pages/form.js";
import { atCheck, begin, submitTwice } from "../pages/portal.js";

const pictures = Boolean(process.env.RENNSTEIG_PICTURES);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Runs `work` with a server that knows a provider, and verifies the journal afterwards. */
async function withProvider(work) {
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const provider = await startProvider(site);
  const folder = await mkdtemp(join(tmpdir(), "rennsteig-oidc-"));
  const config = join(folder, "rennsteig.toml");
  await writeFile(join(folder, "secret"), `${client.secret}\n`);
  await writeFile(
    config,
    `[site]
address = "${site}"
[oidc.amt]
label = "Musterkonto"
issuer = "${provider.issuer}"
client_id = "${client.id}"
client_secret_file = "${join(folder, "secret")}"
levels = { "${acr.substantial}" = "substantiell" }
`,
  );
  const server = await start({ options: ["--config", config], listen: `127.0.0.1:${port}` });
  try {
    await work(server.origin, provider);
    assert.match(server.run("journal", "verify"), /\S/);
    assert.doesNotMatch(server.log(), /anna-4711|Beispiel|code=|state=/, "the log names nobody");
  } finally {
    await server.stop();
    await provider.stop();
    await rm(folder, { recursive: true });
  }
}

/** Presses a button that leads to the provider. */
async function leaveBy(visitor, provider, button) {
  await visitor.hands.click(visitor.page.getByRole("button", { name: button, exact: true }));
  await visitor.page.waitForURL(`${provider.issuer}/**`);
}

/** On the provider's page: says who one is, and comes back. */
async function confirm(visitor, { who = "anna-4711", card = false } = {}) {
  const { page } = visitor;
  await page.getByLabel("Wer sind Sie?").fill(who);
  if (card) await page.getByLabel("Mit Karte").check();
  await page.getByRole("button", { name: "Bestätigen" }).click();
  await page.waitForURL(`${visitor.origin}/**`);
  await visitor.look();
}

for (const how of [{ width: "phone" }, { width: "desktop", javaScript: false }]) {
  test(`a citizen applies with an account elsewhere: ${JSON.stringify(how)}`, () =>
    withProvider(async (origin, provider) => {
      const citizen = await Visitor.arrive(browser, origin, how);
      await citizen.go("/leistung/99108001001000?ort=99084");
      await begin(citizen);
      await walk(citizen, paths({ ...granted, ausweis: { ...granted.ausweis, gueltig_ab: dayFromNow(7) } }), { arrived: atCheck });
      const check = citizen.path;
      await citizen.follow("Anmelden und weiter");
      await leaveBy(citizen, provider, "Mit Musterkonto anmelden");
      await confirm(citizen, { card: true });
      assert.equal(citizen.path, check, "back to the answers, with nothing more to show");
      await submitTwice(citizen);
      await citizen.go("/konto");
      await citizen.sees("Anna Maria Beispiel");
      await citizen.sees("Substantiell");
      await citizen.goodbye();
    }));
}

test("a level is raised at the provider, and the session ends there too", () =>
  withProvider(async (origin, provider) => {
    const citizen = await Visitor.arrive(browser, origin, { pictures });
    await citizen.go("/anmelden?zurueck=/konto");
    await citizen.picture("anmelden-anderswo");
    await leaveBy(citizen, provider, "Mit Musterkonto anmelden");
    await confirm(citizen);
    assert.equal(citizen.path, "/konto");
    await citizen.sees("Basis");
    await citizen.sees(/Musterkonto\s+verbunden seit/);
    await citizen.picture("verbundene-konten");
    await citizen.press("Verbindung mit Musterkonto lösen");
    await citizen.sees("der einzige Weg");
    await citizen.follow("Zurück zu Ihrem Konto");

    await citizen.follow("erhöhen");
    await leaveBy(citizen, provider, "Mit Musterkonto ausweisen");
    await confirm(citizen); // without the card
    await citizen.sees("Das reicht hier noch nicht");
    await citizen.follow("Andere Nachweise ansehen");
    await citizen.picture("ausweisen-anderswo");
    await leaveBy(citizen, provider, "Mit Musterkonto ausweisen");
    await confirm(citizen, { card: true });
    assert.equal(citizen.path, "/konto");
    await citizen.sees("Substantiell");

    await citizen.go("/abmelden");
    await citizen.press("Abmelden");
    await citizen.sees("Bei Musterkonto sind Sie noch angemeldet");
    await citizen.picture("abgemeldet");
    await citizen.page.getByRole("link", { name: "Bei Musterkonto abmelden" }).click();
    await citizen.page.waitForURL(`${provider.issuer}/**`);
    await citizen.page.getByRole("button", { name: "Ja, abmelden" }).click();
    await citizen.page.waitForURL(`${origin}/abmelden**`);
    await citizen.look();
    await citizen.sees("Sie sind abgemeldet");
    await citizen.goodbye();
  }));

test("an account is linked to a password, and what goes wrong is said", () =>
  withProvider(async (origin, provider) => {
    const citizen = await Visitor.arrive(browser, origin, { keyboard: true });
    await citizen.go("/anmelden?zurueck=/konto");
    await leaveBy(citizen, provider, "Mit Musterkonto anmelden");
    await citizen.page.getByRole("button", { name: "Abbrechen" }).click();
    await citizen.page.waitForURL(`${origin}/**`);
    await citizen.look();
    await citizen.sees("Sie haben die Anmeldung bei Musterkonto abgebrochen");
    await citizen.reload(); // the same answer of the provider again
    await citizen.sees("Diese Anmeldung ist abgelaufen");
    await citizen.follow("Zurück und noch einmal versuchen");
    await citizen.fill("Anmeldename", "buergerin");
    await citizen.fill("Kennwort", "rennsteig-demo");
    await citizen.goOn();
    await citizen.go("/konto");
    await leaveBy(citizen, provider, "Mit Musterkonto verbinden");
    await confirm(citizen);
    await citizen.sees(/Musterkonto\s+verbunden seit/);

    await citizen.go("/konto");
    await citizen.press("Verbindung mit Musterkonto lösen");
    await citizen.sees("nicht verbunden");
    // The page between here and there goes on by itself; here it stays, to be looked at.
    await citizen.page.route("**/anmelden/oidc/amt", async (route) => {
      const response = await route.fetch();
      const { refresh, ...headers } = response.headers();
      assert.ok(refresh.startsWith(`0; url=${provider.issuer}/`), refresh);
      await route.fulfill({ response, headers });
    });
    await citizen.press("Mit Musterkonto verbinden");
    await citizen.sees("Danach kommen Sie hierher zurück");
    await citizen.goodbye();
  }));

test("a provider that is down does not stop anybody", () =>
  withProvider(async (origin, provider) => {
    await provider.stop();
    const citizen = await Visitor.arrive(browser, origin);
    await citizen.go("/anmelden");
    await citizen.page.getByRole("button", { name: "Mit Musterkonto anmelden" }).click();
    await citizen.page.waitForURL("**/anmelden/oidc/amt");
    assert.equal(citizen.status, 503);
    await citizen.sees("Musterkonto antwortet gerade nicht");
    await citizen.page.getByRole("link", { name: "Zurück und noch einmal versuchen" }).click();
    await citizen.fill("Anmeldename", "buergerin");
    await citizen.fill("Kennwort", "rennsteig-demo");
    await citizen.page.getByRole("button", { name: "Anmelden", exact: true }).last().click();
    await citizen.page.waitForURL("**/antraege");
    await citizen.goodbye();
  }));
