// Sorts and filters the tables where they stand, and says where one is wider than its box.
// Without it they stand in the order of the page.
"use strict";

const FILTERED_FROM = 16; // rows
const SORTED_FROM = 3;
const ORDER = { ascending: 1, descending: -1 };

function plain(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function ownText(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("small, .hidden, .sign, details > :not(summary)").forEach((part) => part.remove());
  return copy.textContent.trim();
}

// a bound stands by its number, just below or above the same number without one
function amountOf(text) {
  const found = text.replaceAll("−", "-").replaceAll(",", "").match(/^([^\d+-]*)([+-]?\d+(?:\.\d+)?)/);
  if (!found) return null;
  const side = /[<≤]/.test(found[1]) ? -1 : /[>≥]/.test(found[1]) ? 1 : 0;
  return [Number(found[2]), side];
}

function keyOf(cell) {
  const text = cell ? ownText(cell) : "";
  const given = cell?.dataset.sort;
  const blank = /^[–-]?$/.test(text) || cell.classList.contains("absent");
  return { text, blank, amount: blank ? null : given ? [Number(given), 0] : amountOf(text) };
}

// numbers where most of what is said are numbers; the rest of such a column stands last
function comparer(keys, lang) {
  const said = keys.filter((key) => !key.blank);
  const numeric = 2 * said.filter((key) => key.amount).length > said.length;
  const collator = new Intl.Collator(lang, { numeric: true });
  const last = (key) => key.blank || (numeric && !key.amount);
  return (a, b, way) => {
    if (last(a) || last(b)) return last(a) - last(b) || a.blank - b.blank;
    if (!numeric) return way * collator.compare(a.text, b.text);
    return way * (a.amount[0] - b.amount[0] || a.amount[1] - b.amount[1]);
  };
}

// sorted rows stand in one body, the groups' heads out of sight; unsorted each in its own
function order(table, column, way) {
  const rows = [...table.querySelectorAll("tbody > tr:not(.group)")];
  const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column])]));
  const compare = comparer([...keys.values()], table.lang || document.documentElement.lang);
  const sorted = (a, b) => (way ? compare(keys.get(a), keys.get(b), way) : 0) || a.dataset.place - b.dataset.place;
  const bodies = table.tBodies;
  for (const row of rows.sort(sorted)) bodies[way ? 0 : row.dataset.body].append(row);
  table.classList.toggle("sorted", Boolean(way));
  showBodies(table);
}

function showBodies(table) {
  for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => !row.matches(".group") && !row.hidden);
}

// ascending, descending, and back to the order of the page
function turn(table, head) {
  const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort];
  for (const other of table.tHead.rows[0].cells) other.ariaSort = "none";
  head.ariaSort = next;
  order(table, head.cellIndex, ORDER[next] || 0);
}

function makeSortable(table) {
  [...table.tBodies].forEach((body, at) => [...body.rows].forEach((row, place) => {
    Object.assign(row.dataset, { body: at, place: at * 1e6 + place });
  }));
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    if (head.querySelector("a")) {
      // the head's own link stays a link
      button.setAttribute("aria-label", `${document.body.dataset.sort}: ${ownText(head)}`);
      head.append(" ", button);
    } else {
      button.append(...head.childNodes);
      head.append(button);
    }
    head.ariaSort = "none";
    button.addEventListener("click", () => turn(table, head));
  }
}

function filter(table, asked, status) {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  const titles = [...table.tBodies].map((body) => plain(body.querySelector(".group")?.textContent ?? ""));
  const rows = [...table.querySelectorAll("tbody > tr:not(.group)")];
  for (const row of rows) {
    const text = `${titles[row.dataset.body]} ${plain(row.textContent)}`;
    row.hidden = !words.every((word) => text.includes(word));
  }
  showBodies(table);
  const shown = rows.filter((row) => !row.hidden).length;
  status.textContent = words.length
    ? document.body.dataset.shown.replace("#", shown).replace("#", rows.length) : "";
}

function makeFilter(table) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const status = document.createElement("span");
  input.type = "search";
  input.autocomplete = "off";
  input.className = "filter";
  status.setAttribute("role", "status");
  label.append(document.body.dataset.filter, input);
  input.addEventListener("input", () => filter(table, input.value, status));
  input.setAttribute("aria-label", `${document.body.dataset.filter}: ${table.caption.textContent}`);
  return [label, status];
}

function watchWidth(box, table, hint) {
  const measure = () => {
    const fits = table.offsetWidth <= box.clientWidth + 1;
    box.classList.toggle("fits", fits);
    hint.hidden = fits;
  };
  new ResizeObserver(measure).observe(box);
  measure();
}

function startTables() {
  for (const box of document.querySelectorAll(".table-scroll")) {
    const table = box.querySelector("table");
    const rows = table.querySelectorAll("tbody tr:not(.group)").length;
    const tools = document.createElement("div");
    const hint = document.createElement("span");
    tools.className = "table-tools";
    hint.className = "scroll-hint";
    hint.textContent = document.body.dataset.scroll;
    if (rows >= SORTED_FROM) makeSortable(table);
    if (rows >= FILTERED_FROM) tools.append(...makeFilter(table));
    tools.append(hint);
    box.before(tools);
    watchWidth(box, table, hint);
  }
}

startTables();
