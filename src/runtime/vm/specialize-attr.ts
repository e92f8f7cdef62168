/**
 * Specialising attribute access. CPython: _Py_Specialize_LoadAttr, _StoreAttr, _LoadSuperAttr of Python/specialize.c.
 *
 * Caches of LOAD_ATTR behind the instruction: +2 counter, +4 type (or keys) version, +8 keys version | offset | index |
 * dict offset + 24, +12 the class attribute (borrowed: valid as long as the version). Of a class:
 * +4 its version, +8 its metaclass's. STORE_ATTR: +4 version, +8 offset.
 */

import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from "../abstract/attribute";
import {
  LOAD_ATTR,
  LOAD_ATTR_CLASS,
  LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN,
  LOAD_ATTR_INSTANCE_VALUE,
  LOAD_ATTR_METHOD_LAZY_DICT,
  LOAD_ATTR_METHOD_NO_DICT,
  LOAD_ATTR_METHOD_WITH_VALUES,
  LOAD_ATTR_MODULE,
  LOAD_ATTR_NONDESCRIPTOR_NO_DICT,
  LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES,
  LOAD_ATTR_PROPERTY,
  LOAD_ATTR_SLOT,
  LOAD_ATTR_WITH_HINT,
  LOAD_SUPER_ATTR,
  LOAD_SUPER_ATTR_ATTR,
  LOAD_SUPER_ATTR_METHOD,
  STORE_ATTR,
  STORE_ATTR_INSTANCE_VALUE,
  STORE_ATTR_SLOT,
  STORE_ATTR_WITH_HINT,
} from "../builtin-types/code-opcodes";
import { PyMemberDescrObject } from "../builtin-types/descriptor-object";
import { _PyDict_LookupIndex } from "../builtin-types/dict";
import {
  _PyDictKeys_GetVersionForCurrentState,
  _PyDictKeys_StringLookup,
  DICT_KEYS_UNICODE,
  PyDictKeysObject,
} from "../builtin-types/dict-keys";
import { PyDict_CheckExact, PyDictObject } from "../builtin-types/dict-object";
import { _PyFunction_GetVersionForCurrentState, PyFunction_Check, PyFunctionObject } from "../builtin-types/function";
import { _PyObject_GetManagedDict, _PyObject_InlineValues } from "../builtin-types/instance-values";
import { PyModuleObject } from "../builtin-types/module";
import { propertyobject } from "../builtin-types/property";
import { PyType_Check } from "../builtin-types/type";
import { _Py_type_getattro } from "../builtin-types/type-attribute";
import { _PyType_Lookup } from "../builtin-types/type-lookup";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _Py_slot_tp_getattr_hook, _Py_slot_tp_getattro } from "../builtin-types/type-slot-functions";
import { _Py_T_OBJECT, Py_AUDIT_READ, Py_READONLY, Py_T_OBJECT_EX } from "../object/def-tables";
import { _Py_ID } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { getattrofunc, setattrofunc } from "../object/slots";
import { interp } from "../object/state";
import {
  PyBaseObject_Type,
  PyMemberDescr_Type,
  PyModule_Type,
  PyProperty_Type,
  PySuper_Type,
} from "../object/static-types";
import {
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  PyHeapType,
  PyTypeObject,
} from "../object/type-object";
import { finish, function_check_args, type_get_version } from "./specialize";

/** What analyze_descriptor finds; DESCRIPTOR holds the class attribute. */
const OVERRIDING: i32 = 0;
const METHOD: i32 = 1;
const PROPERTY: i32 = 2;
const OBJECT_SLOT: i32 = 3;
const OTHER: i32 = 4;
const NON_DESCRIPTOR: i32 = 5;
const ABSENT: i32 = 6;
const DUNDER_CLASS: i32 = 7;
const GETATTRIBUTE_IS_PYTHON_FUNCTION: i32 = 8;

@unmanaged
class Analysis {
  /** Borrowed, or NULL. */
  descr: PyObject | null;
}
const analysis: Analysis = changetype<Analysis>(memory.data(16, 16));

