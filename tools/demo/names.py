"""Names of companies and people, put together from parts. Invented; known brands are left out."""

from tools.demo.dice import Dice

FIRST = "鑫瑞盛嘉永德福广安丰禾润泽绿鲜源昌兴顺裕隆正和远宏佳冰雪蓝江岭云祥锦启晟颐谷穗沐澜桂枫松鹤鹭"
SECOND = "泰源达丰润和盛鲜味康禾谷田海川泽岚洲渔港盈佳鼎腾辰旭诚信益林溪屿帆桥禧满仓果鸿运峰凯"
KNOWN = {
    "盛泰", "福康", "润泽", "正泰", "嘉禾", "福田", "德康", "广汇", "永盛", "瑞康", "安康", "禾丰",
    "正源", "启辰", "广田", "安信", "丰益", "远洋", "源达", "广信", "宏达", "和润", "云峰", "云海",
    "正和", "顺鑫", "嘉兴", "安源", "兴源", "松江", "江源", "江海", "云川", "盛和", "隆鑫", "广源",
    "德邦", "瑞丰", "安达", "顺丰", "宏信", "昌达", "佳源", "永和", "福满", "和田", "兴海", "广丰",
    "永康", "瑞昌", "德昌", "兴和", "昌源", "松源", "江川", "永川",
}  # fmt: skip

# For each industry: how often it buys cold, and what such a company calls itself.
LINES: dict[str, tuple[float, tuple[str, ...]]] = {
    "cold_chain": (16, ("冷链物流", "冷链", "冷冻仓储", "冷链供应链", "低温物流")),
    "food": (19, ("食品", "速冻食品", "调味食品", "休闲食品", "面点食品")),
    "seafood": (6, ("水产", "海产品", "水产食品", "海洋食品")),
    "meat": (10, ("肉类食品", "肉业", "牧业", "禽业")),
    "dairy": (5, ("乳业", "乳品")),
    "beverage": (8, ("酒业", "饮料", "饮品", "酿造")),
    "pharma": (9, ("医药", "药业", "生物制药", "医药物流", "生物科技")),
    "retail": (10, ("超市连锁", "便利连锁", "商贸", "生鲜超市")),
    "catering": (9, ("中央厨房", "餐饮", "团膳服务", "餐饮配送")),
    "farm": (11, ("果业", "农产品", "蔬果", "菌业", "生态农业")),
    "industrial": (7, ("化工", "新材料", "制罐", "塑胶", "精密制造")),
}

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN_ONE = "伟强磊军勇杰涛明超亮平刚辉鹏飞波斌宇浩凯健俊帆宁静敏丽娟燕玲桂霞萍莉洁琴颖琳雯倩岚薇"
GIVEN_TWO = (
    "建国", "建华", "志强", "志远", "文彬", "文静", "晓东", "晓燕", "海涛", "海燕", "国庆", "国梁",
    "永刚", "永健", "立新", "立平", "佳琪", "佳慧", "子豪", "子轩", "雨婷", "雨欣", "思远", "思琪",
    "德胜", "德明", "春生", "春兰", "秀英", "秀梅", "振华", "振宇", "俊杰", "俊峰", "丽华", "丽娜",
    "家明", "家宝", "玉兰", "玉珍", "鹏程", "一鸣", "启航", "启文", "天佑", "天成", "宏伟", "宏远",
    "卫东", "卫国", "新民", "新宇", "少华", "少峰", "梦洁", "梦瑶", "金龙", "金凤", "长青", "长林",
    "兆丰", "兆祥", "博文", "博涛", "嘉诚", "嘉怡", "若彤", "若楠", "景行", "景天",
)  # fmt: skip

# Decision role -> titles that go with it, most usual first.
TITLES: dict[str, tuple[str, ...]] = {
    "decider": ("总经理", "董事长", "厂长", "副总经理", "负责人"),
    "gatekeeper": ("采购部经理", "采购主管", "供应链总监", "采购专员"),
    "user": ("设备部工程师", "设备主管", "制冷班长", "冷库主管", "生产部经理"),
    "influencer": ("技术部部长", "工程部经理", "质量经理", "项目经理"),
    "payer": ("财务经理", "财务总监", "会计主管"),
}


def brand(dice: Dice) -> str:
    """A two-character trade name."""
    while True:
        made = dice.pick(FIRST) + dice.pick(SECOND)
        if made not in KNOWN and made[0] != made[1]:
            return made


def person(dice: Dice) -> str:
    """A person's name, surname first."""
    given = dice.pick(GIVEN_TWO) if dice.chance(0.72) else dice.pick(GIVEN_ONE)
    return dice.pick(SURNAMES) + given


def mobile(number: int) -> str:
    """The n-th mobile number of the demo; exchange 0000 is given to nobody. Unique below 100,000."""
    head = ("139", "138", "137", "136", "135", "158", "159", "186", "188", "199")[number % 10]
    return f"{head}0000{number // 10 * 7919 % 10_000:04d}"
