// Takes the place of VS Code's native logger in the installed code-server.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const methods = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

export class Logger {
  level = methods.indexOf('info');
  plain = false;

  /**
   * @param {string} _type
   * @param {string} _name
   * @param {string} file
   */
  constructor(_type, _name, file) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    for (const [level, method] of methods.entries()) {
      Object.assign(this, { [method]: (/** @type {string} */ text) => this.write(level, text) });
    }
  }

  /**
   * @param {number} level
   * @param {string} text
   */
  write(level, text) {
    if (level >= this.level) {
      const line = `${new Date().toISOString()} [${methods[level]}] ${text}\n`;
      appendFileSync(this.file, this.plain ? text : line);
    }
  }

  getLevel() {
    return this.level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.plain = true;
  }

  setPattern() {
    // The layout of a line is fixed here.
  }

  flush() {
    // Every line is written at once.
  }

  drop() {
    // There is no open file to close.
  }
}

/**
 * @param {string} name
 * @param {string} file
 */
const createLogger = async (name, file) => new Logger('rotating', name, file);

export const createRotatingLogger = createLogger;
export const createAsyncRotatingLogger = createLogger;
export const setFlushOn = () => undefined;
export const setLevel = () => undefined;
export const version = 1;
