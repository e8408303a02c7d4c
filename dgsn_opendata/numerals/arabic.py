"""The Arabic words of figures, with the spellings and forms of the Moroccan press.

Spellings are folded before they are compared (see ``words.fold``): hamza or none, ة or ه, with or without vowels,
so that one form stands here for all of them. The grammar of numbers below a thousand::

    group    = hundreds ["و" tens] | tens
    hundreds = "مائة" | "مائتان" | "ثلاثمائة" | unit "مائة"
    tens     = unit | "عشرة" | unit "عشر" | unit "و" "عشرون" | "عشرون"

and of all others (in ``spelled``): groups with their scale word, in descending order, joined by "و".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals import measures as m

if TYPE_CHECKING:
    from dgsn_opendata.numerals.measures import Entry

# Letters written onto the word behind them: and, so, with, for, as, the. Short ones first: "وألف" is "and a thousand".
PREFIXES = (
    "و", "ف", "ب", "ل", "ك", "ال", "لل", "وب", "ول", "وك", "فب", "فل", "وال", "بال", "فال", "كال", "ولل", "وبال",
)  # fmt: skip

# What is no number behind its prefix: Monday and Sunday, "I am not", "without" and "quantity" are words of their own.
UNPREFIXED = {
    "الاثنين": ("ONES",),
    "الاحد": ("BOUND_ONE",),
    "لست": ("ONES",),
    "كميه": ("HUNDRED",),
    "بدون": ("HEDGE",),
}

# "أولي" (initial) is no ordinal, though its spelling folds to that of "أولى" (first).
NOT_ORDINAL = ("أولي", "اولي")

_HUNDRED = ("مائة", "ماية", "مئة", "مية")
_JOINED = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان | ثماني", 9: "تسع"}


def _joined_hundreds() -> tuple[Entry, ...]:
    return tuple(
        (
            "hundreds",
            100 * unit,
            " | ".join(stem.strip() + hundred for stem in stems.split("|") for hundred in _HUNDRED),
        )
        for unit, stems in _JOINED.items()
    )


# Feminine nouns form their dual by تان and تين, before another noun تا and تي. Masculine ones are only those whose
# plural does not end in ين as the dual does; their form before a noun (ا, ي) has other meanings and is left out.
_FEMININE = (
    "فرقة مذكرة دائرة عملية وحدة مصلحة مفوضية منطقة سيارة مركبة دراجة بطاقة رخصة تأشيرة شهادة قضية شبكة خلية عصابة "
    "إنابة شكاية مدرسة طائرة زيارة اتفاقية دورة شاحنة حافلة كاميرة قاعة بناية بنية مجموعة نشرة دولة جثة ضحية جمعية "
    "ورقة وثيقة دورية مكالمة مهمة حالة جريمة قيادة منظومة ولاية لجنة مباراة محكمة مؤسسة شركة قطعة عبوة طلقة رصاصة"
)
_MASCULINE = (
    "شخص مركز ملف طلب تدخل اجتماع جهاز مسدس كلب مقر مكتب زورق محرك سند مشروع برنامج لقاء نظام مختبر حادث عنصر طفل "
    "رادار عضو وزير حاجز قرص قارب ضابط عميد رجل حارس اعتداء توقيع إعلان أمر حساب تطبيق خط هاتف سلاح وسام"
)


def _duals() -> tuple[str, str]:
    feminine = [noun[:-1] + ending for noun in _FEMININE.split() for ending in ("تان", "تين", "تا", "تي")]
    masculine = [noun + ending for noun in _MASCULINE.split() for ending in ("ان", "ين")]
    return " | ".join(feminine), " | ".join(masculine)


_DIFFERENT_PLURALS = (
    "مواطن مواطنا موظف موظفا موظفة شخصا أشخاص مركزا مراكز ملفا ملفات طلبا طلبات تدخلا تدخلات اجتماعا اجتماعات أجهزة جهازا "
    "مسدسا مسدسات كلاب طفلا أطفال أجنبيا أجانب سيارات مركبات دراجات فرق دوائر وحدات مصالح مفوضيات مناطق بطاقات رخص تأشيرات "
    "شهادات قضايا شبكات خلايا عصابات إنابات شكايات مذكرات إعلان إعلانات زيارات اتفاقيات دول مقعد مقعدا مقاعد مخفر "
    "كاميرات شرطي شرطيا أمن سند رخصة طلقة حالة حالات مستفيد مستفيدا مستفيدة تلميذ تلميذا مشتبه موقوف موقوفا مهاجر مهاجرا "
    "عنصر عنصرا عناصر ضابط ضابطا متدرب متدربا منصب منصبا قرص قرصا مشاهدة مكالمة بلاغ بلاغا محضر محضرا"
)

ENTRIES: tuple[Entry, ...] = (
    ("zero", 0, "صفر | صفرا"),
    ("ones", 1, "واحد | واحدة | واحدا"),
    ("bound one", 1, "أحد | إحدى"),
    ("ones", 2, "اثنان | اثنين | اثنتان | اثنتين | اثنا | اثني | اثنتا | اثنتي"),
    ("ones", 3, "ثلاث | ثلاثة | ثلاثا"),
    ("ones", 4, "أربع | أربعة | أربعا"),
    ("ones", 5, "خمس | خمسة | خمسا"),
    ("ones", 6, "ست | ستة | ستا"),
    ("ones", 7, "سبع | سبعة | سبعا"),
    ("ones", 8, "ثمان | ثماني | ثمانية | ثمانيا"),
    ("ones", 9, "تسع | تسعة | تسعا"),
    ("ten", 10, "عشر | عشرة | عشرا"),
    ("tens", 20, "عشرون | عشرين"),
    ("tens", 30, "ثلاثون | ثلاثين"),
    ("tens", 40, "أربعون | أربعين"),
    ("tens", 50, "خمسون | خمسين"),
    ("tens", 60, "ستون | ستين"),
    ("tens", 70, "سبعون | سبعين"),
    ("tens", 80, "ثمانون | ثمانين"),
    ("tens", 90, "تسعون | تسعين"),
    ("hundred", 100, " | ".join(_HUNDRED)),
    ("hundreds", 200, " | ".join(f"{hundred[:-1]}ت{end}" for hundred in _HUNDRED for end in ("ان", "ين", "ا", "ي"))),
    *_joined_hundreds(),
    ("scale", 10**3, "ألف"),
    ("construct", 10**3, "ألفا"),
    ("scales", 10**3, "آلاف"),
    ("dual scale", 10**3, "ألفان | ألفين | ألفي"),
    ("scale", 10**6, "مليون"),
    ("construct", 10**6, "مليونا"),
    ("scales", 10**6, "ملايين"),
    ("dual scale", 10**6, "مليونان | مليونين | مليوني"),
    ("scale", 10**9, "مليار | بليون"),
    ("construct", 10**9, "مليارا | بليونا"),
    ("scales", 10**9, "مليارات | ملايير | بلايين"),
    ("dual scale", 10**9, "ملياران | مليارين | ملياري | بليونان | بليونين | بليوني"),
    ("scale", 10**12, "تريليون | ترليون"),
    ("construct", 10**12, "تريليونا | ترليونا"),
    ("scales", 10**12, "تريليونات | ترليونات"),
    ("dual scale", 10**12, "تريليونان | تريليونين | ترليونان | ترليونين"),
    ("half", 2, "نصف"),
    ("half", 4, "ربع"),
    ("fraction", None, "ثلث | ثلثا | ثلثي | ثلثين | نصفي | أرباع | أخماس | أثلاث"),
    ("and", None, "و"),
    ("prefix", None, "ب | ل | ف | ك | ال | بال | لل | وال"),
    ("percent", None, "بالمائة | بالماية | بالمئة | بالمية | ب المائة | ب المئة | في المائة | في المئة | في الماية | في المية"),
    ("unit", m.DIRHAM, "درهم | درهما | دراهم | درهم مغربي | درهما مغربيا | دراهم مغربية"),
    ("dual unit", m.DIRHAM, "درهمان | درهمين"),
    ("unit", m.CENTIME, "سنتيم | سنتيما | سنتيمات"),
    ("unit", m.EURO, "أورو | يورو"),
    ("unit", m.DOLLAR, "دولار | دولارا | دولارات | دولار أمريكي | دولارا أمريكيا"),
    ("unit", m.POUND, "جنيه إسترليني"),
    ("unit", m.TONNE, "طن | طنا | أطنان"),
    ("dual unit", m.TONNE, "طنان | طنين"),
    ("unit", m.KILOGRAM, "كيلوغرام | كيلوغراما | كيلوغرامات | كيلوجرام | كيلوجراما | كيلوجرامات | كيلو | كيلوا | كغ | كلغ | كلغم | كجم"),
    ("dual unit", m.KILOGRAM, "كيلوغرامان | كيلوغرامين | كيلوجرامان | كيلوجرامين"),
    ("unit", m.GRAM, "غرام | غراما | غرامات | جرام | جراما | جرامات | غ"),
    ("dual unit", m.GRAM, "غرامان | غرامين | جرامان | جرامين"),
    ("unit", m.HECTARE, "هكتار | هكتارا | هكتارات"),
    ("dual unit", m.HECTARE, "هكتاران | هكتارين"),
    ("unit", m.SQUARE_METRE, "متر مربع | مترا مربعا | أمتار مربعة"),
    ("unit", m.SQUARE_KILOMETRE, "كيلومتر مربع | كيلومترا مربعا | كيلومترات مربعة | كلم مربع"),
    ("unit", m.KILOMETRE, "كيلومتر | كيلومترا | كيلومترات | كلم"),
    ("unit", m.METRE, "متر | مترا | أمتار"),
    ("unit", m.LITRE, "لتر | لترا | لترات"),
    ("unit", m.YEARS, "سنة | سنوات | عاما | أعوام"),
    ("dual unit", m.YEARS, "سنتان | سنتين | عامان"),
    ("unit", m.MONTHS, "شهر | شهرا | أشهر | شهور"),
    ("dual unit", m.MONTHS, "شهران | شهرين"),
    ("unit", m.WEEKS, "أسبوع | أسبوعا | أسابيع"),
    ("dual unit", m.WEEKS, "أسبوعان | أسبوعين"),
    ("unit", m.DAYS, "يوم | يوما | أيام"),
    ("dual unit", m.DAYS, "يومان | يومين"),
    ("unit", m.HOURS, "ساعة | ساعات"),
    ("dual unit", m.HOURS, "ساعتان | ساعتين"),
    ("unit", m.MINUTES, "دقيقة | دقائق"),
    ("dual unit", m.MINUTES, "دقيقتان | دقيقتين"),
    ("noun", None, " | ".join(f"{_FEMININE} {_MASCULINE} {_DIFFERENT_PLURALS}".split())),
    *(("dual noun", 2, forms) for forms in _duals()),
    ("hedge", ("more_than", "near"), "أكثر من | أزيد من | أكبر من | ما يزيد عن | ما يزيد على | يزيد عن | تزيد عن | يزيد على | تزيد على"),
    ("hedge", ("more_than", "near"), "ما يفوق | ما فاق | ما لا يقل عن | لا يقل عن | لا تقل عن | ما يتجاوز"),
    ("hedge", ("more_than", "far"), "يفوق | تفوق | فاق | فاقت | تجاوز | تجاوزت | يتجاوز | تتجاوز | متجاوزا | متجاوزة | تخطى | تخطت"),
    ("hedge", ("more_than", "both"), "على الأقل"),
    ("hedge", ("more_than", "after"), "فما فوق | أو أكثر"),
    ("hedge", ("less_than", "near"), "أقل من | دون | ما لا يتجاوز | ما لا يزيد عن | لا يزيد عن | لا تزيد عن | لم يتجاوز | لم تتجاوز"),
    ("hedge", ("less_than", "near"), "ما دون | ما لا يفوق | لا يفوق | لا تفوق | ما يقل عن | يقل عن | تقل عن"),
    ("hedge", ("less_than", "far"), "لا يتجاوز | لا تتجاوز"),
    ("hedge", ("nearly", "near"), "ما يقرب من | ما يقرب | يقرب من | ما يقارب | قرابة | زهاء | ما يناهز | قرب"),
    ("hedge", ("nearly", "far"), "ناهز | ناهزت | يناهز | تناهز | مناهزا | قارب | قاربت | يقارب | تقارب"),
    ("hedge", ("about", "near"), "حوالي | نحو | تقدر ب | يقدر ب | تقدر بـ | يقدر بـ | في حدود | بحدود"),
    ("hedge", ("about", "far"), "تقديري | تقديرية | قدر | قدرت | يقدر | تقدر"),
    ("hedge", ("about", "both"), "تقريبا"),
    ("filler", None, "ما مجموعه | ما يعادل | مجموع | مجموعه | إجمالي | نسبة | نسبته | نسبتها | قدره | قدرها | مبلغ | قيمة"),
    ("not", None, "لا | لم | لن | ليس | ليست | غير"),
    ("fall", None, "انخفاض | انخفاضا | انخفض | انخفضت | منخفضة | منخفضا | تراجع | تراجعا | تراجعت | متراجعة | متراجعا | هبوط | هبوطا | تقلص | تقلصا"),
    ("fall", None, "تقلصت | نقص | نقصا | ناقص | تقليص | ينخفض | تنخفض | يتراجع | انحسار | انكماش"),
    ("rise", None, "ارتفاع | ارتفاعا | ارتفع | ارتفعت | زيادة | زاد | زادت | تزايد | تزايدا | نمو | نموا | زائد | تصاعد | تصاعدا"),
    ("reach", None, "تصل | يصل | وصل | وصلت | بلغ | بلغت | يبلغ | تبلغ | بالغ | بالغة | بلغا | ليصل | لتصل"),
    ("to", None, "إلى"),
    ("range", None, "إلى غاية | حتى | أو"),
    ("range", "ratio", "من أصل | من بين | من كل | مقابل"),
    ("between", None, "بين"),
    ("month", None, "يناير | فبراير | مارس | أبريل | ماي | مايو | يونيو | يونيه | يوليوز | يوليو | غشت | أغسطس | شتنبر | سبتمبر | أكتوبر"),
    ("month", None, "نونبر | نوفمبر | دجنبر | ديسمبر | محرم | رمضان | شعبان | شوال"),
    ("year", None, "عام | موسم | برسم"),
    ("suffix", "date", "ه | هـ | م | ميلادية | هجرية"),
    ("within", None, "في | خلال | منذ | قبل | مدة | بعد | لمدة | ظرف | غضون | طيلة | طوال | مدار | كل | فترة"),
    ("ordinal", None, "أول | أولى | ثان | ثاني | ثانية | ثالث | ثالثة | رابع | رابعة | خامس | خامسة | سادس | سادسة | سابع | سابعة"),
    ("ordinal", None, "ثامن | ثامنة | تاسع | تاسعة | عاشر | عاشرة | حادي | حادية"),
    ("ordinal noun", None, "دورة | ذكرى | مؤتمر | دائرة | جيل | نسخة | طبعة | فوج | مرتبة | رتبة | درجة | قرن"),
    ("label", None, "رقم | خط | هاتفي | هاتف | مادة | فصل | قانون | ظهير | مرسوم | طريق | شارع | زنقة | صفحة | معيار | قناة"),
    ("vague", None, "عشرات | مئات | مآت | بضع | بضعة | ألوف"),
    ("refused", "a multiple", "مرة | مرات | مرتين | مرتان | ضعف | ضعفا | ضعفي | أضعاف"),
    ("refused", "a measure that is not known", "متر مكعب | مترا مكعبا | أمتار مكعبة | ملم | سم | ملمتر | سنتيمتر | ريال | ريالا | قنطار | قنطارا | ميليغرام | ميليغراما | ملغ | ملغرام"),
    ("refused", "a share of a thousand", "في الألف | بالألف"),
    ("refused", "points, not percent", "نقطة | نقط | نقاط | نقطتين | نقطتان"),
)  # fmt: skip
