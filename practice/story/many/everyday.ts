/** Sentences of everyday life around what happened: what people tell in between, what is asked, what an office writes. */
import type { Language } from "../../world/person-name.ts";
import type { Random } from "../../world/random.ts";

export interface Slots {
  readonly place: string;
  readonly other: string;
  readonly count: number;
  readonly kin: string;
}

type Line = (slots: Slots) => string;

export const kinWords: Readonly<Record<Language, readonly string[]>> = {
  ar: ["أمي", "أبي", "أختي", "أخي", "خالتي", "جدتي", "جارتنا", "ابن عمي"],
  ckb: ["دایکم", "باوکم", "خوشکم", "براکەم", "پوورم", "نەنکم", "دراوسێکەمان", "ئامۆزاکەم"],
  en: ["my mother", "my father", "my sister", "my brother", "my aunt", "my grandmother", "our neighbour", "my cousin"],
};

const life: Readonly<Record<Language, readonly Line[]>> = {
  ar: [
    ({ place, count }) => `كنا نسكن في ${place} في بيت من ${count} غرف، وأمامه شجرة توت.`,
    ({ kin }) => `كانت القهوة عند ${kin} أهم من الأخبار، وهذا ما بقي في ذاكرتي.`,
    ({ place, other }) => `الطريق من ${place} إلى ${other} كان يأخذ نصف نهار مشيا.`,
    ({ count }) => `في السوق بقي ${count} دكاكين مفتوحة، والباقي أنزل أبوابه.`,
    ({ kin, count }) => `كان عند ${kin} ${count} كتب مخبأة تحت كيس الطحين.`,
    ({ place }) => `عند بوابة ${place} كان على كل واحد أن يرفع الورقة قبل أن يتكلم.`,
    ({ other }) => `من يريد الذهاب إلى ${other} يحتاج إلى ختمين لا ختم واحد.`,
    ({ count }) => `انتظرنا ${count} ساعات، ثم قال الكاتب إن الدفتر مغلق.`,
    ({ kin }) => `لم أخبر أحدا إلا ${kin}، ولم نتحدث بعدها عن الأمر.`,
    ({ place, count }) => `كانت مدرسة ${place} فيها ${count} صفوف، ثم صارت مخزنا.`,
    ({ count }) => `لا أعرف العدد تماما، ربما ${count}، ولا أريد أن أقول ما لا أعرف.`,
    ({ kin, other }) => `كان سفر ${kin} إلى ${other} بحقيبة واحدة.`,
    ({ place }) => `في الليل كان الضوء الوحيد في ${place} عند المطحنة.`,
    ({ count }) => `بعد ${count} أيام عاد الماء، وكان هذا خبرا كبيرا عندنا.`,
    ({ other }) => `سمعت عن ${other} من الناس فقط، أنا لم أكن هناك.`,
    ({ kin, count }) => `كان عند ${kin} ${count} من الغنم، باعها كلها في أسبوع.`,
  ],
  ckb: [
    ({ place, count }) => `لە ${place} لە خانوویەکی ${count} ژووری دەژیاین، دارێکی توو لە بەردەمی بوو.`,
    ({ kin }) => `${kin} هەموو بەیانییەک نانی دەکرد، بۆنەکەیم لەبیرە.`,
    ({ place, other }) => `ڕێگای ${place} بۆ ${other} بە پێ نیو ڕۆژ بوو.`,
    ({ count }) => `لە بازاڕ تەنها ${count} دوکان کراوە مابوون.`,
    ({ kin, count }) => `${kin} ${count} کتێبی لە ژێر کیسەی ئارد شاردەوە.`,
    ({ place }) => `لە دەروازەی ${place} دەبوو کاغەزەکە بەرز بکەیتەوە پێش ئەوەی قسە بکەیت.`,
    ({ other }) => `بۆ چوون بۆ ${other} دوو مۆر پێویست بوو.`,
    ({ count }) => `${count} کاتژمێر چاوەڕێ بووین، پاشان گوتیان دەفتەرەکە داخراوە.`,
    ({ kin }) => `تەنها بە ${kin}م گوت، دواتر قسەمان لێی نەکرد.`,
    ({ place, count }) => `قوتابخانەکەی ${place} ${count} پۆلی هەبوو، دواتر بوو بە کۆگا.`,
    ({ count }) => `ژمارەکە بە تەواوی نازانم، لەوانەیە ${count}، ئەوەی نەیزانم نایڵێم.`,
    ({ kin, other }) => `${kin} بە یەک جانتا چوو بۆ ${other}.`,
    ({ place }) => `شەوان تەنها ڕووناکی لە ${place} هی ئاشەکە بوو.`,
    ({ count }) => `دوای ${count} ڕۆژ ئاو هاتەوە، ئەوە هەواڵێکی گەورە بوو.`,
    ({ other }) => `سەبارەت بە ${other} تەنها لە خەڵکم بیست، خۆم لەوێ نەبووم.`,
    ({ kin, count }) => `${kin} ${count} مەڕی هەبوو، هەمووی لە هەفتەیەکدا فرۆشت.`,
  ],
  en: [
    ({ place, count }) => `We lived in ${place} in a house of ${count} rooms with a mulberry tree in front.`,
    ({ kin }) => `What I remember best is how ${kin} baked bread before it was light.`,
    ({ place, other }) => `The road from ${place} to ${other} took half a day on foot.`,
    ({ count }) => `In the market ${count} shops were still open, the rest had let their shutters down.`,
    ({ kin, count }) => `There were ${count} books that ${kin} hid under a sack of flour.`,
    ({ place }) => `At the gate of ${place} everybody had to hold up the paper before speaking.`,
    ({ other }) => `To go to ${other} one needed two stamps and not one.`,
    ({ count }) => `We waited for ${count} hours, then the clerk said the ledger was closed.`,
    ({ kin }) => `I told nobody but ${kin}, and we did not speak of it again.`,
    ({ place, count }) => `The school of ${place} had ${count} classes, afterwards it was a store.`,
    ({ count }) => `I do not know the number for certain, perhaps ${count}; I do not want to say what I do not know.`,
    ({ kin, other }) => `It was then that ${kin} left for ${other} with one bag.`,
    ({ place }) => `At night the only light in ${place} was at the mill.`,
    ({ count }) => `After ${count} days the water came back, and that was great news.`,
    ({ other }) => `Of ${other} I only heard from others, I was not there myself.`,
    ({ kin, count }) => `There were ${count} sheep that ${kin} sold within a week.`,
  ],
};

