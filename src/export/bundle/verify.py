#!/usr/bin/env python3
"""Verify a bundle: a fact-check report with all that it rests on.

    python3 -I verify.py [BUNDLE] [--key VKEY] [--checkpoint FILE]

BUNDLE is the folder; without it, the one that this file lies in. --key is the key of the log as its
owner has published it, or a file with it. --checkpoint is a checkpoint of the log that was kept
elsewhere. Exit codes: 0 sound, 2 misused, 3 not sound.

It needs Python 3.9, reads the bundle, and writes nothing. It believes nothing that the bundle says
of itself: what follows from something else is made again and compared. Read it from the top: the
steps, whose signature counts, what the entries amount to, the formats, and last the arithmetic.
"""
import sys
if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]  # The bundle: no file in it shall pass for a part of Python.
import argparse, base64, bisect, functools, hashlib, json, os, re, stat, time

class Wrong(Exception):
    """Something is not as it must be."""

def demand(condition, what):
    if not condition:
        raise Wrong(what)

def sha256(data):
    return hashlib.sha256(data).digest()


class Audit:
    """The steps, in order. Each rests on those before it."""

    def __init__(self, folder, key, kept):
        self.folder, self.key, self.kept = folder, key, kept
        self.files, self.known = set(), set()  # all that there are, and those accounted for
        self.entries, self.leaves = [], []
        self.findings = 0

    def run(self):
        for step in (self.sums, self.checkpoint, self.log, self.kept_checkpoint, self.tiles,
                     self.excerpts, self.contents, self.report, self.rest):
            before, checked = self.findings, None
            try:
                checked = step()
            except Exception as error:  # Whatever it is: a sound bundle gives no cause for any.
                self.wrong(error, step.__doc__.split(":")[0])
            if checked and self.findings == before:
                print(visible("checked  " + checked))
            elif self.findings > before and step != self.sums:
                print("not checked: what rests on this")
                break

    def wrong(self, what, where):
        if isinstance(what, Exception) and not isinstance(what, Wrong):
            what = f"has not the form that it must have ({type(what).__name__}: {what})"
        self.findings += 1
        if self.findings <= 50:
            print(visible(f"WRONG {what}: {where}"))

    def read(self, path):
        self.known.add(path)
        demand(path in self.files, f"{path} is missing")
        with open(os.path.join(self.folder, path), "rb") as file:
            return file.read()

    def expect(self, path, content, what):
        if self.read(path) != content:
            self.wrong(what, path)

    def content(self, digest):
        """Bytes that an entry names by their hash."""
        data = self.read("contents/" + digest)
        demand(sha256(data).hex() == digest, f"contents/{digest} was changed")
        return data

    def sums(self):
        """SHA256SUMS: what is listed is there as it is listed, and all that is there is listed."""
        for place, folders, names in os.walk(self.folder):
            if not folders and not names:
                self.wrong("is an empty folder", os.path.relpath(place, self.folder))
            for path in (os.path.join(place, name) for name in folders + names):
                mode = os.lstat(path).st_mode
                path = os.path.relpath(path, self.folder).replace(os.sep, "/")
                if stat.S_ISREG(mode):
                    self.files.add(path)
                elif not stat.S_ISDIR(mode):
                    self.wrong("is a link, or no file", path)
        found = [f"{sha256(self.read(path)).hex()}  {path}\n" for path in sorted(self.files)
                 if path != "SHA256SUMS"]
        listed = self.read("SHA256SUMS").decode().splitlines(keepends=True)
        for path in sorted({line[66:-1] for line in set(found) ^ set(listed)}):
            is_listed = any(line[66:-1] == path for line in listed)
            self.wrong("is listed, and missing" if path not in self.files else
                       "is not as it is listed" if is_listed else "is not listed", path)
        demand(self.findings or listed == found, "is not in the order of the paths")
        self.known = {"SHA256SUMS", "VERIFY.md", "verify.py", "report.html"}  # the steps add theirs
        return f"{len(found)} files by SHA256SUMS"

    def checkpoint(self):
        """checkpoint: what the log says of itself (C2SP tlog-checkpoint), signed by its key."""
        self.log_key = Key(self.read("keys/log.vkey").decode()[:-1])
        self.expect("keys/log.vkey", f"{self.log_key.vkey}\n".encode(), "is not one line")
        demand(self.key in (None, self.log_key.vkey), "keys/log.vkey is not the key that you gave")
        self.size, self.root, others = read_checkpoint(self.read("checkpoint"), self.log_key)
        demand(not others, "checkpoint has signatures of others, which no ledger writes into it")
        return f"the checkpoint of {self.size} entries, signed by {self.log_key.vkey}"

    def log(self):
        """tile/entries: each entry's signature and its place in the history, and the tree."""
        self.replay, tree, roll, after, ids = Replay(self.content), Tree(), Roll(), None, set()
        began = told = time.monotonic()
        for data in self.read_entries():
            index, leaf = tree.size, sha256(b"\0" + data)  # RFC 9162, 2.1.1
            try:
                text, ((name, key_id, signature), *more) = read_note(data)
                entry = read_entry(text)
                demand(name == entry["actor"] and not more, "is not signed by its actor alone")
                signer = roll.signer(index, entry, key_id)
                demand(signer.id == key_id and signer.verifies(text, signature),
                       f"is not signed with {signer.vkey}")
                demand(entry["id"] not in ids, "has the id of an earlier one")
                ids.add(entry["id"])
                # Who signs an entry signs all that was there before it: each act, of one entry or
                # of several, names the tree that it found.
                demand(entry["after"] == after
                       or entry["after"] == {"root": tree.root().hex(), "size": index},
                       "was recorded after another history")
                after = entry["after"]
                self.replay.entry(index, leaf.hex(), entry)
            except Exception as error:
                self.wrong(error, f"E{index}")
                raise Wrong(f"the log is not looked at from E{index} on") from None
            self.entries.append(data)
            self.leaves.append(leaf)
            tree.add(leaf)
            if time.monotonic() - told > 5:
                told = time.monotonic()
                left = (told - began) / tree.size * (self.size - tree.size)
                print(f"{tree.size} of {self.size} entries, {left:.0f} s to go", file=sys.stderr)
        demand(roll.log, "there is no entry")
        demand(roll.log.vkey == self.log_key.vkey, "E0 names another key than keys/log.vkey")
        demand(tree.root() == self.root, "the entries have another root than the checkpoint says")
        named = "".join(f"{key.vkey}\n" for key in roll.keys)
        self.expect("keys/reviewers.vkey", named.encode(), "is not what the entries say")
        return f"{tree.size} entries, their signatures by {len(roll.keys)} keys, and their tree"

    def read_entries(self):
        """C2SP tlog-tiles: up to 256 entries in a file, each after its length in two bytes."""
        for path, first, end in tiles("entries", self.size):
            data, at, count = self.read(path), 0, 0
            while at < len(data):
                at, start = at + 2 + int.from_bytes(data[at:at + 2], "big"), at + 2
                demand(at <= len(data), f"{path} is cut off")
                yield data[start:at]
                count += 1
            demand(count == end - first, f"{path} has {count} entries")

    def kept_checkpoint(self):
        """the checkpoint that you kept: this log extends it."""
        if self.kept is None:
            return None
        size, root, _ = read_checkpoint(self.kept, self.log_key)
        demand(size <= self.size, f"has {size} entries, and this log is older: {self.size}")
        demand(Tree(self.leaves[:size]).root() == root, "is of another history than this")
        return f"that this log extends the checkpoint of {size} entries that you kept"

    def tiles(self):
        """tile: the hashes of the tree; level 0 has the leaves, the next the roots of each 256."""
        hashes, level, count = self.leaves, 0, 0
        while hashes:
            for path, first, end in tiles(level, len(hashes)):
                self.expect(path, b"".join(hashes[first:end]), "does not follow from the entries")
                count += 1
            full, level = range(0, len(hashes) - 255, 256), level + 1
            hashes = [Tree(hashes[first:first + 256]).root() for first in full]
        return f"{count} tiles of hashes"

    def excerpts(self):
        """entries, proofs: the entries that verdicts rest on, and that each is in the log."""
        for index in sorted(self.replay.evidence):
            entry, path = self.entries[index], f"proofs/E{index}.tlog-proof"
            self.expect(f"entries/E{index}.note", entry, "is not the entry of the log")
            head, _, checkpoint = self.read(path).partition(b"\n\n")  # C2SP tlog-proof
            lines = head.decode().split("\n")
            hashes = [from_base64(line) for line in lines[3:]]
            extra = "extra " + base64.b64encode(entry).decode()
            if (lines[:3] != ["c2sp.org/tlog-proof@v1", extra, f"index {index}"]
                    or proven_root(self.leaves[index], index, self.size, hashes) != self.root
                    or checkpoint != self.read("checkpoint")):
                self.wrong("does not prove that the entry is in the log", path)
        return f"{len(self.replay.evidence)} entries that verdicts rest on, and their proofs"

    def contents(self):
        """contents: the articles as they were read, and their texts."""
        for digest, length in self.replay.named.items():
            demand(len(self.content(digest)) == length, f"contents/{digest} has another length")
        return f"{len(self.replay.named)} contents by their hashes"

    def report(self):
        """report.json: all that it says follows from the entries, but when it was made."""
        found = read_json(self.read("report.json").decode())
        moment = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
        demand(re.fullmatch(moment, found["made_at"]), "does not say when it was made")
        expected = self.replay.report(found["made_at"], {
            "origin": self.log_key.name, "entries": self.size, "last_entry": self.replay.last,
            "checkpoint": self.read("checkpoint").decode()})
        ours, theirs = dict(leaves(expected)), dict(leaves(found))
        for path in [*ours, *(path for path in theirs if path not in ours)]:
            one, other = ours.get(path, "nothing"), theirs.get(path, "nothing")
            if one != other:
                self.wrong(f"says {other[:80]}, and the log {one[:80]}", "report.json at " + path)
        articles, claims = len(expected["articles"]), len(self.replay.claims)
        return f"report.json: {articles} articles and {claims} claims, as the entries have them"

    def rest(self):
        """the folder: it has all that it must have, and nothing more."""
        for path in sorted(self.files ^ self.known):
            self.wrong("is no part of a bundle" if path in self.files else "is missing", path)
        return "that nothing is missing, and nothing more is there"


