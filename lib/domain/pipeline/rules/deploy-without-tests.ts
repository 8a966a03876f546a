import { deployingStep } from '#lib/domain/pipeline/deploys.ts';
import type { GithubFile, Job, Step } from '#lib/domain/pipeline/model.ts';
import { namesTool } from '#lib/domain/pipeline/names-tool.ts';
import { textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Known, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent } from '#lib/domain/pipeline/untrusted.ts';

export const deployWithoutTests: Rule = {
  of: 'github',
  id: 'deploy-without-tests',
  title: 'A workflow deploys, and tests and scans nothing',
  why: 'What was merged goes to users without anything that could have stopped it: no test, no scan of code, dependencies or image.',
  fix: 'Test and scan in a job of this workflow, and let the job that deploys need it. Where another workflow does so, start this one by workflow_run, or protect the branch by its result.',
  severity: 'low',
  confidence: 'medium',
  controls: ['CICD-SEC-1', 'CIS 2.3', 'CIS 5.1'],
  cwes: [],
  references: [GITHUB_DOCS.secureUse],
  check: inFile,
};

const TEST_WORDS =
  /(?:^|[^a-z])(?:unit|e2e)?[-_ ]?(?:tests?|testing|specs?|lint|check|checks|verify|scan|scanning|audit|sast|quality)(?:$|[^a-z])/i;
const TEST_COMMANDS =
  /\b(?:npm\s+(?:t|test|run\s+\S*(?:test|lint|check)\S*|audit)|yarn\s+(?:test|lint)|pnpm\s+(?:test|lint)|pytest|tox|nox|go\s+(?:test|vet)|cargo\s+(?:test|audit)|mvn\s+[^\n]*\b(?:test|verify)|gradlew?\s+[^\n]*\b(?:test|check)|dotnet\s+test|bundle\s+exec\s+(?:rspec|rake)|rspec|phpunit|jest|vitest|playwright|cypress|make\s+\S*(?:test|check|lint)\S*|ctest|terraform\s+(?:validate|plan)|helm\s+lint|plumbline\s+upload)\b/i;
const TEST_ACTIONS = /scan|(?<!at)test|lint|dependency-review/i;

function testsInStep({ uses, run, node }: Step, known: Known): boolean {
  const name = textOf(node.entries.find(({ key }) => key === 'name')?.value) ?? '';
  if (TEST_WORDS.test(name)) return true;
  if (uses !== null && (TEST_ACTIONS.test(uses.name) || namesTool(uses.name, known))) return true;
  return run !== null && (TEST_COMMANDS.test(run.value) || namesTool(run.value, known));
}

const tests = (job: Job, known: Known): boolean =>
  TEST_WORDS.test(job.key) || job.uses !== null || job.steps.some((step) => testsInStep(step, known));

function inFile(file: GithubFile, known: Known): Match[] {
  // What starts it may have tested already, and what it calls is not in this file.
  if (file.kind !== 'workflow' || hasEvent(file, ['workflow_run', 'workflow_call'])) return [];
  const job = file.jobs.find((each) => deployingStep(each) !== null);
  if (job === undefined || file.jobs.some((each) => tests(each, known))) return [];
  return [
    {
      line: job.nameLine,
      endLine: job.nameLine,
      job: job.key,
      step: null,
      message: `The job ${job.key} deploys, and no job of this workflow tests or scans anything. Another workflow may; this file does not ask for it.`,
    },
  ];
}
