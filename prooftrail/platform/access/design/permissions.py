"""Permissions that are about no one object: what each lets somebody do, in words."""

from typing import NamedTuple

from prooftrail.platform.values import Json, Label


class Permission(NamedTuple):
    """One of them."""

    label: Label
    about: Label

    def json(self, key: str) -> Json:
        """As the designer shows it."""
        return {"key": key, "label": self.label.json(), "about": self.about.json()}


PERMISSIONS: dict[str, Permission] = {
    "records:export": Permission(
        Label("导出", "Export"),
        Label("把列表下载成文件；每类记录还要单独开放导出，每次导出都留痕",
              "Download lists as files, of the kinds of records opened for export; each one is recorded"),
    ),
    "records:import": Permission(
        Label("导入", "Import"),
        Label("用文件批量新建和修改记录，限于自己能写的",
              "Create and change records from a file, as far as one may write them"),
    ),
    "records:migrate": Permission(
        Label("迁移旧数据", "Migrate old data"),
        Label("导入时保留原来的作者和时间，可写平时固定的字段",
              "Keep authors and times of old data, and set fields that are otherwise fixed"),
    ),
    "schema:design": Permission(
        Label("设计对象与字段", "Design objects and fields"),
        Label("新建、修改、移除对象和字段，所有人立刻看到",
              "Define, change and remove objects and fields, at once for everybody"),
    ),
    "rules:publish": Permission(
        Label("发布规则", "Publish rules"),
        Label("让规则生效、暂停、停用，处理失败的运行；规则做的事不受个人权限限制",
              "Put rules in force, pause and retire them; rules act with rights of their own"),
    ),
    "access:administer": Permission(
        Label("管理权限", "Administer access"),
        Label("改角色、人员、部门和共享：等于能给自己任何权限",
              "Change roles, people, departments and shares: as good as every right there is"),
    ),
    "access:view_as": Permission(
        Label("以他人视角查看", "View as somebody"),
        Label("只读地看别人看到的，限于自己也看得到的；双方名字都留痕",
              "See, read only, what somebody below one's own sight sees; recorded under both names"),
    ),
    "evidence:overrule": Permission(
        Label("放行识别", "Overrule recognition"),
        Label("识别没读到该有的内容时，看过照片、写明理由放行；自己交的不行",
              "Let photos through that recognition keeps waiting, for a reason; never one's own"),
    ),
    "metrics:target": Permission(
        Label("定指标目标", "Set targets"),
        Label("给公司、部门和人员定每个指标在每段时间要达到的数",
              "Say what figures are to come to, for the company, departments and people"),
    ),
    "clock:set": Permission(
        Label("拨动时钟", "Set the clock"),
        Label("只在开发和演示时有用：拨动工作区的业务时间",
              "For development and demonstrations: move the workspace's business time"),
    ),
    "trash:restore": Permission(
        Label("看回收站并恢复", "See and restore the trash"),
        Label("看到自己范围内删除的记录，并恢复",
              "See deleted records within one's scope, and bring them back"),
    ),
    "events:read": Permission(
        Label("看全部留痕", "Read the whole history"),
        Label("登录、密钥、导出等与记录无关的留痕；记录的历史不用这项",
              "Entries about no record: sign-ins, keys, exports. A record's own history needs no permission"),
    ),
    "metrics:read": Permission(
        Label("看运行指标", "Read server figures"),
        Label("用密钥读取服务器的运行指标", "Read the server's own figures with a key"),
    ),
    "notifications:send": Permission(
        Label("群发通知", "Notify people"),
        Label("给选定的人发站内通知，按他们角色的渠道送达",
              "Tell chosen people something, by the channels of their roles"),
    ),
    "workitems:open": Permission(
        Label("开工单", "Open work items"),
        Label("给选定的人开工单，并通知抄送的人",
              "Open work items for chosen people, and tell who is to know"),
    ),
    "effects:send": Permission(
        Label("调用外部系统", "Call other systems"),
        Label("让系统向外部地址发送数据", "Have the system send data to addresses outside"),
    ),
}  # fmt: skip
