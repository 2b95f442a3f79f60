// Two ways to work a page: with a pointer, and with nothing but a keyboard. Both offer the same moves on a locator, so
// that a journey is written once.
import assert from "node:assert/strict";

/** Mouse or finger. */
export class Pointer {
  click(target) {
    return target.click();
  }
  /** As impatient people do. */
  clickTwice(target) {
    return target.dblclick();
  }
  type(field, text) {
    return field.fill(text);
  }
  /** `option` is the label of an option, or `{ value }`. */
  async select(field, option) {
    await field.selectOption(typeof option === "string" ? { label: option } : option);
  }
  check(box) {
    return box.check();
  }
  attach(field, file) {
    return field.setInputFiles(file);
  }
}

const tabLimit = 200;

/**
 * Tab, arrows, Space, Enter and letters. Every stop on the way must show where the focus is and must lie in view
 * (WCAG 2.2: 2.1.1, 2.1.2, 2.4.7, 2.4.11).
 */
export class Keyboard {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
    page.on("filechooser", () => {}); // from now on the chooser is ours; asked for later, it may come too late
  }

  async click(target) {
    await this.tabTo(target);
    await this.keys.press("Enter");
  }

  async clickTwice(target) {
    await this.tabTo(target);
    await Promise.all([this.keys.press("Enter"), this.keys.press("Enter")]);
  }

  async type(field, text) {
    await this.tabTo(field);
    await this.keys.press("Control+A");
    await (text === "" ? this.keys.press("Delete") : this.keys.type(text));
  }

  async select(field, option) {
    await this.tabTo(field);
    const label =
      typeof option === "string"
        ? option
        : await field.evaluate((element, value) => [...element.options].find((one) => one.value === value)?.label, option.value);
    assert.ok(label, `no option ${JSON.stringify(option)}`);
    // The browser looks for an option that begins so. Letters of other keyboards are put in as text, which a list does not take
    // and the field before it would.
    await this.keys.type(label.match(/^[ -~]*/)[0]);
    const chosen = await field.evaluate((element) => element.selectedOptions[0]?.label);
    assert.equal(chosen, label, `typing "${label}" chose "${chosen}"`);
  }

  async check(box) {
    if ((await box.getAttribute("type")) === "radio") await this.#moveTo(box);
    else await this.tabTo(box);
    if (!(await box.isChecked())) await this.keys.press("Space");
    assert.ok(await box.isChecked(), `the keyboard does not check ${box}`);
  }

  async attach(field, file) {
    await this.tabTo(field);
    const chooser = this.page.waitForEvent("filechooser");
    await this.keys.press("Enter");
    await (await chooser).setFiles(file);
  }

  /** Tab stops at one of a group of radio buttons; arrows go on from there. */
  async #moveTo(radio) {
    const name = await radio.getAttribute("name");
    const group = this.page.locator(`input[type=radio][name=${JSON.stringify(name)}]`);
    await this.tabTo(group);
    const count = await group.count();
    for (let step = 0; !(await focused(radio)); step++) {
      assert.ok(step < count, `arrow keys never reach ${radio}`);
      await this.keys.press("ArrowDown");
    }
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
    const labels = [...(element.labels ?? [])];
    const name = element.outerHTML.slice(0, 160);

    const look = (one, part) => {
      const style = getComputedStyle(one, part);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join();
    };
    const looks = () => [element, element.parentElement, ...labels].flatMap((one) => [null, "::before", "::after"].map((part) => look(one, part))).join(";");
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    if ((outlineStyle === "none" || outlineWidth === "0px") && boxShadow === "none") {
      const with_focus = looks();
      element.blur();
      const without = looks();
      element.focus({ preventScroll: true, focusVisible: true });
      if (with_focus === without) return `nothing shows that the focus is on ${name}`;
    }

    const inView = (one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    return [element, ...labels].some(inView) ? null : `the focus is out of view on ${name}`;
  });
  assert.equal(fault, null, `${fault} on ${page.url()}`);
}
