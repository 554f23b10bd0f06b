// What the tests use of node:assert/strict, where there is no Node.

function show(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (each === undefined ? 'undefined' : each), 2);
}

function fail(message: string): never {
  throw new Error(message);
}

function ok(value: unknown, message = `not true: ${show(value)}`): void {
  if (!value) fail(message);
}

function equal(found: unknown, wanted: unknown, message = ''): void {
  if (!Object.is(found, wanted)) fail(`${message}\nfound ${show(found)}\nwanted ${show(wanted)}`);
}

/** For what JSON can write. */
function deepEqual(found: unknown, wanted: unknown, message?: string): void {
  equal(show(found), show(wanted), message);
}

function match(text: string, pattern: RegExp, message = `${pattern} is not in: ${text}`): void {
  if (!pattern.test(text)) fail(message);
}

function doesNotMatch(text: string, pattern: RegExp): void {
  if (pattern.test(text)) fail(`${pattern} is in: ${text}`);
}

export default { deepEqual, doesNotMatch, equal, fail, match, ok };
