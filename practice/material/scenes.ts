/** Four drawn scenes as SVG shapes on a canvas of 1280 × 960. No letters: the machine's fonts must not matter. */
import type { Random } from "../world/random.ts";

export type Scene = "gate" | "road" | "granary" | "ledger page";

const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, width: number): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
const shape = (points: string, fill: string): string => `<polygon points="${points}" fill="${fill}"/>`;

function land(sky: string, ground: string, horizon: number): string {
  return rect(0, 0, 1280, horizon, sky) + rect(0, horizon, 1280, 960 - horizon, ground);
}

function stones(random: Random, count: number, top: number): string {
  return Array.from({ length: count }, () => {
    const [x, y] = [random.below(1280), top + random.below(960 - top)];
    return `<ellipse cx="${x}" cy="${y}" rx="${random.between(4, 18)}" ry="${random.between(2, 8)}" fill="#7c705c" fill-opacity="0.6"/>`;
  }).join("");
}

export const scenes: Readonly<Record<Scene, (random: Random) => string>> = {
  gate(random) {
    const bars = Array.from({ length: 11 }, (_, index) => rect(500 + index * 26, 330, 8, 330, "#3d4247")).join("");
    return [
      land("#b9c6cf", "#a8977a", 560),
      rect(120, 250, 370, 420, "#8d7b60"),
      rect(790, 250, 380, 420, "#8a785d"),
      rect(470, 210, 340, 60, "#6f604b"),
      bars,
      rect(495, 480, 290, 10, "#2f3336"),
      shape("440,960 840,960 720,660 560,660", "#93846b"),
      stones(random, 60, 690),
    ].join("");
  },
  road(random) {
    const marks = Array.from({ length: 7 }, (_, index) =>
      rect(632 - index * 2, 470 + index * index * 10, 10 + index * 4, 12 + index * 8, "#d8d2c0"),
    ).join("");
    return [
      land("#2b3648", "#4b4636", 440),
      `<circle cx="1010" cy="150" r="34" fill="#dfe3e6"/>`,
      shape("0,440 220,330 420,440", "#242d3b"),
      shape("700,440 930,300 1280,440", "#222a37"),
      shape("300,960 980,960 660,440 620,440", "#3a3b3d"),
      marks,
      stones(random, 90, 470),
    ].join("");
  },
  granary(random) {
    const vents = Array.from({ length: 5 }, (_, index) => rect(330 + index * 130, 360, 40, 26, "#3e382d")).join("");
    return [
      land("#c7cdd0", "#9c8b6d", 640),
      rect(260, 300, 760, 360, "#a08d70"),
      shape("230,300 640,170 1050,300", "#7d6a50"),
      rect(580, 460, 130, 200, "#4a4033"),
      vents,
      line(700, 560, 704, 560, "#c9c2ae", 8),
      stones(random, 80, 700),
    ].join("");
  },
  "ledger page"(random) {
    const rows = Array.from({ length: 19 }, (_, row) => {
      const y = 200 + row * 36;
      const strokes = Array.from({ length: random.between(4, 9) }, (_, index) => {
        const x = 980 - index * 78;
        return `<path d="M${x} ${y - 6} q -${random.between(8, 22)} ${random.between(-14, 8)} -${random.between(24, 40)} ${random.between(-4, 6)} t -${random.between(10, 24)} ${random.between(-3, 3)}" stroke="#28303f" stroke-width="3" fill="none"/>`;
      }).join("");
      return line(210, y + 4, 1070, y + 4, "#b9b39f", 1.5) + strokes;
    }).join("");
    return [
      rect(0, 0, 1280, 960, "#5c4b3a"),
      shape("170,90 1110,110 1090,920 190,900", "#e6dfca"),
      line(900, 130, 890, 890, "#b08a7a", 2),
      line(420, 120, 424, 890, "#b08a7a", 2),
      rows,
    ].join("");
  },
};
