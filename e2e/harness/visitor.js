// A person at the browser. Every page they come to is audited, whatever the journey is about.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { audit } from "./audit.js";
import { newPage, widths } from "./browser.js";
import { Keyboard, Pointer } from "./hands.js";

const pictures = fileURLToPath(new URL("../pictures/", import.meta.url)); // git-ignored

export class Visitor {
  /**
   * `javaScript: false` switches scripts off, `keyboard: true` takes the mouse away, `width` is `phone` or `desktop`,
   * `pictures: true` writes what `picture()` is asked for.
   */
  static async arrive(browser, origin, { javaScript = true, keyboard = false, width = "desktop", pictures = false } = {}) {
    const page = await newPage(browser, { javaScript, width });
    return new Visitor(page, origin, { javaScript, keyboard, pictures });
  }

  constructor(page, origin, { javaScript, keyboard, pictures }) {
    Object.assign(this, { page, origin, javaScript, wantsPictures: pictures });
    this.hands = keyboard ? new Keyboard(page) : new Pointer(page);
    this.audited = new Set();
    this.complaints = [];
    page.on("pageerror", (error) => this.complaints.push(`script error: ${error.message}`));
    page.on("console", (message) => {
      // An answer like 422 is told there as well; what the page says about it is for the journey to check.
      const ownAnswer = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
      if (message.type() === "error" && !ownAnswer) this.complaints.push(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) this.status = response.status();
    });
  }

  /** Types an address; a path like `/suche?q=parken`. */
  async go(path) {
    await this.page.goto(new URL(path, this.origin).href);
    await this.look();
  }

  /** Follows a link by its words. */
  follow(name) {
    return this.leave(() => this.hands.follow(name));
  }

  /** Presses a button by its words and waits for the page that answers. */
  press(name) {
    return this.leave(() => this.hands.press(name));
  }

  async reload() {
    await this.page.reload();
    await this.look();
  }

  /** The browser's back button. */
  async back() {
    await this.page.goBack();
    await this.look();
  }

  /** Does what leads to another page, and looks at it. */
  async leave(act) {
    const loaded = this.page.waitForEvent("load");
    loaded.catch(() => {}); // reported below; an error of `act` comes first
    await act();
    await loaded;
    await this.look();
  }

  fill(label, text) {
    return this.hands.fill(label, text);
  }
  select(label, option) {
    return this.hands.select(label, option);
  }
  choose(question, option) {
    return this.hands.choose(question, option);
  }
  tick(label) {
    return this.hands.tick(label);
  }
  attach(label, file) {
    return this.hands.attach(label, file);
  }

  /** Audits the page in front of us. The same page with the same content is not audited twice. */
  async look() {
    const complaints = this.complaints.splice(0);
    assert.deepEqual(complaints, [], `${this.page.url()} complained`);
    assert.ok(this.status < 500, `${this.page.url()} answered ${this.status}`);
    const content = (await this.page.content()).replace(/name="_token" value="[^"]*"/g, ""); // new on every page
    if (this.audited.has(content)) return;
    this.audited.add(content);
    await audit(this.page, { javaScript: this.javaScript });
  }

  /** The path and query of the page in front of us. */
  get path() {
    return this.page.url().slice(this.origin.length);
  }

  heading() {
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  /** The text of the page's main part. */
  text() {
    return this.page.getByRole("main").innerText();
  }

  async sees(expected) {
    const text = await this.text();
    const there = expected instanceof RegExp ? expected.test(text) : text.includes(expected);
    assert.ok(there, `${this.page.url()} does not say ${expected}. It says:\n${text}`);
  }

  async seesNot(unexpected) {
    assert.ok(!(await this.text()).includes(unexpected), `${this.page.url()} says ${unexpected}`);
  }

  /** The messages of the error summary, in their order. */
  errors() {
    return this.page.getByRole("alert").getByRole("listitem").allInnerTexts();
  }

  /** What stands in a field. */
  value(label) {
    return this.page.getByLabel(label, { exact: typeof label === "string" }).first().inputValue();
  }

  /** Downloads what a link leads to, with this person's cookies: `{ status, type, bytes }`. */
  async download(name) {
    const href = await this.page.getByRole("link", { name, exact: typeof name === "string" }).first().getAttribute("href");
    const response = await this.page.request.get(new URL(href, this.page.url()).href);
    return { status: response.status(), type: response.headers()["content-type"], bytes: await response.body() };
  }

  /** Writes the whole page as pictures, at phone and at desktop width. */
  async picture(name) {
    if (!this.wantsPictures) return;
    await mkdir(pictures, { recursive: true });
    const size = this.page.viewportSize();
    for (const width of Object.values(widths)) {
      await this.page.setViewportSize({ width, height: 900 });
      await this.page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true });
    }
    await this.page.setViewportSize(size);
  }

  leaveForGood() {
    return this.page.context().close();
  }
}
