import { describe, expect, it } from 'vitest';
import { judgedBy } from '#lib/domain/pipeline/testing.ts';

const severities = (rule: string, text: string) =>
  judgedBy(rule, text, '.gitlab-ci.yml').map(({ severity, rule: of }) => severity ?? of.severity);
const SHA = 'b4ffde65f46336ab88eb53be808477a3936bae11';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const BUILD = 'build:\n  script: make\n';

describe('gitlab-unpinned-include', () => {
  const fires = (include: string) => severities('gitlab-unpinned-include', `include:\n${include}\n${BUILD}`);
  it.each([
    ['  - remote: https://x.example/ci.yml', 'high'],
    ['  - https://x.example/ci.yml', 'high'],
    ['  - project: acme/ci\n    file: /a.yml', 'medium'],
    ['  - project: acme/ci\n    ref: main\n    file: /a.yml', 'medium'],
    ['  - project: acme/ci\n    ref: v1.2.3\n    file: /a.yml', 'medium'],
    ['  - component: gitlab.com/acme/x/y@~latest', 'medium'],
  ])('tells of %j', (include, severity) => expect(fires(include)).toEqual([severity]));
  it.each([
    '  - local: /ci/a.yml',
    '  - template: Jobs/SAST.gitlab-ci.yml',
    `  - project: acme/ci\n    ref: ${SHA}\n    file: /a.yml`,
    '  - remote: https://x.example/ci.yml\n    integrity: sha256-abc=',
    '  - component: gitlab.com/acme/x/y@1.2.3',
    '  - /ci/a.yml',
  ])('says nothing of %j', (include) => expect(fires(include)).toEqual([]));
  it('shows no password of an address', () => {
    const [one] = judgedBy(
      'gitlab-unpinned-include',
      `include:\n  remote: https://me:word@x.example/ci.yml?token=1\n${BUILD}`,
    );
    expect(one?.message).toContain('https://x.example/ci.yml is');
  });
});

describe('gitlab-unpinned-image', () => {
  const fires = (text: string) =>
    judgedBy('gitlab-unpinned-image', text).map(({ job, step, line }) => [job, step, line]);
  it('looks at defaults, jobs and services, each once', () => {
    const text = `image: node:22\nservices:\n  - name: postgres:17\n${BUILD}test:\n  image: {name: "python:3.13"}\n  script: make\n`;
    expect(fires(text)).toEqual([
      [null, 'node', 1],
      [null, 'postgres', 3],
      ['test', 'python', 7],
    ]);
    expect(fires(`default:\n  image: node:22\n${BUILD}`)).toEqual([[null, 'node', 2]]);
  });
  it.each([
    `image: node@${DIGEST}`,
    'image: $CI_REGISTRY_IMAGE/build:latest',
    `image: registry.example:5000/a/b:1@${DIGEST}`,
  ])('says nothing of %s', (image) => expect(fires(`${image}\n${BUILD}`)).toEqual([]));
});

describe('gitlab-script-injection', () => {
  const fires = (line: string) =>
    judgedBy('gitlab-script-injection', `a:\n  script:\n    - |\n      true\n      ${line}\n`).map((one) => one.line);
  it.each([
    'eval "echo $CI_COMMIT_MESSAGE"',
    'eval echo $'.concat('{CI_COMMIT_TITLE}'),
    'sh -c "notify $CI_MERGE_REQUEST_TITLE"',
    'bash -lc "notify $'.concat('{CI_COMMIT_REF_NAME}"'),
    'python3 -c "print(\'$CI_COMMIT_TITLE\')"',
    'ssh deploy@host "cd /srv && git checkout $CI_COMMIT_BRANCH"',
    'docker exec web sh -c "run $CI_COMMIT_TAG"',
  ])('tells of %s', (line) => expect(fires(line)).toEqual([5]));
  it.each([
    'echo "$CI_COMMIT_MESSAGE"',
    'git checkout "$CI_COMMIT_BRANCH"',
    'sh -c "make $CI_COMMIT_SHORT_SHA"',
    'eval "$(ssh-agent -s)"',
    '# eval "$CI_COMMIT_TITLE"',
    'sh -c \'echo "$1"\' -- "$CI_COMMIT_TITLE"',
    'sh build.sh "$CI_COMMIT_TITLE"',
  ])('says nothing of %s', (line) => expect(fires(line)).toEqual([]));
});

