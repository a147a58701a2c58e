"""The two nouns of the organisation. An account is a login and apart from the person."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Person(Shipped):
    """Somebody who works here, or did."""

    key = "person"
    label = Label("人员", "Person")
    owned = False

    name = declare("text", "姓名", "Name", required=True, options={"pinyin": True, "limit": 80})
    login = declare("text", "登录名", "Login", unique=True, options={"limit": 64})
    title = declare("text", "职务", "Title", options={"limit": 80})
    department = declare("department", "部门", "Department", options={"object": "department"})
    roles = declare("choices", "角色", "Roles", options={"open": True, "choices": []})
    phone = declare("text", "手机", "Mobile", personal=True, options={"limit": 40})
    email = declare("email", "邮箱", "E-mail", personal=True)
    joined_on = declare("date", "入职日期", "Joined on")
    left_on = declare("date", "离职日期", "Left on")


class Department(Shipped):
    """A node of the one org tree: company, region, city and team are its levels."""

    key = "department"
    label = Label("部门", "Department")
    owned = False

    name = declare("text", "名称", "Name", required=True, options={"pinyin": True, "limit": 80})
    code = declare("text", "编码", "Code", unique=True, options={"limit": 40})
    level = declare("choice", "层级", "Level",
                    options=choices(company=("公司", "Company"), region=("大区", "Region"),
                                    city=("城市", "City"), team=("团队", "Team")))  # fmt: skip
    parent = declare("department", "上级部门", "Parent", options={"object": "department"})
    manager = declare("person", "负责人", "Head", options={"object": "person"})
