// VS Code's page as a person uses it: what is on the screen, the mouse and the keyboard. The
// workbench's class names are known here and nowhere else.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser, startProfile } from '../../scripts/lib/browser.mjs';
import { type Host, startHost } from '../../scripts/lib/host.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanUpAtEnd } from '../../scripts/lib/processes.mjs';
import { startWebHost } from '../../scripts/lib/webHost.mjs';

const screen = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const screenshots = join(root, 'out/screenshots');

export type Theme = 'dark' | 'light';

const themes: Readonly<Record<Theme, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
};

/** Beside the text, or in the margin where the text leaves no room for it. */
const lightBulb = '.lightBulbWidget, [class*="codicon-gutter-lightbulb"]';

/** One page with the extension installed as its users have it. */
export class VsCodePage {
  readonly #host: Pick<Host, 'log' | 'stop'>;
  readonly #browser: Pick<Browser, 'close'>;
  readonly #page: Page;

  private constructor(
    host: Pick<Host, 'log' | 'stop'>,
    browser: Pick<Browser, 'close'>,
    page: Page,
  ) {
    this.#host = host;
    this.#browser = browser;
    this.#page = page;
  }

  /**
   * Opens a folder; its `.vscode/settings.json` holds. With `isTrusted` false it is opened as VS Code
   * opens one that the user has not said to trust.
   */
  static async open(
    folder: string,
    {
      theme = 'dark',
      isTrusted = true,
      settings = {},
      locale,
    }: {
      readonly theme?: Theme;
      readonly isTrusted?: boolean;
      readonly settings?: Readonly<Record<string, unknown>>;
      readonly locale?: string;
    } = {},
  ): Promise<VsCodePage> {
    const host = await startHost({
      extensionInstalled: true,
      withTrust: !isTrusted,
      ...(locale === undefined ? {} : { locale }),
      settings: {
        'editor.minimap.enabled': false,
        'security.workspace.trust.startupPrompt': 'never',
        'workbench.colorTheme': themes[theme],
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        ...settings,
      },
    });
    const browser = await startBrowser();
    cleanUpAtEnd(() => browser.close());
    const page = await browser.newPage({ ...screen, colorScheme: theme });
    await page.goto(host.pageAddress(folder));
    const opened = new VsCodePage(host, browser, page);
    await opened.#files.first().waitFor();
    return opened;
  }

  /** Opens a folder in VS Code for the Web: nothing of it runs but in the browser, whose profile is given. */
  static async openInBrowser(folder: string, profile: string): Promise<VsCodePage> {
    const { address, stop } = await startWebHost(folder);
    const browser = await startProfile(profile, screen);
    cleanUpAtEnd(() => browser.close());
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    await page.goto(address);
    const opened = new VsCodePage({ log: async () => said.join('\n'), stop }, browser, page);
    await opened.#files.first().waitFor();
    return opened;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#host.stop();
  }

  /** What the host and the extension wrote: worth showing when something was not as expected. */
  log(): Promise<string> {
    return this.#host.log();
  }

  async openFile(name: string): Promise<void> {
    await this.#page.keyboard.press('Control+P');
    const input = this.#page.locator('.quick-input-widget input');
    await input.fill(name);
    await this.#page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: name })
      .first()
      .waitFor();
    await input.press('Enter');
    await this.#page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.#editor.locator('.view-line').first().waitFor();
  }

