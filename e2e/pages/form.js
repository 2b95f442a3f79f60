// Filling in any form that the form engine shows, by the paths of its fields (`fahrzeug[0].kennzeichen`). Paths are the
// same in every language and for every package, so this also drives forms that nobody here wrote.
import assert from "node:assert/strict";

/** `{ fahrzeug: [{ kennzeichen: "EF-AB 123" }] }` becomes `{ "fahrzeug[0].kennzeichen": "EF-AB 123" }`. */
export function paths(answers, prefix = "") {
  const flat = {};
  for (const [key, value] of Object.entries(answers)) {
    const path = Array.isArray(answers) ? `${prefix}[${key}]` : prefix ? `${prefix}.${key}` : key;
    const nested = typeof value === "object" && value !== null && !value.buffer;
    Object.assign(flat, nested ? paths(value, path) : { [path]: value });
  }
  return flat;
}

const dateParts = ["tag", "monat", "jahr"];

/** The paths of all fields of the page in front of us, in their order. A date has one path for its three fields. */
export async function fields(visitor) {
  const names = await visitor.page
    .locator("main form [name]:not([type=hidden]):not(button)")
    .evaluateAll((elements) => elements.filter((element) => element.checkVisibility()).map((element) => element.name));
  return [...new Set(names.map((name) => name.replace(/--(tag|monat|jahr)$/, "")))];
}

/** The element of a field. */
export const control = (visitor, path) => visitor.page.locator(`main [name=${JSON.stringify(path)}]`);

/** Answers one field, whatever kind it is. A file is `{ name, mimeType, buffer }`, a date `24.12.2026`. */
export async function answer(visitor, path, value) {
  const { page, hands } = visitor;
  const named = (name) => control(visitor, name);
  if ((await named(`${path}--tag`).count()) > 0) {
    const parts = String(value).split(".");
    for (const [at, part] of dateParts.entries()) await hands.type(named(`${path}--${part}`), parts[at] ?? "");
    return;
  }
  const field = named(path);
  const kind = await field.first().evaluate((element) => (element.localName === "input" ? element.type : element.localName));
  if (kind === "select") await hands.select(field, { value: String(value) });
  else if (kind === "radio") await hands.check(page.locator(`main [name=${JSON.stringify(path)}][value=${JSON.stringify(String(value))}]`));
  else if (kind === "checkbox") await (value ? hands.check(field.first()) : field.first().uncheck());
  else if (kind === "file") await hands.attach(field, value);
  else await hands.type(field, String(value));
}

/** Answers all fields of the page that `answers` (by path) knows, and those that appear through the answers. */
export async function fillPage(visitor, answers) {
  const done = new Set();
  for (;;) {
    const open = (await fields(visitor)).filter((path) => path in answers && !done.has(path));
    if (open.length === 0) return [...done];
    for (const path of open) {
      await answer(visitor, path, answers[path]);
      done.add(path);
    }
    if (visitor.javaScript) await visitor.page.waitForLoadState("networkidle");
  }
}

/** Presses the button that adds a row to a repeated group (`fahrzeug`), or removes one (`fahrzeug[1]`). */
export function addRow(visitor, path) {
  return pressRow(visitor, "_zeile_hinzufuegen", path);
}

export function removeRow(visitor, path) {
  return pressRow(visitor, "_zeile_entfernen", path);
}

function pressRow(visitor, name, path) {
  return visitor.leave(() => visitor.hands.click(visitor.page.locator(`main button[name=${name}][value=${JSON.stringify(path)}]`)));
}

/**
 * Fills in page after page until `arrived` says so, and returns the paths of the pages. Adds the rows that the answers
 * need. Fails where the form does not let us on.
 */
export async function walk(visitor, answers, { arrived, limit = 60 }) {
  const shown = [];
  let stuck = 0;
  while (!(await arrived(visitor))) {
    assert.ok(shown.length < limit, `after ${limit} pages still not there; the way was ${shown.join(" > ")}`);
    const before = visitor.path;
    shown.push(before);
    const answered = await fillPage(visitor, answers);
    const group = await missingRow(visitor, answers);
    if (group) await addRow(visitor, group);
    else await visitor.goOn();
    // Without scripts a field that depends on an answer of the same page comes with the next view of that page.
    stuck = visitor.path === before && !group ? stuck + 1 : 0;
    assert.ok(stuck < 3, `${before} does not let us on after ${answered.join(", ")}:\n${await visitor.text()}`);
  }
  return shown;
}

/** A repeated group of this page with fewer rows than there are answers. */
async function missingRow(visitor, answers) {
  const groups = await visitor.page.locator("main button[name=_zeile_hinzufuegen]").evaluateAll((buttons) => buttons.map((button) => button.value));
  const shown = await fields(visitor);
  const rows = (names, group) => new Set(names.filter((name) => name.startsWith(`${group}[`)).map((name) => name.slice(group.length).split("]")[0])).size;
  return groups.find((group) => rows(shown, group) < rows(Object.keys(answers), group));
}
