/** What a person reads when a folder can't be made, moved or deleted. */
export const folderWords = {
  exists: (name: string) => `There is already a folder called “${name}” here.`,
  holdsDelimiter: (delimiter: string) => `may not contain “${delimiter}”`,
  notText: 'holds something that is not text',
  noHierarchy: 'This mail server keeps no folders inside folders.',
  inboxStays: 'The inbox can be neither renamed nor deleted.',
  intoItself: 'A folder cannot be moved into itself.',
  notEmpty: 'This folder holds messages or other folders.',
  readOnly: 'Nothing can be deleted from this folder.',
}
