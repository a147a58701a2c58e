// A public form inside another page's frame: tells that page how high it is, and takes from it the number its
// visitor agreed to go by. On its own it does nothing.
(function () {
  // One long list of divisions becomes three short ones; without script the long one serves.
  var cascade = function (list) {
    var names = list.getAttribute("data-steps").split("|");
    var all = Array.prototype.slice.call(list.options).filter(function (each) {
      return each.value;
    });
    var cities = all.some.bind(all);
    var below = function (code) {
      return all.filter(function (each) {
        var own = each.value;
        if (own === code) return false;
        if (code === "") return own.slice(2) === "0000";
        if (code.slice(2) === "0000") {
          if (own.slice(0, 2) !== code.slice(0, 2)) return false;
          if (own.slice(4) === "00") return true;
          return !cities(function (one) {
            return one.value === own.slice(0, 4) + "00";
          });
        }
        return code.slice(4) === "00" && own.slice(0, 4) === code.slice(0, 4);
      });
    };
    var box = document.createElement("div");
    box.className = "steps";
    box.setAttribute("role", "group");
    var label = document.querySelector('label[for="' + list.id + '"]');
    if (label) box.setAttribute("aria-label", label.textContent);
    var steps = names.map(function (name, at) {
      var step = document.createElement("select");
      step.setAttribute("aria-label", name);
      ["aria-describedby", "aria-invalid", "aria-required"].forEach(function (mark) {
        if (list.hasAttribute(mark) && at === 0) step.setAttribute(mark, list.getAttribute(mark));
      });
      box.appendChild(step);
      return step;
    });
    var fill = function (at, code, chosen) {
      var step = steps[at];
      var found = code === null ? [] : below(code);
      step.textContent = "";
      step.appendChild(new Option(names[at], ""));
      found.forEach(function (each) {
        step.appendChild(new Option(each.text.split(" · ").pop(), each.value));
      });
      step.value = chosen || "";
      step.hidden = at > 0 && found.length === 0;
    };
    var show = function (code) {
      var path = ["", "", ""];
      if (code) path[0] = code.slice(0, 2) + "0000";
      if (code && code.slice(2) !== "0000") {
        var city = code.slice(0, 4) + "00";
        var known = cities(function (each) {
          return each.value === city;
        });
        path[1] = known ? city : code;
        path[2] = known && code !== city ? code : "";
      }
      fill(0, "", path[0]);
      fill(1, path[0] || null, path[1]);
      fill(2, path[1] || null, path[2]);
    };
    steps.forEach(function (step, at) {
      step.addEventListener("change", function () {
        list.value = step.value || (at > 0 ? steps[at - 1].value : "");
        show(list.value);
      });
    });
    show(list.value);
    list.hidden = true;
    list.parentNode.insertBefore(box, list.nextSibling);
    if (label) label.removeAttribute("for");
  };
  Array.prototype.forEach.call(document.querySelectorAll("select[data-steps]"), cascade);
  if (window.parent === window) return;
  var tell = function () {
    var high = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ prooftrail: "height", height: high }, "*");
  };
  window.addEventListener("message", function (event) {
    var said = event.data;
    if (event.source !== window.parent || !said || said.prooftrail !== "visitor") return;
    var field = document.getElementById("visitor");
    if (field && /^([0-9a-f]{32})?$/.test(said.visitor)) field.value = said.visitor;
  });
  window.addEventListener("load", tell);
  window.addEventListener("resize", tell);
  window.parent.postMessage({ prooftrail: "ready" }, "*");
})();
