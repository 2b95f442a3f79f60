// What citizens do on the portal: find a service, sign in, submit, follow their Antrag, read their letters.
import assert from "node:assert/strict";

/** From the start page to the page of a service, by a search word and the title among the findings. */
export async function find(visitor, words, title) {
  await visitor.go("/");
  await visitor.fill("Was suchen Sie?", words);
  await visitor.press("Suchen");
  await visitor.picture("suche");
  await visitor.follow(title);
  assert.equal(await visitor.heading(), title);
}

/** On the page of a service: says where one lives. */
export async function choosePlace(visitor, typed, { place, office }) {
  await visitor.fill("Postleitzahl oder Ort", typed);
  await visitor.press("Zuständiges Amt anzeigen");
  await visitor.sees(`Antrag in ${place}`);
  await visitor.sees(office);
  await visitor.picture("leistung");
}

/** Begins an Antrag; we are on its first page then. */
export async function begin(visitor) {
  await visitor.press("Jetzt online beantragen");
  assert.match(visitor.path, /^\/antrag\/[0-9a-f-]{36}\//);
}

/** Whether we are where all answers are checked. */
export const atCheck = async (visitor) => /^\/antrag\/[^/]+\/pruefen/.test(visitor.path);

/** With login name and password, on the page that asks for them. All sample accounts have this password. */
export async function signIn(visitor, name) {
  await visitor.fill("Anmeldename", name);
  await visitor.fill("Kennwort", "rennsteig-demo");
  await visitor.goOn();
}

/** From the check: signs in, shows a second proof where the service asks for one, and comes back to the check. */
export async function signInToSubmit(visitor, name, { niveau = "substantiell" } = {}) {
  const check = visitor.path;
  await visitor.follow("Anmelden und weiter");
  await signIn(visitor, name);
  if (niveau !== "basis") {
    assert.equal(await visitor.heading(), "Zeigen Sie, dass Sie es sind");
    await visitor.press("Mit dem Demo-Ausweis ausweisen");
  }
  assert.equal(visitor.path, check, "back to the answers");
}

/** Submits with a double click and returns `{ path, number }` of the receipt. */
export async function submitTwice(visitor) {
  await visitor.pressTwice("Antrag jetzt absenden");
  await visitor.page.waitForURL(/\/antraege\/[0-9a-f-]{36}$/);
  await visitor.look();
  await visitor.sees("Ihre Eingangsnummer");
  const text = await visitor.page.locator(".rs-confirmation, main").first().innerText();
  const number = text.match(/Ihre Eingangsnummer\s+(\S+)/)?.[1];
  assert.ok(number, `no Eingangsnummer in:\n${text}`);
  return { path: visitor.path, number };
}

/** The numbers of all that this person has submitted. */
export async function submitted(visitor) {
  await visitor.follow("Meine Anträge");
  return [...(await visitor.text()).matchAll(/Eingangsnummer (\S+)/g)].map(([, number]) => number);
}

/** Whether the page of an Antrag says that its letter has come. */
export async function letterCame(visitor) {
  return (await visitor.page.getByRole("main").getByRole("link", { name: "Zum Postfach" }).count()) > 0;
}

/** From the page of a decided Antrag: opens its letter and returns the text of the Bescheid. */
export async function readLetter(visitor, { pdfText }) {
  const reference = await visitor.fact("Aktenzeichen");
  await visitor.follow("Zum Postfach");
  const letter = visitor.page.getByRole("article").filter({ hasText: reference });
  assert.equal(await letter.count(), 1, `one letter about ${reference}`);
  await letter.getByText("ungelesen").waitFor();
  await visitor.leave(() => visitor.hands.click(letter.getByRole("link")));
  await visitor.press("Brief öffnen");
  assert.equal(await visitor.fact("Aktenzeichen"), reference);
  await visitor.sees("Wann der Bescheid bekannt gegeben ist");
  const bescheid = await visitor.download(/\(PDF, /);
  assert.equal(bescheid.status, 200);
  assert.equal(bescheid.type, "application/pdf");
  const text = pdfText(bescheid.bytes);
  assert.ok(text.includes(reference), `the Bescheid does not say ${reference}:\n${text}`);
  return text;
}
