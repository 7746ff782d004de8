/**
 * A camera for tests that signs what it is given (C2PA 2.1): the manifest by the library's own builder, the certificate by `openssl`
 * in a temporary folder. Invented names; keys live as long as the test.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createPrivateKey, sign as signBytes, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export interface Signing {
  readonly actions?: readonly Readonly<Record<string, unknown>>[];
  /** Where the manifest is said to lie. */
  readonly remote?: string;
  /** False leaves the manifest out of the file. */
  readonly embedded?: boolean;
}
export interface Camera {
  /** PEM of the root that its certificate leads to. */
  readonly root: string;
  /** `format` is a media type; the bytes come back with the manifest in them. */
  sign(format: string, bytes: Uint8Array, signing?: Signing): Promise<Uint8Array>;
}

const config = `[req]
distinguished_name=name
prompt=no
[name]
CN=Invented Root
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
subjectKeyIdentifier=hash
[signer]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`;

export const taken = {
  action: "c2pa.created",
  when: "2014-08-03T05:30:00Z",
  digitalSourceType: "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
};

export async function inventedCamera(): Promise<Camera> {
  const { key, certificate, root } = certificates();
  const library = await import("@contentauth/c2pa-wasm");
  library.initSync({
    module: readFileSync(createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm")),
  });
  const privateKey = createPrivateKey(key);
  const chain = new X509Certificate(certificate).raw;
  return {
    root,
    async sign(format, bytes, { actions = [taken], remote, embedded = true } = {}) {
      const builder = library.WasmBuilder.fromJson(
        JSON.stringify({
          claim_generator_info: [{ name: "Invented Camera App", version: "1.0" }],
          assertions: [{ label: "c2pa.actions", data: { actions } }],
        }),
      );
      if (remote !== undefined) builder.setRemoteUrl(remote);
      builder.setNoEmbed(!embedded);
      const reserveSize = 4_096;
      // The builder asks a worker's FileReaderSync for bytes.
      Object.assign(globalThis, { FileReaderSync: HeldReader });
      try {
        return await builder.sign(
          { alg: "es256", reserveSize, sign: async (claim) => coseSign1(claim, privateKey, chain, reserveSize) },
          [],
          format,
          held(bytes) as unknown as Blob,
        );
      } finally {
        Reflect.deleteProperty(globalThis, "FileReaderSync");
        builder.free();
      }
    },
  };
}

function certificates() {
  const folder = mkdtempSync(join(tmpdir(), "camera-"));
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  try {
    writeFileSync(join(folder, "c.cnf"), config);
    for (const name of ["root", "signer"]) {
      openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", `${name}.key`);
    }
    openssl(..."req -x509 -new -key root.key -days 30 -config c.cnf -extensions root -out root.pem".split(" "));
    openssl(
      ..."req -new -key signer.key -config c.cnf -out signer.csr -subj".split(" "),
      "/CN=Camera 1/O=Invented Press",
    );
    openssl(
      ..."x509 -req -in signer.csr -CA root.pem -CAkey root.key -days 30 -set_serial 7".split(" "),
      ..."-extfile c.cnf -extensions signer -out signer.pem".split(" "),
    );
    const [key, certificate, root] = ["signer.key", "signer.pem", "root.pem"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    ) as [string, string, string];
    return { key, certificate, root };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Held {
  readonly size: number;
  readonly bytes: Uint8Array;
  slice(from: number, to: number): Held;
}
function held(bytes: Uint8Array): Held {
  return { size: bytes.length, bytes, slice: (from, to) => held(bytes.subarray(from, to)) };
}
class HeldReader {
  readAsArrayBuffer(blob: Held): ArrayBuffer {
    return Uint8Array.from(blob.bytes).buffer;
  }
}

/** COSE_Sign1 (RFC 9052 §4.2), ES256, payload detached, certificate in the protected header (C2PA 2.1 §13.2), padded to `size`. */
function coseSign1(claim: Uint8Array, key: Parameters<typeof signBytes>[2], certificate: Uint8Array, size: number) {
  const protectedHeader = cborMap(cborHead(0, 1), cborHead(1, 6), cborHead(0, 33), cborBytes(certificate));
  const toSign = cborList(
    cborText("Signature1"),
    cborBytes(protectedHeader),
    cborBytes(new Uint8Array()),
    cborBytes(claim),
  );
  const signature = signBytes("sha256", toSign, { key: key as never, dsaEncoding: "ieee-p1363" });
  const nothing = Buffer.from([0xf6]);
  const message = (pad: number) =>
    Buffer.concat([
      cborHead(6, 18),
      cborList(
        cborBytes(protectedHeader),
        cborMap(cborText("pad"), cborBytes(new Uint8Array(pad))),
        nothing,
        cborBytes(signature),
      ),
    ]);
  // Two bytes more for the length of a pad over 255 bytes.
  return new Uint8Array(message(size - message(0).length - 2));
}

/** Major type and length (RFC 8949 §3), up to 65,535. */
function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
function cborBytes(bytes: Uint8Array): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}
function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, text.length), Buffer.from(text)]);
}
function cborList(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([cborHead(4, items.length), ...items]);
}
function cborMap(...pairs: readonly Uint8Array[]): Buffer {
  return Buffer.concat([cborHead(5, pairs.length / 2), ...pairs]);
}
