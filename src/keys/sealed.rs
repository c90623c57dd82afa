//! Private keys that travel: sealed for one reviewer, or behind a passphrase. Both are age files
//! (<https://age-encryption.org/v1>), so that they can be opened without this program, too.

use age::secrecy::SecretString;
use bech32::{Bech32, Hrp};

use crate::merkle::{SigningKey, VerifierKey};

/// Why a sealed key does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    #[error("it is not sealed, or damaged")]
    Damaged,
    #[error("that is not its passphrase")]
    Passphrase,
    #[error("it cannot be sealed here")]
    Unsealed,
}

/// Seal a private key, so that only the owner of `to` can open it: to the X25519 form of their
/// Ed25519 key.
pub fn seal(key: &SigningKey, to: &VerifierKey) -> Result<Vec<u8>, NotOpened> {
    let recipient = Hrp::parse("age").map_err(|_| NotOpened::Unsealed)?;
    let recipient = bech32::encode_lower::<Bech32>(recipient, &to.agreement())
        .map_err(|_| NotOpened::Unsealed)?;
    let recipient: age::x25519::Recipient = recipient.parse().map_err(|_| NotOpened::Unsealed)?;
    age::encrypt(&recipient, key.to_secret().as_bytes()).map_err(|_| NotOpened::Unsealed)
}

/// Open what was sealed for the owner of this key.
pub fn open(sealed: &[u8], with: &SigningKey) -> Result<SigningKey, NotOpened> {
    let identity = Hrp::parse("age-secret-key-").map_err(|_| NotOpened::Damaged)?;
    let identity = bech32::encode_upper::<Bech32>(identity, &with.agreement())
        .map_err(|_| NotOpened::Damaged)?;
    let identity: age::x25519::Identity = identity.parse().map_err(|_| NotOpened::Damaged)?;
    let secret = age::decrypt(&identity, sealed).map_err(|_| NotOpened::Damaged)?;
    let secret = String::from_utf8(secret).map_err(|_| NotOpened::Damaged)?;
    secret.parse().map_err(|_| NotOpened::Damaged)
}

/// How long one guess at a passphrase takes: 2 to this power steps of scrypt, about a second. It is
/// fixed, so that what was made on a fast machine opens on a slow one.
const WORK: u8 = 18;

/// Lock a text behind a passphrase. The result is text, too: an age file in its armour.
pub fn lock(text: &str, passphrase: &str) -> Result<String, NotOpened> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    age::encrypt_and_armor(&recipient, text.as_bytes()).map_err(|_| NotOpened::Unsealed)
}

/// Open what was locked behind a passphrase.
pub fn unlock(locked: &str, passphrase: &str) -> Result<String, NotOpened> {
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    // A file that asks for more would keep this machine busy for minutes.
    identity.set_max_work_factor(WORK + 2);
    let text = age::decrypt(&identity, locked.as_bytes()).map_err(|error| {
        use age::DecryptError::{DecryptionFailed, KeyDecryptionFailed, NoMatchingKeys};
        if matches!(error, DecryptionFailed | KeyDecryptionFailed | NoMatchingKeys) {
            NotOpened::Passphrase
        } else {
            NotOpened::Damaged
        }
    })?;
    String::from_utf8(text).map_err(|_| NotOpened::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::new(name.parse().unwrap(), &[seed; 32])
    }

    #[test]
    fn only_the_reviewer_it_is_sealed_for_opens_it() {
        let (ledger, ben, eve) = (key("desk", 1), key("desk/ben", 2), key("desk/eve", 3));
        let sealed = seal(&ledger, ben.verifier()).unwrap();
        assert_eq!(open(&sealed, &ben).unwrap().to_secret(), ledger.to_secret());
        assert_eq!(open(&sealed, &eve).unwrap_err(), NotOpened::Damaged);
        for at in (0..sealed.len()).step_by(7) {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed, &ben).is_err(), "byte {at}");
        }
    }

    #[test]
    fn only_the_passphrase_unlocks() {
        let locked = lock("the keys", "four words of mine").unwrap();
        assert!(locked.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"), "{locked}");
        assert_eq!(unlock(&locked, "four words of mine").unwrap(), "the keys");
        assert_eq!(unlock(&locked, "four words of yours").unwrap_err(), NotOpened::Passphrase);
        assert_eq!(unlock("no age file", "four words").unwrap_err(), NotOpened::Damaged);
    }
}
