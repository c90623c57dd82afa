/// How to write an extractor, for a person who has nothing but this program.
pub(super) const PROTOCOL: &str = concat!(
    "Shell command that proposes the claims, instead of the built-in rules\n\n",
    "It is started once and speaks JSON Lines: one object per line, in UTF-8, each line flushed. ",
    "First it prints a line that names it, with a \"model_sha256\" if it has one, and reads a ",
    "similar line from factledger:\n\n",
    "  {\"factledger_extractor\":1,\"name\":\"desk-model\",\"version\":\"3\"}\n\n",
    "Then it reads one line per article, with a \"title\" and a \"language\" if they are ",
    "known:\n\n",
    "  {\"id\":1,\"text\":\"The toll rose…\",\"sentences\":[[0,34],[35,50]]}\n\n",
    "It prints one line per claim, then a line that says it is done; the next article ",
    "follows:\n\n",
    "  {\"id\":1,\"start\":0,\"end\":34,\"quote\":\"The toll rose…\"}\n",
    "  {\"id\":1,\"done\":true}\n\n",
    "Offsets count bytes of the text. A claim may have a \"score\" from 0 to 1000 (default 1000) ",
    "and a \"claimant\" with a start, an end and a quote of its own. A line whose quote is not exactly ",
    "at that place is rejected and reported; the others are kept. If the command ends early, prints ",
    "{\"id\":1,\"error\":\"why\"} or takes too long, nothing that it proposed is recorded."
);