class Roll:
    """Whose signatures count, at the point of the log that one has come to."""

    def __init__(self):
        self.log, self.keys, self.revoked = None, [], set()

    def signer(self, index, entry, key_id):
        """The key that must have signed this entry. What the entry says of keys is taken down."""
        kind, body, log = entry["type"], entry["body"], entry["actor"].rpartition("/")[0]
        demand((kind == "ledger.created") == (index == 0), "is not what a log begins with")
        if index == 0:  # The founder signs it, and joins with the next entry, like everybody.
            self.log = Key(body["log"], log)
            return Key(body["founder"], entry["actor"])
        demand(self.log.name == log, "is an entry of another log")
        if kind == "reviewer.added":
            new = Key(body["key"], f"{log}/{body['name']}")
            earlier = [key.vkey in self.revoked for key in self.keys if key.name == new.name]
            joins = (new.name, new.id) == (entry["actor"], key_id)
            # Who joins signs with the new key. Who had a key, which is revoked, is given another by
            # somebody else.
            demand(not earlier or not joins and all(earlier) and new.vkey not in self.revoked,
                   "adds a key to one who has, or had, one")
            signer = new if joins else self.find(entry["actor"], key_id)
            self.keys.append(new)
            return signer
        signer = self.find(entry["actor"], key_id)
        if kind == "reviewer.revoked":
            revoked = Key(body["key"], f"{log}/{body['name']}")
            self.revoked.add(self.find(revoked.name, revoked.id).vkey)
        return signer

    def find(self, name, key_id):
        key = next((key for key in self.keys if (key.name, key.id) == (name, key_id)), None)
        demand(key, "needs a key that the log did not know then")
        demand(key.vkey not in self.revoked, "needs a key that was revoked before")
        return key


