/** English. Each sentence says what happened and what to do next. */
export const en = {
  "no-vault": "There is no vault here. Name one with --vault DIR, or make one: amana init --vault DIR",
  "vault-exists": "There is a vault here already. Nothing was changed.",
  "folder-not-empty": "This folder holds other files. Choose an empty folder for the vault.",
  "vault-newer": "This vault was written by a newer Amana (format {format}). Update Amana to open it.",
  "vault-file-missing":
    "vault.json is missing, but keys or a record are here. Put vault.json back from a backup. If this is only what an interrupted amana init left, choose another folder.",
  "socket-not-private":
    "The folder where the key holder would listen belongs to somebody else or is open to others. Nothing was unlocked; set XDG_RUNTIME_DIR to a folder of your own, or give --passphrase-fd N.",
  "blob-plain-differs":
    "A sealed file holds something other than what was received ({blob}). Restore it from a backup.",
  "blob-key-malformed":
    "The key of a sealed file is not a key ({blob}). The line that names it was not written by Amana; run: amana verify",
  "blob-name-malformed":
    "A line names a sealed file by something that is not a name. It was not written by Amana; run: amana verify",
  "certificate-malformed":
    "That file holds no certificate that can be read (PEM, BEGIN CERTIFICATE). Give the authority's certificate as --ca FILE.",
  "value-not-a-number": "This property is a number. Write digits only, in any script.",
  "file-unusable":
    "A file or folder you named is not there or cannot be used ({code}). Nothing was changed; check the name and try again.",
  "vault-file-damaged":
    "vault.json is damaged or was changed. Put back a copy from a backup; the record itself is not touched.",
  "keys-missing":
    "keys.age is missing from the vault. Put it back from a backup: without it nobody can open this vault.",
  "keys-damaged":
    "keys.age is damaged or belongs to another vault. Put it back from a backup; nothing else was touched.",
  "wrong-passphrase":
    "That is not the passphrase of this vault. Nothing was opened; try again. If you are sure of it, keys.age is damaged: put it back from a backup.",
  locked: "The vault is locked. Open it: amana unlock",
  "locked-while-working":
    "The vault was locked while this command was working. What it had said was kept is kept; run the command again to go on.",
  "in-use": "Another Amana is writing to this vault. Wait until it is done and try again.",
  "database-missing": "record.db is missing from the vault. Restore it: amana restore BACKUP",
  "database-damaged":
    "record.db is damaged. Do not write to this vault; restore a copy: amana restore BACKUP. Then: amana verify",
  "body-refused":
    "A text is too long or not of the form its field asks for ({kind}, {at}). Nothing was kept. Shorten it; a long text is better taken in as a file: amana add",
  "disk-full": "The disk is full. Nothing half-written was kept; free some space and run the command again.",
  "read-only": "The vault cannot be written: the disk or folder is read-only. Make it writable and try again.",
  "disk-error":
    "The disk reported an error ({code}). What was kept before is kept; check the disk, then run: amana verify",
  "blob-missing":
    "A sealed file is missing from the vault ({blob}). Restore it from a backup; amana verify lists all of them.",
  "blob-damaged": "A sealed file is damaged ({blob}). Restore it from a backup; amana verify lists all of them.",
  "blob-cipher-differs": "A sealed file is not the one that was sealed ({blob}). Restore it from a backup.",
  "blob-does-not-open": "A sealed file does not open with its key ({blob}). Restore it from a backup.",
  "passphrase-too-weak":
    "This passphrase could be guessed (about 10^{guessesLog10} tries; at least 10^10 are needed). Use six random words or 24 digits: amana init offers them.",
  "passphrase-empty": "No passphrase came. Nothing was done.",
  "passphrase-fd-unreadable":
    "No passphrase could be read from file descriptor {fd}. Use for example: --passphrase-fd 3 3<file",
  "no-terminal-for-passphrase":
    "The vault is locked and there is no terminal to ask for the passphrase. Run amana unlock first, or give --passphrase-fd N.",
  "passphrases-differ": "The two were not the same. Nothing was made; try again.",
  "ask-passphrase": "Passphrase:",
  "ask-passphrase-again": "Again, from the paper:",
  "passphrase-is": "Your passphrase. Write it on paper now; nobody can reset it, not even us:",
  interrupted: "Stopped. What was kept is kept; run the same command again to go on.",
  "id-malformed": "That is not an id. Ids look like src_k3… ; amana ls and amana search show them.",
  "id-not-known": "Nothing with the id {id} is in this vault.",
  "id-ambiguous": "More than one record begins with {id}. Give a few more characters.",
  "source-not-known": "The bytes of this source are not in this vault: it was erased, or its line is missing.",
  created: "The vault is made. Device {device}, first compartment {compartment}.",
  "recovery-sheet-written":
    "Recovery sheet written. Print it, fill in the passphrase by hand, keep it away from the device, then delete the file.",
  unlocked:
    "Unlocked. It locks by itself after {minutes} minutes without use, when the device sleeps, or with: amana lock",
  "already-unlocked": "The vault is unlocked already.",
  "is-locked": "Locked: the process that held the keys has ended.",
  "was-locked": "The vault was locked already.",
  "clock-wrong":
    "This device's clock says {year}. Dates that Amana writes are this clock's claim: set it right. The order of the record does not depend on it.",
  "index-caught-up": "The index was {lines} lines behind the record and has caught up.",
  "add-nothing": "Name at least one file or folder to take in.",
  "add-done":
    "{kept} kept · {members} found inside them · {already} already here · {same} same bytes again · {unread} could not be fully read",
  "add-waiting-ocr": "{count} sources hold pages without text and wait for OCR: amana add --resume",
  "add-failed-files": "{count} files could not be opened and were not taken in:",
  "add-passed": "{count} entries are links or not files and were passed over.",
  "add-stopped": "Stopped on request. Run the same command again to go on.",
  "add-dry-run": "{count} files, {size}, would be taken in. Nothing was written.",
  "side-file-problem": "{count} provenance files could not be used (they must be JSON objects of texts).",
  "nothing-found": "Nothing found.",
  tried: "Tried: {variants}",
  "many-hits": "Many passages match; they are shown latest first. Add words or filters to rank them.",
  "query-refused": "The search could not be read at character {at}: {what}",
  "search-stdin-tip":
    "Words on the command line stay in the shell's history; amana search - reads them from standard input.",
  "fact-kept": "Kept as {id}.",
  "person-same-label":
    "There is a person of that name already ({id}). If it is the same one, use --person {id}; a new one was opened.",
  "quote-not-found":
    "These words do not stand there. Read the passage (amana show {source}), quote it letter for letter, or confirm by eye on the picture with --by-eye.",
  "quote-many-places":
    "These words stand in {count} places of the source. Say which: --page, --paragraph, --row, --time or --message.",
  "quote-numbers-unconfirmed":
    "The numbers in this passage were read by OCR and are unconfirmed. Look at the picture, then repeat with --by-eye.",
  "place-not-in-source": "The source has no such place.",
  "fact-needs": "A fact needs {what}. See: amana fact add --help",
  "property-not-known": "There is no property {property}. amana fact properties lists them.",
  "fact-withdrawn": "Withdrawn. Its history stays.",
  "already-withdrawn": "That was withdrawn already.",
  "consent-kept": "Consent kept as {id}.",
  "consent-withdrawn": "Withdrawn: {count} consents. The next package will not hold what depends on them.",
  "consent-none": "No consent of this person is recorded.",
  "not-a-person": "{id} is not a person.",
  "disclose-refused": "Refused: {missing} of {persons} persons concerned have not agreed to this. Nothing was written.",
  "disclose-nothing": "Nothing was chosen. Name sources (--source), facts (--fact) or persons (--person), or --all.",
  "disclose-written": "Written: {sources} sources, {facts} facts. Sealed for the recipient.",
  "disclose-exists": "There is a file of that name already. Nothing was written.",
  "recipient-malformed":
    "That is not an age recipient (age1… or age1pq1…). Ask the recipient for the public line of their key.",
  "purpose-malformed": "A purpose is a code of small letters, digits and hyphens, such as criminal-investigation.",
  "recipient-name-malformed": "The recipient's name is empty or longer than 1,000 characters.",
  "package-too-large":
    "One of the sources is 8 GiB or larger and does not fit into a package. Hand it over by itself: amana export",
  "too-many-recipients": "A package is sealed to at most twelve keys.",
  "notebook-forked":
    "A notebook of this vault has two branches that disagree. Run amana verify and settle it before anything is handed over.",
  "no-recipient": "Name the recipient's age key with --key.",
  "recipients-mixed": "Post-quantum and classic recipients cannot be mixed in one package.",
  "classic-recipient":
    "This is a classic key: a recording of this package could be opened by a future quantum computer. Ask for an age1pq1… key where you can.",
  "verify-good": "Everything checked is as it was signed: {checks} checks.",
  "verify-bad": "{failed} of {checks} checks failed.",
  "not-a-package": "That is neither a vault nor a package.",
  "sealed-package": "This package is sealed. The recipient opens it first: age -d -i KEY -o package.tar FILE",
  "sealed-needs-output": "Name a file that does not exist yet.",
  sealed: "Sealed: all notebooks of this vault quoted, {notebooks} of them.",
  "anchor-request-written": "Time-stamp request written. Send it to your authority, then: amana seal --reply FILE",
  "anchor-kept": "Time-stamp kept: {time}.",
  "anchor-refused": "The time-stamp was not accepted: {why}. Nothing was kept.",
  "anchor-untrusted":
    "The chain of the time-stamp leads to no certificate you named. Give the authority's root with --ca FILE.",
  "anchor-no-seal": "There is no seal to time-stamp yet. Run: amana seal",
  "tsa-unreachable": "The time-stamp authority did not answer ({why}). The seal is kept; try again later.",
  "backup-done": "Backed up: {blobs} new sealed files, {size}.",
  "backup-not-vault": "That folder holds something else. Choose an empty folder or an earlier backup of this vault.",
  "restore-done": "Restored. Check it: amana verify --vault DIR",
  "restore-warning":
    "If the device this backup came from still writes, the two copies would diverge: use only one of them from now on.",
  exported: "Written, byte for byte as received: {bytes} bytes, SHA-256 {sha256}",
  "erase-refused-hold": "Refused: a hold (court order) covers {record}. Nothing was erased.",
  "erase-refused-shared":
    "Refused: the bytes of {record} are also kept for other sources. Erase them together: {others}",
  "erase-refused-family":
    "Refused: the bytes of {record} lie inside {parent} and die only with it. Erase {parent} as well.",
  "erase-needs-yes": "Erasing cannot be undone. Look at the list, then repeat with --yes.",
  erased: "Erased: {lines} lines, {blobs} sealed files. Their fingerprints stay, so the record still verifies.",
  "note-kept": "Kept as {id}.",
  "usage-did-you-mean": "Unknown command or option. See: amana --help",
  "already-there": "There is a file of that name already. Nothing was written.",
} as const;
