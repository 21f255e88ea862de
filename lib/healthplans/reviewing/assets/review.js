// The page of a review. `mount` is used by the local page and by the notebook's widget alike:
// both give it `ask(name, given)`, which answers as healthplans.reviewing.server.answer does.

const CELLS = {
  table: ["domain", "label", "unit"],
  text: ["label", "scope", "of", "claim", "unit", "shared", "value", "year", "role", "compared", "year_text", "base_year"],
};
const PICKED = new Set(["label", "unit", "value", "scope", "of", "shared", "compared", "year_text"]);
const DONE = new Set(["accepted", "edited", "rejected"]);
const CHECKED = "checked_columns", NEW = "new_indicator";
// what only a person knows of a new indicator; the rest is derived and can be changed
const ASKED = ["en", "definition_zh", "definition_en", "polarity", "polarity_reason_zh", "polarity_reason_en"];
const DERIVED = ["zh", "code", "topic", "unit", "denominator"];

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
  let now = null, facet = "", said = "", editing = null, undone = [], last = null, found = [], chosen = 0, column = 0;
  root.classList.add("hp-review");
  root.tabIndex = -1;

  const word = (key, ...values) => {
    const text = data.words[lang][key] || key.replace(/^wants_/u, "");
    return values.reduce((line, value, place) => line.replaceAll(`{${place}}`, value), text);
  };
  const row = () => data.rows.find((one) => one.key === now) || null;
  const open = (one) => one.needed && !DONE.has(one.state);
  const facets = (one) => [...one.warnings.map(([code]) => `!${code}`), ...one.reasons.map((r) => `?${r}`),
    ...(one.sure[0] ? [`=${one.sure.includes("open") ? "open" : one.sure.includes("likely") ? "likely" : "sure"}`] : [])];
  const sure = (one) => one.sure[0] === "sure" && one.sure[1] !== "open" && !one.warnings.length;
  const unread = (one) => one.warnings.some(([code]) => code === "problem");
  const checked = (one) => (one.fields[CHECKED] || "").split(";").filter(Boolean);
  // the columns that the document fills, each to be looked at down the page
  const columns = () => ["label", "unit", ...data.years, "obligation"].filter((name) =>
    data.rows.some((one) => one.section === "table" && one.fields[name]));
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
    said = answer.error ? (answer.conflict ? `${word("conflict")} ${answer.error}` : answer.gone ? word("gone") : told(answer)) : "";
    if (answer.rows) data = answer;
  }
  const told = ({ error, offences }) => !offences ? error : offences.map(({ column: name, text, expected }) =>
    `${name ? `${data.words[lang][`new_${name}`] || word(name)} ` : ""}${text ? `“${text}” ` : ""}${word(`wants_${expected}`)}`).join("；");
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
    if (state === "accepted" && unread(one)) { said = word("unread"); return; }
    last = { state, changed: changes(one, fields) };
    if (await decide([[one, state, fields || one.fields]])) { editing = null; nextOpen(); }
  }
  const changes = (one, fields) => Object.fromEntries(Object.entries(fields || {}).filter(([k, v]) => one.fields[k] !== v));
  // accepts one column of the sure rows in view; a row stands when all of its columns do
  async function acceptColumn() {
    const one = row(), names = columns(), name = names[column];
    if (!one || one.section !== "table") { said = word("column_of_table"); return; }
    const box = root.querySelector(".list").getBoundingClientRect();
    const seen = [...root.querySelectorAll("tr[data-key]")].filter((line) => {
      const at = line.getBoundingClientRect();
      return at.top < box.bottom && at.bottom > box.top;
    }).map((line) => line.dataset.key);
    const fit = data.rows.filter((r) => seen.includes(r.key) && r.section === "table" && open(r) && r.state !== "disputed" && sure(r));
    const pairs = fit.filter((r) => !checked(r).includes(name)).map((r) => {
      const all = [...checked(r), name], whole = names.every((n) => all.includes(n));
      return [r, whole ? "accepted" : "checked", whole ? r.fields : { ...r.fields, [CHECKED]: all.join(";") }];
    });
    if (pairs.length && !await decide(pairs)) return;
    if (!fit.length) { said = word("none_sure"); return; }
    const keys = new Set(fit.map((r) => r.key)), rest = data.rows.filter((r) => keys.has(r.key) && open(r));
    column = Math.max(0, names.findIndex((n) => rest.some((r) => !checked(r).includes(n))));
    if (!rest.length) nextOpen();
  }
  const turnTo = (way) => { column = (column + way + columns().length) % columns().length; };
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
    editing = { fields: { ...one.fields }, at: one.section === "table" ? "" : "label", form: null };
    delete editing.fields[CHECKED];
    if (one.section === "number") editing.fields = { label: "", year: "", unit: "", ...editing.fields };
    found = one.codes; chosen = -1;
  }
  const coded = () => (row().section === "table" ? "alias_of" : "indicator");
  const typed = () => {
    const { fields, form: asked } = editing;
    if (!asked) return fields;
    const own = { ...fields, [NEW]: JSON.stringify(asked.fields) };
    return row().section === "table" ? own : { ...own, indicator: asked.fields.code || "" };
  };
  async function reprove() {
    const answer = await ask("proof", { row: now, fields: typed() });
    if (!editing) return;
    editing.proof = answer.error ? { figures: [], warnings: [["problem", answer.error]] } : answer;
    if (answer.codes && !editing.searched) { found = answer.codes; root.querySelector("#hp-found")?.replaceChildren(...options(coded())); }
    // a label that surely means one indicator brings it along, until a person chooses
    if (coded() === "indicator" && answer.taken && !editing.chose && !editing.form && answer.taken !== editing.fields.indicator
        && ["label", "scope"].some((name) => name in changes(row(), editing.fields))) {
      editing.fields.indicator = answer.taken;
      const place = root.querySelector("#hp-code");
      if (place) place.textContent = answer.taken;
      await reprove();
      return;
    }
    const place = root.querySelector(".proof");
    if (place) place.replaceChildren(...proofLines(editing.proof));
  }
  // the text selected in the source, and where it stands in the prose: paragraph, start, end
  function selected() {
    const selection = root.getRootNode().getSelection ? root.getRootNode().getSelection() : getSelection();
    const text = String(selection || "").trim();
    const range = text && selection.rangeCount ? selection.getRangeAt(0) : null;
    const home = range && (range.startContainer.parentElement || root).closest(".text p[data-line]");
    if (!home || !home.contains(range.endContainer)) return { text, place: null };
    const before = document.createRange();
    before.setStart(home, 0); before.setEnd(range.startContainer, range.startOffset);
    const lead = String(selection).length - String(selection).trimStart().length;
    const start = points(before.toString()).length + lead;
    return { text, place: { paragraph: home.dataset.line, start: String(start), end: String(start + points(text).length) } };
  }
  function pick(name) {
    const { text, place } = selected();
    if (!text) { said = word("select_first"); return draw(); }
    const joined = ["scope", "of"].includes(name) && editing.fields[name];
    editing.fields[name] = joined ? `${editing.fields[name]};${text}` : text;
    if (name === "value" && place) Object.assign(editing.fields, place);
    else if (name === "value") locate(text);
    draw(); reprove();
  }
  // turns a number that was not proposed, or whatever is selected, into a row
  function turn() {
    const { text, place } = selected();
    if (text && place) {
      const key = `number ${place.paragraph}:${place.start}-${place.end}`;
      if (!data.rows.some((one) => one.key === key)) {
        data.rows.push({ key, section: "number", fields: { value: text, ...place }, drafted: {}, state: "open", by: [], place: "added",
          sure: ["", ""], needed: true, reasons: ["added"], warnings: [], figures: [], codes: [], answers: [] });
      }
      now = key;
    }
    edit();
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
    Enter: () => settle("accepted"), a: () => settle("accepted"), r: () => settle("rejected"), e: edit, t: turn,
    s: () => step(1), ArrowDown: () => step(1), ArrowUp: () => step(-1), u: undo, n: nextOpen, A: acceptColumn, ArrowLeft: () => turnTo(-1), ArrowRight: () => turnTo(1),
    f: nextFacet, F: () => { facet = ""; }, "=": sameForAll,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [String(n), () => choosing(n - 1)])),
    l: () => { lang = lang === "zh" ? "en" : "zh"; },
  };
  function nextFacet() {
    const names = ["", ...counted().map(([name]) => name)];
    facet = names[(names.indexOf(facet) + 1) % names.length];
    step(1, open);
  }
  function counted() {
    const counts = new Map();
    // a decided row stands here again where it cannot be read any more, or the draft changed
    const again = (one) => DONE.has(one.state) && one.state !== "rejected" && one.warnings.some(([code]) => ["problem", "changed"].includes(code));
    for (const one of data.rows.filter((each) => open(each) || again(each))) for (const name of new Set(facets(one))) counts.set(name, (counts.get(name) || 0) + 1);
    return [...counts].sort(([a], [b]) => "!=?".indexOf(a[0]) - "!=?".indexOf(b[0]) || a.localeCompare(b));
  }

  let busy = Promise.resolve(), turns = 0;
  // one key after the other, however fast they are pressed
  const after = (act) => {
    busy = busy.then(async () => { said = ""; await act(); draw(); root.dataset.turns = String(turns += 1); });
  };
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && editing) { after(() => { editing = null; }); return; }
    const typing = event.target.matches("input, select, button, textarea") && (editing || event.key === "Enter");
    if (typing || !KEYS[event.key]) return;
    event.preventDefault(); event.stopPropagation();
    const act = KEYS[event.key];
    after(act);
  });

  // a number that is no row is told by the characters around it
  function around(one) {
    const { value = "", paragraph, start, end } = one.fields;
    if (one.section !== "number" || one.state !== "open") return [value];
    const text = points(data.lines[Number(paragraph) - 1] || "");
    return [text.slice(Math.max(0, start - 8), start).join(""), make("b", {}, value), text.slice(end, Number(end) + 8).join("")];
  }
  function line(one) {
    const head = make("td", { class: one.state }, word(`state_${one.state}`));
    const done = checked(one), names = columns();
    const cells = one.section === "table"
      ? names.map((name, place) => make("td", { class: [`c-${name}`, done.includes(name) ? "seen" : "", place === column ? "column" : ""].join(" ").trim() }, one.fields[name] || ""))
      : [make("td", {}, [one.fields.scope, one.fields.label].filter(Boolean).join(" · ") || (one.section === "number" ? facetName(`?${one.place || one.reasons[0]}`) : "—")),
        make("td", {}, ...around(one)), make("td", {}, one.fields.year || "")];
    const flags = one.warnings.length ? make("td", { class: "warning" }, [...new Set(one.warnings.map(([c]) => word(`warning_${c}`)))].join(" · ")) : make("td", {}, one.needed ? word(`sure_${one.sure[0] || "open"}`) : "");
    return make("tr", { class: `${one.section}${one.key === now ? " now" : ""}`, "data-key": one.key,
      "aria-current": one.key === now ? "true" : false, onclick: () => { now = one.key; editing = null; draw(); } }, head, ...cells, flags);
  }
  function section(name) {
    const rows = shown().filter((one) => one.section === name);
    if (!rows.length) return [];
    const heads = name === "table" ? ["state", ...columns(), "remarks"] : ["state", "label", "value", "year", "remarks"];
    const current = (place) => name === "table" && place === column + 1;
    return [make("h2", {}, `${word(`section_${name}`)} (${rows.filter(open).length}/${rows.length})`),
      make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((h, place) => make("th", { scope: "col", class: current(place) ? "column" : undefined }, /^\d/u.test(h) ? h : word(h))))),
        make("tbody", {}, ...rows.map(line)))];
  }
  function proofLines({ figures, warnings }) {
    return [...figures.map((one) => make("li", {}, one[lang], one.indicator ? make("span", { class: "soft" }, ` ${one.indicator}`) : null)),
    ...warnings.map(([code, text]) => make("li", { class: "warning" }, `${word(`warning_${code}`)}${text ? `: ${text}` : ""}`))];
  }
  function hint(one) {
    if (one.state === "disputed") return word("do_settle");
    if (DONE.has(one.state)) return word("do_done");
    if (one.section === "number" || one.reasons.includes("missing")) return word("do_number");
    if (unread(one)) return word("do_mend");
    return one.section === "table" ? word("do_table") : word("do_text");
  }
  function card() {
    const one = row();
    if (!one) {
      const complete = data.progress.done === data.progress.needed;
      return make("div", { class: "card" }, make("p", {}, make("strong", {}, word(complete ? "complete" : "none"))),
        complete ? make("p", {}, make("code", {}, `python -m healthplans accept ${data.id}`)) : null);
    }
    if (editing) return make("div", { class: "card" }, form(one));
    return make("div", { class: "card" }, make("strong", {}, one.fields.label || one.fields.value || one.place),
      " ", make("span", { class: one.state }, word(`state_${one.state}`)), one.by.length ? ` ${one.by.join(", ")}` : "",
      make("ul", {}, ...proofLines(one), ...one.answers.map(([who, state]) => make("li", { class: "disputed" }, `${who}: ${word(`state_${state}`)}`))),
      one.section === "table" && one.reasons.includes("missing") ? make("p", {}, one.place) : null,
      make("p", { class: "do" }, hint(one)),
      candidates(one).length ? make("ol", {}, ...candidates(one).map((entry, place) => make("li", {}, make("kbd", {}, String(place + 1)), " ",
        make("strong", {}, entry[lang]), ` ${entry.range ? `[${entry.range}] ` : ""}`, make("span", { class: "soft" }, entry[`definition_${lang}`])))) : null,
      one.reasons.length ? make("p", { class: "soft" }, one.reasons.map((r) => facetName(`?${r}`)).join(" · ")) : null);
  }
  // the indicators that a key away may be meant, where the draft is not sure of its own
  function candidates(one) {
    const settled = one.section === "number" || !open(one) || !one.fields.label || (one.sure[1] === "sure" && !unread(one) && (one.section === "table" || one.fields.indicator));
    return settled ? [] : one.codes.slice(0, 5);
  }
  async function choosing(place) {
    const one = row(), entry = one && candidates(one)[place];
    if (!entry) return;
    const fields = { ...one.fields, [one.section === "table" ? "alias_of" : "indicator"]: entry.code };
    delete fields[CHECKED];
    await settle("edited", fields);
  }
  const field = (name, label, ...inside) => [make("label", { for: `hp-${name}` }, label), ...inside];
  function form(one) {
    const names = one.section === "table" ? [...CELLS.table, ...data.years, "obligation"] : CELLS.text;
    const code = one.section === "table" ? "alias_of" : "indicator";
    const inputs = names.flatMap((name) => field(name, /^\d/u.test(name) ? name : word(name),
      Object.assign(make("input", { id: `hp-${name}`, autocomplete: "off", onfocus: () => { editing.at = name; }, oninput: (event) => {
        editing.fields[name] = event.target.value; if (name === "value") locate(event.target.value); reprove();
      } }), { value: editing.fields[name] || "" }),
      PICKED.has(name) || /^\d/u.test(name) ? make("button", { type: "button", title: word("pick"), "aria-label": `${word("pick")}: ${/^\d/u.test(name) ? name : word(name)}`, onmousedown: (e) => e.preventDefault(), onclick: () => pick(name) }, "⇤") : make("span")));
    const list = make("div", { class: "wide", role: "listbox", id: "hp-found", "aria-label": word("indicator") }, ...options(code));
    const box = make("input", { id: "hp-search", role: "combobox", "aria-controls": "hp-found", "aria-expanded": "true", autocomplete: "off",
      "aria-label": word("search"), placeholder: word("search"), onfocus: () => { editing.at = ""; }, oninput: async (event) => {
        editing.searched = Boolean(event.target.value);
        found = event.target.value ? (await ask("search", { text: event.target.value })).found : one.codes;
        chosen = event.target.value ? 0 : -1; list.replaceChildren(...options(code));
      }, onkeydown: (event) => {
        if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || (event.key === "Enter" && chosen < 0)) return;
        event.preventDefault();
        if (event.key === "Enter") { choose(code, found[chosen]); return; }
        chosen = Math.max(0, Math.min(found.length, chosen + (event.key === "ArrowDown" ? 1 : -1)));
        list.replaceChildren(...options(code));
      } });
    const keep = code === "indicator" && editing.fields.indicator && !editing.form
      ? [make("span"), make("label", { class: "wide2" }, Object.assign(make("input", { type: "checkbox", id: "hp-alias", onchange: (event) => {
        editing.fields.alias_of = event.target.checked ? editing.fields.indicator : ""; reprove();
      } }), { checked: Boolean(editing.fields.alias_of) }), ` ${word("keep_alias")}`)] : [];
    return make("form", { onsubmit: (event) => {
      event.preventDefault(); const fields = typed();
      after(() => settle("edited", fields));
    } }, ...inputs, make("label", { for: "hp-search" }, word(code)), box, make("span", { id: "hp-code" }, editing.form ? word("new") : editing.fields[code] || ""), list,
    ...keep, ...(editing.form ? asked() : []),
    make("ul", { class: "proof wide" }, ...proofLines(editing.proof || one)),
    make("button", { type: "submit", class: "first" }, word("save")), make("button", { type: "button", onclick: () => { editing = null; draw(); root.focus(); } }, word("cancel")));
  }
  // the form of a new indicator: what only a person knows, then what was derived
  function asked() {
    const { fields, choices } = editing.form;
    const set = (name, value) => { fields[name] = value; reprove(); };
    const input = (name) => {
      const more = { id: `hp-new-${name}`, required: name !== "denominator", onfocus: () => { editing.at = ""; } };
      if (choices[name]) {
        const blank = make("option", { value: "" }, "—");
        const every = choices[name].map(([code, zh, en]) => make("option", { value: code }, lang === "zh" ? zh : en));
        return Object.assign(make("select", { ...more, onchange: (event) => set(name, event.target.value) }, blank, ...every), { value: fields[name] || "" });
      }
      return Object.assign(make("input", { ...more, autocomplete: "off", oninput: (event) => {
        if (name === "code") editing.form.own = true;
        set(name, event.target.value); if (name === "en") derive();
      } }), { value: fields[name] || "" });
    };
    const one = (name) => field(`new-${name}`, word(`new_${name}`), make("span", { class: "wide2 stack" }, input(name)));
    return [make("h3", { class: "wide" }, word("new")), ...ASKED.flatMap(one), make("h3", { class: "wide soft" }, word("derived")), ...DERIVED.flatMap(one)];
  }
  async function derive() {
    const { form: asked_ } = editing, en = asked_.fields.en || "";
    const given = await ask("form", { row: now, fields: { ...editing.fields, en } });
    if (given.error || editing?.form !== asked_ || asked_.own || asked_.fields.en !== en) return;
    asked_.fields.code = given.fields.code;
    const place = root.querySelector("#hp-new-code");
    if (place) place.value = given.fields.code;
  }
  async function describe() {
    const old = editing.fields[NEW], given = await ask("form", { row: now, fields: editing.fields });
    if (given.error) { said = given.error; return draw(); }
    editing.form = { ...given, own: Boolean(old), fields: { ...given.fields, ...(old ? JSON.parse(old) : {}) } };
    editing.placed = false; // the form is longer now: bring the source back into view
    draw();
    root.querySelector("#hp-new-en").focus({ preventScroll: true });
  }
  function options(code) {
    const known = found.map((one, place) => make("div", { role: "option", "aria-selected": String(place === chosen), onclick: () => choose(code, one) },
      make("strong", {}, one[lang]), ` ${one.code} ${one.range ? `[${one.range}] ` : ""}`, make("span", { class: "soft" }, one[`definition_${lang}`])));
    return [...(editing?.form ? [] : known), make("div", { role: "option", "aria-selected": String(chosen === found.length), onclick: describe },
      make("strong", {}, `＋ ${word("new")}`), ` ${editing ? editing.fields.label || "" : ""}`)];
  }
  function choose(code, one) {
    if (!one) { describe(); return; }
    editing.form = null; editing.chose = true; delete editing.fields[NEW];
    editing.fields[code] = one.code;
    if (code === "indicator" && editing.fields.alias_of) editing.fields.alias_of = one.code;
    draw(); reprove();
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
    const printed = (n) => {
      const text = data.lines[n - 1];
      if (n !== at || !end) return make("p", { class: n === at ? "" : "far", "data-line": n }, text);
      const marks = points(text);
      return make("p", { "data-line": n }, marks.slice(0, start).join(""), make("mark", {}, marks.slice(start, end).join("")), marks.slice(end).join(""));
    };
    const rows = block(at);
    const [first, last] = rows.length ? [rows[0][0], rows[rows.length - 1].slice(-1)[0]] : [at, at];
    const lines = (from, to) => data.lines.map((_, place) => place + 1).filter((n) => n >= from && n <= to && data.lines[n - 1]).map(printed);
    if (!rows.length) return make("div", { class: "text" }, ...lines(at - 12, at + 12));
    const width = Math.max(...rows.map((cells) => cells.length));
    return make("div", { class: "text" }, ...lines(first - 6, first - 1), make("table", {}, make("tbody", {}, ...rows.map((cells) =>
      make("tr", { class: cells.includes(at) ? "now" : "" }, ...Array(width - cells.length).fill("").map(() => make("td", {})), ...cells.map((n) => make("td", {}, printed(n))))))),
    ...lines(last + 1, last + 3));
  }
  // the rows of the table that a line is a cell of, as numbers of lines: none for prose
  function block(at) {
    const cell = (n) => (data.lines[n - 1] || "").startsWith("\t");
    const inside = (n) => cell(n) || (data.lines[n - 1] === "" && cell(n - 1) && cell(n + 1));
    if (!cell(at)) return [];
    let first = at, last = at;
    while (inside(first - 1)) first -= 1;
    while (inside(last + 1)) last += 1;
    const rows = [[]];
    for (let n = first; n <= last; n += 1) if (cell(n)) rows[rows.length - 1].push(n); else rows.push([]);
    return rows;
  }
  const KEY_NAMES = [["Enter", "accept"], ["r", "reject"], ["e", "edit"], ["1–5", "choose"], ["s", "skip"], ["u", "undo"], ["n", "next"],
    ["A", "view"], ["← →", "column"], ["t", "turn"], ["f", "facet"], ["F", "all"], ["=", "same"], ["l", "language"]];

  function draw() {
    const held = document.activeElement && root.contains(document.activeElement) ? document.activeElement.id : "";
    const kept = root.querySelector(".list")?.scrollTop || 0;
    const { done, needed } = data.progress;
    document.documentElement.lang = start.inside ? document.documentElement.lang : lang;
    root.lang = lang;
    root.replaceChildren(
      make("header", {}, make("h1", {}, `${data.about.title || data.id}`), make("progress", { max: needed || 1, value: done, "aria-label": word("progress", done, needed) }),
        make("span", { class: "count" }, word("progress", done, needed)), make("span", { class: "soft" }, word("minutes", data.minutes)), make("span", { class: "soft" }, data.who),
        data.untrue ? make("span", { class: "warning" }, word("untrue")) : null,
        data.broken.length ? make("span", { class: "warning" }, word("broken", data.broken.length)) : null,
        data.strangers.length ? make("span", { class: "warning", title: data.strangers.map(([key]) => key).join("\n") }, word("strangers", data.strangers.length)) : null,
        ...data.agreement.map(([a, b, same, n, kappa]) => make("span", { class: "soft" }, word("agreement", a, b, same, n, kappa === null ? "–" : kappa.toFixed(2)))),
        make("span", { class: "error", role: "alert" }, said)),
      make("nav", { class: "facets", "aria-label": word("facets") },
        make("button", { type: "button", "aria-pressed": String(!facet), onclick: () => { facet = ""; draw(); root.focus(); } }, word("all")),
        ...counted().map(([name, n]) => make("button", { type: "button", "aria-pressed": String(facet === name), onclick: () => { facet = name; step(1, open); draw(); root.focus(); } }, `${facetName(name)} ${n}`))),
      make("section", { class: "list", tabindex: "0", "aria-label": word("rows") }, ...["table", "text", "number"].flatMap(section)),
      make("section", { class: "source", tabindex: "0", "aria-label": word("source"), onmouseup: (event) => {
        // selecting in the source fills the field that was last in hand
        if (editing?.at && PICKED.has(editing.at) && !event.target.closest(".card") && selected().text) pick(editing.at);
      } }, card(), source()),
      make("footer", {}, ...KEY_NAMES.map(([key, name]) => make("span", {}, make("kbd", {}, key), ` ${word(`key_${name}`)}`))));
    root.querySelector(".list").scrollTop = kept;
    const again = held && root.querySelector(`#${CSS.escape(held)}`);
    if (again) again.focus();
    else if (editing) root.querySelector(editing.fields.label && !editing.fields.indicator ? "#hp-search" : "#hp-label")?.focus({ preventScroll: true });
    else root.focus({ preventScroll: true });
    scroll();
  }
  function scroll() {
    const list = root.querySelector(".list"), line_ = list.querySelector("tr.now");
    if (line_) list.scrollTop += line_.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
    if (editing?.placed) return;
    if (editing) editing.placed = true;
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
    const post = ["decide", "proof", "form"].includes(name);
    const headers = { "X-Token": token, ...(post ? { "Content-Type": "application/json" } : {}) };
    const query = post ? "" : `?${new URLSearchParams(given)}`;
    try {
      const answer = await fetch(`/${name}${query}`, { method: post ? "POST" : "GET", headers, body: post ? JSON.stringify(given) : undefined });
      return answer.ok ? await answer.json() : { error: await answer.text() };
    } catch (error) {
      return { error: String(error), gone: true };
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
    inside.dataset.lmSuppressShortcuts = "true"; // the notebook's own keys stay outside
    el.append(inside);
    mount(inside, ask, { lang: model.get("lang"), inside: true });
  },
};
