// Small conveniences. Every page works without them.

// A table that scrolls sideways can be reached by keyboard only while it really scrolls.
function markScrollable(region) {
  if (region.scrollWidth > region.clientWidth) {
    region.setAttribute("tabindex", "0");
  } else {
    region.removeAttribute("tabindex");
  }
}

function watchScrollable(root) {
  for (const region of root.querySelectorAll(".concordat-table-scroll")) {
    new ResizeObserver(() => markScrollable(region)).observe(region);
  }
}

// On a phone the filter panel is closed, so that the list comes first.
function settleFilters(root) {
  if (window.matchMedia("(max-width: 48.0624em)").matches) {
    for (const panel of root.querySelectorAll("details.concordat-filter")) {
      panel.open = false;
    }
  }
}

watchScrollable(document);
settleFilters(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    watchScrollable(event.detail.elt);
  }
});
