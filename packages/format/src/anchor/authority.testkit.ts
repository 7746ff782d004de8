/** A time-stamp authority of our own for tests, made by `openssl` in a temporary folder. Invented names; keys live as long as the test. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasOpenssl = spawnSync("openssl", ["ts", "-help"]).status === 0;

export type KeyKind = "rsa" | "p256" | "p384";
export type AuthorityWish = {
  readonly key?: KeyKind;
  readonly hash?: "sha256" | "sha384" | "sha512";
  readonly purpose?: string;
  readonly essHash?: "sha1" | "sha256" | "sha512";
  /** First and last day of the signer's certificate, counted from today. */
  readonly validDays?: readonly [number, number];
  readonly tsaName?: boolean;
  readonly issuerConstraints?: string;
  readonly certs?: boolean;
};

const OPENSSL_DATE = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, "").slice(0, 14).concat("Z");

/** A root, an intermediate and a signer; `reply` runs `openssl ts -reply`. Call `close` when done. */
export function openAuthority(wish: AuthorityWish = {}) {
  const folder = mkdtempSync(join(tmpdir(), "amana-tsa-"));
  const path = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });

  writeFileSync(path("tsa.cnf"), config(wish));
  writeFileSync(path("index.txt"), "");
  writeFileSync(path("serial"), "01\n");
  writeFileSync(path("tsserial"), "2A\n");
  for (const who of ["root", "middle", "signer"]) newKey(run, wish.key ?? "p256", `${who}.key`);
  certify("root", "Root", undefined, [-20, 30]);
  certify("middle", "Middle", "root", [-15, 20]);
  certify("signer", "Clock One", "middle", wish.validDays ?? [-1, 10]);

  /** A certificate for `who` with the extensions of its own section; without an issuer it signs itself. */
  function certify(who: string, name: string, issuer: string | undefined, [from, to]: readonly [number, number]) {
    const subject = ["-key", `${who}.key`, "-subj", `/O=Invented Trust/CN=${name}`];
    run("req", "-new", "-config", "tsa.cnf", ...subject, "-out", `${who}.csr`);
    const signing =
      issuer === undefined
        ? ["-selfsign", "-keyfile", `${who}.key`]
        : ["-cert", `${issuer}.pem`, "-keyfile", `${issuer}.key`];
    const span = ["-startdate", OPENSSL_DATE(from), "-enddate", OPENSSL_DATE(to)];
    const files = ["-in", `${who}.csr`, "-out", `${who}.pem`];
    run("ca", "-batch", "-notext", "-config", "tsa.cnf", "-extensions", who, ...signing, ...span, ...files);
  }

  return {
    folder,
    rootPem: readFileSync(path("root.pem"), "utf8"),
    signerPem: readFileSync(path("signer.pem"), "utf8"),
    middlePem: readFileSync(path("middle.pem"), "utf8"),
    reply(request: Uint8Array): Uint8Array {
      writeFileSync(path("q.tsq"), request);
      const signers = ["-inkey", "signer.key", "-signer", "signer.pem", "-chain", "middle.pem"];
      run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", ...signers, "-out", "r.tsr");
      return new Uint8Array(readFileSync(path("r.tsr")));
    },
    /** `openssl ts` refuses to sign with a faulty certificate, so another authority's statement is signed again, as bare CMS. */
    signAgain(reply: Uint8Array, ...options: readonly string[]): Uint8Array {
      writeFileSync(path("r.tsr"), reply);
      run("ts", "-reply", "-in", "r.tsr", "-token_out", "-out", "r.token");
      run("cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", "r.token", "-out", "r.info");
      const content = ["-nodetach", "-cades", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", "r.info"];
      const signer = ["-signer", "signer.pem", "-inkey", "signer.key", "-certfile", "middle.pem", "-md", "sha256"];
      run(
        "cms",
        "-sign",
        "-binary",
        "-nosmimecap",
        ...content,
        ...signer,
        ...options,
        "-outform",
        "DER",
        "-out",
        "s.token",
      );
      return granted(new Uint8Array(readFileSync(path("s.token"))));
    },
    /** The second opinion: what `openssl ts -verify` says of the same token. */
    opensslAgrees(reply: Uint8Array, data: Uint8Array, ca = "root.pem"): boolean {
      writeFileSync(path("o.tsr"), reply);
      writeFileSync(path("o.data"), data);
      return (
        spawnSync("openssl", ["ts", "-verify", "-data", "o.data", "-in", "o.tsr", "-CAfile", ca], { cwd: folder })
          .status === 0
      );
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** TimeStampResp { status granted, token } around a token shorter than 64 KiB. */
function granted(token: Uint8Array): Uint8Array {
  const size = token.length + 5;
  return Uint8Array.from([0x30, 0x82, size >> 8, size & 255, 0x30, 3, 2, 1, 0, ...token]);
}

function newKey(run: (...args: string[]) => Buffer, kind: KeyKind, out: string) {
  if (kind === "rsa") run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", out);
  else run("genpkey", "-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:P-${kind.slice(1)}`, "-out", out);
}

function config(wish: AuthorityWish): string {
  return `[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
serial = serial
default_md = ${wish.hash ?? "sha256"}
default_days = 10
policy = any
unique_subject = no
rand_serial = yes
[any]
organizationName = optional
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = ${wish.issuerConstraints ?? "critical,CA:TRUE,pathlen:0"}
keyUsage = critical,keyCertSign
[signer]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = ${wish.purpose ?? "critical,timeStamping"}
[tsa]
default_tsa = clock
[clock]
serial = tsserial
crypto_device = builtin
signer_digest = ${wish.hash ?? "sha256"}
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = ${wish.tsaName === false ? "no" : "yes"}
ess_cert_id_chain = no
ess_cert_id_alg = ${wish.essHash ?? "sha256"}
`;
}
