import type { RdataFormat } from './field';
import { RdataInput } from './input';
import { RdataWriter } from './wire';

/** An input that knows whether a field wanted more tokens than there are. */
export class CountedInput extends RdataInput {
  hasRunOut = false;

  override take(): boolean {
    const isTaken = super.take();
    if (!isTaken) this.hasRunOut = true;
    return isTaken;
  }
}

const output = new RdataWriter();

/**
 * The field that comes next behind the tokens which the input has, or that takes more of them: its
 * number in the format, at most the last one's. What is wrong in the fields before does not matter.
 */
export function findNextField(format: RdataFormat, input: CountedInput): number {
  const last = format.fields.length - 1;
  output.length = 0;
  // What a reader looks back at must not be another record's.
  output.bytes.fill(0, 0, 16);
  for (const [number, field] of format.fields.entries()) {
    if (!input.hasMore || number === last) return number;
    const token = input.next;
    input.hasRunOut = false;
    field.kind.read(input, output, field);
    if (input.hasRunOut) return number;
    // A field may depend on those before, and take nothing.
    if (input.next === token && field.kind.isOptional !== true) return number;
  }
  return last;
}
