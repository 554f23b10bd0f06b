const pool = new Uint8Array(4096);
let used = pool.length;

/** An unforeseeable octet. Taken from a pool: one call to the system for each is slow. */
export function randomOctet(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const octet = pool[used] ?? 0;
  used += 1;
  return octet;
}

/** An unforeseeable ID for a query that none of those under way has. */
export function randomId(taken: { has(id: number): boolean }): number {
  for (;;) {
    const id = (randomOctet() << 8) | randomOctet();
    if (!taken.has(id)) return id;
  }
}
