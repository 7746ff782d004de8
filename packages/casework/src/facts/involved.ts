/**
 * Whom an item concerns: the people whose consent decides whether it may leave. Alleged perpetrators are not asked; a
 * person who is both wronged and accused is.
 */
import type { VaultView } from "@amana/vault";

/** Persons a claim, act or link concerns as more than an alleged perpetrator, with those who say so. */
export function personsIn(view: VaultView, statement: string): string[] {
  if (statement.startsWith("clm_")) {
    const body = view.state("clm", statement)?.body;
    if (body === undefined) return [];
    const persons = new Set<string>();
    if (body.about.startsWith("per_") && !onlyAccused(view, body.about)) persons.add(body.about);
    if (body.said_by.type === "person") persons.add(body.said_by.person);
    if (body.value.type === "record" && body.value.record.startsWith("per_") && !onlyAccused(view, body.value.record))
      persons.add(body.value.record);
    return [...persons];
  }
  const persons = new Set<string>();
  if (statement.startsWith("lnk_")) {
    const body = view.state("lnk", statement)?.body;
    if (body === undefined) return [];
    for (const end of [body.from, body.to]) if (end.startsWith("per_") && !onlyAccused(view, end)) persons.add(end);
    if (body.said_by.type === "person") persons.add(body.said_by.person);
    return [...persons];
  }
  const body = view.state("act", statement)?.body;
  if (body === undefined) return [];
  for (const victim of body.victims) if (victim.type === "person") persons.add(victim.person);
  if (body.said_by.type === "person") persons.add(body.said_by.person);
  return [...persons];
}

/** Persons a source concerns: those in any standing statement that cites it or a member of its family. */
export function personsOfSource(view: VaultView, source: string): string[] {
  const persons = new Set<string>();
  const waiting = [source];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const statement of view.statementsCiting(at))
      for (const person of personsIn(view, statement)) persons.add(person);
    for (const child of view.sources({ parent: at })) waiting.push(child.id);
  }
  return [...persons].sort();
}

/** Named only as somebody who is alleged to have done something, and never as victim or witness. */
function onlyAccused(view: VaultView, person: string): boolean {
  let accused = false;
  for (const { id, withdrawn } of view.statementsAbout(person)) {
    if (withdrawn) continue;
    if (id.startsWith("clm_")) {
      accused ||= view.state("clm", id)?.body.property === "alleged-as";
      continue;
    }
    if (id.startsWith("lnk_")) {
      const body = view.state("lnk", id)?.body;
      // Somebody said to belong to those who are said to have done it is spoken of as one of them.
      if (body?.from === person && ofTheAccused.has(body.relation)) accused ||= areAccused(view, body.to);
      continue;
    }
    const body = view.state("act", id)?.body;
    if (body === undefined) continue;
    if (body.victims.some((victim) => victim.type === "person" && victim.person === person)) return false;
    if (body.said_by.type === "person" && body.said_by.person === person) return false;
    accused ||= body.perpetrators.some(({ who }) => who.type === "person" && who.person === person);
  }
  return accused;
}

const ofTheAccused: ReadonlySet<string> = new Set(["member-of", "commands", "superior-of", "same-unit-as"]);

/** A group, or a unit of it at any depth, stands among the alleged: whoever leads the whole leads its parts. */
function areAccused(view: VaultView, group: string): boolean {
  const seen = new Set([group]);
  for (const each of seen) {
    if (view.isAlleged(each)) return true;
    for (const link of view.linksAt(each, ["unit-of", "parent-body-of"])) {
      const body = view.state("lnk", link)?.body;
      if (body?.relation === "unit-of" && body.to === each) seen.add(body.from);
      if (body?.relation === "parent-body-of" && body.from === each) seen.add(body.to);
    }
  }
  return false;
}
