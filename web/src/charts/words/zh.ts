/** Words of charts. `en.ts` fails to compile while a key is missing. */
export const zh = {
  chart: "图",
  how: "方向键逐个看，回车打开来历",
};
