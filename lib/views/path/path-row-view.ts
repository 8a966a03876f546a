import type { StoredPath } from '#db/queries/paths-read.ts';
import type { PathRowView } from '#lib/contracts/path.ts';
import { PATH_PATTERNS } from '#lib/domain/privilege/path/pattern.ts';
import type { People } from '#lib/domain/privilege/path-report/path-report.ts';
import { principalKey } from '#lib/domain/privilege/path-report/principal-sets.ts';
import { encodeId } from '#lib/ids.ts';

export function peopleView({ count, sample }: People): PathRowView['alone'] {
  return { count, first: sample.map((each) => ({ key: principalKey(each), kind: each.kind, name: each.name })) };
}

export function pathRowView(path: StoredPath): PathRowView {
  const { repoId, id, system, pattern, severity, certainty, detail } = path;
  return {
    id: encodeId('path', { repoId, number: id }),
    ...{ system, pattern, name: PATH_PATTERNS[pattern].name, severity, certainty },
    target: {
      ...{ id: path.targetId, kind: path.targetKind, name: path.targetName },
      ...{ repository: path.targetRepository, system: path.targetHome, because: path.because },
    },
    ...{ alone: peopleView(detail.alone), helped: peopleView(detail.helped), owners_only: path.ownersOnly },
    since: path.sinceAt.toISOString(),
    until: path.untilAt?.toISOString() ?? null,
    unread: path.unreadSince !== null,
  };
}