const asks: Readonly<Record<Language, readonly string[]>> = {
  ar: [
    "خذي وقتك.",
    "هل تريد أن نتوقف قليلا؟",
    "كيف عرفت أن ذلك كان في ذلك اليوم؟",
    "هل رأيت ذلك بعينك أم سمعت عنه؟",
    "لا حاجة إلى قول الأسماء إن كنت لا تريد.",
    "ماذا كان على الورقة؟",
    "من كان هناك غيرك؟",
    "شكرا. هل نكمل؟",
  ],
  ckb: [
    "پەلە مەکە.",
    "دەتەوێت کەمێک بوەستین؟",
    "چۆن دەزانیت ئەو ڕۆژە بوو؟",
    "بە چاوی خۆت بینیت یان بیستت؟",
    "پێویست ناکات ناوەکان بڵێیت ئەگەر ناتەوێت.",
    "لەسەر کاغەزەکە چی نووسرابوو؟",
    "کێی تر لەوێ بوو؟",
    "سوپاس. بەردەوام بین؟",
  ],
  en: [
    "Take your time.",
    "Shall we stop for a little?",
    "How do you know that it was on that day?",
    "Did you see it yourself, or did you hear of it?",
    "You need not say names if you do not want to.",
    "What stood on the paper?",
    "Who else was there?",
    "Thank you. Shall we go on?",
  ],
};

const office: Readonly<Record<Language, readonly Line[]>> = {
  ar: [
    ({ count }) => `راجعت اليوم ${count} صفحات ثم توقفت. أكمل غدا.`,
    ({ place }) => `لا أحد يسافر إلى ${place} هذا الأسبوع.`,
    () => "أرجو ألا نكتب أكثر مما قيل لنا، كلمة بكلمة.",
    ({ count }) => `بقيت ${count} أسماء مكتوبة بطريقتين. لا ندمجها حتى نسأل.`,
    ({ other }) => `وصلت نسخة من ${other}، والأصل عند صاحبه.`,
    () => "من تعب فليسترح، العمل ينتظر.",
    ({ count }) => `في القائمة ${count} صفوف بلا اسم. لا نحذفها، نكتب أنها هكذا وصلت.`,
  ],
  ckb: [
    ({ count }) => `ئەمڕۆ ${count} لاپەڕەم خوێندەوە و وەستام. سبەی بەردەوام دەبم.`,
    ({ place }) => `ئەم هەفتەیە کەس ناچێت بۆ ${place}.`,
    () => "تکایە لەوە زیاتر مەنووسن کە پێمان گوتراوە، وشە بە وشە.",
    ({ count }) => `${count} ناو بە دوو شێوە نووسراون. یەکیان ناخەین هەتا نەپرسین.`,
    ({ other }) => `وێنەیەک لە ${other}ەوە هات، ئەسڵەکە لای خاوەنەکەیەتی.`,
    () => "هەر کەس ماندووە با پشوو بدات، کارەکە چاوەڕێ دەکات.",
    ({ count }) => `لە لیستەکەدا ${count} ڕیز بێ ناون. نایانسڕینەوە، دەنووسین کە وا هاتوون.`,
  ],
  en: [
    ({ count }) => `I read ${count} pages today and stopped there. The rest tomorrow.`,
    ({ place }) => `Nobody travels to ${place} this week.`,
    () => "Please let us write no more than we were told, word by word.",
    ({ count }) => `There are ${count} names written in two ways. We do not join them before we have asked.`,
    ({ other }) => `A copy came from ${other}; the paper itself stays with its owner.`,
    () => "Whoever is tired rests. The work waits.",
    ({ count }) =>
      `The list has ${count} rows without a name. We do not delete them, we write that they came like this.`,
  ],
};

/** Draws from the lines as from a pack of cards: none comes again before all have come. */
export function lifeLines(random: Random, language: Language): (slots: Slots) => string {
  let pack: Line[] = [];
  return (slots) => {
    if (pack.length === 0) pack = random.shuffled(life[language]);
    return pack.pop()?.(slots) ?? "";
  };
}

export const lifeLine = (random: Random, language: Language, slots: Slots): string =>
  random.pick(life[language])(slots);
export const officeLine = (random: Random, language: Language, slots: Slots): string =>
  random.pick(office[language])(slots);
export const question = (random: Random, language: Language): string => random.pick(asks[language]);
