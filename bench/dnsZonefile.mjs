// What someone who needs the records would write with dns-zonefile: a whole process, as the others.
import { readFileSync } from 'node:fs';
import zonefile from 'dns-zonefile';

const [file = ''] = process.argv.slice(2);
const records = zonefile.parse(readFileSync(file, 'utf8'));
process.exitCode = Object.keys(records).length > 0 ? 0 : 1;
