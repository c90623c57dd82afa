//! Boilerplate: what a page says about itself, in the languages that newsrooms write in. One list for
//! sentences, of which only the words are known, and for blocks of a web page.
//!
//! Phrases of blocks alone would gain nothing in sentences, and lose some. Of 72,268 sentences that
//! people marked, `BLOCK_STARTS` would leave out eleven, `BLOCK_PARTS` two, and `BLOCK_LABELS` four, of
//! which three were marked as worth checking; and news does start with `Published on Tuesday, the
//! report …`. A block is short, and stands beside others, so there they are safe.

use super::words::near::start_of;

/// Whether this sentence is not part of the article but boilerplate of its page: a menu, a
/// button, a notice, a credit. Or not a sentence at all: marks without a word.
///
/// News about cookies or comments is kept: boilerplate either says nothing else, or starts as
/// only a notice does.
pub(super) fn is_leftover(sentence: &str) -> bool {
    /// Notices and credits are short; nothing beyond has to be read.
    const LONGEST: usize = 400;
    if !sentence.contains(char::is_alphanumeric) {
        return true;
    }
    if sentence.len() > LONGEST {
        return false;
    }
    let words = sentence.trim_matches(is_around);
    // What opens a notice, and a whole one, is found in the first bytes.
    let opening = Folded::of(start_of(words, NOTICE));
    let opening = opening.as_str();
    let whole = if words.len() <= NOTICE { opening } else { "" };
    is_alone(whole)
        || starts_like(opening).iter().any(|start| opens_with(opening, start))
        || RIGHTS.iter().any(|rights| ends_like(words, rights))
        || sentence.contains(BARS) && is_menu(&folded(sentence))
        || is_name(sentence)
}

/// In bytes. No notice of those here is longer.
const NOTICE: usize = 64;

/// The first words of a sentence in small letters, with straight apostrophes.
struct Folded {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl Folded {
    /// A letter has at most two bytes more when it is small.
    const ROOM: usize = 3 * NOTICE + 16;

    fn of(words: &str) -> Self {
        let mut folded = Self { bytes: [0; Self::ROOM], length: 0 };
        for c in words.chars() {
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase());
            } else if c == '’' {
                folded.push('\'');
            } else {
                c.to_lowercase().for_each(|small| folded.push(small));
            }
        }
        folded
    }

    fn push(&mut self, c: char) {
        let end = self.length + c.len_utf8();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            c.encode_utf8(room);
            self.length = end;
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// Whether these words end so, whatever their capitals.
fn ends_like(words: &str, ending: &str) -> bool {
    let from = words.len().checked_sub(ending.len());
    from.is_some_and(|from| words.as_bytes()[from..].eq_ignore_ascii_case(ending.as_bytes()))
}

/// Whether a block of a web page, of few words, sends its reader elsewhere, asks for something, or
/// says who made what is shown.
pub(crate) fn is_aside(block: &str) -> bool {
    let lower = folded(block);
    let words = lower.trim_start_matches(is_around);
    is_notice(words.trim_end_matches(is_around))
        || BLOCK_STARTS.iter().any(|start| opens_with(words, start))
        || BLOCK_LABELS.iter().any(|label| words.strip_prefix(label).is_some_and(is_after_label))
        || RIGHTS.iter().chain(BLOCK_PARTS).any(|part| words.contains(part))
}

/// Whether these words say nothing but a notice, or start as only one does.
fn is_notice(words: &str) -> bool {
    is_alone(words) || starts_like(words).iter().any(|start| opens_with(words, start))
}

fn is_alone(words: &str) -> bool {
    let uncounted = words.trim_matches(|c: char| !c.is_alphabetic() && c != '©');
    ALONE.binary_search(&uncounted).is_ok()
}

/// In small letters, with straight apostrophes.
fn folded(words: &str) -> String {
    let lower = words.to_lowercase();
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}

fn is_around(c: char) -> bool {
    !c.is_alphanumeric() && c != '©'
}

fn is_after_label(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.is_empty() || rest.starts_with([':', '|', '–', '—', '»', '>', '•', '-'])
}

/// `Krähenmünde.`, `By Ana Silva`, `-- Ana Silva, Growers' Union`: a name, and no word about it.
fn is_name(sentence: &str) -> bool {
    const MOST: usize = 6;
    const PARTICLES: [&str; 8] = ["and", "da", "de", "der", "di", "of", "und", "von"];
    let rest = sentence.trim_start_matches(['-', '–', '—', ' ']);
    let signs = sentence.starts_with("--") || sentence.starts_with(['–', '—']);
    let mut words = rest.split_whitespace();
    let opens = words.clone().next().is_some_and(|first| {
        matches!(first, "By" | "BY" | "Da" | "De" | "Di" | "Par" | "Por" | "Texto" | "Von")
    });
    let count = words.clone().count();
    let is_one = count == 1 && sentence.ends_with('.');
    let stops = !is_one && sentence.ends_with(['.', '!', '?', ':', '…', '"', '”']);
    let capital = |word: &str| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word);
    (is_one || (signs || opens) && (2..=MOST).contains(&count))
        && !stops
        && !rest.contains(char::is_numeric)
        && words.all(capital)
}

