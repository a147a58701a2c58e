import { number } from "@/app/format";

/** Words of points. Chinese is the master. */
export const zh = {
  title: "积分",
  note: "只算证据已证的动作",
  month: "本月",
  total: "累计",
  streak: "连续工作日",
  days: (n: number) => `${n} 天`,
  points: (n: number) => `${number(n)} 分`,
  badges: "徽章",
  times: (n: number) => (n === 0 ? "还没得到" : `得过 ${n} 次`),
  have: (have: number, of: number) => `${have}/${of}`,
  periods: { week: "本周", month: "本月", quarter: "本季", year: "今年", ever: "累计" },
  latest: "最近的积分",
  withdrawn: "已撤回",
  none: "动作的证据通过了，积分就在这里。",
};

export type Words = typeof zh;
