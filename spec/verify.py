#!/usr/bin/env python3
"""Checks a package by hand: verify.py [-CAfile root.pem] FOLDER|FILE.tar   (spec/package.md; Python 3.8, no other library)

One line per check: ok | BAD | not-checked, check, subject, words. Exit 0: nothing bad. 4: something is. 2: wrong use.
Ed25519 by the module `cryptography` where it is installed, else by the program openssl; time-stamps by openssl. Apache-2.0."""
import base64, calendar, csv, hashlib, io, json, os, re, subprocess, sys, tempfile, time

HEX, ID, P, SEVEN = "[0-9a-f]{64}", "[a-z2-7]{32}", "data/proofs/", b"0000000\0"
TOP = {"bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "VERIFY.md", "verify.py", "verify.sh"}
TABLES = ("data/facts.csv", "data/items.csv", "data/withheld.csv")
files, hashes, notes, roots, bad = {}, {}, {}, {}, []  # path: (file, offset, length); path: hash; note: (id, size, root); (id, size): root

def say(word, check, subject, words=""):
    if word == "BAD": bad.append(subject)
    print("\t".join([word, check, str(subject).encode("ascii", "backslashreplace").decode(), words]).rstrip())

def judge(good, check, subject, words=""):
    say("ok" if good else "BAD", check, subject, "" if good else words)
    return bool(good)

def sha(data): return hashlib.sha256(data).digest()

def strict64(text):
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text: raise ValueError("base64 with stray bits")
    return raw

# ---- the files: a folder or a tar
def folder(root):
    for where, folders, names in os.walk(root):
        for name in names + [f for f in folders if os.path.islink(os.path.join(where, f))]:
            full = os.path.join(where, name)
            path = os.path.relpath(full, root).replace(os.sep, "/")
            if os.path.islink(full) or not os.path.isfile(full): say("BAD", "name", path, "not a regular file (PK-4)")
            else: files[path] = (full, 0, os.path.getsize(full))
        if not names and not folders: say("BAD", "name", os.path.relpath(where, root), "an empty folder (PK-4)")

def tar(file):
    """Rebuilds every header from PK-19 and compares. Gives the name at the top and the times seen."""
    at, last, top, times = 0, b"", None, set()
    with open(file, "rb") as f:
        while True:
            f.seek(at)
            h = f.read(512)
            if h == bytes(512): break
            try: size, mtime = int(h[124:135], 8), int(h[136:147], 8)
            except ValueError:
                say("BAD", "tar", "block %d" % (at // 512), "no header (PK-19)")
                return top, times
            name = h[345:500].rstrip(b"\0") + b"/" * (h[345] != 0) + h[:100].rstrip(b"\0")
            top = top if top is not None else name.split(b"/")[0].decode("ascii", "backslashreplace")
            path = name[len(top) + 1:].decode("ascii", "backslashreplace")
            cut = 0 if len(name) <= 100 else next((i + 1 for i, c in enumerate(name) if c == 47 and len(name) - i - 1 <= 100), 0)
            want = name[cut:].ljust(100, b"\0") + (b"0000755\0" if path in ("verify.py", "verify.sh") else b"0000644\0") + SEVEN * 2
            want += b"%011o\0%011o\0" % (size, mtime) + b" " * 8 + b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + SEVEN * 2
            want += name[:max(cut - 1, 0)].ljust(155, b"\0") + bytes(12)
            f.seek(at + 512 + size)
            good = h == want[:148] + b"%06o\0 " % sum(want) + want[156:] and name > last and name.startswith(top.encode() + b"/")
            judge(good and f.read(-size % 512) == bytes(-size % 512) and path not in files, "tar", path, "header, order or padding (PK-19)")
            files.setdefault(path, (file, at + 512, size))
            times, last, at = times | {mtime}, name, at + 512 + size + -size % 512
        judge(f.read() == bytes(512), "tar", "end", "not two empty blocks and nothing else (PK-19)")
    return top, times

def parts(path):
    full, at, left = files[path]
    with open(full, "rb") as f:
        f.seek(at)
        while left > 0:
            block = f.read(min(left, 1 << 20))
            if not block: return
            left -= len(block)
            yield block

def read(path): return b"".join(parts(path)) if path in files else b""

def hash_of(path):
    if path not in hashes:
        h = hashlib.sha256()
        for block in parts(path): h.update(block)
        hashes[path] = h.hexdigest()
    return hashes[path]

# ---- the bag
def manifest(name, mine):
    raw, want, last, good = read(name), {}, "", True
    for n, line in enumerate(raw.decode("utf-8", "backslashreplace").split("\n"), 1):
        m = re.fullmatch("(" + HEX + ")  ([!-~]+)", line)
        words = "" if m else "not `hash  path`, LF"
        if m: words = "out of order or listed twice" if m[2] <= last else "" if mine(m[2]) else "does not belong in this list"
        if n == raw.count(b"\n") + 1: words = "" if not line else "no line feed at the end"
        if words: good = judge(False, "manifest", name, "line %d %s: %s (PK-3)" % (n, m[2] if m else "", words))
        if m: want[m[2]], last = m[1], m[2]
    if good: judge(len({p.lower() for p in want}) == len(want), "manifest", name, "paths differ in letter case alone (PK-3)")
    for path in sorted(set(want) | {p for p in files if mine(p)}):
        if len(path) > 200 or not all(len(s) <= 100 and re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?", s) for s in path.split("/")):
            say("BAD", "name", path, "not a permitted path (PK-4)")
        if path not in files: say("BAD", "missing", path, "listed, not there (PK-5)")
        elif path not in want: say("BAD", "extra", path, "there, not listed (PK-5)")
        else: judge(hash_of(path) == want[path], "hash", path, "is not the file that was listed (PK-5)")

def bag(top, times):
    judge(read("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag", "bagit.txt", "not the two lines of PK-1")
    text = read("bag-info.txt").decode("utf-8", "backslashreplace")
    rows = [(l.split(": ", 1) + [""])[:2] for l in text.split("\n")[:-1]]
    info, sizes = dict(rows), [f[2] for p, f in files.items() if p.startswith("data/")]
    good = text.endswith("\n") and [r[0] for r in rows] == sorted(info) and all(info.values()) and {"External-Identifier", "Source-Organization"} <= set(info)
    good = good and re.fullmatch(r"\d{4}-\d\d-\d\d", info.get("Bagging-Date", "")) and info.get("Payload-Oxum") == "%d.%d" % (sum(sizes), len(sizes))
    if judge(good, "bag", "bag-info.txt", "labels, order or Payload-Oxum are wrong (PK-2)") and top is not None:
        day = calendar.timegm(time.strptime(info["Bagging-Date"], "%Y-%m-%d"))
        judge(top == info["External-Identifier"] and times == {day}, "tar", "id and date", "differ from bag-info.txt (PK-19)")
    manifest("manifest-sha256.txt", lambda p: p.startswith("data/"))
    manifest("tagmanifest-sha256.txt", lambda p: not p.startswith("data/") and p != "tagmanifest-sha256.txt")
    for path in sorted((TOP | {"data/conditions.md", *TABLES}) - set(files)): say("BAD", "missing", path, "every package has it (PK-5)")
    for path in sorted(p for p in files if not p.startswith("data/") and p not in TOP): say("BAD", "extra", path, "not one of the seven at the top (PK-5)")

# ---- notebooks, lines, proofs
def openssl(*args, **data):
    """Runs openssl over temporary copies of the given bytes; {name} in an argument is that copy. None: openssl is not here."""
    with tempfile.TemporaryDirectory() as d:
        paths = {n: os.path.join(d, n) for n in data}
        for n in data: open(paths[n], "wb").write(data[n])
        try: run = subprocess.run(["openssl"] + [a.format(**paths) for a in args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except FileNotFoundError: return None
        return run.stdout if run.returncode == 0 else False

def ed25519(key, message, signature):
    try: from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        run = ("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "{k}", "-rawin", "-in", "{m}", "-sigfile", "{s}")
        return openssl(*run, k=bytes.fromhex("302a300506032b6570032100") + key, m=message, s=signature) not in (None, False)
    try: return Ed25519PublicKey.from_public_bytes(key).verify(signature, message) is None
    except Exception: return False

def no(*_): raise ValueError("not in a line")

def whole(digits): return int(digits) if abs(int(digits)) < 1 << 53 else no()

def members(pairs): return dict(pairs) if all(re.fullmatch("[a-z][a-z0-9_]{0,31}", k) for k, _ in pairs) else no()

def jcs(value): return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

def line_of(raw):
    """The line, or None: canonical JSON (RFC 8785), integers only, the seven members."""
    try: line = json.loads(raw.decode("utf-8"), object_pairs_hook=members, parse_float=no, parse_constant=no, parse_int=whole)
    except (ValueError, RecursionError): return None
    return line if jcs(line).encode("utf-8", "replace") == raw and isinstance(line, dict) and "".join(line) == "ekpstvx" and isinstance(line["x"], dict) else None

def note_of(raw):
    text, end, signatures = raw.decode("utf-8").partition("\n\n")
    origin, size, root = text.split("\n")
    if not end or not re.fullmatch("amana.example/n/" + ID, origin) or not re.fullmatch("0|[1-9][0-9]{0,15}", size): no()
    if not re.fullmatch("(— [^ \n]+ [^ \n]+\n)+", signatures) or len(strict64(root)) != 32: no()
    return origin[16:], int(size), strict64(root), (text + "\n").encode(), [l.split(" ") for l in signatures.split("\n")[:-1]]

def check_note(raw, keys):
    """Judges a checkpoint once and says so. (id, size, root), or None where no key of its notebook signed it."""
    if raw in notes: return notes[raw]
    try: id, size, root, text, signatures = note_of(raw)
    except ValueError:
        notes[raw] = say("BAD", "checkpoint", sha(raw).hex(), "not a checkpoint (PK-7)")
        return None
    name, own = "amana.example/n/" + id, []
    for _, signer, code in signatures:
        try: signature = strict64(code)
        except ValueError: signature = b""
        if signer == name and id in keys and signature[:4] == sha(name.encode() + b"\n\1" + keys[id])[:4]: own.append(ed25519(keys[id], text, signature[4:]))
        else: say("not-checked", "checkpoint", "%s@%d" % (id, size), "another signature of another kind or key")
    good = own and all(own)
    same = not good or roots.setdefault((id, size), root) == root
    judge(good and same, "checkpoint", "%s@%d" % (id, size), "no good Ed25519 signature of this notebook (PK-8)" if same else "two roots for one size: a fork (PK-8)")
    notes[raw] = (id, size, root) if good and same else None
    return notes[raw]

def climbs(digest, index, size, root, path):  # RFC 9162 2.1.3.2
    fn, sn, r = index, size - 1, sha(b"\0" + digest)
    for p in path:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            r = sha(b"\1" + p + r)
            while not fn & 1 and fn: fn, sn = fn >> 1, sn >> 1
        else: r = sha(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return index < size and sn == 0 and r == root

def check_proof(digest, keys):
    head, _, note = read(P + digest + ".tlog-proof").partition(b"\n\n")
    try:
        first, index, *path = head.decode("ascii").split("\n")
        _, size, root = note_of(note)[:3]
        good = first == "c2sp.org/tlog-proof@v1" and re.fullmatch("index (0|[1-9][0-9]{0,15})", index) and climbs(bytes.fromhex(digest), int(index[6:]), size, root, [strict64(h) for h in path])
    except ValueError: good = False
    good = good and check_note(note, keys)
    return (note, int(index[6:])) if judge(good, "proof", digest, "does not lead to the root of a signed checkpoint (PK-7)") else None

def key_of(id):
    at = P + "notebooks/" + id
    name, check, code = read(at + ".vkey").decode("ascii").split("\n")[0].split("+", 2)
    raw, pem, line = strict64(code), read(at + ".pem").decode("ascii").split("\n"), line_of(read(at + ".opened.json"))
    key = raw[1:]
    good = len(key) == 32 and raw[:1] == b"\1" and name == "amana.example/n/" + id and check == sha(name.encode() + b"\n" + raw)[:4].hex()
    good = good and base64.b32encode(sha(key)[:20]).decode().lower() == id and strict64("".join(pem[1:-2])).hex() == "302a300506032b6570032100" + key.hex()
    if not good or not line or line["k"] != "notebook.opened" or line["v"] != 1 or line["p"] or line["x"].get("notebook") != key.hex(): no()
    if read(at + ".vkey").count(b"\n") != (2 if "seal_key" in line["x"] else 1) or read(at + ".vkey")[-1:] != b"\n": no()
    text = ["amana.example/notebook-certificate@v1"] + ["%s %s" % (f, line["x"].get(f, "none")) for f in "notebook compartment device device_key seal_key".split()]
    return key if ed25519(bytes.fromhex(line["x"]["device_key"]), "\n".join(text + [""]).encode(), bytes.fromhex(line["x"]["certificate"])) else no()

def proofs():
    keys, lines, proven, opened = {}, {}, {}, {}
    ids = sorted({p[len(P) + 10:].split(".")[0] for p in files if p.startswith(P + "notebooks/")})
    for id in ids:
        try: keys[id] = key_of(id)
        except (ValueError, AttributeError, KeyError, TypeError): say("BAD", "notebook", id, "id, vkey, pem, line 0 and certificate do not fit together (PK-9)")
        else: opened[sha(read(P + "notebooks/%s.opened.json" % id)).hex()] = id
    for path in sorted(p for p in files if p.startswith(P + "lines/")):
        line = line_of(read(path))
        if judge(path == P + "lines/%s.json" % hash_of(path) and line, "line", path[len(P) + 6:-5], "name and SHA-256 differ, or not a canonical line (PK-6)"):
            lines[path[len(P) + 6:-5]] = line
    for digest in sorted(set(lines) | set(opened)):
        found = check_proof(digest, keys)
        if found: proven[digest] = notes[found[0]]
        if digest in opened: judge(found and found[1] == 0 and proven[digest][0] == opened[digest], "notebook", opened[digest], "line 0 is not proven as such (PK-9)")
    for path in sorted(p for p in files if re.fullmatch(P + "[^/]*", p)):
        if path[len(P):] not in {d + ".tlog-proof" for d in set(lines) | set(opened)}: say("BAD", "proof", path[len(P):-11], "belongs to no line (PK-6)")
    for id in ids:
        newest = check_note(read(P + "notebooks/%s.checkpoint" % id), keys)
        judge(newest and newest[0] == id and newest[1] == max(n[1] for n in notes.values() if n and n[0] == id), "checkpoint", id, "its checkpoint is not its newest (PK-8)")
    return lines, proven

# ---- time
def stamp(path, note, ca):
    """Epoch seconds of a time-stamp that is about this note, or None."""
    reply, words = read(path), "not a granted reply with a good signature about this checkpoint (PK-10)"
    token = openssl("ts", "-reply", "-in", "{r}", "-token_out", r=reply)
    if token is None: return say("not-checked", "anchor", path, "there is no openssl here")
    info = token and openssl("cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", "{t}", t=token)
    seen = re.search(b"\x18.(20\\d{12})(\\.\\d+)?Z", info or b"", re.S)
    imprint = bytes.fromhex("3031300d060960864801650304020105000420") + sha(note)
    if not info or not seen or imprint not in info: return say("BAD", "anchor", path, words)
    when = calendar.timegm(time.strptime(seen[1].decode(), "%Y%m%d%H%M%S"))
    if ca and openssl("ts", "-verify", "-data", "{n}", "-in", "{r}", "-CAfile", ca, "-attime", str(when), n=note, r=reply) is False: return say("BAD", "anchor", path, "openssl ts -verify refuses it (PK-10)")
    say("ok" if ca else "not-checked", "anchor", path, "time-stamped %s%s" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when)), "" if ca else "; whether to trust the authority is yours to judge: -CAfile"))
    return when

def times(lines, proven, ca):
    by_digest, when = {sha(raw).hex(): raw for raw in notes}, {}
    for path in sorted(p for p in files if p.startswith(P + "anchors/")):
        name = re.fullmatch("(" + HEX + r")(-[2-9])?\.(tsr|pem)", path[len(P) + 8:])
        if not name or name[1] not in by_digest or path[:-3] + "tsr" not in files: say("BAD", "anchor", path, "is about no checkpoint in this package (PK-10)")
        elif name[3] == "tsr":
            raw = by_digest[name[1]]
            seen = stamp(path, raw, ca)
            if seen is not None and notes[raw]: when[notes[raw]] = min(seen, when.get(notes[raw], seen))
    for digest in sorted(d for d in proven if lines.get(d, {"k": ""})["k"] == "seal"):
        heads = [(h["notebook"], h["size"], bytes.fromhex(h["root"])) for h in lines[digest]["x"]["heads"]]
        judge(all(roots.get(h[:2], h[2]) == h[2] for h in heads), "seal", digest, "quotes another root than a checkpoint here has (PK-11)")
        for head in heads:
            if proven[digest] in when and roots.get(head[:2]) == head[2]: when[head] = min(when[proven[digest]], when.get(head, 1 << 60))
    for head in sorted({n for n in notes.values() if n}):
        by = head in when and "existed by " + time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when[head]))
        if by: say("ok" if ca else "not-checked", "time", "%s@%d" % head[:2], by + ("" if ca else ", if the authority is to be trusted"))
        else: say("not-checked", "time", "%s@%d" % head[:2], "no time-stamp reaches this checkpoint")

# ---- items and facts
def table(path, check, begin):
    """Rows as dicts, or [] after saying what is wrong."""
    try: text, out = read(path).decode("utf-8"), io.StringIO()
    except ValueError: text = ""
    rows = list(csv.reader(io.StringIO(text[1:], newline=""))) or [[]]
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    cells = [[re.sub("^'", "", c) for c in r] for r in rows]
    guarded = [["'" + c if re.match("[-=+@\t\r']", c) else c for c in r] for r in cells]
    good = text == "\ufeff" + out.getvalue() and guarded == rows and cells[0][:len(begin)] == begin and len(set(cells[0])) == len(cells[0]) and {len(r) for r in cells} == {len(cells[0])}
    return [dict(zip(cells[0], r)) for r in cells[1:]] if judge(good, check, "table", "not the CSV of PK-12, or not its columns") else []

def at_path(value, path):
    for key in path.split("."):
        if isinstance(value, list): value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        else: value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else "" if value is None else jcs(value)

def disagree(row, line, citation=None):
    wrong = [c for c in row if re.fullmatch(r"[ektv]|x\..+", c) and row[c] != (at_path(line, c) if line else "")]
    return ", ".join(wrong + [c for c in row if c[:2] == "c." and citation is not None and row[c] != at_path(citation, c[2:])])

def tables(lines, proven):
    items, facts = table(TABLES[1], "items", "item,path,line,e,x.file.sha256,x.file.bytes".split(",")), table(TABLES[0], "facts", "fact,line,e,citation,item".split(","))
    by_id, paths, last = {r["item"]: r for r in items}, [r["path"] for r in items], ""
    for row in items:
        line, f = lines.get(row["line"]) if row["line"] in proven else None, files.get(row["path"])
        words = "is not in order, or listed twice" if row["item"] <= last or not re.fullmatch("[A-Z]{2,8}-[0-9]{6}", row["item"]) else ""
        words = words or (row["line"] and not (line and line["k"] == "source.received") and "has no proven source.received line") or disagree(row, line)
        native = row["path"].startswith("data/sources/{0}/{0}.".format(row["item"]))
        judge(not words and f and native == bool(row["line"]), "items", row["item"], words or "path and line do not fit (PK-15)")
        if line and f: judge((hash_of(row["path"]), f[2]) == (at_path(line, "x.file.sha256"), line["x"]["file"]["bytes"]), "source", row["path"], "is not the file its line states (PK-14)")
        last = row["item"]
    for path in sorted(p for p in files if p.startswith("data/sources/") and paths.count(p) != 1): say("BAD", "source", path, "is the path of no item, or of two (PK-15)")
    for path in sorted(p for p in files if p.startswith("data/text/") and p[10:-4] not in by_id): say("BAD", "items", path, "is the text of no item (PK-18)")
    due = {(d, "%03d" % n): c for d in proven if d in lines for n, c in enumerate(lines[d]["x"].get("citations") or [], 1)}
    order = [(r["fact"], r["citation"]) for r in facts]
    for n, row in enumerate(facts):
        citation, item = due.pop((row["line"], row["citation"]), None), by_id.get(row["item"])
        words = "cites what its line does not, or twice" if citation is None else disagree(row, lines[row["line"]], citation)
        if row["item"] and not words and (not item or (item["e"], item["x.file.sha256"]) != (citation.get("source"), citation.get("sha256"))): words = "names an item its citation does not"
        judge(not words and (n == 0 or order[n - 1] < order[n]), "facts", "%s/%s" % order[n], words or "is out of order (PK-16)")
    for digest, n in sorted(due): say("BAD", "facts", "%s/%s" % (digest, n), "a citation without a row (PK-16)")
    for row in table(TABLES[2], "withheld", ["what", "count", "reason"]): judge(row["count"].isdigit(), "withheld", row["what"], "count is no number (PK-17)")

def main(args):
    ca = args[1] if args[:1] == ["-CAfile"] and len(args) == 3 else None
    if len(args) != (3 if ca else 1) or not os.path.exists(args[-1]) or ca and not os.path.exists(ca): return print(__doc__, file=sys.stderr) or 2
    top, seen = tar(args[-1]) if os.path.isfile(args[-1]) else (folder(args[-1]), None)
    found, _ = ({}, {}), csv.field_size_limit(1 << 26)
    for name, step in (("bag", lambda: bag(top, seen)), ("proof", proofs), ("time", lambda: times(*found, ca)), ("items", lambda: tables(*found))):
        try: found = step() or found
        except Exception as error: say("BAD", name, "-", "so malformed that the check stopped: " + type(error).__name__)
    print("package digest\t%s\ncompare it with the covering letter\n%s" % (sha(read("tagmanifest-sha256.txt")).hex(), "%d checks are BAD" % len(bad) if bad else "nothing is BAD"))
    return 4 if bad else 0

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
