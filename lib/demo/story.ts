import { daysBetween } from '#lib/domain/time.ts';
import { CODE, LEAKS, PAGES, WORKFLOW } from './code-problems.ts';
import type { Kind } from './company.ts';
import { DEBIAN } from './debian-packages.ts';
import type { DemoStream } from './delivery.ts';
import type { Issue, Level, Problem, Tool } from './issue.ts';
import { PACKAGES } from './package-problems.ts';
import { type Random, randomOf } from './random.ts';

const WORDS = [
  'order',
  'parcel',
  'invoice',
  'route',
  'depot',
  'driver',
  'label',
  'rate',
  'customer',
  'carrier',
  'address',
  'manifest',
  'pickup',
  'refund',
  'locker',
  'pallet',
  'tariff',
  'session',
  'profile',
  'report',
] as const;

const FOLDERS: Readonly<Record<Kind, readonly string[]>> = {
  node: ['src/routes', 'src/services', 'src/lib', 'web/components'],
  python: ['app/api', 'app/jobs', 'app/models', 'tools'],
  go: ['internal/api', 'internal/store', 'cmd/server', 'pkg/client'],
  java: [
    'src/main/java/com/harborlight/api',
    'src/main/java/com/harborlight/store',
    'src/main/java/com/harborlight/jobs',
  ],
  infra: ['environments/production', 'environments/staging', 'modules/network', 'modules/storage'],
};
const ENDINGS: Readonly<Record<Kind, string>> = { node: 'ts', python: 'py', go: 'go', java: 'java', infra: 'tf' };

/** Share of its open findings that a perfect team fixes in a week. */
const FIXED_PER_WEEK: Readonly<Record<Level, number>> = { critical: 0.6, high: 0.28, medium: 0.1, low: 0.05 };
/** Findings of each tool: at the first scan, and new ones per week. */
const AMOUNT: Readonly<Record<Tool, readonly [first: number, weekly: number]>> = {
  semgrep: [14, 0.5],
  codeql: [18, 0.6],
  gitleaks: [2, 0.05],
  checkov: [24, 0.8],
  'npm-audit': [7, 0.3],
  'trivy-fs': [4, 0.15],
  'trivy-image': [12, 0.5],
  zap: [7, 0.2],
  zizmor: [5, 0.15],
};
const REOPENED = 0.01;
const SHIFTED = 0.25;
const RENAMED = 0.012;

/** Which files a tool reads: code repositories hold some infrastructure, infrastructure repositories some scripts. */
function sourcesOf(tool: Tool, kind: Kind): Kind {
  if (tool === 'checkov') return 'infra';
  return kind === 'infra' ? 'python' : kind;
}

function catalogueOf(tool: Tool, kind: Kind): readonly Problem[] {
  switch (tool) {
    case 'semgrep':
    case 'codeql':
    case 'checkov':
      return CODE[sourcesOf(tool, kind)];
    case 'npm-audit':
    case 'trivy-fs':
      return PACKAGES[sourcesOf(tool, kind)];
    case 'trivy-image':
      return DEBIAN;
    case 'gitleaks':
      return LEAKS;
    case 'zap':
      return PAGES;
    case 'zizmor':
      return WORKFLOW;
  }
}

/** An infrastructure repository has little code, and a code repository little infrastructure. */
function shareOf(tool: Tool, kind: Kind): number {
  if (tool === 'checkov') return kind === 'infra' ? 1 : 0.2;
  return kind === 'infra' && (tool === 'semgrep' || tool === 'trivy-fs') ? 0.3 : 1;
}

/** The year of one stream: what its scanner finds from one scan to the next. */
export class Story {
  readonly #stream: DemoStream;
  readonly #random: Random;
  #open: Issue[] = [];
  #fixed: Issue[] = [];
  #made = 0;
  #last: Date | null = null;

  constructor(stream: DemoStream, seed: string) {
    this.#stream = stream;
    this.#random = randomOf(`${seed} story ${stream.repository.name} ${stream.tool}`);
  }

