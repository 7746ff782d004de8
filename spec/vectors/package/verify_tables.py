"""The tables of a package against the lines they repeat   (spec/package.md PK-12 to PK-18; Apache-2.0)

Run by verify.py, which says what this finds. Needs Python 3.8 or later and nothing else."""
import collections, csv, io, json, re

ITEM_COLUMNS = ["item", "path", "line", "e", "x.file.sha256", "x.file.bytes"]
FACT_COLUMNS = ["fact", "line", "e", "citation", "item"]


def checks(files, hashes, lines):
    """Yields (good, check, subject, words where it is not good).

    files: path in the package to pathlib.Path. hashes: path to SHA-256. lines: digest to line, the proven."""
    items = yield from table(files, "items", ITEM_COLUMNS)
    yield from check_items(files, hashes, lines, items)
    facts = yield from table(files, "facts", FACT_COLUMNS)
    yield from check_facts(lines, {row["item"]: row for row in items}, facts)
    for row in (yield from table(files, "withheld", ["what", "count", "reason"])):
        yield re.fullmatch("[0-9]+", row["count"]), "withheld", row["what"], "count is no number (PK-17)"


def check_items(files, hashes, lines, items):
    last = ""
    for row in items:
        item, path, line = row["item"], row["path"], lines.get(row["line"])
        native = path.startswith(f"data/sources/{item}/{item}.")
        wrong = disagreeing(row, line)
        if item <= last or not re.fullmatch("[A-Z]{2,8}-[0-9]{6}", item):
            wrong = "is out of order, listed twice or misnamed (PK-14)"
        elif row["line"] and not (line and line["k"] == "source.received"):
            wrong = "has no proven source.received line (PK-14)"
        elif not wrong and (path not in files or native != bool(row["line"])):
            wrong = "path and line do not fit (PK-15)"
        yield not wrong, "items", item, wrong
        if line and path in files:
            stated = value_at(line, "x.file.sha256"), value_at(line, "x.file.bytes")
            fits = stated == (hashes[path], str(files[path].stat().st_size))
            yield fits, "source", path, "is not the file its line states (PK-14)"
        last = item
    named, uses = {row["item"] for row in items}, collections.Counter(row["path"] for row in items)
    for path in sorted(files):
        if path.startswith("data/sources/") and uses[path] != 1:
            yield False, "source", path, "is the path of no item, or of two (PK-15)"
        if path.startswith("data/text/") and path[len("data/text/") : -len(".txt")] not in named:
            yield False, "items", path, "is the text of no item (PK-18)"


def check_facts(lines, items, facts):
    due, last = {}, ("", "")
    for digest, line in lines.items():
        citations = line["x"].get("citations")
        for n, citation in enumerate(citations if isinstance(citations, list) else [], 1):
            due[digest, f"{n:03}"] = citation
    for row in facts:
        order, place = (row["fact"], row["citation"]), (row["line"], row["citation"])
        if place not in due:
            wrong = "cites what its line does not, or twice (PK-16)"
        else:
            citation, item = due.pop(place), items.get(row["item"])
            source = value_at(citation, "source"), value_at(citation, "sha256")
            wrong = disagreeing(row, lines[row["line"]], citation)
            if row["item"] and not (item and (item["e"], item["x.file.sha256"]) == source):
                wrong = wrong or "names an item its citation does not (PK-16)"
        if order <= last:
            wrong = wrong or "is out of order (PK-16)"
        yield not wrong, "facts", "/".join(order), wrong
        last = order
    for place in sorted(due):
        yield False, "facts", "/".join(place), "a citation without a row (PK-16)"


def disagreeing(row, line, citation=None):
    """The derived columns that do not repeat the line; without a line they must be empty (PK-13)."""
    wrong = []
    for column, value in row.items():
        if re.fullmatch(r"[ektv]|x\..+", column) and value != (value_at(line, column) if line else ""):
            wrong.append(column)
        if column.startswith("c.") and citation is not None and value != value_at(citation, column[2:]):
            wrong.append(column)
    return "differs from its line in " + ", ".join(wrong) if wrong else ""


def value_at(value, path):
    """What stands at a dotted path, as text (PK-13)."""
    for step in path.split("."):
        if isinstance(value, list) and re.fullmatch("[0-9]+", step) and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if value is None or isinstance(value, str): return value or ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def table(files, name, columns):
    """Yields the verdict on the form of a table (PK-12); returns its rows, guards taken off, by column."""
    csv.field_size_limit(1 << 26)
    try:
        text = files[f"data/{name}.csv"].read_bytes().decode("utf-8")
        read = csv.reader(io.StringIO(text[1:], newline=""))
        cells = [[re.sub("^'", "", cell) for cell in row] for row in read]
    except (KeyError, ValueError, csv.Error):
        text, cells = "", []
    header, *rows = cells or [[]]
    again = io.StringIO()  # written anew it must be the same bytes: there is one form
    guarded = [["'" + cell if re.match("[-=+@\t\r']", cell) else cell for cell in row] for row in cells]
    csv.writer(again, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(guarded)
    good = text == "\ufeff" + again.getvalue() and {len(row) for row in cells} == {len(header)}
    good = good and header[: len(columns)] == columns and len(set(header)) == len(header)
    yield good, name, "table", "not the CSV of PK-12, or not its columns"
    return [dict(zip(header, row)) for row in rows] if good else []
