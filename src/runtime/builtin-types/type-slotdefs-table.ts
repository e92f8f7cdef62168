/**
 * The contents of `slotdefs`: special method, slot, function for classes of Python code, wrapper, doc.
 * CPython: the `slotdefs` array of Objects/typeobject.c. Texts behind the signatures are ours.
 */
import { _Py_ID, cstr } from "../object/literals";
import {
  binaryfunc,
  descrgetfunc,
  descrsetfunc,
  destructor,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  hashfunc,
  initproc,
  inquiry,
  iternextfunc,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  releasebufferproc,
  reprfunc,
  richcmpfunc,
  setattrofunc,
  ssizeargfunc,
  ssizeobjargproc,
  ternaryfunc,
  unaryfunc,
  wrapperfunc,
} from "../object/slots";
import {
  HT_AS_ASYNC,
  HT_AS_BUFFER,
  HT_AS_MAPPING,
  HT_AS_NUMBER,
  HT_AS_SEQUENCE,
  PyAsyncMethods,
  PyBufferProcs,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
} from "../object/type-object";
import { slot_bf_getbuffer, slot_bf_releasebuffer, wrap_buffer, wrap_releasebuffer } from "./type-slot-buffer";
import {
  slot_mp_ass_subscript,
  slot_mp_subscript,
  slot_sq_ass_item,
  slot_sq_contains,
  slot_sq_item,
  slot_sq_length,
} from "./type-slot-containers";
import {
  _Py_slot_tp_getattr_hook,
  slot_am_aiter,
  slot_am_anext,
  slot_am_await,
  slot_tp_call,
  slot_tp_descr_get,
  slot_tp_descr_set,
  slot_tp_finalize,
  slot_tp_hash,
  slot_tp_init,
  slot_tp_iter,
  slot_tp_iternext,
  slot_tp_new,
  slot_tp_repr,
  slot_tp_richcompare,
  slot_tp_setattro,
  slot_tp_str,
} from "./type-slot-functions";
import {
  slot_nb_absolute,
  slot_nb_add,
  slot_nb_and,
  slot_nb_bool,
  slot_nb_divmod,
  slot_nb_float,
  slot_nb_floor_divide,
  slot_nb_index,
  slot_nb_inplace_add,
  slot_nb_inplace_and,
  slot_nb_inplace_floor_divide,
  slot_nb_inplace_lshift,
  slot_nb_inplace_matrix_multiply,
  slot_nb_inplace_multiply,
  slot_nb_inplace_or,
  slot_nb_inplace_power,
  slot_nb_inplace_remainder,
  slot_nb_inplace_rshift,
  slot_nb_inplace_subtract,
  slot_nb_inplace_true_divide,
  slot_nb_inplace_xor,
  slot_nb_int,
  slot_nb_invert,
  slot_nb_lshift,
  slot_nb_matrix_multiply,
  slot_nb_multiply,
  slot_nb_negative,
  slot_nb_or,
  slot_nb_positive,
  slot_nb_power,
  slot_nb_remainder,
  slot_nb_rshift,
  slot_nb_subtract,
  slot_nb_true_divide,
  slot_nb_xor,
} from "./type-slot-numbers";
import {
  richcmp_eq,
  richcmp_ge,
  richcmp_gt,
  richcmp_le,
  richcmp_lt,
  richcmp_ne,
  wrap_binaryfunc,
  wrap_binaryfunc_l,
  wrap_binaryfunc_r,
  wrap_call,
  wrap_del,
  wrap_delattr,
  wrap_delitem,
  wrap_descr_delete,
  wrap_descr_get,
  wrap_descr_set,
  wrap_hashfunc,
  wrap_indexargfunc,
  wrap_init,
  wrap_inquirypred,
  wrap_lenfunc,
  wrap_next,
  wrap_objobjargproc,
  wrap_objobjproc,
  wrap_setattr,
  wrap_sq_delitem,
  wrap_sq_item,
  wrap_sq_setitem,
  wrap_ternaryfunc,
  wrap_ternaryfunc_r,
  wrap_unaryfunc,
} from "./type-slot-wrappers";
import { def_slot, PyWrapperFlag_KEYWORDS } from "./type-slotdefs";

