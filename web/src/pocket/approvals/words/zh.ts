/** Words of approvals on the phone. `en.ts` fails to compile while a key is missing. */
export const zh = {
  box: "看哪一类",
  boxes: { todo: "待我批", started: "我发起", done: "我批过", copied: "抄送我" },
  waiting: (n: number) => `${n} 件`,
  several: "多件一起",
  oneByOne: "一件一件",
  more: "更多",
  todo: (n: number) => `${n} 件审批等你`,
  none: "没有要你批的",
  all: "全部审批",
};
