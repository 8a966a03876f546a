import { describe, expect, it } from 'vitest';
import { refuseAddress } from './refuse-address.ts';

describe('addresses that nothing is sent to', () => {
  it.each([
    ['127.0.0.1'],
    ['127.255.255.254'],
    ['10.0.0.1'],
    ['10.255.255.255'],
    ['172.16.0.1'],
    ['172.31.255.255'],
    ['192.168.1.1'],
    ['100.64.0.1'],
    ['100.127.255.255'],
    ['::1'],
    ['fc00::1'],
    ['fdff::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:10.1.2.3'],
    ['::ffff:7f00:1'],
  ])('are %s, unless private ones are allowed', (address) => {
    expect([refuseAddress(address, false), refuseAddress(address, true)]).toEqual([
      expect.stringContaining('ALLOW_PRIVATE_SINKS'),
      null,
    ]);
  });

  it.each([
    ['0.0.0.0'],
    ['169.254.169.254'],
    ['::ffff:169.254.169.254'],
    ['192.0.0.192'],
    ['198.18.0.1'],
    ['203.0.113.9'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::7f00:1'],
    ['64:ff9b::7f00:1'],
    ['64:ff9b:1::a00:1'],
    ['2002:7f00:1::'],
    ['2001:0:7f00:1::'],
    ['2001:db8::1'],
    ['fd00:ec2::254'],
    ['fe80::1'],
    ['ff02::1'],
  ])('are %s, whatever is allowed', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).not.toBeNull();
  });

  it.each([
    ['1.1.1.1'],
    ['9.255.255.255'],
    ['11.0.0.0'],
    ['100.63.255.255'],
    ['100.128.0.0'],
    ['172.15.255.255'],
    ['172.32.0.0'],
    ['169.253.255.255'],
    ['2606:4700:4700::1111'],
    ['::ffff:1.1.1.1'],
  ])('are not %s', (address) => {
    expect(refuseAddress(address, false)).toBeNull();
  });
});
