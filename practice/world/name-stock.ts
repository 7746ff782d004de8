/**
 * More words for names, for the larger worlds: common given names, invented family stems (a head × a tail that no language
 * owns together), kunyas that name things of a house. The slice keeps to `names.ts`, so its bytes stay.
 */
import { families, familyNames, kunyas, menGiven, type Scripted, womenGiven } from "./names.ts";

/** `ar|ckb|en|further spelling,…` a line. */
function read(lines: string): Scripted[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [ar = "", ckb = "", en = "", also = ""] = line.split("|");
      return { ar, ckb, en, also: also.split(",").filter((each) => each !== "") };
    });
}

const moreMen = read(`
أحمد|ئەحمەد|Ahmad|Ahmed,احمد
علي|عەلی|Ali|Aly,على
حسن|حەسەن|Hasan|Hassan
خالد|خالید|Khalid|Khaled
سامي|سامی|Sami|Samy,سامى
زياد|زیاد|Ziyad|Ziad
رياض|ڕیاز|Riyad|Riad
عادل|عادیل|Adil|Adel
فؤاد|فوئاد|Fuad|Fouad,فواد
رشيد|ڕەشید|Rashid|Rasheed
منير|مونیر|Munir|Mounir
وليد|وەلید|Walid|Waleed
بسام|بەسام|Bassam|Basam
غسان|غەسان|Ghassan|Gassan
مروان|مەروان|Marwan|Merwan
حازم|حازیم|Hazim|Hazem
هاني|هانی|Hani|Hany,هانى
شيركو|شێرکۆ|Sherko|Shirko
سردار|سەردار|Sardar|Serdar
كامران|کامەران|Kamran|Kameran
آرام|ئارام|Aram|ارام
ريبوار|ڕێبوار|Rebwar|Ribwar
هاوار|هاوار|Hawar|Hewar
شوان|شوان|Shwan|Shivan
بيستون|بێستوون|Bestun|Bestoon
دلشاد|دڵشاد|Dilshad|Delshad
سيروان|سیروان|Sirwan|Serwan
كاوه|کاوە|Kawa|Kawe,كاوة
جوتيار|جووتیار|Jutyar|Jotyar
هوشيار|هۆشیار|Hoshyar|Hushyar
لقمان|لوقمان|Luqman|Lokman
سالم|سالم|Salem|Saalim
ناصر|ناسر|Nasir|Nasser
رامي|ڕامی|Rami|Ramy,رامى
يعقوب|یاقووب|Yaqub|Yakoub
إسماعيل|ئیسماعیل|Ismail|Esmail,اسماعيل
إدريس|ئیدریس|Idris|Edris,ادريس
مصطفى|مستەفا|Mustafa|Mostafa,مصطفي
حيدر|حەیدەر|Haydar|Haider
ياسر|یاسر|Yasir|Yasser
`);

const moreWomen = read(`
سارة|سارا|Sara|Sarah,ساره
عائشة|عایشە|Aisha|Aysha,عائشه
خديجة|خەدیجە|Khadija|Khadeeja,خديجه
رقية|ڕوقەیە|Ruqayya|Rukaya,رقيه
سلمى|سەلما|Salma|Selma,سلمي
دينا|دینا|Dina|Deena
ريم|ڕیم|Reem|Rim
سلوى|سەلوا|Salwa|Selwa,سلوي
منى|مونا|Muna|Mona,مني
نادية|نادیە|Nadia|Nadya,ناديه
وفاء|وەفا|Wafa|Wafaa,وفا
إيمان|ئیمان|Iman|Eman,ايمان
رحمة|ڕەحمە|Rahma|Rehma,رحمه
صفاء|سەفا|Safa|Safaa,صفا
لمياء|لەمیا|Lamia|Lamya,لميا
شهلا|شەهلا|Shahla|Shehla
نرمين|نەرمین|Narmin|Nermin
پروين|پەروین|Parwin|Parween,بروين
روژين|ڕۆژین|Rozhin|Rojin
ژيان|ژیان|Zhiyan|Jiyan,جيان
هيفا|هەیفا|Hayfa|Haifa,هيفاء
تارا|تارا|Tara|Tarah
شيلان|شیلان|Shilan|Sheelan
چنار|چنار|Chinar|Chnar,جنار
فيان|ڤیان|Viyan|Vian
كژال|کەژاڵ|Kazhal|Kajal,كجال
سروه|سروە|Srwa|Sirwe,سروة
آسيا|ئاسیا|Asia|Asya,اسيا
بيان|بەیان|Bayan|Beyan
رابعة|ڕابیعە|Rabia|Rabiya,رابعه
حليمة|حەلیمە|Halima|Haleema,حليمه
جميلة|جەمیلە|Jamila|Jameela,جميله
كريمة|کەریمە|Karima|Kareema,كريمه
سهام|سیهام|Siham|Seham
ميسون|مەیسوون|Maysun|Maysoon
نوال|نەوال|Nawal|Newal
شادية|شادیە|Shadia|Shadya,شاديه
هناء|هەنا|Hana|Hanaa,هنا
بشرى|بوشرا|Bushra|Boushra,بشري
لبنى|لوبنا|Lubna|Loubna,لبني
`);

