/** The announcements page of the invented group, as a crawler kept it. Its tone is an office's; it threatens nobody on the page. */

import { invented } from "../material/file.ts";
import { xml } from "../material/office.ts";
import type { Capture } from "../material/web-capture.ts";
import { group, unitById } from "../world/armed-group.ts";
import { addDays, at, dayText } from "../world/calendar.ts";
import { placeById } from "../world/places.ts";
import type { World } from "../world/world.ts";
import { paths, type Quote } from "./quote.ts";

export interface PageCapture {
  readonly capture: Capture;
  readonly quotes: Readonly<Record<"ledger", Quote>>;
}

const address = "http://announcements.highwall.example/board/";

export function announcements({ days }: World): PageCapture {
  const office = unitById("registry-office").name;
  const ledger = `يراجع ${office.ar} كل من ورد اسمه في الدفتر خلال سبعة أيام.`;
  const items = [
    `تفتح البوابة الشرقية في ${placeById("halunta").name.ar} من الفجر إلى الغروب فقط.`,
    ledger,
    `أغلقت غرف الخياطة في ${placeById("tishmarin").name.ar} بأمر المكتب، وشكر المكتب من سلم المفاتيح طوعا.`,
    "لا يقبل طلب مرور من غير ورقة مختومة.",
  ];
  const html = `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${xml(group.ar)} — لوحة الإعلانات</title>
<link rel="stylesheet" href="board.css"></head>
<body><!-- ${invented.en} -->
<h1>${xml(group.ar)}</h1>
<h2>لوحة الإعلانات، ${xml(dayText(addDays(days.order, 4), "ar"))}</h2>
<ul>
${items.map((item) => `<li>${xml(item)}</li>`).join("\n")}
</ul>
<p>${xml(office.ar)} — ${xml(placeById("halunta").name.ar)}</p>
<footer><small>${invented.ar}</small></footer>
</body></html>
`;
  const text = (body: string): Uint8Array => new TextEncoder().encode(body);
  return {
    capture: {
      path: paths.capture,
      captured: at(addDays(days.order, 6), "20:15"),
      resources: [
        { address, type: "text/html; charset=utf-8", body: text(html) },
        {
          address: `${address}board.css`,
          type: "text/css",
          body: text("body { background: #eee; color: #222; font-family: serif }\nh1 { border-bottom: 4px double }\n"),
        },
      ],
    },
    quotes: { ledger: { file: paths.capture, place: { type: "whole" }, words: ledger } },
  };
}
