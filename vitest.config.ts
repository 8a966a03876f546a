import { defineConfig } from 'vitest/config';

/** What keeps state in its modules, as a server does: each of these files has a process of its own. */
const APART = [
  '{app,scripts}/**/*.test.{ts,tsx}',
  'lib/{web,worker,cli}/**/*.test.ts',
  'lib/services/upload/read/*.test.ts',
];

export default defineConfig({
  test: {
    // Each project names its own; with none named here, tests of the browser would count as Vitest's.
    include: [],
    globalSetup: ['db/testing-setup.ts'],
    setupFiles: ['fixtures/cheap-passwords.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Loading the same modules for each file took more than a quarter of the processor time of all tests.
        test: {
          name: 'shared process',
          include: ['{lib,db,components}/**/*.test.{ts,tsx}'],
          exclude: APART,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'own process', include: APART } },
    ],
  },
});
