export const notebook = {
  'notebook.title': '連絡帳',
};
