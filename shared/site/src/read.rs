//! From a TOML value to a type, with the path of what does not fit.
//!
//! For: [`super::SiteFile`]. One deserializer whose error carries the way to it. (A wrapper around
//! another deserializer, as crates for this have it, is compiled once more for each type: 60 KB of
//! the edge's compressed size.)

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer as _, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use std::fmt;
use toml::Value;

/// What does not fit, and where. Behind a pointer: it travels through each type that is read.
#[derive(Debug)]
pub(super) struct Misfit(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: String,
    /// The way to it, innermost step first.
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl Misfit {
    fn new(problem: String) -> Self {
        Self(Box::new(Inner {
            problem,
            steps: Vec::new(),
        }))
    }

    /// What is wrong and what was expected.
    pub(super) fn problem(self) -> String {
        self.0.problem
    }

    /// `model[0].url`; empty for the whole.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    #[cold]
    #[inline(never)]
    fn below(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.problem)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self::new(problem.to_string())
    }
}

/// Reads a table.
pub(super) fn table<T: DeserializeOwned>(table: toml::Table) -> Result<T, Misfit> {
    T::deserialize(Reader(Value::Table(table)))
}

struct Reader(Value);

/// Each reads one form of value: the others are not compiled for the type that asks.
impl Reader {
    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            other => Err(wrong(&other, &visitor)),
        }
    }

    fn whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Integer(number) => visitor.visit_i64(number),
            other => Err(wrong(&other, &visitor)),
        }
    }

    fn real<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Float(number) => visitor.visit_f64(number),
            _ => self.whole(visitor),
        }
    }

    fn truth<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Boolean(yes) => visitor.visit_bool(yes),
            other => Err(wrong(&other, &visitor)),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                index: 0,
            }),
            other => Err(wrong(&other, &visitor)),
        }
    }

    fn table<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Table(table) => visitor.visit_map(Entries {
                entries: table.into_iter(),
                open: None,
            }),
            other => Err(wrong(&other, &visitor)),
        }
    }
}

#[cold]
#[inline(never)]
fn wrong(found: &Value, expected: &dyn Expected) -> Misfit {
    let found = match found {
        Value::String(text) => Unexpected::Str(text),
        Value::Integer(number) => Unexpected::Signed(*number),
        Value::Float(number) => Unexpected::Float(*number),
        Value::Boolean(yes) => Unexpected::Bool(*yes),
        Value::Datetime(_) => Unexpected::Other("a date without quotes"),
        Value::Array(_) => Unexpected::Seq,
        Value::Table(_) => Unexpected::Map,
    };
    de::Error::invalid_type(found, expected)
}

macro_rules! by {
    ($form:ident: $($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            self.$form(visitor)
        })+
    };
}

impl<'de> de::Deserializer<'de> for Reader {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.0 {
            Value::String(_) => self.text(visitor),
            Value::Integer(_) => self.whole(visitor),
            Value::Float(_) => self.real(visitor),
            Value::Boolean(_) => self.truth(visitor),
            Value::Array(_) => self.list(visitor),
            Value::Table(_) => self.table(visitor),
            Value::Datetime(_) => Err(wrong(&self.0, &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.into_deserializer()),
            other => Err(wrong(&other, &visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.table(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _items: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.list(visitor)
    }

    by! { text: deserialize_str deserialize_string deserialize_char deserialize_identifier }
    by! { whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    by! { whole: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    by! { real: deserialize_f32 deserialize_f64 }
    by! { truth: deserialize_bool }
    by! { list: deserialize_seq }
    by! { table: deserialize_map }

    serde::forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple_struct ignored_any
    }
}

struct Items {
    items: std::vec::IntoIter<Value>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        seed.deserialize(Reader(item))
            .map(Some)
            .map_err(|misfit| misfit.below(Step::Index(index)))
    }
}

struct Entries {
    entries: toml::map::IntoIter<String, Value>,
    /// The key that was read, and its value that was not yet.
    open: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        let read = seed
            .deserialize(StrDeserializer::<Misfit>::new(&key))
            .map_err(|misfit| misfit.below(Step::Key(key.clone())))?;
        self.open = Some((key, value));
        Ok(Some(read))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let Some((key, value)) = self.open.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(Reader(value))
            .map_err(|misfit| misfit.below(Step::Key(key)))
    }
}
