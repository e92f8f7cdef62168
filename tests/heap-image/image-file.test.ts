// Heap images survive files, and files that are not as they were are refused with the byte at which they are wrong.
import { describe, expect, test } from "vitest";
import { EDGE_KIND_SHIFT, EdgeKind, type HeapImage, ObjectFlag } from "../../src/heap-image/heap-image.ts";
import { isImageFile, loadImage, saveImage } from "../../src/heap-image/image-file.ts";
import { ImageFileError } from "../../src/heap-image/image-format.ts";

const labels = new TextEncoder().encode("typelist");

/** The type `type`, and a list that refers to it twice and has one block besides its own. */
function smallImage(): HeapImage {
  const totals = { committedBytes: 4096, peakBytes: 8192, reservedBytes: 65536, releasedBytes: 0, runtimeBytes: 0 };
  const pools = { stackBytes: 0, arenaBytes: 0, poolHeaderBytes: 48, quantizationBytes: 0, arenaAlignmentBytes: 0 };
  const free = { freePoolBytes: 0, freeBlockBytes: 0, rawHeaderBytes: 0, rawFreeBytes: 0 };
  return {
    meta: {
      producer: "test",
      program: "a.py",
      arenaBytes: 262144,
      poolBytes: 4096,
      poolOverheadBytes: 48,
      gcHeadBytes: 16,
      managedBytes: 16,
      garbageFrom: 2,
      limitBytes: 2 ** 32,
      gcEnabled: true,
      generations: [{ threshold: 2000, count: 1, collections: 0, collected: 0, uncollectable: 0 }],
      totals: { ...totals, ...pools, ...free },
    },
    names: ["ob_item"],
    objects: {
      count: 2,
      address: Uint32Array.of(4096, 8192),
      type: Uint32Array.of(0, 0),
      refcount: Uint32Array.of(3, 1),
      size: Uint32Array.of(416, 56),
      block: Uint32Array.of(0, 64),
      generation: Uint8Array.of(255, 0),
      flags: Uint16Array.of(ObjectFlag.STATIC | ObjectFlag.TYPE, ObjectFlag.GC | ObjectFlag.TRACKED),
      labelStart: Uint32Array.of(0, 4, 8),
      labelText: labels,
    },
    edges: {
      start: Uint32Array.of(0, 0, 2),
      target: Uint32Array.of(0, 0),
      name: Uint32Array.of(EdgeKind.ITEM << EDGE_KIND_SHIFT, (EdgeKind.ITEM << EDGE_KIND_SHIFT) | 1),
    },
    roots: {
      start: Uint32Array.of(0, 1),
      target: Uint32Array.of(1),
      name: Uint32Array.of(0),
      holders: ["interpreter"],
    },
    owned: {
      start: Uint32Array.of(0, 0, 1),
      address: Uint32Array.of(8256),
      size: Uint32Array.of(16),
      block: Uint32Array.of(16),
      layer: Uint8Array.of(2),
      name: Uint32Array.of(0),
    },
    arenas: {
      address: Uint32Array.of(0),
      poolCount: Uint32Array.of(64),
      freePoolCount: Uint32Array.of(62),
    },
    pools: {
      address: Uint32Array.of(8144, 8240),
      arena: Uint32Array.of(0, 0),
      szidx: Uint8Array.of(3, 0),
      usedCount: Uint32Array.of(1, 1),
    },
    freeLists: [],
    interpreter: [{ name: "arenas", address: 12288, size: 100, block: 112, layer: 1 }],
    unaccounted: [],
    faults: [],
  };
}

async function failure(file: Uint8Array): Promise<ImageFileError> {
  const error = await loadImage(file).then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ImageFileError);
  return error;
}

/** The message for an image with something changed. */
async function failureWith(change: (image: HeapImage) => void): Promise<string> {
  const image = smallImage();
  change(image);
  return (await failure(await saveImage(image))).message;
}

describe("heap image files", () => {
  test("an image that was saved is read as it was", async () => {
    const file = await saveImage(smallImage());
    expect(isImageFile(file)).toBe(true);
    expect(await loadImage(file)).toMatchObject(smallImage());
  });

  test("other files are no images", async () => {
    const file = new TextEncoder().encode("print('hello')\n");
    expect(isImageFile(file)).toBe(false);
    expect((await failure(file)).message).toBe("byte 0: this is not a heap image");
    expect((await failure(new Uint8Array(0))).byteOffset).toBe(0);
  });

  test("a later format is named", async () => {
    const file = await saveImage(smallImage());
    file[8] = 2;
    expect((await failure(file)).message).toBe("byte 8: the image has format 2, this program reads format 1");
  });

  test("a file cut short is refused wherever it ends", async () => {
    const file = await saveImage(smallImage());
    for (let end = 0; end < file.length; end += 31) {
      expect((await failure(file.subarray(0, end))).byteOffset).toBeLessThanOrEqual(end);
    }
  });

  test("numbers that name nothing are refused", async () => {
    expect(await failureWith((image) => (image.edges.target[1] = 2))).toContain("edges.target has 2 in row 1, of 2");
    expect(await failureWith((image) => (image.objects.type[0] = 9))).toContain("objects.type has 9 in row 0, of 2");
    expect(await failureWith((image) => (image.roots.name[0] = 1))).toContain("roots.name has 1 in row 0, of 1");
    expect(await failureWith((image) => (image.edges.start[1] = 3))).toContain("edges.start falls at row 2");
    expect(await failureWith((image) => (image.meta.garbageFrom = 3))).toContain("garbage from object 3, of 2");
  });

  test("columns of different lengths are refused", async () => {
    const message = await failureWith((image) => (image.pools.szidx = Uint8Array.of(1)));
    expect(message).toContain("pools.szidx has 1 rows, not 2");
  });

  test("a header without a figure is refused", async () => {
    const message = await failureWith((image) => delete (image.meta.totals as { peakBytes?: number }).peakBytes);
    expect(message).toBe("byte 16: the header has no sound 'meta'");
  });
});
