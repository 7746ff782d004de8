/**
 * Places of Iraq that the years 2014–2019 are told with. Read by table.ts; where the facts come from: docs/sources-of-data.md.
 * A place lies in what it lay in by law before 2014. That states nothing about whose a disputed territory is.
 */
export const iraq = `
# Governorates
nineveh | governorate | | 36.0 42.5 | نينوى | Nineveh | نەینەوا | Ninawa, Ninewa, Neynewa, Ninive
kirkuk-governorate | governorate | | 35.4 44.1 | كركوك | Kirkuk | کەرکووک | At-Tamim, Kerkuk, Kerkûk
salah-al-din | governorate | | 34.5 43.6 | صلاح الدين | Salah al-Din | سەلاحەدین | Salahuddin, Saladin, Salaheddin
anbar | governorate | | 32.9 41.6 | الأنبار | Anbar | ئەنبار | Al-Anbar
baghdad-governorate | governorate | | 33.3 44.4 | بغداد | Baghdad | بەغدا | Bagdad
diyala | governorate | | 33.9 45.0 | ديالى | Diyala | دیالە | Dyala, Diyaleh
erbil-governorate | governorate | | 36.2 44.2 | أربيل | Erbil | هەولێر | Arbil, Irbil, Hewler, Hewlêr, اربیل
duhok-governorate | governorate | | 36.9 43.2 | دهوك | Duhok | دهۆک | Dohuk, Dahuk
sulaymaniyah-governorate | governorate | | 35.6 45.3 | السليمانية | Sulaymaniyah | سلێمانی | Sulaimani, Slemani, Silêmanî, Sulaimaniyya
halabja-governorate | governorate | | 35.2 46.0 | حلبجة | Halabja | هەڵەبجە | Helebce, Helepçe
babil | governorate | | 32.5 44.6 | بابل | Babil | بابل | Babylon
karbala-governorate | governorate | | 32.4 43.7 | كربلاء | Karbala | کەربەلا | Kerbala
najaf-governorate | governorate | | 31.3 44.0 | النجف | Najaf | نەجەف | An-Najaf
qadisiyah | governorate | | 31.9 45.0 | القادسية | Qadisiyah | قادسییە | Al-Qadisiyyah, Diwaniyah
wasit | governorate | | 32.7 45.7 | واسط | Wasit | واست | Wassit
maysan | governorate | | 31.9 47.1 | ميسان | Maysan | مەیسان | Missan, Misan
dhi-qar | governorate | | 31.2 46.3 | ذي قار | Dhi Qar | زیقار | Thi-Qar
muthanna | governorate | | 30.3 45.3 | المثنى | Muthanna | موسەننا | Al-Muthanna
basra-governorate | governorate | | 30.4 47.5 | البصرة | Basra | بەسرە | Basrah
# Districts
mosul-district | district | nineveh | 36.2 43.1 | قضاء الموصل | Mosul District | قەزای مووسڵ |
sinjar-district | district | nineveh | 36.3 41.8 | قضاء سنجار | Sinjar District | قەزای شنگال | Shingal District, Şingal
tal-afar-district | district | nineveh | 36.5 42.4 | قضاء تلعفر | Tal Afar District | قەزای تەلەعفەر | Telafar District
baaj-district | district | nineveh | 35.9 41.6 | قضاء البعاج | Baaj District | قەزای بەعاج |
hatra-district | district | nineveh | 35.5 42.4 | قضاء الحضر | Hatra District | قەزای حەزەر |
tel-kaif-district | district | nineveh | 36.6 43.0 | قضاء تلكيف | Tel Kaif District | قەزای تلکێف | Tel Keppe District
hamdaniya | district | nineveh | 36.3 43.5 | قضاء الحمدانية | Hamdaniya District | قەزای حەمدانیە | Al-Hamdaniya, Bakhdida District
shekhan-district | district | nineveh | 36.7 43.4 | قضاء الشيخان | Shekhan District | قەزای شێخان | Sheikhan District, Şêxan
akre-district | district | nineveh | 36.7 43.9 | قضاء عقرة | Akre District | قەزای ئاکرێ | Aqrah District
hawija-district | district | kirkuk-governorate | 35.3 43.8 | قضاء الحويجة | Hawija District | قەزای حەویجە |
daquq-district | district | kirkuk-governorate | 35.1 44.4 | قضاء داقوق | Daquq District | قەزای داقووق |
shirqat-district | district | salah-al-din | 35.4 43.2 | قضاء الشرقاط | Shirqat District | قەزای شەرگات |
baiji-district | district | salah-al-din | 34.9 43.3 | قضاء بيجي | Baiji District | قەزای بێجی |
tuz-district | district | salah-al-din | 34.8 44.4 | قضاء طوزخورماتو | Tuz District | قەزای دوزخورماتوو |
qaim-district | district | anbar | 34.2 41.1 | قضاء القائم | Qaim District | قەزای قائیم |
makhmur-district | district | erbil-governorate | 35.8 43.7 | قضاء مخمور | Makhmur District | قەزای مەخموور |
sumel-district | district | duhok-governorate | 36.9 42.8 | قضاء سميل | Sumel District | قەزای سێمێل | Simele District
zakho-district | district | duhok-governorate | 37.2 42.9 | قضاء زاخو | Zakho District | قەزای زاخۆ |
khanaqin-district | district | diyala | 34.3 45.2 | قضاء خانقين | Khanaqin District | قەزای خانەقین |
# Nineveh: the city and the plain
mosul | town | mosul-district | 36.34 43.13 | الموصل | Mosul | مووسڵ | Musil, Mossul, Mousul
qayyarah | town | mosul-district | 35.80 43.29 | القيارة | Qayyarah | گەیارە | Qayara, Gayara, Al-Qayyara
hammam-al-alil | town | mosul-district | 36.16 43.26 | حمام العليل | Hammam al-Alil | حەمام عەلیل | Hamam al-Alil
badush | town | mosul-district | 36.42 42.97 | بادوش | Badush | بادووش | Badoush
mahalabiyah | town | mosul-district | 36.24 42.67 | المحلبية | Mahalabiyah | مەحەلەبیە | Muhallabiya
bashiqa | town | mosul-district | 36.45 43.34 | بعشيقة | Bashiqa | بەعشیقە | Ba'shiqa, Baashiqa
bahzani | town | mosul-district | 36.46 43.33 | بحزاني | Bahzani | بەحزانێ | Bahzany, Behzanê
qaraqosh | town | hamdaniya | 36.27 43.38 | قره قوش | Qaraqosh | قەرەقۆش | Bakhdida, Baghdeda, Qara Qosh, بغديدا, بخديدا
bartella | town | hamdaniya | 36.35 43.38 | برطلة | Bartella | بەرتەلە | Bartilla, Bartallah
karamlesh | village | hamdaniya | 36.30 43.41 | كرمليس | Karamlesh | کەرەملێس | Karamles, Karemlash
tel-kaif | town | tel-kaif-district | 36.49 43.12 | تلكيف | Tel Kaif | تلکێف | Tel Keppe, Tall Kayf, تل كيف
teleskuf | town | tel-kaif-district | 36.59 43.12 | تللسقف | Teleskuf | تلسقۆف | Tel Skuf, Tesqopa, تل سقف
batnaya | village | tel-kaif-district | 36.54 43.12 | باطنايا | Batnaya | باتنایا | Batnaye
alqosh | town | tel-kaif-district | 36.73 43.10 | القوش | Alqosh | ئەلقۆش | Al-Kosh, Elqosh
wana | town | tel-kaif-district | ~36.56 42.84 | وانة | Wana | وانە | Wanah
ain-sifni | town | shekhan-district | 36.69 43.35 | عين سفني | Ain Sifni | عەین سفنی | Shekhan, Sheikhan, Şêxan, الشيخان, شێخان
lalish | site | shekhan-district | 36.77 43.30 | لالش | Lalish | لالش | Lalesh, Lalişa Nûranî
akre | town | akre-district | 36.74 43.89 | عقرة | Akre | ئاکرێ | Aqrah, Aqra
# Nineveh: Tal Afar, Baaj, Hatra
tal-afar | town | tal-afar-district | 36.38 42.45 | تلعفر | Tal Afar | تەلەعفەر | Telafer, Tel Afar, تل عفر
ayadiyah | town | tal-afar-district | 36.48 42.42 | العياضية | Ayadiyah | عەیازیە | Al-Ayadiya, Iyadhiya
zummar | town | tal-afar-district | 36.65 42.61 | زمار | Zummar | زومار | Zumar
rabia | town | tal-afar-district | 36.81 42.10 | ربيعة | Rabia | ڕەبیعە | Rabiah, Rabi'a
baaj | town | baaj-district | 36.04 41.72 | البعاج | Baaj | بەعاج | Ba'aj, Al-Ba'aj
hatra | town | hatra-district | 35.57 42.73 | الحضر | Hatra | حەزەر | Al-Hadar, Hadhar
# Nineveh: Sinjar
sinjar | town | sinjar-district | 36.32 41.87 | سنجار | Sinjar | شنگال | Shingal, Shengal, Şengal, Şingal, شەنگال, شنگار
sinuni | town | sinjar-district | 36.46 41.73 | سنوني | Sinuni | سنوونێ | Snuny, Sinune, Sinone, Sinûnê
khanasor | town | sinjar-district | ~36.48 41.61 | خانصور | Khanasor | خانەسۆر | Khana Sor, Khanasour, Xanesor, خانه سور
qairawan | town | sinjar-district | ~36.21 42.15 | القيروان | Qairawan | قەیرەوان | Balij, Qayrawan, بليج
til-ezer | town | sinjar-district | 36.20 41.69 | القحطانية | Til Ezer | تل ئێزێر | Tel Azer, Qahtaniyah, Gir Uzeir, Gir Izer, Girzerik, تل عزير, كر عزير, تل ئەزەر
siba-sheikh-khidir | town | sinjar-district | ~36.19 41.63 | سيبا شيخ خدر | Siba Sheikh Khidir | سیبا شێخ خدر | Al-Jazirah, Siba Sheikh Khidri, Sîba Şêx Xidir, الجزيرة
tel-banat | village | sinjar-district | ~36.22 41.82 | تل بنات | Tel Banat | تل بەنات | Til Benat, Al-Walid, الوليد
tel-qasab | village | sinjar-district | ~36.23 41.92 | تل قصب | Tel Qasab | تل قەسەب | Til Qeseb, Tal Qasab
kocho | village | sinjar-district | ~36.17 41.73 | كوجو | Kocho | کۆجۆ | Kojo, Koço, Kucho, كوچو, کۆچۆ
hatimiyah | village | sinjar-district | ~36.18 41.80 | الحاتمية | Hatimiyah | حاتمیە | Hatimiya, Hatimi
solagh | village | sinjar-district | ~36.31 41.94 | صولاغ | Solagh | سۆلاخ | Solakh, Sulagh, Solax, سولاغ
hardan | village | sinjar-district | ~36.50 42.00 | حردان | Hardan | حەردان | Herdan
gohbal | village | sinjar-district | ~36.46 41.92 | كوهبل | Gohbal | گوهبەل | Guhbal, Gohbel, Al-Andalus, گوهبل
borik | village | sinjar-district | 36.49 41.87 | بورك | Borik | بۆرک | Borek, Burk, Al-Yarmouk, اليرموك
duhola | village | sinjar-district | ~36.47 41.80 | دوهولا | Duhola | دوهۆلا | Dohula, Dugura, Al-Qadisiyah, دهولا
qiniyeh | village | sinjar-district | ~36.35 41.97 | قني | Qiniyeh | قنێ | Qini, Qney, Qinê
sharaf-al-din | site | sinjar-district | ~36.43 41.86 | شرف الدين | Sharaf al-Din | شەرەفەدین | Sharfadin, Şerfedîn, شرفدين
mount-sinjar | mountain | sinjar-district | 36.37 41.72 | جبل سنجار | Mount Sinjar | چیای شنگال | Jabal Sinjar, Sinjar Mountains, Çiyayê Şingalê, چیای شەنگال
mount-bashiqa | mountain | mosul-district | 36.50 43.38 | جبل بعشيقة | Mount Bashiqa | چیای بەعشیقە | Jabal Bashiqa
badush-prison | site | mosul-district | ~36.40 42.98 | سجن بادوش | Badush Prison | زیندانی بادووش | Badoush Prison
khasfa | site | mosul-district | ~36.19 43.08 | الخسفة | Khasfa sinkhole | خەسفە | Al-Khasfa, Khafsa, الخفسة
mosul-dam | dam | mosul-district | 36.63 42.82 | سد الموصل | Mosul Dam | بەنداوی مووسڵ | Chambarakat Dam
# Kirkuk, Salah al-Din, Diyala
kirkuk | town | kirkuk-governorate | 35.47 44.39 | كركوك | Kirkuk | کەرکووک | Kerkuk, Kerkûk
hawija | town | hawija-district | 35.33 43.77 | الحويجة | Hawija | حەویجە | Al-Hawija, Haweeja
daquq | town | daquq-district | 35.14 44.45 | داقوق | Daquq | داقووق | Daqouq, Daqoq
dibis | town | kirkuk-governorate | 35.67 44.07 | الدبس | Dibis | دوبز | Dubiz, Al-Dibs
tikrit | town | salah-al-din | 34.61 43.68 | تكريت | Tikrit | تکریت | Tekrit
speicher | site | salah-al-din | 34.67 43.54 | قاعدة سبايكر | Camp Speicher | بنکەی سپایکەر | Speicher, Spyker, سبايكر, Tikrit Air Academy
shirqat | town | shirqat-district | 35.51 43.23 | الشرقاط | Shirqat | شەرگات | Sharqat, Al-Shirqat
baiji | town | baiji-district | 34.93 43.49 | بيجي | Baiji | بێجی | Bayji, Beiji
samarra | town | salah-al-din | 34.20 43.87 | سامراء | Samarra | سامەڕا | Samara
balad | town | salah-al-din | 34.01 44.15 | بلد | Balad | بەلەد | Beled
tuz-khurmatu | town | tuz-district | 34.89 44.63 | طوزخورماتو | Tuz Khurmatu | دوزخورماتوو | Tuz Khormato, Duz Xurmatu, طوز خورماتو
amerli | town | tuz-district | 34.73 44.58 | آمرلي | Amerli | ئامرلی | Amirli
makhoul | mountain | baiji-district | 35.15 43.40 | جبل مكحول | Mount Makhoul | چیای مەکحوول | Makhul
hamrin | mountain | salah-al-din | 34.75 44.00 | جبال حمرين | Hamrin Mountains | زنجیرە چیای حەمرین | Hemrin, Jabal Hamrin
samarra-barrage | dam | salah-al-din | 34.20 43.85 | سدة سامراء | Samarra Barrage | بەنداوی سامەڕا |
baqubah | town | diyala | 33.75 44.64 | بعقوبة | Baqubah | بەعقووبە | Ba'quba, Baquba
jalawla | town | khanaqin-district | 34.27 45.17 | جلولاء | Jalawla | جەلەولا | Jalula, Gulala, گوڵاڵە
saadiya | town | khanaqin-district | 34.19 45.12 | السعدية | Saadiya | سەعدیە | As-Sa'diyah, Qizrabat
khanaqin | town | khanaqin-district | 34.35 45.39 | خانقين | Khanaqin | خانەقین | Xaneqin
muqdadiyah | town | diyala | 33.98 44.94 | المقدادية | Muqdadiyah | میقدادیە | Miqdadiyah, Shahraban
hamrin-dam | dam | khanaqin-district | 34.12 44.97 | سد حمرين | Hamrin Dam | بەنداوی حەمرین |
# Anbar, Baghdad and the south
ramadi | town | anbar | 33.43 43.30 | الرمادي | Ramadi | ڕومادی | Ar-Ramadi
fallujah | town | anbar | 33.35 43.78 | الفلوجة | Fallujah | فەللووجە | Falluja, Al-Fallujah
hit | town | anbar | 33.64 42.83 | هيت | Hit | هیت | Heet
haditha | town | anbar | 34.14 42.38 | حديثة | Haditha | حەدیسە | Hadithah
anah | town | anbar | 34.37 41.98 | عنه | Anah | عانە | Ana, عانة
rawa | town | anbar | 34.48 41.92 | راوة | Rawa | ڕاوە | Rawah
qaim | town | qaim-district | 34.37 41.09 | القائم | Qaim | قائیم | Al-Qaim, Husaybah, حصيبة
rutba | town | anbar | 33.04 40.29 | الرطبة | Rutba | ڕوتبە | Ar-Rutbah
haditha-dam | dam | anbar | 34.21 42.36 | سد حديثة | Haditha Dam | بەنداوی حەدیسە | Qadisiyah Dam
baghdad | town | baghdad-governorate | 33.32 44.37 | بغداد | Baghdad | بەغدا | Bagdad
abu-ghraib | town | baghdad-governorate | 33.31 44.19 | أبو غريب | Abu Ghraib | ئەبوو غرێب | Abu Ghurayb
hillah | town | babil | 32.48 44.42 | الحلة | Hillah | حیللە | Al-Hilla
karbala | town | karbala-governorate | 32.61 44.02 | كربلاء | Karbala | کەربەلا | Kerbala
najaf | town | najaf-governorate | 32.00 44.34 | النجف | Najaf | نەجەف | An-Najaf
diwaniyah | town | qadisiyah | 31.99 44.93 | الديوانية | Diwaniyah | دیوانیە | Ad-Diwaniyah
kut | town | wasit | 32.51 45.82 | الكوت | Kut | کووت | Al-Kut
amarah | town | maysan | 31.84 47.15 | العمارة | Amarah | عەمارە | Al-Amara
nasiriyah | town | dhi-qar | 31.05 46.26 | الناصرية | Nasiriyah | ناسریە | An-Nasiriyah
samawah | town | muthanna | 31.31 45.28 | السماوة | Samawah | سەماوە | As-Samawah
basra | town | basra-governorate | 30.51 47.80 | البصرة | Basra | بەسرە | Basrah
# Kurdistan Region, and the camps
erbil | town | erbil-governorate | 36.19 44.01 | أربيل | Erbil | هەولێر | Arbil, Irbil, Hewler, Hewlêr, اربیل
makhmur | town | makhmur-district | 35.78 43.58 | مخمور | Makhmur | مەخموور | Makhmour, Mexmur
gwer | town | makhmur-district | 36.05 43.49 | الكوير | Gwer | گوێر | Al-Kuwayr, Guwer
qarachogh | mountain | makhmur-district | 35.73 43.63 | جبل قره جوغ | Mount Qarachogh | چیای قەرەچووغ | Qara Chokh, Qarachokh
debaga | camp | makhmur-district | 35.87 43.81 | مخيم ديبكة | Debaga Camp | کەمپی دێبەگە | Dibaga
hassan-sham | camp | hamdaniya | 36.31 43.56 | مخيم حسن شام | Hassan Sham Camp | کەمپی حەسەن شام | Hasansham, Hasan Sham
khazer | camp | hamdaniya | ~36.32 43.55 | مخيم الخازر | Khazer Camp | کەمپی خازر | Khazir
jadah | camp | mosul-district | ~35.78 43.27 | مخيم الجدعة | Jadah Camp | کەمپی جەدعە | Jeddah Camp, Jada'a
hammam-al-alil-camp | camp | mosul-district | ~36.17 43.25 | مخيم حمام العليل | Hammam al-Alil Camp | کەمپی حەمام عەلیل |
duhok | town | duhok-governorate | 36.87 43.00 | دهوك | Duhok | دهۆک | Dohuk, Dahuk
sumel | town | sumel-district | 36.86 42.85 | سميل | Sumel | سێمێل | Simele, Semel, Sêmêl
zakho | town | zakho-district | 37.14 42.68 | زاخو | Zakho | زاخۆ | Zaxo
fishkhabur | village | zakho-district | 37.07 42.38 | فيشخابور | Fishkhabur | پێشخاپوور | Faysh Khabur, Peshkhabour, Pêşxabûr, سيمالكا
khanke | camp | sumel-district | 36.79 42.79 | مخيم خانكي | Khanke Camp | کەمپی خانکێ | Khanki, Xankê
sharya | camp | sumel-district | 36.79 42.95 | مخيم شاريا | Sharya Camp | کەمپی شاریا | Shariya, Sharia Camp
kabarto | camp | sumel-district | ~36.80 42.87 | مخيم كبرتو | Kabarto Camp | کەمپی کەبەرتوو | Kabartoo
rwanga | camp | sumel-district | ~36.93 42.85 | مخيم روانكه | Rwanga Camp | کەمپی ڕوانگە | Rwanga Community
domiz | camp | sumel-district | 36.78 42.89 | مخيم دوميز | Domiz Camp | کەمپی دۆمیز | Domiz 1
bajed-kandala | camp | sumel-district | ~36.92 42.53 | مخيم باجد كندالا | Bajed Kandala Camp | کەمپی باجد کەندالا | Bajet Kandala
qadia | camp | zakho-district | ~37.01 42.78 | مخيم قاديا | Qadia Camp | کەمپی قادیا | Qadiya
chamishko | camp | zakho-district | ~37.13 42.66 | مخيم جم مشكو | Chamishko Camp | کەمپی چەمیشکۆ | Chamisku, جمشكو
essian | camp | shekhan-district | ~36.71 43.29 | مخيم ايسيان | Essian Camp | کەمپی ئێسیان | Esyan
mam-rashan | camp | shekhan-district | ~36.62 43.42 | مخيم مام رشان | Mam Rashan Camp | کەمپی مام ڕەشان | Mamrashan
sulaymaniyah | town | sulaymaniyah-governorate | 35.56 45.43 | السليمانية | Sulaymaniyah | سلێمانی | Sulaimani, Slemani, Silêmanî
ashti | camp | sulaymaniyah-governorate | ~35.42 45.58 | مخيم آشتي | Ashti Camp | کەمپی ئاشتی | Arbat Camp
halabja | town | halabja-governorate | 35.18 45.99 | حلبجة | Halabja | هەڵەبجە | Helebce, Helepçe
dukan-dam | dam | sulaymaniyah-governorate | 35.95 44.95 | سد دوكان | Dukan Dam | بەنداوی دووکان | Dokan
darbandikhan-dam | dam | sulaymaniyah-governorate | 35.11 45.71 | سد دربندخان | Darbandikhan Dam | بەنداوی دەربەندیخان |
# Rivers: a point on the river, not its course
tigris | river | | 34.60 43.69 | دجلة | Tigris | دیجلە | Dijla, Dicle
euphrates-iraq | river | | 33.80 42.60 | الفرات | Euphrates | فورات | Furat, Firat
great-zab | river | | 36.20 43.65 | الزاب الكبير | Great Zab | زێی گەورە | Upper Zab, الزاب الأعلى, زێی بادینان
little-zab | river | | 35.60 44.20 | الزاب الصغير | Little Zab | زێی بچووک | Lower Zab, الزاب الأسفل, زێی کۆیە
diyala-river | river | | 34.10 44.95 | نهر ديالى | Diyala River | ڕووباری سیروان | Sirwan
`;
