import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { archiveRepository, describeDemoRepository } from '#db/queries/demo.ts';
import { ensureRepository } from '#db/queries/repositories.ts';
import { findRepositoriesToRescore } from '#db/queries/rollup.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { rescoreRepository } from '#lib/services/rollup/roll-up.ts';
import { acceptUpload } from '#lib/services/upload/accept.ts';
import { type ProcessDeps, processUpload } from '#lib/services/upload/process.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import type { DemoRepository } from './company.ts';
import type { DemoDeps } from './deps.ts';
import type { Tool } from './issue.ts';
import type { Delivery, DemoStream } from './plan.ts';
import { hexOf } from './random.ts';
import { Story } from './story.ts';
import { writeReport } from './write-report.ts';

const READING_SECONDS = 3;
const STALE_DAYS = 6;
const DAY_MS = 86_400_000;
/** Gitleaks' report of nothing says nothing of who wrote it. */
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
/** Repositories that are replayed side by side. */
const LANES = 2;

/** One clock per delivery: those that run side by side do not see each other's time. */
interface At {
  ctx: Context;
  deps: ProcessDeps;
  clock: { now: Date };
}

/** Delivers generated reports to the real ingest, at the times that the plan says. */
export class Replay {
  readonly #deps: DemoDeps;
  readonly #orgId: number;
  readonly #seed: string;
  readonly #stories = new Map<string, Story>();
  readonly #ids = new Map<string, number>();
  #delivered = 0;

  constructor(deps: DemoDeps, orgId: number, seed: string) {
    this.#deps = deps;
    this.#orgId = orgId;
    this.#seed = seed;
  }

  get delivered(): number {
    return this.#delivered;
  }

  get repositoryIds(): number[] {
    return [...this.#ids.values()];
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

  /** Scores age without uploads: those that were not scored for a week are, as of `now`. */
  async rescoreStale(now: Date): Promise<void> {
    const before = new Date(now.getTime() - STALE_DAYS * DAY_MS);
    const stale = await findRepositoriesToRescore(this.#deps.sql, { orgId: this.#orgId }, before);
    const mine = new Set(this.repositoryIds);
    for (const repoId of stale.filter((id) => mine.has(id))) {
      await rescoreRepository(this.#deps.sql, { orgId: this.#orgId, repoId }, now);
    }
  }

  async archive(repositories: readonly DemoRepository[]): Promise<void> {
    for (const repository of repositories) {
      const repoId = this.#ids.get(repository.name);
      if (repoId !== undefined) await archiveRepository(this.#deps.sql, { orgId: this.#orgId, repoId });
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { stream, kind } = delivery;
    const at = this.#at(delivery.at);
    const repoId = await this.#repository(stream.repository, delivery.at);
    const bytes = Buffer.from(this.#reportOf(delivery));
    const put = await this.#deps.blobs.put(Readable.from([bytes]), [], this.#deps.now());
    const accepted = await acceptUpload(at.ctx, {
      params: uploadParams.parse({
        repo: stream.repository.name,
        pipeline: stream.pipeline,
        scanner: CLAIMS[stream.tool],
        ref: kind === 'branch' ? `feature/${hexOf(delivery.at.toISOString(), 6)}` : 'main',
        commit: hexOf(`${stream.repository.name} ${delivery.at.toISOString()}`, 40),
      }),
      report: {
        blob: put.name,
        sha256: createHash('sha256').update(bytes).digest(),
        bytes: bytes.length,
        storedBytes: put.storedBytes,
        filename: null,
      },
      idempotencyKey: null,
      tokenId: null,
      demo: true,
    });
    at.clock.now = new Date(delivery.at.getTime() + READING_SECONDS * 1000);
    await processUpload(at.deps, { orgId: this.#orgId, repoId }, accepted.upload.number);
    this.#delivered += 1;
  }

  #reportOf({ stream, kind, at }: Delivery): string {
    const { repository, tool } = stream;
    const story = this.#storyOf(stream);
    const facts = {
      repository: repository.name,
      kind: repository.kind,
      version: `1.${Math.floor(at.getTime() / (30 * DAY_MS)) % 100}`,
    };
    // The secret that works came to light two months ago.
    const live = repository.quirks.includes('live_secret') && at.getTime() > this.#deps.now().getTime() - 60 * DAY_MS;
    switch (kind) {
      case 'scan':
        return writeReport(tool, story.scan(at), facts, live);
      case 'branch':
        return writeReport(tool, story.branch(), facts, live);
      case 'empty':
        return writeReport(tool, [], facts, live);
      case 'broken': {
        const whole = writeReport(tool, story.scan(at), facts, live);
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
    const { sql } = this.#deps;
    const scope = { orgId: this.#orgId };
    const { id } = await ensureRepository(sql, scope, {
      fullName: repository.name,
      defaultBranch: 'main',
      demo: true,
      now,
    });
    await describeDemoRepository(sql, { ...scope, repoId: id }, repository);
    this.#ids.set(repository.name, id);
    return id;
  }

  #at(time: Date): At {
    const clock = { now: time };
    const now = (): Date => clock.now;
    const { sql, blobs, spool, secretKeyOf, log } = this.#deps;
    const orgId = this.#orgId;
    return {
      clock,
      ctx: {
        orgId,
        principal: { kind: 'api_token', orgId, role: 'admin' },
        userId: null,
        sql,
        readSql: sql,
        blobs,
        publicUrl: '',
        now,
      },
      deps: { sql, blobs, spool, secretKeyOf, log, now, readers: inProcessReader },
    };
  }
}
