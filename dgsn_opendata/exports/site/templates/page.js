(() => {
  "use strict";
  document.documentElement.classList.add("scripted");
  const data = JSON.parse(document.getElementById("page-charts").textContent);

  // Search: the same folding as dgsn_opendata.searching.fold, so that spellings find one another.
  const same = new Map(data.fold.same);
  const article = new RegExp(data.fold.article, "gu"), ending = new RegExp(data.fold.ending, "gu");
  const fold = text => [...text.normalize("NFKC")].map(one => same.get(one) ?? one).join("").toLowerCase()
    .normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()
    .replace(article, "").replace(ending, "");
  const box = document.getElementById("page-search"), said = document.getElementById("page-found");
  const filter = () => {
    const words = fold(box.value).split(" ").filter(Boolean), asked = box.value.trim() !== "";
    const found = new Set(Object.keys(data.words).filter(name => (words.length || !asked) && words.every(word => ` ${data.words[name]}`.includes(` ${word}`))));
    for (const one of document.querySelectorAll("[data-indicator]")) one.hidden = !found.has(one.dataset.indicator);
    for (const one of document.querySelectorAll("[data-theme]")) one.hidden = !one.querySelector("[data-indicator]:not([hidden])");
    said.textContent = asked ? data.found.replace("{count}", found.size) : "";
  };
  box.closest("[hidden]").hidden = false;
  box.addEventListener("input", filter);
  const show = () => {
    const target = document.querySelector(":target");
    if (target?.closest("[hidden]")) { box.value = ""; filter(); }
    target?.scrollIntoView();
  };
  addEventListener("hashchange", show);

  // Charts: the template with an indicator's title, unit and rows, as dgsn_opendata.charts.fill_panel does it.
  const lines = (text, width) => {
    const [, open, plain, close] = /^(\u2067?)(.*?)(\u2069?)$/u.exec(text);
    const found = [""];
    for (const word of plain.split(" ")) {
      if (found.at(-1) && found.at(-1).length + word.length > width) found.push(word);
      else found.push(`${found.pop()} ${word}`.trim());
    }
    return found.map(line => `${open}${line}${close}`);
  };
  const fill = (indicator, part, width) => {
    const spec = structuredClone(data.template);
    const rows = part.rows.map(row => Object.fromEntries(data.row.map((key, at) => [key, row[at]]).filter(([, value]) => value != null)));
    const years = rows.filter(row => "year" in row).map(row => row.year);
    const first = Math.min(...years), last = Math.max(...years);
    spec.title.text = lines(part.title, width / 9);
    spec.title.subtitle = lines(part.source, width / 6.5);
    spec.data.values = rows;
    for (const { encoding } of spec.layer) {
      encoding.x.scale.domain = [first - 0.5, last + 0.5];
      encoding.x.axis.values = years.length ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : [];
      if (encoding.y) {
        encoding.y.title = indicator.unit;
        encoding.y.scale.zero = indicator.zero;
        encoding.y.axis.tickMinStep = Number(indicator.whole);
      }
    }
    return { $schema: data.schema, config: data.config, ...spec, description: part.title, width: "container", height: 300 };
  };
  // Vega waits, compressed, until the first chart comes into view.
  let vega;
  const load = async () => {
    const bytes = Uint8Array.from(atob(document.getElementById("page-vega").textContent), one => one.charCodeAt(0));
    const script = document.createElement("script");
    script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    document.head.append(script);
  };
  const views = new WeakMap();
  const draw = async (place, indicator, part) => {
    await (vega ??= load());
    views.get(place)?.finalize();
    views.set(place, await vegaEmbed(place, fill(indicator, part, place.clientWidth - 60), {
      renderer: "svg", ast: true, mode: "vega-lite", logLevel: 1, downloadFileName: part.anchor,
      actions: { export: true, source: false, compiled: false, editor: false }, i18n: data.i18n,
    }));
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
    // Where a browser cannot draw, the table stands for itself.
    draw(chart, indicator, indicator.series[0]).catch(() => place.remove());
  };
  const places = document.querySelectorAll("[data-chart]");
  if (!("IntersectionObserver" in window && "DecompressionStream" in window)) {
    for (const place of places) place.remove();
  } else {
    const seen = new IntersectionObserver(entries => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          seen.unobserve(target);
          begin(target);
        }
      }
    }, { rootMargin: "400px" });
    for (const place of places) seen.observe(place);
  }
  if (location.hash) show();
})();
