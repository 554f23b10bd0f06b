// Rules carry their examples: the command shows them, and the tests and pages are made of them. An
// editor reads the pages, so its server goes without.
import { readFile } from 'node:fs/promises';

const examples = /^ {2}examples: \[\n.*?^ {2}\],$/gms;

/** @type {import('esbuild').Plugin} */
export const withoutExamples = {
  name: 'without-examples',
  setup: (build) => {
    build.onLoad(
      { filter: /[\\/]core[\\/]rules[\\/][a-z]+[\\/][a-z0-9-]+\.ts$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const isRule = /^ {2}examples: /m.test(text);
        if (isRule && text.match(examples)?.length !== 1) {
          return {
            errors: [{ text: `The examples in ${path} are not where they are looked for.` }],
          };
        }
        return { contents: text.replace(examples, '  examples: [],'), loader: 'ts' };
      },
    );
  },
};
