import { drawn } from "@/charts/draw";
import { tokensOf } from "@/charts/options";
import { number } from "@/app/format";
import { labelIn } from "@/app/language";
import type { Theme } from "@/app/theme";
import { cellsOf, inker, type Side } from "./bodies/cells";
import { marksOf, type Speaking } from "./marks";
import { COLUMNS, PLACES, ROWS, SHORT } from "./provinces";
import { groupName, inShort, newest, size } from "./said";
import type { Answer, Board, Measured, Row, Tile } from "./shapes";

export interface Picture {
  text: string;
  width: number;
  height: number;
}

const WIDTH = 1440;
const EDGE = 24;
const HEAD = 72;
const CELL = 48;
const GAP = 28;
const LINE = 22;
const INKS = ["seq-1", "seq-1", "seq-2", "seq-3", "seq-4", "seq-5", "seq-6"];

type Tokens = Record<string, string>;

const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** How wide words are, near enough: a Chinese sign is as wide as it is tall. */
const wide = (text: string, tall = 12): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? tall : tall * 0.56), 0);

function cut(text: string, room: number, tall = 12): string {
  if (wide(text, tall) <= room) return text;
  let kept = "";
  for (const sign of text) {
    if (wide(`${kept}${sign}…`, tall) > room) break;
    kept += sign;
  }
  return `${kept}…`;
}

class Sheet {
  readonly parts: string[] = [];
  constructor(readonly t: Tokens) {}

  text(x: number, y: number, said: string, ink = "ink-800", more = ""): void {
    this.parts.push(`<text x="${x}" y="${y}" fill="${this.t[ink] ?? ""}" ${more}>${safe(said)}</text>`);
  }

  rect(x: number, y: number, w: number, h: number, ink: string): void {
    this.parts.push(
      `<rect x="${x}" y="${y}" width="${Math.max(0, w)}" height="${h}" fill="${this.t[ink] ?? ""}"/>`,
    );
  }

  line(x: number, y: number, to: number, ink: string, thick = 1): void {
    this.parts.push(
      `<path d="M${x} ${y}H${to}" stroke="${this.t[ink] ?? ""}" stroke-width="${thick}" fill="none"/>`,
    );
  }
}

