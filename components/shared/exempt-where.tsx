import { useQuery } from '@tanstack/react-query';
import { neverMeasuredWithLabelQuery } from '#components/queries/exemptions.ts';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Field, Select } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { formatCount } from '#lib/format.ts';

/** Stands for the one repository: no label is written like it. */
const ONLY = '/';

export interface ExemptWhereProps {
  repo: string;
  category: ScoreCategory;
  /** Null: only the repository. */
  label: string | null;
  onChange: (label: string | null) => void;
}

function useHint(label: string | null, category: ScoreCategory): string {
  const { data } = useQuery({ ...neverMeasuredWithLabelQuery(label ?? '', category), enabled: label !== null });
  if (label === null) return 'Or all repositories that share a label.';
  if (data === undefined) return 'Counting the repositories…';
  const { value, relation } = data.total;
  const places = formatCount(value, 'repository', 'repositories', relation === 'at_least');
  return `${CATEGORY_TITLE[category]} was never measured in ${places} with it. Those where it is asked for already are left out.`;
}

/** Only the repository, or all that have one of its labels. Nothing at all where it has none. */
export function ExemptWhere({ repo, category, label, onChange }: ExemptWhereProps) {
  const { data } = useQuery(repositorySummaryQuery(useScope(), repo));
  const hint = useHint(label, category);
  const labels = data?.repository.labels ?? [];
  if (labels.length === 0) return null;
  return (
    <Field label="Where" required hint={hint}>
      {(control) => (
        <Select
          {...control}
          className="w-full"
          options={[
            { value: ONLY, label: `Only ${repo}` },
            ...labels.map((one) => ({ value: one, label: `All with the label ${one}` })),
          ]}
          value={label ?? ONLY}
          onChange={({ target: { value } }) => onChange(value === ONLY ? null : value)}
        />
      )}
    </Field>
  );
}
