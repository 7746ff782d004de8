#!/usr/bin/env python3
"""Checks a package by hand: python3 verify.py [-CAfile root.pem] [FOLDER]   (spec/package.md; Apache-2.0)

Needs Python 3.8, OpenSSL 3.0, or later, and verify_tables.py beside it. Writes nothing into the package.
One line per check, to the end whatever it finds: ok | BAD | not-checked, check, subject, words.
Exit 0: nothing is BAD. 4: something is. 2: wrong use, or no such OpenSSL."""
import os, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path = [p for p in sys.path if os.path.abspath(p) != HERE]  # no file of a package may pass for a module
import base64, calendar, collections, hashlib, json, pathlib, re, runpy, shutil, subprocess, tempfile, time

TOP = {"bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
TOP |= {"VERIFY.md", "verify.py", "verify.sh", "verify_tables.py"}
ALWAYS = TOP | {"data/conditions.md", "data/facts.csv", "data/items.csv", "data/withheld.csv"}
PATH = "(?=.{1,200}$)(?!/)((^|/)[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?)+"
PROOFS, LINES, NOTEBOOKS, ANCHORS = ("data/proofs" + end for end in ("/", "/lines/", "/notebooks/", "/anchors/"))
ORIGIN = "amana.example/n/"  # with the id behind it: the name of a notebook
NOTE = f"({re.escape(ORIGIN)}([a-z2-7]{{32}})\n(0|[1-9][0-9]{{0,15}})\n([^\n]{{44}})\n)\n((?:— [^ \n]+ [^ \n]+\n)+)"
PROOF = "c2sp[.]org/tlog-proof@v1\nindex (0|[1-9][0-9]{0,15})((?:\n[^\n]+)*)"
STAMP = "sha256\n.* NULL .*\n.* OCTET STRING .*:([0-9A-F]{64})\n.* INTEGER .*\n.* GENERALIZEDTIME *:([0-9]{14})"
KEY_HEAD = bytes.fromhex("302a300506032b6570032100")  # stands before the bytes of an Ed25519 key (RFC 8410)
Head = collections.namedtuple("Head", "id size root")  # a checkpoint whose signature is good
files, hashes = {}, {}  # every regular file by its path in the package: where it is; its SHA-256
keys, notes, roots = {}, {}, {}  # id: key; bytes of a checkpoint: its Head or None; (id, size): root
proven, said = {}, []  # digest: (line, Head), no line where a line 0 is not in LINES; first words of verdicts

def say(word, check, subject, words=""):
    said.append(word)
    cells = (word, check, subject, words)  # escaped: a name must not be able to write to the terminal
    print("\t".join(cell.encode("unicode_escape").decode() for cell in cells).rstrip())

def judge(good, check, subject, words):
    say("ok" if good else "BAD", check, subject, "" if good else words)
    return bool(good)

def bad(check, subject, words): say("BAD", check, subject, words)
def refuse(*_): raise ValueError
def read(path): return files[path].read_bytes() if path in files else b""
def under(folder): return sorted(path for path in files if path.startswith(folder))
def utc(seconds): return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
def sha(data): return hashlib.sha256(data).digest()
def key_id(name, typed): return sha(name.encode() + b"\n" + typed)[:4]
def to64(data): return base64.b64encode(data).decode()
def from64(text):
    data = base64.b64decode(text, validate=True)
    return data if to64(data) == text else refuse()  # there is one spelling, without stray bits

# ---- the files and the bag
def list_files(root):
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and not file.is_symlink():
            digest = hashlib.sha256()
            with file.open("rb") as f:
                for block in iter(lambda: f.read(1 << 20), b""): digest.update(block)
            files[path], hashes[path] = file, digest.hexdigest()
        elif file.is_symlink() or not file.is_dir(): bad("name", path, "not a regular file (PK-4)")
        elif not any(file.iterdir()): bad("name", path, "an empty folder (PK-4)")

def check_bag():
    declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    judge(read("bagit.txt") == declaration, "bag", "bagit.txt", "not the two lines of PK-1")
    text = read("bag-info.txt").decode("utf-8", "backslashreplace")
    info = dict(re.findall("([^ :\r\n][^:\r\n]*): ([^\r\n]+)\n", text))
    sizes = [files[path].stat().st_size for path in under("data/")]
    good = text == "".join(f"{label}: {info[label]}\n" for label in sorted(info))
    good = good and {"External-Identifier", "Source-Organization"} <= set(info)
    good = good and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", info.get("Bagging-Date", ""))
    good = good and info.get("Payload-Oxum") == f"{sum(sizes)}.{len(sizes)}"
    judge(good, "bag", "bag-info.txt", "labels, order or Payload-Oxum are wrong (PK-2)")
    tags = {path for path in files if not path.startswith("data/")}
    check_manifest("manifest-sha256.txt", set(files) - tags, "data/.+")
    check_manifest("tagmanifest-sha256.txt", tags - {"tagmanifest-sha256.txt"}, "(?!data/|tagmanifest-).+")
    for path in sorted(ALWAYS - set(files)): bad("missing", path, "every package has it (PK-5)")
    for path in sorted(tags - TOP): bad("extra", path, "not one of the eight at the top (PK-5)")

def check_manifest(name, mine, pattern):
    """The list has the one form, and names exactly the files that are `mine`, each with its hash."""
    text = read(name).decode("utf-8", "backslashreplace")
    listed = {path: digest for digest, path in re.findall("([0-9a-f]{64})  ([!-~]+)\n", text)}
    good = text == "".join(f"{listed[path]}  {path}\n" for path in sorted(listed))
    good = good and all(re.fullmatch(pattern, path) for path in listed)
    good = good and len({path.lower() for path in listed}) == len(listed)
    judge(good, "manifest", name, "form, order, letter case, or a path that does not belong here (PK-3)")
    for path in sorted(mine | set(listed)):
        if not re.fullmatch(PATH, path): bad("name", path, "not a permitted path (PK-4)")
        if path not in files: bad("missing", path, "listed, not there (PK-5)")
        elif path not in listed: bad("extra", path, "there, not listed (PK-5)")
        else: judge(hashes[path] == listed[path], "hash", path, "is not the file that was listed (PK-5)")

# ---- notebooks, lines, proofs
def openssl(command, **inputs):
    """What openssl prints; {name} in the command is a copy of that input. None where it says no."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in inputs.items(): pathlib.Path(folder, name).write_bytes(data)
        words = [os.path.join(folder, word[1:-1]) if word[0] == "{" else word for word in command.split()]
        run = subprocess.run(["openssl", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return run.stdout if run.returncode == 0 else None

def ed25519(key, text, signature):
    command = "pkeyutl -verify -pubin -keyform DER -inkey {key} -rawin -in {text} -sigfile {signature}"
    return openssl(command, key=KEY_HEAD + key, text=text, signature=signature) is not None

def line_of(raw):
    """The line. None where the bytes are not canonical JSON (RFC 8785) of integers and a line's members."""
    def whole(digits): return int(digits) if abs(int(digits)) < 1 << 53 else refuse()
    def object_of(ms): return dict(ms) if all(re.fullmatch("[a-z][a-z0-9_]{0,31}", k) for k, _ in ms) else refuse()
    hooks = {"object_pairs_hook": object_of, "parse_int": whole, "parse_float": refuse, "parse_constant": refuse}
    try:
        line = json.loads(raw.decode("utf-8"), **hooks)
        canonical = json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
        return line if canonical == raw and list(line) == list("ekpstvx") and isinstance(line["x"], dict) else None
    except (ValueError, TypeError, RecursionError): return None

def key_of(id):
    """The key of a notebook. Throws where id, vkey, pem, line 0 and certificate do not tell one story."""
    at, name = NOTEBOOKS + id, ORIGIN + id
    line = line_of(read(at + ".opened.json")) or refuse()
    x, fields = line["x"], "notebook compartment device device_key seal_key".split()
    key, device_key, certificate = (bytes.fromhex(x[f]) for f in ("notebook", "device_key", "certificate"))
    typed = [b"\1" + key] + ([b"\6" + bytes.fromhex(x["seal_key"])] if "seal_key" in x else [])
    vkeys = "".join(f"{name}+{key_id(name, each).hex()}+{to64(each)}\n" for each in typed)
    pem = f"-----BEGIN PUBLIC KEY-----\n{to64(KEY_HEAD + key)}\n-----END PUBLIC KEY-----\n"
    text = "amana.example/notebook-certificate@v1\n" + "".join(f"{f} {x.get(f, 'none')}\n" for f in fields)
    good = (line["k"], line["v"], line["p"]) == ("notebook.opened", 1, []) and set(x) <= {"certificate", *fields}
    good = good and (id, x["notebook"]) == (base64.b32encode(sha(key)[:20]).decode().lower(), key.hex())
    good = good and (read(at + ".vkey"), read(at + ".pem")) == (vkeys.encode(), pem.encode())
    return key if good and ed25519(device_key, text.encode(), certificate) else refuse()

def check_note(raw):
    """The Head of a checkpoint, judged once however many lines it proves. None where it is not good."""
    if raw in notes: return notes[raw]
    notes[raw] = None
    try:
        text, id, size, root, rows = (re.fullmatch(NOTE, raw.decode("utf-8")) or refuse()).groups()
        head, rows = Head(id, int(size), from64(root)), [row.split(" ") for row in rows.split("\n")[:-1]]
        signatures = [(name, from64(code)) for _, name, code in rows]
    except ValueError: return bad("checkpoint", sha(raw).hex(), "not a checkpoint (PK-7)")
    subject, own, key = f"{id}@{size}", [], keys.get(id)
    for name, code in signatures:
        if key and name == ORIGIN + id and code[:4] == key_id(name, b"\1" + key):
            own.append(ed25519(key, text.encode(), code[4:]))
        else: say("not-checked", "checkpoint", subject, "another signature of another kind or key")
    if not own or not all(own): return bad("checkpoint", subject, "no good signature of this notebook (PK-8)")
    same = roots.setdefault(head[:2], head.root) == head.root
    notes[raw] = head if judge(same, "checkpoint", subject, "two roots for one size: a fork (PK-8)") else None
    return notes[raw]

def climbs(digest, index, size, root, path):
    """The hashes lead from the leaf to the root (RFC 9162 2.1.3.2)."""
    fn, sn, r = index, size - 1, sha(b"\0" + digest)
    for p in path:
        if sn == 0: return False
        right = fn & 1 or fn == sn
        r = sha(b"\1" + p + r) if right else sha(b"\1" + r + p)
        while right and fn and not fn & 1: fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return index < size and sn == 0 and r == root

def check_proof(digest):
    """Index and Head of the line with this digest; (None, None) where nothing good proves it."""
    start, _, note = read(f"{PROOFS}{digest}.tlog-proof").partition(b"\n\n")
    try:
        index, rows = (re.fullmatch(PROOF, start.decode("ascii")) or refuse()).groups()
        path, head = [from64(row) for row in rows.split("\n")[1:]], check_note(note)
        good = head and climbs(bytes.fromhex(digest), int(index), head.size, head.root, path)
    except ValueError: good = False
    judge(good, "proof", digest, "does not lead to the root of a signed checkpoint (PK-7)")
    return (int(index), head) if good else (None, None)

def check_proofs():
    lines, opened = {}, {}
    ids = sorted({path[len(NOTEBOOKS):].split(".")[0] for path in under(NOTEBOOKS)})
    for id in ids:
        try: keys[id], opened[hashes[f"{NOTEBOOKS}{id}.opened.json"]] = key_of(id), id
        except (ValueError, KeyError, TypeError): bad("notebook", id, "id and its four files disagree (PK-9)")
    for path in under(LINES):
        line, wrong = line_of(read(path)), "name and SHA-256 differ, or not a canonical line (PK-6)"
        good = line and path == f"{LINES}{hashes[path]}.json"
        if judge(good, "line", path[len(LINES):-5], wrong): lines[hashes[path]] = line
    for digest in sorted({*lines, *opened}):
        index, head = check_proof(digest)
        if head: proven[digest] = (lines.get(digest), head)
        id = opened.get(digest)
        if id: judge(index == 0 and head.id == id, "notebook", id, "line 0 is not proven as such (PK-9)")
    due = {f"{PROOFS}{digest}.tlog-proof" for digest in {*lines, *opened}}
    for path in sorted({path for path in under(PROOFS) if path.count("/") == 2} - due):
        bad("proof", path[len(PROOFS):-len(".tlog-proof")], "belongs to no line (PK-6)")
    for id in ids:
        newest, heads = check_note(read(f"{NOTEBOOKS}{id}.checkpoint")), set(notes.values()) - {None}
        good = newest and newest.id == id and newest.size == max(head.size for head in heads if head.id == id)
        judge(good, "checkpoint", id, "its checkpoint is not its newest (PK-8)")

# ---- time
def stamped(path, note, ca):
    """[seconds since 1970] when an authority saw this checkpoint; [] where the reply does not say so."""
    reply = read(path)
    token = openssl("ts -reply -in {reply} -token_out", reply=reply)
    info = token and openssl("cms -verify -noverify -binary -inform DER -in {token}", token=token)
    shown = info and openssl("asn1parse -inform DER -in {info}", info=info)
    seen = shown and re.search(STAMP, shown.decode("latin-1").replace("\r", ""))
    if not seen or seen[1].lower() != sha(note).hex():
        return bad("anchor", path, "not a granted, rightly signed reply about this checkpoint (PK-10)") or []
    when = calendar.timegm(time.strptime(seen[2], "%Y%m%d%H%M%S"))
    command = f"ts -verify -data {{note}} -in {{reply}} -CAfile {{ca}} -attime {when}"
    if ca and openssl(command, note=note, reply=reply, ca=ca) is None:
        return bad("anchor", path, "openssl ts -verify refuses it (PK-10)") or []
    trust = "" if ca else "; whether to trust the authority is yours to judge: -CAfile"
    say("ok" if ca else "not-checked", "anchor", path, f"time-stamped {utc(when)}{trust}")
    return [when]

def check_times(ca):
    named, times = {sha(note).hex(): note for note in notes}, collections.defaultdict(list)
    for path in under(ANCHORS):
        name = re.fullmatch("([0-9a-f]{64})(-[2-9])?[.](tsr|pem)", path[len(ANCHORS):])
        if not name or name[1] not in named or path[:-3] + "tsr" not in files:
            bad("anchor", path, "is about no checkpoint in this package (PK-10)")
        elif name[3] == "tsr":
            note = named[name[1]]
            times[notes[note]] += stamped(path, note, ca)
    for digest, (line, sealing) in sorted(proven.items()):
        if not line or line["k"] != "seal": continue
        heads = [Head(h["notebook"], h["size"], bytes.fromhex(h["root"])) for h in line["x"]["heads"]]
        good = all(roots.get(head[:2], head.root) == head.root for head in heads)
        judge(good, "seal", digest, "quotes another root than a checkpoint here has (PK-11)")
        for head in heads: times[head] += times[sealing]
    for head in sorted(set(notes.values()) - {None}):
        words = f"existed by {utc(min(times[head]))}" if times[head] else "no time-stamp reaches this checkpoint"
        trust = ", if the authority is to be trusted" if times[head] and not ca else ""
        say("ok" if times[head] and ca else "not-checked", "time", f"{head.id}@{head.size}", words + trust)

def check_tables():
    tables, lines = os.path.join(HERE, "verify_tables.py"), {d: line for d, (line, _) in proven.items() if line}
    if not os.path.isfile(tables): return bad("items", "tables", "no verify_tables.py beside this program")
    for verdict in runpy.run_path(tables)["checks"](files, hashes, lines): judge(*verdict)

def main(args):
    ca = pathlib.Path(args[1]) if args[:1] == ["-CAfile"] and len(args) == 3 else None
    right = len(args) == (3 if ca else 1) and pathlib.Path(args[-1]).is_dir() and (not ca or ca.is_file())
    version = openssl("version") if shutil.which("openssl") else b""
    if not right or not re.match(b"OpenSSL ([3-9]|[1-9][0-9])", version): return print(__doc__, file=sys.stderr) or 2
    steps = [("name", list_files, pathlib.Path(args[-1])), ("bag", check_bag), ("proof", check_proofs)]
    for check, work, *given in steps + [("time", check_times, ca and ca.read_bytes()), ("items", check_tables)]:
        try: work(*given)
        except Exception as error: bad(check, "-", f"so malformed that the check stopped: {type(error).__name__}")
    print(f"package digest\t{hashes.get('tagmanifest-sha256.txt', '-')}\ncompare it with the covering letter")
    print(f"{said.count('BAD')} checks are BAD" if "BAD" in said else "nothing is BAD")
    return 4 if "BAD" in said else 0

if __name__ == "__main__": sys.exit(main(sys.argv[1:] + [HERE] * (len(sys.argv) % 2)))
