-- The views of the database. Each begins with its title and what it shows in three languages, which Datasette shows
-- too. Columns that no table has are described here; the star stands for a language:
--
-- column indicator_*: Name of the indicator. | Nom de l’indicateur. | اسم المؤشر.
-- column category_*: Name of the category. | Nom de la catégorie. | اسم الفئة.
-- column place_*: Name of the place. | Nom du lieu. | اسم المكان.
-- column system_*: Name of the system. | Nom du système. | اسم المنظومة.
-- column theme_*: Name of the theme. | Nom du thème. | اسم المحور.
-- column unit_*: Name of the unit. | Nom de l’unité. | اسم الوحدة.
-- column series_row: rowid of the value in series. | rowid de la valeur dans series. | رقم سطر القيمة (rowid) في الجدول series.
-- column observations_row: rowid of the figure in observations. | rowid du chiffre dans observations. | رقم سطر الرقم (rowid) في الجدول observations.
-- column deployments_row: rowid of the row in deployments. | rowid de la ligne dans deployments. | رقم سطر السطر (rowid) في الجدول deployments.
-- column sources_row: rowid of the article in sources. | rowid de l’article dans sources. | رقم سطر المقال (rowid) في الجدول sources.
-- column taken_value: The value that the series takes. | La valeur que retient la série. | القيمة التي تعتمدها السلسلة.
-- column is_taken: 1 where this is the figure that the series takes. | 1 si la série retient ce chiffre. | 1 إذا كان هذا هو الرقم الذي تعتمده السلسلة.
-- column figures: How many figures. | Nombre de chiffres. | عدد الأرقام.
-- column indicators: How many indicators. | Nombre d’indicateurs. | عدد المؤشرات.
-- column taken: How many values of series are taken from the source. | Nombre de valeurs de series tirées de la source. | عدد قيم series المأخوذة من المصدر.
-- column first_year: First year that the figures are of. | Première année des chiffres. | أول سنة تخصها الأرقام.
-- column last_year: Last year that the figures are of. | Dernière année des chiffres. | آخر سنة تخصها الأرقام.
-- column previous_value: The value of the year before. | La valeur de l’année précédente. | قيمة السنة السابقة.
-- column previous_qualifier: The qualifier of the year before. | Le qualificatif de l’année précédente. | تقييد السنة السابقة.
-- column change: Value less the value of the year before, in the unit. | Valeur moins celle de l’année précédente, dans l’unité. | القيمة ناقص قيمة السنة السابقة بالوحدة نفسها.
-- column change_percent: Change in percent of the year before; none where the unit is percent. | Évolution en pourcentage de l’année précédente ; vide si l’unité est le pourcentage. | التغير بالنسبة المئوية من السنة السابقة؛ فارغ إذا كانت الوحدة نسبة مئوية.

CREATE VIEW labelled_series AS
-- en: Series with labels. Every resolved value with its names in three languages, its unit, and the article that printed it with its address.
-- fr: Séries avec libellés. Chaque valeur retenue avec ses noms en trois langues, son unité, et l’article qui l’a publiée avec son adresse.
-- ar: السلاسل مع التسميات. كل قيمة معتمدة بأسمائها في ثلاث لغات ووحدتها والمقال الذي نشرها وعنوانه.
-- search: SELECT * FROM labelled_series WHERE series_row IN (SELECT rowid FROM series_fts WHERE series_fts MATCH 'carte')
SELECT s.indicator_id, i.label_en AS indicator_en, i.label_fr AS indicator_fr, i.label_ar AS indicator_ar,
    s.breakdown, s.category, c.label_en AS category_en, c.label_fr AS category_fr, c.label_ar AS category_ar,
    s.period, s.year, s.value, s.qualifier,
    i.unit, u.label_en AS unit_en, u.label_fr AS unit_fr, u.label_ar AS unit_ar,
    i.theme, t.label_en AS theme_en, t.label_fr AS theme_fr, t.label_ar AS theme_ar,
    s.status, s.caution, s.revised, s.series_break, s.as_printed, s.source_id, o.publisher, o.url,
    s.rowid AS series_row
