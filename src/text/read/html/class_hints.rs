//! What the names that people give to the elements of a page say of what is in them.

use super::tokens::Tag;

/// What an element is by its attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassHints {
    /// Whether it stands around an article, or is no text of it: menus, advertisements, captions,
    /// bylines.
    pub(super) around: Hint,
    /// Whether it stands over the page, or below it, and has much text of its own: notices of
    /// cookies, and comments.
    pub(super) apart: Hint,
    /// It holds the text of an article and nothing else.
    pub(super) is_body: bool,
    /// It is not shown.
    pub(super) is_hidden: bool,
}

/// How much a name says. No name decides alone: what is in the element is weighed against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    #[default]
    None,
    /// It may as well mean something else: `extra`, `widget`, or a word of a longer name.
    Weak,
    Strong,
}

impl ClassHints {
    pub(super) fn of(tag: &Tag) -> Self {
        Self::read(tag, true)
    }

    /// The same without what its id says, which may be made of the words of a heading.
    pub(super) fn without_id(tag: &Tag) -> Self {
        Self::read(tag, false)
    }

    fn read(tag: &Tag, with_id: bool) -> Self {
        let mut hints = Self::default();
        for (name, value) in tag.sources() {
            if name.len() > 11 {
                continue;
            }
            match name.to_ascii_lowercase().as_str() {
                "class" => hints.add(value),
                "id" if with_id => hints.add(value),
                "role" => {
                    if is_role_apart(value) {
                        hints.apart = Hint::Strong;
                    }
                    if is_role_around(value) {
                        hints.around = Hint::Strong;
                    }
                }
                "itemprop" => {
                    hints.is_body |= value.eq_ignore_ascii_case("articleBody");
                    if ["author", "datePublished", "dateModified", "caption"]
                        .iter()
                        .any(|prop| value.eq_ignore_ascii_case(prop))
                    {
                        hints.around = Hint::Strong;
                    }
                }
                "hidden" => hints.is_hidden = true,
                "aria-hidden" => hints.is_hidden |= value.eq_ignore_ascii_case("true"),
                "style" => hints.is_hidden |= hides(value),
                _ => {}
            }
        }
        hints
    }

    fn add(&mut self, value: &str) {
        const LONGEST: usize = 16;
        let names = || value.split_ascii_whitespace();
        // Blogs name the topics of a post where it starts: `post tag-cookies category-social`.
        let is_post = names().any(|name| matches!(name, "hentry" | "type-post" | "post"));
        // What some names say of one that is the body, others say of what may be in it.
        for name in names() {
            if is_style(name) || is_post && is_topic(name) {
                continue;
            }
            let mut words: Vec<String> = Vec::new();
            each_word(name, |word| {
                let word = if word.len() > LONGEST { "" } else { word };
                words.push(word.to_ascii_lowercase());
            });
            if is_state(&words) || is_sentence(name, &words) {
                continue;
            }
            let mut hints = Self::default();
            for at in 0..words.len() {
                let word = words[at].as_str();
                let before = if at > 0 { words[at - 1].as_str() } else { "" };
                let is_head = words[at + 1..].iter().all(|after| is_container(after));
                let full = if is_head { Hint::Strong } else { Hint::Weak };
                if is_apart(word) {
                    hints.apart = hints.apart.max(full);
                }
                if is_around_together(before, word) {
                    hints.around = Hint::Strong;
                } else if is_around(word) {
                    hints.around = hints.around.max(full);
                } else if may_be_around(word) {
                    hints.around = hints.around.max(Hint::Weak);
                }
                hints.is_body |= is_body(word) || is_body_together(before, word);
            }
            self.apart = self.apart.max(hints.apart);
            self.around = self.around.max(hints.around);
            self.is_body |=
                hints.is_body && hints.apart == Hint::None && hints.around == Hint::None;
        }
    }
}