/// Those of `STARTS` with the same first letter. They are in order.
fn starts_like(words: &str) -> &'static [&'static str] {
    let first = words.as_bytes().first().copied().unwrap_or_default();
    let from = STARTS.partition_point(|start| start.as_bytes()[0] < first);
    let to = STARTS.partition_point(|start| start.as_bytes()[0] <= first);
    &STARTS[from..to]
}

fn opens_with(words: &str, opening: &str) -> bool {
    words.strip_prefix(opening).is_some_and(|rest| {
        // A mark in the opening, as in `photo:`, needs none after it.
        !opening.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric)
    })
}

const BARS: [char; 5] = ['|', '›', '·', '•', '/'];

/// `Home | News | Sport`: a few short items between bars, none a sentence or a figure.
fn is_menu(lower: &str) -> bool {
    BARS.iter().any(|&bar| {
        let items = || lower.split(bar).map(str::trim).filter(|item| !item.is_empty());
        items().count() >= 3
            && items().all(|item| {
                let short = item.split_whitespace().count() <= 3;
                short
                    && !item
                        .contains(|c: char| c.is_numeric() || matches!(c, '.' | '?' | '!' | ','))
            })
    })
}

/// A text that says nothing else, without what is counted in front: `3 comments`.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "abonnez-vous", "abonnieren", "about us", "accept", "accept all", "ad", "advertisement",
    "advertising", "afp", "anzeige", "ap", "articles liés", "articoli correlati",
    "artigos relacionados", "artículos relacionados", "aucun commentaire", "back to top", "caption",
    "close", "comentario", "comentarios", "comentário", "comentários", "comment", "commentaire",
    "commentaires", "commenti", "comments", "comments are closed", "comments off", "compartilhar",
    "compartilhe", "compartir", "condividi", "contact us", "continua a leggere", "continue reading",
    "cookie policy", "cookies", "download", "drucken", "e-mail", "email", "enviar um comentário",
    "facebook", "facebook twitter", "facebook twitter email", "get short url", "home", "inscrivez-vous",
    "instagram", "iscriviti", "jetzt newsletter abonnieren", "keine kommentare", "kommentar schreiben",
    "kommentare", "latest", "latest news", "leer más", "leggi di più", "leggi tutto", "leia mais",
    "ler mais", "linkedin", "lire la suite", "listen", "load more", "loading", "loading...", "log in",
    "login", "mehr lesen", "menu", "menú", "menü", "more", "most popular", "most read",
    "nenhum comentário", "nessun commento", "newer post", "newsletter", "newsletter abonnieren", "next",
    "next article", "no comments", "no comments yet", "no hay comentarios", "older post",
    "order reprints", "partager", "partilhar", "pinterest", "popular", "post a comment",
    "posta un commento", "postar um comentário", "powered by blogger", "previous", "previous article",
    "print", "print article", "privacy policy", "pubblicità", "publicidad", "publicidade", "publicité",
    "publier un commentaire", "rate this", "reddit", "register", "reject all", "related",
    "related articles", "related content", "related news", "related posts", "related stories", "reply",
    "reprints", "reuters", "s'abonner", "saiba mais", "save", "search", "seguir leyendo",
    "sem comentários", "share", "share this article", "share tweet", "shares", "show comments",
    "sign in", "sign up", "sin comentarios", "sponsored", "sponsored content", "subscreva", "subscribe",
    "sur le même sujet", "suscríbete", "teilen", "terms of service", "terms of use", "top", "trending",
    "tweet", "twitter", "unsubscribe", "verwandte artikel", "view comments", "watch", "weiterlesen",
    "werbung", "whatsapp", "x", "zum newsletter anmelden", "реклама",
];

