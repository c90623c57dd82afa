-- Words that come back: claims with the same words, articles with the same text.

CREATE INDEX claims_by_quote ON claims (quote_sha256);
CREATE INDEX articles_by_text ON articles (text_sha256);
