// What the pages can do beyond links and forms. Every page works without it.
"use strict";

// Datasette's own table.js asks whether facets may be offered.
var DATASETTE_ALLOW_FACET = true;

// <button data-copies="ID">: copies the text of the element with that id, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
  const said = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = said; }, 2000);
});

// A report's number leads to its words and back: both are shown as found, wherever the words go on.
const showFound = () => {
  const id = /^#(?:event|evidence)-(.+)$/.exec(location.hash)?.[1];
  for (const words of document.querySelectorAll("mark[data-events]")) {
    words.classList.toggle("found", words.dataset.events.split(" ").includes(id));
  }
};
addEventListener("hashchange", showFound);
showFound();
