/// Whether this sentence is no sentence of the article but a leftover of its page: a menu, a
/// button, a notice, a credit. Or no sentence at all: marks without a word.
///
/// News about cookies or comments is kept: a leftover either says nothing else, or starts as
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
    let lower = sentence.to_lowercase().replace('’', "'");
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let uncounted = words.trim_matches(|c: char| !c.is_alphabetic() && c != '©');
    WHOLE.binary_search(&uncounted).is_ok()
        || openings_like(words).iter().any(|opening| opens_with(words, opening))
        || CLOSINGS.iter().any(|closing| words.ends_with(closing))
        || is_menu(&lower)
        || is_name(sentence)
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

/// Those openings that start with the same letter. They are in order.
fn openings_like(words: &str) -> &'static [&'static str] {
    let first = words.as_bytes().first().copied().unwrap_or_default();
    let from = OPENINGS.partition_point(|opening| opening.as_bytes()[0] < first);
    let to = OPENINGS.partition_point(|opening| opening.as_bytes()[0] <= first);
    &OPENINGS[from..to]
}

fn opens_with(words: &str, opening: &str) -> bool {
    words.strip_prefix(opening).is_some_and(|rest| {
        // A mark in the opening, as in `photo:`, needs none after it.
        !opening.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// `Home | News | Sport`: a few short items between bars, none a sentence or a figure.
fn is_menu(lower: &str) -> bool {
    const BARS: [char; 5] = ['|', '›', '·', '•', '/'];
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

/// Leftovers that end so.
#[rustfmt::skip]
const CLOSINGS: &[&str] = &[
    "all rights reserved", "alle rechte vorbehalten", "todos los derechos reservados",
    "todos os direitos reservados", "tous droits réservés", "tutti i diritti riservati",
];

/// Leftovers that start so, as no news does.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "(c) 20", "abonnez-vous à", "abonnieren sie", "accept all cookies", "accept cookies",
    "advertisement:", "already a subscriber", "assine a newsletter", "assine a nossa",
    "auf facebook teilen", "bild:", "bildquelle:", "by clicking", "by continuing to browse",
    "by continuing to use", "c) 20", "ce site utilise des cookies", "clicca qui", "click here",
    "click to share", "clique aqui", "cliquez ici", "compartilhe isso", "compartilhe no",
    "compartir en", "condividi su", "copyright 19", "copyright 20", "copyright ©", "crédit photo",
    "crédits photo", "deixe um comentário", "deixe uma resposta", "deja un comentario",
    "deja una respuesta", "diese seite verwendet cookies", "diese website verwendet cookies",
    "don't miss out on our", "enter your email", "este site usa cookies",
    "este site utiliza cookies", "este sitio utiliza cookies", "filed under:", "folgen sie uns",
    "follow us", "follow us on", "foto:", "fotos:", "haga clic aquí", "haz clic aquí",
    "hier klicken", "image credit", "image source:", "image:", "imagem:", "imagen:",
    "inscrivez-vous à", "iscriviti a", "iscriviti alla", "jetzt abonnieren", "join our newsletter",
    "klicken sie hier", "kommentar hinterlassen", "labels:", "laisser un commentaire",
    "lascia un commento", "lea también", "leave a comment", "leave a reply", "lee también",
    "leggi anche", "leia também", "lesen sie auch", "lire aussi", "log in to", "mehr zum thema",
    "melden sie sich für", "nous utilisons des cookies", "partager sur", "partilhar no", "photo by",
    "photo credit", "photo:", "photograph:", "photos:", "picture:", "posted by",
    "publicar un comentario", "questo sito usa", "questo sito utilizza", "read also", "read more",
    "read next", "recommended for you", "schreiben sie einen kommentar", "seguici su", "share on",
    "share this", "share via", "siga-nos", "sign up for our", "sign up here", "sign up now",
    "sign up to our", "skip to content", "skip to main content", "subscreva a", "subscribe now",
    "subscribe to our", "suivez-nous", "suscríbete a", "síguenos", "tags:", "também pode ler",
    "teilen auf", "this site uses cookies", "this website uses cookies", "to comment, ",
    "tweet this", "unser newsletter", "usamos cookies", "usiamo i cookie", "utilizamos cookies",
    "utilizziamo i cookie", "we and our partners", "we use cookies",
    "we use our own and third-party cookies", "wir nutzen cookies", "wir verwenden cookies",
    "you may also like", "you might also like", "your email address will not", "©", "à lire aussi",
];

/// Leftovers that say nothing else, without what is counted in front: `3 comments`.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "abonnez-vous", "abonnieren", "about us", "accept", "accept all", "ad", "advertisement",
    "advertising", "anzeige", "articles liés", "articoli correlati", "artigos relacionados",
    "artículos relacionados", "aucun commentaire", "back to top", "comentario", "comentarios",
    "comentário", "comentários", "comment", "commentaire", "commentaires", "commenti", "comments",
    "comments are closed", "comments off", "compartilhar", "compartilhe", "compartir", "condividi",
    "contact us", "continua a leggere", "continue reading", "cookie policy", "cookies", "e-mail",
    "email", "enviar um comentário", "facebook", "facebook twitter", "facebook twitter email",
    "home", "inscrivez-vous", "instagram", "iscriviti", "keine kommentare", "kommentar schreiben",
    "kommentare", "latest news", "leer más", "leggi di più", "leggi tutto", "leia mais", "ler mais",
    "lire la suite", "listen", "load more", "loading", "log in", "login", "mehr lesen", "menu",
    "menú", "menü", "more", "most popular", "most read", "nenhum comentário", "nessun commento",
    "newer post", "newsletter", "newsletter abonnieren", "next", "next article", "no comments",
    "no comments yet", "no hay comentarios", "older post", "partager", "partilhar", "pinterest",
    "post a comment", "posta un commento", "postar um comentário", "powered by blogger", "previous",
    "previous article", "print", "privacy policy", "pubblicità", "publicidad", "publicidade",
    "publicité", "publier un commentaire", "rate this", "register", "reject all", "related",
    "related articles", "related content", "related news", "related posts", "related stories",
    "reply", "s'abonner", "saiba mais", "save", "search", "seguir leyendo", "sem comentários",
    "share", "share this article", "share tweet", "shares", "show comments", "sign in", "sign up",
    "sin comentarios", "sponsored", "sponsored content", "subscreva", "subscribe",
    "sur le même sujet", "suscríbete", "teilen", "terms of service", "terms of use", "top",
    "trending", "tweet", "twitter", "unsubscribe", "verwandte artikel", "view comments", "watch",
    "weiterlesen", "werbung", "whatsapp", "x",
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
    fn what_a_page_says_of_itself_is_a_leftover() {
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
    fn marks_without_a_word_are_no_sentence() {
        check(&["***", "...", "—", ""], true);
    }

    #[test]
    fn a_name_that_stands_alone_is_no_sentence() {
        check(&["By Ana Silva", "Von Änne Wüst-Stahn", "— Ana Silva, Growers' Union"], true);
        check(&["Krähenmünde.", "-- Ana Silva"], true);
        check(
            &["By March Ana Silva had left.", "Ana Silva won", "Von Rom bis Bonn regnete es."],
            false,
        );
        check(&["„Nein.“", "Rents rose.", "By May 2019"], false);
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(WHOLE.is_sorted_by(|one, next| one < next));
        assert!(OPENINGS.is_sorted_by(|one, next| one < next));
    }
}
