import { readFileSync } from 'node:fs';
import { type APIRequestContext, expect, type Page, test } from 'playwright/test';
import { type Canary, canary } from '../fixtures/canaries.ts';
import { deliver, lintReport, signInAs, uploadToken } from './support.ts';

const REPO = 'canaries/service';
/** Known by what the report says of it alone. */
const SAID = 'quietly-planted-value-99cc';
const planted: Canary[] = Array.from({ length: 75 }, (_, n) => canary(n + 500));
const text = (n: number): string => planted[n % planted.length]?.text ?? '';

/** Every third cannot be read: its place and the reason are shown. */
function result(n: number): unknown {
  if (n % 3 === 0) return text(n);
  return {
    ruleId: `planted-rule-${n} ${text(n)}`,
    level: 'error',
    message: { text: `Shown result ${n}: ${text(n)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/part-${n}.py` },
          region: { startLine: n + 1, snippet: { text: `code_${n}() # ${text(n)}` } },
        },
      },
    ],
    partialFingerprints: { planted: text(n) },
    properties: { anything: [text(n)] },
  };
}

/** SARIF with a secret in every field that is kept or shown, and an error about a file. */
function report(): string {
  const failed = { text: `could not parse: ${text(70)}` };
  const places = [{ physicalLocation: { artifactLocation: { uri: 'src/part-1.py' } } }];
  return JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'planted', version: `1.0 ${text(71)}`, rules: [] } },
        automationDetails: { id: `nightly ${text(72)}/` },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [{ level: 'error', message: failed, locations: places }],
          },
        ],
        results: planted.map((_, n) => result(n)),
      },
    ],
  });
}

const leak = (n: number): object => ({
  RuleID: 'generic-api-key',
  Description: `Detected a key ${n}`,
  StartLine: n,
  EndLine: n,
  Match: `key = "${SAID}-${n}"`,
  Secret: `${SAID}-${n}`,
  File: `conf-${n}.py`,
  Message: `rotate ${SAID}-${n}`,
  Tags: [`key:${SAID}-${n}`],
});

async function refused(request: APIRequestContext, token: string, body: string): Promise<string> {
  const answer = await request.post(`/api/v1/uploads?repo=${REPO}&pipeline=refused&wait=60`, {
    headers: { authorization: `Bearer ${token}` },
    data: body,
  });
  const said = await answer.text();
  expect(answer.status(), said).toBe(422);
  return said;
}

/** Everything that is planted; what is seen of it by any spelling is a leak. */
function leaksIn(all: string): string[] {
  const plain = all.replaceAll('\\/', '/').replaceAll('&amp;', '&').replaceAll('\\u0026', '&');
  const decoded = `${all}\n${plain}\n${plain.replaceAll(/%[0-9A-F]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))}`;
  return [...planted.map(({ secret }) => secret), SAID].filter((secret) => decoded.includes(secret));
}

/** Collects what the browser receives: documents, data of screens, answers of the API. */
function listen(page: Page): { all: () => Promise<string> } {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (!/\.(?:js|css|woff2)(?:\?|$)/.test(response.url())) {
      bodies.push(
        response
          .text()
          .then((body) => `${response.url()}\n${body}`)
          .catch(() => response.url()),
      );
    }
  });
  return { all: async () => (await Promise.all(bodies)).join('\n') };
}

test('no secret of a report is on any screen, in what a browser receives, or in the log', async ({ page, request }) => {
  test.setTimeout(240_000);
  const token = uploadToken();
  const answers: string[] = [];
  const send = async (query: Record<string, string>, body: string): Promise<string> => {
    const sent = await deliver(request, token, { repo: REPO, ...query }, body);
    answers.push(JSON.stringify(sent));
    return sent.id;
  };
  const said = { pipeline: `nightly ${text(60)}`, label: text(61), run_id: text(62) };
  const uploads = [
    await send({ ...said, run_url: `https://u:${planted[0]?.secret.replace('!', '-')}@ci.example.com/1` }, report()),
    await send({ pipeline: 'leaks' }, JSON.stringify([leak(1), leak(2)])),
    await send({ ref: `feature/${text(4)}` }, lintReport(3)),
    await send({ pipeline: 'held' }, lintReport(30)),
    await send({ pipeline: 'held' }, lintReport(1).replace('Weak hash number', `Weak hash ${text(5)}`)),
  ];
  answers.push(await refused(request, token, report().slice(0, -7)));
  answers.push(await refused(request, token, JSON.stringify({ ...JSON.parse(report()), version: text(6) })));
  answers.push(await refused(request, token, `${text(7)} is no report ${text(8)}`));

  await signInAs(page.context(), 'admin');
  const heard = listen(page);
  const seen: string[] = [];
  const look = async (address: string): Promise<void> => {
    await page.goto(address);
    await expect(page.locator('main').getByRole('heading').first()).toBeVisible();
    const tabs = page.locator('main').getByRole('tab');
    for (let index = 0; index < (await tabs.count()); index += 1) await tabs.nth(index).click();
    seen.push(await page.content());
  };

  await look(`/repositories/${REPO}`);
  const actions = await page
    .locator('main a[href^="/actions/"]')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  for (const tab of ['pipelines', 'uploads']) await look(`/repositories/${REPO}/${tab}`);
  await look(`/findings?repo=${REPO}&state=open,fixed,branch,suppressed`);
  const findings = await page.request.get(`/api/v1/findings?repo=${REPO}&state=open,fixed,branch,suppressed&limit=200`);
  const { items } = (await findings.json()) as { items: { ref: string; scanner: string }[] };
  answers.push(JSON.stringify(items));
  // Each looks alike: some of code, some whose reports are about secrets.
  for (const { ref } of [...items.slice(0, 4), ...items.filter(({ scanner }) => scanner === 'gitleaks').slice(0, 2)]) {
    await look(`/repositories/${REPO}/findings/${ref.split('#')[1]}`);
  }
  for (const action of new Set(actions.slice(0, 3))) if (action !== null) await look(action);
  await look(`/ingest?repo=${REPO}`);
  await look(`/ingest?repo=${REPO}&state=rejected`);
  const list = await page.request.get(`/api/v1/uploads?repo=${REPO}&state=rejected&limit=20`);
  const rejected = ((await list.json()) as { items: { id: string }[] }).items;
  expect(rejected.length).toBeGreaterThan(2);
  for (const id of [...uploads, ...rejected.map((one) => one.id)]) {
    await look(`/ingest/${id}`);
    answers.push(await (await page.request.get(`/api/v1/uploads/${id}`)).text());
    answers.push(await (await page.request.get(`/api/v1/uploads/${id}/raw`)).text());
  }
  for (const address of ['/', '/findings', '/repositories', '/ingest', '/integrations', '/score']) await look(address);

  const all = [await heard.all(), ...seen, ...answers].join('\n');
  // What stands beside them is there, or their absence would say nothing.
  for (const shown of ['Shown result 1', 'part-74.py', 'Detected a key 1', 'Weak hash']) expect(all).toContain(shown);
  expect(leaksIn(all)).toEqual([]);
  expect(leaksIn(`${all} ${planted[4]?.secret}`), 'a leak would be seen').toHaveLength(1);

  const file = process.env.E2E_LOG ?? '';
  expect(file, 'E2E_LOG names the file with what the server says').not.toBe('');
  const log = readFileSync(file, 'utf8');
  expect(log).toContain('Plumbline is ready');
  expect(leaksIn(log)).toEqual([]);
});
