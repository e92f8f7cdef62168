/** How many bytes an object takes, from the columns of an image. */
import { type HeapImage, ObjectFlag } from "./heap-image.ts";

/** Bytes in front of an object with these flags. */
export function preHeaderBytes(image: HeapImage, flags: number): number {
  const { gcHeadBytes, managedBytes } = image.meta;
  return (flags & ObjectFlag.GC ? gcHeadBytes : 0) + (flags & ObjectFlag.PREHEADER ? managedBytes : 0);
}

/** Its own block is of a pool (or it has none). */
export function isSmallBlock(flags: number): boolean {
  return (flags & ObjectFlag.LARGE) === 0;
}

/** What an object asked for: itself with its pre-header, and the memory that it owns. */
export function requestedBytes(image: HeapImage, object: number): number {
  const { start, size } = image.owned;
  let bytes = image.objects.block[object] === 0 ? 0 : image.objects.size[object];
  for (let m = start[object]; m < start[object + 1]; m++) bytes += size[m];
  return bytes;
}

/** What the allocators took for an object: its block and those that it owns. */
export function blockBytes(image: HeapImage, object: number): number {
  const { start, block } = image.owned;
  let bytes = image.objects.block[object];
  for (let m = start[object]; m < start[object + 1]; m++) bytes += block[m];
  return bytes;
}
