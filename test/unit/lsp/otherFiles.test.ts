import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { BlockStore } from '../../../server/src/core/syntax/blockStore';
import { scan } from '../../../server/src/core/syntax/scanner';
import { WorkingZone } from '../../../server/src/core/workingZone';
import { buildZone } from '../../../server/src/core/zone/build';
import type { Snapshot } from '../../../server/src/lsp/openDocuments';
import { OtherFiles } from '../../../server/src/lsp/otherFiles';

const zoneText = (name: string): string => `$ORIGIN ${name}\n@ 1h SOA ns h 1 1h 1h 1d 1h\n`;
const [zone, part, other] = ['zone', 'part', 'other'].map((name) => `file:///w/${name}.zone`);

/** An open document without a zone of its own. */
function openPart(uri: string): Snapshot {
  const text = 'mail A 192.0.2.1\n';
  return {
    uri,
    version: 1,
    text: new BlockStore(text),
    zone: buildZone(scan(text), {}),
    findings: new WorkingZone(text, {}).settle().findings,
    options: { origin: undefined, fallbackOrigin: undefined },
    uriOf: () => uri,
    textOf: () => new BlockStore(text),
    includedUri: () => undefined,
    isCurrent: () => true,
  };
}

describe('other zone files', () => {
  it('are looked at that change while the origin of a part is looked for', async () => {
    assert.ok(zone && part && other);
    const texts = new Map([
      [zone, `${zoneText('example.com.')}$INCLUDE part.zone\n`],
      [other, zoneText('example.net.')],
    ]);
    const reads: string[] = [];
    const origins: string[] = [];
    const files = new OtherFiles({
      clock: () => performance.now(),
      later: (run) => setImmediate(run),
      readFile: async (uri) => {
        reads.push(uri);
        // The second time it is read for the origin that it gives the part.
        if (uri === zone && reads.filter((each) => each === zone).length === 2) {
          texts.set(other, zoneText('example.org.'));
          files.touch(other);
          await setTimeout(500);
        }
        return { kind: 'text', name: uri, text: texts.get(uri) ?? '' };
      },
      readIncluded: async () => ({ kind: 'text', name: part, text: 'mail A 192.0.2.1\n' }),
      originOf: async () => undefined,
      nameOf: (uri) => uri,
      isFile: () => true,
      isOpen: (uri) => uri === part,
      current: (uri) => (uri === part ? openPart(part) : undefined),
      onChange: () => undefined,
      onContext: (_, origin) => origins.push(origin),
    });
    files.setFiles([zone, other]);
    files.touch(part);
    for (
      let waited = 0;
      waited < 4000 && files.zones.apexOf(other) !== 'example.org.';
      waited += 50
    )
      await setTimeout(50);
    assert.deepEqual(origins, ['example.com.']);
    assert.equal(files.zones.apexOf(other), 'example.org.');
  });
});
