import { queryOptions } from '@tanstack/react-query';
import type {
  RecoveryCodes,
  SecondFactorConfirmation,
  SecondFactorProof,
  SecondFactorStart,
} from '#lib/contracts/second-factor.ts';
import type {
  GroupMappingBody,
  GroupMappingListView,
  OwnSignInView,
  ProviderListView,
  SignInPolicyView,
} from '#lib/contracts/sign-in.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const ME = '/api/v1/users/me';
const MAPPINGS = '/api/v1/group-mappings';

export function ownSignInQuery() {
  return queryOptions({
    queryKey: ['own-sign-in'] as const,
    queryFn: ({ signal }) => fetchJson<OwnSignInView>(`${ME}/sign-in`, signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export function providersQuery() {
  return queryOptions({
    queryKey: ['sign-in-providers'] as const,
    queryFn: ({ signal }) => fetchJson<ProviderListView>('/api/v1/sign-in-providers', signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export function groupMappingsQuery() {
  return queryOptions({
    queryKey: ['group-mappings'] as const,
    queryFn: ({ signal }) => fetchJson<GroupMappingListView>(MAPPINGS, signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export const startSecondFactor = () => sendJson<SecondFactorStart>('POST', `${ME}/second-factor`);

export const confirmSecondFactor = (body: SecondFactorConfirmation) =>
  sendJson<RecoveryCodes>('PUT', `${ME}/second-factor`, body);

export const turnOffSecondFactor = (body: SecondFactorProof) =>
  sendJson<undefined>('POST', `${ME}/second-factor/off`, body);

export const renewRecoveryCodes = (body: SecondFactorProof) =>
  sendJson<RecoveryCodes>('POST', `${ME}/recovery-codes`, body);

export const unlinkIdentity = (id: string) => sendJson<undefined>('DELETE', `${ME}/identities/${id}`);

export const saveSignInPolicy = (policy: SignInPolicyView) =>
  sendJson<SignInPolicyView>('PUT', '/api/v1/sign-in-policy', policy);

export const addGroupMapping = (body: GroupMappingBody) => sendJson<GroupMappingListView>('POST', MAPPINGS, body);

export const removeGroupMapping = (id: number) => sendJson<undefined>('DELETE', `${MAPPINGS}/${id}`);
