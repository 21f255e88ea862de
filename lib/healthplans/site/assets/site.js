// Draws the charts, offers downloads, remembers the language, searches on the index.
// A page says everything without it, except the charts, whose figures stand in the tables.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
// the charts' colours (lib/healthplans/charts/style.py) and what stands for them on dark paper
const ON_DARK = {
  "#5b6770": "#b3c0c8", "#0072b2": "#56b4e9", "#d55e00": "#f0914a", "#8a949c": "#8f9ba3",
  "#aab4bb": "#5d6a72", "#26323a": "#e4e9ec", "#e3e7ea": "#2c363c", "#ffffff": "#12181c",
};
const LEGEND = 60; // pixels that every chart keeps for its legend
const PRINT_WIDTH = 670; // A4 less its margins, in CSS pixels

function coloured(text, onDark) {
  return onDark ? text.replace(/#[0-9a-f]{6}/gi, (c) => ON_DARK[c.toLowerCase()] || c) : text;
}

function content(figure, onDark) {
  const source = figure.querySelector('script[type="application/json"]');
  return source && JSON.parse(coloured(source.textContent, onDark));
}

// a legend of many lines, as on a phone, makes the chart higher instead of its rows lower
function roomFor(plot) {
  const legend = plot.querySelector(".legend .bg");
  const own = Number(plot.dataset.height);
  const height = own + Math.max(0, Math.round((legend ? legend.getBBox().height : 0) - LEGEND));
  if (!own || Math.abs(plot.layout.height - height) <= 2) return;
  // a height alone would end the following of the page's width
  window.Plotly.relayout(plot, { height, autosize: plot.layout.autosize });
}

function draw(figure, width) {
  const chart = content(figure, dark.matches && !width);
  if (!chart || !window.Plotly) return;
  const size = width ? { width, autosize: false } : { autosize: true };
  const plot = figure.querySelector(".plot");
  const isNew = !plot.dataset.height;
  plot.dataset.height = chart.layout.height || 0;
  window.Plotly.react(plot, chart.data, { ...chart.layout, ...size }, {
    responsive: !width, displayModeBar: false,
  });
  if (isNew) plot.on("plotly_afterplot", () => roomFor(plot));
  roomFor(plot);
}

function drawAll(width) {
  for (const figure of document.querySelectorAll("figure.chart")) draw(figure, width);
}

function offer(name, url) {
  const link = document.createElement("a");
  link.download = name;
  link.href = url;
  link.click();
}

function asImage(svg, format, name) {
  const copy = svg.cloneNode(true);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const url = "data:image/svg+xml;charset=utf-8," +
    encodeURIComponent(new XMLSerializer().serializeToString(copy));
  if (format === "svg") return offer(name, url);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    offer(name, canvas.toDataURL("image/png"));
  };
  image.src = url;
}

async function save(figure, format) {
  const name = `${document.querySelector("main").dataset.page}-${figure.id}.${format}`;
  const chart = content(figure, false);
  if (!chart) return asImage(figure.querySelector("svg"), format, name);
  const layout = { ...chart.layout, paper_bgcolor: "#fff", plot_bgcolor: "#fff" };
  const size = { width: 1000, height: layout.height, scale: format === "png" ? 2 : 1 };
  offer(name, await window.Plotly.toImage({ data: chart.data, layout }, { format, ...size }));
}

// the text of a cell, its notes in brackets: as the notebook prints them
function cellText(cell) {
  const notes = [...cell.querySelectorAll("small")].map((note) => ` [${note.textContent.trim()}]`);
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("small").forEach((note) => note.remove());
  return copy.textContent.trim() + notes.join("");
}

function csv(table) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [...table.rows].map((row) => [...row.cells].map(cellText).map(quoted).join(","));
  return `\ufeff${rows.join("\r\n")}\r\n`; // the mark makes a spreadsheet read UTF-8
}

function addTableButtons(main) {
  main.querySelectorAll("table.figures").forEach((table, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "save";
    button.textContent = main.dataset.csv;
    button.setAttribute("aria-label", `${main.dataset.csv}: ${table.caption.textContent}`);
    button.addEventListener("click", () => {
      const blob = new Blob([csv(table)], { type: "text/csv" });
      offer(`${main.dataset.page}-table-${place + 1}.csv`, URL.createObjectURL(blob));
    });
    table.closest(".table-scroll").after(button);
  });
}

function startPage(main) {
  drawAll();
  addTableButtons(main);
  dark.addEventListener("change", () => drawAll());
  window.addEventListener("beforeprint", () => drawAll(PRINT_WIDTH));
  window.addEventListener("afterprint", () => drawAll());
  // a chart that was hidden had no width to be drawn in
  for (const choice of document.querySelectorAll('[name="view"]')) choice.addEventListener("change", () => drawAll());
  for (const figure of document.querySelectorAll("figure.chart")) {
    figure.querySelector(".tools").hidden = false;
    for (const button of figure.querySelectorAll("[data-save]")) {
      button.addEventListener("click", () => save(figure, button.dataset.save));
    }
  }
}

// Language: a choice is kept; the first page opens in it. Storage may be denied: then nothing is kept.
function remembered() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

function remember(lang) {
  try { localStorage.setItem("language", lang); } catch { /* not kept */ }
}

function startLanguage(index) {
  const own = document.documentElement.lang;
  const link = document.querySelector("[data-language]");
  link.addEventListener("click", () => remember(link.dataset.language));
  if (!index) return;
  if (location.hash === `#${own}`) remember(own);
  else if (remembered() === link.dataset.language && !location.hash && own === "zh") {
    location.replace(link.href);
  }
}

function result(entry, form) {
  const [kind, page, zh, en] = entry;
  const { lang, prefix } = form.dataset;
  const item = document.createElement("li");
  const link = document.createElement("a");
  const absent = (window.HEALTHPLANS_ABSENT || []).includes(`${lang}/${page}.html`);
  if (!absent) link.href = `${prefix}${page}.html`;
  link.textContent = lang === "zh" ? zh : en;
  const small = document.createElement("small");
  small.textContent = form.dataset[kind];
  item.append(link, small);
  return item;
}

function startSearch(form) {
  const found = (window.HEALTHPLANS_SEARCH || []).map((entry) => [entry, plain(entry.slice(2).join(" "))]);
  const [input, status, list] = ["input", "[role=status]", "ul"].map((name) => form.querySelector(name));
  const show = () => {
    const asked = plain(input.value).split(/\s+/).filter(Boolean);
    const hits = asked.length ? found.filter(([, text]) => asked.every((word) => text.includes(word))) : [];
    list.replaceChildren(...hits.slice(0, 20).map(([entry]) => result(entry, form)));
    const { found: some, none } = form.dataset;
    status.textContent = !asked.length ? "" : hits.length ? some.replace("#", hits.length) : none;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", show);
}

const main = document.querySelector("main");
const form = document.querySelector("form.search");
startLanguage(main.dataset.index);
if (form) startSearch(form);
else startPage(main);
