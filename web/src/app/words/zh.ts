/** Words both faces share. Chinese is the master: `en.ts` fails to compile while a key is missing. */
export const zh = {
  product: "证途",
  seal: {
    claimed: "仅自述",
    waiting: "等待核验",
    proven: "已证",
    missing: "缺证据",
    imported: "随数据导入",
    rejected: "已驳回",
  },
  sealMark: { claimed: "述", waiting: "候", proven: "证", missing: "缺", imported: "录", rejected: "驳" },
  why: "为什么",
  open: (what: string) => `${what}，查看来历`,
  close: "关闭",
  retry: "再取一次",
  errorCode: (code: string) => `编号 ${code}`,
  loading: "正在载入",
  more: "更多",
  offline: { title: "现在没有网络", text: "连不上服务器，恢复后会自己接上。" },
  unreachable: { title: "服务器没有应答", text: "数据没有丢，稍后再取一次。" },
  broken: { title: "这一页没有显示出来", text: "已经输入的内容还在，重新载入后接着做。" },
  blank: "—",
  yes: "是",
  no: "否",
  theme: { title: "外观", system: "跟随系统", light: "纸（浅）", dark: "拓（深）" },
  language: { title: "语言" },
  cannot: "还不能",
  gate: {
    title: (stage: string) => `还不能进入「${stage}」`,
    open: (stage: string) => `「${stage}」的门已经开了`,
    auto: (n: number) => `补齐下面 ${n} 项就会自动放行，不用再点一次`,
    ask: (n: number) => `补齐下面 ${n} 项，再点「进入」`,
    ready: "证据齐了，点一下就进入。",
    short: (kind: string, n: number) => `还差 ${n} 份${kind}`,
    have: (have: number, count: number) => `已有 ${have}，要 ${count}`,
    waiting: "交了，等核验",
    passed: (names: string) => `${names}，已核对`,
    within: (m: number) => `距客户 ${m} 米以内`,
    fresh: (days: number) => `${days} 天以内`,
    field: (name: string) => `填写「${name}」`,
    add: "补上",
    fill: "去填写",
    and: "，",
    stop: "。",
  },
  kinds: {
    site_photo: "现场照片",
    proposal_file: "方案文件",
    contract_file: "合同关键页",
    bank_slip: "银行回单",
    signature: "客户签字",
    recording: "录音",
    position: "定位",
  },
  reasons: {
    too_far: (d: number, w: number) => `有的距客户 ${d} 米，限 ${w} 米`,
    poor_accuracy: (m: number, limit: number) => `有的定位误差 ${m} 米，限 ${limit} 米`,
    too_old: (days: number, limit: number) => `有的已过 ${days} 天，限 ${limit} 天`,
    no_position: "有的没有位置",
    no_site: "客户还没有坐标，先在客户资料里补上",
    no_time: "有的没有拍摄时间",
    same_content: "有的是同一张",
    claimed_only: "有的只有自述，没有文件",
    waiting_check: "有的在等核验",
    rejected: "有的已驳回",
    imported_never_counts: "随数据导入的不算",
    field_blank: "还没填",
  },
};

type Shape<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { [K in keyof T]: Shape<T[K]> };

/** The words of one face in one language; functions keep their parameters. */
export type WordsLike<T> = Shape<T>;
export type SharedWords = Shape<typeof zh>;
