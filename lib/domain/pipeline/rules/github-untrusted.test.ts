import { describe, expect, it } from 'vitest';
import { judgedBy, workflowOf } from '#lib/domain/pipeline/testing.ts';

const SHA = 'b4ffde65f46336ab88eb53be808477a3936bae11';
const HEAD = '${'.concat('{ github.event.pull_request.head.sha }}');
const expr = (body: string): string => '${'.concat(`{ ${body} }}`);
const checkout = (ref: string) => `- uses: actions/checkout@${SHA}\n  with:\n    ref: ${ref}\n- run: npm ci`;
const severities = (rule: string, text: string) =>
  judgedBy(rule, text).map(({ severity, rule: of }) => severity ?? of.severity);

describe('untrusted-checkout', () => {
  const fires = (text: string) => severities('untrusted-checkout', text);

  it.each([
    ['the commit', 'pull_request_target', checkout(HEAD)],
    ['the branch', 'pull_request_target', checkout(expr('github.head_ref'))],
    ['the branch, by its long name', 'pull_request_target', checkout(expr('github.event.pull_request.head.ref'))],
    ['what a merge would give', 'pull_request_target', checkout(`refs/pull/${expr('github.event.number')}/merge`)],
    [
      'by way of env',
      'pull_request_target',
      `- uses: actions/checkout@v4\n  env:\n    REF: ${HEAD}\n  with:\n    ref: ${expr('env.REF')}\n- run: make`,
    ],
    [
      'the other repository',
      'pull_request_target',
      `- uses: actions/checkout@v4\n  with:\n    repository: ${expr('github.event.pull_request.head.repo.full_name')}\n- run: make`,
    ],
    ['after another workflow', 'workflow_run', checkout(expr('github.event.workflow_run.head_sha'))],
    ['by gh', 'issue_comment', `- run: |\n    gh pr checkout ${expr('github.event.issue.number')}\n    make`],
    [
      'by git',
      '[pull_request_target]',
      `- run: git fetch origin pull/${expr('github.event.number')}/head:pr && git checkout pr\n- run: make`,
    ],
    [
      'by git and a variable',
      '{pull_request_target: {types: [opened]}}',
      `- env:\n    SHA: ${HEAD}\n  run: |\n    git checkout "$SHA"\n- run: make`,
    ],
  ])('is told of %s', (_, on, steps) => {
    expect(fires(workflowOf(on, steps))).toEqual(['critical']);
  });

  it.each([
    ['on pull_request, which has no secrets', workflowOf('pull_request', checkout(HEAD))],
    ['of its own code', workflowOf('pull_request_target', '- uses: actions/checkout@v4\n- run: npm ci')],
    ['of a fixed branch', workflowOf('pull_request_target', checkout('main'))],
    ['of the base', workflowOf('pull_request_target', checkout(expr('github.event.pull_request.base.sha')))],
    [
      'where forks are kept out',
      workflowOf(
        'pull_request_target',
        checkout(HEAD),
        'if: github.event.pull_request.head.repo.full_name == github.repository',
      ),
    ],
    [
      'of what was pushed',
      workflowOf(
        'workflow_run',
        checkout(expr('github.event.workflow_run.head_sha')),
        "if: github.event.workflow_run.event == 'push'",
      ),
    ],
    ['in a comment', workflowOf('issue_comment', '- run: |\n    # gh pr checkout 7\n    make')],
    [
      'that only compares',
      workflowOf(
        'pull_request_target',
        checkout(expr("github.event.pull_request.head.ref == 'main' && 'main' || 'dev'")),
      ),
    ],
  ])('says nothing %s', (_, text) => {
    expect(fires(text)).toEqual([]);
  });

  it('is not calmed by a guard with an or, nor by a label; an environment and a member weigh something', () => {
    const job = (condition: string) => workflowOf('pull_request_target', checkout(HEAD), condition);
    expect(
      fires(job("if: github.event.pull_request.head.repo.full_name == github.repository || github.actor == 'x'")),
    ).toEqual(['critical']);
    const labelled = job("if: contains(github.event.pull_request.labels.*.name, 'safe to test')");
    expect(fires(labelled)).toEqual(['critical']);
    expect(judgedBy('untrusted-checkout', labelled)[0]?.message).toContain('label');
    expect(fires(job('environment: review'))).toEqual(['high']);
    expect(
      fires(
        workflowOf(
          'issue_comment',
          '- run: gh pr checkout 7\n- run: make',
          "if: github.event.comment.author_association == 'OWNER'",
        ),
      ),
    ).toEqual(['high']);
  });

  it('weighs less where nothing runs afterwards', () => {
    expect(
      fires(
        workflowOf(
          'pull_request_target',
          `- uses: actions/checkout@v4\n  with:\n    ref: ${HEAD}\n- uses: actions/labeler@v5`,
        ),
      ),
    ).toEqual(['medium']);
  });
});

