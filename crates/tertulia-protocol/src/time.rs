//! Time on the wire: RFC 3339 in UTC with milliseconds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use tertulia_core::Timestamp;
use utoipa::ToSchema;

/// An instant, written as `2025-11-13T09:00:00.000Z`. Reading takes any offset and drops what is finer than a millisecond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, ToSchema)]
#[schema(value_type = String, format = DateTime, examples("2025-11-13T09:00:00.000Z"))]
pub struct Time(pub Timestamp);

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Time(at)
    }
}

impl From<Time> for Timestamp {
    fn from(time: Time) -> Self {
        time.0
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The rules may reckon to "the end of time", which no calendar holds: the nearest day that one does stands for it.
        let end = if self.0.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        let at = jiff::Timestamp::from_millisecond(self.0.0).unwrap_or(end);
        write!(f, "{at:.3}")
    }
}

impl std::str::FromStr for Time {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let at: jiff::Timestamp = text.parse()?;
        Ok(Time(Timestamp(at.as_millisecond())))
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Time;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time as RFC 3339, such as 2025-11-13T09:00:00.000Z")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Time, E> {
                text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        from.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Time, serde_json::Error> {
        serde_json::from_value(serde_json::Value::String(text.into()))
    }

    #[test]
    fn times_are_written_in_utc_with_milliseconds() {
        assert_eq!(Time(Timestamp(0)).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Time(Timestamp(1_763_024_400_007)).to_string(), "2025-11-13T09:00:00.007Z");
        assert_eq!(Time(Timestamp(-1)).to_string(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn any_offset_is_read_as_the_same_instant() {
        let utc = read("2025-11-13T09:00:00.000Z").unwrap();
        assert_eq!(read("2025-11-13T18:00:00+09:00").unwrap(), utc);
        assert_eq!(read("2025-11-13T09:00:00.000999Z").unwrap(), utc);
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in ["", "yesterday", "2025-11-13", "2025-11-13T09:00:00", "2025-13-01T00:00:00Z", "1763024400007"] {
            assert!(read(text).is_err(), "{text:?}");
        }
        assert!(serde_json::from_str::<Time>("1763024400007").is_err());
    }

    #[test]
    fn the_ends_of_time_are_written_as_the_last_days_of_the_calendar() {
        assert_eq!(Time(Timestamp(i64::MAX)).to_string(), "9999-12-30T22:00:00.999Z");
        assert!(Time(Timestamp(i64::MIN)).to_string().starts_with("-009999-01-02T01:59:59"));
    }
}
