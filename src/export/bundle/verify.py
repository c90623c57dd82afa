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
if __name__ == "__main__" and not sys.flags.isolated:
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
        self.files = set()
        self.known = {"SHA256SUMS", "VERIFY.md", "verify.py", "report.html"}  # of them: accounted for
        self.entries, self.leaves = [], []
        self.findings = 0

    def run(self):
        for step in (self.list, self.checkpoint, self.log, self.tiles, self.excerpts, self.contents,
                     self.report, self.folder_holds_nothing_else):
            before = self.findings
            try:
                print("checked ", visible(step()))
            except Exception as error:  # Whatever it is: a sound bundle gives no cause for any.
                self.wrong(error, step.__doc__.split(":")[0])
            if self.findings > before and step != self.list:
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

    def list(self):
        """SHA256SUMS: what is listed is there as it is listed, and all that is there is listed."""
        for place, folders, names in os.walk(self.folder):
            for name in folders + names:
                path = os.path.join(place, name)
                mode, path = os.lstat(path).st_mode, os.path.relpath(path, self.folder)
                path = path.replace(os.sep, "/")
                if not re.fullmatch("[A-Za-z0-9._/-]+", path) or os.path.islink(place):
                    self.wrong("has a name that nothing in a bundle has", path)
                elif stat.S_ISREG(mode):
                    self.files.add(path)
                elif not stat.S_ISDIR(mode):
                    self.wrong("is a link, or no file", path)
        found = [f"{sha256(self.read(path)).hex()}  {path}\n" for path in sorted(self.files)
                 if path != "SHA256SUMS"]
        self.known &= {"SHA256SUMS", "VERIFY.md", "verify.py", "report.html"}
        listed = self.read("SHA256SUMS").decode().splitlines(keepends=True)
        for line in sorted(set(found) - set(listed)):
            self.wrong("is there so, and is not listed so in SHA256SUMS", line[66:-1])
        for line in sorted(set(listed) - set(found)):
            self.wrong("is listed so in SHA256SUMS, and is not there so", line[66:-1])
        demand(self.findings or listed == found, "is not in the order of the paths")
        return f"{len(found)} files by SHA256SUMS"

    def checkpoint(self):
        """checkpoint: what the log says of itself (C2SP tlog-checkpoint), signed by its key."""
        self.log_key = Key(self.read("keys/log.vkey").decode().rstrip("\n"))
        demand(self.key in (None, self.log_key.vkey), "keys/log.vkey is not the key that you gave")
        self.size, self.root, others = read_checkpoint(self.read("checkpoint"), self.log_key)
        others = f" (not looked at: {others} more signatures)" if others else ""
        return f"the checkpoint of {self.size} entries, signed by {self.log_key.vkey}{others}"

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
                demand(entry["after"] in (after, {"root": tree.root().hex(), "size": index}),
                       "was recorded after another history")
                after = entry["after"]
                self.replay.entry(index, leaf.hex(), entry)
            except Exception as error:
                self.wrong(error, f"E{index}")
                raise Wrong(f"is not looked at from E{index} on") from None
            self.entries.append(data)
            self.leaves.append(leaf)
            tree.add(leaf)
            if time.monotonic() - told > 5:
                told = time.monotonic()
                left = (told - began) / tree.size * (self.size - tree.size)
                print(f"{tree.size} of {self.size} entries, {left:.0f} s to go", file=sys.stderr)
        demand(roll.log and roll.log.vkey == self.log_key.vkey, "E0 names another key than keys/log.vkey")
        demand(tree.root() == self.root, "has another root than the checkpoint says")
        self.expect("keys/reviewers.vkey", "".join(f"{key.vkey}\n" for key in roll.keys).encode(),
                    "is not what the entries say")
        if self.kept is not None:
            size, root, _ = read_checkpoint(self.kept, roll.log)
            demand(size <= self.size and Tree(self.leaves[:size]).root() == root, "does not extend the "
                   f"checkpoint of {size} entries that you kept: it is older, or was written anew")
            print(f"checked  that it extends the checkpoint of {size} entries that you kept")
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
            entry, checkpoint, proof = self.entries[index], self.read("checkpoint"), f"proofs/E{index}.tlog-proof"
            self.expect(f"entries/E{index}.note", entry, "is not the entry of the log")
            head, _, rest = self.read(proof).partition(b"\n\n")  # C2SP tlog-proof
            version, extra, position, *hashes = head.decode().split("\n")
            root = proven_root(self.leaves[index], index, self.size, [from_base64(h) for h in hashes])
            if (version, position, rest, root) != (
                    "c2sp.org/tlog-proof@v1", f"index {index}", checkpoint, self.root
                    ) or extra != "extra " + base64.b64encode(entry).decode():
                self.wrong("does not prove that the entry is in the log", proof)
        return f"{len(self.replay.evidence)} entries that verdicts rest on, and their proofs"

    def contents(self):
        """contents: the articles as they were read, and their texts."""
        for digest, length in self.replay.named.items():
            demand(len(self.content(digest)) == length, f"contents/{digest} has another length")
        return f"{len(self.replay.named)} contents by their hashes"

    def report(self):
        """report.json: all that it says follows from the entries, but when it was made."""
        found = read_json(self.read("report.json").decode())
        demand(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", found["made_at"]),
               "does not say when it was made")
        expected = self.replay.report(found["made_at"], {
            "origin": self.log_key.name, "entries": self.size, "last_entry": self.replay.last,
            "checkpoint": self.read("checkpoint").decode()})
        for path, here, there in differences(expected, found, ""):
            self.wrong(f"says {there}, where the log says {here}", "report.json at " + path)
        articles, claims = len(expected["articles"]), len(self.replay.claims)
        return f"report.json: {articles} articles and {claims} claims, as the entries have them"

    def folder_holds_nothing_else(self):
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
        quote, (line, column), (before, after) = text.quote(span), text.place(span), text.context(span)
        demand(sha256(quote.encode()).hex() == found["quote_sha256"], f"{id} is not what the article says there")
        self.recorded_in[id] = index
        self.claims[id] = {
            "id": id, "status": "unverified", "text": quote, "quote_sha256": found["quote_sha256"],
            "claimant": text.quote(claimant) if extractor and claimant else claimant,
            "article": {name: article[name] for name in ("id", "title", "origin", "sha256", "text_sha256")},
            "span": {**span, "line": line, "column": column}, "extractor": extractor, "stale": False,
            "conflict": False, "dismissed": False, "reviews": [], "created_at": act["at"],
            "recorded_by": article["imported_by"] if extractor else act["actor"],
            "updated_at": act["at"], "context": {"before": before, "after": after}, "history": []}

    def act(self, index, act, body):
        """A person did something to a claim. Here are the rules of judgement."""
        kind, claim = act["type"], self.claims[body["claim"]]
        demand(claim["quote_sha256"] == body["quote_sha256"], "is about other words than the claim's")
        claim["updated_at"] = act["at"]
        claim["history"].append(act)
        self.evidence |= {index, self.recorded_in[claim["id"]],
                          int(self.articles[claim["article"]["id"]]["entry"][1:])}
        if kind == "claim.reviewed":
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
        for claim in sorted(self.claims.values(), key=lambda c: (c["span"]["start"], c["span"]["end"])):
            articles[claim["article"]["id"]]["claims"].append(claim)
        for article in articles.values():
            article["counts"] = counts(article["claims"])
        pending = [claim["id"] for claim in self.claims.values()
                   if claim["status"] == "unverified" and not claim["dismissed"]]
        return {"format": "factledger-report", "version": 1, "made_at": made_at, "ledger": ledger,
                "counts": counts(self.claims.values()), "unverified": pending,
                "articles": list(articles.values())}

