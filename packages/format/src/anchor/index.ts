/** RFC 3161 time-stamps over checkpoints ("anchors"): ask, and judge the answer. spec/anchor.md. Bytes in, bytes out. */
export { type CertificateMalformed, certificatesFromPem, type PurposeFault } from "./certificate.ts";
export type { ChainFault } from "./chain.ts";
export type { ReplyRefused } from "./reply.ts";
export { type TimeStampRequestRefused, timeStampRequest } from "./request.ts";
export { type AnchorQuestion, type AnchorRefusal, type TimeStamp, verifyTimeStamp } from "./verify.ts";
