/** What columns are called in English, Arabic and Sorani: the guide's knowledge of headings. Folded when compared. */

/** What a column may be. `property:` names a property of the catalogue. */
export const synonyms: Readonly<Record<string, string>> = {
  key: "no.|no|number|nr|id|#|ref|reference|reg. no.|registration number|الرقم|رقم|ت|تسلسل|رقم القيد|ژمارە|ژ",
  label:
    "title|name|full name|name as written|name as recorded|victim|person|الاسم|الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|الاسم كما ورد|الاسم أو الكنية كما سمع|اسم الضحية|ناو|ناوی تەواو|ناوی سیانی|ناوی قوربانی",
  otherName:
    "name (en)|name (ar)|name (ckb)|name in english|name in arabic|other name|other names|alias|aliases|also known as|aka|nickname|اسم آخر|أسماء أخرى|الاسم بالإنجليزية|الاسم بالانكليزية|ناوی تر|ناوی ئینگلیزی",
  "property:given-name": "given name|first name|forename|الاسم الأول|ناوی یەکەم",
  "property:father-name": "father's name|father name|father|name of father|اسم الأب|اسم الاب|اسم والده|ناوی باوک",
  "property:mother-name": "mother's name|mother name|اسم الأم|اسم الام|ناوی دایک",
  "property:spouse-name": "husband|wife|spouse|name of spouse|اسم الزوج|اسم الزوجة|ناوی هاوسەر",
  "property:family-name":
    "family name|last name|surname|tribe|family|clan|اللقب|العائلة / العشيرة|العائلة|العشيرة|الشهرة|عەشیرەت|خێزان|ناوی خێزان",
  "property:kunya": "kunya|kunia|الكنية|كنية|کونیە|نازناو",
  "property:nom-de-guerre": "nom de guerre|war name|الاسم الحركي|ناوی جەنگی",
  "property:code-name": "code name|الاسم الرمزي|ناوی نهێنی",
  "property:birth":
    "year of birth|born about|date of birth|birth date|born|dob|birthday|سنة الولادة|تاريخ الولادة|المواليد|تاريخ الميلاد|لەدایکبوون|ساڵی لەدایکبوون|بەرواری لەدایکبوون",
  "property:birth-place": "place of birth|birthplace|محل الولادة|مكان الولادة|شوێنی لەدایکبوون",
  "property:sex": "sex|gender|sex as stated|الجنس|النوع|ڕەگەز|جێندەر",
  "property:age": "age|العمر|السن|تەمەن",
  "property:nationality": "nationality|citizenship|الجنسية|ڕەگەزنامە",
  "property:residence":
    "home place|home|residence|address|place of residence|lives in|place of origin|origin|السكن|محل السكن|عنوان السكن|البلدة|العنوان|الأصل|شوێنی نیشتەجێبوون|ناونیشان|شوێنی ژیان",
  "property:occupation": "occupation|profession|job|work|المهنة|العمل|الوظيفة|پیشە|کار",
  "property:rank": "rank|الرتبة|پلە",
  "property:role": "role|position|post|function|الدور|المنصب|الصفة|ڕۆڵ|ئەرک|پۆست",
  "property:affiliation": "affiliation|الانتماء|سەر بە",
  "property:status": "status|fate|condition|المصير|الوضع|چارەنووس|دۆخ",
  "property:died": "date of death|died|died on|تاريخ الوفاة|تاريخ الاستشهاد|ڕۆژی مردن",
  "property:last-seen": "last seen|last seen on|شوهد آخر مرة|آخر ظهور|دواجار بینراوە",
  "property:religion": "religion|الدين|الديانة|ئایین",
  "property:ethnicity": "ethnicity|ethnic group|القومية|نەتەوە",
  "property:contact":
    "phone|telephone|mobile|contact|e-mail|الهاتف|رقم الهاتف|الموبايل|تەلەفۆن|ژمارەی تەلەفۆن|پەیوەندی",
  "property:document-number": "id card|passport|document number|identity number|رقم الهوية|رقم البطاقة|ژمارەی ناسنامە",
  "property:description": "notes|remarks|remark|note|description|comments|ملاحظات|ملاحظة|الوصف|تێبینی|تێبینییەکان|وەسف",
  "property:case-number": "case|case no.|case number|file number|رقم الحالة|رقم الملف|ژمارەی دۆسیە|دۆسیە",
  "property:found-through": "how found|how the case was found|found through|كيف عرفت الحالة|چۆن دۆزرایەوە",
  "act:type":
    "what happened|violation|act|type of violation|incident type|event|crime|reason for leaving|نوع الانتهاك|الانتهاك|ما حدث|ما جرى|ماذا حدث|الحالة|نوع الحادث|چی ڕوویدا|پێشێلکاری|جۆری پێشێلکاری|ڕووداو",
  "act:when":
    "date|date taken|date of event|date of incident|day|when|left on|taken on|date of arrest|date of disappearance|التاريخ|تاريخ الحادث|تاريخ القيد|تاريخ الاعتقال|تاريخ الاختفاء|تاريخ المراجعة|اليوم|بەروار|ڕۆژ|ڕۆژی ڕووداو|کات",
  "act:where":
    "place|where|location|place of event|scene|city|village|المكان|مكان الحادث|الموقع|المدينة|القرية|شوێن|شوێنی ڕووداو|شار|گوند",
  "act:group":
    "unit said to be responsible|unit|responsible|alleged unit|perpetrator group|armed group|responsible party|group|الجهة|الجهة المسؤولة|الوحدة|الفصيل|لایەنی بەرپرس|یەکە|گرووپ|هێز",
  "act:perpetrator":
    "perpetrator|alleged perpetrator|suspect|الفاعل|المشتبه به|الجاني المزعوم|بکەر|تۆمەتبار|گومانلێکراو",
  "act:said":
    "reason stated by the group|reason stated|reason given|stated reason|reason stated (the group's own words)|السبب|السبب المعلن|السبب كما ورد في الدفتر|سبب الاعتقال|هۆکار|هۆکاری وتراو",
  source:
    "source|source of information|informant|told by|reported by|witness|المصدر|مصدر المعلومات|قال ذلك|المبلغ|الشاهد|سەرچاوە|کێ هەواڵی دا|شایەت",
  since: "from|since|start|start date|من|منذ|من تاريخ|لە|لە بەرواری",
  until: "to|until|till|end|end date|إلى|حتى|إلى تاريخ|تا|هەتا",
  "link:unit": "member of|unit of|part of|تابع لـ|جزء من|بەشێکە لە",
  "link:superior": "commanded by|commander|under|reports to|superior|بأمر من|القائد|بإمرة|فەرماندە|بە فەرمانی",
  groupName: "unit name|group name|name of unit|name of group|اسم الوحدة|اسم المجموعة|ناوی یەکە|ناوی گرووپ",
};
