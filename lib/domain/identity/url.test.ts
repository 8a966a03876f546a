import { describe, expect, it } from 'vitest';
import { urlTemplate } from './url.ts';

describe('urlTemplate', () => {
  it.each([
    ['https://staging.example.com:8443/users/17/orders?sort=a&page=2#top', '/users/{id}/orders?page&sort'],
    ['http://example.com', '/'],
    ['https://example.com/', '/'],
    ['/users/17', '/users/{id}'],
    ['example.com:443/login', '/login'],
    ['example.com', '/'],
    ['login.php?next=x', '/login.php?next'],
    ['https://h/o/3f2504e0-4f89-11d3-9a0c-0305e82c3301', '/o/{id}'],
    ['https://h/blob/9f86d081884c7d659a2feaa0c55ad015', '/blob/{id}'],
    ['https://h/report/2026-11-23', '/report/{id}'],
    ['https://h/a;jsessionid=1234/b', '/a/b'],
    ['https://h/static/main.3f2a9bcd.js', '/static/main.{id}.js'],
    ['https://h/static/deadbeef.js', '/static/deadbeef.js'],
    ['https://h/p?b=1&a=2&b=3', '/p?a&b'],
    ['', '/'],
    ['https://h/app.js?v=17', '/app.js'],
    ['https://h/app.js?ts=1999888777&_=42', '/app.js'],
    ['https://h/app.js?_dc=1&nocache=1&CacheBuster=2&cache_bust=3&rand=4', '/app.js'],
    ['https://h/app.js?1699999999', '/app.js'],
    ['https://h/app.js?v1.2.3', '/app.js'],
    ['https://h/app.js?3f2a9bcd', '/app.js'],
    ['https://h/cart?id=7&t=1&utm_source=x', '/cart?id'],
    ['https://h/cart?view=7&total=1&visa&cached', '/cart?cached&total&view&visa'],
    ['https://h/x?deadbeef', '/x?deadbeef'],
    ['https://h/x?zq9f8a7b6c5d=1&address1line2=2', '/x?address1line2'],
    ['https://h/reset/zq9f8a7b6c5d4e', '/reset/{id}'],
    ['https://h/v1beta2/oauth2callback', '/v1beta2/oauth2callback'],
  ])('makes %j %j', (url, template) => {
    expect(urlTemplate(url)).toBe(template);
  });

  it('is the same on every environment and for every id', () => {
    expect(urlTemplate('https://a.example.com/u/1?t=x')).toBe(urlTemplate('http://localhost:3000/u/22?t=y'));
  });

  it('does not know a page by the session that its path held', () => {
    const page = (mark: string) => urlTemplate(`https://x/s-redacted:hmac-${mark.repeat(16)}/a`);
    expect(page('ab')).toBe(page('cd'));
  });
});
