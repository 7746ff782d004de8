/**
 * Line 0 of a notebook: whose device writes it, in which compartment, under which key. spec/notebook.md NB-3 to NB-6.
 * The certificate is the device's signature over a text that can be checked with openssl alone.
 */
import { utf8 } from "../bytes.ts";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from "../crypto.ts";
import { fromHex, toHex } from "../encoding.ts";
import type { JsonObject } from "../jcs.ts";
import type { Line } from "../line/line.ts";
import { isRecordId } from "../line/record-id.ts";
import { type Ed25519Key, verifySignature } from "../note/keys.ts";
import { notebookId } from "../note/vkey.ts";
import { err, ok, type Result } from "../result.ts";

export const NOTEBOOK_OPENED = "notebook.opened";

/** Keys are raw public keys: Ed25519 32 bytes, ML-DSA-44 1,312 bytes. */
export interface NotebookTitle {
  readonly notebook: Uint8Array;
  readonly compartment: string;
  readonly device: string;
  readonly deviceKey: Uint8Array;
  readonly sealKey?: Uint8Array;
}

export interface OpenedNotebook extends NotebookTitle {
  readonly id: string;
}

export type OpenedRefusal =
  | { readonly type: "notebook-line-not-first-kind"; readonly rule: "NB-3" }
  | { readonly type: "notebook-title-malformed"; readonly rule: "NB-4" }
  | { readonly type: "notebook-certificate-wrong"; readonly rule: "NB-5"; readonly notebook: string }
  | { readonly type: "notebook-not-the-expected"; readonly rule: "NB-6"; readonly notebook: string };

/** The text a device signs to vouch for a notebook key. Six lines, each ending in a line feed. */
export function certificateText(title: NotebookTitle): string {
  return [
    "amana.example/notebook-certificate@v1",
    `notebook ${toHex(title.notebook)}`,
    `compartment ${title.compartment}`,
    `device ${title.device}`,
    `device_key ${toHex(title.deviceKey)}`,
    `seal_key ${title.sealKey === undefined ? "none" : toHex(title.sealKey)}`,
    "",
  ].join("\n");
}

/** Body `x` of line 0. Throws where the title does not fit the form or the key is not the device's. */
export function openedBody(title: NotebookTitle, deviceKey: Ed25519Key): JsonObject {
  if (toHex(deviceKey.publicKey) !== toHex(title.deviceKey)) throw new TypeError("only the device's own key certifies");
  if (!isTitle(title)) throw new TypeError("a notebook's title has two record ids and keys of full length");
  const { notebook, compartment, device, sealKey } = title;
  return {
    certificate: toHex(deviceKey.sign(utf8(certificateText(title)))),
    compartment,
    device,
    device_key: toHex(title.deviceKey),
    notebook: toHex(notebook),
    ...(sealKey === undefined ? {} : { seal_key: toHex(sealKey) }),
  };
}

/**
 * Reads line 0 and checks the certificate in it. `expected` is the id of the notebook the line was found in, so that
 * line 0 of one notebook cannot stand at the head of another.
 */
export function readOpened(line: Line, expected?: string): Result<OpenedNotebook, OpenedRefusal> {
  if (line.k !== NOTEBOOK_OPENED || line.v !== 1 || line.p.length > 0) {
    return err({ type: "notebook-line-not-first-kind", rule: "NB-3" });
  }
  const title = titleIn(line.x);
  const certificate = hexField(line.x, "certificate", SIGNATURE_BYTES.ed25519);
  if (title === undefined || certificate === undefined) return err({ type: "notebook-title-malformed", rule: "NB-4" });
  const id = notebookId(title.notebook);
  const deviceKey = { algorithm: "ed25519", publicKey: title.deviceKey } as const;
  if (!verifySignature(deviceKey, utf8(certificateText(title)), certificate)) {
    return err({ type: "notebook-certificate-wrong", rule: "NB-5", notebook: id });
  }
  if (expected !== undefined && expected !== id)
    return err({ type: "notebook-not-the-expected", rule: "NB-6", notebook: id });
  return ok({ id, ...title });
}

const FIELDS = new Set(["certificate", "compartment", "device", "device_key", "notebook", "seal_key"]);

function titleIn(x: JsonObject): NotebookTitle | undefined {
  // Nothing may stand in line 0 that the certificate does not cover.
  if (Object.keys(x).some((key) => !FIELDS.has(key))) return undefined;
  const notebook = hexField(x, "notebook", PUBLIC_KEY_BYTES.ed25519);
  const deviceKey = hexField(x, "device_key", PUBLIC_KEY_BYTES.ed25519);
  const sealKey = hexField(x, "seal_key", PUBLIC_KEY_BYTES["ml-dsa-44"]);
  const { compartment, device } = x;
  if (notebook === undefined || deviceKey === undefined) return undefined;
  if (typeof compartment !== "string" || typeof device !== "string") return undefined;
  if (Object.hasOwn(x, "seal_key") && sealKey === undefined) return undefined;
  const title = { notebook, compartment, device, deviceKey, ...(sealKey === undefined ? {} : { sealKey }) };
  return isTitle(title) ? title : undefined;
}

function isTitle({ notebook, compartment, device, deviceKey, sealKey }: NotebookTitle): boolean {
  const sealKeyFits = sealKey === undefined || sealKey.length === PUBLIC_KEY_BYTES["ml-dsa-44"];
  const keysFit = notebook.length === PUBLIC_KEY_BYTES.ed25519 && deviceKey.length === PUBLIC_KEY_BYTES.ed25519;
  return keysFit && sealKeyFits && isRecordId(compartment) && isRecordId(device);
}

function hexField(x: JsonObject, name: string, length: number): Uint8Array | undefined {
  const value = Object.hasOwn(x, name) ? x[name] : undefined;
  return typeof value === "string" ? fromHex(value, length) : undefined;
}
