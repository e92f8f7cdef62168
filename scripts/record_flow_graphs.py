"""Record what CPython's flow graph makes of instruction sequences that no code generator would emit.

`python3.13 scripts/record_flow_graphs.py UNITS OUT SEED COUNT`: UNITS is a file of record_units.py, whose sequences are
changed at random (instructions put in, jumps led elsewhere, lines lost). Each goes through `_testinternalcapi.optimize_cfg`.
OUT: JSON lines (gz). tests/compiler/back-end.test.ts and scripts/compare-units.ts compare ours. CPython crashes or
hangs on some of the sequences: these are left out.
"""

import gzip
import json
import opcode
import os
import random
import signal
import sys

import _testinternalcapi
from record_units import constant

OP = opcode.opmap
JUMPS = {*opcode.hasjump, OP["JUMP"], OP["JUMP_NO_INTERRUPT"]}
PUSHES = {OP["SETUP_FINALLY"], OP["SETUP_CLEANUP"], OP["SETUP_WITH"]}
CONDITIONAL = [OP["POP_JUMP_IF_" + name] for name in ("TRUE", "FALSE", "NONE", "NOT_NONE")]
UNCONDITIONAL = [OP["JUMP"], OP["JUMP_NO_INTERRUPT"]]
NOWHERE = [-1] * 4
LONGEST = 150

# Instructions to put in, each with its possible arguments ("c": a constant, "l": a local).
INSERTED = {
    "NOP": [0],
    "SWAP": [1, 2, 2, 3, 3, 4, 5],
    "COPY": [1, 1, 2],
    "LOAD_CONST": "c",
    "TO_BOOL": [0],
    "UNARY_NOT": [0],
    "IS_OP": [0, 1],
    "CONTAINS_OP": [0, 1],
    "COMPARE_OP": [40],
    "POP_TOP": [0],
    "STORE_FAST": "l",
    "LOAD_FAST": "l",
    "DELETE_FAST": "l",
    "STORE_FAST_MAYBE_NULL": "l",
    "LOAD_FAST_AND_CLEAR": "l",
    "BUILD_TUPLE": [0, 1, 2, 3, 4],
    "UNPACK_SEQUENCE": [0, 1, 2, 3, 4],
    "RETURN_VALUE": [0],
    "RAISE_VARARGS": [1],
    "LOAD_GLOBAL": [0],
    "PUSH_NULL": [0],
}
OFTEN = ["NOP", "SWAP", "SWAP", "POP_TOP", "STORE_FAST", "LOAD_FAST", "jump", "jump", "branch"]


def python_value(recorded, chance):
    """A constant as CPython has it, or sometimes one that tests of constants decide otherwise."""
    if chance.random() < 0.2:
        return chance.choice([None, True, False, 0, 1, "", ()])
    kind, *rest = recorded
    simple = {"N": None, "E": ..., "T": True, "F": False}
    return simple[kind] if kind in simple else json.dumps(rest)


