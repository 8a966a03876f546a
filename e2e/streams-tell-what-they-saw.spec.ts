import { expect, test } from 'playwright/test';
import { deliver, expectNoSidewaysScroll, head, inDatabase, lintReport, signInAs, uploadToken } from './support.ts';

/** Semgrep's own format: results in these files, and a file that it could not parse. */
function semgrep(files: readonly string[], unparsed: string | null = null): string {
  const results = files.map((path) => ({
    check_id: 'acme.no-eval',
    path,
    start: { line: 3, col: 1 },
    end: { line: 3, col: 9 },
    extra: {
      message: `eval in ${path}`,
      severity: 'ERROR',
      lines: `eval(input_of('${path}'))`,
      metadata: { cwe: ['CWE-95'] },
    },
  }));
  const errors = unparsed === null ? [] : [{ code: 3, level: 'warn', type: 'Syntax error', path: unparsed }];
  return JSON.stringify({ version: '1.90.0', results, errors, paths: { scanned: files } });
}

test('an upload says what it did not look at, why, and what stayed open because of that', async ({ page, request }) => {
  const repo = `gaps/service-${Date.now()}`;
  const token = uploadToken();
  await deliver(request, token, { repo }, semgrep(['src/a.py', 'src/b.py', 'src/c.py']));
  const blind = await deliver(request, token, { repo }, semgrep(['src/a.py'], 'src/b.py'));
  expect(blind).toMatchObject({ status: 'processed', fixed: 1 });
  await signInAs(page.context(), 'viewer');
  await page.goto(`/ingest/${blind.id}`);
  const gaps = page.getByRole('region', { name: 'What it did not look at' });
  await expect(gaps.getByRole('listitem').first()).toContainText('1 file');
  await expect(gaps).toContainText('Semgrep reports: Syntax error in src/b.py');
  await expect(gaps).toContainText('Not in the report, but kept open because of it: 1 finding');
  await expect(page.getByText('It did not look everywhere: there it closed nothing, elsewhere as usual')).toBeVisible();
  await gaps.getByRole('link', { name: /^#\d+$/ }).click();
  await expect(page).toHaveURL(new RegExp(`/repositories/${repo}/findings/\\d+$`));
  await expect(page.locator('main')).toContainText('src/b.py');
  await expect(page.getByRole('complementary', { name: 'State and next step' })).toContainText('Open');

  // A whole scan sees that it is gone, and has nothing to explain.
  const whole = await deliver(request, token, { repo }, semgrep(['src/a.py']));
  expect(whole).toMatchObject({ fixed: 1 });
  await page.goto(`/ingest/${whole.id}`);
  await expect(head(page)).toContainText('0 new, 1 fixed');
  await expect(gaps).toBeHidden();
});

test('a finding of an image says in the list which image it is in', async ({ page, request }) => {
  const repo = `images/service-${Date.now()}`;
  const image =
    'registry.example.com/a-team-with-a-long-name/and-a-project/an-image-of-a-service-that-is-named-at-length';
  const scan = {
    SchemaVersion: 2,
    ArtifactName: `${image}:1.4.2`,
    ArtifactType: 'container_image',
    Metadata: { RepoTags: [`${image}:1.4.2`] },
    Results: [
      {
        Target: `${image}:1.4.2 (debian 12.5)`,
        Class: 'os-pkgs',
        Type: 'debian',
        Vulnerabilities: [
          {
            VulnerabilityID: 'CVE-2026-4242',
            PkgName: 'libexample',
            InstalledVersion: '1.0-1',
            Severity: 'HIGH',
            Title: 'Overflow in libexample',
          },
        ],
      },
    ],
  };
  await deliver(request, uploadToken(), { repo }, JSON.stringify(scan));
  await signInAs(page.context(), 'viewer');
  await page.goto(`/findings?repo=${repo}`);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const row = page.locator('main').getByRole('row', { name: /Overflow in libexample/ });
    await expect(row.getByTitle(image).locator('visible=true')).toContainText(image);
    await expect(row).not.toContainText('1.4.2');
    await expectNoSidewaysScroll(page);
  }
});

/** Moves the last report of a pipeline into the past: nobody waits for days in a test. */
async function silence(repo: string, pipeline: string): Promise<void> {
  const day = 86_400;
  await inDatabase(
    (sql) => sql`
      update streams s set reports = 20, report_interval = ${day},
        last_report_at = case when p.key = ${pipeline} then ${new Date(Date.now() - 9 * day * 1000)}::timestamptz else s.last_report_at end
      from pipelines p join repositories r on r.org_id = p.org_id and r.id = p.repo_id
      where r.slug = ${repo} and s.org_id = p.org_id and s.repo_id = p.repo_id and s.pipeline_id = p.id`,
  );
}

test('a stream that is silent while a twin reports is offered for retirement, with what speaks for it', async ({
  page,
  request,
}) => {
  const repo = `silent/service-${Date.now()}`;
  const token = uploadToken();
  await deliver(request, token, { repo, pipeline: 'old-nightly.yml' }, lintReport(3));
  await deliver(request, token, { repo, pipeline: 'nightly.yml' }, lintReport(1));
  await silence(repo, 'old-nightly.yml');
  await signInAs(page.context(), 'viewer');
  await page.goto(`/repositories/${repo}`);
  const offer = page.getByRole('status').filter({ hasText: 'seems to be over' });
  await expect(offer).toContainText('old-nightly.yml (main) seems to be over');
  await expect(offer).toContainText('has not reported for 9 days (usually daily)');
  await expect(offer).toContainText('nightly.yml');
  await expect(offer.getByRole('button')).toHaveCount(0);

  await signInAs(page.context(), 'security');
  // On a slow machine the button is seen before the page listens: what was pressed by then is pressed once it does.
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.reload({ waitUntil: 'commit' });
  await offer.getByRole('button', { name: /^Retire/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Retire this stream?' });
  await expect(dialog).toBeVisible();
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await expect(dialog).toContainText('has not reported for 9 days');
  await expect(dialog).toContainText('It holds 3 findings now.');
  await dialog.getByRole('button', { name: 'Retire the stream' }).click();
  await expect(page.getByText('2 findings fixed: no other report sees them.', { exact: true })).toBeVisible();
  await expect(offer).toBeHidden();
  await expect(page.getByRole('list', { name: 'Open findings by severity' })).toContainText(/1\s*high/);
});
