/**
 * How lists and people say it: verbs and participles beside the nouns of the terms, in no claim to be whole. Read as the term
 * they stand beside, and never printed. What may mean two terms ("dead", «أخذ») is left to whoever reads the list.
 */

/** One term a line: `code | words, words, …`. */
export const actsSaid = `
killing | killed, was killed, murdered, قتل, قُتل, مقتول, قتيل, کوژرا, کوژراوە
death-unexplained | dead, died, death, متوفى, متوفي, وفاة, مات, مردووە, مرد
execution | executed, أعدم, اعدام, إعدام, معدوم, ئیعدام کرا, ئیعدام
abduction | abducted, kidnapped, taken away, kidnapping, اختطاف, خطف, مخطوف, مختطف, اختطف, ڕفێنرا, رفێنرا, ڕفێنراوە, بردرا
detention | detained, detention, held, arrested, arrest, imprisoned, in prison, احتجز, احتجاز, محتجز, اعتقال, اعتقل, معتقل, موقوف, سجن, سجين, دەستگیر کرا, دەستگیرکرا, دەستگیرکردن, گیرا, زیندانی کرا
disappearance | disappeared, missing, gone missing, went missing, فقد, مفقود, اختفى, اختفاء, مغيب, بێسەروشوێن, ون بوو
flogging | flogged, lashed, whipped, lashes, جلد, مجلود, جەڵد درا, جەڵد, قامچی لێدرا
assault | beaten, hit, beating, assaulted, ضرب, ضُرب, مضروب, اعتداء, لێی درا, لێدان, لێدرا
torture | tortured, عذب, عُذب, معذب, ئەشکەنجە درا, ئەشکەنجەدرا
threat | threatened, threats, هدد, هُدد, مهدد, تهديدات, هەڕەشەی لێ کرا, هەڕەشەی لێکرا
forcible-transfer | driven out, displaced, expelled, forced out, evicted, طرد, طرد من بيته, مطرود, مهجر, هجر, تهجير, نزوح قسري, لە ماڵەکەی دەرکرا, دەرکرا, ئاوارە کرا
confiscation | property taken, house taken, confiscated, house confiscated, أخذ ماله, صودر, صودرت أملاكه, مصادرة, ماڵەکەی برا
looting | robbed, looted, stolen, theft, سلب, نهب, سرق, سرقة, تاڵان کرا, دزرا
rape | raped, اغتصبت, مغتصبة
enslavement | enslaved, سبي, سبيت, سبية, کۆیلە کرا
forced-marriage | forced to marry, married by force, زوجت قسرا, زواج بالإكراه, بە زۆر بەشوودرا
`;

export const sexesSaid = `
male | m, man, boy, men, ذ, رجل, ولد, صبي, طفل ذكر, نێرینە, پیاو, کوڕ
female | f, woman, girl, women, أ, امرأة, مرأة, بنت, فتاة, مێینە, ژن, کچ, ئافرەت
`;
