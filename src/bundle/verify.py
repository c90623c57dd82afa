#!/usr/bin/env python3
"""Verify a bundle: a fact-check report with everything it rests on.

    python3 -I verify.py [BUNDLE] [--key VKEY] [--checkpoint FILE]
    python3 -I verify.py PROOF --key VKEY [--reviewers FILE]

BUNDLE is the folder; the default is the folder of this file. --key is the key of the log as its
owner published it, or a file that contains it. --checkpoint is a checkpoint of the log that was
kept elsewhere. PROOF is a file that proves that one entry is in the log; --reviewers are the keys of
the reviewers, one a line. Exit codes: 0 sound, 2 wrong usage, 3 not sound.

It needs only Python 3.9 or later, and it only reads the bundle. It trusts nothing that the bundle
says: everything that can be computed is computed again and compared. A bad entry is named and has
no effect, and checking continues. Data too large for memory goes into a temporary database, which
the system removes when this program ends, even if it crashes.

Read it from the top: the steps, the valid keys, the state that the entries lead to, the report, the
texts, the form of an entry, the other formats, and last the arithmetic of the signatures.
"""
import sys
if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]  # The bundle: no file in it may pass for a Python module.
import argparse, array, base64, bisect, codecs, functools, hashlib, json, os, re, sqlite3, stat
import time, unicodedata

class Wrong(Exception):
    """Something is wrong. The message is a sentence without its subject, a file or an entry."""

    def __init__(self, what, path=None):
        super().__init__(what)
        self.path = path  # if it is not the file being checked

class Refused(Wrong):
    """An act breaks the rules of judgement."""

    def __init__(self, rule, why):
        super().__init__(f"breaks the rules of judgement: {why}")
        self.rule = rule

def demand(condition, what, path=None):
    if not condition:
        raise Wrong(what, path)

def sha256(data):
    return hashlib.sha256(data).digest()

def scratch(tables):
    """An empty database in an unnamed temporary file, with little of it in memory."""
    database = sqlite3.connect("", isolation_level=None)
    database.executescript("PRAGMA temp_store=FILE; PRAGMA cache_size=-16000; "
                           "PRAGMA journal_mode=OFF; BEGIN;" + tables)
    return database


