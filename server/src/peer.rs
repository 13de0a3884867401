//! From where a request comes, and what one address may do.

use std::{
    collections::{BTreeMap, VecDeque},
    convert::Infallible,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderName, request::Parts},
};
use tokio::time::Instant;

use crate::{
    limits::{
        ADDRESSES_MAX, GUESSES_AT_ONCE, GUESSES_AT_ONCE_PER_ADDRESS, GUESSES_PER_MINUTE,
        GUESSES_PER_MINUTE_AND_ADDRESS, JOINS_AT_ONCE_PER_ADDRESS, JOINS_PER_MINUTE_AND_ADDRESS, LINKS_PER_ADDRESS_MAX,
        ROOMS_AT_ONCE_PER_ADDRESS, ROOMS_OPENED_PER_MINUTE_AND_ADDRESS, WRONG_GUESSES_REMEMBERED,
    },
    rate_limiter::RateLimiter,
    secret::KeyHash,
    settings::Settings,
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const MINUTE: Duration = Duration::from_mins(1);

/// The other end of a connection, as accepted.
#[derive(Clone, Copy, Debug)]
pub struct Connected(pub IpAddr);

/// The address that a request comes from. Of IPv6, the network that one customer gets: each of its addresses is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer
where
    Arc<Settings>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let connected = parts.extensions.get::<Connected>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0);
        // Only our own proxy may say whom it speaks for, and it appends: what stands last is its own word.
        let behind_proxy = <Arc<Settings>>::from_ref(state).behind_proxy;
        let told = if behind_proxy { last_forwarded(&parts.headers) } else { None };
        Ok(Self(network(told.unwrap_or(connected))))
    }
}

fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// What addresses did lately, as far as it is limited.
#[derive(Debug)]
pub struct Peers {
    guesses: Mutex<Allowances>,
    /// Who has lately guessed what, as hashes.
    wrong: Mutex<VecDeque<(Peer, KeyHash)>>,
    rooms: Mutex<Allowances>,
    joins: Mutex<Allowances>,
    links: Arc<Mutex<BTreeMap<Peer, u32>>>,
}

impl Peers {
    /// Nobody has done anything yet.
    pub fn new() -> Self {
        let now = Instant::now();
        let guesses = Allowances {
            all: Some(RateLimiter::new(GUESSES_AT_ONCE, MINUTE / GUESSES_PER_MINUTE, now)),
            at_once: GUESSES_AT_ONCE_PER_ADDRESS,
            one_every: MINUTE / GUESSES_PER_MINUTE_AND_ADDRESS,
            each: BTreeMap::new(),
        };
        // All addresses together are limited where rooms are opened.
        let rooms = Allowances {
            all: None,
            at_once: ROOMS_AT_ONCE_PER_ADDRESS,
            one_every: MINUTE / ROOMS_OPENED_PER_MINUTE_AND_ADDRESS,
            each: BTreeMap::new(),
        };
        let joins = Allowances {
            all: None,
            at_once: JOINS_AT_ONCE_PER_ADDRESS,
            one_every: MINUTE / JOINS_PER_MINUTE_AND_ADDRESS,
            each: BTreeMap::new(),
        };
        let wrong = Mutex::default();
        Self {
            guesses: Mutex::new(guesses),
            wrong,
            rooms: Mutex::new(rooms),
            joins: Mutex::new(joins),
            links: Arc::default(),
        }
    }

    /// Whether this address may still try a code, or the trainers' key. Asked before it is looked up, so that an answer too many never
    /// says whether it was right.
    pub fn may_guess(&self, peer: Peer) -> bool {
        lock(&self.guesses).has(peer, Instant::now())
    }

    /// Notes that it tried a wrong one, of which this is the hash. To try the same once more finds nothing out and costs
    /// nothing: a page that is loaded again has not guessed again.
    pub fn guessed_wrong(&self, peer: Peer, what: KeyHash) {
        let mut wrong = lock(&self.wrong);
        if wrong.contains(&(peer, what)) {
            return;
        }
        if wrong.len() >= WRONG_GUESSES_REMEMBERED {
            wrong.pop_front();
        }
        wrong.push_back((peer, what));
        lock(&self.guesses).take(peer, Instant::now());
    }

    /// Whether this address may open another room now, and notes that it does.
    pub fn may_open_room(&self, peer: Peer) -> bool {
        lock(&self.rooms).take_one(peer)
    }

    /// Whether this address may take another seat now, and notes that it does.
    pub fn may_join(&self, peer: Peer) -> bool {
        lock(&self.joins).take_one(peer)
    }

    /// A place for a link from this address, if it has one left.
    pub fn link(&self, peer: Peer) -> Option<LinkPlace> {
        let mut links = lock(&self.links);
        let count = links.entry(peer).or_insert(0);
        (*count < LINKS_PER_ADDRESS_MAX).then(|| {
            *count += 1;
            LinkPlace { peer, links: Arc::clone(&self.links) }
        })
    }
}

impl Default for Peers {
    fn default() -> Self {
        Self::new()
    }
}

/// A link's place among those of its address, given back when it ends.
#[derive(Debug)]
pub struct LinkPlace {
    peer: Peer,
    links: Arc<Mutex<BTreeMap<Peer, u32>>>,
}

