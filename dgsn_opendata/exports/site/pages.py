"""Write the pages of the site, one a language: every indicator with chart, figures and who printed them."""

from __future__ import annotations

import functools
import json
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from dgsn_opendata.charts import chart_config, panel_template, schema_address
from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.exports.site.grid import cover_grid
from dgsn_opendata.exports.site.health import list_sources
from dgsn_opendata.exports.site.map import draw_map
from dgsn_opendata.exports.site.panels import ROW
from dgsn_opendata.exports.site.texts import Texts
from dgsn_opendata.exports.site.vega import bundle_vega, name_script
from dgsn_opendata.exports.site.views import find_words, map_view, theme_views
from dgsn_opendata.languages import FACTS, in_languages
from dgsn_opendata.localising import say_date
from dgsn_opendata.schemas import LANGUAGES
from dgsn_opendata.searching import ARTICLE, ENDING, SAME_LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from dgsn_opendata.exports.site.parts import IndicatorPart
    from dgsn_opendata.exports.site.vega import Bundle
    from dgsn_opendata.link_health import Health
    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile
    from dgsn_opendata.schemas import Language

_HERE = "dgsn_opendata.exports.site"
# A script ends at the first "</script>" in it, and a comment begins at "<!--", whatever the JSON around means.
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_BROWSER_FONTS = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif'
# The page of each language. A path with a file name opens from a disk, too.
PAGES = in_languages(lambda language: f"{'' if language == 'en' else f'{language}/'}index.html")


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages show: the package, its indicators, its files, and what describes it to search engines.

    ``health`` is what a check of the sources' addresses found; empty where none was made.
    """

    package: Package
    parts: Sequence[IndicatorPart]
    downloads: Sequence[PublishedFile]
    twins: Sequence[PublishedFile]
    schemaorg: Mapping[str, Any]
    health: Mapping[str, Health] = field(default_factory=dict)


def write_pages(site: Site) -> dict[str, bytes]:
    """Return the page of each language by its path. Every text is escaped; nothing is asked of another host.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where Jinja, Altair or vl-convert is not installed.
    """
    template, vega = _template(), bundle_vega()()
    return {PAGES[language]: _write_page(site, language, template, vega) for language in LANGUAGES}


def _write_page(site: Site, language: Language, template: Template, vega: Bundle) -> bytes:
    from markupsafe import Markup

    package, metadata = site.package, site.package.metadata
    texts = Texts(_words(language), language, PAGES[language], package.addresses)
    themes, charts = theme_views(site.parts, package.years or (0, 0), texts)
    own = _read("page.js")
    text = template.render(
        language=language,
        facts=FACTS[language],
        languages=FACTS,
        pages=PAGES,
        here=PAGES[language].removesuffix("index.html"),
        to=texts.to,
        say=texts.say,
        number=texts.number,
        pause=FACTS[language].pause,
        colon=FACTS[language].colon,
        metadata=metadata,
        addresses=package.addresses,
        twins=site.twins,
        downloads=site.downloads,
        counts=_counts(site, texts),
        fresh=_freshness(package, texts),
        themes=themes,
        map=map_view(draw_map(package), texts),
        coverage=cover_grid(package, language),
        sources=list_sources(package, site.health, texts),
        checked=bool(site.health),
        citation=metadata.citation(language),
        style=Markup(_read("page.css")),
        schemaorg=Markup(_in_script(site.schemaorg)) if language == "en" else "",
        charts=Markup(_in_script(_for_script(site, texts, charts))),
        script=Markup(own),
        vega=vega.text,
        hashes=[name_script(own), vega.name],
    )
    return f"{text.strip()}\n".encode()


def _counts(site: Site, texts: Texts) -> str:
    first, last = site.package.years or ("", "")
    return texts.say["counts"].format(
        figures=texts.number(len(site.package.frame("observations"))),
        sources=texts.number(len(site.package.sources)),
        indicators=texts.number(len(site.parts)),
        first=first,
        last=last,
    )


def _freshness(package: Package, texts: Texts) -> str:
    report = int(package.frame("sources")["report_year"].max())
    return texts.say["fresh"].format(
        report=report, latest=say_date(package.created, texts.language), next=report + 1
    )


def _for_script(site: Site, texts: Texts, charts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page's script draws, and what it searches in."""
    same = [[chr(key), chr(to) if isinstance(to, int) else ""] for key, to in SAME_LETTERS.items()]
    return {
        "schema": schema_address(),
        "template": panel_template(texts.language),
        # To screen readers a chart is a picture with a name; its values are the table's.
        "config": {**chart_config(texts.language, _BROWSER_FONTS), "aria": False, "mark": {"aria": False}},
        "row": ROW,
        "indicators": charts,
        "words": find_words(site.parts),
        "fold": {"same": same, "article": ARTICLE.pattern, "ending": ENDING.pattern},
        "save": texts.say["save"],
        "choose": texts.say["series"],
        "found": texts.say["found"],
        "i18n": {"SVG_ACTION": texts.say["save_svg"], "PNG_ACTION": texts.say["save_png"]},
    }


def _template() -> Template:
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise MissingExtra("publish", "Jinja2") from error
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_read("page.html"))


def _in_script(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


@functools.cache
def _words(language: Language) -> dict[str, str]:
    phrases = tomllib.loads(resources(_HERE).joinpath("words.toml").read_text(encoding="utf-8"))
    return {key: texts[language] for key, texts in phrases.items()}


def _read(name: str) -> str:
    return resources(_HERE).joinpath("templates", name).read_text(encoding="utf-8")
