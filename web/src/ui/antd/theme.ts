import { theme as algorithms, type ThemeConfig } from "antd";
import { dark, light } from "virtual:tokens";
import type { Theme } from "@/app/theme";

type Tokens = Record<string, string>;

const px = (value: string): number => Number.parseFloat(value);

/** Guide §7: our roles on antd's names. antd makes shades out of seeds, so these are literals. */
function shared(t: Tokens): ThemeConfig["token"] {
  const of = (name: string): string => t[name] ?? "";
  return {
    colorPrimary: of("ink-900"),
    colorTextLightSolid: of("on-ink"),
    colorLink: of("indigo-text"),
    colorInfo: of("indigo"),
    colorSuccess: of("jade"),
    colorWarning: of("amber"),
    colorError: of("plum"),
    colorText: of("ink-800"),
    colorTextHeading: of("ink-900"),
    colorTextSecondary: of("ink-600"),
    colorTextTertiary: of("ink-500"),
    colorTextPlaceholder: of("ink-500"),
    colorTextDisabled: of("ink-500"),
    colorBgBase: of("paper-0"),
    colorBgContainer: of("paper-0"),
    colorBgLayout: of("paper-1"),
    colorBgElevated: of("paper-raised"),
    colorFillSecondary: of("paper-2"),
    colorFill: of("paper-3"),
    colorBorder: of("line-2"),
    colorBorderSecondary: of("line-1"),
    colorSplit: of("line-1"),
    controlItemBgActive: of("indigo-wash"),
    controlItemBgActiveHover: of("indigo-wash"),
    controlItemBgHover: of("paper-2"),
    controlOutline: of("indigo"),
    fontFamily: of("font-ui"),
    fontSize: 13,
    fontSizeSM: 12,
    lineHeight: 1.54,
    fontWeightStrong: 600,
    borderRadius: px(of("r-2")),
    borderRadiusSM: px(of("r-1")),
    borderRadiusLG: px(of("r-3")),
    controlHeight: 32,
    controlHeightSM: 26,
    controlHeightLG: 44,
    boxShadow: of("shadow-3"),
    boxShadowSecondary: of("shadow-2"),
    motionDurationMid: ".16s",
  };
}

function parts(t: Tokens): ThemeConfig["components"] {
  const ink = t["ink-900"] ?? "";
  return {
    Select: { optionSelectedBg: t["indigo-wash"] ?? "", activeBorderColor: t["indigo"] ?? "" },
    DatePicker: { activeBorderColor: t["indigo"] ?? "" },
    Switch: { colorPrimary: ink, colorPrimaryHover: ink },
  };
}

export function antdTheme(name: Theme): ThemeConfig {
  const tokens = name === "dark" ? dark : light;
  return {
    algorithm: name === "dark" ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
    token: shared(tokens) ?? {},
    components: parts(tokens) ?? {},
    hashed: false,
    cssVar: { key: "prooftrail" },
  };
}
