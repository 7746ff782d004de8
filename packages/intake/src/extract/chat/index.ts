/** Chat exports. */
export { whatsappExtractor } from "./whatsapp.ts";
export { looksLikeWhatsApp } from "./whatsapp-lines.ts";
