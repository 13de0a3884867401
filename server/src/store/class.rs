//! How a room's class stands in the tables.

use std::collections::BTreeMap;

use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Change, RoomId, StoreError};
use crate::{
    class::{Class, Keys, Member},
    secret::KeyHash,
};

/// The class from its room's row (hashes and admission in columns 2 to 4) and its members' rows.
pub(super) fn read(room: RoomId, row: &SqliteRow, members: &[SqliteRow]) -> Result<Class, StoreError> {
    let admission: &str = row.try_get(4).map_err(StoreError::read)?;
    let admission = serde_json::from_str(admission).map_err(|_| StoreError::UnknownClass(room))?;
    let keys = Keys { operator: hash_or_none(row, 2)?, watch: hash_or_none(row, 3)? };
    let members = members.iter().map(|row| member(room, row)).collect::<Result<BTreeMap<_, _>, _>>()?;
    Ok(Class { admission, members, ..Class::new(keys) })
}

/// A room from before keys has no hash: that of nothing, which no secret has.
fn hash_or_none(row: &SqliteRow, index: usize) -> Result<KeyHash, StoreError> {
    let bytes: Option<&[u8]> = row.try_get(index).map_err(StoreError::read)?;
    Ok(bytes.and_then(KeyHash::from_bytes).unwrap_or_else(|| KeyHash::of_text("")))
}

fn member(room: RoomId, row: &SqliteRow) -> Result<(u32, Member), StoreError> {
    let unknown = || StoreError::UnknownClass(room);
    let key: &[u8] = row.try_get(1).map_err(StoreError::read)?;
    let seat: Option<&str> = row.try_get(3).map_err(StoreError::read)?;
    let member = Member {
        key: KeyHash::from_bytes(key).ok_or_else(unknown)?,
        name: row.try_get(2).map_err(StoreError::read)?,
        seat: seat.map(serde_json::from_str).transpose().map_err(|_| unknown())?,
        muted: row.try_get(4).map_err(StoreError::read)?,
        joined_wall_ms: row.try_get::<i64, _>(5).map_err(StoreError::read)?.cast_unsigned(),
    };
    Ok((row.try_get(0).map_err(StoreError::read)?, member))
}

/// Writes a change of the room `id` within a transaction.
pub(super) async fn write(
    transaction: &mut Transaction<'_, Sqlite>,
    id: i64,
    change: &Change,
) -> Result<(), sqlx::Error> {
    let json = |error: serde_json::Error| sqlx::Error::Encode(Box::new(error));
    if change.keys.is_some() || change.admission.is_some() || change.visited_wall_ms.is_some() {
        let admission =
            change.admission.map(|admission| serde_json::to_string(&admission)).transpose().map_err(json)?;
        sqlx::query(
            "UPDATE room SET operator_hash = coalesce(?, operator_hash), watch_hash = coalesce(?, watch_hash), \
             door = coalesce(?, door), visited_wall_ms = coalesce(?, visited_wall_ms) WHERE id = ?",
        )
        .bind(change.keys.map(|keys| keys.operator.bytes().to_vec()))
        .bind(change.keys.map(|keys| keys.watch.bytes().to_vec()))
        .bind(admission)
        .bind(change.visited_wall_ms.map(u64::cast_signed))
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    }
    for (number, member) in &change.members {
        let seat = member.seat.map(|seat| serde_json::to_string(&seat)).transpose().map_err(json)?;
        sqlx::query(
            "INSERT INTO member (room_id, number, key_hash, name, seat, muted, joined_wall_ms) VALUES (?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (room_id, number) DO UPDATE SET name = excluded.name, seat = excluded.seat, muted = excluded.muted",
        )
        .bind(id)
        .bind(number)
        .bind(member.key.bytes().to_vec())
        .bind(&member.name)
        .bind(seat)
        .bind(member.muted)
        .bind(member.joined_wall_ms.cast_signed())
        .execute(&mut **transaction)
        .await?;
        if member.seat.is_none() {
            sqlx::query("UPDATE member SET name = '', seat = NULL WHERE key_hash = ? AND seat IS NOT NULL")
                .bind(member.key.bytes().to_vec())
                .execute(&mut **transaction)
                .await?;
        }
    }
    Ok(())
}
