import { hashText } from '#lib/domain/identity/hash.ts';
import { deployingScript, deployingStep, deploysIn, isProduction } from './deploys.ts';
import { expressionsIn } from './expression.ts';
import type { GithubFile, GitlabFile, GitlabJob, Job, ParsedFile, Uses } from './model.ts';
import { namesTool } from './names-tool.ts';
import { everyText, get, type MaybeNode, textOf, textsOf } from './node.ts';
import type { Known } from './rule.ts';
import { type StrangerFacts, strangersIn } from './strangers.ts';

/** What the token of a job may do; `unsaid`: the file says nothing, and the default of the organization holds. */
export type TokenRights = 'unsaid' | 'read-all' | 'write-all' | Readonly<Record<string, 'read' | 'write' | 'none'>>;

/** What a job is there for, as far as its steps show. */
export const JOB_STAGES = ['build', 'test', 'artifact', 'deploy'] as const;
export type JobStage = (typeof JOB_STAGES)[number];

export interface JobFacts {
  name: string;
  stages: JobStage[];
  permissions: TokenRights;
  environment: string | null;
  /** Its environment is called as production is. */
  production: boolean;
  /** Labels or tags of the machines that it may run on. */
  runners: string[];
  /** Actions, workflows and includes of others, with the names of their versions. */
  uses: string[];
  /** Names of secrets. */
  secrets: string[];
  /** It may ask for a token of the platform, by which a cloud knows the job. */
  oidc: boolean;
  /** It says in a signed statement what it made, and from what. */
  attests: boolean;
  /** Of workflows of GitHub; left out of what was looked at before this was asked. */
  strangers?: StrangerFacts;
}

/** What a file of a pipeline says of itself: kept for each file, so that screens show it and the next one is compared with it. */
export interface PipelineFacts {
  /** Null: whatever starts those that use it. */
  events: string[] | null;
  permissions: TokenRights;
  jobs: JobFacts[];
  /** Hash of its lines; left out where an older version read it. */
  digest?: string;
}

const MOST = { jobs: 100, names: 60 } as const;

const BUILD =
  /\b(?:docker\s+(?:buildx\s+)?build|npm\s+run\s+build|(?:yarn|pnpm)\s+(?:run\s+)?build|mvn\s+[^\n]{0,200}\b(?:package|install|compile)|gradlew?\s+[^\n]{0,200}\b(?:build|assemble)|make\b|cargo\s+build|go\s+build|dotnet\s+(?:build|publish)|cmake\b|bazel\s+build|python\s+-m\s+build|poetry\s+build|vite\s+build|next\s+build|tsc\b|kaniko|buildah\s+bud)/i;
const BUILD_ACTION = /^(?:docker\/(?:build-push-action|bake-action)|goreleaser\/goreleaser-action|ko-build\/)/i;
const TEST =
  /\b(?:npm\s+(?:t|test|audit)\b|(?:yarn|pnpm)\s+(?:test|lint)|pytest|tox|go\s+(?:test|vet)|cargo\s+test|mvn\s+[^\n]{0,200}\b(?:test|verify)|gradlew?\s+[^\n]{0,200}\b(?:test|check)|dotnet\s+test|rspec|phpunit|jest|vitest|playwright\s+test|make\s+\S{0,60}(?:test|check|lint)|plumbline\s+upload)\b/i;
const TEST_ACTION = /scan|(?<!at)test|lint|dependency-review/i;
const ARTIFACT =
  /\b(?:docker\s+push|buildx\s+build[^\n]{0,300}--push|npm\s+publish|(?:yarn|pnpm)\s+publish|twine\s+upload|gh\s+release\s+create|goreleaser\s+release|helm\s+push|crane\s+push|skopeo\s+copy|mvn\s+[^\n]{0,200}\bdeploy\b|cargo\s+publish|gem\s+push|dotnet\s+nuget\s+push|kaniko|buildah\s+push)/i;
const ARTIFACT_ACTION =
  /^(?:actions\/(?:upload-artifact|upload-pages-artifact|attest[\w-]*)|docker\/(?:build-push-action|bake-action)|pypa\/gh-action-pypi-publish|softprops\/action-gh-release|ncipollo\/release-action|goreleaser\/goreleaser-action|js-devtools\/npm-publish|sigstore\/)/i;
const ATTESTS_ACTION =
  /^(?:actions\/attest[\w-]*|slsa-framework\/slsa-github-generator|sigstore\/cosign-installer)(?:\/|$)/i;
const ATTESTS =
  /\bcosign\s+(?:attest|sign)\b|npm\s+publish[^\n]{0,200}--provenance|\bgh\s+attestation\b|\bslsa-provenance\b/i;

export function factsOfFile(file: ParsedFile, known: Known): PipelineFacts {
  const facts = file.kind === 'gitlab' ? gitlabFacts(file, known) : githubFacts(file, known);
  // Spaces at the end of a line, and ends of lines, are no change.
  const digest = hashText(
    file.lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd(),
  ).slice(0, 12);
  return { ...facts, digest };
}

function githubFacts(file: GithubFile, known: Known): PipelineFacts {
  const strangers = strangersIn(file);
  return {
    events: file.events === null ? null : [...file.events].sort().slice(0, MOST.names),
    permissions: rightsOf(file.permissions),
    jobs: file.jobs.slice(0, MOST.jobs).map((job) => ({
      ...githubJob(file, job, known),
      strangers: strangers(job),
    })),
  };
}