  /** The same by the explorer, for folders that can't be searched. */
  async chooseFile(name: string): Promise<void> {
    await this.#files.filter({ hasText: name }).dblclick();
    await this.#editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command by its title, and waits for a notification. */
  async notificationOf(command: string, expected: string): Promise<string> {
    await this.#page.keyboard.press('F1');
    const input = this.#page.locator('.quick-input-widget input');
    await input.fill(`>${command}`);
    const entries = this.#page.locator('.quick-input-list .monaco-list-row');
    await entries.filter({ hasText: command }).first().waitFor();
    await input.press('Enter');
    const shown = this.#page.locator('.notification-list-item').filter({ hasText: expected });
    await shown.first().waitFor();
    return plain((await shown.first().textContent()) ?? '');
  }

  /** Shows the mail route beside the file, and waits until it is drawn: then gives its title. */
  async drawRoute(): Promise<string> {
    await this.#page.locator('.editor-actions [aria-label^="Show the Mail Route"]').click();
    for (const deadline = Date.now() + 20_000; ; await delay(100)) {
      for (const frame of this.#page.frames()) {
        const drawing = frame.locator('#route svg');
        if ((await drawing.count().catch(() => 0)) > 0)
          return (await frame.locator('#route h1').textContent()) ?? '';
      }
      if (Date.now() > deadline) throw new Error(`No route is drawn:\n${await this.log()}`);
    }
  }

  /** What is said between the lines, as soon as anything is. */
  async linesBetween(): Promise<string> {
    const line = this.#page.locator('.codelens-decoration').first();
    await line.waitFor();
    return ((await line.textContent()) ?? '').replaceAll('\u00a0', ' ');
  }

  async waitForSquiggle(): Promise<void> {
    await this.#editor.locator('[class*="squiggly-"]').first().waitFor();
  }

  /** The rows of the Problems panel that have this text, once there is one. */
  async problems(containing: string): Promise<string[]> {
    await this.#problem(containing);
    return (await this.#problems.filter({ hasText: containing }).allTextContents()).map(plain);
  }

  /** Puts the cursor where the first finding with this text is. */
  async goToProblem(containing: string): Promise<void> {
    const row = await this.#problem(containing);
    // Not a double click: its second half moves the focus once more, when a menu may be open.
    await row.click();
    await this.#page.keyboard.press('Enter');
    await this.#editor
      .locator('.native-edit-context:focus, textarea:focus')
      .waitFor({ state: 'attached' });
  }

  /** Waits until fewer findings with this text are listed than there were. */
  async waitForFewerProblems(containing: string, before: number): Promise<void> {
    const last = this.#problems.filter({ hasText: containing }).nth(before - 1);
    await last.waitFor({ state: 'detached' });
  }

  /** The text of the lines that are on the screen. */
  async visibleText(): Promise<string> {
    const lines = await this.#editor.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({
          top: element.getBoundingClientRect().top,
          text: element.textContent ?? '',
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text),
    );
    return lines.map(plain).join('\n');
  }

  /** The pieces of different colour that a line with this text is made of, once it has so many. */
  async colouredPieces(text: string, count: number): Promise<string[]> {
    const pieces = this.#editor
      .locator('.view-line > span')
      .filter({ hasText: text })
      .locator('span');
    await pieces.nth(count - 1).waitFor();
    return (await pieces.allTextContents()).map((piece) => plain(piece).trim());
  }

  /** Pastes a text at the end of the open file, as it would come from another program. */
  async pasteAtEnd(text: string): Promise<void> {
    await this.#page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.#page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.#page.keyboard.press('Control+End');
    await this.#page.keyboard.press('Control+V');
  }

  /** Waits until the editor shows a line that has this text, and gives that line. */
  async line(text: string): Promise<string> {
    const line = this.#editor.locator('.view-line').filter({ hasText: text }).first();
    await line.waitFor();
    return plain((await line.textContent()) ?? '');
  }

  /** Rests the mouse on a text and waits until the hover shows what is expected in it. */
  async hover(text: string, expected: string): Promise<string> {
    const hover = this.#page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
    const wanted = hover.filter({ hasText: expected }).first();
    for (let attempt = 1; attempt <= 3 && !(await wanted.isVisible()); attempt += 1) {
      // A line between the lines that comes late moves the text away. A person aims again.
      const { x, y } = await this.#find(text);
      await this.#page.mouse.move(0, 0);
      await this.#page.mouse.move(x, y);
      await this.#page.mouse.move(x + 1, y);
      await Promise.race([wanted.waitFor(), delay(8000)]);
    }
    await wanted.waitFor();
    // biome-ignore lint/performance/useDomNodeTextContent: a person sees where a line ends
    return plain(await hover.first().innerText());
  }

