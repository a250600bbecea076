// Says which score is chosen in the grid of a matrix. Without this script the marked button alone says it.

const grid = document.querySelector("[data-score-grid]");
const said = grid.querySelector("[data-score-said]");

function say() {
  const chosen = grid.querySelector("input[type=radio]:checked");
  said.textContent = chosen ? `Chosen: ${chosen.dataset.said}` : "";
}

grid.addEventListener("change", say);
say();
