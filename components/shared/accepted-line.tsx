import { acceptedHref } from '#components/queries/addresses.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatCount, formatNumber } from '#lib/format.ts';

export interface AcceptedLineProps {
  score: number | null;
  /** As if no risk were accepted. */
  without: number | null;
  /** Findings whose risk is accepted. */
  accepted: number;
  repo?: string | undefined;
}

/** The debt that a score hides, wherever one is shown: how many findings are accepted, and the score without that. */
export function AcceptedLine({ score, without, accepted, repo }: AcceptedLineProps) {
  if (accepted === 0 || score === null || without === null) return null;
  const points = Math.max(0, Math.round((score - without) * 10) / 10);
  return (
    <p className="text-13 text-soft">
      <TextLink href={acceptedHref(repo)} className="underline">
        {formatCount(accepted, 'finding')} {accepted === 1 ? 'is' : 'are'} accepted
      </TextLink>
      {points === 0
        ? '; the score would be the same without that.'
        : `: ${formatNumber(without, 1)} without that, ${formatNumber(points, 1)} points less.`}
    </p>
  );
}
