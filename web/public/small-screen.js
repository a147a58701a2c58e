// The desk on a screen below 1024 px leads to the pocket, to the same record where the pocket has it.
// Pages the pocket does not have stay: they say themselves that they need a desk.
(function () {
  if (window.innerWidth >= 1024) return;
  var rooms = { customer: "customers", deal: "deals" };
  var found = /^\/o\/(customer|deal)(\/[0-9a-f-]{36})?\/?$/.exec(location.pathname);
  if (location.pathname === "/") location.replace("/m");
  else if (found) location.replace("/m/" + rooms[found[1]] + (found[2] || ""));
})();
