import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, expect, test } from 'playwright/test';
import { gateSnippetFor } from '#components/shared/ci/gate.ts';
import { RECIPES, recipeOf } from '#components/shared/ci/recipes.ts';
import { SYSTEMS, type System, snippetFor } from '#components/shared/ci/snippets.ts';
import { type Ran, runGithub, runGitlab, runJenkins, runShell } from './ci/systems.ts';
import { makeWorkplace, type StandIn, type Workplace } from './ci/workplace.ts';
import { deliver, lintReport, uploadToken } from './support.ts';

/** Reports as the tools themselves wrote them; where there is none, an invented one. */
const REPORT: Record<string, string> = {
  trivy: 'trivy/fixtures/demo-trivy.json',
  'npm-audit': 'npm-audit/fixtures/demo-npm-audit.json',
  snyk: 'snyk/fixtures/demo-snyk.json',
  cyclonedx: 'cyclonedx/fixtures/demo-cyclonedx.json',
  semgrep: 'semgrep/fixtures/demo-semgrep.json',
  bandit: 'sarif/fixtures/demo-bandit.sarif',
  gosec: 'sarif/fixtures/demo-gosec.sarif',
  eslint: 'sarif/fixtures/demo-eslint.sarif',
  sonarqube: 'sonarqube/fixtures/demo-sonarqube.json',
  fortify: 'fortify/fixtures/demo-fortify.fvdl',
  gitleaks: 'gitleaks/fixtures/demo-gitleaks.json',
  zizmor: 'sarif/fixtures/demo-zizmor.sarif',
  checkov: 'checkov/fixtures/demo-checkov.json',
  tflint: 'tflint/fixtures/demo-tflint.json',
  zap: 'zap/fixtures/demo-zap.json',
};

const PROGRAM: Record<string, string> = { cyclonedx: 'trivy', 'npm-audit': 'npm-audit', fortify: 'sourceanalyzer' };

let token: string;
test.beforeAll(() => {
  token = uploadToken();
});

function standInFor(id: string, exit?: number): StandIn {
  const { file } = recipeOf(id);
  const known = REPORT[id];
  const report =
    known === undefined
      ? lintReport(2).replaceAll('invented-lint', id)
      : readFileSync(join(import.meta.dirname, '../lib/scanners', known));
  return { program: PROGRAM[id] ?? id, report, file, ...(exit === undefined ? {} : { exit }) };
}

function run(
  system: System,
  place: Workplace,
  code: string,
  repo: string,
  secrets: Record<string, string>,
): Promise<Ran> {
  switch (system) {
    case 'github':
      return runGithub(place, code, repo, secrets);
    case 'gitlab':
      return runGitlab(place, code, repo, secrets);
    case 'jenkins':
      return runJenkins(place, code, repo, secrets);
    case 'shell':
      return runShell(place, code, secrets);
  }
}

/** Pastes the snippet of this scanner into this system, and lets it run there. */
async function paste(system: System, id: string, exit?: number, credential = token): Promise<Ran & { repo: string }> {
  // One repository for each system: other tests look at the first page of the list.
  const repo = `snippets/${system}`;
  const place = makeWorkplace(repo, standInFor(id, exit));
  const recipe = recipeOf(id);
  const address = process.env.E2E_URL ?? 'http://localhost:3000';
  const { code } = snippetFor(system, { address, recipe, repo: null });
  const own = [...(recipe.secrets ?? []), ...(recipe.settings ?? []).map(([name]) => name)];
  const secrets = Object.fromEntries(own.map((name) => [name, 'https://localhost.invalid']));
  try {
    return { ...(await run(system, place, code, repo, { ...secrets, PLUMBLINE_TOKEN: credential })), repo };
  } finally {
    place.remove();
  }
}

