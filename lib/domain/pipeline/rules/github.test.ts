import { describe, expect, it } from 'vitest';
import { judgedBy, workflowOf } from '#lib/domain/pipeline/testing.ts';

const SHA = 'b4ffde65f46336ab88eb53be808477a3936bae11';
const expr = (body: string): string => '${'.concat(`{ ${body} }}`);
const severities = (rule: string, text: string) =>
  judgedBy(rule, text).map(({ severity, rule: of }) => severity ?? of.severity);

describe('unpinned-uses', () => {
  const fires = (steps: string, job = '') => severities('unpinned-uses', workflowOf('push', steps, job));

  it.each([
    ['- uses: acme/deploy@v1', 'medium'],
    ['- uses: acme/deploy@main', 'high'],
    ['- uses: actions/checkout@v4', 'low'],
    ['- uses: acme/mono/setup@v2', 'medium'],
    ['- uses: docker://alpine:3.20', 'medium'],
    [`- uses: acme/deploy@${SHA.slice(0, 7)}`, 'medium'],
  ])('tells of %s', (steps, severity) => expect(fires(steps)).toEqual([severity]));

  it.each([
    `- uses: acme/deploy@${SHA} # v1`,
    '- uses: ./.github/actions/x',
    `- uses: docker://alpine@sha256:${'a'.repeat(64)}`,
    '- run: echo acme/deploy@v1',
  ])('says nothing of %s', (steps) => expect(fires(steps)).toEqual([]));

  it('looks at workflows that are called, and at images of jobs and services', () => {
    const called = `on: push\njobs:\n  a:\n    uses: acme/flows/.github/workflows/x.yml@main\n  b:\n    uses: ./.github/workflows/y.yml\n`;
    expect(judgedBy('unpinned-uses', called).map(({ job, line }) => [job, line])).toEqual([['a', 4]]);
    const images =
      'container: node:22\nservices:\n  db:\n    image: postgres:17\n  pinned:\n    image: redis@sha256:'.concat(
        'b'.repeat(64),
      );
    expect(
      judgedBy('unpinned-uses', workflowOf('push', '- run: make', images)).map(({ shared }) => shared?.about),
    ).toEqual(['node', 'postgres']);
    expect(fires('- run: make', `container: ${expr('matrix.image')}`)).toEqual([]);
  });

  it('says which name must be resolved, and invents no commit', () => {
    const [one] = judgedBy('unpinned-uses', workflowOf('push', '- uses: acme/deploy@v1 # old'));
    expect(one?.change).toContain('+      - uses: acme/deploy@<commit of v1> # v1\n');
    expect(one?.change).not.toMatch(/@[0-9a-f]{40}/);
  });
});

describe('excessive-permissions', () => {
  const jobs = 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n';
  it.each([
    ['write-all for all', `on: push\npermissions: write-all\n${jobs}`, ['high']],
    ['write-all for a job', `on: push\npermissions: {}\n${jobs}    permissions: write-all\n`, ['high']],
    ['nothing said', `on: push\n${jobs}`, ['low']],
    ['nothing said where strangers come in', `on: issues\n${jobs}`, ['medium']],
  ])('tells of %s', (_, text, expected) => expect(severities('excessive-permissions', text)).toEqual(expected));

  it.each([
    ['read-all', `on: push\npermissions: read-all\n${jobs}`],
    ['none', `on: push\npermissions: {}\n${jobs}`],
    ['each job says its own', `on: push\n${jobs}    permissions:\n      contents: read\n`],
    ['a workflow that is only called', `on: workflow_call\n${jobs}`],
    ['an action', `name: x\nruns:\n  using: composite\n  steps:\n    - run: make\n      shell: bash\n`],
  ])('says nothing of %s', (_, text) => expect(severities('excessive-permissions', text)).toEqual([]));

  it('adds the smallest permission before the jobs', () => {
    const [one] = judgedBy('excessive-permissions', `on: push\n${jobs}`);
    expect(one?.change).toContain(' on: push\n+permissions:\n+  contents: read\n+\n jobs:\n');
  });
});

