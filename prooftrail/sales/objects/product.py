"""What is sold."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class Product(Shipped):
    """One thing on the price list."""

    key = "product"
    label = Label("产品", "Product")
    owned = False

    name = declare("text", "产品名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    code = declare("text", "产品编码", "Code", unique=True, options={"limit": 60})
    series = declare("text", "系列", "Series", options={"limit": 80})
    list_price = declare("money", "目录价", "List price")
