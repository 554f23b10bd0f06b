// The page of the mail-route view in a browser of its own, with what stands in for VS Code around it.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { viewHtml } from '../../client/src/route/html';
import type { FromView, ToView, ViewLabels } from '../../client/src/route/messages';
import { startBrowser } from '../../scripts/lib/browser.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { drawRoute } from '../../server/src/core/features/routePicture';
import { foldName } from '../../server/src/core/resolve/names';
import { type RouteFacts, ZoneFacts } from '../../server/src/core/route/facts';
import { noAssumptions, planRoute } from '../../server/src/core/route/route';
import { wordMessage } from '../../server/src/core/text/message';
import type { Zone } from '../../server/src/core/zone/zone';

/** Colours as VS Code's themes have them, by the name of their CSS variable. */
const themes = {
  dark: {
    'editor-foreground': '#cccccc',
    'editor-background': '#1f1f1f',
    'editorWidget-background': '#202020',
    'editorWidget-border': '#454545',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryBackground': '#313131',
    'textLink-foreground': '#4daafc',
    focusBorder: '#0078d4',
    'editorError-foreground': '#f85149',
  },
  light: {
    'editor-foreground': '#3b3b3b',
    'editor-background': '#ffffff',
    'editorWidget-background': '#f8f8f8',
    'editorWidget-border': '#c8c8c8',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryBackground': '#e5e5e5',
    'textLink-foreground': '#005fb8',
    focusBorder: '#005fb8',
    'editorError-foreground': '#e51400',
  },
  contrast: {
    'editor-foreground': '#ffffff',
    'editor-background': '#000000',
    'editorWidget-background': '#0c141f',
    'textLink-foreground': '#21a6ff',
    contrastBorder: '#6fc3df',
    focusBorder: '#f38518',
    'editorError-foreground': '#f48771',
  },
} as const;

const labels: ViewLabels = {
  sender: 'Sender',
  accepts: 'accepts connections',
  noConnection: 'no connection',
  rejected: 'rejected',
  returned: 'Returned at once',
  queued: 'Queued for days, then returned',
  delivered: 'delivered here',
  network: 'Network',
  steps: 'Steps',
  outcome: 'What becomes of the message',
  reset: 'All Hosts Up',
  copy: 'Copy as Text',
  saveSvg: 'Save as SVG',
  savePng: 'Save as PNG',
  goTo: 'Go to the record',
};

export class RouteViewPage {
  readonly #browser: Browser;
  readonly page: Page;
  /** What the view has told, but that hosts are down: that is answered. */
  readonly told: FromView[] = [];
  /** What the browser has said of the page: errors, and what its policy has kept out. */
  readonly complaints: string[] = [];
  #answer: (down: ReadonlySet<string>) => ToView = () => ({ kind: 'nothing', message: '' });

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(theme: keyof typeof themes = 'dark'): Promise<RouteViewPage> {
    const browser = await startBrowser();
    const page = await browser.newPage({ viewport: { width: 860, height: 1100 } });
    const view = new RouteViewPage(browser, page);
    await view.#prepare(theme);
    return view;
  }

  async #prepare(theme: keyof typeof themes): Promise<void> {
    const { page } = this;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    await page.exposeFunction('tellTest', (message: FromView) => this.#hear(message));
    // What VS Code gives a page, and the colours of a theme.
    await page.addInitScript({
      content: `
        globalThis.acquireVsCodeApi = () => ({ postMessage: globalThis.tellTest, setState() {} });
        document.addEventListener('readystatechange', () => {
          for (const [name, value] of Object.entries(${JSON.stringify(themes[theme])}))
            document.documentElement.style.setProperty('--vscode-' + name, value);
        });`,
    });
    const html = viewHtml({
      script: '/route.js',
      style: '/route.css',
      nonce: 'f00d',
      styleSource: "'self'",
      language: 'en',
      title: 'Mail Route',
    });
    await page.route('http://127.0.0.1/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const types: Readonly<Record<string, string>> = {
        '/route.js': 'text/javascript',
        '/route.css': 'text/css',
      };
      const contentType = types[pathname];
      if (contentType === undefined) return route.fulfill({ contentType: 'text/html', body: html });
      return route.fulfill({ contentType, body: await readFile(join(root, 'dist', pathname)) });
    });
    await page.goto('http://127.0.0.1/');
  }

  /** Shows the route of a zone's owner; what the zone does not know, others may. */
  async show(zone: Zone, owner: string, beyond?: RouteFacts): Promise<void> {
    const facts = new ZoneFacts(zone, beyond);
    this.#answer = (down) => {
      const whole = planRoute(owner, facts);
      const now = planRoute(owner, facts, { ...noAssumptions, down });
      if (whole === undefined || now === undefined)
        return { kind: 'nothing', message: 'Where the mail goes is not known.' };
      const about = (exchange: string) => ({
        remarks: [],
        place: { start: exchange.length, end: 99 },
      });
      const picture = drawRoute(whole, now, { word: (message) => wordMessage(message), about });
      return { kind: 'route', uri: 'file:///zone', picture, labels };
    };
    await this.#tell(this.#answer(new Set()));
  }

  async #hear(message: FromView): Promise<void> {
    if (message.kind === 'down')
      await this.#tell(this.#answer(new Set(message.hosts.map(foldName))));
    else this.told.push(message);
  }

  async #tell(message: ToView): Promise<void> {
    await this.page.evaluate(`globalThis.postMessage(${JSON.stringify(message)}, '*')`);
  }

  /** The lines that are wider than the box of their host. */
  overflowing(): Promise<readonly string[]> {
    return this.page.evaluate(`[...document.querySelectorAll('svg .host')].flatMap((host) => {
      const box = host.querySelector('rect').getBoundingClientRect();
      return [...host.querySelectorAll('text')]
        .filter((text) => {
          const { left, right, bottom } = text.getBoundingClientRect();
          return left < box.left || right > box.right || bottom > box.bottom;
        })
        .map((text) => text.textContent);
    })`);
  }

  async screenshot(name: string): Promise<void> {
    const folder = join(root, 'out/screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  /** The drawing alone, for the README. */
  async drawingShot(name: string): Promise<void> {
    const path = join(root, 'out/screenshots', `${name}.png`);
    await this.page.locator('.drawing').screenshot({ path });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