/** The whole board as one SVG, of the same figures that are on screen. */
export function pictureOf(
  board: Board,
  answers: Answer[],
  title: string,
  how: Speaking,
  theme: Theme,
): Picture {
  const t = tokensOf(theme);
  const tall = Math.max(...board.tiles.map((tile) => tile.y + tile.h));
  const height = HEAD + tall * CELL + EDGE;
  const sheet = new Sheet(t);
  sheet.rect(0, 0, WIDTH, height, "paper-0");
  sheet.text(EDGE, 44, title, "ink-900", 'font-size="28" font-weight="600"');
  sheet.line(EDGE, HEAD - 14, WIDTH - EDGE, "line-ink", 2);
  const column = (WIDTH - 2 * EDGE - 11 * GAP) / 12;
  for (const tile of board.tiles) {
    const box = {
      x: EDGE + tile.x * (column + GAP),
      y: HEAD + tile.y * CELL,
      w: tile.w * column + (tile.w - 1) * GAP,
      h: tile.h * CELL - 8,
    };
    drawTile(
      sheet,
      tile,
      answers.find((each) => each.id === tile.id),
      box,
      how,
      theme,
    );
  }
  const font = safe(t["font-ui"] ?? "sans-serif");
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${font}" font-size="12">`;
  return { text: `${open}${sheet.parts.join("")}</svg>`, width: WIDTH, height };
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

function drawTile(
  sheet: Sheet,
  tile: Tile,
  answer: Answer | undefined,
  box: Box,
  how: Speaking,
  theme: Theme,
): void {
  sheet.line(box.x, box.y, box.x + box.w, "line-ink");
  const name = labelIn(how.language, tile.label, tile.id);
  sheet.text(box.x, box.y + 20, cut(name, box.w, 14), "ink-900", 'font-size="14" font-weight="600"');
  const room = { x: box.x, y: box.y + 30, w: box.w, h: box.h - 34 };
  if (!answer || answer.refusal) {
    sheet.text(room.x, room.y + 16, cut(answer?.refusal?.message ?? "—", room.w), "ink-500");
    return;
  }
  const marks = marksOf(tile, answer, how);
  if (["trend", "bars", "radar", "gauge"].includes(tile.kind)) {
    if (!marks) return sheet.text(room.x, room.y + 16, "—", "ink-500");
    const inner = drawn(marks.spec, theme, Math.round(room.w), Math.round(room.h));
    sheet.parts.push(`<g transform="translate(${room.x} ${room.y})">${inner}</g>`);
    return;
  }
  if (tile.kind === "number") return drawNumber(sheet, answer, room, how);
  if (tile.kind === "map") return drawMap(sheet, answer, room, how);
  if (tile.kind === "heat" || (tile.kind === "pivot" && answer.metrics?.length === 1))
    return drawCells(sheet, answer, room, how, tile.kind === "heat");
  return drawRows(sheet, tile, answer, room, how);
}

function drawNumber(sheet: Sheet, answer: Answer, room: Box, how: Speaking): void {
  const metric = answer.metrics?.[0];
  const row = metric ? newest(metric.rows) : undefined;
  sheet.text(
    room.x,
    room.y + 28,
    metric && row ? inShort(row.value, metric.unit, how.units) : "—",
    "ink-900",
    'font-size="26"',
  );
}

function drawCells(sheet: Sheet, answer: Answer, room: Box, how: Speaking, inked: boolean): void {
  const { lines, columns, at } = cellsOf(answer, how);
  const ink = inker(answer.metrics ?? []);
  const names = Math.min(110, room.w / 4);
  const w = (room.w - names) / Math.max(1, columns.length);
  const h = Math.min(28, (room.h - 20) / Math.max(1, lines.length));
  const middle = 'text-anchor="middle"';
  columns.forEach((column: Side, place: number) =>
    sheet.text(room.x + names + (place + 0.5) * w, room.y + 12, cut(column.name, w), "ink-600", middle),
  );
  lines.forEach((line: Side, row: number) => {
    const y = room.y + 18 + row * h;
    if (y + h > room.y + room.h + 2) return;
    sheet.text(room.x, y + h / 2 + 4, cut(line.name, names - 6), "ink-800");
    columns.forEach((column: Side, place: number) => {
      const found = at(line, column);
      const x = room.x + names + place * w;
      const step = found && found.row.value !== null ? ink(found.metric, found.row) : 0;
      if (inked) sheet.rect(x + 1, y + 1, w - 2, h - 2, found ? (INKS[step] ?? "seq-1") : "paper-2");
      const hue = inked ? (step >= 5 ? "seq-text-hi" : "seq-text-lo") : "ink-800";
      const said = found ? inShort(found.row.value, found.metric.unit, how.units) : "";
      sheet.text(x + w / 2, y + h / 2 + 4, cut(said, w), hue, middle);
    });
  });
}

function drawMap(sheet: Sheet, answer: Answer, room: Box, how: Speaking): void {
  const [metric] = answer.metrics ?? [];
  const [axis] = answer.axes ?? [];
  if (!metric || !axis) return;
  const ink = inker([metric]);
  const rows = new Map<string, Row>(
    metric.rows.map((row) => [String(row.group[axis.field] ?? "").slice(0, 2), row]),
  );
  const w = room.w / COLUMNS;
  const h = room.h / ROWS;
  for (const [code, [column, line]] of Object.entries(PLACES)) {
    const row = rows.get(code);
    const x = room.x + column * w;
    const y = room.y + line * h;
    const step = row && row.value !== null ? ink(metric, row) : 0;
    sheet.rect(x + 1, y + 1, w - 2, h - 2, row ? (INKS[step] ?? "seq-1") : "paper-2");
    const short = SHORT[code]?.[how.language === "zh" ? 0 : 1] ?? code;
    const said = row ? `${short} ${inShort(row.value, metric.unit, how.units)}` : short;
    sheet.text(
      x + w / 2,
      y + h / 2 + 4,
      cut(said, w),
      row ? (step >= 5 ? "seq-text-hi" : "seq-text-lo") : "ink-500",
      'text-anchor="middle"',
    );
  }
}

/** Names with a bar and a figure; several metrics as columns of figures. */
function drawRows(sheet: Sheet, tile: Tile, answer: Answer, room: Box, how: Speaking): void {
  const metrics = answer.metrics ?? [];
  const axes = answer.axes ?? [];
  const [first] = metrics;
  if (!first) return;
  const lines: { name: string; figures: (readonly [Measured, Row | undefined])[] }[] =
    axes.length === 0
      ? metrics.map((metric) => ({
          name: labelIn(how.language, metric.label),
          figures: [[metric, metric.rows.at(-1)] as const],
        }))
      : first.rows.map((row) => ({
          name: axes
            .map((axis) => groupName(axis, row.group[axis.field], how.language, how.words.none))
            .join(" · "),
          figures: metrics.map((metric) => [metric, metric.rows.find((each) => same(each, row))] as const),
        }));
  const most = Math.max(1e-9, ...lines.map((line) => Math.abs(size(line.figures[0]?.[1]?.value) ?? 0)));
  const barred = metrics.length === 1 || tile.kind === "funnel";
  const names = room.w * 0.32;
  lines.slice(0, Math.floor(room.h / LINE)).forEach((line, at) => {
    const y = room.y + at * LINE;
    sheet.text(room.x, y + 15, cut(line.name, names - 8), "ink-800");
    if (barred) {
      const share = Math.abs(size(line.figures[0]?.[1]?.value) ?? 0) / most;
      sheet.rect(room.x + names, y + 6, (room.w - names - 90) * share, 10, "viz-1");
    }
    const step = (room.w - names) / line.figures.length;
    line.figures.forEach(([metric, row], place) => {
      const x = room.x + names + (place + 1) * step;
      sheet.text(
        x,
        y + 15,
        row ? inShort(row.value, metric.unit, how.units) : "—",
        "ink-900",
        'text-anchor="end"',
      );
    });
  });
  if (lines.length * LINE > room.h)
    sheet.text(room.x, room.y + room.h + 2, `… ${number(lines.length)}`, "ink-500");
}

const same = (one: Row, other: Row): boolean => JSON.stringify(one.group) === JSON.stringify(other.group);

/** The same as dots, twice as many as the size says. */
export async function pngOf(picture: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * 2;
  canvas.height = picture.height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"),
  );
}
