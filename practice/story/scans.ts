/** Three scanned pages: the order on the door, a road pass (Arabic), an arrival form (English). */

import type { Block } from "../material/layout.ts";
import type { Scan } from "../material/scan.ts";
import { group, unitById } from "../world/armed-group.ts";
import { addDays, at, dayText } from "../world/calendar.ts";
import { shortName } from "../world/person-name.ts";
import { placeById } from "../world/places.ts";
import type { World } from "../world/world.ts";
import { organisation } from "./letters.ts";
import { paths } from "./quote.ts";

export function scans({ cast, days }: World): Scan[] {
  const ar = (type: Block["type"], text: string): Block => ({ type, text, language: "ar" });
  const en = (type: Block["type"], text: string): Block => ({ type, text, language: "en" });
  const office = unitById("registry-office").name;
  return [
    {
      path: paths.orderScan,
      scanned: at(addDays(days.order, 25), "09:10"),
      skew: 0.8,
      dpi: 150,
      page: {
        language: "ar",
        blocks: [
          ar("title", group.ar),
          ar("title", office.ar),
          ar("text", "إعلان إلى أهالي البلدة"),
          ar("text", `تغلق غرف الخياطة في بلدة ${placeById("tishmarin").name.ar} من صباح الغد.`),
          ar("text", `على كل معلمة أن تسلم المفاتيح إلى ${unitById("market-bench").name.ar}.`),
          ar("text", "من عنده كتاب من كتب القراءة يضعه أمام الباب قبل الغروب."),
          ar("sign", "آمر المكتب"),
        ],
      },
    },
    {
      path: paths.arrivalScan,
      scanned: at(addDays(days.journey, 1), "12:00"),
      skew: -1.2,
      dpi: 150,
      page: {
        language: "en",
        blocks: [
          en("title", "Arrival form"),
          en("small", `${organisation.en}, night desk, Rushtaf`),
          en("text", `Night of ${dayText(days.journey, "en")}. Three persons arrived over the old bridge before dawn.`),
          en(
            "text",
            `First person: ${shortName(cast.teacher.name, "en")}. Wishes to rest. Will speak when she is ready.`,
          ),
          en("text", `Second person: ${shortName(cast.weaver.name, "en")}. Asked for a doctor for his shoulder.`),
          en("text", `Third person: ${shortName(cast.friend.name, "en")}. Does not want his name passed on.`),
          en("text", "Given out: blankets, tea, a charged telephone, a room with a key on the inside."),
          en("sign", `Night desk: ${cast.coordinator.name.given.en}`),
        ],
      },
    },
    {
      path: paths.passScan,
      scanned: at(addDays(days.journey, 2), "10:40"),
      skew: 1.5,
      dpi: 150,
      page: {
        language: "ar",
        blocks: [
          ar("title", "تصريح مرور"),
          ar(
            "text",
            `يسمح لحامل هذه الورقة بالمرور من البوابة الشرقية في ${placeById("halunta").name.ar} إلى الجسر القديم.`,
          ),
          ar("text", "البضاعة: أكياس طحين. العودة قبل الليل."),
          ar("text", `يبرز التصريح عند كل نقطة من نقاط ${unitById("gate-guard").name.ar}.`),
          ar("sign", "كاتب البوابة"),
        ],
      },
    },
  ];
}
