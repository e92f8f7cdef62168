/** How a program ends the process at once (os._exit): thrown through the runtime, which is not used afterwards. */
export class ProcessExit extends Error {
  override name = "ProcessExit";

  constructor(readonly exitCode: number) {
    super(`the program has ended the process with exit code ${exitCode}`);
  }
}