def counts(claims):
    all = ["dismissed" if claim["dismissed"] else claim["status"] for claim in claims]
    return {kind: all.count(kind) for kind in ("unverified", "disputed", "corroborated", "dismissed")}


class Text:
    """The canonical text of an article. Spans count its bytes, in UTF-8."""

    SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's White_Space

    def __init__(self, data):
        self.data, self.starts, self.paragraphs = data, [0], []
        self.starts += [end.end() for end in re.finditer(b"\r\n|\r|\n", data)]
        lines = []
        for start, end in zip(self.starts, self.starts[1:] + [len(data)]):
            line = data[start:end].decode()
            words = re.fullmatch(f"[{self.SPACE}]*(.*?)[{self.SPACE}]*", line, re.DOTALL)
            if words[1]:
                start += len(line[:words.start(1)].encode())
                lines.append((start, start + len(words[1].encode()), words[1]))
            if not words[1] or end == len(data):
                self.paragraphs += self.joined(lines)
                lines = []

    def joined(self, lines):
        """Each line is a paragraph, unless the lines were broken to fit a width: none could have
        taken the first word of the next one, and not each of them ends a sentence."""
        words = [words for _, _, words in lines]
        widest = max(map(len, words), default=0)
        fits = (len(line) + 1 + len(re.split(f"[{self.SPACE}]", following)[0]) <= widest
                for line, following in zip(words, words[1:]))
        if (len(lines) < 2 or not 40 <= widest <= 120 or any(fits)
                or all(line[-1] in '.!?…"”»)' for line in words[:-1])):
            return [(start, end) for start, end, _ in lines]
        return [(lines[0][0], lines[-1][1])]

    def quote(self, span):
        demand(0 <= span["start"] < span["end"] <= len(self.data), "has a span outside of the text")
        return self.data[span["start"]:span["end"]].decode()

    def place(self, span):
        """Line and column, from 1. Columns count characters."""
        line = bisect.bisect_right(self.starts, span["start"])
        return line, len(self.data[self.starts[line - 1]:span["start"]].decode()) + 1

    def context(self, span):
        """The rest of the paragraphs that it lies in, up to 600 characters on either side."""
        around = [(start, end) for start, end in self.paragraphs
                  if end > span["start"] and start < span["end"]] or [(span["start"], span["end"])]
        before = self.data[around[0][0]:span["start"]].decode()
        after = self.data[span["end"]:around[-1][1]].decode()
        return ("…" + before[-600:] if len(before) > 600 else before,
                after[:600] + "…" if len(after) > 600 else after)