class Audit:
    """The steps, in order. Each relies on the ones before it."""

    SUMS, NOTE = "SHA256SUMS", "SHA256SUMS.note"

    def __init__(self, folder, key, kept):
        self.folder, self.key, self.kept = os.fsencode(folder), key, kept
        self.findings, self.log_key, self.stand_ins = 0, None, {}
        # Each listed file, whether it exists, and whether a step has checked it.
        self.files = scratch("""CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT,
                                is_there INT DEFAULT 0, is_known INT DEFAULT 0) WITHOUT ROWID;""")

    def run(self):
        for step in (self.note, self.sums, self.checkpoint, self.words, self.log, self.tiles,
                     self.excerpts, self.report, self.rest):
            before, checked, name = self.findings, None, step.__doc__.split(":")[0]
            try:
                checked = step()
            except Exception as error:  # Any error: a sound bundle causes none.
                self.wrong(error, name, is_last=step != self.note)
                if step != self.note:
                    print(f"not checked: anything that depends on {name}")
                    break
            if checked and self.findings == before:
                print(visible("checked  " + checked))
            sys.stdout.flush()

    def wrong(self, what, where, is_last=False):
        """Print a finding about a file or an entry, or about the path that `what` names."""
        where = getattr(what, "path", None) or where
        if isinstance(what, Exception) and not isinstance(what, Wrong):
            what = f"does not have the required form ({type(what).__name__}: {what})"
        self.findings += 1
        if self.findings <= 50 or is_last:
            where = where if where.startswith("the ") else f"`{where[:500]}`"
            print(visible(f"WRONG {where} {str(what)[:500]}"))

    def open(self, path):
        """Open a plain file. Do not follow links, and do not block on pipes."""
        flags = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
        place = os.path.join(self.folder, *path.encode().split(b"/"))
        file = os.fdopen(os.open(place, os.O_RDONLY | flags), "rb", 1 << 20)
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes(path):
            file.close()
            raise Wrong("is not a plain file, or is too large", path)
        return file

    def known(self, path):
        """Mark a file as checked, and open it."""
        found = self.files.execute("UPDATE files SET is_known = 1 WHERE path = ? AND is_there",
                                   [path]).rowcount
        demand(found or path in (self.SUMS, self.NOTE, "keys/log.vkey"), "is missing", path)
        try:
            return self.open(path)
        except FileNotFoundError:
            raise Wrong("is missing", path) from None

    def read(self, path):
        with self.known(path) as file:
            return file.read()

    def expect(self, path, pieces, what):
        """Check that the file has exactly these bytes. Report the first difference."""
        line, expected, found = 1, b"", b""
        with self.known(path) as file:
            for expected in pieces:
                found = file.read(len(expected))
                if found != expected:
                    break
                line += expected.count(b"\n")
            else:
                expected, found = b"", file.read(100)
        if found == expected:
            return True
        at = len(os.path.commonprefix([expected, found]))
        line += expected.count(b"\n", 0, at)
        start = max(expected.rfind(b",", 0, at) + 1, expected.rfind(b"\n", 0, at) + 1, at - 60)
        ours, theirs = (text[start:at + 40].decode(errors="replace") for text in (expected, found))
        self.wrong(f"{what}: line {line} has {theirs!r} instead of {ours!r}", path)
        return False

    def content(self, digest):
        """The bytes with this hash, which an entry names. None: a later entry withholds them."""
        if not self.files.execute("SELECT 1 FROM files WHERE path = ? AND is_there",
                                  ["contents/" + digest]).fetchone() and digest in self.withheld:
            return None
        data = self.read("contents/" + digest)
        demand(sha256(data).hex() == digest, "was changed", f"contents/{digest}")
        return data

    def note(self):
        """SHA256SUMS.note: the log's key signed SHA256SUMS, and so every file."""
        self.log_key = key = Key(self.read("keys/log.vkey").decode()[:-1])
        # The log shows later whether an earlier key of it vouches for this one.
        demand(not self.key or key.name == Key(self.key).name,
               f"is not signed by {self.key} alone")
        text, signatures = read_note(self.read(self.NOTE))
        demand(len(signatures) == 1 and signed_by(key, text, signatures),
               f"is not signed by {key.vkey} alone")
        with self.known(self.SUMS) as file:
            digest = hash_of(file)
        demand(text == f"factledger bundle v1\n{key.name}\nsha256 {digest}\n",
               "is not about this SHA256SUMS")
        return f"that SHA256SUMS is signed by {key.vkey}"

    def sums(self):
        """SHA256SUMS: the files in the folder are exactly those listed, with the same hashes."""
        with self.known(self.SUMS) as file:
            last = b""
            for line in iter(lambda: file.readline(2000), b""):
                parts = re.fullmatch(rb"([0-9a-f]{64})  ([^\0\n]+)\n", line)
                demand(parts and parts[2] > last, "is not a list of hashes, sorted by path")
                last = parts[2]
                self.files.execute("INSERT INTO files (path, sha256) VALUES (?, ?)",
                                   (last.decode(), parts[1].decode()))
        folders, count = [""], 0
        while folders:
            folder = folders.pop()
            is_empty = True
            with os.scandir(os.path.join(self.folder, folder.encode())) as found:
                for file in found:
                    name = folder + file.name.decode(errors="backslashreplace")
                    mode = file.stat(follow_symlinks=False).st_mode
                    if stat.S_ISREG(mode) and STREWN.fullmatch(name.rpartition("/")[2]):
                        print(visible(f"not of the bundle, and not checked: {name}"))
                        continue
                    is_empty = False
                    if stat.S_ISDIR(mode) and name.count("/") < 16:
                        folders.append(name + "/")
                    elif not stat.S_ISREG(mode):
                        self.wrong("is a link, or is not a file", name)
                    elif name not in (self.SUMS, self.NOTE):
                        self.is_listed(name)
                        count += 1
                    demand(self.findings < 1000, "is not checked further: too many findings")
            if is_empty:
                self.wrong("is an empty folder", folder)
        for path, in self.files.execute("SELECT path FROM files WHERE NOT is_there ORDER BY path"):
            self.wrong("is listed, but missing", path)
        # Only the signature of the log's key covers these. The steps add the files that they check.
        for path in ("VERIFY.md", "verify.py", "report.html"):
            try:
                self.known(path).close()
            except (OSError, Wrong) as error:
                self.wrong(error, path)
        return f"{count} files by SHA256SUMS"

    def is_listed(self, path):
        listed = self.files.execute("SELECT sha256 FROM files WHERE path = ?", [path]).fetchone()
        if not listed:
            return self.wrong("is not listed", path)
        self.files.execute("UPDATE files SET is_there = 1 WHERE path = ?", [path])
        try:
            with self.open(path) as file:
                demand(hash_of(file) == listed[0], "does not have the listed hash")
        except (OSError, Wrong) as error:
            self.wrong(error, path)

    def checkpoint(self):
        """checkpoint: the state of the log (C2SP tlog-checkpoint), signed by its key."""
        demand(self.log_key, "is not a key", "keys/log.vkey")
        self.expect("keys/log.vkey", [f"{self.log_key.vkey}\n".encode()], "is not just a key")
        self.size, self.root, is_alone = read_checkpoint(self.read("checkpoint"), self.log_key)
        demand(is_alone, "contains more than a ledger writes into it")
        # Which key must have signed it, the log shows.
        self.kept_size = None if self.kept is None else size_of(self.kept)
        self.kept_root = None
        return f"the checkpoint of {self.size} entries, signed by {self.log_key.vkey}"

    def words(self):
        """words.jsonl: what people wrote, under the hashes that the entries have of it."""
        self.written = scratch("""CREATE TABLE words (sha256 TEXT PRIMARY KEY, text TEXT)
                                  WITHOUT ROWID;""")
        if not self.files.execute("SELECT 1 FROM files WHERE path = 'words.jsonl' "
                                  "AND is_there").fetchone():
            return None
        last, count = "", 0
        with self.known("words.jsonl") as file:
            for count, line in enumerate(iter(lambda: file.readline(1 << 19), b""), 1):
                line = line.decode()
                words = read_json(line)
                demand(fits(words, WORDS) and ENCODER.encode(words) + "\n" == line
                       and words["sha256"] > last, f"line {count} is not what was written",
                       "words.jsonl")
                last, text = words["sha256"], words["text"].encode()
                demand(sha256(words["salt"].encode() + b"\n" + text).hex() == last
                       and len(text) < 1 << 16, f"line {count} was changed", "words.jsonl")
                self.written.execute("INSERT INTO words VALUES (?, ?)", (last, words["text"]))
        return f"{count} notes and names by the hashes in words.jsonl"

    def wrote(self, digest):
        """What somebody wrote, by its hash."""
        found = self.written.execute("SELECT text FROM words WHERE sha256 = ?",
                                     [digest]).fetchone()
        return found and found[0]

    def log(self):
        """tile/entries: each entry's signature, its place in the history, and the tree."""
        self.tree, self.roll = Tree(), Roll()
        self.replay = Replay(self.content, self.roll, self.wrote, lambda: (self.withheld, self.redactions)[1])
        self.levels, self.tile_count = [], 0
        self.act, self.roots = None, []
        self.ids = scratch("CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID;")
        began = told = time.monotonic()
        self.pass_kept()
        for index, data in self.read_entries():
            leaf = leaf_of(data)
            try:
                self.entry(index, leaf, data)
            except Exception as error:
                self.wrong(error, f"E{index}")
                self.roll.refuse(index, data)
                demand(index, "is not checked further: without the first entry, no key is valid")
            self.add_leaf(leaf)
            self.pass_kept()
            if time.monotonic() - told > 5:
                told = time.monotonic()
                left = (told - began) / (index + 1) * (self.size - index - 1)
                print(f"{index + 1} of {self.size} entries, {left:.0f} s to go", file=sys.stderr)
        demand(self.size, "has no entry")
        if self.kept is not None:
            try:
                self.compare_kept()
            except Exception as error:
                self.wrong(error, "the checkpoint that you kept")
        named, key = self.roll.of_log[-1]
        demand(key.vkey == self.log_key.vkey, "names another key than keys/log.vkey",
               f"E{named - 1}")
        demand(self.key is None or self.key in self.roll.vouched(), "is not the key that you gave",
               "keys/log.vkey")
        demand(self.tree.root() == self.root, "does not lead to the root of the checkpoint")
        named = (f"{vkey}\n".encode() for vkey in self.roll.named())
        self.expect("keys/reviewers.vkey", named, "does not follow from the entries")
        self.compare_words()
        for index in sorted({*self.stand_ins, *self.replay.replaced}):
            found, said = self.stand_ins.get(index), self.replay.replaced.get(index)
            if found != said:
                self.wrong("was replaced, and no entry says so" if found else
                           "still has the words that a later entry withholds", f"E{index}")
        kept = f", after the checkpoint of {self.kept_size} that you kept" if self.kept else ""
        return f"{self.size} entries, their signatures, and their tree{kept}"

    @functools.cached_property
    def withheld(self):
        """The hashes of the bytes that entries withhold. The replay checks these entries later."""
        found, self.redactions = set(), {}
        for index, data in self.read_entries():
            if b'"type":"content.withheld"' in data:
                try:
                    entry = read_entry(read_note(data)[0])
                except (Wrong, ValueError):
                    continue
                if entry["type"] == "content.withheld":
                    found.update(entry["body"]["contents"])
                    # Of each text that lost words, what is gone in all.
                    for redaction in entry["body"].get("redacted", ()):
                        self.redactions[redaction["text_sha256"]] = index, redaction
        return found

    def compare_words(self):
        """words.jsonl has what the entries name, and nothing else."""
        for index, digest in self.replay.wordless:
            if self.replay.keeps(digest):
                self.wrong("does not have its words in words.jsonl", f"E{index}")
        for digest, in self.written.execute("SELECT sha256 FROM words"):
            if not self.replay.keeps(digest):
                self.wrong(f"has words that no entry names, or that are withheld: {digest}",
                           "words.jsonl")

    def pass_kept(self):
        if self.tree.size == self.kept_size:
            self.kept_root = self.tree.root()

    def compare_kept(self):
        """The key that was in force at its size signed it, and its tree is that of these entries."""
        size, root, _ = read_checkpoint(self.kept, self.roll.key_at(self.kept_size))
        demand(size <= self.size, f"is of {size} entries, and this log has only {self.size}: it is "
                                  "older, or was cut off")
        demand(root == self.kept_root, "is of another history than this log")

    def entry(self, index, leaf, data):
        """One entry. It has an effect only if all of it is valid."""
        self.roots.append(self.tree.root().hex())
        left = without_words(data)
        text, signatures = read_note(left or data)
        entry = read_entry(text)
        if left:
            self.stand_ins[index] = leaf.hex(), sha256(data).hex()
            demand(entry["type"].startswith(("article.", "claim.", "note.", "review.")),
                   "was replaced, and is about people or rules")
        (name, key_id, _), *more = signatures
        demand(name == entry["actor"] and not more, "is not signed by its actor alone")
        is_repeated = not self.ids.execute("INSERT OR IGNORE INTO ids VALUES (?)",
                                           [entry["id"]]).rowcount
        key = self.roll.signer(index, entry, key_id)
        # Its author signed the words that are gone, too.
        demand(key.id == key_id and (left or signed_by(key, text, signatures)),
               f"is not signed with {key.vkey}")
        # To sign an entry is to sign the history before it: each act, of one entry or several,
        # names the tree that it was recorded after. A bad entry may have begun the act.
        after, first = entry["after"], index + 1 - len(self.roots)
        demand(after == self.act or first <= after["size"] <= index
               and self.roots[after["size"] - first] == after["root"],
               "was recorded after another history than the one before it")
        demand(not is_repeated, "has the id of an earlier entry")
        self.act, self.roots = after, []
        nul = b"\\u0000" in data and b"\\u0000" in data.replace(b"\\\\", b"")
        demand(not nul, "has a NUL in a text")
        self.roll.take_down(index, {**entry, "body": self.replay.entry(index, leaf.hex(), entry)})

    def read_entries(self):
        """C2SP tlog-tiles: up to 256 entries in a file, each with its length in two bytes first."""
        for path, first, end in tiles("entries", self.size):
            entries = read_tile(self.read(path))
            demand(len(entries) == end - first, f"does not have {end - first} entries", path)
            yield from enumerate(entries, first)

    def add_leaf(self, leaf):
        """Level 0 has the leaves. Each further level has a root for every 256 hashes below."""
        self.tree.add(leaf)
        for level, _ in enumerate(self.levels + [[]]):
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(leaf)
            if len(self.levels[level]) < 256:
                break
            self.hashes(level, self.tree.size >> 8 * level)
            leaf = Tree(self.levels[level]).root()
            self.levels[level] = []

    def hashes(self, level, count):
        """The last tile of a level that has `count` hashes."""
        path = tile_path(level, (count - 1) // 256, (count - 1) % 256 + 1)
        self.tile_count += 1
        try:
            self.expect(path, [b"".join(self.levels[level])], "does not follow from the entries")
        except (OSError, Wrong) as error:
            self.wrong(error, path)

    def tiles(self):
        """tile: the hashes of the tree."""
        for level, hashes in enumerate(self.levels):
            if hashes:
                self.hashes(level, self.size >> 8 * level)
        return f"{self.tile_count} tiles of hashes"

    def excerpts(self):
        """entries, proofs: the entries that verdicts rest on, and that each is in the log."""
        checkpoint, count, tile = self.read("checkpoint"), 0, None
        for count, index in enumerate(self.replay.evidence, 1):
            if tile != index // 256:
                tile = index // 256
                entries = read_tile(self.read(tile_path("entries", tile, self.size - tile * 256)))
            entry, path = entries[index % 256], f"proofs/E{index}.tlog-proof"
            try:
                self.expect(f"entries/E{index}.note", [entry], "is not the entry of the log")
                head, _, signed = self.read(path).partition(b"\n\n")  # C2SP tlog-proof
                version, extra, place, *hashes = head.decode().split("\n")
                demand((version, extra, place) == (
                    "c2sp.org/tlog-proof@v1", "extra " + base64.b64encode(entry).decode(),
                    f"index {index}") and signed == checkpoint, "is about something else", path)
                hashes = [from_base64(line) for line in hashes]
                demand(proven_root(leaf_of(entry), index, self.size, hashes) == self.root,
                       "does not prove that the entry is in the log", path)
            except Exception as error:
                self.wrong(error, path)
        return f"{count} entries that verdicts rest on, and their proofs"

    def report(self):
        """report.json: everything in it, except its date, follows from the entries."""
        with self.known("report.json") as file:
            said = re.match(rb'{"format":"factledger-report","version":1,"made_at":"([^"]*)"',
                            file.read(200))
        demand(said and is_time(said[1].decode()), "does not begin with the time when it was made")
        lines = self.replay.report(said[1].decode(), {
            "origin": self.roll.name, "entries": self.size, "last_entry": self.replay.last,
            "checkpoint": self.read("checkpoint").decode()}, self.roll)
        self.expect("report.json", in_blocks(lines), "does not follow from the entries")
        count = [self.replay.count(table) for table in ("articles", "claims")]
        return "report.json: {} articles and {} claims, as the entries have them".format(*count)

    def rest(self):
        """the folder: it has every file it must have, and no other."""
        for digest in self.replay.contents():
            try:
                self.known("contents/" + digest).close()
            except (OSError, Wrong) as error:
                self.wrong(error, "contents")
        for path, in self.files.execute("SELECT path FROM files WHERE NOT is_known ORDER BY path"):
            self.wrong("does not belong in a bundle", path)
        return "that nothing is missing, and nothing more is there"

def most_bytes(path):
    """The size above which a file is not read."""
    if path in ("SHA256SUMS.note", "checkpoint", "keys/log.vkey"):
        return 1 << 16  # Read before any signature is checked.
    if path.startswith("contents/"):
        return 768 << 20  # The longest that a ledger accepts.
    if path.startswith("report.") or path == "words.jsonl":
        return 1 << 32
    return 1 << (30 if path.startswith("keys/") or path == "SHA256SUMS" else 25)

def hash_of(file):
    digest = hashlib.sha256()
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
    return digest.hexdigest()

def in_blocks(pieces):
    """Pieces of text as bytes, joined into larger ones."""
    block, length = [], 0
    for piece in pieces:
        block.append(piece)
        length += len(piece)
        if length > 1 << 18:
            yield "".join(block).encode()
            block, length = [], 0
    yield "".join(block).encode()


class Roll:
    """The valid keys at the current point of the log."""

    def __init__(self):
        self.name, self.of_log = None, []  # its keys, each with the first size that it signs
        self.key_changes = []  # what a report says of each key but the first
        self.replaced = {}  # for each name with a new key in the place of a lost one, since when
        self.names, self.signers = {}, array.array("q")  # of each entry, as the number of its name
        self.revoked = []  # what a report says of each revoked key, and its name
        self.join, self.invited, self.given_up = "open", set(), set()
        self.present = {}  # what those who were renamed are called now
        self.founder, self.roles, self.policies = None, [], []  # each with the entry that set it
        self.scales = []  # of ratings; the same
        self.keys = scratch("""CREATE TABLE keys (number INTEGER PRIMARY KEY, name TEXT, id BLOB,
                               vkey TEXT, added INT, revoked INT, is_revoked INT DEFAULT 0);
                               CREATE INDEX by_name ON keys (name, id);""")
        self.with_revoked = set()  # the reviewers of whom a key was revoked

    def signer(self, index, entry, key_id):
        """The key that must have signed this entry."""
        kind, body, log = entry["type"], entry["body"], entry["actor"].rpartition("/")[0]
        demand(index > 0 or kind == "ledger.created", "is not an entry that a log can begin with")
        demand(index == 0 or kind != "ledger.created", "begins the log a second time")
        if index == 0:  # The founder signs it, and joins with the next entry, like every reviewer.
            known_key(body["log"], log)
            return known_key(body["founder"], entry["actor"])
        demand(self.name == log, "belongs to another log")
        if kind == "reviewer.added":
            new = known_key(body["key"], f"{log}/{body['name']}")
            earlier = self.keys.execute("SELECT vkey, is_revoked FROM keys WHERE name = ?",
                                        [new.name]).fetchall()
            joins = (new.name, new.id) == (entry["actor"], key_id)
            # New reviewers sign with their new key. If a reviewer's key was revoked, someone else
            # adds the next one.
            demand(all(revoked and vkey != new.vkey and not joins for vkey, revoked in earlier),
                   "adds a key to a reviewer who has, or had, one")
            demand(new.name not in self.given_up, "adds a key to a name that was given up")
            is_first = not self.keys.execute("SELECT 1 FROM keys").fetchone()
            demand(not joins or is_first or self.join == "open" or body["name"] in self.invited,
                   "adds a reviewer who was not invited, as this ledger asks of new reviewers")
            if joins:
                return new
        elif kind == "key.rotated":
            _, old = self.of_log[-1]
            new = known_key(body["key"], old.name)
            demand(all(new.vkey != key.vkey for _, key in self.of_log),
                   "names a key that the log has, or had")
            statement = f"factledger rotation v1\n{log}\nfrom {old.vkey}\nto {new.vkey}\n"
            demand(old.verifies(statement, from_base64(body["signature"])),
                   "names a key that the key of the log did not sign")
        elif kind == "ledger.succeeded":
            _, old = self.of_log[-1]
            size, root, _ = read_checkpoint(body["checkpoint"].encode(), old)
            demand(size == index and entry["after"] == {"root": root.hex(), "size": size},
                   "does not name the last state that the key of the log signed")
            new = known_key(body["log"])
            demand(is_origin(new.name) and not new.name.startswith(log + "/")
                   and all(new.name != key.name for _, key in self.of_log),
                   "names a key under a name that the log cannot take")
            return self.successor(known_key(body["founder"], entry["actor"]), entry["actor"])
        elif kind == "reviewer.invited":
            demand(body["name"] not in self.invited and not self.has_key(log, body["name"]),
                   "invites a reviewer who is there, or is invited, already")
        elif kind == "reviewer.renamed":
            known_key(body["key"], f"{log}/{body['name']}")
            demand(not self.has_key(log, body["name"]), "takes a name that is taken")
            demand(self.active(f"{log}/{body['from']}"),
                   "renames a reviewer whose key was not active at that time")
        elif kind in ("reviewer.revoked", "reviewer.retired"):
            known_key(body["key"], f"{log}/{body['name']}")
            counts = self.keys.execute(
                "SELECT 1 FROM keys WHERE name = ? AND vkey = ? AND NOT is_revoked",
                (f"{log}/{body['name']}", body["key"])).fetchone()
            demand(counts, "revokes a key that was not active at that time")
        found = self.keys.execute("SELECT vkey, is_revoked FROM keys WHERE name = ? AND id = ? "
                                  "ORDER BY number", (entry["actor"], key_id)).fetchone()
        demand(found, "is signed with a key that was not in the log at that time")
        demand(not found[1], "is signed with a revoked key")
        return known_key(found[0])

    def successor(self, key, actor):
        """The key of one who goes on without the key of the log: theirs that is valid, or a new one
        in its place."""
        earlier = dict(self.keys.execute("SELECT vkey, is_revoked FROM keys WHERE name = ?",
                                         [actor]))
        if key.vkey in earlier:
            demand(not earlier[key.vkey], "is signed with a revoked key")
        else:
            may_join = self.join == "open" or actor.rpartition("/")[2] in self.invited
            demand(self.active(actor) or may_join and not earlier and actor not in self.given_up,
                   "is by one who is not, and may not become, a reviewer")
        return key

    def take_down(self, index, entry):
        """Apply what a valid entry says about keys, and note who signed it."""
        kind, body, log = entry["type"], entry["body"], entry["actor"].rpartition("/")[0]
        self.signers.extend([-1] * (index - len(self.signers)))
        self.signers.append(self.names.setdefault(entry["actor"], len(self.names)))
        if kind == "ledger.created":
            key = known_key(body["log"])
            self.name, self.of_log = key.name, [(1, key)]
            self.founder = entry["actor"].rpartition("/")[2]
            if "roles" in body:
                self.roles.append((index, self.founder, body["roles"]))
        elif kind == "key.rotated":
            self.key_changes.append({
                "entry": f"E{index}", "at": entry["ts"], "by": entry["actor"].rpartition("/")[2],
                "from": self.of_log[-1][1].vkey, "to": body["key"], "signed": True})
            self.of_log.append((index + 1, known_key(body["key"])))
        elif kind == "ledger.succeeded":
            self.key_changes.append({
                "entry": f"E{index}", "at": entry["ts"], "by": entry["actor"].rpartition("/")[2],
                "from": self.of_log[-1][1].vkey, "to": body["log"], "signed": False})
            self.of_log.append((index + 1, known_key(body["log"])))
            founder = known_key(body["founder"])
            if founder.vkey not in self.named():
                # It takes the place of one that is lost.
                name = founder.name.rpartition("/")[2]
                if self.keys.execute("UPDATE keys SET is_revoked = 1, revoked = ? WHERE name = ? "
                                     "AND NOT is_revoked", (index, founder.name)).rowcount:
                    self.with_revoked.add(name)
                self.invited.discard(name)
                self.replaced[founder.name] = index
                self.add(index, founder)
        elif kind == "reviewer.added":
            self.add(index, known_key(body["key"]))
            self.invited.discard(body["name"])
            if "role" in body:
                self.roles.append((index, body["name"], body["role"]))
        elif kind == "role.given":
            self.roles.append((index, body["name"], body["role"]))
        elif kind == "reviewer.invited":
            self.invited.add(body["name"])
        elif kind == "scale.set":
            self.scales.append((index, body["ratings"]))
        elif kind == "policy.set":
            self.join = body.get("join", self.join)
            self.policies.append((index, {**self.policy_at(index), **body}))
        elif kind == "reviewer.renamed":
            # The old name's key counts no longer, and nobody gets another one under that name.
            old, new = body["from"], body["name"]
            self.keys.execute("UPDATE keys SET is_revoked = 1, revoked = coalesce(revoked, ?) "
                              "WHERE name = ?", (index, f"{log}/{old}"))
            self.with_revoked.add(old)
            self.given_up.add(f"{log}/{old}")
            self.invited.discard(new)
            self.present = {name: new if now == old else now for name, now in self.present.items()}
            self.present[old] = new
            self.add(index, known_key(body["key"]))
        elif kind in ("reviewer.revoked", "reviewer.retired"):
            self.keys.execute("UPDATE keys SET is_revoked = 1, revoked = ? "
                              "WHERE name = ? AND vkey = ?",
                              (index, f"{log}/{body['name']}", body["key"]))
            self.with_revoked.add(body["name"])
        if kind == "reviewer.revoked":
            name = f"{log}/{body['name']}"
            # A reviewer has one key at a time: an earlier one was revoked before it signed.
            first = 1 + max((at for _, of, at, _ in self.revoked if of == name), default=-1)
            first = max(first, self.replaced.get(name, 0))
            signed = [f"E{at}" for at in range(first, index + 1)
                      if self.signers[at] == self.names.get(name)]
            self.revoked.append(({
                "reviewer": body["name"], "key": body["key"], "entry": f"E{index}",
                "at": entry["ts"], "by": entry["actor"].rpartition("/")[2],
                "reason": body["reason"], "signed": signed, "refused": []}, name, index, first))

    def refuse(self, index, data):
        """Note an entry without effect that is signed with a key that was revoked before."""
        try:
            text, [(name, key_id, signature)] = read_note(data)
            for revoked, of, *_ in self.revoked:
                key = known_key(revoked["key"])
                if (of, key.id) == (name, key_id) and key.verifies(text, signature):
                    revoked["refused"].append(f"E{index}")
        except Exception:  # It is not even signed.
            pass

    def key_at(self, size):
        """The key that signs the checkpoint of so many entries."""
        return [key for first, key in self.of_log if first <= max(size, 1)][-1]

    def vouched(self):
        """The keys of the log that lead to the present one, each signed by the one before."""
        signed = 0
        for number, change in enumerate(self.key_changes, 1):
            signed = signed if change["signed"] else number
        return [key.vkey for _, key in self.of_log[signed:]]

    def revocation(self, index, name):
        """What a review says of the key that signed this entry, if it was revoked since."""
        of = self.names_of.get(self.now(name), ())
        shown = next((shown for shown, at, first in of if first <= index <= at), None)
        return shown and {member: shown[member] for member in ("entry", "at", "by", "reason")}

    @functools.cached_property
    def names_of(self):
        names = {}
        for shown, name, at, first in self.revoked:
            names.setdefault(self.now(name.rpartition("/")[2]), []).append((shown, at, first))
        return names

    def policy_at(self, index):
        """The policy in force for this entry."""
        return next((policy for at, policy in reversed(self.policies) if at < index), POLICY)

    def scale_at(self, index):
        """The ratings that this entry may give."""
        return next((scale for at, scale in reversed(self.scales) if at < index), [])

    def role_at(self, name, index):
        """The role of this person for this entry. Before the first role is given, everybody may do
        everything."""
        if not self.roles or self.roles[0][0] >= index:
            return "editor"
        role = next((role for at, of, role in reversed(self.roles)
                     if at < index and self.now(of) == name), None)
        return role or ("editor" if name == self.now(self.founder) else "reviewer")

    def editors(self, index):
        named = {self.now(name) for name in (self.founder, *(name for _, name, _ in self.roles))}
        return {name for name in named if self.role_at(name, index) == "editor"}

    def may(self, index, kind, by, body):
        """The rules of roles: whether this person could record that, whatever it is about."""
        if kind not in BODIES or kind == "ledger.created":
            return
        by, name = self.now(by), self.now(body.get("from", body.get("name")))
        role, of = self.role_at(by, index), self.role_at(name, index)
        given = body.get("role") if kind == "role.given" else None
        if given:
            keep(not self.roles or of != given, "has_role", f"{name} is already {a(given)}")
            keep("program" not in (given, of), "of_programs", f"{name} is, or would be, a program")
        if (given or kind == "reviewer.retired") and given != "editor" and self.roles:
            others = self.editors(index) - {name, *self.left_at(index)}
            keep(of != "editor" or others, "last_editor", f"{name} is the last editor")
        if kind == "claim.assigned" and "to" in body:
            to = body["to"]
            keep(to == self.now(to) and self.active(f"{self.name}/{to}")
                 and self.role_at(to, index) in ("editor", "reviewer"), "cannot_judge",
                 f"{to} is nobody who judges here")
        if kind == "claim.suggested":
            keep(role == "program", "only_programs", f"{by} is a person, and only programs suggest")
        if kind == "policy.set" and self.roles:
            policy = {**self.policy_at(index), **body}
            keep(any(policy[of] != self.policy_at(index)[of] for of in POLICY), "same_policy",
                 "that is the policy already")
        if kind == "scale.set":
            labels = {"".join(c.lower() if c.isascii() else c for c in rating["label"])
                      for rating in body["ratings"]}
            keep(len(labels) == len(body["ratings"]) <= 50, "unsound_scale",
                 "a rating is on the scale twice, or there are more than 50")
            keep(body["ratings"] != self.scale_at(index), "same_scale",
                 "that is the scale of ratings already")
        least = {"editor": 0, "reviewer": 1, "program": 2, "observer": 3}[role]
        if kind == "reviewer.added" and "role" not in body:
            editors = self.editors(index)
            is_lost = name in editors and editors <= set(self.left_at(index))
            needed = 3 if name == by else 1 if is_lost else 0
        elif kind in ("reviewer.renamed", "reviewer.retired", "reviewer.revoked"):
            needed = 3 if name == by else 0
        else:
            needed = 0 if kind in OF_EDITORS else 2 if kind in OF_PROGRAMS else 1
        keep(least <= needed, "not_their_role", f"{by} is {a(role)}, who may not do that")

    def now(self, name):
        """What the person is called now."""
        return self.present.get(name, name)

    def left_at(self, index):
        """The reviewers whose keys were all revoked before this entry."""
        for person in {self.now(name) for name in self.with_revoked}:
            names = [person, *(old for old, now in self.present.items() if now == person)]
            terms = [revoked for name in names for revoked, in self.keys.execute(
                "SELECT revoked FROM keys WHERE name = ? AND added < ?",
                (f"{self.name}/{name}", index))]
            if terms and all(revoked is not None and revoked < index for revoked in terms):
                yield person

    def add(self, index, key):
        self.keys.execute("INSERT INTO keys (name, id, vkey, added) VALUES (?, ?, ?, ?)",
                          (key.name, key.id, key.vkey, index))

    def active(self, name):
        return self.keys.execute("SELECT 1 FROM keys WHERE name = ? AND NOT is_revoked",
                                 [name]).fetchone()

    def has_key(self, log, name):
        return self.keys.execute("SELECT 1 FROM keys WHERE name = ?", [f"{log}/{name}"]).fetchone()

    def named(self):
        return (vkey for vkey, in self.keys.execute("SELECT vkey FROM keys ORDER BY number"))


class Replay:
    """The state that the entries lead to. Each entry is checked fully before it has any effect."""

    def __init__(self, content, roll=None, wrote=lambda digest: None, redactions=dict):
        self.content, self.roll, self.last = content, roll or Roll(), None
        self.redactions, self.copied = redactions, {}
        self.replaced = {}  # of each entry with its own words withheld, its leaf, and what is left
        self.wrote, self.wordless = wrote, []
        self.text = functools.lru_cache(1)(self.read_text)
        self.first, self.times = None, bytearray()  # of the entries, 20 bytes each
        self.backwards = {}  # for each entry dated before an earlier one, that one
        self.policies = []  # what a report says of each policy that was set
        self.needed = bytearray()  # for each entry, whether a verdict rests on it
        self.rows = scratch("""
            CREATE TABLE articles (id INTEGER PRIMARY KEY, entry INT, raw_bytes INT,
                text_sha256 TEXT, address TEXT, shown TEXT, withheld TEXT, withdrawn TEXT);
            CREATE INDEX by_address ON articles (address);
            CREATE TABLE appearances (article INT, entry INT, address TEXT);
            CREATE INDEX by_article ON appearances (article);
            -- All pages and texts of an article, and the bytes that were withheld so far.
            CREATE TABLE named (article INT, sha256 TEXT, PRIMARY KEY (article, sha256))
                WITHOUT ROWID;
            CREATE INDEX by_hash ON named (sha256);
            CREATE TABLE withheld (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
            -- Of each text that lost words, the copy that is left, and where the words were.
            CREATE TABLE redacted (text_sha256 TEXT PRIMARY KEY, sha256 TEXT, spans TEXT)
                WITHOUT ROWID;
            CREATE TABLE claims (id INTEGER PRIMARY KEY, article INT, start INT, end INT, entry INT,
                quote_sha256 TEXT, found TEXT, at TEXT, updated_at TEXT, status TEXT
                DEFAULT 'unverified', is_in_conflict INT DEFAULT 0, is_dismissed INT DEFAULT 0,
                has_acts INT DEFAULT 0, is_withdrawn INT DEFAULT 0, waits TEXT DEFAULT '',
                is_sealed INT DEFAULT 0, placed INT, gone INT, gone_text TEXT, withheld TEXT,
                scope TEXT);
            CREATE INDEX by_article_too ON claims (article);
            CREATE TABLE sealed (sha256 TEXT PRIMARY KEY, entry INT, withheld INT DEFAULT 0)
                WITHOUT ROWID;
            CREATE TABLE acts (claim INT, entry INT, act TEXT, PRIMARY KEY (claim, entry))
                WITHOUT ROWID;
            -- The notes and the reviews that stand, and of each reviewer the review that counts.
            CREATE TABLE notes (entry INTEGER PRIMARY KEY, claim INT, reviewer TEXT);
            CREATE TABLE reviews (entry INTEGER PRIMARY KEY, claim INT, reviewer TEXT, status TEXT,
                has_note INT, rests_on TEXT);
            CREATE INDEX by_claim ON reviews (claim, entry);
            CREATE TABLE latest (claim INT, reviewer TEXT, status TEXT, is_by_editor INT,
                rests_on TEXT, PRIMARY KEY (claim, reviewer)) WITHOUT ROWID;
            CREATE INDEX by_status ON latest (claim, status);
            -- What was resolved, with the verdict, and what was waived, with the rule.
            CREATE TABLE rulings (entry INTEGER PRIMARY KEY, claim INT, kind TEXT, value TEXT,
                ruler TEXT, at TEXT, reason TEXT, rating TEXT);
            CREATE INDEX by_ruled ON rulings (claim, entry);
            -- To whom a claim is assigned, who took it until when, and its tags.
            CREATE TABLE assigned (claim INTEGER PRIMARY KEY, assignee TEXT, due TEXT, giver TEXT);
            CREATE INDEX by_assignee ON assigned (assignee);
            CREATE TABLE taken (claim INTEGER PRIMARY KEY, holder TEXT, until TEXT);
            CREATE INDEX by_holder ON taken (holder);
            -- What claims rest on: since which entry, and until which.
            CREATE TABLE grounds (entry INTEGER PRIMARY KEY, claim INT, target INT, until INT, said TEXT);
            CREATE INDEX by_resting ON grounds (claim, target);
            CREATE TABLE tags (claim INT, tag TEXT, PRIMARY KEY (claim, tag)) WITHOUT ROWID;
            -- Evidence, the claims that it is about, what it counts as among independent origins, and
            -- the bytes that were captured of it.
            CREATE TABLE evidence (id INTEGER PRIMARY KEY, entry INT, adder TEXT, withdrawn INT,
                withheld TEXT, shown TEXT, quote_at TEXT, text_sha256 TEXT, last_check INT,
                result TEXT);
            CREATE TABLE about (claim INT, evidence INT, PRIMARY KEY (claim, evidence))
                WITHOUT ROWID;
            CREATE INDEX by_evidence ON about (evidence);
            CREATE TABLE sources (evidence INT, entry INT, source TEXT, PRIMARY KEY (evidence, entry))
                WITHOUT ROWID;
            CREATE TABLE captured (evidence INT, sha256 TEXT, PRIMARY KEY (evidence, sha256))
                WITHOUT ROWID;
            CREATE INDEX by_capture ON captured (sha256);""")

    @property
    def evidence(self):
        """The entries that verdicts rest on, in order."""
        for placed, in self.rows.execute("SELECT DISTINCT placed FROM claims "
                                         "WHERE placed IS NOT NULL AND has_acts"):
            self.needed[placed] = True
        return (index for index, is_needed in enumerate(self.needed) if is_needed)

    def count(self, table):
        return self.rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def gone(self):
        """What is withheld, with how many there are."""
        for sql, one, many in (
                ("withheld", "what was in {} text or page that is withheld",
                 "what was in {} texts and pages that are withheld"),
                ("sealed WHERE withheld", "what was in {} note, reason or name that is withheld",
                 "what was in {} notes, reasons and names that are withheld"),
                ("redacted WHERE NOT EXISTS (SELECT 1 FROM named JOIN articles ON id = article "
                 "WHERE sha256 = text_sha256 AND articles.withheld IS NOT NULL)",
                 "in {} text that has lost words: what no claim quotes",
                 "in {} texts that have lost words: what no claim quotes")):
            count = self.count(sql)
            if count:
                yield count, (one, many)
        if self.replaced:
            yield len(self.replaced), (
                "that {} entry without its words is what its author signed: another entry says so",
                "that {} entries without their words are what their authors signed: others say so")

    def contents(self):
        return (digest for digest, in self.rows.execute(
            "SELECT sha256 FROM (SELECT sha256 FROM named UNION SELECT sha256 FROM captured) "
            "EXCEPT SELECT sha256 FROM withheld"))

    def entry(self, index, leaf, entry):
        """Returns the body with what the person wrote in it."""
        kind, body = entry["type"], entry["body"]
        act = {"id": f"E{index}", "at": entry["ts"], "actor": entry["actor"].rpartition("/")[2],
               "type": kind, "body": body, "uuid": entry["id"], "sha256": leaf}
        sealed = {name: body[name]["sha256"] for name in WRITTEN
                  if kind in BODIES and type(body.get(name)) is dict}
        demand(len(set(sealed.values())) == len(sealed) and not any(map(self.names, sealed.values())),
               "has the hash of words of an earlier entry")
        self.roll.may(index, kind, act["actor"], body)
        self.needed.extend(bytes(index + 1 - len(self.needed)))
        earlier_than = self.earlier_than(index, act["at"])
        if earlier_than:
            act["earlier_than"] = self.backwards[index] = earlier_than
        said = {name: self.wrote(digest) for name, digest in sealed.items()}
        # What a report calls it.
        act.update({"note" if name == "reason" else name: said[name] for name in (
            "note", "reason", "claimant", "quote", "searched", "period", "place", "unit")
            if name in said})
        if said:
            body = {**body, **said}
        if kind in ("key.rotated", "ledger.created", "ledger.succeeded", "reviewer.added",
                    "reviewer.renamed", "reviewer.retired", "reviewer.revoked"):
            self.needed[index] = True
            if kind == "reviewer.renamed":
                self.rename(body["from"], body["name"])
        elif kind in ("policy.set", "reviewer.invited", "role.given", "scale.set"):
            if kind == "policy.set":
                settings = {name: body[name] for name in sorted(body) if name != "reason"}
                self.policies.append({"entry": act["id"], "at": act["at"], "by": act["actor"],
                                      "set": settings})
            demand(kind != "role.given" or self.roll.has_key(self.roll.name, body["name"]),
                   "gives a role to nobody who has, or had, a key")
        elif kind == "article.imported":
            self.article(index, act, body, body["revision"])
        elif kind == "claims.extracted":
            self.claims(index, act, body["claims"], body["extractor"])
        elif kind == "content.withheld":
            self.withhold(index, act, body)
        elif kind == "claim.added":
            self.claims(index, act, [body], None)
            self.act(index, act, body)
        elif kind == "article.appeared":
            self.appeared(index, act, body)
        elif kind == "article.reread":
            self.reread(index, act, body, body["revision"])
        elif kind in ("article.corrected", "article.restored", "article.withdrawn"):
            self.act_on_article(index, kind, act, body)
        elif kind == "evidence.added":
            self.add_evidence(index, act, body)
        elif kind in ("evidence.checked", "evidence.grouped", "evidence.withdrawn"):
            self.act_on_evidence(index, kind, act, body)
        elif kind in BODIES:
            self.act(index, act, body)
        # What somebody had who cannot judge any more is free.
        if kind in ("reviewer.revoked", "reviewer.retired", "role.given") and body.get(
                "role") not in ("editor", "reviewer"):
            self.free(self.roll.now(body["name"]))
        # An entry of a type that only later versions know has no effect.
        self.last = {name: act[name] for name in ("id", "at", "sha256")}
        self.first = self.first or act["at"]
        self.times.extend(b" " * (20 * index - len(self.times)))
        self.times += act["at"].encode()
        self.rows.executemany("INSERT INTO sealed (sha256, entry) VALUES (?, ?)",
                              [(digest, index) for digest in sealed.values()])
        self.wordless.extend((index, sealed[name]) for name, text in said.items()
                             if text is None or name != "claimant" and not is_note(text))
        return body

    def names(self, digest):
        """Whether an entry has the hash of these words."""
        return self.rows.execute("SELECT 1 FROM sealed WHERE sha256 = ?", [digest]).fetchone()

    def keeps(self, digest):
        """Whether these words are named, and not withheld."""
        return self.rows.execute("SELECT 1 FROM sealed WHERE sha256 = ? AND NOT withheld",
                                 [digest]).fetchone()

    def earlier_than(self, index, at):
        """The entry before it that this one is dated before, if a clock was wrong."""
        if self.last and is_before(at, self.last["at"]):
            return self.last["id"]
        return "E0" if self.first and is_before(at, self.first) else None

    def odd_times(self, made_at):
        """The entries whose time shows that a clock was wrong."""
        for index in range(len(self.times) // 20):
            at = self.times[20 * index:20 * index + 20].decode()
            before = self.backwards.get(index)
            if before or is_before(made_at, at):
                yield {"entry": f"E{index}", "at": at, "earlier_than": before}

    def rename(self, old, new):
        """The same person: what was reviewed under the old name is theirs."""
        self.rows.execute("UPDATE rulings SET ruler = ? WHERE ruler = ?", (new, old))
        self.rows.execute("UPDATE evidence SET adder = ? WHERE adder = ?", (new, old))
        for table in ("latest", "notes", "reviews"):
            self.rows.execute(f"UPDATE {table} SET reviewer = ? WHERE reviewer = ?", (new, old))
        for table, name in ("assigned", "assignee"), ("assigned", "giver"), ("taken", "holder"):
            self.rows.execute(f"UPDATE {table} SET {name} = ? WHERE {name} = ?", (new, old))

    def article(self, index, act, body, revision):
        number = self.count("articles") + 1
        demand(body["article"] == f"A{number}", "records an article out of order")
        self.revision(revision)
        shown = {
            "id": body["article"], "title": body.get("title"), "origin": body["origin"],
            "byline": body.get("byline"), "published": body.get("published"),
            "language": body.get("language"), "reader": revision["reader"],
            "encoding": revision["encoding"], "bytes": revision["raw_bytes"],
            "sha256": revision["raw_sha256"], "text_bytes": revision["text_bytes"],
            "text_sha256": revision["text_sha256"], "imported_at": act["at"],
            "imported_by": act["actor"], "entry": act["id"]}
        self.rows.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", (
            number, index, revision["raw_bytes"], revision["text_sha256"],
            address(body["origin"]), json.dumps(shown)))
        self.name(number, revision)

    def revision(self, revision):
        """The text of a revision. What was withheld does not come back, in whatever bytes."""
        demand(not self.rows.execute(
            "SELECT 1 FROM withheld WHERE sha256 IN (?, ?)",
            (revision["raw_sha256"], revision["text_sha256"])).fetchone(),
            "has bytes that were withheld")
        for name in ("raw", "text"):
            data = self.content(revision[name + "_sha256"])
            demand(data is None or len(data) == revision[name + "_bytes"],
                   "gives a wrong length of a page or text")
        return self.text(revision["text_sha256"])

    def name(self, article, revision):
        """Note that these bytes are of this article."""
        self.rows.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", [
            (article, revision["raw_sha256"]), (article, revision["text_sha256"])])

    def read_article(self, act, body):
        """An article that an act reads again, or finds elsewhere: its number, and what is known of
        it."""
        article = number_of(body["article"])
        found = self.rows.execute("SELECT shown, withdrawn FROM articles WHERE id = ?",
                                  [article]).fetchone()
        demand(found, "is about an article that is not in the log")
        keep(not found[1], "withdrawn", f"{body['article']} is withdrawn")
        return article, json.loads(found[0]), {
            "entry": act["id"], "by": act["actor"], "at": act["at"]}

    def appeared(self, index, act, body):
        """The text of an article was found at another address, or in other bytes."""
        article, shown, by = self.read_article(act, body)
        revision = body.get("revision")
        if revision:
            keep((revision["text_sha256"], revision["text_bytes"])
                 == (shown["text_sha256"], shown["text_bytes"]), "other_text",
                 f"it does not have the text of {body['article']}")
            self.revision(revision)
            self.name(article, revision)
        shown.setdefault("appearances", []).append({
            "origin": body["origin"], **by,
            "sha256": (revision or {"raw_sha256": shown["sha256"]})["raw_sha256"]})
        self.rows.execute("UPDATE articles SET shown = ? WHERE id = ?",
                          (json.dumps(shown), article))
        self.rows.execute("INSERT INTO appearances VALUES (?, ?, ?)",
                          (article, index, address(body["origin"])))

    def reread(self, index, act, body, revision):
        """The bytes of an article were read again. Claims that are not kept are gone."""
        article, shown, by = self.read_article(act, body)
        keep((revision["raw_sha256"], revision["raw_bytes"]) == (shown["sha256"], shown["bytes"]),
             "other_bytes", f"it is not a reading of the bytes of {body['article']}")
        as_read = {
            "reader": revision["reader"], "encoding": revision["encoding"],
            "text_bytes": revision["text_bytes"], "text_sha256": revision["text_sha256"]}
        before = {name: shown[name] for name in as_read}
        last = shown.get("reread")
        if "continues" in body:
            keep(last and last["entry"] == body["continues"] and as_read == before,
                 "other_reading", f"it does not go on with the last reading of {body['article']}")
        text = self.revision(revision)
        kept = [self.kept(shown, text, revision["text_sha256"], index, claim) for claim in body["claims"]]
        numbers = [number for *_, number in kept]
        demand(numbers == sorted(set(numbers)), "does not have its claims in the order of their ids")
        if "continues" not in body:
            self.rows.execute("UPDATE claims SET gone = ?, gone_text = ? "
                              "WHERE article = ? AND gone IS NULL",
                              (index, shown["text_sha256"], article))
            first = {"entry": shown["entry"], "by": shown["imported_by"], "at": shown["imported_at"]}
            shown.setdefault("earlier_readings", []).append({**(last or first), **before})
            shown.update(as_read, reread=by)
            self.rows.execute("UPDATE articles SET shown = ?, text_sha256 = ? WHERE id = ?",
                              (json.dumps(shown), revision["text_sha256"], article))
            self.name(article, revision)
        self.rows.executemany("UPDATE claims SET start = ?, end = ?, found = ?, placed = ?, "
                              "gone = NULL, gone_text = NULL WHERE id = ?", kept)

    def kept(self, shown, text, digest, index, kept):
        """A claim whose words are in the new text, too."""
        found = self.rows.execute("SELECT article, quote_sha256, found FROM claims WHERE id = ?",
                                  [number_of(kept["claim"])]).fetchone()
        demand(found and f"A{found[0]}" == shown["id"], "keeps a claim of another article")
        keep(kept["quote_sha256"] == found[1], "other_words",
             f"it is not about the words of {kept['claim']}")
        if self.is_redacted(index, digest, text, kept):
            text = None
        quote = words(text, kept["span"])
        demand(quote is None or sha256(quote).hex() == found[1],
               f"has other words for {kept['claim']} than the text")
        said, claimant, raw = json.loads(found[2]), kept.get("claimant"), kept.get("raw_span")
        demand(not raw or raw["start"] < raw["end"] <= shown["bytes"],
               "has a span outside the document")
        if said[3] is None or len(said) > 5:
            demand(not claimant, "names who said a claim, and a person has done that")
        else:
            name = claimant and words(text, claimant)
            said[:2] = name and name.decode(), claimant
        said[2] = raw
        return (kept["span"]["start"], kept["span"]["end"], json.dumps(said), index,
                number_of(kept["claim"]))

    def withhold(self, index, act, body):
        """The bytes of these articles are gone on purpose, and the words of their claims with them;
        or words of a text are gone, and the rest of it stays."""
        numbers = [number_of(article) for article in body["articles"]]
        redacted = {number_of(of["article"]): of for of in body.get("redacted", ())}
        is_of_words = "entries" in body or "words" in body
        pieces = [number_of(id) for id in body.get("evidence", ())]
        demand((numbers or redacted or pieces or is_of_words) and numbers == sorted(set(numbers)),
               "does not have a sorted list of articles")
        demand([*redacted] == sorted(redacted) and len(redacted) == len(body.get("redacted", ()))
               and (redacted or "redacted" not in body) and not redacted.keys() & {*numbers},
               "does not have a sorted list of texts that lose words")
        demand(("evidence" not in body or pieces) and pieces == sorted(set(pieces)),
               "does not have a sorted list of evidence")
        instead = self.words_replaced(index, body)
        words = self.words_to_withhold(body, instead) if is_of_words else ()
        of, named = {}, set()
        for number in (*numbers, *redacted):
            article = self.rows.execute("SELECT withheld, text_sha256, shown FROM articles "
                                        "WHERE id = ?", [number]).fetchone()
            demand(article and not article[0], "withholds what is not there")
            of[number] = {digest for digest, in self.rows.execute(
                "SELECT sha256 FROM named WHERE article = ?", [number])}
            if number in redacted:
                of[number] = {digest for digest, in self.rows.execute(
                    "SELECT sha256 FROM named WHERE article = ? "
                    "EXCEPT SELECT sha256 FROM withheld", [number])}
                self.redaction(redacted[number], *article[1:])
            named |= of[number]
        for piece in pieces:
            own = [digest for digest, in self.rows.execute(
                "SELECT sha256 FROM captured JOIN evidence ON id = evidence "
                "WHERE evidence = ? AND withheld IS NULL", [piece])]
            demand(own, "withholds what is not there")
            named.update(own)
        demand(sorted(named) == body["contents"], "does not name exactly the texts and pages")
        for number in (*numbers, *redacted):
            for other, in self.rows.execute(
                    "SELECT others.article FROM named JOIN named AS others "
                    "ON others.sha256 = named.sha256 WHERE named.article = ?", [number]):
                demand(other in of, "withholds the text of another article")
        for digest in named:
            for other, in self.rows.execute("SELECT article FROM named WHERE sha256 = ?", [digest]):
                demand(other in of, "withholds the text of another article")
            for other, in self.rows.execute("SELECT evidence FROM captured WHERE sha256 = ?",
                                            [digest]):
                demand(other in pieces, "withholds the text of other evidence")
        shown = {"entry": act["id"], "by": act["actor"], "at": act["at"], "reason": body["reason"]}
        self.rows.executemany("INSERT OR IGNORE INTO withheld VALUES (?)",
                              ([digest] for digest in named))
        for number in numbers:
            self.rows.execute("UPDATE articles SET withheld = ? WHERE id = ?",
                              (json.dumps(shown), number))
            self.rows.execute("UPDATE claims SET withheld = ? WHERE article = ?",
                              (act["id"], number))
        for number, one in redacted.items():
            self.redact(number, one, shown)
        self.rows.executemany("UPDATE evidence SET withheld = ? WHERE id = ?",
                              [(act["id"], piece) for piece in pieces])
        self.replaced.update((number_of(one["entry"]), (one["leaf"], one["sha256"]))
                             for one in body.get("replaced", ()))
        self.rows.executemany("UPDATE sealed SET withheld = 1 WHERE sha256 = ?",
                              [[digest] for digest in words])

    def words_replaced(self, index, body):
        """The hashes that stand in entries in the place of their own words, with these entries."""
        found, last = {}, -1
        for one in body.get("replaced", ()):
            number = number_of(one["entry"])
            demand(last < number < index and number not in self.replaced and one["words"],
                   "replaces entries out of order, or once more")
            last = number
            for digest in one["words"]:
                known = self.rows.execute("SELECT entry FROM sealed WHERE sha256 = ?",
                                          [digest]).fetchone()
                demand(digest in body.get("words", ()) and digest not in found
                       and known in (None, (number,)), "does not withhold the words it replaces")
                found[digest] = number
        demand(found or "replaced" not in body, "replaces nothing")
        return found

    def redaction(self, one, text_sha256, shown):
        """Words of a text go. The copy that is left has others of the same length in their place."""
        demand(one["text_sha256"] == text_sha256, "is not about the text of the article")
        spans = [(span["start"], span["end"]) for span in one["spans"]]
        at = [place for span in spans for place in span]
        demand(spans and at == sorted(set(at)) and at[-1] <= json.loads(shown)["text_bytes"],
               "has spans that are not sorted, or not in the text")
        before = self.rows.execute("SELECT sha256, spans FROM redacted WHERE text_sha256 = ?",
                                   [text_sha256]).fetchone()
        demand(not before or before[0] != one["sha256"] and all(
            any(start <= inner[0] and inner[1] <= end for start, end in spans)
            for inner in json.loads(before[1])), "brings back words that were withheld")
        demand(not self.rows.execute("SELECT 1 FROM named WHERE sha256 = ?",
                                     [one["sha256"]]).fetchone(),
               "leaves a copy that an earlier entry names")
        copy = self.content(one["sha256"])  # None: a later entry left another copy
        if copy is not None:
            copy.decode()
            demand(len(copy) == json.loads(shown)["text_bytes"]
                   and not any(words(copy, span).translate(None, b"\r\n").decode().strip("#¤█🔒")
                               for span in one["spans"]), "leaves a copy that has the words")

    def redact(self, number, one, shown):
        self.rows.execute("INSERT OR IGNORE INTO named VALUES (?, ?)", (number, one["sha256"]))
        spans = [(span["start"], span["end"]) for span in one["spans"]]
        self.rows.execute("INSERT OR REPLACE INTO redacted VALUES (?, ?, ?)",
                          (one["text_sha256"], one["sha256"], json.dumps(spans)))
        gone = []
        # What was only in an earlier text is gone with that text.
        for id, start, end, found, is_gone in self.rows.execute(
                "SELECT id, start, end, found, gone FROM claims "
                "WHERE article = ? AND withheld IS NULL", [number]):
            said = json.loads(found)[1]
            if is_gone is not None or touches(spans, start, end) or (
                    said and touches(spans, said["start"], said["end"])):
                gone.append((shown["entry"], id))
        self.rows.executemany("UPDATE claims SET withheld = ? WHERE id = ?", gone)
        found, = self.rows.execute("SELECT shown FROM articles WHERE id = ?", [number]).fetchone()
        self.rows.execute("UPDATE articles SET shown = ? WHERE id = ?",
                          (json.dumps({**json.loads(found), "redacted": shown}), number))

    def is_redacted(self, index, digest, text, claim, extractor=True):
        """Whether a later entry withholds words of a claim in this text, or of who said it."""
        if text is None or digest not in self.copied:
            return False
        entry, one = self.copied[digest]
        spans = [(span["start"], span["end"]) for span in one["spans"]]
        places = [claim["span"], *([claim["claimant"]] if extractor and "claimant" in claim else [])]
        found = any(touches(spans, place["start"], place["end"]) for place in places)
        demand(not found or entry > index, "has words that an earlier entry withheld")
        return found

    def words_to_withhold(self, body, instead):
        """The hashes of what people wrote that is withheld: it is there, and is not withheld yet."""
        entries, words = body.get("entries"), body.get("words")
        demand(entries and words and words == sorted(set(words)), "does not name whose words it withholds")
        found = [self.rows.execute("SELECT entry, withheld FROM sealed WHERE sha256 = ?",
                                   [digest]).fetchone() for digest in words]
        found = [of or digest in instead and (instead[digest], 0)
                 for of, digest in zip(found, words)]
        demand(all(of and not of[1] for of in found), "withholds words that are not there")
        demand([f"E{index}" for index in sorted({of[0] for of in found})] == entries,
               "does not name exactly the entries of the words it withholds")
        return words

    def act_on_article(self, index, kind, act, body):
        """An act of a person on an article: corrections of what is known of it, or of the import."""
        article = number_of(body["article"])
        found = self.rows.execute("SELECT shown, withdrawn FROM articles WHERE id = ?",
                                  [article]).fetchone()
        demand(found, "is about an article that is not in the log")
        shown, withdrawn = json.loads(found[0]), found[1]
        by = {"entry": act["id"], "by": act["actor"], "at": act["at"]}
        if kind == "article.corrected":
            removed, facts = body["removed"], dict.fromkeys(body["removed"])
            is_right = (removed == sorted(set(removed)) and "origin" not in facts
                        and not facts.keys() & body["set"].keys())
            facts.update(body["set"])
            keep(is_right and facts and all(shown[fact] != facts[fact] for fact in facts),
                 "nothing_corrected", f"that would change nothing of {body['article']}")
            shown.update(facts)
            corrected = {**shown.get("corrected", {}), **dict.fromkeys(facts, by)}
            shown["corrected"] = {fact: corrected[fact] for fact in sorted(corrected)}
            self.rows.execute("UPDATE articles SET shown = ?, address = ? WHERE id = ?",
                              (json.dumps(shown), address(shown["origin"]), article))
            return
        if kind == "article.withdrawn":
            keep(not withdrawn, "already_withdrawn", f"{body['article']} is already withdrawn")
            judges = [name for name, in self.rows.execute(
                "SELECT DISTINCT reviewer FROM reviews JOIN claims ON claims.id = claim "
                "WHERE article = ? AND reviewer <> ? ORDER BY reviewer", (article, act["actor"]))]
            keep(body.get("over", []) == judges and ("over" not in body or judges),
                 "over_other_judges",
                 f"it does not name the reviewers who judged claims of {body['article']}")
            withdrawn = json.dumps({**by, "reason": body["reason"]})
        else:
            keep(withdrawn, "not_withdrawn", f"{body['article']} is not withdrawn")
            withdrawn = None
        self.rows.execute("UPDATE articles SET withdrawn = ? WHERE id = ?", (withdrawn, article))
        self.rows.execute("UPDATE claims SET is_withdrawn = ? WHERE article = ?",
                          (withdrawn is not None, article))

    def read_text(self, digest):
        """The bytes of a text, which are UTF-8, or of the copy that is left. None: withheld."""
        data, decoder = self.content(digest), codecs.getincrementaldecoder("utf-8")()
        if data is None and digest in self.redactions():
            self.copied[digest] = self.redactions()[digest]
            data = self.content(self.copied[digest][1]["sha256"])
        if data is None:
            return None
        for at in range(0, len(data), 1 << 20):
            decoder.decode(data[at:at + (1 << 20)])
        decoder.decode(b"", True)
        return data

    def claims(self, index, act, found, extractor):
        """Claims that an extractor found, or one that a person added."""
        body = act["body"]
        article = self.rows.execute(
            "SELECT raw_bytes, text_sha256, withdrawn FROM articles WHERE id = ?",
            [number_of(body["article"])]).fetchone()
        demand(article, "is about an article that is not in the log")
        keep(not article[2], "withdrawn", f"{body['article']} is withdrawn")
        demand(article[1] == body["text_sha256"], "is not about the text of the article")
        whole, rows = self.text(body["text_sha256"]), []
        last = self.rows.execute("SELECT max(id) FROM claims").fetchone()[0] or 0
        for number, claim in enumerate(found, last + 1):
            start, end = claim["span"]["start"], claim["span"]["end"]
            demand(claim["claim"] == f"C{number}", "records a claim out of order")
            is_redacted = self.is_redacted(index, body["text_sha256"], whole, claim, extractor)
            text = None if is_redacted else whole
            quote = words(text, claim["span"])
            demand(quote is None or sha256(quote).hex() == claim["quote_sha256"],
                   f"has other words for C{number} than the text")
            claimant, raw, span = claim.get("claimant"), claim.get("raw_span"), None
            demand(not raw or raw["start"] < raw["end"] <= article[0],
                   "has a span outside the document")
            if extractor and claimant:
                said, span = words(text, claimant), claimant
                claimant = said and said.decode()
            found_by = {**extractor, "score": claim["score"]} if extractor else None
            rows.append((number, number_of(body["article"]), start, end, index,
                         claim["quote_sha256"],
                         json.dumps([claimant, span, raw, found_by, act["actor"]]), act["at"],
                         act["at"], not extractor and type(body.get("claimant")) is dict))
        self.rows.executemany("INSERT INTO claims (id, article, start, end, entry, quote_sha256, "
                              "found, at, updated_at, is_sealed) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def act(self, index, act, body):
        """An act of a person on a claim."""
        kind, claim = act["type"], number_of(body["claim"])
        found = self.rows.execute(
            "SELECT status, is_dismissed, quote_sha256, is_withdrawn, gone, found, claims.entry, "
            "articles.entry, is_sealed FROM claims "
            "JOIN articles ON articles.id = article WHERE claims.id = ?", [claim]).fetchone()
        demand(found, "is about a claim that is not in the log")
        said = json.loads(found[5])
        # Nobody can tell any more who the article names, where its words are withheld. Names beside
        # the log are not compared either: they can go, and this rule stays.
        is_unknown = said[1] and said[0] is None or found[8]
        is_sealed = type(act["body"].get("claimant")) is dict
        if kind == "claim.linked":
            self.may_link(body)
        self.rules(index, kind, body, act["actor"], *found[:5],
                   False if is_unknown or is_sealed else said[0], said[4])
        if kind in OF_DOCKETS:
            self.may_have(index, kind, body, act["actor"], act["at"], found[1])
        for needed in (index, *found[6:8]):
            self.needed[needed] = True
        self.rows.execute("INSERT INTO acts VALUES (?, ?, ?)", (claim, index, json.dumps(act)))
        self.rows.execute("UPDATE claims SET updated_at = ?, has_acts = 1 WHERE id = ?",
                          (act["at"], claim))
        if kind == "claim.corrected":
            by = {"entry": act["id"], "by": act["actor"], "at": act["at"]}
            said = [body.get("claimant"), None, *said[2:5], by]
            self.rows.execute("UPDATE claims SET found = ?, is_sealed = ? WHERE id = ?",
                              (json.dumps(said), is_sealed, claim))
        elif kind in ("claim.linked", "claim.unlinked"):
            self.link(index, kind, claim, act, body)
        elif kind == "claim.scoped":
            said = {name: body[name] for name in ("period", "place", "unit") if name in body}
            shown = json.dumps({**said, "by": act["actor"], "at": act["at"], "entry": act["id"]})
            self.rows.execute("UPDATE claims SET scope = ? WHERE id = ?", (said and shown or None, claim))
        elif kind == "claim.reviewed":
            rests_on = json.dumps([number_of(id) for id in body.get("evidence", ())])
            review = (index, claim, act["actor"], body["status"], "note" in body, rests_on)
            self.rows.execute("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)", review)
            self.judge(*review)
        elif kind == "review.withdrawn":
            # It is as if it had never been given.
            self.rows.execute("DELETE FROM reviews WHERE entry = ?", [number_of(body["entry"])])
            self.rows.execute("DELETE FROM latest WHERE claim = ?", [claim])
            self.rows.execute("UPDATE claims SET is_in_conflict = 0, status = 'unverified', "
                              "waits = '' WHERE id = ?", [claim])
            given = self.rows.execute("SELECT * FROM reviews WHERE claim = ?", [claim]).fetchall()
            ruled = self.rows.execute("SELECT entry, claim, kind, value FROM rulings "
                                      "WHERE claim = ?", [claim]).fetchall()
            turns = self.rows.execute(
                "SELECT withdrawn, claim FROM about JOIN evidence ON id = evidence "
                "WHERE claim = ? AND withdrawn IS NOT NULL UNION SELECT sources.entry, claim "
                "FROM about JOIN evidence ON id = about.evidence JOIN sources "
                "ON sources.evidence = id AND sources.entry > evidence.entry WHERE claim = ?",
                [claim, claim]).fetchall()
            for one in sorted(given + ruled + turns):
                {2: self.conclude, 4: self.rule, 6: self.judge}[len(one)](*one)
        elif kind in ("verdict.resolved", "waiver.given"):
            ruling = (index, claim, *(("resolved", body["status"]) if "status" in body
                                      else ("waived", body["rule"])))
            self.rows.execute("INSERT INTO rulings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              (*ruling, act["actor"], act["at"], body["reason"],
                               body.get("rating")))
            self.rule(*ruling)
        elif kind in ("note.added", "note.retracted"):
            taken = body.get("entry") or body.get("replaces")
            if taken:
                self.rows.execute("DELETE FROM notes WHERE entry = ?", [number_of(taken)])
            if kind == "note.added":
                self.rows.execute("INSERT INTO notes VALUES (?, ?, ?)", (index, claim, act["actor"]))
        elif kind in ("claim.dismissed", "claim.restored"):
            self.rows.execute("UPDATE claims SET is_dismissed = ? WHERE id = ?",
                              (kind == "claim.dismissed", claim))
        self.docket(kind, claim, body, act["actor"])

    def docket(self, kind, claim, body, by):
        """Who has a claim now, and its tags."""
        if kind == "claim.assigned":
            to, (before, _) = body.get("to"), self.has(claim)
            self.rows.execute("DELETE FROM assigned WHERE claim = ?", [claim])
            if to:
                self.rows.execute("DELETE FROM taken WHERE claim = ? AND holder <> ?", (claim, to))
                self.rows.execute("INSERT INTO assigned VALUES (?, ?, ?, ?)",
                                  (claim, to, body.get("due"), by))
            elif before:
                self.free(before[0], claim)
        elif kind == "claim.taken":
            self.rows.execute("INSERT OR REPLACE INTO taken VALUES (?, ?, ?)",
                              (claim, by, body["until"]))
        elif kind == "claim.tagged":
            self.rows.executemany("INSERT INTO tags VALUES (?, ?)",
                                  [(claim, tag) for tag in body.get("add", ())])
            self.rows.executemany("DELETE FROM tags WHERE claim = ? AND tag = ?",
                                  [(claim, tag) for tag in body.get("remove", ())])
        elif kind in ("claim.dismissed", "claim.released", "claim.reviewed", "verdict.resolved"):
            self.free(by, claim)

    def link(self, index, kind, claim, act, body):
        """What a claim rests on now."""
        on = number_of(body["to"]["claim"])
        if kind == "claim.unlinked":
            self.rows.execute("UPDATE grounds SET until = ? WHERE claim = ? AND target = ? "
                              "AND until IS NULL", (index, claim, on))
            return
        said = {"claim": f"C{on}", "by": act["actor"], "at": act["at"], "entry": act["id"],
                **({"reason": body["reason"]} if "reason" in body else {})}
        self.rows.execute("INSERT INTO grounds VALUES (?, ?, ?, NULL, ?)",
                          (index, claim, on, json.dumps(said)))

    def rests_on(self, claim):
        return [on for on, in self.rows.execute(
            "SELECT target FROM grounds WHERE claim = ? AND until IS NULL", [claim])]

    def may_link(self, body):
        """The rule against circles: no claim rests on itself, by whatever way."""
        claim, on = number_of(body["claim"]), number_of(body["to"]["claim"])
        found = self.rows.execute("SELECT quote_sha256 FROM claims WHERE id = ?", [on]).fetchone()
        demand(found, "is about a claim that is not in the log")
        keep(found[0] == body["to"]["quote_sha256"], "other_words",
             f"it is not about the words of C{on}")
        seen, following = set(), [on]
        while following:
            one = following.pop()
            keep(one != claim, "circle", f"C{on} rests on C{claim}, by whatever way")
            if one not in seen:
                seen.add(one)
                following += self.rests_on(one)

    def free(self, name, claim=None):
        """This person does not have the claim any more, or any claim."""
        for table, of in ("assigned", "assignee"), ("taken", "holder"):
            self.rows.execute(f"DELETE FROM {table} WHERE {of} = ?1 AND (?2 IS NULL OR claim = ?2)",
                              (name, claim))

    def has(self, claim):
        """To whom a claim is assigned, until when, and by whom; and who took it, until when."""
        return [self.rows.execute(f"SELECT {columns} WHERE claim = ?", [claim]).fetchone()
                for columns in ("assignee, due, giver FROM assigned", "holder, until FROM taken")]

    def standing(self, claim, piece):
        """A piece of evidence about a claim that was not withdrawn: who added it, in which entry."""
        found = self.rows.execute(
            "SELECT adder, entry FROM evidence JOIN about ON id = evidence "
            "WHERE claim = ? AND id = ? AND withdrawn IS NULL", (claim, piece)).fetchone()
        keep(found, "no_evidence", f"V{piece} is not evidence about C{claim} that stands")
        return found

    def add_evidence(self, index, act, body):
        """A page or a file that claims can rest on, or a search that found nothing."""
        claims = [number_of(of["claim"]) for of in body["claims"]]
        demand(0 < len(claims) <= 200 and claims == sorted(set(claims)),
               "does not have a sorted list of claims")
        capture, at = body.get("capture"), body.get("quote_at")
        demand(("locator" in body) != ("searched" in body), "is not one of a place and a search")
        demand(not capture or "locator" in body, "has bytes of no place")
        demand("quote" not in body or not at, "has two quotes")
        text = (capture or {}).get("text")
        demand(not at or text and at["span"]["start"] < at["span"]["end"] <= text["bytes"],
               "has a quote that is not in its text")
        piece = self.count("evidence") + 1
        demand(body["evidence"] == f"V{piece}", "records evidence out of order")
        data = self.capture(capture) if capture else None
        if at:
            quote = words(data, at["span"])
            demand(quote is None or sha256(quote).hex() == at["quote_sha256"],
                   "has another quote than the captured text")
        found = self.on_claims(claims)
        for of in body["claims"]:
            _, quote, is_withdrawn, *_ = found[number_of(of["claim"])]
            keep(of["quote_sha256"] == quote, "other_words",
                 f"it is not about the words of {of['claim']}")
            keep(not is_withdrawn, "withdrawn", f"the article of {of['claim']} is withdrawn")
        self.rows.execute(
            "INSERT INTO evidence (id, entry, adder, shown, quote_at, text_sha256) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (piece, index, act["actor"], json.dumps({**body, "at": act["at"]}),
             at and json.dumps(at["span"]), text and text["sha256"]))
        self.rows.executemany("INSERT INTO about VALUES (?, ?)", [(id, piece) for id in claims])
        self.rows.execute("INSERT INTO sources VALUES (?, ?, ?)", (piece, index, source_of(body)))
        self.name_captured(piece, capture)
        self.acted_on(index, act, found)

    def act_on_evidence(self, index, kind, act, body):
        """Evidence was looked up again, withdrawn, or said to have one origin with other evidence."""
        ids = body["evidence"] if kind == "evidence.grouped" else [body["evidence"]]
        pieces = [number_of(id) for id in ids]
        demand(pieces and pieces == sorted(set(pieces)), "does not have a sorted list of evidence")
        demand(0 < pieces[0] and pieces[-1] <= self.count("evidence"),
               "is about evidence that is not in the log")
        capture, by = body.get("capture"), act["actor"]
        if capture:
            withheld, = self.rows.execute("SELECT withheld FROM evidence WHERE id = ?",
                                          pieces).fetchone()
            demand(not withheld, "captures anew what is withheld")
            self.capture(capture)
        about = [row for piece in pieces for row in self.rows.execute(
            "SELECT claim, evidence FROM about WHERE evidence = ?", [piece])]
        found = self.on_claims(sorted({claim for claim, _ in about}))
        for claim, piece in sorted(about):
            adder, entry = self.standing(claim, piece)
            keep(kind != "evidence.withdrawn" or adder == by
                 or self.roll.role_at(self.roll.now(by), index) == "editor", "not_yours",
                 f"E{entry} is by {adder}, and only {adder} can take it back")
        done = {"by": by, "at": act["at"], "entry": act["id"]}
        for piece in pieces:
            shown = json.loads(self.rows.execute("SELECT shown FROM evidence WHERE id = ?",
                                                 [piece]).fetchone()[0])
            if kind == "evidence.checked":
                kept = {"capture": capture} if capture else {}
                shown.setdefault("checks", []).append({"result": body["result"], **done, **kept})
                self.rows.execute("UPDATE evidence SET last_check = ?, result = ? WHERE id = ?",
                                  (index, body["result"], piece))
                self.name_captured(piece, capture)
            elif kind == "evidence.grouped":
                shown.update(origin=body["origin"], origin_set=done)
                self.rows.execute("INSERT INTO sources VALUES (?, ?, ?)",
                                  (piece, index, source_of({"origin": body["origin"]})))
            else:
                shown["withdrawn"] = {**done, "reason": body["reason"]}
                self.rows.execute("UPDATE evidence SET withdrawn = ? WHERE id = ?", (index, piece))
            self.rows.execute("UPDATE evidence SET shown = ? WHERE id = ?",
                              (json.dumps(shown), piece))
        self.acted_on(index, act, found)
        # A check says nothing of what a verdict rests on, before somebody has read what changed.
        for claim in found if kind != "evidence.checked" else ():
            self.conclude(index, claim)

    def on_claims(self, claims):
        """For each of these claims: the entry that recorded it, the hash of its words, whether its
        article is withdrawn, and the entry of that."""
        found = {id: self.rows.execute(
            "SELECT claims.entry, quote_sha256, is_withdrawn, articles.entry FROM claims "
            "JOIN articles ON articles.id = article WHERE claims.id = ?", [id]).fetchone()
            for id in claims}
        demand(all(found.values()), "is about a claim that is not in the log")
        return found

    def acted_on(self, index, act, found):
        """Note an act on several claims."""
        for claim, (entry, _, _, of_article) in found.items():
            for needed in (index, entry, of_article):
                self.needed[needed] = True
            self.rows.execute("INSERT INTO acts VALUES (?, ?, ?)", (claim, index, json.dumps(act)))
            self.rows.execute("UPDATE claims SET updated_at = ?, has_acts = 1 WHERE id = ?",
                              (act["at"], claim))

    def capture(self, capture):
        """The text of what was captured. What was withheld does not come back."""
        text = capture.get("text")
        named = [(capture["sha256"], capture["bytes"])]
        named += [(text["sha256"], text["bytes"])] if text else []
        for digest, length in named:
            demand(not self.rows.execute("SELECT 1 FROM withheld WHERE sha256 = ?",
                                         [digest]).fetchone(), "has bytes that were withheld")
            data = self.content(digest)
            demand(data is None or len(data) == length, "gives a wrong length of what was captured")
        return self.text(text["sha256"]) if text else None

    def name_captured(self, piece, capture):
        """Note that these bytes were captured as this evidence."""
        if capture:
            digests = [capture["sha256"]] + [capture["text"]["sha256"]] * ("text" in capture)
            self.rows.executemany("INSERT OR IGNORE INTO captured VALUES (?, ?)",
                                  [(piece, digest) for digest in digests])

    def fallen(self, claim):
        """The evidence that reviews which count rest on, and that has fallen since, with why."""
        latest, fallen = {}, {}
        for entry, reviewer, rests_on in self.rows.execute(
                "SELECT entry, reviewer, rests_on FROM reviews WHERE claim = ? ORDER BY entry",
                [claim]):
            latest[reviewer] = entry, json.loads(rests_on)
        for entry, pieces in latest.values():
            for piece in pieces:
                withdrawn, last_check, result = self.rows.execute(
                    "SELECT withdrawn, last_check, result FROM evidence WHERE id = ?",
                    [piece]).fetchone()
                if withdrawn is not None and withdrawn > entry:
                    fallen[piece] = "withdrawn"
                elif (last_check is not None and last_check > entry
                      and result in ("gone", "quote_gone")):
                    fallen[piece] = result
        return [{"evidence": f"V{piece}", "why": fallen[piece]} for piece in sorted(fallen)]

    def evidence_about(self, claim):
        """What a report says of the evidence about a claim."""
        for id, entry, adder, withheld, shown, quote_at, text in self.rows.execute(
                "SELECT id, entry, adder, withheld, shown, quote_at, text_sha256 FROM evidence "
                "JOIN about ON id = evidence WHERE claim = ? ORDER BY id", [claim]).fetchall():
            shown, span = json.loads(shown), quote_at and json.loads(quote_at)
            is_there = lambda name: {name: shown[name]} if name in shown else {}
            now = lambda act: {**act, "by": self.roll.now(act["by"])}
            data = self.text(text) if span and not withheld else None
            quoted = {"quote": shown.get("quote"), "quote_confirmed": bool(span)}
            if span:
                quoted["quote"] = data and data[span["start"]:span["end"]].decode()
                quoted["span"] = {name: span[name] for name in ("start", "end")}
            yield {
                "id": f"V{id}", "stance": shown["stance"], **is_there("kind"),
                **is_there("locator"), **is_there("searched"), **is_there("published"),
                **is_there("origin"),
                **({"origin_set": now(shown["origin_set"])} if "origin_set" in shown else {}),
                **(quoted if span or "quote" in shown else {}), **is_there("note"),
                **is_there("capture"), **({"withheld": withheld} if withheld else {}),
                "by": self.roll.now(adder), "at": shown["at"], "entry": f"E{entry}",
                "claims": [of["claim"] for of in shown["claims"]],
                **({"checks": list(map(now, shown["checks"]))} if "checks" in shown else {}),
                **({"withdrawn": now(shown["withdrawn"])} if "withdrawn" in shown else {})}

    def judge(self, index, claim, reviewer, status, has_note, rests_on):
        """The latest review of each reviewer counts. A review with a note is also an answer to those
        who have left: their reviews no longer count."""
        for left in self.roll.left_at(index) if has_note else ():
            self.rows.execute("DELETE FROM latest WHERE claim = ? AND reviewer = ?", (claim, left))
        is_by_editor = self.roll.role_at(self.roll.now(reviewer), index) == "editor"
        self.rows.execute("INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, ?)",
                          (claim, reviewer, status, is_by_editor, rests_on))
        self.conclude(index, claim)

    def rule(self, index, claim, kind, value):
        """A conflict was resolved, or a rule was waived."""
        if kind == "waived":
            self.conclude(index, claim)
            return
        self.rows.execute("DELETE FROM latest WHERE claim = ?", [claim])
        self.rows.execute("UPDATE claims SET is_in_conflict = 0, status = ?, waits = '' "
                          "WHERE id = ?", (value, claim))

    def rulings(self, claim, kind, index):
        """What was resolved, or waived, until this entry."""
        return [value for value, in self.rows.execute(
            "SELECT value FROM rulings WHERE claim = ? AND kind = ? AND entry <= ? ORDER BY entry",
            (claim, kind, index))]

    def resolved(self, claim, index):
        """The last resolution, which counts like a review, unless it says that nobody can tell."""
        return [value for value in self.rulings(claim, "resolved", index)[-1:]
                if value != "unverified"]

    def conclude(self, index, claim):
        """If all who count agree, and are enough by the policy, that is the verdict. If they
        disagree, the previous verdict remains in force, in conflict."""
        resolved = self.resolved(claim, index)
        statuses = [status for status in STATUSES if status in resolved or self.rows.execute(
            "SELECT 1 FROM latest WHERE claim = ? AND status = ?", (claim, status)).fetchone()]
        if not statuses:
            return
        if len(statuses) > 1:
            self.rows.execute("UPDATE claims SET is_in_conflict = 1, waits = '' WHERE id = ?",
                              [claim])
            return
        verdict, = self.rows.execute("SELECT status FROM claims WHERE id = ?", [claim]).fetchone()
        # A verdict that was reached under the policy of its time stands.
        stands = statuses in ([verdict], resolved)
        waits = "" if stands else self.waits(index, claim, statuses[0])
        self.rows.execute("UPDATE claims SET is_in_conflict = 0, status = ?, waits = ? "
                          "WHERE id = ?", ("unverified" if waits else statuses[0], waits, claim))

    def waits(self, index, claim, status):
        """What those who agree lack of a verdict, by the policy of this entry."""
        policy, waived = self.roll.policy_at(index), self.rulings(claim, "waived", index)
        given, by_editors = self.rows.execute(
            "SELECT count(*), coalesce(sum(is_by_editor), 0) FROM latest WHERE claim = ?",
            [claim]).fetchone()
        required, waits = policy["reviews_required"], []
        if given < required and "reviews_required" not in waived:
            waits.append(f"{given} of {required} reviews")
        standing, sources = 0, set()
        for rests_on, in self.rows.execute("SELECT rests_on FROM latest WHERE claim = ?", [claim]):
            for piece in json.loads(rests_on):
                source = self.rows.execute(
                    "SELECT source FROM evidence JOIN sources ON evidence = id "
                    "WHERE id = ? AND (withdrawn IS NULL OR withdrawn > ?) AND sources.entry <= ? "
                    "ORDER BY sources.entry DESC LIMIT 1", (piece, index, index)).fetchone()
                standing += source is not None
                sources.update(source or ())
        sources.discard(None)
        asked = policy["independent_origins"]
        # That nobody can tell rests on nothing.
        if (status != "unverified" and policy["evidence_required"] == "on" and not standing
                and "evidence_required" not in waived):
            waits.append("evidence")
        if (status != "unverified" and len(sources) < asked
                and "independent_origins" not in waived):
            waits.append(f"{len(sources)} of {asked} independent origins")
        if (policy["editor_required"] == "on" and not by_editors
                and "editor_required" not in waived):
            waits.append("an editor")
        return ", ".join(waits)

    def rules(self, index, kind, body, by, verdict, is_dismissed, quote, is_withdrawn, gone,
              claimant, recorder):
        """The rules of judgement: whether this reviewer could do that to the claim then."""
        claim, status = body["claim"], body.get("status")
        keep(body["quote_sha256"] == quote, "other_words",
             f"it is not about the words of {claim}")
        keep(not is_withdrawn, "withdrawn", f"the article of {claim} is withdrawn")
        keep(gone is None or kind not in OF_WORDS or kind == "claim.assigned" and "to" not in body,
             "gone",
             f"{claim} is gone: its article was read again, and is now read without it")
        def is_own(table, entry, rule, what):
            author = self.rows.execute(f"SELECT reviewer FROM {table} WHERE entry = ? AND claim = ?",
                                       (number_of(entry), number_of(claim))).fetchone()
            keep(author, rule, f"{entry} is not a {what} {claim} that stands")
            keep(author == (by,), "not_yours", f"{entry} is by {author[0]}")
        if kind == "claim.corrected":
            keep(body.get("claimant") != claimant, "nothing_corrected",
                 f"that would change nothing of {claim}")
        elif kind == "claim.scoped":
            scope, = self.rows.execute("SELECT scope FROM claims WHERE id = ?",
                                       [number_of(claim)]).fetchone()
            keep(scope or "period" in body or "place" in body or "unit" in body, "nothing_scoped",
                 f"that would change nothing of what {claim} covers")
        elif kind == "claim.dismissed":
            keep(not is_dismissed, "already_dismissed", f"{claim} is already dismissed")
            others = [name for name, in self.rows.execute(
                "SELECT DISTINCT reviewer FROM reviews WHERE claim = ? AND reviewer <> ? "
                "ORDER BY reviewer", (number_of(claim), by))]
            keep("over" not in body or others and body["over"] == others, "over_others",
                 f"it does not name the reviewers who judged {claim}")
        elif kind == "claim.restored":
            keep(is_dismissed, "not_dismissed", f"{claim} is not dismissed")
            keep("over" not in body, "over_others",
                 f"it does not name the reviewers who judged {claim}")
        elif kind == "note.retracted" or "replaces" in body:
            is_own("notes", body.get("entry") or body["replaces"], "no_note", "note on")
        elif kind == "review.withdrawn":
            is_own("reviews", body["entry"], "no_review", "review of")
        elif kind == "verdict.resolved":
            self.may_resolve(index, number_of(claim), body, by, is_dismissed)
        elif kind == "waiver.given":
            keep(body["rule"] not in self.rulings(number_of(claim), "waived", index),
                 "already_waived", f"{body['rule']} is already waived for {claim}")
            policy = self.roll.policy_at(index)
            is_asked = {"editor_required": policy["editor_required"] == "on", "no_party": True,
                        "evidence_required": policy["evidence_required"] == "on",
                        "independent_origins": policy["independent_origins"] > 0,
                        "no_importer": policy["importer_may_judge"] == "off",
                        "reviews_required": policy["reviews_required"] > 1}
            keep(is_asked[body["rule"]], "not_a_rule",
                 f"the policy does not ask for {body['rule']}, so there is nothing to waive")
        elif kind in ("claim.reviewed", "claim.suggested"):
            rests_on = [number_of(id) for id in body.get("evidence", ())]
            demand(("evidence" not in body or rests_on) and rests_on == sorted(set(rests_on)),
                   "does not have a sorted list of evidence")
            for piece in rests_on:
                self.standing(number_of(claim), piece)
            self.may_rate(index, body)
            if kind == "claim.suggested":
                return
            keep(not is_dismissed, "dismissed", f"{claim} is dismissed as not a claim")
            keep(self.roll.policy_at(index)["importer_may_judge"] == "on"
                 or self.roll.now(by) != self.roll.now(recorder)
                 or "no_importer" in self.rulings(number_of(claim), "waived", index), "importer",
                 f"{by} imported or added {claim}, and the policy lets others judge it")
            if "note" in body:
                return  # With a note, even a repeated verdict says something new.
            number, policy = number_of(claim), self.roll.policy_at(index)
            is_required = policy["note_required"] == "on"
            needs_note = f"{claim} needs a note to be marked {status}"
            if policy["blind"] == "on" and self.is_hidden(index, number, by):
                # Whether it is a change must not be known to those who review blind.
                keep(status == "corroborated" or status == "disputed" and not is_required,
                     "note_required", needs_note)
                return
            latest = lambda condition, *values: self.rows.execute(
                f"SELECT status FROM latest WHERE claim = ? {condition}",
                (number, *values)).fetchone()
            own, first = latest("AND reviewer = ?", by), latest("LIMIT 1")
            is_first = not first and not self.resolved(number, index)
            keep(own != (status,), "already_marked", f"{claim} is already {status} by {by}")
            keep(not is_first or status != "unverified", "already_unverified",
                 f"{claim} is already unverified")
            waits, = self.rows.execute("SELECT waits FROM claims WHERE id = ?", [number]).fetchone()
            opinion = first[0] if waits and first else verdict
            is_change = own or not is_first and status != opinion
            keep(not is_required or status != "disputed" and not is_change, "note_required",
                 needs_note)

    def may_rate(self, index, body):
        """A rating goes with a status by the scale in force."""
        keep("rating" not in body or any(
            (rating["label"], rating["status"]) == (body["rating"], body["status"])
            for rating in self.roll.scale_at(index)), "not_a_rating",
            f"{body.get('rating')} is no rating for {body['status']}")

    def is_hidden(self, index, claim, by):
        """Whether, while reviews are blind, what others said of the claim is hidden from them."""
        return (self.roll.role_at(self.roll.now(by), index) == "reviewer"
                and not self.rows.execute("SELECT 1 FROM reviews WHERE claim = ? AND reviewer = ?",
                                          (claim, by)).fetchone())

    def may_resolve(self, index, claim, body, by, is_dismissed):
        """A conflict is resolved by somebody who is no party to it."""
        id, latest = body["claim"], dict(self.rows.execute(
            "SELECT reviewer, status FROM latest WHERE claim = ? ORDER BY reviewer", [claim]))
        keep(not is_dismissed, "dismissed", f"{id} is dismissed as not a claim")
        conflict, = self.rows.execute("SELECT is_in_conflict FROM claims WHERE id = ?",
                                      [claim]).fetchone()
        keep(conflict, "no_conflict", f"the reviewers of {id} do not disagree")
        role = self.roll.role_at(self.roll.now(by), index)
        keep(role == "editor" or self.roll.policy_at(index)["resolver"] == "reviewer",
             "not_their_role", f"{by} is {a(role)}, who may not do that")
        keep(by not in latest or "no_party" in self.rulings(claim, "waived", index), "party",
             f"{by} is a party to the conflict about {id}")
        self.may_rate(index, body)
        over = [name for name, status in latest.items() if status != body["status"]]
        keep(body.get("over", []) == over and ("over" not in body or over), "over_others",
             f"it does not name the reviewers who judged {id}")

    def may_have(self, index, kind, body, by, now, is_dismissed):
        """The rules of who has a claim at this time, and of its tags."""
        id, claim = body["claim"], number_of(body["claim"])
        if kind in ("claim.linked", "claim.unlinked"):
            on, grounds = number_of(body["to"]["claim"]), self.rests_on(claim)
            if kind == "claim.unlinked":
                keep(on in grounds, "does_not_rest", f"{id} does not rest on C{on}")
                return
            keep(on not in grounds, "already_rests", f"{id} already rests on C{on}")
            keep(len(grounds) < 50, "too_many_grounds", f"{id} would rest on more than 50 claims")
            return
        if kind == "claim.tagged":
            tags = {tag for tag, in self.rows.execute("SELECT tag FROM tags WHERE claim = ?",
                                                      [claim])}
            add, remove = set(body.get("add", ())), set(body.get("remove", ()))
            is_sorted = all(body[name] and body[name] == sorted(
                set(body[name]), key=lambda tag: tag.encode())
                for name in ("add", "remove") if name in body)
            keep(is_sorted and add | remove and not add & tags and remove <= tags,
                 "nothing_tagged", f"that would change no tag of {id}")
            keep(len(tags | add) - len(remove) <= 50, "too_many_tags",
                 f"{id} would have more than 50 tags")
            return
        assigned, taken = self.has(claim)
        assignee = assigned and assigned[0]
        runs = taken and taken[1] > now
        if kind == "claim.released":
            keep(assignee == by or runs and taken[0] == by, "not_theirs",
                 f"{id} is neither assigned to {by} nor taken by {by}")
            return
        keep(not is_dismissed, "dismissed", f"{id} is dismissed as not a claim")
        if kind == "claim.assigned":
            to, due = body.get("to"), body.get("due")
            keep((to, due) != (assigned[:2] if assigned else (None, None)) and (to or not due),
                 "nothing_assigned", f"{id} is assigned so already")
            if self.roll.role_at(self.roll.now(by), index) == "editor" or assigned and assigned[2] == by:
                return
        else:
            left = seconds(body["until"]) - seconds(now)
            keep(0 < left <= 31 * 24 * 60 * 60, "lease_length",
                 f"{id} can be taken for at least a second, and at most 31 days")
        keep(assignee in (None, by), "assigned", f"{id} is assigned to {assignee}")
        keep(not runs or taken[0] == by, "taken", f"{id} is taken by {taken and taken[0]}")

    def report(self, made_at, ledger, roll):
        """The text of report.json, piece by piece: a line for each article and each claim."""
        head = {"format": "factledger-report", "version": 1, "made_at": made_at, "ledger": ledger,
                "counts": self.counts("1")}
        yield to_json(head)[:-1] + ',"unverified":'
        claims = lambda condition: in_list(to_json(f"C{id}") for id, in self.rows.execute(
            f"SELECT id FROM claims WHERE {condition} AND NOT is_dismissed AND NOT is_withdrawn "
            "AND gone IS NULL ORDER BY id"))
        yield from claims("status = 'unverified'")
        withdrawn = [{"article": f"A{id}", **json.loads(withdrawn),
                      "claims": self.counts(f"article = {id}").get("withdrawn", 0)}
                     for id, withdrawn in self.rows.execute(
                         "SELECT id, withdrawn FROM articles WHERE withdrawn IS NOT NULL "
                         "ORDER BY id")]
        if withdrawn:
            yield "," + to_json({"withdrawn": withdrawn})[1:-1]
        yield ',"in_conflict":'
        yield from claims("is_in_conflict")
        yield ',"revoked_keys":'
        yield from in_list(to_json(shown) for shown, *_ in roll.revoked)
        if roll.key_changes:
            yield "," + to_json({"key_changes": roll.key_changes})[1:-1]
        yield ',"odd_times":'
        yield from in_list(map(to_json, self.odd_times(made_at)))
        yield ',"as_of":null'  # A bundle shows the whole of its log.
        if self.policies:
            yield "," + to_json({"policies": self.policies})[1:-1]
        yield ',\n"articles":['
        articles = self.rows.execute(
            "SELECT id, shown, withheld FROM articles WHERE withdrawn IS NULL ORDER BY id")
        for comma, (id, shown, withheld) in commas(articles):
            article = json.loads(shown)
            later = {name: article.pop(name) for name in (
                "corrected", "reread", "earlier_readings", "appearances", "redacted")
                if name in article}
            if withheld:
                article["withheld"] = json.loads(withheld)
                later.pop("redacted", None)
            article["counts"] = self.counts(f"article = {id}")
            newer, = self.rows.execute(
                "SELECT max(newer.id) FROM (SELECT ? AS address, -1 AS entry UNION ALL "
                "SELECT address, entry FROM appearances WHERE article = ?) AS own "
                "JOIN articles AS newer ON newer.address = own.address AND newer.entry > own.entry "
                "WHERE newer.id > ? AND newer.text_sha256 <> ?",
                [address(article["origin"]), id, id, article["text_sha256"]]).fetchone()
            article["newer_text"] = newer and f"A{newer}"
            article.update(later)
            yield comma + "\n" + to_json(article)[:-1] + ',\n"claims":['
            # Those that are gone come last, each in the text that it was in.
            claims = self.rows.execute(
                "SELECT id, start, end, quote_sha256, found, at, updated_at, status, "
                "is_in_conflict, is_dismissed, has_acts, waits, withheld, gone, gone_text FROM claims "
                "WHERE article = ? ORDER BY CASE WHEN gone IS NULL THEN -1 "
                "ELSE coalesce(placed, entry) END, start, end, id", [id])
            last, text = None, None
            for comma, claim in commas(claims):
                digest = claim[-1] or article["text_sha256"]
                if digest != last and not withheld and not claim[-3]:
                    last, text = digest, Text(self.text(digest))
                yield comma + "\n"
                yield from self.line(article, None if claim[-3] else text, roll, *claim)
            yield "]}"
        yield "]}\n"

    def line(self, article, text, roll, id, start, end, digest, found, at, updated_at, status,
             conflict, dismissed, has_acts, waits, withheld, gone, gone_text):
        """The line of a claim, which may have any number of acts."""
        rulings = [{"ruling": kind, "value": value, "by": by, "at": at, "entry": f"E{entry}",
                    "reason": reason, **({"rating": rating} if rating else {})}
                   for kind, value, by, at, entry, reason, rating in self.rows.execute(
                        "SELECT kind, value, ruler, at, entry, reason, rating FROM rulings "
                        "WHERE claim = ? ORDER BY entry", [id])] if has_acts else []
        evidence = list(self.evidence_about(id)) if has_acts else []
        fallen = self.fallen(id) if evidence else []
        claimant, claimant_span, raw_span, extractor, actor, *corrected = json.loads(found)
        span = {"start": start, "end": end}
        line, column = text.place(start) if text else (None, None)
        before, after = text.context(start, end) if text else ("", "")
        if not text and claimant_span:
            claimant = None  # These are words of the article.
        members = ("id", "title", "origin", "sha256", "text_sha256", "newer_text")
        as_shown = lambda span: span and {name: span[name] for name in ("start", "end")}
        yield to_json({
            "id": f"C{id}", "status": status, "text": text and text.data[start:end].decode(),
            "claimant": claimant, "claimant_span": as_shown(claimant_span),
            "article": {name: article[name] for name in members},
            "span": {**span, "line": line, "column": column},
            # If the document is its text, byte for byte, both places are the same.
            "raw_span": (span if article["sha256"] == (gone_text or article["text_sha256"])
                         else as_shown(raw_span)),
            "quote_sha256": digest, "extractor": as_listed(extractor),
            "stale": gone is not None or bool(fallen),
            "conflict": bool(conflict), "dismissed": bool(dismissed),
            **({} if text else {"withheld": withheld})})[:-1] + ',"reviews":'
        acts = lambda: (json.loads(act) for act, in self.rows.execute(
            "SELECT act FROM acts WHERE claim = ? ORDER BY entry", [id])) if has_acts else ()
        standing = (json.loads(act) for act, in self.rows.execute(
            "SELECT act FROM acts WHERE claim = ? AND entry IN (SELECT entry FROM reviews "
            "WHERE claim = ?) ORDER BY entry", [id, id])) if has_acts else ()
        yield from in_list(to_json({
            "reviewer": roll.now(act["actor"]), "status": act["body"]["status"],
            "note": act.get("note", act["body"].get("note")),
            **({"note_withheld": True} if "note" in act and act["note"] is None else {}),
            "at": act["at"], "entry": act["id"],
            **({"evidence": act["body"]["evidence"]} if "evidence" in act["body"] else {}),
            **({"rating": act["body"]["rating"]} if "rating" in act["body"] else {}),
            "key_revoked": roll.revocation(number_of(act["id"]), act["actor"])})
            for act in standing)
        yield "," + to_json({
            "created_at": at, "updated_at": updated_at,
            **({"corrected": {"claimant": corrected[0]}} if corrected else {}),
            **({"waits_for": waits} if waits else {}), **({"rulings": rulings} if rulings else {}),
            **({} if gone is None else {"gone": {"entry": f"E{gone}", "text_sha256": gone_text}}),
            **({"evidence": evidence} if evidence else {}),
            **({"stale_evidence": fallen} if fallen else {}),
            **(self.shown_docket(id) if has_acts else {}),
            **(self.shown_scope(id) if has_acts else {}),
            **(self.shown_grounds(id) if has_acts else {}),
            **(self.shown_ratings(id, status) if has_acts and not conflict and not waits else {}),
            "recorded_by": actor,
            "context": {"before": before, "after": after}})[1:-1] + ',"history":'
        yield from in_list(map(to_json, acts()))
        yield "}"

    def shown_docket(self, claim):
        assigned, taken = self.has(claim)
        assignee, due, _ = assigned or (None, None, None)
        holder, until = taken or (None, None)
        tags = sorted((tag for tag, in self.rows.execute("SELECT tag FROM tags WHERE claim = ?",
                                                         [claim])), key=lambda tag: tag.encode())
        shown = {"assignee": assignee, "due": due, "taken_by": holder, "taken_until": until,
                 "tags": tags}
        return {name: shown[name] for name in shown if shown[name]}

    def shown_scope(self, claim):
        scope, = self.rows.execute("SELECT scope FROM claims WHERE id = ?", [claim]).fetchone()
        scope = scope and json.loads(scope)
        return {"scope": {**scope, "by": self.roll.now(scope["by"])}} if scope else {}

    def shown_ratings(self, claim, verdict):
        """The ratings that go with a verdict: that of the last resolution, and those of the reviewers
        who say the same since."""
        since, value, rating = self.rows.execute(
            "SELECT entry, value, rating FROM rulings WHERE claim = ? AND kind = 'resolved' "
            "ORDER BY entry DESC LIMIT 1", [claim]).fetchone() or (0, None, None)
        ratings, latest = [rating] if value == verdict and rating else [], {}
        for entry, reviewer, act in self.rows.execute(
                "SELECT reviews.entry, reviewer, act FROM reviews JOIN acts ON acts.claim = reviews.claim "
                "AND acts.entry = reviews.entry WHERE reviews.claim = ? ORDER BY reviews.entry", [claim]):
            latest.pop(reviewer, None)
            latest[reviewer] = entry, json.loads(act)["body"]
        for entry, said in latest.values():
            if entry > since and said["status"] == verdict and "rating" in said:
                ratings.append(said["rating"])
        return {"ratings": list(dict.fromkeys(ratings))} if ratings else {}

    def shown_grounds(self, claim):
        """The claims that one rests on, each with why it does not carry any more."""
        grounds = []
        for said, withdrawn, gone, dismissed, conflict, status in self.rows.execute(
                "SELECT said, is_withdrawn, gone, is_dismissed, is_in_conflict, status FROM grounds "
                "JOIN claims ON id = target WHERE grounds.claim = ? AND until IS NULL "
                "ORDER BY target", [claim]).fetchall():
            fallen = ("withdrawn" if withdrawn else "gone" if gone is not None else
                      "dismissed" if dismissed else "in conflict" if conflict else
                      status if status == "disputed" else None)
            said = json.loads(said)
            grounds.append({**said, "by": self.roll.now(said["by"]),
                            **({"fallen": fallen} if fallen else {})})
        return {"rests_on": grounds} if grounds else {}

    def counts(self, condition):
        counts = dict.fromkeys((*STATUSES, "dismissed"), 0)
        for kind, count in self.rows.execute(
                "SELECT CASE WHEN is_withdrawn THEN 'withdrawn' WHEN gone IS NOT NULL THEN 'gone' "
                "WHEN is_dismissed THEN 'dismissed' ELSE status END, count(*) "
                f"FROM claims WHERE {condition} GROUP BY 1"):
            counts[kind] = count
        gone, withdrawn = counts.pop("gone", None), counts.pop("withdrawn", None)
        counts["conflict"] = self.rows.execute(
            f"SELECT count(*) FROM claims WHERE {condition} AND is_in_conflict "
            "AND NOT is_dismissed AND NOT is_withdrawn AND gone IS NULL").fetchone()[0]
        if gone:
            counts["gone"] = gone
        if withdrawn:
            counts["withdrawn"] = withdrawn
        return counts

