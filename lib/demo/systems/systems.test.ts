import { beforeAll, describe, expect, it } from 'vitest';
import { rolesOfInventory } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { pathsOf } from '#lib/domain/privilege/path/testing.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';
import { findPaths } from '#lib/domain/privilege/path-report/find-paths.ts';
import { productionPatterns } from '#lib/domain/privilege/path-report/production-patterns.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { factsOfVault } from '#lib/domain/privilege/vault/facts-of-vault.ts';
import { addDays, dayOf } from '#lib/domain/time.ts';
import { INVENTORY_READERS } from '#lib/inventories/all-inventories.ts';
import { readAccessFacts } from '#lib/inventories/github/access/read-access-facts.ts';
import { GITHUB_SECTIONS } from '#lib/inventories/github/sections.ts';
import { readGitlabFacts } from '#lib/inventories/gitlab/access/read-gitlab-facts.ts';
import { GITLAB_SECTIONS } from '#lib/inventories/gitlab/sections.ts';
import { readDocument } from '#lib/inventories/shared/document.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { REPOSITORIES } from '../company.ts';
import { SYSTEM_NAMES, SYSTEM_REPORTS, systemReports } from './all-systems.ts';

const OWNERS = ['ines-calder', 'tomasz-wilk'];
const NOW = new Date('2026-03-04T09:00:00Z');

interface Said {
  day: string;
  source: string;
  fails: string[];
}
let said: Said[];

beforeAll(async () => {
  said = [];
  for (let ago = 42; ago >= 0; ago -= 1) {
    const day = addDays(new Date('2026-03-04T00:00:00Z'), -ago);
    for (const { source, document } of systemReports(day, NOW, REPOSITORIES)) {
      const reader = Object.entries(INVENTORY_READERS).find(([name]) => name === source)?.[1];
      const read = await reader?.read(sourceFromBytes(JSON.stringify(document)));
      if (read === undefined) throw new Error(`nobody reads ${source}`);
      expect(read.skipped, source).toEqual([]);
      const { failures, unjudged } = judgeInventory(read.inventory);
      expect(unjudged, source).toEqual([]);
      const fails = failures.map(({ rule, principal, resource }) => {
        const about = [principal?.name, resource?.name].filter((name) => name !== undefined);
        return `${rule.id}: ${about.join(', ')}`;
      });
      said.push({ day: dayOf(day), source, fails: fails.sort() });
    }
  }
});

const picturesOf = (system: string): string[][] =>
  said.filter(({ source }) => source === system).map(({ fails }) => fails);
/** What a picture has that the one before has not. */
const news = (system: string): string[][] =>
  picturesOf(system).map((fails, index, all) => fails.filter((one) => index === 0 || !all[index - 1]?.includes(one)));

