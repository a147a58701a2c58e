"""Who sells where: for each rep a share of all customers (skewed on purpose) and the prefectures he travels.

The first prefecture is home and holds most of his customers. Codes are six-digit divisions.
"""

TERRITORIES: dict[str, tuple[float, tuple[str, ...]]] = {
    "rep2": (1.7, ("330100", "330400")),
    "hejiaxin": (1.1, ("330100", "330500")),
    "linlan": (0.7, ("330600", "330700")),
    "rep": (1.5, ("330200",)),
    "sunhao": (0.8, ("330200", "330900")),
    "liangyu": (0.5, ("331000", "330300")),
    "wuhan": (1.9, ("320500", "310000", "320600")),
    "fangyan": (1.0, ("320100", "320200", "320400", "321000", "320300")),
    "shaoyiming": (0.4, ("340100", "340200")),
    "huangzhuoyan": (2.2, ("440100", "440600")),
    "maijunjie": (1.0, ("440600", "440700", "440400")),
    "weixiulian": (0.6, ("450100", "450200", "460100", "440800")),
    "pengyifei": (1.8, ("440300",)),
    "qiuruilin": (0.9, ("441300", "440300")),
    "zhuotianyu": (0.3, ("440500", "440300")),
    "chenjinlong": (1.3, ("350200", "350500")),
    "suwanting": (0.7, ("350100", "350900")),
    "hongmingda": (0.5, ("350500", "350600")),
    "wangzihan": (1.6, ("110000",)),
    "baixuefei": (0.8, ("130100", "130600", "140100")),
    "mengfanrui": (0.3, ("110000", "150100")),
    "zhangbohao": (1.2, ("120000",)),
    "dujiahui": (0.7, ("130200", "130300", "120000")),
    "houyongjie": (0.5, ("131000", "130900")),
    "yuhaitao": (1.7, ("370200", "371000")),
    "kongxiangyun": (0.9, ("370100", "371300", "371100")),
    "jiangmengqi": (0.6, ("370600", "370700")),
    "xiongyuchen": (1.5, ("510100",)),
    "liaosiqi": (0.8, ("510100", "510600", "510700")),
    "denghaoran": (0.4, ("511500", "510500", "510100")),
    "ranlingzhi": (1.2, ("500000",)),
    "qinyutong": (0.6, ("500000", "520300")),
    "moshengnan": (0.3, ("520100",)),
    "yangjinhua": (0.9, ("530100", "530400")),
    "muyuanqing": (0.5, ("530300", "530100")),
    "zhaoyilin": (0.2, ("532900", "532500")),
}

# A prefecture's dialling code; the number behind it starts with 0, which no exchange assigns.
DIALLING = {
    "110000": "010", "120000": "022", "310000": "021", "500000": "023",
    "130100": "0311", "130200": "0315", "130300": "0335", "130600": "0312", "130900": "0317",
    "131000": "0316", "140100": "0351", "150100": "0471",
    "320100": "025", "320200": "0510", "320300": "0516", "320400": "0519", "320500": "0512",
    "320600": "0513", "321000": "0514",
    "330100": "0571", "330200": "0574", "330300": "0577", "330400": "0573", "330500": "0572",
    "330600": "0575", "330700": "0579", "330900": "0580", "331000": "0576",
    "340100": "0551", "340200": "0553",
    "350100": "0591", "350200": "0592", "350500": "0595", "350600": "0596", "350900": "0593",
    "370100": "0531", "370200": "0532", "370600": "0535", "370700": "0536", "371000": "0631",
    "371100": "0633", "371300": "0539",
    "440100": "020", "440300": "0755", "440400": "0756", "440500": "0754", "440600": "0757",
    "440700": "0750", "440800": "0759", "441300": "0752",
    "450100": "0771", "450200": "0772", "460100": "0898",
    "510100": "028", "510500": "0830", "510600": "0838", "510700": "0816", "511500": "0831",
    "520100": "0851", "520300": "0851",
    "530100": "0871", "530300": "0874", "530400": "0877", "532500": "0873", "532900": "0872",
}  # fmt: skip

# Prefectures on the sea, where fish is frozen.
COAST = {
    "330200", "330300", "330900", "331000", "350100", "350200", "350500", "350600", "350900", "370200",
    "370600", "371000", "371100", "440400", "440500", "440800", "460100", "120000", "130300", "320600",
}  # fmt: skip

# Who leads the team of each rep.
TEAM_HEADS = {
    "rep2": "luyuanzhou", "hejiaxin": "luyuanzhou", "linlan": "luyuanzhou", "rep": "manager", "sunhao":
    "manager", "liangyu": "manager", "wuhan": "qianwenbin", "fangyan": "qianwenbin", "shaoyiming":
    "qianwenbin", "huangzhuoyan": "liangzhiqiang", "maijunjie": "liangzhiqiang", "weixiulian":
    "liangzhiqiang", "pengyifei": "zengkaixin", "qiuruilin": "zengkaixin", "zhuotianyu": "zengkaixin",
    "chenjinlong": "linhaiyan", "suwanting": "linhaiyan", "hongmingda": "linhaiyan", "wangzihan":
    "zhaoguodong", "baixuefei": "zhaoguodong", "mengfanrui": "zhaoguodong", "zhangbohao": "liushuqin",
    "dujiahui": "liushuqin", "houyongjie": "liushuqin", "yuhaitao": "sunmaolin", "kongxiangyun":
    "sunmaolin", "jiangmengqi": "sunmaolin", "xiongyuchen": "hejianping", "liaosiqi": "hejianping",
    "denghaoran": "hejianping", "ranlingzhi": "tangxiaofeng", "qinyutong": "tangxiaofeng", "moshengnan":
    "tangxiaofeng", "yangjinhua": "duanrongcheng", "muyuanqing": "duanrongcheng", "zhaoyilin":
    "duanrongcheng",
}  # fmt: skip
