"""What names of companies have beside what tells them apart: legal forms and lines of trade. Pure."""

import re

_BRANCHES = "分公司|子公司|分厂|办事处|营业部|分部|分行|支行|分店"
HAN_BRANCH = re.compile(r"^(.{2,}?(?:公司|集团|银行|厂))(.{1,12}?)(" + _BRANCHES + ")$")
HAN_PLACE = re.compile(
    r"^([\u4e00-\u9fff]{2,3}?(?:省|(?<!超)市|自治区|自治州)|[\u4e00-\u9fff]{2,3}?(?:县|新区))"
)
"""A division by its last sign, for those the table of divisions does not hold; 超市 is a shop."""
HAN_REMARKS = ("原", "曾用名", "旧名", "筹", "已注销", "注销", "吊销")
"""How words in brackets begin that are no part of the name."""


def listed(text: str) -> tuple[str, ...]:
    """Words divided by blanks."""
    return tuple(text.split())


HAN_FORMS = listed("""
    集团股份有限公司 集团有限责任公司 集团有限公司 股份有限责任公司 股份有限公司 有限责任公司
    控股有限公司 投资有限公司 有限公司 股份公司 集团公司 集团总公司 总公司 控股公司 公司 集团 股份 控股
    有限合伙 普通合伙 特殊普通合伙 合伙企业 个体工商户 有限责任 有限 独资 一人 个人独资 自然人独资
    中外合资 外商投资 企业
""")
HAN_TRADES = listed("""
    机电设备 机械设备 机械制造 自动化设备 环保科技 信息技术 网络科技 电子科技 生物科技 新材料 新能源
    供应链 进出口 自动化 信息 网络 软件 科技 技术 贸易 商贸 实业 工贸 工业 制造 机械 机电 电气 电器 电子
    电力 设备 装备 阀门 泵业 泵阀 仪表 仪器 管业 管道 五金 轴承 模具 塑料 塑胶 橡胶 化工 化学 材料 建材
    建设 建筑 工程 安装 装饰 钢铁 金属 铸造 冶金 能源 石化 石油 燃气 水务 环保 环境 医疗 医药 制药 药业
    生物 器械 食品 饮料 酒业 乳业 农业 纺织 服饰 服装 纸业 包装 印刷 物流 运输 汽车 零部件 配件 船舶
    重工 智能 系统 集成 通信 光电 半导体 传媒 文化 广告 咨询 服务 管理 投资 发展 开发 研究院 研究所
    设计院 设计 国际 经营部 商行 工作室 商店 超市 百货
""")
LATIN_FORMS = frozenset(
    listed("""
    co company corp corporation inc incorporated ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg ug
    se sa sas sarl srl spa sl bv nv oy oyj ab asa aps pte pty kk kabushiki kaisha sdn bhd pvt private
    group holding holdings eg ev zoo sro doo kft dba
""")
)
LATIN_FILLERS = frozenset(listed("the and of for de la"))
LATIN_TRADES = frozenset(
    listed("""
    technology manufacturing engineering industry development equipment electric electronic machinery
    systems services science international national trading trade import export valve pump chemical
    pharmaceutical automation materials material energy power control controls instruments instrument
    software solutions logistics consulting design products works
""")
)
LATIN_SHORT = {
    "intl": "international", "int": "international", "tech": "technology", "technologies": "technology",
    "techs": "technology", "mfg": "manufacturing", "manuf": "manufacturing", "mfr": "manufacturing",
    "eng": "engineering", "engg": "engineering", "ind": "industry", "inds": "industry",
    "industrial": "industry", "industries": "industry", "dev": "development", "equip": "equipment",
    "elec": "electric", "electrical": "electric", "electronics": "electronic", "mach": "machinery",
    "machine": "machinery", "machines": "machinery", "sys": "systems", "system": "systems",
    "svc": "services", "service": "services", "svcs": "services", "sci": "science",
    "assoc": "associates", "bros": "brothers", "ctr": "center", "centre": "center", "natl": "national",
    "univ": "university", "valves": "valve", "pumps": "pump", "chem": "chemical",
    "chemicals": "chemical", "pharma": "pharmaceutical", "pharmaceuticals": "pharmaceutical",
    "imp": "import", "exp": "export", "st": "saint",
}  # fmt: skip
"""How a word is written out that is often written short, or in the plural."""
