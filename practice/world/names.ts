/**
 * The words names are made of. Given names are common ones, in three scripts with the spellings people really use; family
 * names are invented stems with invented combinations of endings, so that no full name points at a living person; kunyas
 * name things (a scale, a ladder), not real people's children.
 */

/** One name in three scripts; `also` are further spellings that turn up in lists and mail. */
export interface Scripted {
  readonly ar: string;
  readonly ckb: string;
  readonly en: string;
  readonly also: readonly string[];
}

const scripted = (ar: string, ckb: string, en: string, ...also: string[]): Scripted => ({ ar, ckb, en, also });

export const menGiven: readonly Scripted[] = [
  scripted("يوسف", "یوسف", "Yusuf", "Yousif", "Youssef"),
  scripted("كريم", "کەریم", "Karim", "Kareem"),
  scripted("سامر", "سامر", "Samer", "Samir"),
  scripted("آزاد", "ئازاد", "Azad", "ازاد"),
  scripted("هيمن", "هێمن", "Hemin", "Heman"),
  scripted("طارق", "تاریق", "Tariq", "Tarek"),
  scripted("نبيل", "نەبیل", "Nabil", "Nabeel"),
  scripted("دلير", "دلێر", "Dler", "Delir"),
  scripted("عمر", "عومەر", "Omar", "Umar"),
  scripted("إبراهيم", "ئیبراهیم", "Ibrahim", "Ebrahim", "ابراهيم"),
  scripted("خليل", "خەلیل", "Khalil", "Khaleel"),
  scripted("سعيد", "سەعید", "Saeed", "Said"),
  scripted("رزكار", "ڕزگار", "Rizgar", "Rezgar"),
  scripted("جمال", "جەمال", "Jamal", "Jemal"),
  scripted("فارس", "فارس", "Faris", "Fares"),
  scripted("سليم", "سەلیم", "Salim", "Saleem"),
  scripted("هشام", "هیشام", "Hisham", "Hicham"),
  scripted("بختيار", "بەختیار", "Bakhtiar", "Bakhtyar"),
  scripted("ماجد", "ماجید", "Majid", "Majed"),
  scripted("نوزاد", "نەوزاد", "Nawzad", "Newzad"),
];

export const womenGiven: readonly Scripted[] = [
  scripted("ليلى", "لەیلا", "Layla", "Leila", "ليلي"),
  scripted("مريم", "مەریەم", "Maryam", "Mariam"),
  scripted("شيرين", "شیرین", "Shirin", "Shereen"),
  scripted("نور", "نوور", "Noor", "Nur"),
  scripted("آفين", "ئەڤین", "Avin", "Evin", "افين"),
  scripted("سعاد", "سوعاد", "Suad", "Souad"),
  scripted("هالة", "هالە", "Hala", "هاله"),
  scripted("روناك", "ڕووناک", "Runak", "Ronak"),
  scripted("أمل", "ئەمەل", "Amal", "امل"),
  scripted("زينب", "زەینەب", "Zaynab", "Zeinab"),
  scripted("كولستان", "گوڵستان", "Gulistan", "Golestan"),
  scripted("سميرة", "سەمیرە", "Samira", "Sameera", "سميره"),
  scripted("بهار", "بەهار", "Bahar", "Behar"),
  scripted("هدى", "هودا", "Huda", "Hoda", "هدي"),
  scripted("نسرين", "نەسرین", "Nasrin", "Nasreen"),
  scripted("فاطمة", "فاتیمە", "Fatima", "Fatma", "فاطمه"),
  scripted("سوزان", "سۆزان", "Sozan", "Suzan"),
  scripted("رنا", "ڕەنا", "Rana", "Ranah"),
  scripted("دلنيا", "دڵنیا", "Dilnia", "Dlniya"),
  scripted("جيهان", "جیهان", "Jihan", "Jehan"),
];

const familyStems: readonly Stem[] = [
  ["قرزم", "قەرزەم", "Qarzam"],
  ["هلونت", "هەلونت", "Halunt"],
  ["تشمر", "تیشمەر", "Tishmar"],
  ["زرمق", "زیرمەق", "Zirmaq"],
  ["دلزر", "دوڵزەر", "Dulzar"],
  ["خروش", "خیروەش", "Khirwash"],
  ["نودل", "نەودیل", "Nawdil"],
  ["زلفر", "زەلفور", "Zalfur"],
  ["رشطف", "ڕوشتەف", "Rushtaf"],
  ["مرزل", "مەرزیل", "Marzil"],
  ["كردوش", "گردۆش", "Girdosh"],
  ["بشلو", "بەشلەو", "Bashlaw"],
];
const familyEndings: readonly (readonly [string, string, string, string])[] = [
  ["ي", "ی", "i", "y"],
  ["اني", "انی", "ani", "any"],
  ["اوي", "اوی", "awi", "awy"],
];

type Stem = readonly [ar: string, ckb: string, en: string];

/** Stem × ending; the last spelling writes ya as alif maqsura, as many hands do. */
export function familyNames(stems: readonly Stem[]): Scripted[] {
  return stems.flatMap(([ar, ckb, en]) =>
    familyEndings.map(([arEnd, ckbEnd, enEnd, otherEnd]) =>
      scripted(
        `ال${ar}${arEnd}`,
        `${ckb}${ckbEnd}`,
        `al-${en}${enEnd}`,
        `Al ${en}${otherEnd}`,
        `ال${ar}${arEnd.replace("ي", "ى")}`,
      ),
    ),
  );
}

export const families: readonly Scripted[] = familyNames(familyStems);

export const kunyas: readonly Scripted[] = [
  scripted("أبو ميزان", "ئەبو میزان", "Abu Mizan", "Abou Mizan", "ابو ميزان"),
  scripted("أبو رماد", "ئەبو ڕەماد", "Abu Ramad", "Abou Ramad", "ابو رماد"),
  scripted("أبو غيم", "ئەبو غەیم", "Abu Ghaym", "Abou Ghaim", "ابو غيم"),
  scripted("أبو سلم", "ئەبو سولەم", "Abu Sullam", "Abou Soullam", "ابو سلم"),
  scripted("أبو ورقة", "ئەبو وەرەقە", "Abu Waraqa", "Abou Waraka", "ابو ورقه"),
  scripted("أبو مفتاح", "ئەبو میفتاح", "Abu Miftah", "Abou Meftah", "ابو مفتاح"),
];
