/**
 * The index: everything here is a fold of the log and can be thrown away and made again (F2). Every row names the record it
 * came from, so that one record's rows are replaced together.
 */
import type { Db } from "../db/connection.ts";

/** Raise it when a projector, the fold or the folding of text changes: older vaults rebuild at their next opening. */
export const INDEX_VERSION = 8;

const tables = {
  source: `record INTEGER PRIMARY KEY, notebook INTEGER NOT NULL, name TEXT NOT NULL, folder TEXT, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    type TEXT NOT NULL, parent INTEGER, position INTEGER, role TEXT, same_as INTEGER, blob TEXT, held_at INTEGER, t TEXT NOT NULL,
    title TEXT, date TEXT, languages TEXT, labels TEXT, sender TEXT, receivers TEXT, unread TEXT, unread_partly INTEGER, custodian TEXT`,
  layer: `record INTEGER PRIMARY KEY, source INTEGER NOT NULL, kind TEXT NOT NULL, tool TEXT NOT NULL, version TEXT NOT NULL, flags TEXT,
    languages TEXT, passages INTEGER NOT NULL, units INTEGER NOT NULL, blob TEXT`,
  passage: `id INTEGER PRIMARY KEY, record INTEGER NOT NULL, source INTEGER, ordinal INTEGER NOT NULL, place TEXT, at INTEGER, length INTEGER, language TEXT`,
  person: `record INTEGER PRIMARY KEY, label TEXT NOT NULL, withdrawn INTEGER NOT NULL`,
  grp: `record INTEGER PRIMARY KEY, label TEXT NOT NULL, kind TEXT, withdrawn INTEGER NOT NULL`,
  place: `record INTEGER PRIMARY KEY, label TEXT NOT NULL, gazetteer TEXT, geonames TEXT, latitude INTEGER, longitude INTEGER, precision TEXT,
    within INTEGER, withdrawn INTEGER NOT NULL`,
  place_name: `record INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (record, name)`,
  incident: `record INTEGER PRIMARY KEY, label TEXT NOT NULL, withdrawn INTEGER NOT NULL`,
  claim: `record INTEGER PRIMARY KEY, about INTEGER NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, shown TEXT NOT NULL, key TEXT NOT NULL,
    certainty TEXT NOT NULL, said_by INTEGER, withdrawn INTEGER NOT NULL, t TEXT NOT NULL`,
  act: `record INTEGER PRIMARY KEY, incident INTEGER, type TEXT NOT NULL, type_key TEXT NOT NULL, code TEXT, method TEXT, outcome TEXT, said TEXT NOT NULL,
    earliest TEXT, latest TEXT, place TEXT, place_key TEXT, at INTEGER, certainty TEXT NOT NULL, said_by INTEGER, withdrawn INTEGER NOT NULL, t TEXT NOT NULL`,
  party: `record INTEGER NOT NULL, side TEXT NOT NULL, ordinal INTEGER NOT NULL, who INTEGER, words TEXT, degree TEXT, number INTEGER,
    PRIMARY KEY (record, side, ordinal)`,
  perceived: `record INTEGER NOT NULL, ordinal INTEGER NOT NULL, ground TEXT NOT NULL, basis TEXT NOT NULL, PRIMARY KEY (record, ordinal)`,
  link: `record INTEGER PRIMARY KEY, one INTEGER NOT NULL, relation TEXT NOT NULL, other INTEGER NOT NULL, position TEXT, since TEXT, until TEXT,
    certainty TEXT NOT NULL, said_by INTEGER, withdrawn INTEGER NOT NULL, t TEXT NOT NULL`,
  identity: `record INTEGER PRIMARY KEY, one INTEGER NOT NULL, other INTEGER NOT NULL, decision TEXT NOT NULL, t TEXT NOT NULL`,
  property: `record INTEGER PRIMARY KEY, code TEXT NOT NULL, withdrawn INTEGER NOT NULL`,
  list: `record INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, withdrawn INTEGER NOT NULL, t TEXT NOT NULL`,
  citation: `record INTEGER NOT NULL, ordinal INTEGER NOT NULL, source INTEGER NOT NULL, layer INTEGER, place TEXT NOT NULL, PRIMARY KEY (record, ordinal)`,
  note: `record INTEGER PRIMARY KEY, about INTEGER, withdrawn INTEGER NOT NULL, t TEXT NOT NULL`,
  consent: `record INTEGER PRIMARY KEY, person INTEGER NOT NULL, state TEXT NOT NULL, t TEXT NOT NULL`,
  handover: `record INTEGER PRIMARY KEY, purpose TEXT NOT NULL, recipient TEXT NOT NULL, sources INTEGER NOT NULL, facts INTEGER NOT NULL, t TEXT NOT NULL`,
  hold: `record INTEGER PRIMARY KEY, lifted INTEGER NOT NULL, t TEXT NOT NULL`,
  held: `record INTEGER NOT NULL, what INTEGER NOT NULL, PRIMARY KEY (record, what)`,
} as const;
export type IndexTable = keyof typeof tables;
export const indexTables = Object.keys(tables) as IndexTable[];

