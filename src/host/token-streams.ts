/** The tokenizers that programs have open (module `_tokenize`), and their results as marshal records (see src/runtime/host.ts). */
import type { Constant } from "../bytecode/code-object.ts";
import { writeMarshal } from "../bytecode/marshal-write.ts";
import { type Batch, type StreamError, TokenStream } from "../compiler/token-stream.ts";

const NONE: Constant = { type: "None" };

function text(value: string): Constant {
  return { type: "str", value };
}

function integer(value: number | null): Constant {
  return value === null ? NONE : { type: "int", value: BigInt(value) };
}

function tuple(items: Constant[]): Constant {
  return { type: "tuple", items };
}

/** CPython's parser names no file for what programs have read themselves. */
const FILENAME = "<string>";

function errorParts({ pythonType, message, place, lineno, offset }: StreamError): Constant {
  if (place === null) return tuple([text(pythonType), text(message), NONE, integer(lineno), integer(offset)]);
  const endLineno = place.endOffset === null ? null : place.lineno;
  const parts = [
    integer(place.lineno),
    integer(place.offset),
    text(place.text),
    integer(endLineno),
    integer(place.endOffset),
  ];
  return tuple([text(pythonType), text(message), tuple([text(FILENAME), ...parts])]);
}

function warningParts(warning: Batch["warnings"][number]): Constant {
  const { message, lineno, offset, endLineno, endOffset } = warning;
  const line = warning.text === null ? NONE : text(warning.text);
  return tuple([text(message), integer(lineno), integer(offset), line, integer(endLineno), integer(endOffset)]);
}

function record({ tokens, lines, warnings, error }: Batch): Uint8Array {
  const tokenParts = tokens.map(([type, string, ...numbers]) =>
    tuple([integer(type), text(string), ...numbers.map(integer)]),
  );
  return writeMarshal(
    tuple([
      tuple(tokenParts),
      tuple(lines.map(text)),
      tuple(warnings.map(warningParts)),
      error === null ? NONE : errorParts(error),
    ]),
  );
}

export class TokenStreams {
  private readonly streams = new Map<number, TokenStream>();
  private last = 0;

  /** A new tokenizer: its number. */
  open(keepsAll: boolean): number {
    this.streams.set(++this.last, new TokenStream(keepsAll));
    return this.last;
  }

  /** What the next line brings; null: there is none. */
  feed(stream: number, line: string | null): Uint8Array {
    return record(this.streams.get(stream)!.feed(line));
  }

  /** What stands behind an error. */
  resume(stream: number): Uint8Array {
    return record(this.streams.get(stream)!.run());
  }

  close(stream: number): void {
    this.streams.delete(stream);
  }
}