class Replay:
    """What the entries amount to: the members of the report."""

    def __init__(self, content):
        self.content, self.last = content, None
        self.articles, self.claims, self.recorded_in = {}, {}, {}  # by id
        self.named = {}  # the contents: hash and length
        self.evidence = {0}  # the entries that verdicts rest on

    def entry(self, index, leaf, entry):
        kind, body = entry["type"], entry["body"]
        act = {"id": f"E{index}", "at": entry["ts"], "actor": entry["actor"].rpartition("/")[2],
               "type": kind, "body": body, "uuid": entry["id"], "sha256": leaf}
        self.last = {name: act[name] for name in ("id", "at", "sha256")}
        if kind.startswith("reviewer."):
            self.evidence.add(index)
        elif kind == "article.imported":
            self.article(act, body, body["revision"])
        elif kind == "claims.extracted":
            for found in body["claims"]:
                self.claim(index, act, found, {**body["extractor"], "score": found["score"]})
        elif kind == "claim.added":
            self.claim(index, act, body, None)
            self.act(index, act, body)
        elif kind in ("claim.reviewed", "claim.dismissed", "claim.restored", "note.added"):
            self.act(index, act, body)
        # What only a later version knows of is passed over.

    def article(self, act, body, revision):
        demand(body["article"] == f"A{len(self.articles) + 1}", "its article is not the next")
        self.named[revision["raw_sha256"]] = revision["raw_bytes"]
        self.named[revision["text_sha256"]] = revision["text_bytes"]
        self.articles[body["article"]] = {
            "id": body["article"], "title": body.get("title"), "origin": body["origin"],
            "byline": body.get("byline"), "published": body.get("published"),
            "language": body.get("language"), "reader": revision["reader"],
            "encoding": revision["encoding"], "bytes": revision["raw_bytes"],
            "sha256": revision["raw_sha256"], "text_bytes": revision["text_bytes"],
            "text_sha256": revision["text_sha256"], "imported_at": act["at"],
            "imported_by": act["actor"], "entry": act["id"]}

    @functools.lru_cache(maxsize=1)
    def text(self, digest):
        return Text(self.content(digest))

    def claim(self, index, act, found, extractor):
        """A claim was found by an extractor, or else added by a person."""
        article, id, span = self.articles[act["body"]["article"]], found["claim"], found["span"]
        demand(article["text_sha256"] == act["body"]["text_sha256"], "is about another text")
        demand(id == f"C{len(self.claims) + 1}", "its claim is not the next")
        text, claimant = self.text(article["text_sha256"]), found.get("claimant")
        quote, (line, column) = text.quote(span), text.place(span)
        before, after = text.context(span)
        demand(sha256(quote.encode()).hex() == found["quote_sha256"], f"{id} says something else")
        members = ("id", "title", "origin", "sha256", "text_sha256")
        self.recorded_in[id] = index
        self.claims[id] = {
            "id": id, "status": "unverified", "text": quote, "quote_sha256": found["quote_sha256"],
            "claimant": text.quote(claimant) if extractor and claimant else claimant,
            "claimant_span": claimant if extractor else None,
            "article": {name: article[name] for name in members},
            "span": {**span, "line": line, "column": column}, "extractor": extractor,
            # Where the document is its text, byte for byte, both have the same place.
            "raw_span": span if article["sha256"] == article["text_sha256"]
                        else found.get("raw_span"),
            "stale": False, "conflict": False, "dismissed": False, "reviews": [],
            "created_at": act["at"], "updated_at": act["at"],
            "recorded_by": article["imported_by"] if extractor else act["actor"],
            "context": {"before": before, "after": after}, "history": []}

    def act(self, index, act, body):
        """A person did something to a claim. Here are the rules of judgement."""
        kind, claim = act["type"], self.claims[body["claim"]]
        demand(claim["quote_sha256"] == body["quote_sha256"], "is about other words than its claim")
        claim["updated_at"] = act["at"]
        claim["history"].append(act)
        self.evidence |= {index, self.recorded_in[claim["id"]],
                          int(self.articles[claim["article"]["id"]]["entry"][1:])}
        if kind == "claim.reviewed":
            demand(body["status"] in STATUSES, "has no verdict")
            claim["reviews"].append({"reviewer": act["actor"], "status": body["status"],
                                     "note": body.get("note"), "at": act["at"], "entry": act["id"]})
            # Of each reviewer the latest review counts. Where all agree, that is the verdict; where
            # they disagree, the verdict that stood goes on standing, in conflict.
            latest = {review["reviewer"]: review["status"] for review in claim["reviews"]}
            claim["conflict"] = len(set(latest.values())) > 1
            if not claim["conflict"]:
                claim["status"] = body["status"]
        elif kind in ("claim.dismissed", "claim.restored"):
            claim["dismissed"] = kind == "claim.dismissed"

    def report(self, made_at, ledger):
        articles = {id: {**article, "claims": []} for id, article in self.articles.items()}
        place = lambda claim: (claim["span"]["start"], claim["span"]["end"])
        for claim in sorted(self.claims.values(), key=place):
            articles[claim["article"]["id"]]["claims"].append(claim)
        for article in articles.values():
            article["counts"] = counts(article["claims"])
        pending = [claim["id"] for claim in self.claims.values()
                   if claim["status"] == "unverified" and not claim["dismissed"]]
        return {"format": "factledger-report", "version": 1, "made_at": made_at, "ledger": ledger,
                "counts": counts(self.claims.values()), "unverified": pending,
                "articles": list(articles.values())}

