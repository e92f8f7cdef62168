/**
 * Character names: Unicode 15.1's names, aliases and named sequences, as CPython 3.13's `unicodedata` knows them. For `\N{...}`, and for
 * that module.
 *
 * The names live in unicode-names.bin (written by scripts/unicode-tables.py), which the host hands over when a program
 * first needs it: u32 length of the word list, u32 numbers of names, aliases and sequences, the words joined by line ends. Then, as
 * varints, for each name and each alias: the step from the previous character, the number of words, the words; for each sequence:
 * the number of words, the words, the number of characters, the characters. Hangul syllables and CJK ideographs are computed.
 */

interface NameTable {
  /** Characters of names and aliases. */
  characters: Map<string, number>;
  /** Names of characters. */
  names: Map<number, string>;
  sequences: Map<string, string>;
}

let loadTable: (() => Uint8Array) | null = null;
let loaded: NameTable | null = null;

/** Tells where the bytes of unicode-names.bin come from. `load` is called at most once, at the first need. */
export function provideUnicodeNames(load: () => Uint8Array): void {
  loadTable = load;
  loaded = null;
}

/** Has the host provided the names? */
export function hasUnicodeNames(): boolean {
  return loadTable !== null;
}

function table(): NameTable {
  loaded ??= readTable();
  return loaded;
}

function upperCase(name: string): string {
  return name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** The character of that name in any case, -1 where there is none. Throws where the host has not provided the names. */
export function lookupUnicodeName(name: string): number {
  if (name.startsWith(HANGUL)) return hangulSyllable(name.slice(HANGUL.length));
  if (name.startsWith(IDEOGRAPH)) return unifiedIdeograph(name.slice(IDEOGRAPH.length));
  return table().characters.get(upperCase(name)) ?? -1;
}

/** The characters of the sequence of that name in any case. */
export function lookupUnicodeSequence(name: string): string | undefined {
  return table().sequences.get(upperCase(name));
}

/** The name of a character, "" where it has none. */
export function unicodeNameOf(character: number): string {
  if (character >= FIRST_SYLLABLE && character < FIRST_SYLLABLE + SYLLABLES)
    return hangulName(character - FIRST_SYLLABLE);
  if (isIdeograph(character)) return IDEOGRAPH + character.toString(16).toUpperCase();
  return table().names.get(character) ?? "";
}

function readTable(): NameTable {
  if (loadTable === null) throw new Error("the source names a character, but no table of Unicode names was provided");
  const bytes = loadTable();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wordsLength = view.getUint32(0, true);
  const words = new TextDecoder().decode(bytes.subarray(16, 16 + wordsLength)).split("\n");
  let pos = 16 + wordsLength;
  const varint = (): number => {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[pos++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
  };
  const readName = (): string => {
    let name = "";
    for (let count = varint(); count > 0; count--) name += name === "" ? words[varint()] : ` ${words[varint()]}`;
    return name;
  };
  const result: NameTable = { characters: new Map(), names: new Map(), sequences: new Map() };
  for (const [at, isAlias] of [[4, false] as const, [8, true] as const]) {
    let character = 0;
    for (let entries = view.getUint32(at, true); entries > 0; entries--) {
      character += varint();
      const name = readName();
      result.characters.set(name, character);
      if (!isAlias) result.names.set(character, name);
    }
  }
  for (let entries = view.getUint32(12, true); entries > 0; entries--) {
    const name = readName();
    let text = "";
    for (let count = varint(); count > 0; count--) text += String.fromCodePoint(varint());
    result.sequences.set(name, text);
  }
  return result;
}

const HANGUL = "HANGUL SYLLABLE ";
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES = 11172;
const IDEOGRAPH = "CJK UNIFIED IDEOGRAPH-";
const LEADS = "G GG N D DD R M B BB S SS  J JJ C K T P H".split(" ");
const VOWELS = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".split(" ");
const TAILS = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".split(" ");

/** `rest` is the romanised syllable: the longest lead, then the longest vowel, then a tail that must fit exactly. */
function hangulSyllable(rest: string): number {
  const longest = (parts: string[], from: number): number => {
    let best = -1;
    parts.forEach((part, index) => {
      if (rest.startsWith(part, from) && (best < 0 || part.length > parts[best].length)) best = index;
    });
    return best;
  };
  const lead = longest(LEADS, 0);
  if (lead < 0) return -1;
  const vowel = longest(VOWELS, LEADS[lead].length);
  if (vowel < 0) return -1;
  const tail = TAILS.indexOf(rest.slice(LEADS[lead].length + VOWELS[vowel].length));
  return tail < 0 ? -1 : 0xac00 + (lead * 21 + vowel) * 28 + tail;
}

/** First and last of the blocks of unified ideographs in Unicode 15.1. */
const IDEOGRAPHS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b739],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
  [0x2ebf0, 0x2ee5d],
  [0x30000, 0x3134a],
  [0x31350, 0x323af],
];

function hangulName(syllable: number): string {
  const lead = LEADS[Math.floor(syllable / (21 * 28))];
  const vowel = VOWELS[Math.floor(syllable / 28) % 21];
  return HANGUL + lead + vowel + TAILS[syllable % 28];
}

function isIdeograph(character: number): boolean {
  return IDEOGRAPHS.some(([first, last]) => character >= first && character <= last);
}

function unifiedIdeograph(digits: string): number {
  if (!/^[0-9A-F]{4,5}$/.test(digits)) return -1;
  const character = Number.parseInt(digits, 16);
  return isIdeograph(character) ? character : -1;
}
