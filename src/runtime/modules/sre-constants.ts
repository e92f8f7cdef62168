/** Codes of compiled regular expressions. CPython: Modules/_sre/sre_constants.h, Lib/re/_constants.py. */
export const SRE_MAGIC: i32 = 20230612;
export const SRE_MAXREPEAT: u32 = 0xffffffff;
export const SRE_MAXGROUPS: i32 = 1073741823;

export const SRE_OP_FAILURE: u32 = 0;
export const SRE_OP_SUCCESS: u32 = 1;
export const SRE_OP_ANY: u32 = 2;
export const SRE_OP_ANY_ALL: u32 = 3;
export const SRE_OP_ASSERT: u32 = 4;
export const SRE_OP_ASSERT_NOT: u32 = 5;
export const SRE_OP_AT: u32 = 6;
export const SRE_OP_BRANCH: u32 = 7;
export const SRE_OP_CATEGORY: u32 = 8;
export const SRE_OP_CHARSET: u32 = 9;
export const SRE_OP_BIGCHARSET: u32 = 10;
export const SRE_OP_GROUPREF: u32 = 11;
export const SRE_OP_GROUPREF_EXISTS: u32 = 12;
export const SRE_OP_IN: u32 = 13;
export const SRE_OP_INFO: u32 = 14;
export const SRE_OP_JUMP: u32 = 15;
export const SRE_OP_LITERAL: u32 = 16;
export const SRE_OP_MARK: u32 = 17;
export const SRE_OP_MAX_UNTIL: u32 = 18;
export const SRE_OP_MIN_UNTIL: u32 = 19;
export const SRE_OP_NOT_LITERAL: u32 = 20;
export const SRE_OP_NEGATE: u32 = 21;
export const SRE_OP_RANGE: u32 = 22;
export const SRE_OP_REPEAT: u32 = 23;
export const SRE_OP_REPEAT_ONE: u32 = 24;
export const SRE_OP_MIN_REPEAT_ONE: u32 = 26;
export const SRE_OP_ATOMIC_GROUP: u32 = 27;
export const SRE_OP_POSSESSIVE_REPEAT: u32 = 28;
export const SRE_OP_POSSESSIVE_REPEAT_ONE: u32 = 29;
export const SRE_OP_GROUPREF_IGNORE: u32 = 30;
export const SRE_OP_IN_IGNORE: u32 = 31;
export const SRE_OP_LITERAL_IGNORE: u32 = 32;
export const SRE_OP_NOT_LITERAL_IGNORE: u32 = 33;
export const SRE_OP_GROUPREF_LOC_IGNORE: u32 = 34;
export const SRE_OP_IN_LOC_IGNORE: u32 = 35;
export const SRE_OP_LITERAL_LOC_IGNORE: u32 = 36;
export const SRE_OP_NOT_LITERAL_LOC_IGNORE: u32 = 37;
export const SRE_OP_GROUPREF_UNI_IGNORE: u32 = 38;
export const SRE_OP_IN_UNI_IGNORE: u32 = 39;
export const SRE_OP_LITERAL_UNI_IGNORE: u32 = 40;
export const SRE_OP_NOT_LITERAL_UNI_IGNORE: u32 = 41;
export const SRE_OP_RANGE_UNI_IGNORE: u32 = 42;

export const SRE_AT_BEGINNING: u32 = 0;
export const SRE_AT_BEGINNING_LINE: u32 = 1;
export const SRE_AT_BEGINNING_STRING: u32 = 2;
export const SRE_AT_BOUNDARY: u32 = 3;
export const SRE_AT_NON_BOUNDARY: u32 = 4;
export const SRE_AT_END: u32 = 5;
export const SRE_AT_END_LINE: u32 = 6;
export const SRE_AT_END_STRING: u32 = 7;
export const SRE_AT_LOC_BOUNDARY: u32 = 8;
export const SRE_AT_LOC_NON_BOUNDARY: u32 = 9;
export const SRE_AT_UNI_BOUNDARY: u32 = 10;
export const SRE_AT_UNI_NON_BOUNDARY: u32 = 11;

export const SRE_CATEGORY_DIGIT: u32 = 0;
export const SRE_CATEGORY_SPACE: u32 = 2;
export const SRE_CATEGORY_WORD: u32 = 4;
export const SRE_CATEGORY_LINEBREAK: u32 = 6;
export const SRE_CATEGORY_LOC_WORD: u32 = 8;
export const SRE_CATEGORY_UNI_DIGIT: u32 = 10;
export const SRE_CATEGORY_UNI_SPACE: u32 = 12;
export const SRE_CATEGORY_UNI_WORD: u32 = 14;
export const SRE_CATEGORY_UNI_LINEBREAK: u32 = 16;
/** Each category is even, its opposite the next number; this is the last. */
export const SRE_CATEGORY_LAST: u32 = 17;

export const SRE_INFO_PREFIX: u32 = 1;
export const SRE_INFO_LITERAL: u32 = 2;
export const SRE_INFO_CHARSET: u32 = 4;

export const SRE_FLAG_LOCALE: i32 = 4;
export const SRE_FLAG_UNICODE: i32 = 32;
export const SRE_FLAG_DEBUG: i32 = 128;
export const SRE_FLAG_ASCII: i32 = 256;

/** What matching can end with besides 0 (failure) and 1 (success). */
export const SRE_ERROR_ILLEGAL: i32 = -1;
export const SRE_ERROR_STATE: i32 = -2;
export const SRE_ERROR_MEMORY: i32 = -9;