class Mutation:
    def __init__(self, unit, chance):
        self.chance = chance
        self.rate = chance.choice([0.02, 0.1, 0.3])
        self.lines = sorted({i[2] for i in unit["instrs"] if i[2] > 0}) or [1]
        self.nlocals = max(unit["nlocals"], 3) + (70 if chance.random() < 0.05 else 0)
        self.consts = self.distinct([python_value(c, chance) for c in unit["consts"]])
        self.has_handlers = any(i[0] in PUSHES for i in unit["instrs"])
        self.instructions = self.change([list(i) for i in unit["instrs"]])

    def distinct(self, values):
        seen = {}
        for value in values:
            while (type(value), value) in seen:
                value = f"filler {self.chance.randrange(10**9)}"
            seen[type(value), value] = value
        return list(seen.values())

    def is_struck(self, factor=1.0):
        return self.chance.random() < self.rate * factor

    def place(self, *near):
        line = self.chance.choice(self.lines)
        return self.chance.choice([*near, NOWHERE, NOWHERE, [line, line, 0, 1]])

    def insertion(self, near):
        """A new instruction, a jump with None for its target; or None."""
        name = self.chance.choice([*INSERTED, *OFTEN])
        place = self.place(near)
        if name in ("jump", "branch"):
            if self.has_handlers and self.chance.random() < 0.9:
                return None
            return [self.chance.choice(UNCONDITIONAL if name == "jump" else CONDITIONAL), None, *place]
        if name in ("RETURN_VALUE", "RAISE_VARARGS") and self.chance.random() < 0.6:
            return None
        choices = {"c": range(len(self.consts)), "l": range(self.nlocals)}
        args = INSERTED[name]
        args = choices.get(args, args) if isinstance(args, str) else args
        return [OP[name], self.chance.choice(args), *place] if args else None

    def change(self, old):
        new, positions = [], []
        for instruction in old:
            before = len(new)
            while self.is_struck(0.7):
                inserted = self.insertion(instruction[2:])
                if inserted is not None:
                    new.append(inserted)
            positions.append(self.chance.choice([before, len(new)]))
            new.append(instruction)
        size = len(new)
        is_squashed = self.chance.random() < 0.3
        for instruction in new:
            opcode_, target = instruction[:2]
            if opcode_ in JUMPS or opcode_ in PUSHES:
                is_free = target is None or (opcode_ in JUMPS and not self.has_handlers and self.is_struck())
                instruction[1] = self.chance.randrange(size) if is_free else positions[target]
            for family in (CONDITIONAL, UNCONDITIONAL):
                if opcode_ in family and self.is_struck():
                    instruction[0] = self.chance.choice(family)
            if opcode_ == OP["RESUME"] and target:
                instruction[1] = 1
            if self.is_struck():
                instruction[2:] = self.place()
            if is_squashed and instruction[2] > 0:
                instruction[2] = instruction[3] = self.lines[0] + instruction[2] % 2
        return [*new, [OP["RETURN_VALUE"], 0, *NOWHERE]]


def optimized(instructions, consts, nlocals):
    sequence = _testinternalcapi.new_instruction_sequence()
    labels = {target: sequence.new_label() for op, target, *_ in instructions if op in JUMPS or op in PUSHES}
    for index, (op, arg, *place) in enumerate(instructions):
        if index in labels:
            sequence.use_label(labels[index])
        sequence.addop(op, labels[arg] if op in JUMPS or op in PUSHES else arg, *place)
    result = _testinternalcapi.optimize_cfg(sequence, consts, nlocals).get_instructions()
    return [[item[0], item[1] or 0, *item[2:]] for item in result]


def work(units, seed, first, count, out):
    """Writes the number of each case before its result, so that the parent knows which one has killed this process."""
    for number in range(first, count):
        chance = random.Random(seed * 1000003 + number)
        mutation = Mutation(chance.choice(units), chance)
        out.write(b"%d\n" % number)
        out.flush()
        consts = list(mutation.consts)
        signal.alarm(2)
        result = optimized(mutation.instructions, consts, mutation.nlocals)
        # The constants are one object each in a compilation, which these are not: a folded tuple may be there twice.
        if len({(type(c), c) for c in consts}) < len(consts):
            continue
        case = {
            "instrs": mutation.instructions,
            "consts": list(map(constant, mutation.consts)),
            "nlocals": mutation.nlocals,
            "optimized": result,
            "optimizedConsts": list(map(constant, consts)),
        }
        out.write(json.dumps(case).encode() + b"\n")


def main():
    units_path, out_path, seed, count = sys.argv[1:]
    with gzip.open(units_path) as lines:
        units = [u for line in lines for u in json.loads(line)["units"] if len(u["instrs"]) < LONGEST]
    lost = number = 0
    with gzip.GzipFile(out_path, "wb", mtime=0) as out:
        while number < int(count):
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reader)
                with os.fdopen(writer, "wb") as pipe:
                    work(units, int(seed), number, int(count), pipe)
                os._exit(0)
            os.close(writer)
            with os.fdopen(reader, "rb") as pipe:
                for line in pipe:
                    if not line.startswith(b"{"):
                        number = int(line) + 1
                    elif line.endswith(b"\n"):
                        out.write(line)
            lost += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    print(count, "sequences,", lost, "that CPython does not survive")


if __name__ == "__main__":
    main()
