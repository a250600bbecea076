// The grid of a business case: cells copied from a spreadsheet go into as many cells, with one step back, and the totals
// follow what is typed, worked out by the server. Without this script the plain form does all of it.

const form = document.querySelector("[data-case-grid]");
const said = form.querySelector("[data-grid-said]");
const totals = form.querySelector("[data-grid-totals]");

function rowsOfCells() {
  return [...form.querySelectorAll("tbody tr")].map((row) => [
    row.querySelector('input[name$="-name"]'),
    ...row.querySelectorAll(".concordat-grid__figure:not(.concordat-grid__whole)"),
  ]);
}

function place(cell) {
  const rows = rowsOfCells();
  for (const [down, row] of rows.entries()) {
    const across = row.indexOf(cell);
    if (across >= 0) {
      return { rows, down, across };
    }
  }
  return null;
}

let before = [];

form.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  const at = place(event.target);
  if (at === null || !/[\t\n]/.test(text.trim())) {
    return;
  }
  event.preventDefault();
  before = [];
  let outside = 0;
  for (const [down, line] of text.replace(/\r?\n$/, "").split(/\r?\n/).entries()) {
    for (const [across, typed] of line.split("\t").entries()) {
      const cell = at.rows[at.down + down]?.[at.across + across];
      if (cell) {
        before.push([cell, cell.value]);
        cell.value = typed.trim();
      } else {
        outside += 1;
      }
    }
  }
  const rest = outside ? ` ${outside} did not fit and were left out.` : "";
  said.textContent = `${before.length} cells pasted.${rest} Press Control and Z in the table to take it back.`;
  ask();
});

form.addEventListener("keydown", (event) => {
  const at = place(event.target);
  if (at === null) {
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && before.length) {
    event.preventDefault();
    for (const [cell, value] of before) {
      cell.value = value;
    }
    said.textContent = `${before.length} cells are as they were before.`;
    before = [];
    ask();
  }
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (step && event.target.tagName === "INPUT") {
    const next = at.rows[at.down + step]?.[at.across];
    if (next) {
      event.preventDefault();
      next.focus();
      next.select();
    }
  }
});

let waiting;
let asked = 0;
function ask() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const mine = ++asked;
    const answer = await fetch(totals.dataset.url, { method: "POST", body: new FormData(form) });
    if (answer.ok) {
      const markup = await answer.text();
      totals.innerHTML = mine === asked ? markup : totals.innerHTML;
    }
  }, 400);
}
form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) {
    before = event.isTrusted ? [] : before;
    ask();
  }
});
ask();
