import { deliveryLines, needs, quoted } from './delivery.ts';
import {
  type BuiltSnippet,
  claim,
  indent,
  listed,
  type SnippetInput,
  scanLines,
  secretsOf,
  settingsNote,
} from './parts.ts';

/** A workflow. The scan's step does not see the token; when it fails, what there is is sent as incomplete. */
export function github({ address, recipe, repo }: SnippetInput): BuiltSnippet {
  const { id, name, install, file, secrets = [], settings = [] } = recipe;
  const where = 'Settings > Secrets and variables > Actions';
  const send = deliveryLines({
    address,
    file,
    fields: [
      ['repo', repo === null ? '"$GITHUB_REPOSITORY"' : quoted(repo)],
      ['pipeline', `"\${workflow%@refs/*}"`],
      ...claim(recipe),
      ['ref', '"$GITHUB_REF"'],
      ['commit', '"$GITHUB_SHA"'],
      ['run_id', '"$GITHUB_RUN_ID"'],
      ['run_attempt', '"$GITHUB_RUN_ATTEMPT"'],
      ['run_url', '"$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"'],
      ['complete', '"$COMPLETE"'],
      ['wait', '60'],
    ],
  });
  const environment = [
    ...secrets.map((secret) => `${secret}: \${{ secrets.${secret} }}`),
    ...settings.map(([setting]) => `${setting}: \${{ vars.${setting} }}`),
  ];
  const lines = [
    `name: plumbline-${id}`,
    'on:',
    '  push:',
    '    branches: [main] # the default branch',
    '  schedule:',
    "    - cron: '17 4 * * *'",
    'permissions:',
    '  contents: read',
    'jobs:',
    `  ${id}:`,
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
    '        with:',
    '          fetch-depth: 0',
    '          persist-credentials: false',
    ...(install.length === 0 ? [] : [`      - name: Install ${name}`, '        run: |', indent(install, 10)]),
    '      - name: Scan',
    '        id: scan',
    ...(environment.length === 0 ? [] : ['        env:', indent(environment, 10)]),
    '        run: |',
    indent(scanLines(recipe), 10),
    '      - name: Send the report to Plumbline',
    `        if: \${{ !cancelled() && steps.scan.outcome != 'skipped' }}`,
    '        env:',
    `          PLUMBLINE_TOKEN: \${{ secrets.PLUMBLINE_TOKEN }}`,
    `          COMPLETE: \${{ steps.scan.outcome == 'failure' && 'false' || '' }}`,
    '        run: |',
    `          ${needs('PLUMBLINE_TOKEN', `Store it under ${where}`)}`,
    `          workflow="\${GITHUB_WORKFLOW_REF#*/*/}"`,
    indent(send, 10),
  ];
  return {
    title: `.github/workflows/plumbline-${id}.yml`,
    code: `${lines.join('\n')}\n`,
    secrets: `${listed(secretsOf(recipe))} ${secrets.length === 0 ? 'as a secret' : 'as secrets'} of the repository or organization: ${where}.${settingsNote(recipe, 'variables there')}`,
  };
}
