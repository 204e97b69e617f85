// Pages of this room, behind sign-in.
export const facilityRoutes = [] as const;
