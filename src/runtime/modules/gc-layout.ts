/** The offsets that gc/traverse.ts finds references by, held against the structs when the runtime is compiled. */
import { PyDictKeysObject } from "../builtin-types/dict-keys";
import { PyDictObject } from "../builtin-types/dict-object";
import { PyDictValues } from "../builtin-types/dict-values";
import { PyListObject } from "../builtin-types/list";
import { PyTupleObject } from "../builtin-types/tuple";
import {
  DICT_MA_KEYS,
  DICT_MA_VALUES,
  KEYS_INDICES,
  KEYS_KIND,
  KEYS_LOG2_INDEX_BYTES,
  KEYS_NENTRIES,
  LIST_OB_ITEM,
  OB_SIZE,
  TUPLE_OB_ITEM,
  VALUES_CAPACITY,
  VALUES_EMBEDDED,
  VALUES_ITEMS,
  VALUES_VALID,
} from "../gc/traverse";
import { PyVarObject } from "../object/object";

/** Called so that it is compiled; does nothing when it runs. */
export function check_traversal_layout(): void {
  if (offsetof<PyVarObject>("ob_size") !== OB_SIZE) ERROR("ob_size");
  if (offsetof<PyListObject>("ob_item") !== LIST_OB_ITEM) ERROR("ob_item");
  if (offsetof<PyTupleObject>() !== TUPLE_OB_ITEM) ERROR("PyTupleObject");
  if (offsetof<PyDictObject>("ma_keys") !== DICT_MA_KEYS) ERROR("ma_keys");
  if (offsetof<PyDictObject>("ma_values") !== DICT_MA_VALUES) ERROR("ma_values");
  if (offsetof<PyDictKeysObject>("dk_log2_index_bytes") !== KEYS_LOG2_INDEX_BYTES) ERROR("dk_log2_index_bytes");
  if (offsetof<PyDictKeysObject>("dk_kind") !== KEYS_KIND) ERROR("dk_kind");
  if (offsetof<PyDictKeysObject>("dk_nentries") !== KEYS_NENTRIES) ERROR("dk_nentries");
  if (offsetof<PyDictKeysObject>() !== KEYS_INDICES) ERROR("PyDictKeysObject");
  if (offsetof<PyDictValues>("capacity") !== VALUES_CAPACITY) ERROR("capacity");
  if (offsetof<PyDictValues>("embedded") !== VALUES_EMBEDDED) ERROR("embedded");
  if (offsetof<PyDictValues>("valid") !== VALUES_VALID) ERROR("valid");
  if (offsetof<PyDictValues>() !== VALUES_ITEMS) ERROR("PyDictValues");
}