/// Whether a name only says how its element looks, or on which screens: `md:hidden`,
/// `overflow-hidden`, `hidden-xs`.
fn is_style(name: &str) -> bool {
    const SIZES: [&str; 12] = [
        "desktop", "large", "lg", "md", "medium", "mobile", "phone", "print", "sm", "small", "xl",
        "xs",
    ];
    let mut parts = name.split(['-', '_']).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let second = parts.next();
    name.contains([':', '[', '(', '@', '!'])
        || first == "overflow"
        || matches!(first, "hidden" | "hide" | "show" | "visible")
            && second.is_some_and(|part| part == "for" || SIZES.contains(&part))
}

fn is_topic(name: &str) -> bool {
    ["category-", "tag-", "topic-"].iter().any(|start| name.starts_with(start))
}

/// Whether a name says what state its element is in, or what it does without: `modal-enabled`,
/// `has-sidebar`, `no-comments`.
fn is_state(words: &[String]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    words.len() > 1
        && (matches!(
            first.as_str(),
            "allow"
                | "allows"
                | "can"
                | "disable"
                | "enable"
                | "has"
                | "have"
                | "hide"
                | "is"
                | "no"
                | "non"
                | "not"
                | "show"
                | "supports"
                | "use"
                | "uses"
                | "with"
                | "without"
        ) || matches!(
            last.as_str(),
            "accepted"
                | "active"
                | "allowed"
                | "available"
                | "blocked"
                | "closed"
                | "collapsed"
                | "disabled"
                | "enabled"
                | "expanded"
                | "free"
                | "given"
                | "inactive"
                | "loaded"
                | "loading"
                | "none"
                | "off"
                | "on"
                | "open"
                | "opened"
                | "ready"
                | "shown"
                | "supported"
                | "visible"
        ))
}

/// Whether a name is made of the words of a heading: `sharing-the-cost-of-the-flood`.
fn is_sentence(name: &str, words: &[String]) -> bool {
    const SMALL: [&str; 18] = [
        "and", "are", "das", "der", "des", "die", "for", "from", "how", "les", "los", "the", "und",
        "was", "what", "who", "why", "your",
    ];
    let small = || words.iter().skip(1).any(|word| SMALL.contains(&word.as_str()));
    let is_plain = !name.contains("__") && !name.contains("--") && name.contains(['-', '_']);
    is_plain && name.split(['-', '_']).count() >= 4 && small()
}

/// Whether a word in a name only says that there is an element: `share-bar`, `comment-list`.
#[rustfmt::skip]
fn is_container(word: &str) -> bool {
    word.len() < 3 || may_be_around(word) || is_around(word) || matches!(
        word,
        "area" | "articles" | "bar" | "block" | "body" | "bottom" | "box" | "btn" | "button"
        | "buttons" | "card" | "cards" | "cell" | "col" | "column" | "component" | "container"
        | "content" | "count" | "cta" | "desktop" | "details" | "element" | "entry" | "feed"
        | "field" | "form" | "frame" | "grid" | "group" | "head" | "header" | "heading" | "holder"
        | "icon" | "icons" | "image" | "info" | "inner" | "item" | "items" | "label" | "law"
        | "layer" | "left" | "line" | "link" | "links" | "list" | "main" | "message" | "mobile"
        | "module" | "name" | "note" | "notice" | "outer" | "page" | "panel" | "placeholder"
        | "policy" | "post" | "posts" | "region" | "right" | "row" | "section" | "slot" | "stories"
        | "story" | "strip" | "tab" | "tabs" | "text" | "thread" | "title" | "top" | "unit" | "view"
        | "wrap" | "wrapper" | "zone"
    )
}

