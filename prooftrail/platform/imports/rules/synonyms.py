"""Words by which other systems call what fields and objects hold. Data; letters and digits alone count.

Pure.
"""

from functools import cache

from prooftrail.platform.imports.rules.spelling import squeeze

FIELDS = {
    "name": "名称,名字,姓名,标题,主题,全称,title,subject,full name,display name",
    "phone": "电话,手机,手机号,手机号码,联系电话,联系方式,电话号码,座机,tel,telephone,"
             "mobile,cell,phone number",
    "email": "邮箱,电子邮箱,邮件,mail,e-mail,email address",
    "code": "编码,编号,代码,号码,no,number,ref,reference,external id",
    "credit_code": "统一社会信用代码,信用代码,税号,纳税人识别号,tax id,vat,vat number",
    "grade": "等级,级别,客户等级,客户级别,分级,level,tier,rating,class",
    "industry": "行业,所属行业,行业类别,sector,vertical,line of business",
    "region": "地区,区域,省市,省市区,行政区划,所在地,city,province,state,area",
    "place": "位置,坐标,经纬度,coordinates,lat lng",
    "annual_purchase": "年采购额,年采购,采购额,annual purchase volume",
    "estimated_purchase": "预计采购额,采购额,预算,budget",
    "owner": "负责人,跟进人,销售,销售员,业务员,客户经理,所属销售,归属人,sales agent,salesperson,sales rep,"
             "account owner,assigned to,agent,rep",
    "unit": "所属部门,归属部门,团队,team,business unit",
    "amount": "金额,合同额,合同金额,成交额,成交金额,商机金额,预计金额,value,close value,total,deal value",
    "stage": "阶段,销售阶段,商机阶段,进度,deal stage,sales stage,pipeline stage,opportunity stage",
    "opened_on": "开始日期,立项日期,建立日期,engage date,start date,open date",
    "closed_on": "关闭日期,成交日期,结束日期,签约日期,close date,closed date,end date,won date",
    "expected_on": "预计成交日期,预计签约日期,预计日期,expected close date,forecast date,due date",
    "created_at": "创建时间,建档时间,录入时间,创建日期,登记时间,created,created on,create time,date created",
    "created_by": "创建人,录入人,登记人,created by,author,entered by",
    "source": "来源,线索来源,渠道,客户来源,lead source,channel",
    "company": "公司,公司名称,单位,单位名称,企业,企业名称,organisation,organization,firm,employer",
    "title": "职务,职位,岗位,job title,position",
    "list_price": "标价,单价,价格,售价,目录价,sales price,unit price,price",
    "series": "系列,产品线,product line,family",
    "login": "账号,登录名,用户名,username,user name",
    "parent": "上级,上级部门,父级,superior",
    "lost_reason": "丢单原因,失败原因,loss reason",
    "topic": "主题,议题,沟通内容,purpose",
    "next_step": "下一步,后续,follow up,next action",
    "next_on": "下次日期,下次联系,下次跟进,next contact,follow up date",
    "occurred_at": "发生时间,拜访时间,沟通时间,跟进时间,visited on,activity date",
    "type": "类型,类别,方式,kind,category",
    "note": "备注,说明,描述,remark,remarks,notes,comment,comments,description,memo",
}  # fmt: skip
OBJECTS = {
    "customer": "客户,客户名称,客户名,公司,公司名称,account,account name,company,client,customer name,buyer",
    "contact": "联系人,联系人姓名,contact name,contact person",
    "product": "产品,产品名称,商品,商品名称,品名,型号,item,sku,product name,model,article",
    "deal": "商机,商机名称,项目,项目名称,opportunity,opportunity name,opportunity id,project",
    "lead": "线索,线索名称,prospect",
    "person": "人员,员工,姓名,销售,sales agent,salesperson,employee,user,agent,rep",
    "department": "部门,部门名称,团队,大区,team,office,regional office,division,branch",
}
"""What a column is called that names records of an object; its own labels stand beside it."""


@cache
def words_of_field(name: str) -> frozenset[str]:
    """The squeezed words for a field of this name."""
    return _squeezed(FIELDS.get(name, ""))


@cache
def words_of_object(name: str) -> frozenset[str]:
    """The squeezed words for an object of this name."""
    return _squeezed(OBJECTS.get(name, ""))


def _squeezed(words: str) -> frozenset[str]:
    return frozenset(filter(None, map(squeeze, words.split(","))))
