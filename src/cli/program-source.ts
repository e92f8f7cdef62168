/** Where a program comes from: a file, `-c CODE`, or stdin. */
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { CliError, ExitCode } from "./exit-codes.ts";

export interface ProgramSource {
  text: Uint8Array;
  /** As in tracebacks. */
  filename: string;
  /** sys.argv[0]. */
  argv0: string;
  /** sys.path[0]. */
  folder: string;
  isFile: boolean;
}

/** Why a file can't be had, as CPython says it. */
export function failureText(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "[Errno 2] No such file or directory";
  if (code === "EISDIR") return "[Errno 21] Is a directory";
  if (code === "EACCES") return "[Errno 13] Permission denied";
  return (error as Error).message;
}

/**
 * `file` "-" is stdin. Fails as CPython does: "can't open file '...': [Errno 2] No such file or directory", with its exit
 * code 2 where the command has no other.
 */
export function readProgram(file: string, failure = ExitCode.USAGE): ProgramSource {
  if (file === "-") {
    return { text: readFileSync(0), filename: "<stdin>", argv0: "-", folder: "", isFile: false };
  }
  const filename = absolute(file);
  try {
    const text = readFileSync(filename);
    return { text, filename, argv0: file, folder: path.dirname(realpathSync(filename)), isFile: true };
  } catch (error) {
    throw new CliError(`can't open file '${filename}': ${failureText(error)}`, failure);
  }
}

/** As CPython: the current folder in front, and otherwise as it was given. */
function absolute(file: string): string {
  return path.isAbsolute(file) ? file : `${process.cwd()}${path.sep}${file}`;
}

export function codeProgram(code: string): ProgramSource {
  const text = new TextEncoder().encode(code);
  return { text, filename: "<string>", argv0: "-c", folder: "", isFile: false };
}
