/** The only door by which anything leaves: with consent, sealed to the recipient, checkable by strangers. spec/package.md. */
export type { Consented } from "./consent.ts";
export {
  type Delivery,
  type HandedOver,
  type HandOverRefusal,
  handOver,
  type Plan,
  planHandOver,
} from "./hand-over.ts";
export type { ConsentRefused, Order, OrderRefusal, Wish, Withheld } from "./order.ts";
export { type OutDisk, OutFault, openOut, outDisk } from "./out.ts";
export type { Fact, Item, Selection } from "./selection.ts";
