// Runs before the first paint, as a file because the content policy forbids inline script.
(function () {
  var root = document.documentElement;
  var wish = null;
  var tongue = null;
  var density = null;
  try {
    wish = localStorage.getItem("prooftrail.theme");
    tongue = localStorage.getItem("prooftrail.language");
    density = localStorage.getItem("prooftrail.density");
  } catch (refused) {
    // Storage may be blocked; the system's wish is then the only one.
  }
  var dark = wish === "dark" || (wish !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  if (density && !root.dataset.density) root.dataset.density = density;
  root.lang = (tongue || navigator.language || "zh").slice(0, 2) === "en" ? "en" : "zh-CN";
})();
