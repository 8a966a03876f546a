import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, type BrowserContext, expect, type Page } from 'playwright/test';
import { type Connection, connect } from '#db/client.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';

export const ROOT = join(import.meta.dirname, '..');

/** The commands of these tests that are about one organization. */
const OF_ONE = new Set(['user', 'token', 'demo']);
/** Slug of the organization that the tests share. */
let home: string | null = null;

function command(words: readonly string[]): string {
  return execFileSync(process.execPath, ['scripts/plumbline.ts', ...words], { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** The command line of the Plumbline under test (`DATA_DIR` tells which one), for the oldest of its organizations. */
export function plumbline(...words: string[]): string {
  if (!OF_ONE.has(words[0] ?? '')) return command(words);
  // One test makes another organization: from then on commands must name theirs.
  home ??= command(['organization', 'list']).split('\t')[0] || null;
  return command(home === null ? words : [...words, '--organization', home]);
}

/** Works in the database of the Plumbline under test: on what no test waits for, an hour or days. */
export async function inDatabase<T>(work: (sql: Connection) => Promise<T>): Promise<T> {
  const settings = await findEmbedded(process.env.DATA_DIR ?? '.data');
  if (settings === null) throw new Error('the database of the Plumbline under test is not an embedded one');
  const sql = connect(settings, { max: 1, name: 'plumbline browser test', writable: true });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export type Role = 'admin' | 'security' | 'developer' | 'viewer' | 'auditor';

const PASSWORD = 'a-long-test-passphrase-7';

/** Creates a person with this role and signs in: for tests that change the person or end the session. */
export async function signInAsNew(context: BrowserContext, role: Role): Promise<{ email: string; password: string }> {
  const email = `${role}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.com`;
  await acceptInvitation(context, plumbline('user', 'create', '--email', email, '--role', role));
  return { email, password: PASSWORD };
}

/** Opens the link of an invitation: who was invited gets a name and a password, and is signed in. */
export async function acceptInvitation(context: BrowserContext, link: string): Promise<void> {
  const code = new URL(link).searchParams.get('code') ?? '';
  const answer = await context.request.post('/api/v1/setup', {
    data: { code, name: 'Sam Tester', password: PASSWORD },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** What a browser keeps of a person who signed in, by role: starting the command line for each test takes minutes. */
const sessions = new Map<Role, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** Signs in as a person with this role, who is the same in many tests. */
export async function signInAs(context: BrowserContext, role: Role): Promise<void> {
  const session = sessions.get(role);
  if (session !== undefined) return context.addCookies(session);
  await signInAsNew(context, role);
  sessions.set(role, await context.cookies());
}

let token: string | null = null;

/** A token that may deliver to every repository: the same in many tests. */
export function uploadToken(): string {
  token ??= plumbline('token', 'create', '--kind', 'upload', '--repo', '*', '--name', 'e2e');
  return token;
}

/** A report that a real scanner wrote about a made-up project. */
export function report(scanner: string, file: string): Buffer {
  return readFileSync(join(ROOT, 'lib/scanners', scanner, 'fixtures', file));
}

export interface Delivered {
  id: string;
  status: string;
  introduced: number;
  fixed: number;
}

/** What CI does: posts the bytes, waits for the answer. */
export async function deliver(
  request: APIRequestContext,
  token: string,
  query: Record<string, string>,
  data: Buffer | string,
): Promise<Delivered> {
  const search = new URLSearchParams({ wait: '60', ...query });
  const answer = await request.post(`/api/v1/uploads?${search}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    data,
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Delivered;
}

/** SARIF of a fictitious linter with `count` different findings. */
export function lintReport(count: number): string {
  const results = Array.from({ length: count }, (_, index) => ({
    ruleId: 'weak-hash',
    level: 'error',
    message: { text: `Weak hash number ${index}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/file${index}.py` },
          region: { startLine: index + 1, snippet: { text: `hash_${index}(secret)` } },
        },
      },
    ],
  }));
  const rules = [{ id: 'weak-hash', shortDescription: { text: 'Weak hash' } }];
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'invented-lint', rules } }, results }] });
}

/** The head of the screen: title and summary sentence. */
export const head = (page: Page) => page.locator('main header').first();

/** Waits for hydration (exact times appear then): before it the page does not react to keys. */
export async function listening(page: Page): Promise<void> {
  await expect(page.locator('main time[title]').first()).toBeAttached();
}

/** Collects console errors and warnings of the browser; call it before the first navigation. */
export function watchConsole(page: Page): () => string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // Tests and axe look into frames by scripts and messages, which those of mails neither run nor get.
    if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
    if (/^Failed to execute 'postMessage' on 'DOMWindow': .* window's origin \('null'\)/.test(message.text())) return;
    // What could not be loaded is named only by the place of the message.
    const { url } = message.location();
    said.push(url ? `${message.text()} (${url})` : message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return () => said;
}

/** Whether axe, half a megabyte, is in the page and all of its frames already. */
async function hasAxe(page: Page): Promise<boolean> {
  const known = page.frames().map((frame) => frame.evaluate(() => 'axe' in window).catch(() => false));
  return (await Promise.all(known)).every(Boolean);
}

/**
 * What is not accessible, as sentences. `only`: these rules; else those of WCAG 2.1 AA, good practice, and `also`.
 * `without`: a selector of what is not looked at.
 */
export async function inaccessible(
  page: Page,
  { only, also = [], without }: { only?: string[]; also?: string[]; without?: string } = {},
): Promise<string[]> {
  // While a dialog fades in, its colours are not yet what people read.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState === 'finished' || one.effect?.getComputedTiming().endTime === Infinity),
  );
  // Without frames there is no need for the second page that axe opens otherwise.
  const axe = new AxeBuilder({ page, ...((await hasAxe(page)) ? { axeSource: 'void 0' } : {}) }).setLegacyMode(true);
  if (without !== undefined) axe.exclude(without);
  const rules = Object.fromEntries(also.map((rule) => [rule, { enabled: true }]));
  // Describing what is in order takes as long as looking at it.
  const options = { rules, resultTypes: ['violations' as const], ...(only ? { runOnly: only } : {}) };
  const { violations } = await axe.options(options).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await inaccessible(page)).toEqual([]);
}

export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await sidewaysScroll(page)).toBe(0);
}

/** Texts that are cut off at this width where nothing says the whole of them. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((one) => {
        const { textOverflow, webkitLineClamp } = getComputedStyle(one);
        if (one.clientWidth === 0 || one.closest('.sr-only') !== null) return false;
        const isLong = textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth + 1;
        return isLong || (webkitLineClamp !== 'none' && one.scrollHeight > one.clientHeight + 1);
      })
      .filter((one) => one.closest('[title]') === null && one.querySelector('[title]') === null)
      .map((one) => `cut off, and said nowhere: ${(one.textContent ?? '').slice(0, 80)}`),
  );
