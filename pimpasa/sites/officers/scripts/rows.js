// Adds rows to a table of a form without asking the office, and as many as words that come back into it need.
function addRow(table) {
  const rows = table.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  const row = last.cloneNode(true);
  const label = last.getAttribute("aria-label").replace(/\d+$/u, rows.length + 1);
  row.setAttribute("aria-label", label);
  for (const cell of row.querySelectorAll("[name]")) cell.value = "";
  last.after(row);
  return row;
}

function cellsOf(table) {
  return table.querySelectorAll("[data-row] [name]").length;
}

for (const table of document.querySelectorAll("[data-rows]")) {
  const more = table.querySelector("[data-more]");
  more.hidden = false;
  more.addEventListener("click", () => addRow(table).querySelector("[name]").focus());
  table.addEventListener("cells", ({ detail }) => {
    while (cellsOf(table) < detail) addRow(table);
  });
}