FROM series AS s
JOIN indicators AS i ON i.indicator_id = s.indicator_id
JOIN categories AS c ON c.breakdown = s.breakdown AND c.category = s.category
JOIN sources AS o ON o.source_id = s.source_id
JOIN code_lists AS u ON u.table_name = 'indicators' AND u.column_name = 'unit' AND u.code = i.unit
JOIN code_lists AS t ON t.table_name = 'indicators' AND t.column_name = 'theme' AND t.code = i.theme;

CREATE VIEW latest_values AS
-- en: Latest values. The latest value of every indicator, category and kind of year; those of whole figures have the breakdown total. Intervals, which do not come again, are left out.
-- fr: Dernières valeurs. La dernière valeur de chaque indicateur, catégorie et type d’année ; celles des chiffres d’ensemble ont la ventilation total. Les intervalles, qui ne reviennent pas, sont omis.
-- ar: أحدث القيم. أحدث قيمة لكل مؤشر وفئة ونوع سنة؛ والأرقام الإجمالية تحمل التفصيل total. ولا تشمل الفترات المتصلة لأنها لا تتكرر.
SELECT l.* FROM labelled_series AS l
WHERE instr(l.period, '/') = 0
    AND l.year = (
        SELECT max(s.year) FROM series AS s
        WHERE s.indicator_id = l.indicator_id AND s.breakdown = l.breakdown AND s.category = l.category
            AND s.period = l.period
    );

CREATE VIEW disputed_values AS
-- en: Disputed values. Every value that sources contradict one another about, a row for each figure printed for it; is_taken marks the figure that the series takes.
-- fr: Valeurs contestées. Chaque valeur sur laquelle les sources se contredisent, une ligne par chiffre publié ; is_taken marque celui que retient la série.
-- ar: القيم المختلف فيها. كل قيمة تتناقض بشأنها المصادر، سطر لكل رقم نُشر لها؛ وتبيّن is_taken الرقم الذي تعتمده السلسلة.
SELECT l.indicator_id, l.indicator_en, l.indicator_fr, l.indicator_ar,
    l.breakdown, l.category, l.category_en, l.category_fr, l.category_ar, l.period, l.year,
    l.value AS taken_value, l.unit, s.minimum, s.maximum, s.taken_by,
    o.value, o.qualifier, o.caution, o.as_printed, p.report_year, o.source_id, p.publisher, p.url, o.note,
    o.source_id = s.source_id AND o.as_printed = s.as_printed AS is_taken,
    o.rowid AS observations_row
FROM labelled_series AS l
JOIN series AS s ON s.rowid = l.series_row
JOIN observations AS o ON o.indicator_id = s.indicator_id AND o.breakdown = s.breakdown
    AND o.category = s.category AND o.period = s.period AND o.year = s.year
JOIN sources AS p ON p.source_id = o.source_id
WHERE s.status = 'disputed';

CREATE VIEW labelled_observations AS
-- en: Figures with labels. Every figure as one source printed it, dated or not, with its names in three languages, its unit and the article.
-- fr: Chiffres avec libellés. Chaque chiffre tel qu’une source l’a publié, daté ou non, avec ses noms en trois langues, son unité et l’article.
-- ar: الأرقام مع التسميات. كل رقم كما نشره مصدر واحد، مؤرخا كان أو غير مؤرخ، بأسمائه في ثلاث لغات ووحدته والمقال.
SELECT o.indicator_id, i.label_en AS indicator_en, i.label_fr AS indicator_fr, i.label_ar AS indicator_ar,
    o.breakdown, o.category, c.label_en AS category_en, c.label_fr AS category_fr, c.label_ar AS category_ar,
    o.period, o.year, o.year_basis, o.value, o.qualifier, i.unit, o.as_printed, o.caution, o.note,
    p.report_year, o.source_id, p.publisher, p.url, o.rowid AS observations_row
