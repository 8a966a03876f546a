import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PolicyTrial } from '#lib/contracts/policy.ts';
import { trialSentence } from './words.ts';

/** What a text would have done to the runs of the last days: how many, by which rule, and which. */
export function Trial({ trial }: { trial: PolicyTrial }) {
  const rules = trial.rules.filter(({ failed, warned, unknown }) => failed + warned + unknown > 0);
  return (
    <div className="flex min-w-0 flex-col gap-3 text-13">
      <p className="font-medium">{trialSentence(trial)}</p>
      {trial.unknown === 0 ? null : (
        <p className="text-soft">
          Rules on all findings of a ref (<span className="font-mono text-12">findings: total</span>) can be tried on
          runs that such a rule judged when they came. Of the others only what was new is kept: histories of findings do
          not say how severe, exploited and fixable each was at that moment, so that a count made from them could be
          wrong.
        </p>
      )}
      {rules.length === 0 ? null : (
        <ul className="flex flex-col gap-1">
          {rules.map(({ id, failed, warned, unknown }) => (
            <li key={id} className="text-soft">
              <span className="font-mono text-12 text-ink">{id}</span>{' '}
              {[
                failed > 0 ? `fails ${failed}` : null,
                warned > 0 ? `warns of ${warned}` : null,
                unknown > 0 ? `unknown for ${unknown}` : null,
              ]
                .filter((part) => part !== null)
                .join(', ')}
            </li>
          ))}
        </ul>
      )}
      {trial.examples.length === 0 ? null : (
        <ul className="relative max-h-80 divide-y overflow-y-auto rounded-control border">
          {trial.examples.map(({ repo, ref, at, url, before, after, rules: broken }) => (
            <li key={url} className="flex flex-col gap-0.5 px-3 py-2">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <TextLink href={new URL(url).pathname} className="min-w-0 break-words">
                  {repo} · {ref}
                </TextLink>
                <span className="text-12 text-faint">
                  <RelativeTime at={at} />
                </span>
              </span>
              <span className="text-soft">
                {before === after ? `Fails as before` : `${before} then, ${after} now`}
                {broken.length === 0 ? '' : `: ${broken.map(({ id }) => id).join(', ')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
