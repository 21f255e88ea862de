// The page of a review. `mount` is used by the local page and by the notebook's widget alike:
// both give it `ask(name, given)`, which answers as healthplans.reviewing.server.answer does.

const CELLS = {
  table: ["domain", "label", "unit"],
  text: ["label", "scope", "of", "claim", "unit", "shared", "value", "year", "role", "year_text", "base_year"],
};
const PICKED = new Set(["label", "unit", "value", "scope", "of", "shared", "year_text"]);
const DONE = new Set(["accepted", "edited", "rejected"]);

function make(tag, set = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(set)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(key, value === true ? "" : value);
  }
  // texts of a document are only ever set as text, so markup in a label stays text
  node.append(...inside.filter((one) => one !== null && one !== undefined));
  return node;
}

const squeezed = (text) => text.replace(/\s+/gu, "");
const points = (text) => Array.from(text);

export async function mount(root, ask, start = {}) {
  let data = await ask("overview", {});
  let lang = start.lang === "en" ? "en" : "zh";
  let now = null, facet = "", said = "", editing = null, undone = [], last = null, found = [], chosen = 0;
  root.classList.add("hp-review");
  root.tabIndex = -1;

  const word = (key, ...values) => {
    const text = data.words[lang][key] || key;
    return values.reduce((line, value, place) => line.replaceAll(`{${place}}`, value), text);
  };
  const row = () => data.rows.find((one) => one.key === now) || null;
  const open = (one) => one.needed && !DONE.has(one.state);
  const facets = (one) => [...one.warnings.map(([code]) => `!${code}`), ...one.reasons.map((r) => `?${r}`),
    ...(one.sure[0] ? [`=${one.sure.includes("open") ? "open" : one.sure.includes("likely") ? "likely" : "sure"}`] : [])];
  const sure = (one) => one.sure[0] === "sure" && one.sure[1] !== "open" && !one.warnings.length;
  const shown = () => data.rows.filter((one) => !facet
    ? one.needed || one.state !== "open" || one.section === "number" : facets(one).includes(facet));
  const facetName = (name) => name[0] === "!" ? word(`warning_${name.slice(1)}`)
    : name[0] === "=" ? word(`sure_${name.slice(1)}`) : word(`reason_${name.slice(1)}`) === `reason_${name.slice(1)}`
      ? name.slice(1) : word(`reason_${name.slice(1)}`);

  async function decide(pairs, forget = false) {
    const before = pairs.map(([one]) => [one.key, { state: one.state, fields: one.fields }]);
    const answer = await ask("decide", { decisions: pairs.map(([one, state, fields]) => ({
      row: one.key, seen: { state: one.state, fields: one.fields }, after: { state, fields } })) });
    take(answer);
    if (!answer.error && !forget) undone.push(before);
    return !answer.error;
  }
  function take(answer) {
    said = answer.error ? (answer.conflict ? `${word("conflict")} ${answer.error}` : answer.error) : "";
    if (answer.rows) data = answer;
  }
  function step(way, wanted = () => true) {
    const list = shown();
    const at = list.findIndex((one) => one.key === now);
    for (let n = 1; n <= list.length; n += 1) {
      const one = list[(at + way * n + list.length * 2) % list.length];
      if (wanted(one)) { now = one.key; return true; }
    }
    return false;
  }
  function nextOpen() {
    if (step(1, open)) return;
    facet = "";
    if (!step(1, open)) now = null;
  }

  async function settle(state, fields) {
    const one = row();
    if (!one) return;
    last = { state, changed: changes(one, fields) };
    if (await decide([[one, state, fields || one.fields]])) { editing = null; nextOpen(); }
  }
  const changes = (one, fields) => Object.fromEntries(Object.entries(fields || {}).filter(([k, v]) => one.fields[k] !== v));
  async function acceptView() {
    const one = row();
    const box = root.querySelector(".list").getBoundingClientRect();
    const seen = [...root.querySelectorAll("tr[data-key]")].filter((line) => {
      const at = line.getBoundingClientRect();
      return at.top < box.bottom && at.bottom > box.top;
    }).map((line) => line.dataset.key);
    const chosenRows = data.rows.filter((r) => seen.includes(r.key) && open(r) && sure(r) && (!one || r.section === one.section));
    if (chosenRows.length && await decide(chosenRows.map((r) => [r, "accepted", r.fields]))) nextOpen();
  }
  async function sameForAll() {
    if (!facet || !last) { said = word("same_needs"); return; }
    const like = shown().filter(open);
    if (like.length && await decide(like.map((r) => [r, last.state, { ...r.fields, ...last.changed }]))) nextOpen();
  }
  async function undo() {
    const before = undone.pop();
    if (!before) return;
    const pairs = before.map(([key, state]) => [data.rows.find((one) => one.key === key), state.state, state.fields]);
    if (await decide(pairs, true)) now = before[0][0];
  }
  function edit() {
    const one = row();
    if (!one) return;
    editing = { fields: { ...one.fields } };
    if (one.section === "number") Object.assign(editing.fields, { label: one.fields.label || "", year: "", unit: "" });
    found = one.codes; chosen = -1;
  }
  async function reprove() {
    const answer = await ask("proof", { row: now, fields: editing.fields });
    editing.proof = answer.error ? { figures: [], warnings: [["problem", answer.error]] } : answer;
    const place = root.querySelector(".proof");
    if (place) place.replaceChildren(...proofLines(editing.proof));
  }
  function pick(column) {
    const selection = root.getRootNode().getSelection ? root.getRootNode().getSelection() : getSelection();
    const text = String(selection || "").trim();
    if (!text) { said = word("select_first"); return draw(); }
    const joined = ["scope", "of"].includes(column) && editing.fields[column];
    editing.fields[column] = joined ? `${editing.fields[column]};${text}` : text;
    if (column === "value") locate(text);
    draw(); reprove();
  }
  function locate(text) {
    const { paragraph, start } = editing.fields;
    const line = data.lines[Number(paragraph) - 1];
    if (!line) return;
    const hits = [];
    for (let at = line.indexOf(text); at >= 0 && text; at = line.indexOf(text, at + 1)) hits.push(points(line.slice(0, at)).length);
    if (!hits.length) return;
    const nearest = hits.reduce((a, b) => (Math.abs(b - start) < Math.abs(a - start) ? b : a));
    Object.assign(editing.fields, { start: String(nearest), end: String(nearest + points(text).length) });
  }

  const KEYS = {
    Enter: () => settle("accepted"), a: () => settle("accepted"), r: () => settle("rejected"), e: edit, t: edit,
    s: () => step(1), ArrowDown: () => step(1), ArrowUp: () => step(-1), u: undo, n: nextOpen, A: acceptView,
    f: nextFacet, F: () => { facet = ""; }, "=": sameForAll,
    l: () => { lang = lang === "zh" ? "en" : "zh"; },
  };
  function nextFacet() {
    const names = ["", ...counted().map(([name]) => name)];
    facet = names[(names.indexOf(facet) + 1) % names.length];
    step(1, open);
  }
  function counted() {
    const counts = new Map();
    for (const one of data.rows.filter(open)) for (const name of new Set(facets(one))) counts.set(name, (counts.get(name) || 0) + 1);
    return [...counts].sort(([a], [b]) => a.localeCompare(b));
  }

  let busy = Promise.resolve();
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && editing) { editing = null; draw(); root.focus(); return; }
    const typing = event.target.matches("input, button, textarea") && (editing || event.key === "Enter");
    if (typing || !KEYS[event.key]) return;
    event.preventDefault(); event.stopPropagation();
    const act = KEYS[event.key];
    // one key after the other, however fast they are pressed
    busy = busy.then(async () => { said = ""; await act(); draw(); });
  });

  function cellText(one, column) { return one.fields[column] || ""; }
  function line(one) {
    const head = make("td", { class: one.state }, word(`state_${one.state}`));
    const cells = one.section === "table"
      ? [...CELLS.table.slice(1), ...data.years].map((c) => make("td", {}, cellText(one, c)))
      : [make("td", {}, [one.fields.scope, one.fields.label].filter(Boolean).join(" · ") || (one.section === "number" ? facetName(`?${one.place || one.reasons[0]}`) : "—")),
        make("td", {}, one.fields.value || ""), make("td", {}, one.fields.year || "")];
    const flags = one.warnings.length ? make("td", { class: "warning" }, [...new Set(one.warnings.map(([c]) => word(`warning_${c}`)))].join(" · ")) : make("td", {}, one.needed ? word(`sure_${one.sure[0] || "open"}`) : "");
    return make("tr", { class: `${one.section}${one.key === now ? " now" : ""}`, "data-key": one.key,
      "aria-current": one.key === now ? "true" : false, onclick: () => { now = one.key; editing = null; draw(); } }, head, ...cells, flags);
  }
  function section(name) {
    const rows = shown().filter((one) => one.section === name);
    if (!rows.length) return [];
    const heads = name === "table" ? ["state", "label", "unit", ...data.years, "remarks"] : ["state", "label", "value", "year", "remarks"];
    return [make("h2", {}, `${word(`section_${name}`)} (${rows.filter(open).length}/${rows.length})`),
      make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((h) => make("th", { scope: "col" }, /^\d/u.test(h) ? h : word(h))))),
        make("tbody", {}, ...rows.map(line)))];
  }
  function proofLines({ figures, warnings }) {
    return [...figures.map((one) => make("li", {}, [one.year, word(`role_${one.role}`) === `role_${one.role}` ? one.role : word(`role_${one.role}`),
      one.kind === "exact" ? "" : one.kind, one.comparator, one.value, one.unit, one.indicator, one.part].filter(Boolean).join(" "))),
    ...warnings.map(([code, text]) => make("li", { class: "warning" }, `${word(`warning_${code}`)}${text ? `: ${text}` : ""}`))];
  }
  function card() {
    const one = row();
    if (!one) return make("div", { class: "card" }, make("p", {}, word(data.progress.done === data.progress.needed ? "complete" : "none")),
      make("p", {}, make("code", {}, `python -m healthplans accept ${data.id}`)));
    if (editing) return make("div", { class: "card" }, form(one));
    return make("div", { class: "card" }, make("strong", {}, one.fields.label || one.fields.value || one.place),
      " ", make("span", { class: one.state }, word(`state_${one.state}`)), one.by.length ? ` ${one.by.join(", ")}` : "",
      make("ul", {}, ...proofLines(one)),
      one.reasons.length ? make("p", { class: "soft" }, one.reasons.map((r) => facetName(`?${r}`)).join(" · ")) : null);
  }
  function form(one) {
    const columns = one.section === "table" ? [...CELLS.table, ...data.years, "obligation"] : CELLS.text;
    const code = one.section === "table" ? "alias_of" : "indicator";
    const inputs = columns.flatMap((column) => [
      make("label", { for: `hp-${column}` }, /^\d/u.test(column) ? column : word(column)),
      Object.assign(make("input", { id: `hp-${column}`, oninput: (event) => {
        editing.fields[column] = event.target.value; if (column === "value") locate(event.target.value); reprove();
      } }), { value: editing.fields[column] || "" }),
      PICKED.has(column) || /^\d/u.test(column) ? make("button", { type: "button", onmousedown: (e) => e.preventDefault(), onclick: () => pick(column) }, word("pick")) : make("span")]);
    const list = make("div", { class: "wide", role: "listbox", id: "hp-found", "aria-label": word("indicator") }, ...options(code));
    const box = Object.assign(make("input", { id: "hp-search", role: "combobox", "aria-controls": "hp-found", "aria-expanded": "true",
      "aria-label": word("search"), placeholder: word("search"), oninput: async (event) => {
        found = event.target.value ? (await ask("search", { text: event.target.value })).found : one.codes;
        chosen = found.length && event.target.value ? 0 : -1; list.replaceChildren(...options(code));
      }, onkeydown: (event) => {
        if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || (event.key === "Enter" && chosen < 0)) return;
        event.preventDefault();
        if (event.key === "Enter") { choose(code, found[chosen]); return; }
        chosen = Math.max(0, Math.min(found.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
        list.replaceChildren(...options(code));
      } }), { value: "" });
    return make("form", { onsubmit: (event) => {
      event.preventDefault(); const { fields } = editing; busy = busy.then(async () => { said = ""; await settle("edited", fields); draw(); });
    } }, ...inputs, make("label", { for: "hp-search" }, word(code)), box, make("span", {}, editing.fields[code] || ""), list,
    make("ul", { class: "proof wide" }, ...proofLines(editing.proof || one)),
    make("button", { type: "submit", class: "first" }, word("save")), make("button", { type: "button", onclick: () => { editing = null; draw(); root.focus(); } }, word("cancel")));
  }
  function options(code) {
    return found.map((one, place) => make("div", { role: "option", "aria-selected": String(place === chosen), onclick: () => choose(code, one) },
      make("strong", {}, one[lang]), ` ${one.code} [${one.range}] `, make("span", { class: "soft" }, one[`definition_${lang}`])));
  }
  function choose(code, one) {
    editing.fields[code] = one.code; draw(); reprove();
    root.querySelector("button.first").focus();
  }
  function source() {
    const one = row();
    if (one && one.section === "table") {
      const values = new Set([one.fields.label, ...data.years.map((y) => one.fields[y])].filter(Boolean).map(squeezed));
      const width = Math.max(...data.grid.map((cells) => cells.length));
      return make("table", {}, make("tbody", {}, ...data.grid.map((printed) => {
        // a cell merged from above is printed once: what follows it stands under its own head
        const cells = [...Array(width - printed.length).fill(""), ...printed];
        const mine = cells.some((cell) => squeezed(cell) === squeezed(one.fields.label || one.place.split(" | ")[0] || "?"));
        return make("tr", { class: mine ? "now" : "" }, ...cells.map((cell) => make("td", { class: mine && values.has(squeezed(cell)) ? "lit" : "" }, cell)));
      })));
    }
    const { paragraph, start, end } = (editing ? editing.fields : one && one.fields) || {};
    const at = Number(paragraph || 1);
    const near = data.lines.map((text, place) => [text, place + 1]).filter(([text, n]) => text && Math.abs(n - at) <= 12);
    return make("div", { class: "text" }, ...near.map(([text, n]) => {
      if (n !== at || !end) return make("p", { class: n === at ? "" : "far" }, text);
      const marks = points(text);
      return make("p", {}, marks.slice(0, start).join(""), make("mark", {}, marks.slice(start, end).join("")), marks.slice(end).join(""));
    }));
  }
  const KEY_NAMES = [["Enter", "accept"], ["r", "reject"], ["e", "edit"], ["s", "skip"], ["u", "undo"], ["n", "next"],
    ["A", "view"], ["t", "turn"], ["f", "facet"], ["F", "all"], ["=", "same"], ["l", "language"]];

  function draw() {
    const held = document.activeElement && root.contains(document.activeElement) ? document.activeElement.id : "";
    const kept = root.querySelector(".list")?.scrollTop || 0;
    const { done, needed } = data.progress;
    document.documentElement.lang = start.inside ? document.documentElement.lang : lang;
    root.lang = lang;
    root.replaceChildren(
      make("header", {}, make("h1", {}, `${data.about.title || data.id}`), make("progress", { max: needed || 1, value: done, "aria-label": word("progress", done, needed) }),
        make("span", { class: "count" }, word("progress", done, needed)), make("span", { class: "soft" }, word("minutes", data.minutes)), make("span", { class: "soft" }, data.who),
        data.broken.length ? make("span", { class: "warning" }, word("broken", data.broken.length)) : null,
        data.strangers.length ? make("span", { class: "warning", title: data.strangers.map(([key]) => key).join("\n") }, word("strangers", data.strangers.length)) : null,
        ...data.agreement.map(([a, b, same, n, kappa]) => make("span", { class: "soft" }, word("agreement", a, b, same, n, kappa === null ? "–" : kappa.toFixed(2)))),
        make("span", { class: "error", role: "alert" }, said)),
      make("nav", { class: "facets", "aria-label": word("facets") },
        make("button", { type: "button", "aria-pressed": String(!facet), onclick: () => { facet = ""; draw(); root.focus(); } }, word("all")),
        ...counted().map(([name, n]) => make("button", { type: "button", "aria-pressed": String(facet === name), onclick: () => { facet = name; step(1, open); draw(); root.focus(); } }, `${facetName(name)} ${n}`))),
      make("section", { class: "list", tabindex: "0", "aria-label": word("rows") }, ...["table", "text", "number"].flatMap(section)),
      make("section", { class: "source", tabindex: "0", "aria-label": word("source") }, card(), source()),
      make("footer", {}, ...KEY_NAMES.map(([key, name]) => make("span", {}, make("kbd", {}, key), ` ${word(`key_${name}`)}`))));
    root.querySelector(".list").scrollTop = kept;
    const again = held && root.querySelector(`#${CSS.escape(held)}`);
    if (again) again.focus();
    else if (editing) root.querySelector(row()?.section === "table" ? "#hp-search" : "#hp-label")?.focus();
    else root.focus({ preventScroll: true });
    scroll();
  }
  function scroll() {
    const list = root.querySelector(".list"), line_ = list.querySelector("tr.now");
    if (line_) list.scrollTop += line_.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
    const pane = root.querySelector(".source"), lit = pane.querySelector("mark, td.lit, .text p:not(.far)");
    const top = pane.querySelector(".card").offsetHeight;
    if (lit) pane.scrollTop += lit.getBoundingClientRect().top - pane.getBoundingClientRect().top - top - 60;
  }
  nextOpen();
  draw();
}

