import { pathOf } from '#components/queries/addresses.ts';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount } from '#lib/format.ts';
import { ActionWhere } from './action-where.tsx';
import { LANE_WORD } from './lane-words.ts';
import { reasonText } from './reason-text.ts';

/** What it closes, or that it makes visible what nobody measures. */
function Mark({ action }: { action: ActionRow }) {
  if (action.kind === 'coverage') {
    return <span aria-hidden className="hatch size-3 rounded-[3px] border border-line-strong" />;
  }
  return action.severity === null ? null : <SeverityMark severity={action.severity} compact />;
}

/** An action in a list: what to do, by which rule, where, and how much it closes. */
export function ActionTitle({ action, withRepo }: { action: ActionRow; withRepo: boolean }) {
  return (
    <span className="flex min-w-0 gap-2 whitespace-normal py-0.5">
      <span className="flex h-6 w-3 shrink-0 items-center">
        <Mark action={action} />
      </span>
      <span className="min-w-0">
        <TextLink
          quiet
          href={pathOf(action.url)}
          className="block py-[3px] font-medium [overflow-wrap:anywhere]"
          title={action.title}
        >
          <span className="line-clamp-4 leading-[18px]">{action.title}</span>
        </TextLink>
        {action.rule === null ? null : (
          <span className="block text-12 text-faint [overflow-wrap:anywhere]">{action.rule}</span>
        )}
        <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-12 text-faint">
          {withRepo ? <ActionWhere action={action} quiet /> : null}
          {action.demo && withRepo ? <Tag className="shrink-0">demo</Tag> : null}
          <span className="shrink-0">
            {action.kind === 'coverage' ? 'not measured' : formatCount(action.open, 'finding')}
          </span>
        </span>
      </span>
    </span>
  );
}

/** All reasons, in as many lines as they need: the last one is often what tells two rows apart. */
export function ActionWhy({ action }: { action: ActionRow }) {
  const [first = LANE_WORD[action.lane], ...rest] = action.why.map(reasonText);
  return (
    <span className="block whitespace-normal text-pretty py-1.5 first-letter:uppercase">
      {first}
      {rest.length === 0 ? null : <span className="text-soft"> · {rest.join(' · ')}</span>}
    </span>
  );
}
