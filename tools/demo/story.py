"""The story everyone shows: 华东, 宁波组, 顾晓棠 and 甬泰食品's second cold store, one photo short.

Days count from the anchor. A tale's `gates` are the days on which `engaging`, `proposal`, `signed`
and `won` opened; `photos` are those already taken for a gate that is still shut.
"""

from dataclasses import dataclass

from tools.demo.places import Place


@dataclass(frozen=True, slots=True)
class Cast:
    """A customer of the story, with an address of its own."""

    city: str
    short: str
    industry: str
    region: str
    place: Place
    annual: int
    owner: str

    @property
    def name(self) -> str:
        """The registered name."""
        return f"{self.city}{self.short}有限公司"


CAST = (
    Cast("宁波", "甬泰食品", "food", "330212", Place(29.80215, 121.57846), 1_860_000, "rep"),
    Cast("宁波", "四明便利", "retail", "330203", Place(29.87412, 121.54083), 880_000, "rep"),
    Cast("宁波", "甬江鲜食", "food", "330206", Place(29.90631, 121.83274), 950_000, "rep"),
    Cast("宁波", "镇海水产", "seafood", "330211", Place(29.95508, 121.71362), 640_000, "rep"),
    Cast("宁波", "禾润冷链", "cold_chain", "330282", Place(30.18142, 121.25019), 1_240_000, "rep"),
    Cast("宁波", "瓯鲜水产", "seafood", "330225", Place(29.46873, 121.86527), 720_000, "rep"),
    Cast("宁波", "海曙商超", "retail", "330203", Place(29.85917, 121.53102), 830_000, "sunhao"),
    Cast("宁波", "古堰茶业", "beverage", "330213", Place(29.65306, 121.40418), 410_000, "sunhao"),
    Cast("台州", "云栖冷链", "cold_chain", "331002", Place(28.67722, 121.43295), 520_000, "liangyu"),
    Cast("苏州", "安颐医药", "pharma", "320506", Place(31.26354, 120.64112), 2_350_000, "rep2"),
    Cast("杭州", "明州制药", "pharma", "330114", Place(30.31477, 120.47936), 2_100_000, "rep2"),
    Cast("杭州", "清溪乳业", "dairy", "330110", Place(30.28193, 119.99021), 1_260_000, "hejiaxin"),
    Cast("杭州", "鲜到家便利", "retail", "330105", Place(30.31046, 120.15288), 1_470_000, "hejiaxin"),
    Cast("绍兴", "越酿酒业", "beverage", "330602", Place(30.00217, 120.59143), 760_000, "linlan"),
    Cast("绍兴", "越城乳品", "dairy", "330602", Place(29.98534, 120.57061), 1_120_000, "linlan"),
    Cast("合肥", "徽乐乳业", "dairy", "340111", Place(31.80166, 117.32047), 690_000, "shaoyiming"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tale:
    """A deal of the story; `closed` and `reason` only where it was lost."""

    customer: str
    project: str
    product: str
    amount: int
    opened: int
    gates: tuple[int, ...] = ()
    photos: int = 0
    closed: int | None = None
    reason: str = ""
    expected: int = 21


TALES = (
    Tale("甬泰食品", "二期冷库制冷机组", "JZ-L20A", 2_680_000, -8, photos=2, expected=20),
    Tale("甬泰食品", "一期冷库制冷机组", "JZ-L12A", 1_486_000, -331, (-320, -301, -276, -239)),
    Tale("四明便利", "新店风幕柜", "LG-F18", 385_000, -31, (-22, -4), expected=17),
    Tale("甬江鲜食", "低温成品库", "LK-Z1K", 856_000, -26, (-13,), expected=33),
    Tale("镇海水产", "超低温库机组", "JZ-D16C", 640_000, -34, (-20, -3), expected=12),
    Tale("禾润冷链", "氨改氟机组", "JZ-L20A", 1_470_000, -118, (-104, -87, -62), expected=-60),
    Tale("瓯鲜水产", "速冻线", "SD-S05", 885_000, -141, (-126, -109), closed=-86, reason="competitor"),
    Tale("海曙商超", "岛柜更新", "LG-D25", 318_000, -19, (-7,), expected=41),
    Tale("古堰茶业", "恒温库", "LK-Z300", 336_000, -6, photos=1, expected=50),
    Tale("云栖冷链", "穿堂冷风机", "LF-E80", 276_000, -12, expected=60),
    Tale("安颐医药", "疫苗冷链改造", "JZ-D16C", 3_164_000, -47, (-33, -9), expected=24),
    Tale("明州制药", "冻干线冷源", "JZ-D16C", 2_050_000, -16, (-5,), expected=55),
    Tale("清溪乳业", "低温奶仓储", "LK-Z300", 1_260_000, -8, photos=2, expected=70),
    Tale("鲜到家便利", "62店冷柜", "LG-B12", 1_470_000, -68, (-57, -38, -2), expected=-2),
    Tale("越酿酒业", "恒温库", "LK-Z300", 742_000, -158, (-143, -121, -98, -66)),
    Tale("徽乐乳业", "冰水机组", "LS-C35", 432_000, -96, (-82, -58, -29), expected=-25),
)

# Who decides at 甬泰食品: name, title, decision role.
PEOPLE = (
    ("王建业", "采购部总监", "gatekeeper"),
    ("周启文", "设备部工程师", "user"),
    ("李建国", "董事会授权人", "decider"),
)

# How they stand to us and whose word weighs, and who else has a part: name, title, role, attitude, influence,
# and to whom of the three he reports, by his place above.
STANDING = {"王建业": ("neutral", "high"), "周启文": ("champion", "medium"), "李建国": ("positive", "high")}
BELOW = (
    ("沈一帆", "生产副总裁", "influencer", "champion", "high", 3),
    ("何敏", "财务总监", "payer", "against", "medium", 3),
    ("徐晨", "设备部主任", "user", "positive", "low", 1),
)

# What was said about the second cold store, oldest first: day, hour, minute, type, whom, topic, objection,
# next step, the day promised. The survey brought two photos; the third is the visitor's to take.
SECOND_STORE = (
    (-8, 16, 30, "call", "王建业", "预约拜访，问清二期冷库进度", "", "到厂见设备部与采购部", -5),
    (-5, 15, 50, "visit", "王建业", "三个痛点：降温慢、电费高、停机怕", "首付三成太高", "约现场勘测", -1),
    (-1, 10, 42, "survey", "周启文", "现场勘测，铭牌与管线已拍，机房锁着", "", "补拍空间尺寸", 2),
)  # fmt: skip
