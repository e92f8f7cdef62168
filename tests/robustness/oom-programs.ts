/** The programs whose allocations fail one by one (`npm run oom`): a few of each kind of work. */
export const OOM_PROGRAMS = [
  "classes/metaclasses",
  "classes/special_methods",
  "containers/dict_methods",
  "containers/list_methods",
  "containers/sets",
  "exceptions/chaining",
  "exceptions/groups",
  "functions/arguments",
  "functions/closures",
  "generators/basics",
  "generators/coroutines",
  "imports/packages",
  "memory/finalizers",
  "memory/weak_references",
  "numbers/int_text",
  "text/str_methods",
];
