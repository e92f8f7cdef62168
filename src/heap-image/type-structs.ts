/**
 * Which struct the instances of each static type are, and how their references are found. The references of a struct are
 * its fields that are declared as objects; here stand the exceptions.
 *
 * A type that is not in the table (heap types, the many exceptions, struct sequences) is read as its nearest base that
 * is.
 */

/** How the references and the memory of an object are found, beyond the fields of its struct. */
export const Scan = {
  /** The fields are all. */
  FIELDS: 0,
  TUPLE: 1,
  LIST: 2,
  DICT: 3,
  SET: 4,
  STR: 5,
  INT: 6,
  BYTES: 7,
  BYTEARRAY: 8,
  TYPE: 9,
  CODE: 10,
  FRAME: 11,
  GENERATOR: 12,
  /** A tuple with items behind the visible ones. */
  STRUCT_SEQUENCE: 13,
  WEAKREF: 14,
  /** The references of a native module's state. */
  MODULE: 15,
  /** Numbers in blocks of their own: of itertools' product, combinations, permutations. */
  PRODUCT: 16,
  COMBINATIONS: 17,
  PERMUTATIONS: 18,
  /** A link of itertools.tee. */
  TEE_DATA: 19,
  /** operator.methodcaller: the vector of its arguments. */
  METHODCALLER: 20,
  /** The ring of a bounded functools.lru_cache. */
  LRU_CACHE: 21,
  /** The blocks of a collections.deque. */
  DEQUE: 22,
  /** A dict, and the list of its keys. */
  ODICT: 23,
  /** The buffer and the lock of a buffered stream. */
  BUFFERED: 24,
  /** The buffer of io.StringIO. */
  STRING_IO: 25,
  /** Codes or marks in the object. */
  PATTERN: 26,
  MATCH: 27,
  /** The state of a search. */
  SCANNER: 28,
  /** Texts in the object. */
  TEMPLATE: 29,
  /** The records of a struct's format. */
  STRUCT: 30,
  /** The state of a hash. */
  SHA2: 31,
  /** Nodes of a hash array mapped trie: keys and values; 32 places. */
  HAMT_PAIRS: 32,
  HAMT_CHILDREN: 33,
  ARRAY: 34,
} as const;

export interface TypeStruct {
  struct: string;
  scan?: number;
  /** Fields whose references are not owned, and keep nothing alive. */
  borrowed?: readonly string[];
}

/** Heads of the lists of weak references: they own nothing, whatever struct they are in. */
export const WEAK_LIST = /weak(ref)?list$/;

const fields = (struct: string, borrowed?: readonly string[]): TypeStruct => ({ struct, borrowed });
const weakref: TypeStruct = {
  struct: "PyWeakReference",
  scan: Scan.WEAKREF,
  borrowed: ["wr_object", "wr_prev", "wr_next"],
};
const generator: TypeStruct = { struct: "PyGenObject", scan: Scan.GENERATOR };
const dictIterator = fields("dictiterobject");
const dictView = fields("_PyDictViewObject");

