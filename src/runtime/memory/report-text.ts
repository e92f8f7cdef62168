// Text for reports (allocator statistics, debug dumps): built in a small static buffer and written to the host piece
// by piece, because a report about memory must not need any.
import { write } from "../host";

const CAPACITY: u32 = 1024;
const BUFFER: usize = memory.data(1024, 8);

@unmanaged
class ReportText {
  used: u32;
  fd: i32;
}

const reportText: ReportText = changetype<ReportText>(memory.data(8, 4));

/** Begins a report that goes to file descriptor `fd`. */
export function report_begin(fd: i32): void {
  reportText.used = 0;
  reportText.fd = fd;
}

/** Hands what is there to the host. */
export function report_flush(): void {
  const used = reportText.used;
  reportText.used = 0;
  if (used) write(reportText.fd, BUFFER, used);
}

/** One byte (not a character: a text that is not ASCII goes byte by byte). */
export function put_byte(byte: u32): void {
  if (reportText.used === CAPACITY) report_flush();
  store<u8>(BUFFER + reportText.used, byte);
  reportText.used++;
}

/** Length of a string literal. */
export function literal_length(s: string): u32 {
  return load<u32>(changetype<usize>(s) - 4) >> 1;
}

/** An ASCII string literal. */
export function put(s: string): void {
  const length = literal_length(s);
  for (let i: u32 = 0; i < length; i++) put_byte(load<u16>(changetype<usize>(s) + (i << 1)));
}

/** Bytes of the NUL-terminated text at `s`. */
export function cstr_length(s: usize): u32 {
  let length: u32 = 0;
  while (load<u8>(s + length)) length++;
  return length;
}

/** The NUL-terminated text at `s`. */
export function put_cstr(s: usize): void {
  for (let at = s; load<u8>(at); at++) put_byte(load<u8>(at));
}

export function put_spaces(count: i32): void {
  for (let i = 0; i < count; i++) put_byte(0x20);
}

/** Digits of `value`: with a comma between groups of three if `commas`. */
export function decimal_width(value: u64, commas: bool): i32 {
  let digits = 1;
  for (let v = value / 10; v; v /= 10) digits++;
  return commas ? digits + (digits - 1) / 3 : digits;
}

/** `value` in decimal, right-justified in `width` columns. */
export function put_decimal(value: u64, width: i32, commas: bool): void {
  put_spaces(width - decimal_width(value, commas));
  let digits = decimal_width(value, false);
  let divisor: u64 = 1;
  for (let i = 1; i < digits; i++) divisor *= 10;
  for (; digits > 0; digits--) {
    put_byte(0x30 + <u32>((value / divisor) % 10));
    divisor /= 10;
    if (commas && digits > 1 && (digits - 1) % 3 === 0) put_byte(0x2c);
  }
}

/** `value` in hexadecimal with at least `width` digits. */
export function put_hex(value: u64, width: i32): void {
  let digits = width;
  while (digits < 16 && value >> ((<u64>digits) << 2)) digits++;
  for (; digits > 0; digits--) {
    const nibble = <u32>(value >> ((<u64>(digits - 1)) << 2)) & 15;
    put_byte(nibble + (nibble < 10 ? 0x30 : 0x57));
  }
}
