/** A web capture: WARC 1.1 (ISO 28500:2017), each record its own gzip member, digests SHA-1 in base32 as crawlers write them. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ArchiveFile } from "./file.ts";

export interface Capture {
  readonly path: string;
  /** UTC instant, whole seconds. */
  readonly captured: string;
  readonly resources: readonly { readonly address: string; readonly type: string; readonly body: Uint8Array }[];
}

export function webCapture({ path, captured, resources }: Capture): ArchiveFile {
  const date = `${captured.slice(0, 19)}Z`;
  const about = Buffer.from(
    "software: practice archive generator\r\nformat: WARC File Format 1.1\r\ndescription: invented page of an invented group\r\n",
  );
  const records = [record("warcinfo", "application/warc-fields", about, { date, name: path })];
  for (const { address, type, body } of resources) {
    const asked = Buffer.from(
      `GET ${new URL(address).pathname} HTTP/1.1\r\nHost: ${new URL(address).host}\r\nUser-Agent: practice\r\n\r\n`,
    );
    const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nDate: ${new Date(captured).toUTCString()}\r\n\r\n`;
    const answered = Buffer.concat([Buffer.from(head), body]);
    const response = record("response", "application/http; msgtype=response", answered, {
      date,
      address,
      payload: body,
    });
    records.push(response, record("request", "application/http; msgtype=request", asked, { date, address }));
  }
  return {
    path,
    bytes: new Uint8Array(Buffer.concat(records.map((each) => gzipSync(each, { level: 9 })))),
    modified: captured,
  };
}

interface About {
  readonly date: string;
  readonly name?: string;
  readonly address?: string;
  readonly payload?: Uint8Array;
}

function record(type: string, contentType: string, block: Buffer, { date, name, address, payload }: About): Buffer {
  const fields = [
    `WARC-Type: ${type}`,
    `WARC-Record-ID: <urn:uuid:${uuidFrom(`${type} ${address ?? ""} ${date}`)}>`,
    `WARC-Date: ${date}`,
    ...(name === undefined ? [] : [`WARC-Filename: ${name.slice(name.lastIndexOf("/") + 1)}`]),
    ...(address === undefined ? [] : [`WARC-Target-URI: ${address}`]),
    ...(payload === undefined ? [] : [`WARC-Payload-Digest: ${digest(payload)}`]),
    `WARC-Block-Digest: ${digest(block)}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${block.length}`,
  ];
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${fields.join("\r\n")}\r\n\r\n`), block, Buffer.from("\r\n\r\n")]);
}

function digest(bytes: Uint8Array): string {
  return `sha1:${base32(createHash("sha1").update(bytes).digest())}`;
}

/** RFC 4648 section 6; twenty bytes need no padding. */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/.{5}/g, (five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)] ?? "");
}

/** A name-based id (RFC 9562 version 8), so that two runs agree. */
function uuidFrom(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
