//! The templates of a page, and what they may do. Whatever they show is made visible and escaped
//! here: no template can turn that off. They read no file and run no longer than their fuel lasts.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Object, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use serde::Serialize;

use super::built_in::BUILT_IN;
use super::guard;
use super::house::{House, HouseError};
use super::kind::{Kind, KindNames};
use super::labels::Labels;
use super::template_error::TemplateError;
use super::text;
use crate::domain::Visible;

/// What a page is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Form {
    Html,
    Markdown,
}

impl Form {
    const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

/// How much a template may do: a loop without an end stops within a second.
const FUEL: u64 = 50_000_000;

/// What was said with a label: our words, and in them names from outside, each between the
/// characters for isolated text (U+2068 and U+2069). Nothing else has these characters.
#[derive(Debug)]
struct Said(String);

impl Object for Said {
    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&plain(&self.0))
    }
}

/// A time as people write it, with the exact one (RFC 3339) behind it.
#[derive(Debug)]
struct When {
    exact: String,
    shown: String,
}

impl Object for When {
    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown)
    }
}

const ISOLATED: char = '\u{2068}';
const END: char = '\u{2069}';

fn plain(said: &str) -> String {
    said.replace([ISOLATED, END], "")
}

/// The templates for one form and house.
pub(super) struct Templates {
    environments: [Environment<'static>; 2],
    /// Whether what they write is looked at: they are not all ours.
    is_guarded: bool,
    labels: Arc<Labels>,
}

impl Templates {
    pub(super) fn new(house: &House) -> Result<Self, HouseError> {
        let labels = Arc::new(Labels::new(house.language, house.labels.as_deref())?);
        let environment = |form| environment(form, house, &labels);
        Ok(Self {
            environments: [environment(Form::Html)?, environment(Form::Markdown)?],
            is_guarded: !house.templates.is_empty(),
            labels,
        })
    }

    pub(super) fn labels(&self) -> &Labels {
        &self.labels
    }

    /// A template with what it shows. `name` is without its ending.
    pub(super) fn render(
        &self,
        form: Form,
        name: &str,
        shown: impl Serialize,
    ) -> Result<String, TemplateError> {
        let [html, markdown] = &self.environments;
        let environment = match form {
            Form::Html => html,
            Form::Markdown => markdown,
        };
        let name = format!("{name}.{}", form.ending());
        let written = environment.get_template(&name)?.render(Serde(shown))?;
        if self.is_guarded
            && form == Form::Html
            && let Some(what) = lacking(&name, &written).or_else(|| guard::fault(&written))
        {
            return Err(TemplateError { line: 0, name, what });
        }
        Ok(written)
    }
}

/// What a page must have at its top, and this one lacks.
fn lacking(name: &str, written: &str) -> Option<String> {
    let needed: &[_] = match name {
        "site_top.html" => &[
            ("policy", guard::POLICY, "which keeps a page from running anything"),
            ("head", guard::HEAD, "where feeds and checks are for programs"),
        ],
        "top.html" => &[("policy", guard::POLICY, "which keeps a page from running anything")],
        _ => &[],
    };
    let (name, _, why) = needed.iter().find(|(_, markup, _)| !written.contains(markup))?;
    Some(format!("it lacks `{{{{ {name} }}}}`, {why}"))
}

fn environment(
    form: Form,
    house: &House,
    labels: &Arc<Labels>,
) -> Result<Environment<'static>, HouseError> {
    let mut environment = Environment::new();
    environment.remove_filter("safe");
    // So that what a macro gives counts as written; `show` escapes whatever the setting is.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(TemplateError::from)?);
    environment.set_formatter(move |out, _: &mut State<'_, '_>, value| show(form, out, value));
    for (name, ours) in BUILT_IN {
        let source = house.templates.get(*name).map_or(*ours, String::as_str);
        if name.ends_with(form.ending()) {
            let added = environment.add_template_owned((*name).to_owned(), source.to_owned());
            added.map_err(TemplateError::from)?;
        }
    }
    add_words(&mut environment, labels);
    add_text(&mut environment, form);
    if form == Form::Html {
        // No style can end the element that it is in.
        let css = house.style_sheet().replace("</", "<\\/");
        environment.add_global("css", Value::from_safe_string(css));
        let site_css = house.file("site.css").replace("</", "<\\/");
        environment.add_global("site_css", Value::from_safe_string(site_css));
        environment.add_global("head", Value::from_safe_string(guard::HEAD.to_owned()));
        environment.add_global("policy", Value::from_safe_string(guard::POLICY.to_owned()));
    }
    environment.add_global("kinds", Value::from(Serde(Kind::ALL.map(KindNames::of))));
    environment.add_global("language", house.language.as_str());
    environment.add_global("house", house.name.clone());
    environment.add_global("logo", house.logo.clone());
    Ok(environment)
}

