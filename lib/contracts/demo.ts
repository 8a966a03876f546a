import { z } from 'zod';

/** How far the demo organization is: `done` of `total` reports. */
export const demoView = z.object({
  state: z.enum(['none', 'loading', 'loaded', 'removing']),
  repositories: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
});
export type DemoView = z.infer<typeof demoView>;

/** What the banner says: how many repositories are made up, archived ones included. */
export interface DemoNoticeView {
  repositories: number;
  archived: number;
  /** Whether there are real repositories as well. */
  beside: boolean;
}
