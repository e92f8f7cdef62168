/**
 * What the lower rooms need from the virtual machine: table indices that vm/ fills in at start-up.
 * Everything else goes downwards only (docs/runtime-conventions.md, "Rooms").
 */
import { PyObject } from "../object/object";

@unmanaged
class Hooks {
  frame_locals: usize;
  import_module: usize;
  eval_frame: usize;
  set_opcode_trace: usize;
  make_sys_attribute: usize;
}
const hooks: Hooks = changetype<Hooks>(memory.data(64, 16));

/** `f`: the locals mapping of the running frame, a new reference. */
export function install_frame_locals(f: () => PyObject | null): void {
  hooks.frame_locals = <usize>f.index;
}

/** Locals of the running frame: a new reference, NULL with an exception. */
export function frame_locals(): PyObject | null {
  return call_indirect<PyObject | null>(<u32>hooks.frame_locals);
}

/** `f`: imports the module of that name (PyImport_Import), a new reference. */
export function install_import_module(f: (name: PyObject) => PyObject | null): void {
  hooks.import_module = <usize>f.index;
}

/** The module `name` (str), imported if need be: a new reference, NULL with an exception. */
export function import_module(name: PyObject): PyObject | null {
  return call_indirect<PyObject | null>(<u32>hooks.import_module, name);
}

/** `f`: runs the frame at an address (throwing the exception that is set into it): the result, new reference. */
export function install_eval_frame(f: (frame: usize, throwflag: bool) => PyObject | null): void {
  hooks.eval_frame = <usize>f.index;
}

/** Runs a generator's frame: a new reference, NULL with an exception. */
export function eval_frame(frame: usize, throwflag: bool): PyObject | null {
  return call_indirect<PyObject | null>(<u32>hooks.eval_frame, frame, throwflag);
}

/** `f`: the code of a frame object tells of each instruction from now on, or no longer; -1 with an exception. */
export function install_set_opcode_trace(f: (frame: PyObject, enable: bool) => i32): void {
  hooks.set_opcode_trace = <usize>f.index;
}

/** frame.f_trace_opcodes has changed: -1 with an exception. */
export function set_opcode_trace(frame: PyObject, enable: bool): i32 {
  return call_indirect<i32>(<u32>hooks.set_opcode_trace, frame, enable);
}

/** `f`: makes an attribute of sys that is made when it is looked up; 1 when it is there now, 0, -1 with an exception. */
export function install_make_sys_attribute(f: (dict: PyObject, name: PyObject) => i32): void {
  hooks.make_sys_attribute = <usize>f.index;
}

/** `name` is not in the module's `dict`: 1 when it is now, 0, -1 with an exception. */
export function make_sys_attribute(dict: PyObject, name: PyObject): i32 {
  return call_indirect<i32>(<u32>hooks.make_sys_attribute, dict, name);
}
