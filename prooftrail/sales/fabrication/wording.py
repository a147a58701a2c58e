"""What a suspicion says of itself, in both languages."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from prooftrail.platform.values import Locale

TITLES: Mapping[str, tuple[str, str]] = {
    "same_photo": ("同一张照片又用了一次", "One photo shown again"),
    "same_text": ("多条记录文字雷同", "The same words in several entries"),
    "burst": ("短时间集中补录", "Many entries within minutes"),
    "travel": ("两次定位之间的行程不可能", "Nobody travels that fast"),
    "place": ("定位不在客户处", "Not where the customer is"),
    "exact_place": ("定位精确得不像实测", "A position too exact to be measured"),
    "growth": ("记录大增，核实的拜访没有", "Many more logs, no more proven visits"),
    "stamp": ("照片上印的和测到的对不上", "The picture says another time or place"),
    "pace": ("节奏快得不合常理", "One step too soon after another"),
}
CAUSES: Mapping[str, tuple[str, str]] = {
    "same_photo": ("这张照片和另一家客户或另一天的是同一张（相似 {alike}），共出现 {times} 次。",
                   "This photo is that of another customer or day (alike {alike}); it was shown {times} "
                   "times."),
    "same_text": ("{times} 条记录的文字几乎一样（相似 {alike}）。",
                  "{times} entries say nearly the same (alike {alike})."),
    "burst": ("{minutes} 分钟内录入 {count} 条，没有自带时间的照片。",
              "{count} entries within {minutes} minutes, with no photo that has a time of its own."),
    "travel": ("{minutes} 分钟移动 {km} 公里，合每小时 {kmh} 公里。",
               "{km} km in {minutes} minutes: {kmh} km/h."),
    "place": ("定位离客户 {metres} 米。", "Measured {metres} m from the customer's place."),
    "exact_place": ("同一坐标一位不差地出现 {times} 次，误差 {accuracy_m} 米。",
                    "The very same coordinates {times} times, with an error of {accuracy_m} m."),
    "growth": ("记录从 {logs_before} 条到 {logs} 条，核实的拜访从 {visits_before} 次到 {visits} 次。",
               "Logs went from {logs_before} to {logs}, proven visits from {visits_before} to {visits}."),
    "pace": ("与另一家客户的现场动作只隔 {minutes} 分钟。",
             "On site at another customer {minutes} minutes apart."),
    "stamp": ("照片上印的时间差 {minutes} 分钟，位置差 {metres} 米。",
              "What is burnt into the photo is {minutes} minutes and {metres} m off."),
}  # fmt: skip
QUICK = ("首次接触、提案、签约几天内走完。", "First contact, proposal and signature within days.")


def title_of(kind: str | None, locale: Locale) -> str:
    """Its name."""
    return TITLES.get(kind or "", ("", ""))[0 if locale == "zh" else 1]


def cause_of(kind: str | None, facts: Mapping[str, Any], locale: Locale) -> str:
    """Why, with its figures."""
    at = 0 if locale == "zh" else 1
    if facts.get("flag"):
        return QUICK[at]
    shown = {key: f"{value:.0%}" if key == "alike" else value for key, value in facts.items()}
    if shown.get("accuracy_m") == -1:
        shown["accuracy_m"] = "?"
    said = CAUSES.get(kind or "", ("", ""))[at]
    return said.format_map(defaultdict(str, shown))
