(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("charts").textContent);

  // Search: the same folding as dgsn_opendata.searching.fold, so that spellings find one another.
  const same = new Map(data.fold.same);
  const article = new RegExp(data.fold.article, "gu"), ending = new RegExp(data.fold.ending, "gu");
  const fold = text => [...text.normalize("NFKC")].map(one => same.get(one) ?? one).join("").toLowerCase()
    .normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()
    .replace(article, "").replace(ending, "");
  const box = document.getElementById("search"), said = document.getElementById("found");
  const filter = () => {
    const words = fold(box.value).split(" ").filter(Boolean);
    const found = new Set(Object.keys(data.words).filter(name => words.every(word => ` ${data.words[name]}`.includes(` ${word}`))));
    for (const one of document.querySelectorAll("[data-indicator]")) one.hidden = !found.has(one.dataset.indicator);
    for (const one of document.querySelectorAll("[data-theme]")) one.hidden = !one.querySelector("[data-indicator]:not([hidden])");
    said.textContent = words.length ? data.found.replace("{count}", found.size) : "";
  };
  box.closest("[hidden]").hidden = false;
  box.addEventListener("input", filter);
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest("[hidden]")) { box.value = ""; filter(); }
    target?.scrollIntoView();
  };
  addEventListener("hashchange", show);

  // Charts: the template with an indicator's title, unit and rows, as dgsn_opendata.charts.fill_panel does it.
  const lines = (text, width) => {
    const [, open, plain, close] = /^(\u2067?)(.*?)(\u2069?)$/u.exec(text);
    const found = [""];
    for (const word of plain.split(" ")) {
      if (found.at(-1) && found.at(-1).length + word.length > width / 9) found.push(word);
      else found.push(`${found.pop()} ${word}`.trim());
    }
    return found.map(line => `${open}${line}${close}`);
  };
  const fill = (indicator, part, width) => {
    const spec = structuredClone(data.template);
    const rows = part.rows.map(row => Object.fromEntries(data.row.map((key, at) => [key, row[at]]).filter(([, value]) => value != null)));
    const years = rows.filter(row => "year" in row).map(row => row.year);
    const first = Math.min(...years), last = Math.max(...years);
    spec.title.text = lines(part.title, width);
    spec.data.values = rows;
    for (const { encoding } of spec.layer) {
      encoding.x.scale.domain = [first - 0.5, last + 0.5];
      encoding.x.axis.values = years.length ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : [];
      if (encoding.y) {
        encoding.y.title = indicator.unit;
        encoding.y.scale.zero = indicator.zero;
      }
    }
    return { $schema: data.schema, config: data.config, ...spec, description: part.title, width: "container", height: 300 };
  };
  // Vega waits, compressed, until the first chart comes into view.
  let vega;
  const load = async () => {
    const bytes = Uint8Array.from(atob(document.getElementById("vega").textContent), one => one.charCodeAt(0));
    const script = document.createElement("script");
    script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    document.head.append(script);
  };
  const draw = async (place, indicator, part) => {
    await (vega ??= load());
    await vegaEmbed(place, fill(indicator, part, place.clientWidth - 60), {
      renderer: "svg", ast: true, mode: "vega-lite", logLevel: 1, downloadFileName: part.anchor,
      actions: { export: true, source: false, compiled: false, editor: false }, i18n: data.i18n,
    });
    place.querySelector("summary").setAttribute("aria-label", data.save);
    const picture = place.querySelector("svg.marks");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", part.title);
  };
  const begin = place => {
    const indicator = data.indicators[place.dataset.chart];
    const chart = document.createElement("div");
    if (indicator.series.length > 1) {
      const label = document.createElement("label"), choice = document.createElement("select");
      label.className = "choose";
      label.dir = document.dir;
      label.append(`${data.choose} `, choice);
      indicator.series.forEach((part, at) => choice.append(new Option(part.name, at)));
      choice.addEventListener("change", () => draw(chart, indicator, indicator.series[choice.value]));
      place.append(label);
    }
    place.append(chart);
    place.classList.add("drawn");
    draw(chart, indicator, indicator.series[0]);
  };
  const seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        seen.unobserve(target);
        begin(target);
      }
    }
  }, { rootMargin: "400px" });
  for (const place of document.querySelectorAll("[data-chart]")) seen.observe(place);
  addEventListener("beforeprint", () => {
    const target = document.querySelector(".indicator:target [data-chart]:not(.drawn)");
    if (target) { seen.unobserve(target); begin(target); }
  });
  if (location.hash) show();
})();
