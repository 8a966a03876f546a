import { z } from 'zod';
import { FINDING_COLUMNS, MOST_COLUMNS } from '#lib/domain/finding/list-columns.ts';
import { VIEW_SCREENS, type ViewScreen } from '#lib/domain/saved-view/saved-view.ts';
import { instant, list, visibleWord } from './common.ts';
import { findingListParams } from './finding.ts';

export const viewScreen = z.enum(VIEW_SCREENS);

const name = visibleWord(60).trim().min(1, 'must not be empty');
/** Parameters of the screen, as they stand in its address: `severity=critical&exploit=kev`. */
const search = z.string().max(2000);

const TOO_MANY = `must be at most ${MOST_COLUMNS}`;

/** Parameters that the address of a screen can have, by screen; paging and the chosen scope are no part of a view. */
export const VIEW_PARAMS: Record<ViewScreen, z.ZodObject> = {
  findings: findingListParams
    .omit({ cursor: true, limit: true })
    .extend({
      group: z.literal('rule').optional(),
      columns: list(z.enum(FINDING_COLUMNS))
        .refine((chosen) => chosen.length <= MOST_COLUMNS, TOO_MANY)
        .optional(),
    })
    .strict(),
};

/** `GET /api/v1/views`. */
export const viewListParams = z.object({ screen: viewScreen });
export type ViewListParams = z.infer<typeof viewListParams>;

/** `POST /api/v1/views`. */
export const createViewBody = z
  .object({
    screen: viewScreen,
    name,
    search,
    /** For everybody in the organization; else for the caller alone. */
    shared: z.boolean().default(false),
  })
  .strict();
export type CreateViewBody = z.output<typeof createViewBody>;

/** `PATCH /api/v1/views/{id}`. */
export const viewChange = z
  .object({ name: name.optional(), search: search.optional(), shared: z.boolean().optional() })
  .strict();
export type ViewChange = z.output<typeof viewChange>;

export const savedView = z.object({
  id: z.number().int(),
  screen: viewScreen,
  name: z.string(),
  /** What `view` in the screen's address says: `kev-this-week`, and `me/kev-this-week` for one's own. */
  key: z.string(),
  shared: z.boolean(),
  search: z.string(),
  /** Path of the screen that shows it. */
  address: z.string(),
  /** Who changed it last, by the present name. */
  changed_by: z.string().nullable(),
  changed_at: instant,
  /** Whether the caller may change or delete it. */
  may_change: z.boolean(),
});
export type SavedViewView = z.infer<typeof savedView>;

/** Own views first, then shared ones, by name. */
export const viewListView = z.object({
  items: z.array(savedView),
  /** Whether the caller may keep views for themselves, and share them. */
  may: z.object({ keep: z.boolean(), share: z.boolean() }),
});
export type ViewListView = z.infer<typeof viewListView>;
