/** The module `_tracemalloc`: what `tracemalloc` of the library is made on. CPython: Modules/_tracemalloc.c. */
import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromSize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { module_begin, module_fast, module_noargs, module_o } from "../builtin-types/module";
import { PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { set_reentrant } from "../memory/tracemalloc-door";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";
import { Traceback, traceback_filename, traceback_lineno } from "./tracemalloc-tracebacks";
import {
  _PyTraceMalloc_ClearTraces,
  _PyTraceMalloc_Start,
  _PyTraceMalloc_Stop,
  is_tracing,
  object_traceback,
  reset_peak,
  Trace,
  trace_at,
  trace_state,
  trace_table_size,
  traceback_limit,
  tracemalloc_memory,
} from "./tracemalloc-traces";

const MAX_NFRAME: i32 = 65535;

function tracemalloc_is_tracing(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyBool_FromLong(is_tracing() ? 1 : 0);
}

function tracemalloc_clear_traces(_m: PyObject, _unused: PyObject | null): PyObject | null {
  _PyTraceMalloc_ClearTraces();
  return Py_None;
}

/** (file name, line): new reference, NULL with MemoryError. */
function frame_to_pyobject(traceback: Traceback, i: i32): PyObject | null {
  const lineno = PyLong_FromLong(<i64>traceback_lineno(traceback, i));
  if (!lineno) return null;
  const frame = PyTuple_Pack(traceback_filename(traceback, i), lineno);
  Py_DECREF(lineno);
  return frame;
}

/** The frames of a traceback, the innermost first: a new tuple, NULL with MemoryError. */
function traceback_to_pyobject(traceback: Traceback): PyObject | null {
  const n = <i32>traceback.nframe;
  const frames = PyTuple_New(n);
  if (!frames) return null;
  for (let i = 0; i < n; i++) {
    const frame = frame_to_pyobject(traceback, i);
    if (!frame) {
      Py_DECREF(frames);
      return null;
    }
    PyTuple_SET_ITEM(frames, i, frame);
  }
  return frames;
}

/** The tuple of a traceback, made once: borrowed from the traceback until release_tuples(). NULL with MemoryError. */
function shared_tuple(traceback: Traceback): PyObject | null {
  if (traceback.tuple === 0) traceback.tuple = <u32>changetype<usize>(traceback_to_pyobject(traceback));
  return changetype<PyObject | null>(<usize>traceback.tuple);
}

/** (domain, bytes, frames, number of frames there were): new reference, NULL with MemoryError. All domains are number 0. */
function trace_to_pyobject(trace: Trace): PyObject | null {
  const traceback = changetype<Traceback>(trace.traceback);
  const frames = shared_tuple(traceback);
  if (!frames) return null;
  const domain = PyLong_FromLong(0);
  const size = PyLong_FromSize_t(<u64>trace.size);
  const total = PyLong_FromLong(<i64>traceback.total_nframe);
  const result = domain && size && total ? PyTuple_Pack(domain, size, frames, total) : null;
  Py_XDECREF(domain);
  Py_XDECREF(size);
  Py_XDECREF(total);
  return result;
}

/** Gives up the tuples that tracebacks hold. */
function release_tuples(): void {
  const n = trace_table_size();
  for (let i: u32 = 0; i < n; i++) {
    const trace = trace_at(i);
    if (trace.block === 0) continue;
    const traceback = changetype<Traceback>(trace.traceback);
    const tuple = changetype<PyObject | null>(<usize>traceback.tuple);
    traceback.tuple = 0;
    Py_XDECREF(tuple);
  }
}

/** Appends all traces. False with MemoryError. */
function append_traces(list: PyObject): bool {
  const n = trace_table_size();
  for (let i: u32 = 0; i < n; i++) {
    if (trace_at(i).block === 0) continue;
    const item = trace_to_pyobject(trace_at(i));
    const status = item ? PyList_Append(list, item) : -1;
    Py_XDECREF(item);
    if (status < 0) return false;
  }
  return true;
}

function tracemalloc__get_traces(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const list = PyList_New(0);
  if (!list || !is_tracing()) return list;
  // What is made from here on is not traced: the table stays as it is.
  set_reentrant(true);
  const complete = append_traces(list);
  release_tuples();
  if (!complete) Py_DECREF(list);
  set_reentrant(false);
  return complete ? list : null;
}

function tracemalloc__get_object_traceback(_m: PyObject, o: PyObject | null): PyObject | null {
  const traceback = object_traceback(o!);
  return traceback ? traceback_to_pyobject(traceback) : Py_None;
}

function tracemalloc_start(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("start"), nargs, 0, 1)) return null;
  const nframe = nargs > 0 ? PyLong_AsInt(args.get(0)) : 1;
  if (nframe === -1 && tstate.current_exception) return null;
  if (nframe < 1 || nframe > MAX_NFRAME) {
    PyErr_SetString(PyExc_ValueError, cstr("the number of frames must be in range [1; 65535]"));
    return null;
  }
  if (_PyTraceMalloc_Start(nframe) < 0) return PyErr_NoMemory();
  return Py_None;
}