STATUSES = ("unverified", "disputed", "corroborated")
FACTS = ("byline", "language", "origin", "published", "title")
POLICY = {"blind": "off", "editor_required": "off", "evidence_required": "off",
          "importer_may_judge": "on", "independent_origins": 0, "join": "open",
          "note_required": "on", "resolver": "editor", "reviews_required": 1}
OF_EDITORS = ("content.withheld", "policy.set", "reviewer.added", "reviewer.invited", "role.given",
              "scale.set", "waiver.given")
OF_PROGRAMS = ("article.appeared", "article.imported", "claim.added", "claim.suggested",
               "claim.tagged", "claims.extracted", "evidence.added", "evidence.checked",
               "evidence.withdrawn", "note.added", "note.retracted")

# What people write in entries, which may stand beside the log.
WRITTEN = ("claimant", "note", "period", "place", "quote", "reason", "searched", "unit")
# What is done only to claims whose words stand in the article as it is read.
OF_WORDS = ("claim.assigned", "claim.dismissed", "claim.reviewed", "claim.suggested", "claim.taken",
            "verdict.resolved", "waiver.given")
OF_DOCKETS = ("claim.assigned", "claim.linked", "claim.released", "claim.tagged", "claim.taken",
              "claim.unlinked")

def a(role):
    return ("an " if role[0] in "eo" else "a ") + role

