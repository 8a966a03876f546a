import { BlockList, isIPv6 } from 'node:net';

/** Networks that belong to somebody: a request from inside reaches what is not meant for the outside. */
const PRIVATE: readonly [string, number][] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
];

/**
 * Never of a receiver: this host, link-local (with the metadata services of clouds), documentation, benchmarks, multicast,
 * reserved, and those that carry an IPv4 address in disguise (NAT64, 6to4, Teredo).
 */
const NEVER: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

function listOf(networks: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
  return list;
}

const privateNetworks = listOf(PRIVATE);
const refusedNetworks = listOf(NEVER);
/** IPv4 addresses written as IPv6 ones (`::ffff:10.0.0.1`) are checked as what they are by `BlockList`; these are older. */
const compatible = listOf([['::', 96]]);

/**
 * Why nothing is sent to an IP address; null: it may be sent to.
 * @param allowPrivate private networks are this installation's own
 */
export function refuseAddress(address: string, allowPrivate: boolean): string | null {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const isPrivate = privateNetworks.check(address, family);
  // Asked first: the metadata service of one cloud has an address among the private ones.
  const never =
    refusedNetworks.check(address, family) || (!isPrivate && family === 'ipv6' && compatible.check(address, family));
  if (never) return 'nothing can be sent to an address of that kind';
  if (!isPrivate || allowPrivate) return null;
  return 'it is an address in a private network, and ALLOW_PRIVATE_SINKS is not set';
}