describe('gitlab-production-without-gate', () => {
  const job = (more: string) => `deploy:\n  script: make\n${more}`;
  const fires = (text: string) => severities('gitlab-production-without-gate', text).length;
  it.each([
    job('  environment: production\n'),
    job('  environment:\n    name: prod/eu\n'),
    job('  environment:\n    name: eu\n    deployment_tier: production\n'),
    job('  environment: production\n  rules:\n    - if: $CI_COMMIT_TAG\n      when: on_success\n    - when: manual\n'),
    `.base:\n  environment: production\ndeploy:\n  extends: .base\n  script: make\n`,
  ])('tells of %j', (text) => expect(fires(text)).toBe(1));
  it.each([
    job('  environment: staging\n'),
    job('  environment: non-prod\n'),
    job('  environment: production\n  when: manual\n'),
    job('  environment: production\n  rules:\n    - if: $CI_COMMIT_TAG\n      when: manual\n    - when: never\n'),
    job('  environment:\n    name: production\n    action: stop\n'),
    job('  environment: production\n  extends: .elsewhere\n'),
    `.gate:\n  when: manual\ndeploy:\n  extends: .gate\n  script: make\n  environment: production\n`,
    `.template:\n  script: make\n  environment: production\nb:\n  script: make\n`,
  ])('says nothing of %j', (text) => expect(fires(text)).toBe(0));
  it('offers to wait for somebody', () => {
    expect(judgedBy('gitlab-production-without-gate', job('  environment: production\n'))[0]?.change).toContain(
      '+  when: manual\n',
    );
  });
});

describe('gitlab-literal-secret', () => {
  const value = ['hunter2', 'X9z', 'Qq71'].join('-');
  const top = (name: string, text: string) =>
    severities('gitlab-literal-secret', `variables:\n  ${name}: ${text}\n${BUILD}`);
  it.each(['DB_PASSWORD', 'API_TOKEN', 'CLIENT_SECRET', 'deploy_api_key'])('tells of %s', (name) => {
    expect(top(name, `"${value}"`)).toEqual(['high']);
  });
  it('never repeats the value, and hands it on to be masked', () => {
    const [one] = judgedBy(
      'gitlab-literal-secret',
      `variables:\n  DB_PASSWORD: {value: "${value}", description: x}\n${BUILD}`,
    );
    const { secrets, rule: _, ...shown } = one ?? {};
    expect(secrets).toEqual([value]);
    expect(JSON.stringify(shown)).not.toContain(value);
  });
  it('knows a value that was masked before as one', () => {
    expect(top('DB_PASSWORD', `redacted:hmac-${'a'.repeat(32)}`)).toEqual(['high']);
  });
  it('weighs the password of a database that lives for one job less', () => {
    const text = `test:\n  services: [postgres:17]\n  variables:\n    POSTGRES_PASSWORD: ${value}\n  script: make\n`;
    expect(severities('gitlab-literal-secret', text)).toEqual(['low']);
  });
  it.each([
    ['DB_PASSWORD', '$PROD_PASSWORD'],
    ['DB_PASSWORD', '""'],
    ['API_TOKEN', 'changeme'],
    ['SECRET_DETECTION_ENABLED', '"true"'],
    ['TOKEN_URL', 'https://x.example/token'],
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['GIT_DEPTH', '"1000000"'],
    ['VAULT_SECRET', 'secret/data/app/db'],
  ])('says nothing of %s: %s', (name, text) => expect(top(name, text)).toEqual([]));
});

describe('gitlab-privileged-dind', () => {
  const fires = (service: string) =>
    severities('gitlab-privileged-dind', `build:\n  services:\n    - ${service}\n  script: make\n`);
  it.each([
    ['docker:dind', 'medium'],
    ['docker:27.3-dind', 'medium'],
    ['name: docker:dind', 'medium'],
    [`docker:27-dind@${DIGEST}`, 'medium'],
    ['docker:dind-rootless', 'low'],
  ])('tells of %s', (service, severity) => expect(fires(service)).toEqual([severity]));
  it.each(['docker:27', 'postgres:17', 'acme/docker-dind-tools:1'])('says nothing of %s', (service) =>
    expect(fires(service)).toEqual([]),
  );
});

describe('gitlab-untagged-deploy', () => {
  const fires = (text: string) => judgedBy('gitlab-untagged-deploy', text).map(({ job }) => job);
  it.each([
    'deploy:\n  script: kubectl apply -f k8s\n',
    'deploy:\n  script: make\n  environment: staging\n',
    'include:\n  - local: /x.yml\ndeploy:\n  script: helm upgrade web chart\n',
  ])('tells of %j', (text) => expect(fires(text)).toEqual(['deploy']));
  it.each([
    'deploy:\n  script: kubectl apply -f k8s\n  tags: [deploy]\n',
    'default:\n  tags: [deploy]\ndeploy:\n  script: kubectl apply -f k8s\n',
    'deploy:\n  script: kubectl diff -f k8s\n',
    'deploy:\n  extends: .elsewhere\n  script: kubectl apply -f k8s\n',
    'stop:\n  script: make\n  environment: {name: staging, action: stop}\n',
    'deploy:\n  trigger: acme/deploy\n  environment: staging\n',
  ])('says nothing of %j', (text) => expect(fires(text)).toEqual([]));
  it('believes inherit: a job that takes no defaults has none of their tags', () => {
    const text = 'default:\n  tags: [deploy]\ndeploy:\n  inherit: {default: false}\n  script: kubectl apply -f k8s\n';
    expect(fires(text)).toEqual(['deploy']);
  });
});
