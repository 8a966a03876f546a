import { readFile, writeFile } from 'node:fs/promises';
import { type APIRequestContext, expect, type Page, test } from 'playwright/test';
import { expectAccessible, expectNoSidewaysScroll, plumbline, signInAsNew, uploadToken } from './support.ts';

const people = ['rosa', 'ines', 'tomas'].map((login, index) => ({ login, id: 11 + index, type: 'User' }));
const NAMES = Object.fromEntries(people.map((person) => [person.login, person]));

/** What GitHub says of one repository on which these may write. */
async function deliver(request: APIRequestContext, scope: string, writers: readonly string[], at: Date): Promise<void> {
  const repository = `${scope}/web`;
  const data = {
    ...{ schema: 'inventory/v1', source: 'github', scope, collected_at: at.toISOString() },
    sections: {
      organization: { id: 1, default_repository_permission: 'none', two_factor_requirement_enabled: true },
      members: people,
      admins: [people[0]],
      outside_collaborators: [],
      teams: [],
      team_members: [],
      team_repositories: [],
      repositories: [{ id: 21, full_name: repository, visibility: 'private', archived: false }],
      collaborators: [
        {
          repo: repository,
          status: 200,
          data: writers.map((login) => ({
            ...NAMES[login],
            role_name: 'write',
            permissions: { push: true, pull: true },
          })),
        },
      ],
    },
  };
  const response = await request.post(`/api/v1/inventories?source=github&system=${scope}&wait=60`, {
    headers: { authorization: `Bearer ${uploadToken()}` },
    data,
  });
  expect(response.status(), await response.text()).toBe(200);
}

async function pick(page: Page, label: string, verb: string, email: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).fill(email);
  await page.getByRole('button', { name: new RegExp(`^${verb} `) }).click();
}

/** Says in the open dialog why, and that it is nobody's own where that is asked. */
async function decide(page: Page, verb: string, reason: string | null): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (reason !== null) await dialog.getByRole('textbox', { name: 'Why' }).fill(reason);
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: new RegExp(`^${verb}`) }).click();
  await expect(dialog).toBeHidden();
}

test('rights are frozen, decided with reasons, verified by the next inventory, and proven by a file', async ({
  page,
  context,
  request,
}, testInfo) => {
  const scope = `reviewed-${Date.now()}`;
  await deliver(request, scope, ['ines', 'tomas'], new Date(Date.now() - 3_600_000));
  const { email } = await signInAsNew(context, 'security');

  await page.goto('/privileges/reviews');
  await page.getByRole('link', { name: 'New review…' }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Review of ${scope}`);
  await page.getByRole('checkbox', { name: `github/${scope}` }).check();
  await pick(page, 'Add a reviewer', 'Add', email);
  await pick(page, 'Who decides what is left then', 'Choose', email);
  const preview = page.getByRole('region', { name: 'What would be reviewed' });
  await expect(preview.getByText('3 rights', { exact: true }).first()).toBeVisible();
  await expect(preview.getByText('1 is of a high level or on production')).toBeVisible();
  // It is faded while it is looked up again.
  await expect(preview.getByText('Choose reviewers to see who would be asked.')).toHaveCount(0);
  await expect(preview).toHaveAttribute('aria-busy', 'false');
  await expect(preview).toHaveCSS('opacity', '1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Begin the review' }).click();

  await expect(page.getByRole('heading', { name: `Review of ${scope}` })).toBeVisible();
  const review = new URL(page.url()).pathname;
  const rights = page.getByRole('table', { name: 'Rights' });
  const row = (name: string) => rights.getByRole('row').filter({ hasText: name });
  await row('tomas').getByRole('checkbox').check();
  await page.keyboard.press('r');
  await decide(page, 'Revoke', 'Works elsewhere by now.');
  await expect(row('tomas')).toContainText('to be revoked');

  // What is high is not taken together with others.
  await page.goto(`${review}?decision=none`);
  await rights.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: /^Certify/ }).click();
  await expect(page.getByRole('dialog')).toContainText(
    '1 right is of a high level or on production: decide each by itself',
  );
  await decide(page, 'Certify', null);
  await expect(row('ines')).toHaveCount(0);
  await row('rosa').getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Certify/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Certify/ })).toBeDisabled();
  await decide(page, 'Certify', 'Runs the organization.');
  await expect(page.getByText('No right matches these filters')).toBeVisible();

  await deliver(request, scope, ['ines'], new Date());
  await expect(async () => {
    await page.goto(`${review}?verification=verified`);
    await expect(row('tomas')).toContainText('verified: it is gone', { timeout: 2000 });
  }).toPass();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: 'Close…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Close the review/ })
    .click();
  await expect(page.getByText('3 of 3 rights of 3 principals are decided.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close…' })).toHaveCount(0);

  await page.getByRole('tab', { name: 'Evidence' }).click();
  await expectNoSidewaysScroll(page);
  const saved = async (name: string): Promise<string> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name, exact: true }).click();
    return (await saving).path();
  };
  const csv = await saved('CSV');
  const file = await readFile(csv, 'utf8');
  expect(file).toContain('Works elsewhere by now.');
  expect(file).toContain('verified');
  const [pdf, signed] = [await saved('PDF'), await saved('DSSE')];
  // The key is made when it is first needed.
  const keys = testInfo.outputPath('signing-keys.json');
  await writeFile(keys, await (await request.get('/api/v1/signing-keys')).body());
  const said = plumbline('verify', csv, pdf, '--evidence', signed, '--keys', keys);
  expect(said.match(/"verified":true/g)).toHaveLength(2);
});