async function local(root) {
  const token = location.hash.slice(1);
  const ask = async (name, given) => {
    const post = ["decide", "proof"].includes(name);
    const headers = { "X-Token": token, ...(post ? { "Content-Type": "application/json" } : {}) };
    const query = post ? "" : `?${new URLSearchParams(given)}`;
    try {
      const answer = await fetch(`/${name}${query}`, { method: post ? "POST" : "GET", headers, body: post ? JSON.stringify(given) : undefined });
      return answer.ok ? await answer.json() : { error: await answer.text() };
    } catch (error) {
      return { error: String(error) };
    }
  };
  const first = await ask("overview", {});
  if (first.error) { root.textContent = first.error; return; }
  await mount(root, ask, { lang: new URLSearchParams(location.search).get("lang") });
}

const root = typeof document === "undefined" ? null : document.getElementById("review");
if (root && location.hash) local(root);

// the widget's door: anywidget calls `render`
export default {
  render({ model, el }) {
    let number = 0;
    const waiting = new Map();
    model.on("msg:custom", (message) => { waiting.get(message.id)?.(message.answer); waiting.delete(message.id); });
    const ask = (name, given) => new Promise((resolve) => {
      number += 1; waiting.set(number, resolve); model.send({ id: number, name, given });
    });
    const inside = document.createElement("div");
    inside.classList.add("inside");
    el.append(inside);
    mount(inside, ask, { lang: model.get("lang"), inside: true });
  },
};
