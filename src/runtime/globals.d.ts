/** Defined by `--use PYDEBUG=1` in debug builds; test with `isDefined(PYDEBUG)`. */
declare const PYDEBUG: bool;
