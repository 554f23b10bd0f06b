// Where everything lies in the memory.

/** By octet: its CharacterClass. */
export const classes: usize = 1024;
/** By octet: the value of a base64 digit, 0xff for none. */
export const base64Values: usize = 1280;
/** By octet: the value of a hexadecimal digit, 0xff for none. */
export const hexValues: usize = 1536;
/** By number of a record type below 256: how its RDATA is read, 0 for types that are left out. */
export const formats: usize = 1792;
/** Mnemonics of record types: 512 slots of a word of 8 octets and its number. */
export const words: usize = 2048;
export const wordSlots: u32 = 512;
/** The labels of a name that is read, in lower case, the ends of them and their hashes. */
export const scratch: usize = 10_240;
export const labelEnds: usize = 11_264;
export const labelHashes: usize = 12_288;

/** The text of the window, in ASCII. */
export const text: usize = 65_536;
/** The most characters, tokens and entries of a window. */
export const windowLength: i32 = 262_144;
export const tokenKinds: usize = text + 262_144 + 64;
export const tokenStarts: usize = tokenKinds + 262_144;
export const tokenEnds: usize = tokenStarts + 4 * 262_144;
export const entryStarts: usize = tokenEnds + 4 * 262_144;
export const entryTokens: usize = entryStarts + 4 * 262_144 + 64;
/** Columns of the records that were read. */
export const columns: usize = entryTokens + 4 * 262_144 + 64;
export const mostRecords: i32 = 32_768;
/** Texts whose meaning is still to be found out: the record, where its octets start, how many. */
export const pendingTexts: usize = columns + 10 * 4 * 32_768;
/** Their octets. */
export const textOctets: usize = pendingTexts + 3 * 4 * 32_768;
export const mostTextOctets: i32 = 524_288;
/** From here on are the names. */
export const names: usize = textOctets + 524_288;