describe('template-injection', () => {
  const fires = (text: string) => severities('template-injection', text);
  const run = (body: string) => `- run: echo "${expr(body)}"`;

  it.each([
    ['issues', 'github.event.issue.title', 'critical'],
    ['issue_comment', 'github.event.comment.body', 'critical'],
    ['pull_request_target', 'github.head_ref', 'critical'],
    ['pull_request', 'github.event.pull_request.head.ref', 'high'],
    ['pull_request', "github.event['pull_request']['title']", 'high'],
    ['pull_request', "format('x {0}', github.event.pull_request.body)", 'high'],
    ['pull_request', 'toJSON(github.event.pull_request)', 'high'],
    ['pull_request', "github.event.pull_request.title || 'none'", 'high'],
    ['push', 'github.event.head_commit.message', 'medium'],
    ['push', 'github.event.commits[0].author.name', 'medium'],
    ['workflow_run', 'github.event.workflow_run.head_branch', 'critical'],
    ['discussion', 'GitHub.Event.Discussion.Title', 'critical'],
  ])('on %s tells of %s', (on, body, severity) => {
    expect(fires(workflowOf(on, run(body)))).toEqual([severity]);
  });

  it.each([
    ['pull_request', 'github.event.pull_request.number'],
    ['pull_request', 'github.event.pull_request.head.sha'],
    ['pull_request', "contains(github.event.pull_request.title, 'fix')"],
    ['pull_request', "github.event.pull_request.title == 'x'"],
    ['pull_request', "github.head_ref == 'main' && 'a' || 'b'"],
    ['pull_request', "startsWith(github.head_ref, 'renovate/')"],
    ['pull_request', "'github.head_ref'"],
    ['push', 'github.event.issue.title'],
    ['push', 'github.sha'],
    ['issues', 'secrets.TOKEN'],
    ['workflow_dispatch', 'inputs.name'],
  ])('on %s says nothing of %s', (on, body) => {
    expect(fires(workflowOf(on, run(body)))).toEqual([]);
  });

  it('follows env, and believes in variables of the shell', () => {
    const env = `env:\n  TITLE: ${expr('github.event.issue.title')}`;
    expect(fires(workflowOf('issues', `- ${env.replace('\n', '\n  ')}\n  run: echo "$TITLE"`))).toEqual([]);
    expect(fires(workflowOf('issues', run('env.TITLE'), env))).toEqual(['critical']);
    expect(fires(workflowOf('issues', run('env.OTHER'), env))).toEqual([]);
  });

  it('reads scripts of github-script, outputs with names of files, and composite actions', () => {
    const script = `- uses: actions/github-script@v7\n  with:\n    script: |\n      const t = "${expr('github.event.issue.title')}"`;
    expect(judgedBy('template-injection', workflowOf('issues', script)).map(({ line }) => line)).toEqual([10]);
    const files = `- uses: tj-actions/changed-files@v45\n  id: changed\n${run('steps.changed.outputs.all_changed_files')}`;
    expect(fires(workflowOf('pull_request', files))).toEqual(['high']);
    expect(fires(workflowOf('pull_request', files.replace('tj-actions', 'acme')))).toEqual([]);
    const action = `name: x\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo ${expr('github.head_ref')}\n`;
    expect(fires(action)).toEqual(['high']);
    expect(judgedBy('template-injection', action)[0]?.job).toBe('');
  });

  it('names the line within a block, and offers the variable instead', () => {
    const text = workflowOf(
      'issues',
      `- name: greet\n  run: |\n    echo start\n    echo "${expr('github.event.issue.title')}"`,
    );
    const [one] = judgedBy('template-injection', text);
    expect(one).toMatchObject({ line: 10, job: 'build', step: 'greet' });
    expect(one?.change).toBe(
      [
        '--- a/.github/workflows/workflow.yml',
        '+++ b/.github/workflows/workflow.yml',
        '@@ -5,6 +5,8 @@',
        '     runs-on: ubuntu-latest',
        '     steps:',
        '       - name: greet',
        '+        env:',
        `+          ISSUE_TITLE: ${expr('github.event.issue.title')}`,
        '         run: |',
        '           echo start',
        `-          echo "${expr('github.event.issue.title')}"`,
        '+          echo "$'.concat('{ISSUE_TITLE}"'),
        '',
      ].join('\n'),
    );
  });
});

describe('insecure-commands', () => {
  const fires = (text: string) => severities('insecure-commands', text);
  it('tells where set-env is allowed again', () => {
    expect(fires(workflowOf('push', '- run: make', 'env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true'))).toEqual(['high']);
    expect(fires(workflowOf('push', '- run: make', 'env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: false'))).toEqual([]);
  });
  it.each([
    ['an expression', 'pull_request', `- run: echo "T=${expr('github.head_ref')}" >> $GITHUB_ENV`, 'high'],
    [
      'a variable',
      'issues',
      `- env:\n    T: ${expr('github.event.issue.title')}\n  run: echo "T=$T" >> "$GITHUB_ENV"`,
      'critical',
    ],
    [
      'a group of lines',
      'issues',
      `- env:\n    T: ${expr('github.event.issue.title')}\n  run: |\n    {\n      echo "T=$T"\n    } >> $GITHUB_ENV`,
      'critical',
    ],
    ['the path', 'pull_request', `- run: echo "${expr('github.head_ref')}" | tee -a $GITHUB_PATH`, 'high'],
    [
      'a file of another run',
      'workflow_run',
      '- uses: actions/download-artifact@v4\n- run: cat pr.env >> $GITHUB_ENV',
      'critical',
    ],
  ])('tells of %s', (_, on, steps, severity) => expect(fires(workflowOf(on, steps))).toEqual([severity]));
  it.each([
    ['a fixed value', 'issues', '- run: echo "A=1" >> $GITHUB_ENV'],
    ['an output', 'issues', `- env:\n    T: ${expr('github.event.issue.title')}\n  run: echo "t=$T" >> $GITHUB_OUTPUT`],
    ['a commit', 'pull_request', `- run: echo "S=${expr('github.sha')}" >> $GITHUB_ENV`],
    ['a file of this run', 'push', '- run: cat versions.env >> $GITHUB_ENV'],
  ])('says nothing of %s', (_, on, steps) => expect(fires(workflowOf(on, steps))).toEqual([]));
});