const withoutRowid: readonly string[] = ["place_name", "party", "perceived", "citation", "held"];

export function createIndexTables(db: Db): void {
  for (const [name, columns] of Object.entries(tables))
    db.exec(`CREATE TABLE ${name} (${columns})${withoutRowid.includes(name) ? " WITHOUT ROWID" : ""}`);
  db.exec(`
    CREATE INDEX source_parent ON source (parent, position) WHERE parent IS NOT NULL;
    CREATE INDEX source_sha256 ON source (sha256);
    CREATE INDEX source_unread ON source (unread) WHERE unread IS NOT NULL;
    CREATE INDEX layer_source ON layer (source);
    CREATE INDEX passage_record ON passage (record, ordinal);
    CREATE INDEX passage_source ON passage (source) WHERE source IS NOT NULL;
    CREATE INDEX place_gazetteer ON place (gazetteer) WHERE gazetteer IS NOT NULL;
    CREATE INDEX place_geonames ON place (geonames) WHERE geonames IS NOT NULL;
    CREATE INDEX place_name_name ON place_name (name);
    CREATE INDEX claim_about ON claim (about);
    CREATE INDEX claim_property ON claim (property, key);
    CREATE INDEX claim_said_by ON claim (said_by) WHERE said_by IS NOT NULL;
    CREATE INDEX act_incident ON act (incident) WHERE incident IS NOT NULL;
    CREATE INDEX act_type_key ON act (type_key);
    CREATE INDEX act_place_key ON act (place_key) WHERE place_key IS NOT NULL;
    CREATE INDEX act_code ON act (code) WHERE code IS NOT NULL;
    CREATE INDEX act_earliest ON act (earliest) WHERE earliest IS NOT NULL;
    CREATE INDEX act_at ON act (at) WHERE at IS NOT NULL;
    CREATE INDEX act_method ON act (method) WHERE method IS NOT NULL;
    CREATE INDEX act_outcome ON act (outcome) WHERE outcome IS NOT NULL;
    -- The few acts that last: those of a day, a month or a year are found by their beginning.
    CREATE INDEX act_span ON act (latest, earliest) WHERE latest IS NOT NULL AND (earliest IS NULL OR latest <> earliest);
    CREATE INDEX act_undated ON act (record) WHERE earliest IS NULL AND latest IS NULL;
    CREATE INDEX act_said_by ON act (said_by) WHERE said_by IS NOT NULL;
    CREATE INDEX perceived_ground ON perceived (ground);
    CREATE INDEX perceived_basis ON perceived (basis);
    CREATE INDEX link_one ON link (one);
    CREATE INDEX link_other ON link (other);
    CREATE INDEX link_since ON link (since) WHERE since IS NOT NULL;
    CREATE INDEX link_until ON link (until) WHERE until IS NOT NULL;
    CREATE INDEX link_said_by ON link (said_by) WHERE said_by IS NOT NULL;
    CREATE INDEX identity_one ON identity (one);
    CREATE INDEX identity_other ON identity (other);
    CREATE INDEX list_source ON list (source);
    CREATE INDEX party_who ON party (who) WHERE who IS NOT NULL;
    CREATE INDEX party_degree ON party (degree) WHERE degree IS NOT NULL;
    CREATE INDEX place_within ON place (within) WHERE within IS NOT NULL;
    CREATE INDEX citation_source ON citation (source);
    CREATE INDEX consent_person ON consent (person);
    CREATE INDEX held_what ON held (what);
    -- Folded terms only, no second copy of the text; the text stands in its line or its sealed layer.
    CREATE VIRTUAL TABLE passage_text USING fts5 (text, content='', tokenize='ascii');
    INSERT INTO passage_text (passage_text, rank) VALUES ('secure-delete', 1);
    -- Words gathered in memory before they are written: a batch of long notes becomes a few large segments instead of many.
    INSERT INTO passage_text (passage_text, rank) VALUES ('hashsize', 33554432);
    -- Every word of the full text, and where it differs from itself its loose and its sounding key. Three tables and not one
    -- with two indexes: each is written in its own order, a batch at a time (writer.ts), and no word is kept twice for nothing.
    CREATE TABLE term (term TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE term_loose (key TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (key, term)) WITHOUT ROWID;
    CREATE TABLE term_sound (key TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (key, term)) WITHOUT ROWID;
    CREATE TABLE index_state (notebook INTEGER PRIMARY KEY, projected INTEGER NOT NULL);
  `);
}

export function dropIndexTables(db: Db): void {
  for (const name of ["passage_text", "term", "term_loose", "term_sound", "index_state", ...Object.keys(tables)])
    db.exec(`DROP TABLE IF EXISTS ${name}`);
}