FROM observations AS o
JOIN indicators AS i ON i.indicator_id = o.indicator_id
JOIN categories AS c ON c.breakdown = o.breakdown AND c.category = o.category
JOIN sources AS p ON p.source_id = o.source_id;

CREATE VIEW figures_by_source AS
-- en: Figures by source. How many figures each article has, of how many indicators and which years, and how many values of the series are taken from it.
-- fr: Chiffres par source. Combien de chiffres contient chaque article, de combien d’indicateurs et de quelles années, et combien de valeurs des séries en sont tirées.
-- ar: الأرقام حسب المصدر. عدد الأرقام في كل مقال وعدد المؤشرات والسنوات التي تخصها، وعدد قيم السلاسل المأخوذة منه.
SELECT p.source_id, p.publisher, p.title, p.language, p.published_on, p.kind, p.report_year,
    count(o.value) AS figures, count(DISTINCT o.indicator_id) AS indicators,
    min(o.year) AS first_year, max(o.year) AS last_year,
    (SELECT count(*) FROM series AS s WHERE s.source_id = p.source_id) AS taken, p.url, p.rowid AS sources_row
FROM sources AS p
LEFT JOIN observations AS o ON o.source_id = p.source_id
GROUP BY p.source_id;

CREATE VIEW yearly_changes AS
-- en: Changes from year to year. Every value beside that of the year before. Where the counting changed in between, nothing is compared.
-- fr: Évolutions d’une année à l’autre. Chaque valeur à côté de celle de l’année précédente. Rien n’est comparé si le comptage a changé entre-temps.
-- ar: التغيرات من سنة إلى أخرى. كل قيمة إلى جانب قيمة السنة السابقة. ولا مقارنة إذا تغيّرت طريقة العد بينهما.
SELECT l.indicator_id, l.indicator_en, l.indicator_fr, l.indicator_ar,
    l.breakdown, l.category, l.category_en, l.category_fr, l.category_ar, l.period, l.year, l.unit,
    l.value, l.qualifier, s.value AS previous_value, s.qualifier AS previous_qualifier,
    round(l.value - s.value, 6) AS change,
    CASE WHEN l.unit <> 'percent' THEN round(100 * (l.value - s.value) / nullif(s.value, 0), 1) END
        AS change_percent,
    l.series_row
FROM labelled_series AS l
JOIN series AS s ON s.indicator_id = l.indicator_id AND s.breakdown = l.breakdown AND s.category = l.category
    AND s.period = l.period AND s.year = l.year - 1
WHERE l.series_break = 0 AND instr(l.period, '/') = 0;

CREATE VIEW labelled_deployments AS
-- en: Systems by place. Which system is planned or in use in which place, with names in three languages, the coordinates and the article.
-- fr: Systèmes par lieu. Quel système est prévu ou en service dans quel lieu, avec les noms en trois langues, les coordonnées et l’article.
-- ar: المنظومات حسب المكان. أي منظومة مبرمجة أو مستعملة في أي مكان، مع الأسماء في ثلاث لغات والإحداثيات والمقال.
SELECT d.system_id, s.label_en AS system_en, s.label_fr AS system_fr, s.label_ar AS system_ar,
    d.place_id, p.label_en AS place_en, p.label_fr AS place_fr, p.label_ar AS place_ar,
    p.region, p.latitude, p.longitude, d.year, d.status, d.as_printed, d.source_id, o.publisher, o.url,
    d.rowid AS deployments_row
FROM deployments AS d
JOIN systems AS s ON s.system_id = d.system_id
JOIN places AS p ON p.place_id = d.place_id
JOIN sources AS o ON o.source_id = d.source_id;