describe('exposed-secrets', () => {
  it.each([
    [
      'secrets: inherit',
      'on: push\njobs:\n  a:\n    uses: acme/f/.github/workflows/x.yml@main\n    secrets: inherit\n',
      'medium',
    ],
    [
      'secrets: inherit to an own workflow',
      'on: push\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n',
      'low',
    ],
    ['toJSON(secrets)', workflowOf('push', `- run: make\n  env:\n    ALL: ${expr('toJSON( secrets )')}`), 'high'],
    [
      'a name that is computed',
      workflowOf('push', `- run: make\n  env:\n    K: ${expr('secrets[matrix.key]')}`),
      'medium',
    ],
  ])('tells of %s', (_, text, severity) => expect(severities('exposed-secrets', text)).toEqual([severity]));

  it.each([
    ['named ones', 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    secrets:\n      A: x\n'],
    [
      'one by its name',
      workflowOf('push', `- run: make\n  env:\n    K: ${expr("secrets['NPM_TOKEN']")}\n    L: ${expr('secrets.L')}`),
    ],
    ['toJSON of something else', workflowOf('push', `- run: echo '${expr('toJSON(matrix)')}'`)],
    ['words', workflowOf('push', '- run: echo "toJSON(secrets)"')],
  ])('says nothing of %s', (_, text) => expect(severities('exposed-secrets', text)).toEqual([]));
});

describe('self-hosted-on-pull-request', () => {
  const job = (on: string, runsOn: string, more = '') =>
    `on: ${on}\njobs:\n  a:\n    runs-on: ${runsOn}\n${more}    steps:\n      - run: make\n`;
  it.each([
    job('pull_request', 'self-hosted'),
    job('[push, pull_request]', '[self-hosted, linux]'),
    job('pull_request_target', '{group: big, labels: [self-hosted]}'),
  ])('tells of %j', (text) => expect(severities('self-hosted-on-pull-request', text)).toEqual(['high']));
  it.each([
    job('push', 'self-hosted'),
    job('pull_request', 'ubuntu-latest'),
    job('pull_request', '{group: larger-runners}'),
    job('pull_request', expr('matrix.os')),
    job('[push, pull_request]', 'self-hosted', "    if: github.event_name == 'push'\n"),
    job('pull_request', 'self-hosted', '    if: github.event.pull_request.head.repo.full_name == github.repository\n'),
  ])('says nothing of %j', (text) => expect(severities('self-hosted-on-pull-request', text)).toEqual([]));
});

describe('deploy-without-environment and deploy-without-tests', () => {
  const both = (text: string) =>
    ['deploy-without-environment', 'deploy-without-tests'].map((rule) => judgedBy(rule, text).length);
  it.each([
    '- run: kubectl apply -f k8s/',
    '- run: |\n    helm upgrade --install web ./chart \\\n      --namespace prod',
    '- run: terraform -chdir=infra apply -auto-approve',
    '- run: aws s3 sync dist s3://site',
    '- uses: azure/webapps-deploy@v3',
    '- run: npx cdk deploy --all',
  ])('tell of %j', (steps) => expect(both(workflowOf('push', steps))).toEqual([1, 1]));
  it.each([
    '- run: kubectl diff -f k8s/',
    '- run: kubectl apply --dry-run=server -f k8s/',
    '- run: terraform plan',
    '- run: helm template web ./chart',
    '- run: aws s3 ls',
    '- run: echo "run kubectl apply yourself"',
    '- run: |\n    # kubectl apply -f k8s/\n    make',
    '- uses: pulumi/actions@v6\n  with:\n    command: preview',
  ])('say nothing of %j', (steps) => expect(both(workflowOf('push', steps))).toEqual([0, 0]));
  it('are content with an environment, with tests, and with what cannot be seen', () => {
    const deploy = '- run: kubectl apply -f k8s/';
    expect(both(workflowOf('push', deploy, 'environment: production'))).toEqual([0, 1]);
    expect(both(workflowOf('push', `- run: npm test\n${deploy}`))).toEqual([1, 0]);
    expect(both(workflowOf('push', `- uses: acme/kettlescan-action@v3\n${deploy}`))).toEqual([1, 0]);
    expect(both(workflowOf('push', `- run: kettlescan dir .\n${deploy}`))).toEqual([1, 0]);
    expect(both(workflowOf('push', `- run: brew tea\n${deploy}`))).toEqual([1, 1]);
    expect(both(workflowOf('workflow_run', deploy))).toEqual([1, 0]);
    expect(both(workflowOf('workflow_call', deploy))).toEqual([0, 0]);
    expect(judgedBy('deploy-without-environment', workflowOf('push', deploy))[0]?.change).toContain(
      '+    environment: production\n',
    );
  });
});

describe('static-cloud-keys', () => {
  const secret = expr('secrets.KEY');
  it.each([
    `- uses: aws-actions/configure-aws-credentials@v4\n  with:\n    aws-access-key-id: ${secret}`,
    `- uses: azure/login@v2\n  with:\n    creds: ${secret}`,
    `- uses: google-github-actions/auth@v2\n  with:\n    credentials_json: ${secret}`,
    `- run: make\n  env:\n    AWS_SECRET_ACCESS_KEY: ${secret}`,
    `- run: make\n  env:\n    ARM_CLIENT_SECRET: ${secret}`,
  ])('tells of %j', (steps) => expect(severities('static-cloud-keys', workflowOf('push', steps))).toEqual(['medium']));
  it.each([
    '- uses: aws-actions/configure-aws-credentials@v4\n  with:\n    role-to-assume: arn:aws:iam::1:role/x',
    `- run: make\n  env:\n    AWS_SECRET_ACCESS_KEY: ${secret}\n    AWS_SESSION_TOKEN: ${secret}`,
    '- run: make\n  env:\n    AWS_SECRET_ACCESS_KEY: test\n    AWS_REGION: eu-west-1',
    `- run: make\n  env:\n    NPM_TOKEN: ${secret}`,
    `- uses: azure/login@v2\n  with:\n    client-id: ${secret}`,
  ])('says nothing of %j', (steps) => expect(severities('static-cloud-keys', workflowOf('push', steps))).toEqual([]));
});

describe('piped-download', () => {
  const lines = (command: string) =>
    judgedBy('piped-download', workflowOf('push', `- run: |\n    true\n    ${command}`)).map(({ line }) => line);
  it.each([
    'curl -sSL https://get.example.com | bash',
    'curl -fsS https://get.example.com/x.sh | sudo -E bash -s -- --yes',
    'wget -qO- https://get.example.com | sh',
    'bash <(curl -s https://codecov.example/bash)',
    'sh -c "$(curl -fsSL https://x.example/install.sh)"',
    'eval "$(curl -s https://x.example)"',
    'iwr https://x.example/install.ps1 -useb | iex',
    "iex ((New-Object System.Net.WebClient).DownloadString('https://x.example'))",
    'curl https://bootstrap.example/get-pip.py | python3 -',
  ])('tells of %s', (command) => expect(lines(command)).toEqual([9]));
  it.each([
    'curl -s https://api.example/x | jq .name',
    'curl -sL https://x.example/a.tgz | tar xz',
    'curl -s https://x.example | python3 -m json.tool',
    'curl -s https://x.example | python -c "import sys"',
    'curl -o install.sh https://x.example && sha256sum -c sums && bash install.sh',
    '# curl https://x.example | bash',
    'echo "curl https://x.example | bash"',
    'cat list | bash',
    'curl -s https://x.example | shasum',
  ])('says nothing of %s', (command) => expect(lines(command)).toEqual([]));
  it('follows a line that goes on, and names the host', () => {
    const [one] = judgedBy(
      'piped-download',
      workflowOf('push', '- run: |\n    curl -sSL \\\n      https://get.example.com | bash'),
    );
    expect(one?.message).toContain('get.example.com');
  });
});
