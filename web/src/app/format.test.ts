import { describe, expect, it } from "vitest";
import { addDays, briefMoney, companyDay, figure, money, number } from "./format";

describe("figures", () => {
  it("scale by the reader's own steps", () => {
    expect(figure("2680000.00", "zh")).toEqual({ n: "268.0", unit: "万" });
    expect(figure("2680000.00", "en")).toEqual({ n: "2.7", unit: "M" });
    expect(figure("123456789012", "zh")).toEqual({ n: "1,235", unit: "亿" });
    expect(figure(42, "zh")).toEqual({ n: "42", unit: "" });
  });

  it("keep every digit of an exact decimal", () => {
    expect(money("9007199254740993.21", "CNY", "zh")).toBe("¥9,007,199,254,740,993.21");
  });

  it("carry a true minus", () => {
    expect(number(-3, {}, "en")).toBe("−3");
  });
});

describe("amounts at a glance", () => {
  it("have their currency and sign before the figure", () => {
    expect(briefMoney("398000.00", "CNY", "zh")).toBe("¥39.8 万");
    expect(briefMoney("-398000.00", "CNY", "en")).toBe("−¥398.0 k");
    expect(briefMoney("1806.00", "CNY", "zh")).toBe("¥1,806");
  });
});

describe("company days", () => {
  it("are counted in the workspace's zone", () => {
    expect(companyDay("2026-03-18T17:30:00Z")).toBe("2026-03-19");
    expect(addDays("2026-02-27", 3)).toBe("2026-03-02");
  });
});
