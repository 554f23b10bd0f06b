// An editor as the language server sees it: one document, whose findings are waited for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { peakKiBOf } from './bundle.mjs';

const uri = 'file:///bench/example.com.zone';
/** Milliseconds after which findings will not come any more. */
const patience = 60_000;

/** @typedef {{ line: number, character: number }} Position */

export class Client {
  #server = spawn(process.execPath, ['dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  #connection = createProtocolConnection(
    new StreamMessageReader(this.#server.stdout),
    new StreamMessageWriter(this.#server.stdin),
  );
  #version = 0;
  /** @type {((count: number) => void) | undefined} */
  #found;

  async start() {
    this.#connection.onNotification('textDocument/publishDiagnostics', (params) => {
      if (params.version === this.#version) this.#found?.(params.diagnostics.length);
    });
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(() => ({ live: { mode: 'off' } })),
    );
    this.#connection.listen();
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { configuration: true } },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  /** @param {string} text @returns {Promise<number>} milliseconds until its findings were there */
  async open(text) {
    return (
      await this.#timed('textDocument/didOpen', {
        textDocument: { uri, languageId: 'dns-zone', version: ++this.#version, text },
      })
    ).milliseconds;
  }

  /**
   * @param {Position} start @param {Position} end @param {string} text
   * @returns the time until the findings of the new text were there, and how many they are
   */
  change(start, end, text) {
    return this.#timed('textDocument/didChange', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  /**
   * Asks something of the document.
   *
   * @param {string} method @param {object} params
   * @returns {Promise<{ milliseconds: number, answer: unknown }>}
   */
  async ask(method, params) {
    const started = performance.now();
    const answer = await this.#connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri },
      ...params,
    });
    return { milliseconds: performance.now() - started, answer };
  }

  /**
   * Asks for the words of code lenses, all at once, as for those on a screen.
   *
   * @param {readonly object[]} lenses @returns {Promise<number>} milliseconds
   */
  async word(lenses) {
    const started = performance.now();
    await Promise.all(lenses.map((lens) => this.#connection.sendRequest('codeLens/resolve', lens)));
    return performance.now() - started;
  }

  /** Milliseconds that the server's threads have computed; NaN where the system does not say. */
  computed() {
    try {
      const folder = `/proc/${this.#server.pid}/task`;
      const times = readdirSync(folder).map((task) =>
        Number(readFileSync(`${folder}/${task}/schedstat`, 'utf8').split(' ')[0]),
      );
      return times.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
    } catch {
      return Number.NaN;
    }
  }

  /** As `peakKiBOf` tells it. */
  peakKiB() {
    return peakKiBOf(this.#server.pid);
  }

  async stop() {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await once(this.#server, 'exit');
    this.#connection.dispose();
  }

  /** @param {string} method @param {object} params */
  async #timed(method, params) {
    const before = this.computed();
    const started = performance.now();
    /** @type {Promise<number>} */
    const found = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No findings came.')), patience);
      this.#found = (count) => {
        clearTimeout(timer);
        resolve(count);
      };
    });
    await this.#connection.sendNotification(method, params);
    const findings = await found;
    const milliseconds = performance.now() - started;
    return { milliseconds, computed: this.computed() - before, findings };
  }
}
