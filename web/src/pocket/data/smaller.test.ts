import { expect, test } from "vitest";
import { seenIn, upright } from "./smaller";

const two = (value: number): number[] => [value >> 8, value & 255];
const signs = (text: string): number[] => [...text].map((sign) => sign.charCodeAt(0));

/** The camera's words: a make nobody asks for, and how it was held. */
const tiff = (orientation: number): number[] => [
  ...signs("MM"), 0, 42, 0, 0, 0, 8,
  0, 2,
  0x01, 0x0f, 0, 2, 0, 0, 0, 2, 65, 0, 0, 0,
  0x01, 0x12, 0, 3, 0, 0, 0, 1, ...two(orientation), 0, 0,
  0, 0, 0, 0,
]; // prettier-ignore

function segment(mark: number, body: number[]): number[] {
  return [0xff, mark, ...two(body.length + 2), ...body];
}

const words = (orientation: number) => segment(0xe1, [...signs("Exif\0\0"), ...tiff(orientation)]);
const frame = segment(0xc0, [8, ...two(600), ...two(800), 3]);
const jpeg = (...parts: number[][]) => new Uint8Array([0xff, 0xd8, ...parts.flat(), 0xff, 0xd9]);

test("size and camera's words are found", () => {
  const found = seenIn(jpeg(segment(0xe0, signs("JFIF\0")), words(6), frame));
  expect(found).toMatchObject({ width: 800, height: 600 });
  expect([...(found?.exif ?? [])]).toEqual(words(6));
  expect(seenIn(jpeg(frame))).toEqual({ width: 800, height: 600, exif: null });
});

test("what is no JPEG, or breaks off, is nothing", () => {
  expect(seenIn(new Uint8Array(signs("\x89PNG\r\n\x1a\n")))).toBeNull();
  expect(seenIn(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBeNull();
  expect(seenIn(jpeg(segment(0xda, [0, 0, 0, 0])))).toBeNull();
});

test("what lay on its side stands upright, and nothing else of the words changes", () => {
  const said = new Uint8Array(words(6));
  const found = upright(said);
  expect(found.turned).toBe(true);
  expect([...found.exif]).toEqual(words(1));
  expect([...said]).toEqual(words(6));
  expect(upright(new Uint8Array(words(3))).turned).toBe(false);
});

test("words that break off are left as they are", () => {
  const broken = new Uint8Array(words(6).slice(0, 20));
  expect([...upright(broken).exif]).toEqual([...broken]);
});
