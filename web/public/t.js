// Looks at a company's site, noted for it only after its visitor agreed:
//   <script src="https://OUR-SERVER/t.js" data-form="TOKEN" async></script>
// It asks by itself; with data-consent="site" the site's own banner says `prooftrail.consent(true | false)`.
// Before a yes nothing is stored and nothing is sent. `prooftrail.withdraw()` takes all of it back.
(function () {
  var tag = document.currentScript;
  if (!tag || window.prooftrail) return;
  var home = new URL(tag.src).origin;
  var token = tag.getAttribute("data-form") || "";
  var KEY = "prooftrail_visitor";
  var NO = "prooftrail_no";
  var WORDS = {
    zh: {
      ask: "可以记下您看了本站哪些页面吗？只有本公司能看，随时可以收回。",
      yes: "可以",
      no: "不用",
    },
    en: {
      ask: "May we note which pages of this site you look at? Only this company sees it; take it back at any time.",
      yes: "Allow",
      no: "No",
    },
  };
  var visitor = "";
  var view = "";
  var seen = 0;
  var since = 0;
  var banner = null;

  var number = function (bytes) {
    var found = crypto.getRandomValues(new Uint8Array(bytes));
    return Array.prototype.map
      .call(found, function (each) {
        return (each + 256).toString(16).slice(1);
      })
      .join("");
  };
  var kept = function (store, key, value) {
    try {
      if (value === undefined) return store().getItem(key) || "";
      if (value === null) store().removeItem(key);
      else store().setItem(key, value);
    } catch (_) {
      return "";
    }
    return "";
  };
  var local = function () {
    return window.localStorage;
  };
  var session = function () {
    return window.sessionStorage;
  };
  var send = function (said) {
    // Plain text needs no question to the server before it, and goes out while the page is being left.
    var body = new Blob([JSON.stringify(said)], { type: "text/plain" });
    if (!navigator.sendBeacon || !navigator.sendBeacon(home + "/t/" + token, body)) {
      fetch(home + "/t/" + token, { method: "POST", mode: "no-cors", body: body, keepalive: true });
    }
  };
  var host = function (address) {
    try {
      return new URL(address).hostname;
    } catch (_) {
      return "";
    }
  };
  var look = function () {
    if (!visitor) return;
    var now = seen + (since ? Date.now() - since : 0);
    send({
      consent: true,
      visitor: visitor,
      view: view,
      path: location.pathname.slice(0, 300) || "/",
      title: document.title.slice(0, 200),
      referrer: host(document.referrer),
      seconds: Math.min(86400, Math.round(now / 1000)),
    });
  };
  var frames = function () {
    return Array.prototype.filter.call(document.querySelectorAll("iframe"), function (each) {
      return each.src.indexOf(home + "/f/") === 0;
    });
  };
  var tellForms = function () {
    frames().forEach(function (each) {
      if (each.contentWindow)
        each.contentWindow.postMessage({ prooftrail: "visitor", visitor: visitor }, home);
    });
  };
  var begin = function (id) {
    visitor = id;
    view = number(8);
    since = document.hidden ? 0 : Date.now();
    look();
    tellForms();
  };
  var hide = function () {
    if (banner) banner.remove();
    banner = null;
  };
  var ask = function () {
    var words = WORDS[(document.documentElement.lang || navigator.language || "zh").slice(0, 2)] || WORDS.en;
    banner = document.createElement("div");
    banner.setAttribute("role", "region");
    banner.setAttribute("aria-label", words.ask);
    banner.style.cssText =
      "position:fixed;left:12px;right:12px;bottom:12px;max-width:560px;margin:0 auto;padding:14px 16px;" +
      "background:#fdfdfb;color:#16191e;border:1px solid #5b616b;border-radius:6px;z-index:2147483000;" +
      "font:15px/1.5 system-ui,sans-serif;box-shadow:0 6px 24px rgba(0,0,0,.18)";
    var text = document.createElement("p");
    text.textContent = words.ask;
    text.style.margin = "0 0 10px";
    banner.appendChild(text);
    [
      [words.yes, true],
      [words.no, false],
    ].forEach(function (each) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = each[0];
      button.style.cssText =
        "font:inherit;min-height:44px;padding:0 20px;margin-right:10px;border:1px solid #16191e;" +
        "border-radius:4px;cursor:pointer;background:#fdfdfb;color:#16191e";
      button.addEventListener("click", function () {
        consent(each[1]);
      });
      banner.appendChild(button);
    });
    document.body.appendChild(banner);
  };
  var consent = function (yes) {
    hide();
    if (!yes) {
      kept(session, NO, "1");
      if (visitor || kept(local, KEY)) withdraw();
      return;
    }
    kept(session, NO, null);
    if (visitor) return;
    var id = kept(local, KEY) || number(16);
    kept(local, KEY, id);
    begin(id);
  };
  var withdraw = function () {
    var id = visitor || kept(local, KEY);
    kept(local, KEY, null);
    visitor = "";
    if (id) send({ withdraw: true, visitor: id });
    tellForms();
  };
  window.prooftrail = { consent: consent, withdraw: withdraw };

  window.addEventListener("message", function (event) {
    if (event.origin !== home || !event.data) return;
    frames().forEach(function (each) {
      if (each.contentWindow !== event.source) return;
      if (event.data.prooftrail === "height")
        each.style.height = Math.min(5000, Number(event.data.height) || 0) + "px";
      else if (event.data.prooftrail === "ready" && visitor) tellForms();
    });
  });
  document.addEventListener("click", function (event) {
    var link = visitor && event.target.closest ? event.target.closest("a[href]") : null;
    if (link && link.href.indexOf(home + "/f/") === 0) {
      var to = new URL(link.href);
      to.searchParams.set("v", visitor);
      link.href = to.href;
    }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) {
      if (since) seen += Date.now() - since;
      since = 0;
      look();
    } else since = Date.now();
  });
  window.addEventListener("pagehide", look);

  var known = kept(local, KEY);
  if (/^[0-9a-f]{32}$/.test(known)) begin(known);
  else if (tag.getAttribute("data-consent") !== "site" && !kept(session, NO)) {
    if (document.body) ask();
    else document.addEventListener("DOMContentLoaded", ask);
  }
})();