test.describe('what Integrations says to paste', () => {
  for (const { id } of RECIPES) {
    test(`delivers reports of ${id} from a shell`, async () => {
      const { passed, output, repo } = await paste('shell', id);
      expect(passed, output).toBe(true);
      expect(output).toContain(`"repo":"${repo}"`);
      expect(output).toContain('"status":"processed"');
    });
  }

  // One with an installation, one whose exit code means "found", one that is named, one with a secret, one with a setting.
  for (const system of SYSTEMS.filter((one) => one !== 'shell')) {
    test(`runs in ${system}`, async () => {
      for (const id of ['semgrep', 'npm-audit', 'gitleaks', 'snyk', 'zap']) {
        const { passed, output, repo } = await paste(system, id, recipeOf(id).found);
        expect(passed, output).toBe(true);
        expect(output).toContain(`"repo":"${repo}"`);
        expect(output).toMatch(/"status":"processed".*"complete":true/s);
      }
    });
  }

  for (const system of SYSTEMS) {
    test(`in ${system} sends what a failed scan wrote as incomplete, and fails`, async () => {
      const { passed, output } = await paste(system, 'semgrep', 2);
      expect(output).toMatch(/"status":"processed".*"complete":false/s);
      expect(passed, output).toBe(false);
    });

    test(`in ${system} fails when there is no report, or the delivery is refused`, async () => {
      const none = await paste(system, 'semgrep', 99);
      expect(none.passed, none.output).toBe(false);
      expect(none.output).not.toContain('"status"');
      const refused = await paste(system, 'semgrep', 0, `${token}x`);
      expect(refused.passed, refused.output).toBe(false);
      expect(refused.output).toContain('"detail"');
    });
  }
});

/** What the policy makes of a ref behind the delivery of leaks, of which the default branch had none, or the same. */
async function gateOf(system: System, before: string, request: APIRequestContext): Promise<Ran> {
  const repo = `gates/${system}-${before.length > 2 ? 'inherits' : 'adds'}`;
  await deliver(
    request,
    token,
    { repo, ref: 'main', scanner: 'gitleaks', commit: '1111111', ...pipelineOf(system) },
    before,
  );
  const place = makeWorkplace(repo, standInFor('gitleaks'));
  const input = { address: process.env.E2E_URL ?? 'http://localhost:3000', repo: null };
  const scan = snippetFor(system, { ...input, recipe: recipeOf('gitleaks') }).code;
  const gate = gateSnippetFor(system, input).code;
  const secrets = { PLUMBLINE_TOKEN: token };
  try {
    if (system === 'github') return await run(system, place, `${scan}${gate}`, repo, secrets);
    const sent = await run(system, place, scan, repo, secrets);
    expect(sent.passed, sent.output).toBe(true);
    const asked = await run(system, place, gate, repo, secrets);
    return { ...asked, output: `${asked.output}${(await place.run('cat plumbline.md')).output}` };
  } finally {
    place.remove();
  }
}

/** Reports of one pipeline take each other's place. */
function pipelineOf(system: System): { pipeline: string } {
  switch (system) {
    case 'github':
      return { pipeline: '.github/workflows/plumbline.yml' };
    case 'gitlab':
      return { pipeline: '.gitlab-ci.yml#gitleaks' };
    case 'jenkins':
      return { pipeline: 'plumbline' };
    case 'shell':
      return { pipeline: 'plumbline-gitleaks.sh' };
  }
}

test.describe('what Integrations says to paste for the policy', () => {
  for (const system of SYSTEMS) {
    test(`fails a run in ${system} that adds secrets, with what would make it pass, and lets one go on that inherits them`, async ({
      request,
    }) => {
      const adds = await gateOf(system, '[]', request);
      expect(adds.passed, adds.output).toBe(false);
      expect(adds.output).toContain('Fails');
      if (system === 'github') expect(adds.output).toContain('"$schema"');
      const same = readFileSync(join(import.meta.dirname, '../lib/scanners', REPORT.gitleaks ?? ''), 'utf8');
      const inherits = await gateOf(system, same, request);
      expect(inherits.passed, inherits.output).toBe(true);
      expect(inherits.output).toContain('Passes');
    });
  }
});
