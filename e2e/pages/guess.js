// Filling in a form that nobody here knows, as somebody would who only reads what the page says: a plausible answer in
// every field, and another one where the error summary does not take it.
import assert from "node:assert/strict";
import { proof } from "./answers.js";
import { answer, control, fields } from "./form.js";

const words = ["Muster", "12", "99084", "1988", "anna.beispiel@buerger.example", "0361 123456", "1", "EF-AB 123", "12:30", "DE", ""];

/** The answers to try in a field, the likeliest first. An empty one is the last where words can be typed. */
async function guesses(visitor, path) {
  const field = control(visitor, path);
  if ((await field.count()) === 0) return ["17.04.1988", "24.12.2030", "", "01.01.2020"]; // a date, in three fields
  const kind = await field.first().evaluate((element) => (element.localName === "input" ? element.type : element.localName));
  const values = () => field.evaluateAll((all) => all.map((one) => one.value));
  switch (kind) {
    case "select":
      return field.evaluate((element) => [...element.options].map((option) => option.value).filter(Boolean).slice(0, 5));
    case "radio":
      return values();
    case "checkbox":
      return [true];
    case "file":
      return [proof("nachweis.pdf")];
    case "email":
      return ["anna.beispiel@buerger.example"];
    case "tel":
      return ["0361 123456", ""];
    default:
      return [...words];
  }
}

/** The paths of the fields that the error summary leads to. */
async function refused(visitor) {
  const paths = await visitor.page
    .getByRole("alert")
    .getByRole("link")
    .evaluateAll((links) =>
      links.flatMap((link) => {
        const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const all = target?.matches("[name]") ? [target] : [...(target?.querySelectorAll("[name]:not([type=hidden]):not(button)") ?? [])];
        return all.map((one) => one.name.replace(/--(tag|monat|jahr)$/, ""));
      }),
    );
  return [...new Set(paths)];
}

/** Fills in the page in front of us and goes on. */
export async function guessPage(visitor) {
  const before = visitor.path;
  const left = new Map(); // by path, what has not been tried yet
  let open = await fields(visitor);
  while (visitor.path === before) {
    for (const path of open) {
      if (!left.has(path)) left.set(path, await guesses(visitor, path));
      const next = left.get(path).shift();
      assert.notEqual(next, undefined, `no answer is right for ${path} on ${before}:\n${await visitor.text()}`);
      await answer(visitor, path, next);
    }
    await visitor.goOn();
    if (visitor.path !== before) return;
    open = await refused(visitor);
    assert.notDeepEqual(open, [], `${before} does not let us on and does not say why:\n${await visitor.text()}`);
  }
}
