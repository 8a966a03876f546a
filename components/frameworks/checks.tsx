import { ExternalLink, TextLink } from '#components/ui/text-link.tsx';
import type { FrameworkCheck, FrameworkControl } from '#lib/contracts/framework.ts';
import { formatCount } from '#lib/format.ts';
import { ControlStateMark } from './control-state.tsx';
import { evidenceWords, placesSentence } from './words.ts';

function Check({ check }: { check: FrameworkCheck }) {
  const { title, state, missing, accepted, url } = check;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b py-2 text-13 last:border-b-0 sm:grid-cols-[112px_minmax(0,1fr)_auto]">
      <span>
        <ControlStateMark state={state} />
      </span>
      <span className="min-w-0">
        {title}
        <span className="block text-12 text-faint">
          {placesSentence(check)}
          {accepted === null || accepted === 0 ? null : `, ${formatCount(accepted, 'accepted risk')}`}
        </span>
        {missing === null ? null : <span className="block text-12 text-soft">{missing}</span>}
      </span>
      <span className="text-12">
        <TextLink href={url} className="inline-flex items-center pointer-coarse:min-h-11">
          {evidenceWords(check)}
          <span className="sr-only"> for {title}</span>
        </TextLink>
      </span>
    </li>
  );
}

/** What a control is judged by, with the evidence of each. */
export function Checks({ control }: { control: FrameworkControl }) {
  return (
    <div className="pb-3 sm:pl-[128px]">
      {control.checks.length === 0 ? (
        <p className="py-2 text-13 text-soft">
          Nothing that is delivered to Plumbline speaks of this control, so that whether it holds is not known.
        </p>
      ) : (
        <ul aria-label={`What ${control.id} is judged by`}>
          {control.checks.map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      )}
      {control.page === null ? null : (
        <p className="pt-2 text-12">
          <ExternalLink href={control.page}>{`What ${control.id} is`}</ExternalLink>
        </p>
      )}
    </div>
  );
}