/** By the name under which the type's address is exported. */
export const TYPE_STRUCTS: Readonly<Record<string, TypeStruct>> = {
  PyBaseObject_Type: fields("PyObject"),
  _PyNone_Type: fields("PyObject"),
  _PyNotImplemented_Type: fields("PyObject"),
  PyEllipsis_Type: fields("PyObject"),
  PyType_Type: { struct: "PyTypeObject", scan: Scan.TYPE, borrowed: ["tp_base", "tp_cache"] },
  PySuper_Type: fields("superobject"),
  PyLong_Type: { struct: "PyLongObject", scan: Scan.INT },
  PyFloat_Type: fields("PyFloatObject"),
  PyComplex_Type: fields("PyComplexObject"),
  PyUnicode_Type: { struct: "PyASCIIObject", scan: Scan.STR },
  PyUnicodeIter_Type: fields("unicodeiterobject"),
  _PyUnicodeASCIIIter_Type: fields("unicodeiterobject"),
  PyFormatterIter_Type: fields("formatteriterobject"),
  PyFieldNameIter_Type: fields("fieldnameiterobject"),
  EncodingMapType: fields("encoding_map"),
  PyBytes_Type: { struct: "PyBytesObject", scan: Scan.BYTES },
  PyBytesIter_Type: fields("striterobject"),
  PyByteArray_Type: { struct: "PyByteArrayObject", scan: Scan.BYTEARRAY },
  PyByteArrayIter_Type: fields("striterobject"),
  PyMemoryView_Type: fields("PyMemoryViewObject", ["view_obj"]),
  _PyManagedBuffer_Type: fields("_PyManagedBufferObject"),
  MemoryIter_Type: fields("memoryiterobject"),
  PyList_Type: { struct: "PyListObject", scan: Scan.LIST },
  PyListIter_Type: fields("_PyListIterObject"),
  PyListRevIter_Type: fields("_PyListIterObject"),
  PyTuple_Type: { struct: "PyTupleObject", scan: Scan.TUPLE },
  PyTupleIter_Type: fields("PyTupleIterObject"),
  PyDict_Type: { struct: "PyDictObject", scan: Scan.DICT },
  PyDictKeys_Type: dictView,
  PyDictValues_Type: dictView,
  PyDictItems_Type: dictView,
  PyDictIterKey_Type: dictIterator,
  PyDictIterValue_Type: dictIterator,
  PyDictIterItem_Type: dictIterator,
  PyDictRevIterKey_Type: dictIterator,
  PyDictRevIterValue_Type: dictIterator,
  PyDictRevIterItem_Type: dictIterator,
  PyODict_Type: { struct: "PyODictObject", scan: Scan.ODICT },
  PyODictIter_Type: fields("odictiterobject"),
  PyODictKeys_Type: dictView,
  PyODictValues_Type: dictView,
  PyODictItems_Type: dictView,
  PyDictProxy_Type: fields("mappingproxyobject"),
  PySet_Type: { struct: "PySetObject", scan: Scan.SET },
  PyFrozenSet_Type: { struct: "PySetObject", scan: Scan.SET },
  PySetIter_Type: fields("setiterobject"),
  PySlice_Type: fields("PySliceObject"),
  PyRange_Type: fields("PyRangeObject"),
  PyRangeIter_Type: fields("_PyRangeIterObject"),
  PyLongRangeIter_Type: fields("longrangeiterobject"),
  PyEnum_Type: fields("enumobject"),
  PyReversed_Type: fields("reversedobject"),
  PyZip_Type: fields("zipobject"),
  PyMap_Type: fields("mapobject"),
  PyFilter_Type: fields("filterobject"),
  PySeqIter_Type: fields("seqiterobject"),
  PyCallIter_Type: fields("calliterobject"),
  PyFunction_Type: fields("PyFunctionObject"),
  PyClassMethod_Type: fields("classmethod"),
  PyStaticMethod_Type: fields("classmethod"),
  PyMethod_Type: fields("PyMethodObject"),
  PyInstanceMethod_Type: fields("PyInstanceMethodObject"),
  PyCFunction_Type: fields("PyCFunctionObject"),
  PyCMethod_Type: fields("PyCMethodObject"),
  PyMethodDescr_Type: fields("PyMethodDescrObject"),
  PyClassMethodDescr_Type: fields("PyMethodDescrObject"),
  PyMemberDescr_Type: fields("PyMemberDescrObject"),
  PyGetSetDescr_Type: fields("PyGetSetDescrObject"),
  PyWrapperDescr_Type: fields("PyWrapperDescrObject"),
  _PyMethodWrapper_Type: fields("wrapperobject"),
  PyProperty_Type: fields("propertyobject"),
  PyCell_Type: fields("PyCellObject"),
  PyCode_Type: { struct: "PyCodeObject", scan: Scan.CODE },
  PyFrame_Type: { struct: "PyFrameObject", scan: Scan.FRAME },
  PyTraceBack_Type: fields("PyTracebackObject"),
  PyGen_Type: generator,
  PyCoro_Type: generator,
  PyAsyncGen_Type: generator,
  _PyCoroWrapper_Type: fields("PyCoroWrapper"),
  _PyAsyncGenASend_Type: fields("AsyncGenAwaitable"),
  _PyAsyncGenAThrow_Type: fields("AsyncGenAwaitable"),
  _PyAsyncGenWrappedValue_Type: fields("WrappedValue"),
  _PyAnextAwaitable_Type: fields("AnextAwaitable"),
  PyModule_Type: { struct: "PyModuleObject", scan: Scan.MODULE },
  _PyNamespace_Type: fields("_PyNamespaceObject"),
  _PyWeakref_RefType: weakref,
  _PyWeakref_ProxyType: weakref,
  _PyWeakref_CallableProxyType: weakref,
  PyFrameLocalsProxy_Type: fields("PyFrameLocalsProxyObject"),
  _PyLegacyEventHandler_Type: fields("_PyLegacyEventHandler"),
  Py_GenericAliasType: fields("gaobject"),
  _Py_GenericAliasIterType: fields("gaiterobject"),
  _PyUnion_Type: fields("unionobject"),
  _PyTypeAlias_Type: fields("typealiasobject"),
  _PyLineIterator: fields("lineiterator"),
  _PyPositionsIterator: fields("lineiterator"),
  PyStdPrinter_Type: fields("PyStdPrinter_Object"),
  _PyBufferWrapper_Type: fields("PyBufferWrapper"),
  _PyABCData_Type: fields("_abc_data"),
  _PyDirEntry_Type: fields("DirEntry"),
  _PyScandirIterator_Type: fields("ScandirIterator"),
  _PyThreadLock_Type: fields("lockobject"),
  _PyThreadRLock_Type: fields("rlockobject"),
  _PyThreadLocal_Type: fields("localobject"),
  _PyThreadHandle_Type: fields("PyThreadHandleObject"),
  PyContext_Type: fields("PyContext"),
  PyContextVar_Type: fields("PyContextVar", ["var_cached"]),
  PyContextToken_Type: fields("PyContextToken"),
  _PyHamt_Type: fields("PyHamtObject"),
  _PyHamt_ArrayNode_Type: { struct: "PyHamtNode_Array", scan: Scan.HAMT_CHILDREN },
  _PyHamt_BitmapNode_Type: { struct: "PyHamtNode_Bitmap", scan: Scan.HAMT_PAIRS },
  _PyHamt_CollisionNode_Type: { struct: "PyHamtNode_Collision", scan: Scan.HAMT_PAIRS },
  _PyHamtItems_Type: fields("PyHamtIterator"),
  _PyHamtKeys_Type: fields("PyHamtIterator"),
  _PyHamtValues_Type: fields("PyHamtIterator"),
  PyExc_BaseException: fields("PyBaseExceptionObject"),
  PyExc_AttributeError: fields("PyAttributeErrorObject"),
  PyExc_BaseExceptionGroup: fields("PyBaseExceptionGroupObject"),
  PyExc_ImportError: fields("PyImportErrorObject"),
  PyExc_NameError: fields("PyNameErrorObject"),
  PyExc_OSError: fields("PyOSErrorObject"),
  PyExc_StopIteration: fields("PyStopIterationObject"),
  PyExc_SyntaxError: fields("PySyntaxErrorObject"),
  PyExc_SystemExit: fields("PySystemExitObject"),
  PyExc_UnicodeDecodeError: fields("PyUnicodeErrorObject"),
  PyExc_UnicodeEncodeError: fields("PyUnicodeErrorObject"),
  PyExc_UnicodeTranslateError: fields("PyUnicodeErrorObject"),
};

