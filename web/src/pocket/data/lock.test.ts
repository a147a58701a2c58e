import { describe, expect, it } from "vitest";
import { isForsaken, isGoodPin, isIdle, triesLeft, type Policy } from "./lock";
import { newLock, relocked, unlocked } from "./sealing";

/** Far fewer rounds than on a phone: the arithmetic is the same. */
const POLICY: Policy = { pin: "required", digits: 6, iterations: 2, idle_minutes: 15, tries: 10, days: 30 };
const MINUTE = 60_000;
const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

describe("the lock", () => {
  it("counts wrong tries down to none", () => {
    expect([0, 3, 10, 11].map((wrong) => triesLeft({ wrong, tries: 10 }))).toEqual([10, 7, 0, 0]);
  });

  it("is idle after its minutes, and where the clock went back", () => {
    expect(isIdle(0, 15 * MINUTE - 1, 15)).toBe(false);
    expect(isIdle(0, 15 * MINUTE, 15)).toBe(true);
    expect(isIdle(10 * MINUTE, 0, 15)).toBe(true);
  });

  it("is forsaken after its days without contact", () => {
    const day = 24 * 60 * MINUTE;
    expect([29, 30].map((days) => isForsaken(0, days * day, 30))).toEqual([false, true]);
  });

  it("takes no PIN that anybody tries first", () => {
    expect(["000000", "123456", "654321", "12345", "12a456"].some((pin) => isGoodPin(pin, 6))).toBe(false);
    expect(["246813", "112233", "909090"].every((pin) => isGoodPin(pin, 6))).toBe(true);
  });
});

describe("the seal", () => {
  const row = { key: '["records","deal",{"search":"澄川"}]', answer: { name: "澄川冷链" } };

  it("is opened by the PIN alone, and its keys are out of reach", async () => {
    const { lock, seal } = await newLock("lock a", "a", "246813", POLICY);
    const shut = await seal.close("answers", row);
    expect(shut.key).not.toContain("澄川");
    expect(text(shut.body)).not.toContain("澄川");
    expect(await unlocked(lock, "a", "246814")).toBeNull();
    const again = await unlocked(lock, "a", "246813");
    expect(await again?.open("answers", shut)).toEqual(row);
    expect(await again?.nameOf("answers", row.key)).toBe(shut.key);
  });

  it("keeps a photo's bytes and type", async () => {
    const { seal } = await newLock("lock a", "a", "246813", POLICY);
    const bytes = new Uint8Array([1, 2, 3, 255]);
    const shut = await seal.close("files", { key: "x", blob: new Blob([bytes], { type: "image/jpeg" }) } as {
      key: string;
    });
    const { blob } = (await seal.open("files", shut)) as unknown as { blob: Blob };
    expect(blob.type).toBe("image/jpeg");
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  });

  it("stays the same under another PIN, and says no to the one before", async () => {
    const { lock, seal } = await newLock("lock a", "a", "246813", POLICY);
    const shut = await seal.close("rows", { key: "customer 1" });
    expect(await relocked(lock, "111222", "975310", 3)).toBeNull();
    const next = await relocked(lock, "246813", "975310", 3);
    expect(next && (await unlocked(next, "a", "246813"))).toBeNull();
    const again = next && (await unlocked(next, "a", "975310"));
    expect(await again?.open("rows", shut)).toEqual({ key: "customer 1" });
  });

  it("does not take a row for another", async () => {
    const { seal } = await newLock("lock a", "a", "246813", POLICY);
    const shut = await seal.close("rows", { key: "customer 1" });
    await expect(seal.open("rows", { ...shut, key: "customer 2" })).rejects.toThrow();
  });

  it("tells an operation's state and nothing else of it", async () => {
    const { seal } = await newLock("lock a", "a", "246813", POLICY);
    const shut = await seal.close("operations", { key: "1", state: "queued", call: "x" } as { key: string });
    expect(Object.keys(shut).sort()).toEqual(["body", "key", "of", "state"]);
  });
});
