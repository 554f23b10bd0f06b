// Loaded before a program of Node's: tells its peak memory, in KiB, on file descriptor 3.
import { writeSync } from 'node:fs';

process.once('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS));
});
