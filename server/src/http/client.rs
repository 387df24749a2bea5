//! Who is on the other end of the line.
//!
//! `X-Forwarded-For` is written from left to right, and its left part by whoever likes: only what our own proxies
//! added counts, so the list is read from the right, for as many hops as are trusted.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use preau_app::cx::ClientAddr;

/// The other end of the connection, put on each request by the accept loop.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Which hops in front of us are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustedProxies {
    Count(usize),
    Networks(Vec<Network>),
}

/// Addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl FromStr for TrustedProxies {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Ok(count) = text.parse() {
            return if count <= 10 { Ok(Self::Count(count)) } else { Err(()) };
        }
        let parts = text.split([',', '|', ' ']).filter(|part| !part.is_empty());
        let networks = parts.map(str::parse).collect::<Result<Vec<Network>, ()>>()?;
        if networks.is_empty() { Err(()) } else { Ok(Self::Networks(networks)) }
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(drop)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(drop)?;
        if bits <= most { Ok(Self { address, bits }) } else { Err(()) }
    }
}

impl Network {
    fn contains(self, other: IpAddr) -> bool {
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.bits);
                mine.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            (IpAddr::V6(mine), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.bits);
                mine.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl TrustedProxies {
    /// The address of the client, given the other end of the line and what it forwarded.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        let mut client = peer.to_canonical();
        for (passed, hop) in hops.iter().rev().enumerate() {
            let believed = match self {
                Self::Count(count) => passed < *count,
                Self::Networks(networks) => networks.iter().any(|network| network.contains(client)),
            };
            if !believed {
                break;
            }
            // A hop that cannot be read ends what is known.
            let Some(address) = hop_address(hop) else { break };
            client = address.to_canonical();
        }
        client
    }
}

/// `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`, `2001:db8::1`.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim_matches('"');
    hop.parse()
        .ok()
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

/// Notes the client's address on the request.
pub async fn note(proxies: TrustedProxies, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let client = proxies.client(peer, request.headers());
    request.extensions_mut().insert(ClientAddr(client.to_string()));
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        proxies.parse::<TrustedProxies>().unwrap().client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn without_proxies_the_header_is_what_anybody_wrote() {
        assert_eq!(seen("0", "198.51.100.7", &["192.0.2.1"]), "198.51.100.7");
    }

    #[test]
    fn hops_are_counted_from_the_right() {
        let forged = ["203.0.113.9, 192.0.2.1", "10.0.0.2"];
        assert_eq!(seen("1", "10.0.0.1", &forged), "10.0.0.2");
        assert_eq!(seen("2", "10.0.0.1", &forged), "192.0.2.1");
        assert_eq!(seen("2", "10.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(seen("1", "10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(seen("1", "::1", &["[2001:db8::5]:4711"]), "2001:db8::5");
    }

    #[test]
    fn only_addresses_of_our_networks_are_believed() {
        let networks = "10.0.0.0/8|fd00::/8";
        assert_eq!(seen(networks, "10.0.0.1", &["203.0.113.9, 192.0.2.1, 10.2.3.4"]), "192.0.2.1");
        assert_eq!(seen(networks, "198.51.100.7", &["192.0.2.1"]), "198.51.100.7");
        assert_eq!(seen(networks, "::ffff:10.0.0.1", &["192.0.2.1"]), "192.0.2.1");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "11", "10.0.0.0/33", "x", "10.0.0.0/8|y"] {
            assert!(text.parse::<TrustedProxies>().is_err(), "{text}");
        }
    }
}