describe('the systems of the demo', () => {
  it('have three pictures each: before, in the week that the last Monday told of, and yesterday', () => {
    expect(SYSTEM_NAMES).toHaveLength(4);
    expect(said).toHaveLength(SYSTEM_REPORTS);
    const days = ['2026-02-13', '2026-02-27', '2026-03-03'];
    expect(said.map(({ day }) => day)).toEqual(days.flatMap((day) => SYSTEM_NAMES.map(() => day)));
  });

  it('show a runner group that opens, a secret that grows old, and a repository that one person brings to production', () => {
    const [first, second, third] = news('github');
    expect(first).toEqual(
      expect.arrayContaining([
        'one-person-merges: harborlight/legacy-billing',
        'production-without-reviewers: harborlight/legacy-billing production',
        'outside-collaborator-admin: northwind-contractor, harborlight/legacy-billing',
      ]),
    );
    expect(second).toEqual(['runner-group-public: deployment', 'secret-not-rotated: CARRIER_SIGNING_KEY']);
    expect(third).toEqual(['direct-grant: haruto-mori, harborlight/payments']);
    // Nothing else of the company is as that one, but for what a review takes away: what is wrong can be found.
    const taken = 'direct-grant: noor-van-dijk, harborlight/checkout-api';
    expect(first?.filter((one) => one.includes('/') && !one.includes('legacy-billing'))).toEqual([taken]);
    expect(picturesOf('github').map((fails) => fails.includes(taken))).toEqual([true, true, false]);
  });

  it('lead somebody from outside alone to production, and in the end somebody who was made an admin', async () => {
    const production = productionPatterns(DEFAULT_PRIVILEGE_SETTINGS);
    const alone: string[][] = [];
    for (const day of ['2026-02-13', '2026-03-03']) {
      const reports = systemReports(new Date(`${day}T00:00:00Z`), NOW, REPOSITORIES);
      const [report] = reports.filter(({ source }) => source === 'github');
      const [account] = reports.filter(({ source }) => source === 'aws');
      const bytes = sourceFromBytes(JSON.stringify(report?.document));
      const { scope, collectedAt, sections } = await readDocument(bytes, 'github', GITHUB_SECTIONS);
      const known = readAccessFacts({ scope, collectedAt, sections, workflows: new Map(), production });
      const { inventory } = await INVENTORY_READERS.aws.read(sourceFromBytes(JSON.stringify(account?.document)));
      const { roles, unread: unreadClouds } = rolesOfInventory(inventory, production);
      const facts = { ...known, cloudRoles: roles, unreadClouds };
      const { findings, unread } = findPaths(worldOf(facts), { target: () => undefined, path: () => undefined });
      expect(unread).toEqual([]);
      alone.push(
        findings.map(({ pattern, setting, alone: { sample } }) =>
          [pattern, setting.where[0], ...sample.map(({ name }) => name).filter((name) => !OWNERS.includes(name))].join(
            ' ',
          ),
        ),
      );
    }
    expect(alone[0]).toContain('P10 harborlight/legacy-billing amara-obi lucia-ferrer northwind-contractor');
    // A role of the account trusts every job of the company: whoever may write anywhere takes it.
    const clouds = (at: number) => alone[at]?.filter((one) => one.includes('aws/')) ?? [];
    expect(clouds(0)).toEqual([expect.stringMatching(/^P7 aws\/123456789012 .*northwind-contractor/)]);
    alone.forEach((all, at) => {
      alone[at] = all.filter((one) => !one.includes('aws/'));
    });
    // A review takes that one away.
    expect(alone[0]?.filter((one) => !one.includes('legacy-billing'))).toEqual([
      'P12 harborlight/checkout-api noor-van-dijk',
    ]);
    expect(alone[1]?.filter((one) => !one.includes('legacy-billing'))).toEqual([
      'P12 harborlight/payments lucia-ferrer haruto-mori',
    ]);
  });

  it('let one person take from a safe of production: from the third picture on, who manages it too', async () => {
    const production = productionPatterns(DEFAULT_PRIVILEGE_SETTINGS);
    const alone: string[][] = [];
    for (const day of ['2026-02-27', '2026-03-03']) {
      const reports = systemReports(new Date(`${day}T00:00:00Z`), NOW, REPOSITORIES);
      const text = JSON.stringify(reports.find(({ source }) => source === 'cyberark')?.document);
      const { inventory } = await INVENTORY_READERS.cyberark.read(sourceFromBytes(text));
      alone.push(pathsOf(factsOfVault(inventory, production), 'safe'));
    }
    expect(alone).toEqual([['P25 proven high: user:11'], ['P25 proven high: user:11, user:13']]);
  });

  it('show who became Maintainer in GitLab as one who reaches production alone', async () => {
    const production = productionPatterns(DEFAULT_PRIVILEGE_SETTINGS);
    const alone: string[][] = [];
    for (const day of ['2026-02-13', '2026-02-27']) {
      const reports = systemReports(new Date(`${day}T00:00:00Z`), NOW, REPOSITORIES);
      const text = JSON.stringify(reports.find(({ source }) => source === 'gitlab')?.document);
      const { scope, collectedAt, sections } = await readDocument(sourceFromBytes(text), 'gitlab', GITLAB_SECTIONS);
      const facts = readGitlabFacts({ scope, collectedAt, sections, production });
      const { findings, unread } = findPaths(worldOf(facts), { target: () => undefined, path: () => undefined });
      expect(unread).toEqual([]);
      alone.push(findings.map(({ pattern, setting }) => `${pattern} ${setting.todo}`));
    }
    expect(alone[0]).toEqual(['P15 Revoke the token']);
    expect(alone[1]).toContain('P22 Lower the role of Maintainers to Developer: amara.obi');
  });

  it('go on telling: of keys, trusts, runners and safes', () => {
    expect(news('aws').slice(1)).toEqual([['access-key-old: access key 1 of legacy-deploy, 123456789012'], []]);
    expect(picturesOf('aws')[0]).toContain('cloud-trust-wide: deploy-billing-prod');
    expect(news('gitlab').slice(1)).toEqual([['runner-shared: mac mini, harborlight-apps'], []]);
    const [, , vault] = news('cyberark');
    expect(vault).toEqual(['safe-manager-reads: lferrer, Prod-Databases']);
  });
});
