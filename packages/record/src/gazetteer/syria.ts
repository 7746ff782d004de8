/** Places of Syria, and towns of Turkey along its border, that the years 2014–2019 are told with. Read by table.ts. */
export const syria = `
# Governorates
aleppo-governorate | governorate | | 36.3 37.5 | حلب | Aleppo | حەلەب | Halab, Heleb
raqqa-governorate | governorate | | 36.0 38.9 | الرقة | Raqqa | ڕەقە | Ar-Raqqah, Reqa
deir-ez-zor-governorate | governorate | | 35.0 40.4 | دير الزور | Deir ez-Zor | دێرەزوور | Dayr az-Zawr, Deir Ezzor, Dêrezor
hasakah-governorate | governorate | | 36.6 40.7 | الحسكة | Hasakah | حەسەکە | Al-Hasakah, Hasaka, Hesekê
idlib-governorate | governorate | | 35.8 36.7 | إدلب | Idlib | ئیدلب | Edlib
hama-governorate | governorate | | 35.2 37.0 | حماة | Hama | حەما | Hamah
homs-governorate | governorate | | 34.3 38.3 | حمص | Homs | حومس | Hims
damascus-governorate | governorate | | 33.51 36.29 | دمشق | Damascus | دیمەشق | Dimashq
rif-dimashq | governorate | | 33.6 36.7 | ريف دمشق | Rif Dimashq | ڕیف دیمەشق | Rural Damascus
latakia-governorate | governorate | | 35.6 36.0 | اللاذقية | Latakia | لازقیە | Lattakia
tartus-governorate | governorate | | 35.0 36.1 | طرطوس | Tartus | تەرتووس | Tartous
daraa-governorate | governorate | | 32.9 36.2 | درعا | Daraa | دەرعا | Deraa, Dar'a
suwayda-governorate | governorate | | 32.8 36.8 | السويداء | Suwayda | سووەیدا | As-Suwayda, Sweida
quneitra-governorate | governorate | | 33.1 35.85 | القنيطرة | Quneitra | قونەیترە | Qunaitira
# Districts
raqqa-district | district | raqqa-governorate | 35.9 39.1 | منطقة الرقة | Raqqa District | ناوچەی ڕەقە |
tal-abyad-district | district | raqqa-governorate | 36.5 38.9 | منطقة تل أبيض | Tal Abyad District | ناوچەی گرێ سپی |
tabqa-district | district | raqqa-governorate | 35.8 38.5 | منطقة الثورة | Tabqa District | ناوچەی تەبقە | Thawra District
mayadin-district | district | deir-ez-zor-governorate | 34.9 40.5 | منطقة الميادين | Mayadin District | ناوچەی مەیادین |
abu-kamal-district | district | deir-ez-zor-governorate | 34.5 40.8 | منطقة البوكمال | Abu Kamal District | ناوچەی بووکەمال |
ayn-al-arab-district | district | aleppo-governorate | 36.7 38.4 | منطقة عين العرب | Ayn al-Arab District | ناوچەی کۆبانێ | Kobani District
manbij-district | district | aleppo-governorate | 36.5 37.9 | منطقة منبج | Manbij District | ناوچەی مەنبەج |
al-bab-district | district | aleppo-governorate | 36.4 37.5 | منطقة الباب | Al-Bab District | ناوچەی باب |
jarabulus-district | district | aleppo-governorate | 36.8 38.0 | منطقة جرابلس | Jarabulus District | ناوچەی جەرابلوس |
afrin-district | district | aleppo-governorate | 36.6 36.8 | منطقة عفرين | Afrin District | ناوچەی عەفرین |
qamishli-district | district | hasakah-governorate | 37.0 41.3 | منطقة القامشلي | Qamishli District | ناوچەی قامیشلۆ |
ras-al-ayn-district | district | hasakah-governorate | 36.7 40.1 | منطقة رأس العين | Ras al-Ayn District | ناوچەی سەرێ کانیێ |
malikiyah-district | district | hasakah-governorate | 37.0 42.0 | منطقة المالكية | Malikiyah District | ناوچەی دێریک |
# Raqqa and Deir ez-Zor
raqqa | town | raqqa-district | 35.95 39.01 | الرقة | Raqqa | ڕەقە | Ar-Raqqah, Rakka, Reqa
tabqa | town | tabqa-district | 35.84 38.55 | الطبقة | Tabqa | تەبقە | Al-Thawrah, Tebqa, الثورة
tal-abyad | town | tal-abyad-district | 36.70 38.95 | تل أبيض | Tal Abyad | گرێ سپی | Tell Abiad, Girê Spî
ayn-issa | town | tal-abyad-district | 36.39 38.86 | عين عيسى | Ayn Issa | عەین عیسا | Ain Issa
slouk | town | tal-abyad-district | 36.60 39.13 | سلوك | Suluk | سلووک | Slouk
mansoura | town | tabqa-district | 35.84 38.75 | المنصورة | Mansoura | مەنسوورە | Al-Mansurah
maadan | town | raqqa-district | 35.75 39.61 | معدان | Maadan | مەعدان | Ma'dan
tabqa-dam | dam | tabqa-district | 35.87 38.57 | سد الطبقة | Tabqa Dam | بەنداوی تەبقە | Euphrates Dam, سد الفرات
baath-dam | dam | raqqa-district | 35.90 38.73 | سد البعث | Baath Dam | بەنداوی بەعس | Freedom Dam
deir-ez-zor | town | deir-ez-zor-governorate | 35.34 40.14 | دير الزور | Deir ez-Zor | دێرەزوور | Dayr az-Zawr, Deir Ezzor, Dêrezor
mayadin | town | mayadin-district | 35.02 40.45 | الميادين | Mayadin | مەیادین | Mayadeen, Al-Mayadin
ashara | town | mayadin-district | 34.92 40.56 | العشارة | Ashara | عەشارە | Al-Asharah
shuhayl | town | mayadin-district | 35.10 40.44 | الشحيل | Shuhayl | شەحیل | Shheil, Al-Shuhayl
abu-kamal | town | abu-kamal-district | 34.45 40.92 | البوكمال | Abu Kamal | بووکەمال | Al-Bukamal, Albu Kamal, أبو كمال
hajin | town | abu-kamal-district | 34.69 40.83 | هجين | Hajin | هەجین | Hajeen
baghuz | village | abu-kamal-district | 34.45 40.95 | الباغوز | Baghuz | باغووز | Baghouz, Baghuz Fawqani
shaafah | village | abu-kamal-district | ~34.54 40.93 | الشعفة | Shaafah | شەعفە | Ash Sha'fah
sousa | village | abu-kamal-district | ~34.51 40.97 | السوسة | Sousa | سووسە | Al-Susah
# Hasakah
hasakah | town | hasakah-governorate | 36.50 40.75 | الحسكة | Hasakah | حەسەکە | Al-Hasakah, Hasaka, Hesekê
shaddadi | town | hasakah-governorate | 36.06 40.73 | الشدادي | Shaddadi | شەدادی | Ash-Shaddadah, Şedadê, الشدادة
al-hawl | town | hasakah-governorate | 36.39 41.15 | الهول | Al-Hawl | هۆڵ | Al-Hol, Hol
al-hawl-camp | camp | hasakah-governorate | 36.37 41.15 | مخيم الهول | Al-Hawl Camp | کەمپی هۆڵ | Al-Hol Camp
areesha | camp | hasakah-governorate | ~36.25 40.75 | مخيم العريشة | Areesha Camp | کەمپی عەریشە | Arisha, Al-Sadd Camp
markada | town | hasakah-governorate | 35.75 40.77 | مركدة | Markada | مەرکەدە | Markadah
tal-tamr | town | ras-al-ayn-district | 36.66 40.37 | تل تمر | Tal Tamr | تل تەمر | Tell Tamer, Girê Xurma
ras-al-ayn | town | ras-al-ayn-district | 36.85 40.07 | رأس العين | Ras al-Ayn | سەرێ کانیێ | Serê Kaniyê, Ra's al-'Ayn
mabrouka | camp | ras-al-ayn-district | ~36.65 39.73 | مخيم مبروكة | Mabrouka Camp | کەمپی مەبرووکە | Mabruka
qamishli | town | qamishli-district | 37.05 41.23 | القامشلي | Qamishli | قامیشلۆ | Qamishlo, Al-Qamishli, Kamishli, Qamişlo
tal-hamis | town | qamishli-district | 36.80 41.47 | تل حميس | Tal Hamis | تل حەمیس | Tell Hamis
tal-brak | town | hasakah-governorate | 36.67 41.06 | تل براك | Tal Brak | تل براک | Tell Brak
malikiyah | town | malikiyah-district | 37.17 42.14 | المالكية | Malikiyah | دێریک | Derik, Al-Malikiyah, Dêrik, ديريك
yarubiyah | town | malikiyah-district | 36.81 42.06 | اليعربية | Yarubiyah | تل کۆچەر | Tel Kocher, Al-Ya'rubiyah, Til Koçer, تل كوجر
roj | camp | malikiyah-district | ~37.02 42.06 | مخيم روج | Roj Camp | کەمپی ڕۆژ | Al-Roj, مخيم الروج
newroz | camp | malikiyah-district | ~37.14 42.11 | مخيم نوروز | Newroz Camp | کەمپی نەورۆز | Nowruz
mount-abd-al-aziz | mountain | hasakah-governorate | 36.43 40.33 | جبل عبد العزيز | Mount Abd al-Aziz | چیای کەزوان | Kezwan, Jabal Abd al-Aziz
# Aleppo and the north-west
aleppo | town | aleppo-governorate | 36.20 37.16 | حلب | Aleppo | حەلەب | Halab, Heleb
kobani | town | ayn-al-arab-district | 36.89 38.35 | عين العرب | Kobani | کۆبانێ | Kobane, Ayn al-Arab, Kobanê, كوباني
manbij | town | manbij-district | 36.53 37.95 | منبج | Manbij | مەنبەج | Membij, Minbic
al-bab | town | al-bab-district | 36.37 37.52 | الباب | Al-Bab | باب | Bab
jarabulus | town | jarabulus-district | 36.82 38.01 | جرابلس | Jarabulus | جەرابلوس | Jarablus
dabiq | village | aleppo-governorate | 36.54 37.27 | دابق | Dabiq | دابق | Dabik
azaz | town | aleppo-governorate | 36.59 37.05 | أعزاز | Azaz | ئەعزاز | A'zaz, اعزاز
mare | town | aleppo-governorate | 36.48 37.20 | مارع | Marea | مارع | Mare'
afrin | town | afrin-district | 36.51 36.87 | عفرين | Afrin | عەفرین | Efrîn
tishrin-dam | dam | manbij-district | 36.38 38.18 | سد تشرين | Tishrin Dam | بەنداوی تشرین |
idlib | town | idlib-governorate | 35.93 36.63 | إدلب | Idlib | ئیدلب | Edlib
atmeh | camp | idlib-governorate | 36.31 36.69 | مخيمات أطمة | Atmeh Camps | کەمپەکانی ئەتمە | Atma
# Centre, south, desert
hama | town | hama-governorate | 35.13 36.75 | حماة | Hama | حەما | Hamah
homs | town | homs-governorate | 34.73 36.71 | حمص | Homs | حومس | Hims
palmyra | town | homs-governorate | 34.56 38.28 | تدمر | Palmyra | تەدمور | Tadmur, Tadmor
rukban | camp | homs-governorate | 33.32 38.71 | مخيم الركبان | Rukban Camp | کەمپی ڕوکبان | Al-Rukban
damascus | town | damascus-governorate | 33.51 36.29 | دمشق | Damascus | دیمەشق | Dimashq
yarmouk | camp | damascus-governorate | 33.47 36.30 | مخيم اليرموك | Yarmouk Camp | کەمپی یەرمووک | Yarmuk
sednaya | town | rif-dimashq | 33.69 36.38 | صيدنايا | Saydnaya | سەیدنایا | Sednaya, Sidnaya
latakia | town | latakia-governorate | 35.52 35.79 | اللاذقية | Latakia | لازقیە | Lattakia
tartus | town | tartus-governorate | 34.89 35.89 | طرطوس | Tartus | تەرتووس | Tartous
daraa | town | daraa-governorate | 32.62 36.10 | درعا | Daraa | دەرعا | Deraa, Dar'a
suwayda | town | suwayda-governorate | 32.71 36.57 | السويداء | Suwayda | سووەیدا | As-Suwayda, Sweida
quneitra | town | quneitra-governorate | 33.13 35.82 | القنيطرة | Quneitra | قونەیترە | Qunaitira
# Rivers: a point on the river, not its course
euphrates-syria | river | | 35.60 39.80 | الفرات | Euphrates | فورات | Furat, Firat
khabur-syria | river | | 36.10 40.74 | الخابور | Khabur | خاپوور | Habur, Khabour
balikh | river | | 36.25 39.05 | البليخ | Balikh | بەلیخ | Balih
`;

