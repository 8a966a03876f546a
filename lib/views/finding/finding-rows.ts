import { findOwners } from '#db/queries/assignees.ts';
import { findDecisionPolicy } from '#db/queries/decision-policies.ts';
import { findLiveOf } from '#db/queries/exceptions-live.ts';
import { type Exploitation, findExploitation } from '#db/queries/exploited-findings.ts';
import { findTags } from '#db/queries/finding-tags.ts';
import type { FindingListRow } from '#db/queries/findings-read.ts';
import { findSeverityOverrides, type SeverityOverride } from '#db/queries/severity-overrides.ts';
import type { Context } from '#lib/context.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import type { SetSeverityView } from '#lib/contracts/finding-people.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { assigneeView } from '../action/work-view.ts';
import { findingRowOf } from './finding-row.ts';

const NOTHING: ReadonlyMap<string, Exploitation> = new Map();

const placeKey = ({ repoId, number }: { repoId: number; number: number }): string => `${repoId} ${number}`;

function setSeverityOf({ setterName, setAt, reason }: SeverityOverride, reported: number): SetSeverityView {
  return { reported: severityOf(reported), by: setterName, at: setAt.toISOString(), reason };
}

/** Findings as lists show them: what feeds say of their advisories is asked for once, where they say anything. */
export async function findingRows(ctx: Context, rows: readonly FindingListRow[], now: Date): Promise<FindingRow[]> {
  const advisories = [...new Set(rows.flatMap(({ advisory, exploit }) => (exploit > 0 && advisory) || []))];
  const set = rows.filter(({ isSet }) => isSet);
  const [known, { sla }, overrides, tags, owners, live] = await Promise.all([
    advisories.length === 0 ? NOTHING : findExploitation(ctx.readSql, ctx, advisories),
    findDecisionPolicy(ctx.readSql, ctx),
    set.length === 0 ? [] : findSeverityOverrides(ctx.readSql, ctx, set),
    findTags(ctx.readSql, ctx, rows),
    findOwners(ctx.readSql, ctx, rows, ctx.userId),
    findLiveOf(ctx.readSql, ctx, rows),
  ]);
  const ownerOf = new Map(owners.map((one) => [placeKey(one), assigneeView(one, ctx.userId)]));
  const liveOf = new Map(live.map((one) => [placeKey(one), one]));
  const byPlace = new Map(overrides.map((one) => [placeKey({ ...one, number: one.findingNumber }), one]));
  const tagsOf = Map.groupBy(tags, placeKey);
  return rows.map((row) => {
    const override = byPlace.get(placeKey(row));
    const severitySet = override === undefined ? null : setSeverityOf(override, row.reported);
    return findingRowOf(row, now, {
      known: known.get(row.advisory ?? '') ?? null,
      sla,
      severitySet,
      tags: tagsOf.get(placeKey(row))?.map(({ tag }) => tag) ?? [],
      owner: ownerOf.get(placeKey(row)) ?? null,
      exception: liveOf.get(placeKey(row)) ?? null,
    });
  });
}
