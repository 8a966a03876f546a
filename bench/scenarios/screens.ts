import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';

const LCP_MS = 1500;
const INP_MS = 100;
const CLS = 0.02;
const TIMES = 3;

/** What a browser needs of a running installation. */
export interface Served {
  url: string;
  command: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
}

interface Screen {
  name: string;
  path: string;
  /** What people do there; each click and key counts as an interaction. */
  use: (page: Page) => Promise<void>;
}

const openPalette = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('find', { delay: 60 });
  await page.keyboard.press('Escape');
};

const walkRows = async (page: Page): Promise<void> => {
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key, { delay: 40 });
};

const SCREENS: readonly Screen[] = [
  { name: 'Today', path: '/', use: openPalette },
  { name: 'Findings', path: '/findings', use: walkRows },
  { name: 'Repositories', path: '/repositories', use: walkRows },
  { name: 'Ingest', path: '/ingest', use: walkRows },
  { name: 'Integrations', path: '/integrations', use: openPalette },
];

/** Runs in the page before its own scripts. Events shorter than 16 ms are not reported by browsers. */
function watchVitals(): void {
  const vitals = { lcp: 0, cls: 0, inp: 0 };
  Reflect.set(window, 'vitals', vitals);
  const watch = (type: string, each: (entry: PerformanceEntry) => void, more: object = {}): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
  };
  watch('largest-contentful-paint', (entry) => {
    vitals.lcp = entry.startTime;
  });
  watch('layout-shift', (entry) => {
    if (Reflect.get(entry, 'hadRecentInput') === false) vitals.cls += Number(Reflect.get(entry, 'value'));
  });
  const interaction = (entry: PerformanceEntry): void => {
    if (Number(Reflect.get(entry, 'interactionId')) > 0) vitals.inp = Math.max(vitals.inp, entry.duration);
  };
  watch('event', interaction, { durationThreshold: 16 });
}

interface Vitals {
  lcp: number;
  cls: number;
  inp: number;
}

async function visit(context: BrowserContext, screen: Screen): Promise<Vitals> {
  const page = await context.newPage();
  await page.addInitScript(watchVitals);
  await page.goto(screen.path, { waitUntil: 'networkidle' });
  // Read before the first key, which ends the search for the largest paint.
  const { lcp, cls } = await page.evaluate(() => ({ ...(Reflect.get(window, 'vitals') as Vitals) }));
  await screen.use(page);
  // Two frames later the last interaction is reported.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const { inp } = await page.evaluate(() => ({ ...(Reflect.get(window, 'vitals') as Vitals) }));
  await page.close();
  return { lcp, cls, inp };
}

async function signedIn(
  browser: Browser,
  served: Served,
): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const email = `bench-${Date.now()}@example.com`;
  const { stdout, stderr, code } = await served.command('user', 'create', '--email', email, '--role', 'admin');
  if (code !== 0) throw new Error(`no user could be made: ${stderr}`);
  const context = await browser.newContext({ baseURL: served.url });
  const data = {
    code: new URL(stdout.trim()).searchParams.get('code'),
    name: 'Sam Bench',
    password: 'four-unrelated-words-here-7',
  };
  const answer = await context.request.post('/api/v1/setup', { data });
  if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Each screen in a browser with an empty cache: largest paint, shifts of the layout, slowest interaction. */
export async function screens(served: Served, report: Report): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.PLUMBLINE_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const storageState = await signedIn(browser, served);
    for (const screen of SCREENS) {
      const all: Vitals[] = [];
      for (let index = 0; index < TIMES; index += 1) {
        const context = await browser.newContext({
          baseURL: served.url,
          storageState,
          viewport: { width: 1440, height: 900 },
        });
        all.push(await visit(context, screen));
        await context.close();
      }
      const middle = (of: keyof Vitals): number =>
        quantile(
          all.map((one) => one[of]),
          0.5,
        );
      const [lcp, inp, cls] = [middle('lcp'), middle('inp'), middle('cls')];
      report.add({
        what: `screen: ${screen.name} (middle of ${TIMES}, empty cache)`,
        measured: `LCP ${lcp.toFixed(0)} ms, INP ${inp <= 16 ? '≤ 16' : inp.toFixed(0)} ms, CLS ${cls.toFixed(3)}`,
        target: `LCP ≤ ${LCP_MS / 1000} s, INP ≤ ${INP_MS} ms, CLS ≤ ${CLS}`,
        met: lcp > 0 && lcp <= LCP_MS && inp <= INP_MS && cls <= CLS,
      });
    }
  } finally {
    await browser.close();
  }
}