/// A text that starts so, as no news does.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "(c) 20", "(editing by", "(reporting by", "a post shared by", "abonnez-vous", "abonnez-vous à",
    "abonnieren sie", "abonnieren sie unseren", "accept all cookies", "accept cookies",
    "additional reporting by", "advertisement:", "al registrarte", "already a subscriber",
    "ao se inscrever", "artykuł dostępny tylko dla", "assine a newsletter", "assine a nossa",
    "auf facebook teilen", "avec afp", "avec reuters", "besuchen sie uns auf", "bild:", "bildquelle:",
    "bitte geben sie ihre e-mail", "bleiben sie auf dem laufenden", "by clicking",
    "by continuing to browse", "by continuing to use", "by signing up you", "by signing up, you",
    "by submitting", "by subscribing", "búscanos en", "c) 20", "ce site utilise des cookies",
    "cet article est réservé", "clicca qui", "click below", "click here", "click to share",
    "clique aqui", "cliquez ici", "com informações da", "com informações de", "com informações do",
    "compartilhe isso", "compartilhe no", "compartir en", "con informaciones de", "con información de",
    "con informazioni di", "condividi su", "connect with us", "consulta nuestra política",
    "consultez notre politique", "copyright 19", "copyright 20", "copyright ©", "crédit photo",
    "crédits photo", "deixe um comentário", "deixe uma resposta", "deja un comentario",
    "deja una respuesta", "diese seite verwendet cookies", "diese website verwendet cookies",
    "dieser artikel ist nur für abonnenten", "dieser inhalt ist nur für abonnenten",
    "don't miss out on our", "download onze", "download our app", "download the app",
    "durch die anmeldung", "edited by", "ein beitrag geteilt von", "en vous inscrivant",
    "enter your email", "entrez votre adresse", "es gelten unsere", "este artículo es exclusivo",
    "este contenido es exclusivo", "este site usa cookies", "este site utiliza cookies",
    "este sitio utiliza cookies", "filed under:", "find us on", "folgen sie", "folgen sie uns",
    "follow @", "follow me on", "follow our", "follow us", "follow us on", "foto de", "foto:", "fotos:",
    "get breaking news", "get our", "get the latest news", "get updates", "graphic by", "graphic:",
    "haga clic aquí", "haz clic aquí", "hier klicken", "ihre e-mail-adresse wird", "illustration by",
    "illustration:", "image credit", "image source:", "image:", "imagem:", "imagen:",
    "inscrivez-vous à", "introduce tu correo", "iscrivendoti", "iscriviti a", "iscriviti alla",
    "jetzt abonnieren", "jetzt auf whatsapp folgen", "join our", "join our newsletter", "join us on",
    "klicken sie hier", "kommentar hinterlassen", "labels:", "laisser un commentaire",
    "lascia un commento", "lea también", "leave a comment", "leave a reply", "lee también",
    "leggi anche", "leia também", "lesen sie auch", "like us on", "lire aussi",
    "listen to this article", "log in to", "mehr zum thema", "melden sie sich für",
    "mit agenturmaterial", "mit der anmeldung", "mit ihrer anmeldung", "mit material von",
    "más información en", "newsletter:", "nous utilisons des cookies", "partager sur", "partilhar no",
    "photo by", "photo credit", "photo:", "photograph:", "photos:", "picture:", "please enter a valid",
    "posted by", "propos recueillis par", "propos recueillis à", "publicar un comentario",
    "puedes darte de baja", "questo contenuto è riservato", "questo sito usa", "questo sito utilizza",
    "read also", "read more", "read next", "recevez chaque", "recibe cada", "recibe las noticias",
    "recommended for you", "redaktion:", "registrieren sie sich", "regístrate", "rejoignez-nous",
    "reporting by", "retrouvez-nous", "schreiben sie einen kommentar", "scroll down", "see our privacy",
    "see our terms", "seguici", "seguici su", "send tips to", "share on", "share this", "share via",
    "sie können sich jederzeit abmelden", "sieh dir diesen beitrag auf", "siga a", "siga o", "siga-nos",
    "sign up for our", "sign up for the", "sign up here", "sign up now", "sign up to our",
    "sign up to the", "sigue a", "skip to content", "skip to main content", "stay up to date",
    "subscreva a", "subscribe for", "subscribe now", "subscribe to our", "subscribe to the", "suivez",
    "suivez-nous", "suscríbete", "suscríbete a", "síguenos", "tags:", "também pode ler", "teilen auf",
    "terms and conditions", "terms apply", "testen sie", "thank you for subscribing",
    "this article contains affiliate", "this article is for subscribers",
    "this article was originally published", "this content is for subscribers",
    "this email address is being protected", "this site is protected by recaptcha",
    "this site uses cookies", "this story was originally published", "this website uses cookies",
    "to comment, ", "translated by", "tu dirección de correo electrónico no", "tweet this",
    "uma publicação compartilhada por", "un post condiviso da", "una publicación compartida por",
    "une publication partagée par", "unser newsletter", "unsubscribe", "usamos cookies",
    "usiamo i cookie", "utilizamos cookies", "utilizziamo i cookie", "ver esta publicación en",
    "ver esta publicação no", "video by", "video:", "view this post on", "visualizza questo post su",
    "voir cette publication sur", "votre adresse e-mail ne sera", "vous pouvez vous désabonner",
    "watch:", "we and our partners", "we may earn", "we use cookies",
    "we use our own and third-party cookies", "wir nutzen cookies", "wir verwenden cookies",
    "with reporting by", "you can also follow", "you can unsubscribe", "you may also like",
    "you might also like", "your email address will not", "your subscription", "©", "à lire aussi",
    "únete a nuestra", "únete a nuestro",
];

