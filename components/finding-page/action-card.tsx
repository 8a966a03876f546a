import { formatPoints } from '#components/shared/action-points.ts';
import { LANE_WORD } from '#components/shared/lane-words.ts';
import { reasonText } from '#components/shared/reason-text.ts';
import { Card } from '#components/ui/card.tsx';
import { useOverall } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount, formatEffort } from '#lib/format.ts';
import { AssignAction } from './assign-action.tsx';

/** The fix that closes this finding, and why it stands where it stands. */
export function ActionCard({ action, mayWork }: { action: ActionRow; mayWork: boolean }) {
  const overall = useOverall();
  return (
    <Card title="What to do" actions={<Tag>{LANE_WORD[action.lane]}</Tag>}>
      <TextLink quiet href={action.url} className="font-medium text-14 [overflow-wrap:anywhere]">
        {action.title}
      </TextLink>
      {action.rule === null ? null : <p className="text-12 text-faint [overflow-wrap:anywhere]">{action.rule}</p>}
      <p className="mt-1 text-13 text-soft">
        {formatPoints(action, overall)} · about {formatEffort(action.effort_hours)} ·{' '}
        {action.open === 1 ? (
          'closes this finding'
        ) : (
          <TextLink href={action.findings_url} className="underline">
            closes {formatCount(action.open, 'finding')}
          </TextLink>
        )}
      </p>
      {action.why.length === 0 ? null : (
        <>
          <h3 className="mt-3 mb-1 font-medium text-12 text-faint">Why here</h3>
          <ul className="list-disc pl-4 text-13 text-soft marker:text-faint">
            {action.why.map((reason) => (
              <li key={reason.text} className="first-letter:uppercase">
                {reasonText(reason)}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayWork ? <AssignAction action={action} /> : null}
    </Card>
  );
}
