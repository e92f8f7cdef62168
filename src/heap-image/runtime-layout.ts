/**
 * Where the runtime's structs keep their fields, and what its constants are: the generated `runtime.layout.json`
 * (scripts/struct-layout.mjs) with typed access. Nothing in this room knows an offset by heart; what the layout lacks is
 * one clear error, not a wrong image.
 */

/** The content of `runtime.layout.json`. */
export interface LayoutData {
  structs: Record<string, StructData>;
  constants: Record<string, number>;
}

interface StructData {
  /** Bytes. */
  size: number;
  base: string | null;
  /** Name -> offset in bytes, declared type. */
  fields: Record<string, [number, string]>;
}

/** The layout does not describe what the reader needs: they are of different builds. */
export class LayoutError extends Error {
  constructor(what: string) {
    super(`runtime.layout.json has no ${what}: it is not of this build, or src/heap-image must learn of a change`);
    this.name = "LayoutError";
  }
}

/** A field that may refer to an object. */
export interface ObjectField {
  name: string;
  offset: number;
}

/** Bytes of a pointer slot. */
export const POINTER_BYTES = 8;

export class RuntimeLayout {
  constructor(private readonly data: LayoutData) {
    if (!data?.structs || !data.constants) throw new LayoutError("structs or constants");
  }

  hasStruct(name: string): boolean {
    return Object.hasOwn(this.data.structs, name);
  }

  private struct(name: string): StructData {
    if (!this.hasStruct(name)) throw new LayoutError(`struct ${name}`);
    return this.data.structs[name];
  }

  /** Bytes of a struct. */
  size(name: string): number {
    return this.struct(name).size;
  }

  /** Offset of a field in bytes. */
  offset(struct: string, field: string): number {
    const { fields } = this.struct(struct);
    if (!Object.hasOwn(fields, field)) throw new LayoutError(`field ${struct}.${field}`);
    return fields[field][0];
  }

  /** The value of an exported constant of the runtime. */
  constant(name: string): number {
    if (!Object.hasOwn(this.data.constants, name)) throw new LayoutError(`constant ${name}`);
    return this.data.constants[name];
  }

  /** True for PyObject and all structs that begin with one. */
  isObjectStruct(name: string): boolean {
    for (let at: string | null = name; at !== null; at = this.hasStruct(at) ? this.data.structs[at].base : null) {
      if (at === "PyObject") return true;
    }
    return false;
  }

  /** The fields of a struct that refer to objects, by their declared types; without ob_type. */
  objectFields(struct: string): ObjectField[] {
    return Object.entries(this.struct(struct).fields)
      .filter(([name, [, type]]) => name !== "ob_type" && this.isObjectStruct(type))
      .map(([name, [offset]]) => ({ name, offset }));
  }
}