def keep(is_kept, rule, why):
    """One of the rules of judgement."""
    if not is_kept:
        raise Refused(rule, why)

def words(text, span):
    """The bytes of a span, which is not empty, lies in the text, and splits no character. None: the
    text is withheld."""
    start, end = span["start"], span["end"]
    if text is None:
        return demand(start < end, "has a span that is empty")
    demand(start < end <= len(text), "has a span outside the text")
    demand(all(at == len(text) or text[at] & 0xc0 != 0x80 for at in (start, end)),
           "has a span that splits a character")
    return text[start:end]

def touches(spans, start, end):
    """Whether a part of these spans is between these places."""
    return any(first < end and start < last for first, last in spans)

def as_listed(extractor):
    names = ("model_sha256", "name", "version", "score")
    return extractor and {name: extractor[name] for name in names if name in extractor}

def address(origin):
    """A web address as it is compared; another name as it is. Two that lead to the same page, as far
    as their letters tell, are the same."""
    lower = lambda text: "".join(c.lower() if c.isascii() else c for c in text)
    scheme, found, rest = origin.strip(SPACES).partition("://")
    port = {"http": ":80", "https": ":443"}.get(lower(scheme))
    if not found or not port:
        return origin
    host, after = re.fullmatch("([^/?]*)(.*)", rest.partition("#")[0], re.DOTALL).groups()
    host = lower(host.rpartition("@")[2])
    host = (host[:-len(port)] if host.endswith(port) else host).rstrip(".")
    host = host[4:] if host.startswith("www.") else host
    if not host:
        return origin
    path, _, query = after.partition("?")
    kept = [one for one in query.split("&") if one
            and not re.fullmatch(TRACKING, lower(one.partition("=")[0]), re.DOTALL)]
    return f"//{host}{path.rstrip('/')}" + ("?" + "&".join(kept) if kept else "")

