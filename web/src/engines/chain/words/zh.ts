/** Words of the decision chain. Chinese is the master. */
export const zh = {
  title: "决策链",
  note: (people: string) => `${people} 人，线从下属连到上级`,
  none: "还没有联系人",
  noneText: "在联系人上填决策角色、态度、影响力和汇报对象，这里会画出来。",
  noRole: "角色未填",
  left: (day: string) => `${day} 离任`,
  influence: (label: string) => `影响${label}`,
  noDecider: "还不知道谁拍板",
  against: (names: string) => `反对：${names}`,
  history: "谁在什么时候是什么角色",
  since: (from: string, to: string) => `${from} 起，到 ${to}`,
  still: (from: string) => `${from} 起，至今`,
  begin: "最早",
  more: (n: string) => `再看 ${n} 条`,
  left1: "已离任",
};
export type Words = typeof zh;
