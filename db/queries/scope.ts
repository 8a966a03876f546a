/** First parameter after the connection in every query: what the statement is confined to. */
export interface OrganizationScope {
  orgId: number;
}

export interface RepositoryScope extends OrganizationScope {
  repoId: number;
}
