/** What settings begin with, as plain values: for where a schema would be too much to carry. */
import type { Settings } from './settings.ts'

/** Of an account that never chose anything. */
export const FIRST_SETTINGS: Settings = {
  version: 1,
  revision: 0,
  density: 'comfortable',
  theme: 'system',
  afterAction: 'auto',
  markReadAfter: 0,
  keys: true,
  keysOff: [],
  labels: [],
  hiddenKeywords: [],
  pins: [],
  collapsed: [],
  savedSearches: [],
  conversations: { on: false, except: [] },
  roles: [],
  identities: [],
  writePlain: false,
  panes: { folders: null, list: null },
}
