import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameFlaw } from '../../../server/src/core/dns/labels';
import { isName, NameTable } from '../../../server/src/core/dns/name';

describe('NameTable', () => {
  const names = new NameTable();
  const read = (text: string, origin = 'example.com.'): string | number => {
    const result = names.read(text, 0, text.length, names.parse(origin) ?? names.root);
    return isName(result) ? names.text(result) : result;
  };

  it('appends the origin to a relative name only', () => {
    assert.equal(read('mail'), 'mail.example.com.');
    assert.equal(read('mail.example.com'), 'mail.example.com.example.com.');
    assert.equal(read('mail.example.net.'), 'mail.example.net.');
    assert.equal(read('@'), 'example.com.');
    assert.equal(read('.'), '.');
  });

  it('compares names without regard to case and reads escapes', () => {
    assert.equal(names.parse('MAIL.Example.com.'), names.parse('mail.example.com.'));
    assert.equal(names.parse('\\109ail.example.com.'), names.parse('\\mail.example.com.'));
    assert.equal(read('a\\.b'), 'a\\.b.example.com.');
    assert.equal(read('a\\032b'), 'a\\032b.example.com.');
    assert.equal(read('\\@'), '\\@.example.com.');
    assert.equal(read('ü'), '\\195\\188.example.com.');
    assert.equal(read('\\ü'), '\\195\\188.example.com.');
  });

  it('names the flaw of what is no name', () => {
    assert.equal(read('a..b'), NameFlaw.emptyLabel);
    assert.equal(read('.a'), NameFlaw.emptyLabel);
    assert.equal(read('..'), NameFlaw.emptyLabel);
    assert.equal(read('a\\'), NameFlaw.badEscape);
    assert.equal(read('a\\25'), NameFlaw.badEscape);
    assert.equal(read('a\\256'), NameFlaw.badEscape);
    assert.equal(read('a'.repeat(63)), `${'a'.repeat(63)}.example.com.`);
    assert.equal(read('a'.repeat(64)), NameFlaw.labelTooLong);
    assert.equal(read(`${'a.'.repeat(126)}a.`), `${'a.'.repeat(126)}a.`);
    assert.equal(read(`${'a.'.repeat(127)}a.`), NameFlaw.nameTooLong);
    assert.equal(read(`${'a.'.repeat(122)}a`), NameFlaw.nameTooLong);
  });

  it('knows parents, ancestors and wildcards', () => {
    const name = (text: string) => {
      const parsed = names.parse(text);
      assert.ok(parsed !== undefined);
      return parsed;
    };
    assert.equal(names.parent(name('a.b.example.com.')), name('b.example.com.'));
    assert.equal(names.parent(names.root), names.root);
    assert.ok(names.isAtOrBelow(name('a.example.com.'), name('example.com.')));
    assert.ok(names.isAtOrBelow(name('example.com.'), name('example.com.')));
    assert.ok(names.isAtOrBelow(name('example.com.'), names.root));
    assert.ok(!names.isAtOrBelow(name('badexample.com.'), name('example.com.')));
    assert.ok(!names.isAtOrBelow(name('a\\.example.com.'), name('example.com.')));
    assert.ok(names.isWildcard(name('*.example.com.')));
    assert.ok(!names.isWildcard(name('a.example.com.')));
  });

  it('writes names relative where it can', () => {
    const origin = names.parse('example.com.') ?? names.root;
    const written = (text: string) => names.written(names.parse(text) ?? names.root, origin);
    assert.equal(written('a.b.example.com.'), 'a.b');
    assert.equal(written('example.com.'), '@');
    assert.equal(written('example.net.'), 'example.net.');
    assert.equal(names.written(names.root, names.root), '.');
    assert.equal(names.prose(names.root), '.');
  });

  it('says names below an origin that is not known without it', () => {
    const name = names.parse('mail', names.unknownOrigin) ?? names.root;
    assert.equal(names.prose(name), 'mail');
    assert.equal(names.text(name), 'mail');
    assert.equal(names.prose(names.unknownOrigin), '@');
    assert.ok(!names.isKnown(name));
    assert.ok(names.isKnown(names.root));
  });

  it('reads back what it writes, for any bytes', () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        const table = new NameTable();
        const text = `${labels
          .map((bytes) => [...bytes].map((byte) => `\\${String(byte).padStart(3, '0')}`).join(''))
          .join('.')}.`;
        const name = table.parse(text);
        assert.ok(name !== undefined);
        assert.equal(table.parse(table.text(name)), name);
        const size = table.size;
        assert.equal(table.parse(table.written(name, table.root)), name);
        assert.equal(table.size, size);
      }),
    );
  });

  it('keeps many names apart', () => {
    const table = new NameTable();
    const all = Array.from({ length: 20_000 }, (_, i) => table.parse(`host${i}.example.com.`));
    assert.equal(new Set(all).size, 20_000);
    assert.equal(table.text(all[12_345] ?? table.root), 'host12345.example.com.');
    assert.equal(table.parse('host777.example.com.'), all[777]);
  });
});
