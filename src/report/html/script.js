// Views by hash, sorting, filtering, the theme. The page is whole without any of it.
(function () {
  "use strict";
  var root = document.documentElement;
  // Runs in the head: while the page loads, the first part or the one asked for is shown.
  root.classList.add("js", location.hash.length > 1 ? "deep" : "first");
  try { var kept = localStorage.getItem("gradus-theme"); if (kept === "dark" || kept === "light") root.setAttribute("data-theme", kept); } catch (e) { /* no storage: as the system has it */ }
  document.addEventListener("DOMContentLoaded", function () {
    try { start(); root.classList.add("ready"); } catch (e) { root.classList.remove("js"); throw e; }
  });

  function start() {
    var views = Array.prototype.slice.call(document.querySelectorAll(".view"));
    var title = document.title;

    function show(move) {
      var id = location.hash.slice(1);
      var all = id === "all";
      var target = (!all && id && document.getElementById(id)) || views[0];
      var view = target.closest(".view");
      if (!view) {
        // The way to the content leads past the menu, not to another part.
        if (document.querySelector(".view.shown")) { if (move) target.focus(); return; }
        target = view = views[0];
      }
      root.classList.toggle("all", all);
      views.forEach(function (one) { one.classList.toggle("shown", one === view); });
      document.querySelectorAll(".bar-top nav a").forEach(function (link) {
        var here = !all && link.getAttribute("href") === "#" + (view.getAttribute("data-under") || view.id);
        if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
      });
      var heading = view.querySelector("h2");
      document.title = (all ? "Everything" : heading.textContent.trim()) + " \u2013 " + title;
      if (!move) return;
      if (target === view) { window.scrollTo(0, 0); heading.focus({ preventScroll: true }); }
      else { target.scrollIntoView(); if (target.tabIndex < 0) target.setAttribute("tabindex", "-1"); target.focus({ preventScroll: true }); }
    }
    window.addEventListener("hashchange", function () { show(true); });
    show(location.hash.length > 1);

    // On paper an answer is whole; afterwards what was folded is folded again.
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.prototype.slice.call(document.querySelectorAll(".fold:not([open])"));
      opened.forEach(function (fold) { fold.open = true; });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (fold) { fold.open = false; });
    });

    // Sorting: the header's button sorts by its column, again to turn the order round. Equal rows stand in the order they came in.
    document.querySelectorAll("table.sortable").forEach(function (table) {
      var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
      var all = Array.prototype.slice.call(table.tBodies[0].rows);
      heads.forEach(function (head, column) {
        var label = head.querySelector("[data-sort]");
        if (!label) return;
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = label.textContent;
        label.replaceWith(button);
        var numbers = label.getAttribute("data-sort") === "number";
        button.addEventListener("click", function () {
          var now = head.getAttribute("aria-sort");
          var down = now ? now === "ascending" : numbers && !label.hasAttribute("data-up");
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          var rows = all.map(function (row, at) {
            var cell = row.cells[column];
            var value = cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : cell.textContent.trim();
            return { row: row, at: at, value: numbers ? (value === "" ? NaN : +value) : value };
          });
          rows.sort(function (a, b) {
            var order;
            if (numbers) {
              // What has no number stands last either way.
              var none = (isNaN(a.value) ? 1 : 0) - (isNaN(b.value) ? 1 : 0);
              if (none || isNaN(a.value)) return none || a.at - b.at;
              order = a.value - b.value;
            } else order = a.value.localeCompare(b.value);
            return (down ? -order : order) || a.at - b.at;
          });
          rows.forEach(function (one) { table.tBodies[0].appendChild(one.row); });
        });
      });
    });

    // Filtering: by text in the whole row, by band, by flag.
    document.querySelectorAll("form.tools").forEach(function (form) {
      var rows = Array.prototype.slice.call(document.getElementById(form.getAttribute("data-table")).tBodies[0].rows);
      var output = form.querySelector("output");
      function apply() {
        var words = form.elements.text.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
        var band = form.elements.band.value, flag = form.elements.flag.value, shown = 0;
        rows.forEach(function (row) {
          var text = row.textContent.toLocaleLowerCase();
          var fits = words.every(function (word) { return text.indexOf(word) >= 0; }) &&
            (!band || row.getAttribute("data-band") === band) &&
            (!flag || (" " + row.getAttribute("data-flags") + " ").indexOf(" " + flag + " ") >= 0);
          row.hidden = !fits;
          if (fits) shown += 1;
        });
        output.textContent = shown + " of " + rows.length + " shown";
      }
      form.addEventListener("input", apply);
      form.addEventListener("change", apply);
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("reset", function () { setTimeout(apply, 0); });
      apply();
    });

    // The theme: as the system has it, until the button is pressed.
    var button = document.getElementById("theme");
    function theme() { return root.getAttribute("data-theme"); }
    function dark() { return theme() ? theme() === "dark" : matchMedia("(prefers-color-scheme: dark)").matches; }
    function label() { button.textContent = dark() ? "Light theme" : "Dark theme"; }
    button.addEventListener("click", function () {
      root.setAttribute("data-theme", dark() ? "light" : "dark");
      try { localStorage.setItem("gradus-theme", theme()); } catch (e) { /* lasts for this visit */ }
      label();
    });
    label();
  }
})();
