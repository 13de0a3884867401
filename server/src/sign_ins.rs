//! Trainers' sign-ins: who proves the trainer key gets a random secret for this browser, which is listed, may be ended by
//! any trainer, and ends when it is not used for long or the key becomes another.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash};

use crate::{
    causes::with_causes,
    clock::wall_ms,
    limits::{SIGN_IN_UNUSED_MAX_MS, SIGN_IN_USE_KEPT_EVERY_MS},
    secret::{KeyHash, Secret},
    store::{SignIn, SignInChange, Store, StoreError},
};

/// The sign-ins of one server.
#[derive(Clone, Debug)]
pub struct SignIns {
    store: Arc<dyn Store>,
}

impl SignIns {
    /// Those that the store has, if they were made with this trainer key; with another one all of them end.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn new(store: Arc<dyn Store>, trainer_key: Option<KeyHash>) -> Result<Self, StoreError> {
        if let Some(key) = trainer_key {
            let kept = store.trainer_key().await?;
            if !kept.is_some_and(|kept| is_of(&kept, &key)) {
                store.change_sign_ins(SignInChange::NewKey(kept_of(&key))).await?;
            }
        }
        Ok(Self { store })
    }

    /// Signs a browser of this name in. Gives what it proves itself with from now on.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn begin(&self, secret: Secret, browser: String) -> Result<(), StoreError> {
        let now = wall_ms();
        let sign_in = SignIn { id: 0, key: secret.hash(), browser, begun_wall_ms: now, used_wall_ms: now };
        self.store.change_sign_ins(SignInChange::Begin(sign_in)).await
    }

    /// The sign-in that this secret proves.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn of(&self, secret: &Secret) -> Result<Option<SignIn>, StoreError> {
        let key = secret.hash();
        let Some(found) = self.all().await?.into_iter().find(|sign_in| sign_in.key == key) else { return Ok(None) };
        let now = wall_ms();
        if now.saturating_sub(found.used_wall_ms) >= SIGN_IN_USE_KEPT_EVERY_MS
            && let Err(error) = self.store.change_sign_ins(SignInChange::Use { id: found.id, wall_ms: now }).await
        {
            // The trainer goes on all the same; the next use is kept, or the one after.
            tracing::warn!(error = with_causes(&error), "that a sign-in was used could not be kept");
        }
        Ok(Some(found))
    }

    /// All that are still good, the last used first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn all(&self) -> Result<Vec<SignIn>, StoreError> {
        let since = wall_ms().saturating_sub(SIGN_IN_UNUSED_MAX_MS);
        let mut all = self.store.sign_ins().await?;
        all.retain(|sign_in| sign_in.used_wall_ms >= since);
        Ok(all)
    }

    /// Ends one. One that has ended already is as it should be.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn end(&self, id: i64) -> Result<(), StoreError> {
        self.store.change_sign_ins(SignInChange::End { id }).await
    }
}

/// What is kept of a trainer key: somebody chose it, perhaps elsewhere too, so finding it by trying has to be slow.
fn kept_of(key: &KeyHash) -> String {
    // What cannot be made is the hash of no key: all sign-ins end with the next start.
    Argon2::default().hash_password(key.bytes()).map(|hash| hash.to_string()).unwrap_or_default()
}

fn is_of(kept: &str, key: &KeyHash) -> bool {
    PasswordHash::new(kept).is_ok_and(|kept| Argon2::default().verify_password(key.bytes(), &kept).is_ok())
}

/// A browser's name and system from what it says of itself, for somebody who has to tell theirs from others.
pub fn browser_of(user_agent: &str) -> String {
    // Several say that they are another one as well: the more particular name comes first.
    const NAMES: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(part, _)| user_agent.contains(part)).map(|(_, name)| *name)
    };
    let name = first(&NAMES).unwrap_or("A browser");
    first(&SYSTEMS).map_or_else(|| name.to_owned(), |system| format!("{name} on {system}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_key_is_known_again_and_no_other() {
        let (key, other) = (KeyHash::of_text("correct horse"), KeyHash::of_text("wrong horse"));
        let kept = kept_of(&key);
        assert!(is_of(&kept, &key) && !is_of(&kept, &other) && !is_of("", &key));
        assert_ne!(kept, kept_of(&key), "salted");
    }

    #[test]
    fn browsers_are_told_by_name_and_system() {
        for (user_agent, told) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
                "Chrome on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.5.0", "A browser"),
            ("", "A browser"),
        ] {
            assert_eq!(browser_of(user_agent), told, "{user_agent}");
        }
    }
}
