/** What may be done in a folder, by the rights that the mail server gives there (RFC 4314 §4, and RFC 2086 before it). */

/**
 * To mark as read, to set other flags, to take mail out (move, archive, delete), to put some in; to make a folder
 * inside, to rename, move or delete the folder itself.
 */
export type FolderAct = 'seen' | 'flag' | 'take' | 'put' | 'create' | 'remove'

// RFC 4314 §2.1.1: the old right `d` stands for t and e (and x), `c` for k (and x), where a server still says them.
const NEEDS: Record<FolderAct, readonly RegExp[]> = {
  seen: [/s/],
  flag: [/w/],
  take: [/[td]/, /[ed]/],
  put: [/i/],
  create: [/[kc]/],
  remove: [/[xcd]/],
}

/** Whether these rights allow it. Where the server says nothing of rights, it is tried and the answer tells. */
export function allows(rights: string | undefined, act: FolderAct): boolean {
  return rights === undefined || NEEDS[act].every((right) => right.test(rights))
}
