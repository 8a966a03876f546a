import { CATEGORIES, type Category } from '#lib/domain/finding/finding.ts';

/** The six categories that a score is made of, in the order every calculation and screen uses. */
export const SCORE_CATEGORIES = ['dependency', 'sast', 'secret', 'pipeline', 'iac', 'dast'] as const;
export type ScoreCategory = (typeof SCORE_CATEGORIES)[number];

/** Points at stake per category before exemptions; together 100. */
export const DEFAULT_WEIGHTS: Readonly<Record<ScoreCategory, number>> = {
  dependency: 25,
  sast: 20,
  secret: 20,
  pipeline: 15,
  iac: 10,
  dast: 10,
};

/** Which part of the score a finding's category moves; null: it never enters the score. */
export function scoreCategoryOf(category: Category): ScoreCategory | null {
  switch (category) {
    case 'dependency':
    case 'container':
      return 'dependency';
    case 'pipeline':
    case 'privilege':
      return 'pipeline';
    case 'sast':
    case 'secret':
    case 'iac':
    case 'dast':
      return category;
    case 'license':
    case 'quality':
      return null;
  }
}

/** The categories of findings that belong to one of the score. */
export const findingCategoriesOf = (category: ScoreCategory): Category[] =>
  CATEGORIES.filter((one) => scoreCategoryOf(one) === category);
