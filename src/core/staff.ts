/** Roles that people at an institution can have; beside them there are `service` (letters) and `former`. */
export const staffRoles = ['officer', 'reviewer', 'analyst', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

export const isStaffRole = (role: string): role is StaffRole =>
  (staffRoles as readonly string[]).includes(role)

/** Of somebody who was removed but has written or decided something: the history still says who. */
export const formerRole = 'former'