def read_entry(text):
    """One line of canonical JSON (RFC 8785): what was signed could be written in one way only."""
    entry = read_json(text)
    demand(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n" == text, "is not canonical JSON")
    demand(sorted(entry) == ["actor", "after", "body", "id", "ts", "type", "v"] and entry["v"] == 1,
           "has not the members of an entry of version 1")
    return entry

def read_json(text):
    def members(pairs):
        demand(len(dict(pairs)) == len(pairs), "has a member twice")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))  # RFC 8785, 3.2.3
    return json.loads(text, object_pairs_hook=members)

NOTHING = object()

def differences(expected, found, path):
    """Where two values differ. For Python, True is 1; here it is not."""
    if type(expected) is type(found) is dict:
        for name in sorted(expected.keys() | found.keys()):
            yield from differences(expected.get(name, NOTHING), found.get(name, NOTHING), f"{path}.{name}")
    elif type(expected) is type(found) is list:
        for at in range(max(len(expected), len(found))):
            yield from differences(*((list[at:] or [NOTHING])[0] for list in (expected, found)), f"{path}[{at}]")
    elif type(expected) is not type(found) or expected != found:
        yield path, *("nothing" if it is NOTHING else ascii(it)[:80] for it in (expected, found))

def read_note(data):
    """A C2SP signed note: its text, and of each signature the key's name and id, and the rest."""
    text, gap, lines = data.decode().rpartition("\n\n")
    demand(gap and lines.endswith("\n") and not re.search(b"[\0-\t\v-\x1f]", data), "is no signed note")
    signatures = [re.fullmatch(r"— ([^\s+\x7f-\x9f]+) (\S+)", line) for line in lines[:-1].split("\n")]
    demand(all(signatures), "has a line that is no signature")
    blobs = [from_base64(line[2]) for line in signatures]
    return text + "\n", [(line[1], blob[:4], blob[4:]) for line, blob in zip(signatures, blobs)]

def read_checkpoint(data, key):
    """The size and the root, if `key` signed them, and how many others did."""
    text, signatures = read_note(data)
    origin, size, root, *rest = text.split("\n")
    demand(origin == key.name and rest == [""], "is not a checkpoint of this log")
    own = [signature for name, key_id, signature in signatures if (name, key_id) == (key.name, key.id)]
    demand(own and key.verifies(text, own[0]), "is not signed by the key of the log")
    demand(re.fullmatch("0|[1-9][0-9]*", size), "has no size")
    return int(size), from_base64(root), len(signatures) - len(own)

def tiles(level, count):
    """The paths of the tiles of a level, each with what it has of the level (C2SP tlog-tiles)."""
    for first in range(0, count, 256):
        end = min(first + 256, count)
        groups = re.findall("...", str(first // 256).rjust(18, "0"))
        while len(groups) > 1 and groups[0] == "000":
            del groups[0]
        name = "/x".join(groups)
        yield f"tile/{level}/{name}" + ("" if end - first == 256 else f".p/{end - first}"), first, end

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
    """A C2SP vkey, name+id+key: the id is a hash of the rest, the key a byte 1 and 32 of Ed25519."""

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
    try:
        key = open(given.key).read().strip() if given.key and os.path.exists(given.key) else given.key
        kept = open(given.checkpoint, "rb").read() if given.checkpoint else None
        os.listdir(given.bundle)
    except OSError as error:
        parser.error(str(error))
    sys.stdout.reconfigure(errors="backslashreplace")
    audit = Audit(given.bundle, key, kept)
    audit.run()
    if audit.findings:
        print(f"NOT SOUND: {audit.findings} findings")
        return 3
    print("sound: the report says what the entries say, and each is signed by the one it names")
    print("not proven, for no bundle can prove it of itself:")
    if not key:
        print("- that this is the key of the log: compare it with the one that was published (--key)")
    if not kept:
        print("- that this is the latest state, and that its owner did not write all of it anew: that "
              "takes a checkpoint kept elsewhere (--checkpoint)")
    print("- that clocks were right; and when the report was made is only said")
    print("- that report.html says what report.json says: `factledger verify` makes it again")
    return 0

if __name__ == "__main__":
    sys.exit(main())