def source_of(evidence):
    """What evidence counts as among independent origins: the origin that a person named; or else the
    site of its address, or the very bytes of its file. None: a search without an origin."""
    if "origin" in evidence:
        name = "".join(" " if c in SPACES else c.lower() if c.isascii() else c
                       for c in evidence["origin"])
        return "origin " + " ".join(filter(None, name.split(" ")))
    if "locator" not in evidence:
        return None
    locator = evidence["locator"]
    key = address(locator)
    if key != locator and key.startswith("//"):
        return "site " + re.split("[/?]", key[2:])[0]
    capture = evidence.get("capture")
    return f"bytes {capture['sha256']}" if capture else f"place {locator}"

# Parameters that only say where a reader came from.
TRACKING = ("utm_.*|dclid|fbclid|gbraid|gclid|gclsrc|igshid|mc_cid|mc_eid|mkt_tok|msclkid|ncid|twclid"
            "|wbraid|wt_mc|yclid|_ga")

def number_of(id):
    return int(id[1:])

def commas(items):
    return ((", "[:number > 0], item) for number, item in enumerate(items))

def in_list(items):
    yield "["
    for comma, item in commas(items):
        yield comma + item
    yield "]"

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

def to_json(value):
    """On one line, with hidden characters written as `\\u202e`."""
    text = ENCODER.encode(value)
    if text.isascii() and "\x7f" not in text:
        return text
    units = lambda c: c.encode("utf-16-be").hex()
    return HIDDEN.sub(lambda c: re.sub("....", r"\\u\g<0>", units(c[0])), text)


