"""Every function: its names, how it is called, what it does in one line. What it means is in `typing`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from prooftrail.platform.values import Json, Label


@dataclass(frozen=True, slots=True)
class Function:
    """`name` and its other spellings, `least` to `most` arguments; `most` None is any number."""

    name: str
    zh: str
    least: int
    most: int | None
    signature: Label
    help: Label
    also: tuple[str, ...] = ()

    def json(self) -> dict[str, Json]:
        """For the editor."""
        return {
            "name": {"zh": self.zh, "en": self.name}, "also": list(self.also),
            "signature": self.signature.json(), "help": self.help.json(), "least": self.least,
            "most": self.most,
        }  # fmt: skip


# name, Chinese, least, most, arguments in Chinese, in English, help in Chinese, in English, other spellings
_ROWS: tuple[tuple[str, str, int, int | None, str, str, str, str, str], ...] = (
    ("IF", "如果", 2, 3, "条件, 是时, 否时", "condition, then, else",
     "条件成立取第二项，否则取第三项", "The second where the condition holds, else the third", ""),
    ("CASE", "按条件", 2, None, "条件1, 值1, 条件2, 值2, …, 其余", "condition 1, value 1, …, else",
     "第一个成立的条件后面的值", "The value after the first condition that holds", "IFS"),
    ("SWITCH", "对照", 3, None, "值, 等于1, 取1, …, 其余", "value, equals 1, gives 1, …, else",
     "按值查表", "Looks a value up in a list", ""),
    ("AND", "且", 1, None, "条件, …", "condition, …", "全部成立", "Whether all hold", "并且"),
    ("OR", "或", 1, None, "条件, …", "condition, …", "至少一个成立", "Whether any holds", "或者"),
    ("NOT", "非", 1, 1, "条件", "condition", "不成立", "Whether it does not hold", ""),
    ("ROUND", "四舍五入", 1, 2, "数, 位数", "number, places",
     "四舍五入到几位小数", "Rounded, halves away from zero", ""),
    ("ABS", "绝对值", 1, 1, "数", "number", "去掉正负号", "Without its sign", ""),
    ("MIN", "最小", 1, None, "值, …", "value, …",
     "最小的一个，空的不算", "The least; blanks do not count", ""),
    ("MAX", "最大", 1, None, "值, …", "value, …",
     "最大的一个，空的不算", "The greatest; blanks do not count", ""),
    ("SUM", "合计", 1, None, "数, …", "number, …",
     "加在一起，空的不算", "Added up; blanks do not count", "求和"),
    ("IFBLANK", "空则", 2, None, "值, 替代, …", "value, instead, …",
     "第一个不为空的值", "The first that is not blank", "COALESCE"),
    ("ISBLANK", "为空", 1, 1, "值", "value", "没有填写", "Whether nothing is there", ""),
    ("BLANK", "空", 0, 0, "", "", "空值", "Nothing", ""),
    ("LEN", "长度", 1, 1, "文本", "text", "字数", "How many characters", ""),
    ("LEFT", "左取", 2, 2, "文本, 字数", "text, characters", "开头几个字", "Its first characters", ""),
    ("RIGHT", "右取", 2, 2, "文本, 字数", "text, characters", "末尾几个字", "Its last characters", ""),
    ("MID", "截取", 3, 3, "文本, 从第几个字, 字数", "text, from, characters",
     "中间几个字，从 1 数起", "Characters from the middle, counted from 1", ""),
    ("CONCAT", "连接", 1, None, "文本, …", "text, …",
     "连成一段，空的跳过", "Joined; blanks are left out", ""),
    ("CONTAINS", "包含", 2, 2, "文本, 其中", "text, part", "里面有没有", "Whether the part is in it", ""),
    ("STARTS", "开头是", 2, 2, "文本, 开头", "text, beginning", "是否以它开头", "Whether it begins so", ""),
    ("TODAY", "今天", 0, 0, "", "", "公司日期的今天", "The company's date", ""),
    ("NOW", "此刻", 0, 0, "", "", "现在的时间，用于条件", "The present moment, for conditions", "现在"),
    ("DAYS", "相差天数", 2, 2, "到, 从", "until, from",
     "从后一项到前一项的天数", "Days from the second to the first",
     ""),
    ("YEAR", "年", 1, 1, "日期", "date", "年份", "The year", ""),
    ("MONTH", "月", 1, 1, "日期", "date", "月份", "The month", ""),
    ("DAY", "日", 1, 1, "日期", "date", "几号", "The day of the month", ""),
    ("DATE", "日期", 1, 3, "年, 月, 日；或时间", "year, month, day; or a time",
     "由年月日得到日期，或取时间的公司日期", "A date from its parts, or a time's company date", ""),
    ("ADDDAYS", "加天数", 2, 2, "日期, 天数", "date, days", "之后第几天", "So many days later", ""),
    ("ADDMONTHS", "加月数", 2, 2, "日期, 月数", "date, months",
     "之后第几个月的同一天，没有就取月末",
     "So many months later, the month's end where the day is missing", ""),
)  # fmt: skip


def functions() -> Iterator[Function]:
    """All of them, in the order people look for them."""
    for name, zh, least, most, said_zh, said_en, help_zh, help_en, also in _ROWS:
        signature = Label(f"{zh}({said_zh})", f"{name}({said_en})")
        yield Function(name, zh, least, most, signature, Label(help_zh, help_en), tuple(filter(None, [also])))


@cache
def by_spelling() -> Mapping[str, Function]:
    """Each function by every spelling, upper case."""
    return {word.upper(): each for each in functions() for word in (each.name, each.zh, *each.also)}