/// Labels, and what is put together with them.
fn add_words(environment: &mut Environment<'static>, labels: &Arc<Labels>) {
    let of = Arc::clone(labels);
    environment.add_function("t", move |id: String, args: Kwargs| -> Result<Value, Error> {
        let mut given = FluentArgs::new();
        for name in args.args() {
            let value: Value = args.get(name)?;
            let value = match i64::try_from(value.clone()) {
                Ok(number) => FluentValue::from(number),
                Err(_) => FluentValue::from(isolated(&value)),
            };
            given.set(name.to_owned(), value);
        }
        Ok(Value::from_object(Said(of.say(&id, &given))))
    });
    for (name, with) in [("list", "list-and"), ("either", "list-or")] {
        let of = Arc::clone(labels);
        environment.add_filter(name, move |items: Vec<Value>| {
            let items: Vec<String> = items.iter().map(isolated).collect();
            Value::from_object(Said(of.list(&items, with)))
        });
    }
    environment.add_filter("row", |items: Vec<Value>| {
        let items: Vec<String> = items.iter().map(isolated).collect();
        Value::from_object(Said(items.join(", ")))
    });
    let of = Arc::clone(labels);
    environment.add_filter("labels", move |ids: Vec<String>| {
        let said = ids.iter().map(|id| Value::from_object(Said(of.word(id))));
        Value::from(said.collect::<Vec<_>>())
    });
    let of = Arc::clone(labels);
    environment.add_filter("day", move |at: String| {
        let shown = of.day(at.split('T').next().unwrap_or_default());
        when(at, shown)
    });
    let of = Arc::clone(labels);
    environment.add_filter("moment", move |at: String| {
        let shown = of.moment(&at);
        when(at, shown)
    });
    let of = Arc::clone(labels);
    environment.add_filter("num", move |number: u64| Value::from_object(Said(of.number(number))));
}

/// Text from outside, in the ways that it is shown.
fn add_text(environment: &mut Environment<'static>, form: Form) {
    let safe = Value::from_safe_string;
    environment.add_filter("plain", |value: Value| plain(&value.to_string()));
    environment.add_filter("bdi", move |value: Value| match form {
        Form::Html => safe(text::foreign(&plain(&value.to_string()))),
        Form::Markdown => value,
    });
    // Words with what is next to them: their outer white space stays.
    environment.add_filter("inline", move |words: String| match form {
        Form::Html => Value::from(words),
        Form::Markdown => safe(text::markdown_inline(&words)),
    });
    environment.add_filter("link", move |address: String| {
        safe(match form {
            Form::Html => text::link(&address),
            Form::Markdown => text::markdown_link(&address),
        })
    });
    environment.add_filter("remark", move |words: String| {
        safe(match form {
            Form::Html => text::remark(&words),
            Form::Markdown => text::markdown_remark(&words),
        })
    });
    environment.add_filter("verbatim", move |words: String| {
        safe(match form {
            Form::Html => text::lines(&words),
            Form::Markdown => text::fenced(&words),
        })
    });
}

/// A time; what does not look like one is text.
fn when(exact: String, shown: String) -> Value {
    let is_time = exact.len() >= 10
        && exact.len() <= 35
        && exact.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TZ".contains(&byte));
    if is_time && shown != exact {
        return Value::from_object(When { exact, shown });
    }
    Value::from_object(Said(isolated(&Value::from(exact))))
}

/// A value as a part of what is said with a label.
fn isolated(value: &Value) -> String {
    if let Some(Said(words)) = value.downcast_object_ref::<Said>() {
        return words.clone();
    }
    if let Some(When { shown, .. }) = value.downcast_object_ref::<When>() {
        return Visible::line(shown).to_string();
    }
    let words = value.to_string();
    format!("{ISOLATED}{}{END}", Visible::line(&words))
}

/// Show a value. What is not our own markup is escaped.
fn show(form: Form, out: &mut Output<'_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    if value.is_safe() {
        out.write_str(value.as_str().unwrap_or_default())?;
        return Ok(());
    }
    if let Some(Said(words)) = value.downcast_object_ref::<Said>() {
        match form {
            Form::Html => {
                for piece in words.split_inclusive([ISOLATED, END]) {
                    let (before, tag) = match piece.chars().next_back() {
                        Some(ISOLATED) => (piece.trim_end_matches(ISOLATED), "<bdi>"),
                        Some(END) => (piece.trim_end_matches(END), "</bdi>"),
                        Some(_) | None => (piece, ""),
                    };
                    out.write_str(&text::html(before))?;
                    out.write_str(tag)?;
                }
            }
            Form::Markdown => out.write_str(&text::markdown(&plain(words)))?,
        }
        return Ok(());
    }
    if let Some(When { exact, shown }) = value.downcast_object_ref::<When>()
        && form == Form::Html
    {
        return Ok(out.write_str(&text::time(exact, shown))?);
    }
    let words = value.to_string();
    let words = match form {
        Form::Html => text::html(&words),
        Form::Markdown => text::markdown(&words),
    };
    Ok(out.write_str(&words)?)
}
