/** Tree records: the numbers of src/compiler/tree-record.ts, which describes them. */

export const TAG_ABSENT: i32 = 0;
export const TAG_NODE: i32 = 1;
export const TAG_LIST: i32 = 2;
export const TAG_WORD: i32 = 3;
export const TAG_TEXT: i32 = 4;
export const TAG_INT: i32 = 5;
export const TAG_CONSTANT: i32 = 6;

export const FORM_NONE: i32 = 0;
export const FORM_FALSE: i32 = 1;
export const FORM_TRUE: i32 = 2;
export const FORM_ELLIPSIS: i32 = 3;
export const FORM_INT: i32 = 4;
export const FORM_STR: i32 = 5;
export const FORM_BYTES: i32 = 6;
export const FORM_FLOAT: i32 = 7;
export const FORM_COMPLEX: i32 = 8;
export const FORM_MARSHAL: i32 = 9;
export const FORM_INVALID: i32 = 10;
export const FORM_TUPLE: i32 = 11;
export const FORM_FROZENSET: i32 = 12;
