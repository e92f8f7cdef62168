/** All static types, defined in the order in which object.__subclasses__() then shows most of them. CPython: Objects/object.c. */
import { init_object_type } from "../builtin-types/base-object";
import { init_bool_type } from "../builtin-types/bool";
import { init_cfunction_types } from "../builtin-types/builtin-function";
import { init_bytearray_type } from "../builtin-types/bytearray-type";
import { init_bytearray_iterator, init_bytes_iterator } from "../builtin-types/bytes-iterator";
import { init_bytes_type } from "../builtin-types/bytes-type";
import { init_cell_type } from "../builtin-types/cell";
import { init_code_iterators } from "../builtin-types/code-lines";
import { init_code_types } from "../builtin-types/code-type";
import { init_complex_type } from "../builtin-types/complex-type";
import { init_getset_descr_type } from "../builtin-types/descriptor-getset";
import { init_member_descr_type } from "../builtin-types/descriptor-member";
import { init_method_descr_types } from "../builtin-types/descriptor-method";
import { init_wrapper_types } from "../builtin-types/descriptor-wrapper";
import { init_dict_types } from "../builtin-types/dict-type";
import { init_enumerate_types } from "../builtin-types/enumerate";
import { init_exception_field_types } from "../builtin-types/exception-fields";
import { init_exception_group_types } from "../builtin-types/exception-group";
import { init_exception_os_types } from "../builtin-types/exception-os";
import { init_exception_syntax_types } from "../builtin-types/exception-syntax";
import { init_exception_types } from "../builtin-types/exception-types";
import { init_exception_unicode_types } from "../builtin-types/exception-unicode-type";
import { init_float_type } from "../builtin-types/float-type";
import { init_frame_type } from "../builtin-types/frame-object";
import { init_frame_locals_proxy_type } from "../builtin-types/frame-object-locals";
import { init_function_type } from "../builtin-types/function-type";
import { init_async_generator_types } from "../builtin-types/generator-async";
import { init_coroutine_types } from "../builtin-types/generator-coroutine";
import { init_generator_types } from "../builtin-types/generator-type";
import { init_generic_alias_types } from "../builtin-types/generic-alias";
import { init_long_type } from "../builtin-types/int-type";
import { init_iterator_types } from "../builtin-types/iterator-objects";
import { init_lazy_iterator_types } from "../builtin-types/lazy-iterators";
import { init_listiter_types } from "../builtin-types/list-iterator";
import { init_list_type } from "../builtin-types/list-methods";
import { init_mapping_proxy_type } from "../builtin-types/mapping-proxy";
import { init_memoryview_types } from "../builtin-types/memoryview-type";
import { init_method_types } from "../builtin-types/method";
import { init_module_type } from "../builtin-types/module-type";
import { init_namespace_type } from "../builtin-types/namespace";
import { init_odict_types } from "../builtin-types/ordered-dict";
import { init_property_type } from "../builtin-types/property";
import { init_range_type } from "../builtin-types/range";
import { init_rangeiter_types } from "../builtin-types/range-iterator";
import { init_set_types } from "../builtin-types/set-type";
import { init_singletons } from "../builtin-types/singletons";
import { init_slice_type } from "../builtin-types/slice";
import { init_static_method_types } from "../builtin-types/static-method";
import { init_stdprinter_type } from "../builtin-types/std-printer";
import { init_unicode_iterators } from "../builtin-types/str-iterator";
import { init_unicode_type } from "../builtin-types/str-type";
import { init_format_iterator_types } from "../builtin-types/string-format-iterators";
import { init_super_type } from "../builtin-types/super";
import { init_traceback_type } from "../builtin-types/traceback";
import { init_tupleiter_type } from "../builtin-types/tuple-iterator";
import { init_tuple_type } from "../builtin-types/tuple-methods";
import { init_type_type } from "../builtin-types/type";
import { init_type_alias_type } from "../builtin-types/type-alias";
import { init_buffer_wrapper_type } from "../builtin-types/type-slot-buffer";
import { init_nodefault } from "../builtin-types/typing-generic";
import { init_encoding_map_type } from "../builtin-types/unicode-encoding-map";
import { init_union_type } from "../builtin-types/union-type";
import { init_weakref_proxy_types } from "../builtin-types/weakref-proxy";
import { init_weakref_types } from "../builtin-types/weakref-type";
import { init_legacy_event_handler_type } from "../vm/legacy-handlers";
import { init_monitoring_objects } from "../vm/monitoring-objects";

function init_values(): void {
  init_singletons();
  init_long_type();
  init_bool_type();
  init_float_type();
  init_complex_type();
  init_unicode_type();
  init_unicode_iterators();
  init_format_iterator_types();
  init_encoding_map_type();
  init_bytes_type();
  init_bytearray_type();
  init_bytes_iterator();
  init_bytearray_iterator();
  init_memoryview_types();
  init_slice_type();
}

function init_containers(): void {
  init_list_type();
  init_listiter_types();
  init_tuple_type();
  init_tupleiter_type();
  init_dict_types();
  init_odict_types();
  init_set_types();
  init_range_type();
  init_rangeiter_types();
  init_enumerate_types();
  init_lazy_iterator_types();
  init_iterator_types();
}

function init_callables(): void {
  init_function_type();
  init_static_method_types();
  init_method_types();
  init_cfunction_types();
  init_method_descr_types();
  init_member_descr_type();
  init_getset_descr_type();
  init_wrapper_types();
  init_property_type();
  init_super_type();
  init_cell_type();
  init_code_types();
  init_code_iterators();
  init_frame_type();
  init_frame_locals_proxy_type();
  init_legacy_event_handler_type();
  init_monitoring_objects();
  init_traceback_type();
  init_generator_types();
  init_coroutine_types();
  init_async_generator_types();
}

function init_exceptions(): void {
  init_exception_types();
  init_exception_field_types();
  init_exception_syntax_types();
  init_exception_os_types();
  init_exception_unicode_types();
  init_exception_group_types();
}

/** Start-up: fills all static types; they are not ready yet. */
export function init_static_types(): void {
  init_object_type();
  init_type_type();
  init_values();
  init_containers();
  init_callables();
  init_module_type();
  init_namespace_type();
  init_mapping_proxy_type();
  init_weakref_types();
  init_weakref_proxy_types();
  init_buffer_wrapper_type();
  init_generic_alias_types();
  init_union_type();
  init_type_alias_type();
  init_nodefault();
  init_stdprinter_type();
  init_exceptions();
}
