/**
 * Character names for `\N{...}`: Unicode 15.1's names and aliases, as CPython 3.13's `unicodedata` knows them.
 *
 * The names live in unicode-names.bin (written by scripts/unicode-tables.py), which the host hands over when a program
 * first needs it: u32 length of the word list, u32 number of entries, the words joined by line ends, then for each entry
 * varints: the step from the previous character, the number of words, the words. Hangul syllables and CJK ideographs are computed.
 */

let loadTable: (() => Uint8Array) | null = null;
let characters: Map<string, number> | null = null;

/** Tells where the bytes of unicode-names.bin come from. `load` is called at most once, at the first `\N{...}`. */
export function provideUnicodeNames(load: () => Uint8Array): void {
  loadTable = load;
  characters = null;
}

/** The character of that name in any case, -1 where there is none. Throws where the host has not provided the names. */
export function lookupUnicodeName(name: string): number {
  const upper = name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (upper.startsWith("HANGUL SYLLABLE ")) return hangulSyllable(upper.slice(16));
  if (upper.startsWith("CJK UNIFIED IDEOGRAPH-")) return unifiedIdeograph(upper.slice(22));
  characters ??= readTable();
  return characters.get(upper) ?? -1;
}

function readTable(): Map<string, number> {
  if (loadTable === null) throw new Error("the source names a character, but no table of Unicode names was provided");
  const bytes = loadTable();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wordsLength = view.getUint32(0, true);
  const words = new TextDecoder().decode(bytes.subarray(8, 8 + wordsLength)).split("\n");
  let pos = 8 + wordsLength;
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
  const table = new Map<string, number>();
  let character = 0;
  for (let entries = view.getUint32(4, true); entries > 0; entries--) {
    character += varint();
    let name = "";
    for (let count = varint(); count > 0; count--) name += name === "" ? words[varint()] : ` ${words[varint()]}`;
    table.set(name, character);
  }
  return table;
}

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

function unifiedIdeograph(digits: string): number {
  if (!/^[0-9A-F]{4,5}$/.test(digits)) return -1;
  const character = Number.parseInt(digits, 16);
  return IDEOGRAPHS.some(([first, last]) => character >= first && character <= last) ? character : -1;
}