STATUSES = ("unverified", "disputed", "corroborated")

def counts(claims):
    kinds = ["dismissed" if claim["dismissed"] else claim["status"] for claim in claims]
    return {kind: kinds.count(kind) for kind in (*STATUSES, "dismissed")}


class Text:
    """The canonical text of an article. Spans count its bytes, in UTF-8."""

    SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007" \
            "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's White_Space

    def __init__(self, data):
        self.last = (0, 0, 1)  # the line, byte and column that were asked for last
        self.data, self.starts = data, [0]  # of the lines, which end at LF, CRLF, or CR
        self.starts += [end.end() for end in re.finditer(b"\r\n|\r|\n", data)]
        self.begins, self.ends, lines = [], [], []  # of the paragraphs; a blank line ends one
        for start, end in zip(self.starts, self.starts[1:] + [len(data)]):
            line = data[start:end].decode()
            words = line.strip(self.SPACE)
            if words:
                start += len(line[:line.index(words)].encode())
                lines.append((start, start + len(words.encode()), words))
            if not words or end == len(data):
                self.add_paragraphs(lines)
                lines = []

    def add_paragraphs(self, lines):
        """Each line is one, unless the lines were broken to fit a width: none could have taken the
        first word of the next one, and not each of them ends a sentence."""
        words = [words for _, _, words in lines]
        widest = max(map(len, words), default=0)
        first = re.compile(f"[^{self.SPACE}]+")
        could = (len(line) + 1 + len(first.match(following)[0]) <= widest
                 for line, following in zip(words, words[1:]))
        if (len(lines) > 1 and 40 <= widest <= 120 and not any(could)
                and not all(line[-1] in '.!?…"”»)' for line in words[:-1])):
            lines = [(lines[0][0], lines[-1][1], None)]
        self.begins += [start for start, _, _ in lines]
        self.ends += [end for _, end, _ in lines]

    def quote(self, span):
        demand(0 <= span["start"] < span["end"] <= len(self.data), "has a span outside of the text")
        return self.data[span["start"]:span["end"]].decode()

    def place(self, span):
        """Line and column, from 1. Columns count characters."""
        start, line = span["start"], bisect.bisect_right(self.starts, span["start"])
        if self.last[0] != line or self.last[1] > start:
            self.last = (line, self.starts[line - 1], 1)
        # Most claims follow one another: on from the last one, or a long line takes for ever.
        column = self.last[2] + len(self.data[self.last[1]:start].decode())
        self.last = (line, start, column)
        return line, column

    def context(self, span):
        """The rest of the paragraphs that it lies in, up to 600 characters on either side."""
        first = bisect.bisect_right(self.ends, span["start"])
        last = bisect.bisect_left(self.begins, span["end"])
        begin, end = span["start"], span["end"]
        if first < last:
            begin, end = self.begins[first], self.ends[last - 1]
        # No character has more than 4 bytes; the 601st tells that there are more.
        cut = max(begin, span["start"] - 4 * 601)
        before = self.data[cut:span["start"]].decode(errors="ignore" if cut > begin else "strict")
        after = self.data[span["end"]:min(end, span["end"] + 4 * 601)].decode(errors="ignore")
        return ("…" + before[-600:] if len(before) > 600 else before,
                after[:600] + "…" if len(after) > 600 else after)


