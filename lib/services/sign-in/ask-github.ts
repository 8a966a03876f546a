import { z } from 'zod';
import type { GithubAnswers } from '#lib/domain/sign-in/profile.ts';
import { githubApi, type Provider } from '#lib/domain/sign-in/provider.ts';
import { fetchJson } from './fetch-json.ts';

const PAGE = 100;
/** Organizations and teams beyond are too many to be read while somebody waits. */
const MOST_PAGES = 10;

const organizations = z.array(z.object({ login: z.string() }));
const teams = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));
const claims = z.record(z.string(), z.unknown());

type Ask = (path: string) => Promise<unknown>;

function asker(provider: Provider, token: string): Ask {
  return async (path) => {
    const url = `${githubApi(provider)}${path}`;
    const { status, body } = await fetchJson(url, { headers: { authorization: `Bearer ${token}` } });
    if (status !== 200) throw new Error(`${url} answers with status ${status}`);
    return body;
  };
}

/** Null when there are more than can be read: part of a list is not the list. */
async function listed<T>(ask: Ask, path: string, schema: z.ZodType<T[]>): Promise<T[] | null> {
  const found: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const items = schema.parse(await ask(`${path}?per_page=${PAGE}&page=${page}`));
    found.push(...items);
    if (items.length < PAGE) return found;
  }
  return null;
}

/** `acme` for a member of an organization, `acme/payments` for one of a team. */
async function groupsOf(ask: Ask): Promise<string[] | null> {
  const [inOrganizations, inTeams] = await Promise.all([
    listed(ask, '/user/orgs', organizations),
    listed(ask, '/user/teams', teams),
  ]);
  if (inOrganizations === null || inTeams === null) return null;
  const names = inTeams.map(({ slug, organization }) => `${organization.login}/${slug}`);
  return [...inOrganizations.map(({ login }) => login), ...names];
}

/** What GitHub says of the owner of an access token. @throws Error when it does not answer as it should */
export async function askGithub(provider: Provider, token: string): Promise<GithubAnswers> {
  const ask = asker(provider, token);
  const [user, emails, groups] = await Promise.all([
    ask('/user').then((body) => claims.parse(body)),
    // An application without this right still tells who somebody is.
    ask('/user/emails').catch(() => []),
    provider.groupsClaim === null ? [] : groupsOf(ask).catch(() => null),
  ]);
  return { user, emails, groups };
}
