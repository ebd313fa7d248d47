// Small comforts; every page works without them.
(() => {
  "use strict";

  // "/" goes to the search field, as people expect from lists.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.hv-menu[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.querySelector("[type=search]");
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    }
  });

  // A menu closes when something else is touched.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.hv-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-hv-print]")) window.print();
  });

  // A form is sent once, and leaving with unsaved words is asked about.
  let unsaved = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.hv-form");
    if (form && event.target.matches("textarea")) unsaved = form;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    unsaved = null;
    if (form.dataset.hvSent) {
      event.preventDefault();
      return;
    }
    if (form.method === "post") form.dataset.hvSent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-hv-sent]").forEach((form) => delete form.dataset.hvSent);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && [...unsaved.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue)) {
      event.preventDefault();
    }
  });

  // After a refused form the list of errors comes first.
  document.querySelector("[data-hv-focus]")?.focus({ preventScroll: false });
})();
