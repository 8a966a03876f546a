/** Of a person of an organization. `invited`: has not accepted yet. */
export const USER_STATES = ['active', 'invited', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];
