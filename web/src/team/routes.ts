/** Pages under `/people/$person`. */
export const teamPages = [] as const;
