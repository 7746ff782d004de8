/** Wrapping the file key for those who may open: one stanza each. spec/blob.md BL-2. */
import { createCipheriv, diffieHellman, encapsulate, generateKeyPairSync, randomBytes } from "node:crypto";
import {
  passphraseWrappingKey,
  scryptSaltSize,
  scryptStanza,
  workFactor,
  x25519Stanza,
  x25519WrappingKey,
} from "../age/classic.ts";
import { base64, type Stanza } from "../age/header.ts";
import { hybridStanza, publicKeyOf, rawPublicKey, wrappingKey } from "../age/hybrid.ts";
import { mlkemPublicSize, type Recipient } from "../age/keys.ts";
import { err, ok, type Result } from "../result.ts";

export type WrapRefusal = { readonly type: "recipient-malformed" };

export function wrapFor(recipient: Recipient, fileKey: Uint8Array): Result<Stanza, WrapRefusal> {
  try {
    return ok(recipient.type === "hybrid" ? wrapHybrid(recipient, fileKey) : wrapX25519(recipient, fileKey));
  } catch {
    // OpenSSL refuses keys that are not points or lattices, and shares that add up to nothing.
    return err({ type: "recipient-malformed" });
  }
}

export function wrapForPassphrase(passphrase: Uint8Array, fileKey: Uint8Array): Stanza {
  const salt = randomBytes(scryptSaltSize);
  const key = passphraseWrappingKey(passphrase, salt, workFactor);
  return { args: [scryptStanza, base64(salt), String(workFactor)], body: sealFileKey(fileKey, key, zeroNonce) };
}

function wrapHybrid(recipient: Recipient, fileKey: Uint8Array): Stanza {
  const x25519Public = recipient.publicKey.subarray(mlkemPublicSize);
  const { sharedKey, ciphertext } = encapsulate(publicKeyOf("mlkem", recipient.publicKey.subarray(0, mlkemPublicSize)));
  const { x25519Share, x25519Secret } = agree(x25519Public);
  const { key, nonce } = wrappingKey({ mlkemSecret: sharedKey, x25519Secret, x25519Share, x25519Public });
  const share = Buffer.concat([ciphertext, x25519Share]);
  return { args: [hybridStanza, base64(share)], body: sealFileKey(fileKey, key, nonce) };
}

function wrapX25519(recipient: Recipient, fileKey: Uint8Array): Stanza {
  const { x25519Share, x25519Secret } = agree(recipient.publicKey);
  const key = x25519WrappingKey(x25519Secret, x25519Share, recipient.publicKey);
  x25519Secret.fill(0);
  return { args: [x25519Stanza, base64(x25519Share)], body: sealFileKey(fileKey, key, zeroNonce) };
}

/** A key pair for this one file and the secret it shares with the recipient. */
function agree(recipientKey: Uint8Array): { readonly x25519Share: Uint8Array; readonly x25519Secret: Uint8Array } {
  const ephemeral = generateKeyPairSync("x25519");
  const x25519Secret = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: publicKeyOf("x25519", recipientKey),
  });
  return { x25519Share: rawPublicKey(ephemeral.publicKey), x25519Secret };
}

// Each wrapping key is used once, so age fixes the nonce at zero where HPKE does not give one.
const zeroNonce = Buffer.alloc(12);

function sealFileKey(fileKey: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  key.fill(0);
  return Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
}
