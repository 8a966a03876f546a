import { describe, expect, it } from 'vitest';
import { networkOf, proxyList, requestSource } from './request-source.ts';

const trusted = proxyList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

describe('where a request comes from', () => {
  it.each([
    ['192.0.2.1', undefined, '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, '192.0.2.1'],
    // A client that names an address itself is not believed.
    ['192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    // What stands left of the first address that is no proxy of ours was written by the client.
    ['10.1.2.3', '6.6.6.6, 198.51.100.7, 10.9.9.9', '198.51.100.7'],
    ['10.1.2.3', '6.6.6.6, nonsense, 10.9.9.9', '10.9.9.9'],
    ['fd00::1', '2001:db8::7', '2001:db8::7'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['', '6.6.6.6', ''],
  ])('from %s with X-Forwarded-For %s: %s', (remote, forwardedFor, source) => {
    expect(requestSource(remote, forwardedFor, trusted)).toBe(source);
  });

  it('is believed of nobody when no proxy is trusted', () => {
    expect(requestSource('127.0.0.1', '6.6.6.6', proxyList([]))).toBe('127.0.0.1');
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is of the network %s', (source, network) => {
    expect(networkOf(source)).toBe(network);
  });
});
