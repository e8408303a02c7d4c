"""What the cover of the workbook says, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.schemas import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

Texts = dict[Language, str]

VERSION: Texts = {
    "en": "Version {version} of {released}. The latest article is of {created}.",
    "fr": "Version {version} du {released}. L’article le plus récent date de {created}.",
    "ar": "الإصدار {version} بتاريخ {released}. أحدث مقال بتاريخ {created}.",
}
LICENCE: Texts = {
    "en": "Licence of the data: {title}",
    "fr": "Licence des données : {title}",
    "ar": "رخصة البيانات: {title}",
}
CITE: Texts = {"en": "How to cite", "fr": "Comment citer", "ar": "كيفية الإحالة"}
ARTICLE: Texts = {
    "en": "Cite the article that printed the figure, too: it is the witness of the figure.",
    "fr": "Citez aussi l’article qui a publié le chiffre : c’est lui qui en témoigne.",
    "ar": "أحيلوا أيضا إلى المقال الذي نشر الرقم، فهو الشاهد عليه.",
}
CONTENTS: Texts = {"en": "Contents", "fr": "Contenu", "ar": "المحتويات"}
READING: Texts = {"en": "How to read the series", "fr": "Comment lire les séries", "ar": "كيفية قراءة السلاسل"}
COVERAGE_SIGNS: Texts = {
    "en": "How to read the coverage",
    "fr": "Comment lire la couverture",
    "ar": "كيفية قراءة التغطية",
}
LIMITS: Texts = {"en": "Limits", "fr": "Limites", "ar": "حدود البيانات"}

SHEETS: Mapping[str, Texts] = {
    "Series": {
        "en": "The sheet to begin with, in English: an indicator and category a row, a column a year, grouped by theme.",
        "fr": "La même feuille en anglais : une ligne par indicateur et catégorie, une colonne par année, par thème.",
        "ar": "الورقة نفسها بالإنجليزية: سطر لكل مؤشر وفئة وعمود لكل سنة، مرتبة حسب المحاور.",
    },
    "Séries": {
        "en": "The same sheet in French.",
        "fr": "La feuille par laquelle commencer : une ligne par indicateur et catégorie, une colonne par année, par thème.",
        "ar": "الورقة نفسها بالفرنسية.",
    },
    "السلاسل": {
        "en": "The same sheet in Arabic.",
        "fr": "La même feuille en arabe.",
        "ar": "الورقة التي يُبدأ بها: سطر لكل مؤشر وفئة وعمود لكل سنة، مرتبة حسب المحاور.",
    },
    "Values": {
        "en": "A value of the series a row: how sure it is, which step of the rule took it, and a link to the printed figure.",
        "fr": "Une ligne par valeur des séries : sa fiabilité, l’étape de la règle qui l’a retenue et un lien vers le chiffre publié.",
        "ar": "سطر لكل قيمة من السلاسل: مدى الوثوق بها وخطوة القاعدة التي اعتمدتها ورابط إلى الرقم المنشور.",
    },
    "Observations": {
        "en": "Every figure that an article printed, as printed, with a link that opens the article at it.",
        "fr": "Chaque chiffre publié par un article, tel que publié, avec un lien qui ouvre l’article à cet endroit.",
        "ar": "كل رقم نشره مقال، كما نُشر، مع رابط يفتح المقال عند موضعه.",
    },
    "Indicators": {
        "en": "What is counted: label and definition in three languages, theme, unit, class of crime (ICCS).",
        "fr": "Ce qui est compté : libellé et définition en trois langues, thème, unité, classe d’infraction (ICCS).",
        "ar": "ما يُحسب: التسمية والتعريف بثلاث لغات، والمحور والوحدة وصنف الجريمة (ICCS).",
    },
    "Breaks": {
        "en": "The years from which something else was counted, and what changed: no line should be drawn across them.",
        "fr": "Les années à partir desquelles autre chose est compté, et ce qui a changé : aucune courbe ne doit les traverser.",
        "ar": "السنوات التي تغيّر ابتداء منها ما يُحسب، وما الذي تغيّر: لا ينبغي وصل القيم عبرها بخط.",
    },
    "Coverage": {
        "en": "What is known of each indicator and year, and what is not, as a grid.",
        "fr": "Ce que l’on sait de chaque indicateur et année, et ce que l’on ignore, en grille.",
        "ar": "ما هو معروف عن كل مؤشر وسنة وما ليس معروفا، في شبكة.",
    },
    "Dictionary": {
        "en": "Every column of every table of the package: type and meaning.",
        "fr": "Chaque colonne de chaque table du paquet : type et signification.",
        "ar": "كل عمود من كل جدول في الحزمة: نوعه ومعناه.",
    },
    "Code lists": {
        "en": "Every code and category, with its label in three languages.",
        "fr": "Chaque code et chaque catégorie, avec son libellé en trois langues.",
        "ar": "كل رمز وكل فئة مع التسمية بثلاث لغات.",
    },
    "Sources": {
        "en": "The articles, with their addresses and the number of figures that each printed.",
        "fr": "Les articles, avec leur adresse et le nombre de chiffres que chacun a publiés.",
        "ar": "المقالات وعناوينها وعدد الأرقام التي نشرها كل منها.",
    },
    "Changes": {
        "en": "Values that are others than those first reported, as a later report or a more exact article says.",
        "fr": "Valeurs différentes de celles d’abord publiées, selon un bilan ultérieur ou un article plus précis.",
        "ar": "قيم تختلف عما نُشر أول مرة، وفق حصيلة لاحقة أو مقال أدق.",
    },
}

MARKS: Mapping[str, Texts] = {
    "none": {
        "en": "The figure as the sources print it. An empty cell: no figure is known.",
        "fr": "Le chiffre tel que les sources le publient. Cellule vide : aucun chiffre connu.",
        "ar": "الرقم كما نشرته المصادر. والخانة الفارغة تعني أنه لا رقم معروفا.",
    },
    "about": {
        "en": "About or nearly: the source hedges the figure.",
        "fr": "Environ ou près de : la source nuance le chiffre.",
        "ar": "حوالي أو ما يقارب: المصدر يورد الرقم تقريبيا.",
    },
    "more_than": {"en": "More than.", "fr": "Plus de.", "ar": "أكثر من."},
    "less_than": {"en": "Less than.", "fr": "Moins de.", "ar": "أقل من."},
    "disputed": {
        "en": "Disputed: sources contradict one another. The note of the cell says who prints what.",
        "fr": "Contesté : les sources se contredisent. La note de la cellule dit qui publie quoi.",
        "ar": "مختلف فيه: تتعارض المصادر. وملاحظة الخانة تبيّن من نشر ماذا.",
    },
    "doubtful": {
        "en": "Doubtful: not to be trusted, and there is no better figure.",
        "fr": "Douteux : peu fiable, et il n’en existe pas de meilleur.",
        "ar": "مشكوك فيه: لا يوثق به ولا يوجد رقم أفضل منه.",
    },
    "break": {
        "en": "A break: something else was counted before. The note of the cell and the sheet Breaks say what changed.",
        "fr": "Rupture de série : autre chose était compté avant. La note de la cellule et la feuille Breaks disent ce qui a changé.",
        "ar": "انقطاع في السلسلة: كان يُحسب من قبل شيء آخر. وملاحظة الخانة وورقة Breaks تبيّنان ما تغيّر.",
    },
}

CAVEATS: tuple[Texts, ...] = (
    {
        "en": "These are press figures: what newspapers print of the police’s yearly report, not the police’s own data.",
        "fr": "Ce sont des chiffres de presse : ce que les journaux publient du bilan annuel de la police, non les données de la police.",
        "ar": "هذه أرقام منقولة عن الصحافة: ما تنشره الصحف عن الحصيلة السنوية للأمن الوطني، لا بيانات المؤسسة نفسها.",
    },
    {
        "en": "Nothing is estimated. What is not known stays empty, what a source misprints stays as printed and marked.",
        "fr": "Rien n’est estimé. Ce qui n’est pas connu reste vide ; une coquille reste telle que publiée, et signalée.",
        "ar": "لا شيء مقدَّر. ما ليس معروفا يبقى فارغا، وما أخطأ فيه مصدر يبقى كما نُشر مع التنبيه إليه.",
    },
    {
        "en": "The police count what they record and choose to report: more cases may mean more crime or more work done.",
        "fr": "La police compte ce qu’elle enregistre et choisit de publier : davantage d’affaires peut signifier plus d’infractions ou plus d’activité.",
        "ar": "تُحصي الشرطة ما تسجله وتختار نشره: فارتفاع عدد القضايا قد يعني مزيدا من الجرائم أو مزيدا من العمل.",
    },
    {
        "en": "Figures whose source gives no year are in no series; they stand in Observations.",
        "fr": "Les chiffres dont la source ne donne pas l’année ne sont dans aucune série ; ils figurent dans Observations.",
        "ar": "الأرقام التي لا يذكر مصدرها السنة لا توجد في أي سلسلة، وهي في ورقة Observations.",
    },
)
