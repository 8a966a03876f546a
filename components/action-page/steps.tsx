import { Snippet } from '#components/ui/snippet.tsx';
import { ExternalLink } from '#components/ui/text-link.tsx';
import type { ActionView } from '#lib/contracts/action-view.ts';

/** What to do, in order, each step with what to type for it. */
export function Steps({ action }: { action: ActionView }) {
  return (
    <section aria-labelledby="steps" className="min-w-0">
      <h2 id="steps" className="mb-3 font-semibold text-14">
        What to do
      </h2>
      <ol className="flex flex-col gap-4">
        {action.steps.map(({ text, command }, index) => (
          <li key={text} className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3">
            <span
              aria-hidden
              className="grid size-6 place-items-center rounded-full border border-line-strong text-12 text-soft"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="pt-0.5 text-14 [overflow-wrap:anywhere]">{text}</p>
              {command === null ? null : (
                <Snippet className="mt-2" code={command} what={`command of step ${index + 1}`} />
              )}
            </div>
          </li>
        ))}
      </ol>
      {action.help_url === null ? null : (
        <p className="mt-4 pl-9 text-13 text-soft">
          About the rule: <ExternalLink href={action.help_url} />
        </p>
      )}
    </section>
  );
}
