/**
 * Tree records: syntax trees as bytes, in which they travel between the compiler and the runtime, either way.
 *
 * A number is a varint: seven bits a byte, the lowest first, the top bit set in all bytes but the last. A value begins with the
 * number `payload << 3 | tag`:
 *
 *   Absent     nothing (None)
 *   Node       a node of class `payload` (ast-fields.ts): its fields, then, where it has a place, four signed numbers: lineno, col_offset,
 *              end_lineno, end_col_offset
 *   List       `payload` values
 *   Word       the word that is class `payload`
 *   Text       the string number `payload` of those before; one more than there are: a new one, its length and its bytes follow
 *   Int        a signed number follows
 *   Constant   a constant of the form `payload`; what follows depends on it
 *
 * Signed numbers are zigzag: 0, -1, 1, -2 ... are 0, 1, 2, 3 ... Strings are UTF-8, surrogates like other characters.
 * The runtime's side: src/runtime/modules/ast-from-record.ts, ast-to-record.ts.
 */

export enum Tag {
  Absent = 0,
  Node = 1,
  List = 2,
  Word = 3,
  Text = 4,
  Int = 5,
  Constant = 6,
}

export enum Form {
  None = 0,
  False = 1,
  True = 2,
  Ellipsis = 3,
  /** A signed number of at most 48 bits. */
  Int = 4,
  /** Length and UTF-8. */
  Str = 5,
  /** Length and bytes. */
  Bytes = 6,
  /** Eight bytes, the lowest first. */
  Float = 7,
  /** Two floats. */
  Complex = 8,
  /** Length and marshal data: a larger int. */
  Marshal = 9,
  /** What cannot be a constant; only from the runtime: length and the name of the offending type. */
  Invalid = 10,
  /** How many items, and those: constants. */
  Tuple = 11,
  Frozenset = 12,
}