export const turkey = `
sanliurfa | governorate | | 37.2 38.9 | شانلي أورفا | Şanlıurfa | ڕوحا | Urfa, Riha, الرها
gaziantep | governorate | | 37.1 37.4 | غازي عنتاب | Gaziantep | عەنتاب | Antep, Dîlok
kilis-province | governorate | | 36.8 37.1 | كلس | Kilis | کلیس | Kilîs
hatay | governorate | | 36.4 36.2 | هاتاي | Hatay | هاتای | Iskenderun, لواء اسكندرون
mardin | governorate | | 37.4 40.9 | ماردين | Mardin | مێردین | Mêrdîn
sirnak | governorate | | 37.5 42.5 | شرناق | Şırnak | شرناخ | Şirnex
diyarbakir | governorate | | 38.1 40.2 | ديار بكر | Diyarbakır | ئامەد | Amed, Diyarbekir
akcakale | town | sanliurfa | 36.71 38.95 | أقجة قلعة | Akçakale | ئاکچاکەڵە | Tel Abyad crossing
suruc | town | sanliurfa | 36.98 38.43 | سروج | Suruç | پرسووس | Pirsus
ceylanpinar | town | sanliurfa | 36.85 40.05 | جيلان بينار | Ceylanpınar | سەرێ کانیێ | Serêkaniyê
urfa | town | sanliurfa | 37.16 38.80 | أورفا | Urfa | ڕوحا | Şanlıurfa, Riha, الرها
karkamis | town | gaziantep | 36.83 38.00 | قرقميش | Karkamış | کەرکەمیش | Karkamish
antep | town | gaziantep | 37.07 37.38 | عنتاب | Antep | عەنتاب | Gaziantep, Dîlok, غازي عنتاب
kilis | town | kilis-province | 36.72 37.12 | كلس | Kilis | کلیس | Kilîs, Öncüpınar
reyhanli | town | hatay | 36.27 36.57 | الريحانية | Reyhanlı | ڕەیحانلی | Rihaniya, Cilvegözü
antakya | town | hatay | 36.20 36.16 | أنطاكية | Antakya | ئەنتاکیا | Antioch
nusaybin | town | mardin | 37.07 41.22 | نصيبين | Nusaybin | نسێبین | Nisêbîn
cizre | town | sirnak | 37.33 42.19 | جزيرة ابن عمر | Cizre | جزیر | Cizîr, Jazirat ibn Umar
silopi | town | sirnak | 37.25 42.47 | سيلوبي | Silopi | سلۆپی | Silopiya, Habur
`;
