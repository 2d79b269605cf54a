//! Addresses: where a request came from, which decides whose attempts are counted together.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

/// Proxies whose `X-Forwarded-For` is believed (OPS-3). None by default: the header is then ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads addresses and networks, such as `10.0.0.7` or `10.0.0.0/8`.
    ///
    /// # Errors
    /// The entry that is neither.
    pub fn parse(entries: &[String]) -> Result<TrustedProxies, String> {
        let read = |entry: &String| {
            let entry = entry.trim();
            let network = entry.parse::<IpNet>().ok();
            network.or_else(|| entry.parse::<IpAddr>().ok().map(IpNet::from)).ok_or_else(|| entry.to_owned())
        };
        entries.iter().map(read).collect::<Result<_, _>>().map(TrustedProxies)
    }

    /// Whether no proxy is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The address nearest to us that is not one of the proxies. What stands further left is hearsay.
    fn origin_of(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.trusts(peer) {
            return peer;
        }
        let named = headers.get_all("x-forwarded-for").iter();
        let hops: Vec<&str> = named.filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).collect();
        let mut origin = peer;
        for hop in hops.into_iter().rev() {
            match read_hop(hop.trim()) {
                Some(address) => origin = address,
                None => break,
            }
            if !self.trusts(origin) {
                break;
            }
        }
        origin
    }
}

/// Where a connection came from, as the listener saw it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Whose attempts are counted together: one IPv4 address, or the /64 of an IPv6 address, which one subscriber has whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// From the connection and the request's headers.
    pub fn of(peer: Option<Peer>, headers: &HeaderMap, proxies: &TrustedProxies) -> ClientAddress {
        // Without a connection, as in a test of the router, everybody is counted together.
        let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip());
        ClientAddress(match proxies.origin_of(peer, headers).to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        })
    }
}

/// An address, with or without a port.
fn read_hop(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|t| t.split_once(']')).map_or(text, |(address, _)| address);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let proxies: Vec<String> = proxies.iter().map(|p| (*p).to_owned()).collect();
        let proxies = TrustedProxies::parse(&proxies).unwrap();
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 1));
        ClientAddress::of(Some(peer), &headers, &proxies).0.to_string()
    }

    #[test]
    fn forwarded_addresses_are_hearsay_unless_a_trusted_proxy_says_so() {
        assert_eq!(counted("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(counted("203.0.113.9", &["198.51.100.1"], &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(counted("10.0.0.2", &["198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        assert_eq!(counted("10.0.0.2", &["1.1.1.1, 198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(counted("10.0.0.2", &["1.1.1.1", "198.51.100.1, 10.0.0.3"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(counted("10.0.0.2", &["1.1.1.1, nonsense"], &["10.0.0.0/8"]), "10.0.0.2");
        assert_eq!(counted("10.0.0.2", &[], &["10.0.0.0/8"]), "10.0.0.2");
    }

    #[test]
    fn a_subscriber_is_counted_once() {
        assert_eq!(counted("2001:db8:1:2:aaaa::1", &[], &[]), "2001:db8:1:2::");
        assert_eq!(counted("::ffff:203.0.113.9", &[], &[]), "203.0.113.9");
        assert_eq!(counted("::1", &["[2001:db8:1:2::7]:443"], &["::1"]), "2001:db8:1:2::");
    }

    #[test]
    fn what_is_no_network_is_named() {
        let parse = |entry: &str| TrustedProxies::parse(&[entry.to_owned()]);
        assert_eq!(parse("proxy.example.org"), Err("proxy.example.org".to_owned()));
        assert_eq!(parse("10.0.0.0/33"), Err("10.0.0.0/33".to_owned()));
        assert!(parse(" 10.0.0.7 ").is_ok());
    }
}
