/** What the beginning of a line has shown. */
export enum LineStart {
  Code,
  /** Only blanks and a comment: no token comes of it. */
  Blank,
  Failed,
}
