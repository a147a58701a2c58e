import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useLanguage } from "@/app/language";
import { useTheme } from "@/app/theme";
import { antdTheme } from "./theme";

const themes = { light: antdTheme("light"), dark: antdTheme("dark") };

/** An open dialog lies above everything else of the page, so what opens inside of it has to stay inside. */
const above = (door?: HTMLElement): HTMLElement => door?.closest("dialog") ?? document.body;

/** Dresses every antd control inside it in our tokens and the reader's language. */
export function Kit({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider
      theme={themes[useTheme()]}
      locale={useLanguage() === "zh" ? zh : en}
      wave={{ disabled: true }}
      getPopupContainer={above}
    >
      {children}
    </ConfigProvider>
  );
}
