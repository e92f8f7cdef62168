/** Objects and references of an image in words: "dict of 100", "['user:42']", "local x". */
import { EDGE_KIND_SHIFT, EDGE_PAYLOAD_MASK, EDGE_WEAK, EdgeKind, type HeapImage } from "./heap-image.ts";

const decoder = new TextDecoder();

/** The short text of an object: "'user:42'", "of 50"; "" when it has none. */
export function labelOf(image: HeapImage, object: number): string {
  const { labelStart, labelText } = image.objects;
  return decoder.decode(labelText.subarray(labelStart[object], labelStart[object + 1]));
}

/** The name of an object's type. */
export function typeNameOf(image: HeapImage, object: number): string {
  return labelOf(image, image.objects.type[object]);
}

/** "list of 50", "str 'user:42'", "Node". */
export function describeObject(image: HeapImage, object: number): string {
  const label = labelOf(image, object);
  const type = typeNameOf(image, object);
  return label === "" ? type : `${type} ${label}`;
}

export function addressText(address: number): string {
  return `0x${address.toString(16)}`;
}

/** The reference is not counted. */
export function isWeak(edgeName: number): boolean {
  return edgeName >= EDGE_WEAK;
}

/** How a reference is called, as one writes it behind its holder: ".name", "['key']", "[3]", "key 3", "local x". */
export function edgeText(image: HeapImage, edgeName: number): string {
  const payload = edgeName & EDGE_PAYLOAD_MASK;
  switch ((edgeName >>> EDGE_KIND_SHIFT) & 7) {
    case EdgeKind.ITEM:
      return `[${payload}]`;
    case EdgeKind.KEY:
      return `key ${payload}`;
    case EdgeKind.VALUE:
      return `[${labelOf(image, payload) || describeObject(image, payload)}]`;
    case EdgeKind.ATTRIBUTE:
      return `.${nameText(image, payload)}`;
    case EdgeKind.LOCAL:
      return `local ${nameText(image, payload)}`;
    case EdgeKind.STACK:
      return `value stack ${payload}`;
  }
  return `.${image.names[payload]}`;
}

/** The text of a str object, without quotes. */
export function nameText(image: HeapImage, object: number): string {
  return labelOf(image, object).replace(/^'|'$/g, "");
}
