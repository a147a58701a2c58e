/** Words of conversations that are attached to customers. Chinese is the master. */
export const zh = {
  attach: "挂往来",
  title: "把一段往来挂到这家客户",
  text: "贴在这里：聊天、电话摘要、邮件",
  drop: "或把邮件（.eml）、文本、文件拖进来",
  dropHint: "邮件和文本读成文字，其他文件原样挂上",
  go: "挂上",
  done: "挂上了",
};

export type Words = typeof zh;