/** Defines all slots, in the order of their offsets. */
export function fill_slotdefs(): void {
  def_type_slots();
  def_number_slots();
  def_container_slots();
}

// biome-ignore format: one entry a line
function def_type_slots(): void {
  def_slot(_Py_ID("__getattribute__"), cstr("__getattribute__"), offsetof<PyTypeObject>("tp_getattr"), 0, 0, 0);
  def_slot(_Py_ID("__getattr__"), cstr("__getattr__"), offsetof<PyTypeObject>("tp_getattr"), 0, 0, 0);
  def_slot(_Py_ID("__setattr__"), cstr("__setattr__"), offsetof<PyTypeObject>("tp_setattr"), 0, 0, 0);
  def_slot(_Py_ID("__delattr__"), cstr("__delattr__"), offsetof<PyTypeObject>("tp_setattr"), 0, 0, 0);
  def_slot(_Py_ID("__repr__"), cstr("__repr__"), offsetof<PyTypeObject>("tp_repr"), changetype<u32>(reprfunc.of(slot_tp_repr)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__repr__($self, /)\n--\n\nrepr(self)."));
  def_slot(_Py_ID("__hash__"), cstr("__hash__"), offsetof<PyTypeObject>("tp_hash"), changetype<u32>(hashfunc.of(slot_tp_hash)), changetype<u32>(wrapperfunc.of(wrap_hashfunc)), cstr("__hash__($self, /)\n--\n\nhash(self)."));
  def_slot(_Py_ID("__call__"), cstr("__call__"), offsetof<PyTypeObject>("tp_call"), changetype<u32>(ternaryfunc.of(slot_tp_call)), changetype<u32>(wrapperfunc.of(wrap_call)), cstr("__call__($self, /, *args, **kwargs)\n--\n\nThe object called as a function."), PyWrapperFlag_KEYWORDS);
  def_slot(_Py_ID("__str__"), cstr("__str__"), offsetof<PyTypeObject>("tp_str"), changetype<u32>(reprfunc.of(slot_tp_str)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__str__($self, /)\n--\n\nstr(self)."));
  def_slot(_Py_ID("__getattribute__"), cstr("__getattribute__"), offsetof<PyTypeObject>("tp_getattro"), changetype<u32>(getattrofunc.of(_Py_slot_tp_getattr_hook)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__getattribute__($self, name, /)\n--\n\ngetattr(self, name)."));
  def_slot(_Py_ID("__getattr__"), cstr("__getattr__"), offsetof<PyTypeObject>("tp_getattro"), changetype<u32>(getattrofunc.of(_Py_slot_tp_getattr_hook)), 0, cstr("__getattr__($self, name, /)\n--\n\ngetattr(self, name), after the normal lookup has failed."));
  def_slot(_Py_ID("__setattr__"), cstr("__setattr__"), offsetof<PyTypeObject>("tp_setattro"), changetype<u32>(setattrofunc.of(slot_tp_setattro)), changetype<u32>(wrapperfunc.of(wrap_setattr)), cstr("__setattr__($self, name, value, /)\n--\n\nsetattr(self, name, value)."));
  def_slot(_Py_ID("__delattr__"), cstr("__delattr__"), offsetof<PyTypeObject>("tp_setattro"), changetype<u32>(setattrofunc.of(slot_tp_setattro)), changetype<u32>(wrapperfunc.of(wrap_delattr)), cstr("__delattr__($self, name, /)\n--\n\ndelattr(self, name)."));
  def_slot(_Py_ID("__lt__"), cstr("__lt__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_lt)), cstr("__lt__($self, value, /)\n--\n\nself < value."));
  def_slot(_Py_ID("__le__"), cstr("__le__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_le)), cstr("__le__($self, value, /)\n--\n\nself <= value."));
  def_slot(_Py_ID("__eq__"), cstr("__eq__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_eq)), cstr("__eq__($self, value, /)\n--\n\nself == value."));
  def_slot(_Py_ID("__ne__"), cstr("__ne__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_ne)), cstr("__ne__($self, value, /)\n--\n\nself != value."));
  def_slot(_Py_ID("__gt__"), cstr("__gt__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_gt)), cstr("__gt__($self, value, /)\n--\n\nself > value."));
  def_slot(_Py_ID("__ge__"), cstr("__ge__"), offsetof<PyTypeObject>("tp_richcompare"), changetype<u32>(richcmpfunc.of(slot_tp_richcompare)), changetype<u32>(wrapperfunc.of(richcmp_ge)), cstr("__ge__($self, value, /)\n--\n\nself >= value."));
  def_slot(_Py_ID("__iter__"), cstr("__iter__"), offsetof<PyTypeObject>("tp_iter"), changetype<u32>(getiterfunc.of(slot_tp_iter)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__iter__($self, /)\n--\n\niter(self)."));
  def_slot(_Py_ID("__next__"), cstr("__next__"), offsetof<PyTypeObject>("tp_iternext"), changetype<u32>(iternextfunc.of(slot_tp_iternext)), changetype<u32>(wrapperfunc.of(wrap_next)), cstr("__next__($self, /)\n--\n\nnext(self)."));
  def_slot(_Py_ID("__get__"), cstr("__get__"), offsetof<PyTypeObject>("tp_descr_get"), changetype<u32>(descrgetfunc.of(slot_tp_descr_get)), changetype<u32>(wrapperfunc.of(wrap_descr_get)), cstr( "__get__($self, instance, owner=None, /)\n--\n\nThe value of this attribute for instance, or for the class owner.", ));
  def_slot(_Py_ID("__set__"), cstr("__set__"), offsetof<PyTypeObject>("tp_descr_set"), changetype<u32>(descrsetfunc.of(slot_tp_descr_set)), changetype<u32>(wrapperfunc.of(wrap_descr_set)), cstr("__set__($self, instance, value, /)\n--\n\nGives this attribute of instance a value."));
  def_slot(_Py_ID("__delete__"), cstr("__delete__"), offsetof<PyTypeObject>("tp_descr_set"), changetype<u32>(descrsetfunc.of(slot_tp_descr_set)), changetype<u32>(wrapperfunc.of(wrap_descr_delete)), cstr("__delete__($self, instance, /)\n--\n\nDeletes this attribute of instance."));
  def_slot(_Py_ID("__init__"), cstr("__init__"), offsetof<PyTypeObject>("tp_init"), changetype<u32>(initproc.of(slot_tp_init)), changetype<u32>(wrapperfunc.of(wrap_init)), cstr("__init__($self, /, *args, **kwargs)\n--\n\nMakes a new object ready; help(type(self)) tells the arguments."), PyWrapperFlag_KEYWORDS);
  def_slot(_Py_ID("__new__"), cstr("__new__"), offsetof<PyTypeObject>("tp_new"), changetype<u32>(newfunc.of(slot_tp_new)), 0, cstr("__new__(type, /, *args, **kwargs)\n--\n\nMakes an object; help(type) tells the arguments."));
  def_slot(_Py_ID("__del__"), cstr("__del__"), offsetof<PyTypeObject>("tp_finalize"), changetype<u32>(destructor.of(slot_tp_finalize)), changetype<u32>(wrapperfunc.of(wrap_del)), cstr("__del__($self, /)\n--\n\nRuns before the object goes away."));
  def_slot(_Py_ID("__buffer__"), cstr("__buffer__"), HT_AS_BUFFER + offsetof<PyBufferProcs>("bf_getbuffer"), changetype<u32>(getbufferproc.of(slot_bf_getbuffer)), changetype<u32>(wrapperfunc.of(wrap_buffer)), cstr("__buffer__($self, flags, /)\n--\n\nA memoryview of the object's memory."));
  def_slot(_Py_ID("__release_buffer__"), cstr("__release_buffer__"), HT_AS_BUFFER + offsetof<PyBufferProcs>("bf_releasebuffer"), changetype<u32>(releasebufferproc.of(slot_bf_releasebuffer)), changetype<u32>(wrapperfunc.of(wrap_releasebuffer)), cstr("__release_buffer__($self, buffer, /)\n--\n\nGives a memoryview from __buffer__ back."));
  def_slot(_Py_ID("__await__"), cstr("__await__"), HT_AS_ASYNC + offsetof<PyAsyncMethods>("am_await"), changetype<u32>(unaryfunc.of(slot_am_await)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__await__($self, /)\n--\n\nThe iterator that an await expression drives."));
  def_slot(_Py_ID("__aiter__"), cstr("__aiter__"), HT_AS_ASYNC + offsetof<PyAsyncMethods>("am_aiter"), changetype<u32>(unaryfunc.of(slot_am_aiter)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__aiter__($self, /)\n--\n\nAn asynchronous iterator."));
  def_slot(_Py_ID("__anext__"), cstr("__anext__"), HT_AS_ASYNC + offsetof<PyAsyncMethods>("am_anext"), changetype<u32>(unaryfunc.of(slot_am_anext)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__anext__($self, /)\n--\n\nAn awaitable for the next value."));
}

// biome-ignore format: one entry a line
function def_number_slots(): void {
  def_slot(_Py_ID("__add__"), cstr("__add__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_add"), changetype<u32>(binaryfunc.of(slot_nb_add)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__add__($self, value, /)\n--\n\nself + value."));
  def_slot(_Py_ID("__radd__"), cstr("__radd__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_add"), changetype<u32>(binaryfunc.of(slot_nb_add)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__radd__($self, value, /)\n--\n\nvalue + self."));
  def_slot(_Py_ID("__sub__"), cstr("__sub__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_subtract"), changetype<u32>(binaryfunc.of(slot_nb_subtract)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__sub__($self, value, /)\n--\n\nself - value."));
  def_slot(_Py_ID("__rsub__"), cstr("__rsub__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_subtract"), changetype<u32>(binaryfunc.of(slot_nb_subtract)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rsub__($self, value, /)\n--\n\nvalue - self."));
  def_slot(_Py_ID("__mul__"), cstr("__mul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_multiply"), changetype<u32>(binaryfunc.of(slot_nb_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__mul__($self, value, /)\n--\n\nself * value."));
  def_slot(_Py_ID("__rmul__"), cstr("__rmul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_multiply"), changetype<u32>(binaryfunc.of(slot_nb_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rmul__($self, value, /)\n--\n\nvalue * self."));
  def_slot(_Py_ID("__mod__"), cstr("__mod__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_remainder"), changetype<u32>(binaryfunc.of(slot_nb_remainder)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__mod__($self, value, /)\n--\n\nself % value."));
  def_slot(_Py_ID("__rmod__"), cstr("__rmod__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_remainder"), changetype<u32>(binaryfunc.of(slot_nb_remainder)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rmod__($self, value, /)\n--\n\nvalue % self."));
  def_slot(_Py_ID("__divmod__"), cstr("__divmod__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_divmod"), changetype<u32>(binaryfunc.of(slot_nb_divmod)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__divmod__($self, value, /)\n--\n\ndivmod(self, value)."));
  def_slot(_Py_ID("__rdivmod__"), cstr("__rdivmod__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_divmod"), changetype<u32>(binaryfunc.of(slot_nb_divmod)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rdivmod__($self, value, /)\n--\n\ndivmod(value, self)."));
  def_slot(_Py_ID("__pow__"), cstr("__pow__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_power"), changetype<u32>(ternaryfunc.of(slot_nb_power)), changetype<u32>(wrapperfunc.of(wrap_ternaryfunc)), cstr("__pow__($self, value, mod=None, /)\n--\n\npow(self, value, mod)."));
  def_slot(_Py_ID("__rpow__"), cstr("__rpow__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_power"), changetype<u32>(ternaryfunc.of(slot_nb_power)), changetype<u32>(wrapperfunc.of(wrap_ternaryfunc_r)), cstr("__rpow__($self, value, mod=None, /)\n--\n\npow(value, self, mod)."));
  def_slot(_Py_ID("__neg__"), cstr("__neg__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_negative"), changetype<u32>(unaryfunc.of(slot_nb_negative)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__neg__($self, /)\n--\n\n-self."));
  def_slot(_Py_ID("__pos__"), cstr("__pos__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_positive"), changetype<u32>(unaryfunc.of(slot_nb_positive)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__pos__($self, /)\n--\n\n+self."));
  def_slot(_Py_ID("__abs__"), cstr("__abs__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_absolute"), changetype<u32>(unaryfunc.of(slot_nb_absolute)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__abs__($self, /)\n--\n\nabs(self)."));
  def_slot(_Py_ID("__bool__"), cstr("__bool__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_bool"), changetype<u32>(inquiry.of(slot_nb_bool)), changetype<u32>(wrapperfunc.of(wrap_inquirypred)), cstr("__bool__($self, /)\n--\n\nbool(self)."));
  def_slot(_Py_ID("__invert__"), cstr("__invert__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_invert"), changetype<u32>(unaryfunc.of(slot_nb_invert)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__invert__($self, /)\n--\n\n~self."));
  def_slot(_Py_ID("__lshift__"), cstr("__lshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_lshift"), changetype<u32>(binaryfunc.of(slot_nb_lshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__lshift__($self, value, /)\n--\n\nself << value."));
  def_slot(_Py_ID("__rlshift__"), cstr("__rlshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_lshift"), changetype<u32>(binaryfunc.of(slot_nb_lshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rlshift__($self, value, /)\n--\n\nvalue << self."));
  def_slot(_Py_ID("__rshift__"), cstr("__rshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_rshift"), changetype<u32>(binaryfunc.of(slot_nb_rshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__rshift__($self, value, /)\n--\n\nself >> value."));
  def_slot(_Py_ID("__rrshift__"), cstr("__rrshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_rshift"), changetype<u32>(binaryfunc.of(slot_nb_rshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rrshift__($self, value, /)\n--\n\nvalue >> self."));
  def_slot(_Py_ID("__and__"), cstr("__and__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_and"), changetype<u32>(binaryfunc.of(slot_nb_and)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__and__($self, value, /)\n--\n\nself & value."));
  def_slot(_Py_ID("__rand__"), cstr("__rand__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_and"), changetype<u32>(binaryfunc.of(slot_nb_and)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rand__($self, value, /)\n--\n\nvalue & self."));
  def_slot(_Py_ID("__xor__"), cstr("__xor__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_xor"), changetype<u32>(binaryfunc.of(slot_nb_xor)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__xor__($self, value, /)\n--\n\nself ^ value."));
  def_slot(_Py_ID("__rxor__"), cstr("__rxor__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_xor"), changetype<u32>(binaryfunc.of(slot_nb_xor)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rxor__($self, value, /)\n--\n\nvalue ^ self."));
  def_slot(_Py_ID("__or__"), cstr("__or__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_or"), changetype<u32>(binaryfunc.of(slot_nb_or)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__or__($self, value, /)\n--\n\nself | value."));
  def_slot(_Py_ID("__ror__"), cstr("__ror__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_or"), changetype<u32>(binaryfunc.of(slot_nb_or)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__ror__($self, value, /)\n--\n\nvalue | self."));
  def_slot(_Py_ID("__int__"), cstr("__int__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_int"), changetype<u32>(unaryfunc.of(slot_nb_int)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__int__($self, /)\n--\n\nint(self)."));
  def_slot(_Py_ID("__float__"), cstr("__float__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_float"), changetype<u32>(unaryfunc.of(slot_nb_float)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__float__($self, /)\n--\n\nfloat(self)."));
  def_slot(_Py_ID("__iadd__"), cstr("__iadd__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_add"), changetype<u32>(binaryfunc.of(slot_nb_inplace_add)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__iadd__($self, value, /)\n--\n\nself += value."));
  def_slot(_Py_ID("__isub__"), cstr("__isub__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_subtract"), changetype<u32>(binaryfunc.of(slot_nb_inplace_subtract)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__isub__($self, value, /)\n--\n\nself -= value."));
  def_slot(_Py_ID("__imul__"), cstr("__imul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_multiply"), changetype<u32>(binaryfunc.of(slot_nb_inplace_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__imul__($self, value, /)\n--\n\nself *= value."));
  def_slot(_Py_ID("__imod__"), cstr("__imod__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_remainder"), changetype<u32>(binaryfunc.of(slot_nb_inplace_remainder)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__imod__($self, value, /)\n--\n\nself %= value."));
  def_slot(_Py_ID("__ipow__"), cstr("__ipow__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_power"), changetype<u32>(ternaryfunc.of(slot_nb_inplace_power)), changetype<u32>(wrapperfunc.of(wrap_ternaryfunc)), cstr("__ipow__($self, value, /)\n--\n\nself **= value."));
  def_slot(_Py_ID("__ilshift__"), cstr("__ilshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_lshift"), changetype<u32>(binaryfunc.of(slot_nb_inplace_lshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__ilshift__($self, value, /)\n--\n\nself <<= value."));
  def_slot(_Py_ID("__irshift__"), cstr("__irshift__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_rshift"), changetype<u32>(binaryfunc.of(slot_nb_inplace_rshift)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__irshift__($self, value, /)\n--\n\nself >>= value."));
  def_slot(_Py_ID("__iand__"), cstr("__iand__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_and"), changetype<u32>(binaryfunc.of(slot_nb_inplace_and)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__iand__($self, value, /)\n--\n\nself &= value."));
  def_slot(_Py_ID("__ixor__"), cstr("__ixor__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_xor"), changetype<u32>(binaryfunc.of(slot_nb_inplace_xor)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__ixor__($self, value, /)\n--\n\nself ^= value."));
  def_slot(_Py_ID("__ior__"), cstr("__ior__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_or"), changetype<u32>(binaryfunc.of(slot_nb_inplace_or)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__ior__($self, value, /)\n--\n\nself |= value."));
  def_slot(_Py_ID("__floordiv__"), cstr("__floordiv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_floor_divide"), changetype<u32>(binaryfunc.of(slot_nb_floor_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__floordiv__($self, value, /)\n--\n\nself // value."));
  def_slot(_Py_ID("__rfloordiv__"), cstr("__rfloordiv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_floor_divide"), changetype<u32>(binaryfunc.of(slot_nb_floor_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rfloordiv__($self, value, /)\n--\n\nvalue // self."));
  def_slot(_Py_ID("__truediv__"), cstr("__truediv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_true_divide"), changetype<u32>(binaryfunc.of(slot_nb_true_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__truediv__($self, value, /)\n--\n\nself / value."));
  def_slot(_Py_ID("__rtruediv__"), cstr("__rtruediv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_true_divide"), changetype<u32>(binaryfunc.of(slot_nb_true_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rtruediv__($self, value, /)\n--\n\nvalue / self."));
  def_slot(_Py_ID("__ifloordiv__"), cstr("__ifloordiv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_floor_divide"), changetype<u32>(binaryfunc.of(slot_nb_inplace_floor_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__ifloordiv__($self, value, /)\n--\n\nself //= value."));
  def_slot(_Py_ID("__itruediv__"), cstr("__itruediv__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_true_divide"), changetype<u32>(binaryfunc.of(slot_nb_inplace_true_divide)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__itruediv__($self, value, /)\n--\n\nself /= value."));
  def_slot(_Py_ID("__index__"), cstr("__index__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_index"), changetype<u32>(unaryfunc.of(slot_nb_index)), changetype<u32>(wrapperfunc.of(wrap_unaryfunc)), cstr("__index__($self, /)\n--\n\noperator.index(self): an int that stands for self."));
  def_slot(_Py_ID("__matmul__"), cstr("__matmul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_matrix_multiply"), changetype<u32>(binaryfunc.of(slot_nb_matrix_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_l)), cstr("__matmul__($self, value, /)\n--\n\nself @ value."));
  def_slot(_Py_ID("__rmatmul__"), cstr("__rmatmul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_matrix_multiply"), changetype<u32>(binaryfunc.of(slot_nb_matrix_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc_r)), cstr("__rmatmul__($self, value, /)\n--\n\nvalue @ self."));
  def_slot(_Py_ID("__imatmul__"), cstr("__imatmul__"), HT_AS_NUMBER + offsetof<PyNumberMethods>("nb_inplace_matrix_multiply"), changetype<u32>(binaryfunc.of(slot_nb_inplace_matrix_multiply)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__imatmul__($self, value, /)\n--\n\nself @= value."));
}

// biome-ignore format: one entry a line
function def_container_slots(): void {
  def_slot(_Py_ID("__len__"), cstr("__len__"), HT_AS_MAPPING + offsetof<PyMappingMethods>("mp_length"), changetype<u32>(lenfunc.of(slot_sq_length)), changetype<u32>(wrapperfunc.of(wrap_lenfunc)), cstr("__len__($self, /)\n--\n\nlen(self)."));
  def_slot(_Py_ID("__getitem__"), cstr("__getitem__"), HT_AS_MAPPING + offsetof<PyMappingMethods>("mp_subscript"), changetype<u32>(binaryfunc.of(slot_mp_subscript)), changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__getitem__($self, key, /)\n--\n\nself[key]."));
  def_slot(_Py_ID("__setitem__"), cstr("__setitem__"), HT_AS_MAPPING + offsetof<PyMappingMethods>("mp_ass_subscript"), changetype<u32>(objobjargproc.of(slot_mp_ass_subscript)), changetype<u32>(wrapperfunc.of(wrap_objobjargproc)), cstr("__setitem__($self, key, value, /)\n--\n\nself[key] = value."));
  def_slot(_Py_ID("__delitem__"), cstr("__delitem__"), HT_AS_MAPPING + offsetof<PyMappingMethods>("mp_ass_subscript"), changetype<u32>(objobjargproc.of(slot_mp_ass_subscript)), changetype<u32>(wrapperfunc.of(wrap_delitem)), cstr("__delitem__($self, key, /)\n--\n\ndel self[key]."));
  def_slot(_Py_ID("__len__"), cstr("__len__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_length"), changetype<u32>(lenfunc.of(slot_sq_length)), changetype<u32>(wrapperfunc.of(wrap_lenfunc)), cstr("__len__($self, /)\n--\n\nlen(self)."));
  def_slot(_Py_ID("__add__"), cstr("__add__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_concat"), 0, changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__add__($self, value, /)\n--\n\nself + value."));
  def_slot(_Py_ID("__mul__"), cstr("__mul__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_repeat"), 0, changetype<u32>(wrapperfunc.of(wrap_indexargfunc)), cstr("__mul__($self, value, /)\n--\n\nself * value."));
  def_slot(_Py_ID("__rmul__"), cstr("__rmul__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_repeat"), 0, changetype<u32>(wrapperfunc.of(wrap_indexargfunc)), cstr("__rmul__($self, value, /)\n--\n\nvalue * self."));
  def_slot(_Py_ID("__getitem__"), cstr("__getitem__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_item"), changetype<u32>(ssizeargfunc.of(slot_sq_item)), changetype<u32>(wrapperfunc.of(wrap_sq_item)), cstr("__getitem__($self, key, /)\n--\n\nself[key]."));
  def_slot(_Py_ID("__setitem__"), cstr("__setitem__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_ass_item"), changetype<u32>(ssizeobjargproc.of(slot_sq_ass_item)), changetype<u32>(wrapperfunc.of(wrap_sq_setitem)), cstr("__setitem__($self, key, value, /)\n--\n\nself[key] = value."));
  def_slot(_Py_ID("__delitem__"), cstr("__delitem__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_ass_item"), changetype<u32>(ssizeobjargproc.of(slot_sq_ass_item)), changetype<u32>(wrapperfunc.of(wrap_sq_delitem)), cstr("__delitem__($self, key, /)\n--\n\ndel self[key]."));
  def_slot(_Py_ID("__contains__"), cstr("__contains__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_contains"), changetype<u32>(objobjproc.of(slot_sq_contains)), changetype<u32>(wrapperfunc.of(wrap_objobjproc)), cstr("__contains__($self, key, /)\n--\n\nkey in self."));
  def_slot(_Py_ID("__iadd__"), cstr("__iadd__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_inplace_concat"), 0, changetype<u32>(wrapperfunc.of(wrap_binaryfunc)), cstr("__iadd__($self, value, /)\n--\n\nself += value."));
  def_slot(_Py_ID("__imul__"), cstr("__imul__"), HT_AS_SEQUENCE + offsetof<PySequenceMethods>("sq_inplace_repeat"), 0, changetype<u32>(wrapperfunc.of(wrap_indexargfunc)), cstr("__imul__($self, value, /)\n--\n\nself *= value."));
}
