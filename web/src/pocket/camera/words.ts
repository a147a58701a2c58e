import { wordsIn } from "@/app/language";

/** Words of the camera. `en` fails to compile while a key is missing. */
const zh = {
  title: "拍照",
  shutter: "拍",
  again: "重拍",
  keep: "用这张",
  close: "关掉相机",
  torch: "补光",
  starting: "正在打开相机",
  preview: "刚拍的照片",
  slot: "拍哪一格",
  filled: (name: string) => `${name}，已拍`,
  about: (customer: string, metres: string) => (metres ? `${customer}  距离 ${metres}` : customer),
  placeless: "没有定位",
  asking: "正在定位",
  faults: { dark: "太暗了，换个亮的角度或打开补光再拍一张", blurred: "有点糊，拿稳再拍一张" },
  refused: {
    denied: "没有允许用相机",
    absent: "这台设备没有可用的相机",
    insecure: "相机要安全连接才能打开",
  },
  how: {
    denied: "在浏览器的网站设置里允许相机，再打开这一页；或用系统相机拍，时间和位置照样印上去。",
    absent: "用系统相机拍，时间和位置照样印上去。",
    insecure: "请管理员按安全连接的办法打开这一页；现在可以用系统相机拍。",
  },
  system: "系统相机",
  retry: "再试一次",
};

const en: typeof zh = {
  title: "Camera",
  shutter: "Take",
  again: "Take again",
  keep: "Use it",
  close: "Close the camera",
  torch: "Torch",
  starting: "Opening the camera",
  preview: "The photo just taken",
  slot: "Which slot",
  filled: (name: string) => `${name}, taken`,
  about: (customer: string, metres: string) => (metres ? `${customer}  ${metres} away` : customer),
  placeless: "no position",
  asking: "finding the position",
  faults: {
    dark: "Too dark: find more light or switch the torch on, and take it again",
    blurred: "Not sharp: hold still and take it again",
  },
  refused: {
    denied: "The camera was not allowed",
    absent: "There is no camera to use",
    insecure: "The camera needs a secure connection",
  },
  how: {
    denied:
      "Allow it in the browser's settings for this site, or use the phone's own camera: time and place are burnt in all the same.",
    absent: "Use the phone's own camera: time and place are burnt in all the same.",
    insecure: "Ask an administrator for a secure address; the phone's own camera works now.",
  },
  system: "Phone's camera",
  retry: "Try again",
};

export const useCameraWords = wordsIn(zh, en);
