"""Bad cells: numbers, years and dates that are none, texts that deceive the eye, names that lead nowhere."""

from __future__ import annotations

from tests.faults import added, changed, replaced
from tests.hostile.cases import Bad, both, cell
from tests.small import DIGESTS

_LATE = "9" * 400

_YEARS = {
    **dict.fromkeys(["0", "99999", "-1", "2025.0", "٢٠٢٤", "۲۰۲۴", "２０２４", "2024 ", "+2024", "2O24", "2024-01", "2e3"], "type"),
    **dict.fromkeys(["0x7e8", "nan", "'2024", "2024?", "2024\u200b", "20 24", "2,024", "24", "MMXXIV", "99999999999999999999"], "type"),
    "0000": "minimum", "1955": "minimum", "9999": "maximum", "2101": "maximum", "2025": "year-basis", "": "year-basis",
}  # fmt: skip

_VALUES = {
    **dict.fromkeys(["1e999", "-Infinity", "Infinity", "nan", "NaN", "3e2", "3_00", "9223372036854775808", _LATE], "type"),
    **dict.fromkeys(["300%", "0x12c", "٣٠٠", "３００", "--300", "1/3", "300 ", "300kg", ".", "+", "३००", "1.2.3", "∞", "TRUE"], "type"),
    **dict.fromkeys(["-300", "300.5", ".3", "-0.5", "300.000000000001", "0." + "3" * 400], "whole-number"),
    **dict.fromkeys(["999999999999999999", "1.000", "30", "3000", "-0"], "transcription"),
    "": "required",
}  # fmt: skip

_APPEARANCES = {
    **dict.fromkeys(["9223372036854775808", "1.0", "1e0", "Inf", "١", "first"], "type"), "0": "minimum", "-1": "minimum", "": "no-occurrence",
}  # fmt: skip

_DAYS = (
    *("2024-13-01", "2023-02-29", "2024-06-31", "0000-01-01", "2024-12-20T00:00:00Z", "20/12/2024", "45646", "2024-2"),
    *("2024-W51", "20241220", "٢٠٢٤-١٢-٢٠", "2024-12-32", "-2024-12-20", "12024-12-20", "2024-00", "2024-12-20/2024-12-21", "hier"),
)  # fmt: skip

_ADDRESSES = (
    *("javascript:alert(1)", "file:///etc/passwd", "data:text/html;x", "ftp://example.org/a", "//example.org/a"),
    *(
        "https://user:password@example.org/a",
        "https://example.org:99999/a",
        "https://example.org:0/a",
        "https://[::1",
    ),
    *(
        "https://example.org/a b",
        "https://example.org/<script>",
        "https://example.org/{a}",
        "https://example.org\\a",
    ),
    *(
        "https://",
        "example.org/a",
        "https://example.org/a\u2028",
        "https://example.org/|a",
        "../a",
        "https://example.org/`a`",
    ),
)

# What no eye sees: marks that turn the writing, joiners, selectors, tags, letters of nobody.
_HIDDEN = (
    *("\u202e", "\u202b", "\u2066", "\u061c", "\u200d", "\u200c", "\u2060", "\u00ad", "\ufe0f", "\ue000"),
    *("\u180e", "\u2062", "\U000e0061", "\u0378", "\u200e", "\u034f"),
)
_PLACES = (
    ("categories", "label_en", "kind,x,No{}rth,Nord,شمال,,"),
    ("categories", "label_ar", "kind,x,North,Nord,شم{}ال,,"),
    ("categories", "category", "kind,x{}y,North,Nord,شمال,,"),
    ("sources", "publisher", "x,T,Al{}pha,,fr,2024,,,press_report,2024,,,,"),
    ("sources", "url", "x,T,A,,fr,2024,https://example.org/{}a,,press_report,2024,,,,"),
    ("sources", "language", "x,T,A,,f{}r,2024,,,press_report,2024,,,,"),
    ("observations", "as_printed", "urgent_calls,2024,year,report,total,total,300,exact,3{}00,1,alpha-2024,,,"),
    ("observations", "value", "urgent_calls,2024,year,report,total,total,3{}00,exact,300,1,alpha-2024,,,"),
    ("observations", "indicator_id", "urgent_{}calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,"),
    ("observations", "period", "urgent_calls,2024,ye{}ar,report,total,total,300,exact,300,1,alpha-2024,,,"),
    ("waivers", "note", "alpha-2024,19,1,identifier,The {}emergency"),
)

_FORMULAS = (
    "=1+1",
    "@SUM(1)",
    "-2+3",
    "+cmd|' /C calc'!A0",
    "＝1+1",
    "＠A1",
    '=HYPERLINK(""http://x"")',
    "-A1",
    "+A1",
)

