// How long the page of a link was in sight, told to whoever sent it: only after the reader said he may know,
// only seconds, and nothing while the page lies behind others.
(function () {
  var box = document.getElementById("reading");
  if (!box) return;
  var since = null;
  var tell = function () {
    if (since === null) return;
    var seconds = Math.round((Date.now() - since) / 1000);
    if (seconds < 1) return;
    since = document.hidden ? null : Date.now();
    var said = new Blob([JSON.stringify({ seconds: Math.min(seconds, 300) })], { type: "application/json" });
    navigator.sendBeacon(box.getAttribute("data-to"), said);
  };
  box.querySelector("button").addEventListener("click", function () {
    box.textContent = box.getAttribute("data-thanks");
    since = Date.now();
    setInterval(tell, 60000);
    document.addEventListener("visibilitychange", function () {
      if (document.hidden) tell();
      else since = Date.now();
    });
    window.addEventListener("pagehide", tell);
  });
  box.hidden = false;
})();
