export interface FormulaWords {
  label: string;
  placeholder: string;
  fields: string;
  functions: string;
  result: string;
  trying: string;
  sample: string;
  counted: (n: string) => string;
  noRecord: string;
  blank: string;
  yes: string;
  no: string;
  ok: (kind: string) => string;
  keys: string;
  unreachable: string;
  suggestions: string;
  link: string;
  field: string;
  from: string;
  back: string;
  how: string;
  only: string;
  every: string;
  some: string;
  ways: { count: string; sum: string; min: string; max: string; avg: string };
}

export const zh: FormulaWords = {
  label: "公式",
  placeholder: '例如 如果(等级 = "A", 年采购额 * 15%, 0)',
  fields: "字段",
  functions: "函数",
  result: "试算",
  trying: "在算…",
  sample: "用这条记录试算",
  counted: (n) => `由 ${n} 条记录得出`,
  noRecord: "还没有记录可以试算",
  blank: "空",
  yes: "是",
  no: "否",
  ok: (kind) => `结果是${kind}`,
  keys: "输入时有提示，↑↓ 选，回车填入，Esc 收起",
  unreachable: "连不上，稍后会再算",
  suggestions: "提示",
  link: "经过哪个关联",
  field: "取哪个字段",
  from: "汇总哪个对象",
  back: "它经哪个关联指到这里",
  how: "怎么算",
  only: "算哪些记录",
  every: "全部",
  some: "满足条件的",
  ways: { count: "条数", sum: "合计", min: "最小", max: "最大", avg: "平均" },
};