_LETTERS = {
    "a Cyrillic o in a label": cell("look-alike", "categories", 2, "label_en", "North,Nord", "N\u043erth,Nord"),
    "a Greek o in a label": cell("look-alike", "categories", 2, "label_fr", "North,Nord", "North,N\u03bfrd"),
    "a full-width letter": cell("look-alike", "categories", 2, "label_en", "North,Nord", "\uff2eorth,Nord"),
    "a mathematical letter": cell("look-alike", "categories", 2, "label_en", "North,Nord", "\U0001d40dorth,Nord"),
    "a Persian yeh": cell("look-alike", "categories", 4, "label_ar", "فعلية", "فعلیة"),
    "a Cyrillic a in an address": cell("look-alike", "sources", 2, "url", "//example.org/a", "//ex\u0430mple.org/a"),
    "a Cyrillic a in the name of an indicator": cell("pattern", "indicators", 5, "indicator_id", "urgent_calls,emer", "urgent_c\u0430lls,emer"),
    "a Greek sigma in the indicator of a figure": cell("foreign-key", "observations", 12, "indicator_id", "urgent_calls,2024", "urgent_call\u03c2,2024"),
    "a Cyrillic o in a category": cell("pattern", "categories", 2, "category", "centre,north", "centre,n\u043erth"),
    "a Cyrillic a in a source": cell("pattern", "sources", 2, "source_id", "alpha-2024,Yearly", "\u0430lpha-2024,Yearly"),
    "a Turkish i in a category": cell("foreign-key", "observations", 2, "category", "north,600", "n\u0131rth,600"),
    "a decomposed French label": cell("not-normalised", "categories", 4, "label_fr", "Réels", "Re\u0301els"),
    "a decomposed Arabic label": cell("not-normalised", "indicators", 3, "definition_ar", "التغير.", "ا\u0653لتغير."),
    "a decomposed figure": cell("not-normalised", "observations", 9, "as_printed", "hausse de 25 %", "hausse de\u0301 25 %"),
    "an ångström": cell("not-normalised", "waivers", 2, "note", "The emergency", "The \u212bmergency"),
    "a tab before a cell": cell("control-character", "sources", 2, "publisher", "Alpha,,fr", "\tAlpha,,fr"),
    "a formula behind a space": cell("surrounding-space", "sources", 2, "publisher", "Alpha,,fr", " =1+1,,fr"),
    "a bell": cell("control-character", "sources", 2, "publisher", "Alpha,,fr", "Al\apha,,fr"),
    "colours of a terminal": cell("control-character", "sources", 2, "publisher", "Alpha,,fr", "\x1b[31mAlpha,,fr"),
    "letters read as Latin-1": cell("control-character", "categories", 4, "label_fr", "Réels", "Ã\x89els"),
    "a word of pandas for missing": cell("reads-as-missing", "sources", 2, "publisher", "Alpha,,fr", "#N/A,,fr"),
}  # fmt: skip

_NAMES = {
    "a theme misspelt": cell("enum", "indicators", 2, "theme", "calls,emergency,Calls", "calls,emergancy,Calls"),
    "a unit misspelt": cell("enum", "indicators", 3, "unit", "percent,growth", "percents,growth"),
    "a qualifier in French": cell("enum", "observations", 2, "qualifier", "600,exact,600", "600,environ,600"),
    "a basis misspelt": cell("enum", "observations", 2, "year_basis", "report,centre,north", "reprot,centre,north"),
    "a language in capitals": cell("enum", "sources", 2, "language", ",,fr,2024-12-20", ",,FR,2024-12-20"),
    "a reason misspelt": cell("enum", "waivers", 2, "reason", "identifier", "identifer"),
    "a period misspelt": cell("unknown-period", "observations", 2, "period", "year,report,centre,north", "yaer,report,centre,north"),
    "a category misspelt": cell("foreign-key", "observations", 3, "category", "centre,south,400", "centre,suoth,400"),
    "a breakdown misspelt": cell("foreign-key", "observations", 3, "category", "centre,south,400", "center,south,400"),
    "a category of another breakdown": cell("foreign-key", "observations", 3, "category", "centre,south,400", "kind,south,400"),
    "a source of another year": cell("foreign-key", "observations", 12, "source_id", "300,1,alpha-2024", "300,1,alpha-2042"),
    "a source that is a path": cell("foreign-key", "waivers", 2, "source_id", "alpha-2024,19", "../../etc/passwd,19"),
    "a category that is a path": cell("pattern", "categories", 2, "category", "centre,north", "centre,../north"),
    "a category that is HTML": cell("pattern", "categories", 2, "category", "centre,north", "centre,<b>"),
    "a source's name that is a path": cell("pattern", "sources", 2, "source_id", "alpha-2024,Yearly", "../alpha,Yearly"),
    "a digest that is too short": cell("pattern", "sources", 3, "text_sha256", DIGESTS["beta-2024"], "0" * 63),
    "a digest in capitals": cell("pattern", "sources", 3, "text_sha256", DIGESTS["beta-2024"], DIGESTS["beta-2024"].upper()),
    "a share of more than all": cell("share-total", "observations", 10, "value", "60,exact,60 %", "100.1,exact,100.1 %"),
    "a share of less than nothing": cell("share-total", "observations", 10, "value", "60,exact,60 %", "-0.1,exact,-0.1 %"),
    "a share of a million": cell("share-total", "observations", 10, "value", "60,exact,60 %", "1000000,exact,1000000 %"),
    "a figure of thirty thousand words": cell("max-length", "observations", 6, "as_printed", "exact,ألف,1", f"exact,{'ألف و' * 6_500},1"),
    "a figure of thirty thousand groups": cell("max-length", "observations", 12, "as_printed", "exact,300,1", f"exact,3{' 000' * 8_000},1"),
    "a row twice": Bad("primary-key", "observations.csv", 14, "indicator_id", added("observations", "urgent_calls,,year,undated,total,total,7,exact,سبع,1,beta-2024,,,Twice.")),
}  # fmt: skip

