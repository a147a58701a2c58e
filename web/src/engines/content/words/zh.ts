/** Words of the content library. Chinese is the master. */
export const zh = {
  offers: "正好有资料",
  because: (words: string) => `提到「${words}」`,
  share: "分享",
  shareAgain: "再分享",
  sharing: "正在生成链接",
  shared: "已发出，记到客户名下了",
  copied: "链接已复制，记到客户名下了",
  shown: "链接在这里，长按复制",
  needsCustomer: "先选客户，再分享",
  needsNetwork: "没网，连上再分享",
  fitting: "适合发的资料",
  noneFits: "在用的资料里没有适合这单的。",
  link: "分享链接",
  takeBack: "收回链接",
  taken: "链接已收回，打不开了",
  over: "链接已失效",
  read: (minutes: number, seconds: number) =>
    minutes > 0 ? `读了 ${minutes} 分 ${seconds} 秒` : `读了 ${seconds} 秒`,
  newVersion: "上传新版本",
};

export type Words = typeof zh;
