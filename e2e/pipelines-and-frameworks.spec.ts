import { expect, test } from 'playwright/test';
import {
  deliver,
  expectAccessible,
  expectNoSidewaysScroll,
  lintReport,
  listening,
  signInAs,
  uploadToken,
} from './support.ts';

const using = (uses: string): string => `on: push
permissions: { contents: read }
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: ${uses}
      - run: kubectl apply -f k8s
`;

test('a workflow that runs the action of a stranger fails a control, and its pipeline says where, and since when', async ({
  page,
  context,
  request,
}) => {
  const token = uploadToken();
  const repo = `pipelines/web-${Date.now()}`;
  const path = '.github/workflows/deploy.yml';
  const file = { repo, pipeline: 'workflows', scanner: 'plumbline-workflows', path };
  const pinned = `acme/deploy@${'ab'.repeat(20)}`;
  await deliver(request, token, file, using(pinned));
  await deliver(request, token, file, using('stranger/deploy@main'));
  const report = JSON.parse(lintReport(2));
  report.runs[0].versionControlProvenance = [{ repositoryUri: `https://github.com/${repo}.git`, branch: 'feature' }];
  await deliver(request, token, { repo, pipeline: path, ref: 'main', run_id: '77' }, JSON.stringify(report));
  await signInAs(context, 'viewer');

  await page.goto(`/frameworks?scope=repo:${repo}`);
  const control = page.getByRole('button', { name: /CICD-SEC-3/ });
  await expect(control).toContainText('Fails');
  await control.press('Enter');
  await expect(page).toHaveURL(/control=CICD-SEC-3/);
  const checks = page.getByRole('list', { name: 'What CICD-SEC-3 is judged by' });
  await expect(
    checks.getByRole('link', { name: /^1 open finding for An action or image is named by a tag/ }),
  ).toBeVisible();
  // Nobody delivered an inventory: that is not known, and it is said what would make it known.
  await expect(checks.getByText(/Deliver an inventory of your organization/).first()).toBeVisible();
  await page.reload();
  await expect(checks).toBeVisible();
  await checks.getByRole('link', { name: /^1 open finding/ }).click();
  await expect(page).toHaveURL(/\/findings\?.*rule=unpinned-uses/);

  await page.goto('/pipelines');
  await listening(page);
  await page.getByRole('textbox', { name: 'Search by path or repository' }).fill(repo);
  await page.getByRole('row').filter({ hasText: repo }).getByRole('link', { name: path }).click();
  await expect(page.getByRole('heading', { name: path })).toBeVisible();
  const build = page.getByRole('list', { name: 'Controls of build' });
  await expect(build.getByRole('listitem').filter({ hasText: 'What is used is pinned' })).toContainText('missing');
  const source = page.getByRole('list', { name: 'Controls of source' });
  await expect(source.getByRole('listitem').filter({ hasText: 'Another person reviews' })).toContainText('not known');
  await expect(page.getByText('Uses something new of others')).toBeVisible();
  await expect(page.getByText('stranger/deploy@main').first()).toBeVisible();
  await expectAccessible(page);

  const sections = page.getByRole('navigation', { name: 'Pipeline' });
  await sections.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('run 77')).toBeVisible();
  await sections.getByRole('link', { name: 'Scanners and cadence' }).click();
  await expect(page.getByRole('table', { name: 'How often pipelines report' }).getByText(path).first()).toBeVisible();
  await sections.getByRole('link', { name: 'Provenance' }).click();
  await expect(page).toHaveURL(/&tab=provenance/);
  await page.reload();
  await expect(sections.getByRole('link', { name: 'Provenance' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText(/which proves who holds it, not which run used it/)).toBeVisible();
  await expect(page.getByText('differs from its delivery')).toBeVisible();
  await expect(page.getByText('delivered for main')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'invented-lint' }).click();
  await expect(page.getByRole('heading', { name: 'Provenance' })).toBeVisible();
  await expect(page.getByText('Its delivery is contradicted')).toBeVisible();
  await expectNoSidewaysScroll(page);
});