function githubJob(file: GithubFile, job: Job, known: Known): JobFacts {
  const permissions = rightsOf(job.permissions ?? file.permissions);
  const environment = textOf(job.environment) ?? textOf(get(job.environment, 'name'));
  const used = [job.uses, ...job.steps.map(({ uses }) => uses)].filter((uses) => uses !== null);
  const scripts = job.steps.flatMap(({ run }) => (run === null ? [] : [run.value]));
  const calls = (pattern: RegExp): boolean =>
    used.some(({ place, name }) => place === 'repository' && pattern.test(name));
  const scans = (text: string): boolean => namesTool(text, known);
  const deploys = deployingStep(job) !== null || (environment !== null && isProduction(environment));
  const runsOn = job.runsOn?.kind === 'map' ? get(job.runsOn, 'labels') : job.runsOn;
  return {
    name: job.key,
    stages: stagesOf({
      build: runs(scripts, BUILD) || calls(BUILD_ACTION),
      test: runs(scripts, TEST) || calls(TEST_ACTION) || [...scripts, ...used.map(({ name }) => name)].some(scans),
      artifact: runs(scripts, ARTIFACT) || calls(ARTIFACT_ACTION),
      deploy: deploys,
    }),
    permissions,
    environment,
    production: environment !== null && isProduction(environment),
    runners: namesOf(runsOn),
    uses: unique(used.flatMap(usesOfOthers)),
    secrets: secretsIn(job.node),
    oidc: permissions === 'write-all' || (typeof permissions === 'object' && permissions['id-token'] === 'write'),
    attests: calls(ATTESTS_ACTION) || runs(scripts, ATTESTS),
  };
}

function gitlabFacts(file: GitlabFile, known: Known): PipelineFacts {
  const jobs = file.jobs.filter(({ isHidden }) => !isHidden).slice(0, MOST.jobs);
  const facts = jobs.map((job) => gitlabJob(job, known));
  // What it includes is a part of every job that it starts.
  const includes = unique([...everyText(get(file.root, 'include'))].map(({ text }) => text.value));
  return {
    events: null,
    permissions: 'unsaid',
    jobs: facts.map((job) => ({ ...job, uses: unique([...includes, ...job.uses]) })),
  };
}

function gitlabJob(job: GitlabJob, known: Known): JobFacts {
  const environment = textOf(get(job.node, 'environment')) ?? textOf(get(job.node, 'environment', 'name'));
  const stage = textOf(get(job.node, 'stage')) ?? '';
  const scripts = job.scripts.map(({ value }) => value);
  const image = textOf(get(job.node, 'image')) ?? textOf(get(job.node, 'image', 'name'));
  return {
    name: job.key,
    stages: stagesOf({
      build: stage === 'build' || runs(scripts, BUILD),
      test: stage === 'test' || runs(scripts, TEST) || scripts.some((text) => namesTool(text, known)),
      artifact: get(job.node, 'artifacts') !== null || runs(scripts, ARTIFACT),
      deploy: deployingScript(job) !== null || environment !== null || scripts.some(deploysIn),
    }),
    permissions: 'unsaid',
    environment,
    production: environment !== null && isProduction(environment),
    runners: namesOf(get(job.node, 'tags')),
    uses: image === null ? [] : [image],
    secrets: [],
    oidc: get(job.node, 'id_tokens') !== null,
    attests: runs(scripts, ATTESTS),
  };
}

function rightsOf(node: MaybeNode): TokenRights {
  if (node === null || node === undefined) return 'unsaid';
  const word = textOf(node)?.trim();
  if (word === 'write-all' || word === 'read-all') return word;
  const rights = node.kind === 'map' ? node.entries : [];
  const said = rights.slice(0, MOST.names).map(({ key, value }) => [key, textOf(value)?.trim()] as const);
  return Object.fromEntries(
    said.flatMap(([scope, right]) =>
      right === 'read' || right === 'write' || right === 'none' ? [[scope, right] as const] : [],
    ),
  );
}

function usesOfOthers({ place, text }: Uses): string[] {
  return place === 'local' || text.includes('${{') ? [] : [text];
}

/** Names behind `secrets.` in expressions; what `inherit` hands over has no names. */
function secretsIn(node: MaybeNode): string[] {
  const found = [...everyText(node)].flatMap(({ text }) =>
    expressionsIn(text.value).flatMap(({ body }) =>
      [...body.matchAll(/\bsecrets\s*(?:\.\s*|\[\s*')([\w-]{1,200})/gi)].flatMap(([, name]) => name ?? []),
    ),
  );
  return unique(found);
}

const runs = (scripts: readonly string[], pattern: RegExp): boolean =>
  scripts.some((script) => pattern.test(script.slice(0, 50_000)));

const stagesOf = (has: Readonly<Record<JobStage, boolean>>): JobStage[] => JOB_STAGES.filter((stage) => has[stage]);

const namesOf = (node: MaybeNode): string[] => unique(textsOf(node ?? null).map(({ value }) => value.trim()));

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort().slice(0, MOST.names);