/// The words of `article-body_main relatedLinks`: what stands between marks, and from each small
/// letter to the next capital. A machine's name, as `hJpRRP`, is one word: its parts mean nothing.
pub(super) fn each_word(value: &str, mut to: impl FnMut(&str)) {
    const SHORTEST: usize = 3;
    for name in value.split(|c: char| !c.is_ascii_alphanumeric()) {
        // What has letters after digits is a machine's name too.
        let name = name.trim_matches(|c: char| c.is_ascii_digit());
        if name.is_empty() || name.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let bytes = name.as_bytes();
        let is_start =
            |at: &usize| bytes[*at].is_ascii_uppercase() && bytes[*at - 1].is_ascii_lowercase();
        let starts = || std::iter::once(0).chain((1..bytes.len()).filter(is_start));
        let ends = || starts().skip(1).chain([bytes.len()]);
        if starts().zip(ends()).all(|(start, end)| end - start >= SHORTEST) {
            starts().zip(ends()).for_each(|(start, end)| to(&name[start..end]));
        } else {
            to(name);
        }
    }
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn is_role_apart(role: &str) -> bool {
    const ROLES: [&str; 4] = ["alertdialog", "contentinfo", "dialog", "navigation"];
    ROLES.iter().any(|apart| role.trim().eq_ignore_ascii_case(apart))
}

#[rustfmt::skip]
fn is_apart(word: &str) -> bool {
    matches!(
        word,
        "comment" | "commentlist" | "comments" | "consent" | "cookie" | "cookiebanner"
        | "cookiebar" | "cookielaw" | "cookies" | "disqus" | "gdpr" | "kommentar" | "kommentare"
        | "related" | "relatedposts"
    )
}

#[rustfmt::skip]
fn is_role_around(role: &str) -> bool {
    const ROLES: [&str; 12] = [
        "alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu",
        "menubar", "navigation", "search", "toolbar", "tooltip",
    ];
    ROLES.iter().any(|around| role.trim().eq_ignore_ascii_case(around))
}

#[rustfmt::skip]
fn is_around(word: &str) -> bool {
    matches!(
        word,
        "ad" | "addthis" | "addtoany" | "ads" | "adsbygoogle" | "adslot" | "adv" | "advert"
        | "advertisement" | "agegate" | "author" | "authors" | "avatar" | "bio" | "breadcrumb"
        | "breadcrumbs" | "byline" | "caption" | "captions" | "combx" | "comment" | "commentlist"
        | "comments" | "consent" | "contributors" | "cookie" | "cookies" | "copyright" | "credit"
        | "credits" | "disclaimer" | "disqus" | "footer" | "footnav" | "gdpr" | "infobox" | "login"
        | "mailchimp" | "masthead" | "menu" | "nav" | "navbar" | "navi" | "navigation"
        | "newsletter" | "newsletters" | "optin" | "outbrain" | "pager" | "pagination" | "paywall"
        | "popular" | "promo" | "promos" | "promotion" | "rating" | "ratings" | "readmore"
        | "recirc" | "recommend" | "recommendation" | "recommendations" | "recommended" | "register"
        | "related" | "relatedposts" | "remark" | "replies" | "reply" | "respond" | "share"
        | "sharebar" | "sharedaddy" | "sharing" | "shoutbox" | "sidebar" | "signup" | "social"
        | "socials" | "sponsor" | "sponsored" | "sponsors" | "subscribe" | "subscription"
        | "taboola" | "tagcloud" | "teaser" | "teasers" | "toolbar" | "topnav" | "trending"
        | "yarpp"
    )
}

/// Words that stand for much else too.
#[rustfmt::skip]
fn may_be_around(word: &str) -> bool {
    matches!(
        word,
        "attribution" | "banner" | "community" | "date" | "dateline" | "dropdown" | "extra"
        | "feedback" | "flyout" | "foot" | "hidden" | "hide" | "infoline" | "infolinks" | "meta"
        | "metadata" | "modal" | "noprint" | "overlay" | "partner" | "popover" | "popup"
        | "postmeta" | "pubdate" | "published" | "reactions" | "rollover" | "rss" | "screen"
        | "skip" | "skyscraper" | "supplemental" | "swipe" | "tag" | "tags" | "timestamp" | "toc"
        | "tools" | "topics" | "upsell" | "widget" | "widgets"
    )
}

#[rustfmt::skip]
fn is_around_together(first: &str, second: &str) -> bool {
    matches!(
        (first, second),
        ("about", "author" | "the") | ("also", "like" | "read") | ("call", "to") | ("cat", "links")
        | ("image", "credit" | "source") | ("keep", "reading") | ("latest", "news" | "posts")
        | ("more", "articles" | "from" | "news" | "on" | "posts" | "stories" | "story")
        | ("most", "popular" | "read" | "viewed") | ("next", "article" | "post" | "story")
        | ("other", "news" | "stories") | ("photo", "credit") | ("post", "date" | "footer" | "info")
        | ("posted", "by" | "in" | "on") | ("previous", "article" | "post") | ("publish", "date")
        | ("read", "also" | "more" | "next" | "time") | ("reading", "time") | ("see", "also")
        | ("sign", "in" | "up") | ("sr", "only") | ("suggested", _) | ("top", "stories")
        | ("up", "next") | ("visually", "hidden") | ("you", "may" | "might")
    )
}

fn is_body(word: &str) -> bool {
    matches!(word, "articlebody" | "articletext" | "entrycontent" | "postcontent" | "storybody")
}

#[rustfmt::skip]
fn is_body_together(first: &str, second: &str) -> bool {
    matches!(
        (first, second),
        ("article" | "entry" | "node" | "post" | "story", "body" | "content" | "text")
        | ("content", "body")
    )
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, tokens};
    use super::*;

    fn signs(tag: &str) -> ClassHints {
        let Some(Token::Start(tag)) = tokens(tag).next() else { panic!("{tag} is a start tag") };
        ClassHints::of(&tag)
    }

    #[track_caller]
    fn around(tag: &str, expected: bool) {
        let signs = signs(tag);
        assert_eq!(signs.around.max(signs.apart) == Hint::Strong, expected, "{tag}");
    }

    #[track_caller]
    fn says_nothing(tag: &str) {
        let signs = signs(tag);
        assert_eq!(signs.around.max(signs.apart), Hint::None, "{tag}");
    }

    #[track_caller]
    fn body(tag: &str, expected: bool) {
        assert_eq!(signs(tag).is_body, expected, "{tag}");
    }

    #[test]
    fn class_names_mark_the_surroundings() {
        around("<div class='row share-bar'>", true);
        around("<div class=relatedArticles>", true);
        around("<div id=Newsletter_2>", true);
        around("<div role=complementary>", true);
        around("<div class=you-may-like>", true);
        around("<div class='row story'>", false);
        around("<div class=shareholders>", false);
        around("<div class=addition>", false);
    }

    #[test]
    fn the_names_of_machines_say_nothing() {
        around("<p class=hAdRRP>", false);
        around("<p class='sc-77igqf-0 xAd'>", false);
        around("<p class=sideAd>", false);
        around("<p class=side-ad>", true);
    }

    #[test]
    fn names_of_style_and_state_say_nothing() {
        says_nothing("<div class='overflow-hidden md:hidden hidden-xs'>");
        says_nothing("<div class='modal-enabled has-sidebar no-comments comments-open'>");
        says_nothing("<div class='popup-ready hide-for-small'>");
        says_nothing("<article class='hentry tag-cookies category-social'>");
        says_nothing("<section id=sharing-the-cost-of-the-flood>");
    }

    #[test]
    fn a_word_that_may_mean_much_says_little() {
        for tag in ["<div class='elementor-widget'>", "<p class=extra>", "<p class=social-housing>"]
        {
            assert_eq!(signs(tag).around, Hint::Weak, "{tag}");
        }
    }

    #[test]
    fn class_names_mark_the_body() {
        body("<div itemprop=articleBody>", true);
        body("<div class='article__content js-related-size'>", true);
        body("<div class=entry-content>", true);
        body("<div class=related-article-body>", false);
        body("<div class=content>", false);
    }

    #[test]
    fn hidden_elements_are_not_shown() {
        for tag in ["<p hidden>", "<p aria-hidden=TRUE>", "<p style='x:y; display : none'>"] {
            assert!(signs(tag).is_hidden, "{tag}");
        }
        assert!(!signs("<p aria-hidden=false style='display:block'>").is_hidden);
    }
}
