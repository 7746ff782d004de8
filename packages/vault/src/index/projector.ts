/** What a projector is: it gets one record as it stands, and writes its rows. */
import type { RecordType, State } from "@amana/record";
import type { LayerContent } from "./passages.ts";
import type { IndexWriter } from "./writer.ts";

export interface Home {
  /** Row id of the record. */
  readonly record: number;
  /** Row id of the notebook its first line stands in. */
  readonly notebook: number;
}

export type Projector<T extends RecordType> = (
  index: IndexWriter,
  home: Home,
  state: State<T>,
  content: LayerContent,
) => void;
