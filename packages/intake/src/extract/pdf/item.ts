/** What stands at one place of a drawn line: a base letter with its marks, a sign, or a space. */
import type { Box } from "./glyphs.ts";

export interface Item {
  readonly text: string;
  /** The character that decides direction. */
  readonly char: string;
  readonly box: Box;
}
