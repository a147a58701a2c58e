export const zh = {
  title: "修改密码",
  old: "现在的密码",
  fresh: "新密码",
  again: "再输一遍新密码",
  differs: "两遍不一样",
  others: "改好后，你在其他地方的登录会退出；接口密钥照旧。",
  save: "改密码",
  saving: "正在改…",
  done: "密码改好了，其他地方的登录已退出",
  cancel: "取消",
};

export type PasswordWords = typeof zh;
