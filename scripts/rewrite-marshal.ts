/**
 * `npx tsx scripts/rewrite-marshal.ts IN OUT`: reads the marshal data that scripts/record_bytecode.py has recorded and
 * writes it with our writer, for CPython to check (`record_bytecode.py --verify OUT`) and tests/bytecode to compare.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { readMarshal } from "../src/bytecode/marshal-read.ts";
import { writeMarshal } from "../src/bytecode/marshal-write.ts";

const [input, output] = process.argv.slice(2);
const { values, codes } = JSON.parse(gunzipSync(readFileSync(input)).toString());
const theirs: string[] = [...values, ...codes.map((code: { marshal: string }) => code.marshal)];
const ours = theirs.map((data) => {
  return Buffer.from(writeMarshal(readMarshal(Buffer.from(data, "base64")))).toString("base64");
});
writeFileSync(output, gzipSync(JSON.stringify(ours)));
