/** The module `itertools`. CPython: Modules/itertoolsmodule.c. Its types are in itertools-*.ts, here in CPython's order. */
import { module_add_type, module_begin, module_fast, module_state_alloc } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunctionFast } from "../object/slots";
import { make_accumulate_type } from "./itertools-accumulate";
import { make_chain_type } from "./itertools-chain";
import { make_combinations_type, make_cwr_type, make_product_type } from "./itertools-combinations";
import { make_count_type, make_cycle_type, make_repeat_type } from "./itertools-endless";
import {
  make_compress_type,
  make_dropwhile_type,
  make_filterfalse_type,
  make_starmap_type,
  make_takewhile_type,
} from "./itertools-filter";
import { make_groupby_type, make_grouper_type } from "./itertools-groupby";
import { make_permutations_type } from "./itertools-permutations";
import { make_batched_type, make_islice_type, make_pairwise_type } from "./itertools-slice";
import { itertools_tee, make_tee_type, make_teedataobject_type } from "./itertools-tee";
import { make_zip_longest_type } from "./itertools-zip";

const TYPE_COUNT: i32 = 22;

/** accumulate ... _grouper; false with an exception. */
function add_first_types(m: PyObject): bool {
  return (
    module_add_type(m, 0, make_accumulate_type(m)) === 0 &&
    module_add_type(m, 1, make_batched_type(m)) === 0 &&
    module_add_type(m, 2, make_chain_type(m)) === 0 &&
    module_add_type(m, 3, make_combinations_type(m)) === 0 &&
    module_add_type(m, 4, make_compress_type(m)) === 0 &&
    module_add_type(m, 5, make_count_type(m)) === 0 &&
    module_add_type(m, 6, make_cwr_type(m)) === 0 &&
    module_add_type(m, 7, make_cycle_type(m)) === 0 &&
    module_add_type(m, 8, make_dropwhile_type(m)) === 0 &&
    module_add_type(m, 9, make_filterfalse_type(m)) === 0 &&
    module_add_type(m, 10, make_groupby_type(m)) === 0 &&
    module_add_type(m, 11, make_grouper_type(m)) === 0
  );
}

/** islice ... zip_longest; false with an exception. */
function add_last_types(m: PyObject): bool {
  return (
    module_add_type(m, 12, make_islice_type(m)) === 0 &&
    module_add_type(m, 13, make_pairwise_type(m)) === 0 &&
    module_add_type(m, 14, make_permutations_type(m)) === 0 &&
    module_add_type(m, 15, make_product_type(m)) === 0 &&
    module_add_type(m, 16, make_repeat_type(m)) === 0 &&
    module_add_type(m, 17, make_starmap_type(m)) === 0 &&
    module_add_type(m, 18, make_takewhile_type(m)) === 0 &&
    module_add_type(m, 19, make_tee_type(m)) === 0 &&
    module_add_type(m, 20, make_teedataobject_type(m)) === 0 &&
    module_add_type(m, 21, make_zip_longest_type(m)) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_itertools(): PyObject | null {
  const m = module_begin(cstr("itertools"), cstr("Iterators for efficient loops."));
  if (!m) return null;
  const doc = cstr("tee($module, iterable, n=2, /)\n--\n\nn iterators over one iterable.");
  const ok =
    module_fast(m, cstr("tee"), PyCFunctionFast.of(itertools_tee), doc) === 0 &&
    module_state_alloc(m, TYPE_COUNT) === 0 &&
    add_first_types(m) &&
    add_last_types(m);
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
