// The lists of partially used pools, one for each size class, in CPython's form: `usedpools` is an array of pointers
// in which usedpools[2 i] and usedpools[2 i + 1] stand where a pool_header that began 16 bytes earlier would have
// nextpool and prevpool.  So usedpools[2 i], read as a pool, is the head of a circular list; an empty list points to
// itself.
import { NB_SMALL_SIZE_CLASSES, pool_header } from "./pool";

/** 64 pointers of 8 bytes; 16 bytes of slack in front keep the list heads inside our own data. */
const SLACK: usize = memory.data(528, 16);
export const USEDPOOLS: usize = SLACK + 16;

/** Where the list head of class `szidx` pretends to be. @inline */
export function PTA(szidx: u32): pool_header {
  return changetype<pool_header>(USEDPOOLS - 16 + ((<usize>szidx) << 4));
}

/**
 * usedpools[2 * szidx] for the class of a request of `nbytes` (1 to 512): 16 bytes of usedpools for 16 bytes of size.
 * @inline
 */
export function usedpool_for(nbytes: usize): pool_header {
  return load<pool_header>((nbytes - 1) & ~15, USEDPOOLS);
}

/** Where the list head of that class pretends to be: usedpool_for() gives this if the list is empty. @inline */
export function PTA_for(nbytes: usize): pool_header {
  return changetype<pool_header>(USEDPOOLS - 16 + ((nbytes - 1) & ~15));
}

export function init_usedpools(): void {
  for (let i: u32 = 0; i < NB_SMALL_SIZE_CLASSES; i++) {
    const head = PTA(i);
    head.nextpool = head;
    head.prevpool = head;
  }
}
