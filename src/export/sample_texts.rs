//! The texts of the articles of the sample.

/// The text of an article that tries to be more than text.
pub(super) const HOSTILE: &str = "=1+1 <script>alert(1)</script><img src=x onerror=alert(1)> \
    \"'><svg/onload=a> ]]> --> <!-- </style></title></textarea> &lt; &amp; &#x3c; {{7*7}} %s\n\
    # heading\n- item\n1. item\n> quote\n    code\n```\n[x](javascript:alert(1)) ![x](y) \
    <https://x.example> https://x.example www.x.example *a* __b__ ~~c~~ `d` | e | f \\ $g$ [^1] \
    [[toc]] \u{1b}[2J\u{9b}2J\u{7}\u{7f}\u{0} \u{202e}txt.exe\u{2066}\u{200f} \u{e0041}\u{feff}\
    \r\nend  \t ";

pub(super) const BRIDGE: &str = "A bridge for Eastwater\n\n\
    The bridge was opened on 3 May 1932 by the mayor of Eastwater.\n\
    It cost 6 million crowns, the council said on Tuesday. \
    “Four of the 12 pillars were built on sand,” Ina Quell wrote in 1934.\n\
    The ferry stopped on the same day, and 40 people lost their work. \
    The fare had been 2 crowns & a half.\n";

/// The texts of the articles.
pub(super) const TEXTS: [&str; 4] = [BRIDGE, FERRY, HOSTILE, "word"];

pub(super) const FERRY: &str = "Nobody crossed the river by boat in 1933.\n";
