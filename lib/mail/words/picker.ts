/** The words of what one chooses from by typing: folders, and the palette of everything. */

export const pickerWords = {
  folder: 'Folder',
  folderHint: 'Type a part of its name',
  lastForSender: (name: string) => `Last used for ${name}`,
  recentFolders: 'Recent',
  allFolders: 'All folders',
  matches: 'Folders',
  newFolder: 'New folder',
  create: (path: string) => `Create “${path}”`,
  nothing: 'Nothing here has this in its name.',
}
