/** Defined by `--use PYDEBUG=1` in debug builds; test with `isDefined(PYDEBUG)`. */
declare const PYDEBUG: bool;
/** AssemblyScript has it, its type declarations do not. */
interface IMath<T> {
  exp2(x: T): T;
}
