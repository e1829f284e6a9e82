// Adds to pages that work without it: progress without reloading, and a count of characters left.
"use strict";

function followProgress(box) {
  const seconds = Number(box.dataset.every) || 2;
  const again = () => setTimeout(() => followProgress(box), seconds * 1000);
  fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text().then((text) => ({ answer, text })) : Promise.reject(answer)))
    .then(({ answer, text }) => {
      if (answer.redirected) return location.assign(answer.url);
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
      if (!fresh) return location.reload();
      showProgress(box, fresh);
      return again();
    })
    .catch(again);
}

function showProgress(box, fresh) {
  const bar = box.querySelector("progress");
  const freshBar = fresh.querySelector("progress");
  if (freshBar.hasAttribute("value")) bar.value = freshBar.value;
  bar.max = freshBar.max;
  for (const part of ["[data-phase]", "[data-done]"]) {
    const shown = box.querySelector(part);
    const words = fresh.querySelector(part).textContent;
    if (shown.textContent !== words) shown.textContent = words;
  }
}

function countCharacters(area) {
  const words = document.createElement("p");
  words.className = "hint count-left";
  area.after(words);
  const show = () => {
    const left = Number(area.dataset.longest) - Array.from(area.value).length;
    words.textContent =
      left >= 0 ? area.dataset.left.replace("{left}", left) : area.dataset.over.replace("{over}", -left);
  };
  area.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-progress]").forEach((box) => setTimeout(() => followProgress(box), 1000));
document.querySelectorAll("textarea[data-longest]").forEach(countCharacters);
