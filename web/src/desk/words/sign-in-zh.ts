/** Words of the door. */
export const signIn = {
  title: "每一步都有凭证的销售系统",
  lead: "现场、方案、合同、回款，凭据到了才往前走。",
  demo: "演示公司，选一个人进去",
  demoNote: "演示密码都是 demo，数据可以随便改。",
  form: "用账号登录",
  workspace: "公司",
  login: "账号",
  password: "密码",
  go: "登录",
  going: "正在登录",
  wrong: "账号或密码不对",
  wrongFix: "再试一次，或找管理员重置。",
};