/// A sentence that ends so, and a block with it anywhere.
#[rustfmt::skip]
const RIGHTS: &[&str] = &[
    "all rights reserved", "alle rechte vorbehalten", "contributed reporting",
    "contributed to this article", "contributed to this report", "contributed to this story",
    "dans votre boîte mail", "en tu correo", "in ihr postfach", "in your inbox",
    "nella tua casella di posta", "opens in a new window", "opens in new window",
    "straight to your inbox", "to your inbox every morning", "todos los derechos reservados",
    "todos os direitos reservados", "tous droits réservés", "tutti i diritti riservati",
];

/// A block that starts so.
#[rustfmt::skip]
const BLOCK_STARTS: &[&str] = &[
    "a version of this article appears", "a version of this story", "abonnez-vous",
    "about the author", "all rights reserved", "also on", "around the web", "article continues",
    "assine", "click to", "comments are closed", "compartilhe", "compartir", "condividi",
    "continue reading", "copyright", "correction appended", "diesen artikel", "download our",
    "download our app", "download the app", "editor's picks", "explore further", "filed under",
    "follow @", "follow ap's", "follow me on", "follow our", "follow the", "for more on",
    "for more stories", "get breaking news", "get our", "get the latest", "hier geht es zu",
    "image caption", "image copyright", "image source", "inscreva-se", "inscrivez-vous",
    "iscriviti", "join our", "join the conversation", "join us on", "keep reading",
    "kommentar schreiben", "kommentare schreiben", "last modified", "last updated", "lea más",
    "leer también", "leia mais", "lesen sie mehr", "like this story", "like us on", "listen to",
    "log in", "melden sie sich", "more from", "more on this", "most read", "newsletter",
    "originally published", "our standards", "partager", "photo courtesy", "picture by",
    "please share", "post a comment", "posted on", "print this", "published by", "published on",
    "read full", "read our", "read the full", "recommended stories", "report a typo",
    "schreibe einen kommentar", "see all", "seguici", "send tips", "siga o", "sign in", "sign up",
    "sigue a", "sponsored", "stay up to date", "story continues", "subscribe", "support our",
    "suscríbete", "tap here", "te puede interesar", "teilen", "text size",
    "this article first appeared", "this article originally appeared",
    "this article was originally", "this post may contain affiliate", "this post originally",
    "this story first appeared", "this story originally", "to read the full", "udostępnij",
    "updated at", "vea también", "view all", "view comments", "visit our", "watch the video",
    "we may earn", "write to", "you can follow", "zapisz się", "добавить комментарий",
    "добавить отзыв", "поделиться", "подписывайтесь", "підписуйтесь", "читайте также",
    "читайте також",
];