/** Looks at how `type` gets attributes: 0 generically, 1 also through __getattr__, 2 a Python __getattribute__, 3 otherwise. */
function getattribute_kind(type: PyTypeObject): i32 {
  const slot = changetype<usize>(type.tp_getattro);
  if (slot === changetype<usize>(getattrofunc.of(PyObject_GenericGetAttr))) return 0;
  const hook = slot === changetype<usize>(getattrofunc.of(_Py_slot_tp_getattr_hook));
  if (!hook && slot !== changetype<usize>(getattrofunc.of(_Py_slot_tp_getattro))) return 3;
  const getattribute = _PyType_Lookup(type, _Py_ID("__getattribute__"));
  const custom = getattribute !== null && ptr(getattribute) !== ptr(interp.callable_cache_object_getattribute);
  const has_getattr = _PyType_Lookup(type, _Py_ID("__getattr__")) !== null;
  if (!custom) return has_getattr ? 1 : 0;
  if (hook || has_getattr || !PyFunction_Check(getattribute!)) return 3;
  analysis.descr = getattribute;
  return 2;
}

function analyze_descriptor(type: PyTypeObject, name: PyObject, isStore: bool): i32 {
  analysis.descr = null;
  let has_getattr = false;
  if (isStore) {
    const slot = changetype<usize>(type.tp_setattro);
    if (slot !== changetype<usize>(setattrofunc.of(PyObject_GenericSetAttr))) return OTHER;
  } else {
    const kind = getattribute_kind(type);
    if (kind >= 2) return kind === 2 ? GETATTRIBUTE_IS_PYTHON_FUNCTION : OTHER;
    has_getattr = kind === 1;
  }
  const descriptor = _PyType_Lookup(type, name);
  analysis.descr = descriptor;
  if (!descriptor) return ABSENT;
  const cls = descriptor.ob_type;
  if ((cls.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) === 0) return OTHER;
  if (cls.tp_descr_set) {
    if (ptr(cls) === ptr(PyMemberDescr_Type)) {
      const type = changetype<PyMemberDescrObject>(descriptor).d_member.type;
      return type === Py_T_OBJECT_EX || type === _Py_T_OBJECT ? OBJECT_SLOT : OTHER;
    }
    // A getter of a class with __getattr__ may raise AttributeError and mean it.
    if (ptr(cls) === ptr(PyProperty_Type)) return has_getattr ? OTHER : PROPERTY;
    const dunder_class = ptr(name) === ptr(_Py_ID("__class__"));
    if (dunder_class && ptr(descriptor) === ptr(_PyType_Lookup(PyBaseObject_Type, name))) return DUNDER_CLASS;
    return OVERRIDING;
  }
  if (cls.tp_descr_get) {
    if ((cls.tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) return METHOD;
    return OTHER; // class methods and other descriptors that a value in the instance hides
  }
  return NON_DESCRIPTOR;
}

/** The instance's own attributes may have `name`. */
function instance_has_key(o: PyObject, name: PyObject): bool {
  const type = o.ob_type;
  if ((type.tp_flags & Py_TPFLAGS_MANAGED_DICT) === 0) return false;
  if ((type.tp_flags & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    return _PyDictKeys_StringLookup(cached_keys(type), name) >= 0;
  }
  const dict = _PyObject_GetManagedDict(o);
  if (!dict || !PyDict_CheckExact(dict) || dict.ma_values) return false;
  return _PyDict_LookupIndex(dict, name) >= 0;
}

function cached_keys(type: PyTypeObject): PyDictKeysObject {
  return changetype<PyDictKeysObject>(PyHeapType(type).ht_cached_keys);
}

/** A value in the instance: the opcode for inline values or for a dict, 0: neither. */
function dict_access(owner: PyObject, instr: usize, name: PyObject, values_op: i32, hint_op: i32): i32 {
  const type = owner.ob_type;
  if ((type.tp_flags & Py_TPFLAGS_MANAGED_DICT) === 0) return 0;
  const dict = _PyObject_GetManagedDict(owner);
  store<u32>(instr, type.tp_version_tag, 4);
  if (
    (type.tp_flags & Py_TPFLAGS_INLINE_VALUES) !== 0 &&
    _PyObject_InlineValues(owner).valid !== 0 &&
    !(values_op === STORE_ATTR_INSTANCE_VALUE && dict !== null)
  ) {
    const index = _PyDictKeys_StringLookup(cached_keys(type), name);
    if (index < 0) return 0;
    store<u16>(instr, <u16>(24 + (index << 3)), 8);
    return values_op;
  }
  if (!dict || !PyDict_CheckExact(dict) || dict.ma_values) return 0;
  const index = _PyDict_LookupIndex(dict, name);
  if (index < 0 || index > 0xffff) return 0;
  store<u16>(instr, <u16>index, 8);
  return hint_op;
}

/** A value in the class: a method for a call, or an attribute that is no descriptor. */
function load_class_attr(owner: PyObject, instr: usize, name: PyObject, descr: PyObject, isMethod: bool): i32 {
  const type = owner.ob_type;
  let opcode: i32;
  if ((type.tp_flags & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    const keys = cached_keys(type);
    if (_PyDictKeys_StringLookup(keys, name) >= 0) return 0;
    const version = _PyDictKeys_GetVersionForCurrentState(keys);
    if (version === 0) return 0;
    store<u32>(instr, version, 8);
    opcode = isMethod ? LOAD_ATTR_METHOD_WITH_VALUES : LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
  } else {
    let offset: i32 = -24;
    if ((type.tp_flags & Py_TPFLAGS_MANAGED_DICT) === 0) {
      offset = type.tp_dictoffset;
      if (offset < 0 || offset > 0x7fff - 24) return 0;
    }
    if (offset === 0) opcode = isMethod ? LOAD_ATTR_METHOD_NO_DICT : LOAD_ATTR_NONDESCRIPTOR_NO_DICT;
    else {
      if (!isMethod || load<usize>(ptr(owner) + <usize>offset) !== 0) return 0;
      store<u32>(instr, <u32>(offset + 24), 8);
      opcode = LOAD_ATTR_METHOD_LAZY_DICT;
    }
  }
  store<u32>(instr, type.tp_version_tag, 4);
  store<u32>(instr, <u32>ptr(descr), 12);
  store<u32>(instr, 0, 16);
  return opcode;
}

/** A Python function to be called with `n` arguments when the attribute is read. */
function function_attr(type: PyTypeObject, instr: usize, func: PyObject, n: i32, opcode: i32): i32 {
  if ((load<u8>(instr, 1) & 1) !== 0 || !PyFunction_Check(func) || !function_check_args(func, n)) return 0;
  const version = _PyFunction_GetVersionForCurrentState(changetype<PyFunctionObject>(func));
  if (version === 0) return 0;
  store<u32>(instr, type.tp_version_tag, 4);
  store<u32>(instr, version, 8);
  store<u32>(instr, <u32>ptr(func), 12);
  store<u32>(instr, 0, 16);
  return opcode;
}

/** A slot of `__slots__` (or member of a builtin type) in `owner`. */
function slot_attr(owner: PyObject, instr: usize, descr: PyObject, refused: i32, opcode: i32): i32 {
  const member = changetype<PyMemberDescrObject>(descr);
  if (!PyType_IsSubtype(owner.ob_type, member.d_type)) return 0;
  const definition = member.d_member;
  if ((definition.flags & refused) !== 0 || definition.offset < 0 || definition.offset > 0xffff) return 0;
  store<u32>(instr, owner.ob_type.tp_version_tag, 4);
  store<u16>(instr, <u16>definition.offset, 8);
  return opcode;
}

function instance_load_attr(owner: PyObject, instr: usize, name: PyObject): i32 {
  const type = owner.ob_type;
  const kind = analyze_descriptor(type, name, false);
  const descr = analysis.descr;
  if (type_get_version(type) === 0) return 0;
  const isCall = (load<u8>(instr, 1) & 1) !== 0;
  switch (kind) {
    case METHOD:
    case NON_DESCRIPTOR:
      if (instance_has_key(owner, name)) break;
      return isCall === (kind === METHOD) ? load_class_attr(owner, instr, name, descr!, isCall) : 0;
    case PROPERTY: {
      const fget = changetype<propertyobject>(descr!).prop_get;
      return fget ? function_attr(type, instr, fget, 1, LOAD_ATTR_PROPERTY) : 0;
    }
    case OBJECT_SLOT:
      return slot_attr(owner, instr, descr!, Py_AUDIT_READ, LOAD_ATTR_SLOT);
    case DUNDER_CLASS:
      store<u32>(instr, type.tp_version_tag, 4);
      store<u16>(instr, 8, 8);
      return LOAD_ATTR_SLOT;
    case GETATTRIBUTE_IS_PYTHON_FUNCTION:
      return function_attr(type, instr, descr!, 2, LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN);
    case ABSENT:
      break;
    default:
      return 0;
  }
  return dict_access(owner, instr, name, LOAD_ATTR_INSTANCE_VALUE, LOAD_ATTR_WITH_HINT);
}

function class_load_attr(owner: PyObject, instr: usize, name: PyObject): i32 {
  const metatype = owner.ob_type;
  if (changetype<usize>(metatype.tp_getattro) !== changetype<usize>(getattrofunc.of(_Py_type_getattro))) return 0;
  if (_PyType_Lookup(metatype, name)) return 0;
  const cls = changetype<PyTypeObject>(owner);
  // How instances get attributes does not matter here; only what the class has.
  const descr = _PyType_Lookup(cls, name);
  if (!descr || type_get_version(cls) === 0) return 0;
  const kind = descr.ob_type;
  if ((kind.tp_flags & Py_TPFLAGS_IMMUTABLETYPE) === 0 || kind.tp_descr_set) return 0;
  if (kind.tp_descr_get && (kind.tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) === 0) return 0;
  // The metaclass may get an attribute of that name, which comes first.
  if (type_get_version(metatype) === 0) return 0;
  store<u32>(instr, cls.tp_version_tag, 4);
  store<u32>(instr, metatype.tp_version_tag, 8);
  store<u32>(instr, <u32>ptr(descr), 12);
  store<u32>(instr, 0, 16);
  return LOAD_ATTR_CLASS;
}

function module_load_attr(owner: PyObject, instr: usize, name: PyObject): i32 {
  const dict = changetype<PyDictObject | null>(changetype<PyModuleObject>(owner).md_dict);
  if (!dict || dict.ma_keys.dk_kind !== DICT_KEYS_UNICODE) return 0;
  if (_PyDict_LookupIndex(dict, _Py_ID("__getattr__")) !== -1) return 0;
  const index = _PyDict_LookupIndex(dict, name);
  if (index < 0 || index > 0xffff) return 0;
  const version = _PyDictKeys_GetVersionForCurrentState(dict.ma_keys);
  if (version === 0) return 0;
  store<u32>(instr, version, 4);
  store<u16>(instr, <u16>index, 8);
  return LOAD_ATTR_MODULE;
}

export function _Py_Specialize_LoadAttr(owner: PyObject, instr: usize, name: PyObject): void {
  let opcode = 0;
  if (ptr(owner.ob_type) === ptr(PyModule_Type)) opcode = module_load_attr(owner, instr, name);
  else if (PyType_Check(owner)) opcode = class_load_attr(owner, instr, name);
  else if (owner.ob_type.tp_dict) opcode = instance_load_attr(owner, instr, name);
  finish(instr, opcode, LOAD_ATTR);
}

export function _Py_Specialize_StoreAttr(owner: PyObject, instr: usize, name: PyObject): void {
  let opcode = 0;
  const type = owner.ob_type;
  if (type.tp_dict && ptr(type) !== ptr(PyModule_Type)) {
    const kind = analyze_descriptor(type, name, true);
    const descr = analysis.descr;
    if (type_get_version(type) !== 0) {
      if (kind === OBJECT_SLOT) opcode = slot_attr(owner, instr, descr!, Py_READONLY, STORE_ATTR_SLOT);
      else if (kind === ABSENT) {
        opcode = dict_access(owner, instr, name, STORE_ATTR_INSTANCE_VALUE, STORE_ATTR_WITH_HINT);
      }
    }
  }
  finish(instr, opcode, STORE_ATTR);
}

export function _Py_Specialize_LoadSuperAttr(
  global_super: PyObject,
  cls: PyObject,
  instr: usize,
  load_method: bool,
): void {
  let opcode = 0;
  if (ptr(global_super) === ptr(PySuper_Type) && PyType_Check(cls)) {
    opcode = load_method ? LOAD_SUPER_ATTR_METHOD : LOAD_SUPER_ATTR_ATTR;
  }
  finish(instr, opcode, LOAD_SUPER_ATTR);
}
