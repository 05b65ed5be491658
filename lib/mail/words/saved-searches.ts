/** The words of saved searches. */
export const savedWords = {
  heading: 'Saved searches',
  save: 'Save search',
  saved: 'Saved',
  title: 'Save this search',
  text: 'It is kept in the pane of folders, on all your devices.',
  name: 'Name',
  button: 'Save',
  noName: 'Give it a name.',
  done: (name: string) => `Saved as “${name}”`,
  full: 'No more searches can be saved. Delete one that you no longer need.',
  menu: 'Saved search',
  rename: 'Rename…',
  renameTitle: 'Rename saved search',
  remove: 'Delete',
  removed: (name: string) => `“${name}” deleted`,
}
