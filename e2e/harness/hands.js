// Two ways to work a page: with a pointer and with nothing but a keyboard. Both offer the same moves, so that a journey
// is written once. A move takes what a person sees: the label of a field, the words on a button.
import assert from "node:assert/strict";

/** Where the moves find their targets: by role and accessible name, as assistive technology does. */
const find = {
  link: (page, name) => page.getByRole("link", { name, exact: typeof name === "string" }).first(),
  button: (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first(),
  field: (page, label) => page.getByLabel(label, { exact: typeof label === "string" }).first(),
  option: (page, question, label) =>
    (question ? page.getByRole("group", { name: question }) : page).getByLabel(label, { exact: typeof label === "string" }).first(),
};

/** Mouse or finger. */
export class Pointer {
  constructor(page) {
    this.page = page;
  }
  follow(name) {
    return find.link(this.page, name).click();
  }
  press(name) {
    return find.button(this.page, name).click();
  }
  fill(label, text) {
    return find.field(this.page, label).fill(text);
  }
  select(label, option) {
    return find.field(this.page, label).selectOption({ label: option });
  }
  choose(question, label) {
    return find.option(this.page, question, label).check();
  }
  tick(label) {
    return find.option(this.page, null, label).check();
  }
  attach(label, file) {
    return find.field(this.page, label).setInputFiles(file);
  }
}

const tabLimit = 200;

/**
 * Tab, Shift, arrows, Space, Enter and letters. Every stop on the way must show where the focus is and must lie in
 * view (WCAG 2.2: 2.1.1, 2.1.2, 2.4.7, 2.4.11).
 */
export class Keyboard {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
  }

  async follow(name) {
    await this.tabTo(find.link(this.page, name));
    await this.keys.press("Enter");
  }

  async press(name) {
    await this.tabTo(find.button(this.page, name));
    await this.keys.press("Enter");
  }

  async fill(label, text) {
    await this.tabTo(find.field(this.page, label));
    await this.keys.press("Control+A");
    await (text === "" ? this.keys.press("Delete") : this.keys.type(text));
  }

  async select(label, option) {
    const field = find.field(this.page, label);
    await this.tabTo(field);
    await this.keys.type(option);
    const chosen = await field.evaluate((element) => element.selectedOptions[0]?.label);
    assert.equal(chosen, option, `typing "${option}" in "${label}" chose "${chosen}"`);
  }

  async choose(question, label) {
    const option = find.option(this.page, question, label);
    const name = await option.getAttribute("name");
    // Tab stops at one of a group of radio buttons; arrows go on from there.
    await this.tabTo(this.page.locator(`input[type=radio][name=${JSON.stringify(name)}]`));
    for (let step = 0; !(await focused(option)); step++) {
      assert.ok(step < 50, `arrow keys never reach "${label}"`);
      await this.keys.press("ArrowDown");
    }
    if (!(await option.isChecked())) await this.keys.press("Space");
    assert.ok(await option.isChecked(), `the keyboard does not choose "${label}"`);
  }

  async tick(label) {
    const box = find.option(this.page, null, label);
    await this.tabTo(box);
    if (!(await box.isChecked())) await this.keys.press("Space");
    assert.ok(await box.isChecked(), `the keyboard does not tick "${label}"`);
  }

  async attach(label, file) {
    await this.tabTo(find.field(this.page, label));
    const chooser = this.page.waitForEvent("filechooser");
    await this.keys.press("Enter");
    await (await chooser).setFiles(file);
  }

  /** Presses Tab until one of `target` has the focus. */
  async tabTo(target) {
    await target.first().waitFor({ state: "attached" });
    for (let step = 0; step < tabLimit; step++) {
      if (await focused(target)) return;
      await this.keys.press("Tab");
      await focusShows(this.page);
    }
    assert.fail(`${tabLimit} times Tab never reached ${target} on ${this.page.url()}`);
  }
}

/** Whether one of the elements has the focus. */
function focused(target) {
  return target.evaluateAll((elements) => elements.includes(document.activeElement));
}

/** Fails where a person could not see what has the focus. */
async function focusShows(page) {
  const fault = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null; // the browser's own bars
    const around = [element, element.parentElement, ...(element.labels ?? [])];
    const looks = () =>
      around
        .flatMap((one) => [null, "::before", "::after"].map((part) => getComputedStyle(one, part)))
        .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join())
        .join(";");
    const name = element.outerHTML.slice(0, 160);
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    if ((outlineStyle === "none" || outlineWidth === "0px") && boxShadow === "none") {
      const focused = looks();
      element.blur();
      const plain = looks();
      element.focus({ preventScroll: true, focusVisible: true });
      if (focused === plain) return `nothing shows that the focus is on ${name}`;
    }
    const box = (element.getClientRects().length && !(element.labels ?? [])[0] ? element : (element.labels ?? [])[0] ?? element).getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `the focus is out of view on ${name}`;
    return null;
  });
  assert.equal(fault, null, `${fault} on ${page.url()}`);
}
