/** Words of grades. Chinese is the master. */
export const zh = {
  title: "等级",
  none: "还没有等级：年采购额和订单都没有",
  by: {
    rule: (version: string) => `按规则 ${version}`,
    hand: "手工定的",
    other: "随档案填的",
  },
  basis: {
    orders: (amount: string, months: string) => `近 ${months} 个月订单 ${amount}`,
    purchase: (amount: string) => `年采购额 ${amount}`,
  },
  floor: (grade: string, amount: string) => `${grade} ≥ ${amount}`,
  held: (day: string) => `保持到 ${day}`,
  ruled: (grade: string) => `规则会定为 ${grade}`,
  set: "定级",
  release: "交回规则",
  released: "已交回规则",
  done: "已定级",
  grade: "等级",
  reason: "理由",
  until: "保持到（留空用默认天数）",
  cancel: "取消",
  history: "等级变更",
  direction: { first: "首次", up: "升", down: "降", cleared: "清空" } as Record<string, string>,
  hand: "手工",
};
export type Words = typeof zh;
