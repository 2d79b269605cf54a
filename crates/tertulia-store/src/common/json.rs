//! JSON in a text column.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

use super::Db;

/// What is kept as JSON text, in the same form by every database, so that it can be copied from one to another as it is.
#[derive(Clone, Debug)]
pub(crate) struct Json<T>(pub T);

impl<T> Type<Db> for Json<T> {
    fn type_info() -> <Db as Database>::TypeInfo {
        <String as Type<Db>>::type_info()
    }

    fn compatible(column: &<Db as Database>::TypeInfo) -> bool {
        <String as Type<Db>>::compatible(column)
    }
}

impl<T: Serialize> Encode<'_, Db> for Json<T> {
    fn encode_by_ref(&self, buffer: &mut <Db as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        <String as Encode<Db>>::encode(serde_json::to_string(&self.0)?, buffer)
    }
}

impl<'r, T: DeserializeOwned> Decode<'r, Db> for Json<T> {
    fn decode(value: <Db as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Json(serde_json::from_str(<&str as Decode<Db>>::decode(value)?)?))
    }
}
