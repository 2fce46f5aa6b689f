//! serde reads the report straight from the document's syntax tree.
//!
//! The file is parsed once, so that what is shown and what is edited cannot disagree, and one
//! value can be read again without the rest. A value of the wrong shape reads as blank;
//! `check` says where it stands. Numbers and text come as the scalar's own characters: nothing
//! is guessed to be a float or a truth value on the way. The built-in schemes are read the same way.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::document::{Document, FieldPath, Node, Shape};

/// Types the value at `path`; what is not there is blank.
pub(crate) fn typed<T: DeserializeOwned + Default>(document: &Document, path: &FieldPath) -> T {
    document
        .node(path)
        .and_then(|node| T::deserialize(Value(node)).ok())
        .unwrap_or_default()
}

/// A node of the tree, as serde asks for it.
#[derive(Clone, Copy)]
struct Value<'a>(Node<'a>);

impl<'de> IntoDeserializer<'de, Error> for Value<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.shape() {
            Shape::Null => visitor.visit_unit(),
            Shape::Scalar => self.deserialize_str(visitor),
            Shape::Mapping => self.deserialize_map(visitor),
            Shape::Sequence => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.shape() {
            Shape::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0.text().unwrap_or_default())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.text() {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            text => Err(unexpected(text, &visitor)),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.0.text();
        match text.and_then(|text| text.parse().ok()) {
            Some(number) => visitor.visit_u32(number),
            None => Err(unexpected(text, &visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.text().unwrap_or_default().into_deserializer())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.0.items().map(Value)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let entries = self.0.entries().map(|(key, node)| (key, Self(node)));
        visitor.visit_map(MapDeserializer::new(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct identifier
    }
}

fn unexpected<'de>(text: Option<&str>, wanted: &impl Visitor<'de>) -> Error {
    Error::invalid_value(Unexpected::Str(text.unwrap_or_default()), wanted)
}
