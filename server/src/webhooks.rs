//! Calls the programs that want to hear what happens: `preau::webhook` says what and signs it, this makes the call.
//!
//! Whoever writes an address must not reach what only this machine reaches (SSRF): addresses of the local network are
//! refused after the name is looked up, and no redirect is followed. The operator may allow the local network.

use std::error::Error as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use preau::Timestamp;
use preau::webhook::{Call, Outcome};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url, redirect};

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes the calls.
#[derive(Debug, Clone)]
pub struct Caller {
    client: Client,
    /// The local network may be called, and without TLS.
    local: bool,
}

impl Caller {
    /// # Errors
    /// When the system has no certificates to trust.
    pub fn new(local: bool) -> Result<Self> {
        // The executable installs it first of all; tests do not. A second time changes nothing.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("Preau/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(Public { local }))
            .build()
            .context("cannot make an HTTP client")?;
        Ok(Self { client, local })
    }

    /// Calls once.
    pub async fn call(&self, call: &Call, now: Timestamp) -> Outcome {
        let url = match Url::parse(&call.url) {
            Ok(url) if self.may_call(&url) => url,
            Ok(_) => return Outcome::Failed(None, "address not allowed".to_owned()),
            Err(error) => return Outcome::Failed(None, error.to_string()),
        };
        let mut request = self.client.post(url).header("content-type", "application/json");
        for (name, value) in call.headers(now) {
            request = request.header(name, value);
        }
        match request.body(call.body.clone()).send().await {
            Ok(answer) if answer.status().is_success() => Outcome::Heard(answer.status().as_u16()),
            Ok(answer) if answer.status().as_u16() == 410 => Outcome::Gone,
            Ok(answer) => Outcome::Failed(Some(answer.status().as_u16()), String::new()),
            Err(error) => Outcome::Failed(None, innermost(&error)),
        }
    }

    /// TLS, and a name or a public address.
    fn may_call(&self, url: &Url) -> bool {
        if self.local {
            return true;
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        url.scheme() == "https" && host.parse::<IpAddr>().map_or(!host.is_empty(), is_public)
    }
}

/// The cause that says most, without the address.
fn innermost(error: &reqwest::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        said = inner.to_string();
        cause = inner.source();
    }
    said
}

/// Looks names up, and forgets what is not on the public Internet.
#[derive(Debug)]
struct Public {
    local: bool,
}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let local = self.local;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0))
                .await?
                .filter(|address| local || is_public(address.ip()))
                .collect();
            if found.is_empty() {
                return Err("no public address".into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address is one of the public Internet (IANA special-purpose registries).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        // Shared by providers, protocol assignments, benchmarks.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let [first, second, ..] = ip.segments();
    // Of what is given out today (2000::/3), without documentation, Teredo and 6to4, which may hide anything.
    (0x2000..0x4000).contains(&first)
        && !(first == 0x2001 && (second == 0xdb8 || second == 0))
        && first != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_called() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "2002:a00:1::1",
            "64:ff9b::a00:1",
        ] {
            assert!(!is_public(inner.parse().unwrap()), "{inner}");
        }
        for outer in ["193.48.1.1", "8.8.8.8", "2001:660::1"] {
            assert!(is_public(outer.parse().unwrap()), "{outer}");
        }
        let caller = Caller::new(false).unwrap();
        for wrong in ["http://exemple.fr/", "https://10.0.0.1/", "https://[::1]/", "https://0x7f000001/"] {
            assert!(!caller.may_call(&Url::parse(wrong).unwrap()), "{wrong}");
        }
        assert!(caller.may_call(&Url::parse("https://exemple.fr/x").unwrap()));
    }
}
