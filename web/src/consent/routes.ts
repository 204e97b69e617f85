/** Pages under `/people/$person`. */
export const consentPages = [] as const;
