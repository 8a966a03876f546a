import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,db,components,scripts,app}/**/*.test.{ts,tsx}'],
    globalSetup: ['db/testing-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
