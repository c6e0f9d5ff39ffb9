/** What a key of the interface for programs may do. */
export const apiScopes = [
  'contacts:read',
  'contacts:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:approve',
  'campaigns:launch',
  'figures:read',
  'admin',
] as const
export type ApiScope = (typeof apiScopes)[number]

const byRole: Readonly<Record<string, readonly ApiScope[]>> = {
  admin: apiScopes,
  officer: [
    'contacts:read',
    'contacts:write',
    'campaigns:read',
    'campaigns:write',
    'campaigns:launch',
    'figures:read',
  ],
  reviewer: ['campaigns:read', 'campaigns:approve', 'figures:read'],
  analyst: ['campaigns:read', 'figures:read'],
}

/** The scopes that keys of somebody in this role can have. A key never does more than the person who made it. */
export const scopesOf = (role: string): readonly ApiScope[] => byRole[role] ?? []
