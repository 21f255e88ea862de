// The view of an explorer: drawn from the model's state alone, so a saved one shows without a
// kernel. What is chosen goes back into the model; the kernel answers with another view.
const NS = "http://www.w3.org/2000/svg";
const ROW = 30, LEFT = 190, WIDE = 800, RIGHT = 30;
const SHAPES = {
  circle: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
  diamond: "M0,-8L8,0L0,8L-8,0Z",
  "diamond-open": "M0,-8L8,0L0,8L-8,0Z",
  "triangle-right": "M-6,-7L8,0L-6,7Z",
  "triangle-left": "M6,-7L-8,0L6,7Z",
};
const COLOURS = { level: "#5b6770", target: "#0072b2", actual: "#0072b2" };

function make(space, tag, set = {}, ...inside) {
  const node = space ? document.createElementNS(NS, tag) : document.createElement(tag);
  for (const [key, value] of Object.entries(set)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(key, value === true ? "" : value);
  }
  // texts are only ever set as text, so markup in a name stays text
  node.append(...inside);
  return node;
}
const html = (...all) => make(false, ...all);
const svg = (...all) => make(true, ...all);

function ticks(low, high) {
  const rough = (high - low || 1) / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const found = [];
  for (let n = Math.ceil(low / step); n * step <= high + 1e-9; n += 1) found.push(Number((n * step).toPrecision(10)));
  return found;
}

function chart(view, point) {
  const marks = view.groups.flatMap((group) => group.rows.flatMap((row) => row.marks.map((mark) => mark.x)));
  if (!marks.length) return html("p", { class: "error" }, view.error || "–");
  let [low, high] = [Math.min(...marks), Math.max(...marks)];
  if (low === high) [low, high] = [low - 1, high + 1];
  const at = (x) => LEFT + 12 + ((x - low) / (high - low)) * (WIDE - LEFT - RIGHT - 12);
  const lines = view.groups.flatMap((group) => [...(group.name ? [group.name] : []), ...group.rows]);
  const height = lines.length * ROW + 40;
  const drawing = svg("svg", { viewBox: `0 0 ${WIDE} ${height}`, role: "group", "aria-label": `${view.title} (${view.unit})` });
  for (const x of ticks(low, high)) {
    drawing.append(svg("line", { x1: at(x), x2: at(x), y1: 0, y2: height - 34, stroke: "#e3e7ea" }),
      svg("text", { x: at(x), y: height - 18, "text-anchor": "middle", "font-size": 12 }, String(x)));
  }
  drawing.append(svg("text", { x: (LEFT + WIDE) / 2, y: height - 2, "text-anchor": "middle", "font-size": 12 }, view.unit));
  lines.forEach((line, place) => {
    const y = place * ROW + ROW / 2;
    if (typeof line === "string") {
      drawing.append(svg("text", { x: 0, y: y + 5, "font-weight": 600, "font-size": 13 }, line));
      return;
    }
    drawing.append(svg("text", { x: LEFT - 4, y: y + 5, "text-anchor": "end", "font-size": 13 }, line.name));
    if (line.marks.length > 1) {
      drawing.append(svg("line", { x1: at(line.marks[0].x), x2: at(line.marks[1].x), y1: y, y2: y, stroke: "#aab4bb", "stroke-width": 3 }));
    }
    for (const mark of line.marks) {
      const colour = COLOURS[mark.side], open = mark.symbol.endsWith("-open");
      const show = () => point(mark.id);
      drawing.append(svg("path", {
        d: SHAPES[mark.symbol] || SHAPES.diamond, transform: `translate(${at(mark.x)},${y})`, stroke: colour,
        "stroke-width": 2, fill: open ? "#fff" : colour, tabindex: 0, role: "img", "data-id": mark.id,
        "aria-label": `${line.name}, ${mark.text}`, onmouseenter: show, onfocus: show, onclick: show,
      }));
    }
  });
  return drawing;
}

function table(view) {
  const rows = view.groups.flatMap((group) => group.rows.map((row) => html("tr", {},
    html("th", { scope: "row" }, row.name), html("td", {}, row.marks.map((mark) => mark.text).join("; ")), html("td", {}, row.note))));
  return html("table", {}, html("caption", {}, view.title), html("tbody", {}, ...rows));
}

function render({ model, el }) {
  const root = html("div", { class: "hp-explore" });
  el.append(root);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const point = (id) => { if (model.get("point") !== id) set("point", id); };
  const parts = { form: html("form", { onsubmit: (event) => event.preventDefault() }), chart: html("div"),
    trace: html("div", { class: "trace", "aria-live": "polite" }), table: html("div"), code: html("div") };
  root.append(...Object.values(parts));

  function select(name, pairs, word) {
    const list = html("select", { "data-name": name, onchange: (event) => set(name, event.target.value) },
      ...pairs.map(([code, text]) => html("option", { value: code, selected: code === model.get(name) }, text)));
    return html("label", {}, word, list);
  }
  function form() {
    const given = model.get("options"), words = given.words, focused = root.contains(document.activeElement) && document.activeElement.dataset.name;
    const areas = given.areas.map(([code, text]) => html("label", {}, html("input", {
      type: "checkbox", "data-name": `area-${code}`, checked: model.get("areas").includes(code),
      onchange: (event) => set("areas", given.areas.map(([one]) => one)
        .filter((one) => (one === code ? event.target.checked : model.get("areas").includes(one)))),
    }), ` ${text}`));
    parts.form.replaceChildren(
      select("indicator", given.indicators, words.indicator),
      select("period", [["", "–"], ...given.periods.map((one) => [one, one])], words.period),
      select("show", given.show, words.show),
      html("label", {}, html("input", { type: "checkbox", "data-name": "strict", checked: model.get("strict"),
        onchange: (event) => set("strict", event.target.checked) }), ` ${words.strict}`),
      html("button", { type: "button", "data-name": "lang", onclick: () => set("lang", model.get("lang") === "zh" ? "en" : "zh") }, words.language),
      html("fieldset", {}, html("legend", {}, words.areas), html("div", { class: "areas" }, ...areas)));
    const back = focused && parts.form.querySelector(`[data-name="${focused}"]`);
    if (back) back.focus();
  }
  function trace() {
    const words = model.get("options").words;
    parts.trace.replaceChildren(html("strong", {}, words.trace), ...model.get("trace").map(([head, text]) => html("div", {}, `${head}: ${text}`)));
  }
  function code() {
    const words = model.get("options").words, text = (model.get("view").code || []).join("\n\n");
    const button = html("button", { type: "button", "data-name": "copy", onclick: async () => {
      try { await navigator.clipboard.writeText(text); button.textContent = words.copied; }
      catch { getSelection().selectAllChildren(parts.code.querySelector("pre")); }
    } }, words.copy);
    parts.code.replaceChildren(button, html("details", {}, html("summary", {}, "Python"), html("pre", {}, text)), html("p", { class: "help" }, words.kept || ""));
  }
  function draw() {
    const view = model.get("view");
    root.lang = model.get("lang");
    form();
    parts.chart.replaceChildren(view.error ? html("p", { class: "error", role: "alert" }, view.error) : chart(view, point));
    parts.table.replaceChildren(table(view));
    code();
    trace();
  }
  model.on("change:view change:options", draw);
  model.on("change:trace", trace);
  draw();
}
export default { render };
