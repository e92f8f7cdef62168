/**
 * A sequence of instructions with labels: what codegen emits and the control-flow graph is built from.
 * CPython: Python/instruction_sequence.c.
 */

/** Lines from 1, columns in UTF-8 bytes from 0. -1: not known. */
export interface Location {
  lineno: number;
  end_lineno: number;
  col_offset: number;
  end_col_offset: number;
}

/** The instruction has no place in the source. */
export const NO_LOCATION: Location = { lineno: -1, end_lineno: -1, col_offset: -1, end_col_offset: -1 };

/** A jump target: the number of a label. */
export type Label = number;

export interface Instruction {
  opcode: number;
  /** For jumps (HAS_JUMP) and block pseudo instructions (HAS_EXCEPTION_HANDLER): a label. */
  oparg: number;
  loc: Location;
}

export class InstructionSequence {
  readonly instructions: Instruction[] = [];
  /** Index of the instruction that a label stands before, by label; -1: not used yet. */
  private readonly positions: number[] = [];

  newLabel(): Label {
    this.positions.push(-1);
    return this.positions.length - 1;
  }

  /** The label stands before the instruction that comes next. */
  useLabel(label: Label): void {
    this.positions[label] = this.instructions.length;
  }

  emit(opcode: number, oparg: number, loc: Location): void {
    this.instructions.push({ opcode, oparg, loc });
  }

  insert(index: number, instruction: Instruction): void {
    this.instructions.splice(index, 0, instruction);
    for (let i = 0; i < this.positions.length; i++) if (this.positions[i] >= index) this.positions[i]++;
  }

  positionOf(label: Label): number {
    return this.positions[label];
  }
}
