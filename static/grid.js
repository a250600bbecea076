// The reporting grid: rows open and are saved where they stand, and all boxes of a page are ticked at once.
// Without this script the links lead to pages that do the same.

const status = document.querySelector("[data-grid-status]");

document.addEventListener("gridSaid", (event) => {
  status.textContent = event.detail.value;
});

// A refused save comes back as the row with its text and what is wrong.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409 || event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

function sayProblem(event, text) {
  const problem = event.detail.elt.closest("tr")?.querySelector("[data-row-problem]") ?? status;
  problem.textContent = text;
}

document.addEventListener("htmx:responseError", (event) => {
  const signedOut = event.detail.xhr.status === 401;
  sayProblem(
    event,
    signedOut
      ? "Nothing was saved: you have been signed out. Sign in again in a new window, then save here."
      : "Nothing was saved: the site could not do it. Your text is still here; try again.",
  );
});

document.addEventListener("htmx:sendError", (event) => {
  sayProblem(event, "Nothing was saved: there is no connection. Your text is still here; try again.");
});

document.querySelector("[data-choose-all]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const boxes = [...document.querySelectorAll('input[name="chosen"]')];
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) {
    box.checked = !all;
  }
  status.textContent = all ? "Nothing is chosen" : `${boxes.length} chosen`;
});