function tracemalloc_stop(_m: PyObject, _unused: PyObject | null): PyObject | null {
  _PyTraceMalloc_Stop();
  return Py_None;
}

function tracemalloc_get_traceback_limit(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>max(traceback_limit(), 1));
}

function tracemalloc_get_tracemalloc_memory(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSize_t(<u64>tracemalloc_memory());
}

/** (bytes now, bytes at most); zeros while nothing is traced. */
function tracemalloc_get_traced_memory(_m: PyObject, _unused: PyObject | null): PyObject | null {
  // Both are read before the numbers made of them count.
  const bytes = is_tracing() ? trace_state.traced_memory : 0;
  const most = is_tracing() ? trace_state.peak_traced_memory : 0;
  const size = PyLong_FromLong(<i64>bytes);
  const peak = PyLong_FromLong(<i64>most);
  const result = size && peak ? PyTuple_Pack(size, peak) : null;
  Py_XDECREF(size);
  Py_XDECREF(peak);
  return result;
}

function tracemalloc_reset_peak(_m: PyObject, _unused: PyObject | null): PyObject | null {
  if (is_tracing()) reset_peak();
  return Py_None;
}

function add_switches(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("is_tracing"),
      PyCFunction.of(tracemalloc_is_tracing),
      cstr("is_tracing($module, /)\n--\n\nTrue while allocations are traced."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("clear_traces"),
      PyCFunction.of(tracemalloc_clear_traces),
      cstr("clear_traces($module, /)\n--\n\nForgets all blocks that are traced."),
    ) === 0 &&
    module_fast(
      m,
      cstr("start"),
      PyCFunctionFast.of(tracemalloc_start),
      cstr("start($module, nframe=1, /)\n--\n\nTraces allocations from now on, each with its innermost nframe frames."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("stop"),
      PyCFunction.of(tracemalloc_stop),
      cstr("stop($module, /)\n--\n\nStops tracing and forgets all blocks."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("reset_peak"),
      PyCFunction.of(tracemalloc_reset_peak),
      cstr("reset_peak($module, /)\n--\n\nThe peak of traced memory is what is traced now."),
    ) === 0
  );
}

function add_results(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("_get_traces"),
      PyCFunction.of(tracemalloc__get_traces),
      cstr("_get_traces($module, /)\n--\n\nA tuple (domain, bytes, frames, number of frames) for each traced block."),
    ) === 0 &&
    module_o(
      m,
      cstr("_get_object_traceback"),
      PyCFunction.of(tracemalloc__get_object_traceback),
      cstr("_get_object_traceback($module, obj, /)\n--\n\nThe frames where an object was allocated, or None."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_traceback_limit"),
      PyCFunction.of(tracemalloc_get_traceback_limit),
      cstr("get_traceback_limit($module, /)\n--\n\nMost frames of a traceback."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_tracemalloc_memory"),
      PyCFunction.of(tracemalloc_get_tracemalloc_memory),
      cstr("get_tracemalloc_memory($module, /)\n--\n\nBytes that tracing itself uses."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_traced_memory"),
      PyCFunction.of(tracemalloc_get_traced_memory),
      cstr("get_traced_memory($module, /)\n--\n\nBytes of the traced blocks, now and at most."),
    ) === 0
  );
}

export function PyInit__tracemalloc(): PyObject | null {
  const m = module_begin(cstr("_tracemalloc"), cstr("Traces where blocks of memory are allocated."));
  if (m && !(add_switches(m) && add_results(m))) {
    Py_DECREF(m);
    return null;
  }
  return m;
}
