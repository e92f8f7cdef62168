/** Exit codes of `serpent`. `run` passes the program's own on; these are the rest. */
export const enum ExitCode {
  OK = 0,
  /** Something was found that a check looks for. */
  FINDING = 1,
  USAGE = 2,
  /** Input that cannot be read. */
  UNREADABLE = 3,
  /** The runtime itself failed. */
  INTERNAL = 4,
  INTERRUPTED = 130,
}

/** A message for the user and the code to exit with. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}
