// Draws the plotly figures that stand in the page as JSON. Nothing else needs a script.
for (const figure of document.querySelectorAll("figure.chart")) {
  const source = figure.querySelector('script[type="application/json"]');
  if (!source || !window.Plotly) continue;
  const { data, layout } = JSON.parse(source.textContent);
  window.Plotly.newPlot(figure.querySelector(".plot"), data, layout, {
    responsive: true,
    displayModeBar: false,
  });
}
