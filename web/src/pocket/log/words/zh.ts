/** What the log says of speech; it comes with the log, not with the first page. */
export const zh = {
  start: "开始录音",
  stop: "停下",
  stopAndFill: "说完了，填进表里",
  hint: "说一段：见了谁、谈了什么、下一步哪天做什么",
  hintTyped: "说一段，录音算一份证据",
  name: (n: number) => `录音 ${n}`,
  hearing: "正在转成文字，不用等，可以先存",
  nothing: "没听出可填的，录音留着",
  later: "转写没接上，录音照样交，文字晚些补",
  filled: "由语音填",
  look: "带话筒的由语音填，存之前看一眼",
  noDeal: "没选商机：录音只用来填表，不作证据",
  hours: "现在不在允许录音的时间，直接打字",
  offline: "联网后先同意一次才能录，现在直接打字",
  refused: {
    denied: "没有允许用麦克风：可以打字，或在浏览器设置里允许",
    absent: "这台手机录不了音：直接打字",
    insecure: "录音要安全连接：直接打字",
  },
  consent: {
    title: "同意录音吗？",
    atOnce: "同意，打开就录",
    byHand: "同意，点了才录",
    no: "不录，打字",
    keeps: (days: number) => (days > 0 ? `录音留 ${days} 天，到期删除。` : "录音一直留着。"),
  },
  me: {
    title: "录音",
    none: "没有同意录音",
    since: (day: string) => `${day} 同意`,
    atOnce: "打开「记一笔」就开始录。",
    byHand: "点了话筒才录。",
    withdraw: "撤回同意",
    toAtOnce: "改成打开就录",
    toByHand: "改成点了才录",
    noneText: "在「记一笔」里点话筒时问一次。",
  },
};

export type SpeechWords = typeof zh;