class Text:
    """The canonical text of an article. Spans count its bytes, in UTF-8. Ask for places in order,
    from the start of the text to the end."""

    SPACE = re.compile(rb"[\t-\r ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]"
                       rb"|\xe2\x81\x9f|\xe3\x80\x80")  # Unicode's White_Space
    SPACES = re.compile(b"(?:" + SPACE.pattern + b")*")
    ENDS = tuple(c.encode() for c in '.!?…"”»)')
    WIDEST = 120

    def __init__(self, data):
        self.data, self.last = data, (0, 0, 1)  # the line, byte and column asked for last
        lines = (end.end() for end in re.finditer(b"\r\n|\r|\n", data))
        self.starts = array.array("q", [0])  # of the lines, which end at LF, CRLF, or CR
        self.starts.extend(lines)
        # A blank line ends a paragraph. Each line is a paragraph by itself, unless the lines were
        # wrapped to a width: then no line has room for the first word of the next one, and not
        # every line ends a sentence.
        self.begins, self.ends = array.array("q"), array.array("q")
        self.new_block()
        for line, start in enumerate(self.starts):
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(data)
            begin = self.SPACES.match(data, start, end).end()
            while end > begin and (width := self.space_before(end)):
                end -= width
            if begin == end:
                self.end_block()
                continue
            if self.width is not None:  # of the line before
                word = self.length(begin, self.word_end(begin, end))
                self.fits = min(self.fits, self.width + 1 + word)
                self.are_sentences &= self.is_sentence
            self.width = self.length(begin, end)
            self.is_sentence = data.endswith(self.ENDS, begin, end)
            self.widest = max(self.widest, self.width)
            self.begins.append(begin)
            self.ends.append(end)
        self.end_block()

    def new_block(self):
        self.first, self.width, self.widest, self.fits = len(self.begins), None, 0, sys.maxsize
        self.are_sentences = True

    def end_block(self):
        first, lines = self.first, len(self.begins) - self.first
        if (lines > 1 and 40 <= self.widest <= min(self.WIDEST, self.fits - 1)
                and not self.are_sentences):
            self.ends[first] = self.ends[-1]
            del self.begins[first + 1:], self.ends[first + 1:]
        self.new_block()

    def space_before(self, end):
        """The number of bytes of the white space that ends here."""
        is_space = lambda n: self.SPACE.fullmatch(self.data, max(end - n, 0), end)
        return next(filter(is_space, (1, 2, 3)), 0)

    def word_end(self, begin, end):
        space = self.SPACE.search(self.data, begin, min(end, begin + 4 * self.WIDEST))
        return space.start() if space else end

    def length(self, start, end):
        """In characters; for anything longer than the widest line, some larger number."""
        return end - start if end - start > 4 * self.WIDEST else characters(self.data[start:end])

    def place(self, start):
        """Line and column, from 1. Columns count characters."""
        line = bisect.bisect_right(self.starts, start)
        if self.last[0] != line or start < self.last[1]:
            self.last = (line, self.starts[line - 1], 1)
        # Most claims come in order: count on from the last place, or long lines take forever.
        self.last = (line, start, self.last[2] + characters(self.data[self.last[1]:start]))
        return line, self.last[2]

    def context(self, start, end):
        """The rest of its paragraphs, up to 600 characters on either side."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.begins, end)
        begin, close = start, end
        if first < last:
            begin, close = self.begins[first], self.ends[last - 1]
        # No character has more than 4 bytes; the 601st shows that there are more.
        cut = max(begin, start - 4 * 601)
        before = self.data[cut:start].decode(errors="ignore" if cut > begin else "strict")
        after = self.data[end:min(close, end + 4 * 601)].decode(errors="ignore")
        return ("…" + before[-600:] if len(before) > 600 else before,
                after[:600] + "…" if len(after) > 600 else after)

def characters(data):
    """The number of characters: all bytes except those that continue one."""
    return len(data.translate(None, CONTINUING))

CONTINUING = bytes(range(0x80, 0xc0))


# The form of an entry: a dictionary of members, a list of them, or a function that accepts values.

def read_entry(text):
    """One line of canonical JSON (RFC 8785), so that what was signed has only one spelling. All
    numbers are integers, nested at most 64 deep, whatever its type."""
    entry = read_json(text)
    demand(ENCODER.encode(entry) + "\n" == text, "is not canonical JSON")
    demand(fits(entry, ENTRY), "does not have the members of an entry")
    form = BODIES.get(entry["type"], lambda body: is_nested(body, 63))
    demand(fits(entry["body"], form), f"does not have the members of {entry['type']}")
    return entry

def read_json(text):
    def members(pairs):
        demand(len(dict(pairs)) == len(pairs), "has a member twice")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))  # RFC 8785, 3.2.3
    def integer(digits):
        demand(len(digits) < 18 and abs(int(digits)) < 1 << 53, "has a number that is too large")
        return int(digits)
    def no_integer(digits):
        raise Wrong(f"contains {digits[:20]}, which is not an integer")
    return json.loads(text, object_pairs_hook=members, parse_int=integer, parse_float=no_integer,
                      parse_constant=no_integer)

def fits(value, form):
    if isinstance(form, dict):
        forms = {name.rstrip("?"): member for name, member in form.items()}
        return (isinstance(value, dict)
                and all(name in value for name in form if not name.endswith("?"))
                and all(name in forms and fits(item, forms[name]) for name, item in value.items()))
    if isinstance(form, list):
        return isinstance(value, list) and all(fits(item, form[0]) for item in value)
    return form(value)

def is_nested(value, most):
    """Whether the value is nested no deeper than this."""
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return most > 0 and all(is_nested(item, most - 1) for item in inner)

def is_text(value):
    return type(value) is str

def is_count(value):
    return type(value) is int and value >= 0

def matching(pattern):
    whole = re.compile(pattern, re.ASCII)
    return lambda value: is_text(value) and bool(whole.fullmatch(value))

def is_id(letter):
    has_form = matching(letter + "(0|[1-9][0-9]{0,18})")
    return lambda value: has_form(value) and number_of(value) < 1 << 63

def is_time(value):
    """RFC 3339, in UTC, to the second, on a day that exists."""
    if not matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")(value):
        return False
    year, month, day, hour, minute, second = map(int, re.findall("[0-9]+", value))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = {2: 28 + is_leap, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    return 1 <= month <= 12 and 1 <= day <= days and hour < 24 and minute < 60 and second < 60

def is_before(one, other):
    """Whether a time is before another by more than a minute: clocks differ by less."""
    return one < other and seconds(one) + 60 < seconds(other)

def seconds(time):
    """Since some day long ago."""
    year, month, day, hour, minute, second = map(int, re.findall("[0-9]+", time))
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day
    return ((days * 24 + hour) * 60 + minute) * 60 + second

def is_note(value):
    """Not blank, without white space around it, at most 10,000 bytes."""
    if not is_text(value):
        return False
    seen = HIDDEN.sub("", value.replace("\u2800", "")).strip(SPACES)
    return bool(seen) and value == value.strip(SPACES) and len(value.encode()) <= 10_000

def is_short(most):
    """A note of at most so many bytes."""
    return lambda value: is_note(value) and len(value.encode()) <= most

def is_words(form):
    """A text in the entry itself, or the hash of one beside the log."""
    return lambda value: fits(value, SEALED) if type(value) is dict else form(value)

def is_origin(value):
    """The name of a log."""
    return 1 <= len(value.encode()) <= 200 and not (
        "+" in value or HIDDEN.search(value) or any(c in SPACES for c in value))

def is_reviewer(value):
    """Letters and digits of any script, and accents on letters; after the first also `._-@`. Only
    `factledger verify`, which has Unicode's tables, finds names that look alike."""
    if not is_text(value) or not 1 <= len(value.encode()) <= 64 or HIDDEN.search(value):
        return False
    has_letter_before = False
    for place, c in enumerate(value):
        # Python's tables do not say which marks are letters: these are not. A character that they
        # do not know yet ("Cn") may be a letter.
        kind = "Lo" if CIRCLED.match(c) else unicodedata.category(c)
        is_accent = (kind in ("Me", "Cf") or c == "\ua8fa"
                     or "\u0300" <= c <= "\u0362" and c != "\u0345")
        is_letter = kind[0] in "LM" or kind in ("Nl", "Cn")
        if "\ufe00" <= c <= "\ufe0f" or not (
                is_accent and has_letter_before or not is_accent and (is_letter or kind[0] == "N")
                or place and c in "._-@"):
            return False
        has_letter_before = is_letter or is_accent
    return True

