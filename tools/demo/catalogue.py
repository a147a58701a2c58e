"""What 澄川制冷 sells, and the projects its customers buy it for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """`price` is the list price in whole CNY; `thing` is what a sentence calls it."""

    code: str
    name: str
    price: int
    thing: str


PRODUCTS = (
    Product("JZ-L20A", "螺杆并联制冷机组 LG-20A-280F", 386_000, "机组"),
    Product("JZ-L12A", "螺杆制冷机组 LG-12A-160F", 248_000, "机组"),
    Product("JZ-P06B", "涡旋并联机组 WX-6B-90", 136_000, "机组"),
    Product("JZ-P03B", "涡旋冷凝机组 WX-3B-30", 58_000, "机组"),
    Product("JZ-D16C", "低温复叠机组 DF-16C", 468_000, "低温机组"),
    Product("JZ-C25T", "二氧化碳跨临界机组 CT-25", 682_000, "二氧化碳机组"),
    Product("JZ-G08F", "氟泵节能机组 FB-8", 118_000, "氟泵机组"),
    Product("LK-Z50", "装配式冷库 50 立方", 46_000, "小冷库"),
    Product("LK-Z300", "装配式冷库 300 立方", 168_000, "冷库"),
    Product("LK-Z1K", "冷库整库工程 1000 立方", 428_000, "冷库"),
    Product("LK-Y200", "医药阴凉库 200 立方", 196_000, "阴凉库"),
    Product("SD-L10", "螺旋速冻线 1 吨/时", 756_000, "速冻线"),
    Product("SD-S05", "隧道速冻线 0.5 吨/时", 412_000, "速冻线"),
    Product("SD-P02", "平板速冻机 PB-2", 96_000, "速冻机"),
    Product("LG-F18", "风幕柜 1.8 米", 12_800, "风幕柜"),
    Product("LG-D25", "卧式冷冻岛柜 2.5 米", 15_600, "岛柜"),
    Product("LG-B12", "便利店冷藏立柜", 8_900, "立柜"),
    Product("LF-E40", "吊顶冷风机 DD-40", 9_600, "冷风机"),
    Product("LF-E80", "落地冷风机 DL-80", 18_400, "冷风机"),
    Product("LN-E60", "蒸发式冷凝器 ZL-60", 132_000, "冷凝器"),
    Product("LS-C35", "工业冷水机 CW-35", 158_000, "冷水机"),
    Product("KZ-M01", "冷库远程监控系统", 36_000, "监控系统"),
    Product("PJ-K01", "压缩机维保配件包", 6_800, "配件"),
    Product("FW-Y01", "年度维保服务", 28_000, "维保"),
)

PRICES = {product.code: product.price for product in PRODUCTS}
THINGS = {product.code: product.thing for product in PRODUCTS}
NAMES = {product.code: product.name for product in PRODUCTS}

# Project name, product, how many (least, most). Each industry has its own, and all have the small ones.
SMALL = (
    ("机房配件更换", "PJ-K01", 2, 8),
    ("年度维保", "FW-Y01", 1, 3),
    ("冷库远程监控", "KZ-M01", 1, 3),
    ("冷风机更换", "LF-E40", 2, 10),
)
PROJECTS: dict[str, tuple[tuple[str, str, int, int], ...]] = {
    "cold_chain": (
        ("低温库扩建", "LK-Z1K", 1, 4),
        ("制冷机组", "JZ-L20A", 1, 3),
        ("氨改氟机组", "JZ-L20A", 2, 4),
        ("穿堂冷风机", "LF-E80", 6, 20),
        ("二氧化碳示范库", "JZ-C25T", 1, 2),
    ),
    "food": (
        ("速冻线", "SD-L10", 1, 2),
        ("冷库制冷机组", "JZ-L12A", 1, 3),
        ("隧道速冻线", "SD-S05", 1, 2),
        ("成品冷藏库", "LK-Z300", 1, 3),
        ("工艺冷水机", "LS-C35", 1, 3),
    ),
    "seafood": (
        ("速冻线", "SD-S05", 1, 2),
        ("平板速冻机", "SD-P02", 2, 6),
        ("超低温库机组", "JZ-D16C", 1, 2),
        ("氨改氟机组", "JZ-L12A", 1, 3),
    ),
    "meat": (
        ("排酸库机组", "JZ-L12A", 1, 2),
        ("急冻间改造", "JZ-D16C", 1, 2),
        ("分割车间冷风机", "LF-E80", 4, 16),
        ("冷藏库扩建", "LK-Z300", 1, 4),
    ),
    "dairy": (
        ("低温奶仓储", "LK-Z300", 1, 4),
        ("冰水机组", "LS-C35", 1, 4),
        ("发酵间冷源", "JZ-P06B", 1, 3),
    ),
    "beverage": (
        ("恒温库", "LK-Z300", 1, 3),
        ("发酵冷源", "JZ-P06B", 1, 3),
        ("冷水机替换", "LS-C35", 1, 3),
    ),
    "pharma": (
        ("疫苗冷链改造", "JZ-D16C", 1, 3),
        ("阴凉库", "LK-Y200", 1, 4),
        ("冻干线冷源", "JZ-D16C", 1, 2),
        ("库房双机备份", "JZ-P06B", 1, 3),
    ),
    "retail": (
        ("门店冷柜", "LG-B12", 10, 60),
        ("新店风幕柜", "LG-F18", 6, 30),
        ("岛柜更新", "LG-D25", 6, 24),
        ("门店并联机组", "JZ-P06B", 1, 4),
    ),
    "catering": (
        ("中央厨房冷库", "LK-Z300", 1, 2),
        ("速冷间机组", "JZ-P03B", 1, 4),
        ("小冷库", "LK-Z50", 1, 4),
    ),
    "farm": (
        ("预冷库", "LK-Z300", 1, 3),
        ("气调库机组", "JZ-P06B", 1, 3),
        ("产地冷库", "LK-Z50", 1, 6),
        ("氟泵改造", "JZ-G08F", 1, 3),
    ),
    "industrial": (
        ("工艺冷水机", "LS-C35", 1, 4),
        ("蒸发冷更换", "LN-E60", 1, 3),
        ("低温反应冷源", "JZ-D16C", 1, 2),
    ),
}
PHASES = ("", "", "", "", "二期", "三期", "新厂", "老库")