def read_entry(text):
    """One line of canonical JSON (RFC 8785): what was signed could be written in one way only."""
    entry = read_json(text)
    again = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    demand(again == text, "is not canonical JSON")
    demand(sorted(entry) == ["actor", "after", "body", "id", "ts", "type", "v"]
           and (type(entry["v"]), entry["v"]) == (int, 1),
           "has not the members of an entry of version 1")
    return entry

def read_json(text):
    def members(pairs):
        demand(len(dict(pairs)) == len(pairs), "has a member twice")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))  # RFC 8785, 3.2.3
    def no_number(text):
        raise Wrong(f"has {text} in it, which is not JSON")
    return json.loads(text, object_pairs_hook=members, parse_constant=no_number)

def leaves(value, path="$"):
    """What stands where in a value of JSON, and each thing as JSON: True is not 1 then."""
    if isinstance(value, (dict, list)) and value:
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, f"{path}[{json.dumps(name)}]")
    else:
        yield path, json.dumps(value)

def read_note(data):
    """A C2SP signed note: its text, and of each signature the key's name and id, and the rest."""
    demand(not re.search(b"[\0-\t\v-\x1f]", data), "has a control character in it")
    text, gap, lines = data.decode().rpartition("\n\n")
    demand(gap and lines.endswith("\n"), "is no signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = re.fullmatch(r"— ([^\s+\x7f-\x9f]+) (\S+)", line)
        demand(parts, "has a line that is no signature")
        blob = from_base64(parts[2])
        signatures.append((parts[1], blob[:4], blob[4:]))
    return text + "\n", signatures

def read_checkpoint(data, key):
    """The size and the root, if `key` signed them, and how many others did."""
    text, signatures = read_note(data)
    origin, size, root, *rest = text.split("\n")
    demand(origin == key.name and rest == [""], "is not a checkpoint of this log")
    own = [rest for name, key_id, rest in signatures if (name, key_id) == (key.name, key.id)]
    demand(own and key.verifies(text, own[0]), "is not signed by the key of the log")
    demand(re.fullmatch("0|[1-9][0-9]*", size), "has no size")
    return int(size), from_base64(root), len(signatures) - len(own)

def tiles(level, count):
    """The paths of the tiles of a level (C2SP tlog-tiles), and which part of it each has."""
    for first in range(0, count, 256):
        end = min(first + 256, count)
        digits = str(first // 256)
        groups = re.findall("...", digits.zfill(len(digits) + -len(digits) % 3))
        place = "".join(f"x{group}/" for group in groups[:-1]) + groups[-1]
        width = "" if end - first == 256 else f".p/{end - first}"
        yield f"tile/{level}/{place}{width}", first, end

class Tree:
    """The Merkle tree of RFC 9162, 2.1, as the roots of the full trees that it is made of."""

    def __init__(self, leaves=()):
        self.size, self.peaks = 0, []
        for leaf in leaves:
            self.add(leaf)

    def add(self, peak):
        same = self.size
        while same % 2:
            peak, same = node(self.peaks.pop(), peak), same // 2
        self.peaks.append(peak)
        self.size += 1

    def root(self):
        *peaks, root = self.peaks or [sha256(b"")]
        for peak in reversed(peaks):
            root = node(peak, root)
        return root

def node(left, right):
    return sha256(b"\1" + left + right)

def proven_root(leaf, index, size, proof):
    """RFC 9162, 2.1.3.2, by its letters: the root that this inclusion proof leads to."""
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0 or len(p) != 32:
            return None
        if fn % 2 or fn == sn:
            r = node(p, r)
            while fn and not fn % 2:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None

def from_base64(text):
    """RFC 4648, 4. One value has one spelling."""
    data = base64.b64decode(text, validate=True)
    demand(base64.b64encode(data).decode() == text, "has base64 in an odd spelling")
    return data


class Key:
    """A C2SP vkey, name+id+key: the id hashes the rest; the key is a byte 1 and 32 of Ed25519."""

    def __init__(self, vkey, name=None):
        self.vkey, (self.name, key_id, key) = vkey, vkey.split("+", 2)
        key = from_base64(key)
        self.public, self.id = key[1:], sha256(self.name.encode() + b"\n" + key)[:4]
        demand(re.fullmatch(r"[^\s\x00-\x1f\x7f-\x9f]+", self.name) and key_id == self.id.hex()
               and key[:1] == b"\1" and len(key) == 33, "names no key")
        demand(name in (None, self.name), "names a key of another name")
        self.point = decode(self.public)
        demand(not is_weak(self.point), "names a key for which anybody could sign")

    def verifies(self, text, signature):
        """RFC 8032, 5.1.7, strictly: one spelling of each number and point, none of small order."""
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        if len(signature) != 64 or s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(r + self.public + text.encode()).digest(), "little") % L
        x, y, z, t = self.point
        point = add(times(s, BASE), times(k, (P - x, y, z, P - t)))
        return encode(point) == r and not is_weak(point)

# Ed25519 (RFC 8032, 5.1). A point is (X, Y, Z, T), where x = X/Z, y = Y/Z and xy = T/Z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ZERO = (0, 1, 1, 0)

def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b, c, d = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * D * t1 * t2, 2 * z1 * z2
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P

@functools.lru_cache(maxsize=64)
def multiples(point):
    """Of each power of 16 the first 15 multiples. A key signs often, and this is made once."""
    rows = []
    for _ in range(64):
        row = [ZERO]
        for _ in range(15):
            row.append(add(row[-1], point))
        rows.append(row)
        point = add(row[-1], point)
    return rows

def times(number, point):
    sum = ZERO
    for row in multiples(point):
        sum, number = add(sum, row[number % 16]), number // 16
    return sum

def is_weak(point):
    """Whether it is one of the eight points of small order."""
    for _ in range(3):
        point = add(point, point)
    return point[0] == 0

def encode(point):
    x, y = (value * pow(point[2], -1, P) % P for value in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")

def decode(data):
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x % 2 != data[31] >> 7:
        x = P - x
    point = (x, y, 1, x * y % P)
    demand(x * x % P == square and encode(point) == data, "names no point of the curve")
    return point

BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def visible(text):
    """Foreign text, in which what hides, or would act on a terminal, is written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

def main():
    parser = argparse.ArgumentParser(description="Verify a bundle of factledger.")
    parser.add_argument("bundle", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--key", help="the key of the log (a C2SP vkey), or a file with it")
    parser.add_argument("--checkpoint", help="a file with a checkpoint that was kept elsewhere")
    given = parser.parse_args()
    key, kept = given.key, None
    try:
        if key and os.path.exists(key):
            with open(key, encoding="utf-8") as file:
                key = file.read().strip()
        if given.checkpoint:
            with open(given.checkpoint, "rb") as file:
                kept = file.read()
        os.listdir(given.bundle)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    sys.stdout.reconfigure(errors="backslashreplace")
    audit = Audit(given.bundle, key, kept)
    audit.run()
    if audit.findings:
        print(f"NOT SOUND: {audit.findings} finding{'s' * (audit.findings > 1)}")
        return 3
    print("sound: the report says what the entries say, and who they name has signed each of them")
    print("No bundle can prove of itself, and this one does not:")
    if not key:
        print("- that this is the key of the log: compare it with the published one (--key)")
    print("- that this is the latest state, and that whoever has the keys did not write it all anew"
          + (" since the checkpoint that you kept" if kept else
             ":\n  that takes a checkpoint kept elsewhere (--checkpoint)"))
    print("- that the clocks were right: also when the report was made is only said")
    print("- that report.html says what report.json says: `factledger verify` makes both again")
    return 0

if __name__ == "__main__":
    sys.exit(main())
