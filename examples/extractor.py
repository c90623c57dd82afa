#!/usr/bin/env python3
"""An extractor for `factledger import --extractor 'python3 extractor.py'`.

It proposes the sentences that have a number in them. Put a model in place of `claims`.
"""

import json
import re
import sys


def claims(text, sentences):
    """The spans of claims, in bytes of UTF-8, each with a score from 0 to 1000."""
    for start, end in sentences:
        numbers = len(re.findall(rb"\d+", text[start:end]))
        if numbers:
            yield start, end, min(1000, 500 + 100 * numbers)


def say(**line):
    print(json.dumps(line), flush=True)


say(factledger_extractor=1, name="numbers", version="1")
greeting = json.loads(sys.stdin.readline())
assert greeting["factledger_extractor"] == 1, greeting
for line in sys.stdin:
    article = json.loads(line)
    text = article["text"].encode()
    for start, end, score in claims(text, article["sentences"]):
        quote = text[start:end].decode()
        say(id=article["id"], start=start, end=end, quote=quote, score=score)
    say(id=article["id"], done=True)
