import { archiveRepository, describeDemoRepository } from '#db/queries/demo.ts';
import { findRepositoriesToRescore } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { SYSTEM_REF } from '#lib/domain/repository/repository-kind.ts';
import { addDays, DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { findDrift } from '#lib/services/drift/find-drift.ts';
import { findPaths } from '#lib/services/path/find-paths.ts';
import { addRepository } from '#lib/services/repository/add-repository.ts';
import { rescoreRepository } from '#lib/services/rollup/roll-up.ts';
import { processUpload } from '#lib/services/upload/process.ts';
import type { BoundSystem } from '#lib/system.ts';
import { type Trouble, troublesAt } from './bad-week.ts';
import type { DemoRepository } from './company.ts';
import { deliverDemo } from './deliver-demo.ts';
import type { Delivery, DemoStream } from './delivery.ts';
import { demoContext } from './demo-context.ts';
import type { Issue, Leak, Problem, Tool } from './issue.ts';
import { liveSecret } from './live-secret.ts';
import { maliciousSample } from './malicious-sample.ts';
import { hexOf } from './random.ts';
import { Story } from './story.ts';
import { hasPaths } from './systems/all-systems.ts';
import type { SystemReport } from './systems/system-report.ts';
import { pipelineKeyOf, type WorkflowReport } from './workflows/workflow-reports.ts';
import { writeReport } from './write-report.ts';

const STALE_DAYS = 6;
/** The scanner that each upload names: an empty report of Gitleaks does not say which tool wrote it. */
const CLAIMS: Readonly<Record<Tool, string>> = {
  semgrep: 'semgrep',
  codeql: 'codeql',
  gitleaks: 'gitleaks',
  checkov: 'checkov',
  'npm-audit': 'npm-audit',
  'trivy-fs': 'trivy',
  'trivy-image': 'trivy',
  zap: 'zap',
  zizmor: 'zizmor',
};
/** How many repositories are replayed at the same time. */
const LANES = 2;

/** Delivers generated reports to the real ingest, at the times that the plan says. */
export class Replay {
  readonly #system: BoundSystem;
  readonly #orgId: number;
  readonly #seed: string;
  readonly #troubles: readonly Trouble[];
  readonly #stories = new Map<string, Story>();
  /** The last commit of the default branch that each stream reported. */
  readonly #commits = new Map<Story, string>();
  readonly #ids = new Map<string, number>();
  readonly #systems = new Map<string, number>();
  #delivered = 0;

  constructor(system: BoundSystem, orgId: number, { seed, troubles }: { seed: string; troubles: readonly Trouble[] }) {
    this.#system = system;
    this.#orgId = orgId;
    this.#seed = seed;
    this.#troubles = troubles;
  }

  get delivered(): number {
    return this.#delivered;
  }

  /** Names of the repositories that there are by now. */
  get names(): Set<string> {
    return new Set(this.#ids.keys());
  }

  get systemIds(): number[] {
    return [...this.#systems.values()];
  }

  /** Those of systems too. */
  get repositoryIds(): number[] {
    return [...this.#ids.values(), ...this.#systems.values()];
  }

  /** All deliveries of one day, those of one repository in their order. */
  async day(deliveries: readonly Delivery[]): Promise<void> {
    const groups = [...Map.groupBy(deliveries, (delivery) => delivery.stream.repository).values()];
    const lane = async (): Promise<void> => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        for (const delivery of group) await this.#deliver(delivery);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** Scores age without uploads: rescores, as of `now`, the repositories whose score is about a week old. */
  async rescoreStale(now: Date): Promise<void> {
    const before = addDays(now, -STALE_DAYS);
    const stale = await findRepositoriesToRescore(this.#system.sql, { orgId: this.#orgId }, before);
    const mine = new Set(this.repositoryIds);
    for (const repoId of stale.filter((id) => mine.has(id))) {
      await rescoreRepository(this.#system.sql, { orgId: this.#orgId, repoId }, now);
    }
  }

  /** What a stream has in the fewest places, as of its last scan. */
  smallest(stream: DemoStream): ReturnType<Story['smallest']> {
    return this.#storyOf(stream).smallest();
  }

  /** Somebody fixed a problem: the next scan of the stream does not find it. */
  resolve(stream: DemoStream, problem: Problem): void {
    this.#storyOf(stream).resolve(problem);
  }

  async archive(repositories: readonly DemoRepository[], now: Date): Promise<void> {
    for (const repository of repositories) {
      const repoId = this.#ids.get(repository.name);
      if (repoId === undefined) continue;
      await inTransaction(this.#system.sql, (tx) => archiveRepository(tx, { orgId: this.#orgId, repoId }));
      await rescoreRepository(this.#system.sql, { orgId: this.#orgId, repoId }, now);
    }
  }

  /** What collectors found in the systems around the pipelines, at their times. */
  async systems(reports: readonly SystemReport[]): Promise<void> {
    for (const { source, scope, at, document } of reports) {
      const repo = homeOf({ source, scope });
      const repoId = await this.#systemOf(repo, at);
      const params = { repo, pipeline: 'inventory', scanner: `plumbline-${source}`, ref: SYSTEM_REF };
      await deliverDemo(this.#system, this.#orgId, {
        ...{ at, repoId, kind: 'system', params, text: JSON.stringify(document) },
      });
      this.#delivered += 1;
    }
    for (const { source, scope, at } of reports) {
      if (hasPaths(source)) await this.#found(await this.#systemOf(homeOf({ source, scope }), at), at, findPaths);
    }
  }

  /** Files of pipelines, at their times, and what a change of one gave that nobody had to look at. */
  async workflows(reports: readonly WorkflowReport[]): Promise<void> {
    for (const { repository, path, at, text, isChange } of reports) {
      const repoId = await this.#repository(repository, at);
      const params = {
        repo: repository.name,
        pipeline: 'workflows',
        scanner: 'plumbline-workflows',
        path,
        ref: 'main',
      };
      await deliverDemo(this.#system, this.#orgId, { ...{ at, repoId, kind: 'code', params, text } });
      this.#delivered += 1;
      if (isChange) await this.#found(repoId, at, findDrift);
    }
  }

  /** What Plumbline finds itself in what was delivered: who reaches production by these pictures, so that the next ones are compared with it. */
  async #found(repoId: number, at: Date, find: typeof findPaths | typeof findDrift): Promise<void> {
    const clock = { now: new Date(at.getTime() + MINUTE_MS) };
    const ctx = demoContext(this.#system, this.#orgId, clock);
    const place = { orgId: this.#orgId, repoId };
    const number = await find(ctx, place, { demo: true });
    if (number === null) return;
    await processUpload(ctx, place, number);
    this.#delivered += 1;
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { stream, kind } = delivery;
    const repoId = await this.#repository(stream.repository, delivery.at);
    await deliverDemo(this.#system, this.#orgId, {
      ...{ at: delivery.at, repoId, kind: 'code', text: this.#reportOf(delivery) },
      params: {
        repo: stream.repository.name,
        pipeline: pipelineKeyOf(stream),
        scanner: CLAIMS[stream.tool],
        ref: kind === 'branch' ? `feature/${hexOf(delivery.at.toISOString(), 6)}` : 'main',
        commit: this.#commitOf(delivery),
      },
    });
    this.#delivered += 1;
  }

  #commitOf({ stream, kind, at }: Delivery): string {
    const story = this.#storyOf(stream);
    const fresh = hexOf(`${stream.repository.name} ${at.toISOString()}`, 40);
    const commit = kind === 'again' ? (this.#commits.get(story) ?? fresh) : fresh;
    if (kind !== 'branch') this.#commits.set(story, commit);
    return commit;
  }

  #reportOf({ stream, kind, at }: Delivery): string {
    const { repository, tool } = stream;
    const story = this.#storyOf(stream);
    const facts = {
      repository: repository.name,
      kind: repository.kind,
      version: `1.${Math.floor(at.getTime() / (30 * DAY_MS)) % 100}`,
    };
    const now = this.#system.now();
    const told = [
      ...liveSecret(stream, at, now),
      ...maliciousSample(stream, at, now),
      ...troublesAt(this.#troubles, stream, at),
    ];
    const write = (found: readonly Issue[], more: readonly (Issue | Leak)[] = told): string => {
      const issues = more.filter((one) => 'problem' in one);
      const leaks = more.filter((one) => 'code' in one);
      return writeReport(tool, [...found, ...issues], facts, leaks);
    };
    switch (kind) {
      case 'scan':
        return write(story.scan(at));
      case 'again':
      case 'change':
        return write(story.open);
      case 'branch':
        return write(story.branch());
      case 'empty':
        return write([], []);
      case 'broken': {
        const whole = write(story.scan(at));
        return whole.slice(0, Math.floor(whole.length * 0.6));
      }
    }
  }

  #storyOf(stream: DemoStream): Story {
    const key = `${stream.repository.name} ${stream.tool}`;
    const known = this.#stories.get(key) ?? new Story(stream, this.#seed);
    this.#stories.set(key, known);
    return known;
  }

  async #repository(repository: DemoRepository, now: Date): Promise<number> {
    const known = this.#ids.get(repository.name);
    if (known !== undefined) return known;
    const scope = { orgId: this.#orgId };
    const id = await inTransaction(this.#system.sql, async (tx) => {
      const row = { fullName: repository.name, defaultBranch: 'main', demo: true, now };
      const made = await addRepository(tx, scope, row);
      await describeDemoRepository(tx, { ...scope, repoId: made.id }, repository);
      return made.id;
    });
    this.#ids.set(repository.name, id);
    return id;
  }

  /** What stands for a system. */
  async #systemOf(fullName: string, now: Date): Promise<number> {
    const known = this.#systems.get(fullName);
    if (known !== undefined) return known;
    const row = { fullName, kind: 'system', defaultBranch: SYSTEM_REF, demo: true, now } as const;
    const { id } = await inTransaction(this.#system.sql, (tx) => addRepository(tx, { orgId: this.#orgId }, row));
    this.#systems.set(fullName, id);
    return id;
  }
}