export const manyMen: readonly Scripted[] = [...menGiven, ...moreMen];
export const manyWomen: readonly Scripted[] = [...womenGiven, ...moreWomen];

const heads = read(`
قرز|قەرز|Qarz
هلو|هەلو|Halw
تشم|تیشم|Tishm
زرم|زیرم|Zirm
دلز|دوڵز|Dulz
خرو|خیرو|Khirw
نود|نەود|Nawd
زلف|زەلف|Zalf
رشط|ڕوشت|Rusht
مرز|مەرز|Marz
كرد|گرد|Gird
بشل|بەشل|Bashl
غلت|غولت|Ghult
شرق|شیرق|Shirq
برخ|بورخ|Burkh
طمر|تەمر|Tamr
وخش|وەخش|Wakhsh
سنط|سونت|Sunt
جلخ|جەلخ|Jalkh
ضفر|زیفر|Difr
لزم|لازم|Lazm
فنق|فەنق|Fanq
يرش|یەرش|Yarsh
عزق|عەزق|Azq
`);
const tails = read(`
مق|ومق|umq
فت|ەفت|eft
رز|یرز|irz
وشك|ۆشک|oshk
لف|ەلف|alf
نت|ونت|unt
كر|ەکر|akr
مس|یمس|ims
وت|ێوت|ewt
ورف|ۆرف|orf
شل|یشل|ishl
دغ|ەدغ|adgh
`);

export const manyFamilies: readonly Scripted[] = [
  ...families,
  ...familyNames(
    heads.flatMap((head) => tails.map((tail) => [head.ar + tail.ar, head.ckb + tail.ckb, head.en + tail.en] as const)),
  ),
];

const things = read(`
غربال|غەربال|Ghirbal
سراج|سیراج|Siraj
حبل|حەبل|Habl
دلو|دەلو|Dalw
عتبة|عەتەبە|Ataba
قفل|قوفل|Qufl
مطرقة|میترەقە|Mitraqa
إبريق|ئیبریق|Ibriq
طاحون|تاحوون|Tahun
فانوس|فانووس|Fanus
خيمة|خەیمە|Khayma
محبرة|میحبەرە|Mihbara
سلة|سەلە|Salla
جرس|جەرەس|Jaras
مشط|موشت|Musht
نافذة|نافیزە|Nafidha
ختم|خەتم|Khatm
دفتر|دەفتەر|Daftar
صندوق|سندووق|Sunduq
رحى|ڕەحا|Raha
سياج|سیاج|Siyaj
بيدر|بەیدەر|Baydar
ملعقة|میلعەقە|Milaqa
قنطرة|قەنتەرە|Qantara
`);
const origins = read(`
الهلونتي|هەلونتی|al-Halunti
التشمريني|تیشمەرینی|al-Tishmarini
الدلزاري|دوڵزاری|al-Dulzari
الزرمقي|زیرمەقی|al-Zirmaqi
النودلي|نەودیلی|al-Nawdili
المرزلي|مەرزیلی|al-Marzili
الغلتي|غولتی|al-Ghulti
الشرقمي|شیرقمی|al-Shirqami
`);

const kunyaOf = (thing: Scripted, from?: Scripted): Scripted => {
  const [ar, ckb, en] = [from ? ` ${from.ar}` : "", from ? ` ${from.ckb}` : "", from ? ` ${from.en}` : ""];
  return {
    ar: `أبو ${thing.ar}${ar}`,
    ckb: `ئەبو ${thing.ckb}${ckb}`,
    en: `Abu ${thing.en}${en}`,
    also: [`Abou ${thing.en}${en}`, `ابو ${thing.ar}${ar}`],
  };
};

/** Bare kunyas, and kunyas with an origin: several men share one, as happens. */
export const manyKunyas: readonly Scripted[] = [
  ...kunyas,
  ...things.flatMap((thing) => [kunyaOf(thing), ...origins.map((from) => kunyaOf(thing, from))]),
];
