/** What is said where a list has no rows. */
export const noRowsWords = {
  empty: (folder: string) => `Nothing in ${folder}`,
  emptyText: 'Mail that comes here shows up by itself.',
  emptyFilter: 'No message here passes the filter',
  clearFilter: 'Show all messages',
  emptySearch: (q: string) => `Nothing found for “${q}”`,
  nothingSoFar: 'Nothing was found before the search was stopped',
  emptySearchHere: 'This folder was searched.',
  emptySearchEverywhere: 'All folders were searched. Try fewer or other words.',
  searchEverywhere: 'Search all folders',
  failed: 'This list cannot be shown',
  folderGone: 'This folder is no longer there',
  folderGoneText: 'It was deleted or renamed on another device. No other folder was touched.',
  toInbox: 'Go to the inbox',
}
