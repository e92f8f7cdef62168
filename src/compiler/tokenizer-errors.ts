/** A `SyntaxError` found while making a token, in the fields of CPython's exception. */
export interface TokenError {
  message: string;
  lineno: number;
  offset: number;
  endOffset: number;
  text: string;
}
