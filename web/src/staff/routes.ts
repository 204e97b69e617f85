// Pages of this room, behind sign-in.
export const staffRoutes = [] as const;