  /** What a scan at `at` finds; times go forward. */
  scan(at: Date): readonly Issue[] {
    const { care, quirks, kind } = this.#stream.repository;
    const { tool } = this.#stream;
    const [first, weekly] = AMOUNT[tool].map((amount) => amount * shareOf(tool, kind));
    if (this.#last === null) {
      const backlog = quirks.includes('neglected') ? 2.5 : quirks.includes('new') ? 0.4 : 1.3 - care * 0.5;
      this.#appear(this.#random.times((first ?? 0) * backlog));
    } else {
      const weeks = daysBetween(this.#last, at) / 7;
      this.#fix(weeks);
      this.#appear(this.#random.times((weekly ?? 0) * weeks * (1.5 - care)));
      if (this.#random.chance(REOPENED)) this.#reopen();
      if (this.#random.chance(SHIFTED * Math.min(1, weeks))) this.#shift();
      if (this.#random.chance(RENAMED)) this.#rename();
    }
    this.#last = at;
    return this.#open;
  }

  /** What the last scan found. */
  get open(): readonly Issue[] {
    return this.#open;
  }

  /** A branch that introduces one problem and fixes another. */
  branch(): readonly Issue[] {
    const extra = this.#make();
    return [...this.#open.slice(1), ...(extra ? [extra] : [])];
  }

  /** The problem that it has in the fewest places, and in how many: what somebody fixes in a few hours. Null where it has none. */
  smallest(): { problem: Problem; places: number } | null {
    const groups = [...Map.groupBy(this.#open, ({ problem }) => problem)];
    const [first] = groups.sort(([, a], [, b]) => a.length - b.length);
    return first === undefined ? null : { problem: first[0], places: first[1].length };
  }

  /** Somebody fixed it everywhere: the next scan does not find it. */
  resolve(problem: Problem): void {
    this.#open = this.#open.filter((issue) => issue.problem !== problem);
  }

  #fix(weeks: number): void {
    const { care } = this.#stream.repository;
    const gone = this.#open.filter(
      ({ problem }) => care > 0 && this.#random.chance(1 - (1 - FIXED_PER_WEEK[problem.level] * care) ** weeks),
    );
    this.#open = this.#open.filter((issue) => !gone.includes(issue));
    this.#fixed.push(...gone);
  }

  #appear(count: number): void {
    for (let index = 0; index < count; index += 1) {
      const issue = this.#make();
      if (issue) this.#open.push(issue);
    }
  }

  #reopen(): void {
    const back = this.#random.pick(this.#fixed);
    if (!back) return;
    this.#fixed = this.#fixed.filter((issue) => issue !== back);
    this.#open.push(back);
  }

  #shift(): void {
    const file = this.#random.pick(this.#open)?.path;
    const by = this.#random.int(12) + 1;
    this.#open = this.#open.map((issue) => (issue.path === file ? { ...issue, line: issue.line + by } : issue));
  }

  #rename(): void {
    const file = this.#random.pick(this.#open)?.path;
    if (file === undefined || !['semgrep', 'codeql', 'checkov'].includes(this.#stream.tool)) return;
    const to = file.replace(/([^/]+)$/, `shared/$1`);
    this.#open = this.#open.map((issue) => (issue.path === file ? { ...issue, path: to } : issue));
  }

  #make(): Issue | null {
    const { tool, repository } = this.#stream;
    const problem = this.#random.pick(this.#free());
    if (!problem) return null;
    this.#made += 1;
    const word = this.#random.pick(WORDS) ?? 'order';
    return {
      id: `${repository.name}/${tool}/${this.#made}`,
      problem,
      path: this.#path(word),
      line: this.#random.int(240) + 3,
      name: `${word}${this.#made}`,
    };
  }

  /** A package has each advisory once; a weakness in code can occur in many places. */
  #free(): readonly Problem[] {
    const all = catalogueOf(this.#stream.tool, this.#stream.repository.kind);
    if (all[0]?.package === undefined) return all;
    const taken = new Set([...this.#open, ...this.#fixed].map((issue) => issue.problem));
    return all.filter((problem) => !taken.has(problem));
  }

  #path(word: string): string {
    const { tool, repository } = this.#stream;
    if (tool === 'zizmor') return `.github/workflows/${this.#random.pick(['ci', 'release', 'nightly']) ?? 'ci'}.yml`;
    const sources = sourcesOf(tool, repository.kind);
    const folder = this.#random.pick(FOLDERS[sources]) ?? 'src';
    return `${folder}/${word}.${ENDINGS[sources]}`;
  }
}