def is_day(value):
    return is_text(value) and len(value) == 10 and is_time(f"{value}T00:00:00Z")

def is_tag(value):
    """A short word in lower case, of the letters of a reviewer's name."""
    return is_reviewer(value) and value == value.lower()

def is_actor(value):
    """The name of the log, and of a reviewer below it."""
    log, slash, reviewer = value.rpartition("/") if is_text(value) else ("", "", "")
    return bool(slash) and is_origin(log) and is_reviewer(reviewer)

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007" \
         "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's White_Space
# Files that a desktop puts into the folders it shows.
STREWN = re.compile(r"(?i:\.DS_Store|desktop\.ini|Thumbs\.db)|\._.*", re.DOTALL)

# Characters that are invisible, control the screen, or reverse the direction of the text.
HIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")

CIRCLED = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")

is_hash, is_article, is_claim, is_entry = matching("[0-9a-f]{64}"), *map(is_id, "ACE")
is_evidence = is_id("V")
is_score = lambda value: is_count(value) and value <= 1000
is_one_of = lambda *values: lambda value: type(value) is str and value in values
is_status, is_switch, is_role = is_one_of(*STATUSES), is_one_of("off", "on"), is_one_of(
    "editor", "observer", "program", "reviewer")
SPAN = {"end": is_count, "start": is_count}
SEALED = {"sha256": is_hash}
WORDS = {"salt": is_hash, "sha256": is_hash, "text": is_text}  # of a line of words.jsonl
is_remark = is_words(is_note)
ENTRY = {
    "actor": is_actor, "after": {"root": is_hash, "size": is_count}, "body": lambda value: True,
    # A UUID of version 7 (RFC 9562).
    "id": matching("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "ts": is_time, "type": is_text, "v": lambda value: type(value) is int and value == 1}
SETTLED = {"claim": is_claim, "over?": [is_reviewer], "quote_sha256": is_hash, "reason": is_remark}
TAKEN_BACK = {"claim": is_claim, "entry": is_entry, "quote_sha256": is_hash, "reason": is_remark}
REVISION = {
    "encoding": is_text, "raw_bytes": is_count, "raw_sha256": is_hash,
    "reader": {"name": is_text, "version": is_text},
    "text_bytes": is_count, "text_sha256": is_hash}
REVIEWED = {
    "claim": is_claim, "evidence?": [is_evidence], "note?": is_remark,
    "quote_sha256": is_hash, "rating?": is_short(64), "status": is_status}
CAPTURE = {
    "address?": is_text, "bytes": is_count, "content_type?": is_text, "etag?": is_text,
    "last_modified?": is_text, "sha256": is_hash, "status?": lambda value: is_count(value)
    and value < 1 << 16, "text?": {
        "bytes": is_count, "encoding": is_text, "reader": {"name": is_text, "version": is_text},
        "sha256": is_hash}}
LINKED = {
    "claim": is_claim, "kind": is_one_of("rests_on"), "quote_sha256": is_hash,
    "reason?": is_remark, "to": {"claim": is_claim, "quote_sha256": is_hash}}
BODIES = {
    "article.appeared": {"article": is_article, "origin": is_text, "revision?": REVISION},
    "article.corrected": {
        "article": is_article, "reason?": is_remark, "removed": [lambda value: value in FACTS],
        "set": {fact + "?": is_text for fact in FACTS}},
    "article.imported": {
        "article": is_article, "byline?": is_text, "language?": is_text, "origin": is_text,
        "published?": is_text, "title?": is_text, "revision": REVISION},
    "article.reread": {
        "article": is_article, "claims": [{
            "claim": is_claim, "claimant?": SPAN, "quote_sha256": is_hash, "raw_span?": SPAN,
            "span": SPAN}],
        "continues?": is_entry, "revision": REVISION},
    "article.restored": {"article": is_article, "reason": is_remark},
    "article.withdrawn": {"article": is_article, "over?": [is_reviewer], "reason": is_remark},
    "claim.added": {
        "article": is_article, "claim": is_claim, "claimant?": is_words(is_text), "quote_sha256": is_hash,
        "span": SPAN, "text_sha256": is_hash},
    "claim.assigned": {"claim": is_claim, "due?": is_day, "quote_sha256": is_hash,
                       "to?": is_reviewer, "undoes?": is_entry},
    "claim.corrected": {
        "claim": is_claim, "claimant?": is_words(is_text), "quote_sha256": is_hash, "reason?": is_remark},
    "claim.dismissed": SETTLED,
    "claim.linked": LINKED,
    "claim.released": {"claim": is_claim, "quote_sha256": is_hash, "undoes?": is_entry},
    "claim.restored": SETTLED,
    "claim.reviewed": REVIEWED,
    "claim.scoped": {"claim": is_claim, "period?": is_remark, "place?": is_remark,
                     "quote_sha256": is_hash, "reason?": is_remark, "unit?": is_remark},
    "claim.suggested": REVIEWED,
    "claim.tagged": {"add?": [is_tag], "claim": is_claim, "quote_sha256": is_hash,
                     "remove?": [is_tag], "undoes?": is_entry},
    "claim.taken": {"claim": is_claim, "quote_sha256": is_hash, "undoes?": is_entry,
                    "until": is_time},
    "claim.unlinked": LINKED,
    "claims.extracted": {
        "article": is_article, "claims": [{
            "claim": is_claim, "claimant?": SPAN, "quote_sha256": is_hash, "raw_span?": SPAN,
            "score": is_score, "span": SPAN}],
        "extractor": {"model_sha256?": is_hash, "name": is_text, "version": is_text},
        "granularity?": lambda value: value in ("sentence", "statement"),
        "min_score?": is_score, "text_sha256": is_hash},
    "content.withheld": {
        "articles": [is_article], "contents": [is_hash], "entries?": [is_entry],
        "evidence?": [is_evidence], "reason": is_remark,
        "redacted?": [{"article": is_article, "sha256": is_hash, "spans": [SPAN],
                       "text_sha256": is_hash}],
        "replaced?": [{"entry": is_entry, "leaf": is_hash, "sha256": is_hash, "words": [is_hash]}],
        "words?": [is_hash]},
    "evidence.added": {
        "capture?": CAPTURE, "claims": [{"claim": is_claim, "quote_sha256": is_hash}],
        "evidence": is_evidence, "kind?": is_one_of("primary", "secondary"),
        "locator?": is_short(2000), "note?": is_remark, "origin?": is_short(200),
        "published?": is_day, "quote?": is_remark,
        "quote_at?": {"quote_sha256": is_hash, "span": SPAN}, "searched?": is_remark,
        "stance": is_one_of("context", "refutes", "supports")},
    "evidence.checked": {
        "capture?": CAPTURE, "evidence": is_evidence,
        "result": is_one_of("gone", "moved", "quote_gone", "there")},
    "evidence.grouped": {"evidence": [is_evidence], "origin": is_short(200), "reason?": is_remark},
    "evidence.withdrawn": {"evidence": is_evidence, "reason": is_remark},
    "key.rotated": {"key": is_text, "signature": is_text},
    "ledger.created": {"founder": is_text, "hash": lambda value: value == "sha256", "log": is_text,
                       "roles?": is_role},
    "ledger.succeeded": {"checkpoint": is_text, "founder": is_text, "log": is_text},
    "note.added": {"claim": is_claim, "note": is_remark, "quote_sha256": is_hash,
                   "replaces?": is_entry},
    "note.retracted": TAKEN_BACK,
    "policy.set": {
        "blind?": is_switch, "editor_required?": is_switch, "evidence_required?": is_switch,
        "importer_may_judge?": is_switch,
        "independent_origins?": lambda value: is_count(value) and value <= 9,
        "join?": is_one_of("invited", "open"),
        "note_required?": is_switch, "reason?": is_remark,
        "resolver?": is_one_of("editor", "reviewer"),
        "reviews_required?": lambda value: is_count(value) and 1 <= value <= 9},
    "review.withdrawn": TAKEN_BACK,
    "reviewer.added": {"key": is_text, "name": is_reviewer, "role?": is_role},
    "reviewer.invited": {"name": is_reviewer},
    "reviewer.renamed": {
        "from": is_reviewer, "key": is_text, "name": is_reviewer, "reason": is_remark},
    "reviewer.retired": {"key": is_text, "name": is_reviewer, "reason": is_remark},
    "reviewer.revoked": {"key": is_text, "name": is_reviewer, "reason": is_remark},
    "role.given": {"name": is_reviewer, "reason?": is_remark, "role": is_role},
    "scale.set": {
        "ratings": [{"description?": is_short(500), "label": is_short(64), "status": is_status}],
        "reason": is_remark},
    "verdict.resolved": {"claim": is_claim, "over?": [is_reviewer], "quote_sha256": is_hash,
                         "rating?": is_short(64), "reason": is_remark, "status": is_status},
    "waiver.given": {
        "claim": is_claim, "quote_sha256": is_hash, "reason": is_remark,
        "rule": is_one_of("editor_required", "evidence_required", "independent_origins",
                          "no_importer", "no_party", "reviews_required")},
}


def without_words(data):
    """What is left of an entry whose own words are withheld; it says which leaf it has. None: it is
    as its author signed it."""
    begins = re.match(rb"withheld [0-9a-f]{64}\n", data)
    return begins and data[begins.end():]

def leaf_of(data):
    """RFC 9162, 2.1.1."""
    return bytes.fromhex(data[9:73].decode()) if without_words(data) else sha256(b"\0" + data)

def read_note(data):
    """A C2SP signed note: its text, and for each signature the key's name, its id, and the rest."""
    demand(not re.search(b"[\0-\t\v-\x1f]", data), "contains a control character")
    text, gap, lines = data.decode().rpartition("\n\n")
    demand(gap and lines.endswith("\n") and lines.count("\n") <= 100, "is not a signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = re.fullmatch(r"— ([^\s+\x7f-\x9f]+) (\S+)", line)
        demand(parts, "has a line that is not a signature")
        blob = from_base64(parts[2])
        demand(len(blob) > 4, "has a line that is not a signature")
        signatures.append((parts[1], blob[:4], blob[4:]))
    return text + "\n", signatures

def signed_by(key, text, signatures):
    """Whether this key signed it. If one of its signatures does not verify, the note is bad."""
    own = [rest for name, key_id, rest in signatures if (name, key_id) == (key.name, key.id)]
    return bool(own) and all(key.verifies(text, signature) for signature in own)

def read_checkpoint(data, key):
    """The size and the root, if `key` signed them, and whether there is nothing else."""
    text, signatures = read_note(data)
    lines = text[:-1].split("\n")
    demand(len(lines) >= 3 and all(lines) and lines[0] == key.name,
           "is not a checkpoint of this log")
    demand(signed_by(key, text, signatures), "is not signed by the key of the log")
    demand(re.fullmatch("0|[1-9][0-9]{0,19}", lines[1]) and int(lines[1]) < 1 << 64, "has no size")
    root = from_base64(lines[2])
    demand(len(root) == 32, "has no root")
    return int(lines[1]), root, len(signatures) == 1 and len(lines) == 3

def size_of(checkpoint):
    """The size that a checkpoint claims."""
    size = read_note(checkpoint)[0].split("\n")[1]
    return int(size) if re.fullmatch("0|[1-9][0-9]{0,19}", size) else 0

def tiles(level, count):
    """The paths of the tiles of a level (C2SP tlog-tiles), with the range that each covers."""
    for first in range(0, count, 256):
        end = min(first + 256, count)
        yield tile_path(level, first // 256, end - first), first, end

def tile_path(level, number, width):
    digits = str(number)
    groups = re.findall("...", digits.zfill(len(digits) + -len(digits) % 3))
    place = "".join(f"x{group}/" for group in groups[:-1]) + groups[-1]
    return f"tile/{level}/{place}" + ("" if width >= 256 else f".p/{width}")

def read_tile(data):
    """The entries of a tile."""
    entries, at = [], 0
    while at < len(data):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        demand(start < at <= len(data), "has an entry that is cut off")
        entries.append(data[start:at])
    return entries

class Tree:
    """The Merkle tree of RFC 9162, 2.1, kept as the roots of its full subtrees."""

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
    """The root that this inclusion proof leads to (RFC 9162, 2.1.3.2, with its letters)."""
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
    data = base64.b64decode(text.encode(), validate=True)
    demand(base64.b64encode(data).decode() == text, "contains base64 that is not canonical")
    return data


class Key:
    """A C2SP vkey, name+id+key: the id hashes the rest; the key is a byte 1 and 32 of Ed25519."""

    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        demand(len(parts) == 3, "does not have the form of a key, name+id+key")
        self.vkey, (self.name, key_id, key) = vkey, parts
        key = from_base64(key)
        self.public, self.id = key[1:], sha256(self.name.encode() + b"\n" + key)[:4]
        demand(re.fullmatch(r"[^\s\x00-\x1f\x7f-\x9f]+", self.name) and key_id == self.id.hex()
               and key[:1] == b"\1" and len(key) == 33, "contains a key that is not valid")
        self.point = decode(self.public)
        demand(not is_weak(self.point), "contains a weak key, for which anyone could sign")

    @functools.cached_property
    def multiples(self):
        x, y, z, t = self.point
        return multiples((P - x, y, z, P - t), 16)

    def verifies(self, text, signature):
        """RFC 8032, 5.1.7, strictly: one spelling of each number and point, none of small order."""
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        if len(signature) != 64 or s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(r + self.public + text.encode()).digest(), "little") % L
        point = add(times(s, BASE), times(k, self.multiples))
        return encode(point) == r and not is_weak(point)

@functools.lru_cache(maxsize=1024)
def cached_key(vkey):
    return Key(vkey)

def known_key(vkey, name=None):
    """A key, if it has that name. Keys sign often, so recent ones are cached."""
    key = cached_key(vkey)
    demand(name in (None, key.name), "contains a key under another name")
    return key

# Ed25519 (RFC 8032, 5.1). A point is (X, Y, Z, T), where x = X/Z, y = Y/Z and xy = T/Z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ZERO = (0, 1, 1, 0)

def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b, c, d = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * D * t1 % P * t2, 2 * z1 * z2
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P

def double(point):
    x, y, z, _ = point
    a, b, c, s = x * x, y * y, 2 * z * z, x + y
    e, g, h = (s * s - a - b) % P, (b - a) % P, (-a - b) % P
    f = (g - c) % P
    return e * f % P, g * h % P, f * g % P, e * h % P

def multiples(point, digits):
    """For a number of 64 hexadecimal digits, in rows of `digits`: the first 15 multiples of the
    value of the last digit of each row."""
    rows = []
    for _ in range(64 // digits):
        row = [ZERO, point]
        while len(row) < 16:
            row.append(add(row[-1], point))
        rows.append(row)
        for _ in range(4 * digits):
            point = double(point)
    return rows

def times(number, rows):
    """`number` times the point: add the first digits of all rows, times 16, add the next, ..."""
    digits = 64 // len(rows)
    sum = ZERO
    for digit in reversed(range(digits)):
        if sum is not ZERO:
            sum = double(double(double(double(sum))))
        for place, row in enumerate(rows):
            sum = add(sum, row[number >> 4 * (place * digits + digit) & 15])
    return sum

def is_weak(point):
    """Whether it is one of the eight points of small order."""
    return double(double(double(point)))[0] == 0

def encode(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
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
    demand(x * x % P == square and encode(point) == data, "contains a point off the curve")
    return point

BASE = multiples(decode((4 * pow(5, -1, P) % P).to_bytes(32, "little")), 1)


def visible(text):
    """Foreign text, with hidden characters and terminal controls written out."""
    return "".join(c if c.isprintable() and not HIDDEN.match(c) else
                   c.encode("unicode_escape").decode() for c in text)

def read_given(path):
    """A file named on the command line: a key or a checkpoint."""
    with open(path, "rb") as file:
        data = file.read(1 << 20)
    demand(len(data) < 1 << 20, "is too long", path)
    return data

def as_sent(data):
    """The lines of a signed text as they were signed: mail and editors change what is around them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16").encode()
    text = data.decode().lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text.split("\n")]
    while any(lines) and all(line[:1] in ("", ">") for line in lines):
        lines = [re.sub("^> ?", "", line) for line in lines]
    return ("\n".join(lines).strip("\n") + "\n").encode()

def show_proof(data, key, reviewers):
    """Check a C2SP tlog-proof with an entry in it, and print what it shows."""
    head, gap, checkpoint = data.partition(b"\n\n")
    version, *lines = head.decode().split("\n")
    demand(gap and version == "c2sp.org/tlog-proof@v1" and len(lines) > 1
           and lines[0].startswith("extra ")
           and re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[1]), "is not a proof of an entry")
    index, parts = int(lines[1][6:]), from_base64(lines[0][6:]).split(b"\n", 3)
    demand(len(parts) == 4, "has no entry in it")
    entry, words = b"\n".join(parts[:3]) + b"\n", parts[3]
    size, root, _ = read_checkpoint(checkpoint, key)
    hashes = [from_base64(line) for line in lines[2:]]
    demand(index < size and proven_root(sha256(b"\0" + entry), index, size, hashes) == root,
           "does not prove that the entry is in the log")
    text, signatures = read_note(entry)
    said = read_entry(text)
    demand(len(signatures) == 1, "has an entry without its signature")
    name, key_id, _ = signatures[0]
    own = [known for known in reviewers if (known.name, known.id) == (name, key_id)]
    demand(not reviewers or own and signed_by(own[0], text, signatures),
           "has an entry that none of the given keys of its author signed")
    demand(own or name.startswith(key.name + "/"), "has an entry of another log")
    print(f"E{index} is in the log {visible(key.name)} of {size} entries, root {root.hex()}")
    print(f"{visible(said['type'])} by {visible(said['actor'])}, {visible(said['ts'])}")
    print("  " + visible(ENCODER.encode(said["body"])))
    for line in words.splitlines():
        found = read_json(line.decode())
        demand(fits(found, WORDS) and f'"{found["sha256"]}"' in text and sha256(
            found["salt"].encode() + b"\n" + found["text"].encode()).hex() == found["sha256"],
               "has words that are not those of the entry")
        print("  " + visible(found["text"]))
    print("the key of the log signed the checkpoint" + (
        ", and the key of the reviewer the entry" if own else ""))
    print("Not proven: what was recorded later, and that this is the key of the log"
          + ("" if own else ";\nnor that the entry is of its reviewer (--reviewers)"))
    return 0

def is_proof(path):
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(20) == b"c2sp.org/tlog-proof@"

def proof_of(given):
    """The exit code for a proof."""
    try:
        demand(given.key, "needs the key of the log (--key)")
        key = given.key
        key = Key(as_sent(read_given(key)).decode().strip() if os.path.exists(key) else key)
        lines = as_sent(read_given(given.reviewers)).decode().split() if given.reviewers else []
        return show_proof(read_given(given.bundle), key, [Key(line) for line in lines])
    except (KeyError, OSError, ValueError, Wrong) as error:
        print(f"NOT SOUND: {visible(given.bundle)} {visible(str(error))}")
        return 3

def main():
    parser = argparse.ArgumentParser(description="Verify a bundle, or a proof, of factledger.")
    parser.add_argument("bundle", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--key", help="the key of the log (a C2SP vkey), or its file")
    parser.add_argument("--checkpoint", help="a file with a checkpoint kept elsewhere")
    parser.add_argument("--reviewers", help="for a proof: a file with the keys of reviewers")
    given = parser.parse_args()
    if is_proof(given.bundle):
        sys.stdout.reconfigure(errors="backslashreplace")
        return proof_of(given)
    key, kept = given.key, None
    try:
        if key is not None:
            key = as_sent(read_given(key)).decode().strip() if os.path.exists(key) else key
            try:
                Key(key)
            except Wrong as error:
                raise Wrong(error, "--key") from None
        if given.checkpoint is not None:
            kept = as_sent(read_given(given.checkpoint))
            try:
                lines = read_note(kept)[0][:-1].split("\n")
                demand(len(lines) >= 3 and lines[1].isdecimal() and from_base64(lines[2]), "")
            except (ValueError, Wrong):
                raise Wrong("is not a checkpoint", given.checkpoint) from None
        os.scandir(given.bundle).close()
    except (OSError, ValueError, Wrong) as error:
        parser.error(visible(f"{getattr(error, 'path', None) or ''} {error}".strip()))
    sys.stdout.reconfigure(errors="backslashreplace")
    audit = Audit(given.bundle, key, kept)
    audit.run()
    if audit.findings:
        shown = ", not all of them shown" * (audit.findings > 50)
        print(f"NOT SOUND: {audit.findings} finding{'s' * (audit.findings > 1)}{shown}")
        return 3
    print("sound: report.json follows from the entries. Each is signed by the reviewer that it\n"
          "names, and follows the rules of judgement.")
    print("Not proven, because no bundle can prove it by itself:")
    if not key:
        print("- that this is the key of the log: compare it with the published one (--key)")
    print("- that this is the latest state, and that the owner of the keys did not rewrite it"
          + (" since\n  the checkpoint that you kept" if kept else
             ":\n  that takes a checkpoint kept elsewhere (--checkpoint)"))
    for change in audit.roll.key_changes:
        if not change["signed"]:
            by = visible(change["by"])
            print(f"- that {by} may go on with this log: in {change['entry']}, {by} took another key "
                  f"for it,\n  which the old one did not sign. Anyone can do that. Ask {by}")
    for count, what in audit.replay.gone():
        print(f"- {what[count > 1].format(count)}")
    print("- that the clocks were right, or when the report was made")
    print("Proven only by the signature of the log's key on SHA256SUMS:\n"
          "- report.html, which only `factledger verify` rebuilds and compares\n"
          "- VERIFY.md, and verify.py itself: compare them with those of a release of factledger\n"
          "Only `factledger verify` finds reviewers whose names look alike.")
    return 0

def run():
    try:
        return main()
    except (OSError, sqlite3.Error, MemoryError) as error:
        if not isinstance(error, BrokenPipeError):
            print(f"not checked to the end: {visible(str(error))}", file=sys.stderr)
        # Nothing more can be written: the reader has gone, or the disk is full.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except KeyboardInterrupt:
        print("stopped: the bundle was not fully checked", file=sys.stderr)
        return 130

if __name__ == "__main__":
    sys.exit(run())