const filter = fields("filterfalseobject");
const sha2: TypeStruct = { struct: "SHA2object", scan: Scan.SHA2 };
const buffered: TypeStruct = { struct: "buffered", scan: Scan.BUFFERED };

/** Heap types of native modules by their full name; their instances are structs too. */
export const NATIVE_HEAP_STRUCTS: Readonly<Record<string, TypeStruct>> = {
  "array.array": { struct: "arrayobject", scan: Scan.ARRAY },
  "array.arrayiterator": fields("arrayiterobject"),
  "collections.defaultdict": { struct: "defdictobject", scan: Scan.DICT },
  "collections.deque": { struct: "dequeobject", scan: Scan.DEQUE },
  "collections._deque_iterator": fields("dequeiterobject"),
  "collections._deque_reverse_iterator": fields("dequeiterobject"),
  "collections._tuplegetter": fields("_tuplegetterobject"),
  "_io.BufferedRandom": buffered,
  "_io.BufferedReader": buffered,
  "_io.BufferedRWPair": fields("rwpair"),
  "_io.BufferedWriter": buffered,
  "_io.BytesIO": fields("bytesio"),
  "_io._BytesIOBuffer": fields("bytesiobuf"),
  "_io.FileIO": fields("fileio"),
  "_io.IncrementalNewlineDecoder": fields("nldecoder_object"),
  "_io._IOBase": fields("iobase"),
  "_io._NativeDecoder": fields("nativedecoder"),
  "_io.StringIO": { struct: "stringio", scan: Scan.STRING_IO },
  "_io.TextIOWrapper": fields("textio"),
  "functools.KeyWrapper": fields("keyobject"),
  "functools._lru_cache_wrapper": { struct: "lru_cache_object", scan: Scan.LRU_CACHE },
  "functools._lru_list_elem": fields("lru_list_elem"),
  "functools.partial": fields("partialobject"),
  "itertools.accumulate": fields("accumulateobject"),
  "itertools.batched": fields("batchedobject"),
  "itertools.chain": fields("chainobject"),
  "itertools.combinations": { struct: "combinationsobject", scan: Scan.COMBINATIONS },
  "itertools.combinations_with_replacement": { struct: "combinationsobject", scan: Scan.COMBINATIONS },
  "itertools.compress": filter,
  "itertools.count": fields("countobject"),
  "itertools.cycle": fields("cycleobject"),
  "itertools.dropwhile": filter,
  "itertools.filterfalse": filter,
  "itertools.groupby": fields("groupbyobject"),
  "itertools._grouper": fields("_grouperobject"),
  "itertools.islice": fields("isliceobject"),
  "itertools.pairwise": fields("pairwiseobject"),
  "itertools.permutations": { struct: "permutationsobject", scan: Scan.PERMUTATIONS },
  "itertools.product": { struct: "productobject", scan: Scan.PRODUCT },
  "itertools.repeat": fields("repeatobject"),
  "itertools.starmap": filter,
  "itertools.takewhile": filter,
  "itertools._tee": fields("teeobject"),
  "itertools._tee_dataobject": { struct: "teedataobject", scan: Scan.TEE_DATA },
  "itertools.zip_longest": fields("ziplongestobject"),
  "typing.ParamSpec": fields("paramspecobject"),
  "typing.ParamSpecArgs": fields("paramspecattrobject"),
  "typing.ParamSpecKwargs": fields("paramspecattrobject"),
  "typing.TypeVar": fields("typevarobject"),
  "typing.TypeVarTuple": fields("typevartupleobject"),
  "unicodedata.UCD": fields("PreviousDBVersion"),
  "operator.attrgetter": fields("attrgetterobject"),
  "operator.itemgetter": fields("itemgetterobject"),
  "operator.methodcaller": { struct: "methodcallerobject", scan: Scan.METHODCALLER },
  "re.Match": { struct: "MatchObject", scan: Scan.MATCH },
  "re.Pattern": { struct: "PatternObject", scan: Scan.PATTERN },
  "ast.AST": fields("AST_object"),
  "_random.Random": fields("RandomObject"),
  "_sha2.SHA224Type": sha2,
  "_sha2.SHA256Type": sha2,
  "_sha2.SHA384Type": sha2,
  "_sha2.SHA512Type": sha2,
  "_struct.Struct": { struct: "PyStructObject", scan: Scan.STRUCT },
  "_struct.unpack_iterator": fields("unpackiterobject"),
  "_tokenize.TokenizerIter": fields("tokenizeriterobject"),
  "_sre.SRE_Scanner": { struct: "ScannerObject", scan: Scan.SCANNER },
  "_sre.SRE_Template": { struct: "TemplateObject", scan: Scan.TEMPLATE },
};
