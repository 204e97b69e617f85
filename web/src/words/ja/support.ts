export const support = {
  'team.title': '支援チーム',
};
