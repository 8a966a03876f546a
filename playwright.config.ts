import { defineConfig, devices } from 'playwright/test';

/** Files whose tests keep to repositories of their own. */
const SIDE_BY_SIDE = ['ci-snippets-run.spec.ts', 'screens-are-accessible.spec.ts'];

/** `npm test` starts the server and finds the browser; by hand: E2E_URL=http://localhost:3000 npx playwright test. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '.test/playwright',
  timeout: 120_000,
  // Other tests run beside these: what appears late is not what they are about. Those about speed measure it.
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  // The first start is only once, and most tests expect that nobody else changes what they look at: one worker goes
  // through them in this order. `npm test` runs what stands side by side meanwhile, against another Plumbline.
  projects: [
    { name: 'first start', testMatch: 'first-run.spec.ts' },
    { name: 'in use', testIgnore: ['first-run.spec.ts', ...SIDE_BY_SIDE] },
    { name: 'side by side', testMatch: SIDE_BY_SIDE },
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.E2E_URL ?? 'http://localhost:3000',
    viewport: { width: 1440, height: 900 },
    // A recording of every page, thrown away when the test passes, would take a third of the processor time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PLUMBLINE_CHROMIUM || '/usr/bin/chromium',
      // Containers and root have no user namespaces for the browser's own sandbox.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
});
