/**
 * UTF-8 of Python strings, which may hold surrogates: these are encoded like other code points ("surrogatepass"). See
 * `codePoints` of Constant for the strings that a JS string can't tell from others.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

export function encodeUtf8(text: string, codePoints?: Uint32Array): Uint8Array {
  if (codePoints === undefined && !/\p{Cs}/u.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const c of codePoints ?? Array.from(text, (character) => character.codePointAt(0) as number)) {
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 0x3f));
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f));
    else bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 0x3f), 0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f));
  }
  return Uint8Array.from(bytes);
}

/** Throws TypeError or RangeError for bytes that `encodeUtf8` can't have made. */
export function decodeUtf8(bytes: Uint8Array): { value: string; codePoints?: Uint32Array } {
  try {
    return { value: decoder.decode(bytes) };
  } catch {
    return decodeWithSurrogates(bytes);
  }
}

function decodeWithSurrogates(bytes: Uint8Array): { value: string; codePoints?: Uint32Array } {
  const codePoints: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++];
    const more =
      lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
    if (more < 0 || (lead >= 0x80 && lead < 0xc2)) throw new RangeError("bytes are not UTF-8");
    let c = more === 0 ? lead : lead & (0x3f >> more);
    for (let i = 0; i < more; i++) {
      if ((bytes[at] & 0xc0) !== 0x80) throw new RangeError("bytes are not UTF-8");
      c = (c << 6) | (bytes[at++] & 0x3f);
    }
    codePoints.push(c);
  }
  const value = codePoints.map((c) => String.fromCodePoint(c)).join("");
  const isAmbiguous = Array.from(value).length !== codePoints.length;
  return isAmbiguous ? { value, codePoints: Uint32Array.from(codePoints) } : { value };
}
