// npm run alloclog [-- TEXT]: the allocator calls of 202 statements (those that contain TEXT) against CPython 3.13.0's
// (tests/alloclog). Prints each difference, then `N of 202`.
import { ownLogs, recordedLogs } from "../tests/alloclog/run-alloclog.ts";

const wanted = process.argv[2] ?? "";
const own = ownLogs();
let total = 0;
let same = 0;
for (const [statement, recorded] of recordedLogs()) {
  if (!statement.includes(wanted)) continue;
  total++;
  const found = own.get(statement);
  if (found?.cold === recorded.cold && found.warm === recorded.warm) {
    same++;
    continue;
  }
  console.log(`> ${statement}`);
  for (const when of ["cold", "warm"] as const) {
    if (found?.[when] === recorded[when]) continue;
    console.log(`  ${when} 3.13  ${recorded[when]}\n  ${when} here  ${found?.[when] ?? "(no log)"}`);
  }
}
console.log(`${same} of ${total}`);