CIRCLES = {
    "two indicators that are parts of one another": cell("relation-cycle", "indicators", 2, "part_of", "calls,flow,,,,centre", "calls,flow,urgent_calls,,,centre"),
    "a share of itself": cell("relation-cycle", "indicators", 4, "share_of", "share,,calls,", "share,,calls_share_pct,"),
    "a growth of itself": cell("relation-cycle", "indicators", 3, "growth_of", "growth,,,calls,", "growth,,,calls_change_pct,"),
    "two categories in one another": Bad(
        "relation-cycle", "categories.csv", 3, "parent", both(changed("categories", "الشمال,,", "الشمال,,south"), changed("categories", "الجنوب,,", "الجنوب,,north"))
    ),
    "a source that carries its own text": cell("relation-cycle", "sources", 2, "syndicated_from", "communique_reprint,2024,,", "communique_reprint,2024,alpha-2024,"),
    "two sources that carry one another's text": Bad(
        "relation-cycle", "sources.csv", 3, "syndicated_from",
        both(changed("sources", "communique_reprint,2024,,", "communique_reprint,2024,beta-2024,"), changed("sources", "press_report,2024,,", "press_report,2024,alpha-2024,")),
    ),
    "a circle at the end of five thousand parents": Bad(
        "relation-cycle", "categories.csv", 5_007, "parent",
        replaced("categories", lambda data: data.replace(
            b"total,total,",
            b"".join(b"sort,c%04d,A,B,%s,,c%04d\n" % (number, "أ".encode(), min(number + 1, 4_999)) for number in range(5_000)) + b"total,total,",
        )),
    ),
}  # fmt: skip

# One table, a row for each text, and the column in which the text must be found.
FAMILIES = {
    "the year": ("observations", 'urgent_calls,"{}",year,stated,total,total,7,exact,سبع,1,beta-2024,,,', "year", _YEARS),
    "the value": ("observations", 'urgent_calls,2024,year,report,total,total,{},exact,300,1,alpha-2024,,,', "value", _VALUES),
    "the appearance": ("observations", "urgent_calls,2024,year,report,total,total,300,exact,300,{},alpha-2024,,,", "occurrence", _APPEARANCES),
    "the figure": ("observations", "urgent_calls,2024,year,report,total,total,300,exact,{},1,alpha-2024,,,", "as_printed", dict.fromkeys(("des appels", "300 ou 400", "entre 300 et 400"), "unread-figure")),
    "the day": ("sources", "x,T,A,,fr,{},,,press_report,2024,,,,", "published_on", dict.fromkeys(_DAYS, "type")),
    "the day of capture": ("sources", "x,T,A,,fr,2024,,,press_report,2024,,,{},", "captured_on", dict.fromkeys(_DAYS, "type")),
    "the address": ("sources", "x,T,A,,fr,2024,{},,press_report,2024,,,,", "url", dict.fromkeys(_ADDRESSES, "type")),
    "the formula": ("waivers", 'alpha-2024,19,1,identifier,"{}"', "note", dict.fromkeys(_FORMULAS, "formula")),
    **{
        f"unseen in {table}.{column}": (table, row, column, dict.fromkeys(_HIDDEN, "invisible-character"))
        for table, column, row in _PLACES
    },
}  # fmt: skip
CELLS = {**_LETTERS, **_NAMES}
