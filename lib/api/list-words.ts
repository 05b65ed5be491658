/** The words of a list's query string, without their schemas: a page's menus need no more. */

/** `sort=`: the field; `-` in front for descending. */
export const SORTS = ['date', '-date', 'from', '-from', 'subject', '-subject', 'size', '-size'] as const

/** `filter=`: one or more of these. */
export const FILTERS = ['unread', 'flagged', 'attachments', 'answered'] as const
