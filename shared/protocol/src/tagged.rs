//! Enums that travel as JSON objects with a tag: `{"type":"say","text":…}`.
//!
//! For: the same wire as serde's `#[serde(tag = "…")]`, at a third of the code. That attribute keeps
//! an object in a buffer until it has met the tag, so every field of every variant is compiled once
//! more for each kind of buffer. Here the text of the object is kept instead: the tag is looked up
//! in it, then the variant's fields are read from it.
//! Not for: formats other than JSON.
//!
//! An enum takes part by `#[serde(remote = "Self", rename_all = "snake_case")]` and a call of
//! [`tagged!`], which makes its `Serialize` and `Deserialize` of what the derive wrote.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, VariantAccess, Visitor};
use serde::ser::{Impossible, SerializeStruct, SerializeStructVariant};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::Error;
use std::borrow::Cow;

/// `Serialize` and `Deserialize` for an enum whose derived ones are its own functions.
macro_rules! tagged {
    ($enum:ty, $tag:literal) => {
        impl serde::Serialize for $enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$enum>::serialize(self, crate::tagged::Writer::new($tag, &[], serializer))
            }
        }

        impl<'de> serde::Deserialize<'de> for $enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let object = crate::tagged::Object::deserialize(deserializer)?;
                let read = object
                    .tag($tag)
                    .and_then(|tag| <$enum>::deserialize(object.variant(&tag)));
                read.map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use tagged;

/// The text of one JSON object.
pub(crate) struct Object(Box<serde_json::value::RawValue>);

impl Object {
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }

    /// The fields of an object as a struct that knows some of them.
    pub(crate) fn fields<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        serde_json::from_str(self.0.get())
    }

    /// The value of its tag.
    pub(crate) fn tag(&self, name: &'static str) -> Result<Cow<'_, str>, Error> {
        serde_json::Deserializer::from_str(self.0.get()).deserialize_map(TagVisitor { name })
    }

    /// The object as the variant that its tag names.
    pub(crate) fn variant<'a>(&'a self, tag: &'a str) -> Variant<'a> {
        Variant {
            tag,
            fields: self.0.get(),
        }
    }
}

/// A string that is borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct TagVisitor {
    name: &'static str,
}

impl<'de> Visitor<'de> for TagVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut tag = None;
        while let Some(Text(key)) = map.next_key()? {
            if key == self.name {
                tag = Some(map.next_value::<Text<'de>>()?.0);
            } else {
                map.next_value::<serde::de::IgnoredAny>()?;
            }
        }
        tag.ok_or_else(|| M::Error::missing_field(self.name))
    }
}

/// What an enum is read from.
pub(crate) struct Variant<'a> {
    tag: &'a str,
    fields: &'a str,
}

impl<'de> Deserializer<'de> for Variant<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        let variant = seed.deserialize(StrDeserializer::<Error>::new(self.tag))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut serde_json::Deserializer::from_str(self.fields))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a tagged object has named fields"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.fields).deserialize_map(visitor)
    }
}

/// What an enum is written to.
pub(crate) struct Writer<'a, S> {
    tag: &'static str,
    /// Fields that come before the tag.
    first: &'a [(&'static str, u64)],
    serializer: S,
}

impl<'a, S: Serializer> Writer<'a, S> {
    pub(crate) fn new(tag: &'static str, first: &'a [(&'static str, u64)], serializer: S) -> Self {
        Self {
            tag,
            first,
            serializer,
        }
    }

    fn begin(self, variant: &'static str, fields: usize) -> Result<Fields<S>, S::Error> {
        let fields = self.first.len() + 1 + fields;
        let mut object = self.serializer.serialize_struct(variant, fields)?;
        for (name, value) in self.first {
            object.serialize_field(name, value)?;
        }
        object.serialize_field(self.tag, variant)?;
        Ok(Fields(object))
    }
}

/// The fields of a variant.
pub(crate) struct Fields<S: Serializer>(S::SerializeStruct);

impl<S: Serializer> SerializeStructVariant for Fields<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }

    fn skip_field(&mut self, name: &'static str) -> Result<(), S::Error> {
        self.0.skip_field(name)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

fn no_object<E: serde::ser::Error>() -> E {
    E::custom("a tagged object has named fields")
}

/// Writes what is no variant with named fields.
macro_rules! refuse {
    ($($name:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$ok, S::Error> { Err(no_object()) })*
    };
}

impl<S: Serializer> Serializer for Writer<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = Impossible<S::Ok, S::Error>;
    type SerializeStructVariant = Fields<S>;

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        fields: usize,
    ) -> Result<Fields<S>, S::Error> {
        self.begin(variant, fields)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.begin(variant, 0)?.end()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        Err(no_object())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(no_object())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Err(no_object())
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
    }
}

#[cfg(test)]
mod tests {
    use crate::{ClientFrame, Event, EventBody};

    #[test]
    fn the_tag_is_found_wherever_it_stands() {
        let said = ClientFrame::Say {
            client_id: crate::ClientId::parse("m1".to_owned()).expect("an id"),
            text: "a \"quoted\" word".to_owned(),
        };
        for json in [
            r#"{"type":"say","client_id":"m1","text":"a \"quoted\" word"}"#,
            r#" { "text" : "a \"quoted\" word", "client_id":"m1", "x":{"type":"stop"}, "type":"s\u0061y" } "#,
        ] {
            assert_eq!(
                serde_json::from_str::<ClientFrame>(json).ok(),
                Some(said.clone()),
                "{json}"
            );
        }
        let value = serde_json::to_value(&said).expect("JSON");
        assert_eq!(
            serde_json::from_value::<ClientFrame>(value).ok(),
            Some(said)
        );
    }

    #[test]
    fn what_is_wrong_says_where() {
        let cases = [
            ("{}", "missing field `type`", 2),
            (
                r#"{"type":7}"#,
                "invalid type: integer `7`, expected a string",
                9,
            ),
            ("[]", "invalid type: sequence, expected an object", 0),
            (
                r#"{"type":"sing"}"#,
                "unknown variant `sing`, expected one of `hello`",
                0,
            ),
            (
                r#"{"type":"say","client_id":"m1","text":[]}"#,
                "invalid type: sequence, expected a string",
                38,
            ),
            (
                r#"{"type":"say","client_id":"m1"}"#,
                "missing field `text`",
                31,
            ),
        ];
        for (json, problem, column) in cases {
            let error = serde_json::from_str::<ClientFrame>(json).expect_err(json);
            assert!(error.to_string().starts_with(problem), "{json}: {error}");
            if column > 0 {
                assert_eq!(
                    (error.line(), error.column()),
                    (1, column),
                    "{json}: {error}"
                );
            }
        }
    }

    #[test]
    fn an_event_keeps_the_order_of_its_fields() {
        let json = r#"{"v":1,"seq":3,"at":5,"kind":"turn_stopped","turn":2,"cause":"visitor"}"#;
        let event: Event = serde_json::from_str(json).expect("an event");
        assert_eq!(serde_json::to_string(&event).ok().as_deref(), Some(json));
        let later = r#"{"kind":"sang","v":9,"at":5,"seq":3,"song":[1,{"kind":"hidden"}]}"#;
        let event: Event = serde_json::from_str(later).expect("an event");
        assert_eq!((event.v, event.body), (9, EventBody::Unknown));
    }
}
