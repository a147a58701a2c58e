"""What is wrong with how a page looks, found without eyes: sideways scroll, spilling words, raw values."""

from typing import Any

from playwright.sync_api import Page

READY = "() => !document.querySelector('.st-load, .ant-spin-spinning')"
LONGER = """() => {
  const labels = 'button, label, legend, th, dt, h1, h2, h3, h4, nav a, [role=tab], summary, .chip';
  for (const label of document.querySelectorAll(labels)) {
    const walk = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const said = walk.currentNode.textContent.trim();
      if (said && !walk.currentNode.parentElement.closest('svg')) {
        walk.currentNode.textContent = said + said.slice(0, Math.ceil(said.length / 2));
      }
    }
  }
}"""
FAULTS = """() => {
  const name = (each) => `<${each.tagName.toLowerCase()} class="${each.getAttribute('class') ?? ''}"> ` +
    (each.innerText ?? '').replace(/\\s+/g, ' ').slice(0, 40);
  const inside = (each) => {  // whether it may be scrolled, or is cut on purpose
    for (let up = each; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  };
  const shown = (each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const found = [];
  const wide = document.documentElement.clientWidth;
  const all = [...document.body.querySelectorAll('*')].filter((each) => !each.closest('svg') && shown(each));
  if (document.documentElement.scrollWidth > wide) {
    const far = all.filter((each) => each.getBoundingClientRect().right > wide + 1 && !inside(each) &&
      ![...each.children].some((child) => child.getBoundingClientRect().right > wide + 1));
    found.push(`scrolls sideways by ${document.documentElement.scrollWidth - wide}: ` +
      far.slice(0, 4).map(name).join(' | '));
  }
  for (const each of all) {
    if (!each.matches('button, .btn, .chip, [role=tab], th, td, label')) continue;
    const style = getComputedStyle(each);
    const cut = style.overflowX !== 'visible' || style.display === 'inline';
    if (each.scrollWidth > each.clientWidth + 2 && !cut) found.push(`spills: ${name(each)}`);
  }
  const said = document.body.innerText;
  const words = said.match(/\\bundefined\\b|\\bNaN\\b|\\[object |\\{[a-z_]+\\}|Invalid Date/g);
  if (words) found.push(`says ${[...new Set(words)].join(', ')}`);
  return found;
}"""


def faults_at(page: Page, widths: tuple[int, ...], height: int) -> list[str]:
    """What is wrong at each width, then with every label half as long again."""
    page.wait_for_function(READY)
    found = []
    for step in ("", "longer "):
        if step:
            page.evaluate(LONGER)
        for width in widths:
            page.set_viewport_size({"width": width, "height": height})
            faults: Any = page.evaluate(FAULTS)
            found += [f"{step}{width}: {fault}" for fault in faults]
    return found