/// A block that starts so before a colon, a dash or the like, or says nothing else.
#[rustfmt::skip]
const BLOCK_LABELS: &[&str] = &[
    "also read", "autor", "bild", "by", "categories", "category", "check out", "credit",
    "czytaj także", "czytaj też", "don't miss", "dont miss",  "e-mail", "email",
    "filed to", "filed under", "fonte", "foto", "fotos", "fuente", "go deeper", "image", "images",
    "in pictures", "insight", "kategorie", "kategorien", "keywords", "le puede interesar", "lea",
    "lea más", "lea también", "leer más", "leggi anche", "leia mais", "leia também",
    "lesen sie auch", "link", "lire aussi", "mehr dazu", "mehr zum thema", "mira", "more",
    "must read", "photo", "photo credit", "photo gallery", "photos", "picture", "pictures",
    "posted in", "puede leer", "quelle", "reaction", "read", "read also", "read more", "read next",
    "read this", "related", "related article", "related articles", "related stories", "saiba mais",
    "schlagworte", "schlagwörter", "see also", "see more", "share", "siehe auch", "slideshow",
    "source", "sources", "tagged", "tags", "te puede interesar", "text size", "themen", "topics",
    "vea también", "veja também", "ver también", "via", "video", "videos", "vidéo", "voir aussi",
    "watch", "watch also", "weiterlesen", "zobacz też", "zum thema", "à lire aussi",
    "читайте также", "читайте також",
];

