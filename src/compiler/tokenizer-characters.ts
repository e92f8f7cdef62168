/**
 * UTF-8 bytes of a UTF-16 unit beyond the one it counts for. A surrogate pair makes four bytes of two units: 3 + 1, so
 * that a low surrogate alone counts as the one byte it stands for (see source-encoding.ts).
 */
export function extraBytes(unit: number): number {
  if (unit < 0x80 || (unit >= 0xdc00 && unit < 0xe000)) return 0;
  return unit < 0x800 ? 1 : 2;
}
