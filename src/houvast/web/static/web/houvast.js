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

  // On a phone a long form asks one field or group at a time; nothing is sent before the end.
  document.querySelectorAll("form[data-hv-steps]").forEach((form) => {
    const groups = [...form.children].filter((part) => part.matches(".hv-group, .hv-field"));
    const actions = form.querySelector(".hv-actions");
    if (groups.length < 2 || !actions || !window.matchMedia("(max-width: 599px)").matches) return;
    let at = 0;
    const button = (text, kind) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `nl-button ${kind}`;
      made.textContent = text;
      return made;
    };
    const words = document.createElement("p");
    words.className = "hv-soft";
    words.setAttribute("aria-live", "polite");
    const moves = document.createElement("div");
    moves.className = "hv-actions";
    const next = button(form.dataset.hvNext, "nl-button--primary");
    const previous = button(form.dataset.hvPrevious, "nl-button--subtle");
    moves.append(next, previous);
    groups[0].before(words);
    actions.before(moves);
    const show = (to, focus) => {
      at = to;
      const last = at === groups.length - 1;
      groups.forEach((group, number) => { group.hidden = number !== at; });
      words.textContent = form.dataset.hvSteps.replace("{number}", at + 1).replace("{all}", groups.length);
      next.hidden = last;
      previous.hidden = at === 0;
      actions.hidden = !last && !("hvKeeps" in form.dataset); // half filled in may be kept at every step
      if (focus) {
        const legend = groups[at].querySelector("legend");
        if (legend) legend.tabIndex = -1;
        (legend || groups[at].querySelector("input, select, textarea")).focus();
        words.scrollIntoView({ block: "start" });
      }
    };
    const boxes = (part) => [...part.querySelectorAll("input, select, textarea")];
    const filled = (box) => (["radio", "checkbox"].includes(box.type) ? box.checked : box.value !== "");
    const inEmptyRow = (box) => {
      const row = box.closest(".hv-row-fields"); // a row that is left empty does not count
      return row !== null && !boxes(row).some(filled);
    };
    next.addEventListener("click", () => {
      const wrong = boxes(groups[at]).find((box) => !inEmptyRow(box) && !box.checkValidity());
      if (wrong) wrong.reportValidity();
      else show(at + 1, true);
    });
    previous.addEventListener("click", () => show(at - 1, true));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT" || next.hidden) return;
      event.preventDefault();
      next.click();
    });
    show(0, false);
  });

  // After a refused form the list of errors comes first.
  document.querySelector("[data-hv-focus]")?.focus({ preventScroll: false });
})();
