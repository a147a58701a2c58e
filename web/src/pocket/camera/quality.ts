import { sizeOf, type Drawn } from "./stamp";

/** How a picture is: light from 0 to 255, and how sharp (the variance of its Laplacian). Pure. */
export interface Quality {
  light: number;
  sharp: number;
}

/** Below these a picture is called dark or blurred; settings of the workspace. */
export interface Limits {
  dark: number;
  blurred: number;
}

export type Fault = "dark" | "blurred";

/** Grey levels, row by row. */
export interface Grey {
  width: number;
  height: number;
  levels: Float32Array | readonly number[];
}

export function qualityOf({ width, height, levels }: Grey): Quality {
  let sum = 0;
  for (let at = 0; at < width * height; at += 1) sum += levels[at] ?? 0;
  const light = width * height > 0 ? sum / (width * height) : 0;
  let [count, mean, squares] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const level = (index: number) => levels[index] ?? 0;
      const edge = level(at - 1) + level(at + 1) + level(at - width) + level(at + width) - 4 * level(at);
      count += 1;
      const away = edge - mean;
      mean += away / count;
      squares += away * (edge - mean);
    }
  }
  return { light, sharp: count > 0 ? squares / count : 0 };
}

/** What is wrong with it. Of a picture one can hardly see nothing is said about its edges. */
export function faultOf({ light, sharp }: Quality, limits: Limits): Fault | null {
  if (light < limits.dark) return "dark";
  return sharp < limits.blurred ? "blurred" : null;
}

const SIDE = 320;

/** The same of a picture, looked at small; before anything is burnt into it. */
export function greyOf(picture: Drawn): Grey {
  const [wide, high] = sizeOf(picture);
  const scale = Math.min(1, SIDE / Math.max(wide, high, 1));
  const [width, height] = [Math.round(wide * scale), Math.round(high * scale)];
  const small = document.createElement("canvas");
  small.width = Math.max(1, width);
  small.height = Math.max(1, height);
  const draw = small.getContext("2d", { willReadFrequently: true });
  if (!draw) return { width: 0, height: 0, levels: [] };
  draw.drawImage(picture, 0, 0, small.width, small.height);
  const { data } = draw.getImageData(0, 0, small.width, small.height);
  const levels = new Float32Array(small.width * small.height);
  for (let at = 0; at < levels.length; at += 1) {
    const [red, green, blue] = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0];
    levels[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { width: small.width, height: small.height, levels };
}
