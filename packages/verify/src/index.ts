/** Checks what Amana hands over and what it keeps, with nothing but @amana/format. Apache-2.0; spec/package.md, spec/notebook.md. */
export { type Check, type CheckName, formatCheck } from "./check.ts";
export type { LineRun, NotebookQuestion, NotebookReader } from "./notebook/reader.ts";
export { verifyNotebook } from "./notebook/verify-notebook.ts";
export { formatTable } from "./package/csv.ts";
export { type TarHeader, tarHeader } from "./package/tar.ts";
export { type PackageQuestion, verifyPackage } from "./package/verify-package.ts";
