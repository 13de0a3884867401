//! Trainers' sign-ins, and what the server keeps for itself, as they are in the tables.

use sqlx::{Row as _, Sqlite, SqlitePool, Transaction};

use super::StoreError;
use crate::{limits::SIGN_INS_MAX, secret::KeyHash};

/// A browser on which somebody has proved the trainer key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// What tells it from the others; no secret.
    pub id: i64,
    /// What the browser proves itself with.
    pub key: KeyHash,
    /// The browser's name and system, such as `Firefox on Linux`.
    pub browser: String,
    /// When it began, in milliseconds since 1970.
    pub begun_wall_ms: u64,
    /// When it was last used, in milliseconds since 1970; to the hour.
    pub used_wall_ms: u64,
}

/// What is to be kept about sign-ins.
#[derive(Clone, Debug)]
pub enum SignInChange {
    /// A new one; its number is given by the store. Beyond [`SIGN_INS_MAX`] those that were not used for longest end.
    Begin(SignIn),
    /// One was used.
    Use {
        /// Which one.
        id: i64,
        /// When, in milliseconds since 1970.
        wall_ms: u64,
    },
    /// One has ended.
    End {
        /// Which one.
        id: i64,
    },
    /// The trainer key is another one, of which this is kept: all sign-ins end.
    NewKey(String),
}

const TRAINER_KEY: &str = "trainer_key";

/// All sign-ins, the last used first.
pub(super) async fn all(readers: &SqlitePool) -> Result<Vec<SignIn>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, key_hash, browser, begun_wall_ms, used_wall_ms FROM sign_in ORDER BY used_wall_ms DESC, id DESC",
    )
    .fetch_all(readers)
    .await
    .map_err(StoreError::read)?;
    let read = |row: &sqlx::sqlite::SqliteRow| {
        let key: &[u8] = row.try_get(1)?;
        Ok(SignIn {
            id: row.try_get(0)?,
            // The tables take nothing but hashes; anything else is the hash of nothing, which no secret has.
            key: KeyHash::from_bytes(key).unwrap_or_else(|| KeyHash::of_text("")),
            browser: row.try_get(2)?,
            begun_wall_ms: row.try_get::<i64, _>(3)?.cast_unsigned(),
            used_wall_ms: row.try_get::<i64, _>(4)?.cast_unsigned(),
        })
    };
    rows.iter().map(read).collect::<Result<_, _>>().map_err(StoreError::read)
}

/// What is kept of the trainer key.
pub(super) async fn trainer_key(readers: &SqlitePool) -> Result<Option<String>, StoreError> {
    let value: Option<Vec<u8>> = sqlx::query_scalar("SELECT value FROM setting WHERE name = ?")
        .bind(TRAINER_KEY)
        .fetch_optional(readers)
        .await
        .map_err(StoreError::read)?;
    Ok(value.and_then(|value| String::from_utf8(value).ok()))
}

/// Writes a change within a transaction.
pub(super) async fn write(transaction: &mut Transaction<'_, Sqlite>, change: &SignInChange) -> Result<(), sqlx::Error> {
    match change {
        SignInChange::Begin(new) => {
            sqlx::query("INSERT INTO sign_in (key_hash, browser, begun_wall_ms, used_wall_ms) VALUES (?, ?, ?, ?)")
                .bind(new.key.bytes().to_vec())
                .bind(&new.browser)
                .bind(new.begun_wall_ms.cast_signed())
                .bind(new.used_wall_ms.cast_signed())
                .execute(&mut **transaction)
                .await?;
            sqlx::query(
                "DELETE FROM sign_in WHERE id NOT IN (SELECT id FROM sign_in ORDER BY used_wall_ms DESC, id DESC LIMIT ?)",
            )
            .bind(SIGN_INS_MAX)
            .execute(&mut **transaction)
            .await?;
        }
        SignInChange::Use { id, wall_ms } => {
            sqlx::query("UPDATE sign_in SET used_wall_ms = max(used_wall_ms, ?) WHERE id = ?")
                .bind(wall_ms.cast_signed())
                .bind(id)
                .execute(&mut **transaction)
                .await?;
        }
        SignInChange::End { id } => {
            sqlx::query("DELETE FROM sign_in WHERE id = ?").bind(id).execute(&mut **transaction).await?;
        }
        SignInChange::NewKey(kept) => {
            sqlx::query("DELETE FROM sign_in").execute(&mut **transaction).await?;
            sqlx::query(
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            )
            .bind(TRAINER_KEY)
            .bind(kept.as_bytes())
            .execute(&mut **transaction)
            .await?;
        }
    }
    Ok(())
}