/// A block with this in it.
#[rustfmt::skip]
const BLOCK_PARTS: &[&str] = &[
    "affiliate link", "click here to", "click to subscribe", "follow her on twitter",
    "follow him on twitter", "follow us on", "getty images", "may get a share of the sale",
    "may not be published, broadcast", "nosso canal", "nuestro canal", "on facebook and",
    "on twitter @", "our newsletter", "personal, non-commercial use", "share it with",
    "subject to copyright", "unseren newsletter", "© 20",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        for sentence in sentences {
            assert_eq!(is_leftover(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn page_notices_are_boilerplate() {
        check(&["No comments:", "Post a Comment", "Leave a Reply", "3 comments", "Tweet"], true);
        check(&["Share on Facebook", "Share this:", "Subscribe to our newsletter!"], true);
        check(&["We use cookies to improve your visit.", "Accept all", "Sign up"], true);
        check(&["© 2025 The Valley Post", "Valley Post. All rights reserved."], true);
        check(&["Photo: Ana Silva", "Read more: The bridge that fell", "ADVERTISEMENT"], true);
        check(&["Home | News | Sport", "Click here to subscribe."], true);
    }

    #[test]
    fn so_it_is_in_other_languages() {
        check(&["Keine Kommentare:", "Wir verwenden Cookies.", "Lesen Sie auch: Der Fluss"], true);
        check(&["Laisser un commentaire", "Tous droits réservés", "Lire la suite"], true);
        check(&["Deja un comentario", "Síguenos en Twitter", "Publicidad"], true);
        check(&["Nessun commento", "Leggi anche: Il ponte", "Sem comentários:"], true);
    }

    #[test]
    fn news_about_such_things_is_news() {
        check(&["The regulator fined the site over its cookie notice in March."], false);
        check(&["No comments were made by the minister on Tuesday."], false);
        check(&["Share prices fell by 3% in Lisbon.", "Tweets by the mayor were deleted."], false);
        check(&["Advertisement spending doubled.", "Home sales rose.", "2019 | 14 | 3"], false);
    }

    #[test]
    fn marks_without_a_word_are_not_a_sentence() {
        check(&["***", "...", "—", ""], true);
    }

    #[test]
    fn a_name_alone_is_not_a_sentence() {
        check(&["By Ana Silva", "Von Änne Wüst-Stahn", "— Ana Silva, Growers' Union"], true);
        check(&["Krähenmünde.", "-- Ana Silva"], true);
        check(
            &["By March Ana Silva had left.", "Ana Silva won", "Von Rom bis Bonn regnete es."],
            false,
        );
        check(&["„Nein.“", "Rents rose.", "By May 2019"], false);
    }

    #[test]
    fn words_are_folded_without_a_string_as_they_are_with_one() {
        for words in ["Folgen Sie UNS: L’Été", "İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ", "ΑΣ", ""]
        {
            let folded = Folded::of(words);
            assert_eq!(folded.as_str().replace('ς', "σ"), super::folded(words).replace('ς', "σ"));
        }
    }

    #[test]
    fn the_lists_are_in_order_and_folded() {
        assert!(ALONE.iter().chain(STARTS).all(|words| words.len() < NOTICE));
        for list in [ALONE, BLOCK_LABELS, BLOCK_PARTS, BLOCK_STARTS, RIGHTS, STARTS] {
            assert!(list.is_sorted_by(|one, next| one < next));
            assert!(list.iter().all(|words| folded(words) == **words));
        }
    }

    #[track_caller]
    fn check_blocks(blocks: &[&str], expected: bool) {
        for block in blocks {
            assert_eq!(is_aside(block), expected, "{block}");
        }
    }

    #[test]
    fn a_block_that_sends_its_reader_elsewhere_is_an_aside() {
        check_blocks(
            &["READ MORE: Bridge opens to cars again", "» Lesen Sie auch: Die Brücke ist offen"],
            true,
        );
        check_blocks(&["Leia também", "Sign up for our newsletter", "Follow @ana"], true);
        check_blocks(&["© 2024 The Herald. All rights reserved.", "Advertisement"], true);
        check_blocks(&["Photo: Ana Silva", "3 comments", "We use cookies to count you."], true);
    }

    #[test]
    fn statements_in_an_article_are_not_asides() {
        check_blocks(
            &["Read the report, said the mayor.", "By noon, trucks had crossed it."],
            false,
        );
        check_blocks(&["Photos of the bridge were shown to the council."], false);
        check_blocks(&["More cars crossed the bridge than in 2019."], false);
        check_blocks(&["Related costs came to six million."], false);
    }
}
