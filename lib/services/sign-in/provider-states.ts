import { setTimeout } from 'node:timers/promises';
import type { Provider } from '#lib/domain/sign-in/provider.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { checkProvider, type ProviderState } from './check-provider.ts';

/** How long an answer counts, in milliseconds: a provider that is back should be offered soon. */
const WORKING_FOR = 5 * MINUTE_MS;
const BROKEN_FOR = 20_000;
/** How long a page waits for the first answer. */
const PATIENCE = 2000;

export interface KnownProvider {
  provider: Provider;
  state: ProviderState;
  checkedAt: Date | null;
}

interface Entry {
  state: ProviderState | null;
  checkedAt: Date | null;
  running: Promise<void> | null;
}

type Asker = Pick<System, 'env' | 'publicUrl' | 'now' | 'log'>;

/** In globalThis, because the bundler may load this module more than once. */
const holder = globalThis as typeof globalThis & { plumblineProviders?: Map<string, Entry> };

function entries(): Map<string, Entry> {
  holder.plumblineProviders ??= new Map();
  return holder.plumblineProviders;
}

function entryOf(provider: Provider): Entry {
  const key = JSON.stringify([provider.id, provider.issuer, provider.clientId, provider.clientSecret]);
  const found = entries().get(key) ?? { state: null, checkedAt: null, running: null };
  entries().set(key, found);
  return found;
}

async function refresh(system: Asker, provider: Provider, entry: Entry): Promise<void> {
  const before = entry.state;
  const state = await checkProvider(provider, system.publicUrl, system.now()).catch(
    (error): ProviderState => ({ working: false, reason: messageOf(error) }),
  );
  Object.assign(entry, { state, checkedAt: system.now(), running: null });
  if (!state.working && (before === null || before.working)) {
    system.log.warn({ provider: provider.id, reason: state.reason }, 'sign-in provider does not work');
  }
}

function isDue({ state, checkedAt }: Entry, now: Date): boolean {
  if (state === null || checkedAt === null) return true;
  return now.getTime() - checkedAt.getTime() > (state.working ? WORKING_FOR : BROKEN_FOR);
}

/**
 * The configured providers, each with whether it works. Answers are kept for minutes and renewed behind the scenes, so
 * that nobody waits for a slow provider: only the first to ask does, for two seconds. `fresh`: asks all of them now.
 */
export async function providerStates(system: Asker, { fresh = false } = {}): Promise<KnownProvider[]> {
  const known = system.env.providers.map((provider) => ({ provider, entry: entryOf(provider) }));
  const now = system.now();
  for (const { provider, entry } of known) {
    if (fresh || isDue(entry, now)) entry.running ??= refresh(system, provider, entry);
  }
  const awaited = known.flatMap(({ entry }) =>
    entry.running && (fresh || entry.state === null) ? [entry.running] : [],
  );
  if (awaited.length > 0) {
    const all = Promise.all(awaited);
    await (fresh ? all : Promise.race([all, setTimeout(PATIENCE, undefined, { ref: false })]));
  }
  const unknown: ProviderState = { working: false, reason: 'The provider has not answered yet.' };
  return known.map(({ provider, entry }) => ({ provider, state: entry.state ?? unknown, checkedAt: entry.checkedAt }));
}

/** The providers that people can sign in with now. */
export async function offeredProviders(system: Asker): Promise<{ id: string; name: string }[]> {
  const known = await providerStates(system);
  return known.flatMap(({ provider: { id, name }, state }) => (state.working ? [{ id, name }] : []));
}
