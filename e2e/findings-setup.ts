import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { APIRequestContext, BrowserContext } from 'playwright/test';

const ROOT = join(import.meta.dirname, '..');

/** The command line of the Plumbline under test: `DATA_DIR` tells which one. */
function plumbline(...words: string[]): string {
  return execFileSync(process.execPath, ['scripts/plumbline.ts', ...words], { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** Signs in as a user with the security role: an administrator would end the first-run setup for other tests. */
export async function signIn(context: BrowserContext, name: string): Promise<void> {
  const link = plumbline('user', 'create', '--email', `${name}-${Date.now()}@example.com`, '--role', 'security');
  const code = new URL(link).searchParams.get('code') ?? '';
  const data = { code, name: 'Robin Reader', password: 'a-long-test-passphrase-7' };
  const answer = await context.request.post('/api/v1/setup', { data });
  if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()} ${await answer.text()}`);
}

export function uploadToken(): string {
  return plumbline('token', 'create', '--kind', 'upload', '--repo', '*', '--name', 'e2e findings');
}

/** Delivers a report and waits until it is processed. */
export async function deliver(request: APIRequestContext, token: string, repo: string, report: string): Promise<void> {
  const answer = await request.post(`/api/v1/uploads?wait=60&repo=${repo}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    data: report,
  });
  const body = (await answer.json()) as { status: string };
  if (body.status !== 'processed') throw new Error(`not processed: ${JSON.stringify(body)}`);
}

export interface Planted {
  rule: string;
  file: string;
  line: number;
  code: string;
  /** The lines from the one before `line` on. */
  around?: string;
  level: 'error' | 'warning' | 'note';
  message?: string;
}

/** A SARIF report of a fictitious analyser. */
export function sarif(results: readonly Planted[]): string {
  const ids = [...new Set(results.map(({ rule }) => rule))];
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: `Rule ${id}` },
    helpUri: 'https://example.invalid/help',
  }));
  return JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'planted', version: '1.0.0', rules } },
        invocations: [{ executionSuccessful: true }],
        results: results.map(({ rule, file, line, code, around, level, message }) => ({
          ruleId: rule,
          level,
          message: { text: message ?? `Found by ${rule}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file },
                region: { startLine: line, snippet: { text: code } },
                ...(around === undefined ? {} : { contextRegion: { startLine: line - 1, snippet: { text: around } } }),
              },
            },
          ],
        })),
      },
    ],
  });
}

/** `count` results of one level, each with different code. */
export function many(count: number, rule: string, level: Planted['level']): Planted[] {
  return Array.from({ length: count }, (_, index) => ({
    rule,
    level,
    file: `services/area-${index % 7}/a-folder-with-a-rather-long-name/handler-${index}.ts`,
    line: index + 1,
    code: `run(request.query.field${index});`,
  }));
}
