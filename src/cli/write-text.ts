/** Text to stdout or stderr at once: in order with what Python writes there. */
import { NodeSystem } from "../host/node-system.ts";
import { CliError, ExitCode } from "./exit-codes.ts";

/** errno of a pipe that nobody reads any more. */
const EPIPE = 32;

/** Writes all of `text`. A reader that has gone, such as `head`, is no error. */
export function writeText(fd: 1 | 2, text: string): void {
  const system = new NodeSystem();
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0) {
    const taken = system.write(fd, rest);
    if (taken === -EPIPE) return;
    if (taken < 0) throw new CliError(`can't write to fd ${fd}: [Errno ${-taken}]`, ExitCode.INTERNAL);
    rest = rest.subarray(taken);
  }
}
