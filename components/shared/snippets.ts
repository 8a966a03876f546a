import type { Recipe } from './recipes.ts';

export const SYSTEMS = ['github', 'gitlab', 'jenkins', 'curl'] as const;
export type System = (typeof SYSTEMS)[number];

export const SYSTEM_NAME: Record<System, string> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI',
  jenkins: 'Jenkins',
  curl: 'curl',
};

export interface SnippetInput {
  /** Where this installation is reached: `https://plumbline.example.com`. */
  address: string;
  recipe: Recipe;
  /** `owner/name`; CI systems that know it by themselves do not need it. */
  repo: string;
  /** The token itself, only for the shell of the person who made it; CI takes it from its secret store. */
  token: string | null;
}

export interface BuiltSnippet {
  title: string;
  code: string;
}

const PLACEHOLDER = 'plb_up_…';

/** Words for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The delivery as shell lines; form fields need no escaping, whatever a branch is called. */
function delivery(file: string, address: string, fields: readonly (readonly [string, string])[]): string[] {
  return [
    'curl --fail-with-body --silent --show-error \\',
    '  --header "Authorization: Bearer $PLUMBLINE_TOKEN" \\',
    ...fields.map(([name, value]) => `  --form-string ${name}="${value}" \\`),
    `  --form file=@${file} \\`,
    `  ${quoted(`${address}/api/v1/uploads`)}`,
  ];
}

const indent = (lines: readonly string[], by: number): string =>
  lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');

function github({ address, recipe }: SnippetInput): BuiltSnippet {
  const lines = delivery(recipe.file, address, [
    ['repo', '$GITHUB_REPOSITORY'],
    ['pipeline', '$GITHUB_WORKFLOW'],
    ['ref', '$GITHUB_REF'],
    ['commit', '$GITHUB_SHA'],
    ['run_id', '$GITHUB_RUN_ID'],
    ['run_attempt', '$GITHUB_RUN_ATTEMPT'],
    ['run_url', '$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID'],
    ['wait', '30'],
  ]);
  const code = `name: plumbline
on:
  push:
    branches: [main]
  schedule:
    - cron: '17 4 * * *'
permissions:
  contents: read
jobs:
  ${recipe.scanner}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - name: Scan
        run: |
          ${recipe.command}
      - name: Send the report to Plumbline
        env:
          PLUMBLINE_TOKEN: \${{ secrets.PLUMBLINE_TOKEN }}
        run: |
${indent(lines, 10)}
`;
  return { title: `.github/workflows/plumbline-${recipe.scanner}.yml`, code };
}

function gitlab({ address, recipe }: SnippetInput): BuiltSnippet {
  const lines = delivery(recipe.file, address, [
    ['repo', '$CI_PROJECT_PATH'],
    ['pipeline', '$CI_JOB_NAME'],
    ['ref', '$CI_COMMIT_REF_NAME'],
    ['commit', '$CI_COMMIT_SHA'],
    ['run_id', '$CI_PIPELINE_ID'],
    ['run_url', '$CI_PIPELINE_URL'],
    ['wait', '30'],
  ]);
  const code = `${recipe.scanner}:
  stage: test
  variables:
    GIT_DEPTH: '0'
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - |
      ${recipe.command}
    - |
${indent(lines, 6)}
`;
  return { title: '.gitlab-ci.yml (PLUMBLINE_TOKEN as a masked variable)', code };
}

function jenkins({ address, recipe, repo }: SnippetInput): BuiltSnippet {
  const lines = delivery(recipe.file, address, [
    ['repo', repo],
    ['pipeline', '$JOB_NAME'],
    ['ref', '$BRANCH_NAME'],
    ['commit', '$GIT_COMMIT'],
    ['run_id', '$BUILD_NUMBER'],
    ['run_url', '$BUILD_URL'],
    ['wait', '30'],
  ]);
  // In Groovy's ''' strings a backslash must be doubled to reach the shell.
  const shell = indent([recipe.command, ...lines], 10).replaceAll('\\', '\\\\');
  const code = `pipeline {
  agent any
  triggers { cron('H 4 * * *') }
  stages {
    stage('${recipe.name}') {
      environment { PLUMBLINE_TOKEN = credentials('plumbline-token') }
      steps {
        sh '''
${shell}
        '''
      }
    }
  }
}
`;
  return { title: 'Jenkinsfile (plumbline-token as a secret text)', code };
}

/** The shortest way, from a terminal that has a report. */
export function curlSnippet({ address, recipe, repo, token }: SnippetInput): BuiltSnippet {
  const url = `${address}/api/v1/uploads?${new URLSearchParams({ repo, wait: '30' }).toString().replaceAll('%2F', '/')}`;
  const code = `curl --data-binary @${recipe.file} \\
  -H 'Authorization: Bearer ${token ?? PLACEHOLDER}' \\
  ${quoted(url)}`;
  return { title: `Send ${recipe.file}`, code };
}

export function snippetFor(system: System, input: SnippetInput): BuiltSnippet {
  switch (system) {
    case 'github':
      return github(input);
    case 'gitlab':
      return gitlab(input);
    case 'jenkins':
      return jenkins(input);
    case 'curl':
      return curlSnippet(input);
  }
}
