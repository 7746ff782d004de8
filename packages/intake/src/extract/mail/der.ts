/**
 * Reading ASN.1 in BER/DER (X.690) as far as signed containers need it: definite and indefinite lengths, no recursion
 * deeper than the caller walks. Malformed input gives undefined, never an exception.
 */
export interface DerNode {
  /** The identifier octet, e.g. 0x30 for SEQUENCE; tags over 30 are not read. */
  readonly tag: number;
  /** Offset of the identifier octet, and the range of the content. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  /** Offset after the node, end-of-contents octets of indefinite lengths included. */
  readonly end: number;
}

export function readNode(bytes: Uint8Array, at: number, limit = bytes.length, depth = 0): DerNode | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f || depth > 32)
    return undefined;
  if (first < 0x80) return bounded(tag, at, at + 2, first, limit);
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 6 || at + 2 + count > limit) return undefined;
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
    return bounded(tag, at, at + 2 + count, length, limit);
  }
  let inside = at + 2;
  while (inside + 2 <= limit) {
    if (bytes[inside] === 0 && bytes[inside + 1] === 0)
      return { tag, start: at, from: at + 2, to: inside, end: inside + 2 };
    const child = readNode(bytes, inside, limit, depth + 1);
    if (child === undefined) return undefined;
    inside = child.end;
  }
  return undefined;
}

function bounded(tag: number, start: number, from: number, length: number, limit: number): DerNode | undefined {
  return from + length > limit ? undefined : { tag, start, from, to: from + length, end: from + length };
}

/** The nodes inside a constructed node, as far as they can be read. */
export function childNodes(bytes: Uint8Array, node: DerNode): DerNode[] {
  const nodes: DerNode[] = [];
  let at = node.from;
  while (at < node.to && nodes.length < 10_000) {
    const child = readNode(bytes, at, node.to);
    if (child === undefined) break;
    nodes.push(child);
    at = child.end;
  }
  return nodes;
}

export function contentOf(bytes: Uint8Array, node: DerNode): Uint8Array {
  return bytes.subarray(node.from, node.to);
}

/** The octets of an OCTET STRING; BER may cut it into pieces. */
export function octets(bytes: Uint8Array, node: DerNode): Uint8Array {
  if ((node.tag & 0x20) === 0) return contentOf(bytes, node);
  return Buffer.concat(childNodes(bytes, node).map((piece) => octets(bytes, piece)));
}

/** An OBJECT IDENTIFIER in dotted form. */
export function oidOf(bytes: Uint8Array, node: DerNode): string | undefined {
  if (node.tag !== 0x06) return undefined;
  const numbers: number[] = [];
  let value = 0;
  for (const byte of contentOf(bytes, node)) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const first = numbers.shift() ?? 0;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...numbers].join(".");
}