impl Drop for LinkPlace {
    fn drop(&mut self) {
        let mut links = lock(&self.links);
        if let Some(count) = links.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                links.remove(&self.peer);
            }
        }
    }
}

/// An allowance for all addresses together, and one for each.
#[derive(Debug)]
struct Allowances {
    all: Option<RateLimiter>,
    at_once: u32,
    one_every: Duration,
    each: BTreeMap<Peer, RateLimiter>,
}

impl Allowances {
    fn has(&self, peer: Peer, now: Instant) -> bool {
        self.all.as_ref().is_none_or(|all| all.has(now))
            && self.each.get(&peer).is_none_or(|rate_limiter| rate_limiter.has(now))
    }

    /// Takes one, if there is one.
    fn take_one(&mut self, peer: Peer) -> bool {
        let now = Instant::now();
        let has = self.has(peer, now);
        if has {
            self.take(peer, now);
        }
        has
    }

    fn take(&mut self, peer: Peer, now: Instant) {
        if let Some(all) = &mut self.all {
            all.take(now);
        }
        if self.each.len() >= ADDRESSES_MAX && !self.each.contains_key(&peer) {
            self.each.retain(|_, rate_limiter| !rate_limiter.is_full(now));
            if self.each.len() >= ADDRESSES_MAX {
                let quietest =
                    self.each.iter().min_by_key(|(_, rate_limiter)| rate_limiter.full_at()).map(|(peer, _)| *peer);
                quietest.and_then(|peer| self.each.remove(&peer));
            }
        }
        let (at_once, one_every) = (self.at_once, self.one_every);
        self.each.entry(peer).or_insert_with(|| RateLimiter::new(at_once, one_every, now)).take(now);
    }
}

/// A panic while the lock was held has changed nothing halfway: each use is one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> Peer {
        Peer(IpAddr::from([10, 0, 0, last]))
    }

    #[test]
    fn one_address_that_guesses_too_much_does_not_keep_others_out() {
        let peers = Peers::new();
        for guess in 0..GUESSES_AT_ONCE_PER_ADDRESS {
            assert!(peers.may_guess(peer(1)));
            peers.guessed_wrong(peer(1), KeyHash::of_text(&guess.to_string()));
        }
        assert!(!peers.may_guess(peer(1)));
        assert!(peers.may_guess(peer(2)));
    }

    #[test]
    fn the_same_guess_once_more_is_no_guess() {
        let peers = Peers::new();
        for _ in 0..2 * GUESSES_AT_ONCE {
            peers.guessed_wrong(peer(1), KeyHash::of_text("an old room"));
        }
        assert!(peers.may_guess(peer(1)));
        assert_eq!(lock(&peers.wrong).len(), 1);
    }

    #[test]
    fn one_address_that_fills_a_class_does_not_keep_others_out() {
        let peers = Peers::new();
        assert!((0..JOINS_AT_ONCE_PER_ADDRESS).all(|_| peers.may_join(peer(1))));
        assert!(!peers.may_join(peer(1)));
        assert!(peers.may_join(peer(2)));
    }

    #[test]
    fn all_addresses_together_run_out_too() {
        let peers = Peers::new();
        for guess in 0..GUESSES_AT_ONCE {
            assert!(peers.may_guess(peer(200)), "{guess}");
            peers.guessed_wrong(peer(u8::try_from(guess).expect("few")), KeyHash::of_text("a code"));
        }
        assert!(!peers.may_guess(peer(200)));
    }

    #[test]
    fn addresses_beyond_the_limit_are_forgotten_and_not_gathered() {
        let mut allowances = Allowances { all: None, at_once: 1, one_every: MINUTE, each: BTreeMap::new() };
        for number in 0..u32::try_from(ADDRESSES_MAX).expect("few") + 50 {
            allowances.take(Peer(IpAddr::from(number.to_be_bytes())), Instant::now());
        }
        assert_eq!(allowances.each.len(), ADDRESSES_MAX);
    }

    #[test]
    fn links_are_given_back() {
        let peers = Peers::new();
        let links: Vec<_> = (0..LINKS_PER_ADDRESS_MAX).map(|_| peers.link(peer(1)).expect("a place")).collect();
        assert!(peers.link(peer(1)).is_none() && peers.link(peer(2)).is_some());
        drop(links);
        assert!(peers.link(peer(1)).is_some());
    }

    #[test]
    fn a_network_of_one_customer_is_one_address() {
        for (text, expected) in
            [("10.0.0.7", "10.0.0.7"), ("::ffff:10.0.0.7", "10.0.0.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
        {
            let address: IpAddr = text.parse().expect("an address");
            assert_eq!(network(address).to_string(), expected);
        }
    }

    #[test]
    fn the_last_word_of_the_proxy_counts() {
        let told = |values: &[&str]| {
            let values = values.iter().map(|value| (FORWARDED_FOR, value.parse().expect("a header")));
            last_forwarded(&values.collect()).map(|address| address.to_string())
        };
        assert_eq!(told(&["6.6.6.6, 10.0.0.9"]), Some("10.0.0.9".to_owned()));
        assert_eq!(told(&["6.6.6.6", "10.0.0.8"]), Some("10.0.0.8".to_owned()));
        assert_eq!(told(&["nonsense"]), None);
        assert_eq!(told(&[]), None);
    }
}
