//! What the names that people give to the elements of a page say of what is in them.

use super::tokens::Tag;

/// What an element is by its attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "an element may have any of the signs")]
pub(super) struct ClassHints {
    /// It stands around an article, or is no text of it: menus, advertisements, captions, bylines.
    pub(super) is_around: bool,
    /// It holds the text of an article and nothing else.
    pub(super) is_body: bool,
    /// It stands over the page, or below it, and has much text of its own: notices of cookies, and
    /// comments.
    pub(super) is_apart: bool,
    /// It is not shown.
    pub(super) is_hidden: bool,
}

impl ClassHints {
    pub(super) fn of(tag: &Tag) -> Self {
        let mut signs = Self::default();
        for (name, value) in tag.sources() {
            if name.len() > 11 {
                continue;
            }
            match name.to_ascii_lowercase().as_str() {
                "class" | "id" => signs.read(value),
                "role" => {
                    signs.is_apart |= is_role_apart(value);
                    signs.is_around |= is_role_around(value);
                }
                "itemprop" => {
                    signs.is_body |= value.eq_ignore_ascii_case("articleBody");
                    signs.is_around |= ["author", "datePublished", "dateModified", "caption"]
                        .iter()
                        .any(|prop| value.eq_ignore_ascii_case(prop));
                }
                "hidden" => signs.is_hidden = true,
                "aria-hidden" => signs.is_hidden |= value.eq_ignore_ascii_case("true"),
                "style" => signs.is_hidden |= hides(value),
                _ => {}
            }
        }
        signs
    }

    fn read(&mut self, value: &str) {
        const LONGEST: usize = 16;
        // What some names say of one that is the body, others say of what may be in it.
        for name in value.split_ascii_whitespace() {
            let mut before = String::new();
            let mut signs = Self::default();
            each_word(name, |word| {
                if word.len() > LONGEST {
                    return;
                }
                let word = word.to_ascii_lowercase();
                signs.is_apart |= is_apart(&word);
                signs.is_around |= is_around(&word) || is_around_together(&before, &word);
                signs.is_body |= is_body(&word) || is_body_together(&before, &word);
                before = word;
            });
            self.is_apart |= signs.is_apart;
            self.is_around |= signs.is_around;
            self.is_body |= signs.is_body && !signs.is_apart && !signs.is_around;
        }
    }
}

/// The words of `article-body_main relatedLinks`: what stands between marks, and from each small
/// letter to the next capital. A machine's name, as `hJpRRP`, is one word: its parts mean nothing.
pub(super) fn each_word(value: &str, mut to: impl FnMut(&str)) {
    const SHORTEST: usize = 3;
    for name in value.split(|c: char| !c.is_ascii_alphabetic()).filter(|name| !name.is_empty()) {
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
        | "modal" | "popup" | "related" | "relatedposts"
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
        | "advertisement" | "agegate" | "attribution" | "author" | "authors" | "avatar" | "banner"
        | "bio" | "breadcrumb" | "breadcrumbs" | "byline" | "caption" | "captions" | "combx"
        | "comment" | "commentlist" | "comments" | "community" | "consent" | "contributors"
        | "cookie" | "cookies" | "copyright" | "credit" | "credits" | "date" | "dateline"
        | "disclaimer" | "disqus" | "dropdown" | "extra" | "feedback" | "flyout" | "foot"
        | "footer" | "footnav" | "gdpr" | "hidden" | "hide" | "infobox" | "infoline" | "infolinks"
        | "login" | "mailchimp" | "masthead" | "menu" | "meta" | "metadata" | "modal" | "nav"
        | "navbar" | "navi" | "navigation" | "newsletter" | "newsletters" | "noprint" | "optin"
        | "outbrain" | "overlay" | "pager" | "pagination" | "partner" | "paywall" | "popover"
        | "popular" | "popup" | "postmeta" | "promo" | "promos" | "promotion" | "pubdate"
        | "published" | "rating" | "ratings" | "reactions" | "readmore" | "recirc" | "recommend"
        | "recommendation" | "recommendations" | "recommended" | "register" | "related"
        | "relatedposts" | "remark" | "replies" | "reply" | "respond" | "rollover" | "rss"
        | "screen" | "share" | "sharebar" | "sharedaddy" | "sharing" | "shoutbox" | "sidebar"
        | "signup" | "skip" | "skyscraper" | "social" | "socials" | "sponsor" | "sponsored"
        | "sponsors" | "subscribe" | "subscription" | "supplemental" | "swipe" | "taboola" | "tag"
        | "tagcloud" | "tags" | "teaser" | "teasers" | "timestamp" | "toc" | "toolbar" | "tools"
        | "topics" | "topnav" | "trending" | "upsell" | "widget" | "widgets" | "yarpp"
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
        assert_eq!(signs.is_around || signs.is_apart, expected, "{tag}");
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