  /** Opens the menu of the light bulb at the cursor and tells its entries. */
  async openQuickFixes(): Promise<string[]> {
    // It appears once the cursor is there and the extension has said that it can help.
    await this.#editor.locator(lightBulb).first().waitFor();
    for (
      let attempt = 1;
      attempt <= 3 && !(await this.#quickFixes.first().isVisible());
      attempt += 1
    ) {
      // A menu closes when anything takes the focus from it. A person asks for it again.
      await this.#page.keyboard.press('Control+.');
      await Promise.race([this.#quickFixes.first().waitFor(), delay(3000)]);
    }
    return (await this.#quickFixes.allInnerTexts()).map(plain);
  }

  /** Chooses an entry of the open menu. */
  async chooseQuickFix(title: string | RegExp): Promise<void> {
    await this.#quickFixes.filter({ hasText: title }).first().click();
    await this.#quickFixes.first().waitFor({ state: 'hidden' });
  }

  /** Gives the editor the room of the panel below it. */
  /** What VS Code shows of the state of the language, once that is as expected. */
  async languageStatus(expected: RegExp): Promise<string> {
    await this.#page.locator('#status\\.languageStatus').hover();
    const shown = this.#page.locator('.hover-language-status').filter({ hasText: expected });
    await shown.first().waitFor();
    return (await shown.first().textContent()) ?? '';
  }

  async closePanel(): Promise<void> {
    if (!(await this.#problems.first().isVisible())) return;
    await this.#page.keyboard.press('Control+J');
    await this.#problems.first().waitFor({ state: 'hidden' });
  }

  /** Opens the first steps with this title by the palette, and tells its steps. */
  async openWalkthrough(title: string): Promise<string[]> {
    await this.#page.keyboard.press('F1');
    const input = this.#page.locator('.quick-input-widget input');
    await input.fill('>Welcome: Open Walkthrough...');
    for (const hasText of ['Welcome: Open Walkthrough...', title])
      await this.#page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText })
        .first()
        .click();
    const steps = this.#page.locator('.gettingStartedContainer .getting-started-step .step-title');
    await steps.first().waitFor();
    // Beside the explorer there is no room for pictures.
    await this.#page.keyboard.press('Control+B');
    const frame = this.#page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await frame.locator('svg').waitFor();
    return (await steps.allTextContents()).map(plain);
  }

  /** Keeps what is on the screen as `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.#page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** The explorer lists the folder once the workbench is ready for a person. */
  get #files(): Locator {
    return this.#page.locator('.explorer-folders-view .monaco-list-row');
  }

  get #editor(): Locator {
    return this.#page.locator('.editor-instance .monaco-editor').first();
  }

  get #quickFixes(): Locator {
    return this.#page.locator('.action-widget .monaco-list-row.action');
  }

  get #problems(): Locator {
    return this.#page.locator('.markers-panel .monaco-list-row');
  }

  /** Shows the Problems panel and waits for a row. */
  async #problem(containing: string): Promise<Locator> {
    if (!(await this.#problems.first().isVisible())) {
      await this.#page.keyboard.press('Control+Shift+M');
    }
    const row = this.#problems.filter({ hasText: containing }).first();
    await row.waitFor();
    return row;
  }

  /** The middle of the first place where the editor shows a text, in pixels of the page. */
  async #find(text: string): Promise<{ x: number; y: number }> {
    const line = this.#editor.locator('.view-line > span').filter({ hasText: text }).first();
    const content = plain((await line.textContent()) ?? '');
    const box = await line.boundingBox();
    if (box === null) {
      throw new Error(`The editor does not show ${text}.`);
    }
    // All characters are equally wide.
    const middle = content.indexOf(text) + text.length / 2;
    return { x: box.x + (box.width * middle) / content.length, y: box.y + box.height / 2 };
  }
}

/** The workbench writes spaces as no-break spaces so that the browser keeps them. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
