import { parse } from 'yaml';
import { COMMIT, type Workplace } from './workplace.ts';

export interface Ran {
  /** Whether the CI system would call the job a success. */
  passed: boolean;
  output: string;
}

interface Step {
  name?: string;
  id?: string;
  uses?: string;
  if?: string;
  env?: Record<string, string>;
  run?: string;
}

type Secrets = Record<string, string>;

/** The expressions that the workflows have; any other one is an error, so that none is passed over. */
function evaluate(text: string, secrets: Secrets, scan: string, made: ReadonlySet<string>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const secret = /^(?:secrets|vars)\.(\w+)$/.exec(expression)?.[1];
    if (secret !== undefined) return secrets[secret] ?? '';
    if (expression === "!cancelled() && steps.scan.outcome != 'skipped'") return String(scan !== 'skipped');
    if (expression === "steps.scan.outcome == 'failure' && 'false' || ''") return scan === 'failure' ? 'false' : '';
    if (expression === "!cancelled() && hashFiles('plumbline.sarif') != ''") return String(made.has('plumbline.sarif'));
    // A push is none.
    if (expression.startsWith("!cancelled() && github.event_name == 'pull_request'")) return 'false';
    throw new Error(`the test does not know the expression ${expression}`);
  });
}

/** Executes a workflow's steps in their order, as a runner of GitHub does: `uses` has checked the repository out. */
export async function runGithub(place: Workplace, yaml: string, repo: string, secrets: Secrets): Promise<Ran> {
  const workflow = parse(yaml) as { jobs: Record<string, { steps: Step[] }> };
  const github = {
    GITHUB_REPOSITORY: repo,
    GITHUB_WORKFLOW_REF: `${repo}/.github/workflows/plumbline.yml@refs/heads/main`,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: COMMIT,
    GITHUB_RUN_ID: '17',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.example.com',
    GITHUB_STEP_SUMMARY: 'summary.md',
  };
  const outcomes = new Map<string, string>();
  let [passed, output] = [true, ''];
  for (const step of Object.values(workflow.jobs)[0]?.steps ?? []) {
    if (step.uses?.startsWith('actions/checkout@') === true) continue;
    const scan = outcomes.get('scan') ?? 'skipped';
    const made = new Set((await place.run('ls')).output.split('\n'));
    const isDue = step.if === undefined ? passed : evaluate(step.if, secrets, scan, made) === 'true';
    if (!isDue) continue;
    if (step.uses?.startsWith('github/codeql-action/upload-sarif@') === true) {
      output += (await place.run('cat plumbline.sarif')).output;
      continue;
    }
    if (step.run === undefined) throw new Error(`the test cannot do ${step.uses}`);
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, secrets, scan, made)]);
    const done = await place.run(step.run, { ...github, ...Object.fromEntries(own) });
    if (step.id !== undefined) outcomes.set(step.id, done.code === 0 ? 'success' : 'failure');
    if (done.code !== 0) passed = false;
    output += done.output;
  }
  return { passed, output };
}

/** Executes the script lines of a job as a runner of GitLab does: one after the other in one shell, up to a failure. */
export async function runGitlab(place: Workplace, yaml: string, repo: string, secrets: Secrets): Promise<Ran> {
  const [job] = Object.entries(parse(yaml) as Record<string, { script: string[] }>);
  if (job === undefined) throw new Error('there is no job');
  const gitlab = {
    CI_PROJECT_PATH: repo,
    CI_JOB_NAME: job[0],
    CI_COMMIT_REF_NAME: 'main',
    CI_COMMIT_SHA: COMMIT,
    CI_PIPELINE_ID: '18',
    CI_PIPELINE_URL: 'https://gitlab.example.com/pipelines/18',
    CI_PIPELINE_CREATED_AT: new Date().toISOString(),
  };
  const done = await place.run(job[1].script.join('\n'), { ...gitlab, ...secrets }, ['bash', '-e', '-o', 'pipefail']);
  return { passed: done.code === 0, output: done.output };
}

/** The shell steps of a Jenkinsfile in their order. Groovy's own lines are read as far as the snippets have them. */
export async function runJenkins(place: Workplace, groovy: string, repo: string, secrets: Secrets): Promise<Ran> {
  const jenkins = {
    GIT_URL: `https://git.example.com/${repo}.git`,
    JOB_NAME: 'plumbline',
    GIT_BRANCH: 'origin/main',
    GIT_COMMIT: COMMIT,
    BUILD_NUMBER: '19',
    BUILD_URL: 'https://jenkins.example.com/job/19/',
  };
  let [complete, output] = ['', ''];
  for (const [, returnsStatus, script = ''] of groovy.matchAll(/sh(\(returnStatus: true, script:)? '''\n(.*?)'''/gs)) {
    const env = { ...jenkins, ...secrets, COMPLETE: complete };
    const done = await place.run(script.replaceAll('\\\\', '\\'), env, ['sh', '-e']);
    output += done.output;
    if (returnsStatus !== undefined) complete = done.code === 0 ? '' : 'false';
    else if (done.code !== 0) return { passed: false, output };
  }
  return { passed: true, output };
}

/** The script for any other CI, in a shell that knows no more than POSIX. */
export async function runShell(place: Workplace, script: string, secrets: Secrets): Promise<Ran> {
  const done = await place.run(script, secrets, ['sh']);
  return { passed: done.code === 0, output: done.output };
}
