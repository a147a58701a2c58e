/** Words all designers share. `en.ts` fails to compile while a key is missing. */
export const zh = {
  undo: "撤销一步",
  redo: "重做一步",
  faults: (n: number) => `有 ${n} 处不行`,
};
