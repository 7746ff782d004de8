// The cipher build of better-sqlite3 ships no types of its own; its interface is better-sqlite3's.
declare module "better-sqlite3-multiple-ciphers" {
  import Database from "better-sqlite3";
  export = Database;
}
