/** Verbs of keeping, taking in, finding, stating and handing over. */
import { type Command, Option } from "commander";
import { collect, type Verb, wholeNumber } from "../verbs.ts";

export function registerKeeping(program: Command, verb: Verb): void {
  verb(
    program,
    "init",
    "make a vault: a generated passphrase to write down, keys, an empty record",
    async () => (await import("../commands/init.ts")).init,
  )
    .option("--digits", "offer 24 digits instead of six words: they read the same in every script")
    .option("--sheet <file>", "also write a recovery sheet to print (.html or .txt)")
    .addHelpText(
      "after",
      "\nScripts: amana init --vault V --passphrase-fd 3 3<file   takes the given passphrase after judging its strength.",
    );
  verb(
    program,
    "unlock",
    "open the vault for the commands that follow; locks itself when idle or asleep",
    async () => (await import("../commands/keys.ts")).unlock,
  ).option("--idle <minutes>", "lock after this long without use", wholeNumber, 5);
  verb(program, "lock", "end the process that holds the keys", async () => (await import("../commands/keys.ts")).lock);
  verb(program, "status", "what is here and what waits", async () => (await import("../commands/status.ts")).status);
  verb(
    program,
    "doctor",
    "what this machine has and lacks, and the one next step for each",
    async () => (await import("../commands/doctor.ts")).doctor,
  ).option("--rebuild-index", "throw the index away and make it again from the record");

  verb(
    program,
    "add [paths...]",
    "take files, folders, mailboxes and archives in; resumes, adds nothing twice",
    async () => (await import("../commands/add.ts")).add,
  )
    .option("--custodian <words>", "who keeps the original")
    .option("--from <words>", "from whom it came")
    .option("--how <words>", "how it was obtained")
    .option("--by <words>", "who obtained it")
    .option("--when <words>", "when")
    .option("--where <words>", "where")
    .option("--circumstances <words>", "under which circumstances")
    .option("--no-ocr", "leave pages without text for a later run")
    .option("--resume", "go on with what an earlier run left: unfinished families, pages for OCR")
    .addHelpText(
      "after",
      `
Provenance may also stand in a side file: provenance.json in a folder (for all below it) or NAME.provenance.json beside a
file, an object of texts: {"custodian","from","how","by","when","where","circumstances"}. Nearer words win. What nobody
says is recorded as not stated.
Exit: 0 all read · 3 some could not be read or opened (listed) · 130 stopped, run again to go on.
JSON: {"type":"added","kept","members","already_here","same_bytes","unread":[{source,code,partly}],"failed":[…],…}`,
    );
  const consent = program.command("consent").description("what people agreed to");
  verb(consent, "give <person>", "record a consent", async () => (await import("../commands/consent.ts")).consentGive)
    .requiredOption("--purpose <code>", "for this purpose (repeat), or any", collect)
    .requiredOption("--to <name>", "to this recipient (repeat), or any", collect)
    .requiredOption("--how <words>", "how it was given and recorded")
    .addOption(
      new Option("--onward <how>", "may the recipient hand it on").choices(["no", "ask-first", "yes"]).default("no"),
    )
    .option("--condition <code>", "such as lead-only, no-death-penalty (repeat)", collect)
    .option("--told-in <language>", "the language it was explained in")
    .option("--on <date>", "when it was given");
  verb(
    consent,
    "withdraw <person|consent>",
    "record that a person has withdrawn; stops the next package",
    async () => (await import("../commands/consent.ts")).consentWithdraw,
  )
    .option("--reason <words>", "in the person's words")
    .option("--how <words>", "how it was told to us");
  verb(
    consent,
    "narrow <person|consent>",
    "record that a person agrees to less than before",
    async () => (await import("../commands/consent.ts")).consentNarrow,
  )
    .requiredOption("--purpose <code>", "what is left: this purpose (repeat)", collect)
    .requiredOption("--to <name>", "this recipient (repeat)", collect)
    .requiredOption("--how <words>", "how it was told to us")
    .addOption(
      new Option("--onward <how>", "may the recipient hand it on").choices(["no", "ask-first", "yes"]).default("no"),
    )
    .option("--condition <code>", "such as lead-only, no-death-penalty (repeat)", collect);
  verb(consent, "show [person]", "the register", async () => (await import("../commands/consent.ts")).consentShow);

  const disclose = program.command("disclose").description("hand over, with consent, checkable by strangers");
  const discloseFlags = (command: Command): Command =>
    command
      .requiredOption("--to <name>", "the recipient, by the name consent was given for")
      .requiredOption("--purpose <code>", "such as criminal-investigation")
      .addOption(
        new Option("--onward <how>", "may the recipient hand it on").choices(["no", "ask-first", "yes"]).default("no"),
      )
      .option("--source <id>", "this source with its family (repeat)", collect)
      .option("--fact <id>", "this fact (repeat)", collect)
      .option("--person <id>", "all facts about this person and the sources they stand in (repeat)", collect)
      .option("--all", "everything in the vault");
  discloseFlags(
    verb(
      disclose,
      "plan",
      "what would be handed over, and whose consent is missing",
      async () => (await import("../commands/disclose.ts")).disclosePlan,
    ),
  );
  discloseFlags(
    verb(
      disclose,
      "make",
      "write the package, sealed to the recipient's key",
      async () => (await import("../commands/disclose.ts")).discloseMake,
    ),
  )
    .option("--key <recipient>", "the recipient's age key, age1pq1… or age1… (repeat)", collect)
    .requiredOption("--out <file>", "the sealed package to write")
    .option("--open-copy <file>", "also write the package unsealed (.tar), to look at before it goes")
    .addHelpText(
      "after",
      `
Exit 5: somebody concerned has not agreed to this purpose and recipient; nothing is written and the list says who.
The recipient opens it with: age -d -i KEY -o package.tar FILE; tar -xf package.tar; sh verify.sh`,
    );

  verb(
    program,
    "verify [path]",
    "check a vault or a package, one line a check",
    async () => (await import("../commands/verify.ts")).verify,
  )
    .option("--ca <file>", "certificates of time-stamp authorities you trust (PEM)")
    .option("--quick", "vault: names and sizes of sealed files, not their contents")
    .option("--only-failures", "print failed checks only")
    .addHelpText("after", "\nExit: 0 all good · 4 something is not as it was signed.");
  verb(
    program,
    "log [record]",
    "what was written, in order, with fingerprints",
    async () => (await import("../commands/log.ts")).log,
  )
    .option("--since <time>", "lines dated from here on (writers' clocks)")
    .option("--raw", "the exact lines");
  verb(
    program,
    "seal",
    "quote all notebooks in a doubly signed line, and have it time-stamped where you say",
    async () => (await import("../commands/seal.ts")).seal,
  )
    .option("--tsa <address>", "ask this RFC 3161 authority; only a hash is sent")
    .option("--request <file>", "write the request to a file instead, to be sent from elsewhere")
    .option("--reply <file>", "keep the authority's answer that came back")
    .option("--ca <file>", "the authority's root certificate (PEM), to check its chain");
  verb(
    program,
    "export <id>",
    "write a source out, byte for byte as it was received",
    async () => (await import("../commands/keeping.ts")).exportSource,
  )
    .requiredOption("--to <file>", "the file to write")
    .option("--why <words>", "recorded with it");
  verb(
    program,
    "note <words>",
    "write a note into the record",
    async () => (await import("../commands/keeping.ts")).note,
  ).option("--about <id>", "the record it is about");
  verb(
    program,
    "erase <ids...>",
    "erase lines and sealed files, keeping their fingerprints",
    async () => (await import("../commands/keeping.ts")).erase,
  )
    .requiredOption("--reason <words>", "why")
    .option("--decision <words>", "whose decision")
    .option("--yes", "do it");
  const hold = program.command("hold").description("a court's order to keep: stops erasure");
  verb(hold, "place <ids...>", "place a hold", async () => (await import("../commands/keeping.ts")).hold)
    .requiredOption("--by <words>", "whose order")
    .option("--until <date>", "until");
  verb(hold, "lift <id>", "lift a hold", async () => (await import("../commands/keeping.ts")).holdLift).requiredOption(
    "--reason <words>",
    "why",
  );
  verb(
    program,
    "backup <dir>",
    "copy the vault, encrypted as it is; only what is new",
    async () => (await import("../commands/keeping.ts")).backup,
  );
  verb(
    program,
    "restore <backup>",
    "make a vault (--vault DIR) from a backup",
    async () => (await import("../commands/keeping.ts")).restore,
  );
}
