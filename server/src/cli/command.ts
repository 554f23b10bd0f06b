import type { Moment } from '../core/dns/serial';
import type { Files } from '../core/text/files';
import type { Message } from '../core/text/message';
import type { Arguments, OptionSpec } from './arguments';
import type { DnsAdapters } from './dns';
import type { ThreadChoice } from './pool';
import type { Terminal } from './terminal';

/** What the exit status says. */
export const ExitStatus = {
  clean: 0,
  /** There are findings at or above --fail-on, or something got lost. */
  findings: 1,
  /** The command could not do its work; standard error says why. */
  failed: 2,
} as const;

/** The world that a subcommand works in. */
export interface Host {
  readonly terminal: Terminal;
  readonly files: Files;
  readonly threads: ThreadChoice;
  readonly now: () => Moment;
  /** Loads what asks DNS: a check that does not ask is not to pay for it. */
  readonly loadDns: () => Promise<DnsAdapters>;
  /** Starts the language server on standard input and output; ends with the process. */
  readonly serveLanguage: () => void;
}

/** A subcommand. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  /** One line, starting with a verb in lower case. */
  readonly summary: Message;
  readonly notes: readonly Message[];
  readonly options: readonly OptionSpec[];
  /** Gives the exit status; undefined where the work goes on. */
  readonly run: (args: Arguments, host: Host) => Promise<number | undefined>;
}
