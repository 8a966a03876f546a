import { addDays } from '#lib/domain/time.ts';
import type { DemoStream } from './delivery.ts';
import type { Issue } from './issue.ts';

/** Who installed it, and how many days ago a scan first saw it. */
const WHERE = { repository: 'parcel-lockers', tool: 'trivy-fs', days: 10 } as const;

/** No such package, and no such record: its name and title say so wherever they are shown. */
const INVENTED: Issue = {
  id: 'parcel-lockers/trivy-fs/malicious',
  problem: {
    rule: 'MAL-2099-0001',
    title: 'Sample: an invented malicious package, which would send environment variables away when it is installed',
    level: 'medium',
    cwe: 506,
    code: '',
    package: { name: 'example.com/invented-malicious-sample', version: 'v1.0.0', fixed: '', advisory: 'MAL-2099-0001' },
  },
  path: '',
  line: 0,
  name: 'sample',
};

/** The one malicious package of the demo, in the reports that have it. */
export function maliciousSample({ repository, tool }: DemoStream, at: Date, now: Date): readonly Issue[] {
  const isHere = repository.name.endsWith(`/${WHERE.repository}`) && tool === WHERE.tool;
  return isHere && at > addDays(now, -WHERE.days) ? [INVENTED] : [];
}
